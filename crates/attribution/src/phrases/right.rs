//! The noun phrase that begins after a verb or after “according to”: an addressee, or
//! a source with its appositions.
//!
//! `told [the Harbour Times] that …`, `said [Perla Ruiz, who keeps bees,] on Monday`,
//! `according to [Ito, a farmer,] it will rain`.
//!
//! Known misses: a relative clause with a list inside (“who keeps bees, goats and a
//! generator”) ends at its first comma.

use crate::lexical::classes::Is;
use crate::paragraph::element::{Element, Words};
use crate::phrases::appositions::{is_apposition, is_main_clause, piece_end};
use crate::phrases::clauses::{LONGEST_AND, has_finite, is_finite};
use crate::phrases::names_in_marks::is_short;

/// How many elements after a preposition are searched for a time or a medium: “in
/// the late evening”, “in her first letter”. Chosen by hand.
const OBJECT_WINDOW: usize = 4;

/// The length in bytes of the words before a unit of time that make it a time: last,
/// this, next, past, every. Their length tells them from the longer adverbs and
/// quantities of the same classes.
const BEFORE_UNIT: std::ops::RangeInclusive<usize> = 4..=5;

/// The most words of a name after a noun that is a name itself: “Ito, Harbour Times”.
const LONGEST_SECOND_NAME: usize = 2;

/// What a noun phrase on the right is, which decides how it may continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseRole {
    /// Somebody told: it ends where the reported clause begins.
    Addressee,
    /// Whoever said it, after the verb, with appositions.
    Source,
    /// A source after “according to” at the head of a sentence, up to the comma that
    /// ends it.
    FrontedSource,
}

/// Where the noun phrase that starts at `start` ends, at `ceiling` at the latest.
/// Returns `start` if none begins there.
pub(crate) fn noun_phrase_end(words: Words, start: usize, ceiling: usize, role: PhraseRole) -> usize {
    if start >= ceiling {
        return start;
    }
    let phrase = RightPhrase { words, start, ceiling, role };
    if !phrase.can_begin() {
        return start;
    }
    if phrase.is_pronoun() {
        return start + 1;
    }
    phrase.without_dangling(phrase.reach())
}

/// A noun phrase that begins at `start`.
struct RightPhrase<'a> {
    words: Words<'a>,
    start: usize,
    /// It ends here at the latest.
    ceiling: usize,
    role: PhraseRole,
}

