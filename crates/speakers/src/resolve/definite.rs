//! Definite descriptions of somebody known: “the company”, “the 71-year-old”.

use super::pronouns::Wanted;
use super::{Found, MENTIONS, Resolving, Said, Target};
use crate::people::name::EntityKind;
use crate::people::roles::Holder;
use crate::words::keys::hash;
use crate::words::traits::Traits;
use std::ops::Range;
use text::ResolvedBy;

impl Resolving<'_> {
    /// “the company”, “the former minister”, “the 71-year-old”, “the pair”.
    pub(super) fn definite(
        &mut self,
        s0: &Range<usize>,
        core: usize,
        whole: bool,
        of: usize,
    ) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let head = core - 1;
        let traits = page.traits(head);
        let word = page.word(head);
        let by = ResolvedBy::Description;
        let short = core == s0.end;
        if word.ends_with("-year-old") {
            let age: Option<u8> = word.split('-').next().and_then(|a| a.parse().ok());
            let recent = self.mentions.within(0..start);
            let recent = &recent[recent.len().saturating_sub(MENTIONS)..];
            let aged = recent
                .iter()
                .rev()
                .find(|m| age.is_some() && self.people.entities[m.entity].age == age)
                .map(|m| m.entity);
            if let Some(entity) = aged {
                return Found::new(Target::Named(entity), by, 0.9);
            }
            // Nobody whose age is known to be another.
            let (target, confidence) = self.antecedent(Wanted::Person, Traits::default(), start, of)?;
            let other = |e: usize| self.people.entities[e].age.is_some();
            let (target, confidence) = match target {
                Target::Named(e) if other(e) => {
                    let recent = self.mentions.within(0..start);
                    let recent = &recent[recent.len().saturating_sub(20)..];
                    let person = recent
                        .iter()
                        .rev()
                        .find(|m| !m.quoted && self.is_person(m.entity) && !other(m.entity))?;
                    (Target::Named(person.entity), 0.6)
                }
                _ => (target, confidence * 0.7),
            };
            if let Target::Named(entity) = target {
                self.people.entities[entity].age = age;
            }
            return Found::new(target, by, confidence);
        }
        if matches!(page.word(start + 1), "younger" | "older" | "elder") && !traits.any(Traits::PLURAL) {
            return self.by_age(start, page.word(start + 1) == "younger", traits.only(Traits::GENDER));
        }
        if matches!(word, "pair" | "couple" | "duo" | "two") && short {
            return self.pair(start);
        }
        if short && !traits.any(Traits::PLURAL) {
            let mut best: Option<(bool, bool, usize, usize)> = None;
            for Holder { entity, in_time: now, .. } in self.people.roles.holders(page, start..core) {
                // The latest before, or the next after: the headline comes first.
                let before = self.mentions.last_before(entity, start).map(|m| m.start);
                let key = (now, before.is_some(), before.unwrap_or(0), entity);
                best = best.max(Some(key));
            }
            let rival = self.described_before(start..core).filter(|&d| self.described[d].is.is_none());
            if let Some((_, before, at, entity)) = best
                && rival.is_none_or(|d| page.tokens_in(self.described[d].mention).start < at)
            {
                return Found::new(Target::Named(entity), by, if before { 0.8 } else { 0.6 });
            }
        }
        if core - start <= 3
            && let Some(known) = self.described_before(s0.clone())
        {
            return Found::new(self.settled(Target::Described(known)), by, 0.7);
        }
        // Not “the Obama administration”.
        let named = (start + 1..head)
            .any(|i| page.is(i, Traits::CAPITAL) && !page.is(i, Traits::DEMONYM | Traits::ACRONYM));
        if traits.any(Traits::BODY) && short && !named {
            if let Some(entity) = self.body(start, traits, word) {
                let own = &mut self.people.entities[entity];
                if own.kind == EntityKind::Unknown {
                    own.kind = EntityKind::Body;
                }
                return Found::new(Target::Named(entity), by, 0.6);
            }
            return self.fuller(start, head);
        }
        let former = page.word(start + 1) == "former" && core - start > 2;
        // “the mother of two”
        let children = traits.any(Traits::KIN) && page.word(core) == "of" && s0.end == core + 2;
        let varied = ((former || traits.any(Traits::VARIED)) && short || children)
            && !traits.any(Traits::PLURAL)
            && whole;
        if varied {
            let person = self.antecedent(Wanted::Person, traits.only(Traits::GENDER), start, of);
            let (target, confidence) = person.filter(|(t, _)| matches!(t, Target::Named(_)))?;
            return Found::new(target, by, confidence * 0.6);
        }
        if short && whole && traits.any(Traits::ROLE) && !traits.any(Traits::PLURAL) {
            return self.untold(start, traits.only(Traits::GENDER), of);
        }
        None
    }

    /// “Ana Ferro said … ‘We are pulling,’ the prosecutor said”: whoever was just
    /// named and of whom the article has not said what they are.
    fn untold(&mut self, start: usize, gender: Traits, of: usize) -> Option<Found> {
        let (target, confidence) = self.antecedent(Wanted::Person, gender, start, of)?;
        let Target::Named(entity) = target else { return None };
        let last = self.mentions.last_before(entity, start)?;
        let sentence = self.page.sentence_at(self.page.span(start).start);
        let near = self.told[sentence].saturating_sub(self.told[last.sentence]) <= 1;
        let spoke = |s: &Said| s.target == target && s.token >= last.start;
        let leads = last.subject || self.said.last().is_some_and(spoke);
        let own = &self.people.entities[entity];
        if !near || !leads || own.role.is_some() || own.kind == EntityKind::Body {
            return None;
        }
        Found::new(target, ResolvedBy::Description, confidence * 0.6)
    }

    /// “the younger man”: of the two last named whose ages the article gives.
    fn by_age(&self, before: usize, younger: bool, gender: Traits) -> Option<Found> {
        let mut aged: Vec<(u8, usize)> = Vec::new();
        for mention in self.mentions.within(0..before).iter().rev().take(MENTIONS) {
            let own = &self.people.entities[mention.entity];
            if let Some(age) = own.age
                && aged.iter().all(|&(_, e)| e != mention.entity)
            {
                aged.push((age, mention.entity));
            }
        }
        aged.truncate(2);
        aged.sort_unstable();
        let &[(young, first), (old, second)] = aged.as_slice() else { return None };
        let chosen = if younger { first } else { second };
        let known = self.people.entities[chosen].traits.only(Traits::GENDER);
        let fits = known.is_empty() || gender.is_empty() || known.any(gender);
        if young == old || !fits {
            return None;
        }
        Found::new(Target::Named(chosen), ResolvedBy::Description, 0.8)
    }

    /// The body that “the company”, “the hospital” or “the paper” means.
    pub(super) fn body(&self, before: usize, traits: Traits, word: &str) -> Option<usize> {
        let kinds = traits.only(Traits::KINDS);
        let noun = hash(word);
        let generic = traits.any(Traits::GENERIC) && traits.any(Traits::COMPANY);
        let mentions = self.mentions.within(0..before);
        let here = self.page.sentence_at(self.page.span(before).start);
        let mut best: Option<(i32, usize)> = None;
        for mention in mentions.iter().rev().take(4 * MENTIONS) {
            let entity = &self.people.entities[mention.entity];
            if entity.kind == EntityKind::Person {
                continue;
            }
            let theirs = entity.traits.only(Traits::KINDS);
            let same_noun = self.people.words(mention.entity).contains(&noun);
            let fits = same_noun
                || (generic && (theirs.any(Traits::COMPANY) || (theirs.is_empty() && entity.mentions > 1)))
                || (traits.any(Traits::GENERIC | Traits::MEDIA) && !generic && theirs.any(kinds));
            if !fits {
                continue;
            }
            let away = (here - mention.sentence.min(here)) as i32;
            let mut score = -3 * away.min(12) + (entity.mentions as f32).log2() as i32 * 2;
            score += if mention.subject { 3 } else { 0 } + if same_noun { 6 } else { 0 };
            score -= if mention.oblique { 2 } else { 0 };
            score += if entity.kind == EntityKind::Body { 2 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, mention.entity));
            }
        }
        if best.is_none() && traits.any(Traits::GENERIC) && traits.any(Traits::CLUB) {
            // “the venue”, where one thing has a name with “the” that says no more of it.
            let mut things = mentions.iter().rev().take(4 * MENTIONS).map(|m| m.entity).filter(|&e| {
                let own = &self.people.entities[e];
                own.definite && own.kind != EntityKind::Person
            });
            let thing = things.next()?;
            return things.all(|e| e == thing).then_some(thing);
        }
        best.map(|(_, entity)| entity)
    }
}
