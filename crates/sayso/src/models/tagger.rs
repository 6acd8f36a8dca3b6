//! A network of the crate `encoder` as the word tagger beside the rules.

use attribution::{Convention, LabelRow, QuotePosition, TaggerSize, WordTagger, WordWorker};
use encoder::{Encoder, Size, Word};
use std::ops::Range;

/// A network that ships with the program.
pub(crate) fn embedded(size: TaggerSize) -> Box<dyn WordTagger> {
    let size = match size {
        TaggerSize::Small => Size::Small,
        TaggerSize::Large => Size::Large,
    };
    Box::new(Network(Encoder::embedded(size)))
}

/// The network in a file of weights.
#[cfg(feature = "train")]
pub(crate) fn read(bytes: &[u8]) -> Result<Box<dyn WordTagger>, encoder::WeightsError> {
    Ok(Box::new(Network(Encoder::from_bytes(bytes)?)))
}

#[derive(Debug)]
struct Network(Encoder);

impl WordTagger for Network {
    fn worker(&self) -> Box<dyn WordWorker + '_> {
        Box::new(Worker(self.0.worker()))
    }
}

#[derive(Debug)]
struct Worker<'e>(encoder::Worker<'e>);

impl WordWorker for Worker<'_> {
    fn label(
        &mut self,
        convention: Convention,
        paragraphs: &[Vec<(&str, QuotePosition)>],
    ) -> Vec<Vec<LabelRow>> {
        let convention = match convention {
            Convention::News => encoder::Convention::News,
            Convention::Polnear => encoder::Convention::Polnear,
        };
        let place = |position: QuotePosition| match position {
            QuotePosition::Outside => encoder::QuotePosition::Outside,
            QuotePosition::Inside => encoder::QuotePosition::Inside,
            QuotePosition::Opens => encoder::QuotePosition::Opens,
            QuotePosition::Closes => encoder::QuotePosition::Closes,
        };
        let paragraphs: Vec<Vec<Word<'_>>> = paragraphs
            .iter()
            .map(|words| words.iter().map(|&(text, at)| Word { text, quote_position: place(at) }).collect())
            .collect();
        self.0.labels(convention, &paragraphs)
    }

    fn label_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<LabelRow>> {
        self.0.labels_for_cues(cues)
    }
}
