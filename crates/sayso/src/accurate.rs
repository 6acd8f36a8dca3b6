//! The transformer as a tagger of words beside the CRF.

use attribution::{LABELS, Model, QuotePosition, WordTagger, WordWorker};
use encoder::{Encoder, Word};
use std::ops::Range;

/// The transformer that comes with the program, and the model whose judge has
/// learned beside it; `model/README.md` says how.
pub(crate) fn embedded() -> (Box<dyn WordTagger>, Model) {
    let beside = Model::from_bytes(include_bytes!("../model/accurate.model"));
    (Box::new(Transformer(Encoder::embedded())), beside.expect("the embedded model is whole"))
}

/// The transformer of a file of weights.
#[cfg(feature = "train")]
pub(crate) fn read(bytes: &[u8]) -> Result<Box<dyn WordTagger>, encoder::WeightsError> {
    Ok(Box::new(Transformer(Encoder::from_bytes(bytes)?)))
}

#[derive(Debug)]
struct Transformer(Encoder);

impl WordTagger for Transformer {
    fn worker(&self) -> Box<dyn WordWorker + '_> {
        Box::new(Worker(self.0.worker()))
    }
}

#[derive(Debug)]
struct Worker<'e>(encoder::Worker<'e>);

impl WordWorker for Worker<'_> {
    fn label(&mut self, paragraphs: &[Vec<(&str, QuotePosition)>]) -> Vec<Vec<[f32; LABELS]>> {
        let place = |position: QuotePosition| match position {
            QuotePosition::Outside => encoder::Place::Outside,
            QuotePosition::Inside => encoder::Place::Inside,
            QuotePosition::Opens => encoder::Place::Opens,
            QuotePosition::Closes => encoder::Place::Closes,
        };
        let paragraphs: Vec<Vec<Word<'_>>> = paragraphs
            .iter()
            .map(|words| words.iter().map(|&(text, at)| Word { text, place: place(at) }).collect())
            .collect();
        self.0.labels(&paragraphs)
    }

    fn given(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<[f32; LABELS]>> {
        self.0.given(cues)
    }
}
