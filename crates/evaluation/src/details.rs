//! Who is named as the speaker, and the labels that only some gold gives.
//!
//! Contents are paired as for the main figures (`compare`); then the labels of each
//! pair are compared (`names`).

use crate::annotations::{Gold, Labelled, Predictions};
use crate::compare;
use crate::names::{same_speaker, same_text};
use crate::ratios::{harmonic, ratio};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::Write;

/// How well the labels of predictions agree with those of gold.
///
/// Serialised, it has the keys of the JSON that `score_details.py` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Predictions with a word in their content, without those in ignored regions.
    pub pred: usize,
    /// Gold attributions.
    pub gold: usize,
    /// Content pairs.
    pub pairs: usize,
    /// Gold attributions that name their speaker.
    pub gold_with_speaker: usize,
    /// Pairs whose gold names no speaker: neither right nor wrong.
    pub neutral: usize,
    /// Of the pairs whose gold names a speaker, those with the right one.
    pub speaker: Share,
    /// Of the pairs whose gold gives the kind, those that agree.
    pub kind: Share,
    /// The same for the addressee; half of the words must be shared.
    pub addressee: Share,
    /// The same for the medium.
    pub medium: Share,
    /// The same for whether the text says that it was *not* said.
    pub negated: Share,
    /// Of the spans that must not be returned, those that were: half of the words
    /// of some prediction are in them.
    pub must_not_broken: Share,
}

/// How many out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those for which it is true.
    pub part: usize,
    /// All that were counted.
    pub whole: usize,
}

impl Share {
    /// The share; `None` when nothing was counted.
    pub fn value(&self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    fn count(&mut self, yes: bool) {
        self.whole += 1;
        self.part += usize::from(yes);
    }
}

/// Compares the labels of predictions with those of gold. Texts are matched as by
/// [`score`](crate::score).
///
/// `None` when gold gives neither speakers nor other labels nor `must_not` spans.
///
/// # Panics
/// As [`score`](crate::score).
pub fn details(gold: &[Gold], predictions: &[Predictions]) -> Option<Details> {
    let labelled = |a: &Labelled| {
        non_empty(&a.speaker).is_some()
            || a.kind.is_some()
            || a.addressee.is_some()
            || a.medium.is_some()
            || a.negated.is_some()
    };
    if !gold.iter().any(|gold| !gold.must_not.is_empty() || gold.attributions.iter().any(labelled)) {
        return None;
    }

    let mut details =
        Details { gold: gold.iter().map(|gold| gold.attributions.len()).sum(), ..Details::default() };
    for mut text in compare::each(gold, predictions) {
        // Unlike in the main figures, words of gold contents can be ignored here.
        let ignored = text.words.of(&text.document.ignore);
        text.drop_ignored(&ignored);
        details.pred += text.pred.len();
        details.gold_with_speaker +=
            text.gold.iter().filter(|item| non_empty(&item.labelled.speaker).is_some()).count();
        for (p, g) in text.matches() {
            details.pair(text.pred[p].labelled, text.gold[g].labelled);
        }
        for &region in &text.document.must_not {
            let region = text.words.of(&[region]);
            details.must_not_broken.count(text.pred.iter().any(|item| item.mostly_in(&region)));
        }
    }
    Some(details)
}

impl Details {
    fn pair(&mut self, pred: &Labelled, gold: &Labelled) {
        self.pairs += 1;
        match non_empty(&gold.speaker) {
            Some(name) => self.speaker.count(same_speaker(name, non_empty(&pred.speaker))),
            None => self.neutral += 1,
        }
        if gold.kind.is_some() {
            self.kind.count(gold.kind == pred.kind);
        }
        if gold.negated.is_some() {
            self.negated.count(gold.negated == pred.negated);
        }
        let labels = [
            (&mut self.addressee, &gold.addressee, &pred.addressee),
            (&mut self.medium, &gold.medium, &pred.medium),
        ];
        for (share, gold, pred) in labels {
            if let Some(gold) = gold {
                share.count(same_text(non_empty(gold), pred.as_ref().and_then(non_empty)));
            }
        }
    }

    /// The precision of “said”, who said what from end to end: the predictions with
    /// the right speaker among those that gold can judge.
    pub fn said_precision(&self) -> f64 {
        ratio(self.speaker.part, self.pred - self.neutral)
    }

    /// The recall of “said”: the gold attributions with a speaker that were found
    /// with the right one.
    pub fn said_recall(&self) -> f64 {
        ratio(self.speaker.part, self.gold_with_speaker)
    }

    /// The harmonic mean of the two.
    pub fn said_f1(&self) -> f64 {
        harmonic(self.said_precision(), self.said_recall())
    }

    fn labels(&self) -> [(&'static str, Share); 4] {
        [
            ("kind", self.kind),
            ("addressee", self.addressee),
            ("medium", self.medium),
            ("negated", self.negated),
        ]
    }

    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut out =
            format!("{:16}{}\n{:16}{}\n{:16}{}", "pred", self.pred, "gold", self.gold, "pairs", self.pairs);
        let [p, r, f1] = [self.said_precision(), self.said_recall(), self.said_f1()].map(|x| 100.0 * x);
        let _ = write!(out, "\n{:16}p {p:.1}  r {r:.1}  f1 {f1:.1}", "said");
        for (name, share) in [("speaker", self.speaker)].into_iter().chain(self.labels()) {
            if let Some(value) = share.value() {
                let _ = write!(out, "\n{name:16}{:.1}", 100.0 * value);
            }
        }
        if self.must_not_broken.whole > 0 {
            let Share { part, whole } = self.must_not_broken;
            let _ = write!(out, "\n{:16}{part}\n{:16}{whole}", "must_not_broken", "must_not");
        }
        out
    }
}

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Said {
            p: f64,
            r: f64,
            f1: f64,
        }
        let said = Said { p: self.said_precision(), r: self.said_recall(), f1: self.said_f1() };
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("pred", &self.pred)?;
        out.serialize_entry("gold", &self.gold)?;
        out.serialize_entry("pairs", &self.pairs)?;
        out.serialize_entry("said", &said)?;
        out.serialize_entry("speaker", &self.speaker.value())?;
        for (name, share) in self.labels() {
            if let Some(value) = share.value() {
                out.serialize_entry(name, &value)?;
            }
        }
        if self.must_not_broken.whole > 0 {
            out.serialize_entry("must_not_broken", &self.must_not_broken.part)?;
            out.serialize_entry("must_not", &self.must_not_broken.whole)?;
        }
        out.end()
    }
}

/// A label, unless it is absent or empty.
pub(crate) fn non_empty(label: &Option<String>) -> Option<&str> {
    label.as_deref().filter(|label| !label.is_empty())
}
