//! The words of a text that carry its meaning.
//!
//! The *gist* of a content or a role is a list of stems: its words without those
//! that carry no meaning, and without the endings that change when the same is
//! said in another sentence.

use super::fold::{fold, fold_words, is_capitalised};
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// A word that carries meaning, as a hash of its stem. The two lowest bits say
/// what it is: a word, a number, a negation or a name.
pub type Stem = u32;

/// The bits that say what a stem is, and their values.
const CLASS: Stem = 3;
const WORD: Stem = 0;
const NUMBER: Stem = 1;
const NEGATION: Stem = 2;
const NAME: Stem = 3;

/// Endings of words, in the order in which they are tried, each with the least
/// number of bytes that must be left without it: "boats" and "boat" have one
/// stem, but "gas" keeps its s. Chosen by hand for English.
const ENDINGS: [(&str, usize); 6] = [("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4), ("es", 4), ("s", 3)];

/// What a stem loses after its ending, and how many bytes must be left without
/// it: "close" and "closed", "story" and "stories" have one stem each.
const LAST_LETTERS: [char; 2] = ['e', 'y'];
const LAST_LETTER_LEAVES: usize = 3;

/// A stem, the same whether it was printed as a name or not.
pub fn plain(stem: Stem) -> Stem {
    if is_name(stem) { stem & !CLASS } else { stem }
}

pub(super) fn as_name(stem: Stem) -> Stem {
    if stem & CLASS == WORD { stem | NAME } else { stem }
}

/// Whether a stem was printed as a name.
pub fn is_name(stem: Stem) -> bool {
    stem & CLASS == NAME
}

/// Whether a stem is a number.
pub fn is_number(stem: Stem) -> bool {
    stem & CLASS == NUMBER
}

/// Whether a stem negates.
pub fn is_negation(stem: Stem) -> bool {
    stem & CLASS == NEGATION
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

/// Reads the gists of texts.
#[derive(Clone, Debug)]
pub(crate) struct Gists {
    /// Folded words that carry no meaning of their own, or only that of the stem.
    small: FxHashMap<String, Option<Stem>>,
    /// Words that occur in many people's roles.
    vague: FxHashSet<Stem>,
    /// Folded words that are capitalised in any article: days, titles, agencies.
    ubiquitous: FxHashSet<String>,
    /// Folded words that begin a question that somebody reports: "whether".
    questions: FxHashSet<String>,
}

impl Gists {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let negation = hash("not") | NEGATION;
        let mut small: FxHashMap<_, _> = FUNCTION_WORDS
            .read(lexicon)
            .filter(|(_, is_small)| *is_small)
            .map(|(entry, _)| (fold(&entry.phrase), entry.is("negation").then_some(negation)))
            .collect();
        // Numbers that some outlets spell out and others do not.
        for entry in lexicon.list(NUMBERS.list) {
            if let Some(digits) = entry.value("digits") {
                small.insert(fold(&entry.phrase), Some(hash(&digits) | NUMBER));
            }
        }
        let vague = lexicon.list(VAGUE_ROLES.list).iter().map(|entry| word_stem(&entry.phrase)).collect();
        let times = TIMES.read(lexicon).filter(|(_, says_when)| *says_when).map(|(entry, _)| entry);
        let ubiquitous = times
            .chain(lexicon.list("titles"))
            .chain(lexicon.list("agencies"))
            .map(|entry| fold(&entry.phrase))
            .collect();
        let function_words = lexicon.list(FUNCTION_WORDS.list).iter();
        let questions = function_words.filter(|e| e.is("wh")).map(|entry| fold(&entry.phrase)).collect();
        Self { small, vague, ubiquitous, questions }
    }

    /// Whether a word of a role says little about who has it.
    pub(crate) fn is_vague(&self, stem: Stem) -> bool {
        self.vague.contains(&stem) || is_number(stem) || is_negation(stem)
    }

    /// Replaces `stems` with those of a text as it is printed, where capitals show
    /// what is a name, and `folded` with its words as [`fold_words`] writes them. Returns how
    /// many words there are.
    pub(crate) fn stems_of_printed(&self, text: &str, stems: &mut Vec<Stem>, folded: &mut String) -> usize {
        stems.clear();
        folded.clear();
        let (mut count, mut inside) = (0, false);
        // Capitals show nothing where all letters are, or all words begin with one.
        let shouted = !text.contains(char::is_lowercase) || self.is_headline(text);
        for word in text.split_whitespace() {
            let before = folded.len();
            count += fold_words(word, folded);
            let folded = folded[before..].trim_start();
            // “until October” names nobody.
            let name = inside && !shouted && is_capitalised(word) && self.may_name(folded);
            stems.extend(self.stems_of_folded(folded).map(|stem| if name { as_name(stem) } else { stem }));
            inside = !word.ends_with(['.', '!', '?', ':', '”', '"']);
        }
        count
    }

    /// Whether each word begins with a capital, even one that carries no meaning: "Knew An
    /// Attack Was Imminent".
    fn is_headline(&self, text: &str) -> bool {
        let mut inner = text.split_whitespace().skip(1);
        text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
            && inner.any(|word| word.len() > 1 && self.small.contains_key(&fold(word)))
    }

    /// Replaces `gaps` with how many words that carry no meaning come before each stem of
    /// folded words: between two quotes that agree in them, too, no word differs.
    pub(crate) fn gaps(&self, folded: &str, gaps: &mut Vec<u8>) {
        gaps.clear();
        let mut gap = 0_u8;
        for word in folded.split(' ') {
            if self.small.get(word).is_some_and(Option::is_none) {
                gap = gap.saturating_add(1);
            } else {
                gaps.push(std::mem::take(&mut gap));
            }
        }
    }

    /// Whether folded words begin like a question that somebody reports: "whether the dam
    /// would hold".
    pub(crate) fn is_question(&self, folded: &str) -> bool {
        folded.split(' ').next().is_some_and(|first| self.questions.contains(first))
    }

    /// Whether all words of a folded name carry no meaning of their own.
    pub(crate) fn is_small(&self, folded: &str) -> bool {
        folded.split(' ').all(|word| self.small.contains_key(word))
    }

    /// Whether a folded, capitalised word may be the name of something.
    pub(crate) fn may_name(&self, folded: &str) -> bool {
        !self.small.contains_key(folded) && !self.ubiquitous.contains(folded)
    }

    /// The stems of folded words.
    pub(crate) fn stems_of_folded<'a>(&self, folded: &'a str) -> impl Iterator<Item = Stem> + use<'a, '_> {
        folded.split(' ').filter(|word| !word.is_empty()).filter_map(|word| match self.small.get(word) {
            Some(&stem) => stem,
            None if word.starts_with(|c: char| c.is_ascii_digit()) => Some(hash(word) | NUMBER),
            None => Some(word_stem(word)),
        })
    }
}

/// The stem of a folded word that is in no list.
pub(super) fn word_stem(word: &str) -> Stem {
    hash(stem(word)) | WORD
}

/// Two words that carry meaning are a pair if they are among this many that follow
/// each other. It balances versions with words put in between, which one would miss,
/// against the number of pairs.
const WINDOW: usize = 3;

/// Replaces `pairs` with hashes of the pairs of stems that are close to each other, in any
/// order: what cut, changed and reworded versions of a text have in common. Sorted, each
/// once.
pub fn close_pairs(stems: &[Stem], pairs: &mut Vec<u64>) {
    pairs.clear();
    for (at, &one) in stems.iter().enumerate() {
        for &other in stems[at + 1..].iter().take(WINDOW - 1).filter(|&&other| other != one) {
            let mut hasher = FxHasher::default();
            hasher.write_u64(u64::from(one.min(other)) << 32 | u64::from(one.max(other)));
            pairs.push(hasher.finish());
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
}

/// Cuts off what changes when the same is said in another sentence: "inspecting"
/// and "inspected", "boats" and "boat". Short words stay as they are.
fn stem(word: &str) -> &str {
    let without = |&(ending, least): &(&str, usize)| {
        // "Pass" is no plural.
        let plural = ending != "s" || !word.ends_with("ss");
        word.strip_suffix(ending).filter(|stem| plural && stem.len() >= least)
    };
    let stem = ENDINGS.iter().find_map(without).unwrap_or(word);
    stem.strip_suffix(LAST_LETTERS).filter(|stem| stem.len() >= LAST_LETTER_LEAVES).unwrap_or(stem)
}

/// The stem of a number, by how it is written in one way.
pub(super) fn of_number(number: &str) -> Stem {
    hash(number) | NUMBER
}

/// The hash of a word with zeros in the bits of [`CLASS`].
pub(super) fn hash(word: &str) -> Stem {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32 & !CLASS
}
