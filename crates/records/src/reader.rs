//! The results of a run, read again: one article after the other, each with its
//! attributions.

use crate::{Article, Attribution};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the articles and attributions of an output folder, an article at a time.
///
/// Only finds out which lines belong together; [`ArticleLines::parse`] does the
/// rest, on whatever thread. After an error there is nothing more.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # for name in ["articles.jsonl", "attributions.jsonl"] {
/// #     std::fs::write(folder.path().join(name), "").unwrap();
/// # }
/// for lines in records::Results::open(folder.path())? {
///     let lines = lines?;
///     let records = lines.parse()?;
///     assert_eq!(records.attributions.len(), records.article.counts.attributions);
/// }
/// assert!(records::Results::open("no/such/folder".as_ref()).is_err());
/// # Ok::<(), records::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Results {
    articles: Lines,
    attributions: Lines,
    /// The first attribution of an article that is not yet read.
    ahead: Option<Line>,
    failed: bool,
}

/// Results cannot be read; the message names the file and the line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(String);

/// The lines of one article.
#[derive(Clone, Debug)]
pub struct ArticleLines {
    article: Line,
    attributions: Vec<Line>,
}

/// A line and where it stands.
#[derive(Clone, Debug)]
struct Line {
    path: Arc<Path>,
    number: usize,
    text: String,
}

/// What tells which lines belong together.
#[derive(serde::Deserialize)]
struct Id<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    article: Option<Cow<'a, str>>,
}

impl Results {
    /// The results in a folder.
    ///
    /// # Errors
    /// If there are none.
    pub fn open(folder: &Path) -> Result<Self, ReadError> {
        let open = |name: &str| {
            let path = folder.join(name);
            match File::open(&path) {
                Ok(file) => Ok(Lines::new(path, file)),
                Err(cause) => {
                    let folder = folder.display();
                    Err(ReadError(format!("{folder} is no output of sayso extract: {name}: {cause}")))
                }
            }
        };
        let (articles, attributions) = (open("articles.jsonl")?, open("attributions.jsonl")?);
        Ok(Self { articles, attributions, ahead: None, failed: false })
    }

    fn article(&mut self) -> Result<Option<ArticleLines>, ReadError> {
        let mut attributions = Vec::new();
        let Some(article) = self.articles.next()? else {
            return match self.ahead.take().map_or_else(|| self.attributions.next(), |line| Ok(Some(line)))? {
                Some(line) => Err(line.wrong("its article is not in articles.jsonl, or not in this order")),
                None => Ok(None),
            };
        };
        let id = article.parse::<Id<'_>>()?.id;
        while let Some(line) = self.ahead.take().map_or_else(|| self.attributions.next(), |l| Ok(Some(l)))? {
            if line.parse::<Id<'_>>()?.article.as_deref() != Some(&*id) {
                self.ahead = Some(line);
                break;
            }
            attributions.push(line);
        }
        drop(id);
        Ok(Some(ArticleLines { article, attributions }))
    }
}

impl Iterator for Results {
    type Item = Result<ArticleLines, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let article = self.article().transpose();
        self.failed = matches!(article, Some(Err(_)));
        article
    }
}

impl ArticleLines {
    /// How many bytes they have in their files, articles.jsonl and attributions.jsonl.
    pub fn sizes(&self) -> [u64; 2] {
        let attributions = self.attributions.iter().map(|line| line.text.len() as u64);
        [self.article.text.len() as u64, attributions.sum()]
    }

    /// The id of the article.
    ///
    /// # Errors
    /// If its line is broken.
    pub fn id(&self) -> Result<Cow<'_, str>, ReadError> {
        Ok(self.article.parse::<Id<'_>>()?.id)
    }

    /// The records in these lines.
    ///
    /// # Errors
    /// If one of them is broken.
    pub fn parse(&self) -> Result<crate::ArticleRecords<'_>, ReadError> {
        let article: Article<'_> = self.article.parse()?;
        let attributions: Result<Vec<Attribution<'_>>, _> =
            self.attributions.iter().map(Line::parse).collect();
        Ok(crate::ArticleRecords { article, attributions: attributions? })
    }
}

impl Line {
    fn wrong(&self, problem: &str) -> ReadError {
        ReadError(format!("{}:{}: {problem}", self.path.display(), self.number))
    }

    fn parse<'a, T: serde::Deserialize<'a>>(&'a self) -> Result<T, ReadError> {
        serde_json::from_str(&self.text).map_err(|error| self.wrong(&error.to_string()))
    }
}

/// The lines of a file.
#[derive(Debug)]
struct Lines {
    path: Arc<Path>,
    number: usize,
    reader: BufReader<File>,
}

impl Lines {
    fn new(path: PathBuf, file: File) -> Self {
        Self { path: path.into(), number: 0, reader: BufReader::with_capacity(1 << 18, file) }
    }

    fn next(&mut self) -> Result<Option<Line>, ReadError> {
        self.number += 1;
        let mut line = Line { path: Arc::clone(&self.path), number: self.number, text: String::new() };
        match self.reader.read_line(&mut line.text) {
            Ok(read) => Ok((read > 0).then_some(line)),
            Err(error) => Err(line.wrong(&error.to_string())),
        }
    }
}
