//! What only the whole run knows: who speaks in several articles, and which
//! quotes and claims travel from one to the next.
//!
//! It reads the output records, whether a run has just made them or they come
//! from the files of an earlier one, in two steps. An [`Observer`] takes from
//! the records of one article what will be compared; it is shared, and threads
//! call it side by side. The one [`Aggregator`] gathers those [`Notes`] and
//! writes `speakers.jsonl`, `clusters.jsonl`, `copies.jsonl` and the summary at
//! the end.
//!
//! Memory stays within a budget however many articles there are: notes that
//! exceed it are sorted on disk, in files without a name that vanish with the
//! program, however it ends. What is written depends neither on the budget nor
//! on the order in which the notes arrive.
//!
//! ```
//! use aggregate::{Aggregator, Observer, Settings};
//!
//! # let folder = tempfile::tempdir().unwrap();
//! # let output = folder.path();
//! let observer = Observer::new(&lexicon::Lexicon::embedded());
//! let mut aggregator = Aggregator::new(output, Settings::default());
//! let articles: &[(records::Article, Vec<records::Attribution>)] = &[];
//! for (article, attributions) in articles {
//!     aggregator.add(&observer.notes(article, attributions))?;
//! }
//! let summary = aggregator.finish()?;
//! assert_eq!((summary.speakers, summary.clusters), (0, 0));
//! assert!(output.join("speakers.jsonl").exists() && output.join("clusters.jsonl").exists());
//! # Ok::<(), aggregate::Error>(())
//! ```

mod clusters;
mod components;
mod copies;
mod differences;
mod fields;
mod fold;
mod gist;
mod identities;
mod namesakes;
mod near;
mod pins;
mod sort;
mod speakers;
mod spool;
mod summary;
mod tally;

use fields::Frames;
use fold::Names;
use gist::Gists;
use lexicon::{Lexicon, Reads};
use pins::Pins;
use records::{Article, Attribution, JsonlWriter, Speaker};
use sort::{Sorted, Sorter};
use std::io;
use std::path::{Path, PathBuf};
use summary::MostQuoted;

/// The files that are written.
pub const FILES: [&str; 5] =
    ["speakers.jsonl", "clusters.jsonl", "copies.jsonl", "summary.csv", "summary.json"];

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    gist::READS.into_iter().chain(fold::READS)
}

/// How to aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many bytes to hold in memory before sorting on disk. The largest
    /// single line of output comes on top.
    pub memory: usize,
    /// How many speakers to return in [`Summary::top_speakers`].
    pub top: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { memory: 256 << 20, top: 10 }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Lines of `speakers.jsonl`.
    pub speakers: u64,
    /// Speakers within articles that no line of `speakers.jsonl` joins, since
    /// nothing tells "a police spokesman" here from the one elsewhere.
    pub unnamed_speakers: u64,
    /// Lines of `clusters.jsonl`.
    pub clusters: u64,
    /// Lines of `copies.jsonl`.
    pub copies: u64,
    /// The first lines of `speakers.jsonl`: those quoted most.
    pub top_speakers: Vec<Speaker>,
}

/// Aggregation failed; the message names the file or folder.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Output(records::Error),
    #[error("cannot sort in {}: {cause}", folder.display())]
    Sort { folder: PathBuf, cause: io::Error },
    #[error("{0}")]
    Pins(String),
    #[error(
        "article “{id}” stands twice: in {first} and in {second}; leave one out, or extract again with names of their own in corpus.toml"
    )]
    Twice { id: String, first: String, second: String },
}

impl Error {
    pub(crate) fn pins(path: &Path, line: Option<usize>, problem: &str) -> Self {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        Self(Kind::Pins(format!("{}{line}: {problem}", path.display())))
    }

    pub(crate) fn twice(id: &str, first: &str, second: &str) -> Self {
        let (id, first, second) = (id.to_owned(), first.to_owned(), second.to_owned());
        Self(Kind::Twice { id, first, second })
    }
}

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Self {
        Self(Kind::Output(error))
    }
}

/// Takes from the records of an article what is compared across articles.
#[derive(Clone, Debug)]
pub struct Observer {
    names: Names,
    gists: Gists,
    pins: Pins,
}

/// What is compared of one article's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    article: Frames,
    speakers: Frames,
    contents: Frames,
    summary: Frames,
    unnamed: u64,
}

