//! What a source leads to.

use text::ResolvedBy;

/// Whom a source means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Referent {
    /// Somebody named, as an index of `People::entities`.
    Named(usize),
    /// Somebody known only by a description, as an index of `Descriptions`.
    Described(usize),
}

/// Whom one source means, by what, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) referent: Referent,
    pub(super) by: ResolvedBy,
    /// Between 0 and 1.
    pub(super) confidence: f32,
}

impl Link {
    /// A link to somebody named.
    pub(super) fn named(entity: usize, by: ResolvedBy, confidence: f32) -> Self {
        Self { referent: Referent::Named(entity), by, confidence }
    }

    /// A link by a description.
    pub(super) fn by_description(referent: Referent, confidence: f32) -> Self {
        Self { referent, by: ResolvedBy::Description, confidence }
    }

    /// The same link, less sure.
    pub(super) fn times(self, factor: f32) -> Self {
        Self { confidence: self.confidence * factor, ..self }
    }
}
