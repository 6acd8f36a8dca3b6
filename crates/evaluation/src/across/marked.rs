//! The format of gold: a folder of `.marked` files, one for each event that several
//! outlets report.
//!
//! ```text
//! == Coast Mail | 2031-03-04
//! Ferry delayed by goat
//! “{aduba goat|The goat would not move,}” said Ines Aduba.
//! ```
//!
//! A line that starts with `==` begins an article with its outlet and date; the next
//! line is its headline. `{SPEAKER QUOTE|…}` marks what somebody said: quotes of one
//! speaker with one label are versions of one quote, and `-` is a speaker without a
//! name or a quote without other versions.

use crate::error::{Error, Problem};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// An article of the gold standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkedArticle {
    /// `EVENT/N`: the name of the file, and N from 1.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// The day, as in `2031-03-04`.
    pub date: String,
    /// The headline.
    pub title: String,
    /// The text below it, without the marks.
    pub text: String,
    /// What is marked in it, in order.
    #[serde(skip)]
    pub(super) marks: Vec<Mark>,
}

/// What somebody said, and who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The label of the speaker; `None` for one without a name.
    pub(super) speaker: Option<String>,
    /// The labels of speaker and quote; `None` for a quote without other versions.
    pub(super) quote: Option<String>,
    /// In code points of the text.
    pub(super) span: (usize, usize),
}

/// Whether a folder has gold of this kind.
pub fn is_gold(path: &Path) -> bool {
    marked_files(path).is_ok_and(|files| !files.is_empty())
}

fn marked_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "marked") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the articles of a folder of `.marked` files.
///
/// # Errors
/// If the folder or a file cannot be read, or a line is malformed.
pub fn gold(folder: &Path) -> Result<Vec<MarkedArticle>, Error> {
    let mut articles = Vec::new();
    for path in marked_files(folder).map_err(|e| Error::new(folder, None, e))? {
        let event = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let contents = std::fs::read_to_string(&path).map_err(|e| Error::new(&path, None, e))?;
        let first = articles.len();
        let mut lines = contents.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            let wrong = |problem| Error::new(&path, Some(index + 1), Problem::Marked(problem));
            if let Some(head) = line.strip_prefix("== ") {
                let (outlet, date) = head.split_once(" | ").ok_or_else(|| wrong("no “OUTLET | DATE”"))?;
                articles.push(MarkedArticle {
                    id: format!("{event}/{}", articles.len() - first + 1),
                    outlet: outlet.to_owned(),
                    date: date.to_owned(),
                    title: lines.next().map_or("", |(_, title)| title).to_owned(),
                    text: String::new(),
                    marks: Vec::new(),
                });
            } else {
                let article = articles[first..].last_mut().ok_or_else(|| wrong("no article begins above"))?;
                article.push_line(line).map_err(wrong)?;
            }
        }
    }
    Ok(articles)
}

impl MarkedArticle {
    /// Appends a line of the text; takes the marks out of it.
    fn push_line(&mut self, line: &str) -> Result<(), &'static str> {
        let mut rest = line;
        while let Some((before, marked)) = rest.split_once('{') {
            self.text.push_str(before);
            let (labels, marked) = marked.split_once('|').ok_or("a mark without “|”")?;
            let (content, after) = marked.split_once('}').ok_or("a mark without “}”")?;
            let (speaker, quote) = labels.split_once(' ').ok_or("a mark without two labels")?;
            let named = |label: &str| (label != "-").then(|| label.to_owned());
            let start = self.text.chars().count();
            self.text.push_str(content);
            self.marks.push(Mark {
                speaker: named(speaker),
                quote: named(quote).map(|quote| format!("{speaker} {quote}")),
                span: (start, start + content.chars().count()),
            });
            rest = after;
        }
        self.text.push_str(rest);
        self.text.push('\n');
        Ok(())
    }
}
