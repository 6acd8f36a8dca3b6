//! What compares drafts with sources: built once, shared by all threads.

use crate::claim::Claim;
use crate::finding::finding;
use crate::qualifiers::Qualifiers;
use crate::reading::{Analysed, Reading};
use aggregate::Vocabulary;
use lexicon::Lexicon;
use records::Finding;

/// Compares the claims of drafts with sources.
#[derive(Clone, Debug)]
pub struct Verifier {
    vocabulary: Vocabulary,
    qualifiers: Qualifiers,
}

impl Verifier {
    /// Compiles the word lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        let vocabulary = Vocabulary::new(lexicon);
        Self { qualifiers: Qualifiers::new(lexicon, &vocabulary), vocabulary }
    }

    /// An article, ready to be compared.
    pub fn read(&self, analysed: Analysed) -> Reading {
        Reading::new(&self.vocabulary, analysed)
    }

    /// The quotations, claims and statements of a draft, in the order of the text.
    pub fn claims(&self, draft: &Reading) -> Vec<Claim> {
        Claim::all(&self.vocabulary, draft)
    }

    /// What the sources say about a claim. `None` for a statement in the draft's own voice
    /// that no source has as what somebody says: that is the draft's own business.
    pub fn finding(&self, draft: &Reading, claim: &Claim, sources: &[&Reading]) -> Option<Finding> {
        finding(&self.qualifiers, draft, claim, sources)
    }
}
