//! The output folder: the one place in which files are opened, and only in it.

use crate::error::{Error, Problem};
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
    /// If it is not there or has no attributions and articles in it.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let folder = Self { path: path.canonicalize().map_err(|e| Error::new(path, e))? };
        for name in ["attributions.jsonl", "articles.jsonl"] {
            if !folder.path.join(name).is_file() {
                return Err(Error::new(path, Problem::NoOutput(name)));
            }
        }
        Ok(folder)
    }

    /// Its last name, for people.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// A file in it.
    ///
    /// # Errors
    /// If a link of this name leads out of the folder.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.path.join(name);
        let inside = match path.canonicalize() {
            Ok(real) => real.starts_with(&self.path),
            // Nothing there, or a link to nowhere, through which a file could be made elsewhere.
            Err(_) => path.symlink_metadata().is_err(),
        };
        if inside { Ok(path) } else { Err(Error::new(&path, Problem::Outside)) }
    }

    /// Its contents; nothing where it is not there.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.file(name)?;
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::new(&path, error)),
        }
    }

    /// A file of lines, to be read here and there.
    pub(crate) fn lines(&self, name: &str) -> Result<Lines, Error> {
        let path = self.file(name)?;
        let file = File::open(&path).map_err(|e| Error::new(&path, e))?;
        Ok(Lines { path, file: BufReader::with_capacity(1 << 16, file) })
    }
}

/// A file of lines.
#[derive(Debug)]
pub(crate) struct Lines {
    path: PathBuf,
    file: BufReader<File>,
}

impl Lines {
    /// How many bytes the file has.
    pub(crate) fn size(&self) -> Result<u64, Error> {
        Ok(self.file.get_ref().metadata().map_err(|e| self.error(e))?.len())
    }

    /// The line that begins at a byte, without its line break.
    pub(crate) fn at(&mut self, byte: u64) -> Result<Vec<u8>, Error> {
        let mut line = Vec::new();
        let mut read = |file: &mut BufReader<File>| {
            // Within what is read already, where it can be.
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

    /// The next line, without its line break, into `line`; says how many bytes it
    /// takes in the file, none at its end.
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
