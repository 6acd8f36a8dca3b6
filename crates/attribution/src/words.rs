//! A second opinion on each word of a paragraph: the interface behind which a
//! tagger larger than the CRF may stand, and how its opinion is taken.
//!
//! The CRF sees a paragraph whose quotations are folded; a word tagger sees all
//! words. What it says of those in a quotation becomes what it says of the whole.

use crate::marks::Place;
use crate::tagger::COUNT;
use crate::view::Element;
use crate::vocabulary::Is;
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

/// Labels the words of one paragraph at a time.
pub trait WordWorker: std::fmt::Debug {
    /// How probable each label is for each word of a paragraph, one row a word.
    /// `places` says where each stands. `false` if it has no opinion.
    fn label(&mut self, words: &[&str], places: &[Place], rows: &mut Vec<[f32; LABELS]>) -> bool;
}

/// Adds what a word tagger says of `tokens` to the scores of the elements that
/// they were folded to.
pub(crate) fn add(
    rows: &[[f32; LABELS]],
    tokens: &[Token],
    elements: &[Element],
    scores: &mut [[f32; LABELS]],
) {
    let mut next = 0;
    for (element, scores) in elements.iter().zip(scores) {
        while next < tokens.len() && tokens[next].span.end <= element.span.start {
            next += 1;
        }
        let first = next;
        while next < tokens.len() && tokens[next].span.end <= element.span.end {
            next += 1;
        }
        let Some(rows) = rows.get(first..next).filter(|rows| !rows.is_empty()) else { continue };
        let row = if element.is(Is::QUOTATION) { whole(rows) } else { rows[0] };
        for (score, probability) in scores.iter_mut().zip(row) {
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
