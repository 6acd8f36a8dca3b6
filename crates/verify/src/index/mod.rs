//! Which articles may have the words of a claim: an index of the sources, in a folder.
//!
//! It has the articles themselves and, for pairs of words that carry meaning and stand
//! close together, in which articles they are. It is made of *segments*, each of some
//! files of the sources; when a file changes, only its segment is made anew. A segment has
//! *parts*, so that memory stays bounded however large a file is. `manifest.rs` says what
//! is in the index, `writer.rs` writes a part and `part.rs` looks things up in it.

mod manifest;
mod part;
mod writer;

use crate::Error;
use aggregate::Vocabulary;
use lexicon::Lexicon;
use manifest::{Manifest, Segment};
use part::Part;
use records::Skipped;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use text::Article;
use writer::PartWriter;

pub use writer::Entry;

/// Of many features, so many are looked up: those with the smallest values.
const FEATURES: usize = 2048;

/// An article is no candidate with less than this share of what the best one has.
const ENOUGH: f64 = 0.25;

/// An index with more segments is made anew: each costs a look for every feature.
const SEGMENTS: usize = 64;

/// The articles of the sources, and what they are found by.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    manifest: Manifest,
    parts: Vec<Part>,
    /// Held as long as the index is open, so that nobody else changes it.
    _lock: File,
}

/// Where an article is in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleAt {
    part: usize,
    number: u32,
}

/// Makes entries of articles; shared by all threads.
#[derive(Clone, Debug)]
pub struct Indexer {
    vocabulary: Vocabulary,
}

impl Indexer {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Vocabulary::new(lexicon) }
    }

    /// What the index notes of an article.
    pub fn entry(&self, article: &Article) -> Entry {
        Entry::new(&self.vocabulary, article)
    }
}

/// A segment that is being written.
#[derive(Debug)]
pub struct SegmentWriter {
    segment: Segment,
    folder: PathBuf,
    next: u64,
    part: PartWriter,
}

