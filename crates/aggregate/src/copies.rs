//! Wire copy: articles that are nearly identical, so that what forty outlets
//! print can be counted as forty and as one.
//!
//! Of each article's runs of words the smallest hashes are kept, which are a
//! sample that is the same wherever the run stands (bottom-k MinHash: Broder
//! 1997, "On the resemblance and containment of documents").

use crate::Error;
use crate::components::Groups;
use crate::fields::{Fields, Frames, put_date, put_optional, put_ordinal, put_sortable, put_text};
use crate::fold;
use crate::near::Near;
use crate::sort::Sorter;
use crate::tally::Tally;
use records::{Article, Copies, Copy};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::io;
use std::path::Path;

/// How many words make a run.
const RUN: usize = 4;

/// How many runs of an article are kept; with fewer than a quarter, it is not
/// compared.
const SAMPLE: usize = 48;

/// How many of them have to be shared to be looked at: copies share most.
const FEATURES: usize = 10;

/// The share of all runs of two articles that copies have in common, at least.
/// A changed word changes four runs.
const ALIKE: f64 = 0.45;

/// Lines of fewer words are bylines, menus and captions.
const MIN_LINE: usize = 8;

/// Notes an article.
pub(crate) fn note(article: &Article<'_>, notes: &mut Frames) {
    let mut key = Vec::new();
    put_sortable(&mut key, &article.id);
    notes.push(&key, |to| {
        put_date(to, article.date);
        put_optional(to, article.outlet.as_deref());
        put_text(to, &article.corpus);
        put_text(to, &article.path);
        put_text(to, &article.id);
        sample(&article.text).into_iter().for_each(|hash| put_ordinal(to, hash));
    });
}

/// The smallest hashes of the runs in the text's lines, in order.
fn sample(text: &str) -> Vec<u64> {
    let (mut hashes, mut words) = (Vec::new(), Vec::new());
    let mut folded = String::new();
    for line in text.lines() {
        folded.clear();
        if fold::words(line, &mut folded) < MIN_LINE {
            continue;
        }
        words.clear();
        words.extend(folded.split(' ').map(|word| hash(word.as_bytes())));
        hashes.extend(words.windows(RUN).map(|run| {
            let mut hasher = FxHasher::default();
            run.iter().for_each(|&word| hasher.write_u64(word));
            // The hasher's values of like words are not far enough apart.
            hasher.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        }));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SAMPLE);
    hashes
}

