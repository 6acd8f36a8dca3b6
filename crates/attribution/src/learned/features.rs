//! What the tagger sees of each element: numbers that stand for words, shapes
//! and neighbours.
//!
//! A feature is the hash of what it says (“the word before is *told*”), so that
//! training and tagging agree on it without a dictionary. Features are computed
//! without allocating: every element's word, ending and class are reduced to
//! numbers once, and the templates below combine them.

use crate::convention::Domain;
use crate::finding::Finding;
use crate::learned::label::{Component, Label};
use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::hash::{mix, text_hash};
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::Element;
use crate::paragraph::folded::FoldedParagraph;
use std::ops::Range;

/// What the rules make of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleLabel {
    pub(crate) label: Label,
    /// The number of the finding's origin.
    pub(crate) origin: u8,
}

/// What the rules' findings make of each of `count` elements. Where findings overlap a
/// cue or source counts before a content, and a later finding before an earlier one.
pub(crate) fn rule_labels(findings: &[Finding], count: usize, labels: &mut Vec<RuleLabel>) {
    labels.clear();
    labels.resize(count, RuleLabel::default());
    let mut mark = |range: &Range<usize>, component: Component, origin: u8| {
        let (first, rest) = component.labels();
        for at in range.clone() {
            labels[at] = RuleLabel { label: if at == range.start { first } else { rest }, origin };
        }
    };
    // A word has one label: that of the outer claim.
    let outer = || findings.iter().filter(|finding| !finding.nested);
    for finding in outer() {
        let origin = finding.origin.number();
        finding.content.iter().for_each(|piece| mark(piece, Component::Content, origin));
    }
    for finding in outer() {
        let origin = finding.origin.number();
        finding.source.iter().for_each(|source| mark(source, Component::Source, origin));
        finding.cue.iter().for_each(|cue| mark(cue, Component::Cue, origin));
    }
}

/// An element in numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Reduced {
    word: u32,
    ending: u32,
    class: u32,
    shape: u32,
    quotation: u32,
}

/// The templates of features with weights for one domain have numbers from this one on.
const FIRST_OF_DOMAIN: u32 = 100;

/// The most features of an element.
pub(crate) const MOST: usize = 80;

/// Scratch space for the features of one paragraph.
#[derive(Debug, Default)]
pub(crate) struct Features {
    reduced: Vec<Reduced>,
    rules: Vec<RuleLabel>,
    domain: Domain,
    cue_left: Vec<u32>,
    cue_right: Vec<u32>,
    opener: Vec<u32>,
    line: Vec<u32>,
    lower: String,
}

/// A word class in a number: what a part of speech would be to a parser.
fn class(vocabulary: &Vocabulary, element: &Element) -> u32 {
    if element.is(Is::QUOTATION) {
        return 1;
    }
    if let Some((verb, form)) = element.verb {
        let verb = &vocabulary.verbs[verb as usize];
        let form = match form {
            Form::Base => 0,
            Form::Third => 1,
            Form::Past => 2,
            Form::Participle => 3,
            Form::Ing => 4,
        };
        return 100 + verb.act as u32 * 10 + form;
    }
    let order = [
        Is::COMMA,
        Is::STOP,
        Is::COLON,
        Is::SEMICOLON,
        Is::DASH,
        Is::OPEN,
        Is::CLOSE,
        Is::QUESTION,
        Is::MARK,
        Is::CLITIC,
        Is::THAT,
        Is::TO,
        Is::BY,
        Is::OF,
        Is::RELATIVE,
        Is::WH,
        Is::NEGATION,
        Is::BE,
        Is::HAVE,
        Is::DO,
        Is::MODAL,
        Is::ARTICLE,
        Is::POSSESSIVE,
        Is::POINTING,
        Is::SUBJECT,
        Is::OBJECT,
        Is::COORDINATOR,
        Is::SUBORDINATOR,
        Is::PREPOSITION,
        Is::DAY,
        Is::MONTH,
        Is::FIXED,
        Is::UNIT,
        Is::PART,
        Is::NUMBER,
        Is::QUANTITY,
        Is::ADVERB,
        Is::TITLE,
        Is::PERSON,
        Is::GROUP,
        Is::KIN,
        Is::DOCUMENT,
        Is::MEDIUM,
        Is::ORGANIZATION,
        Is::CUE_NOUN,
        Is::CUE_ADJECTIVE,
        Is::VERB,
        Is::DIGIT,
        Is::CAPITAL,
        Is::ING,
        Is::ED,
        Is::LY,
        Is::PLURAL,
    ];
    if element.phrase.is_some() {
        return 2;
    }
    order.iter().position(|&is| element.is(is)).map_or(3, |at| 10 + at as u32)
}

