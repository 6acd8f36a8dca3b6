//! The lines at the beginning of a file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// How many bytes are read at once: a few articles, so that a long file takes few
/// calls to the system.
const BUFFER: usize = 1 << 18;

/// Reads the lines in the first bytes of a file, one at a time.
pub(super) struct LeadingLines {
    reader: BufReader<io::Take<File>>,
    line: Vec<u8>,
}

impl LeadingLines {
    /// The lines in the first `bytes` of a file.
    pub(super) fn open(path: &Path, bytes: u64) -> io::Result<Self> {
        let reader = BufReader::with_capacity(BUFFER, File::open(path)?.take(bytes));
        Ok(Self { reader, line: Vec::new() })
    }

    /// The lines of a whole file.
    pub(super) fn open_whole(path: &Path) -> io::Result<Self> {
        Self::open(path, u64::MAX)
    }

    /// The next line, without its line break; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        let count = self.reader.read_until(b'\n', &mut self.line)?;
        Ok((count > 0).then(|| self.line.trim_ascii_end()))
    }
}
