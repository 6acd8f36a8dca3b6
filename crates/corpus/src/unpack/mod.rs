//! What a file is wrapped in: compression (`.gz`, `.zst`) and archives (`.zip`,
//! `.tar`, `.tar.gz`, `.tgz`, `.tar.zst`).
//!
//! Files are opened here as streams and never unpacked to disk, so the paths
//! inside an archive are mere names. What comes out may be far larger than what
//! went in: nothing here holds more than a buffer of it, and a stream that
//! expands beyond all measure is ended.
//!
//! Before: [`discover`](crate::discover) has listed the files. After:
//! [`formats`](crate::formats) cut what comes out into records.

mod archives;
mod bounds;
mod compression;
mod wrapping;

pub(crate) use archives::{ArchiveEntry, tar, zip};
#[cfg(feature = "parquet")]
pub(crate) use bounds::HARMLESS;
pub(crate) use bounds::{Bound, Meter, Metered};
pub(crate) use compression::decompressed;
pub(crate) use wrapping::{Wrapping, bare, file_name};
