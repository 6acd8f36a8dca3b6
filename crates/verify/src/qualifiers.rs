//! What of the sense hangs on single words: negations, conditions, hedges.

use aggregate::{Vocabulary, Word, WordClass};
use lexicon::{ClassTable, Lexicon, Reads};
use records::ChangeKind;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::Span;

/// What a phrase does, and whether it does so only before a number: “about ten”, but not
/// “knows about it”.
type Effect = (ChangeKind, bool);

const QUALIFIERS: ClassTable<Effect> = ClassTable {
    list: "qualifiers",
    meanings: &[
        ("negation", (ChangeKind::Negation, false)),
        ("condition", (ChangeKind::Condition, false)),
        ("hedge", (ChangeKind::Hedge, false)),
        ("approximation", (ChangeKind::Hedge, true)),
    ],
};

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    [&QUALIFIERS as &dyn Reads].into_iter()
}

/// The words that decide how much a sentence claims.
#[derive(Clone, Debug)]
pub(crate) struct Qualifiers {
    /// By the key of their first word, the longest first.
    phrases: FxHashMap<u32, Vec<(Vec<u32>, Effect)>>,
}

impl Qualifiers {
    pub(crate) fn new(lexicon: &Lexicon, vocabulary: &Vocabulary) -> Self {
        let mut phrases: FxHashMap<u32, Vec<(Vec<u32>, Effect)>> = FxHashMap::default();
        for entry in lexicon.list(QUALIFIERS.list) {
            let words = vocabulary.words(&entry.phrase, Span::new(0, entry.phrase.len()));
            let keys: Vec<u32> = words.iter().map(|word| word.key).collect();
            if let (Some(&first), Some(effect)) = (keys.first(), QUALIFIERS.all(entry).next()) {
                phrases.entry(first).or_default().push((keys, effect));
            }
        }
        phrases
            .values_mut()
            .for_each(|phrases| phrases.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len())));
        Self { phrases }
    }

    /// The kinds of what is in some words, each as often as it is there, and which words
    /// these are.
    pub(crate) fn of<'a>(
        &self,
        words: &'a [Word],
    ) -> impl Iterator<Item = (Range<usize>, ChangeKind)> + use<'a, '_> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(word) = words.get(at) {
                let place = at;
                let phrases = self.phrases.get(&word.key).map_or(&[][..], Vec::as_slice);
                let starts = |(keys, (_, before_number)): &&(Vec<u32>, Effect)| {
                    let after = words.get(place + keys.len());
                    words[place..].len() >= keys.len()
                        && words[place..].iter().zip(keys).all(|(word, key)| word.key == *key)
                        && (!before_number || after.is_some_and(|word| word.class == WordClass::Number))
                };
                if let Some((keys, (kind, _))) = phrases.iter().find(starts) {
                    at += keys.len();
                    return Some((place..at, *kind));
                }
                at += 1;
                if word.class == WordClass::Negation {
                    return Some((place..at, ChangeKind::Negation));
                }
            }
            None
        })
    }

    /// How often some words negate.
    pub(crate) fn negations(&self, words: &[Word]) -> usize {
        self.of(words).filter(|(_, kind)| *kind == ChangeKind::Negation).count()
    }

    /// Whether there is something of a kind in some words.
    pub(crate) fn have(&self, words: &[Word], kind: ChangeKind) -> bool {
        self.of(words).any(|(_, found)| found == kind)
    }
}
