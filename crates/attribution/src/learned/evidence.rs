//! What the ranker is told of a candidate: facts in numbers, hashed.
//!
//! A fact is a small number: who proposed the candidate, how probable the tagger
//! finds its parts, how long it is, its verb. The ranker is told each fact, each fact
//! with the origin, and the pairs that say more together; and, where a word tagger
//! was asked about the cue, how well the candidate agrees with it.

use crate::finding::Finding;
use crate::learned::label::{Component, Label, LabelRow};
use crate::learned::tagged::TaggedParagraph;
use crate::lexical::classes::Is;
use crate::lexical::hash::{mix, word_hash};
use crate::paragraph::element::Element;
use crate::phrases::clauses::has_finite;
use crate::phrases::heads::source_kind;
use std::ops::Range;

/// The templates of features: a name is the template's number and that of the fact in
/// it.
const FACT: u32 = 0;
const FACT_WITH_ORIGIN: u32 = 100;
const PAIR: u32 = 200;
const AGREEMENT: u32 = 300;

/// Stands for a fact that a candidate does not have.
const NONE: u32 = 99;
/// For a cue that is on no list of verbs.
const NO_VERB: u32 = 9999;
/// For the distance to a cue that a candidate does not have.
const NO_CUE: u32 = 7;

/// Probabilities are told in tenths, shares of a rule's content in quarters.
const TENTHS: f32 = 10.0;
const QUARTERS: f32 = 4.0;

/// Lengths and distances are told by their power of two, up to this one.
const LONGEST: u32 = 6;
/// Added to a distance if what is asked about lies on the other side.
const OTHER_SIDE: u32 = 8;
/// A quotation of more words counts as one of so many.
const MOST_WORDS: usize = 12;
/// A paragraph of more sentences counts as one of so many.
const MOST_SENTENCES: usize = 3;

/// Keeps a sum of no words at all defined where agreement is counted.
const SMOOTHING: f32 = 1e-3;

/// The features of a candidate.
pub(crate) fn of(paragraph: &TaggedParagraph<'_>, finding: &Finding) -> Vec<u32> {
    let facts = Facts::of(paragraph, finding);
    let mut features = Vec::with_capacity(64);
    let mut add = |name: u32, value: u32| features.push(mix(name, value));
    for (name, fact) in (0..).zip(facts.all()) {
        add(FACT + name, fact);
        add(FACT_WITH_ORIGIN + name, mix(facts.origin, fact));
    }
    for (name, (a, b)) in (0..).zip(facts.pairs()) {
        add(PAIR + name, mix(a, b));
    }
    if let Some(agreement) = agreement(paragraph, finding) {
        for (name, value) in (0..).zip(facts.with_agreement(agreement)) {
            add(AGREEMENT + name, value);
        }
    }
    features
}

/// What is known of a candidate.
struct Facts {
    /// Who proposed it.
    origin: u32,
    /// 0 if nothing of the content is quoted, 2 if some of it is, 3 if all is.
    quoted: u32,
    /// How probable the tagger finds content, cue and source: means over their elements.
    content: u32,
    cue: u32,
    source: u32,
    /// How probable it is that a content begins where this one does,
    begins: u32,
    /// and that it continues where this one ends.
    continues: u32,
    length: u32,
    /// The verb of the cue, by its hash.
    verb: u32,
    /// The first word of the cue.
    word: u32,
    /// How far the cue is from the content, and on which side.
    cue_distance: u32,
    /// How far the source is from the cue, and on which side.
    source_distance: u32,
    /// How much of the content a rule found too.
    agrees_with_rule: u32,
    /// How long the first quotation of the content is, and how it ends.
    quotation: u32,
    /// Whether the content has the verb of a clause.
    clause: u32,
    /// How many sentences the paragraph has.
    sentences: u32,
    /// Whether it is negated, and whether its content asks: “did not say whether”.
    polarity: u32,
    /// What kind of noun the source is.
    source_kind: u32,
    /// Whether it lies inside of what a rule found.
    nested: u32,
    /// What kinds of words the content begins with and ends with, and what is before and
    /// after it.
    borders: Borders,
    /// What lies between the cue and the content.
    between: u32,
    /// How much of its sentence follows the content.
    rest: u32,
    /// Whether the content has words that may report, so that it is their claim, too.
    inner_cue: u32,
}

