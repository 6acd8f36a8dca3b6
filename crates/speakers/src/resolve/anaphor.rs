//! A pronoun, or a description that serves as one, and where it is.

use super::context::Context;
use crate::words::traits::Traits;

/// What sort of antecedent a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AntecedentKind {
    /// he, she
    Person,
    /// it
    Thing,
    /// they
    Several,
}

/// A pronoun, or a description that serves as one, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Anaphor {
    pub(super) kind: AntecedentKind,
    /// Its gender; empty if it tells none.
    pub(super) gender: Traits,
    pub(super) token: usize,
    /// The attribution in whose source it lies.
    pub(super) attribution: usize,
    /// The index of its sentence.
    pub(super) sentence: usize,
    /// How many sentences of narrative come before its own.
    pub(super) narrated_before: u32,
    /// The innermost attribution in whose content its own lies.
    pub(super) outer: Option<usize>,
    /// That one is a direct quotation.
    pub(super) inside_quote: bool,
}

impl Anaphor {
    pub(super) fn new(
        ctx: &Context,
        kind: AntecedentKind,
        gender: Traits,
        token: usize,
        attribution: usize,
    ) -> Self {
        let sentence = ctx.page.sentence_of(token).min(ctx.narrated_before.len().saturating_sub(1));
        let outer = ctx.outer[attribution];
        Self {
            kind,
            gender,
            token,
            attribution,
            sentence,
            narrated_before: ctx.narrated_before.get(sentence).copied().unwrap_or(0),
            outer,
            inside_quote: outer.is_some_and(|o| ctx.is_direct(o)),
        }
    }

    /// Whether a relative pronoun comes right before it: “the officer who | she said …”.
    pub(super) fn follows_relative(&self, ctx: &Context) -> bool {
        matches!(ctx.page.word(self.token.wrapping_sub(1)), "who" | "whom" | "which" | "that")
    }

    /// Whether somebody of such gender can be meant, as far as both are known.
    pub(super) fn agrees(&self, traits: Traits) -> bool {
        let known = traits.only(Traits::GENDER);
        known.is_empty() || self.gender.is_empty() || known.any(self.gender)
    }
}
