//! Keeps together whom the user knows to be one, and apart whom the user knows to be
//! different, whatever the names look like.

use super::known::Known;
use super::name_fit::NameMatch;
use super::name_match;
use super::person_name::surname;
use rustc_hash::FxHashMap;
use text::SpeakerType;

/// Marks the group of those who are like somebody that the user knows, but are not: no
/// place in the matcher is so large.
const NOT_IDENTIFIED: u64 = 1 << 63;

/// The groups of speakers that the user's files name.
#[derive(Debug, Default)]
pub(super) struct IdentifiedSpeakers {
    speakers: Vec<IdentifiedSpeaker>,
    by_id: FxHashMap<String, usize>,
    /// By the group in which the matcher has put them; `None` if it has put several ids
    /// there.
    matched: FxHashMap<u64, Option<usize>>,
}

#[derive(Debug)]
struct IdentifiedSpeaker {
    group: u64,
    /// By which they were recognised.
    names: Vec<(SpeakerType, String)>,
}

impl IdentifiedSpeakers {
    /// Takes in a profile with an id: its name, its place in the matcher, and the group in
    /// which that has put it.
    pub(super) fn add(&mut self, id: &str, (kind, name): (SpeakerType, &str), place: u64, group: u64) {
        let number = match self.by_id.get(id) {
            Some(&number) => number,
            None => {
                self.speakers.push(IdentifiedSpeaker { group: place, names: Vec::new() });
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
    pub(super) fn group(
        &self,
        id: Option<&str>,
        name: (SpeakerType, &str),
        group: u64,
        known: &Known<'_>,
    ) -> u64 {
        if let Some(&number) = id.and_then(|id| self.by_id.get(id)) {
            return self.speakers[number].group;
        }
        match self.matched.get(&group) {
            Some(&Some(number)) if self.speakers[number].may_be_called(name, known) => {
                self.speakers[number].group
            }
            Some(_) => group | NOT_IDENTIFIED,
            None => group,
        }
    }
}

impl IdentifiedSpeaker {
    fn may_be_called(&self, name: (SpeakerType, &str), known: &Known<'_>) -> bool {
        self.names.iter().any(|(kind, own)| match (*kind, name.0) {
            (SpeakerType::Person, SpeakerType::Person) => is_name_of(own, name.1, known),
            _ => name_match::compare((*kind, own), name, known) > NameMatch::No,
        })
    }
}

/// Whether a name can stand for that of a person, and has the surname in the same spelling:
/// an id is not for those whose names only look like it, nor for a son whose name is his
/// father's.
fn is_name_of(own: &str, name: &str, known: &Known<'_>) -> bool {
    // Whose a single name is has been decided by more than how it looks.
    let is_single = !own.contains(' ') || !name.contains(' ');
    let person = SpeakerType::Person;
    let looks_like = || name_match::compare((person, own), (person, name), known);
    name.split(' ').any(|word| word == surname(own))
        && (is_single || !matches!(looks_like(), NameMatch::No | NameMatch::Generation))
}
