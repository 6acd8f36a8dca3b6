//! What compares drafts with sources: built once, shared by all threads.

use crate::claim::Claim;
use crate::finding::finding;
use crate::qualifiers::Qualifiers;
use crate::reading::{Analysed, Reading, Said};
use aggregate::Vocabulary;
use lexicon::Lexicon;
use records::Finding;
use std::cmp::Reverse;
use text::{Article, Attribution, Document, Speakers};

/// How many articles are compared with a claim because they share its words, and how many
/// because they share those of the whole draft: in these, short quotes are found, too.
pub const FOR_CLAIM: usize = 6;
/// See [`FOR_CLAIM`].
pub const FOR_DRAFT: usize = 6;

/// So few sources are all compared with every claim.
pub const FEW: usize = 12;

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
    pub fn read(&self, analysed: Analysed) -> Reading<'_> {
        let Analysed { article, document, attributions, speakers } = analysed;
        self.read_lazily(article, document, move |_| (attributions.clone(), speakers.clone()))
    }

    /// The same, but what is said in the article, and by whom, is asked of `analyse` only if
    /// it has the words of a claim.
    pub fn read_lazily<'a>(
        &'a self,
        article: Article,
        document: Document,
        analyse: impl Fn(&Article) -> (Vec<Attribution>, Speakers) + Send + Sync + 'a,
    ) -> Reading<'a> {
        let vocabulary = &self.vocabulary;
        let listen = Box::new(move |article: &Article| Said::new(vocabulary, analyse(article)));
        Reading::new(vocabulary, article, document, listen)
    }

    /// The quotations, claims and statements of a draft, in the order of the text.
    pub fn claims(&self, draft: &Reading) -> Vec<Claim> {
        Claim::all(&self.vocabulary, draft)
    }

    /// What sources that are all in memory say about a draft, in the order of its text.
    pub fn findings(&self, draft: &Reading, sources: &[Reading]) -> Vec<Finding> {
        let nearest = |features: &[u64], most: usize| -> Vec<usize> {
            if sources.len() <= FEW {
                return (0..sources.len()).collect();
            }
            let shared =
                |source: &Reading| features.iter().filter(|feature| source.has_pair(**feature)).count();
            let mut ranked: Vec<_> =
                sources.iter().map(shared).enumerate().filter(|(_, shared)| *shared > 0).collect();
            ranked.sort_by_key(|&(number, shared)| (Reverse(shared), number));
            ranked.into_iter().take(most).map(|(number, _)| number).collect()
        };
        let about = nearest(draft.pairs(), FOR_DRAFT);
        let of = |claim: &Claim| {
            let mut numbers = nearest(&claim.features(), FOR_CLAIM);
            numbers.extend(&about);
            numbers.sort_unstable();
            numbers.dedup();
            let sources: Vec<&Reading> = numbers.into_iter().map(|number| &sources[number]).collect();
            self.finding(draft, claim, &sources)
        };
        self.claims(draft).iter().filter_map(of).collect()
    }

    /// What the sources say about a claim. `None` for a statement in the draft's own voice
    /// that no source has as what somebody says: that is the draft's own business.
    pub fn finding(&self, draft: &Reading, claim: &Claim, sources: &[&Reading]) -> Option<Finding> {
        finding(&self.qualifiers, draft, claim, sources)
    }
}
