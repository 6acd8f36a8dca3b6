//! A verb with its subject, in three frames, tried in the order that leaves the least
//! room for error: what it reports is **after** it (“she said that …”), **before** it
//! (“…, she said”, “…,” said she), or on **both** sides (“…,” she said, “…”).
//!
//! Rules `QuotationAfter`, `ThatClause`, `Question`, `Clause`, `Infinitive` and
//! `Object` (after), `QuotationBefore` and `ClauseBefore` (before), `ClauseAround`
//! (both), `Introduction` (in the next paragraph). What a verb may report is in
//! `reporting_verbs.tsv`. Guarded by most files in `tests/cases/`, above all
//! `direct-before.txt`, `direct-after.txt`, `indirect.txt`, `mixed.txt`, `split.txt`
//! and `coordination.txt`.
//!
//! Known misses: cleft sentences (“What the committee said was that …”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::origin::{AROUND_WITH_QUOTATION, OBJECT_INSTEAD_OF_CLAUSE, Origin, Rule};
use crate::phrases::details::{self, Details};
use crate::phrases::names_in_marks::names_something;
use crate::rules::as_clause;
use crate::rules::complement::{Complement, after_inverted, complement};
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::extent::{clause_end, from_quotation, object_end, resumes};
use crate::rules::inversion::inverted_source;
use crate::rules::passive;
use crate::rules::preceding::{follows_quotation, interrupted_beginning, preceding_content};
use crate::rules::quoted_as_saying;
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::{self, fronted_medium, only_if_source, own_medium, shared_source};
use crate::rules::titles::{told_programme_end, with_title};
use std::ops::Range;

/// What a cue attributes, after those `found` in the sentence, which end at `used`.
pub(super) fn find(sentence: &FoldedSentence, cue: &Cue, used: usize, found: &[Finding]) -> Option<Finding> {
    if let Some(found) = quoted_as_saying::active(sentence, cue) {
        return Some(found);
    }
    if names_something(sentence.words, cue.words.end, cue.takes) {
        return None;
    }
    if cue.takes.intersects(Takes::PASSIVE_THAT) {
        return passive::heard(sentence, cue);
    }
    if cue.takes.intersects(Takes::SEEMS) {
        return passive::seems_to(sentence, cue);
    }
    Report::read(sentence, cue, used, found)?.find()
}

/// Whether a cue with its source and its details is the last of the sentence, so that it can
/// only report what is before it.
pub(super) fn reaches_end(sentence: &FoldedSentence, cue: &Cue, used: usize) -> bool {
    Report::read(sentence, cue, used, &[]).is_some_and(|report| report.details.end >= sentence.end)
}

/// “It would work, Reis said: “It covers care.””: the claim before a cue whose quotation
/// follows a colon is one of its own.
pub(super) fn claim_before(
    sentence: &FoldedSentence,
    cue: &Cue,
    used: usize,
    found: &Finding,
) -> Option<Finding> {
    let (source, content) = (found.source.as_ref()?, found.content.first()?);
    let colon = content.start.checked_sub(1).is_some_and(|mark| sentence.is(mark, Is::COLON));
    if !colon || found.origin != Origin::Rule(Rule::QuotationAfter) || source.start > cue.words.start {
        return None;
    }
    let left = preceding_content(sentence, used, source.start)?;
    let claims = sentence.has_finite(left.clone()) && !sentence.any(left.clone(), Is::QUOTATION);
    claims.then(|| Finding {
        confidence: Rule::ClauseBefore.confidence(),
        origin: Origin::Rule(Rule::ClauseBefore),
        content: vec![left],
        ..found.clone()
    })
}

/// A cue whose source is known, and what is around the two.
struct Report<'a> {
    sentence: &'a FoldedSentence<'a>,
    cue: &'a Cue,
    /// Where the attributions before it end.
    used: usize,
    source: Range<usize>,
    /// Whether the source follows the cue.
    inverted: bool,
    details: Details,
}

impl<'a> Report<'a> {
    fn read(sentence: &'a FoldedSentence, cue: &'a Cue, used: usize, found: &[Finding]) -> Option<Self> {
        if let Some(source) = inverted_source(sentence, cue, used) {
            let details = details::read(sentence.words, source.end, sentence.end, Takes::empty());
            return Some(Self { sentence, cue, used, source, inverted: true, details });
        }
        let subject = cue.subject.clone().or_else(|| shared_source(sentence, cue, found))?;
        let source = only_if_source(sentence, subject)?;
        let details = with_title(sentence, cue, details_after(sentence, cue));
        Some(Self { sentence, cue, used, source, inverted: false, details })
    }

