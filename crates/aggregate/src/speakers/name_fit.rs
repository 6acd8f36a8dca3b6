//! The ways in which one name can stand for another.

/// How well one name can stand for another, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameMatch {
    No,
    /// Another spelling, or somebody else.
    Unlikely,
    /// Somebody, or a son of the same name.
    Generation,
    /// Initials, short forms, acronyms.
    Maybe,
    /// The same words with more between them, or in another order.
    Same,
    Equal,
}
