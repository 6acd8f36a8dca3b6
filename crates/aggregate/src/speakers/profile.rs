//! What is known of one speaker, to tell whether another is the same.
//!
//! One name is one speaker, unless articles give different roles *and* have no
//! names in common: then they speak of namesakes. Two names are one speaker if
//! one can stand for the other *and* something else speaks for it: a role, or
//! names that the articles share. A wrong join puts words into somebody's mouth; a
//! missing one costs a second line.

use super::key::{type_code, type_of};
use super::name_match::{NameMatch, organization_names, person_names};
use super::spelling::skeleton;
use crate::storage::{Fields, put_numbers, put_text};
use crate::wording::{Gists, Stem, fold};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::io;
use text::SpeakerType;

/// How many names around a speaker are kept over all articles: those with the
/// smallest hashes. With 4 bytes each, a profile stays around a kilobyte.
const MAX_AROUND: usize = 256;

/// How many names around have to be shared to speak for one speaker by
/// themselves. One may be chance: both articles mention the capital.
const ENOUGH: usize = 2;

/// How many shared names a shared word of a role is worth. Chosen by hand: a role
/// says more of who somebody is than the names that happen to be around.
const ROLE_WEIGHT: usize = 4;

/// Words of at most this many bytes may be missing in an organization's acronym,
/// and do not say which organization it is: "of", "and", "the".
const SMALL_WORD: usize = 3;

// What kind of feature a feature is. These texts are hashed, and which hashes are
// the smallest decides which features count, so the output depends on them.
const WORD_AND_INITIAL: &str = "p";
const PERSON_WORD: &str = "s";
const ORGANIZATION_WORD: &str = "o";
const ACRONYM: &str = "a";

/// What tells one speaker from another.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    kind: SpeakerType,
    /// The folded name, without titles.
    name: String,
    /// Whether the user says who this is.
    pinned: bool,
    /// Words of the roles that carry meaning.
    roles: FxHashSet<Stem>,
    /// The smallest hashes of the names around, sorted.
    around: Vec<u32>,
}

impl Profile {
    pub(super) fn new(kind: SpeakerType, name: &str, pinned: bool) -> Self {
        let (roles, around) = (FxHashSet::default(), Vec::new());
        Self { kind, name: name.to_owned(), pinned, roles, around }
    }

    /// Takes in what one article says.
    pub(super) fn add(&mut self, roles: &[Stem], around: &[u32]) {
        self.roles.extend(roles);
        self.around.extend_from_slice(around);
        self.around.sort_unstable();
        self.around.dedup();
        self.around.truncate(MAX_AROUND);
    }

    /// How much speaks for it that what an article says is about this speaker;
    /// `None` if it must be about somebody else of the same name.
    pub(super) fn fits(&self, roles: &[Stem], around: &[u32]) -> Option<usize> {
        let shared = shared(around, &self.around);
        let role = roles.iter().filter(|stem| self.roles.contains(stem)).count();
        // Only where both say enough does it mean anything that they differ.
        let known = |no_roles: bool, around: &[u32]| !no_roles && around.len() > ENOUGH;
        let differ = known(roles.is_empty(), around)
            && known(self.roles.is_empty(), &self.around)
            && role == 0
            && shared < ENOUGH;
        (!differ).then_some(shared + ROLE_WEIGHT * role)
    }