    fn find(self) -> Option<Finding> {
        match self.complement() {
            Complement::Quotation(at) => self.quotation_after(at),
            Complement::That(at) if self.takes(Takes::THAT | Takes::BARE | Takes::TELL) => {
                let content = vec![self.clause_from(at)];
                self.finding(Rule::ThatClause, content)
            }
            Complement::That(_) => None,
            Complement::Clause(at) => self.clause_after(at),
            Complement::Infinitive(at) => {
                let content = vec![self.clause_from(at)];
                self.finding(Rule::Infinitive, content)
            }
            Complement::Phrase(at) => {
                let content = vec![at..object_end(self.sentence, at)];
                self.finding(Rule::Object, content)
            }
            Complement::Nothing => self.nothing_after(),
        }
    }

    fn takes(&self, any: Takes) -> bool {
        self.cue.takes.intersects(any)
    }

    /// Where the cue and its source begin: what it reports before it ends here.
    fn start(&self) -> usize {
        if self.inverted { self.cue.group } else { self.source.start }
    }

    fn clause_from(&self, at: usize) -> Range<usize> {
        at..clause_end(self.sentence, at, self.cue)
    }

    fn complement(&self) -> Complement {
        let follows = if self.inverted {
            after_inverted(self.sentence, &self.details)
        } else {
            complement(self.sentence, self.cue, &self.details)
        };
        // “…,” he added at another point of the broadcast: whatever follows, the
        // finished quotation right before is what was said, unless another follows.
        let another = matches!(follows, Complement::Quotation(at) if self.sentence.is(at - 1, Is::COMMA | Is::DASH | Is::COLON));
        if !another
            && self.takes(Takes::QUOTE | Takes::TELL)
            && follows_quotation(self.sentence, self.used, self.start())
        {
            return Complement::Nothing;
        }
        follows
    }

    /// The mayor said: “A”; with “A,” X said, “B”, both.
    fn quotation_after(self, at: usize) -> Option<Finding> {
        let sentence = self.sentence;
        if self.takes(Takes::NAME | Takes::AS) && !self.takes(Takes::QUOTE) {
            let content = vec![self.cue.words.end..clause_end(sentence, at, self.cue)];
            return self.finding(Rule::QuotationAfter, content);
        }
        let mut content = Vec::new();
        if sentence.is(at - 1, Is::COMMA | Is::DASH)
            && self.takes(Takes::QUOTE)
            && let Some(left) = preceding_content(sentence, self.used, self.start())
            && (self.inverted || sentence.any(left.clone(), Is::QUOTATION))
        {
            content.push(left);
        }
        content.extend(from_quotation(sentence, at, self.cue));
        self.finding(Rule::QuotationAfter, content)
    }

    /// The mayor asked whether it is shut; said it is shut; condemned the closure.
    fn clause_after(self, at: usize) -> Option<Finding> {
        let sentence = self.sentence;
        let told = self.takes(Takes::TELL) && self.details.addressee.is_some();
        if sentence.is(at, Is::WH) && (told || self.takes(Takes::WH)) {
            let content = vec![self.clause_from(at)];
            return self.finding(Rule::Question, content);
        }
        let clause = (told || self.takes(Takes::BARE))
            && (sentence.has_finite(at..sentence.end)
                || sentence.any(at..sentence.end, Is::QUOTATION | Is::VERB | Is::ED | Is::CUE));
        if clause {
            let content = vec![self.clause_from(at)];
            return self.finding(Rule::Clause, content);
        }
        let content = vec![self.object(at)?];
        let found = self.finding(Rule::Object, content)?;
        Some(Finding { confidence: OBJECT_INSTEAD_OF_CLAUSE, ..found })
    }

    /// The object of “condemned the launch”.
    fn object(&self, at: usize) -> Option<Range<usize>> {
        let sentence = self.sentence;
        if !self.takes(Takes::NP)
            || sentence.is(at, Is::PREPOSITION | Is::ADVERB)
                && !sentence.is(at, Is::DETERMINER)
                && !sentence.is(at + 1, Is::ING)
        {
            return None;
        }
        let end = object_end(sentence, at);
        (end > at).then_some(at..end)
    }

    /// What is reported is in the next paragraph, around the cue, or before it.
    fn nothing_after(mut self) -> Option<Finding> {
        if self.takes(Takes::QUOTE) && self.sentence.closes_with_colon(self.details.end) {
            let found = self.finding_or_introduction(Rule::Introduction, Vec::new());
            return Some(Finding { introduces: true, ..found });
        }
        let (used, source) = (self.used, self.source.start);
        let around = as_clause::content_around(self.sentence, self.cue, used, source, &self.details);
        if let Some((content, end)) = around {
            self.details.end = end;
            return self.finding(Rule::AsClause, content);
        }
        if !self.takes(Takes::POST | Takes::QUOTE) {
            return None;
        }
        let before = preceding_content(self.sentence, used, self.start());
        let interrupts = before.is_none();
        let left =
            before.or_else(|| interrupted_beginning(self.sentence, used, self.start(), self.details.end))?;
        let quoted = self.sentence.any(left.clone(), Is::QUOTATION);
        if !quoted && !self.takes(Takes::POST | Takes::TELL) {
            return None;
        }
        self.before_or_around(left, quoted, interrupts)
    }

