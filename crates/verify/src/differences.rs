//! What differs between a part of a claim and the passage that it goes back to, and what
//! that may change in the sense.

use crate::claim::Claim;
use crate::compare::Piece;
use crate::qualifiers::Qualifiers;
use crate::reading::Reading;
use aggregate::{Stem, Word, WordClass};
use records::ChangeKind;
use std::ops::Range;

/// So many words in a row were dropped; if there are more, the quotation was cut.
const DROPPED: usize = 5;

/// At the ends of a passage, so many words are compared with as many beside it: more are
/// another sentence.
const EDGE: usize = 3;

/// How far before a passage a hedge or a negation still belongs to it, in words, and how
/// far behind it a condition may begin.
const BEFORE: usize = 4;
const BEHIND: usize = 2;

/// The longest clause beside a passage in which a condition is looked for, in words.
const CLAUSE: usize = 16;

/// A difference: words of the claim in the place of words of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: ChangeKind,
    pub(crate) claim: Range<usize>,
    pub(crate) source: Range<usize>,
}

/// Words of a source that a claim leaves out, and what of the sense is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Omission {
    pub(crate) kind: Option<ChangeKind>,
    pub(crate) source: Range<usize>,
    /// Whether quotation marks are around the place where it was.
    pub(crate) quoted: bool,
}

/// All that differs in a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    pub(crate) changes: Vec<Difference>,
    pub(crate) left_out: Vec<Omission>,
}

/// A piece of a claim beside its source.
pub(crate) struct Sides<'a> {
    pub(crate) qualifiers: &'a Qualifiers,
    pub(crate) draft: &'a Reading<'a>,
    pub(crate) claim: &'a Claim,
    pub(crate) source: &'a Reading<'a>,
    pub(crate) piece: &'a Piece,
}

