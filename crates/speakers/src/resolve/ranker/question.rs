//! A source whose meaning is ranked, and who may be meant.

use super::facts::Class;
use super::kinds::Kind;
use crate::people::mentions::Mention;
use crate::resolve::anaphor::Anaphor;
use crate::resolve::context::Context;
use crate::resolve::discourse::{Discourse, Utterance};
use crate::resolve::link::Referent;
use crate::resolve::phrase::Phrase;
use crate::words::keys::hash;
use crate::words::traits::{Traits, Uses};
use std::cmp::Reverse;
use std::ops::Range;

/// How many mentions back candidates are looked for: some six paragraphs of dense news; of
/// 200 not one more speaker was right.
const MENTIONS_BEFORE: usize = 120;
/// How many mentions ahead people are looked for who are introduced later.
const MENTIONS_AFTER: usize = 60;
/// How many resolved sources back are known.
const UTTERANCES: usize = 30;
/// Sentences of narrative that count as the last ones.
const RECENT: u32 = 4;

/// What is asked: whom a source means.
pub(super) struct Question<'q> {
    pub(super) class: Class,
    pub(super) anaphor: &'q Anaphor,
    /// The source, unless it is a pronoun.
    pub(super) phrase: Option<&'q Phrase>,
    /// The traits of its noun.
    pub(super) head: Traits,
    /// Those who hold such a role, but not this one: “the Agrarian candidate” is not the
    /// Unionist one.
    pub(super) others: Vec<usize>,
    /// The source asked to have no name.
    pub(super) nameless: bool,
}

/// Who may be meant.
#[derive(Clone, Debug)]
pub(super) enum Candidate {
    Known(Referent),
    /// Somebody whom some tokens of the narrative describe.
    Narrated(Range<usize>),
    /// Two people who are named together.
    Pair([usize; 2]),
    /// Nobody else: the source's own words.
    OwnWords,
}

/// Somebody named before.
pub(super) struct Seen {
    pub(super) entity: usize,
    /// The last mention in the article's own words, or else in a quotation.
    pub(super) last: Mention,
    /// How many others that fit were named since.
    pub(super) rank: usize,
    /// The sentence in which it was a subject last, and how many others were one since.
    pub(super) subject: Option<(usize, usize)>,
    /// How often it was named in the last sentences.
    pub(super) recent: usize,
}

/// Somebody who spoke before.
pub(super) struct Spoke {
    pub(super) referent: Referent,
    pub(super) sentence: usize,
    /// How many others spoke since.
    pub(super) rank: usize,
}

