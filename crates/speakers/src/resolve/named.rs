//! Sources that hold a name.

use super::{Found, Resolving, Target};
use crate::people::identity::enter;
use crate::people::name::{EntityKind, Name};
use crate::words::traits::Traits;
use std::ops::Range;
use text::ResolvedBy;

impl Resolving<'_> {
    /// A name at the end of some tokens, up to `segment` if a name goes that far.
    pub(super) fn name(&mut self, core: Range<usize>, segment: usize) -> Option<Found> {
        let page = self.page;
        let last = core.end - 1;
        let mention = self.mentions.at(last).copied().filter(|m| m.tokens.1 <= segment.max(core.end));
        if let Some(mention) = mention
            && mention.tokens.0 >= core.start
        {
            let entity = self.elder_or_younger(mention.start, mention.entity);
            return self.named(entity, mention.tokens.1 - mention.tokens.0);
        }
        if !page.is(last, Traits::CAPITAL)
            || page.is(last, Traits::PRONOUN | Traits::CALENDAR)
            || core.len() == 1 && page.is(last, Traits::DETERMINER)
        {
            // “Acting Attorney for the District of Aldmoor Joshua Levy”
            let title_only = core.clone().all(|i| page.is(i, Traits::CAPITAL));
            return if title_only { self.name_in_tail(&core, segment) } else { None };
        }
        let traits = page.traits(last);
        let alone = core.len() == 1 || !page.is(last.wrapping_sub(1), Traits::CAPITAL);
        if traits.any(Traits::NOUN | Traits::TITLE)
            && !traits.any(Traits::GIVEN | Traits::ACRONYM)
            && (alone || traits.any(Traits::ROLE | Traits::TITLE))
        {
            return self.name_in_tail(&core, segment);
        }
        let mut first = last;
        while first > core.start
            && page.is(first.wrapping_sub(1), Traits::CAPITAL)
            && !page.is(first.wrapping_sub(1), Traits::SMALL)
        {
            first -= 1;
        }
        let kind = if traits.any(Traits::NAMES_BODY) { EntityKind::Body } else { EntityKind::Unknown };
        let name = Name {
            titled: first..core.end,
            tokens: first..core.end,
            kind,
            traits: traits.only(Traits::KINDS),
            weak: false,
            common: false,
            attributive: false,
        };
        let entity = enter(&mut self.people, page, &name, false)?;
        self.named(entity, core.end - first)
    }

    /// “the elder Otieno”: the one who was named first.
    pub(super) fn elder_or_younger(&self, start: usize, entity: usize) -> usize {
        let page = self.page;
        let word = page.word(start.wrapping_sub(1));
        let named: Vec<usize> = match word {
            "elder" | "older" | "younger" => self.people.of_surname(entity),
            _ => Vec::new(),
        };
        let chosen = if word == "younger" { named.iter().max() } else { named.iter().min() };
        chosen.copied().unwrap_or(entity)
    }

    /// A person's name after a title with “for …” or “of …”.
    pub(super) fn name_in_tail(&mut self, core: &Range<usize>, segment: usize) -> Option<Found> {
        let page = self.page;
        if core.end >= segment || !page.is(core.end.wrapping_sub(1), Traits::TITLE | Traits::ROLE) {
            return None;
        }
        let mention = self.mentions.at(segment - 1).copied()?;
        if mention.tokens.0 <= core.end || mention.tokens.1 != segment {
            return None;
        }
        let given = (mention.tokens.0..mention.tokens.1 - 1).find(|&i| page.is(i, Traits::GIVEN))?;
        if given == mention.tokens.0 {
            return (self.is_person(mention.entity)
                && !page.is(given.wrapping_sub(1), Traits::PREPOSITION | Traits::DETERMINER))
            .then_some(())
            .and_then(|()| self.named(mention.entity, mention.tokens.1 - mention.tokens.0));
        }
        let name = Name {
            titled: given..segment,
            tokens: given..segment,
            kind: EntityKind::Person,
            traits: page.traits(given).only(Traits::GENDER),
            weak: false,
            common: false,
            attributive: false,
        };
        let entity = enter(&mut self.people, page, &name, false)?;
        self.people.roles.add(page, entity, core.clone());
        self.named(entity, segment - given)
    }

    /// A found entity, by a mention of some tokens.
    pub(super) fn named(&self, entity: usize, tokens: usize) -> Option<Found> {
        let whole = &self.people.entities[entity];
        let (by, confidence) = if tokens >= self.people.words(entity).len() {
            (ResolvedBy::Name, 0.95)
        } else if whole.kind == EntityKind::Body {
            (ResolvedBy::Acronym, 0.85)
        } else {
            (ResolvedBy::Surname, 0.9)
        };
        Found::new(Target::Named(entity), by, confidence)
    }

    /// What an apposition after the name says.
    pub(super) fn note_role(&mut self, entity: usize, tokens: &Range<usize>, segment: usize) {
        let page = self.page;
        let own = &mut self.people.entities[entity];
        let mut start = segment + 1;
        if page.is(start, Traits::NUMBER) && page.is(start + 1, Traits::COMMA) {
            start += 2;
        }
        if start >= tokens.end
            || !page.is(segment, Traits::COMMA)
            || page.is(start, Traits::RELATIVE | Traits::NUMBER)
        {
            return;
        }
        if page.is(start, Traits::DEFINITE | Traits::INDEFINITE) {
            start += 1;
        }
        let end = (start..tokens.end)
            .find(|&i| {
                page.is(i, Traits::COMMA | Traits::DASH)
                    || (page.is(i, Traits::RELATIVE) && !page.is(i, Traits::CAPITAL))
            })
            .unwrap_or(tokens.end);
        let verb = page.word(start).ends_with("ing") && end == start + 1;
        let noun =
            (start..end).any(|i| page.is(i, Traits::WORD) && !page.is(i, Traits::CAPITAL | Traits::SMALL));
        if start < end && noun && !verb && !page.is(start, Traits::PREPOSITION) {
            let better = own.role.is_none_or(|r| r.len() < page.extent(start..end).len());
            if better {
                own.role = Some(page.extent(start..end));
            }
        }
    }
}
