//! What the cues of a sentence attribute: each goes to the rule for its use, in the
//! order of the text, and what one has taken is closed to the next.

use crate::finding::{Finding, RejectedCue, Rejection};
use crate::lexical::classes::Is;
use crate::origin::{Origin, Rule};
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::sentence::FoldedSentence;
use crate::rules::{according_to, finite, participle, passive};
use std::ops::Range;
use text::Act;

/// Adds what the cues of the sentence attribute to `found`. A cue at the end that
/// attributes the whole sentence replaces what was added for a cue inside it.
pub(super) fn find(sentence: &FoldedSentence, found: &mut Vec<Finding>) {
    let first = found.len();
    let starts = |range: &Range<usize>, cue: &Cue| range.contains(&cue.words.start);
    // Everything before this belongs to attributions already found.
    let mut used = sentence.range.start;
    // What was used before each finding.
    let mut used_before = Vec::new();
    for cue in sentence.cues {
        if found[first..].iter().any(|f| f.cue.iter().any(|c| starts(c, cue))) {
            continue;
        }
        let outer = found[first..].iter().position(|f| f.content.iter().any(|c| starts(c, cue)));
        if let Some(outer) = outer.filter(|_| cue.used != Use::Phrase) {
            // “An aide decided to cut it, a source said”: the last words attribute all
            // that precedes them.
            if let Some(closing) = closing(sentence, cue, used_before[outer]) {
                used = used.max(closing.details.end);
                found.truncate(first + outer);
                used_before.truncate(outer + 1);
                found.push(closing);
            }
            continue;
        }
        let new = match cue.used {
            Use::Phrase => according_to::find(sentence, cue, used),
            Use::Participle => participle::find(sentence, cue, &found[first..]),
            Use::Passive => passive::find(sentence, cue),
            Use::Finite => finite::find(sentence, cue, used, &found[first..]),
        };
        // “The council rejected the offer, union leader Berg said”: the same, outside of
        // what the first words report.
        if new.is_none()
            && let Some(last) = used_before.len().checked_sub(1)
            && let Some(closing) = closing(sentence, cue, used_before[last])
        {
            used = used.max(closing.details.end);
            found.truncate(found.len() - 1);
            found.push(closing);
            continue;
        }
        if let Some(mut new) = new {
            leave_taken(sentence, &mut new, &found[first..]);
            if let Some(claim) = finite::claim_before(sentence, cue, used, &new) {
                used_before.push(used);
                found.push(claim);
            }
            used_before.push(used);
            let content_end = new.content.iter().map(|c| c.end).max().unwrap_or(0);
            used = used.max(new.details.end).max(content_end);
            found.push(new);
        }
    }
}

/// Adds what is attributed inside of the contents in `found`, from the finding `first` of the
/// sentence on: “She said {he had told them {the dam would hold}}.” What somebody is said to
/// believe or want is part of what is said.
pub(super) fn find_nested(sentence: &FoldedSentence, first: usize, found: &mut Vec<Finding>) {
    let mut at = first;
    while at < found.len() {
        for piece in found[at].content.clone() {
            let inside = |cue: &&Cue| {
                piece.start <= cue.words.start && cue.words.end <= piece.end && cue.act != Act::Attitude
            };
            let cues: Vec<Cue> = sentence.cues.iter().filter(inside).cloned().collect();
            if cues.is_empty() {
                continue;
            }
            let before = found.len();
            let content = FoldedSentence { end: piece.end, range: piece, cues: &cues, ..*sentence };
            find(&content, found);
            found[before..].iter_mut().for_each(|found| found.nested = true);
        }
        at += 1;
    }
}

/// What a cue at the end of the sentence attributes, if that is all from `from` on.
fn closing(sentence: &FoldedSentence, cue: &Cue, from: usize) -> Option<Finding> {
    if cue.used != Use::Finite || !finite::reaches_end(sentence, cue, from) {
        return None;
    }
    let found = finite::find(sentence, cue, from, &[])?;
    let closes = matches!(found.origin, Origin::Rule(Rule::ClauseBefore | Rule::QuotationBefore));
    let whole = found.content.first().is_some_and(|c| c.start <= from.max(sentence.range.start) + 1);
    (closes && whole && found.content.len() == 1).then_some(found)
}

/// Leaves to the attributions before what they have of the end of a content: “…,” wrote
/// Ito, explaining why she left, “and I am glad.”
fn leave_taken(sentence: &FoldedSentence, new: &mut Finding, found: &[Finding]) {
    for piece in &mut new.content {
        let taken = |other: &&Range<usize>| piece.start < other.start && other.end == piece.end;
        if let Some(taken) = found.iter().flat_map(|f| &f.content).find(taken) {
            piece.end = taken.start;
            while piece.len() > 1 && sentence.words[piece.end - 1].is(Is::COMMA | Is::DASH) {
                piece.end -= 1;
            }
        }
    }
}

/// The cues of the sentence that none of `found` uses, and why.
pub(super) fn rejected<'s>(
    sentence: &'s FoldedSentence,
    found: &'s [Finding],
) -> impl Iterator<Item = RejectedCue> + 's {
    let holds = |ranges: &[Range<usize>], cue: &Cue| ranges.iter().any(|r| r.contains(&cue.words.start));
    sentence.cues.iter().filter(move |cue| !found.iter().any(|f| holds(&f.cue, cue))).map(move |cue| {
        let reason = if found.iter().any(|f| holds(&f.content, cue)) {
            "is inside of what another cue reports"
        } else if cue.used == Use::Finite && cue.subject.is_none() {
            "no source found beside it"
        } else {
            "nothing found that it reports"
        };
        let words = sentence.words;
        let span = words[cue.words.start].span.to(words[cue.words.end - 1].span);
        RejectedCue { span, reason: Rejection::Rule(reason) }
    })
}
