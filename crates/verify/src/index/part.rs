//! Looks things up in a part of an index, without holding it in memory.

use super::writer::{BUCKETS, ENTRY, TAIL, on_disk};
use crate::Error;
use records::{Line, Offsets};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use text::{Article, Metadata, Paragraph, Span};

/// A feature of more articles says too little to read them all.
const FREQUENT: usize = 2048;

/// So many entries are read at once.
const CHUNK: usize = 512;

/// A part of an index.
#[derive(Debug)]
pub(super) struct Part {
    path: PathBuf,
    file: Mutex<File>,
    articles: u32,
    /// Where the starts of the articles are, and the entries.
    starts: u64,
    entries: u64,
    buckets: Vec<u32>,
}

impl Part {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        Self::read(path).map_err(|cause| Error::new(path, cause))
    }

    fn read(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut tail = [0; TAIL];
        file.seek(SeekFrom::Start(size.checked_sub(TAIL as u64).ok_or_else(damaged)?))?;
        file.read_exact(&mut tail)?;
        let number = |at: usize| u64::from_le_bytes(tail[at * 8..at * 8 + 8].try_into().unwrap_or_default());
        let (articles, count, starts) = (number(0), number(1), number(2));
        let bucket_bytes = (BUCKETS + 1) * 4;
        let entries = starts.checked_add(articles.checked_mul(8).ok_or_else(damaged)?);
        let entries = entries.and_then(|at| at.checked_add(bucket_bytes as u64)).ok_or_else(damaged)?;
        if entries.checked_add(count.saturating_mul(ENTRY as u64)) != Some(size - TAIL as u64) {
            return Err(damaged());
        }
        let mut bytes = vec![0; bucket_bytes];
        file.seek(SeekFrom::Start(entries - bucket_bytes as u64))?;
        file.read_exact(&mut bytes)?;
        let buckets: Vec<u32> =
            bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
        if !buckets.is_sorted() || buckets.last().copied().map(u64::from) != Some(count) {
            return Err(damaged());
        }
        let articles = u32::try_from(articles).map_err(|_| damaged())?;
        Ok(Self { path: path.to_owned(), file: Mutex::new(file), articles, starts, entries, buckets })
    }

    pub(super) fn articles(&self) -> u32 {
        self.articles
    }

    /// The numbers of the articles with a feature, in order; none of a frequent one.
    pub(super) fn articles_with(&self, feature: u64) -> Result<Vec<u32>, Error> {
        self.find(on_disk(feature)).map_err(|cause| Error::new(&self.path, cause))
    }

    fn find(&self, feature: u32) -> io::Result<Vec<u32>> {
        let bucket = (feature >> 16) as usize;
        let (mut start, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let wanted = feature as u16;
        let mut until = end;
        while until - start > CHUNK {
            let middle = start + (until - start) / 2;
            let entries = self.entries_at(middle, 1)?;
            if entries[0].0 < wanted { start = middle + 1 } else { until = middle }
        }
        let mut found = Vec::new();
        while start < end {
            let entries = self.entries_at(start, CHUNK.min(end - start))?;
            start += entries.len();
            let past = entries.last().is_some_and(|entry| entry.0 > wanted);
            found.extend(entries.into_iter().filter(|entry| entry.0 == wanted).map(|entry| entry.1));
            if found.len() > FREQUENT {
                return Ok(Vec::new());
            }
            if past {
                break;
            }
        }
        Ok(found)
    }

    fn entries_at(&self, start: usize, count: usize) -> io::Result<Vec<(u16, u32)>> {
        let bytes = self.bytes(self.entries + (start * ENTRY) as u64, count * ENTRY)?;
        let entries = bytes.as_chunks::<ENTRY>().0.iter();
        let read = |[a, b, c, d, e, f]: &[u8; ENTRY]| {
            (u16::from_le_bytes([*a, *b]), u32::from_le_bytes([*c, *d, *e, *f]))
        };
        Ok(entries.map(read).collect())
    }

    fn bytes(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// An article.
    pub(super) fn article(&self, number: u32) -> Result<Article, Error> {
        self.line(number)
            .and_then(|line| article(&records::Article::from_json(&line)?))
            .map_err(|cause| Error::new(&self.path, cause))
    }

    fn line(&self, number: u32) -> io::Result<Vec<u8>> {
        let start_of = |number: u32| {
            let bytes = self.bytes(self.starts + u64::from(number) * 8, 8)?;
            Ok::<_, io::Error>(u64::from_le_bytes(bytes.try_into().unwrap_or_default()))
        };
        if number >= self.articles {
            return Err(damaged());
        }
        let start = start_of(number)?;
        let end = if number + 1 == self.articles { self.starts } else { start_of(number + 1)? };
        match end.checked_sub(start) {
            Some(length) if end <= self.starts => self.bytes(start, length as usize),
            _ => Err(damaged()),
        }
    }
}

/// The article of a record.
fn article(record: &records::Article<'_>) -> io::Result<Article> {
    let known = |field: &Option<std::borrow::Cow<'_, str>>| field.as_deref().map(str::to_owned);
    let is_in = |&(start, end): &(usize, usize)| record.text.get(start..end).is_some();
    if record.offsets != Offsets::Byte || !record.paragraphs.iter().all(|paragraph| is_in(&paragraph.span)) {
        return Err(damaged());
    }
    let paragraph = |p: &records::Paragraph| Paragraph { span: Span::new(p.span.0, p.span.1), role: p.role };
    Ok(Article {
        id: record.id.as_ref().to_owned(),
        corpus: record.corpus.as_ref().to_owned(),
        path: record.path.as_ref().to_owned(),
        text: record.text.as_ref().to_owned(),
        metadata: Metadata {
            title: known(&record.title),
            subtitle: known(&record.subtitle),
            outlet: known(&record.outlet),
            date: record.date,
            modified: record.modified,
            time: record.time,
            author: known(&record.author),
            editor: known(&record.editor),
            section: known(&record.section),
            url: known(&record.url),
            doubts: Vec::new(),
        },
        paragraphs: record.paragraphs.iter().map(paragraph).collect(),
    })
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it is damaged; remove the folder to make it anew")
}
