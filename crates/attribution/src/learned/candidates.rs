//! The rules and the tagger together: candidates from both, and a judge that
//! says how likely each is right.
//!
//! The rules know how attributions are built; the tagger has seen thousands of
//! them. Each rule's finding is a candidate, each run of words that the tagger
//! calls a content is one with the cue and the source nearest to it, and where
//! both saw the same thing with other borders or another source, so are the
//! mixtures; [`given`](crate::learned::cue_readings) has what a word tagger adds. The
//! [`judge`](crate::learned::ranker) scores them all; of candidates that share their content
//! the likeliest stays.

use crate::finding::Finding;
use crate::learned::crf::COUNT;
use crate::learned::cue_readings::Said;
use crate::learned::features::RuleLabel;
use crate::learned::ranker::Judge;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::origin::{Mixture, Origin, Rule};
use crate::paragraph::element::Element;
use crate::paragraph::marks::Quotation;
use crate::phrases::clauses::has_finite;
use crate::phrases::details::Details;
use crate::phrases::names_in_marks::names_something;
use std::ops::Range;
use text::Act;

/// Added to the score of every label but “outside”: the tagger proposes rather
/// more than it believes, since the judge decides.
pub(crate) const BONUS: f32 = 0.5;

/// What the rules find is left out only when the judge is sure that it is wrong:
/// it has learned from one kind of news, the rules hold for all.
const LEAST_OF_RULES: f32 = 0.15;

/// Rules whose findings on PolNeAR train have the right content and source four
/// times in five: they stand unless something likelier takes their place.
const SURE: [Rule; 4] = [Rule::QuotationBefore, Rule::QuotationAfter, Rule::ThatClause, Rule::PhraseAfter];

/// How far what is learned is trusted beside the rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trust {
    /// What only the tagger sees must be so likely.
    least: f32,
    /// What the tagger had a hand in must be so much likelier than what a rule
    /// found whole to take its place.
    lead: f32,
}

/// The CRF alone. With less asked of it, PolNeAR dev gains less than pages dev and
/// the marked traps lose; with more, too much of what is reported without a
/// listed cue is missed.
pub(crate) const CRF: Trust = Trust { least: 0.4, lead: 0.1 };

/// The CRF with a second opinion on the words. With less asked (0.3) PolNeAR dev
/// gains 0.6 points and pages dev loses 0.8: what else PolNeAR counts are attitudes.
pub(crate) const BOTH: Trust = Trust { least: 0.45, lead: 0.1 };

/// A possible attribution and what the judge is told of it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) found: Finding,
    pub(crate) features: Vec<u32>,
}

/// What the tagger says of one paragraph.
pub(crate) struct Tagged<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) text: &'a str,
    pub(crate) elements: &'a [Element],
    pub(crate) lines: &'a [Range<usize>],
    pub(crate) quotations: &'a [Quotation],
    /// The likeliest label of each element.
    pub(crate) best: &'a [u8],
    /// How probable each label is.
    pub(crate) probabilities: &'a [[f32; COUNT]],
    /// What the word tagger says beside.
    pub(crate) said: &'a Said,
}

/// What the rules call each element.
pub(crate) fn rule_labels(found: &[Finding], count: usize, labels: &mut Vec<RuleLabel>) {
    labels.clear();
    labels.resize(count, RuleLabel::default());
    let mut mark = |range: &Range<usize>, first: u8, rest: u8, rule: u8| {
        for at in range.clone() {
            labels[at] = RuleLabel { part: if at == range.start { first } else { rest }, rule };
        }
    };
    for found in found {
        found.content.iter().for_each(|r| mark(r, 4, 5, found.origin.number()));
    }
    for found in found {
        found.source.iter().for_each(|r| mark(r, 2, 3, found.origin.number()));
        found.cue.iter().for_each(|r| mark(r, 1, 1, found.origin.number()));
    }
}