impl Facts {
    fn of(paragraph: &TaggedParagraph<'_>, finding: &Finding) -> Facts {
        let elements = paragraph.elements();
        let probabilities = &paragraph.labelling.probabilities;
        let start = finding.content.iter().map(|piece| piece.start).min().unwrap_or(0);
        let end = finding.content.iter().map(|piece| piece.end).max().unwrap_or(0);
        let cue = finding.cue.first();
        let after = Some(end).filter(|&at| at < elements.len() && !elements[at].is(Is::MARK));
        let all_quoted = finding.content.iter().all(|piece| paragraph.is_quotation(piece));
        let has_quotation =
            |piece: &Range<usize>| elements[piece.clone()].iter().any(|e| e.is(Is::QUOTATION));
        let any_quoted = finding.content.iter().any(has_quotation);
        let verb = cue.and_then(|cue| elements[cue.clone()].iter().find_map(|element| element.verb));
        let rules = paragraph.rules.near(finding).map(|rule| rule.likeness(finding));
        Facts {
            origin: u32::from(finding.origin.number()),
            quoted: u32::from(all_quoted) + 2 * u32::from(any_quoted),
            content: mean(probabilities, &finding.content, Component::Content),
            cue: mean(probabilities, &finding.cue, Component::Cue),
            source: mean(probabilities, finding.source.as_slice(), Component::Source),
            begins: chance(probabilities, Some(start), Label::ContentBegins),
            continues: chance(probabilities, after, Label::ContentContinues),
            length: power_of_two(finding.size()),
            verb: verb.map_or(NO_VERB, |(verb, _)| paragraph.vocabulary.verbs[verb as usize].name),
            word: cue.map_or(0, |cue| word_hash(elements[cue.start].span.of(paragraph.text))),
            cue_distance: cue.map_or(NO_CUE, |cue| {
                distance(cue, &(start..end)) + OTHER_SIDE * u32::from(cue.start >= end)
            }),
            source_distance: match (&finding.source, cue) {
                (Some(source), Some(cue)) => {
                    distance(source, cue) + OTHER_SIDE * u32::from(source.start > cue.start)
                }
                _ => NONE,
            },
            agrees_with_rule: (rules.fold(0.0, f32::max) * QUARTERS) as u32,
            quotation: quotation(paragraph, finding),
            clause: u32::from(finding.content.iter().any(|piece| has_finite(elements, piece.clone()))),
            sentences: paragraph.folded.sentences.len().min(MOST_SENTENCES) as u32,
            polarity: u32::from(finding.negated) + 2 * u32::from(start < end && elements[start].is(Is::WH)),
            source_kind: finding
                .source
                .as_ref()
                .map_or(NONE, |source| source_kind(&elements[source.clone()])),
            nested: u32::from(paragraph.rules.near(finding).any(|outer| finding.is_inside_of(outer))),
            borders: Borders::of(paragraph, finding, start..end),
            between: cue.map_or(NONE, |cue| between(elements, cue, &(start..end))),
            rest: power_of_two(paragraph.sentence_end(start.max(end.saturating_sub(1))).saturating_sub(end)),
            inner_cue: u32::from(
                finding.content.iter().cloned().flatten().any(|at| elements[at].is(Is::CUE)),
            ),
        }
    }

    fn all(&self) -> [u32; 26] {
        [
            self.origin,
            self.quoted,
            self.content,
            self.cue,
            self.source,
            self.begins,
            self.continues,
            self.length,
            self.verb,
            self.word,
            self.cue_distance,
            self.source_distance,
            self.agrees_with_rule,
            self.quotation,
            self.clause,
            self.sentences,
            self.polarity,
            self.source_kind,
            self.nested,
            self.borders.before,
            self.borders.first,
            self.borders.last,
            self.borders.after,
            self.between,
            self.rest,
            self.inner_cue,
        ]
    }

