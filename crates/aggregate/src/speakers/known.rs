//! Keeps together whom the user knows to be one, and apart whom the user knows to be
//! different, whatever the names look like.

use super::name_match::{GENERATIONS, NameMatch, organization_names, person_names};
use rustc_hash::FxHashMap;
use text::SpeakerType;

/// Marks the group of those who are like somebody that the user knows, but are not: no
/// place in the matcher is so large.
const NOT_KNOWN: u64 = 1 << 63;

/// The groups of speakers that the user's files name.
#[derive(Debug, Default)]
pub(super) struct KnownSpeakers {
    speakers: Vec<KnownSpeaker>,
    by_id: FxHashMap<String, usize>,
    /// By the group in which the matcher has put them; `None` if it has put several ids
    /// there.
    matched: FxHashMap<u64, Option<usize>>,
}

#[derive(Debug)]
struct KnownSpeaker {
    group: u64,
    /// By which they were recognised.
    names: Vec<(SpeakerType, String)>,
}

impl KnownSpeakers {
    /// Takes in a profile with an id: its name, its place in the matcher, and the group in
    /// which that has put it.
    pub(super) fn add(&mut self, id: &str, kind: SpeakerType, name: &str, place: u64, group: u64) {
        let number = match self.by_id.get(id) {
            Some(&number) => number,
            None => {
                self.speakers.push(KnownSpeaker { group: place, names: Vec::new() });
                *self.by_id.entry(id.to_owned()).or_insert(self.speakers.len() - 1)
            }
        };
        let names = &mut self.speakers[number].names;
        if names.iter().all(|known| known.1 != name) {
            names.push((kind, name.to_owned()));
        }
        let matched = self.matched.entry(group).or_insert(Some(number));
        if *matched != Some(number) {
            *matched = None;
        }
    }

    /// The group of a profile that the matcher has put into `group`: that of its id, or of
    /// the only id there, if the name can stand for one of its names. What is alike in
    /// steps (A like B, B like C) need not be alike, and may not get an id.
    pub(super) fn group(&self, id: Option<&str>, kind: SpeakerType, name: &str, group: u64) -> u64 {
        if let Some(&number) = id.and_then(|id| self.by_id.get(id)) {
            return self.speakers[number].group;
        }
        match self.matched.get(&group) {
            Some(&Some(number)) if self.speakers[number].may_be_called(kind, name) => {
                self.speakers[number].group
            }
            Some(_) => group | NOT_KNOWN,
            None => group,
        }
    }
}

/// Whether the surname of a known person is among the words of a name, in the same spelling:
/// an id is not for those whose names only look like it.
fn has_surname(known: &str, name: &str) -> bool {
    let surname = known.split(' ').rfind(|word| !GENERATIONS.contains(word));
    surname.is_some_and(|surname| name.split(' ').any(|word| word == surname))
}

impl KnownSpeaker {
    fn may_be_called(&self, kind: SpeakerType, name: &str) -> bool {
        self.names.iter().any(|(known_kind, known)| {
            *known_kind == kind
                && match kind {
                    SpeakerType::Person => {
                        person_names(known, name) != NameMatch::No && has_surname(known, name)
                    }
                    SpeakerType::Organization => organization_names(known, name) != NameMatch::No,
                    SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => known == name,
                }
        })
    }
}
