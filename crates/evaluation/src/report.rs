//! The counts that sayso is compared by: contents, words, triples and cues, for
//! all attributions and for each kind.

use crate::annotations::{Gold, KINDS, Predictions};
use crate::compare::{self, Item, pair, same_source};
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
    pub all: Part,
    /// Those whose words all stand inside quotation marks.
    pub direct: Part,
    /// Those of which no word does.
    pub indirect: Part,
    /// The others.
    pub mixed: Part,
}

/// The counts for attributions of one kind.
///
/// Recall is that of the gold attributions of the kind, precision that of the
/// predictions of the kind, whatever the kind of their partners.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// Contents with exactly the same borders, marks and "that" at the edges apart.
    pub exact: Tally,
    /// Contents that share at least half of the words in either: content@0.5.
    pub content: Tally,
    /// The words inside contents.
    pub token: Tally,
    /// Content pairs whose source is right as well: the end-to-end figure.
    pub triple: Tally,
    /// Cues that share a word.
    pub cue: Tally,
    /// Sources among the content pairs.
    #[serde(flatten)]
    pub source: Sources,
}

/// What was found and what there was, on both sides.
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
    /// The same, where gold has a source.
    pub right_given: usize,
    /// Content pairs where gold has a source.
    pub pairs_given: usize,
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

    /// The same, where gold has a source.
    pub fn accuracy_given(&self) -> f64 {
        ratio(self.right_given, self.pairs_given)
    }
}

pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

pub(crate) fn harmonic(p: f64, r: f64) -> f64 {
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
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
        out.serialize_field("source_accuracy_given", &self.accuracy_given())?;
        out.end()
    }
}

/// Compares predictions with gold.
///
/// Texts are matched by id, each with at most one entry of `predictions`; a gold
/// text without one counts as a text in which nothing was found, and ids that
/// gold does not know are not looked at.
///
/// # Panics
/// If a span does not lie inside its text, on character borders. What
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

/// Which metric a count is for.
type Metric = fn(&mut Part) -> &mut Tally;

impl Report {
    /// The counts for one kind.
    pub fn part(&self, kind: Kind) -> &Part {
        match kind {
            Kind::Direct => &self.direct,
            Kind::Indirect => &self.indirect,
            Kind::Mixed => &self.mixed,
        }
    }

    /// The counts for one kind and those for all.
    fn parts(&mut self, kind: Kind) -> [&mut Part; 2] {
        let part = match kind {
            Kind::Direct => &mut self.direct,
            Kind::Indirect => &mut self.indirect,
            Kind::Mixed => &mut self.mixed,
        };
        [part, &mut self.all]
    }

    /// Counts items and the pairs among them, as (predicted, gold).
    fn count(&mut self, metric: Metric, pred: &[&Item], gold: &[&Item], pairs: &[(usize, usize)]) {
        let mut add = |kind, change: fn(&mut Tally)| {
            for part in self.parts(kind) {
                change(metric(part));
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

    fn exact(&mut self, pred: &[Item], gold: &[Item]) {
        let mut waiting: FxHashMap<_, VecDeque<usize>> = FxHashMap::default();
        for (g, item) in gold.iter().enumerate() {
            waiting.entry(&item.boundaries).or_default().push_back(g);
        }
        let partner = |(p, item): (usize, &Item)| Some((p, waiting.get_mut(&item.boundaries)?.pop_front()?));
        let pairs: Vec<_> = pred.iter().enumerate().filter_map(partner).collect();
        self.count(|part| &mut part.exact, &refs(pred), &refs(gold), &pairs);
    }

    fn contents(&mut self, pred: &[Item], gold: &[Item], pairs: &[(usize, usize)]) {
        let mut both = Vec::new();
        for &(p, g) in pairs {
            let right = same_source(&pred[p].source, &gold[g].source);
            let given = !gold[g].source.is_empty();
            for Part { source, .. } in self.parts(gold[g].kind) {
                source.pairs += 1;
                source.right += usize::from(right);
                source.pairs_given += usize::from(given);
                source.right_given += usize::from(right && given);
            }
            if right {
                both.push((p, g));
            }
        }
        self.count(|part| &mut part.content, &refs(pred), &refs(gold), pairs);
        self.count(|part| &mut part.triple, &refs(pred), &refs(gold), &both);
    }

    fn tokens(&mut self, pred: &[Item], gold: &[Item], ignored: &WordSet) {
        let words = |items: &[Item], kind: Option<Kind>| {
            let wanted = items.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind));
            WordSet::union(wanted.map(|item| &item.content))
        };
        let (all_pred, all_gold) = (words(pred, None).without(ignored), words(gold, None));
        let add = |part: &mut Part, pred: &WordSet, gold: &WordSet| {
            part.token.pred += pred.len();
            part.token.pred_ok += pred.shared(&all_gold);
            part.token.gold += gold.len();
            part.token.gold_ok += gold.shared(&all_pred);
        };
        add(&mut self.all, &all_pred, &all_gold);
        for kind in KINDS {
            let [part, _] = self.parts(kind);
            add(part, &words(pred, Some(kind)).without(ignored), &words(gold, Some(kind)));
        }
    }

    fn cues(&mut self, pred: &[Item], gold: &[Item]) {
        let (pred, gold) = (distinct_cues(pred), distinct_cues(gold));
        let pairs = pair(&pred, &gold, |item| &item.cue, 0.0);
        self.count(|part| &mut part.cue, &pred, &gold, &pairs);
    }

    /// The figures as people read them.
    pub fn table(&self) -> String {
        let mut out = format!(
            "{} documents; predictions dropped as ignored: {}\n{:9}{:>6}{:>6}  ",
            self.documents, self.ignored_predictions, "type", "gold", "pred"
        );
        for metric in ["exact", "content", "token", "triple", "cue"] {
            let _ = write!(out, "{:>19}", format!("{metric} P/R/F1"));
        }
        let _ = write!(out, "{:>9}{:>9}", "src acc", "(given)");
        let kinds = KINDS.map(|kind| (kind.name(), self.part(kind)));
        for (name, part) in [("all", &self.all)].into_iter().chain(kinds) {
            let _ = write!(out, "\n{name:9}{:6}{:6}  ", part.content.gold, part.content.pred);
            for tally in [&part.exact, &part.content, &part.token, &part.triple, &part.cue] {
                let [p, r, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|x| 100.0 * x);
                let _ = write!(out, "{p:7.1}{r:6.1}{f1:6.1}");
            }
            let [all, given] = [part.source.accuracy(), part.source.accuracy_given()].map(|x| 100.0 * x);
            let _ = write!(out, "{all:9.1}{given:9.1}");
        }
        out
    }
}

fn refs<'a, 'b>(items: &'b [Item<'a>]) -> Vec<&'b Item<'a>> {
    items.iter().collect()
}

/// The items with a cue; of those with the same cue only the first one, in the
/// place of the last.
fn distinct_cues<'a, 'b>(items: &'b [Item<'a>]) -> Vec<&'b Item<'a>> {
    let with_cue = || items.iter().enumerate().filter(|(_, item)| !item.cue.is_empty());
    let last: FxHashMap<_, _> = with_cue().map(|(index, item)| (&item.cue, index)).collect();
    let first: FxHashMap<_, _> = with_cue().rev().map(|(_, item)| (&item.cue, item)).collect();
    with_cue().filter(|(index, item)| last[&item.cue] == *index).map(|(_, item)| first[&item.cue]).collect()
}