impl Index {
    /// Opens the index in a folder, or starts one. What was made by another `maker` (a
    /// version of the program, or other settings) is left out. Waits while another
    /// program has it open.
    ///
    /// # Errors
    /// If the folder cannot be read or written, or has files that are none of an index.
    pub fn open(folder: &Path, maker: &str) -> Result<Self, Error> {
        let failed = |cause| Error::new(folder, cause);
        std::fs::create_dir_all(folder).map_err(failed)?;
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if !is_own(&name) {
                return Err(failed(std::io::Error::other(format!(
                    "it has other files, such as {name}; an index needs a folder of its own"
                ))));
            }
        }
        let lock = File::create(folder.join(LOCK)).map_err(failed)?;
        lock.lock().map_err(failed)?;
        std::fs::write(folder.join(CACHE_TAG), CACHE_SIGNATURE).map_err(failed)?;
        let manifest = Manifest::read(folder, maker);
        let mut index = Self { folder: folder.to_owned(), manifest, parts: Vec::new(), _lock: lock };
        // Damaged parts are read again.
        index.manifest.segments.retain(|segment| {
            segment.parts.iter().all(|&number| Part::open(&part_path(folder, number)).is_ok())
        });
        index.load()?;
        Ok(index)
    }

    /// Forgets the segments of files that are not among these. Returns which of them are
    /// not in the index.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn keep(&mut self, files: &[String]) -> Result<Vec<usize>, Error> {
        let wanted: FxHashSet<&str> = files.iter().map(String::as_str).collect();
        let segments = &mut self.manifest.segments;
        segments.retain(|segment| segment.files.iter().all(|file| wanted.contains(file.as_str())));
        let known: FxHashSet<&str> =
            segments.iter().flat_map(|segment| &segment.files).map(String::as_str).collect();
        let mut missing: Vec<usize> =
            (0..files.len()).filter(|&at| !known.contains(files[at].as_str())).collect();
        if !missing.is_empty() && segments.len() >= SEGMENTS {
            segments.clear();
            missing = (0..files.len()).collect();
        }
        self.load()?;
        Ok(missing)
    }

    /// A new segment of these files.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn segment(&self, files: Vec<String>) -> Result<SegmentWriter, Error> {
        let next = self.manifest.next_part();
        let part = PartWriter::create(&part_path(&self.folder, next))?;
        let segment = Segment { files, ..Segment::default() };
        Ok(SegmentWriter { segment, folder: self.folder.clone(), next, part })
    }

    /// Adds a segment that is complete.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn add(&mut self, mut writer: SegmentWriter) -> Result<(), Error> {
        writer.finish_part()?;
        self.manifest.segments.push(writer.segment);
        self.manifest.write(&self.folder)?;
        self.load()
    }

    /// What could not be used when the sources were read.
    pub fn skipped(&self) -> impl Iterator<Item = &Skipped> {
        self.manifest.segments.iter().flat_map(|segment| &segment.skipped)
    }

    /// How many articles there are.
    pub fn articles(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.articles())).sum()
    }

    /// All articles, in order.
    pub fn all(&self) -> impl Iterator<Item = ArticleAt> {
        let of = |(part, reader): (usize, &Part)| {
            (0..reader.articles()).map(move |number| ArticleAt { part, number })
        };
        self.parts.iter().enumerate().flat_map(of)
    }

    /// The articles that share most features, rare ones more than frequent ones, the best
    /// first and at most `most`.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn candidates(&self, features: &[u64], most: usize) -> Result<Vec<ArticleAt>, Error> {
        let mut scores: FxHashMap<ArticleAt, f64> = FxHashMap::default();
        for &feature in features.iter().take(FEATURES) {
            let mut found = Vec::new();
            for (part, reader) in self.parts.iter().enumerate() {
                let numbers = reader.articles_with(feature)?;
                found.extend(numbers.into_iter().map(|number| ArticleAt { part, number }));
            }
            let weight = 1.0 / (found.len().max(1) as f64).sqrt();
            found.into_iter().for_each(|article| *scores.entry(article).or_default() += weight);
        }
        let mut ranked: Vec<_> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let least = ranked.first().map_or(0.0, |(_, best)| best * ENOUGH);
        ranked.retain(|(_, score)| *score >= least);
        ranked.truncate(most);
        Ok(ranked.into_iter().map(|(article, _)| article).collect())
    }

    /// An article.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn article(&self, at: ArticleAt) -> Result<Article, Error> {
        self.parts[at.part].article(at.number)
    }

    /// Opens the parts of all segments, and removes others.
    fn load(&mut self) -> Result<(), Error> {
        let folder = &self.folder;
        let numbers: Vec<u64> =
            self.manifest.segments.iter().flat_map(|segment| segment.parts.clone()).collect();
        self.parts =
            numbers.iter().map(|&number| Part::open(&part_path(folder, number))).collect::<Result<_, _>>()?;
        self.manifest.remove_others(folder);
        Ok(())
    }
}

impl SegmentWriter {
    /// Adds an article.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Error> {
        if self.part.is_full() {
            self.finish_part()?;
        }
        self.part.push(entry)
    }

    /// Notes that some of the sources could not be used.
    pub fn skip(&mut self, skipped: Skipped) {
        self.segment.skipped.push(skipped);
    }

    fn finish_part(&mut self) -> Result<(), Error> {
        let number = self.next;
        self.next += 1;
        let next = PartWriter::create(&part_path(&self.folder, self.next))?;
        std::mem::replace(&mut self.part, next).finish()?;
        self.segment.parts.push(number);
        Ok(())
    }
}

/// Whether a file in the folder of an index is of it, or is none that anybody would miss: a
/// user's own files must not be overwritten.
fn is_own(name: &str) -> bool {
    // A run that was stopped leaves files that are not whole.
    let whole = name.trim_end_matches(".part");
    let own = [LOCK, manifest::NAME, CACHE_TAG];
    own.contains(&whole) || whole.ends_with(PART_FILE) || name.starts_with('.')
}

/// Held by the program that has the index open.
const LOCK: &str = "lock";

/// Marks the folder as a cache, by the convention of <https://bford.info/cachedir/>: it may
/// lie in a folder of sources without being taken for one, and backups leave it out.
const CACHE_TAG: &str = "CACHEDIR.TAG";
const CACHE_SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # An index that sayso verify keeps of its sources; it may be deleted.\n";

/// The file of a part.
fn part_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:06}{PART_FILE}"))
}

/// How the names of the files of parts end.
const PART_FILE: &str = ".sources";
