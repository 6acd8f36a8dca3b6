//! Who is named as the speaker, and the labels that only some gold gives.
//!
//! Contents are paired as for the main figures; then the labels of each pair are
//! compared.

use crate::annotations::{Gold, Labelled, Predictions};
use crate::characters::{RUN, starts_in_word};
use crate::compare;
use crate::report::{harmonic, ratio};
use rustc_hash::FxHashSet;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::Write;

/// How well the labels of predictions agree with those of gold.
///
/// Serialised, it has the keys of the JSON that `score_details.py` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Predictions with a word in their content, outside ignored regions.
    pub pred: usize,
    /// Gold attributions.
    pub gold: usize,
    /// Content pairs.
    pub pairs: usize,
    /// Gold attributions that name their speaker.
    pub gold_said: usize,
    /// Pairs whose gold speaker nobody knows: neither right nor wrong.
    pub neutral: usize,
    /// Pairs with a gold speaker, and those with the right one.
    pub speaker: Share,
    /// Pairs whose gold gives the kind, and those that agree.
    pub kind: Share,
    /// The same for to whom it was said: half of the words are shared.
    pub addressee: Share,
    /// The same for through what.
    pub medium: Share,
    /// The same for whether it was not said.
    pub negated: Share,
    /// Spans that must not be returned, and those of which something returned
    /// has half of its words.
    pub must_not_broken: Share,
}

/// Some out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those of which it is true.
    pub part: usize,
    /// All that were asked.
    pub whole: usize,
}

impl Share {
    /// The share, if there is anything to share.
    pub fn value(&self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    fn count(&mut self, yes: bool) {
        self.whole += 1;
        self.part += usize::from(yes);
    }
}

/// Compares the labels of predictions with those of gold, which must fit the
/// conditions of [`score`](crate::score).
///
/// `None` when gold gives neither speakers nor other labels nor `must_not` spans.
///
/// # Panics
/// As [`score`](crate::score).
pub fn details(gold: &[Gold], predictions: &[Predictions]) -> Option<Details> {
    let labelled = |a: &Labelled| {
        given(&a.speaker).is_some()
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
        // Unlike in the main figures, gold contents do not shine through here.
        let ignored = text.words.of(&text.gold_text.ignore);
        text.drop_ignored(&ignored);
        details.pred += text.pred.len();
        details.gold_said += text.gold.iter().filter(|item| given(&item.labelled.speaker).is_some()).count();
        for (p, g) in text.matches() {
            details.pair(text.pred[p].labelled, text.gold[g].labelled);
        }
        for &region in &text.gold_text.must_not {
            let region = text.words.of(&[region]);
            details.must_not_broken.count(text.pred.iter().any(|item| item.mostly_in(&region)));
        }
    }
    Some(details)
}

impl Details {
    fn pair(&mut self, pred: &Labelled, gold: &Labelled) {
        self.pairs += 1;
        match given(&gold.speaker) {
            Some(name) => self.speaker.count(same_speaker(name, given(&pred.speaker))),
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
                share.count(same_text(given(gold), pred.as_ref().and_then(given)));
            }
        }
    }

    /// Who said what, end to end: the predictions with the right speaker among
    /// those that gold can judge.
    pub fn said_precision(&self) -> f64 {
        ratio(self.speaker.part, self.pred - self.neutral)
    }

    /// The gold attributions with a speaker that were found with it.
    pub fn said_recall(&self) -> f64 {
        ratio(self.speaker.part, self.gold_said)
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

    /// The figures as people read them.
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

/// A label that says something.
pub(crate) fn given(label: &Option<String>) -> Option<&str> {
    label.as_deref().filter(|label| !label.is_empty())
}

/// Words that do not tell names apart.
#[rustfmt::skip]
const DROPPED: &[&str] = &[
    "a", "an", "capt", "col", "dame", "dr", "gen", "gov", "governor", "judge", "justice", "lady",
    "lord", "lt", "mr", "mrs", "ms", "president", "prof", "professor", "rep", "representative", "rev",
    "sen", "senator", "sgt", "sir", "the",
];
/// Words in lower case that proper names may hold.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "al", "and", "bin", "da", "de", "den", "der", "di", "du", "el", "for", "ibn", "la", "of", "the",
    "van", "von",
];

type Name = FxHashSet<String>;

/// The words of a name that tell it from others, in lower case.
fn words(name: &str) -> Name {
    let name = without_possessives(name).to_lowercase();
    let words = RUN.find_iter(&name).map(|word| word.as_str());
    words.filter(|word| !DROPPED.contains(word)).map(str::to_owned).collect()
}

fn without_possessives(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(['\'', '’']) {
        let (before, mark) = rest.split_at(at);
        let after = &mark[mark.chars().next().map_or(0, char::len_utf8)..];
        out.push_str(before);
        match after.strip_prefix('s') {
            Some(left) if !starts_in_word(left) => rest = left,
            _ => {
                out.push_str(&mark[..mark.len() - after.len()]);
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether it has the form of a proper name: no word in lower case but small ones.
fn is_proper(name: &str) -> bool {
    let mut found = false;
    for word in RUN.find_iter(name).map(|word| word.as_str()) {
        let small = word.to_lowercase();
        if SMALL.contains(&small.as_str()) || DROPPED.contains(&small.as_str()) {
            continue;
        }
        found = true;
        if word.starts_with(char::is_lowercase) {
            return false;
        }
    }
    found
}

/// Shared words among the words in either; all when there are none.
fn share(a: &Name, b: &Name) -> f64 {
    match a.union(b).count() {
        0 => 1.0,
        either => a.intersection(b).count() as f64 / either as f64,
    }
}

/// Whether the predicted name names the gold speaker: a proper name must be there
/// in full, of a description half of the words.
pub(crate) fn same_speaker(gold: &str, pred: Option<&str>) -> bool {
    let Some(pred) = pred else { return false };
    let (g, p) = (words(gold), words(pred));
    if g.is_empty() || p.is_empty() {
        gold.to_lowercase() == pred.to_lowercase()
    } else if is_proper(gold) {
        g.is_subset(&p)
    } else {
        share(&g, &p) >= 0.5
    }
}

fn same_text(gold: Option<&str>, pred: Option<&str>) -> bool {
    match (gold, pred) {
        (Some(gold), Some(pred)) => {
            let (g, p) = (words(gold), words(pred));
            share(&g, &p) >= 0.5 || g.is_subset(&p)
        }
        (gold, pred) => gold == pred,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers() {
        let cases = [
            ("Ines Aduba", "Professor Ines Aduba", true),
            ("Ines Aduba", "Aduba", false),
            ("the Port of Skarvik", "Port of Skarvik", true),
            ("Port of Skarvik", "Skarvik", false),
            ("Dr Aduba's", "ADUBA", true),
            ("a harbour official", "harbour officials and others", false),
            ("a harbour official", "the official", true),
            ("The", "the", true),
            ("Ines Aduba", "", false),
        ];
        for (gold, pred, right) in cases {
            let pred = Some(pred.to_owned()).filter(|p| !p.is_empty());
            assert_eq!(same_speaker(gold, pred.as_deref()), right, "{gold:?} {pred:?}");
        }
        assert_eq!(without_possessives("Aduba’s port's Aduba’sson’s"), "Aduba port Aduba’sson");
        assert!(same_text(None, None) && !same_text(Some("reporters"), None) && !same_text(None, Some("us")));
        assert!(same_text(Some("the reporters"), Some("reporters on the quay")));
    }

    #[test]
    fn small_words_are_sorted() {
        assert!(DROPPED.is_sorted() && SMALL.is_sorted());
    }
}
