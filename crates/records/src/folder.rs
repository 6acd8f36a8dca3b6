//! Whether a folder holds the results of a run and, if not, what to do about it; and paths in
//! the commands that messages propose.

use crate::lock::FolderLock;
use crate::writer::JsonlWriter;
use std::fmt;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// A folder that does not hold the results of a whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoResults {
    folder: PathBuf,
    problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Missing,
    Stopped,
    Running,
    Other(&'static str),
}

/// What every command that reads results needs. The first of them grows under another name.
const NEEDED: [&str; 2] = ["attributions.jsonl", "articles.jsonl"];

impl NoResults {
    /// # Errors
    /// If there is no such folder, or it lacks the attributions or the articles.
    pub fn check(folder: &Path) -> Result<(), Self> {
        let Some(lacking) = NEEDED.into_iter().find(|name| !folder.join(name).is_file()) else {
            return Ok(());
        };
        let problem = match JsonlWriter::part_of(&folder.join(NEEDED[0])).is_file() {
            _ if !folder.exists() => Problem::Missing,
            true if FolderLock::check(folder).is_err() => Problem::Running,
            true => Problem::Stopped,
            false => Problem::Other(lacking),
        };
        Err(Self { folder: folder.to_owned(), problem })
    }
}

impl fmt::Display for NoResults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (folder, typed) = (self.folder.display(), typed(&self.folder));
        match self.problem {
            Problem::Missing => {
                write!(f, "there is no folder {folder}; `sayso extract ARTICLES --output {typed}` makes it")
            }
            Problem::Stopped => {
                write!(f, "a run into {folder} was stopped; the same `sayso extract` command continues it")
            }
            Problem::Running => write!(f, "a run is writing to {folder}; wait until it has ended"),
            Problem::Other(lacking) => {
                write!(f, "{folder} is not an output folder of `sayso extract`: it has no {lacking}")?;
                if lacking == NEEDED[0] {
                    write!(f, "; if articles are there, `sayso extract {typed}` comes first")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for NoResults {}

/// A path as it is typed in a command: between quotation marks, if a shell would take it
/// apart.
///
/// ```
/// # use std::path::Path;
/// assert_eq!(records::typed(Path::new("corpus/wire")), "corpus/wire");
/// # if !cfg!(windows) {
/// assert_eq!(records::typed(Path::new("Ana’s exports")), "'Ana’s exports'");
/// assert_eq!(records::typed(Path::new("Ana's exports")), r"'Ana'\''s exports'");
/// # }
/// ```
pub fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "./_-+,=:@%".contains(c) || c == MAIN_SEPARATOR;
    match path.chars().all(is_plain) {
        true => path,
        false if cfg!(windows) => format!("\"{path}\""),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::NoResults;
    use crate::lock::FolderLock;

    #[test]
    fn what_to_do_about_it() {
        let folder = tempfile::tempdir().unwrap();
        let says = |words: &str| {
            let problem = NoResults::check(folder.path()).unwrap_err().to_string();
            assert!(problem.contains(words), "{problem}");
        };
        says("has no attributions.jsonl; if articles are there, `sayso extract ");
        std::fs::write(folder.path().join("attributions.jsonl.part"), "").unwrap();
        says("was stopped");
        let _running = FolderLock::take(folder.path()).unwrap();
        says("wait until it has ended");
    }
}