impl Question<'_> {
    /// How well a referent's gender agrees, from 0, where none is asked, to 2; `None` if it
    /// does not.
    pub(super) fn gender(&self, discourse: &Discourse, referent: Referent) -> Option<usize> {
        let traits = traits_of(discourse, referent);
        if self.anaphor.gender.is_empty() {
            return Some(0);
        }
        self.anaphor.agrees(traits).then_some(if traits.any(Traits::GENDER) { 2 } else { 1 })
    }

    /// Whether a referent can be meant.
    pub(super) fn fits(&self, discourse: &Discourse, referent: Referent) -> bool {
        let kind = Kind::of(discourse, referent);
        let traits = traits_of(discourse, referent);
        let fits = if self.class == Class::Gendered {
            !kind.is_no_human() && !traits.any(Traits::FIRST)
        } else if self.class == Class::It {
            !kind.is_human() && !traits.any(Traits::PLURAL | Traits::FIRST)
        } else if self.class == Class::They {
            !matches!(kind, Kind::Person | Kind::MaybePerson)
                && (kind != Kind::Document || traits.any(Traits::PLURAL))
        } else if self.head.any(Traits::PLURAL) {
            !kind.is_human() && kind != Kind::Document
        } else if self.head.any(Traits::BODY) {
            // “the ministry” is not just any name.
            let public = self.head.any(Traits::AUTHORITY | Traits::JUDICIARY);
            let doubtful = matches!(kind, Kind::Word | Kind::Name);
            !kind.is_human() && kind != Kind::Plural && !(public && doubtful)
        } else if self.head.any(Traits::ROLE | Traits::KIN | Traits::TITLE) {
            !kind.is_no_human()
        } else {
            kind != Kind::Document && kind != Kind::Plural
        };
        let named = matches!(referent, Referent::Named(_));
        fits && !(named && self.nameless) && self.gender(discourse, referent).is_some()
    }

    /// Whether a referent can be meant, which may have a name.
    pub(super) fn may_be(&self, ctx: &Context, discourse: &Discourse, referent: Referent) -> bool {
        if !self.fits(discourse, referent) {
            return false;
        }
        let Referent::Named(entity) = referent else { return true };
        let own = discourse.entity(entity);
        let Some(phrase) = self.phrase else {
            // “She” is no “1.44MB”.
            return !own.name.of(ctx.page.text).starts_with(|c: char| c.is_ascii_digit());
        };
        let noun = hash(ctx.page.word(phrase.head()));
        let words = discourse.people.words(entity);
        // “the company” is no country, but “the university” may be one named after a place.
        let another = own.is_place() || self.head.contradicts(own.traits);
        // “the administration” may be the Marine Administration, but no court; “the department” is
        // the Water Department or the TWD.
        let uses = ctx.page.uses(phrase.head());
        let called = if uses.contains(Uses::ITSELF) {
            words.last() == Some(&noun)
        } else if uses.contains(Uses::PLACE) {
            let larger = own.traits.any(Traits::COUNTRY) || ctx.page.words.is_region(words);
            own.is_place() && !(larger && uses.contains(Uses::TOWN)) || words.contains(&noun)
        } else if uses.contains(Uses::TITULAR) {
            words.contains(&noun) || has_initial(own.name.of(ctx.page.text), ctx.page.word(phrase.head()))
        } else {
            !another || words.contains(&noun)
        };
        // “the Sage group” is no other group.
        let shares = |m: &Mention| {
            let inside = discourse.entity(m.entity);
            inside.is_place() || discourse.people.words(m.entity).iter().any(|word| words.contains(word))
        };
        let named_otherwise = self.head.any(Traits::BODY)
            && !ctx.mentions.within(phrase.start()..phrase.head()).iter().all(shares);
        // Nor is “Osei's mother” Osei.
        let owns = self.class == Class::Owned
            && ctx.mentions.within(phrase.start()..phrase.head()).iter().any(|m| m.entity == entity);
        called && !owns && !named_otherwise && !self.others.contains(&entity)
    }

    /// Everybody named before who can be meant, the latest first.
    pub(super) fn seen(&self, ctx: &Context, discourse: &Discourse) -> Vec<Seen> {
        let anaphor = self.anaphor;
        let mut seen: Vec<Seen> = Vec::new();
        let mut subjects = 0;
        for &mention in ctx.mentions.latest(anaphor.token, MENTIONS_BEFORE) {
            if mention.tokens.1 + 2 >= anaphor.token && anaphor.follows_relative(ctx) {
                // “their leader, Ama Osei, who he said …”
                continue;
            }
            let at = match seen.iter().position(|s| s.entity == mention.entity) {
                Some(at) => at,
                None if self.may_be(ctx, discourse, Referent::Named(mention.entity)) => {
                    let (entity, rank) = (mention.entity, seen.len());
                    seen.push(Seen { entity, last: mention, rank, subject: None, recent: 0 });
                    rank
                }
                None => continue,
            };
            let known = &mut seen[at];
            if known.last.quoted && !mention.quoted {
                known.last = mention;
            }
            if mention.subject && known.subject.is_none() {
                known.subject = Some((mention.sentence, subjects));
                subjects += 1;
            }
            let away = ctx.narrated_since(mention.sentence, anaphor.narrated_before);
            known.recent += usize::from(away <= RECENT && !mention.quoted);
        }
        seen
    }

    /// Everybody named after the source for the first time who can be meant.
    pub(super) fn later(&self, ctx: &Context, discourse: &Discourse, seen: &[Seen]) -> Vec<usize> {
        let mut later: Vec<usize> = Vec::new();
        let Some(phrase) = self.phrase else { return later };
        for mention in ctx.mentions.within(phrase.tokens.end..usize::MAX).iter().take(MENTIONS_AFTER) {
            let known = seen.iter().any(|s| s.entity == mention.entity) || later.contains(&mention.entity);
            if !known
                && self.may_be(ctx, discourse, Referent::Named(mention.entity))
                && ctx.mentions.last_before(mention.entity, phrase.start()).is_none()
            {
                later.push(mention.entity);
            }
        }
        later
    }

    /// The namings around a description.
    pub(super) fn namings<'c>(&self, ctx: &'c Context) -> &'c [Mention] {
        let Some(phrase) = self.phrase else { return &[] };
        let before = ctx.mentions.within(0..phrase.start()).len();
        let all = ctx.mentions.within(0..usize::MAX);
        &all[before.saturating_sub(MENTIONS_BEFORE)..all.len().min(before + MENTIONS_AFTER)]
    }

    /// Everybody who spoke before, the latest first.
    pub(super) fn spoke(&self, discourse: &Discourse) -> Vec<Spoke> {
        let inside = if self.anaphor.outer.is_some() { discourse.utterances_inside.as_slice() } else { &[] };
        let latest = |utterances: &[Utterance]| -> Vec<Utterance> {
            let end = utterances.partition_point(|u| u.token < self.anaphor.token);
            utterances[end.saturating_sub(UTTERANCES)..end].to_vec()
        };
        let mut all = latest(inside);
        all.extend(latest(&discourse.utterances));
        all.sort_by_key(|u| Reverse(u.token));
        let mut spoke: Vec<Spoke> = Vec::new();
        for utterance in all {
            let referent = discourse.settled(utterance.referent);
            if spoke.iter().all(|s| s.referent != referent) {
                let rank = spoke.len();
                spoke.push(Spoke { referent, sentence: utterance.sentence, rank });
            }
        }
        spoke
    }
}

/// Whether a name is made of initials, one of them that of a word: “TWD” and “department”.
fn has_initial(name: &str, word: &str) -> bool {
    let initial = word.bytes().next().unwrap_or_default().to_ascii_uppercase();
    let initials = |b: u8| b.is_ascii_uppercase() || b == b'.';
    name.len() > 1 && name.bytes().all(initials) && name.bytes().any(|b| b == initial)
}

/// What is known of a referent's gender, and of its being several or the author.
fn traits_of(discourse: &Discourse, referent: Referent) -> Traits {
    match referent {
        Referent::Named(index) => discourse.entity(index).traits,
        Referent::Described(d) => discourse.descriptions.get(d).traits,
    }
}
