//! Quotations that no cue claims: the quotation before continues in them, or its speaker
//! does, or the sentence before ended in a colon that they answer.

use super::state::Assembly;
use super::{introduced, spans};
use crate::lexical::classes::Is;
use crate::origin::{CONTINUATION_IN_LATER_PARAGRAPH, Rule};
use crate::reading::Reading;
use std::ops::Range;
use text::{Act, Attribution, Kind, Span};

/// How many paragraphs later the same speaker may still be quoted without a cue.
const PARAGRAPHS: usize = 3;
/// How many words such a quotation has at least: fewer are a term or a title.
const WORDS: usize = 4;
/// Words longer than this begin with a capital in headings.
const SHORT_IN_HEADINGS: usize = 3;

/// Adds a sentence of a paragraph that is nothing but quotations, with no cue of
/// its own.
pub(super) fn add(
    assembly: &mut Assembly<'_>,
    reading: &Reading,
    range: &Range<usize>,
    opens_paragraph: bool,
) {
    let text = assembly.article.text.as_str();
    let folded = &reading.folded;
    let quotations = range.clone().filter(|&at| folded.elements[at].is(Is::QUOTATION));
    let spans: Vec<Span> = quotations.map(|at| spans::quotation(folded, at)).collect();
    let sentence = reading.sentences.start;
    if opens_paragraph && let Some(mut introduced) = assembly.carry.introduction.take() {
        introduced.content = spans;
        introduced.kind = Kind::Direct;
        introduced.sentence = sentence;
        assembly.push(introduced, reading.number);
        return;
    }
    let left_open = opens_paragraph
        && assembly.carry.open
        && assembly.carry.last.is_some_and(|(_, paragraph)| paragraph + 1 == reading.number);
    let introduced = assembly
        .carry
        .introduced
        .and_then(|(source, paragraph)| (paragraph + 1 >= reading.number).then_some(source))
        .or_else(|| if opens_paragraph { introduced::after(text, reading, range) } else { None });
    if !left_open
        && let Some(source) = introduced
        && ends_like_speech(&spans, text)
    {
        assembly.push(uncued(Rule::Introduced, spans, vec![source], sentence), reading.number);
        return;
    }
    let Some((last, last_paragraph)) = assembly.carry.last else {
        if is_speech(&spans, text) {
            assembly.push(uncued(Rule::Uncued, spans, Vec::new(), sentence), reading.number);
        }
        return;
    };
    let same_paragraph = last_paragraph == reading.number && last >= assembly.first;
    let last = goes_on_with(assembly, last);
    let adjacent = same_paragraph && nothing_between(&assembly.attributions[last], spans[0], reading);
    let before = &mut assembly.attributions[last];
    // “A "b",” said X. “C.”: what comes before its cue is continued, whether all of it
    // was quoted or not.
    let quotation_before_cue = before.kind == Kind::Direct
        || before.kind == Kind::Mixed
            && before.cue.first().is_some_and(|cue| before.content[0].start < cue.start);
    if quotation_before_cue && (adjacent || left_open) {
        before.content.extend(spans);
        assembly.carry.last = Some((last, reading.number));
        return;
    }
    let may_be_speech =
        same_paragraph || reading.number - last_paragraph <= PARAGRAPHS && is_speech(&spans, text);
    if !may_be_speech || before.source.is_empty() {
        if is_speech(&spans, text) {
            assembly.push(uncued(Rule::Uncued, spans, Vec::new(), sentence), reading.number);
        }
        return;
    }
    // What somebody was said to want is continued by what they say.
    let act = if before.act == Act::Attitude { Act::Speech } else { before.act };
    let continued = Attribution {
        continues: true,
        confidence: if same_paragraph {
            Rule::Continuation.confidence()
        } else {
            CONTINUATION_IN_LATER_PARAGRAPH
        },
        found_by: Rule::Continuation.name(),
        sentence,
        ..Attribution::uncued(act, spans, before.source.clone())
    };
    assembly.push(continued, reading.number);
}

/// A quotation that continues no other.
fn uncued(rule: Rule, spans: Vec<Span>, source: Vec<Span>, sentence: usize) -> Attribution {
    Attribution {
        confidence: rule.confidence(),
        found_by: rule.name(),
        sentence,
        ..Attribution::uncued(Act::Speech, spans, source)
    }
}

/// The attribution that a quotation after the `last` one may go on with: of those in its
/// sentence rather the one that quotes. “A,” said X, who has backed the mayor. “B.”; “A,” X
/// wrote, repeating claims that officials denied. “B.”; “A,” X said, the Ledger reported. “B.”:
/// X goes on, whoever is named later.
fn goes_on_with(assembly: &Assembly<'_>, last: usize) -> usize {
    let all = &assembly.attributions;
    let other = &all[last];
    let mut same_sentence =
        (0..all.len()).rev().filter(|&n| n != last).take_while(|&n| all[n].sentence == other.sentence);
    let quotes = |&n: &usize| all[n].kind == Kind::Direct && !all[n].source.is_empty();
    // What the Ledger reported begins with the same quotation.
    let begins = |n: usize| {
        let (own, outer) = (all[n].content[0].start, other.content[0].start);
        outer <= own && !assembly.article.text[outer..own].contains(char::is_alphanumeric)
    };
    match other.kind {
        Kind::Direct => last,
        Kind::Indirect => same_sentence.find(|n| *n < last && quotes(n)).unwrap_or(last),
        Kind::Mixed => same_sentence.find(|n| quotes(n) && begins(*n)).unwrap_or(last),
    }
}

/// Whether quotations read like what somebody says: long enough, ended like a sentence,
/// and no heading in quotation marks ('All Bets Are Off.').
fn is_speech(spans: &[Span], text: &str) -> bool {
    let words: usize = spans.iter().map(|span| span.of(text).split_whitespace().count()).sum();
    words >= WORDS && ends_like_speech(spans, text)
}

/// Whether quotations end like sentences and are no heading.
fn ends_like_speech(spans: &[Span], text: &str) -> bool {
    let ends = spans.last().is_some_and(|span| span.of(text).ends_with(['.', '!', '?', '…', ',']));
    let heading = spans.iter().all(|span| {
        let long = span.of(text).split_whitespace().filter(|word| word.len() > SHORT_IN_HEADINGS);
        long.into_iter().all(|word| word.starts_with(char::is_uppercase))
    });
    ends && !heading
}

/// Whether a quotation comes right after the sentence of an attribution, or after
/// quotations only: “A,” she said. “B.”
fn nothing_between(before: &Attribution, next: Span, reading: &Reading) -> bool {
    let (sentences, elements) = (&reading.folded.sentences, &reading.folded.elements);
    let last = before.content.last().into_iter().chain(&before.cue).chain(&before.source);
    let end = last.map(|span| span.end).max().unwrap_or(0);
    let first = sentences.partition_point(|sentence| elements[sentence.start].span.start <= end);
    sentences[first..]
        .iter()
        .map(|sentence| &elements[sentence.clone()])
        .take_while(|sentence| sentence[0].span.start < next.start)
        .all(|sentence| sentence.iter().all(|element| element.is(Is::QUOTATION | Is::MARK)))
}
