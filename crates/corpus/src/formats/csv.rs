//! CSV and TSV: the first row names the columns, every other row is an article.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use super::values;
use crate::corpus::Corpus;
use crate::fields::{self, Field, Fields, column};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

#[derive(Debug)]
pub(crate) struct Csv;

/// How many bytes of a file are looked at to find its delimiter: more than the
/// first row of any table has.
const HEAD: usize = 1 << 16;

/// How many times the bytes of the largest article a row may have before a quotation mark
/// is taken to be left open: each quotation mark may be doubled, and other cells may be
/// long too.
const ROW_LIMIT: usize = 4;

/// Bytes that the reader of rows holds at a time.
const BUFFER: usize = 1 << 17;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let mut head = Vec::new();
        (&mut *file).take(HEAD as u64).read_to_end(&mut head)?;
        let delimiter = delimiter(&head);
        let limit = out.limit();
        let inner = io::Cursor::new(head).chain(file);
        let limited = LimitedRows { inner, since: 0, limit: ROW_LIMIT * limit, end: End::new(delimiter) };
        let mut rows = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(limited);
        let mut names = ByteRecord::new();
        if !rows.read_byte_record(&mut names).map_err(stop)? {
            return Ok(());
        }
        names.trim();
        let names: StringRecord =
            names.iter().map(|name| column_name(name, out.corpus().encoding.as_deref())).collect();
        if column(names.iter(), Field::Text, &out.corpus().fields).is_none() && !out.wants_all() {
            let columns: Vec<_> = names.iter().collect();
            return Err(Stop::Failed(fields::no_text(&columns)));
        }
        let names = Arc::new(names);
        let mut row = ByteRecord::new();
        // The last row is put out when it is known how the file ends.
        let mut last = None;
        for number in 1.. {
            rows.get_mut().since = 0;
            match rows.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    if let Some((place, record, _)) = last {
                        out.put(place, record)?;
                    }
                    return Err(stop(error));
                }
            }
            let place = Some(RecordPlace { unit: "row", number });
            let found = row.len();
            let record = match found {
                // A comma in a text without quotation marks shifts all that follows.
                _ if found > names.len() => {
                    Err(format!("{found} cells in a row, and {} columns", names.len()))
                }
                _ if row.as_slice().len() > limit => {
                    Err(out.too_long("a row", Some(row.as_slice().len() as u64)))
                }
                _ => Ok(RawRecord::Row(Arc::clone(&names), std::mem::take(&mut row))),
            };
            if let Some((place, record, _)) = last.replace((place, record, found)) {
                out.put(place, record)?;
            }
        }
        let Some((place, record, found)) = last else { return Ok(()) };
        let end = &rows.get_ref().end;
        let record = match record {
            _ if end.is_quoted() => Err(OPEN_QUOTATION.to_owned()),
            _ if found < names.len() && !end.is_line_end() => {
                Err(format!("the file ends in the middle of this row: {found} of {} cells", names.len()))
            }
            record => record,
        };
        out.put(place, record)
    }

    fn own_id(&self, record: &RawRecord, corpus: &Corpus) -> Option<String> {
        let RawRecord::Row(names, cells) = record else { return None };
        let at = column(names.iter(), Field::Id, &corpus.fields)?;
        let id = String::from_utf8_lossy(cells.get(at)?).trim().to_owned();
        (!id.is_empty()).then_some(id)
    }

    fn values(&self, record: &RawRecord) -> Vec<(String, String)> {
        let RawRecord::Row(names, cells) = record else { return Vec::new() };
        let text = |cell| String::from_utf8_lossy(cell).into_owned();
        names.iter().zip(cells).map(|(name, cell)| (name.to_owned(), text(cell))).collect()
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let RawRecord::Row(names, cells) = record else { return Err("no row of a table".into()) };
        let mut fields = Fields::default();
        for field in Field::ALL {
            let Some(cell) = column(names.iter(), field, &context.corpus.fields).and_then(|at| cells.get(at))
            else {
                continue;
            };
            if !cell.trim_ascii().is_empty() {
                let problem = |p: Problem| Problem { place: Some(format!("column {}", field.name())), ..p };
                let value = decoded(cell.to_vec(), context.corpus.encoding.as_deref()).map_err(problem)?;
                match field {
                    Field::Text => fields.set(field, value),
                    _ if values::fits(field, &value) => fields.set(field, values::plain(field, value)),
                    _ => {}
                }
            }
        }
        match fields.take(Field::Text) {
            Some(text) => values::with_words(Draft { text, fields, ..Draft::default() }, context),
            None => Err("the row has no text".into()),
        }
    }
}

/// The name of a column, whatever it is encoded in.
fn column_name(bytes: &[u8], encoding: Option<&str>) -> String {
    decoded(bytes.to_vec(), encoding).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// What to say of a row that swallows the rest of its file.
const OPEN_QUOTATION: &str =
    "a quotation mark in it is never closed, so it and whatever follows are not read; the file may be cut";

/// Why rows cannot be read any further.
fn stop(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Stop::Failed(format!("cannot be read: {other:?}")),
    }
}

/// The delimiter: of tab, comma, semicolon and bar the one that is most frequent in
/// the first row, outside of quoted cells.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b'\t', 0), (b',', 0), (b';', 0), (b'|', 0)];
    let mut quoted = false;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|c| c.0 == byte).for_each(|c| c.1 += 1),
        }
    }
    // The first of equals. A single column has none of them.
    counts.into_iter().rev().max_by_key(|c| c.1).filter(|c| c.1 > 0).map_or(b',', |c| c.0)
}

/// Ends the file with an error where a row does not end: an open quotation mark
/// would make the rest of the file one cell.
struct LimitedRows<R> {
    inner: R,
    /// Bytes since the row began.
    since: usize,
    limit: usize,
    end: End,
}

/// How what has been read of a file ends.
struct End {
    delimiter: u8,
    state: State,
    last: u8,
}

/// Where in a cell a byte is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quotation mark in a quoted cell: its end, or the first of two marks.
    Mark,
}

impl End {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Start, last: b'\n' }
    }

    fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.state = match (self.state, byte) {
                (State::Start | State::Mark, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::Mark,
                (State::Quoted, _) => State::Quoted,
                (_, b'\n' | b'\r') => State::Start,
                (_, byte) if byte == self.delimiter => State::Start,
                _ => State::Plain,
            };
        }
        self.last = bytes.last().copied().unwrap_or(self.last);
    }

    /// Whether a quotation mark is open.
    fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    fn is_line_end(&self) -> bool {
        matches!(self.last, b'\n' | b'\r')
    }
}

impl<R: Read> Read for LimitedRows<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since > self.limit {
            let reason = format!("a row is longer than {} bytes: is a quotation mark left open?", self.limit);
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let count = self.inner.read(buffer)?;
        self.since += count;
        self.end.read(&buffer[..count]);
        Ok(count)
    }
}
