//! “According to X, …”, “…, according to X”, “…, according to X, …”, “According to X:” (what
//! follows is the next paragraph), and whatever else
//! is in `cue_phrases.tsv`: in the words of X, in the view of X. Phrases that look like one
//! and report nothing (“according to plan”) are in `set_phrases.tsv`.
//!
//! Rules `PhraseBefore` (the phrase before its content) and `PhraseAfter`; guarded by
//! `according-to.txt`, `views.txt` and `datelines.txt` in `tests/cases/`.
//!
//! Known misses: phrases around their source (“as X sees it”, “as far as X is
//! concerned”), and a second piece of the content that has no verb (“The film is, in
//! the words of its director, “a long apology”.”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::origin::Rule;
use crate::phrases::appositions::piece_end;
use crate::phrases::details;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::rules::cues::cue::Cue;
use crate::rules::extent::{clause_end, starts_new};
use crate::rules::preceding::preceding_content;
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::{act, own_medium};
use std::ops::Range;

/// What such a phrase attributes; the attributions before it end at `used`.
pub(super) fn find(sentence: &FoldedSentence, cue: &Cue, used: usize) -> Option<Finding> {
    let fronted = opens_clause(sentence, cue.group, used);
    let source = source(sentence, cue, fronted)?;
    let mut details = details::read(sentence.words, source.end, sentence.end, Takes::empty());
    let introduces = fronted && sentence.closes_with_colon(details.end);
    let (rule, content) = if introduces {
        (Rule::PhraseBefore, Vec::new())
    } else if fronted {
        (Rule::PhraseBefore, vec![content_after(sentence, cue, details.end)?])
    } else {
        (Rule::PhraseAfter, content_around(sentence, cue, used, &source, details.end)?)
    };
    details.medium = details.medium.or_else(|| own_medium(sentence, &source));
    Some(Finding {
        cue: vec![cue.words.clone()],
        act: act(sentence, cue, &source),
        source: Some(source),
        details,
        introduces,
        ..Finding::of_rule(rule, content)
    })
}

/// Whether nothing but “and”, “but” or a mark is between `from` and `at`.
fn opens_clause(sentence: &FoldedSentence, mut at: usize, from: usize) -> bool {
    let words = sentence.words;
    while at > from && words[at - 1].is(Is::COORDINATOR | Is::ADVERB) {
        at -= 1;
    }
    at == from
        || words[at - 1].is(Is::SEMICOLON | Is::OPEN)
        || at > from && words[at - 1].is(Is::COMMA) && at - 1 == from
}

/// The noun phrase after the cue.
fn source(sentence: &FoldedSentence, cue: &Cue, fronted: bool) -> Option<Range<usize>> {
    let words = sentence.words;
    let start = cue.words.end;
    let role = if fronted { PhraseRole::FrontedSource } else { PhraseRole::Source };
    let end = noun_phrase_end(words, start, sentence.end, role);
    if end <= start {
        return None;
    }
    // “according to figures published on Thursday by the statistics office”: nothing
    // but the source and a time can precede the next comma.
    let piece = piece_end(words, end, sentence.end);
    let more = !fronted
        && piece > end
        && !words[end].is(Is::MARK)
        && details::time(words, end, piece) != Some(piece)
        && details::medium(words, end, piece) != Some(piece);
    Some(start..if more { piece } else { end })
}

/// The clause after the phrase, whose details end at `details_end`.
fn content_after(sentence: &FoldedSentence, cue: &Cue, details_end: usize) -> Option<Range<usize>> {
    let start = details_end + usize::from(sentence.is(details_end, Is::COMMA));
    let end = clause_end(sentence, start, cue);
    (start < end).then_some(start..end)
}

/// The clause before the phrase, with what continues it after the phrase.
fn content_around(
    sentence: &FoldedSentence,
    cue: &Cue,
    used: usize,
    source: &Range<usize>,
    details_end: usize,
) -> Option<Vec<Range<usize>>> {
    let words = sentence.words;
    let before = cue.group.checked_sub(1)?;
    // Without a comma before it, “according to” usually means “by”: seeded according
    // to rank. With a person after it, it attributes.
    let separated = sentence.is(before, Is::COMMA | Is::DASH | Is::QUOTATION);
    let somebody = Is::HUMAN | Is::ORGANIZATION | Is::DOCUMENT | Is::CAPITAL | Is::MEDIUM;
    if !separated && !sentence.any(source.clone(), somebody) {
        return None;
    }
    let next = details_end + 1;
    let continues = sentence.is(details_end, Is::COMMA) && sentence.has_finite(next..sentence.end);
    // “The tower, according to its architect, was never straight”
    let interrupted = || (before > used && words[before].is(Is::COMMA) && continues).then_some(used..before);
    // A document may say what somebody in it says: then the content holds an
    // attribution that has been found already.
    let whole = || preceding_content(sentence, sentence.range.start, cue.group);
    let left = preceding_content(sentence, used, cue.group).or_else(interrupted).or_else(whole)?;
    let mut content = vec![left];
    if continues && !starts_new(sentence, next) {
        content.push(next..clause_end(sentence, next, cue));
    }
    Some(content)
}
