//! Conversations: transcripts with “Q:” and “A:”, quotations that change hands
//! without a word, and quotations that go on.

use super::{Found, Resolving, Target};
use crate::people::name::EntityKind;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use text::{ResolvedBy, Span, SpeakerType};

/// An exchange is looked for among as many attributions before.
const EXCHANGE: usize = 4;

/// Who talks in a transcript.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interview {
    paper: Option<usize>,
    guest: Option<usize>,
}

impl Resolving<'_> {
    /// Who asks or answers in a transcript, by the label at a token.
    pub(super) fn label(&mut self, label: &str, token: usize) -> Option<Found> {
        let interview = match self.interview {
            Some(known) => known,
            None => Interview { paper: self.interviewer(token), guest: self.guest(token) },
        };
        self.interview = Some(interview);
        let by = ResolvedBy::Continuation;
        match (label, interview.paper) {
            ("A", _) => Found::new(Target::Named(interview.guest?), by, 0.7),
            (_, Some(paper)) => Found::new(Target::Named(paper), by, 0.6),
            (_, None) => self.describe(
                "the interviewer".to_owned(),
                SpeakerType::Unnamed,
                Traits::default(),
                self.page.span(token),
            ),
        }
    }

    /// The person whom the article's own words name most before a token.
    fn guest(&self, token: usize) -> Option<usize> {
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        for mention in self.mentions.within(0..token) {
            if !mention.quoted && self.is_person(mention.entity) {
                *counts.entry(mention.entity).or_default() += 1;
            }
        }
        // Of two named as often the first.
        counts.into_iter().max_by_key(|&(e, count)| (count, Reverse(e))).map(|(e, _)| e)
    }

    /// “She spoke to the Tribune”: the paper asks.
    fn interviewer(&self, token: usize) -> Option<usize> {
        let page = self.page;
        let asks = |start: usize| {
            let before = start - usize::from(page.is(start.wrapping_sub(1), Traits::DEFINITE));
            let verb = page.word(before.wrapping_sub(2));
            page.word(before.wrapping_sub(1)) == "told"
                || matches!(page.word(before.wrapping_sub(1)), "to" | "with" | "by")
                    && ["spoke", "speaks", "spoken", "speaking", "talked", "talks", "talking", "interviewed"]
                        .contains(&verb)
        };
        let mentions = self.mentions.within(0..token);
        mentions
            .iter()
            .filter(|m| !m.quoted && m.start > 2 && self.people.entities[m.entity].kind != EntityKind::Person)
            .find(|m| asks(m.start))
            .map(|m| m.entity)
    }

    /// Who speaks in a quotation that has no words of attribution, where it
    /// answers the one before, or asks back: “To whom?” “To the church.”
    ///
    /// `before` are the attributions before it. `None` if it only goes on.
    pub(super) fn other_side(&self, of: usize, before: &[usize]) -> Option<Target> {
        let last = *before.last()?;
        let own = *self.found[of].content.first()?;
        let theirs = self.found[last].content.last()?.end;
        let end = self.end(last);
        let gap = self.page.text.get(end..own.start)?;
        if gap.chars().any(char::is_alphanumeric) {
            return None;
        }
        let speaker = self.results[last]?.target;
        let scene = &before[before.len().saturating_sub(EXCHANGE)..];
        let other = scene.iter().rev().filter_map(|&i| self.results[i]).find(|f| f.target != speaker)?;
        // A quotation that is left open goes on in the next paragraph.
        let closed =
            end > theirs || gap.matches(['”', '»', '’']).count() > 0 || gap.matches(['"', '\'']).count() > 1;
        let quoted = self.found[last].kind == text::Kind::Direct;
        let adjacent = closed && quoted && !gap.contains('\n');
        let asked = scene.iter().any(|&i| self.asks(i));
        let turns = (closed || !quoted) && asked && (self.asks(last) != self.asks(of));
        (adjacent || turns).then_some(other.target)
    }

    /// Where the words of an attribution end, those about it included.
    fn end(&self, of: usize) -> usize {
        let found = &self.found[of];
        let source = found.source.iter().filter(|_| !found.continues);
        let details = [found.addressee, found.medium, found.when];
        let parts = found.content.iter().chain(&found.cue).chain(source);
        parts.chain(details.iter().flatten()).map(|s| s.end).max().unwrap_or(0)
    }

    /// Whether an attribution is a question.
    fn asks(&self, of: usize) -> bool {
        let attribution = &self.found[of];
        let asked = |cue: &Span| cue.of(self.page.text).starts_with("ask");
        attribution.content.last().is_some_and(|c| ends_with_question(self.page, *c))
            || attribution.cue.iter().any(asked)
    }
}

fn ends_with_question(page: &Page, content: Span) -> bool {
    content.of(page.text).trim_end().ends_with('?')
}
