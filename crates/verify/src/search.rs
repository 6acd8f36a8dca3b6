//! Finds the passages of an article that have most words of a claim.

use crate::reading::{Mark, Reading, marks};
use aggregate::Word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many passages of one article are compared with a claim.
const PASSAGES: usize = 3;

/// A further passage is compared if it has this share, in percent, of what the best has.
const FURTHER: u32 = 60;

/// How much longer than a claim a passage may be: what an ellipsis leaves out.
const LONGER: usize = 2;
const LONGER_WORDS: usize = 40;

/// How many words beside the first and the last in common belong to a passage.
const BESIDE: usize = 20;

// What marks in common say: a pair most, since hardly any is chance.
const STEM: u32 = 2;
const KEY: u32 = 1;
const PAIR: u32 = 3;

/// A part of an article, as a range of its words, and how much of the claim it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) words: Range<usize>,
    /// In parts of what the whole claim has.
    pub(crate) shared: u32,
}

/// The passages with most words of a claim, the best first; none if no word is there.
pub(crate) fn passages(claim: &[Word], source: &Reading) -> Vec<Passage> {
    let mut hits = hits(claim, source);
    let longest = claim.len() * LONGER + LONGER_WORDS;
    let mut found: Vec<Passage> = Vec::new();
    while found.len() < PASSAGES {
        let Some((shared, range)) = densest(&hits, longest) else { break };
        if found.first().is_some_and(|best| shared * 100 < best.shared * FURTHER) {
            break;
        }
        hits.retain(|hit| !range.contains(&hit.place));
        let beside = claim.len().min(BESIDE);
        let start = range.start.saturating_sub(beside);
        let end = (range.end + beside).min(source.words.len());
        found.push(Passage { words: start..end, shared });
    }
    found
}

/// A place in an article where a mark of the claim is.
#[derive(Clone, Copy, Debug)]
struct Hit {
    place: usize,
    /// Which mark of the claim.
    mark: usize,
    weight: u32,
}

fn hits(claim: &[Word], source: &Reading) -> Vec<Hit> {
    let mut numbers: FxHashMap<Mark, usize> = FxHashMap::default();
    let mut hits = Vec::new();
    for at in 0..claim.len() {
        for (mark, weight) in marks(claim, at).into_iter().zip([STEM, KEY, PAIR]) {
            let Some(mark) = mark else { continue };
            let next = numbers.len();
            if let std::collections::hash_map::Entry::Vacant(entry) = numbers.entry(mark) {
                entry.insert(next);
                let places = source.places(mark).iter();
                hits.extend(places.map(|&place| Hit { place: place as usize, mark: next, weight }));
            }
        }
    }
    hits.sort_unstable_by_key(|hit| (hit.place, hit.mark));
    hits
}

/// The part of at most `longest` words with the most marks, each counted once, and how
/// much that is; of equals the shortest, then the first.
fn densest(hits: &[Hit], longest: usize) -> Option<(u32, Range<usize>)> {
    let mut counts: FxHashMap<usize, u32> = FxHashMap::default();
    let (mut start, mut shared, mut best) = (0, 0, None::<(u32, Range<usize>)>);
    for end in hits {
        let count = counts.entry(end.mark).or_default();
        *count += 1;
        shared += if *count == 1 { end.weight } else { 0 };
        loop {
            let first = hits[start];
            let repeated = counts.get(&first.mark).copied().unwrap_or_default() > 1;
            if !repeated && end.place - first.place < longest {
                break;
            }
            counts.entry(first.mark).and_modify(|count| *count -= 1);
            shared -= if repeated { 0 } else { first.weight };
            start += 1;
        }
        let range = hits[start].place..end.place + 1;
        if best.as_ref().is_none_or(|(most, of)| (shared, of.len()) > (*most, range.len())) {
            best = Some((shared, range));
        }
    }
    best
}
