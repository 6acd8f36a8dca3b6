//! How likely those are whom a pronoun may mean, by rules: whoever was named or quoted before
//! has a score, which is one of the things that the [`ranker`](super::ranker) weighs.

use super::anaphor::{Anaphor, AntecedentKind};
use super::context::Context;
use super::discourse::{Discourse, Utterance};
use super::link::Referent;
use super::weights;
use crate::people::mentions::Mention;
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use text::SpeakerType;

/// The scores of those who were named or quoted before a pronoun.
pub(super) fn scores(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor) -> Vec<(Referent, i32)> {
    Candidates::scored(ctx, discourse, anaphor).scores
}

/// Scores of everybody who may be meant.
struct Candidates {
    scores: Vec<(Referent, i32)>,
    /// Whoever speaks in the quotation around the pronoun calls themselves “I”.
    excluded: Option<Referent>,
}

impl Candidates {
    fn new(discourse: &Discourse, anaphor: &Anaphor) -> Self {
        let quoted = anaphor.outer.filter(|_| anaphor.inside_quote);
        let excluded = quoted.and_then(|o| discourse.links[o]).map(|link| link.referent);
        Self { scores: Vec::new(), excluded }
    }

    /// Those who were named or quoted before.
    fn scored(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor) -> Self {
        let mut candidates = Self::new(discourse, anaphor);
        rank_mentions(ctx, discourse, anaphor, &mut candidates);
        rank_utterances(ctx, discourse, anaphor, &mut candidates);
        rank_subjects(ctx, discourse, anaphor, &mut candidates);
        candidates
    }

    /// Adds a score; of several for one referent the highest counts.
    fn add(&mut self, referent: Referent, score: i32) {
        if Some(referent) == self.excluded {
            return;
        }
        match self.scores.iter_mut().find(|(r, _)| *r == referent) {
            Some((_, best)) => *best = (*best).max(score),
            None => self.scores.push((referent, score)),
        }
    }
}

/// Adds those who are named before the pronoun.
fn rank_mentions(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor, candidates: &mut Candidates) {
    for mention in ctx.mentions.latest(anaphor.token, weights::MENTIONS) {
        let away = ctx.narrated_since(mention.sentence, anaphor.narrated_before);
        if away > weights::REACH {
            break;
        }
        if mention.quoted && !anaphor.inside_quote {
            continue;
        }
        if mention.tokens.1 + 2 >= anaphor.token && anaphor.follows_relative(ctx) {
            // “their leader, Ama Osei, who he said …”
            continue;
        }
        let referent = Referent::Named(mention.entity);
        let Some(fit) = fit(discourse, referent, anaphor) else { continue };
        let mut score = weights::NAMED + weights::PER_SENTENCE * away as i32 + fit;
        score += if mention.subject { weights::SUBJECT } else { 0 };
        score += if mention.oblique { weights::OBLIQUE } else { 0 };
        score += if anaphor.kind == AntecedentKind::Several { weights::NAME_FOR_THEY } else { 0 };
        let often = discourse.entity(mention.entity).mentions >= weights::OFTEN;
        score += if often { weights::NAMED_OFTEN } else { 0 };
        if mention.sentence == anaphor.sentence {
            score += match (in_own_content(ctx, anaphor, mention), mention.subject) {
                (true, _) => weights::IN_OWN_CONTENT,
                (false, true) => weights::SUBJECT_OF_SENTENCE,
                (false, false) => 0,
            };
        }
        candidates.add(referent, score);
    }
}

/// Adds those who are quoted before the pronoun.
fn rank_utterances(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor, candidates: &mut Candidates) {
    let newest = newest_subject(ctx, discourse, anaphor);
    let inside: &[Utterance] = if anaphor.outer.is_some() { &discourse.utterances_inside } else { &[] };
    for list in [discourse.utterances.as_slice(), inside] {
        let end = list.partition_point(|u| u.token < anaphor.token);
        for (back, utterance) in list[..end].iter().rev().take(weights::UTTERANCES).enumerate() {
            let away = ctx.narrated_since(utterance.sentence, anaphor.narrated_before);
            if away > weights::REACH {
                break;
            }
            let Some(fit) = fit(discourse, utterance.referent, anaphor) else { continue };
            let superseded = newest.is_some_and(|m| {
                m.start > utterance.token && utterance.referent != Referent::Named(m.entity)
            });
            let mut score = weights::SPOKE + weights::PER_SENTENCE * away as i32 + fit;
            score += if back == 0 { weights::SPOKE_LAST } else { 0 };
            score += if superseded { weights::SUPERSEDED } else { 0 };
            candidates.add(utterance.referent, score);
        }
    }
}

/// Adds those whom pronouns before mean.
fn rank_subjects(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor, candidates: &mut Candidates) {
    let Some(subject) = discourse.subjects.last().filter(|s| s.token < anaphor.token) else { return };
    let away = ctx.narrated_since(subject.sentence, anaphor.narrated_before);
    if away <= weights::REACH
        && let Some(fit) = fit(discourse, subject.referent, anaphor)
    {
        let score = weights::NAMED + weights::SUBJECT + weights::PER_SENTENCE * away as i32 + fit;
        candidates.add(subject.referent, score);
    }
}