    /// What is before the cue, with what continues it after the cue; if the cue `interrupts`
    /// a clause, something does.
    fn before_or_around(mut self, left: Range<usize>, quoted: bool, interrupts: bool) -> Option<Finding> {
        let sentence = self.sentence;
        let mark = self.details.end;
        let next = mark + 1;
        // “…,” she said, and the curtain fell: a whole quotation continues only with
        // another.
        let whole = sentence.is_quoted(left.clone());
        let continues = if whole {
            sentence.is(next, Is::QUOTATION)
                || sentence.is(next, Is::COORDINATOR) && sentence.is(next + 1, Is::QUOTATION)
        } else {
            interrupts || resumes(sentence, next)
        };
        let mut content = vec![left];
        let mut around = true;
        if sentence.is(mark, Is::COMMA | Is::DASH) && continues {
            self.details.end = clause_end(sentence, next, self.cue);
            content.push(next..self.details.end);
        } else if whole && let Some(last) = self.last_quotation(mark) {
            content.push(last..last + 1);
            around = false;
        } else if sentence.is(mark, Is::SEMICOLON) && !quoted && !self.finite_cue_follows() {
            self.details.end = sentence.end;
            content.push(next..sentence.end);
        } else {
            around = false;
        }
        let rule = match (around, quoted) {
            (true, _) => Rule::ClauseAround,
            (false, true) => Rule::QuotationBefore,
            (false, false) => Rule::ClauseBefore,
        };
        let found = self.finding(rule, content)?;
        let confidence = if around && quoted { AROUND_WITH_QUOTATION } else { found.confidence };
        Some(Finding { confidence, ..found })
    }

    fn finite_cue_follows(&self) -> bool {
        let later = |cue: &&Cue| cue.words.start > self.cue.words.start;
        self.sentence.cues.iter().filter(later).any(|cue| cue.used == Use::Finite)
    }

    /// The quotation at the end of the sentence that continues one before a cue whose
    /// details end at `from`: “…,” said Ito, speaking of the mayor, “and he knows it.”
    /// What begins with no conjunction may be words about something: in her view, “a
    /// long day.”
    fn last_quotation(&self, from: usize) -> Option<usize> {
        let sentence = self.sentence;
        let last = sentence.end.checked_sub(1).filter(|&last| last > from + 1)?;
        if !sentence.is(last, Is::QUOTATION) || !sentence.is(last - 1, Is::COMMA | Is::DASH) {
            return None;
        }
        let first = sentence.inner(last).split_whitespace().next().unwrap_or_default();
        let first = sentence.vocabulary.look_up(first).map_or(Is::empty(), |known| known.is);
        let joins = first.intersects(Is::COORDINATOR);
        let depends = first.intersects(Is::SUBORDINATOR | Is::WH | Is::RELATIVE | Is::THAT | Is::NEGATION);
        let cued = sentence.cues.iter().any(|other| other.words.start >= self.cue.words.end);
        let alone = !sentence.any(from..last, Is::QUOTATION);
        (alone && sentence.quotation_ends_sentence(last) && (joins || depends && !cued)).then_some(last)
    }

    /// The finding, unless nothing is left of its content.
    fn finding(self, rule: Rule, mut content: Vec<Range<usize>>) -> Option<Finding> {
        content.retain(|piece| !piece.is_empty());
        (!content.is_empty()).then(|| self.finding_or_introduction(rule, content))
    }

    fn finding_or_introduction(self, rule: Rule, content: Vec<Range<usize>>) -> Finding {
        let Self { sentence, cue, used, source, mut details, .. } = self;
        details.medium = details
            .medium
            .or_else(|| fronted_medium(sentence, used, source.start))
            .or_else(|| own_medium(sentence, &source));
        Finding {
            cue: vec![cue.words.clone()],
            act: sources::act(sentence, cue, &source),
            source: Some(source),
            details,
            negated: cue.negated,
            ..Finding::of_rule(rule, content)
        }
    }
}

/// What is between a cue and what it reports after it.
fn details_after(sentence: &FoldedSentence, cue: &Cue) -> Details {
    if let Some(end) = told_programme_end(sentence, cue) {
        let addressee = Some(cue.words.end..end);
        return Details { addressee, ..details::read(sentence.words, end, sentence.end, Takes::empty()) };
    }
    let mut details = details::read(sentence.words, cue.words.end, sentence.end, cue.takes);
    if let Some(told) = details.addressee.clone().filter(|told| told.end == details.end) {
        if sentence.is(told.end, Is::AUXILIARY) && cue.takes.intersects(Takes::BARE) {
            // “warned 43 people would be admitted”: of whom it is reported.
            (details.addressee, details.end) = (None, told.start);
        } else if told.len() > 1 && sentence.is(told.end - 1, Is::NEGATION) && sentence.is(told.end, Is::TO) {
            // “urged drivers not to stop”
            (details.addressee, details.end) = (Some(told.start..told.end - 1), told.end - 1);
        }
    }
    details
}
