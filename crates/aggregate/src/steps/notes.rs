//! From the records of articles to notes.

use super::rows::{Cell, Column, Rows, Step, cells};
use crate::copies::{self, hash};
use crate::observer::Observer;
use crate::speakers::{Rarity, without_rank};
use crate::storage::put_ordinal;
use records::{Article, Attribution, Line};
use std::io;

// The kinds of notes.
const ARTICLE: i64 = 0;
const SPEAKER: i64 = 1;
const CONTENT: i64 = 2;
const COUNTER: i64 = 3;

/// How many bytes of a line are shown to those who have to find it.
const SHOWN: usize = 60;

/// Makes notes of articles, and counts what the corpus is known by.
#[derive(Debug)]
pub(super) struct Notes {
    observer: Observer,
    rarity: Rarity,
}

impl Notes {
    pub(super) fn new(observer: Observer) -> Self {
        Self { observer, rarity: Rarity::new() }
    }
}

impl Step for Notes {
    fn columns(&self) -> &'static [Column] {
        const COLUMNS: [Column; 5] = [
            Column::Number("kind"),
            Column::Bytes("block"),
            Column::Bytes("value"),
            Column::Number("number"),
            Column::Numbers("numbers"),
        ];
        &COLUMNS
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [article, attributions] = cells(row)?;
        let article = article.bytes()?;
        let start = &article[..article.len().min(SHOWN)];
        let article = Article::from_json(article).map_err(|error| {
            damaged(&format!("the article “{}…”", String::from_utf8_lossy(start)), &error)
        })?;
        let lines = attributions.bytes()?.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let attributions: Vec<Attribution<'_>> = lines
            .map(Attribution::from_json)
            .collect::<Result<_, _>>()
            .map_err(|error| damaged(&format!("the attributions of article “{}”", article.id), &error))?;
        let notes = self.observer.notes(&article, &attributions);
        self.rarity.add(&notes.things);
        let number = hash(article.id.as_bytes()) as i64;
        for (key, value) in notes.article.iter() {
            let features: Vec<i64> = copies::features(value)?.into_iter().map(|hash| hash as i64).collect();
            rows(&note(ARTICLE, key, value, number, Cell::Numbers(&features)))?;
        }
        // Speakers are noted with the id as it is sorted.
        let sortable: Vec<u8> = article.id.bytes().filter(|&byte| byte != 0).collect();
        let number_of_sortable = hash(&sortable) as i64;
        let mut ranked = Vec::new();
        for (key, value) in notes.speakers.iter() {
            let block = without_rank(key);
            ranked.clear();
            ranked.extend_from_slice(&key[block.len()..]);
            ranked.extend_from_slice(value);
            // No order among the articles is known.
            put_ordinal(&mut ranked, 0);
            rows(&note(SPEAKER, block, &ranked, number_of_sortable, Cell::Null))?;
        }
        for (key, value) in notes.contents.iter() {
            rows(&note(CONTENT, key, value, number, Cell::Null))?;
        }
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        for (counter, count) in self.rarity.counters() {
            let count = [i64::from(count)];
            rows(&[
                Cell::Number(COUNTER),
                Cell::Null,
                Cell::Null,
                Cell::Number(counter as i64),
                Cell::Numbers(&count),
            ])?;
        }
        Ok(())
    }
}

fn note<'a>(kind: i64, block: &'a [u8], value: &'a [u8], number: i64, numbers: Cell<'a>) -> [Cell<'a>; 5] {
    [Cell::Number(kind), Cell::Bytes(block), Cell::Bytes(value), Cell::Number(number), numbers]
}

fn damaged(what: &str, error: &serde_json::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} cannot be read: {error}"))
}
