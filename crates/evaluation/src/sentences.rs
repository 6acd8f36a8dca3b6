//! Sentence borders against gold ones.
//!
//! Read a [`gold`] standard, split its texts, and [`Score::add`] each. On both sides
//! spans are trimmed of white space and empty ones are dropped, so a splitter may
//! include the white space around a sentence or not. The definitions are those of
//! the sentence scorer `sentences/score.py`, to the last digit.

use crate::error::{Error, Problem};
use crate::excerpts::{one_line, window};
use crate::read::objects::{GoldTexts, objects};
use crate::read::offsets::Offsets;
use crate::words::characters::{is_line_break, is_space};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::path::Path;
use text::Span;

/// A text and its sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplitText {
    /// The name of the text, unique in its gold standard.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its sentences, in order, in bytes.
    pub sentences: Vec<Span>,
    /// The other fields of its line, such as `genre` or `phenomenon`.
    pub fields: serde_json::Map<String, serde_json::Value>,
}

/// How well splits agree with gold, summed over all texts.
///
/// Serialised, it has the keys of the JSON that the scorer prints.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Score {
    /// The ends of all sentences but the last of each text.
    pub boundary: SpanTally,
    /// The same without those before a line break: the borders that only punctuation
    /// tells.
    pub inline: SpanTally,
    /// Sentences; right if both ends are.
    pub sentence: SpanTally,
    /// Texts.
    pub items: usize,
    /// Texts in which every sentence is right.
    pub items_right: usize,
}

/// How many spans were found, how many there are in gold, and how many are in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanTally {
    /// Found and in gold.
    pub right: usize,
    /// Found.
    pub predicted: usize,
    /// In gold.
    pub gold: usize,
}

impl SpanTally {
    fn add(&mut self, gold: &FxHashSet<Span>, predicted: &FxHashSet<Span>) {
        self.right += gold.intersection(predicted).count();
        self.predicted += predicted.len();
        self.gold += gold.len();
    }

    /// The share of what was found that is right; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.predicted)
    }

    /// The share of gold that was found; 1 when gold has nothing.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of the two; 1 when nothing was found and gold has nothing.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.predicted + self.gold)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Serialize for SpanTally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("SpanTally", 6)?;
        out.serialize_field("p", &self.precision())?;
        out.serialize_field("r", &self.recall())?;
        out.serialize_field("f1", &self.f1())?;
        out.serialize_field("right", &self.right)?;
        out.serialize_field("predicted", &self.predicted)?;
        out.serialize_field("gold", &self.gold)?;
        out.end()
    }
}

impl Score {
    /// Counts the sentences found in one text.
    ///
    /// `found` are in order and do not overlap.
    ///
    /// # Panics
    /// If a span is not inside the text, on character borders.
    pub fn add(&mut self, gold: &SplitText, found: &[Span]) {
        let (sentences, found) = (trimmed(&gold.text, &gold.sentences), trimmed(&gold.text, found));
        let (mut gold_ends, mut found_ends) = (ends(&sentences), ends(&found));
        self.boundary.add(&gold_ends, &found_ends);
        for ends in [&mut gold_ends, &mut found_ends] {
            ends.retain(|end| !line_break_follows(&gold.text[end.start..]));
        }
        self.inline.add(&gold_ends, &found_ends);
        self.sentence.add(&sentences.iter().copied().collect(), &found.iter().copied().collect());
        self.items += 1;
        self.items_right += usize::from(sentences == found);
    }

    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let row = |name: &str, tally: &SpanTally| {
            let [p, r, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|x| 100.0 * x);
            let SpanTally { right, predicted, gold } = tally;
            format!(
                "{name:<9} P {p:6.2}%  R {r:6.2}%  F1 {f1:6.2}%   \
                 ({right} right, {predicted} predicted, {gold} gold)\n"
            )
        };
        row("boundary", &self.boundary)
            + &row("inline", &self.inline)
            + &row("sentence", &self.sentence)
            + &format!("items     {} of {} all right", self.items_right, self.items)
    }
}

/// How many characters are shown on either side of a wrong border: together a line
/// of a terminal.
const CONTEXT: usize = 40;

/// The wrong borders of one text, in order, each as a line for people:
/// `missed @120: …before‖after…`, the offset in code points.
pub fn errors(gold: &SplitText, found: &[Span]) -> Vec<String> {
    let text = &gold.text;
    let gold_ends = ends(&trimmed(text, &gold.sentences));
    let found_ends = ends(&trimmed(text, found));
    let mut wrong: Vec<_> = gold_ends.symmetric_difference(&found_ends).collect();
    wrong.sort_unstable();
    let line = |&end: &Span| {
        let what = if gold_ends.contains(&end) { "missed" } else { "false " };
        let shown = window(text, end, CONTEXT);
        let offset = text[..end.start].chars().count();
        let (before, after) = (&text[shown.start..end.start], &text[end.end..shown.end]);
        format!("{what} @{offset}: {}‖{}", one_line(before), one_line(after))
    };
    wrong.into_iter().map(line).collect()
}

