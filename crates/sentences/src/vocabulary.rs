//! The word lists of the splitter, compiled for lookup by the bytes of a text.

use lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// The classes of a word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u16);

impl Classes {
    // abbreviations.tsv
    pub(crate) const NAME: Self = Self(1);
    pub(crate) const NUMBER: Self = Self(1 << 1);
    pub(crate) const INNER: Self = Self(1 << 2);
    pub(crate) const SUFFIX: Self = Self(1 << 3);
    pub(crate) const TIME: Self = Self(1 << 4);
    pub(crate) const END: Self = Self(1 << 5);
    pub(crate) const WORD: Self = Self(1 << 6);
    // openers.tsv
    pub(crate) const OPENER: Self = Self(1 << 7);
    pub(crate) const CALENDAR: Self = Self(1 << 8);
    pub(crate) const SAYS: Self = Self(1 << 9);
    pub(crate) const MARKED: Self = Self(1 << 10);
    pub(crate) const NUMBERED: Self = Self(1 << 11);
    pub(crate) const CLOCK: Self = Self(1 << 12);

    /// The classes of a list's entry; unknown ones mean nothing here.
    fn parse(classes: &str) -> Self {
        Self(classes.split(' ').fold(0, |set, class| {
            set | match class {
                "name" => Self::NAME.0,
                "number" => Self::NUMBER.0,
                "inner" => Self::INNER.0,
                "suffix" => Self::SUFFIX.0,
                "time" => Self::TIME.0,
                "end" => Self::END.0,
                "word" => Self::WORD.0,
                "opener" => Self::OPENER.0,
                "calendar" => Self::CALENDAR.0,
                "says" => Self::SAYS.0,
                "clock" => Self::CLOCK.0,
                "numbered" => Self::NUMBERED.0,
                "marked" => Self::MARKED.0,
                _ => 0,
            }
        }))
    }

    /// Whether it has any of these classes.
    pub(crate) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl std::ops::BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
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
        for entry in lexicon.list("abbreviations") {
            // Only the last word of a phrase ("et al.") stands before the stop.
            let word = entry.phrase.rsplit(' ').next().unwrap_or_default();
            insert(&mut abbreviations, word.strip_suffix('.').unwrap_or(word), &entry.classes);
        }
        let mut words = Table::default();
        for entry in lexicon.list("openers") {
            insert(&mut words, &entry.phrase, &entry.classes);
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
fn insert(table: &mut Table, word: &str, classes: &str) {
    let classes = Classes::parse(classes);
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
