//! The limits of reading, and which languages are read.

/// How to read. The default limits leave ordinary news far below them and stop
/// files that would exhaust memory or the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The largest article in bytes (a text file, a line of a JSONL file, a
    /// page). A larger one is skipped without being held in memory.
    pub largest: usize,
    /// How many times its own size a compressed file may expand to. Reading
    /// stops where it expands to more, unless the result is small anyway.
    pub expansion: u64,
    /// How deep the elements of a page or an XML file may be nested. A page
    /// nested deeper is skipped.
    pub deepest: usize,
    /// Whether to read articles in any language.
    pub any_language: bool,
    /// Which files to read, if the work is divided.
    pub shard: Option<Shard>,
    /// Whether to go through tables without a column of text, too, which give no article:
    /// a [`Survey`](crate::Survey) says which column the text may be.
    pub textless: bool,
}

/// One of several runs that divide the files of an input among them: of files sorted by
/// path the first, and every `of`th after it, go to the first of the runs, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which run this is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Shard {
    /// Whether the file at this index of all files is this run's.
    pub(crate) fn takes(self, index: usize) -> bool {
        index % self.of == self.number - 1
    }
}

/// As in `2/8`, the second of eight.
impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("not a part like 2/8, the second of eight".to_owned()),
        }
    }
}

/// 8 MiB, far more than any article has.
const LARGEST: usize = 8 << 20;

/// 200 times, far more than text expands to.
const EXPANSION: u64 = 200;

/// 400 elements inside each other, far more than pages have. The parsers recurse,
/// and overflow the stack where nesting has no limit.
const DEEPEST: usize = 400;

impl Options {
    /// What to say of a record over the limit, `what` being “a row” or the like.
    pub(crate) fn too_long(&self, what: &str, length: Option<u64>) -> String {
        let of = length.map(|length| format!(" of {length} bytes")).unwrap_or_default();
        format!("{what}{of} is over the limit of {} bytes", self.largest)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            largest: LARGEST,
            expansion: EXPANSION,
            deepest: DEEPEST,
            any_language: false,
            shard: None,
            textless: false,
        }
    }
}
