//! The output folder. Only this file opens files of it, and never one outside it.

use crate::error::{Error, Problem};
use records::{FolderLock, NoResults};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The folder that `sayso extract` wrote.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// # Errors
    /// If there is no such folder, or it has no attributions or articles, or
    /// another program is writing into it.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        NoResults::check(path).map_err(Error::plain)?;
        let folder = Self { path: path.canonicalize().map_err(|e| Error::new(path, e))? };
        FolderLock::check(path).map_err(Error::plain)?;
        Ok(folder)
    }

    /// The last part of its path, for people.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The path of the file of this name in the folder, which need not exist.
    ///
    /// # Errors
    /// If a link of this name leads out of the folder.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.path.join(name);
        // First whether it is a link at all: another program may create, replace or remove
        // the file between two looks, which says nothing about where it leads. A dangling
        // link is refused, since through it a file could be created elsewhere.
        let inside = !path.is_symlink() || path.canonicalize().is_ok_and(|real| real.starts_with(&self.path));
        if inside { Ok(path) } else { Err(Error::new(&path, Problem::Outside)) }
    }

    /// The contents of a file; `None` if there is no such file.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.file(name)?;
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::new(&path, error)),
        }
    }

    /// Opens a file of lines, to be read from any position.
    pub(crate) fn lines(&self, name: &str) -> Result<LineFile, Error> {
        let path = self.file(name)?;
        let file = File::open(&path).map_err(|e| Error::new(&path, e))?;
        Ok(LineFile { path, file: BufReader::with_capacity(BUFFER, file) })
    }
}

/// How many bytes of a file are read at once: some tens of lines, so that those that
/// are shown together are mostly read together.
const BUFFER: usize = 1 << 16;

/// A file of lines.
#[derive(Debug)]
pub(crate) struct LineFile {
    path: PathBuf,
    file: BufReader<File>,
}

impl LineFile {
    /// How many bytes the file has.
    pub(crate) fn size(&self) -> Result<u64, Error> {
        Ok(self.file.get_ref().metadata().map_err(|e| self.error(e))?.len())
    }

    /// The line that begins at a byte, without its line break.
    pub(crate) fn at(&mut self, byte: u64) -> Result<Vec<u8>, Error> {
        let mut line = Vec::new();
        let mut read = |file: &mut BufReader<File>| {
            // Relative, which keeps the buffer if the line is in it already.
            let here = file.stream_position()?;
            file.seek_relative(byte as i64 - here as i64)?;
            file.read_until(b'\n', &mut line)
        };
        read(&mut self.file).map_err(|e| self.error(e))?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(line)
    }

    /// Reads the next line, without its line break, into `line`. Returns how many
    /// bytes it takes in the file; 0 at the end.
    pub(crate) fn next(&mut self, line: &mut Vec<u8>) -> Result<u64, Error> {
        line.clear();
        let read = self.file.read_until(b'\n', line).map_err(|e| self.error(e))?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(read as u64)
    }

    pub(crate) fn seek(&mut self, byte: u64) -> Result<(), Error> {
        self.file.seek(SeekFrom::Start(byte)).map(drop).map_err(|e| self.error(e))
    }

    pub(crate) fn error(&self, problem: impl Into<Problem>) -> Error {
        Error::new(&self.path, problem)
    }
}
