//! One program at a time writes into a folder of results.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The file in the folder that is locked. It stays, so that nobody locks a file that
/// somebody else is about to remove.
const FILE: &str = ".lock";

/// Keeps a folder to this program until it is dropped, or the program ends in whatever
/// way: the system itself takes the lock (`flock`, `LockFileEx`) from a program that is
/// gone.
#[derive(Debug)]
pub struct FolderLock {
    /// `None` where the file system knows no locks.
    _file: Option<File>,
}

/// Another program is writing into the folder.
#[derive(Debug, thiserror::Error)]
#[error("another run{} is writing to {}", holder(.process.as_deref()), folder.display())]
pub struct Locked {
    folder: PathBuf,
    /// What the other program wrote of itself.
    process: Option<String>,
}

fn holder(process: Option<&str>) -> String {
    process.map(|process| format!(" ({process})")).unwrap_or_default()
}

impl FolderLock {
    /// Takes the lock of a folder, which is made if needed.
    ///
    /// # Errors
    /// [`Locked`], if another program has it. Where there can be no lock, because of
    /// the file system or the folder, whoever writes there learns of it soon enough.
    pub fn take(folder: &Path) -> Result<Self, Locked> {
        let path = folder.join(FILE);
        let _ = fs::create_dir_all(folder);
        let open = File::options().read(true).write(true).create(true).truncate(false).open(path);
        let Ok(mut file) = open else { return Ok(Self { _file: None }) };
        match file.try_lock() {
            Ok(()) => {
                let now = format!("{:.0}", jiff::Timestamp::now());
                let _ = file.set_len(0);
                let _ = write!(file, "process {}, since {now}", std::process::id());
                Ok(Self { _file: Some(file) })
            }
            Err(TryLockError::WouldBlock) => Err(Locked::by(file, folder)),
            Err(TryLockError::Error(_)) => Ok(Self { _file: None }),
        }
    }

    /// Makes sure that no other program is writing into a folder just now, for those who
    /// only read it.
    ///
    /// # Errors
    /// [`Locked`], if another program has the lock.
    pub fn check(folder: &Path) -> Result<(), Locked> {
        let Ok(file) = File::open(folder.join(FILE)) else { return Ok(()) };
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Err(Locked::by(file, folder)),
            _ => Ok(()),
        }
    }
}

impl Locked {
    /// Whoever has the lock of `folder` has written its name into `file`.
    fn by(mut file: File, folder: &Path) -> Self {
        let mut process = String::new();
        let _ = file.rewind();
        let read = file.take(100).read_to_string(&mut process);
        let process = Some(process).filter(|process| read.is_ok() && !process.is_empty());
        Self { folder: folder.to_owned(), process }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("output");
        let first = FolderLock::take(&folder).unwrap();
        let error = FolderLock::take(&folder).unwrap_err().to_string();
        let process = format!("(process {}, since ", std::process::id());
        assert!(error.contains(&process) && error.contains("output"), "{error}");
        FolderLock::check(&folder).unwrap_err();
        drop(first);
        FolderLock::check(&folder).unwrap();
        FolderLock::take(&folder).unwrap();
    }

    /// Whoever was killed left the file behind, but no lock.
    #[test]
    fn the_file_alone_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        FolderLock::check(folder.path()).unwrap();
        fs::write(folder.path().join(FILE), "process 1, since 2031-04-05T06:07:08Z").unwrap();
        FolderLock::check(folder.path()).unwrap();
        FolderLock::take(folder.path()).unwrap();
    }
}
