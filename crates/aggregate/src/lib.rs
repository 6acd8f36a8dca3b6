//! What only the whole run knows: who speaks in several articles, and which
//! quotes and claims travel from one to the next.
//!
//! It reads the output records, whether a run has just made them or they come
//! from the files of an earlier one, in two steps. An [`Observer`] takes from
//! the records of one article what will be compared; it is shared, and threads
//! call it side by side. The one [`Aggregator`] gathers those [`Notes`] and
//! writes `speakers.jsonl` and `clusters.jsonl` at the end.
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
//! for (number, (article, attributions)) in articles.iter().enumerate() {
//!     aggregator.add(&observer.notes(number as u64, article, attributions))?;
//! }
//! let summary = aggregator.finish()?;
//! assert_eq!((summary.speakers, summary.clusters), (0, 0));
//! assert!(output.join("speakers.jsonl").exists() && output.join("clusters.jsonl").exists());
//! # Ok::<(), aggregate::Error>(())
//! ```

mod clusters;
mod fields;
mod fold;
mod sort;
mod speakers;
mod tally;

use fields::Frames;
use fold::Names;
use lexicon::Lexicon;
use records::{Article, Attribution, JsonlWriter, Speaker};
use sort::{Sorted, Sorter};
use std::io;
use std::path::{Path, PathBuf};

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
}

/// What is compared of one article's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    speakers: Frames,
    contents: Frames,
    unnamed: u64,
}

impl Observer {
    /// The titles and legal forms that names are compared without come from the
    /// word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { names: Names::new(lexicon) }
    }

    /// Notes on one article. `number` is its place in the input.
    pub fn notes(&self, number: u64, article: &Article<'_>, attributions: &[Attribution<'_>]) -> Notes {
        let mut notes = Notes::default();
        notes.unnamed = speakers::note(&self.names, number, article, attributions, &mut notes.speakers);
        clusters::note(number, article, attributions, &mut notes.contents);
        notes
    }
}

/// Gathers notes and writes `speakers.jsonl` and `clusters.jsonl`.
#[derive(Debug)]
pub struct Aggregator {
    folder: PathBuf,
    settings: Settings,
    speakers: Sorter,
    contents: Sorter,
    unnamed: u64,
}

impl Aggregator {
    /// `folder` takes the files, and those for sorting meanwhile.
    pub fn new(folder: &Path, settings: Settings) -> Self {
        // At the end each of the two is merged into another.
        let sorter = || Sorter::new(folder, settings.memory / 4);
        let (speakers, contents) = (sorter(), sorter());
        Self { folder: folder.to_owned(), settings, speakers, contents, unnamed: 0 }
    }

    /// Takes in the notes on one article. Articles may come in any order.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn add(&mut self, notes: &Notes) -> Result<(), Error> {
        self.unnamed += notes.unnamed;
        let taken = (notes.speakers.iter().try_for_each(|(key, value)| self.speakers.push(key, value)))
            .and_then(|()| notes.contents.iter().try_for_each(|(key, value)| self.contents.push(key, value)));
        taken.map_err(sorting(&self.folder))
    }

    /// Writes the files, side by side where there are two threads to do it.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn finish(self) -> Result<Summary, Error> {
        let Self { folder, settings, speakers, contents, unnamed } = self;
        let lines = || Sorter::new(&folder, settings.memory / 4);
        let mut top_speakers = Vec::new();
        let (speakers, clusters) = rayon::join(
            || {
                let mut lines = lines();
                let unnamed = speakers.finish().and_then(|mut notes| speakers::join(&mut notes, &mut lines));
                let unnamed = unnamed.map_err(sorting(&folder))?;
                let count = write(&folder, "speakers.jsonl", lines, |line| {
                    if top_speakers.len() < settings.top {
                        top_speakers.extend(serde_json::from_slice::<Speaker>(line));
                    }
                })?;
                Ok::<_, Error>((count, unnamed))
            },
            || {
                let mut lines = lines();
                let joined = contents.finish().and_then(|mut notes| clusters::join(&mut notes, &mut lines));
                joined.map_err(sorting(&folder))?;
                write(&folder, "clusters.jsonl", lines, |_| ())
            },
        );
        let ((speakers, not_proper), clusters) = (speakers?, clusters?);
        Ok(Summary { speakers, unnamed_speakers: unnamed + not_proper, clusters, top_speakers })
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
