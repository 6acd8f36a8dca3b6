//! What is attributed by the shape of a paragraph rather than by a verb: speaker
//! labels (“Q: …”, “WALLACE: …”, “Governor: Dam will hold”) and lines below or
//! after a quotation (“…” — Doreen Maddox, 68).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::{Origin, Rule};
use crate::phrases::details::Details;
use crate::phrases::noun_phrases::{Words, has_finite};
use std::ops::Range;
use text::Act;

/// Words of a name that need no capital.
const SMALL: [&str; 9] = ["of", "the", "de", "al", "van", "der", "von", "da", "for"];

/// The label at the start of a paragraph, with its colon: `WALLACE:`, `Q:`,
/// `Professor Ito:`. Gives the length in bytes of the name.
pub(crate) fn label(paragraph: &str) -> Option<usize> {
    // “Q. Is that your signature?”
    if paragraph.starts_with("Q. ") || paragraph.starts_with("A. ") {
        return Some(1);
    }
    let colon = paragraph.find([':', '\n']).filter(|&at| at <= 60 && paragraph.as_bytes()[at] == b':')?;
    let name = &paragraph[..colon];
    let mut words = 0;
    for word in name.split(' ') {
        let first = word.chars().next()?;
        let small = SMALL.contains(&word);
        if !(first.is_uppercase() || small && words > 0)
            || !word.chars().all(|c| c.is_alphanumeric() || ".'’-".contains(c))
        {
            return None;
        }
        words += 1;
    }
    (words <= 5 && paragraph[colon + 1..].starts_with([' ', '\u{a0}'])).then_some(colon)
}

/// Whether a sentence follows a label: not “Doors: 19:30”.
pub(crate) fn speaks(paragraph: &str, label: usize) -> bool {
    let rest = paragraph[label + 1..].trim_end_matches(['"', '”', '\'', '’', ' ']);
    rest.ends_with(['.', '?', '!', '…', '—', '–', '-']) && rest.split_whitespace().count() > 1
}

/// Whether a label is a speaker's for certain: `Q:`, `A:`, `WALLACE:`.
pub(crate) fn is_capitals(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

fn found(content: Vec<Range<usize>>, source: Range<usize>, rule: Rule, confidence: f32) -> Finding {
    let end = content.iter().map(|c| c.end).max().unwrap_or(source.end).max(source.end);
    Finding {
        content,
        cue: Vec::new(),
        source: Some(source),
        details: Details { end, ..Details::default() },
        act: Act::Speech,
        negated: false,
        origin: Origin::Rule(rule),
        confidence,
        introduces: false,
        sentence: 0,
    }
}

/// “…” — Doreen Maddox, 68, Fell Lane: a quotation, a dash, and nothing but a
/// name until the end of the paragraph.
pub(crate) fn dash(e: Words, lines: &[Range<usize>]) -> Option<Finding> {
    let end = lines.last()?.end;
    let dash = (0..end).find(|&at| e[at].is(Is::DASH))?;
    let quoted = dash > 0 && e[..dash].iter().all(|w| w.is(Is::QUOTATION | Is::MARK));
    let mut last = end;
    while last > dash && e[last - 1].is(Is::STOP) {
        last -= 1;
    }
    let name = dash + 1..last;
    let names = e.get(dash + 1).is_some_and(|w| w.is(Is::CAPITAL))
        && name.len() <= 25
        && !has_finite(e, name.clone());
    (quoted && names).then(|| {
        let content = (0..dash).filter(|&at| e[at].is(Is::QUOTATION)).map(|at| at..at + 1).collect();
        found(content, name, Rule::Dash, 0.9)
    })
}

/// The line that says whose a quotation or an embedded post is: “— Doreen Maddox”,
/// “— Idris Vail (@idrisvail) May 7, 2021”; all in bytes of its paragraph.
pub(crate) struct Signature {
    /// What stands before belongs to it, or else the paragraph before does.
    pub(crate) start: usize,
    pub(crate) source: Range<usize>,
    /// It is the account of a network, what belongs to it a post;
    pub(crate) account: bool,
    /// and that was when.
    pub(crate) when: Option<Range<usize>>,
}

/// The signature at the end of a paragraph; one without an account is a paragraph
/// of its own.
pub(crate) fn signature(paragraph: &str) -> Option<Signature> {
    let long = paragraph.rfind(['—', '–']);
    let start = long.or_else(|| paragraph.starts_with('-').then_some(0))?;
    let rest = paragraph[start..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    let from = paragraph.len() - rest.len();
    let is_name = |name: &str, most: usize| {
        name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= most
    };
    if let Some((name, handle)) = rest.split_once("(@") {
        let (handle, after) = handle.split_once(')')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end = from + name.len() + 2 + handle.len() + 1;
        let when = paragraph.len() - after.trim_start().len()..paragraph.trim_end().len();
        let dated = when.is_empty()
            || after.split_whitespace().count() <= 5 && after.contains(|c: char| c.is_ascii_digit());
        return (is_name(name, 6) && handle.chars().all(plain) && dated).then(|| Signature {
            start,
            source: from..end,
            account: true,
            when: (!when.is_empty()).then_some(when),
        });
    }
    let name = rest.trim_end_matches(['.', ' ']);
    let named = name.split_whitespace().all(|word| {
        SMALL.contains(&word) || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    (start == 0 && named && is_name(name, 8)).then(|| Signature {
        start,
        source: from..from + name.len(),
        account: false,
        when: None,
    })
}

/// “Mayor: “Come and see.”” and, in headlines, “Governor: Dam will hold”.
pub(crate) fn colon(e: Words, line: &Range<usize>, headline: bool) -> Option<Finding> {
    let colon = line.clone().find(|&at| e[at].is(Is::COLON | Is::QUOTATION))?;
    let name = line.start..colon;
    if !e[colon].is(Is::COLON) || name.is_empty() || name.len() > 8 || colon + 1 >= line.end {
        return None;
    }
    let plain = !has_finite(e, name.clone())
        && !e[name.clone()].iter().any(|w| w.is(Is::MARK) && !w.is(Is::COMMA) || w.verb.is_some());
    let quoted = e[colon + 1].is(Is::QUOTATION);
    if !plain || !(quoted || headline && e[line.start].is(Is::CAPITAL)) {
        return None;
    }
    let mut end = line.end;
    while end > colon + 1 && e[end - 1].is(Is::STOP) {
        end -= 1;
    }
    if quoted && !headline {
        end = colon + 2;
    }
    Some(found(
        vec![colon + 1..end],
        name,
        if headline { Rule::Headline } else { Rule::Colon },
        if quoted { 0.8 } else { 0.6 },
    ))
}
