//! A name in the text, and what names name.

use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A name in the text, before it is known whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// The tokens of the name with its titles: “Lt. Col. Ramón Teixeira Duarte”.
    pub(crate) titled: Range<usize>,
    /// The tokens of the name itself; never empty.
    pub(crate) tokens: Range<usize>,
    /// What it names, as far as its own words tell.
    pub(crate) kind: EntityKind,
    /// Gender, kinds of bodies, titles.
    pub(crate) traits: Traits,
    /// A single word that may have its capital only because it opens the sentence.
    pub(crate) weak: bool,
    /// An ordinary word, and a name only if somebody of that surname is known.
    pub(crate) common: bool,
    /// Modifies the noun after it: “the Nestor Plus kettle”.
    pub(crate) attributive: bool,
}

impl Name {
    /// A name that is certain, without titles.
    pub(crate) fn plain(tokens: Range<usize>, kind: EntityKind, traits: Traits) -> Self {
        Self { titled: tokens.clone(), tokens, kind, traits, weak: false, common: false, attributive: false }
    }

    /// The name, certainly a person's if it is one of those single words.
    pub(super) fn known_lone(self, page: &Page, lone: &FxHashSet<u64>) -> Self {
        let is_lone = self.kind == EntityKind::Unknown
            && self.tokens.len() == 1
            && !self.attributive
            && lone.contains(&hash(page.bare_name(self.tokens.start)));
        if is_lone { Self { kind: EntityKind::Person, weak: false, ..self } } else { self }
    }

    /// Whether titles come before the name.
    pub(crate) fn has_title(&self) -> bool {
        self.titled.start < self.tokens.start
    }
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntityKind {
    Person,
    /// A company, authority, paper or other organisation.
    Body,
    Unknown,
}
