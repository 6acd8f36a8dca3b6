//! A record on its way from `cut` to `draft`.

use ::csv::{ByteRecord, StringRecord};
use std::sync::Arc;

/// A record as it was cut out of its file.
#[derive(Clone, Debug)]
pub(crate) enum RawRecord {
    /// Some bytes of the file.
    Bytes(Vec<u8>),
    /// A row of a table: the names of its columns, and its cells.
    Row(Arc<StringRecord>, ByteRecord),
}

impl RawRecord {
    /// Its bytes in memory; those of the column names are not counted.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Row(_, cells) => cells.as_slice().len(),
        }
    }

    /// Its bytes; of a row, all cells without anything between them.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Row(_, cells) => cells.as_slice().to_vec(),
        }
    }
}
