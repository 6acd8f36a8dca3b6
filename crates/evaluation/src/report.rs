//! The main figures, by which versions of sayso are compared: contents, words,
//! triples and cues, for all attributions and for each kind.

use crate::annotations::{Gold, KINDS, Predictions};
use crate::compare::{self, AttributionWords, pair, same_source};
use crate::ratios::{harmonic, ratio};
use crate::words::WordSet;
use rustc_hash::FxHashMap;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::collections::VecDeque;
use std::fmt::Write;
use text::Kind;

/// How well predictions agree with gold, summed over all texts.
///
/// Serialised, it has the keys of the JSON that `score.py` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// How many gold texts there were.
    pub documents: usize,
    /// Predictions left out because half of their content was not annotated.
    pub ignored_predictions: usize,
    /// All attributions.
    pub all: KindCounts,
    /// Those whose words are all inside quotation marks.
    pub direct: KindCounts,
    /// Those with no word inside quotation marks.
    pub indirect: KindCounts,
    /// The others.
    pub mixed: KindCounts,
}

/// The counts for the attributions of one kind, or of all.
///
/// Recall is that of the gold attributions of the kind, precision that of the
/// predictions of the kind, whatever the kind of their partners.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct KindCounts {
    /// Contents with exactly the same borders, except for marks and "that" at the
    /// edges.
    pub exact: Tally,
    /// Contents that share at least half of the words in either: content@0.5.
    pub content: Tally,
    /// The words of contents.
    pub token: Tally,
    /// Content pairs whose source is right as well: the end-to-end figure.
    pub triple: Tally,
    /// Cues that share a word.
    pub cue: Tally,
    /// Sources among the content pairs.
    #[serde(flatten)]
    pub source: Sources,
}

/// How many predictions and how many gold items there are, and how many of each
/// are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Predictions.
    pub pred: usize,
    /// Gold.
    pub gold: usize,
    /// Predictions that are right.
    pub pred_ok: usize,
    /// Gold that was found.
    pub gold_ok: usize,
}

/// How often the source of a content pair is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Content pairs whose source is right.
    pub right: usize,
    /// Content pairs.
    pub pairs: usize,
    /// Content pairs whose gold has a source, and whose source is right.
    pub right_with_source: usize,
    /// Content pairs whose gold has a source.
    pub pairs_with_source: usize,
}

impl Tally {
    /// The share of predictions that are right; 0 when there are none.
    pub fn precision(&self) -> f64 {
        ratio(self.pred_ok, self.pred)
    }

    /// The share of gold that was found; 0 when there is none.
    pub fn recall(&self) -> f64 {
        ratio(self.gold_ok, self.gold)
    }

    /// The harmonic mean of the two; 0 when both are.
    pub fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl Sources {
    /// The share of content pairs whose source is right; 0 when there are none.
    pub fn accuracy(&self) -> f64 {
        ratio(self.right, self.pairs)
    }

    /// The same among the pairs whose gold has a source.
    pub fn accuracy_with_source(&self) -> f64 {
        ratio(self.right_with_source, self.pairs_with_source)
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Tally", 7)?;
        out.serialize_field("p", &self.precision())?;
        out.serialize_field("r", &self.recall())?;
        out.serialize_field("f1", &self.f1())?;
        out.serialize_field("pred", &self.pred)?;
        out.serialize_field("gold", &self.gold)?;
        out.serialize_field("pred_ok", &self.pred_ok)?;
        out.serialize_field("gold_ok", &self.gold_ok)?;
        out.end()
    }
}

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Sources", 2)?;
        out.serialize_field("source_accuracy", &self.accuracy())?;
        out.serialize_field("source_accuracy_given", &self.accuracy_with_source())?;
        out.end()
    }
}

/// Compares predictions with gold.
///
/// Texts are matched by id; each has at most one entry of `predictions`. In a gold
/// text without one nothing was found; entries with ids that gold does not have are
/// ignored.
///
/// # Panics
/// If a span is not inside its text, on character borders. What
/// [`gold`](crate::gold) and [`predictions`](crate::predictions) read always does.
pub fn score(gold: &[Gold], predictions: &[Predictions]) -> Report {
    let mut report = Report::default();
    for mut text in compare::each(gold, predictions) {
        report.documents += 1;
        let ignored = text.ignored();
        report.ignored_predictions += text.drop_ignored(&ignored);
        report.exact(&text.pred, &text.gold);
        report.contents(&text.pred, &text.gold, &text.matches());
        report.tokens(&text.pred, &text.gold, &ignored);
        report.cues(&text.pred, &text.gold);
    }
    report
}

/// Selects the metric that is counted.
type Metric = fn(&mut KindCounts) -> &mut Tally;

impl Report {
    /// The counts for one kind.
    pub fn of_kind(&self, kind: Kind) -> &KindCounts {
        match kind {
            Kind::Direct => &self.direct,
            Kind::Indirect => &self.indirect,
            Kind::Mixed => &self.mixed,
        }
    }

    /// The counts for one kind and those for all, to add to.
    fn counts_mut(&mut self, kind: Kind) -> [&mut KindCounts; 2] {
        let counts = match kind {
            Kind::Direct => &mut self.direct,
            Kind::Indirect => &mut self.indirect,
            Kind::Mixed => &mut self.mixed,
        };
        [counts, &mut self.all]
    }

