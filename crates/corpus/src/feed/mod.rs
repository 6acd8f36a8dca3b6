//! The reading thread: files → [`Record`]s, in order and in bounded memory,
//! without looking into the articles. That is work for many threads, this is work
//! for one.
//!
//! Before: [`discover`](crate::discover) has listed the files. A file is opened
//! with [`unpack`](crate::unpack), and its format from [`formats`](crate::formats)
//! cuts it into records. Each record gets an id that no other record of the run
//! has. After: [`article`](crate::article) makes an article of a record.
//!
//! [`Rows`] makes records of a table that is in memory and in no file.

mod feeder;
mod ids;
mod record;
mod records;
mod rows;
mod seen;

pub use record::Record;
pub use records::Records;
pub(crate) use records::each_record;
pub use rows::{ColumnError, Rows};
pub use seen::Seen;
