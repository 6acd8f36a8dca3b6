//! Parquet: a row is an article, as in a table of CSV. Only columns that are
//! articles' fields are read, so pictures and the like cost nothing.
//!
//! Only in programs that are built with the feature `parquet`; others say how to
//! get it.

use super::{About, Content, Draft, Format, Problem, csv};
use crate::Corpus;
use crate::records::{Cutter, Stop};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        first.starts_with(b"PAR1")
    }

    fn is_binary(&self) -> bool {
        true
    }

    #[cfg(not(feature = "parquet"))]
    fn cut(&self, _: &mut dyn BufRead, _: &mut Cutter<'_>) -> Result<(), Stop> {
        let how = "`cargo install --path crates/cli --features parquet` builds it with";
        Err(Stop::Failed(format!("this program was built without Parquet; {how}")))
    }

    #[cfg(feature = "parquet")]
    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        // The library is not proof against every damage.
        let cut = std::panic::AssertUnwindSafe(|| with::cut(file, out));
        std::panic::catch_unwind(cut)
            .unwrap_or_else(|_| Err(Stop::Failed("cannot be read: the file is damaged".to_owned())))
    }

    fn own_id(&self, content: &Content, corpus: &Corpus) -> Option<String> {
        csv::Csv.own_id(content, corpus)
    }

    fn unused(&self, content: &Content, corpus: &Corpus) -> Vec<String> {
        csv::Csv.unused(content, corpus)
    }

    fn draft(&self, content: Content, about: &About<'_>) -> Result<Draft, Problem> {
        csv::Csv.draft(content, about)
    }
}

#[cfg(feature = "parquet")]
mod with {
    use super::super::thrift;
    use super::Content;
    use crate::fields::{self, column};
    use crate::records::{Cutter, Place, Stop};
    use ::csv::ByteRecord;
    use jiff::civil::Date;
    use jiff::{Timestamp, ToSpan};
    use parquet::file::metadata::ParquetMetaData;
    use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
    use parquet::record::Field;
    use parquet::record::reader::RowIter;
    use parquet::schema::types::Type;
    use std::fs::File;
    use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
    use std::sync::Arc;

    /// So many rows of a column are held at a time.
    const BATCH: usize = 32;

    impl From<parquet::errors::ParquetError> for Stop {
        fn from(error: parquet::errors::ParquetError) -> Self {
            Self::Failed(format!("cannot be read: {error}"))
        }
    }

    pub(super) fn cut(file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let file = on_disk(file, out)?;
        footer(&file)?;
        let reader = SerializedFileReader::new(Strict(file.try_clone()?))?;
        if let Some(bomb) = bomb(reader.metadata(), out.expansion()) {
            return Err(Stop::Failed(bomb));
        }
        let schema = reader.metadata().file_metadata().schema();
        let all: Vec<&str> = schema.get_fields().iter().map(|column| column.name()).collect();
        let of_field = |field| column(all.iter().map(|&name| name.into()), field, out.corpus());
        if of_field(fields::Field::Text).is_none() {
            return Err(Stop::Failed(format!("no column is the text; there are {}", all.join(", "))));
        }
        let mut read: Vec<usize> = fields::Field::ALL.into_iter().filter_map(of_field).collect();
        read.sort_unstable();
        read.dedup();
        let columns = read.iter().map(|&at| Arc::clone(&schema.get_fields()[at])).collect();
        let wanted = Type::group_type_builder(schema.name()).with_fields(columns).build()?;
        pages(&file, reader.metadata(), |name| read.iter().any(|&at| all[at] == name))?;
        let names = Arc::new(ByteRecord::from(all));
        let rows = RowIter::from_file(Some(wanted), &reader)?.with_batch_size(BATCH);
        for (number, row) in (1..).zip(rows) {
            let row = row?;
            let mut cells = vec![Vec::new(); names.len()];
            for (&at, (_, cell)) in read.iter().zip(row.get_column_iter()) {
                cells[at] = shown(cell);
            }
            let cells = ByteRecord::from(cells);
            let length = cells.as_slice().len();
            let content = match length > out.limit() {
                true => Err(out.too_long("a row", Some(length as u64))),
                false => Ok(Content::Row(Arc::clone(&names), cells)),
            };
            out.put(Some(Place { unit: "row", number }), content)?;
        }
        Ok(())
    }

