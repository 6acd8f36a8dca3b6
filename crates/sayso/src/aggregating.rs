//! Results of several runs → what they have in common.

use crate::extract::Error;
use crate::in_order::in_order;
use crate::{Lexicon, ThreadsError};
use aggregate::{Aggregator, Notes, Observer};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Which results to join, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregation {
    /// Output folders of [`extract`](crate::extract()), in any order.
    pub runs: Vec<PathBuf>,
    /// The folder for what they have in common; may be one of the runs.
    pub output: PathBuf,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// A folder with word lists of the user's own.
    pub lexicon: Option<PathBuf>,
    /// A file in which the user says who is who.
    pub identities: Option<PathBuf>,
}

/// What was joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aggregated {
    /// Articles read.
    pub articles: u64,
    /// Quotes and claims read.
    pub attributions: u64,
    /// What was written.
    pub summary: aggregate::Summary,
}

/// Writes what one run over the input of all `runs` would have written of
/// speakers, clusters, copies and the summary, byte for byte.
///
/// # Errors
/// If a folder holds no results or broken ones, if an article stands in two of
/// them, or if the results cannot be written.
pub fn aggregate(settings: &Aggregation) -> Result<Aggregated, Error> {
    let mut lexicon = Lexicon::embedded();
    if let Some(folder) = &settings.lexicon {
        lexicon.extend_from(folder)?;
    }
    let mut observer = Observer::new(&lexicon);
    if let Some(path) = &settings.identities {
        observer = observer.with_identities(path)?;
    }
    let runs = settings.runs.iter().map(|folder| Results::open(folder)).collect::<Result<Vec<_>, _>>()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.jobs.get())
        .build()
        .map_err(|cause| ThreadsError::new(settings.jobs, cause))?;
    let mut aggregator = Aggregator::new(&settings.output, aggregate::Settings::default());
    let mut aggregated = Aggregated::default();
    in_order(
        &pool,
        runs.into_iter().flatten(),
        || (),
        |(), batch| notes(&observer, batch?),
        |notes: Result<Vec<(Notes, usize)>, Error>| {
            for (notes, attributions) in notes? {
                aggregated.articles += 1;
                aggregated.attributions += attributions as u64;
                aggregator.add(&notes)?;
            }
            Ok::<_, Error>(())
        },
    )?;
    aggregated.summary = pool.install(|| aggregator.finish())?;
    Ok(aggregated)
}

fn notes(observer: &Observer, batch: Batch) -> Result<Vec<(Notes, usize)>, Error> {
    let mut attributions = batch.attributions.lines.iter().enumerate().peekable();
    let mut notes = Vec::with_capacity(batch.articles.lines.len());
    for (index, line) in batch.articles.lines.iter().enumerate() {
        let article: records::Article<'_> = batch.articles.parse(index, line)?;
        let mut found = Vec::new();
        while let Some((index, line)) = attributions.peek() {
            let attribution: records::Attribution<'_> = batch.attributions.parse(*index, line)?;
            if attribution.article != article.id {
                break;
            }
            found.push(attribution);
            attributions.next();
        }
        notes.push((observer.notes(&article, &found), found.len()));
    }
    match attributions.next() {
        Some((index, _)) => {
            Err(batch.attributions.wrong(index, "its article is not in articles.jsonl, or not in this order"))
        }
        None => Ok(notes),
    }
}

/// The results of one run, as they are read.
struct Results {
    articles: Lines,
    attributions: Lines,
    /// The first attribution of an article that is not yet read.
    ahead: Option<String>,
    failed: bool,
}

/// Some articles with all of their attributions.
struct Batch {
    articles: Numbered,
    attributions: Numbered,
}

/// Lines of a file and where they stand in it.
struct Numbered {
    path: PathBuf,
    first: usize,
    lines: Vec<String>,
}

/// How many articles to a batch.
const BATCH: usize = 64;

impl Results {
    fn open(folder: &Path) -> Result<Self, Error> {
        let open = |name: &str| {
            let path = folder.join(name);
            match File::open(&path) {
                Ok(file) => Ok(Lines { path, number: 0, reader: BufReader::with_capacity(1 << 18, file) }),
                Err(cause) => Err(Error::Results(format!(
                    "{} is no output of sayso extract: {name}: {cause}",
                    folder.display()
                ))),
            }
        };
        let (articles, attributions) = (open("articles.jsonl")?, open("attributions.jsonl")?);
        Ok(Self { articles, attributions, ahead: None, failed: false })
    }

    fn next_attribution(&mut self) -> Result<Option<String>, Error> {
        self.ahead.take().map_or_else(|| self.attributions.next(), |line| Ok(Some(line)))
    }

    fn batch(&mut self) -> Result<Option<Batch>, Error> {
        let mut articles =
            Numbered { path: self.articles.path.clone(), first: self.articles.number, lines: Vec::new() };
        let mut attributions = Numbered {
            path: self.attributions.path.clone(),
            first: self.attributions.number - usize::from(self.ahead.is_some()),
            lines: Vec::new(),
        };
        while articles.lines.len() < BATCH
            && let Some(line) = self.articles.next()?
        {
            let id = Id::of(&line)
                .map_err(|e| articles.wrong(articles.lines.len(), &e.to_string()))?
                .id
                .into_owned();
            articles.lines.push(line);
            while let Some(line) = self.next_attribution()? {
                let found = Id::of(&line)
                    .map_err(|e| attributions.wrong(attributions.lines.len(), &e.to_string()))?;
                if found.article.as_deref() != Some(&*id) {
                    self.ahead = Some(line);
                    break;
                }
                attributions.lines.push(line);
            }
        }
        if articles.lines.is_empty() {
            let left = self.next_attribution()?;
            return match left {
                Some(_) => {
                    Err(attributions.wrong(0, "its article is not in articles.jsonl, or not in this order"))
                }
                None => Ok(None),
            };
        }
        Ok(Some(Batch { articles, attributions }))
    }
}

impl Iterator for Results {
    type Item = Result<Batch, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let batch = self.batch().transpose();
        self.failed = matches!(batch, Some(Err(_)));
        batch
    }
}

/// What tells which lines belong together.
#[derive(serde::Deserialize)]
struct Id<'a> {
    #[serde(borrow)]
    id: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    article: Option<std::borrow::Cow<'a, str>>,
}

impl<'a> Id<'a> {
    fn of(line: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }
}

struct Lines {
    path: PathBuf,
    number: usize,
    reader: BufReader<File>,
}

impl Lines {
    fn next(&mut self) -> Result<Option<String>, Error> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line);
        let read =
            read.map_err(|e| Error::Results(format!("{}:{}: {e}", self.path.display(), self.number + 1)))?;
        self.number += usize::from(read > 0);
        Ok((read > 0).then_some(line))
    }
}

impl Numbered {
    fn wrong(&self, index: usize, problem: &str) -> Error {
        Error::Results(format!("{}:{}: {problem}", self.path.display(), self.first + index + 1))
    }

    fn parse<'a, T: serde::Deserialize<'a>>(&self, index: usize, line: &'a str) -> Result<T, Error> {
        serde_json::from_str(line).map_err(|e| self.wrong(index, &e.to_string()))
    }
}
