//! Writes a part of an index: the articles, where each begins, and in which articles each
//! feature is.
//!
//! ```text
//! articles     lines of JSON
//! starts       the byte in which each article begins: 8 bytes each
//! buckets      by the upper half of a feature, where its entries begin: 4 bytes each
//! entries      the lower half of a feature (2 bytes), the article's number (4), sorted
//! tail         how many articles, how many entries, where the starts are: 8 bytes each
//! ```
//!
//! All numbers have their lowest byte first.

use crate::Error;
use crate::reading::features;
use aggregate::Vocabulary;
use records::{ArticleRecords, JsonlWriter, Offsets};
use std::path::Path;
use text::{Article, Document, Speakers};

/// A part has no more entries: with 8 bytes each, what is held in memory.
const MOST: usize = 8 << 20;

/// How many values the upper half of a feature has.
pub(super) const BUCKETS: usize = 1 << 16;

/// How many bytes an entry takes on disk.
pub(super) const ENTRY: usize = 6;

/// How many bytes the tail takes.
pub(super) const TAIL: usize = 24;

/// How many entries are written at once.
const CHUNK: usize = 1 << 14;

/// An article as it goes into the index.
#[derive(Clone, Debug)]
pub struct Entry {
    line: Vec<u8>,
    features: Vec<u32>,
}

impl Entry {
    pub(super) fn new(vocabulary: &Vocabulary, article: &Article) -> Self {
        let (document, speakers) = (Document::default(), Speakers::default());
        let records = ArticleRecords::new(article, &document, &[], &speakers, Offsets::Byte);
        let of_article = article.paragraphs.iter().filter(|paragraph| paragraph.role.is_article());
        let mut features: Vec<u32> = of_article
            .flat_map(|paragraph| features(&vocabulary.words(&article.text, paragraph.span)))
            .map(on_disk)
            .collect();
        features.sort_unstable();
        features.dedup();
        Self { line: records.lines().article, features }
    }
}

/// A feature as it is on disk.
pub(super) fn on_disk(feature: u64) -> u32 {
    (feature >> 32) as u32
}

/// A part that is being written.
#[derive(Debug)]
pub(super) struct PartWriter {
    file: JsonlWriter,
    starts: Vec<u64>,
    at: u64,
    entries: Vec<(u32, u32)>,
}

impl PartWriter {
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        Ok(Self { file: JsonlWriter::create(path)?, starts: Vec::new(), at: 0, entries: Vec::new() })
    }

    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= MOST
    }

    pub(super) fn push(&mut self, entry: &Entry) -> Result<(), Error> {
        let number = self.starts.len() as u32;
        self.starts.push(self.at);
        self.at += entry.line.len() as u64;
        self.file.write_lines(&entry.line)?;
        self.entries.extend(entry.features.iter().map(|&feature| (feature, number)));
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.entries.sort_unstable();
        let mut buckets = vec![0_u32; BUCKETS + 1];
        self.entries.iter().for_each(|(feature, _)| buckets[(feature >> 16) as usize + 1] += 1);
        for bucket in 0..BUCKETS {
            buckets[bucket + 1] += buckets[bucket];
        }
        let bytes =
            |numbers: &[u64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        self.file.write_lines(&bytes(&self.starts))?;
        let buckets: Vec<u8> = buckets.iter().flat_map(|start| start.to_le_bytes()).collect();
        self.file.write_lines(&buckets)?;
        for chunk in self.entries.chunks(CHUNK) {
            let mut bytes = Vec::with_capacity(chunk.len() * ENTRY);
            for (feature, article) in chunk {
                bytes.extend_from_slice(&(*feature as u16).to_le_bytes());
                bytes.extend_from_slice(&article.to_le_bytes());
            }
            self.file.write_lines(&bytes)?;
        }
        self.file.write_lines(&bytes(&[self.starts.len() as u64, self.entries.len() as u64, self.at]))?;
        Ok(self.file.finish()?)
    }
}
