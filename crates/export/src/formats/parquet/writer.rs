//! Writes the Parquet files, row group by row group.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::Exporter;
use crate::files::Folder;
use crate::table::{self, ARTICLES, Cell, CellType};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{GroupTypeBuilder, Type as Schema};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn open(
    target: &Path,
    authority: &AuthorityColumns,
) -> std::result::Result<Box<dyn Exporter>, Error> {
    let folder = Folder::create(target)?;
    let columns = table::attribution_columns(authority);
    let attributions = Table::create(folder.file("attributions.parquet"), &columns)?;
    let articles = Table::create(folder.file("articles.parquet"), &ARTICLES)?;
    let authority = authority.names.clone();
    Ok(Box::new(Parquet { folder, attributions, articles, authority }))
}

struct Parquet {
    folder: Folder,
    attributions: Table,
    articles: Table,
    /// The columns of authority files.
    authority: Vec<String>,
}

impl Exporter for Parquet {
    fn article(&mut self, article: &Article<'_>) -> std::result::Result<usize, Error> {
        self.articles.push(&table::article(article))?;
        for found in &article.attributions {
            self.attributions.push(&table::attribution(article, found, &self.authority))?;
        }
        Ok(0)
    }

    fn finish(self: Box<Self>) -> std::result::Result<(), Error> {
        self.articles.finish()?;
        self.attributions.finish()?;
        self.folder.finish()
    }
}

/// The rows gathered so far become a row group of the file when they have this many
/// bytes. Balances memory, since a group is held until it is written, against the
/// size of groups, which readers skip or load as a whole. Chosen by hand.
const GROUP_BYTES: usize = 32 << 20;

// About what cells take in memory, in bytes; only sums of thousands matter.
/// A cell of a fixed size.
const CELL_BYTES: usize = 16;
/// A text without its bytes.
const TEXT_OVERHEAD: usize = 32;
/// A list of spans without these.
const SPANS_OVERHEAD: usize = 24;
/// A span.
const SPAN_BYTES: usize = 16;

/// A table that is being written.
struct Table {
    path: PathBuf,
    writer: SerializedFileWriter<File>,
    columns: Vec<Column>,
    /// About how many bytes the cells take.
    held_bytes: usize,
}

/// The cells of a column that are not yet written.
enum Column {
    Text(Vec<Option<ByteArray>>),
    Date(Vec<Option<i32>>),
    Count(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Truth(Vec<Option<bool>>),
    Spans(Vec<Vec<(i64, i64)>>),
}

impl Table {
    fn create(path: PathBuf, columns: &[(&str, CellType)]) -> std::result::Result<Self, Error> {
        let begin = || -> Result<_> {
            let fields = columns.iter().map(|&(name, kind)| field(name, kind)).collect::<Result<_>>()?;
            let schema = Schema::group_type_builder("sayso").with_fields(fields).build()?;
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(Default::default()))
                .set_created_by(concat!("sayso ", env!("CARGO_PKG_VERSION")).to_owned());
            SerializedFileWriter::new(File::create(&path)?, Arc::new(schema), Arc::new(properties.build()))
        };
        let writer = begin().map_err(|error| failed(&path, error))?;
        Ok(Self { path, writer, columns: columns.iter().map(|c| Column::of(c.1)).collect(), held_bytes: 0 })
    }

    fn push(&mut self, cells: &[Cell<'_>]) -> std::result::Result<(), Error> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.held_bytes += column.push(cell);
        }
        if self.held_bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> std::result::Result<(), Error> {
        self.held_bytes = 0;
        let mut write = || -> Result<()> {
            let mut group = self.writer.next_row_group()?;
            for column in &mut self.columns {
                column.write(&mut group)?;
            }
            group.close().map(|_| ())
        };
        write().map_err(|error| failed(&self.path, error))
    }

    fn finish(mut self) -> std::result::Result<(), Error> {
        if self.held_bytes > 0 {
            self.flush()?;
        }
        self.writer.close().map(|_| ()).map_err(|error| failed(&self.path, error))
    }
}

fn failed(path: &Path, error: parquet::errors::ParquetError) -> Error {
    records::Error::new(path, std::io::Error::other(error)).into()
}

fn field(name: &str, kind: CellType) -> Result<Arc<Schema>> {
    let plain = |physical, logical: Option<LogicalType>| {
        Schema::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    };
    let field = match kind {
        CellType::Text => plain(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        CellType::Date => plain(Physical::INT32, Some(LogicalType::Date)),
        CellType::Count => plain(Physical::INT64, None),
        CellType::Number => plain(Physical::DOUBLE, None),
        CellType::Truth => plain(Physical::BOOLEAN, None),
        CellType::Spans => {
            let end = |name: &str| {
                let end = Schema::primitive_type_builder(name, Physical::INT64);
                end.with_repetition(Repetition::REQUIRED).build().map(Arc::new)
            };
            fn named<'n>(
                name: &'n str,
                repetition: Repetition,
                fields: Vec<Arc<Schema>>,
            ) -> GroupTypeBuilder<'n> {
                Schema::group_type_builder(name).with_repetition(repetition).with_fields(fields)
            }
            let element = named("element", Repetition::REQUIRED, vec![end("start")?, end("end")?]).build()?;
            let list = named("list", Repetition::REPEATED, vec![Arc::new(element)]).build()?;
            named(name, Repetition::REQUIRED, vec![Arc::new(list)])
                .with_logical_type(Some(LogicalType::List))
                .build()
        }
    };
    field.map(Arc::new)
}

