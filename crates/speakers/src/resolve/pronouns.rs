//! Whom he, she, it, they, I and we mean.

use super::outcome::kind_of;
use super::{Found, MENTIONS, Resolving, Said, Target};
use crate::people::mentions::{Mention, Mentions};
use crate::people::name::EntityKind;
use crate::words::phrases::phrase_end;
use crate::words::traits::Traits;
use std::ops::Range;
use text::{ResolvedBy, SpeakerType};

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// he, she
    Person,
    /// it
    Thing,
    /// they
    Several,
}

/// Somebody described in the narrative.
pub(super) struct Unnamed {
    phrase: Range<usize>,
    /// Who has that role, if it is known.
    known: Option<usize>,
    score: i32,
}

/// Sentences further back are not searched for whom a pronoun means.
const REACH: u32 = 5;
/// A named body that has said nothing needs so much to be “it” or “they”.
const NAMED_THING: i32 = 14;
/// A pronoun whose best antecedent scores less has none: ARCHITECTURE.md has the
/// curve.
fn sure(wanted: Wanted) -> i32 {
    match wanted {
        Wanted::Person => 8,
        Wanted::Thing | Wanted::Several => 11,
    }
}

impl Resolving<'_> {
    /// Whom a pronoun means.
    pub(super) fn pronoun(&mut self, token: usize, of: usize) -> Option<Found> {
        let page = self.page;
        let traits = page.traits(token);
        if traits.any(Traits::FIRST) {
            if let Some(outer) = self.outer[of] {
                let found = self.results[outer]?;
                return Found::new(found.target, ResolvedBy::Pronoun, found.confidence * 0.9);
            }
            if matches!(page.word(token), "I" | "me" | "my" | "My") {
                return self.describe(
                    "the reporter".to_owned(),
                    SpeakerType::Unnamed,
                    Traits::FIRST,
                    page.span(token),
                );
            }
            return None;
        }
        if traits.any(Traits::SECOND) {
            return None;
        }
        let wanted = if traits.any(Traits::GENDER) {
            Wanted::Person
        } else if traits.any(Traits::PLURAL) {
            Wanted::Several
        } else {
            Wanted::Thing
        };
        let gender = traits.only(Traits::GENDER);
        let (target, confidence) = self.antecedent(wanted, gender, token, of)?;
        if wanted == Wanted::Person
            && let Target::Named(entity) = target
        {
            let own = &mut self.people.entities[entity];
            own.kind = EntityKind::Person;
            if own.traits.only(Traits::GENDER).is_empty() && confidence > 0.6 {
                own.traits |= gender;
            }
        }
        Found::new(target, ResolvedBy::Pronoun, confidence)
    }

    /// The likeliest antecedent before a token.
    pub(super) fn antecedent(
        &mut self,
        wanted: Wanted,
        gender: Traits,
        token: usize,
        of: usize,
    ) -> Option<(Target, f32)> {
        let page = self.page;
        let sentence = page.sentence_at(page.span(token).start).min(self.told.len().saturating_sub(1));
        let here = self.told.get(sentence).copied().unwrap_or(0);
        let inside = self.outer[of];
        let inside_quote = inside.is_some_and(|o| self.found[o].kind == text::Kind::Direct);
        let excluded = inside.filter(|_| inside_quote).and_then(|o| self.results[o]).map(|f| f.target);
        let contents = &self.found[of].content;
        // “The dam would hold, she said”: what is claimed about the dam.
        let own = |token: usize| contents.iter().any(|c| c.contains(page.span(token)));
        let newest = mentions_newest(&self.mentions, token, |m| {
            m.subject
                && !m.quoted
                && !own(m.start)
                && self.fit(Target::Named(m.entity), wanted, gender).is_some_and(|f| f >= 0)
        });
        let mut scores: Vec<(Target, i32)> = Vec::new();
        let mut count = |target: Target, score: i32| {
            if Some(target) == excluded {
                return;
            }
            match scores.iter_mut().find(|(t, _)| *t == target) {
                Some((_, best)) => *best = (*best).max(score),
                None => scores.push((target, score)),
            }
        };
        let mentions = self.mentions.within(0..token);
        for mention in mentions.iter().rev().take(MENTIONS) {
            let away = here.saturating_sub(self.told[mention.sentence]);
            if away > REACH {
                break;
            }
            if mention.quoted && !inside_quote {
                continue;
            }
            let Some(fit) = self.fit(Target::Named(mention.entity), wanted, gender) else { continue };
            let entity = &self.people.entities[mention.entity];
            let plural = wanted == Wanted::Several;
            let mut score = 12 - 3 * away as i32 + fit;
            score += if mention.subject { 3 } else { 0 };
            score -= if mention.oblique { 2 } else { 0 } + if plural { 3 } else { 0 };
            score += i32::from(entity.mentions > 2);
            if mention.sentence == sentence {
                score += match (own(mention.start), mention.subject) {
                    (true, _) => -6,
                    (false, true) => 4,
                    (false, false) => 0,
                };
            }
            if wanted == Wanted::Person || score >= NAMED_THING {
                count(Target::Named(mention.entity), score);
            }
        }
        let lists: [&[Said]; 2] = [&self.said, if inside.is_some() { &self.said_inside } else { &[] }];
        for list in lists {
            let end = list.partition_point(|s| s.token < token);
            for (back, said) in list[..end].iter().rev().take(20).enumerate() {
                let away = here.saturating_sub(self.told.get(said.sentence).copied().unwrap_or(here));
                if away > REACH {
                    break;
                }
                let Some(fit) = self.fit(said.target, wanted, gender) else { continue };
                // Somebody else has become the subject since.
                let passed = newest.is_some_and(|(start, entity)| {
                    start > said.token && said.target != Target::Named(entity)
                });
                let passed = if passed { 3 } else { 0 };
                count(said.target, 16 - 3 * away as i32 + fit + i32::from(back == 0) - passed);
            }
        }
        let best = scores.iter().copied().max_by_key(|&(_, score)| score);
        let second =
            best.and_then(|(target, _)| scores.iter().filter(|(t, _)| *t != target).map(|&(_, s)| s).max());
        let unnamed = self.unnamed(wanted, gender, token, sentence, here, inside_quote);
        if let Some(Unnamed { phrase, known, score }) = unnamed
            && score >= sure(wanted)
            && best.is_none_or(|(_, s)| score > s)
        {
            if let Some(known) = known {
                return Some((Target::Named(known), 0.6));
            }
            let traits = page.traits(phrase.end - 1);
            let found = self.describe_tokens(phrase, kind_of(traits), traits)?;
            return Some((found.target, 0.5));
        }
        let (target, score) = best.filter(|&(_, score)| score >= sure(wanted))?;
        let margin = (score - second.unwrap_or(0)).clamp(0, 8) as f32 / 8.0;
        let height = score.clamp(0, 18) as f32 / 18.0;
        Some((target, 0.4 + 0.25 * margin + 0.25 * height))
    }

    /// How well a target fits a pronoun; `None` if it cannot.
    pub(super) fn fit(&self, target: Target, wanted: Wanted, gender: Traits) -> Option<i32> {
        let (kind, traits) = match target {
            Target::Named(index) => {
                let entity = &self.people.entities[index];
                let kind = match entity.kind {
                    EntityKind::Person => SpeakerType::Person,
                    EntityKind::Body => SpeakerType::Organization,
                    EntityKind::Unknown => {
                        let single = self.people.words(index).len() == 1;
                        let known = entity.traits.only(Traits::GENDER);
                        let doubt = match wanted {
                            Wanted::Person if !known.is_empty() => {
                                // “Dan, who left … He”
                                if !gender.is_empty() && !known.any(gender) {
                                    return None;
                                }
                                -1
                            }
                            Wanted::Person if single => -4,
                            Wanted::Person => -3,
                            Wanted::Thing if entity.traits.any(Traits::GENDER) => return None,
                            Wanted::Thing if single => 0,
                            _ => -2,
                        };
                        return Some(doubt);
                    }
                };
                (kind, entity.traits)
            }
            Target::Described(described) => {
                (self.described[described].kind, self.described[described].traits)
            }
        };
        match (wanted, kind) {
            // Who knows whether “the bench” is a person?
            (Wanted::Person, SpeakerType::Unnamed) if !traits.any(Traits::NOUN) => Some(-6),
            (Wanted::Person, SpeakerType::Person | SpeakerType::Unnamed) => {
                let known = traits.only(Traits::GENDER);
                if traits.any(Traits::PLURAL | Traits::FIRST)
                    || (!known.is_empty() && !gender.is_empty() && !known.any(gender))
                {
                    None
                } else {
                    Some(if known.is_empty() { 0 } else { 2 })
                }
            }
            (Wanted::Thing, SpeakerType::Organization) => Some(2),
            (Wanted::Thing, SpeakerType::Document) => Some(0),
            // “the taxi rank … its message”
            (Wanted::Thing, SpeakerType::Unnamed) if !traits.any(Traits::NOUN | Traits::FIRST) => Some(-1),
            (Wanted::Several, SpeakerType::Group) => Some(3),
            (Wanted::Several, SpeakerType::Unnamed) => Some(if traits.any(Traits::PLURAL) { 3 } else { -8 }),
            (Wanted::Several, SpeakerType::Organization) => Some(0),
            _ => None,
        }
    }

    /// The nearest description in the same sentence.
    pub(super) fn unnamed_near(&mut self, wanted: Wanted, token: usize) -> Option<Target> {
        let sentence =
            self.page.sentence_at(self.page.span(token).start).min(self.told.len().saturating_sub(1));
        let here = *self.told.get(sentence)?;
        let unnamed = self.unnamed(wanted, Traits::default(), token, sentence, here + 2, false)?;
        let head = self.page.traits(unnamed.phrase.end - 1);
        self.describe_tokens(unnamed.phrase, kind_of(head), head).map(|f| f.target)
    }

    /// Who “the president” is, if there is one only.
    fn only_one_in_role(&self, phrase: Range<usize>) -> Option<usize> {
        let page = self.page;
        if !page.is(phrase.start, Traits::DEFINITE) {
            return None;
        }
        let before = |&e: &usize| self.mentions.last_before(e, phrase.start).is_some();
        let holders = self.people.roles.holders(page, phrase.clone());
        let mut known = holders.into_iter().map(|h| h.entity).filter(before);
        let one = known.next()?;
        known.next().is_none().then_some(one)
    }

    /// “the average weekly benefit,”: the noun before a token is no head.
    fn goes_on_as_noun(&self, at: usize) -> bool {
        let page = self.page;
        page.is(at, Traits::WORD)
            && !page.is(at, Traits::SMALL | Traits::CAPITAL)
            && page.is(at + 1, Traits::COMMA | Traits::AUXILIARY | Traits::MARK)
    }

    /// Somebody described in the narrative: “A police officer closed the bridge. He said …”
    pub(super) fn unnamed(
        &self,
        wanted: Wanted,
        gender: Traits,
        token: usize,
        sentence: usize,
        here: u32,
        inside_quote: bool,
    ) -> Option<Unnamed> {
        let page = self.page;
        let mut best: Option<Unnamed> = None;
        let mut steps = 0;
        for index in (0..=sentence.min(page.sentences.len().saturating_sub(1))).rev() {
            let away = here.saturating_sub(self.told[index]);
            if away > 2 || steps > 400 {
                break;
            }
            let whole = page.sentences[index].tokens.clone();
            let mut first = true;
            let mut quoted = false;
            let end = whole.end.min(token);
            for at in whole.start.max(end.saturating_sub(300))..end {
                steps += 1;
                let traits = page.traits(at);
                if traits.any(Traits::QUOTE) {
                    quoted = !quoted;
                }
                let fits = match wanted {
                    Wanted::Person => {
                        traits.any(Traits::ROLE | Traits::KIN)
                            && !traits.any(Traits::PLURAL)
                            && (traits.only(Traits::GENDER).is_empty()
                                || gender.is_empty()
                                || traits.any(gender))
                    }
                    Wanted::Thing => traits.any(Traits::BODY) && !traits.any(Traits::PLURAL),
                    Wanted::Several => {
                        traits.any(Traits::GROUP | Traits::ROLE | Traits::KIN) && traits.any(Traits::PLURAL)
                    }
                };
                if !fits
                    || (quoted && !inside_quote)
                    || traits.any(Traits::SMALL)
                    || page.is(at + 1, Traits::ROLE | Traits::BODY | Traits::CAPITAL | Traits::GROUP)
                {
                    continue;
                }
                let Some(mut start) = self.phrase_start(at) else { continue };
                let known = match wanted {
                    Wanted::Person => self.only_one_in_role(start..at + 1),
                    _ => None,
                };
                // “the president's roots”: if we know who is president.
                if page.is_possessive(at + 1) && known.is_none() {
                    continue;
                }
                if wanted == Wanted::Thing && self.goes_on_as_noun(at + 1) {
                    continue;
                }
                if wanted == Wanted::Several
                    && start >= whole.start + 2
                    && page.word(start - 1) == "of"
                    && page.is(start - 2, Traits::INDEFINITE)
                {
                    // “some of the state's energy experts”
                    start -= 2;
                }
                let before = start.wrapping_sub(1);
                let named = page.is(at + 1, Traits::COMMA)
                    && self.mentions.within(at + 2..at + 5).first().is_some_and(|m| m.start == at + 2);
                let apposed =
                    named || start > whole.start && page.is(before, Traits::COMMA | Traits::AUXILIARY);
                if apposed
                    || (wanted != Wanted::Several
                        && !page.is(start, Traits::DETERMINER)
                        && start != whole.start)
                    || page.is(start, Traits::FIRST | Traits::SECOND)
                {
                    continue;
                }
                let oblique =
                    start > whole.start && page.is(before, Traits::PREPOSITION) || page.is_possessive(at + 1);
                let end =
                    if page.word(at + 1) == "of" { phrase_end(page, at + 2, whole.end) } else { at + 1 };
                let mut score = 11 - 3 * away as i32;
                score += if first && !oblique { 3 } else { 0 };
                score += if first && !oblique && index == sentence { 4 } else { 0 };
                score -= if oblique { 2 } else { 0 };
                first = false;
                if best.as_ref().is_none_or(|b| score > b.score) {
                    best = Some(Unnamed { phrase: start..end.min(at + 1), known, score });
                }
            }
        }
        best
    }
}

/// The latest mention before a token that meets a condition: where, and whose.
pub(super) fn mentions_newest(
    mentions: &Mentions,
    token: usize,
    meets: impl Fn(&Mention) -> bool,
) -> Option<(usize, usize)> {
    let mentions = mentions.within(0..token);
    mentions.iter().rev().take(MENTIONS).find(|m| meets(m)).map(|m| (m.start, m.entity))
}
