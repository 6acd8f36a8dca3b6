//! One line (a sentence with its quotations folded) to attributions.
//!
//! Each cue is tried in three frames, in the order that leaves least room for
//! error: what it reports stands **after** it (“she said that …”), **before** it
//! (“…, she said”, “…,” said she), or on **both** sides (“…,” she said, “…”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::inflection::Form;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::origin::{Origin, Rule};
use crate::paragraph::marks::Quotation;
use crate::phrases::details::{self, Details};
use crate::phrases::noun_phrases::{self, Right, Words, has_finite};
use crate::rules::cues::{Cue, Use};
use std::ops::Range;
use text::Act;

/// What a cue reports after it.
enum Complement {
    Quotation(usize),
    That(usize),
    Clause(usize),
    Infinitive(usize),
    Phrase(usize),
    Nothing,
}

/// One line with what is needed to judge it.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) e: Words<'a>,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) quotations: &'a [Quotation],
    pub(crate) range: Range<usize>,
    /// The line's end without its final stop.
    pub(crate) end: usize,
    pub(crate) cues: &'a [Cue],
    /// Headlines leave out verbs: “Bridge safe, engineers say”.
    pub(crate) headline: bool,
}

impl Line<'_> {
    /// Finds the attributions of the line.
    pub(crate) fn find(&self, found: &mut Vec<Finding>) {
        let first = found.len();
        // Everything before this belongs to attributions already found.
        let mut used = self.range.start;
        // Before each finding, what had been used already.
        let mut before = Vec::new();
        for (n, cue) in self.cues.iter().enumerate() {
            if found[first..].iter().any(|f| f.cue.iter().any(|c| c.contains(&cue.words.start))) {
                continue;
            }
            let outer =
                found[first..].iter().position(|f| f.content.iter().any(|c| c.contains(&cue.words.start)));
            if let Some(outer) = outer.filter(|_| cue.used != Use::Phrase) {
                // “An aide decided to cut it, a source said”: the last words
                // attribute all that stands before them.
                let start = before[outer];
                let outer = first + outer;
                if cue.used == Use::Finite
                    && let Some(new) = self.closing(cue, n, start)
                {
                    used = used.max(new.details.end);
                    found.truncate(outer);
                    before.truncate(outer - first);
                    before.push(start);
                    found.push(new);
                }
                continue;
            }
            let result = match cue.used {
                Use::Phrase => self.phrase(cue, used),
                Use::Participle => self.participle(cue, &found[first..]),
                Use::Passive => self.passive(cue),
                Use::Finite => self.finite(cue, n, used, &found[first..]),
            };
            if let Some(mut new) = result {
                self.leave_taken(&mut new, &found[first..]);
                before.push(used);
                used = used.max(new.details.end).max(new.content.iter().map(|c| c.end).max().unwrap_or(0));
                found.push(new);
            }
        }
    }

    /// Leaves to those before what they have of the end of a content: “…,” wrote
    /// Ito, explaining why she left, “and I am glad.”
    fn leave_taken(&self, new: &mut Finding, found: &[Finding]) {
        for piece in &mut new.content {
            let taken = |other: &&Range<usize>| piece.start < other.start && other.end == piece.end;
            if let Some(taken) = found.iter().flat_map(|f| &f.content).find(taken) {
                piece.end = taken.start;
                while piece.len() > 1 && self.e[piece.end - 1].is(Is::COMMA | Is::DASH) {
                    piece.end -= 1;
                }
            }
        }
    }

    /// The cues of the line that none of `found` uses, and why.
    pub(crate) fn rejected<'l>(
        &'l self,
        found: &'l [Finding],
    ) -> impl Iterator<Item = crate::finding::RejectedCue> + 'l {
        let holds = |ranges: &[Range<usize>], cue: &Cue| ranges.iter().any(|r| r.contains(&cue.words.start));
        self.cues.iter().filter(move |cue| !found.iter().any(|f| holds(&f.cue, cue))).map(move |cue| {
            let reason = if found.iter().any(|f| holds(&f.content, cue)) {
                "stands inside what another cue reports"
            } else if cue.used == Use::Finite && cue.subject.is_none() {
                "no source found beside it"
            } else {
                "nothing found that it reports"
            };
            let span = self.e[cue.words.start].span.to(self.e[cue.words.end - 1].span);
            crate::finding::RejectedCue { span, reason }
        })
    }

    /// A cue at the end of the line with a comma before its source: what it
    /// reports begins at `from`.
    fn closing(&self, cue: &Cue, n: usize, from: usize) -> Option<Finding> {
        let found = self.finite(cue, n, from, &[])?;
        let closes = matches!(found.origin, Origin::Rule(Rule::ClauseBefore | Rule::QuotationBefore))
            && found.details.end >= self.end;
        let whole = found.content.first().is_some_and(|c| c.start <= from.max(self.range.start) + 1);
        (closes && whole && found.content.len() == 1).then_some(found)
    }

    fn at(&self, at: usize) -> Option<&crate::paragraph::element::Element> {
        self.e[..self.end].get(at)
    }

    fn is(&self, at: usize, any: Is) -> bool {
        self.at(at).is_some_and(|w| w.is(any))
    }

    /// “according to X, …”, “…, according to X”, “…, according to X, …”.
    fn phrase(&self, cue: &Cue, used: usize) -> Option<Finding> {
        let fronted = self.clause_start(cue.group, used);
        let right = if fronted { Right::Fronted } else { Right::Source };
        let mut source_end = noun_phrases::after(self.e, cue.words.end, self.end, right);
        if source_end <= cue.words.end {
            return None;
        }
        // “according to figures published on Thursday by the statistics office”:
        // nothing but the source and a time can stand before the next comma.
        let piece = noun_phrases::piece_end(self.e, source_end, self.end);
        if !fronted
            && piece > source_end
            && !self.e[source_end].is(Is::MARK)
            && details::time(self.e, source_end, piece) != Some(piece)
            && details::medium_at(self.e, source_end, piece) != Some(piece)
        {
            source_end = piece;
        }
        let details = details::read(self.e, source_end, self.end, Takes::empty());
        let mut content = Vec::new();
        let left = self.left_content(used, cue.group);
        let resumes = self.is(details.end, Is::COMMA);
        if fronted {
            let start = if resumes { details.end + 1 } else { details.end };
            let end = self.clause_end(start, cue);
            if start >= end {
                return None;
            }
            content.push(start..end);
        } else {
            // Without a comma before it, “according to” usually means “by”:
            // seeded according to rank. With a person after it, it attributes.
            let comma = self.is(cue.group.checked_sub(1)?, Is::COMMA | Is::DASH | Is::QUOTATION);
            let somebody = self.e[cue.words.end..source_end]
                .iter()
                .any(|w| w.is(Is::HUMAN | Is::ORGANIZATION | Is::DOCUMENT | Is::CAPITAL | Is::MEDIUM));
            if !comma && !somebody {
                return None;
            }
            // A document may say what somebody in it says: then the content holds
            // an attribution already found.
            let interrupts = || {
                // “The tower, according to its architect, was never straight”
                let comma = cue.group.checked_sub(1).filter(|&c| c > used && self.e[c].is(Is::COMMA))?;
                (resumes && has_finite(self.e, details.end + 1..self.end)).then_some(used..comma)
            };
            content
                .push(left.or_else(interrupts).or_else(|| self.left_content(self.range.start, cue.group))?);
            if resumes && has_finite(self.e, details.end + 1..self.end) && !self.starts_new(details.end + 1) {
                let end = self.clause_end(details.end + 1, cue);
                content.push(details.end + 1..end);
            }
        }
        let source = cue.words.end..source_end;
        let details =
            Details { medium: details.medium.clone().or_else(|| self.own_medium(&source)), ..details };
        Some(Finding {
            content,
            cue: vec![cue.words.clone()],
            source: Some(source.clone()),
            details,
            act: self.act(cue, &source),
            negated: false,
            origin: Origin::Rule(if fronted { Rule::PhraseBefore } else { Rule::PhraseAfter }),
            confidence: 0.85,
            introduces: false,
            sentence: 0,
        })
    }

    /// Whether nothing but “and”, “but” or a mark stands between `from` and `at`.
    fn clause_start(&self, at: usize, from: usize) -> bool {
        let mut at = at;
        while at > from && self.e[at - 1].is(Is::COORDINATOR | Is::ADVERB) {
            at -= 1;
        }
        at == from
            || self.e[at - 1].is(Is::SEMICOLON | Is::OPEN)
            || at > from && self.e[at - 1].is(Is::COMMA) && at - 1 == from
    }

    /// “…, adding that …”: the source is that of the attribution before it, or
    /// the subject of the line.
    fn participle(&self, cue: &Cue, found: &[Finding]) -> Option<Finding> {
        let previous = cue.group.checked_sub(1).filter(|&p| p >= self.range.start);
        let comma =
            previous.is_none_or(|p| self.e[p].is(Is::COMMA | Is::DASH | Is::QUOTATION | Is::COORDINATOR));
        let details = details::read(self.e, cue.words.end, self.end, cue.takes);
        let content = match self.complement(cue, &details) {
            Complement::Quotation(at) => self.quotation_on(at, cue),
            Complement::That(at) => vec![at..self.clause_end(at, cue)],
            Complement::Clause(at)
                if cue.takes.intersects(Takes::BARE | Takes::TELL | Takes::WH)
                    && has_finite(self.e, at..self.end) =>
            {
                vec![at..self.clause_end(at, cue)]
            }
            Complement::Phrase(at) if comma => vec![at..self.phrase_end(at)],
            Complement::Infinitive(at) if comma => vec![at..self.clause_end(at, cue)],
            _ => return None,
        };
        // A noun right before it said it: “a statement saying that …”, “a man
        // came in saying …”.
        let inherited = found.iter().rev().find_map(|f| f.source.clone());
        let source = match inherited {
            Some(source) if comma => Some(source),
            // “responded by saying”
            _ if previous.is_some_and(|p| self.e[p].is(Is::PREPOSITION)) => {
                self.subject(cue.group).or(inherited)
            }
            _ if !comma => noun_phrases::before(self.e, cue.group, self.range.start).or(inherited),
            _ => self.subject(cue.group),
        };
        let content: Vec<_> = content.into_iter().filter(|c| !c.is_empty()).collect();
        if content.is_empty() {
            return None;
        }
        Some(Finding {
            content,
            cue: vec![cue.words.clone()],
            act: cue.act,
            source,
            details,
            negated: cue.negated,
            origin: Origin::Rule(Rule::Participle),
            confidence: 0.75,
            introduces: false,
            sentence: 0,
        })
    }

    /// The subject of the line's first verb before `before`.
    pub(crate) fn subject(&self, before: usize) -> Option<Range<usize>> {
        let verb = (self.range.start..before).find(|&at| noun_phrases::is_finite(self.e, at))?;
        let mut group = verb;
        while group > self.range.start && self.e[group - 1].is(Is::ADVERB | Is::LY | Is::AUXILIARY) {
            group -= 1;
        }
        noun_phrases::before(self.e, group, self.range.start)
    }

    /// “X was told that …” (nobody named says it), “X was quoted as saying …”,
    /// “the inquest heard that …”.
    fn passive(&self, cue: &Cue) -> Option<Finding> {
        let word = self.e[cue.words.start].word(self.text);
        // “was quoted in the Morning Ledger as saying”
        let saying = (cue.words.end..self.end.min(cue.words.end + 10)).find(|&at| {
            self.e[at].word(self.text) == "as"
                && self.at(at + 1).is_some_and(|w| matches!(w.verb, Some((_, Form::Ing))))
        });
        if let Some(saying) = saying {
            let mut details = details::read(self.e, saying + 2, self.end, Takes::empty());
            if saying > cue.words.end + 1 {
                details.medium = Some(cue.words.end + 1..saying);
            }
            let content = match self
                .complement(&Cue { takes: Takes::BARE | Takes::THAT | Takes::QUOTE, ..cue.clone() }, &details)
            {
                Complement::Quotation(at) => self.quotation_on(at, cue),
                Complement::That(at) | Complement::Clause(at) => vec![at..self.clause_end(at, cue)],
                _ => return None,
            };
            return Some(Finding {
                content,
                cue: vec![cue.words.clone(), saying..saying + 2],
                source: cue.subject.clone(),
                details,
                act: cue.act,
                negated: cue.negated,
                origin: Origin::Rule(Rule::QuotedAsSaying),
                confidence: 0.9,
                introduces: false,
                sentence: 0,
            });
        }
        if self.is(cue.words.end, Is::TO)
            && cue.takes.intersects(Takes::BARE | Takes::THAT)
            && !cue.takes.intersects(Takes::TELL)
        {
            return self.seems(cue);
        }
        if !cue.takes.intersects(Takes::TELL)
            || !matches!(word, "told" | "informed" | "assured" | "warned" | "reminded")
        {
            return None;
        }
        let mut details = details::read(self.e, cue.words.end, self.end, Takes::empty());
        let content = match self.complement(cue, &details) {
            Complement::That(at) | Complement::Clause(at) if has_finite(self.e, at..self.end) => {
                at..self.clause_end(at, cue)
            }
            _ => return None,
        };
        details.addressee = cue.subject.clone();
        Some(Finding {
            content: vec![content],
            cue: vec![cue.words.clone()],
            source: None,
            details,
            act: cue.act,
            negated: cue.negated,
            origin: Origin::Rule(Rule::WasTold),
            confidence: 0.5,
            introduces: false,
            sentence: 0,
        })
    }

    /// “The race seems to tighten”, “the bank is expected to wait”: the subject
    /// and the infinitive are what nobody in particular thinks.
    fn seems(&self, cue: &Cue) -> Option<Finding> {
        let subject = cue.subject.clone()?;
        let at = cue.words.end;
        (self.is(at, Is::TO) && !self.e[subject.start].is(Is::RELATIVE)).then(|| Finding {
            content: vec![subject, at..self.clause_end(at, cue)],
            cue: vec![cue.words.clone()],
            source: None,
            details: Details { end: at, ..Details::default() },
            act: Act::Attitude,
            negated: cue.negated,
            origin: Origin::Rule(Rule::SeemsTo),
            confidence: 0.5,
            introduces: false,
            sentence: 0,
        })
    }

    /// “The inquest heard that …”: the subject is who was told.
    fn heard(&self, cue: &Cue) -> Option<Finding> {
        let audience = cue.subject.clone().filter(|s| s.clone().any(|at| self.e[at].is(Is::AUDIENCE)))?;
        let details = details::read(self.e, cue.words.end, self.end, Takes::empty());
        let start = match self.complement(cue, &details) {
            Complement::That(at) => at,
            Complement::Clause(at) if has_finite(self.e, at..self.end) => at,
            _ => return None,
        };
        Some(Finding {
            content: vec![start..self.clause_end(start, cue)],
            cue: vec![cue.words.clone()],
            source: None,
            details: Details { addressee: Some(audience), ..details },
            act: cue.act,
            negated: cue.negated,
            origin: Origin::Rule(Rule::Heard),
            confidence: 0.8,
            introduces: false,
            sentence: 0,
        })
    }

    fn finite(&self, cue: &Cue, n: usize, used: usize, found: &[Finding]) -> Option<Finding> {
        // “quoted SF as saying that …”
        if let Some(found) = self.quoted_as_saying(cue) {
            return Some(found);
        }
        if noun_phrases::names_something(self.e, cue.words.end, cue.takes) {
            return None;
        }
        if cue.takes.intersects(Takes::PASSIVE_THAT) {
            return self.heard(cue);
        }
        if cue.takes.intersects(Takes::SEEMS) {
            return self.seems(cue);
        }
        let inverted = self.inverted(cue, used);
        let details = match &inverted {
            Some(source) => details::read(self.e, source.end, self.end, Takes::empty()),
            None => self.beyond_title(cue, self.details(cue)),
        };
        let source = match inverted.clone() {
            Some(source) => source,
            None => self.reads_as_source(cue.subject.clone().or_else(|| self.shared_source(cue, found))?)?,
        };
        let left_end = if inverted.is_some() { cue.group } else { source.start };
        let mut complement =
            if inverted.is_some() { self.after_inverted(&details) } else { self.complement(cue, &details) };
        // “…,” he added at another point of the broadcast: whatever follows, the
        // finished quotation right before is what was said.
        let resumed = matches!(complement, Complement::Quotation(at) if self.is(at - 1, Is::COMMA | Is::DASH | Is::COLON));
        if self.follows_quotation(used, left_end)
            && cue.takes.intersects(Takes::QUOTE | Takes::TELL)
            && !resumed
        {
            complement = Complement::Nothing;
        }
        let make = |content: Vec<Range<usize>>, mut details: Details, rule: Rule, confidence, introduces| {
            details.medium = details
                .medium
                .or_else(|| self.fronted_medium(used, source.start))
                .or_else(|| self.own_medium(&source));
            let content: Vec<_> = content.into_iter().filter(|c| !c.is_empty()).collect();
            (!content.is_empty() || introduces).then(|| Finding {
                content,
                cue: vec![cue.words.clone()],
                act: self.act(cue, &source),
                source: Some(source.clone()),
                details,
                negated: cue.negated,
                origin: Origin::Rule(rule),
                confidence,
                introduces,
                sentence: 0,
            })
        };
        match complement {
            // “A,” X said, “B.”
            Complement::Quotation(at) => {
                let mut content = Vec::new();
                let resumed = self.is(at - 1, Is::COMMA | Is::DASH);
                if resumed
                    && cue.takes.intersects(Takes::QUOTE)
                    && let Some(left) = self.left_content(used, left_end)
                    && (inverted.is_some() || self.e[left.clone()].iter().any(|w| w.is(Is::QUOTATION)))
                {
                    content.push(left);
                }
                content.extend(self.quotation_on(at, cue));
                if cue.takes.intersects(Takes::NAME | Takes::AS) && !cue.takes.intersects(Takes::QUOTE) {
                    content = vec![cue.words.end..self.clause_end(at, cue)];
                }
                make(content, details, Rule::QuotationAfter, 0.95, false)
            }
            Complement::That(at) if cue.takes.intersects(Takes::THAT | Takes::BARE | Takes::TELL) => {
                make(vec![at..self.clause_end(at, cue)], details, Rule::ThatClause, 0.85, false)
            }
            Complement::Clause(at) => {
                let wh = self.is(at, Is::WH);
                let clause = has_finite(self.e, at..self.end)
                    || self.e[at..self.end].iter().any(|w| w.is(Is::QUOTATION | Is::VERB | Is::ED | Is::CUE));
                let told = cue.takes.intersects(Takes::TELL) && details.addressee.is_some();
                if wh && (told || cue.takes.intersects(Takes::WH)) {
                    return make(vec![at..self.clause_end(at, cue)], details, Rule::Question, 0.8, false);
                }
                if clause && (cue.takes.intersects(Takes::BARE) || told) {
                    return make(vec![at..self.clause_end(at, cue)], details, Rule::Clause, 0.75, false);
                }
                self.object(cue, at)
                    .and_then(|content| make(vec![content], details, Rule::Object, 0.55, false))
            }
            Complement::Infinitive(at) => {
                make(vec![at..self.clause_end(at, cue)], details, Rule::Infinitive, 0.6, false)
            }
            Complement::Phrase(at) => make(vec![at..self.phrase_end(at)], details, Rule::Object, 0.6, false),
            Complement::That(_) => None,
            Complement::Nothing => {
                let introduces = self.is(details.end, Is::COLON) && details.end + 1 >= self.end
                    || details.end >= self.end && self.range.end > self.end && self.e[self.end].is(Is::COLON);
                if introduces && cue.takes.intersects(Takes::QUOTE) {
                    return make(Vec::new(), details, Rule::Introduction, 0.8, true);
                }
                if let Some((content, end)) = self.as_clause(cue, used, source.start, &details) {
                    return make(content, Details { end, ..details }, Rule::AsClause, 0.75, false);
                }
                if !cue.takes.intersects(Takes::POST | Takes::QUOTE) {
                    return None;
                }
                let left = self
                    .left_content(used, left_end)
                    .or_else(|| self.interrupted(used, left_end, details.end))?;
                let quoted = self.e[left.clone()].iter().any(|w| w.is(Is::QUOTATION));
                if !quoted && !cue.takes.intersects(Takes::POST | Takes::TELL) {
                    return None;
                }
                // “…,” she said, and the curtain fell: a whole quotation goes on
                // only with another.
                let whole = self.e[left.clone()].iter().all(|w| w.is(Is::QUOTATION | Is::MARK));
                let next = details.end + 1;
                let resumes = if whole {
                    self.is(next, Is::QUOTATION)
                        || self.is(next, Is::COORDINATOR) && self.is(next + 1, Is::QUOTATION)
                } else {
                    self.resumes(next)
                };
                let mut content = vec![left];
                let (mut end, mut rule) =
                    (details.end, if quoted { Rule::QuotationBefore } else { Rule::ClauseBefore });
                if self.is(details.end, Is::COMMA | Is::DASH) && resumes {
                    end = self.clause_end(details.end + 1, cue);
                    content.push(details.end + 1..end);
                    rule = Rule::ClauseAround;
                } else if whole && let Some(last) = self.quotation_goes_on(cue, details.end) {
                    content.push(last..last + 1);
                } else if self.is(details.end, Is::SEMICOLON)
                    && !self.cues[n + 1..].iter().any(|c| c.used == Use::Finite)
                    && !quoted
                {
                    end = self.end;
                    content.push(details.end + 1..end);
                    rule = Rule::ClauseAround;
                }
                let details = Details { end, ..details };
                make(content, details, rule, if quoted { 0.95 } else { 0.8 }, false)
            }
        }
    }

    /// “The problem, as the mayor noted, is that nobody pays”: what stands around
    /// such a clause, whose source begins at `start`, and where the clause ends.
    fn as_clause(
        &self,
        cue: &Cue,
        used: usize,
        start: usize,
        details: &Details,
    ) -> Option<(Vec<Range<usize>>, usize)> {
        let from = used.max(self.range.start);
        let at = start.checked_sub(1).filter(|&at| at >= from)?;
        let first = (from..at).all(|i| self.e[i].is(Is::COORDINATOR | Is::ADVERB | Is::COMMA));
        let parted = first || self.e[at - 1].is(Is::COMMA | Is::DASH);
        if !parted
            || !self.e[at].word(self.text).eq_ignore_ascii_case("as")
            || !cue.takes.intersects(Takes::THAT | Takes::BARE)
        {
            return None;
        }
        let is_mark = |&i: &usize| self.e[i].is(Is::COMMA | Is::DASH | Is::CLAUSE_END | Is::QUOTATION);
        let end = (details.end..self.end).find(is_mark).unwrap_or(self.end);
        if has_finite(self.e, details.end..end) || self.is(end, Is::QUOTATION) {
            return None;
        }
        let mut content = Vec::new();
        let left = from..if first { from } else { at - 1 };
        let right = (end + 1).min(self.end)..self.end;
        // “…, as she said, and left”: a whole clause does not go on.
        let whole = has_finite(self.e, left.clone()) && !self.is(from, Is::SUBORDINATOR);
        let goes_on = !whole
            && self.is(end, Is::COMMA | Is::DASH)
            && (first && right.len() > 1 || has_finite(self.e, right.clone()));
        if left.len() > 1 && (goes_on || whole) {
            content.push(left);
        }
        if goes_on {
            content.push(right.start..self.clause_end(right.start, cue));
        }
        (!content.is_empty()).then_some((content, end))
    }

    /// Whether a quotation that ends like one that is attributed stands right
    /// before `at`: not the title in “On “Face the Nation,” X said that …”.
    fn follows_quotation(&self, used: usize, at: usize) -> bool {
        let first = used.max(self.range.start);
        let Some(before) = at.checked_sub(1).filter(|&b| b >= first) else { return false };
        let quotation = if self.e[before].is(Is::COMMA | Is::DASH) { before.wrapping_sub(1) } else { before };
        if quotation < first || !self.e.get(quotation).is_some_and(|w| w.is(Is::QUOTATION)) {
            return false;
        }
        let inner = self.quotations[self.e[quotation].quotation as usize].inner.of(self.text);
        let ends = quotation < before || inner.ends_with([',', '?', '!', '.', '-', '–', '—', '…', '’', '\'']);
        let own = quotation == first
            || self.e[quotation - 1].is(Is::MARK | Is::QUOTATION)
            || has_finite(self.e, first..quotation);
        let names = Is::MEDIUM | Is::DOCUMENT | Is::WORK;
        ends && own && !self.is_title(first, quotation, names)
    }

    /// What stands right after a cue beside what it reports.
    fn details(&self, cue: &Cue) -> Details {
        if let Some(end) = self.told_a_programme(cue) {
            let addressee = Some(cue.words.end..end);
            return Details { addressee, ..details::read(self.e, end, self.end, Takes::empty()) };
        }
        let mut details = details::read(self.e, cue.words.end, self.end, cue.takes);
        if let Some(told) = details.addressee.clone().filter(|told| told.end == details.end) {
            if self.is(told.end, Is::AUXILIARY) && cue.takes.intersects(Takes::BARE) {
                // “warned 43 people would be admitted”: of whom it is reported.
                (details.addressee, details.end) = (None, told.start);
            } else if told.len() > 1 && self.is(told.end - 1, Is::NEGATION) && self.is(told.end, Is::TO) {
                // “urged drivers not to stop”
                (details.addressee, details.end) = (Some(told.start..told.end - 1), told.end - 1);
            }
        }
        details
    }

    /// “told CBS's “Face the Town” that …”: where such an addressee ends.
    fn told_a_programme(&self, cue: &Cue) -> Option<usize> {
        let mut at = cue.words.end;
        while self.is(at, Is::CAPITAL | Is::CLITIC) {
            at += 1;
        }
        if !cue.takes.intersects(Takes::TELL) || !self.is(at, Is::QUOTATION) {
            return None;
        }
        let inner = self.quotations[self.e[at].quotation as usize].inner.of(self.text);
        let title = self.reads_as_title(at)
            && inner.split_whitespace().count() <= 5
            && !inner.ends_with(['.', '?', '!', ',']);
        title.then(|| noun_phrases::after(self.e, at + 1, self.end, Right::Addressee).max(at + 1))
    }

    /// The details, with the title of a work that they end in: Ito said in her 2002
    /// book, “Rules of the Sea,” that …
    fn beyond_title(&self, cue: &Cue, details: Details) -> Details {
        let at = details.end + usize::from(self.is(details.end, Is::COMMA));
        let title = self.is(at, Is::QUOTATION) && self.is_title(cue.words.end, at, Is::WORK);
        Details { end: if title { at + 1 } else { details.end }, ..details }
    }

    /// Whether a quotation is the title of a work that one of such words before it
    /// names: in her 2002 book, “Rules of the Sea,” Ito …
    fn is_title(&self, first: usize, quotation: usize, names: Is) -> bool {
        let mut before = quotation;
        while before > first && self.e[before - 1].is(Is::COMMA | Is::OF) {
            before -= 1;
        }
        before > first && self.e[before - 1].is(names) && self.reads_as_title(quotation)
    }

    /// Whether the long words of a quotation, one at least, have capitals.
    fn reads_as_title(&self, quotation: usize) -> bool {
        let inner = self.quotations[self.e[quotation].quotation as usize].inner.of(self.text);
        let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count();
        let mut long = inner.split_whitespace().filter(|word| letters(word) > 3).peekable();
        long.peek().is_some() && long.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
    }

    /// “In a statement, X said …”: what stands before the subject.
    fn fronted_medium(&self, used: usize, source: usize) -> Option<Range<usize>> {
        let first = used.max(self.range.start);
        let comma = source.checked_sub(1).filter(|&c| c > first && self.e[c].is(Is::COMMA))?;
        details::medium_at(self.e, first, comma).map(|end| first + 1..end)
    }

    /// “A statement from the palace said …”: the source is the medium as well.
    fn own_medium(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let end = source.clone().find(|&at| self.e[at].is(Is::COMMA | Is::RELATIVE)).unwrap_or(source.end);
        let noun = (source.start..end).find(|&at| {
            self.e[at].is(Is::MEDIUM) && (at == source.start || !self.e[at].is(Is::AUDIENCE | Is::CAPITAL))
        })?;
        let head =
            self.e.get(noun + 1).is_none_or(|n| noun + 1 >= end || n.is(Is::OF | Is::PREPOSITION | Is::ED));
        head.then_some(noun..noun + 1)
    }

    /// “said it was sorry and warned that …”: the subject of the verb before.
    fn shared_source(&self, cue: &Cue, found: &[Finding]) -> Option<Range<usize>> {
        let and = cue.group.checked_sub(1).filter(|&at| at >= self.range.start)?;
        if !self.e[and].is(Is::COORDINATOR | Is::COMMA) {
            return None;
        }
        found.iter().rev().find_map(|f| f.source.clone()).or_else(|| self.subject(cue.group))
    }

    /// Whether a subject can be a source: not “this”, “which” alone.
    fn reads_as_source(&self, subject: Range<usize>) -> Option<Range<usize>> {
        let only = subject.len() == 1;
        let word = &self.e[subject.start];
        (!(only && word.is(Is::POINTING | Is::THAT | Is::WH | Is::TIME))).then_some(subject)
    }

    /// The act of a cue, seen with its source: a document *shows*, whatever the
    /// verb says.
    fn act(&self, cue: &Cue, source: &Range<usize>) -> Act {
        let document = source.clone().find(|&at| {
            self.e[at].is(Is::DOCUMENT) && !self.e.get(at + 1).is_some_and(|n| n.is(Is::CLITIC))
                || self.e[at].is(Is::PREPOSITION | Is::COMMA)
        });
        match (cue.act, document) {
            (Act::Speech, Some(at)) if self.e[at].is(Is::DOCUMENT) => Act::Evidence,
            (act, _) => act,
        }
    }

    /// “…,” said X: the source after the verb.
    fn inverted(&self, cue: &Cue, used: usize) -> Option<Range<usize>> {
        // “told” needs somebody told, who would be taken for the source.
        let tells = cue.takes.intersects(Takes::TELL) && !cue.takes.intersects(Takes::BARE);
        if !cue.takes.intersects(Takes::QUOTE | Takes::POST) || cue.used != Use::Finite || tells {
            return None;
        }
        let mut end = noun_phrases::after(self.e, cue.words.end, self.end, Right::Source);
        // “quipped Ito of his part”
        if let Some(of) = (cue.words.end + 1..end)
            .find(|&at| self.e[at].word(self.text) == "of" && self.is(at + 1, Is::POSSESSIVE))
            .filter(|&of| self.is(of - 1, Is::CAPITAL))
        {
            end = of;
        }
        if cue.words.start == self.range.start && cue.form == Form::Past && end > cue.words.end {
            // Said Ellis: “…”
            let introduces =
                self.is(end, Is::COLON) || self.is(end, Is::COMMA) && self.is(end + 1, Is::QUOTATION);
            return introduces.then_some(cue.words.end..end);
        }
        let left = cue.group.checked_sub(1).filter(|&l| l >= self.range.start)?;
        let word = &self.e[left];
        if !word.is(Is::COMMA | Is::QUOTATION | Is::DASH | Is::QUESTION) {
            return None;
        }
        // The mark may close an apposition: “Ito, a farmer, said prices rose”.
        self.left_content(used, cue.group)?;
        if end <= cue.words.end {
            return None;
        }
        let follows = self.at(end);
        // A verb after the noun makes it the subject of what is reported.
        let clause = follows.is_some_and(|w| {
            w.is(Is::AUXILIARY | Is::VERB | Is::ED | Is::CUE | Is::THAT) && !w.is(Is::ING)
                || noun_phrases::is_finite(self.e, end)
        });
        let object = self.e[cue.words.end].is(Is::OBJECT) && !self.e[cue.words.end].is(Is::POSSESSIVE);
        if clause || object {
            return None;
        }
        if !word.is(Is::QUOTATION)
            && cue.subject.is_some()
            && follows.is_some_and(|w| !w.is(Is::MARK))
            && (self.is(end, Is::TO)
                || !self
                    .is(end, Is::PREPOSITION | Is::TIME | Is::SUBORDINATOR | Is::ADVERB | Is::LY | Is::ING))
        {
            return None;
        }
        Some(cue.words.end..end)
    }

    fn after_inverted(&self, details: &Details) -> Complement {
        let at = details.end;
        if self.is(at, Is::COMMA | Is::COLON | Is::DASH) && self.is(at + 1, Is::QUOTATION) {
            return Complement::Quotation(at + 1);
        }
        Complement::Nothing
    }

    fn complement(&self, cue: &Cue, details: &Details) -> Complement {
        let at = details.end;
        let Some(word) = self.at(at) else { return Complement::Nothing };
        if word.is(Is::QUOTATION) {
            return Complement::Quotation(at);
        }
        // “says it herself, “…””, “put it best: “…””
        let emphasis = !self.is(at + 1, Is::MARK) && self.is(at + 2, Is::COMMA | Is::COLON);
        if word.is(Is::PRONOUN)
            && emphasis
            && self.is(at + 3, Is::QUOTATION)
            && cue.takes.intersects(Takes::QUOTE)
        {
            return Complement::Quotation(at + 3);
        }
        // “scolded him: “…””
        if word.is(Is::OBJECT) && self.is(at + 1, Is::COLON) && self.is(at + 2, Is::QUOTATION) {
            return Complement::Quotation(at + 2);
        }
        if word.is(Is::SEMICOLON) && self.is(at + 1, Is::QUOTATION) {
            return Complement::Quotation(at + 1);
        }
        if word.is(Is::COLON) {
            return match self.at(at + 1) {
                Some(next) if next.is(Is::QUOTATION) => Complement::Quotation(at + 1),
                Some(_) if cue.takes.intersects(Takes::QUOTE) => Complement::That(at + 1),
                _ => Complement::Nothing,
            };
        }
        if word.is(Is::COMMA | Is::DASH) {
            if self.is(at + 1, Is::QUOTATION) {
                return Complement::Quotation(at + 1);
            }
            if !self.is(at + 1, Is::ING | Is::NEGATION | Is::COORDINATOR)
                && let Some(that) = self.that_beyond(at, cue).filter(|&t| !self.is(t - 2, Is::COMMA))
            {
                return Complement::That(that);
            }
            // “said, when the applause had stopped, that …”
            // “told Ito, 58, who runs the shop, that”
            let mut first = at + 1;
            let mut close = noun_phrases::piece_end(self.e, first, self.end);
            while self.is(close, Is::COMMA)
                && !self.is(close + 1, Is::THAT | Is::QUOTATION)
                && cue.takes.intersects(Takes::TELL)
                && noun_phrases::is_apposition(self.e, first..close)
            {
                first = close + 1;
                close = noun_phrases::piece_end(self.e, first, self.end);
            }
            if self.is(close, Is::COMMA) {
                if self.is(close + 1, Is::THAT) && cue.takes.intersects(Takes::THAT | Takes::TELL) {
                    return Complement::That(close + 2);
                }
                let cued = self.cues.iter().any(|c| c.words.start > at && c.words.end <= close);
                if self.is(close + 1, Is::QUOTATION) && !cued && !has_finite(self.e, at + 1..close) {
                    return Complement::Quotation(close + 1);
                }
                // “told the archivists on Friday, in a lecture that had been
                // moved twice, the general's wife had …”
                if self.is(at + 1, Is::PREPOSITION)
                    && !cued
                    && cue.takes.intersects(Takes::TELL | Takes::BARE)
                    && has_finite(self.e, close + 1..self.end)
                    && self.left_content(self.range.start, cue.group).is_none()
                {
                    return Complement::Clause(close + 1);
                }
            }
            return Complement::Nothing;
        }
        if word.is(Is::THAT) {
            let first = if self.is(at + 1, Is::COMMA) { at + 2 } else { at + 1 };
            return if first < self.end { Complement::That(first) } else { Complement::Nothing };
        }
        if word.is(Is::TO) && cue.takes.intersects(Takes::TO | Takes::TOINF) {
            return Complement::Infinitive(at);
        }
        if word.is(Is::NEGATION) && self.is(at + 1, Is::TO) && cue.takes.intersects(Takes::TO | Takes::TOINF)
        {
            return Complement::Infinitive(at);
        }
        if word.is(Is::MARK) {
            return Complement::Nothing;
        }
        if cue.takes.intersects(Takes::OF | Takes::AS | Takes::NAME) && !cue.takes.intersects(Takes::THAT) {
            let first = &self.e[cue.words.end];
            let object = !first.is(Is::PREPOSITION | Is::ADVERB | Is::SUBORDINATOR | Is::AUXILIARY)
                || first.is(Is::DETERMINER | Is::OBJECT);
            return if object { Complement::Phrase(cue.words.end) } else { Complement::Nothing };
        }
        if word.is(Is::PREPOSITION)
            && !word.is(Is::SUBORDINATOR | Is::TO)
            && let Some(that) = self.that_beyond(at, cue)
        {
            return Complement::That(that);
        }
        Complement::Clause(at)
    }

    /// What begins after a “that” which a place or a time keeps from its verb:
    /// “said at the expo in Accra, capital of Ghana, in late May that …”.
    fn that_beyond(&self, at: usize, cue: &Cue) -> Option<usize> {
        let that = (at + 1..self.end.min(at + 25))
            .find(|&i| self.e[i].is(Is::THAT) || noun_phrases::is_finite(self.e, i))
            .filter(|&t| self.e[t].is(Is::THAT))?;
        (that + 1 < self.end
            && !self.is(that + 1, Is::AUXILIARY | Is::VERB)
            && cue.takes.intersects(Takes::THAT | Takes::TELL)
            && !self.cues.iter().any(|c| (at..that).contains(&c.words.start)))
        .then_some(that + 1)
    }

    /// The object of “condemned the launch”.
    fn object(&self, cue: &Cue, at: usize) -> Option<Range<usize>> {
        if !cue.takes.intersects(Takes::NP)
            || self.is(at, Is::PREPOSITION | Is::ADVERB)
                && !self.is(at, Is::DETERMINER)
                && !self.is(at + 1, Is::ING)
        {
            return None;
        }
        let end = self.phrase_end(at);
        (end > at).then_some(at..end)
    }

    /// Where the object of a verb ends: at a mark, or where something else begins.
    fn phrase_end(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.end {
            let word = &self.e[end];
            if word.is(Is::CLAUSE_END) || word.is(Is::COMMA) && self.starts_new(end + 1) || word.is(Is::CLOSE)
            {
                break;
            }
            // “a breach of trust,” adding …
            if end > at
                && self.e[end - 1].is(Is::QUOTATION)
                && self.ends_sentence(end - 1)
                && self.starts_new(end)
            {
                break;
            }
            if word.is(Is::COMMA)
                && !self.is(end + 1, Is::QUOTATION | Is::RELATIVE | Is::CAPITAL | Is::ARTICLE)
            {
                break;
            }
            if word.is(Is::COORDINATOR)
                && self.cues.iter().any(|c| c.group == end + 1 && c.used == Use::Finite)
            {
                break;
            }
            // “called them “wolves” and left”
            let verb = |w: &crate::paragraph::element::Element| matches!(w.verb, Some((_, Form::Base)));
            if word.is(Is::COORDINATOR)
                && end > at
                && end + 1 < self.end
                && (verb(&self.e[end + 1]) || noun_phrases::is_finite(self.e, end + 1))
            {
                break;
            }
            if word.is(Is::SUBORDINATOR) && !word.is(Is::PREPOSITION) && end > at {
                break;
            }
            if word.is(Is::DASH) {
                break;
            }
            end += 1;
        }
        while end > at && self.e[end - 1].is(Is::COMMA | Is::DASH) {
            end -= 1;
        }
        end
    }

    /// “quoted X as saying that …”, “quotes X as saying: “…””.
    fn quoted_as_saying(&self, cue: &Cue) -> Option<Finding> {
        let word = self.e[cue.words.start].word(self.text);
        if !word.starts_with("quot") && !word.starts_with("cit") {
            return None;
        }
        let saying = (cue.words.end + 1..self.end.min(cue.words.end + 25)).find(|&at| {
            self.e[at].word(self.text) == "as"
                && self.at(at + 1).is_some_and(|w| matches!(w.verb, Some((_, Form::Ing))))
        })?;
        let source = cue.words.end..saying;
        let details = details::read(self.e, saying + 2, self.end, Takes::empty());
        let all = Cue { takes: Takes::BARE | Takes::THAT | Takes::QUOTE, ..cue.clone() };
        let content = match self.complement(&all, &details) {
            Complement::Quotation(at) => self.quotation_on(at, cue),
            Complement::That(at) | Complement::Clause(at) => vec![at..self.clause_end(at, cue)],
            _ => vec![self.left_content(self.range.start, cue.subject.as_ref()?.start)?],
        };
        let medium = cue.subject.clone();
        Some(Finding {
            content,
            cue: vec![cue.words.clone(), saying..saying + 2],
            source: Some(source),
            details: Details { medium, ..details },
            act: Act::Speech,
            negated: cue.negated,
            origin: Origin::Rule(Rule::QuotedAsSaying),
            confidence: 0.9,
            introduces: false,
            sentence: 0,
        })
    }

    /// What a quotation after its cue reports: itself, or the clause that it
    /// begins (“said “any distress” was regretted”).
    fn quotation_on(&self, at: usize, cue: &Cue) -> Vec<Range<usize>> {
        let Some(next) = self.at(at + 1) else { return vec![at..at + 1] };
        if next.is(Is::DASH) {
            // “… on” — he nudged the turf — “I would have laughed.”
            let close = (at + 2..self.end).find(|&i| self.e[i].is(Is::DASH));
            if let Some(close) = close.filter(|&c| self.is(c + 1, Is::QUOTATION)) {
                let mut spans = vec![at..at + 1];
                spans.extend(self.quotation_on(close + 1, cue));
                return spans;
            }
            return vec![at..at + 1];
        }
        if next.is(Is::COMMA) && self.is(at + 2, Is::COORDINATOR) && self.is(at + 3, Is::QUOTATION)
            || next.is(Is::COORDINATOR) && self.is(at + 2, Is::QUOTATION)
        {
            let last = if next.is(Is::COMMA) { at + 3 } else { at + 2 };
            let mut end = self.quotation_on(last, cue);
            if let Some(first) = end.first_mut() {
                first.start = at;
            }
            return end;
        }
        let new_clause = next.is(Is::COORDINATOR)
            && has_finite(self.e, at + 2..self.end.min(at + 8))
            && !self.is(at + 2, Is::THAT | Is::AUXILIARY);
        if next.is(Is::MARK) || new_clause || self.starts_new(at + 1) || self.ends_sentence(at) {
            return vec![at..at + 1];
        }
        vec![at..self.clause_end(at + 1, cue)]
    }

    /// The quotation at the end of the line that goes on with one before a cue whose
    /// details end at `from`: “…,” said Ito, speaking of the mayor, “and he knows it.”
    /// What begins with no conjunction may be a word of theirs: in her view, “a long day.”
    fn quotation_goes_on(&self, cue: &Cue, from: usize) -> Option<usize> {
        let last = self.end.checked_sub(1).filter(|&last| last > from + 1)?;
        if !self.is(last, Is::QUOTATION) || !self.is(last - 1, Is::COMMA | Is::DASH) {
            return None;
        }
        let inner = self.quotations[self.e[last].quotation as usize].inner.of(self.text);
        let first = inner.split_whitespace().next().unwrap_or_default();
        let first = self.vocabulary.look_up(first).map_or(Is::empty(), |known| known.is);
        let joins = first.intersects(Is::COORDINATOR);
        let hangs_on = first.intersects(Is::SUBORDINATOR | Is::WH | Is::RELATIVE | Is::THAT | Is::NEGATION);
        let cued = self.cues.iter().any(|other| other.words.start >= cue.words.end);
        let alone = !self.e[from..last].iter().any(|w| w.is(Is::QUOTATION));
        (alone && self.ends_sentence(last) && (joins || hangs_on && !cued)).then_some(last)
    }

    /// Whether what a quotation holds ends like a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        let inner = self.quotations[self.e[at].quotation as usize].inner.of(self.text);
        let inner = inner.trim_end_matches(['’', '\'', '”', '"']);
        inner.ends_with(['.', '!', '?', ',']) && inner.contains(' ')
    }

    /// Whether a cue is followed by a quotation of its own.
    fn quotation_follows(&self, cue: &Cue) -> bool {
        let at = cue.words.end;
        self.is(at, Is::QUOTATION) || self.is(at, Is::COMMA | Is::COLON) && self.is(at + 1, Is::QUOTATION)
    }

    /// Whether after a comma something begins that is not part of a reported
    /// clause: “adding that”, “according to”, “and warned that”, “while the
    /// union said”.
    fn starts_new(&self, at: usize) -> bool {
        let Some(word) = self.at(at) else { return false };
        if word.phrase.is_some() {
            return true;
        }
        if matches!(word.verb, Some((_, Form::Ing))) && !self.is(at + 1, Is::PREPOSITION) {
            return true;
        }
        if word.is(Is::COORDINATOR | Is::SUBORDINATOR) {
            let next = at + 1;
            return self.cues.iter().any(|c| {
                c.used == Use::Finite
                    && (c.group == next
                        || c.subject.as_ref().is_some_and(|s| s.start == next && s.end <= c.group))
            });
        }
        false
    }

    /// Whether what follows a postposed cue goes on with what was reported.
    fn resumes(&self, at: usize) -> bool {
        let Some(word) = self.at(at) else { return false };
        if word.is(Is::QUOTATION) {
            return true;
        }
        if self.starts_new(at) || word.is(Is::RELATIVE) {
            return false;
        }
        if word.is(Is::COORDINATOR | Is::NEGATION | Is::THAT) {
            return true;
        }
        if word.is(Is::SUBORDINATOR) {
            // “as the colonel unrolled a map” tells what the reporter saw.
            return word.word(self.text) == "because" || word.word(self.text) == "if";
        }
        !word.is(Is::PREPOSITION | Is::ING | Is::ED | Is::LY | Is::ARTICLE | Is::TIME)
            && has_finite(self.e, at..self.end)
    }

    /// What stands between `used` and a postposed cue whose source or verb
    /// begins at `end`, if it can be a reported clause.
    fn left_content(&self, used: usize, end: usize) -> Option<Range<usize>> {
        let mut start = used.max(self.range.start);
        let mut end = end;
        while end > start && self.e[end - 1].is(Is::COMMA | Is::DASH) {
            end -= 1;
        }
        if used > self.range.start {
            while start < end && self.e[start].is(Is::MARK | Is::COORDINATOR) {
                start += 1;
            }
        }
        if start >= end {
            return None;
        }
        let marked = self.e.get(end).is_some_and(|w| w.is(Is::COMMA | Is::DASH))
            || self.e[end - 1].is(Is::QUOTATION | Is::QUESTION);
        if !marked {
            return None;
        }
        if self.e[end - 1].is(Is::QUOTATION) {
            // Only the quotation, unless it is a piece of the sentence.
            let quotation = &self.quotations[self.e[end - 1].quotation as usize];
            let inner = quotation.inner.of(self.text);
            let whole = inner.starts_with(|c: char| {
                c.is_uppercase() || c == '…' || c == '.' || c == '‘' || c == '\'' || c.is_ascii_digit()
            });
            let alone =
                end - 1 == start || self.e[start..end - 1].iter().all(|w| w.is(Is::MARK | Is::QUOTATION));
            if alone {
                return Some(start..end);
            }
            if whole && self.e[end - 2].is(Is::COMMA | Is::COLON | Is::DASH | Is::CLAUSE_END) {
                return Some(end - 1..end);
            }
            return Some(start..end);
        }
        let clause =
            has_finite(self.e, start..end) || self.e[start..end].iter().any(|w| w.is(Is::QUOTATION | Is::ED));
        let adverbial = self.e[start].is(Is::PREPOSITION | Is::SUBORDINATOR)
            && !self.e[start..end].iter().any(|w| w.is(Is::COMMA))
            && !has_finite(self.e, start..end);
        let clause = clause || self.headline;
        (clause && !adverbial && end - start >= 2).then_some(start..end)
    }

    /// “The treaty, the envoy said, was a fig leaf”: the subject of what is
    /// reported, when its verb comes after the second comma.
    fn interrupted(&self, used: usize, end: usize, after: usize) -> Option<Range<usize>> {
        let start = used.max(self.range.start);
        let comma = end.checked_sub(1).filter(|&c| c > start && self.e[c].is(Is::COMMA))?;
        let verb = (after + 1..self.end.min(after + 4)).any(|at| noun_phrases::is_finite(self.e, at));
        let nominal =
            !self.e[start].is(Is::PREPOSITION | Is::SUBORDINATOR | Is::ADVERB | Is::COORDINATOR | Is::TIME);
        (self.is(after, Is::COMMA) && verb && nominal && !self.starts_new(after + 1)).then_some(start..comma)
    }

    /// Where a clause that is reported from `start` on ends.
    fn clause_end(&self, start: usize, cue: &Cue) -> usize {
        let mut depth = 0;
        let mut at = start;
        // “After aides insisted that …, the campaign …”: the clause that holds
        // the cue ends at the comma before the main one.
        let fronted = self.e[self.range.start].is(Is::SUBORDINATOR)
            && cue.subject.as_ref().is_some_and(|s| s.start <= self.range.start + 3);
        while at < self.end {
            let word = &self.e[at];
            if word.is(Is::OPEN) {
                depth += 1;
            } else if word.is(Is::CLOSE) {
                if depth == 0 {
                    break;
                }
                depth -= 1;
            } else if depth == 0 && at > start {
                if word.is(Is::COMMA | Is::DASH)
                    && self.cues.iter().any(|c| {
                        c.subject.as_ref().is_some_and(|s| s.start == at + 1) && self.quotation_follows(c)
                    })
                {
                    break;
                }
                // “…, and when pressed on the matter, she replied, “…””
                if word.is(Is::COMMA)
                    && self.is(at + 1, Is::COORDINATOR)
                    && self.is(at + 2, Is::SUBORDINATOR)
                    && self
                        .cues
                        .iter()
                        .any(|c| c.used == Use::Finite && c.words.start > at && self.quotation_follows(c))
                {
                    break;
                }
                if fronted
                    && word.is(Is::COMMA)
                    && !self.is(at + 1, Is::COORDINATOR | Is::RELATIVE | Is::ING)
                    && has_finite(self.e, at + 1..self.end)
                {
                    break;
                }
                if word.is(Is::COMMA) && self.starts_new(at + 1) {
                    break;
                }
                if word.is(Is::SEMICOLON) && !self.is(at + 1, Is::THAT) {
                    break;
                }
                // “and warned that …”: the same subject goes on.
                if word.is(Is::COORDINATOR | Is::COMMA)
                    && self.cues.iter().any(|c| {
                        c.used == Use::Finite
                            && c.group == at + 1
                            && c.form == cue.form
                            && self.e[..self.end].get(c.words.end).is_some_and(|w| {
                                w.is(Is::THAT)
                                    || self.quotation_follows(c)
                                    || c.takes.intersects(Takes::BARE | Takes::TELL)
                                        && !w.is(Is::MARK | Is::PREPOSITION)
                            })
                    })
                {
                    break;
                }
            }
            at += 1;
        }
        while at > start && self.e[at - 1].is(Is::COMMA | Is::DASH | Is::SEMICOLON | Is::COLON) {
            at -= 1;
        }
        at
    }
}