impl Sides<'_> {
    pub(crate) fn differences(&self) -> Differences {
        let mut found = Differences::default();
        let same = |&&(i, j): &&(usize, usize)| self.claim.words[i].key == self.source.words[j].key;
        let anchors: Vec<(usize, usize)> = self.piece.pairs.iter().filter(same).copied().collect();
        let (Some(&first), Some(&last)) = (anchors.first(), anchors.last()) else { return found };
        self.head(first, &mut found);
        for pair in anchors.windows(2) {
            self.between(pair[0], pair[1], &mut found);
        }
        self.tail(last, &mut found);
        found
    }

    /// What lies between two words in common.
    fn between(&self, before: (usize, usize), after: (usize, usize), found: &mut Differences) {
        let claim = before.0 + 1..after.0;
        let source = self.said(before.1 + 1..after.1);
        if claim.is_empty() && source.is_empty() || self.is_editorial(claim.clone(), source.clone()) {
            return;
        }
        let (here, there) = (&self.claim.places[before.0], &self.claim.places[after.0]);
        let announced = there.after_ellipsis
            || here.span != there.span
            || self.claim.places[claim.clone()].iter().any(|place| place.after_ellipsis);
        if source.len() > claim.len() + DROPPED || announced && claim.is_empty() {
            let kind = self.lost(source.clone(), before.1, after.1);
            // What “do not” negates outside of the marks is not what is quoted.
            let kind = kind.filter(|kind| *kind != ChangeKind::Negation || here.quoted == there.quoted);
            if !source.is_empty() {
                let quoted = here.quoted && there.quoted;
                found.left_out.push(Omission { kind, source: source.clone(), quoted });
            }
            if !claim.is_empty() {
                self.push(claim, source.start..source.start, found);
            }
        } else {
            self.push(claim, source, found);
        }
    }

    /// What of the sense is lost with words between two others: only what stands in a
    /// sentence with one of these.
    fn lost(&self, source: Range<usize>, before: usize, after: usize) -> Option<ChangeKind> {
        let sentences = &self.source.sentences;
        let near = |&at: &usize| sentences[at] == sentences[before] || sentences[at] == sentences[after];
        let words: Vec<Word> = source.filter(near).map(|at| self.source.words[at]).collect();
        self.qualifiers.of(&words).map(|(_, kind)| kind).min()
    }

    /// The claim's words before the first in common, or what was cut off there.
    fn head(&self, first: (usize, usize), found: &mut Differences) {
        let claim = self.piece.claim.start..first.0;
        let near = first.1.saturating_sub(CLAUSE)..first.1;
        let start = first.1 - near.rev().take_while(|&at| self.belongs(at, first.1)).count();
        if !claim.is_empty() {
            // “I don't have” is aligned with “he did not have”, though no word is the same.
            let (here, there) = self.piece.pairs.first().copied().unwrap_or(first);
            let source = start.max(there.saturating_sub(beside(here - claim.start)))..first.1;
            if !self.is_editorial(claim.clone(), source.clone()) {
                self.push(claim, source, found);
            }
            return;
        }
        let near = first.1.saturating_sub(BEFORE).max(self.after_mark(start, first.1));
        let words = &self.source.words[near..first.1];
        // “In the strongest possible terms” says nothing of what comes after it.
        let limits = |(of, kind): &(Range<usize>, ChangeKind)| {
            *kind != ChangeKind::Hedge || !words[of.end..].iter().any(|word| word.class.is_telling())
        };
        let near_kind = self.qualifiers.of(words).filter(limits).map(|(_, kind)| kind).min();
        // “If it rains, the dam …”
        let starts_with = self.qualifiers.of(&self.source.words[start..first.1]).next();
        let opens = |(of, kind): (Range<usize>, ChangeKind)| of.start == 0 && kind == ChangeKind::Condition;
        let condition = self.opens_sentence(start) && starts_with.is_some_and(opens);
        let (kind, from) = match near_kind {
            Some(kind) => (kind, near),
            None if condition => (ChangeKind::Condition, start),
            None => return,
        };
        found.left_out.push(Omission { kind: Some(kind), source: from..first.1, quoted: false });
    }

    /// The claim's words behind the last in common, or what was cut off there.
    fn tail(&self, last: (usize, usize), found: &mut Differences) {
        let claim = last.0 + 1..self.piece.claim.end;
        let start = last.1 + 1;
        let near = start..self.source.words.len().min(start + CLAUSE);
        let end = start + near.take_while(|&at| self.belongs(at, last.1)).count();
        if !claim.is_empty() {
            let (here, there) = self.piece.pairs.last().copied().unwrap_or(last);
            let source = start..end.min(there + 1 + beside(claim.end - here - 1));
            if !self.is_editorial(claim.clone(), source.clone()) {
                self.push(claim, source, found);
            }
            return;
        }
        let limited = self.qualifiers.of(&self.source.words[start..end]).next();
        let Some((of, kind)) = limited else { return };
        let limits = match kind {
            ChangeKind::Condition => of.start < BEHIND,
            // “The dam will hold and may be opened” has a hedge of something else.
            ChangeKind::Hedge => of.start == 0 && self.after_mark(last.1, start) == last.1,
            _ => false,
        };
        if limits {
            found.left_out.push(Omission { kind: Some(kind), source: start..end, quoted: false });
        }
    }

    /// Whether a word of the source is in the sentence of another, and said with it.
    fn belongs(&self, at: usize, with: usize) -> bool {
        self.source.sentences[at] == self.source.sentences[with] && self.is_said(at)
    }

    /// Whether a word of the source is the first of its sentence, or of what is said.
    fn opens_sentence(&self, at: usize) -> bool {
        at == 0 || !self.belongs(at - 1, at)
    }

    /// The first word behind the last mark between two places.
    fn after_mark(&self, start: usize, end: usize) -> usize {
        let text = &self.source.article().text;
        let words = &self.source.words;
        let marked = |&at: &usize| {
            let between = &text[words[at - 1].span.end..words[at].span.start];
            between.contains([',', ';', ':', '—', '–'])
        };
        (start + 1..=end).rev().find(marked).unwrap_or(start)
    }

    /// Whether a word of the source belongs to what somebody says there, if somebody does.
    fn is_said(&self, at: usize) -> bool {
        let Some(attribution) = self.piece.attribution else { return true };
        let word = self.source.words[at].span;
        self.source.said().attributions[attribution].content.iter().any(|span| span.contains(word))
    }

    /// A range of the source without words at its ends that nobody says: “she said”.
    fn said(&self, range: Range<usize>) -> Range<usize> {
        let start = range.clone().find(|&at| self.is_said(at)).unwrap_or(range.end);
        let end = range.rev().find(|&at| self.is_said(at)).map_or(start, |last| last + 1);
        start..end.max(start)
    }

    /// Whether words in brackets on one side say what small words on the other mean, or are
    /// added there; or nothing differs but the brackets.
    fn is_editorial(&self, claim: Range<usize>, source: Range<usize>) -> bool {
        let is_small = |words: &[Word]| !words.iter().any(|word| word.class.is_telling());
        if self.is_bracketed(source.clone()) {
            return is_small(&self.claim.words[claim]);
        }
        if !claim.is_empty() && !source.is_empty() && self.printed_alike(claim.clone(), source.clone()) {
            return true;
        }
        !claim.is_empty()
            && self.claim.places[claim].iter().all(|place| place.editorial)
            && is_small(&self.source.words[source])
    }

    /// Whether both sides are one word but for brackets in it: “[I]f”.
    fn printed_alike(&self, claim: Range<usize>, source: Range<usize>) -> bool {
        let without = |reading: &Reading, words: &[Word], range: Range<usize>| {
            let text = &reading.article().text;
            let mut start = words[range.start].span.start;
            if text[..start].ends_with(']') {
                start = text[..start].rfind('[').unwrap_or(start);
            }
            text[start..words[range.end - 1].span.end].replace(['[', ']'], "").to_lowercase()
        };
        without(self.draft, &self.claim.words, claim) == without(self.source, &self.source.words, source)
    }

    /// Whether words of the source are in brackets of its own, as “[sic]” and “(the speech)” are.
    fn is_bracketed(&self, source: Range<usize>) -> bool {
        let text = &self.source.article().text;
        let words = &self.source.words[source];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let marks = (text[..first.span.start].chars().next_back(), text[last.span.end..].chars().next());
        matches!(marks, (Some('['), Some(']')) | (Some('('), Some(')')))
    }

    fn push(&self, claim: Range<usize>, source: Range<usize>, found: &mut Differences) {
        let kind = self.kind(&self.claim.words[claim.clone()], &self.source.words[source.clone()]);
        found.changes.push(Difference { kind, claim, source });
    }

    /// What replacing some words of the source may change in the sense.
    fn kind(&self, claim: &[Word], source: &[Word]) -> ChangeKind {
        let differ = |kind| self.qualifiers.have(claim, kind) != self.qualifiers.have(source, kind);
        if self.qualifiers.negations(claim) % 2 != self.qualifiers.negations(source) % 2 {
            ChangeKind::Negation
        } else if stems(claim, WordClass::Number) != stems(source, WordClass::Number) {
            ChangeKind::Number
        } else if stems(claim, WordClass::Name) != stems(source, WordClass::Name) {
            ChangeKind::Name
        } else if differ(ChangeKind::Condition) {
            ChangeKind::Condition
        } else if differ(ChangeKind::Hedge) {
            ChangeKind::Hedge
        } else if is_grammar(claim, source) {
            ChangeKind::Grammar
        } else {
            ChangeKind::Other
        }
    }
}

/// With how many words of the source so many at an end of a claim are compared.
fn beside(words: usize) -> usize {
    if words <= EDGE { words } else { 0 }
}

/// The stems of words of a class, sorted.
fn stems(words: &[Word], class: WordClass) -> Vec<Stem> {
    let mut stems: Vec<Stem> =
        words.iter().filter(|word| word.class == class).filter_map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Whether only grammar differs: forms of the same words, with pronouns and the like.
fn is_grammar(claim: &[Word], source: &[Word]) -> bool {
    let telling = |words: &[Word]| -> Vec<Stem> { words.iter().filter_map(|word| word.stem).collect() };
    let small = |words: &[Word]| {
        words.iter().filter(|word| word.stem.is_none()).all(|word| word.class == WordClass::Grammar)
    };
    telling(claim) == telling(source) && small(claim) && small(source)
}