    /// Whether two speakers with different names are one. Those of one name have
    /// been told apart before, and single names are decided elsewhere.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        if self.kind != other.kind || self.pinned || other.pinned || self.name == other.name {
            return false;
        }
        let names = match self.kind {
            SpeakerType::Person => person_names(&self.name, &other.name),
            SpeakerType::Organization => organization_names(&self.name, &other.name),
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => NameMatch::No,
        };
        if matches!(names, NameMatch::No | NameMatch::Barely) {
            return false;
        }
        let (shared, role) = self.in_common(other);
        if names == NameMatch::Same { shared > 0 || role } else { shared >= ENOUGH || role && shared > 0 }
    }

    /// Whether a person's name has only one word.
    pub(super) fn is_single(&self) -> bool {
        self.kind == SpeakerType::Person && !self.name.contains(' ')
    }

    /// How much speaks for it that of two profiles the one with a single name is the
    /// other; `None` if not enough.
    pub(super) fn single_name_score(&self, other: &Self) -> Option<usize> {
        let possible = self.kind == other.kind
            && !self.pinned
            && !other.pinned
            && person_names(&self.name, &other.name) == NameMatch::Barely;
        let (shared, role) = possible.then(|| self.in_common(other))?;
        let enough = shared >= ENOUGH || role && shared > 0;
        enough.then_some(shared + if role { ROLE_WEIGHT } else { 0 })
    }

    /// How many of the names around both have, and whether they share a word of a
    /// role.
    fn in_common(&self, other: &Self) -> (usize, bool) {
        (shared(&self.around, &other.around), !self.roles.is_disjoint(&other.roles))
    }

    /// Replaces `features` with what names that can stand for each other have in
    /// common.
    pub(super) fn features(&self, features: &mut Vec<u64>) {
        features.clear();
        if self.pinned {
            return;
        }
        match self.kind {
            SpeakerType::Person => self.person_features(features),
            SpeakerType::Organization => self.organization_features(features),
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => {}
        }
        features.sort_unstable();
        features.dedup();
    }

    fn person_features(&self, features: &mut Vec<u64>) {
        let words: Vec<&str> = self.name.split(' ').collect();
        let &[first, .., last] = &words[..] else {
            features.push(feature(PERSON_WORD, &skeleton(&self.name)));
            return;
        };
        // Any word may be the surname: "Hector Quiroga Paz", "Kang Dae-hyun".
        for word in words.iter().filter(|word| word.len() > 1) {
            let skeleton = skeleton(word);
            for given in [first, last] {
                features.push(feature(WORD_AND_INITIAL, &format!("{skeleton} {}", initial(given))));
            }
            features.push(feature(PERSON_WORD, &skeleton));
        }
    }

    fn organization_features(&self, features: &mut Vec<u64>) {
        let words: Vec<&str> = self.name.split(' ').collect();
        let long = |word: &&&str| word.len() > SMALL_WORD;
        features.extend(words.iter().filter(long).map(|word| feature(ORGANIZATION_WORD, word)));
        if let [acronym] = words[..] {
            features.push(feature(ACRONYM, acronym));
        } else {
            let all: String = words.iter().map(|word| initial(word)).collect();
            let of_long: String = words.iter().filter(long).map(|word| initial(word)).collect();
            features.extend([feature(ACRONYM, &all), feature(ACRONYM, &of_long)]);
        }
    }

    pub(super) fn put(&self, to: &mut Vec<u8>) {
        to.push(type_code(self.kind));
        to.push(u8::from(self.pinned));
        put_text(to, &self.name);
        let mut roles: Vec<_> = self.roles.iter().copied().collect();
        roles.sort_unstable();
        put_numbers(to, &roles);
        put_numbers(to, &self.around);
    }

    pub(super) fn read(bytes: &[u8]) -> io::Result<Self> {
        let mut fields = Fields(bytes);
        // The fields of a struct are evaluated in the order in which they are written.
        Ok(Self {
            kind: type_of(fields.byte()?),
            pinned: fields.byte()? != 0,
            name: fields.text()?.to_owned(),
            roles: fields.numbers()?.into_iter().collect(),
            around: fields.numbers()?,
        })
    }
}

/// How many hashes of the first are in the second, which is sorted.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|hash| other.binary_search(hash).is_ok()).count()
}

fn feature(kind: &str, word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(kind.as_bytes());
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn initial(word: &str) -> char {
    word.chars().next().unwrap_or('-')
}

/// The stems of a role that say something about who has it: "former mayor" and
/// "former striker" have nothing in common.
pub(super) fn role_stems(gists: &Gists, role: &str) -> Vec<Stem> {
    gists.stems_of_folded(&fold(role)).filter(|stem| !gists.is_vague(*stem)).collect()
}
