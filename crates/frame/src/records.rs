//! Batches → records, row by row, so that no more than one batch is held as texts.

use crate::cells;
use crate::error::Error;
use crate::progress::Progress;
use arrow_array::{Array, LargeBinaryArray, RecordBatch, RecordBatchReader};
use arrow_schema::ArrowError;
use sayso::corpus::{Record, Rows};
use std::sync::{Mutex, PoisonError};

/// The records of a table, each with the number of its row.
pub(crate) struct Records<'s, B> {
    batches: B,
    rows: Rows,
    /// The columns of the batch that is being read, and its next row.
    columns: Vec<LargeBinaryArray>,
    row: usize,
    length: usize,
    /// Rows handed over.
    count: u64,
    progress: &'s Progress,
    /// Why there are no more records, if that is not because the table ends.
    failure: &'s Mutex<Option<Error>>,
}

impl<'s, B: RecordBatchReader> Records<'s, B> {
    pub(crate) fn new(
        batches: B,
        rows: Rows,
        progress: &'s Progress,
        failure: &'s Mutex<Option<Error>>,
    ) -> Self {
        Self { batches, rows, columns: Vec::new(), row: 0, length: 0, count: 0, progress, failure }
    }

    /// Goes on to the next batch that has rows. `None` at the end.
    fn next_batch(&mut self) -> Option<Result<(), Error>> {
        self.row = 0;
        loop {
            let batch = match self.batches.next()? {
                Ok(batch) => batch,
                Err(cause) => return Some(Err(Error::Input { row: self.count, cause })),
            };
            if batch.num_rows() > 0 {
                self.length = batch.num_rows();
                return Some(self.read(&batch));
            }
        }
    }

    fn read(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let column = |&at: &usize| {
            let column = batch.columns().get(at).ok_or_else(|| Error::Input {
                row: self.count,
                cause: ArrowError::SchemaError("the next batch has fewer columns".to_owned()),
            })?;
            cells::texts(column).map_err(|cause| {
                let column = batch.schema_ref().field(at).name().clone();
                Error::Type { column, cause }
            })
        };
        self.columns = self.rows.columns().iter().map(column).collect::<Result<_, _>>()?;
        Ok(())
    }
}

impl<B: RecordBatchReader> Iterator for Records<'_, B> {
    type Item = (u64, Record);

    /// After `None`, it must not be asked again.
    fn next(&mut self) -> Option<Self::Item> {
        if self.progress.is_stopped() {
            return None;
        }
        if self.row == self.length
            && let Err(error) = self.next_batch()?
        {
            *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            return None;
        }
        let row = self.row;
        let cells: Vec<&[u8]> = self.columns.iter().map(|column| cell(column, row)).collect();
        let record = self.rows.record(&cells);
        let number = self.count;
        self.row += 1;
        self.count += 1;
        Some((number, record))
    }
}

/// A cell, which is empty if it is null.
fn cell(column: &LargeBinaryArray, row: usize) -> &[u8] {
    if column.is_valid(row) { column.value(row) } else { &[] }
}
