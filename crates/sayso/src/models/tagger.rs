//! Networks of the crate `encoder` as the word tagger beside the rules: the small one alone,
//! or the mean of what it and the large one say.

use attribution::{Convention, LabelRow, QuotePosition, TaggerSize, WordTagger, WordWorker};
use encoder::{Encoder, Size, Word};
use std::ops::Range;

/// The tagger that ships with the program.
pub(crate) fn embedded(size: TaggerSize) -> Box<dyn WordTagger> {
    Box::new(Networks(sizes(size).iter().map(|&size| Encoder::embedded(size)).collect()))
}

/// The same, with the networks in these files of weights, if there is one, in place of those
/// that ship with the program.
///
/// # Errors
/// If a file holds no weights; says which.
#[cfg(feature = "train")]
pub(crate) fn read(
    size: TaggerSize,
    weights: impl Fn(Size) -> Option<Vec<u8>>,
) -> Result<Box<dyn WordTagger>, (Size, encoder::WeightsError)> {
    let network = |&size: &Size| match weights(size) {
        Some(bytes) => Encoder::from_bytes(&bytes).map_err(|error| (size, error)),
        None => Ok(Encoder::embedded(size)),
    };
    Ok(Box::new(Networks(sizes(size).iter().map(network).collect::<Result<_, _>>()?)))
}

/// The networks of a tagger. What the small one adds to the large one costs a fiftieth of its
/// time, and together they are better than each.
fn sizes(size: TaggerSize) -> &'static [Size] {
    match size {
        TaggerSize::Small => &[Size::Small],
        TaggerSize::Large => &[Size::Small, Size::Large],
    }
}

#[derive(Debug)]
struct Networks(Vec<Encoder>);

impl WordTagger for Networks {
    fn worker(&self) -> Box<dyn WordWorker + '_> {
        Box::new(Workers(self.0.iter().map(Encoder::worker).collect()))
    }
}

#[derive(Debug)]
struct Workers<'e>(Vec<encoder::Worker<'e>>);

impl WordWorker for Workers<'_> {
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
        mean(self.0.iter_mut().map(|worker| worker.labels(convention, &paragraphs)))
    }

    fn label_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<LabelRow>> {
        mean(self.0.iter_mut().map(|worker| worker.labels_for_cues(cues)))
    }
}

/// The mean of the rows that networks give to the same words.
fn mean(mut of_networks: impl ExactSizeIterator<Item = Vec<Vec<LabelRow>>>) -> Vec<Vec<LabelRow>> {
    let share = 1.0 / of_networks.len() as f32;
    let mut mean = of_networks.next().unwrap_or_default();
    for other in of_networks {
        let numbers = mean.iter_mut().flatten().flatten().zip(other.iter().flatten().flatten());
        numbers.for_each(|(sum, x)| *sum += x);
    }
    if share < 1.0 {
        mean.iter_mut().flatten().flatten().for_each(|sum| *sum *= share);
    }
    mean
}
