//! The records of an input, as a thread of its own reads them.

use super::feeder::Feeder;
use super::record::Record;
use crate::discover::ListedFile;
use crate::options::Options;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::vec;

/// The records of an input, in order. Made by [`Input::records`](crate::Input::records);
/// a thread of its own reads a few records ahead.
///
/// What cannot be read is a record too, so that it is reported in its place;
/// asking the [`Reader`](crate::Reader) for its article gives the reason.
#[derive(Debug)]
pub struct Records {
    batches: Receiver<Vec<Record>>,
    batch: vec::IntoIter<Record>,
}

impl Records {
    /// Starts reading these files.
    pub(crate) fn of(files: Arc<Vec<Arc<ListedFile>>>, options: Options) -> Self {
        // One batch waits while the next is being filled.
        let (out, batches) = sync_channel(1);
        std::thread::spawn(move || Feeder::new(out, options).feed(&files));
        Self { batches, batch: Vec::new().into_iter() }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.batch.next() {
                return Some(record);
            }
            self.batch = self.batches.recv().ok()?.into_iter();
        }
    }
}
