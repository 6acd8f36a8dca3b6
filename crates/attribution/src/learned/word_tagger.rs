//! A second opinion on each word of a paragraph: the interface behind which a
//! tagger larger than the CRF may stand, and how its opinion is taken.
//!
//! The CRF sees a paragraph whose quotations are folded; a word tagger sees all
//! words. What it says of those in a quotation becomes what it says of the whole.

use crate::learned::crf::COUNT;
use crate::lexical::classes::Is;
use crate::paragraph::element::Element;
use crate::paragraph::marks::QuotePosition;
use std::ops::Range;
use text::Token;

/// How many labels a word may have: outside; cue; source begins, goes on; content
/// begins, goes on, in this order.
pub const LABELS: usize = COUNT;

/// How much the logarithm of a word tagger's probability weighs beside the
/// score of the CRF.
const WEIGHT: f32 = 0.5;

/// A probability is no smaller: nobody is that sure.
const LEAST: f32 = 1e-3;

/// Labels words; shared by all threads.
pub trait WordTagger: std::fmt::Debug + Sync {
    /// A worker for one thread.
    fn worker(&self) -> Box<dyn WordWorker + '_>;
}

/// Labels the words of paragraphs.
pub trait WordWorker: std::fmt::Debug {
    /// How probable each label is for each word of some paragraphs, one row a word,
    /// whatever else is asked about beside. Of each word there is what is written,
    /// and where it stands.
    fn label(&mut self, paragraphs: &[Vec<(&str, QuotePosition)>]) -> Vec<Vec<[f32; LABELS]>>;

    /// The same for paragraphs labelled last, once more for each of some cues: what
    /// belongs to that cue, all else being outside. A cue is the number of a
    /// paragraph and a range of its words.
    fn given(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<[f32; LABELS]>>;
}

/// The words that each element was folded from.
pub(crate) fn unfolded(tokens: &[Token], elements: &[Element]) -> Vec<Range<usize>> {
    let mut next = 0;
    let of = |element: &Element| {
        while next < tokens.len() && tokens[next].span.end <= element.span.start {
            next += 1;
        }
        let first = next;
        while next < tokens.len() && tokens[next].span.end <= element.span.end {
            next += 1;
        }
        first..next
    };
    elements.iter().map(of).collect()
}

/// What is said of words, for the elements that they were folded to; of one
/// without words nothing is.
pub(crate) fn folded<'r>(
    rows: &'r [[f32; LABELS]],
    words: &'r [Range<usize>],
    elements: &'r [Element],
) -> impl Iterator<Item = Option<[f32; LABELS]>> + 'r {
    words.iter().zip(elements).map(|(words, element)| {
        let rows = rows.get(words.clone()).filter(|rows| !rows.is_empty())?;
        Some(if element.is(Is::QUOTATION) { whole(rows) } else { rows[0] })
    })
}

/// Adds what a word tagger says of elements to their scores.
pub(crate) fn add(said: impl Iterator<Item = Option<[f32; LABELS]>>, scores: &mut [[f32; LABELS]]) {
    for (row, scores) in said.zip(scores) {
        for (score, probability) in scores.iter_mut().zip(row.into_iter().flatten()) {
            *score += WEIGHT * probability.max(LEAST).ln();
        }
    }
}

/// What is said of a quotation: the mean of what is said of its words, where a
/// part that begins inside of it goes on in it.
fn whole(rows: &[[f32; LABELS]]) -> [f32; LABELS] {
    let share = 1.0 / rows.len() as f32;
    let mut mean = [0.0; LABELS];
    for row in rows {
        mean.iter_mut().zip(row).for_each(|(sum, p)| *sum += p * share);
    }
    for begins in [2, 4] {
        let part = mean[begins] + mean[begins + 1];
        // Its first word is a mark, its second tells whether the part begins here.
        let tells = rows[rows.len().min(2) - 1];
        let first = tells[begins] / (tells[begins] + tells[begins + 1]).max(LEAST);
        mean[begins] = part * first;
        mean[begins + 1] = part * (1.0 - first);
    }
    mean
}
