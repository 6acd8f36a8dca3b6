//! What the rules found, but for what is settled without the ranker.

use super::Proposer;
use crate::finding::Finding;
use crate::learned::tagged::TaggedParagraph;

pub(crate) struct Rules;

impl Proposer for Rules {
    fn propose(&self, paragraph: &TaggedParagraph<'_>, _: &[Finding]) -> Vec<Finding> {
        paragraph.rules.all.iter().filter(|finding| !finding.is_settled()).cloned().collect()
    }
}