/// A run of elements with one label.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) part: u8,
    pub(crate) range: Range<usize>,
}

impl Tagged<'_> {
    pub(crate) fn runs(&self, best: impl Iterator<Item = u8>) -> Vec<Run> {
        let e = self.elements;
        let mut all: Vec<Run> = Vec::new();
        for (at, label) in best.enumerate() {
            let part = match label {
                0 => continue,
                1 => 1,
                2 | 3 => 2,
                _ => 4,
            };
            // A sentence that is only a quotation is a content of its own.
            let begins = label == 2
                || label == 4
                || at > 0 && self.line_of(at) != self.line_of(at - 1) && {
                    let quoted = |at: usize| self.is_quotation(&self.lines[self.line_of(at)]);
                    quoted(at) != quoted(at - 1)
                };
            match all.last_mut() {
                Some(last) if last.part == part && last.range.end == at && !begins => last.range.end = at + 1,
                _ => all.push(Run { part, range: at..at + 1 }),
            }
        }
        for run in &mut all {
            while run.range.len() > 1
                && e[run.range.end - 1].is(Is::COMMA | Is::STOP | Is::SEMICOLON | Is::COLON | Is::DASH)
            {
                run.range.end -= 1;
            }
            while run.range.len() > 1 && e[run.range.start].is(Is::COMMA | Is::COLON | Is::DASH)
                || run.part == 4 && run.range.len() > 1 && e[run.range.start].is(Is::THAT)
            {
                run.range.start += 1;
            }
        }
        all.retain(|r| !e[r.range.clone()].iter().all(|w| w.is(Is::MARK)));
        all
    }

    /// Whether there is nothing but quotations in a range.
    pub(crate) fn is_quotation(&self, range: &Range<usize>) -> bool {
        self.elements[range.clone()].iter().all(|w| w.is(Is::QUOTATION | Is::MARK))
    }

    pub(crate) fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|l| l.end <= at)
    }

    /// All candidates of a paragraph; what is settled already is none.
    pub(crate) fn candidates(&self, rules: &[Finding]) -> Vec<Candidate> {
        let runs = self.runs(self.best.iter().copied());
        let mut all: Vec<Finding> = rules.iter().filter(|f| !f.is_settled()).cloned().collect();
        let models = self.linked(&runs);
        for rule in rules.iter().filter(|f| !f.is_settled() && !f.cue.is_empty()) {
            let Some(model) = models.iter().max_by(|a, b| rule.likeness(a).total_cmp(&rule.likeness(b)))
            else {
                continue;
            };
            let same = rule.likeness(model);
            if same < 0.2 {
                continue;
            }
            let other_source = model.source.is_some() && model.source != rule.source;
            if same < 0.95 {
                all.push(Finding {
                    content: model.content.clone(),
                    origin: Origin::Mixed(Mixture::Borders),
                    ..rule.clone()
                });
            }
            if other_source && model.cue == rule.cue {
                all.push(Finding {
                    source: model.source.clone(),
                    origin: Origin::Mixed(Mixture::Source),
                    ..rule.clone()
                });
            }
        }
        all.extend(models.into_iter().filter(|m| {
            !rules.iter().any(|r| r.likeness(m) > 0.95 && r.cue == m.cue && r.source == m.source)
        }));
        for given in &self.said.given {
            self.add_given(given, &mut all);
        }
        all.into_iter().map(|found| Candidate { features: self.features(&found, rules), found }).collect()
    }

    /// The tagger's contents with the cue and source nearest to each.
    fn linked(&self, runs: &[Run]) -> Vec<Finding> {
        let gap = |a: &Range<usize>, b: &Range<usize>| {
            let apart = if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) };
            apart + 60 * self.line_of(a.start).abs_diff(self.line_of(b.start))
        };
        let mut found: Vec<Finding> = Vec::new();
        for run in runs.iter().filter(|r| r.part == 4) {
            let cue = runs.iter().filter(|r| r.part == 1).min_by_key(|r| gap(&r.range, &run.range));
            let cue = cue.filter(|c| gap(&c.range, &run.range) < 60);
            // The second piece of what a cue reports: “A, X said, B”.
            if let Some(cue) = cue
                && let Some(first) = found.iter_mut().find(|f| f.cue.first() == Some(&cue.range))
                && first.content.last().is_some_and(|c| c.end <= cue.range.start)
            {
                first.content.push(run.range.clone());
                continue;
            }
            let anchor = cue.map_or(&run.range, |c| &c.range);
            let source = runs.iter().filter(|r| r.part == 2).min_by_key(|r| gap(&r.range, anchor));
            let source = source.filter(|s| gap(&s.range, anchor) < 60);
            let refused = cue.is_some_and(|cue| self.reports_nothing(&cue.range, &run.range));
            if refused || cue.is_none() && source.is_none() {
                continue;
            }
            found.push(Finding {
                content: vec![run.range.clone()],
                cue: cue.map(|c| c.range.clone()).into_iter().collect(),
                source: source.map(|s| s.range.clone()),
                details: Details { end: run.range.end, ..Details::default() },
                act: cue.map_or(Act::Attitude, |cue| self.act(&cue.range)),
                negated: cue.is_some_and(|c| self.denies(&c.range)),
                origin: Origin::Tagger,
                confidence: 0.0,
                introduces: false,
                sentence: self.line_of(run.range.start),
            });
        }
        found
    }

    /// Whether a cue with this content tells of nothing that was said: “did not
    /// comment on the dispute”, “called the police”.
    pub(crate) fn reports_nothing(&self, cue: &Range<usize>, content: &Range<usize>) -> bool {
        let words = &self.elements[cue.start.saturating_sub(3)..cue.end];
        let refuses = |v: (u16, _)| self.vocabulary.verbs[v.0 as usize].takes.intersects(Takes::NEG);
        let silent = words.iter().any(|w| w.is(Is::SILENCE))
            && words.iter().any(|w| w.is(Is::NEGATION) || w.verb.is_some_and(refuses));
        let verb = self.elements[cue.end - 1].verb;
        let takes = verb.map_or(Takes::empty(), |(v, _)| self.vocabulary.verbs[v as usize].takes);
        silent || content.len() == 1 && names_something(self.elements, cue.end, takes)
    }

    /// The act of a cue: that of its verb or phrase. Of others there are mostly
    /// those that are no words about words.
    pub(crate) fn act(&self, cue: &Range<usize>) -> Act {
        let of = |w: &Element| {
            let verb = w.verb.map(|(verb, _)| self.vocabulary.verbs[verb as usize].act);
            verb.or_else(|| w.phrase.map(|phrase| self.vocabulary.phrases[phrase as usize].act))
        };
        self.elements[cue.clone()].iter().find_map(of).unwrap_or(Act::Attitude)
    }

    /// Whether a cue says that something was not said: “did not dispute”, “denied”.
    pub(crate) fn denies(&self, cue: &Range<usize>) -> bool {
        let line = self.lines[self.line_of(cue.start)].start;
        let before = self.elements[line..cue.start].iter().rev();
        let group = before.take_while(|w| w.is(SMALL)).chain(&self.elements[cue.clone()]);
        group.into_iter().any(|w| {
            let refuses = |v: (u16, _)| self.vocabulary.verbs[v.0 as usize].takes.intersects(Takes::NEG);
            w.is(Is::NEGATION) || w.verb.is_some_and(refuses)
        })
    }

    /// What the judge is told of a candidate: each fact in a number.
    fn features(&self, found: &Finding, rules: &[Finding]) -> Vec<u32> {
        let e = self.elements;
        let mean = |ranges: &mut dyn Iterator<Item = usize>, labels: &[usize]| -> u32 {
            let (mut sum, mut count) = (0.0, 0);
            for at in ranges {
                sum += labels.iter().map(|&l| self.probabilities[at][l]).sum::<f32>();
                count += 1;
            }
            if count == 0 { 99 } else { (sum / count as f32 * 10.0) as u32 }
        };
        let chance = |at: Option<usize>, labels: &[usize]| -> u32 {
            match at.and_then(|at| self.probabilities.get(at)) {
                Some(row) => (labels.iter().map(|&l| row[l]).sum::<f32>() * 10.0) as u32,
                None => 99,
            }
        };
        let start = found.content.iter().map(|c| c.start).min().unwrap_or(0);
        let end = found.content.iter().map(|c| c.end).max().unwrap_or(0);
        let length: usize = found.content.iter().map(Range::len).sum();
        let content = mean(&mut found.content.iter().cloned().flatten(), &[4, 5]);
        let cue = mean(&mut found.cue.iter().cloned().flatten(), &[1]);
        let source = mean(&mut found.source.iter().cloned().flatten(), &[2, 3]);
        let begins = chance(Some(start), &[4]);
        let goes_on = chance(Some(end).filter(|&at| at < e.len() && !e[at].is(Is::MARK)), &[5]);
        let bucket = |n: usize| (usize::BITS - n.leading_zeros()).min(6);
        let alone = found.content.iter().all(|c| self.is_quotation(c));
        let any = found.content.iter().any(|c| e[c.clone()].iter().any(|w| w.is(Is::QUOTATION)));
        let kind = u32::from(alone) + 2 * u32::from(any);
        let rule = u32::from(found.origin.number());
        let verb = found
            .cue
            .first()
            .and_then(|c| e[c.clone()].iter().find_map(|w| w.verb))
            .map_or(9999, |v| self.vocabulary.verbs[v.0 as usize].name);
        let word =
            found.cue.first().map_or(0, |c| crate::lexical::hash::word_hash(e[c.start].span.of(self.text)));
        let clause = u32::from(found.content.iter().any(|c| has_finite(e, c.clone())));
        let apart = found.cue.first().map_or(7, |c| {
            bucket(if c.start >= end { c.start - end } else { start.saturating_sub(c.end) })
                + 8 * u32::from(c.start >= end)
        });
        let between = match (&found.source, found.cue.first()) {
            (Some(s), Some(c)) => {
                bucket(if c.start >= s.end { c.start - s.end } else { s.start.saturating_sub(c.end) })
                    + 8 * u32::from(s.start > c.start)
            }
            _ => 99,
        };
        let overlap = rules.iter().map(|r| r.likeness(found)).fold(0.0, f32::max);
        let agrees = (overlap * 4.0) as u32;
        let size = self.quotation_size(found);
        let facts = [
            rule,
            kind,
            content,
            cue,
            source,
            begins,
            goes_on,
            bucket(length),
            verb,
            word,
            apart,
            between,
            agrees,
            size,
            clause,
            self.lines.len().min(3) as u32,
        ];
        let mut features = Vec::with_capacity(64);
        let mut add = |name: u32, value: u32| features.push(crate::lexical::hash::mix(name, value));
        for (name, &fact) in facts.iter().enumerate() {
            add(name as u32, fact);
            add(100 + name as u32, crate::lexical::hash::mix(rule, fact));
        }
        for (name, (a, b)) in [
            (content, cue),
            (content, source),
            (content, kind),
            (cue, source),
            (content, begins),
            (content, goes_on),
            (verb, kind),
            (verb, content),
            (word, kind),
            (verb, bucket(length)),
            (kind, bucket(length)),
            (kind, size),
            (content, agrees),
            (verb, clause),
            (apart, kind),
        ]
        .into_iter()
        .enumerate()
        {
            add(200 + name as u32, crate::lexical::hash::mix(a, b));
        }
        if let Some([content, source, cue]) = self.agreement(found) {
            let pairs = [
                content,
                source,
                cue,
                crate::lexical::hash::mix(content, rule),
                crate::lexical::hash::mix(source, rule),
                crate::lexical::hash::mix(cue, rule),
                crate::lexical::hash::mix(content, source),
                crate::lexical::hash::mix(content, cue),
                crate::lexical::hash::mix(content, kind),
                crate::lexical::hash::mix(content, agrees),
                crate::lexical::hash::mix(content, verb),
                crate::lexical::hash::mix(cue, verb),
            ];
            pairs.into_iter().enumerate().for_each(|(name, pair)| add(300 + name as u32, pair));
        }
        features
    }

    /// How long the first quotation of a content is, and how it ends.
    fn quotation_size(&self, found: &Finding) -> u32 {
        let first = found.content.iter().cloned().flatten().find(|&at| self.elements[at].is(Is::QUOTATION));
        let Some(at) = first else { return 0 };
        let inner = self.quotations[self.elements[at].quotation as usize].inner.of(self.text);
        let end = inner.chars().next_back().filter(|c| ",.?!…-—".contains(*c)).map_or(0, |c| c as u32);
        crate::lexical::hash::mix(end, inner.split(' ').count().min(12) as u32)
    }
}

