//! Wire copy: articles that are nearly identical, so that what forty outlets
//! print can be counted as forty and as one (`copies.jsonl`).
//!
//! Of each article's runs of words the smallest hashes are kept, a sample that is
//! the same wherever a run occurs (bottom-k MinHash: Broder 1997, "On the
//! resemblance and containment of documents"). This is joined before speakers and
//! clusters are, since both count how many of their articles are independent.

use crate::error::{Error, sorting};
use crate::likeness::{Groups, Matcher};
use crate::storage::{
    Fields, Pairs, Scratch, Share, Sorter, Spool, put_date, put_descending, put_optional, put_ordinal,
    put_sortable, put_text,
};
use crate::wording::{Tally, fold_words};
use jiff::civil::Date;
use records::{Article, Copies, Copy, Line};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::io;

/// How many words make a run.
const RUN: usize = 4;

/// How many hashes of an article are kept.
const SAMPLE: usize = 48;

/// Articles with fewer hashes are too short to be compared.
const MIN_SAMPLE: usize = SAMPLE / 4;

/// How many hashes of an article are features: copies share most of their runs, so
/// they share some of these.
const FEATURES: usize = 10;

/// The share of the runs of both articles that copies have in common, at least. A
/// changed word changes four runs.
const ALIKE: f64 = 0.45;

/// Lines of fewer words are bylines, menus and captions.
const MIN_LINE: usize = 8;

/// The memory for the notes while they are matched, in addition to the matcher,
/// which may take all: nothing else runs meanwhile.
const ARTICLES: Share = Share(1, 4);

/// The memory for the notes by group. The matcher's is free by then.
const MEMBERS: Share = Share(1, 4);

/// Spreads the values of a hasher that are close to each other for similar input:
/// 2^64 divided by the golden ratio, and a rotation.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
const SPREAD_ROTATION: u32 = 29;

/// Notes an article.
pub(crate) fn note(article: &Article<'_>, notes: &mut Pairs) {
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

/// One article, read back.
struct ArticleNote<'a> {
    date: Option<Date>,
    outlet: Option<&'a str>,
    corpus: &'a str,
    path: &'a str,
    id: &'a str,
    sample: Vec<u64>,
}

impl<'a> ArticleNote<'a> {
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

    /// What has to be shared to be compared; nothing for a short article.
    fn features(&self) -> &[u64] {
        if self.sample.len() < MIN_SAMPLE { &[] } else { &self.sample[..FEATURES.min(self.sample.len())] }
    }
}

/// The smallest hashes of the runs of words in the lines of a text, sorted.
fn sample(text: &str) -> Vec<u64> {
    let (mut hashes, mut words) = (Vec::new(), Vec::new());
    let mut folded = String::new();
    for line in text.lines() {
        folded.clear();
        if fold_words(line, &mut folded) < MIN_LINE {
            continue;
        }
        words.clear();
        words.extend(folded.split(' ').map(|word| hash(word.as_bytes())));
        hashes.extend(words.windows(RUN).map(|run| {
            let mut hasher = FxHasher::default();
            run.iter().for_each(|&word| hasher.write_u64(word));
            hasher.finish().wrapping_mul(SPREAD).rotate_left(SPREAD_ROTATION)
        }));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SAMPLE);
    hashes
}

/// Which share of the runs of two articles both have, estimated from their samples.
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

/// What an article has to share to be compared, by its note.
pub(crate) fn features(note: &[u8]) -> io::Result<Vec<u64>> {
    Ok(ArticleNote::read(note)?.features().to_vec())
}

/// Whether two articles are copies, by their notes.
pub(crate) fn alike(one: &[u8], other: &[u8]) -> io::Result<bool> {
    Ok(resemblance(&ArticleNote::read(one)?.sample, &ArticleNote::read(other)?.sample) >= ALIKE)
}

