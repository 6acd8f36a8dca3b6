//! The words of a content that carry its meaning, to compare how things are put.

use crate::fold;
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// A word that carries meaning, as a hash of its stem; its lowest bits tell
/// numbers, negations and names from others.
pub(crate) type Stem = u32;

const WORD: u32 = 0;
const NUMBER: u32 = 1;
const NEGATION: u32 = 2;
const NAME: u32 = 3;

/// A stem, whether printed as a name or not.
pub(crate) fn plain(stem: Stem) -> Stem {
    if is_name(stem) { stem & !3 } else { stem }
}

pub(crate) fn is_name(stem: Stem) -> bool {
    stem & 3 == NAME
}

pub(crate) fn is_number(stem: Stem) -> bool {
    stem & 3 == NUMBER
}

pub(crate) fn is_negation(stem: Stem) -> bool {
    stem & 3 == NEGATION
}

/// Words that carry no meaning of their own.
#[rustfmt::skip]
const FUNCTION_WORDS: ClassTable<bool> = ClassTable { list: "function_words", meanings: &[
    ("article", true), ("number", true), ("quantity", true), ("pointing", true), ("possessive", true),
    ("subject", true), ("object", true), ("reflexive", true), ("preposition", true), ("coordinator", true),
    ("subordinator", true), ("that", true), ("wh", true), ("relative", true), ("be", true), ("have", true),
    ("do", true), ("modal", true), ("negation", true), ("adverb", true),
] };
const NUMBERS: ClassTable<()> = ClassTable { list: "numbers", meanings: &[("digits=", ())] };
const VAGUE_ROLES: ClassTable<()> = ClassTable { list: "vague_roles", meanings: &[("role", ())] };

/// The words of the calendar that are no time zones.
const TIMES: ClassTable<bool> = ClassTable {
    list: "calendar",
    meanings: &[
        ("month=", true),
        ("weekday=", true),
        ("day=", true),
        ("part", true),
        ("hour", true),
        ("unit", true),
        ("season", true),
    ],
};

pub(crate) const READS: [&dyn Reads; 4] = [&TIMES, &FUNCTION_WORDS, &NUMBERS, &VAGUE_ROLES];

/// Reads gists.
#[derive(Clone, Debug)]
pub(crate) struct Gists {
    /// Words that carry no meaning of their own, or only this one.
    small: FxHashMap<String, Option<Stem>>,
    /// Words of roles that many have.
    vague: FxHashSet<Stem>,
    /// Folded words that are capitalised in every article: days, titles, agencies.
    ubiquitous: FxHashSet<String>,
}

impl Gists {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let negation = hash("not") | NEGATION;
        let mut small: FxHashMap<_, _> = FUNCTION_WORDS
            .read(lexicon)
            .filter(|(_, is_small)| *is_small)
            .map(|(entry, _)| (fold::fold(&entry.phrase), entry.is("negation").then_some(negation)))
            .collect();
        // Numbers that some outlets spell out and others do not.
        for entry in lexicon.list(NUMBERS.list) {
            let digits = entry.value("digits").map(|digits| hash(&digits) | NUMBER);
            small.insert(fold::fold(&entry.phrase), digits);
        }
        let vague =
            lexicon.list(VAGUE_ROLES.list).iter().map(|entry| hash(stem(&entry.phrase)) | WORD).collect();
        let times = TIMES.read(lexicon).filter(|(_, says_when)| *says_when).map(|(entry, _)| entry);
        let ubiquitous = times
            .chain(lexicon.list("titles"))
            .chain(lexicon.list("agencies"))
            .map(|entry| fold::fold(&entry.phrase))
            .collect();
        Self { small, vague, ubiquitous }
    }

    /// Whether a word of a role says little of who has it.
    pub(crate) fn is_vague(&self, stem: Stem) -> bool {
        self.vague.contains(&stem) || is_number(stem) || is_negation(stem)
    }

    /// The stems of a text as printed, which shows what is a name.
    pub(crate) fn of_printed(&self, text: &str, stems: &mut Vec<Stem>) {
        stems.clear();
        let (mut folded, mut inside) = (String::new(), false);
        for word in text.split_whitespace() {
            folded.clear();
            fold::words(word, &mut folded);
            // “until October” names nobody.
            let name = inside && fold::is_capitalised(word) && self.may_name(&folded);
            stems.extend(
                self.of(&folded).map(|stem| if name && stem & 3 == WORD { stem | NAME } else { stem }),
            );
            inside = !word.ends_with(['.', '!', '?', ':', '”', '"']);
        }
    }

    /// Whether a folded, capitalised word may be the name of something.
    pub(crate) fn may_name(&self, folded: &str) -> bool {
        !self.small.contains_key(folded) && !self.ubiquitous.contains(folded)
    }

    /// The stems of folded words.
    pub(crate) fn of<'a>(&self, folded: &'a str) -> impl Iterator<Item = Stem> + use<'a, '_> {
        folded.split(' ').filter(|word| !word.is_empty()).filter_map(|word| match self.small.get(word) {
            Some(&stem) => stem,
            None if word.starts_with(|c: char| c.is_ascii_digit()) => Some(hash(word) | NUMBER),
            None => Some(hash(stem(word)) | WORD),
        })
    }
}

/// Cuts off what changes when a sentence is put differently: "inspection" and
/// "inspected", "boats" and "boat". Short words stay.
fn stem(word: &str) -> &str {
    let keep = |end: &str, least: usize| word.strip_suffix(end).filter(|stem| stem.len() >= least);
    let stem = keep("ing", 4)
        .or_else(|| keep("ied", 3))
        .or_else(|| keep("ies", 3))
        .or_else(|| keep("ed", 4))
        .or_else(|| keep("es", 4))
        .or_else(|| if word.ends_with("ss") { None } else { keep("s", 3) })
        .unwrap_or(word);
    stem.strip_suffix(['e', 'y']).filter(|stem| stem.len() >= 3).unwrap_or(stem)
}

/// Leaves the two lowest bits free.
fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32 & !3
}