/// How much of all runs of two articles both have, seen from their samples.
fn resemblance(one: &[u64], other: &[u64]) -> f64 {
    let (mut i, mut j, mut seen, mut shared) = (0, 0, 0, 0);
    while seen < SAMPLE && i < one.len() && j < other.len() {
        let (a, b) = (one[i], other[j]);
        shared += usize::from(a == b);
        seen += 1;
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    seen = SAMPLE.min(seen + (one.len() - i) + (other.len() - j));
    if seen == 0 { 0.0 } else { f64::from(shared as u32) / f64::from(seen as u32) }
}

/// Which articles are copies of one another.
#[derive(Debug, Default)]
pub(crate) struct Originals(FxHashMap<u64, u64>);

impl Originals {
    /// What all copies of an article have in common.
    pub(crate) fn of(&self, article: &[u8]) -> u64 {
        let hash = hash(article);
        self.0.get(&hash).copied().unwrap_or(hash)
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Joins copies; returns them with the number of articles and of groups.
pub(crate) fn join(
    notes: Sorter,
    folder: &Path,
    memory: usize,
    lines: &mut Sorter,
) -> Result<Originals, Error> {
    let sorting = crate::sorting(folder);
    let mut near = Near::new(folder, memory);
    let mut articles = crate::spool::Spool::new(folder, memory / 4);
    let mut notes = notes.finish().map_err(&sorting)?;
    let mut last: Option<(Vec<u8>, String)> = None;
    while let Some((key, value)) = notes.next().map_err(&sorting)? {
        let note = Note::read(value).map_err(&sorting)?;
        let place = format!("{} (corpus {})", note.path, note.corpus);
        if let Some((_, first)) = last.take_if(|(last, _)| last == key) {
            return Err(Error::twice(note.id, &first, &place));
        }
        let features: &[u64] = if note.sample.len() * 4 < SAMPLE {
            &[]
        } else {
            &note.sample[..FEATURES.min(note.sample.len())]
        };
        let order = value[..4].try_into().unwrap_or_default();
        let thing = near.push(value, order, features).map_err(&sorting)?;
        let mut article = Vec::new();
        put_ordinal(&mut article, thing);
        article.extend_from_slice(value);
        articles.push(&article).map_err(&sorting)?;
        last = Some((key.to_vec(), place));
    }
    let alike = |one: (u64, &[u8]), other: (u64, &[u8])| {
        Ok(resemblance(&Note::read(one.1)?.sample, &Note::read(other.1)?.sample) >= ALIKE)
    };
    let groups = near.join(alike).map_err(&sorting)?;
    originals(&articles, &groups, folder, memory, lines).map_err(sorting)
}

fn originals(
    articles: &crate::spool::Spool,
    groups: &Groups,
    folder: &Path,
    memory: usize,
    lines: &mut Sorter,
) -> io::Result<Originals> {
    let mut members = Sorter::new(folder, memory / 4);
    let (mut articles, mut groups) = (articles.records(), groups.read());
    while let Some((_, record)) = articles.next()? {
        if let Some(group) = groups.of(Fields(record).ordinal()?)? {
            members.push(&group.to_be_bytes(), &record[8..])?;
        }
    }
    let mut originals = Originals::default();
    let mut members = members.finish()?;
    let mut group = Frames::default();
    while members.next_group(&mut group)? {
        let notes = group.iter().map(|(_, value)| Note::read(value)).collect::<io::Result<Vec<_>>>()?;
        let mut outlets = Tally::default();
        let mut copies = Vec::new();
        let original = notes.first().map_or(0, |first| hash(first.id.as_bytes()));
        for note in &notes {
            originals.0.insert(hash(note.id.as_bytes()), original);
            if let Some(outlet) = note.outlet {
                outlets.add(outlet);
            }
            copies.push(Copy {
                article: note.id.to_owned(),
                outlet: note.outlet.map(str::to_owned),
                date: note.date,
            });
        }
        // Notes sort by date.
        let Some(first) = copies.first() else { continue };
        let line = Copies { id: first.article.clone(), outlets: outlets.counted(), articles: copies };
        let mut key = Vec::new();
        put_ordinal(&mut key, u64::MAX - line.articles.len() as u64);
        put_sortable(&mut key, &line.id);
        lines.push(&key, &serde_json::to_vec(&line)?)?;
    }
    Ok(originals)
}

struct Note<'a> {
    date: Option<jiff::civil::Date>,
    outlet: Option<&'a str>,
    corpus: &'a str,
    path: &'a str,
    id: &'a str,
    sample: Vec<u64>,
}

impl<'a> Note<'a> {
    fn read(value: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        let (date, outlet) = (fields.date()?, fields.optional()?);
        let (corpus, path, id) = (fields.text()?, fields.text()?, fields.text()?);
        let mut sample = Vec::with_capacity(SAMPLE);
        while !fields.0.is_empty() {
            sample.push(fields.ordinal()?);
        }
        Ok(Self { date, outlet, corpus, path, id, sample })
    }
}

/// How many independent articles there are among those seen.
#[derive(Debug, Default)]
pub(crate) struct Independent(FxHashSet<u64>);

impl Independent {
    pub(crate) fn see(&mut self, original: u64) {
        self.0.insert(original);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_edits_leave_a_copy() {
        let paragraphs: Vec<String> = (0..12)
            .map(|n| format!("In district {n} the pumps ran all night, number {n} of them without a guard, and nobody in street {n} slept for {n} hours.\n"))
            .collect();
        let text = paragraphs.concat();
        let cut = paragraphs[..9].concat();
        let edited = text.replacen("guard", "watchman", 3).replacen("slept", "could sleep", 2);
        let other = text
            .replace("pumps", "tills")
            .replace("guard", "queue")
            .replace("street", "shop")
            .replace("night", "week");
        let likeness = |other: &str| resemblance(&sample(&text), &sample(other));
        assert_eq!(likeness(&text.replace('\n', "\r\n\r\n").to_uppercase()), 1.0);
        assert!(likeness(&cut) >= ALIKE && likeness(&edited) >= ALIKE);
        assert!(likeness(&other) < ALIKE, "{}", likeness(&other));
        assert_eq!(likeness(""), 0.0);
    }
}
