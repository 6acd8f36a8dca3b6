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
        Self { largest: LARGEST, expansion: EXPANSION, deepest: DEEPEST, any_language: false }
    }
}
