//! What the models are shown of gold articles.

use super::Words;
use super::gold::{self, Gold};
use crate::assemble::{span, transcript};
use crate::convention::Convention;
use crate::detector::{Detector, Worker, entered};
use crate::learned::decision::{Decider, Learned};
use crate::learned::label::Label;
use crate::learned::model::Model;
use crate::learned::proposers::candidates;
use crate::paragraph::folded::tokens_of;
use crate::paragraph::marks::{self, Quotation};
use crate::reading::Reading;
use text::{Article, Document, Role, Span};

/// One article to learn from.
pub struct Example {
    /// The article.
    pub article: Article,
    /// Its sentences and words.
    pub document: Document,
    /// Its gold attributions,
    pub gold: Vec<Gold>,
    /// and the convention by which these were annotated.
    pub convention: Convention,
}

impl Example {
    /// Folds each paragraph and applies the rules, as far as a model may learn from it:
    /// not those with a speaker's label.
    fn each_paragraph(&self, worker: &mut Worker<'_>, mut look: impl FnMut(&mut Reading)) {
        let Example { article, document, .. } = self;
        let transcript = transcript::paragraphs(worker.vocabulary, article, document);
        for (paragraph, sentences) in document.by_paragraph() {
            if transcript.binary_search(&paragraph).is_ok() {
                continue;
            }
            let mut reading = Reading::default();
            reading.begin(0, paragraph, sentences, false);
            worker.read(article, document, &mut reading);
            for quotation in entered(&reading, self.convention, true) {
                let mut inside = Reading::default();
                inside.begin_inside(&reading, quotation);
                worker.read(article, document, &mut inside);
                look(&mut inside);
            }
            look(&mut reading);
        }
    }

    /// The gold that is looked for in a paragraph, or inside of a quotation.
    fn gold_of(&self, reading: &Reading) -> Vec<Gold> {
        let quotations = &reading.folded.quotations;
        let is_inside = |gold: &&Gold, quotation: &Quotation| {
            let mut all = gold.content.iter().chain(&gold.cue);
            !gold.cue.is_empty()
                && all.all(|span| quotation.outer.start <= span.start && span.end <= quotation.outer.end)
        };
        let belongs = |gold: &&Gold| match reading.within {
            Some(quotation) => is_inside(gold, &quotations[quotation]),
            None if self.convention == Convention::News => {
                !quotations.iter().any(|quotation| is_inside(gold, quotation))
            }
            None => true,
        };
        self.gold.iter().filter(belongs).cloned().collect()
    }

    /// The labels of the elements of each paragraph, and of the inside of each quotation.
    pub(super) fn labels(&self, detector: &Detector) -> Vec<Vec<Label>> {
        let mut worker = detector.worker_by(self.convention);
        let mut all = Vec::new();
        self.each_paragraph(&mut worker, |reading| {
            let spans: Vec<Span> = reading.folded.elements.iter().map(|element| element.span).collect();
            all.push(gold::labels(&spans, &self.gold_of(reading)));
        });
        all
    }

    /// The candidates for the ranker: the evidence of each, and whether gold says that it
    /// is right.
    pub(super) fn candidates(
        &self,
        detector: &Detector,
        learned: &Learned,
        model: &Model,
    ) -> Vec<(Vec<u32>, bool)> {
        let Example { article, document, convention, .. } = self;
        let mut worker = detector.worker_by(*convention);
        let vocabulary = worker.vocabulary;
        let mut decider = Decider::new(vocabulary, learned, model, *convention);
        let mut all = Vec::new();
        self.each_paragraph(&mut worker, |reading| {
            let (gold, domain) = (self.gold_of(reading), reading.domain(*convention));
            decider.label_words(article, document, &mut [reading], 1.0);
            decider.label_for_cues(&mut [reading]);
            for candidate in candidates(&reading.tagged(vocabulary, &article.text, *convention)) {
                let content: Vec<Span> =
                    candidate.finding.content.iter().map(|piece| span(&reading.folded, piece)).collect();
                let source: Vec<Span> =
                    candidate.finding.source.iter().map(|range| span(&reading.folded, range)).collect();
                // A quotation that continues in the next sentences is joined to it
                // later: gold counts only as far as these sentences go.
                let sentences =
                    reading.folded.sentences.iter().map(|sentence| span(&reading.folded, sentence));
                let held = sentences
                    .filter(|sentence| content.iter().any(|piece| piece.overlaps(*sentence)))
                    .reduce(Span::to)
                    .unwrap_or_default();
                let right = gold.iter().any(|gold| gold::is_right(&content, &source, gold, held));
                let mut evidence = candidate.evidence;
                evidence.extend(evidence.clone().into_iter().filter_map(|key| domain.own(key)));
                all.push((evidence, right));
            }
        });
        all
    }

    /// The words of the body's paragraphs, those inside quotations too.
    pub(super) fn words(&self, worker: &mut Worker<'_>) -> Vec<Words> {
        let Example { article, document, gold, convention } = self;
        let mut all = Vec::new();
        self.each_paragraph(worker, |Reading { paragraph, sentences, folded, within, .. }| {
            if within.is_some() || article.paragraphs[*paragraph].role != Role::Body {
                return;
            }
            let tokens = tokens_of(document, sentences);
            let spans: Vec<Span> = tokens.iter().map(|token| token.span).collect();
            all.push(Words {
                article: article.id.clone(),
                convention: *convention,
                paragraph: *paragraph,
                words: spans.iter().map(|span| span.of(&article.text).to_owned()).collect(),
                places: marks::positions(&folded.quotations, tokens.len()),
                labels: gold::labels(&spans, gold),
                by_cue: gold::labels_by_cue(&spans, gold),
            });
        });
        all
    }
}
