//! Everybody with a name, and how their names lead to them.

use super::name::EntityKind;
use super::roles::Roles;
use super::slots::{Slots, put, slots};
use crate::words::keys::{hash, hash_all};
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::Span;

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The fullest name, without titles.
    pub(crate) name: Span,
    /// The fullest name with its title.
    pub(crate) titled: Span,
    /// The name has a title, which must stay if only one word of the name is known.
    pub(crate) keeps_title: bool,
    pub(crate) kind: EntityKind,
    /// Gender, kinds of bodies.
    pub(crate) traits: Traits,
    /// What the article says they are.
    pub(crate) role: Option<Span>,
    /// How old, where the article says so.
    pub(crate) age: Option<u8>,
    /// How often the article names them.
    pub(crate) mentions: u32,
    /// Named with “the”: more than a town.
    pub(crate) definite: bool,
    /// The words of the name in `People::words`.
    pub(super) words: Range<usize>,
    /// Named only in a headline so far.
    pub(super) provisional: bool,
    /// Introduced as a relative of somebody: “her brother”.
    pub(super) is_kin: bool,
    /// The last mention, as an index of the article's mentions.
    pub(super) last: usize,
    /// The sentence of that mention.
    pub(super) last_sentence: usize,
}

impl Entity {
    /// Whether this is a person, as far as kind and gender tell.
    pub(crate) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
            || (self.kind == EntityKind::Unknown && self.traits.any(Traits::GENDER))
    }

    /// Whether this is a country, a region or a town.
    pub(crate) fn is_place(&self) -> bool {
        self.kind != EntityKind::Person && self.traits.any(Traits::PLACE)
    }

    /// Settles the kind, unless it is known.
    pub(crate) fn settle_kind(&mut self, kind: EntityKind) {
        if self.kind == EntityKind::Unknown {
            self.kind = kind;
        }
    }
}

/// How a single word leads to a name, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum NamePart {
    /// A surname, a single name or an acronym.
    Last,
    /// A given name, a family name in front, or the short form of a body.
    First,
    /// One of several surnames.
    Middle,
}

/// Everybody named in one article.
#[derive(Default)]
pub(crate) struct People {
    pub(crate) entities: Vec<Entity>,
    pub(crate) roles: Roles,
    /// The words of all names, as [`hash`] makes them.
    pub(super) words: Vec<u64>,
    /// By [`hash_all`] of a whole name.
    by_name: FxHashMap<u64, u32>,
    by_part: FxHashMap<(NamePart, u64), Slots>,
}

impl People {
    /// The words of an entity's name.
    pub(crate) fn words(&self, entity: usize) -> &[u64] {
        &self.words[self.entities[entity].words.clone()]
    }

    /// Whether an entity is known by a single word.
    pub(crate) fn has_one_word(&self, entity: usize) -> bool {
        self.entities[entity].words.len() == 1
    }

    /// Who is named by just these tokens, apart from small words between them; `None`
    /// for a single word, which may be part of anybody's name.
    pub(crate) fn named_exactly(&self, page: &Page, tokens: Range<usize>) -> Option<usize> {
        let own: Vec<u64> = tokens
            .filter(|&i| page.is(i, Traits::CAPITAL) && !page.is(i, Traits::DETERMINER))
            .map(|i| hash(page.word(i)))
            .collect();
        self.of_name(&own).filter(|_| own.len() > 1)
    }

    /// Everybody who shares an entity's surname.
    pub(crate) fn of_surname(&self, entity: usize) -> Vec<usize> {
        let last = self.words(entity).last().copied().unwrap_or_default();
        self.of_part(NamePart::Last, last).collect()
    }

    /// Everybody known by more than a surname who has this one.
    pub(crate) fn of_family(&self, surname: u64) -> Vec<usize> {
        self.of_part(NamePart::Last, surname).filter(|&entity| !self.has_one_word(entity)).collect()
    }

    /// Who was first known by all of these words.
    pub(super) fn of_name(&self, words: &[u64]) -> Option<usize> {
        self.by_name.get(&hash_all(words)).map(|&entity| entity as usize)
    }

    /// Everybody of whose name a word is this part.
    pub(super) fn of_part(&self, part: NamePart, word: u64) -> impl Iterator<Item = usize> + use<'_> {
        slots(&self.by_part, (part, word))
    }

    /// Makes an entity findable by all of these words, unless they lead to somebody.
    pub(super) fn add_name(&mut self, words: &[u64], entity: usize) {
        self.by_name.entry(hash_all(words)).or_insert(entity as u32);
    }

    /// Makes an entity findable by its whole name, unless that leads to somebody.
    pub(super) fn add_own_name(&mut self, entity: usize) {
        let key = hash_all(self.words(entity));
        self.by_name.entry(key).or_insert(entity as u32);
    }

    /// Makes an entity findable by a word that is this part of their name.
    pub(super) fn add_part(&mut self, part: NamePart, word: u64, entity: usize) {
        put(&mut self.by_part, (part, word), entity as u32);
    }
}