    fn pairs(&self) -> [(u32, u32); 36] {
        [
            (self.content, self.cue),
            (self.content, self.source),
            (self.content, self.quoted),
            (self.cue, self.source),
            (self.content, self.begins),
            (self.content, self.continues),
            (self.verb, self.quoted),
            (self.verb, self.content),
            (self.word, self.quoted),
            (self.verb, self.length),
            (self.quoted, self.length),
            (self.quoted, self.quotation),
            (self.content, self.agrees_with_rule),
            (self.verb, self.clause),
            (self.cue_distance, self.quoted),
            (self.polarity, self.quoted),
            (self.polarity, self.verb),
            (self.source_kind, self.quoted),
            (self.source_kind, self.verb),
            (self.source_kind, self.clause),
            (self.nested, self.content),
            (self.nested, self.verb),
            (self.borders.before, self.borders.first),
            (self.borders.last, self.borders.after),
            (self.borders.before, self.cue_distance),
            (self.borders.before, self.verb),
            (self.borders.first, self.verb),
            (self.borders.first, self.clause),
            (self.borders.after, self.continues),
            (self.borders.before, self.begins),
            (self.borders.after, self.rest),
            (self.borders.after, self.cue_distance),
            (self.between, self.cue_distance),
            (self.between, self.verb),
            (self.between, self.nested),
            (self.inner_cue, self.between),
        ]
    }

    fn with_agreement(&self, [content, source, cue]: [u32; 3]) -> [u32; 12] {
        [
            content,
            source,
            cue,
            mix(content, self.origin),
            mix(source, self.origin),
            mix(cue, self.origin),
            mix(content, source),
            mix(content, cue),
            mix(content, self.quoted),
            mix(content, self.agrees_with_rule),
            mix(content, self.verb),
            mix(cue, self.verb),
        ]
    }
}

/// What kinds of words are at the borders of a content, inside and outside of it.
struct Borders {
    before: u32,
    first: u32,
    last: u32,
    after: u32,
}

/// For the word before or after a content that is part of its own cue or source, and for
/// the beginning or end of a sentence.
const OWN_CUE: u32 = 80;
const OWN_SOURCE: u32 = 81;
const NO_WORD: u32 = 82;

impl Borders {
    fn of(paragraph: &TaggedParagraph<'_>, finding: &Finding, content: Range<usize>) -> Self {
        let elements = paragraph.elements();
        if content.is_empty() {
            return Self { before: NONE, first: NONE, last: NONE, after: NONE };
        }
        let sentence = &paragraph.folded.sentences[paragraph.sentence_of(content.start)];
        let outside = |at: Option<usize>| match at.filter(|at| sentence.contains(at)) {
            None => NO_WORD,
            Some(at) if finding.cue.iter().any(|cue| cue.contains(&at)) => OWN_CUE,
            Some(at) if finding.source.as_ref().is_some_and(|source| source.contains(&at)) => OWN_SOURCE,
            Some(at) => word_kind(&elements[at]),
        };
        Self {
            before: outside(content.start.checked_sub(1)),
            first: word_kind(&elements[content.start]),
            last: word_kind(&elements[content.end - 1]),
            after: outside(Some(content.end)),
        }
    }
}

/// The first of these classes that an element is in: what it may begin or end.
const KINDS: [Is; 26] = [
    Is::QUOTATION,
    Is::COMMA,
    Is::STOP,
    Is::COLON,
    Is::SEMICOLON,
    Is::DASH,
    Is::MARK,
    Is::THAT,
    Is::TO,
    Is::WH,
    Is::RELATIVE,
    Is::COORDINATOR,
    Is::SUBORDINATOR,
    Is::SUBJECT,
    Is::OBJECT,
    Is::ARTICLE,
    Is::DETERMINER,
    Is::PREPOSITION,
    Is::NEGATION,
    Is::AUXILIARY,
    Is::ADVERB,
    Is::TIME,
    Is::CUE,
    Is::CAPITAL,
    Is::ING,
    Is::ED,
];

fn word_kind(element: &Element) -> u32 {
    KINDS.iter().position(|&kind| element.is(kind)).unwrap_or(KINDS.len()) as u32
}