/// The ends of all sentences but the last, as empty spans.
fn ends(sentences: &[Span]) -> FxHashSet<Span> {
    let inner = sentences.len().saturating_sub(1);
    sentences[..inner].iter().map(|s| Span::new(s.end, s.end)).collect()
}

fn trimmed(text: &str, spans: &[Span]) -> Vec<Span> {
    let trim = |span: &Span| {
        let inner = span.of(text).trim_end_matches(is_space);
        let end = span.start + inner.len();
        Span::new(end - inner.trim_start_matches(is_space).len(), end)
    };
    spans.iter().map(trim).filter(|span| !span.is_empty()).collect()
}

/// Whether the white space at the start of a text has a line break.
fn line_break_follows(rest: &str) -> bool {
    // The separators of ASCII end lines, but the reference scorer does not count
    // them here.
    let breaks = |c: char| is_line_break(c) && !('\u{1c}'..='\u{1e}').contains(&c);
    rest.chars().take_while(|&c| is_space(c)).any(breaks)
}

/// A line of a file.
#[derive(serde::Deserialize)]
struct SplitTextLine {
    id: String,
    text: Option<String>,
    spans: Vec<[usize; 2]>,
    #[serde(flatten)]
    fields: serde_json::Map<String, serde_json::Value>,
}

/// Reads a gold standard: lines of `{"id", "text", "spans": [[start, end], …]}`, the
/// spans in code points and in order.
///
/// # Errors
/// If the file cannot be read or something in it cannot be used.
pub fn gold(path: &Path) -> Result<Vec<SplitText>, Error> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for (number, line) in objects::<SplitTextLine>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        if !seen.insert(line.id.clone()) {
            return Err(at(Problem::Twice(line.id)));
        }
        let Some(text) = line.text else { return Err(at(Problem::NoText(line.id))) };
        let sentences = in_bytes(&line.id, &text, &line.spans).map_err(at)?;
        found.push(SplitText { id: line.id, text, sentences, fields: line.fields });
    }
    Ok(found)
}

/// Reads predictions in the same format, in which the texts may be left out: the
/// sentences of each gold text, in the order of gold.
///
/// # Errors
/// As for [`gold`]; also if a gold text has no line, or a line has an id that gold
/// does not have.
pub fn predictions(path: &Path, gold: &[SplitText]) -> Result<Vec<Vec<Span>>, Error> {
    let texts: GoldTexts = gold.iter().map(|item| (item.id.as_str(), item.text.as_str())).collect();
    let mut found = FxHashMap::default();
    for (number, line) in objects::<SplitTextLine>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        let text = texts.get(&line.id, line.text.as_deref()).map_err(at)?;
        let sentences = in_bytes(&line.id, text, &line.spans).map_err(at)?;
        if found.insert(line.id.clone(), sentences).is_some() {
            return Err(at(Problem::Twice(line.id)));
        }
    }
    let of_text = |item: &SplitText| {
        found.remove(&item.id).ok_or_else(|| Error::new(path, None, Problem::NotPredicted(item.id.clone())))
    };
    gold.iter().map(of_text).collect()
}

fn in_bytes(id: &str, text: &str, pairs: &[[usize; 2]]) -> Result<Vec<Span>, Problem> {
    let offsets = Offsets::new(text);
    let mut last = 0;
    let mut spans = Vec::new();
    for &[start, end] in pairs {
        if start > end || end > offsets.length() {
            return Err(Problem::Outside { part: id.to_owned(), start, end, length: offsets.length() });
        }
        if start < last {
            return Err(Problem::Order(id.to_owned(), start, end));
        }
        last = end;
        spans.push(offsets.span(start, end));
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences are split at bars.
    fn spans(marked: &str) -> (String, Vec<Span>) {
        let mut text = String::new();
        let mut found = Vec::new();
        for part in marked.split('|') {
            let start = text.len();
            text += part;
            found.push(Span::new(start, text.len()));
        }
        (text, found)
    }

    #[test]
    fn borders() {
        let (text, sentences) = spans("Dr. Aduba came.| She left.|\nThe port’s shut.| Rain. ");
        let gold = SplitText { text, sentences, ..SplitText::default() };
        let mut score = Score::default();
        let (_, found) = spans("Dr.| Aduba came. |She left.\n|The port’s shut. Rain. ");
        score.add(&gold, &found);
        let tally = |right, predicted, gold| SpanTally { right, predicted, gold };
        assert_eq!(score.boundary, tally(2, 3, 3));
        assert_eq!(score.inline, tally(1, 2, 2));
        assert_eq!(score.sentence, tally(1, 4, 4));
        assert_eq!((score.items, score.items_right), (1, 0));
        assert_eq!(
            errors(&gold, &found),
            [
                "false  @3: Dr.‖ Aduba came. She left.⏎The port’s shut. ",
                "missed @42: . Aduba came. She left.⏎The port’s shut.‖ Rain. "
            ]
        );
        score.add(&gold, &gold.sentences);
        assert_eq!((score.items, score.items_right), (2, 1));
        assert_eq!(Score::default().boundary.f1(), 1.0);
    }
}
