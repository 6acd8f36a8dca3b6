//! What the corpus as a whole tells of names before any are joined.

use super::person_name::surname;
use crate::wording::{NameWords, Stem};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How many counters there are; a power of two. Things that share a counter only
/// seem more frequent than they are, so that fewer names are joined. With 4 bytes
/// each, they take 4 MiB, whatever the memory budget.
const COUNTERS: usize = 1 << 20;

/// What a thing that occurs once weighs. The weight sinks with the root of how
/// often it occurs: in a hundred articles, a tenth.
pub(super) const WHOLE: u64 = 256;

/// Fewer full names than this do not tell which are rare.
const ENOUGH_NAMES: u64 = 1000;

/// A surname is rare if one of so many full names has it.
const RARE_SURNAME: u64 = 5000;

/// A word for what people do tells something by those with which it never occurs if it is
/// in the roles of this many names.
const ENOUGH_BEARERS: u64 = 10;

/// Whose roles have more words for what people do than these says nothing about what goes
/// together.
const MOST_OCCUPATIONS: usize = 64;

/// How often things occur. A thing is a hash.
#[derive(Clone, Debug)]
struct Counts(Vec<u32>);

impl Counts {
    fn new() -> Self {
        Self(vec![0; COUNTERS])
    }

    fn add(&mut self, thing: u32) {
        let counter = &mut self.0[place(thing)];
        *counter = counter.saturating_add(1);
    }

    fn of(&self, thing: u32) -> u64 {
        u64::from(self.0[place(thing)])
    }
}

/// Where a thing is counted. Samples are made of the things with the smallest
/// hashes, and the lowest bits of stems say what they are, so all bits are mixed.
fn place(thing: u32) -> usize {
    (thing.wrapping_mul(0x9E37_79B1) >> (u32::BITS - COUNTERS.ilog2())) as usize
}

/// How rare the names around a speaker, and the words of roles, are in the corpus.
/// In a corpus of one subject, all articles mention the capital and the president;
/// that two of them mention the same village says more.
#[derive(Clone, Debug)]
pub(crate) struct Rarity(Counts);

impl Rarity {
    pub(crate) fn new() -> Self {
        Self(Counts::new())
    }

    /// Counts the things in an article, each once.
    pub(crate) fn add(&mut self, things: &[u32]) {
        things.iter().for_each(|&thing| self.0.add(thing));
    }

    /// What has been counted so far: the counters that are not 0, by number.
    pub(crate) fn counters(&self) -> impl Iterator<Item = (usize, u32)> {
        self.0.0.iter().copied().enumerate().filter(|&(_, count)| count > 0)
    }

    /// Adds to a counter what others have counted.
    pub(crate) fn add_counted(&mut self, counter: usize, count: u64) {
        if let Some(counter) = self.0.0.get_mut(counter) {
            *counter = counter.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        }
    }

    /// How much it says that two share all of these things, in parts of [`WHOLE`].
    pub(super) fn weight(&self, things: impl Iterator<Item = u32>) -> u64 {
        // Integers, so that all machines agree.
        things.map(|thing| (WHOLE * WHOLE / self.0.of(thing).max(1)).isqrt()).sum()
    }
}

/// How many full names of people each given name and each surname is part of.
#[derive(Debug)]
pub(super) struct NameCounts {
    names: u64,
    given: Counts,
    surnames: Counts,
}

impl NameCounts {
    pub(super) fn new() -> Self {
        Self { names: 0, given: Counts::new(), surnames: Counts::new() }
    }

    /// Counts a full name; each comes once.
    pub(super) fn add(&mut self, name: &str) {
        if let Some((given, _)) = name.split_once(' ') {
            self.names += 1;
            self.given.add(name_hash(given));
            self.surnames.add(name_hash(surname(name)));
        }
    }

    /// How many people of this name are to be expected beside one, in thousandths, if
    /// given names and surnames are independent of each other.
    fn expected(&self, name: &str) -> u64 {
        let given = self.given.of(name_hash(name.split(' ').next().unwrap_or(name)));
        given * self.surnames.of(name_hash(surname(name))) * 1000 / self.names.max(1)
    }
}

/// In the roles of how many names each word for what people do is, and each two of them:
/// governors become ministers, captains of the fire brigade hardly ever senators.
#[derive(Debug)]
pub(super) struct Occupations(Counts);

impl Occupations {
    pub(super) fn new() -> Self {
        Self(Counts::new())
    }

    /// Counts those of all who have one name, sorted, each once.
    pub(super) fn add(&mut self, occupations: &[Stem]) {
        for (at, &one) in occupations.iter().enumerate().filter(|_| occupations.len() <= MOST_OCCUPATIONS) {
            self.0.add(one);
            occupations[at + 1..].iter().for_each(|&other| self.0.add(both(one, other)));
        }
    }

    /// Whether nobody does anything of the one and of the other, unless these are one.
    fn exclude(&self, one: &[Stem], other: &[Stem]) -> bool {
        let known = |stems: &[Stem]| -> Vec<Stem> {
            stems.iter().copied().filter(|&stem| self.0.of(stem) >= ENOUGH_BEARERS).collect()
        };
        let (one, other) = (known(one), known(other));
        let apart =
            |one: Stem, other: Stem| one != other && self.0.of(both(one.min(other), one.max(other))) <= 1;
        !one.is_empty() && !other.is_empty() && one.iter().all(|&a| other.iter().all(|&b| apart(a, b)))
    }
}

/// The thing that two words, in order, are together.
fn both(one: Stem, other: Stem) -> u32 {
    one.rotate_left(16) ^ other
}

/// All that is known.
pub(super) struct Known<'a> {
    pub(super) rarity: Rarity,
    pub(super) name_counts: NameCounts,
    pub(super) occupations: Occupations,
    pub(super) words: &'a NameWords,
}

impl Known<'_> {
    /// Whether these are words for what two different people do.
    pub(super) fn exclude(&self, one: &[Stem], other: &[Stem]) -> bool {
        self.occupations.exclude(one, other)
    }

    /// Whether somebody in the corpus has this surname.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        !word.contains(' ') && self.name_counts.surnames.of(name_hash(word)) > 0
    }

    /// Whether so few full names have this surname that hardly anybody else has it.
    pub(super) fn is_rare_surname(&self, word: &str) -> bool {
        self.name_counts.surnames.of(name_hash(word)) * RARE_SURNAME <= self.name_counts.names
    }

    /// How many people with one of these names are to be expected beside one, in
    /// thousandths.
    pub(super) fn expected(&self, one: &str, other: &str) -> u64 {
        if self.name_counts.names < ENOUGH_NAMES {
            return u64::MAX;
        }
        self.name_counts.expected(one).max(self.name_counts.expected(other))
    }
}

/// The thing that a word of a role is for [`Rarity`].
pub(super) fn of_role(stem: Stem) -> u32 {
    !stem
}

/// The hash of a folded name.
pub(super) fn name_hash(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    (hasher.finish() >> 32) as u32
}
