//! What can be wrong with gold and prediction files.

use std::fmt;
use std::path::{Path, PathBuf};

/// Something in a gold or prediction file that cannot be used, and where.
///
/// Printed as `mill.ann:7: T3: span 10-400 does not fit a text of 380`.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {problem}", path.display(), LineSuffix(*line))]
pub struct Error {
    path: PathBuf,
    line: Option<usize>,
    problem: Problem,
}

impl Error {
    pub(crate) fn new(path: &Path, line: Option<usize>, problem: impl Into<Problem>) -> Self {
        Self { path: path.to_owned(), line, problem: problem.into() }
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The line in it, counted from 1; `None` if it is about the whole file.
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

/// `:7` after a path; nothing without a line.
struct LineSuffix(Option<usize>);

impl fmt::Display for LineSuffix {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        self.0.map_or(Ok(()), |line| write!(out, ":{line}"))
    }
}

/// What is wrong; its text is the message.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{}", JsonProblem(.0))]
    Json(#[from] serde_json::Error),
    #[error("id {0:?} occurs twice")]
    Twice(String),
    #[error("{part}: span {start}-{end} does not fit a text of {length} characters")]
    Outside { part: String, start: usize, end: usize, length: usize },
    #[error("{0}: span {1}-{2} begins before the one before it ends")]
    Order(String, usize, usize),
    #[error("{0:?} has no \"text\"")]
    NoText(String),
    #[error("{0:?} is not in the gold standard")]
    NotInGold(String),
    #[error("{0:?} is in the gold standard but has no line here")]
    NotPredicted(String),
    #[error("the text of {0:?} is not the gold text: they differ in line {1}")]
    OtherText(String, usize),
    #[error("article {0:?} has no line in articles.jsonl")]
    UnknownArticle(String),
    #[error("holds neither brat pairs (NAME.txt and NAME.ann) nor gold.jsonl or attributions.jsonl")]
    Nothing,
    #[error("holds results, not gold; `sayso eval --decisions` measures them by what people decided")]
    Results,
    #[error("no task in it has annotations that count")]
    NoAnnotations,
    #[error("has no {0} beside it")]
    Unpaired(String),
    #[error("{0}: no such span in this file")]
    UnknownSpan(String),
    #[error("not an article with marks: {0}")]
    Marked(&'static str),
    #[error("not a brat annotation: {0}")]
    Brat(String),
}

/// A JSON error without its line number: a line is parsed by itself, so that would
/// always be 1.
struct JsonProblem<'a>(&'a serde_json::Error);

impl fmt::Display for JsonProblem<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let message = self.0.to_string();
        let (problem, _) = message.rsplit_once(" at line ").unwrap_or((&message, ""));
        if self.0.is_syntax() || self.0.is_eof() {
            out.write_str("not valid JSON: ")?;
        }
        write!(out, "{problem} (column {})", self.0.column())
    }
}