/// What lies between a cue and a content: a verb of a clause, which may be what reports
/// the content; a mark; a “that”.
fn between(elements: &[Element], cue: &Range<usize>, content: &Range<usize>) -> u32 {
    let gap = if cue.end <= content.start { cue.end..content.start } else { content.end..cue.start };
    if gap.start >= gap.end {
        return 0;
    }
    let any = |kind: Is| u32::from(elements[gap.clone()].iter().any(|element| element.is(kind)));
    1 + any(Is::CUE)
        + 2 * u32::from(has_finite(elements, gap.clone()))
        + 4 * any(Is::MARK)
        + 8 * any(Is::THAT)
}

/// How probable it is, in tenths, that the elements of some ranges are of a component.
fn mean(probabilities: &[LabelRow], ranges: &[Range<usize>], component: Component) -> u32 {
    let (mut sum, mut count) = (0.0, 0);
    for at in ranges.iter().cloned().flatten() {
        sum += component.probability(&probabilities[at]);
        count += 1;
    }
    if count == 0 { NONE } else { (sum / count as f32 * TENTHS) as u32 }
}

/// How probable a label is, in tenths, for an element.
fn chance(probabilities: &[LabelRow], at: Option<usize>, label: Label) -> u32 {
    let row = at.and_then(|at| probabilities.get(at));
    row.map_or(NONE, |row| (row[label.column()] * TENTHS) as u32)
}

fn power_of_two(n: usize) -> u32 {
    (usize::BITS - n.leading_zeros()).min(LONGEST)
}

/// How many elements lie between two ranges, as a power of two.
fn distance(one: &Range<usize>, other: &Range<usize>) -> u32 {
    power_of_two(one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end)))
}

/// How long the first quotation of a content is, and how it ends; 0 without one.
fn quotation(paragraph: &TaggedParagraph<'_>, finding: &Finding) -> u32 {
    let elements = paragraph.elements();
    let first = finding.content.iter().cloned().flatten().find(|&at| elements[at].is(Is::QUOTATION));
    let Some(at) = first else { return 0 };
    let inner = paragraph.folded.quotations[elements[at].quotation as usize].inner.of(paragraph.text);
    let end = inner.chars().next_back().filter(|c| ",.?!…-—".contains(*c)).map_or(0, |c| c as u32);
    mix(end, inner.split(' ').count().min(MOST_WORDS) as u32)
}

/// How well a finding agrees with what a word tagger says belongs to its cue, in
/// tenths: the content, the source, and that it is a cue at all. None if it was not
/// asked about that cue.
fn agreement(paragraph: &TaggedParagraph<'_>, finding: &Finding) -> Option<[u32; 3]> {
    let cue = finding.cue.first()?;
    let words_of = &paragraph.cue_readings.words_of;
    let reading = paragraph.cue_readings.readings.iter().find(|reading| reading.cue == *cue)?;
    // The words in both over the words in either, as far as they are known.
    let common = |ranges: &[Range<usize>], component: Component| {
        let chance = |word: usize| component.probability(&reading.words[word]);
        let all: f32 = (0..reading.words.len()).map(chance).sum();
        let words = ranges.iter().cloned().flatten().flat_map(|at| words_of[at].clone());
        let (mut inside, mut count) = (0.0, 0.0);
        for word in words {
            inside += chance(word);
            count += 1.0;
        }
        (inside + SMOOTHING) / (count + all - inside + SMOOTHING)
    };
    let cue_words = words_of[cue.start].start..words_of[cue.end - 1].end;
    let is_cue =
        reading.words[cue_words.clone()].iter().map(|row| Component::Cue.probability(row)).sum::<f32>()
            / cue_words.len().max(1) as f32;
    let source = match &finding.source {
        Some(source) => common(std::slice::from_ref(source), Component::Source),
        None => {
            let any: f32 = reading.words.iter().map(|row| Component::Source.probability(row)).sum();
            1.0 / (1.0 + any)
        }
    };
    Some([common(&finding.content, Component::Content), source, is_cue].map(|share| (share * TENTHS) as u32))
}