/// How much of a paragraph is in doubt: the labels and the candidates that are
/// expected to be wrong, for each of its words, which is what asking costs.
pub(crate) fn doubt(
    judge: &Judge,
    candidates: &[Candidate],
    probabilities: &[[f32; COUNT]],
    words: usize,
) -> f32 {
    let labels: f32 = probabilities.iter().map(|row| 1.0 - row.iter().copied().fold(0.0, f32::max)).sum();
    let probability = candidates.iter().map(|c| judge.probability(&c.features));
    let candidates: f32 = probability.map(|p| p.min(1.0 - p)).sum();
    (labels + candidates) / words.max(1) as f32
}

/// A cue without the auxiliaries, adverbs and negations in front of its verb: the
/// tagger has learned to take them in.
fn bare(cue: &Range<usize>, elements: &[Element]) -> Range<usize> {
    let small = elements[cue.clone()].iter().take(cue.len() - 1).take_while(|w| w.is(SMALL)).count();
    cue.start + small..cue.end
}

/// Words that may stand in front of a verb and belong to it.
const SMALL: Is = Is::AUXILIARY.union(Is::NEGATION).union(Is::ADVERB);

/// The likeliest candidates that do not share their contents.
pub(crate) fn select(
    judge: &Judge,
    trust: Trust,
    candidates: Vec<Candidate>,
    elements: &[Element],
    found: &mut Vec<Finding>,
) {
    found.retain(Finding::is_settled);
    let mut scored: Vec<Finding> = candidates
        .into_iter()
        .map(|c| Finding { confidence: judge.probability(&c.features), ..c.found })
        .filter(|f| match f.origin {
            Origin::Tagger | Origin::CueReading => f.confidence >= trust.least,
            Origin::Rule(rule) if SURE.contains(&rule) => true,
            _ => f.confidence >= LEAST_OF_RULES,
        })
        .collect();
    let worth = |f: &Finding| f.confidence - if f.origin.is_rule() { 0.0 } else { trust.lead };
    scored.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    for candidate in scored {
        let taken = found.iter().any(|f| {
            let size = |f: &Finding| f.content.iter().map(Range::len).sum::<usize>();
            let either = (size(f) + size(&candidate)) as f32;
            let share = f.likeness(&candidate);
            // elements in both, from their share of the union
            let both = share * either / (1.0 + share);
            both / size(f).min(size(&candidate)).max(1) as f32 > 0.3
        });
        if !taken {
            let cue = candidate.cue.iter().map(|cue| bare(cue, elements)).collect();
            found.push(Finding { cue, ..candidate });
        }
    }
    found.sort_by_key(|f| (f.sentence, f.content.first().map_or(0, |c| c.start)));
}
