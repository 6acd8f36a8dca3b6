//! Where the people and bodies of an article are named.

use std::ops::Range;

/// How many mentions back the last one of an entity is looked for: some ten
/// paragraphs of dense news. Whoever was named longer ago is no longer what “the
/// chairman” means first, and a text of a hundred thousand names stays linear.
const LOOK_BACK: usize = 200;

/// One naming of an entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    /// The first token of the name, and the one after its last.
    pub(crate) tokens: (usize, usize),
    /// The first token of its titles, or of the name if it has none.
    pub(crate) start: usize,
    /// Index of its sentence.
    pub(crate) sentence: usize,
    /// Whose name it is, as an index of `People::entities`.
    pub(crate) entity: usize,
    /// In the position of a subject.
    pub(crate) subject: bool,
    /// After a preposition, or possesses something.
    pub(crate) oblique: bool,
    /// Inside a direct quotation.
    pub(crate) quoted: bool,
}

impl Mention {
    /// How many tokens the name has, titles apart.
    pub(crate) fn len(&self) -> usize {
        self.tokens.1 - self.tokens.0
    }
}

/// All mentions of an article, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Mentions(Vec<Mention>);

impl Mentions {
    /// Adds a mention that comes after all others, and gives its index.
    pub(super) fn push(&mut self, mention: Mention) -> usize {
        self.0.push(mention);
        self.0.len() - 1
    }

    /// The mention that starts at or covers a token.
    pub(crate) fn at(&self, token: usize) -> Option<&Mention> {
        let after = self.0.partition_point(|m| m.start <= token);
        self.0[..after].last().filter(|m| token < m.tokens.1)
    }

    /// The mentions whose names start inside some tokens.
    pub(crate) fn within(&self, tokens: Range<usize>) -> &[Mention] {
        let start = self.0.partition_point(|m| m.tokens.0 < tokens.start);
        let end = self.0.partition_point(|m| m.tokens.0 < tokens.end);
        &self.0[start..end.max(start)]
    }

    /// The latest `count` mentions whose names start before a token, latest first.
    pub(crate) fn latest(&self, before: usize, count: usize) -> impl Iterator<Item = &Mention> {
        self.within(0..before).iter().rev().take(count)
    }

    /// The mention that starts right at a token, titles included, and whose name starts
    /// before `limit`.
    pub(crate) fn starting_at(&self, token: usize, limit: usize) -> Option<&Mention> {
        self.within(token..limit).first().filter(|m| m.start == token)
    }

    /// The last mention of an entity that starts before a token, titles included.
    pub(crate) fn last_before(&self, entity: usize, token: usize) -> Option<&Mention> {
        let end = self.0.partition_point(|m| m.start < token);
        self.0[end.saturating_sub(LOOK_BACK)..end].iter().rev().find(|m| m.entity == entity)
    }

    /// Whether a token lies inside a name, neither its first token nor its last.
    pub(crate) fn inside_name(&self, token: usize) -> bool {
        self.at(token).is_some_and(|m| m.tokens.0 < token && token + 1 < m.tokens.1)
    }
}