/// “Although she said it was late, Ama Osei …”: the subject of the clause that the
/// pronoun's clause opens.
pub(super) fn subject_to_come(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor) -> Option<usize> {
    let page = ctx.page;
    let sentence = page.sentences.get(page.sentence_of(anaphor.token))?.tokens.clone();
    let before = sentence.start..anaphor.token;
    let opens = before.len() == 1 || before.len() == 2 && page.is(sentence.start, Traits::ADVERB);
    if !opens || !page.is(anaphor.token - 1, Traits::RELATIVE) {
        return None;
    }
    let comma = (anaphor.token..sentence.end).find(|&i| page.is(i, Traits::COMMA))?;
    let subject = ctx.mentions.starting_at(comma + 1, sentence.end)?;
    let fits = fit(discourse, Referent::Named(subject.entity), anaphor).is_some_and(|fit| fit >= 0);
    (fits && !subject.oblique).then_some(subject.entity)
}

/// The last subject in the article's own words that fits well.
fn newest_subject<'a>(ctx: &'a Context, discourse: &Discourse, anaphor: &Anaphor) -> Option<&'a Mention> {
    ctx.mentions.latest(anaphor.token, weights::MENTIONS).find(|m| {
        m.subject
            && !m.quoted
            && !in_own_content(ctx, anaphor, m)
            && fit(discourse, Referent::Named(m.entity), anaphor).is_some_and(|fit| fit >= 0)
    })
}

/// Whether a mention lies in what the pronoun is said to have said.
fn in_own_content(ctx: &Context, anaphor: &Anaphor, mention: &Mention) -> bool {
    let span = ctx.page.span(mention.start);
    ctx.attributions[anaphor.attribution].content.iter().any(|c| c.contains(span))
}

/// How well a referent fits a pronoun; `None` if it cannot be meant.
fn fit(discourse: &Discourse, referent: Referent, anaphor: &Anaphor) -> Option<i32> {
    match referent {
        Referent::Named(index) => {
            let entity = discourse.entity(index);
            match entity.kind {
                EntityKind::Person => fit_kind(anaphor, SpeakerType::Person, entity.traits),
                EntityKind::Body => fit_kind(anaphor, SpeakerType::Organization, entity.traits),
                EntityKind::Unknown => {
                    fit_unknown(anaphor, entity.traits, discourse.people.has_one_word(index))
                }
            }
        }
        Referent::Described(d) => {
            let description = discourse.descriptions.get(d);
            fit_kind(anaphor, description.kind, description.traits)
        }
    }
}

/// How well a name fits that may be a person's or a body's.
fn fit_unknown(anaphor: &Anaphor, traits: Traits, one_word: bool) -> Option<i32> {
    let gendered = traits.any(Traits::GENDER);
    let place = traits.any(Traits::PLACE) && !gendered;
    match anaphor.kind {
        AntecedentKind::Person if place => None,
        AntecedentKind::Thing if place && traits.any(Traits::COUNTRY) => Some(weights::IT_BODY),
        AntecedentKind::Person if gendered => {
            anaphor.agrees(traits).then_some(weights::MAYBE_PERSON_OF_GENDER)
        }
        AntecedentKind::Person if one_word => Some(weights::MAYBE_PERSON_ONE_WORD),
        AntecedentKind::Person => Some(weights::MAYBE_PERSON),
        AntecedentKind::Thing if gendered => None,
        AntecedentKind::Thing if one_word => Some(weights::MAYBE_BODY_ONE_WORD),
        AntecedentKind::Thing | AntecedentKind::Several => Some(weights::MAYBE_BODY),
    }
}

/// How well somebody of a known kind fits.
fn fit_kind(anaphor: &Anaphor, kind: SpeakerType, traits: Traits) -> Option<i32> {
    match (anaphor.kind, kind) {
        (AntecedentKind::Person, SpeakerType::Unnamed) if !traits.any(Traits::NOUN) => {
            Some(weights::DESCRIBED_MAYBE_PERSON)
        }
        (AntecedentKind::Person, SpeakerType::Person | SpeakerType::Unnamed) => {
            if traits.any(Traits::PLURAL | Traits::FIRST) || !anaphor.agrees(traits) {
                None
            } else if traits.any(Traits::GENDER) {
                Some(weights::GENDER_AGREES)
            } else {
                Some(weights::GENDER_UNKNOWN)
            }
        }
        (AntecedentKind::Thing, SpeakerType::Organization) => Some(weights::IT_BODY),
        (AntecedentKind::Thing, SpeakerType::Document) => Some(weights::IT_DOCUMENT),
        (AntecedentKind::Thing, SpeakerType::Unnamed) if !traits.any(Traits::NOUN | Traits::FIRST) => {
            Some(weights::IT_DESCRIBED)
        }
        (AntecedentKind::Several, SpeakerType::Group) => Some(weights::THEY_SEVERAL),
        (AntecedentKind::Several, SpeakerType::Unnamed) if traits.any(Traits::PLURAL) => {
            Some(weights::THEY_SEVERAL)
        }
        (AntecedentKind::Several, SpeakerType::Unnamed) => Some(weights::THEY_ONE),
        (AntecedentKind::Several, SpeakerType::Organization) => Some(weights::THEY_BODY),
        _ => None,
    }
}
