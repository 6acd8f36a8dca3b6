//! Documents, and who speaks through them.

use super::outcome::clean;
use super::{Described, Found, Resolving, Target};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{ResolvedBy, Span, SpeakerType};

/// The titles that an article gives to documents, by their nouns: “the paper
/// titled “Peat and Its Keepers””, from the noun on.
pub(super) fn titles(page: &Page) -> FxHashMap<u64, Span> {
    let mut titles = FxHashMap::default();
    for sentence in page.sentences {
        for mark in sentence.tokens.clone().skip(2).filter(|&i| page.is(i, Traits::QUOTE)) {
            if !matches!(page.word(mark - 1), "titled" | "entitled" | "called" | "headed") {
                continue;
            }
            let noun = mark - 2 - usize::from(page.is(mark - 2, Traits::COMMA));
            let end = (mark + 1..sentence.tokens.end)
                .find(|&i| page.is(i, Traits::QUOTE) && !page.is_plural_possessive(i));
            if let Some(mut end) = end
                && page.is(noun, Traits::DOCUMENT)
            {
                if page.is(end - 1, Traits::COMMA | Traits::MARK) {
                    end -= 1;
                }
                if end > mark + 1 {
                    titles.entry(hash(page.word(noun))).or_insert_with(|| page.extent(noun..end));
                }
            }
        }
    }
    titles
}

impl Resolving<'_> {
    /// A document: its issuer if the text names one.
    pub(super) fn document(
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
        let issued = traits.any(Traits::ISSUED);
        if let Some(issuer) = self.issuer(tokens, &s0, core).filter(|_| issued)
            && let Some(found) = self.mention(issuer, of, depth + 1)
            && (self.kind_of(found.target) == SpeakerType::Organization
                || page.is(start, Traits::POSSESSIVE)
                || (traits.any(Traits::MESSAGE) && self.speaks(found.target)))
        {
            let unsigned = self.described_before(start..core).filter(|&d| {
                page.is(start, Traits::DEFINITE)
                    && self.described[d].kind == SpeakerType::Document
                    && self.described[d].is.is_none()
            });
            match unsigned {
                // “a report said … The report by the Union said …”
                Some(unsigned) => self.described[unsigned].is = Some(found.target),
                None => self.note_document(s0, head, found.target),
            }
            return Found::new(found.target, ResolvedBy::Description, found.confidence * 0.9);
        }
        if !issued && let Some(owned) = self.owned(&s0, core, of, depth) {
            return Some(owned);
        }
        let known = match core - start <= 3 && page.is(start, Traits::DEFINITE) {
            true => self.described_before(start..core),
            // “another release” is by whoever made the statement before.
            false if traits.any(Traits::MESSAGE) && self.is_further(start) => self.last_message,
            false => None,
        };
        if let Some(known) = known {
            return Found::new(self.settled(Target::Described(known)), ResolvedBy::Description, 0.7);
        }
        if let Some(title) = self.titles.get(&hash(page.word(head))).copied() {
            let name = clean(title.of(page.text));
            let name = if name.contains('“') { name + "”" } else { name + "\"" };
            let found = self.describe(name, SpeakerType::Document, traits, title)?;
            if let Target::Described(described) = found.target {
                self.described[described].mention = page.extent(s0);
                self.note_head(head, described);
            }
            return Some(found);
        }
        let end = (core..s0.end).find(|&i| page.is(i, Traits::RELATIVE | Traits::PRONOUN)).unwrap_or(s0.end);
        self.describe_tokens(start..end, SpeakerType::Document, traits)
    }

    /// Whether a target can be taken for somebody at all.
    fn speaks(&self, target: Target) -> bool {
        match target {
            Target::Named(_) => true,
            Target::Described(d) => {
                let described = &self.described[d];
                described.kind != SpeakerType::Document && described.traits.any(Traits::NOUN | Traits::FIRST)
            }
        }
    }

    /// The mention of whoever made a document.
    fn issuer(&self, tokens: &Range<usize>, s0: &Range<usize>, core: usize) -> Option<Range<usize>> {
        let page = self.page;
        let start = s0.start;
        if let Some(possessive) =
            (start + 1..core).rev().find(|&i| page.is_possessive(i) && !self.inside_name(i))
        {
            return Some(start..possessive);
        }
        if page.is(start, Traits::POSSESSIVE) {
            return Some(start..start + 1);
        }
        let by = (core..s0.end).find(|&i| matches!(page.word(i), "by" | "from"))?;
        let restrictive =
            (core..by).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen");
        let by = (by..s0.end).find(|&i| page.word(i) == "by").unwrap_or(by);
        // Not “a paper seen by the Dispatch”.
        let issued = by == core || page.is(by - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR);
        (issued && !restrictive).then_some(by + 1..tokens.end)
    }

    /// “another statement”, “a second statement”
    fn is_further(&self, start: usize) -> bool {
        let further = ["another", "second", "third", "further", "later", "separate", "subsequent"];
        (start..start + 2).any(|i| further.iter().any(|f| self.page.word(i).eq_ignore_ascii_case(f)))
    }

    /// What somebody said something through speaks for them later on: “said in
    /// a statement … The statement added …”
    pub(super) fn note_medium(&mut self, medium: Span, target: Target) {
        let page = self.page;
        let tokens = page.tokens_in(medium);
        let head = tokens.clone().rev().find(|&i| page.is(i, Traits::WORD));
        if let Some(head) = head.filter(|&head| page.is(head, Traits::ISSUED)) {
            self.note_document(tokens, head, target);
        }
    }

    /// A document that speaks for somebody.
    fn note_document(&mut self, tokens: Range<usize>, head: usize, issuer: Target) {
        let page = self.page;
        let mention = page.extent(tokens);
        self.described.push(Described {
            name: clean(mention.of(page.text)),
            kind: SpeakerType::Document,
            traits: page.traits(head),
            mention,
            is: Some(issuer),
        });
        let document = self.described.len() - 1;
        self.note_head(head, document);
        if page.is(head, Traits::MESSAGE) {
            self.last_message = Some(document);
        }
    }
}
