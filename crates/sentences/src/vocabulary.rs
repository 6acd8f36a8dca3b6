//! The word lists of the splitter, compiled for lookup by the bytes of a text.

use lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// The classes of a word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u16);

impl Classes {
    // abbreviations.tsv
    /// Precedes a name and never ends a sentence: "Sen.".
    pub(crate) const NAME: Self = Self(1);
    /// Precedes a number: "No. 4". Ends a sentence before a capital.
    pub(crate) const NUMBER: Self = Self(1 << 1);
    /// Is inside a phrase and never ends a sentence: "e.g.".
    pub(crate) const INNER: Self = Self(1 << 2);
    /// Ends a name or a measure: "Inc.". Ends a sentence only before an opener.
    pub(crate) const SUFFIX: Self = Self(1 << 3);
    /// A time of the day: "a.m.". Ends a sentence before a capital, but not before
    /// a word of the calendar nor after an opening like "At 4 a.m.".
    pub(crate) const TIME: Self = Self(1 << 4);
    /// Ends a sentence before any capital that is not a title. With `NAME` or
    /// `SUFFIX` only after a comma: "Bowie, Md.".
    pub(crate) const END: Self = Self(1 << 5);
    /// Is an ordinary word as well: "no.".
    pub(crate) const WORD: Self = Self(1 << 6);
    // openers.tsv
    /// Likely opens a sentence and is hardly ever part of a name: "The".
    pub(crate) const OPENER: Self = Self(1 << 7);
    /// Continues a time of the day: "1 p.m. Monday", "1 p.m. EST".
    pub(crate) const CALENDAR: Self = Self(1 << 8);
    /// Attributes a quotation to the name before it: "Whose tram?" Osei asked.
    pub(crate) const SAYS: Self = Self(1 << 9);
    /// A name that ends in a mark of its own: "Yahoo!".
    pub(crate) const MARKED: Self = Self(1 << 10);
    /// Heads a line together with its number: "Figure 2. The harbour in winter".
    pub(crate) const NUMBERED: Self = Self(1 << 11);
    /// Opens a sentence with a time: "At 4 a.m. Gov. Okpara spoke".
    pub(crate) const CLOCK: Self = Self(1 << 12);

    /// The classes of a list's entry, separated by spaces; unknown ones are ignored.
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

    /// Whether there is none.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
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
        for entry in lexicon.list("abbreviations") {
            // Only the last word of a phrase ("et al.") is looked at before a stop.
            let word = entry.phrase.rsplit(' ').next().unwrap_or_default();
            insert(&mut abbreviations, word.strip_suffix('.').unwrap_or(word), &entry.classes);
        }
        let mut words = Table::default();
        for entry in lexicon.list("openers") {
            insert(&mut words, &entry.phrase, &entry.classes);
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

/// Whether a word has the form of an abbreviation, in the list or not: parts of one
/// or two letters between stops, like "U.S", "p.m", "Ph.D" (without the last stop).
pub(crate) fn is_dotted(word: &str) -> bool {
    let parts = word.split('.');
    word.contains('.') && parts.into_iter().all(|p| !p.is_empty() && p.chars().nth(2).is_none())
}
