//! Attributions as an Arrow table, in the columns that every table of them has.

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, OffsetBufferBuilder, StringBuilder,
};
use arrow_array::types::Date32Type;
use arrow_array::{ArrayRef, Int64Array, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_cast::parse::Parser;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use export::{ATTRIBUTIONS, Cell, CellType, attribution_rows};
use sayso::records::ArticleRecords;
use std::sync::{Arc, LazyLock};

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let field = |(name, kind): (&str, CellType)| Field::new(name, data_type(kind), kind != CellType::Spans);
    Arc::new(Schema::new(ATTRIBUTIONS.into_iter().map(field).collect::<Fields>()))
});

/// The columns of the result: those of `attributions.parquet`.
pub fn schema() -> SchemaRef {
    Arc::clone(&SCHEMA)
}

fn data_type(kind: CellType) -> DataType {
    match kind {
        CellType::Text => DataType::Utf8,
        CellType::Date => DataType::Date32,
        CellType::Count => DataType::Int64,
        CellType::Number => DataType::Float64,
        CellType::Truth => DataType::Boolean,
        CellType::Spans => DataType::List(span()),
    }
}

/// The items of a column of spans, named as Parquet names them.
fn span() -> Arc<Field> {
    Arc::new(Field::new("element", DataType::Struct(ends()), false))
}

fn ends() -> Fields {
    let end = |name| Field::new(name, DataType::Int64, false);
    [end("start"), end("end")].into_iter().collect()
}

/// The attributions of an article.
///
/// # Errors
/// If they do not fit into a table.
pub(crate) fn table(records: ArticleRecords<'_>) -> Result<RecordBatch, ArrowError> {
    let rows = records.attributions.len();
    let mut columns = ATTRIBUTIONS.map(|(_, kind)| Column::of(kind, rows));
    attribution_rows(records, |cells| {
        columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
    });
    RecordBatch::try_new(schema(), columns.into_iter().map(Column::finish).collect())
}

/// About how many bytes a short text takes. Only saves reallocations.
const BYTES_OF_TEXT: usize = 16;

/// A column that grows.
enum Column {
    Text(StringBuilder),
    Date(Date32Builder),
    Count(Int64Builder),
    Number(Float64Builder),
    Truth(BooleanBuilder),
    Spans { lengths: OffsetBufferBuilder<i32>, starts: Vec<i64>, ends: Vec<i64> },
}

impl Column {
    /// A column for so many rows. By default there would be room for a thousand, of which
    /// an article has a dozen.
    fn of(kind: CellType, rows: usize) -> Self {
        match kind {
            CellType::Text => Self::Text(StringBuilder::with_capacity(rows, rows * BYTES_OF_TEXT)),
            CellType::Date => Self::Date(Date32Builder::with_capacity(rows)),
            CellType::Count => Self::Count(Int64Builder::with_capacity(rows)),
            CellType::Number => Self::Number(Float64Builder::with_capacity(rows)),
            CellType::Truth => Self::Truth(BooleanBuilder::with_capacity(rows)),
            CellType::Spans => {
                Self::Spans { lengths: OffsetBufferBuilder::new(rows), starts: vec![], ends: vec![] }
            }
        }
    }

    /// Adds a cell; one of another type counts as empty.
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(cells), Cell::Text(text)) => cells.append_value(text),
            (Self::Text(cells), Cell::Joined(text) | Cell::Date(text)) => cells.append_value(text),
            (Self::Text(cells), _) => cells.append_null(),
            (Self::Date(cells), Cell::Date(date)) => cells.append_option(Date32Type::parse(&date)),
            (Self::Date(cells), _) => cells.append_null(),
            (Self::Count(cells), Cell::Count(count)) => cells.append_value(count as i64),
            (Self::Count(cells), _) => cells.append_null(),
            (Self::Number(cells), Cell::Number(number)) => cells.append_value(number),
            (Self::Number(cells), _) => cells.append_null(),
            (Self::Truth(cells), Cell::Truth(truth)) => cells.append_value(truth),
            (Self::Truth(cells), _) => cells.append_null(),
            (Self::Spans { lengths, starts, ends }, cell) => {
                let spans = if let Cell::Spans(spans) = cell { spans } else { &[] };
                lengths.push_length(spans.len());
                starts.extend(spans.iter().map(|span| span.0 as i64));
                ends.extend(spans.iter().map(|span| span.1 as i64));
            }
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut cells) => Arc::new(cells.finish()),
            Self::Date(mut cells) => Arc::new(cells.finish()),
            Self::Count(mut cells) => Arc::new(cells.finish()),
            Self::Number(mut cells) => Arc::new(cells.finish()),
            Self::Truth(mut cells) => Arc::new(cells.finish()),
            Self::Spans { lengths, starts, ends: stops } => {
                let columns = [starts, stops].map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
                let spans = StructArray::new(ends(), columns.into(), None);
                let lengths: OffsetBuffer<i32> = lengths.finish();
                Arc::new(ListArray::new(span(), lengths, Arc::new(spans), None))
            }
        }
    }
}