    /// Adds items and the pairs among them, as indices (predicted, gold).
    fn count(
        &mut self,
        metric: Metric,
        pred: &[&AttributionWords],
        gold: &[&AttributionWords],
        pairs: &[(usize, usize)],
    ) {
        let mut add = |kind, change: fn(&mut Tally)| {
            for counts in self.counts_mut(kind) {
                change(metric(counts));
            }
        };
        for item in pred {
            add(item.kind, |tally| tally.pred += 1);
        }
        for item in gold {
            add(item.kind, |tally| tally.gold += 1);
        }
        for &(p, g) in pairs {
            add(pred[p].kind, |tally| tally.pred_ok += 1);
            add(gold[g].kind, |tally| tally.gold_ok += 1);
        }
    }

    fn exact(&mut self, pred: &[AttributionWords], gold: &[AttributionWords]) {
        let mut waiting: FxHashMap<_, VecDeque<usize>> = FxHashMap::default();
        for (g, item) in gold.iter().enumerate() {
            waiting.entry(&item.boundaries).or_default().push_back(g);
        }
        let partner = |(p, item): (usize, &AttributionWords)| {
            Some((p, waiting.get_mut(&item.boundaries)?.pop_front()?))
        };
        let pairs: Vec<_> = pred.iter().enumerate().filter_map(partner).collect();
        self.count(|counts| &mut counts.exact, &refs(pred), &refs(gold), &pairs);
    }

    fn contents(&mut self, pred: &[AttributionWords], gold: &[AttributionWords], pairs: &[(usize, usize)]) {
        let mut triples = Vec::new();
        for &(p, g) in pairs {
            let right = same_source(&pred[p].source, &gold[g].source);
            let has_source = !gold[g].source.is_empty();
            for KindCounts { source, .. } in self.counts_mut(gold[g].kind) {
                source.pairs += 1;
                source.right += usize::from(right);
                source.pairs_with_source += usize::from(has_source);
                source.right_with_source += usize::from(right && has_source);
            }
            if right {
                triples.push((p, g));
            }
        }
        self.count(|counts| &mut counts.content, &refs(pred), &refs(gold), pairs);
        self.count(|counts| &mut counts.triple, &refs(pred), &refs(gold), &triples);
    }

    fn tokens(&mut self, pred: &[AttributionWords], gold: &[AttributionWords], ignored: &WordSet) {
        let words = |items: &[AttributionWords], kind: Option<Kind>| {
            let wanted = items.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind));
            WordSet::union(wanted.map(|item| &item.content))
        };
        let (all_pred, all_gold) = (words(pred, None).without(ignored), words(gold, None));
        let add = |counts: &mut KindCounts, pred: &WordSet, gold: &WordSet| {
            counts.token.pred += pred.len();
            counts.token.pred_ok += pred.shared(&all_gold);
            counts.token.gold += gold.len();
            counts.token.gold_ok += gold.shared(&all_pred);
        };
        add(&mut self.all, &all_pred, &all_gold);
        for kind in KINDS {
            let [counts, _] = self.counts_mut(kind);
            add(counts, &words(pred, Some(kind)).without(ignored), &words(gold, Some(kind)));
        }
    }

    fn cues(&mut self, pred: &[AttributionWords], gold: &[AttributionWords]) {
        let (pred, gold) = (distinct_cues(pred), distinct_cues(gold));
        let pairs = pair(&pred, &gold, |item| &item.cue, 0.0);
        self.count(|counts| &mut counts.cue, &pred, &gold, &pairs);
    }

    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut out = format!(
            "{} documents; predictions dropped as ignored: {}\n{:9}{:>6}{:>6}  ",
            self.documents, self.ignored_predictions, "type", "gold", "pred"
        );
        for metric in ["exact", "content", "token", "triple", "cue"] {
            let _ = write!(out, "{:>19}", format!("{metric} P/R/F1"));
        }
        let _ = write!(out, "{:>9}{:>9}", "src acc", "(given)");
        let kinds = KINDS.map(|kind| (kind.name(), self.of_kind(kind)));
        for (name, counts) in [("all", &self.all)].into_iter().chain(kinds) {
            let _ = write!(out, "\n{name:9}{:6}{:6}  ", counts.content.gold, counts.content.pred);
            for tally in [&counts.exact, &counts.content, &counts.token, &counts.triple, &counts.cue] {
                let [p, r, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|x| 100.0 * x);
                let _ = write!(out, "{p:7.1}{r:6.1}{f1:6.1}");
            }
            let [all, with_source] =
                [counts.source.accuracy(), counts.source.accuracy_with_source()].map(|x| 100.0 * x);
            let _ = write!(out, "{all:9.1}{with_source:9.1}");
        }
        out
    }
}

fn refs<'a, 'b>(items: &'b [AttributionWords<'a>]) -> Vec<&'b AttributionWords<'a>> {
    items.iter().collect()
}

/// The items with a cue; of those with the same cue only the first one, in the
/// place of the last.
fn distinct_cues<'a, 'b>(items: &'b [AttributionWords<'a>]) -> Vec<&'b AttributionWords<'a>> {
    let with_cue = || items.iter().enumerate().filter(|(_, item)| !item.cue.is_empty());
    let last: FxHashMap<_, _> = with_cue().map(|(index, item)| (&item.cue, index)).collect();
    let first: FxHashMap<_, _> = with_cue().rev().map(|(_, item)| (&item.cue, item)).collect();
    with_cue().filter(|(index, item)| last[&item.cue] == *index).map(|(_, item)| first[&item.cue]).collect()
}
