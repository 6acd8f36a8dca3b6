//! Reads the results of a run again: one article after the other, each with its
//! attributions.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::convert::ArticleRecords;
use crate::folder::NoResults;
use crate::line::Line;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the articles and attributions of an output folder, an article at a time.
///
/// It only finds out which lines belong together; [`ArticleLines::parse`] does the
/// rest, on any thread. After an error the iteration ends.
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
    articles: JsonLines,
    attributions: JsonLines,
    /// An attribution that was read ahead: it is of the next article.
    ahead: Option<JsonLine>,
    failed: bool,
}

/// Results cannot be read; the message names the file and the line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(String);

/// The lines of one article.
#[derive(Clone, Debug)]
pub struct ArticleLines {
    article: JsonLine,
    attributions: Vec<JsonLine>,
}

/// A line, the file that it is from, and its number there, from 1.
#[derive(Clone, Debug)]
struct JsonLine {
    path: Arc<Path>,
    number: usize,
    text: String,
}

/// The fields that tell which lines belong together.
#[derive(serde::Deserialize)]
struct Ids<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    article: Option<Cow<'a, str>>,
}

impl Results {
    /// Opens the results in a folder.
    ///
    /// # Errors
    /// If the folder is missing, or lacks articles.jsonl or attributions.jsonl.
    pub fn open(folder: &Path) -> Result<Self, ReadError> {
        NoResults::check(folder).map_err(|problem| ReadError(problem.to_string()))?;
        Self::open_files(&folder.join("articles.jsonl"), &folder.join("attributions.jsonl"))
    }

    /// Opens results in two files, whatever their names: a line for each article, and one
    /// for each attribution.
    ///
    /// # Errors
    /// If one of them cannot be opened.
    pub fn open_files(articles: &Path, attributions: &Path) -> Result<Self, ReadError> {
        let open = |path: &Path| match File::open(path) {
            Ok(file) => Ok(JsonLines::new(path.to_owned(), file)),
            Err(cause) => Err(ReadError(format!("cannot read {}: {cause}", path.display()))),
        };
        let (articles, attributions) = (open(articles)?, open(attributions)?);
        Ok(Self { articles, attributions, ahead: None, failed: false })
    }

    /// Parses each line of a file of a run, such as `speakers.jsonl`; a file that does not
    /// exist has none.
    ///
    /// # Errors
    /// If it cannot be read, a line of it cannot be parsed.
    pub fn each_line<T: for<'a> Line<'a>>(path: &Path, mut take: impl FnMut(T)) -> Result<(), ReadError> {
        let file = match File::open(path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(cause) => return Err(ReadError(format!("cannot read {}: {cause}", path.display()))),
            Ok(file) => file,
        };
        let mut lines = JsonLines::new(path.to_owned(), file);
        while let Some(line) = lines.next()? {
            take(line.parse()?);
        }
        Ok(())
    }

    /// The line that was read ahead, or the next one.
    fn next_attribution(&mut self) -> Result<Option<JsonLine>, ReadError> {
        match self.ahead.take() {
            Some(line) => Ok(Some(line)),
            None => self.attributions.next(),
        }
    }

    fn next_article(&mut self) -> Result<Option<ArticleLines>, ReadError> {
        let mut attributions = Vec::new();
        let Some(article) = self.articles.next()? else {
            return match self.next_attribution()? {
                Some(line) => Err(line.wrong("its article is not in articles.jsonl, or not in this order")),
                None => Ok(None),
            };
        };
        let id = article.ids()?.id;
        while let Some(line) = self.next_attribution()? {
            if line.ids()?.article.as_deref() != Some(&*id) {
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
        let article = self.next_article().transpose();
        self.failed = matches!(article, Some(Err(_)));
        article
    }
}

impl ArticleLines {
    /// How many bytes these lines take in articles.jsonl and in attributions.jsonl,
    /// including their line breaks.
    pub fn sizes(&self) -> [u64; 2] {
        let attributions = self.attributions.iter().map(|line| line.text.len() as u64);
        [self.article.text.len() as u64, attributions.sum()]
    }

    /// The id of the article.
    ///
    /// # Errors
    /// If its line cannot be parsed.
    pub fn id(&self) -> Result<Cow<'_, str>, ReadError> {
        Ok(self.article.ids()?.id)
    }

    /// The line of articles.jsonl, with its line break.
    pub fn article_line(&self) -> &[u8] {
        self.article.text.as_bytes()
    }

    /// Parses the lines of attributions.jsonl, one after the other; each may fail.
    pub fn attributions(&self) -> impl Iterator<Item = Result<Attribution<'_>, ReadError>> {
        self.attributions.iter().map(JsonLine::parse)
    }

    /// The same, so many lines at a time.
    pub fn in_chunks(
        &self,
        lines: usize,
    ) -> impl Iterator<Item = impl Iterator<Item = Result<Attribution<'_>, ReadError>> + Send> {
        self.attributions.chunks(lines).map(|chunk| chunk.iter().map(JsonLine::parse))
    }

    /// Parses the lines.
    ///
    /// # Errors
    /// If one of them cannot be parsed.
    pub fn parse(&self) -> Result<ArticleRecords<'_>, ReadError> {
        let article: Article<'_> = self.article.parse()?;
        let attributions: Result<Vec<_>, _> = self.attributions().collect();
        Ok(ArticleRecords { article, attributions: attributions? })
    }
}

impl JsonLine {
    fn wrong(&self, problem: &str) -> ReadError {
        ReadError(format!("{}:{}: {problem}", self.path.display(), self.number))
    }

    fn parse<'a, T: Line<'a>>(&'a self) -> Result<T, ReadError> {
        T::from_json(self.text.as_bytes()).map_err(|error| self.wrong(&error.to_string()))
    }

    fn ids(&self) -> Result<Ids<'_>, ReadError> {
        serde_json::from_str(&self.text).map_err(|error| self.wrong(&error.to_string()))
    }
}

/// How many bytes of a file are read at once: a few articles, so that a large file
/// takes few calls to the system.
const BUFFER: usize = 1 << 18;

/// The lines of a file.
#[derive(Debug)]
struct JsonLines {
    path: Arc<Path>,
    number: usize,
    reader: BufReader<File>,
}

impl JsonLines {
    fn new(path: PathBuf, file: File) -> Self {
        Self { path: path.into(), number: 0, reader: BufReader::with_capacity(BUFFER, file) }
    }

    fn next(&mut self) -> Result<Option<JsonLine>, ReadError> {
        self.number += 1;
        let mut line = JsonLine { path: Arc::clone(&self.path), number: self.number, text: String::new() };
        match self.reader.read_line(&mut line.text) {
            Ok(read) => Ok((read > 0).then_some(line)),
            Err(error) => Err(line.wrong(&error.to_string())),
        }
    }
}