impl Features {
    /// Reduces the elements of a paragraph to numbers; `rules` says what the
    /// rules made of each.
    pub(crate) fn read(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        FoldedParagraph { elements, sentences: lines, .. }: &FoldedParagraph,
        rules: &[RuleLabel],
        domain: Domain,
    ) {
        self.domain = domain;
        self.reduced.clear();
        self.rules.clear();
        self.rules.extend_from_slice(rules);
        for element in elements {
            let reduced = self.reduce(vocabulary, text, element);
            self.reduced.push(reduced);
        }
        let n = elements.len();
        for list in [&mut self.cue_left, &mut self.cue_right, &mut self.opener, &mut self.line] {
            list.clear();
            list.resize(n, 0);
        }
        for line in lines {
            let quoted = u32::from(elements[line.clone()].iter().any(|w| w.is(Is::QUOTATION)));
            let (mut cue, mut commas, mut opener) = (0, 0u32, 0);
            for at in line.clone() {
                self.cue_left[at] = mix(cue, commas.min(2));
                self.opener[at] = opener;
                let place = match at - line.start {
                    0 => 0,
                    1 | 2 => 1,
                    _ if at + 1 == line.end => 2,
                    _ => 3,
                };
                self.line[at] = mix(place, quoted);
                if elements[at].verb.is_some() || elements[at].phrase.is_some() {
                    (cue, commas) = (self.reduced[at].class, 0);
                }
                commas += u32::from(elements[at].is(Is::COMMA));
                if elements[at].is(Is::THAT | Is::WH | Is::TO | Is::COLON | Is::SEMICOLON) {
                    opener = self.reduced[at].word;
                }
            }
            let (mut cue, mut commas) = (0, 0u32);
            for at in line.clone().rev() {
                self.cue_right[at] = mix(cue, commas.min(2));
                if elements[at].verb.is_some() || elements[at].phrase.is_some() {
                    (cue, commas) = (self.reduced[at].class, 0);
                }
                commas += u32::from(elements[at].is(Is::COMMA));
            }
        }
    }

    fn reduce(&mut self, vocabulary: &Vocabulary, text: &str, element: &Element) -> Reduced {
        let class = class(vocabulary, element);
        if element.is(Is::QUOTATION) {
            let inner = element.span.of(text).trim_matches(['"', '“', '”', '‘', '’', '\'', '«', '»', ' ']);
            let words = inner.split(' ').count();
            let size = match words {
                0..=2 => 0,
                3..=5 => 1,
                6..=10 => 2,
                11..=25 => 3,
                _ => 4,
            };
            let end = inner.chars().next_back().filter(|c| ",.?!…-".contains(*c)).map_or(0, |c| c as u32);
            let capital = u32::from(inner.chars().next().is_some_and(char::is_uppercase));
            let quotation = mix(mix(size, end), capital);
            return Reduced { word: mix(7, end), ending: size, class, shape: mix(9, capital), quotation };
        }
        self.lower.clear();
        for c in element.span.of(text).chars() {
            if c == '’' {
                self.lower.push('\'');
            } else {
                self.lower.extend(c.to_lowercase());
            }
        }
        // A name is a name: who is in the news changes with the year and the
        // country, how news is told does not.
        if element.is_name() && element.verb.is_none() && !element.is(Is::TITLE | Is::TIME | Is::HUMAN) {
            self.lower.clear();
            self.lower.push('N');
        }
        if element.is(Is::DIGIT) {
            self.lower.clear();
            self.lower.push('0');
        }
        let start = self.lower.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let shape = u32::from(element.is(Is::CAPITAL))
            + 2 * u32::from(element.is(Is::DIGIT))
            + 4 * u32::from(element.is(Is::MARK));
        Reduced {
            word: text_hash(&self.lower),
            ending: text_hash(&self.lower[start..]),
            class,
            shape,
            quotation: 0,
        }
    }

