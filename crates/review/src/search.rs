//! Words in quotes: all lines are looked through, on all cores, which takes about
//! a second for a million of them.

use crate::error::Error;
use crate::folder::Folder;
use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;
use std::borrow::Cow;

/// What to look for, in the lines as they stand and in what they say.
pub(crate) struct Words {
    in_line: Regex,
    in_text: Regex,
}

/// The fields that are searched.
#[derive(Deserialize)]
struct Searched<'a> {
    #[serde(borrow)]
    content: Part<'a>,
    #[serde(borrow)]
    source: Option<Part<'a>>,
    #[serde(borrow)]
    speaker: Option<Name<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Name<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

impl Words {
    /// `None` where there are no words.
    pub(crate) fn new(query: &str) -> Option<Self> {
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        let regex = |pattern: String| {
            // Escaped words are a pattern, unless there are too many of them.
            RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
        };
        // A line has quotation marks and line breaks as JSON writes them.
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
        let Ok(line) = serde_json::from_slice::<Searched<'_>>(line) else { return false };
        let parts = [
            Some(&line.content.text),
            line.source.as_ref().map(|s| &s.text),
            line.speaker.as_ref().map(|s| &s.name),
        ];
        parts.into_iter().flatten().any(|text| self.in_text.is_match(text.as_bytes()))
    }

    /// The rows whose lines have the words; `starts` says where each line begins.
    pub(crate) fn rows(&self, folder: &Folder, starts: &[u64]) -> Result<Vec<u32>, Error> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(starts.len().max(1));
        let share = starts.len().div_ceil(threads).max(1);
        let parts: Vec<Result<Vec<u32>, Error>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|thread| {
                    let rows = thread * share..((thread + 1) * share).min(starts.len());
                    scope.spawn(move || self.part(folder, starts, rows))
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Ok(Vec::new()))).collect()
        });
        let mut all = Vec::new();
        for part in parts {
            all.extend(part?);
        }
        Ok(all)
    }

    fn part(&self, folder: &Folder, starts: &[u64], rows: std::ops::Range<usize>) -> Result<Vec<u32>, Error> {
        let mut found = Vec::new();
        let Some(&first) = starts.get(rows.start) else { return Ok(found) };
        let mut lines = folder.lines("attributions.jsonl")?;
        let (mut line, mut at) = (Vec::new(), first);
        lines.seek(first)?;
        for row in rows {
            // Lines that could not be used have no row.
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
