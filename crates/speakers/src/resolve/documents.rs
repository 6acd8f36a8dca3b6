//! Documents, and who speaks through them.

use super::outcome::clean;
use super::{Described, Found, Resolving, Target};
use crate::words::{Traits, hash};
use std::ops::Range;
use text::{ResolvedBy, SpeakerType};

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
        let mut issuer = None;
        if let Some(possessive) =
            (start + 1..core).rev().find(|&i| page.is_possessive(i) && !self.inside_name(i))
        {
            issuer = Some(start..possessive);
        } else if page.is(start, Traits::POSSESSIVE) {
            issuer = Some(start..start + 1);
        } else if let Some(by) = (core..s0.end).find(|&i| matches!(page.word(i), "by" | "from")) {
            let restrictive =
                (core..by).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen");
            let by = (by..s0.end).find(|&i| page.word(i) == "by").unwrap_or(by);
            // Not “a paper seen by the Dispatch”.
            let issued = by == core || page.is(by - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR);
            if issued && !restrictive {
                issuer = Some(by + 1..tokens.end);
            }
        }
        if let Some(issuer) = issuer.filter(|_| issued)
            && let Some(found) = self.mention(issuer, of, depth + 1)
            && (self.kind_of(found.target) == SpeakerType::Organization
                || page.is(start, Traits::POSSESSIVE)
                || (traits.any(Traits::MESSAGE) && self.kind_of(found.target) != SpeakerType::Document))
        {
            let head = hash(page.word(head));
            let known = self.by_head.get(&head).copied().filter(|&d| {
                page.is(start, Traits::DEFINITE)
                    && self.described[d].kind == SpeakerType::Document
                    && self.described[d].is.is_none()
            });
            if let Some(known) = known {
                // “a report said … The report by the Union said …”
                self.described[known].is = Some(found.target);
            } else {
                let stand_in = self.described.len();
                self.described.push(Described {
                    name: clean(page.extent(s0.clone()).of(page.text)),
                    kind: SpeakerType::Document,
                    traits,
                    mention: page.extent(s0),
                    is: Some(found.target),
                });
                self.by_head.insert(head, stand_in);
            }
            return Found::new(found.target, ResolvedBy::Description, found.confidence * 0.9);
        }
        let end = (core..s0.end).find(|&i| page.is(i, Traits::RELATIVE | Traits::PRONOUN)).unwrap_or(s0.end);
        let definite = page.is(start, Traits::DEFINITE) && core - start <= 3;
        if definite && let Some(&known) = self.by_head.get(&hash(page.word(head))) {
            return Found::new(self.settled(Target::Described(known)), ResolvedBy::Description, 0.7);
        }
        self.describe_tokens(start..end, SpeakerType::Document, traits)
    }
}
