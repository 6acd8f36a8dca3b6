//! Whoever trains the ranker looks on while sources are resolved.

use super::facts::{Class, Evidence};

/// What is learned from: which candidates a source had, and which were right.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// The index of the attribution.
    pub(crate) attribution: usize,
    pub(crate) class: Class,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) right: Vec<bool>,
    /// The candidate that the ranker would take.
    pub(crate) best: usize,
}

/// Says for an attribution, by its index, whether a name is right.
pub type Judge = Box<dyn Fn(usize, &str) -> bool>;

/// Judges and notes all decisions.
pub(crate) struct Teacher {
    pub(crate) judge: Judge,
    /// Whether the right candidate is taken whatever the ranker says.
    pub(crate) leads: bool,
    pub(crate) decisions: Vec<Decision>,
}
