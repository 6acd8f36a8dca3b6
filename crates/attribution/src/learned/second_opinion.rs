//! The second opinion: a word tagger that is asked about paragraphs in doubt, many
//! at once, of their words first and then of what belongs to each cue.

use crate::learned::crf::{Scratch, Tagger};
use crate::learned::cue_readings::{self, Given, Said};
use crate::learned::ranker::Judge;
use crate::learned::word_tagger::{self, WordTagger, WordWorker};
use crate::paragraph::folded::tokens_of;
use crate::paragraph::marks;
use crate::reading::Reading;
use std::ops::Range;
use text::{Article, Document};

/// A second opinion on the words of paragraphs.
#[derive(Debug)]
pub(crate) struct Second {
    pub(crate) words: Box<dyn WordTagger>,
    /// Judges what comes of both opinions.
    pub(crate) judge: Judge,
    /// It is asked where the model doubts this much.
    pub(crate) doubt: f32,
}

/// Asks the word tagger about paragraphs that the CRF has seen: what it says of
/// the words joins what the CRF says, and it says what belongs to each cue.
pub(crate) fn ask(
    worker: &mut dyn WordWorker,
    tagger: &Tagger,
    scratch: &mut Scratch,
    (article, document): (&Article, &Document),
    readings: &mut [&mut Reading],
) {
    let paragraphs: Vec<_> = readings
        .iter()
        .map(|reading| {
            let tokens = tokens_of(document, &reading.sentences);
            let texts = tokens.iter().map(|token| token.span.of(&article.text));
            texts.zip(marks::positions(&reading.view.quotations, tokens.len())).collect()
        })
        .collect();
    let rows = worker.label(&paragraphs);

    // The cues of each paragraph, and of which words each is.
    let mut cues: Vec<(usize, Range<usize>)> = Vec::new();
    let mut asked = Vec::new();
    for (number, (reading, rows)) in readings.iter_mut().zip(&rows).enumerate() {
        let elements = &reading.view.elements;
        let words = word_tagger::unfolded(tokens_of(document, &reading.sentences), elements);
        word_tagger::add(word_tagger::folded(rows, &words, elements), &mut reading.scores);
        reading.decide(tagger, scratch);
        for cue in cue_readings::cues(&reading.found, &reading.best, &reading.probabilities) {
            let of_words = words[cue.start].start..words[cue.end - 1].end;
            if !of_words.is_empty() {
                asked.push((number, of_words));
                cues.push((number, cue));
            }
        }
        reading.said = Said { words, given: Vec::new() };
    }
    for ((number, cue), rows) in cues.into_iter().zip(worker.given(&asked)) {
        let Reading { view, said, .. } = &mut *readings[number];
        let elements = word_tagger::folded(&rows, &said.words, &view.elements).map(Option::unwrap_or_default);
        let elements = elements.collect();
        said.given.push(Given { cue, words: rows, elements });
    }
}
