//! The rows of a Parquet file, as rows of a table.

use super::checks::{Strict, check_expansion, check_footer, check_pages};
use crate::fields::{self, column};
use crate::formats::cutter::{Cutter, RecordPlace, Stop};
use crate::formats::raw_record::RawRecord;
use ::csv::{ByteRecord, StringRecord};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek};
use std::sync::Arc;

/// How many rows of a column are held at a time: few, since a row may be as large as
/// the largest article. Chosen by hand.
const BATCH: usize = 32;

impl From<parquet::errors::ParquetError> for Stop {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self::Failed(format!("cannot be read: {error}"))
    }
}

/// Cuts a file into its rows.
///
/// # Errors
/// If the file is damaged, expands beyond measure, has no column of texts, or
/// nobody wants more rows.
pub(super) fn cut(file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
    let file = on_disk(file, out)?;
    check_footer(&file)?;
    let reader = SerializedFileReader::new(Strict(file.try_clone()?))?;
    check_expansion(reader.metadata(), out.expansion())?;
    let schema = reader.metadata().file_metadata().schema();
    let all: Vec<&str> = schema.get_fields().iter().map(|column| column.name()).collect();
    let of_field = |field| column(all.iter().copied(), field, &out.corpus().fields);
    let has_text = of_field(fields::Field::Text).is_some();
    if !has_text && !out.wants_all() {
        return Err(Stop::Failed(fields::no_text(&all)));
    }
    let mut read: Vec<usize> = match has_text {
        true => fields::Field::ALL.into_iter().filter_map(of_field).collect(),
        false => (0..all.len()).collect(),
    };
    read.sort_unstable();
    read.dedup();
    let columns = read.iter().map(|&at| Arc::clone(&schema.get_fields()[at])).collect();
    let wanted = Type::group_type_builder(schema.name()).with_fields(columns).build()?;
    check_pages(&file, reader.metadata(), |name| read.iter().any(|&at| all[at] == name))?;
    let names = Arc::new(StringRecord::from(all));
    let rows = RowIter::from_file(Some(wanted), &reader)?.with_batch_size(BATCH);
    for (number, row) in (1..).zip(rows) {
        let row = row?;
        let mut cells = vec![Vec::new(); names.len()];
        for (&at, (_, cell)) in read.iter().zip(row.get_column_iter()) {
            cells[at] = shown(cell);
        }
        let cells = ByteRecord::from(cells);
        let length = cells.as_slice().len();
        let record = match length > out.limit() {
            true => Err(out.too_long("a row", Some(length as u64))),
            false => Ok(RawRecord::Row(Arc::clone(&names), cells)),
        };
        out.put(Some(RecordPlace { unit: "row", number }), record)?;
    }
    Ok(())
}

/// A file that can seek: the file itself, or if it is compressed or inside an
/// archive, a temporary copy.
fn on_disk(file: &mut dyn BufRead, out: &Cutter<'_>) -> Result<File, Stop> {
    if let Some(path) = out.on_disk() {
        let mut plain = File::open(path)?;
        let mut first = [0; 4];
        if plain.read_exact(&mut first).is_ok() && first == *b"PAR1" {
            return Ok(plain);
        }
    }
    let mut copied = tempfile::tempfile()?;
    io::copy(file, &mut copied)?;
    copied.rewind()?;
    Ok(copied)
}

/// A value as a text; empty where there is none.
fn shown(value: &Field) -> Vec<u8> {
    let text = match value {
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => return bytes.data().to_vec(),
        Field::Date(days) => day(*days),
        Field::TimestampMillis(time) => moment(Timestamp::from_millisecond(*time)),
        Field::TimestampMicros(time) => moment(Timestamp::from_microsecond(*time)),
        Field::Null | Field::MapInternal(_) => String::new(),
        // Authors, or paragraphs.
        Field::ListInternal(list) => {
            let items: Vec<_> = list.elements().iter().map(shown).filter(|item| !item.is_empty()).collect();
            return items.join(&b", "[..]);
        }
        Field::Group(row) => {
            let named = |wanted: &str| row.get_column_iter().find(|(name, _)| *name == wanted);
            return ["name", "title", "text"]
                .into_iter()
                .find_map(named)
                .map(|(_, value)| shown(value))
                .unwrap_or_default();
        }
        other => other.to_string(),
    };
    text.into_bytes()
}

/// The date that is `days` after 1 January 1970, as in `2017-06-05`.
fn day(days: i32) -> String {
    let day = Date::constant(1970, 1, 1).checked_add(i64::from(days).days());
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn moment(time: Result<Timestamp, jiff::Error>) -> String {
    time.map(|time| time.to_string()).unwrap_or_default()
}
