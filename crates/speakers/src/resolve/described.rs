//! Sources that describe: “its chairman, Lord Adeyemi”, “her son”, “a police spokesman”.

use super::outcome::{clean, kind_of};
use super::{Described, Found, Resolving, Target};
use crate::people::name::EntityKind;
use crate::words::keys::hash;
use crate::words::phrases::phrase_end;
use crate::words::traits::Traits;
use std::ops::Range;
use text::{ResolvedBy, Span, SpeakerType};

/// The lead is as many sentences long.
const LEAD: usize = 3;
/// As many descriptions by one noun are compared.
const DESCRIPTIONS: usize = 8;

impl Resolving<'_> {
    /// Somebody described: “its chairman, Lord Adeyemi”, “the company”, “a police spokesman”.
    pub(super) fn description(
        &mut self,
        tokens: &Range<usize>,
        s0: Range<usize>,
        core: usize,
        of: usize,
        depth: u8,
    ) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let head = core - 1;
        let traits = page.traits(head);
        if let Some(found) = self.apposed(tokens, &s0, core, traits) {
            return Some(found);
        }
        // “a rebel who goes by the name Macario”
        for mention in self.mentions.within(s0.clone()).to_vec() {
            let before = mention.start.wrapping_sub(1);
            if mention.start > start + 1
                && matches!(page.word(before), "named" | "called" | "name" | "nicknamed")
                && traits.any(Traits::ROLE | Traits::KIN)
            {
                return self.named(mention.entity, 9);
            }
        }
        let short = core == s0.end && core - start == 2 && page.is(start, Traits::DEFINITE);
        if short
            && traits.any(Traits::DOCUMENT)
            && traits.any(Traits::BODY)
            && self.described_before(start..core).is_none()
        {
            // “The paper said”, after the Morning Ledger.
            if let Some(entity) = self.body(start, traits, page.word(head)) {
                return Found::new(Target::Named(entity), ResolvedBy::Description, 0.6);
            }
        }
        if traits.any(Traits::DOCUMENT) {
            return self.document(tokens, s0, core, of, depth);
        }
        if let Some(owned) = self.owned(&s0, core, of, depth) {
            return Some(owned);
        }
        let bare_title = page.is(start, Traits::CAPITAL)
            && !page.is(start, Traits::DETERMINER)
            && traits.any(Traits::TITLE)
            && core - start <= 2;
        if (page.is(start, Traits::DEFINITE) || bare_title)
            && let Some(found) = self.definite(&s0, core, s0.end == tokens.end, of)
        {
            return Some(found);
        }
        if let Some(entity) = self.introduced_later(start..core) {
            return Found::new(Target::Named(entity), ResolvedBy::Description, 0.6);
        }
        self.describe_tokens(s0, kind_of(traits), traits)
    }

    /// “A retired pilot says …” in the lead or “Ex-pilot: …” over it, where the
    /// one retired pilot is named further on.
    fn introduced_later(&self, phrase: Range<usize>) -> Option<usize> {
        let page = self.page;
        let head = page.traits(phrase.end - 1);
        let sentence = page.sentence_at(page.span(phrase.start).start);
        let headline = page.sentences.get(sentence).is_some_and(|s| page.is_headline(s));
        let lead = page.is(phrase.start, Traits::INDEFINITE)
            && page.sentences[..sentence.min(page.sentences.len())]
                .iter()
                .rev()
                .take(LEAD)
                .take_while(|s| !page.is_headline(s))
                .count()
                < LEAD;
        let bare = headline && !page.is(phrase.start, Traits::DETERMINER);
        if !(lead || bare) || !head.any(Traits::ROLE) || head.any(Traits::PLURAL) {
            return None;
        }
        let holders = self.people.roles.holders(page, phrase.clone());
        let mut later = holders
            .iter()
            .filter(|h| h.exact && h.in_time)
            .filter(|h| self.mentions.last_before(h.entity, phrase.start).is_none());
        let one = later.next()?.entity;
        later.next().is_none().then_some(one)
    }

    /// Somebody's: “her son”, “the bank's adviser”, with the owner's name.
    pub(super) fn owned(&mut self, s0: &Range<usize>, core: usize, of: usize, depth: u8) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let traits = page.traits(core - 1);
        if page.is(start, Traits::POSSESSIVE) {
            return self.possessed(s0.clone(), core, of);
        }
        if let Some(possessive) = (start + 1..core).find(|&i| page.is_possessive(i) && !self.inside_name(i)) {
            let named = self.mentions.at(possessive - 1).is_some();
            if !named
                && let Some(found) = self.mention(start..possessive, of, depth + 1)
                && let Target::Named(owner) = found.target
            {
                let name = format!(
                    "{} {}",
                    possessive_of(&self.name_of(Target::Named(owner))),
                    clean(page.extent(possessive + 1..s0.end).of(page.text))
                );
                return self.describe(name, kind_of(traits), traits, page.extent(s0.clone()));
            }
            return self.describe_tokens(s0.clone(), kind_of(traits), traits);
        }
        None
    }

    /// The name in apposition to a description: “the mayor, Odalys Prat”.
    pub(super) fn apposed(
        &mut self,
        tokens: &Range<usize>,
        s0: &Range<usize>,
        core: usize,
        head: Traits,
    ) -> Option<Found> {
        let page = self.page;
        let mut next = s0.end + 1;
        while next < tokens.end && matches!(page.word(next), "known" | "as" | "named" | "called") {
            next += 1;
        }
        if next >= tokens.end || !page.is(s0.end, Traits::COMMA | Traits::DASH) {
            return None;
        }
        let mention = self
            .mentions
            .within(next..tokens.end)
            .first()
            .copied()
            .filter(|m| m.start <= next + 1 && (m.start == next || page.is(next, Traits::DEFINITE)));
        let Some(mention) = mention else {
            // A single word that the scan took for no name: “One company, Orsted, …”.
            return None;
        };
        let person = self.is_person(mention.entity);
        let place = page.is(s0.end.wrapping_sub(1), Traits::CAPITAL) && !person;
        let several = head.any(Traits::PLURAL) && person;
        if place || several {
            return None;
        }
        if !person && core < s0.end && head.any(Traits::ROLE | Traits::KIN) && !head.any(Traits::PLURAL) {
            // “a spokesman for the sponsor, Lagomar”
            let kind = self.people.entities[mention.entity].kind;
            let stands_for = matches!(page.word(core), "for" | "from" | "at")
                && self.people.words(mention.entity).len() == 1;
            let body = kind == EntityKind::Body || stands_for;
            if body {
                return self.describe_tokens(s0.start..mention.tokens.1, kind_of(head), head);
            }
        }
        let entity = mention.entity;
        if person || head.any(Traits::ROLE | Traits::BODY | Traits::KIN) {
            let own = &mut self.people.entities[entity];
            if own.kind == EntityKind::Unknown {
                own.kind = if head.any(Traits::BODY) { EntityKind::Body } else { EntityKind::Person };
            }
            if own.role.is_none() {
                let from = s0.start + usize::from(page.is(s0.start, Traits::DETERMINER));
                if from < s0.end {
                    own.role = Some(page.extent(from..s0.end));
                }
            }
        }
        self.named(entity, mention.tokens.1 - mention.tokens.0)
    }

    /// “her son”, “its finance director”, “my father”.
    pub(super) fn possessed(&mut self, s0: Range<usize>, core: usize, of: usize) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let traits = page.traits(core.wrapping_sub(1));
        if !traits.any(Traits::KIN) && !page.is(start, Traits::GENDER) && core > start + 1 {
            // “its chairman”, when the chairman has been named.
            let known = self
                .people
                .roles
                .holders(page, start + 1..core)
                .into_iter()
                .map(|h| h.entity)
                .max_by_key(|&e| self.mentions.last_before(e, start).map(|m| m.start));
            if let Some(known) = known.filter(|_| !traits.any(Traits::PLURAL)) {
                return Found::new(Target::Named(known), ResolvedBy::Description, 0.6);
            }
        }
        let whole = page.extent(s0.clone());
        let Some(owner) = self.pronoun(start, of) else {
            return self.describe_tokens(s0, kind_of(traits), traits);
        };
        let rest = clean(page.extent(start + 1..s0.end.max(start + 2)).of(page.text));
        let name = format!("{} {rest}", possessive_of(&self.name_of(owner.target)));
        let mut found = self.describe(name, kind_of(traits), traits, whole)?;
        found.confidence *= owner.confidence;
        Some(found)
    }

    /// Whom “who” or “which” goes on about: what stands right before.
    pub(super) fn relative(&mut self, token: usize) -> Option<Found> {
        let page = self.page;
        let last = token.checked_sub(1 + usize::from(page.is(token.wrapping_sub(1), Traits::COMMA)))?;
        if let Some(mention) = self.mentions.at(last).copied() {
            return self.named(mention.entity, mention.tokens.1 - mention.tokens.0);
        }
        if !page.is(last, Traits::NOUN) {
            return None;
        }
        let start = self.phrase_start(last)?;
        self.mention_of_noun(start..last + 1)
    }

    pub(super) fn mention_of_noun(&mut self, phrase: Range<usize>) -> Option<Found> {
        let traits = self.page.traits(phrase.end - 1);
        self.describe_tokens(phrase, kind_of(traits), traits)
    }

    /// “the ministry” for “the finance ministry” before it.
    pub(super) fn fuller(&mut self, before: usize, head: usize) -> Option<Found> {
        let page = self.page;
        let noun = page.word(head);
        for at in (before.saturating_sub(300)..before).rev() {
            if page.word(at) == noun && !page.is(at.wrapping_sub(1), Traits::DETERMINER) {
                let start = self.phrase_start(at)?;
                if page.is(start, Traits::DETERMINER) {
                    let traits = page.traits(at);
                    return self.describe_tokens(start..at + 1, kind_of(traits), traits);
                }
            }
        }
        None
    }

    /// Where the noun phrase with this head starts.
    pub(super) fn phrase_start(&self, head: usize) -> Option<usize> {
        let page = self.page;
        let mut at = head;
        while at > 0 && head - at < 7 {
            let before = page.traits(at.wrapping_sub(1));
            if before.any(Traits::DETERMINER) {
                // “wrote that students …”
                let that = page.word(at - 1) == "that" && page.is(head, Traits::PLURAL);
                return Some(if that { at } else { at - 1 });
            }
            if !before.any(Traits::WORD | Traits::CLITIC) || before.any(Traits::SMALL) {
                return Some(at);
            }
            if page.sentences.get(page.sentence_at(page.span(at).start)).is_some_and(|s| s.tokens.start == at)
            {
                return Some(at);
            }
            at -= 1;
        }
        if page.is(head, Traits::PLURAL) { Some(head) } else { None }
    }

    /// Whether a token has its capital perhaps only from its place.
    pub(super) fn opens_sentence(&self, token: usize) -> bool {
        let page = self.page;
        let sentence = page.sentences.get(page.sentence_at(page.span(token).start));
        sentence.is_none_or(|s| s.tokens.start == token)
            || !page.is(token.wrapping_sub(1), Traits::WORD | Traits::COMMA)
    }

    /// A description by the article's own words.
    pub(super) fn describe_tokens(
        &mut self,
        tokens: Range<usize>,
        kind: SpeakerType,
        traits: Traits,
    ) -> Option<Found> {
        let page = self.page;
        let span = page.extent(tokens.clone());
        let mut name = clean(span.of(page.text));
        let first = page.traits(tokens.start);
        let named = self.mentions.at(tokens.start).is_some() || first.any(Traits::ACRONYM);
        let all = tokens.clone().all(|i| page.is(i, Traits::CAPITAL | Traits::CONJUNCTION));
        let proper = named
            || all && tokens.len() > 1
            || first.any(Traits::DEMONYM)
            || !self.opens_sentence(tokens.start);
        if first.any(Traits::CAPITAL) && (!proper || first.any(Traits::SMALL)) {
            let mut chars = name.chars();
            if let Some(first) = chars.next() {
                name = first.to_lowercase().chain(chars).collect();
            }
        }
        let head = self.head(&tokens);
        let found = self.describe(name, kind, traits, span)?;
        if let Target::Described(described) = found.target {
            self.note_head(head, described);
        }
        Some(found)
    }

    /// Who was last described by the same noun, and by no other words than these.
    pub(super) fn described_before(&self, phrase: Range<usize>) -> Option<usize> {
        let page = self.page;
        let head = self.head(&phrase);
        let known = self.by_head.get(&hash(page.word(head)))?;
        let start = page.span(phrase.start).start;
        let modifiers = |tokens: Range<usize>| {
            let noun = hash(page.word(head));
            let tells = |i: &usize| page.is(*i, Traits::WORD) && !page.is(*i, Traits::SMALL);
            tokens.filter(tells).map(|i| hash(page.word(i))).filter(move |&w| w != noun)
        };
        known.iter().rev().take(DESCRIPTIONS).copied().find(|&d| {
            let mention = self.described[d].mention;
            // “the Agrarian candidate” is not “the Unionist candidate”.
            let theirs: Vec<u64> = modifiers(page.tokens_in(mention)).collect();
            let fits = theirs.is_empty() || modifiers(phrase.clone()).all(|w| theirs.contains(&w));
            mention.end <= start && fits
        })
    }

    /// Makes somebody described findable by the noun.
    pub(super) fn note_head(&mut self, head: usize, described: usize) {
        let known = self.by_head.entry(hash(self.page.word(head))).or_default();
        if known.last() != Some(&described) {
            known.push(described);
        }
    }

    /// The noun at the head of a description.
    fn head(&self, phrase: &Range<usize>) -> usize {
        let page = self.page;
        // “some of the state's energy experts”
        let of = page.is(phrase.start, Traits::INDEFINITE) && page.word(phrase.start + 1) == "of";
        let start = if of && phrase.len() > 2 { phrase.start + 2 } else { phrase.start };
        let last = phrase_end(page, start, phrase.end).max(start + 1) - 1;
        (start..=last).rev().find(|&i| page.is(i, Traits::NOUN)).unwrap_or(last)
    }

    pub(super) fn describe(
        &mut self,
        name: String,
        kind: SpeakerType,
        traits: Traits,
        mention: Span,
    ) -> Option<Found> {
        let key = name.to_lowercase();
        let key = ["the ", "a ", "an "].iter().find_map(|article| key.strip_prefix(article)).unwrap_or(&key);
        let described = match self.by_text.get(key) {
            Some(&known) => known,
            None => {
                self.described.push(Described { name, kind, traits, mention, is: None });
                self.by_text.insert(key.to_owned(), self.described.len() - 1);
                self.described.len() - 1
            }
        };
        Found::new(Target::Described(described), ResolvedBy::Description, 0.75)
    }
}

pub(super) fn possessive_of(name: &str) -> String {
    format!("{name}'s")
}