    /// Calls `emit` with every feature of the element at `at`.
    pub(crate) fn of(&self, at: usize, mut emit: impl FnMut(u32)) {
        let get = |offset: isize| self.word(at as isize + offset);
        let rule = |offset: isize| -> RuleLabel {
            let index = at as isize + offset;
            if index < 0 {
                RuleLabel::default()
            } else {
                self.rules.get(index as usize).copied().unwrap_or_default()
            }
        };
        let window: [Reduced; 9] = std::array::from_fn(|i| get(i as isize - 4));
        let mut template = 0u32;
        let mut out = |value: u32| {
            template += 1;
            emit(mix(template, value));
        };
        let w = |offset: isize| window[(offset + 4) as usize];
        let label = |r: RuleLabel| mix(r.label as u32, u32::from(r.origin));
        for offset in -4..=4 {
            out(w(offset).word);
        }
        for offset in -3..=3 {
            out(w(offset).class);
        }
        for offset in -1..=1 {
            out(w(offset).ending);
            out(mix(w(offset).shape, w(offset).quotation));
        }
        out(mix(w(-1).word, w(0).word));
        out(mix(w(0).word, w(1).word));
        out(mix(w(-1).class, w(0).class));
        out(mix(w(0).class, w(1).class));
        out(mix(mix(w(-1).class, w(0).class), w(1).class));
        out(mix(mix(w(-2).class, w(-1).class), w(0).class));
        out(mix(mix(w(0).class, w(1).class), w(2).class));
        out(mix(w(-1).word, w(0).class));
        out(mix(w(0).class, w(1).word));
        out(mix(w(0).word, w(1).class));
        out(mix(w(-1).class, w(0).word));
        out(self.cue_left[at]);
        out(self.cue_right[at]);
        out(mix(self.cue_left[at], w(0).class));
        out(mix(self.cue_right[at], w(0).class));
        out(self.opener[at]);
        out(mix(self.opener[at], w(0).class));
        out(self.line[at]);
        out(mix(self.line[at], w(0).class));
        out(label(rule(0)));
        out(rule(0).label as u32);
        out(mix(rule(-1).label as u32, rule(0).label as u32));
        out(mix(rule(0).label as u32, rule(1).label as u32));
        out(mix(rule(0).label as u32, w(0).class));
        out(mix(label(rule(0)), w(0).word));
        for (template, value) in (FIRST_OF_DOMAIN..).zip(self.by_domain(at)) {
            if let Some(key) = self.domain.own(mix(template, value)) {
                emit(key);
            }
        }
    }

    /// The element at an index, or a mark for the beginning or the end of the paragraph.
    fn word(&self, index: isize) -> Reduced {
        if index < 0 {
            return Reduced { word: 11, class: 5, ..Reduced::default() };
        }
        let end = Reduced { word: 12, class: 6, ..Reduced::default() };
        self.reduced.get(index as usize).copied().unwrap_or(end)
    }

    /// What depends on the domain most: which cues count, and how far to go with the rules.
    fn by_domain(&self, at: usize) -> [u32; 17] {
        let word = |offset: isize| self.word(at as isize + offset);
        let (before, here, after) = (word(-1), word(0), word(1));
        let rule = self.rules.get(at).copied().unwrap_or_default();
        let labelled = mix(rule.label as u32, u32::from(rule.origin));
        [
            0,
            here.word,
            before.class,
            here.class,
            after.class,
            mix(before.class, here.class),
            mix(here.class, after.class),
            mix(before.word, here.word),
            self.cue_left[at],
            self.cue_right[at],
            mix(self.cue_left[at], here.class),
            mix(self.cue_right[at], here.class),
            self.opener[at],
            labelled,
            rule.label as u32,
            mix(rule.label as u32, here.class),
            mix(labelled, here.word),
        ]
    }
}