impl Observer {
    /// The titles and legal forms that names are compared without come from the
    /// word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { names: Names::new(lexicon), gists: Gists::new(lexicon), pins: Pins::default() }
    }

    /// With what the user knows about who is who: a file whose lines have a
    /// name, the identity that it stands for, and, where that depends, words
    /// that the role, the outlet or the article's id must hold, parted by tabs.
    /// Those of one identity are one, and nobody else is.
    ///
    /// # Errors
    /// If the file cannot be read or a line in it is not like that.
    pub fn with_identities(self, path: &Path) -> Result<Self, Error> {
        Ok(Self { pins: Pins::read(path)?, ..self })
    }

    /// Notes on one article.
    pub fn notes(&self, article: &Article<'_>, attributions: &[Attribution<'_>]) -> Notes {
        let mut notes = Notes::default();
        copies::note(article, &mut notes.article);
        notes.unnamed =
            speakers::note(&self.gists, &self.names, &self.pins, article, attributions, &mut notes.speakers);
        clusters::note(&self.gists, &self.names, article, attributions, &mut notes.contents);
        summary::note(article, attributions, &mut notes.summary);
        notes
    }
}

/// Gathers notes and writes the files named in [`FILES`].
#[derive(Debug)]
pub struct Aggregator {
    folder: PathBuf,
    settings: Settings,
    articles: Sorter,
    speakers: Sorter,
    contents: Sorter,
    summary: Sorter,
    unnamed: u64,
}

impl Aggregator {
    /// `folder` takes the files, and those for sorting meanwhile.
    pub fn new(folder: &Path, settings: Settings) -> Self {
        let sorter = |share| Sorter::new(folder, settings.memory / share);
        let (articles, speakers, contents, summary) = (sorter(8), sorter(8), sorter(8), sorter(32));
        Self { folder: folder.to_owned(), settings, articles, speakers, contents, summary, unnamed: 0 }
    }

    /// Takes in the notes on one article. Articles may come in any order.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn add(&mut self, notes: &Notes) -> Result<(), Error> {
        self.unnamed += notes.unnamed;
        let mut parts = [
            (&notes.article, &mut self.articles),
            (&notes.speakers, &mut self.speakers),
            (&notes.contents, &mut self.contents),
            (&notes.summary, &mut self.summary),
        ];
        let taken = parts.iter_mut().try_for_each(|(notes, sorter)| {
            notes.iter().try_for_each(|(key, value)| sorter.push(key, value))
        });
        taken.map_err(sorting(&self.folder))
    }

    /// Writes the files, side by side where there are two threads to do it.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn finish(self) -> Result<Summary, Error> {
        let Self { folder, settings, articles, mut speakers, mut contents, mut summary, unnamed } = self;
        for sorter in [&mut speakers, &mut contents, &mut summary] {
            sorter.set_aside().map_err(sorting(&folder))?;
        }
        // Two work side by side, each with half of it in sorters that overlap.
        let memory = settings.memory / 4;
        let lines = || Sorter::new(&folder, memory / 4);
        let mut copies = lines();
        let originals = copies::join(articles, &folder, memory, &mut copies)?;
        let copies = write(&folder, "copies.jsonl", copies, |_| ())?;
        let (mut top_speakers, mut most_quoted) = (Vec::new(), MostQuoted::default());
        let (speakers, clusters) = rayon::join(
            || {
                let mut lines = lines();
                let unnamed =
                    speakers::join(speakers, &originals, &folder, memory, &mut most_quoted, &mut lines)
                        .map_err(sorting(&folder))?;
                let count = write(&folder, "speakers.jsonl", lines, |line| {
                    if top_speakers.len() < settings.top {
                        top_speakers.extend(serde_json::from_slice::<Speaker>(line));
                    }
                })?;
                Ok::<_, Error>((count, unnamed))
            },
            || {
                let mut lines = lines();
                clusters::join(contents, &originals, &folder, memory, &mut lines)
                    .map_err(sorting(&folder))?;
                write(&folder, "clusters.jsonl", lines, |_| ())
            },
        );
        let ((speakers, not_proper), clusters) = (speakers?, clusters?);
        summary::write(summary, most_quoted, &folder)?;
        let unnamed_speakers = unnamed + not_proper;
        Ok(Summary { speakers, unnamed_speakers, clusters, copies, top_speakers })
    }
}

/// Writes lines in the order of their keys; returns how many there were.
fn write(folder: &Path, name: &str, lines: Sorter, mut each: impl FnMut(&[u8])) -> Result<u64, Error> {
    let mut lines: Sorted = lines.finish().map_err(sorting(folder))?;
    let mut writer = JsonlWriter::create(&folder.join(name))?;
    let mut count = 0;
    while let Some((_, line)) = lines.next().map_err(sorting(folder))? {
        each(line);
        writer.write_lines(line)?;
        writer.write_lines(b"\n")?;
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}

fn sorting(folder: &Path) -> impl Fn(io::Error) -> Error {
    let folder = folder.to_owned();
    move |cause| Error(Kind::Sort { folder: folder.clone(), cause })
}
