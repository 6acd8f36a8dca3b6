//! What is checked before the library reads a Parquet file: that whatever the file
//! says about itself has an end, and that it does not expand beyond measure.

use super::thrift;
use crate::formats::cutter::Stop;
use crate::unpack::HARMLESS;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// A file ends with the length of its footer and the letters `PAR1`.
const TRAILER: u64 = 8;

/// The field of a page header that holds the size of the page on disk.
const PAGE_SIZE: i64 = 3;

/// The most bytes that a page header may have: 16 MiB. It holds the least and the
/// greatest value of the page, which may be whole articles.
const LONGEST_HEADER: u64 = 1 << 24;

/// Checks that the footer, in which a file describes itself, has an end.
///
/// # Errors
/// If it has none, or the file cannot be read.
pub(super) fn check_footer(mut file: &File) -> Result<(), Stop> {
    let mut last = [0; TRAILER as usize];
    file.seek(SeekFrom::End(-(TRAILER as i64)))?;
    file.read_exact(&mut last)?;
    let length = u64::from(u32::from_le_bytes([last[0], last[1], last[2], last[3]]));
    let start = file.metadata()?.len().checked_sub(TRAILER + length);
    file.seek(SeekFrom::Start(start.ok_or_else(thrift::damaged)?))?;
    thrift::structure(&mut BufReader::new(file).take(length), length, 0)?;
    Ok(file.rewind()?)
}

/// Checks that the header of each page has an end, in the columns that are wanted.
///
/// # Errors
/// If one has none, or the file cannot be read.
pub(super) fn check_pages(
    mut file: &File,
    metadata: &ParquetMetaData,
    wanted: impl Fn(&str) -> bool,
) -> Result<(), Stop> {
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

/// Checks that a file does not expand to more than `times` its size, unless that is
/// harmless.
///
/// # Errors
/// If it does.
pub(super) fn check_expansion(metadata: &ParquetMetaData, times: u64) -> Result<(), Stop> {
    let groups = metadata.row_groups().iter();
    let (packed, out) = groups
        .flat_map(|group| group.columns())
        .map(|column| (column.compressed_size().max(0) as u64, column.uncompressed_size().max(0) as u64))
        .fold((0u64, 0u64), |all, one| (all.0.saturating_add(one.0), all.1.saturating_add(one.1)));
    match out > HARMLESS.max(packed.saturating_mul(times)) {
        true => Err(Stop::Failed(format!("it expands to more than {times} times its size"))),
        false => Ok(()),
    }
}

/// A file whose end is an error. Without it the library reads on for half a minute
/// where a damaged header has a list of two thousand million items.
pub(super) struct Strict<R>(pub(super) R);

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
