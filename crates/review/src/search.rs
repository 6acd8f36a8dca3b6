//! Searching quotes for words: every line is looked at, on all cores, which takes
//! about a second for a million lines. The last few searches are remembered, since
//! the page asks for the same words again with every page of results.

use crate::error::Error;
use crate::folder::Folder;
use crate::index::Index;
use crate::locks::{lock, read};
use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, RwLock};

/// How many searches are remembered: those of a few people who type and turn
/// pages. One takes four bytes for each quote that it found.
const REMEMBERED: usize = 8;

/// The latest searches and what they found.
#[derive(Debug, Default)]
pub(crate) struct Searches {
    latest: Mutex<Vec<Search>>,
}

/// The words that somebody searched for, and the rows that have them.
#[derive(Clone, Debug)]
struct Search {
    words: String,
    /// How many quotes were known at the time: if there are more by now, the search
    /// is out of date.
    known: usize,
    rows: Arc<Vec<u32>>,
}

impl Searches {
    /// The rows of the quotes that have the words of `query`, in the order of the
    /// file; `None` if there is no word in `query`.
    ///
    /// # Errors
    /// If the quotes cannot be read.
    pub(crate) fn rows(
        &self,
        query: &str,
        folder: &Folder,
        index: &RwLock<Index>,
    ) -> Result<Option<Arc<Vec<u32>>>, Error> {
        let Some(words) = Words::new(query) else { return Ok(None) };
        let starts: Vec<u64> = read(index).quotes.iter().map(|quote| quote.at).collect();
        let known = starts.len();
        let is_same = |search: &&Search| search.words == query && search.known == known;
        if let Some(search) = lock(&self.latest).iter().find(is_same) {
            return Ok(Some(Arc::clone(&search.rows)));
        }
        let rows = Arc::new(words.rows(folder, &starts)?);
        let mut latest = lock(&self.latest);
        latest.insert(0, Search { words: query.to_owned(), known, rows: Arc::clone(&rows) });
        latest.truncate(REMEMBERED);
        Ok(Some(rows))
    }
}

/// What to look for, both in the raw lines and in the fields that they hold.
struct Words {
    in_line: Regex,
    in_text: Regex,
}

/// The fields that are searched.
#[derive(Deserialize)]
struct SearchedLine<'a> {
    #[serde(borrow)]
    content: SearchedPassage<'a>,
    #[serde(borrow)]
    source: Option<SearchedPassage<'a>>,
    #[serde(borrow)]
    speaker: Option<SearchedSpeaker<'a>>,
}

#[derive(Deserialize)]
struct SearchedPassage<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct SearchedSpeaker<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

impl Words {
    /// `None` if there is no word in the query.
    fn new(query: &str) -> Option<Self> {
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        let regex = |pattern: String| {
            // Escaped words always make a pattern, unless it gets too large.
            RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
        };
        // In the raw line, quotation marks and line breaks are escaped.
        let in_json = |word: &&str| {
            let json = serde_json::to_string(word).unwrap_or_default();
            regex::escape(json.trim_start_matches('"').strip_suffix('"').unwrap_or_default())
        };
        Some(Self {
            in_line: regex(words.iter().map(in_json).collect::<Vec<_>>().join(r"(?:\s|\\[nrt])+"))?,
            in_text: regex(words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"\s+"))?,
        })
    }

    fn are_in(&self, line: &[u8]) -> bool {
        if !self.in_line.is_match(line) {
            return false;
        }
        let Ok(line) = serde_json::from_slice::<SearchedLine<'_>>(line) else { return false };
        let fields = [
            Some(&line.content.text),
            line.source.as_ref().map(|s| &s.text),
            line.speaker.as_ref().map(|s| &s.name),
        ];
        fields.into_iter().flatten().any(|text| self.in_text.is_match(text.as_bytes()))
    }

    /// The rows whose lines have the words, in order; `starts` has for each row the
    /// byte of `attributions.jsonl` in which its line begins.
    fn rows(&self, folder: &Folder, starts: &[u64]) -> Result<Vec<u32>, Error> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(starts.len().max(1));
        let share = starts.len().div_ceil(threads).max(1);
        let shares: Vec<Result<Vec<u32>, Error>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|thread| {
                    let rows = thread * share..((thread + 1) * share).min(starts.len());
                    scope.spawn(move || self.rows_among(folder, starts, rows))
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Ok(Vec::new()))).collect()
        });
        let mut all = Vec::new();
        for rows in shares {
            all.extend(rows?);
        }
        Ok(all)
    }

    /// Does the same as [`Words::rows`] for a range of rows.
    fn rows_among(
        &self,
        folder: &Folder,
        starts: &[u64],
        rows: std::ops::Range<usize>,
    ) -> Result<Vec<u32>, Error> {
        let mut found = Vec::new();
        let Some(&first) = starts.get(rows.start) else { return Ok(found) };
        let mut lines = folder.lines("attributions.jsonl")?;
        let (mut line, mut at) = (Vec::new(), first);
        lines.seek(first)?;
        for row in rows {
            // Lines that could not be used have no row: pass over them.
            while at < starts[row] {
                at += lines.next(&mut line)?;
            }
            at += lines.next(&mut line)?;
            if self.are_in(&line) {
                found.push(row as u32);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_people_type_them() {
        let line = r#"{"article":"mill","content":{"text":"We \"love\" the\nÉtang."},"source":null,"speaker":{"name":"Zoë Ahn"}}"#;
        for (query, found) in [
            ("the étang", true),
            ("\"LOVE\" the", true),
            ("zoë", true),
            ("love the", false),
            ("mill", false),
            ("text", false),
            ("the.", false),
        ] {
            assert_eq!(Words::new(query).unwrap().are_in(line.as_bytes()), found, "{query}");
        }
        assert!(Words::new("  ").is_none());
    }
}
