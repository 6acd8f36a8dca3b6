//! One article's attributions so far, and what one paragraph leaves to the next.

use super::quoted_next::QuotedNext;
use crate::lexical::vocabulary::Vocabulary;
use text::{Article, Attribution, Kind, Span};

/// How the reporter says who asks.
pub(super) const REPORTER: &str = "I";

/// The attributions of one article so far.
pub(crate) struct Assembly<'a> {
    pub(super) article: &'a Article,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) attributions: Vec<Attribution>,
    /// Where those of the paragraph being added begin.
    pub(super) first: usize,
    pub(super) carry: Carry,
    /// Whether all claims that were found inside of a quotation are attributed as well.
    pub(super) nests: bool,
}

/// What one paragraph leaves to the next.
#[derive(Default)]
pub(super) struct Carry {
    /// A cue that ended in a colon: “Caddell continued:”.
    pub(super) introduction: Option<Attribution>,
    /// Whose words follow if the next paragraph is a block quotation.
    pub(super) quoted_next: Option<QuotedNext>,
    /// Whether the paragraph ended inside a quotation of the last attribution.
    pub(super) open: bool,
    /// The last attribution, and the number of its paragraph.
    pub(super) last: Option<(usize, usize)>,
    /// Who was introduced since that attribution, and the number of the paragraph.
    pub(super) introduced: Option<(Span, usize)>,
    /// The paragraphs since the last signature, without a gap.
    pub(super) paragraphs: Vec<ParagraphBefore>,
}

/// A paragraph, and where its attributions begin.
#[derive(Clone, Copy)]
pub(super) struct ParagraphBefore {
    pub(super) number: usize,
    pub(super) span: Span,
    pub(super) sentence: usize,
    pub(super) first: usize,
}

impl<'a> Assembly<'a> {
    /// Of an article of which nothing was read yet; it `nests` if a model decides what is
    /// claimed inside of quotations, by a convention in which that counts.
    pub(crate) fn new(article: &'a Article, vocabulary: &'a Vocabulary, nests: bool) -> Self {
        let (attributions, carry) = (Vec::new(), Carry::default());
        Self { article, vocabulary, attributions, first: 0, carry, nests }
    }

    /// Adds an attribution of paragraph `number`; not what the reporter says or asks: “When
    /// I suggest that it is late, he laughs. “It is.””
    pub(super) fn push(&mut self, attribution: Attribution, number: usize) {
        let text = &self.article.text;
        let is_reporter = attribution.source.first().is_some_and(|source| source.of(text) == REPORTER);
        if is_reporter && attribution.kind == Kind::Indirect {
            return;
        }
        self.carry.introduced = None;
        self.attributions.push(attribution);
        self.carry.last = Some((self.attributions.len() - 1, number));
    }
}
