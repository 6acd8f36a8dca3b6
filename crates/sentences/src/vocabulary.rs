//! The word lists of the splitter, compiled for lookup by the bytes of a text.

use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::FxHashMap;

bitflags::bitflags! {
    /// The classes of a word.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Classes: u16 {
        // abbreviations.tsv
        /// Precedes a name and never ends a sentence: "Sen.".
        const NAME = 1;
        /// Precedes a number: "No. 4". Ends a sentence before a capital.
        const NUMBER = 1 << 1;
        /// Is inside a phrase and never ends a sentence: "e.g.".
        const INNER = 1 << 2;
        /// Ends a name or a measure: "Inc.". Ends a sentence only before an opener.
        const SUFFIX = 1 << 3;
        /// A time of the day: "a.m.". Ends a sentence before a capital, but not before
        /// a word of the calendar nor after an opening like "At 4 a.m.".
        const TIME = 1 << 4;
        /// Ends a sentence before any capital that is not a title. With `NAME` or
        /// `SUFFIX` only after a comma: "Bowie, Md.".
        const END = 1 << 5;
        /// Is an ordinary word as well: "no.".
        const WORD = 1 << 6;
        // openers.tsv
        /// Likely opens a sentence and is hardly ever part of a name: "The".
        const OPENER = 1 << 7;
        /// A month, a weekday or a time zone of calendar.tsv, which continues a time of
        /// the day: "1 p.m. Monday", "1 p.m. EST".
        const CALENDAR = 1 << 8;
        /// Attributes a quotation to the name before it: "Whose tram?" Osei asked.
        const SAYS = 1 << 9;
        /// A name that ends in a mark of its own: "Yahoo!".
        const MARKED = 1 << 10;
        /// Heads a line together with its number: "Figure 2. The harbour in winter".
        const NUMBERED = 1 << 11;
        /// Opens a sentence with a time: "At 4 a.m. Gov. Okpara spoke".
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
    ("opener", Classes::OPENER), ("says", Classes::SAYS), ("clock", Classes::CLOCK),
    ("numbered", Classes::NUMBERED), ("marked", Classes::MARKED),
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

/// The size of a buffer for a word of `openers.tsv`, in bytes. Longer words are
/// none, so that no lookup allocates.
const LONGEST_OPENER: usize = 16;

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
            // Only the last word of a phrase ("et al.") is looked at before a stop.
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

    /// The classes of an abbreviation, written without its last stop; empty if the
    /// list does not have it.
    pub(crate) fn abbreviation(&self, word: &[u8]) -> Classes {
        self.abbreviations.get(word).copied().unwrap_or_default()
    }

    /// Whether a word in small letters would likely open a sentence if it had a
    /// capital. Words longer than [`LONGEST_OPENER`] never do.
    pub(crate) fn small_opener(&self, word: &[u8]) -> bool {
        let mut capital = [0; LONGEST_OPENER];
        let Some(copy) = capital.get_mut(..word.len()).filter(|copy| !copy.is_empty()) else { return false };
        copy.copy_from_slice(word);
        copy[0] = copy[0].to_ascii_uppercase();
        self.word(copy).has(Classes::OPENER)
    }

    /// The classes of a word at or after the end of a sentence; empty if the list
    /// does not have it.
    pub(crate) fn word(&self, word: &[u8]) -> Classes {
        self.words.get(word).copied().unwrap_or_default()
    }
}

/// Enters a word as it is written and in the variants that the head of the list
/// promises. An entry of the list itself overrides a variant of another.
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

/// Whether a word has the form of an abbreviation, in the list or not: parts of one
/// or two letters between stops, like "U.S", "p.m", "Ph.D" (without the last stop).
pub(crate) fn is_dotted(word: &str) -> bool {
    let parts = word.split('.');
    word.contains('.') && parts.into_iter().all(|p| !p.is_empty() && p.chars().nth(2).is_none())
}