/// Joins copies into lines; returns which articles are copies.
///
/// # Errors
/// If sorting fails, or two articles have one id.
pub(crate) fn join(notes: Sorter, scratch: Scratch<'_>, lines: &mut Sorter) -> Result<Originals, Error> {
    let sorting = sorting(scratch.folder());
    let mut matcher = Matcher::new(scratch);
    let mut articles = scratch.spool(ARTICLES);
    let mut notes = notes.finish().map_err(&sorting)?;
    let mut last: Option<(Vec<u8>, String)> = None;
    let mut record = Vec::new();
    while let Some((key, value)) = notes.next().map_err(&sorting)? {
        let note = ArticleNote::read(value).map_err(&sorting)?;
        let origin = format!("{} (corpus {})", note.path, note.corpus);
        if let Some((_, first)) = last.take_if(|(last, _)| last == key) {
            return Err(Error::duplicate_id(note.id, &first, &origin));
        }
        // A note starts with its date: of a frequent feature, articles of about the
        // same day are compared.
        let date = value.first_chunk().copied().unwrap_or_default();
        let place = matcher.push(value, date, note.features()).map_err(&sorting)?;
        record.clear();
        put_ordinal(&mut record, place);
        record.extend_from_slice(value);
        articles.push(&record).map_err(&sorting)?;
        last = Some((key.to_vec(), origin));
    }
    let (groups, _) = matcher.join(alike).map_err(&sorting)?;
    write_lines(&articles, &groups, scratch, lines).map_err(sorting)
}

/// Writes the line of each group of copies.
fn write_lines(
    articles: &Spool,
    groups: &Groups,
    scratch: Scratch<'_>,
    lines: &mut Sorter,
) -> io::Result<Originals> {
    let mut members = scratch.sorter(MEMBERS);
    let (mut articles, mut groups) = (articles.records(), groups.read());
    while let Some((_, record)) = articles.next()? {
        let mut fields = Fields(record);
        if let Some(group) = groups.group_of(fields.ordinal()?)? {
            members.push(&group.to_be_bytes(), fields.0)?;
        }
    }
    let mut originals = Originals::default();
    let mut members = members.finish()?;
    let mut group = Pairs::default();
    while members.next_group(&mut group)? {
        let Some(line) = line(group.iter().map(|(_, note)| note))? else { continue };
        originals.add(&line);
        let mut key = Vec::new();
        put_descending(&mut key, line.articles.len() as u64);
        put_sortable(&mut key, &line.id);
        lines.push(&key, &line.to_json())?;
    }
    Ok(originals)
}

/// The line of the articles that are copies of each other, by their notes, which are sorted.
pub(crate) fn line<'a>(notes: impl Iterator<Item = &'a [u8]>) -> io::Result<Option<Copies>> {
    // They begin with the date, so the first is the original.
    let notes = notes.map(ArticleNote::read).collect::<io::Result<Vec<_>>>()?;
    let Some(original) = notes.first() else { return Ok(None) };
    let mut outlets = Tally::default();
    notes.iter().filter_map(|note| note.outlet).for_each(|outlet| outlets.add(outlet));
    let copy = |note: &ArticleNote<'_>| Copy {
        article: note.id.to_owned(),
        outlet: note.outlet.map(str::to_owned),
        date: note.date,
    };
    let articles = notes.iter().map(copy).collect();
    Ok(Some(Copies { id: original.id.to_owned(), outlets: outlets.counted(), articles }))
}

/// Which articles are copies: the hashes of their ids, each with that of the first
/// article of its group.
#[derive(Debug, Default)]
pub(crate) struct Originals(FxHashMap<u64, u64>);

impl Originals {
    /// Takes in a line of copies.
    fn add(&mut self, line: &Copies) {
        let original = hash(line.id.as_bytes());
        self.0.extend(line.articles.iter().map(|copy| (hash(copy.article.as_bytes()), original)));
    }

    /// A number that all copies of an article have in common, and no other article.
    pub(crate) fn original_of(&self, article: &[u8]) -> u64 {
        let hash = hash(article);
        self.0.get(&hash).copied().unwrap_or(hash)
    }
}

/// The number that stands for an article, by its id, where it is no copy.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// How many independent articles there are among those that were added.
#[derive(Debug, Default)]
pub(crate) struct Independent(FxHashSet<u64>);

impl Independent {
    /// Adds what [`Originals::original_of`] says of an article; returns whether it is the
    /// first of its copies.
    pub(crate) fn add(&mut self, original: u64) -> bool {
        self.0.insert(original)
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