impl Column {
    fn of(kind: CellType) -> Self {
        match kind {
            CellType::Text => Self::Text(Vec::new()),
            CellType::Date => Self::Date(Vec::new()),
            CellType::Count => Self::Count(Vec::new()),
            CellType::Number => Self::Number(Vec::new()),
            CellType::Truth => Self::Truth(Vec::new()),
            CellType::Spans => Self::Spans(Vec::new()),
        }
    }

    /// Adds a cell; returns about how many bytes it takes in memory.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Text(cells), Cell::Text(text)) => cells.push(Some(ByteArray::from(*text))),
            (Self::Text(cells), Cell::Date(text) | Cell::Joined(text)) => {
                cells.push(Some(ByteArray::from(text.as_str())))
            }
            (Self::Text(cells), _) => cells.push(None),
            (Self::Date(cells), Cell::Date(date)) => cells.push(days(date)),
            (Self::Date(cells), _) => cells.push(None),
            (Self::Count(cells), Cell::Count(count)) => cells.push(Some(*count as i64)),
            (Self::Count(cells), _) => cells.push(None),
            (Self::Number(cells), Cell::Number(number)) => cells.push(Some(*number)),
            (Self::Number(cells), _) => cells.push(None),
            (Self::Truth(cells), Cell::Truth(truth)) => cells.push(Some(*truth)),
            (Self::Truth(cells), _) => cells.push(None),
            (Self::Spans(cells), Cell::Spans(spans)) => {
                cells.push(spans.iter().map(|&(start, end)| (start as i64, end as i64)).collect());
            }
            (Self::Spans(cells), _) => cells.push(Vec::new()),
        }
        match cell {
            Cell::Text(text) => TEXT_OVERHEAD + text.len(),
            Cell::Joined(text) => TEXT_OVERHEAD + text.len(),
            Cell::Spans(spans) => SPANS_OVERHEAD + SPAN_BYTES * spans.len(),
            _ => CELL_BYTES,
        }
    }

    /// Writes the cells and forgets them.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, File>) -> Result<()> {
        /// A column in which cells may be empty.
        fn plain<T: parquet::data_type::DataType>(
            group: &mut SerializedRowGroupWriter<'_, File>,
            cells: &mut Vec<Option<T::T>>,
        ) -> Result<()> {
            let there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            let values: Vec<T::T> = cells.drain(..).flatten().collect();
            leaf::<T>(group, &values, &there, None)
        }
        match self {
            Self::Text(cells) => plain::<ByteArrayType>(group, cells),
            Self::Date(cells) => plain::<Int32Type>(group, cells),
            Self::Count(cells) => plain::<Int64Type>(group, cells),
            Self::Number(cells) => plain::<DoubleType>(group, cells),
            Self::Truth(cells) => plain::<BoolType>(group, cells),
            Self::Spans(cells) => {
                // A row without spans has one entry, which is empty.
                let each = || cells.iter().flat_map(|spans| 0..spans.len().max(1));
                let there = cells.iter().flat_map(|s| vec![i16::from(!s.is_empty()); s.len().max(1)]);
                let there: Vec<i16> = there.collect();
                let again: Vec<i16> = each().map(|entry| i16::from(entry > 0)).collect();
                let starts: Vec<i64> = cells.iter().flatten().map(|span| span.0).collect();
                let ends: Vec<i64> = cells.iter().flatten().map(|span| span.1).collect();
                leaf::<Int64Type>(group, &starts, &there, Some(&again))?;
                leaf::<Int64Type>(group, &ends, &there, Some(&again))?;
                cells.clear();
                Ok(())
            }
        }
    }
}

/// Writes a column in the layout of the file: its values (`values`), for each entry
/// whether it has one (`there`, the definition levels), and whether it belongs to
/// the same row as the entry before (`again`, the repetition levels).
fn leaf<T: parquet::data_type::DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    there: &[i16],
    again: Option<&[i16]>,
) -> Result<()> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(values, Some(there), again)?;
    column.close()
}

/// The days from 1970 to a date, which is how Parquet stores it.
fn days(date: &str) -> Option<i32> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let since = jiff::civil::date(1970, 1, 1).until(date).ok()?;
    Some(since.get_days())
}
