//! Mixtures: what a rule found, with the content or the source that was learned.

use crate::finding::Finding;
use crate::origin::{Mixture, Origin};

/// A rule's finding with the content, and so the borders, of another.
pub(super) fn with_borders(rule: &Finding, other: &Finding) -> Finding {
    Finding { content: other.content.clone(), origin: Origin::Mixed(Mixture::Borders), ..rule.clone() }
}

/// A rule's finding with the source of another.
pub(super) fn with_source(rule: &Finding, other: &Finding) -> Finding {
    Finding { source: other.source.clone(), origin: Origin::Mixed(Mixture::Source), ..rule.clone() }
}
