//! How well a description fits a candidate, and how well it stands alone.

use super::evidence::Evidences;
use super::facts::{Evidence, Fact};
use super::kinds::Kind;
use super::nouns::{NAMED_SO, agreement, is_in_lead, is_of_kind};
use super::question::Seen;
use crate::people::roles::Holder;
use crate::resolve::context::Context;
use crate::resolve::link::Referent;
use crate::resolve::phrase::Phrase;
use crate::words::page::Page;
use crate::words::traits::Traits;
use text::Span;

/// How many namings of a candidate are searched for words of the description.
const PLACES: usize = 8;
/// How many tokens on either side of a name are beside it.
const BESIDE: usize = 12;
/// How many attributions ahead are compared with what the source says.
const ECHOES: usize = 60;
/// Words that are shorter say little.
const SHORTEST: usize = 3;

/// The sorts of nouns with which descriptions are kept, the most telling first.
const SORTS: [Traits; 12] = [
    Traits::VARIED,
    Traits::KIN,
    Traits::TITLE,
    Traits::ROLE,
    Traits::OFFICIALS,
    Traits::GROUP,
    Traits::GENERIC,
    Traits::FORCE,
    Traits::BODY,
    Traits::DOCUMENT,
    Traits::DEMONYM,
    Traits::CAPITAL,
];

impl Evidences<'_> {
    /// How well a description fits a candidate.
    pub(super) fn description(
        &self,
        phrase: &Phrase,
        referent: Referent,
        kind: Kind,
        seen: Option<&Seen>,
        evidence: &mut Evidence,
    ) {
        let &Self { ctx, discourse, question, .. } = self;
        evidence.add(Fact::NounAndKind, self.noun_class(phrase) * 3 + kind.sort());
        evidence.add(Fact::NounBefore, self.noun_before);
        let Referent::Named(entity) = referent else { return };
        let own = discourse.entity(entity);
        let words = discourse.people.words(entity);
        let same = words.contains(&ctx.page.identity(phrase.head()));
        evidence.add(Fact::HeadInName, usize::from(same));
        if is_of_kind(question.head, own) {
            let rank = self.of_kind.iter().position(|&other| other == entity);
            evidence.count(Fact::KindRank, rank.unwrap_or(self.of_kind.len()).min(4));
            let more = |&&other: &&usize| discourse.entity(other).mentions > own.mentions;
            evidence.count(Fact::KindMost, self.of_kind.iter().filter(more).count().min(4));
        }
        evidence.add(Fact::Beside, self.beside(phrase, entity));
        let means = |&i: &usize| ctx.page.is(i, Traits::WORD) && !ctx.page.is(i, Traits::SMALL);
        let modifiers: Vec<usize> = (phrase.start()..phrase.head()).filter(means).collect();
        let shared = modifiers.iter().any(|&i| words.contains(&ctx.page.identity(i)));
        let modified = usize::from(!modifiers.is_empty()) + usize::from(shared);
        evidence.add(Fact::ModifierInName, modified);
        if question.head.any(Traits::BODY) {
            // “the appeals court” is not the Supreme Court.
            let agrees = if same { NAMED_SO + modified } else { agreement(ctx.page, question.head, own) };
            evidence.add(Fact::KindAgrees, agrees);
        }
        let role = self.holders.iter().filter(|h| h.entity == entity).map(holding).max().unwrap_or(0);
        evidence.add(Fact::Role, role);
        let other = if role > 0 { 2 } else { usize::from(own.role.is_some()) };
        evidence.add(Fact::OtherRole, other);
        if seen.is_none()
            && let Some(rank) = self.later.iter().position(|&l| l == entity)
        {
            evidence.count(Fact::LaterRank, rank.min(6));
            evidence.count(Fact::Echo, self.echo_of(entity));
        }
    }

    /// Which words of a description are beside a candidate's name: its noun counts 3, others
    /// 1 each and at most 2.
    fn beside(&self, phrase: &Phrase, entity: usize) -> usize {
        let page = self.ctx.page;
        let means = |&i: &usize| page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL | Traits::NUMBER);
        let hashes = |tokens: &mut dyn Iterator<Item = usize>| -> Vec<u64> {
            tokens.filter(means).map(|i| page.identity(i)).collect()
        };
        let former = |i: usize| page.word(i) == "former";
        let modifiers = hashes(&mut phrase.piece().filter(|&i| i != phrase.head() && !former(i)));
        let noun = page.identity(phrase.head());
        let mut most = 0;
        for place in self.namings.iter().filter(|m| m.entity == entity).take(PLACES) {
            let Some(sentence) = page.sentences.get(place.sentence) else { continue };
            let from = place.start.saturating_sub(BESIDE).max(sentence.tokens.start);
            let to = (place.tokens.1 + BESIDE).min(sentence.tokens.end);
            let around = (from..place.tokens.0).chain(place.tokens.1..to);
            let around = hashes(&mut around.filter(|i| !phrase.tokens.contains(i)));
            let shared = modifiers.iter().filter(|w| around.contains(w)).count().min(2);
            most = most.max(shared + if around.contains(&noun) { 3 } else { 0 });
        }
        most
    }

    /// How much somebody named later says there what the source says: “A minister warned of
    /// floods … ‘It may flood,’ Ines Vidal, the water minister, said.” 0 if they say nothing.
    fn echo_of(&self, entity: usize) -> usize {
        let ctx = self.ctx;
        let named = |s: &Span| ctx.mentions.within(ctx.page.tokens_in(*s)).iter().any(|m| m.entity == entity);
        let here = self.question.anaphor.attribution;
        let after = here + 1..ctx.attributions.len().min(here + 1 + ECHOES);
        let theirs = after.filter(|&i| ctx.attributions[i].source.iter().any(named));
        theirs.map(|i| 1 + self.echo(i)).max().unwrap_or(0)
    }

    /// How much another attribution says the same, from 0 to 4.
    fn echo(&self, attribution: usize) -> usize {
        let other = said(self.ctx, attribution);
        let shared = self.said.iter().filter(|w| other.contains(w)).count();
        let least = self.said.len().min(other.len()).max(1);
        // Twentieths of the shorter one's words.
        match shared * 20 / least {
            0..2 => 0,
            2..4 => 1,
            4..7 => 2,
            7..11 => 3,
            _ => 4,
        }
    }

    /// How well a description stands alone.
    pub(super) fn own_words(&self, evidence: &mut Evidence) {
        let &Self { ctx, discourse, question, .. } = self;
        let page = ctx.page;
        evidence.add(Fact::Kind, Kind::OwnWords as usize);
        let Some(phrase) = question.phrase else {
            evidence.add(Fact::InQuotation, usize::from(question.anaphor.inside_quote));
            return;
        };
        let head = question.head;
        let sort = SORTS.iter().position(|sort| head.any(*sort)).unwrap_or(SORTS.len());
        evidence.add(Fact::OwnNoun, sort);
        evidence.add(Fact::OwnBegins, begins(page, phrase) * 2 + usize::from(head.any(Traits::PLURAL)));
        evidence.add(Fact::OwnFollowed, followed(page, phrase));
        let holds = |before: bool| {
            let known = |entity| self.seen.iter().any(|s| s.entity == entity) == before;
            self.holders.iter().filter(|h| known(h.entity)).map(holding).max().unwrap_or(0)
        };
        evidence.add(Fact::OwnHolders, holds(true) * 2 + usize::from(holds(false) > 0));
        let repeated = self.repeated.map_or(0, |r| 1 + usize::from(matches!(r, Referent::Named(_))));
        evidence.add(Fact::OwnRepeated, repeated);
        evidence.add(Fact::OwnNounBefore, self.noun_before);
        let headline = page.sentences.get(question.anaphor.sentence).is_some_and(|s| page.is_headline(s));
        let lead = is_in_lead(ctx, phrase.start());
        evidence.add(Fact::OwnLead, usize::from(lead) + usize::from(headline));
        let noun = page.identity(phrase.head());
        let same = self.seen.iter().any(|s| discourse.people.words(s.entity).contains(&noun));
        let of_kind = !self.of_kind.is_empty();
        evidence.add(Fact::OwnNamed, usize::from(same) + 2 * usize::from(of_kind));
    }

    /// What sort of noun a description has, in few sorts.
    fn noun_class(&self, phrase: &Phrase) -> usize {
        let head = self.question.head;
        if head.any(Traits::PLURAL) {
            3
        } else if head.any(Traits::VARIED | Traits::KIN) || self.ctx.page.word(phrase.start() + 1) == "former"
        {
            0
        } else if head.any(Traits::ROLE | Traits::TITLE) {
            1
        } else if head.any(Traits::BODY) {
            2
        } else {
            4
        }
    }
}

