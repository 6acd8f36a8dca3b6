//! Writes files that appear under their names only when they are whole.

use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// Writes a file of JSON lines under a temporary name (`NAME.part`) and gives it its
/// real name when it is whole, so that nobody takes half a file for the result. A
/// run that did not come to its end leaves its part behind, which the next run
/// continues or overwrites.
///
/// Where lines are made on many threads, each thread serialises its own and passes
/// the bytes on for [`JsonlWriter::write_lines`], so that the thread that writes only
/// has to copy them.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("output/skipped.jsonl");
/// let mut writer = records::JsonlWriter::create(&path)?;
/// writer.write(&records::Skipped { path: "a.txt".into(), place: None, reason: "it is empty".into() })?;
/// assert!(!path.exists());
/// writer.finish()?;
/// let line = "{\"path\":\"a.txt\",\"place\":null,\"reason\":\"it is empty\"}\n";
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), line);
/// # Ok::<(), records::Error>(())
/// ```
#[derive(Debug)]
pub struct JsonlWriter {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    written: u64,
}

/// How many bytes are written at once: a few articles, so that a large file takes few
/// calls to the system.
const BUFFER: usize = 1 << 18;

/// Output could not be written; the message names the file.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {cause}{}", path.display(), remedy(cause))]
pub struct Error {
    path: PathBuf,
    // Not marked as the source of the error: the message has it already, and whoever
    // prints the sources as well would print it twice.
    cause: io::Error,
}

impl Error {
    /// `path` could not be written because of `cause`.
    pub fn new(path: &Path, cause: impl Into<io::Error>) -> Self {
        Self { path: path.to_owned(), cause: cause.into() }
    }
}

/// What to do about an error of writing, to be said behind it; empty if that is not known.
///
/// ```
/// let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
/// assert!(records::remedy(&full).contains("free some space"));
/// let forbidden = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
/// assert!(records::remedy(&forbidden).contains("choose another place"));
/// assert_eq!(records::remedy(&std::io::Error::from(std::io::ErrorKind::NotFound)), "");
/// ```
pub fn remedy(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space there and do the same again: what was saved before is still there"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; this user may not write there: choose another place, or change its permissions"
        }
        _ => "",
    }
}

impl JsonlWriter {
    /// Starts a file; creates its folder if needed.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let part = Self::part_of(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::new(folder, e))?;
        }
        let file = File::create(&part).map_err(|e| Error::new(&part, e))?;
        Ok(Self { path: path.to_owned(), part, file: BufWriter::with_capacity(BUFFER, file), written: 0 })
    }

    /// Continues a file of which the first `written` bytes are valid; drops the rest.
    ///
    /// # Errors
    /// If the part does not exist, is shorter, or cannot be written.
    pub fn resume(path: &Path, written: u64) -> Result<Self, Error> {
        let part = Self::part_of(path);
        let open = || {
            let mut file = File::options().write(true).open(&part)?;
            if file.metadata()?.len() < written {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than it was"));
            }
            file.set_len(written)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|e| Error::new(&part, e))?;
        Ok(Self { path: path.to_owned(), part, file: BufWriter::with_capacity(BUFFER, file), written })
    }

    /// The name that the file or folder `path` has while it is not yet whole.
    ///
    /// ```
    /// # use records::JsonlWriter;
    /// # use std::path::Path;
    /// assert_eq!(JsonlWriter::part_of(Path::new("out/tasks/")), Path::new("out/tasks.part"));
    /// ```
    pub fn part_of(path: &Path) -> PathBuf {
        // Without the slash that the name of a folder may end with.
        let mut part = path.components().as_path().as_os_str().to_owned();
        part.push(".part");
        PathBuf::from(part)
    }

    /// Hands all bytes to the system, where they outlive the program; returns how many
    /// bytes the file has.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn flush(&mut self) -> Result<u64, Error> {
        self.file.flush().map_err(|e| Error::new(&self.part, e))?;
        Ok(self.written)
    }

    /// Adds lines that are already serialised, each with its line break.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write_lines(&mut self, lines: &[u8]) -> Result<(), Error> {
        self.written += lines.len() as u64;
        self.file.write_all(lines).map_err(|e| Error::new(&self.part, e))
    }

    /// Adds one record.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&mut self, record: &impl Serialize) -> Result<(), Error> {
        let mut line = serde_json::to_vec(record).map_err(|e| Error::new(&self.part, e))?;
        line.push(b'\n');
        self.write_lines(&line)
    }

    /// Gives the file its real name, replacing a file that has it.
    ///
    /// # Errors
    /// If the last bytes cannot be written or the file cannot be renamed.
    pub fn finish(self) -> Result<(), Error> {
        let Self { path, part, file, .. } = self;
        // Windows renames a file only after it is closed.
        drop(file.into_inner().map_err(|e| Error::new(&part, e.into_error()))?);
        fs::rename(&part, &path).map_err(|e| Error::new(&path, e))
    }
}

/// Writes one record to a file of its own, indented for people (`run.json`).
///
/// # Errors
/// If the folder or the file cannot be written.
pub fn write_json(path: &Path, record: &impl Serialize) -> Result<(), Error> {
    let mut writer = JsonlWriter::create(path)?;
    serde_json::to_writer_pretty(&mut writer.file, record).map_err(|e| Error::new(&writer.part, e))?;
    writer.write_lines(b"\n")?;
    writer.finish()
}
