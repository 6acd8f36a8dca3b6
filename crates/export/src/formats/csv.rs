//! A table for spreadsheets: a row for each quote or claim.
//!
//! Begins with a byte order mark, without which Excel does not recognise UTF-8. A
//! cell that a spreadsheet would take for a formula, because it begins with `=`,
//! `+`, `-`, `@`, a tab or a carriage return, gets a `'` before it: news comes from
//! anywhere, and formulas can send data away.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use crate::table::{self, Cell};
use records::JsonlWriter;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub(crate) const FORMAT: Format = Format {
    name: "csv",
    about: "a table for spreadsheets, a row for each quote or claim",
    target: "attributions.csv",
    open,
};

/// The byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

fn open(target: &Path, authority: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    let file = JsonlWriter::create(target)?;
    let mut csv = Csv { path: target.to_owned(), file, authority: authority.names.clone() };
    csv.file.write_lines(MARK)?;
    let columns = table::attribution_columns(authority);
    csv.rows([columns.into_iter().map(|(name, _)| shown(Cell::Text(name)))])?;
    Ok(Box::new(csv))
}

struct Csv {
    path: PathBuf,
    file: JsonlWriter,
    /// The columns of authority files.
    authority: Vec<String>,
}

impl Csv {
    fn rows<'c, R: IntoIterator<Item = Cow<'c, str>>>(
        &mut self,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), Error> {
        let failed = |error: std::io::Error| records::Error::new(&self.path, error);
        let mut bytes = ::csv::Writer::from_writer(Vec::new());
        for row in rows {
            let cells = row.into_iter().collect::<Vec<_>>();
            bytes
                .write_record(cells.iter().map(|cell| cell.as_bytes()))
                .map_err(|error| failed(error.into()))?;
        }
        let bytes = bytes.into_inner().map_err(|error| failed(error.into_error()))?;
        Ok(self.file.write_lines(&bytes)?)
    }
}

impl Exporter for Csv {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let cells = |found| table::attribution(article, found, &self.authority).into_iter().map(shown);
        let rows: Vec<Vec<_>> = article.attributions.iter().map(|found| cells(found).collect()).collect();
        self.rows(rows)?;
        Ok(0)
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        Ok(self.file.finish()?)
    }
}

/// A cell as it is written.
fn shown(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}").into(),
        Cell::Text(text) => text.into(),
        Cell::Joined(text) => match shown(Cell::Text(&text)) {
            Cow::Borrowed(_) => text.into(),
            Cow::Owned(shown) => shown.into(),
        },
        Cell::Date(date) => date.into(),
        Cell::Count(count) => count.to_string().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Truth(truth) => truth.to_string().into(),
        Cell::Spans([]) => "".into(),
        Cell::Spans(spans) => format!("{spans:?}").replace('(', "[").replace(')', "]").into(),
    }
}
