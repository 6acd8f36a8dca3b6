//! The word lists of the splitter, compiled for lookup by the bytes of a text.

use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::FxHashMap;

bitflags::bitflags! {
    /// The classes of a word.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Classes: u16 {
        // abbreviations.tsv
        const NAME = 1;
        const NUMBER = 1 << 1;
        const INNER = 1 << 2;
        const SUFFIX = 1 << 3;
        const TIME = 1 << 4;
        const END = 1 << 5;
        const WORD = 1 << 6;
        // openers.tsv
        const OPENER = 1 << 7;
        /// A month, a weekday or a time zone of calendar.tsv.
        const CALENDAR = 1 << 8;
        const SAYS = 1 << 9;
        const MARKED = 1 << 10;
        const NUMBERED = 1 << 11;
        const CLOCK = 1 << 12;
    }
}

impl Classes {
    /// Whether it has any of these classes.
    pub(crate) fn has(self, any: Self) -> bool {
        self.intersects(any)
    }
}

#[rustfmt::skip]
const ABBREVIATIONS: ClassTable<Classes> = ClassTable { list: "abbreviations", meanings: &[
    ("name", Classes::NAME), ("number", Classes::NUMBER), ("inner", Classes::INNER),
    ("suffix", Classes::SUFFIX), ("time", Classes::TIME), ("end", Classes::END), ("word", Classes::WORD),
] };

#[rustfmt::skip]
const OPENERS: ClassTable<Classes> = ClassTable { list: "openers", meanings: &[
    ("opener", Classes::OPENER), ("says", Classes::SAYS),
    ("clock", Classes::CLOCK), ("numbered", Classes::NUMBERED), ("marked", Classes::MARKED),
] };

/// What may continue a time of day; and what the stop of a short form means.
#[rustfmt::skip]
const CALENDAR: ClassTable<Classes> = ClassTable { list: "calendar", meanings: &[
    ("month=", Classes::CALENDAR), ("weekday=", Classes::CALENDAR), ("zone", Classes::CALENDAR),
    ("zone-name", Classes::CALENDAR), ("short", Classes::NUMBER), ("word", Classes::WORD),
] };

/// The classes of the word lists that the splitter reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let tables: [&dyn Reads; 3] = [&ABBREVIATIONS, &OPENERS, &CALENDAR];
    tables.into_iter()
}

/// Abbreviations and the words around the ends of sentences.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    abbreviations: Table,
    words: Table,
}

type Table = FxHashMap<Box<[u8]>, Classes>;

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut abbreviations = Table::default();
        for (entry, classes) in ABBREVIATIONS.read(lexicon) {
            // Only the last word of a phrase ("et al.") stands before the stop.
            let word = entry.phrase.rsplit(' ').next().unwrap_or_default();
            insert(&mut abbreviations, word.strip_suffix('.').unwrap_or(word), classes);
        }
        let mut words = Table::default();
        for (entry, classes) in OPENERS.read(lexicon) {
            insert(&mut words, &entry.phrase, classes);
        }
        for (entry, classes) in CALENDAR.read(lexicon) {
            if classes.has(Classes::CALENDAR) {
                insert(&mut words, &entry.phrase, Classes::CALENDAR);
            }
            if classes.has(Classes::NUMBER) {
                insert(&mut abbreviations, &entry.phrase, classes & (Classes::NUMBER | Classes::WORD));
            }
        }
        Self { abbreviations, words }
    }

    /// The classes of an abbreviation, given without its last stop; none if it is not one.
    pub(crate) fn abbreviation(&self, word: &[u8]) -> Classes {
        self.abbreviations.get(word).copied().unwrap_or_default()
    }

    /// Whether a word in small letters would open a sentence with a capital.
    pub(crate) fn small_opener(&self, word: &[u8]) -> bool {
        let mut capital = [0; 16];
        let Some(copy) = capital.get_mut(..word.len()).filter(|copy| !copy.is_empty()) else { return false };
        copy.copy_from_slice(word);
        copy[0] = copy[0].to_ascii_uppercase();
        self.word(copy).has(Classes::OPENER)
    }

    /// The classes of a word at or after the end of a sentence.
    pub(crate) fn word(&self, word: &[u8]) -> Classes {
        self.words.get(word).copied().unwrap_or_default()
    }
}

/// Enters a word as it stands and in the variants that a list's head promises.
/// What the list says itself goes before a variant.
fn insert(table: &mut Table, word: &str, classes: Classes) {
    let mut letters = word.chars();
    let first = letters.next().filter(|c| c.is_lowercase());
    let mut variants = Vec::new();
    // Neither "Lena P. Ito" nor "1 p.m. EST" holds the "p." and "est." of the list.
    if word.chars().nth(1).is_some() {
        if first.is_none() || word.contains('.') {
            variants.push(word.to_uppercase());
        }
        if let Some(first) = first {
            variants.push(first.to_uppercase().chain(letters).collect());
        }
    }
    for variant in variants {
        table.entry(variant.into_bytes().into()).or_insert(classes);
    }
    table.insert(word.as_bytes().into(), classes);
}
