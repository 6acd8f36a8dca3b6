//! The gold and the predicted attributions of one text side by side, and which of
//! them are pairs. `report`, `details`, `confidence` and `mistakes` count these.

use crate::annotations::{Gold, Labelled, Predictions};
use crate::words::{WordSet, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use text::{Kind, Span};

/// The least share of words that two contents (or sources) have in common when
/// they match: shared words among the words in either. The value of the reference
/// scorer, after which its figure is called content@0.5.
pub(crate) const LEAST_SHARED: f64 = 0.5;

/// One attribution as sets of words.
pub(crate) struct AttributionWords<'a> {
    pub(crate) labelled: &'a Labelled,
    /// The spans of the content, normalised.
    pub(crate) boundaries: Vec<Span>,
    pub(crate) content: WordSet,
    pub(crate) cue: WordSet,
    pub(crate) source: WordSet,
    pub(crate) kind: Kind,
}

/// A gold text and the attributions that are compared in it: those with a word in
/// their content.
pub(crate) struct Comparison<'a> {
    pub(crate) document: &'a Gold,
    pub(crate) words: Words<'a>,
    pub(crate) gold: Vec<AttributionWords<'a>>,
    pub(crate) pred: Vec<AttributionWords<'a>>,
}

/// Each gold text with its predictions, in gold order; texts without predictions
/// count as having none.
pub(crate) fn each<'a>(
    gold: &'a [Gold],
    predictions: &'a [Predictions],
) -> impl Iterator<Item = Comparison<'a>> {
    let by_id: FxHashMap<_, _> = predictions.iter().map(|p| (p.id.as_str(), &p.attributions)).collect();
    gold.iter().map(move |document| {
        let words = Words::new(&document.text);
        let pred = by_id.get(document.id.as_str()).map_or(&[][..], |found| found);
        Comparison {
            gold: in_words(&document.attributions, &words),
            pred: in_words(pred, &words),
            words,
            document,
        }
    })
}

fn in_words<'a>(attributions: &'a [Labelled], words: &Words) -> Vec<AttributionWords<'a>> {
    let one = |labelled: &'a Labelled| {
        let boundaries = words.normalised(&labelled.content);
        let content = words.of(&boundaries);
        let kind = words.kind(&content);
        let (cue, source) = (words.of(&labelled.cue), words.of(&labelled.source));
        AttributionWords { labelled, boundaries, content, cue, source, kind }
    };
    attributions.iter().map(one).filter(|item| !item.content.is_empty()).collect()
}

impl AttributionWords<'_> {
    /// Whether at least half of the content is among these words.
    pub(crate) fn mostly_in(&self, words: &WordSet) -> bool {
        2 * self.content.shared(words) >= self.content.len()
    }
}

impl Comparison<'_> {
    /// Drops the predictions with at least half of their content in `ignored` and
    /// returns their number.
    pub(crate) fn drop_ignored(&mut self, ignored: &WordSet) -> usize {
        let before = self.pred.len();
        self.pred.retain(|item| !item.mostly_in(ignored));
        before - self.pred.len()
    }

    /// The words that were not annotated. Those of a gold content always were.
    pub(crate) fn ignored(&self) -> WordSet {
        let gold = WordSet::union(self.gold.iter().map(|item| &item.content));
        self.words.of(&self.document.ignore).without(&gold)
    }

    /// The pairs of contents, as indices (predicted, gold).
    pub(crate) fn matches(&self) -> Vec<(usize, usize)> {
        pair(&self.pred, &self.gold, |item| &item.content, LEAST_SHARED)
    }
}

/// Which predictions are which attributions of gold: pairs of their places in the two
/// lists, predicted and gold, by the words that their contents share (content@0.5).
pub fn pairs(gold: &Gold, predictions: &Predictions) -> Vec<(usize, usize)> {
    let words = Words::new(&gold.text);
    // All have their place, those without a word as well.
    let contents = |all: &[Labelled]| -> Vec<WordSet> {
        all.iter().map(|one| words.of(&words.normalised(&one.content))).collect()
    };
    let (pred, gold) = (contents(&predictions.attributions), contents(&gold.attributions));
    pair(&pred, &gold, |content| content, LEAST_SHARED)
}

/// Pairs items one to one, greedily by the highest Jaccard index of their `words`,
/// as indices (predicted, gold).
///
/// Items below `least` or without a common word are no pair; ties go to the first
/// gold item, then to the first predicted one.
pub(crate) fn pair<T>(pred: &[T], gold: &[T], words: fn(&T) -> &WordSet, least: f64) -> Vec<(usize, usize)> {
    let mut owners: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (g, item) in gold.iter().enumerate() {
        for word in words(item).iter() {
            owners.entry(word).or_default().push(g);
        }
    }
    let mut possible = Vec::new();
    for (p, item) in pred.iter().enumerate() {
        let owned = words(item).iter().filter_map(|word| owners.get(&word)).flatten().copied();
        for g in owned.collect::<FxHashSet<usize>>() {
            let value = words(item).jaccard(words(&gold[g]));
            if value >= least {
                possible.push((value, g, p));
            }
        }
    }
    possible.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_pred, mut used_gold) = (vec![false; pred.len()], vec![false; gold.len()]);
    possible.retain(|&(_, g, p)| {
        let free = !used_pred[p] && !used_gold[g];
        if free {
            (used_pred[p], used_gold[g]) = (true, true);
        }
        free
    });
    possible.into_iter().map(|(_, g, p)| (p, g)).collect()
}

/// Whether two sources are the same: half of their words are shared, or the last
/// word of either (mostly its head) is in the other; or both are empty.
pub(crate) fn same_source(pred: &WordSet, gold: &WordSet) -> bool {
    match (pred.last(), gold.last()) {
        (Some(p), Some(g)) => pred.jaccard(gold) >= LEAST_SHARED || gold.contains(p) || pred.contains(g),
        (p, g) => p == g,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(sets: &[&[u32]]) -> Vec<WordSet> {
        sets.iter().map(|words| words.iter().copied().collect()).collect()
    }

    #[test]
    fn pairs_are_greedy_and_ties_go_to_the_first() {
        let gold = sets(&[&[1, 2, 3, 4], &[5, 6], &[5, 6], &[]]);
        let pred = sets(&[&[1, 2], &[1, 2, 3], &[5, 6], &[9]]);
        assert_eq!(pair(&pred, &gold, |set| set, 0.5), [(2, 1), (1, 0)]);
        assert_eq!(pair(&pred[..1], &gold, |set| set, 0.5), [(0, 0)]);
        assert!(pair(&pred[..1], &gold, |set| set, 0.6).is_empty());
    }

    #[test]
    fn sources() {
        let cases: [(&[u32], &[u32], bool); 6] = [
            (&[], &[], true),
            (&[1], &[], false),
            (&[4], &[2, 3, 4], true),
            (&[1, 2, 3], &[1, 9], false),
            (&[2], &[1, 2, 3, 4, 5], true),
            (&[1, 2], &[2, 3, 4], true),
        ];
        for (pred, gold, right) in cases {
            let both = sets(&[pred, gold]);
            assert_eq!(same_source(&both[0], &both[1]), right, "{pred:?} {gold:?}");
        }
    }
}
