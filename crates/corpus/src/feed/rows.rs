//! The rows of a table that is in memory, as records.

use super::ids::Ids;
use super::record::{Origin, Record};
use crate::corpus::Corpus;
use crate::fields::{Field, OwnNames, column};
use crate::formats::{Csv, RawRecord, RecordPlace};
use crate::options::Options;
use ::csv::{ByteRecord, StringRecord};
use std::fmt;
use std::sync::Arc;

/// Makes records of the rows of a table that is in memory. They are read as rows of
/// CSV are; one without an id of its own gets its number, counted from 0.
///
/// ```
/// use corpus::{Options, Reader, Rows};
/// let columns = ["n", "body", "headline"];
/// let mut rows = Rows::new("wire", &columns, &[("id", "n")], Options::default())?;
/// assert_eq!(rows.columns(), [0, 1, 2]);
/// let row = ["a7", "“It floats,” said Åse Lund.", "Launch"];
/// let article = Reader::new(&lexicon::Lexicon::embedded()).article(rows.record(&row.map(str::as_bytes)))?;
/// assert_eq!((&*article.id, article.metadata.title.as_deref()), ("a7", Some("Launch")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Rows {
    origin: Arc<Origin>,
    options: Arc<Options>,
    /// The names of the columns that are read.
    names: Arc<StringRecord>,
    columns: Vec<usize>,
    ids: Ids,
    next: usize,
}

/// The columns of a table are not such that it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnError {
    /// No column has the texts.
    NoText {
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// A column that was named is not there.
    Missing {
        /// Its name.
        name: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// Articles have no field of this name.
    NoField(String),
}

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText { columns } => {
                write!(f, "no column is the text; there are {}", columns.join(", "))
            }
            Self::Missing { name, columns } => {
                write!(f, "there is no column “{name}”; there are {}", columns.join(", "))
            }
            Self::NoField(name) => write!(f, "articles have no field “{name}”"),
        }
    }
}

impl std::error::Error for ColumnError {}

/// What messages call the table.
const TABLE: &str = "table";

impl Rows {
    /// For a table with these columns. `fields` says which column holds which field, as
    /// in `("title", "kicker")`; the others are where columns have their usual names.
    /// `corpus` is the name of the corpus that the articles belong to.
    ///
    /// # Errors
    /// If no column has the texts, or one that is named is not there.
    pub fn new(
        corpus: &str,
        columns: &[&str],
        fields: &[(&str, &str)],
        options: Options,
    ) -> Result<Self, ColumnError> {
        let there = || columns.iter().map(|&name| name.to_owned()).collect();
        let mut own_names = OwnNames::new();
        for &(field, name) in fields {
            let field = Field::of_name(field).ok_or_else(|| ColumnError::NoField(field.to_owned()))?;
            if !columns.contains(&name) {
                return Err(ColumnError::Missing { name: name.to_owned(), columns: there() });
            }
            own_names.insert(field, name.to_owned());
        }
        let of_field = |field| column(columns.iter().copied(), field, &own_names);
        if of_field(Field::Text).is_none() {
            return Err(ColumnError::NoText { columns: there() });
        }
        let mut read: Vec<usize> = Field::ALL.into_iter().filter_map(of_field).collect();
        read.sort_unstable();
        read.dedup();
        let corpus = Corpus { fields: own_names, ..Corpus::named(corpus.to_owned()) };
        let origin =
            Origin { path: TABLE.into(), corpus: Arc::new(corpus), stem: TABLE.to_owned(), format: &Csv };
        Ok(Self {
            origin: Arc::new(origin),
            options: Arc::new(options),
            names: Arc::new(read.iter().map(|&at| columns[at]).collect::<Vec<_>>().into()),
            columns: read,
            ids: Ids::default(),
            next: 0,
        })
    }

    /// Which columns are read, in order.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The record of the next row, given its cells in the [columns that are
    /// read](Self::columns). An empty cell is none.
    pub fn record(&mut self, cells: &[&[u8]]) -> Record {
        let place = RecordPlace { unit: "row", number: self.next };
        self.next += 1;
        let cells = ByteRecord::from(cells);
        let length = cells.as_slice().len();
        let raw = match length > self.options.largest {
            true => Err(self.options.too_long("a row", Some(length as u64))),
            false => Ok(RawRecord::Row(Arc::clone(&self.names), cells)),
        };
        let own = raw.as_ref().ok().and_then(|raw| self.origin.format.own_id(raw, &self.origin.corpus));
        let number = || place.number.to_string();
        let settled = self.ids.settle(0, own, number, raw);
        let (id, own_id, raw) = settled
            .unwrap_or_else(|error| (number(), None, Err(format!("its id cannot be compared: {error}"))));
        let raw = raw.map_err(|reason| self.origin.skipped(Some(place), reason));
        let (origin, options) = (Arc::clone(&self.origin), Arc::clone(&self.options));
        Record { id, own_id, read: length as u64, origin, place: Some(place), raw, options }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Reader;
    use lexicon::Lexicon;

    fn rows(columns: &[&str], fields: &[(&str, &str)]) -> Result<Rows, ColumnError> {
        Rows::new("c", columns, fields, Options::default())
    }

    #[test]
    fn columns_are_found_or_named() {
        assert_eq!(rows(&["x", "Headline", "url", "body"], &[]).unwrap().columns(), [1, 2, 3]);
        assert_eq!(rows(&["x", "url", "body"], &[("text", "x"), ("id", "url")]).unwrap().columns(), [0, 1]);
        let refused = |columns, fields| rows(columns, fields).unwrap_err().to_string();
        assert_eq!(refused(&["x", "y"], &[]), "no column is the text; there are x, y");
        assert_eq!(refused(&["text"], &[("title", "kop")]), "there is no column “kop”; there are text");
        assert_eq!(refused(&["text"], &[("heading", "text")]), "articles have no field “heading”");
    }

    #[test]
    fn a_bad_row_says_where_and_why() {
        let mut rows = rows(&["id", "text"], &[]).unwrap();
        let reader = Reader::new(&Lexicon::embedded());
        let long = "x".repeat(Options::default().largest);
        let mut read = |id: &str, text: &str| {
            let article = reader.article(rows.record(&[id.as_bytes(), text.as_bytes()]));
            article.map_or_else(|skipped| skipped.to_string(), |article| article.id)
        };
        assert_eq!(read("a", "“Yes,” she said."), "a");
        assert_eq!(
            read("a", "“No,” she said."),
            "table, row 1: the id “a” is taken by an earlier article of the same file or table"
        );
        assert_eq!(read("", "“Yes,” she said."), "2");
        assert_eq!(read("b", " "), "table, row 3: the row has no text");
        assert!(read("c", &long).starts_with("table, row 4: a row of 8388609 bytes is over the limit"));
        assert_eq!(read("d", "“Yes,” she said."), "d");
    }
}
