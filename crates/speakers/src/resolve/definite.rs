//! Definite descriptions of somebody known: “the company”, “the 71-year-old”.

use super::pronouns::Wanted;
use super::{Found, MENTIONS, Resolving, Target};
use crate::names::Kind;
use crate::words::{Traits, hash};
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
            let recent = self.people.mentions_in(0..start);
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
            if !matches!(target, Target::Named(e) if other(e)) {
                return Found::new(target, by, confidence * 0.7);
            }
            let recent = self.people.mentions_in(0..start);
            let recent = &recent[recent.len().saturating_sub(20)..];
            let person =
                recent.iter().rev().find(|m| !m.quoted && self.is_person(m.entity) && !other(m.entity));
            return person.map(|m| m.entity).and_then(|e| Found::new(Target::Named(e), by, 0.6));
        }
        if matches!(word, "pair" | "couple" | "duo" | "two") && short {
            return self.pair(start);
        }
        if short && !traits.any(Traits::PLURAL) {
            let tokens = start..core;
            let mut best: Option<(bool, usize, usize)> = None;
            for entity in self.people.in_role(page, tokens) {
                // The latest before, or the next after: the headline comes first.
                let before = self.people.last_before(entity, start).map(|m| m.start);
                let key = (before.is_some(), before.unwrap_or(0), entity);
                best = best.max(Some(key));
            }
            let rival = self.by_head.get(&hash(word)).copied().filter(|&d| self.described[d].is.is_none());
            if let Some((before, at, entity)) = best
                && rival.is_none_or(|d| page.tokens_in(self.described[d].mention).start < at)
            {
                return Found::new(Target::Named(entity), by, if before { 0.8 } else { 0.6 });
            }
        }
        if core - start <= 3
            && let Some(&known) = self.by_head.get(&hash(word))
            && self.described[known].mention.end <= page.span(start).start
        {
            return Found::new(self.settled(Target::Described(known)), by, 0.7);
        }
        if traits.any(Traits::BODY) && !traits.any(Traits::PLURAL) && short {
            if let Some(entity) = self.body(start, traits, word) {
                let own = &mut self.people.entities[entity];
                if own.kind == Kind::Unknown {
                    own.kind = Kind::Body;
                }
                return Found::new(Target::Named(entity), by, 0.6);
            }
            return self.fuller(start, head);
        }
        let former = page.word(start + 1) == "former" && core - start > 2;
        let varied = (traits.any(Traits::VARIED) || former) && !traits.any(Traits::PLURAL) && short && whole;
        if varied {
            let person = self.antecedent(Wanted::Person, traits.only(Traits::GENDER), start, of);
            let (target, confidence) = person.filter(|(t, _)| matches!(t, Target::Named(_)))?;
            return Found::new(target, by, confidence * 0.6);
        }
        None
    }

    /// The body that “the company”, “the hospital” or “the paper” means.
    pub(super) fn body(&self, before: usize, traits: Traits, word: &str) -> Option<usize> {
        let kinds = traits.only(Traits::KINDS);
        let noun = hash(word);
        let generic = traits.any(Traits::GENERIC) && traits.any(Traits::COMPANY);
        let mentions = self.people.mentions_in(0..before);
        let here = self.page.sentence_at(self.page.span(before).start);
        let mut best: Option<(i32, usize)> = None;
        for mention in mentions.iter().rev().take(4 * MENTIONS) {
            let entity = &self.people.entities[mention.entity];
            if entity.kind == Kind::Person {
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
            score += if entity.kind == Kind::Body { 2 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, mention.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }
}
