//! The records of an input, as a thread of its own reads them.

use super::feeder::Feeder;
use super::record::Record;
use crate::discover::ListedFile;
use crate::options::Options;
use std::ops::ControlFlow;
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
        let take = move |batch| out.send(batch).is_ok();
        std::thread::spawn(move || Feeder::new(take, options).feed(&files));
        Self { batches, batch: Vec::new().into_iter() }
    }
}

/// Reads the records of these files on the caller's thread, until `take` wants no more.
pub(crate) fn each_record(
    files: &[Arc<ListedFile>],
    options: Options,
    mut take: impl FnMut(Record) -> ControlFlow<()>,
) {
    let take = |batch: Vec<Record>| batch.into_iter().try_for_each(&mut take).is_continue();
    Feeder::new(take, options).feed(files);
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