    /// The file in which one can go to and fro: itself, or where it is compressed
    /// or in an archive, a copy without a name.
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

    /// A file whose end is an error. The library goes on for half a minute past it
    /// where a damaged header has a list of two thousand million items.
    struct Strict<R>(R);

    impl Length for Strict<File> {
        fn len(&self) -> u64 {
            self.0.len()
        }
    }

    impl ChunkReader for Strict<File> {
        type T = Strict<<File as ChunkReader>::T>;

        fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
            self.0.get_read(start).map(Strict)
        }

        fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<bytes::Bytes> {
            self.0.get_bytes(start, length)
        }
    }

    impl<R: Read> Read for Strict<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 if !buffer.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
                count => Ok(count),
            }
        }
    }

    /// Sees to it that what the file says of itself at its end has an end.
    fn footer(mut file: &File) -> Result<(), Stop> {
        let mut last = [0; 8];
        file.seek(SeekFrom::End(-8))?;
        file.read_exact(&mut last)?;
        let length = u64::from(u32::from_le_bytes([last[0], last[1], last[2], last[3]]));
        let start = file.metadata()?.len().checked_sub(8 + length);
        file.seek(SeekFrom::Start(start.ok_or_else(thrift::damaged)?))?;
        thrift::structure(&mut BufReader::new(file).take(length), length, 0)?;
        Ok(file.rewind()?)
    }

    /// The same of what it says of each page of the columns that are wanted.
    fn pages(mut file: &File, metadata: &ParquetMetaData, wanted: impl Fn(&str) -> bool) -> Result<(), Stop> {
        let columns = metadata.row_groups().iter().flat_map(|group| group.columns());
        for column in
            columns.filter(|column| column.column_path().parts().first().is_some_and(|name| wanted(name)))
        {
            let (start, mut left) = column.byte_range();
            file.seek(SeekFrom::Start(start))?;
            let mut bytes = BufReader::new(file);
            while left > 0 {
                let (length, size) = thrift::structure(&mut bytes, left.min(LONGEST_HEADER), PAGE_SIZE)?;
                let size = size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
                left = left.saturating_sub(length + size);
                bytes.seek_relative(i64::try_from(size).unwrap_or(i64::MAX))?;
            }
        }
        Ok(file.rewind()?)
    }

    /// In what a page says of itself, the field with its size on disk.
    const PAGE_SIZE: i64 = 3;

    /// It says no more than this, with the least and the greatest of its values.
    const LONGEST_HEADER: u64 = 1 << 24;

    /// What to say of a file that expands beyond all measure.
    fn bomb(metadata: &ParquetMetaData, times: u64) -> Option<String> {
        let groups = metadata.row_groups().iter();
        let (packed, out) = groups
            .flat_map(|group| group.columns())
            .map(|column| (column.compressed_size().max(0) as u64, column.uncompressed_size().max(0) as u64))
            .fold((0u64, 0u64), |all, one| (all.0.saturating_add(one.0), all.1.saturating_add(one.1)));
        let allowed = crate::container::HARMLESS.max(packed.saturating_mul(times));
        (out > allowed).then(|| format!("it expands to more than {times} times its size"))
    }

    /// A value as a text; nothing where there is none.
    fn shown(value: &Field) -> Vec<u8> {
        let text = match value {
            Field::Str(text) => text.clone(),
            Field::Bytes(bytes) => return bytes.data().to_vec(),
            Field::Date(days) => day(*days),
            Field::TimestampMillis(time) => moment(Timestamp::from_millisecond(*time)),
            Field::TimestampMicros(time) => moment(Timestamp::from_microsecond(*time)),
            Field::Null | Field::MapInternal(_) => String::new(),
            // Of authors or of paragraphs.
            Field::ListInternal(list) => {
                let items: Vec<_> =
                    list.elements().iter().map(shown).filter(|item| !item.is_empty()).collect();
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

    /// The day so many days from the first of 1970.
    fn day(days: i32) -> String {
        let day = Date::constant(1970, 1, 1).checked_add(i64::from(days).days());
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    fn moment(time: Result<Timestamp, jiff::Error>) -> String {
        time.map(|time| time.to_string()).unwrap_or_default()
    }
}
