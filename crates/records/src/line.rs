//! Records as JSON: a line of a file, or a file of its own.

use crate::{Article, Attribution, Cluster, Copies, Namesake, Run, Skipped, Speaker};
use serde_json::Error;

/// A record that is a line of JSON.
///
/// `serde_json` is generic: whoever calls it with a record compiles all that reads and writes
/// this record once more. Here that is done once for all crates.
///
/// ```
/// use records::{Line, Skipped};
///
/// let skipped = Skipped::from_json(br#"{"path":"a.txt","place":null,"reason":"not text"}"#)?;
/// assert_eq!(skipped.path, "a.txt");
/// assert_eq!(Skipped::from_json(&skipped.to_json())?, skipped);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Line<'a>: Sized {
    /// Reads the record from JSON; it may borrow its words.
    ///
    /// # Errors
    /// If that is not JSON, or not such a record.
    fn from_json(json: &'a [u8]) -> Result<Self, Error>;

    /// Appends the record as JSON, without a line break.
    fn append_json(&self, to: &mut Vec<u8>);

    /// The record as JSON, without a line break.
    fn to_json(&self) -> Vec<u8> {
        let mut json = Vec::new();
        self.append_json(&mut json);
        json
    }
}

macro_rules! lines {
    ($($record:ty),*) => {$(
        impl<'a> Line<'a> for $record {
            #[inline(never)]
            fn from_json(json: &'a [u8]) -> Result<Self, Error> {
                serde_json::from_slice(json)
            }

            #[inline(never)]
            fn append_json(&self, to: &mut Vec<u8>) {
                serde_json::to_writer(to, self).expect("records hold nothing that JSON cannot");
            }
        }
    )*};
}

lines!(Article<'a>, Attribution<'a>, Cluster, Copies, Run, Skipped, Speaker, Vec<Namesake>);
