//! The lines of a file, however long: a line over the limit is read past without
//! being held in memory.

use std::io::{self, BufRead};

/// Reads lines with a limit on their length.
#[derive(Debug)]
pub(crate) struct RawLines<R> {
    reader: R,
    limit: usize,
}

/// One line as bytes.
pub(crate) struct RawLine {
    /// Without its line break; `None` if it is longer than the limit.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Its bytes in the file, line break included.
    pub(crate) length: u64,
}

impl<R: BufRead> RawLines<R> {
    /// Of lines with at most `limit` bytes, the line break apart.
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Self { reader, limit }
    }

    /// The next line, or `None` at the end.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn next(&mut self) -> io::Result<Option<RawLine>> {
        let mut line = RawLine { bytes: Some(Vec::new()), length: 0 };
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = memchr::memchr(b'\n', buffer);
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            match &mut line.bytes {
                Some(bytes) if bytes.len() + piece.len() <= self.limit => bytes.extend_from_slice(piece),
                held => *held = None,
            }
            let used = piece.len() + usize::from(end.is_some());
            let at_end = buffer.is_empty();
            line.length += used as u64;
            self.reader.consume(used);
            if end.is_some() || at_end {
                return Ok((line.length > 0).then_some(line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_limit_is_skipped_and_the_next_is_read() {
        let text = format!("one\n\n{}\r\nlast", "x".repeat(1 << 20));
        for (limit, expected) in [(8, ["one", "", "-", "last"]), (1, ["-", "", "-", "-"])] {
            let mut lines = RawLines::new(text.as_bytes(), limit);
            let mut found = Vec::new();
            let mut length = 0;
            while let Some(line) = lines.next().unwrap() {
                length += line.length;
                found.push(line.bytes.map_or("-".into(), |b| String::from_utf8(b).unwrap()));
            }
            assert_eq!(found, expected);
            assert_eq!(length, text.len() as u64);
        }
    }
}
