//! One text's gold and predicted attributions side by side, and who pairs with whom.

use crate::annotations::{Gold, Labelled, Predictions};
use crate::words::{WordSet, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use text::{Kind, Span};

/// How much of the words in either must be shared for two contents to match.
pub(crate) const THRESHOLD: f64 = 0.5;

/// One attribution as words.
pub(crate) struct Item<'a> {
    pub(crate) labelled: &'a Labelled,
    pub(crate) boundaries: Vec<Span>,
    pub(crate) content: WordSet,
    pub(crate) cue: WordSet,
    pub(crate) source: WordSet,
    pub(crate) kind: Kind,
}

/// A gold text and what is compared in it. Attributions without a word in their
/// content are left out.
pub(crate) struct Comparison<'a> {
    pub(crate) gold_text: &'a Gold,
    pub(crate) words: Words<'a>,
    pub(crate) gold: Vec<Item<'a>>,
    pub(crate) pred: Vec<Item<'a>>,
}

/// Each gold text with its predictions, in gold order; texts without predictions
/// count as having none.
pub(crate) fn each<'a>(
    gold: &'a [Gold],
    predictions: &'a [Predictions],
) -> impl Iterator<Item = Comparison<'a>> {
    let by_id: FxHashMap<_, _> = predictions.iter().map(|p| (p.id.as_str(), &p.attributions)).collect();
    gold.iter().map(move |gold_text| {
        let words = Words::new(&gold_text.text);
        let pred = by_id.get(gold_text.id.as_str()).map_or(&[][..], |found| found);
        Comparison {
            gold: items(&gold_text.attributions, &words),
            pred: items(pred, &words),
            words,
            gold_text,
        }
    })
}

fn items<'a>(attributions: &'a [Labelled], words: &Words) -> Vec<Item<'a>> {
    let item = |labelled: &'a Labelled| {
        let boundaries = words.normalised(&labelled.content);
        let content = words.of(&boundaries);
        let kind = words.kind(&content);
        let (cue, source) = (words.of(&labelled.cue), words.of(&labelled.source));
        Item { labelled, boundaries, content, cue, source, kind }
    };
    attributions.iter().map(item).filter(|item| !item.content.is_empty()).collect()
}

impl Item<'_> {
    /// Whether at least half of the content lies among these words.
    pub(crate) fn mostly_in(&self, words: &WordSet) -> bool {
        2 * self.content.shared(words) >= self.content.len()
    }
}

impl Comparison<'_> {
    /// Leaves out the predictions with half of their content in `ignored` and
    /// says how many they were.
    pub(crate) fn drop_ignored(&mut self, ignored: &WordSet) -> usize {
        let before = self.pred.len();
        self.pred.retain(|item| !item.mostly_in(ignored));
        before - self.pred.len()
    }

    /// The words that were not annotated; the words of a gold content always were.
    pub(crate) fn ignored(&self) -> WordSet {
        let gold = WordSet::union(self.gold.iter().map(|item| &item.content));
        self.words.of(&self.gold_text.ignore).without(&gold)
    }

    /// Content pairs, as (predicted, gold).
    pub(crate) fn matches(&self) -> Vec<(usize, usize)> {
        pair(&self.pred, &self.gold, |item| &item.content, THRESHOLD)
    }
}

/// Pairs items one to one, greedily by the highest Jaccard of their `words`, as
/// (predicted, gold).
///
/// Pairs below `least` or without a common word do not count; ties go to the
/// first gold item, then to the first predicted one.
pub(crate) fn pair<T>(pred: &[T], gold: &[T], words: fn(&T) -> &WordSet, least: f64) -> Vec<(usize, usize)> {
    let mut owners: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (g, item) in gold.iter().enumerate() {
        for word in words(item).iter() {
            owners.entry(word).or_default().push(g);
        }
    }
    let mut candidates = Vec::new();
    for (p, item) in pred.iter().enumerate() {
        let owned = words(item).iter().filter_map(|word| owners.get(&word)).flatten().copied();
        for g in owned.collect::<FxHashSet<usize>>() {
            let value = words(item).jaccard(words(&gold[g]));
            if value >= least {
                candidates.push((value, g, p));
            }
        }
    }
    candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_pred, mut used_gold) = (vec![false; pred.len()], vec![false; gold.len()]);
    candidates.retain(|&(_, g, p)| {
        let free = !used_pred[p] && !used_gold[g];
        if free {
            (used_pred[p], used_gold[g]) = (true, true);
        }
        free
    });
    candidates.into_iter().map(|(_, g, p)| (p, g)).collect()
}

/// Whether two sources name the same: half of their words are shared, or the
/// last word of either (its head, mostly) lies in the other; or both are empty.
pub(crate) fn same_source(pred: &WordSet, gold: &WordSet) -> bool {
    match (pred.last(), gold.last()) {
        (Some(p), Some(g)) => pred.jaccard(gold) >= THRESHOLD || gold.contains(p) || pred.contains(g),
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
