//! One paragraph, as far as it has been read.

use crate::convention::{Convention, Domain};
use crate::finding::{ByPlace, Finding};
use crate::learned::tagged::{CueReadings, Labelling, TaggedParagraph};
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::folded::FoldedParagraph;
use std::ops::Range;

/// A paragraph and what each step of reading made of it; the space is used again for
/// the next.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Its number among the paragraphs with sentences.
    pub(crate) number: usize,
    /// Its index in `Article::paragraphs`.
    pub(crate) paragraph: usize,
    /// Its sentences, in `Document::sentences`.
    pub(crate) sentences: Range<usize>,
    /// Whether it begins with a speaker's label, as in a transcript; then nothing more
    /// is read of it.
    pub(crate) transcript: bool,
    /// The quotation whose inside is read, by its index in the folded paragraph; none if
    /// it is the paragraph itself.
    pub(crate) within: Option<usize>,
    pub(crate) folded: FoldedParagraph,
    /// What the rules found; once that is decided, what is taken.
    pub(crate) findings: Vec<Finding>,
    pub(crate) labelling: Labelling,
    pub(crate) cue_readings: CueReadings,
}

impl Reading {
    /// Prepares for a paragraph.
    pub(crate) fn begin(
        &mut self,
        number: usize,
        paragraph: usize,
        sentences: Range<usize>,
        transcript: bool,
    ) {
        (self.number, self.paragraph, self.sentences, self.transcript) =
            (number, paragraph, sentences, transcript);
        self.within = None;
        self.cue_readings = CueReadings::default();
        self.findings.clear();
    }

    /// Prepares for the inside of a quotation of a paragraph.
    pub(crate) fn begin_inside(&mut self, paragraph: &Reading, quotation: usize) {
        self.begin(paragraph.number, paragraph.paragraph, paragraph.sentences.clone(), false);
        self.within = Some(quotation);
        self.folded.quotations.clone_from(&paragraph.folded.quotations);
    }

    /// What a model is told that this is.
    pub(crate) fn domain(&self, convention: Convention) -> Domain {
        match convention {
            Convention::Polnear => Domain::Polnear,
            Convention::News if self.within.is_some() => Domain::Inside,
            Convention::News => Domain::News,
        }
    }

    /// What proposers look at.
    pub(crate) fn tagged<'a>(
        &'a self,
        vocabulary: &'a Vocabulary,
        text: &'a str,
        convention: Convention,
    ) -> TaggedParagraph<'a> {
        TaggedParagraph {
            convention,
            vocabulary,
            text,
            folded: &self.folded,
            rules: ByPlace::new(&self.findings),
            labelling: &self.labelling,
            cue_readings: &self.cue_readings,
        }
    }
}