/// How surely somebody holds a role, from 1 to 4.
fn holding(holder: &Holder) -> usize {
    1 + usize::from(holder.in_time) + 2 * usize::from(holder.exact)
}

/// With what sort of word a description begins.
fn begins(page: &Page, phrase: &Phrase) -> usize {
    let first = page.traits(phrase.start());
    match page.word(phrase.start()) {
        "the" | "The" => 0,
        "a" | "A" | "an" | "An" => 1,
        _ if first.any(Traits::DEFINITE) => 2,
        _ if first.any(Traits::INDEFINITE) => 3,
        _ if first.any(Traits::POSSESSIVE) => 4,
        _ if first.any(Traits::CAPITAL) => 5,
        _ => 6,
    }
}

/// What follows the noun of a description.
fn followed(page: &Page, phrase: &Phrase) -> usize {
    let after = phrase.core_end;
    match page.word(after) {
        _ if phrase.is_short() && phrase.piece_end < phrase.tokens.end => 6,
        _ if phrase.is_short() => 0,
        "of" => 1,
        "for" => 2,
        _ if page.is(after, Traits::RELATIVE | Traits::PRONOUN) => 3,
        _ if page.is(after, Traits::PREPOSITION) => 4,
        _ => 5,
    }
}

/// The words of what an attribution says that mean something, sorted.
pub(super) fn said(ctx: &Context, attribution: usize) -> Vec<u64> {
    let page = ctx.page;
    let means =
        |&i: &usize| page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL) && page.word(i).len() >= SHORTEST;
    let tokens = ctx.attributions[attribution].content.iter().flat_map(|c| page.tokens_in(*c));
    let mut words: Vec<u64> = tokens.filter(means).map(|i| page.identity(i)).collect();
    words.sort_unstable();
    words.dedup();
    words
}
