//! A file to read, as the search found it.

use crate::corpus::Corpus;
use crate::formats::Format;
use crate::unpack::bare;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// One file to read.
#[derive(Debug)]
pub(crate) struct ListedFile {
    pub(crate) source: FileSource,
    pub(crate) path: PathBuf,
    pub(crate) corpus: Arc<Corpus>,
    /// Its path inside the corpus, without the extension, separated by `/`.
    pub(crate) stem: String,
    /// The format that the corpus states; without it, the name and the first bytes of
    /// the file tell.
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) bytes: u64,
    /// When it was last changed, if that is known.
    pub(crate) changed: Option<SystemTime>,
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileSource {
    Disk,
    StandardInput,
    /// They are in memory already.
    Memory(Arc<[u8]>),
}

impl ListedFile {
    /// A file in memory, in a corpus about which nothing is known.
    pub(crate) fn in_memory(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            path: name.into(),
            corpus: Arc::default(),
            stem: bare(name),
            format: None,
            bytes: bytes.len() as u64,
            changed: None,
            source: FileSource::Memory(bytes.into()),
        }
    }
}
