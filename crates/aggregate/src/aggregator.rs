//! The second step: from the notes on all articles to the files.

use crate::copies::Originals;
use crate::error::{Error, sorting};
use crate::identities::Identities;
use crate::observer::{Notes, Observer};
use crate::speakers::{Rarity, SpeakerOutput};
use crate::storage::{Pairs, Scratch, Share, Sorter, put_ordinal};
use crate::summary::{MostQuoted, csv_line};
use crate::wording::{NameWords, Vocabulary};
use crate::{clusters, copies, speakers, summary};
use records::{JsonlWriter, Line, Speaker, SpeakerRow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names of the files that are written.
pub const FILES: [&str; 6] =
    ["speakers.jsonl", "speakers.csv", "clusters.jsonl", "copies.jsonl", "summary.csv", "summary.json"];

// How the memory is divided.

/// Each of the notes on articles, speakers and contents may take an eighth while
/// they are gathered; what speakers and contents hold then stays until they are
/// joined.
const NOTES: Share = Share(1, 8);

/// The notes for the summary are small.
const SUMMARY_NOTES: Share = Share(1, 32);

/// What one join may take. Speakers and clusters are joined side by side, and in
/// each, one sorter is read while the next is filled, which takes as much again.
const JOIN: Share = Share(1, 4);

/// The lines that a join makes, as a share of its memory.
const LINES: Share = Share(1, 4);

/// The identities of the speakers within articles, and the rows of the table, each as a
/// share of that memory.
const IDENTITIES: Share = Share(1, 8);

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
    /// 256 MiB, and ten speakers.
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

/// Gathers notes and writes the files named in [`FILES`].
#[derive(Debug)]
pub struct Aggregator {
    folder: PathBuf,
    settings: Settings,
    vocabulary: Arc<Vocabulary>,
    rarity: Rarity,
    articles: Sorter,
    speakers: Sorter,
    contents: Sorter,
    summary: Sorter,
    unnamed: u64,
    /// The columns of authority files.
    columns: Vec<String>,
    /// How many articles have been added.
    added: u64,
}

impl Aggregator {
    /// `observer` is the one that takes the notes. `folder` takes the files, and until then the temporary ones for sorting. It is
    /// created when something is written.
    pub fn new(observer: &Observer, folder: &Path, settings: Settings) -> Self {
        let scratch = Scratch::new(folder, settings.memory);
        Self {
            folder: folder.to_owned(),
            vocabulary: Arc::clone(&observer.vocabulary),
            rarity: Rarity::new(),
            articles: scratch.sorter(NOTES),
            speakers: scratch.sorter(NOTES),
            contents: scratch.sorter(NOTES),
            summary: scratch.sorter(SUMMARY_NOTES),
            unnamed: 0,
            columns: observer.authority.columns(),
            added: 0,
            settings,
        }
    }

    /// Takes in the notes on one article. Articles may come in any order, which is also
    /// that of the [`Identities`].
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn add(&mut self, notes: &Notes) -> Result<(), Error> {
        self.unnamed += notes.unnamed;
        self.rarity.add(&notes.things);
        let mut note = Vec::new();
        for (key, value) in notes.speakers.iter() {
            note.clear();
            note.extend_from_slice(value);
            // Where the article stands among all, which says nothing of the speaker.
            put_ordinal(&mut note, self.added);
            self.speakers.push(key, &note).map_err(sorting(&self.folder))?;
        }
        self.added += 1;
        let mut kinds = [
            (&notes.article, &mut self.articles),
            (&notes.contents, &mut self.contents),
            (&notes.summary, &mut self.summary),
        ];
        let add = |(notes, sorter): &mut (&Pairs, &mut Sorter)| {
            notes.iter().try_for_each(|(key, value)| sorter.push(key, value))
        };
        kinds.iter_mut().try_for_each(add).map_err(sorting(&self.folder))
    }

    /// Writes the files, side by side where there are two threads to do it. The second
    /// result says which line of `speakers.jsonl` the speakers within articles are.
    ///
    /// # Errors
    /// If they cannot be written, or if two articles have one id.
    pub fn finish(self) -> Result<(Summary, Identities), Error> {
        let Self {
            folder,
            settings,
            vocabulary,
            rarity,
            articles,
            mut speakers,
            mut contents,
            mut summary,
            unnamed,
            columns,
            ..
        } = self;
        for sorter in [&mut speakers, &mut contents, &mut summary] {
            sorter.set_aside().map_err(sorting(&folder))?;
        }
        let scratch = Scratch::new(&folder, settings.memory).part(JOIN);
        let (originals, copies) = write_copies(articles, scratch)?;
        let (speakers, clusters) = rayon::join(
            || {
                let known = (rarity, &vocabulary.name_words);
                write_speakers(speakers, &originals, known, columns, scratch, settings.top)
            },
            || write_clusters(contents, &originals, scratch),
        );
        let (speakers, clusters) = (speakers?, clusters?);
        summary::write(summary, speakers.most_quoted, &folder)?;
        let summary = Summary {
            speakers: speakers.count,
            unnamed_speakers: unnamed + speakers.not_proper,
            clusters,
            copies,
            top_speakers: speakers.top,
        };
        Ok((summary, speakers.identities))
    }
}

/// Returns which articles are copies, and the number of lines.
fn write_copies(notes: Sorter, scratch: Scratch<'_>) -> Result<(Originals, u64), Error> {
    let mut lines = scratch.sorter(LINES);
    let originals = copies::join(notes, scratch, &mut lines)?;
    let count = write_lines(scratch.folder(), "copies.jsonl", lines, |_| ())?;
    Ok((originals, count))
}

/// What was written to `speakers.jsonl`.
struct WrittenSpeakers {
    /// The number of lines.
    count: u64,
    /// The first of them.
    top: Vec<Speaker>,
    /// How many speakers within articles have no proper name.
    not_proper: u64,
    most_quoted: MostQuoted,
    identities: Identities,
}

/// Writes the speakers; `top` is how many of the first to return.
fn write_speakers(
    notes: Sorter,
    originals: &Originals,
    known: (Rarity, &NameWords),
    columns: Vec<String>,
    scratch: Scratch<'_>,
    top: usize,
) -> Result<WrittenSpeakers, Error> {
    let folder = scratch.folder();
    let mut output = SpeakerOutput {
        lines: scratch.sorter(LINES),
        identities: scratch.sorter(IDENTITIES),
        table: scratch.sorter(IDENTITIES),
        columns,
        most_quoted: MostQuoted::default(),
    };
    let not_proper =
        speakers::join(notes, originals, known, scratch, &mut output).map_err(sorting(folder))?;
    let SpeakerOutput { lines, identities, table, columns, most_quoted } = output;
    let mut top_speakers = Vec::new();
    let count = write_lines(folder, "speakers.jsonl", lines, |line| {
        if top_speakers.len() < top {
            top_speakers.extend(Speaker::from_json(line));
        }
    })?;
    let identities = Identities::new(folder, identities)?;
    write_table(folder, &columns, table)?;
    Ok(WrittenSpeakers { count, top: top_speakers, not_proper, most_quoted, identities })
}

/// Writes the rows of `speakers.csv`; `columns` are those of authority files.
fn write_table(folder: &Path, columns: &[String], rows: Sorter) -> Result<(), Error> {
    let mut rows = rows.finish().map_err(sorting(folder))?;
    let mut writer = JsonlWriter::create(&folder.join("speakers.csv"))?;
    let own = SpeakerRow::COLUMNS.iter().map(|&column| column.to_owned());
    let head: Vec<String> = own.chain(columns.iter().map(|column| format!("authority_{column}"))).collect();
    writer.write_lines(&csv_line(head).map_err(sorting(folder))?)?;
    writer.write_lines(b"\n")?;
    while let Some((_, row)) = rows.next().map_err(sorting(folder))? {
        writer.write_lines(row)?;
        writer.write_lines(b"\n")?;
    }
    Ok(writer.finish()?)
}

/// Returns the number of lines.
fn write_clusters(notes: Sorter, originals: &Originals, scratch: Scratch<'_>) -> Result<u64, Error> {
    let mut lines = scratch.sorter(LINES);
    clusters::join(notes, originals, scratch, &mut lines).map_err(sorting(scratch.folder()))?;
    write_lines(scratch.folder(), "clusters.jsonl", lines, |_| ())
}

/// Writes lines in the order of their keys and shows each to `see`; returns how
/// many there were.
fn write_lines(folder: &Path, name: &str, lines: Sorter, mut see: impl FnMut(&[u8])) -> Result<u64, Error> {
    let mut lines = lines.finish().map_err(sorting(folder))?;
    let mut writer = JsonlWriter::create(&folder.join(name))?;
    let mut count = 0;
    while let Some((_, line)) = lines.next().map_err(sorting(folder))? {
        see(line);
        writer.write_lines(line)?;
        writer.write_lines(b"\n")?;
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}