impl RightPhrase<'_> {
    fn can_begin(&self) -> bool {
        let first = &self.words[self.start];
        let breaks = Is::MARK | Is::QUOTATION | Is::THAT | Is::AUXILIARY | Is::SUBORDINATOR | Is::COORDINATOR;
        (!first.is(breaks | Is::PREPOSITION) || first.is(Is::DETERMINER))
            && (!first.is(Is::WH) || first.is(Is::RELATIVE))
    }

    /// Whether it is a pronoun and nothing else: “told | him | that …”.
    fn is_pronoun(&self) -> bool {
        let first = &self.words[self.start];
        let next = self.words.get(self.start + 1);
        let addressee = self.role == PhraseRole::Addressee;
        let lone = first.is(Is::PRONOUN)
            && !first.is(Is::DETERMINER)
            && next.is_none_or(|n| !n.is(Is::PREPOSITION) || n.is(Is::SUBORDINATOR) || addressee);
        let personal = first.is(Is::OBJECT)
            && (!first.is(Is::POSSESSIVE) || addressee)
            && next.is_none_or(|n| {
                n.is(Is::MARK
                    | Is::THAT
                    | Is::WH
                    | Is::PRONOUN
                    | Is::DETERMINER
                    | Is::PREPOSITION
                    | Is::QUOTATION
                    | Is::TIME)
            });
        lone || personal
    }

    /// Where the phrase meets something that it cannot hold.
    fn reach(&self) -> usize {
        let mut in_relative_clause = false;
        let mut named = false;
        let mut at = self.start;
        while at < self.ceiling {
            let word = &self.words[at];
            let next = self.words.get(at + 1).filter(|_| at + 1 < self.ceiling);
            if word.is(Is::OPEN) {
                match (at..self.ceiling).find(|&close| self.words[close].is(Is::CLOSE)) {
                    Some(close) if at > self.start && self.role != PhraseRole::Addressee => {
                        at = close + 1;
                        continue;
                    }
                    _ => break,
                }
            }
            if word.is(Is::COMMA) {
                match self.apposition_end(at) {
                    Some(end) => {
                        at = end;
                        in_relative_clause = false;
                        continue;
                    }
                    None => break,
                }
            }
            if word.is(Is::QUOTATION) && !self.is_nickname(at) || word.is(Is::MARK) {
                break;
            }
            if at > self.start {
                if word.is(Is::RELATIVE) {
                    in_relative_clause = true;
                }
                let ends = if in_relative_clause {
                    word.is(Is::TIME) && self.role == PhraseRole::Addressee
                } else {
                    self.ends_before(at, named)
                };
                if ends {
                    break;
                }
            }
            named |= word.is_name()
                && !word.is(Is::TITLE)
                && (at > self.start || next.is_some_and(Element::is_name));
            at += 1;
        }
        at
    }

    /// Whether a quotation at `at` is a nickname: Eddie “Two Coats” Lomax.
    fn is_nickname(&self, at: usize) -> bool {
        at > self.start
            && self.words[at - 1].is(Is::CAPITAL | Is::ARTICLE | Is::PREPOSITION)
            && at + 1 < self.ceiling
            && is_short(&self.words[at])
            && self.words.get(at + 1).is_some_and(|next| next.is(Is::CAPITAL))
    }

    /// Whether a word, outside a relative clause, can no longer be part of the
    /// phrase, which has a name in it if `named`.
    fn ends_before(&self, at: usize, named: bool) -> bool {
        let (word, last) = (&self.words[at], &self.words[at - 1]);
        if word.is(Is::THAT)
            || self.starts_detail(at, named)
            || word.is(Is::COORDINATOR) && !self.joins_nouns(at)
        {
            return true;
        }
        let starts_phrase = word.is(Is::ARTICLE | Is::POINTING | Is::SUBJECT | Is::POSSESSIVE | Is::QUANTITY)
            && !last.is(Is::PREPOSITION | Is::COORDINATOR | Is::DETERMINER | Is::COMMA | Is::ADVERB)
            && !word.is(Is::CLITIC);
        starts_phrase
            || word.is(Is::SUBJECT) && !word.is(Is::DETERMINER)
            || is_finite(self.words, at)
            || word.is(Is::AUXILIARY | Is::WH)
            || word.is(Is::SUBORDINATOR) && !word.is(Is::PREPOSITION)
            || self.role == PhraseRole::Addressee && (word.is(Is::TO) || self.new_subject(at))
    }

    /// Whether another noun phrase begins here, the subject of the clause that the
    /// addressee is told: “told the Harbour Times | site managers had …”.
    fn new_subject(&self, at: usize) -> bool {
        let (words, start) = (self.words, self.start);
        let (word, last) = (&words[at], &words[at - 1]);
        if last.is(Is::PREPOSITION | Is::COORDINATOR | Is::DETERMINER | Is::CLITIC | Is::COMMA)
            || word.is(Is::PREPOSITION | Is::COORDINATOR | Is::CLITIC)
        {
            return false;
        }
        let determined = words[start].is(Is::ARTICLE | Is::POSSESSIVE) || words[start].is_name();
        // “his young Labour friends”: the word right after a determiner describes.
        let describes = at > start + 1 && words[at - 2].is(Is::ARTICLE | Is::POSSESSIVE);
        // a name after a common noun, a common noun after a name
        word.is_name()
            && !last.is(Is::CAPITAL)
            && (last.is(Is::PLURAL | Is::HUMAN) || at > start + 1 && !describes)
            || determined && last.is_name() && !word.is(Is::CAPITAL) && !word.is(Is::HUMAN | Is::ORGANIZATION)
    }

    /// Whether an “and” joins another noun rather than another clause.
    fn joins_nouns(&self, and: usize) -> bool {
        let words = self.words;
        if words[and].span.len() > LONGEST_AND || and + 1 >= self.ceiling || words[and + 1].verb.is_some() {
            return false;
        }
        let is_mark = |&at: &usize| words[at].is(Is::MARK | Is::QUOTATION);
        let stop = (and + 1..self.ceiling).find(is_mark).unwrap_or(self.ceiling);
        !has_finite(words, and + 1..stop)
    }

    /// Whether the manner, time or place of saying begins here.
    fn starts_detail(&self, at: usize, named: bool) -> bool {
        let (words, role) = (self.words, self.role);
        let (word, last) = (&words[at], &words[at - 1]);
        if word.is(Is::DAY | Is::FIXED) {
            return !last.is(Is::ARTICLE | Is::POSSESSIVE);
        }
        if word.is(Is::ADVERB) && !word.is(Is::PREPOSITION | Is::DETERMINER) {
            return role != PhraseRole::FrontedSource;
        }
        let next = words.get(at + 1);
        if word.is(Is::LY) && !word.is(Is::CAPITAL) && next.is_none_or(|n| n.is(Is::MARK)) {
            return true;
        }
        if word.is(Is::ING) && word.verb.is_some() && !word.is(Is::CAPITAL) {
            // not “people familiar with her thinking”
            return !last.is(Is::DETERMINER | Is::PREPOSITION | Is::CLITIC);
        }
        // “last week”, “this month”
        if next.is_some_and(|n| n.is(Is::UNIT | Is::PART))
            && BEFORE_UNIT.contains(&word.span.len())
            && word.is(Is::ADVERB | Is::POINTING | Is::QUANTITY)
        {
            return true;
        }
        if word.is(Is::SUBORDINATOR) {
            return true;
        }
        word.is(Is::PREPOSITION) && self.preposition_starts_detail(at, named)
    }

    /// Whether a preposition leads to a time or a medium, or follows a name: “the
    /// mayor | on Monday”, “Ito | at the harbour”, but “the mayor of Accra”.
    fn preposition_starts_detail(&self, at: usize, named: bool) -> bool {
        let of = self.words[at].is(Is::OF);
        let stop = (at + 1 + OBJECT_WINDOW).min(self.ceiling).max(at + 1).min(self.words.len());
        let object = &self.words[at + 1..stop];
        let end = object.iter().position(|w| w.is(Is::PREPOSITION | Is::MARK)).unwrap_or(object.len());
        let object = &object[..end];
        if object.iter().any(|w| w.is(Is::TIME | Is::PART | Is::MEDIUM)) && !of {
            return self.role != PhraseRole::FrontedSource || object.iter().any(|w| w.is(Is::TIME));
        }
        named && self.role == PhraseRole::Source && !of
    }

    /// Where an apposition ends that begins after the comma at `comma`: at the next
    /// comma, or where the phrase ends.
    fn apposition_end(&self, comma: usize) -> Option<usize> {
        let first = comma + 1;
        if first >= self.ceiling || self.role == PhraseRole::Addressee {
            return None;
        }
        let end = piece_end(self.words, first, self.ceiling);
        let word = &self.words[first];
        if word.is(Is::COORDINATOR | Is::SUBORDINATOR | Is::THAT) || word.is(Is::ING) && word.verb.is_some() {
            return None;
        }
        match self.role {
            PhraseRole::FrontedSource => self.closed_apposition(first, end).then_some(end),
            _ => self.open_apposition(comma, end),
        }
    }

    /// “According to Ito, a farmer, it will rain”: only what another comma closes
    /// belongs to the source.
    fn closed_apposition(&self, first: usize, end: usize) -> bool {
        let words = self.words;
        let word = &words[first];
        let closes = end < words.len() && end < self.ceiling && words[end].is(Is::COMMA);
        let apposition = (word.is(Is::ARTICLE | Is::RELATIVE | Is::DIGIT)
            || word.is(Is::HUMAN) && !word.is(Is::CAPITAL))
            && (word.is(Is::RELATIVE) || !has_finite(words, first..end));
        let name = words[first..end].iter().all(|w| w.is_name() || w.is(Is::PREPOSITION))
            && !words[self.start].is(Is::CAPITAL);
        closes && (apposition || name)
    }

    /// “said Ito, a farmer on the coast, on Monday”.
    fn open_apposition(&self, comma: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let first = comma + 1;
        if words[first].is(Is::RELATIVE) {
            return Some(end);
        }
        if is_main_clause(words, first..end) {
            return None;
        }
        let names =
            words[first..end].iter().all(|w| w.is_name() || w.is(Is::PREPOSITION | Is::TITLE | Is::CLITIC));
        let common_head =
            !words[comma - 1].is(Is::CAPITAL) || words[self.start].is(Is::ARTICLE | Is::POSSESSIVE);
        if names && (common_head || end - first <= LONGEST_SECOND_NAME) {
            return Some(end);
        }
        if words[first].is(Is::PREPOSITION) && !words[first].is(Is::OF) {
            return None;
        }
        is_apposition(words, first..end).then(|| detail_start(words, first, end))
    }

    /// The end without words that lead to nothing: “said Ms Ito | on”.
    fn without_dangling(&self, mut end: usize) -> usize {
        while end > self.start
            && self.words[end - 1].is(Is::PREPOSITION | Is::COORDINATOR | Is::COMMA | Is::ADVERB | Is::DASH)
            && !self.words[end - 1].is(Is::OBJECT)
        {
            end -= 1;
        }
        end
    }
}

/// Where a detail cuts an apposition short: “a farmer | on Monday”.
fn detail_start(words: Words, first: usize, end: usize) -> usize {
    (first + 1..end)
        .find(|&at| {
            words[at].is(Is::DAY | Is::FIXED) && !words[at - 1].is(Is::DETERMINER)
                || words[at].is(Is::PREPOSITION) && words.get(at + 1).is_some_and(|n| n.is(Is::DAY))
        })
        .unwrap_or(end)
}
