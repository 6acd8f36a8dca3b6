//! The interface to a word tagger, which labels the words of a paragraph, and how its
//! labels become those of the elements.
//!
//! A word tagger sees all words, the rest of the detector a paragraph whose quotations are
//! folded: what is said of the words of a quotation is averaged.

use crate::convention::Convention;
use crate::learned::label::{Component, Label, LabelRow};
use crate::lexical::classes::Is;
use crate::paragraph::element::Element;
use crate::paragraph::marks::QuotePosition;
use std::ops::Range;
use text::Token;

/// Keeps a share of nothing at all defined.
const LEAST: f32 = 1e-3;

/// Which of the two word taggers one is: the ranker has learned beside each.
// The discriminants number the ranker's sets of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaggerSize {
    /// That of the model `fast`.
    Small,
    /// That of the model `accurate`.
    Large,
}

impl TaggerSize {
    /// All of them, in the order of a model file.
    pub const ALL: [Self; 2] = [Self::Small, Self::Large];
}

/// Labels words; shared by all threads.
pub trait WordTagger: std::fmt::Debug + Sync {
    /// A worker for one thread.
    fn worker(&self) -> Box<dyn WordWorker + '_>;
}

/// Labels the words of paragraphs.
pub trait WordWorker: std::fmt::Debug + Send {
    /// How probable each label is for each word of some paragraphs, one row a word.
    /// Each word is given as it is written, with where it lies relative to quotations.
    /// A paragraph's result does not depend on the others.
    fn label(
        &mut self,
        convention: Convention,
        paragraphs: &[Vec<(&str, QuotePosition)>],
    ) -> Vec<Vec<LabelRow>>;

    /// The same for the paragraphs labelled last, for each of some cues: what
    /// belongs to that cue, everything else being outside. A cue is the number of a
    /// paragraph and a range of its words.
    fn label_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<LabelRow>>;
}

/// The words that each element was folded from.
pub(crate) fn unfolded(tokens: &[Token], elements: &[Element]) -> Vec<Range<usize>> {
    let mut next = 0;
    let words_of = |element: &Element| {
        while next < tokens.len() && tokens[next].span.end <= element.span.start {
            next += 1;
        }
        let first = next;
        while next < tokens.len() && tokens[next].span.end <= element.span.end {
            next += 1;
        }
        first..next
    };
    elements.iter().map(words_of).collect()
}

/// The rows of words as rows of the elements that they were folded to; an element
/// without words has none of the labels.
pub(crate) fn folded<'r>(
    rows: &'r [LabelRow],
    words_of: &'r [Range<usize>],
    elements: &'r [Element],
) -> impl Iterator<Item = LabelRow> + 'r {
    words_of.iter().zip(elements).map(|(words, element)| match rows.get(words.clone()) {
        None | Some([]) => LabelRow::default(),
        Some(rows) if element.is(Is::QUOTATION) => quotation(rows),
        Some(rows) => rows[0],
    })
}

/// A row of a word inside a quotation, which is content of whoever is quoted: that says
/// nothing of what is content inside of it.
pub(crate) fn without_content(mut row: LabelRow) -> LabelRow {
    let (begins, continues) = Component::Content.labels();
    for label in [begins, continues] {
        row[Label::Outside.column()] += std::mem::take(&mut row[label.column()]);
    }
    row
}

/// The row of a quotation: the mean of its words' rows, where a component that begins
/// inside of the quotation continues in it.
fn quotation(rows: &[LabelRow]) -> LabelRow {
    let share = 1.0 / rows.len() as f32;
    let mut mean = LabelRow::default();
    for row in rows {
        mean.iter_mut().zip(row).for_each(|(sum, p)| *sum += p * share);
    }
    for component in [Component::Source, Component::Content] {
        let (begins, continues) = component.labels();
        let (begins, continues) = (begins.column(), continues.column());
        let whole = mean[begins] + mean[continues];
        // Its first word is a mark; the second tells whether the component begins here.
        let second = rows[rows.len().min(2) - 1];
        let first = second[begins] / (second[begins] + second[continues]).max(LEAST);
        mean[begins] = whole * first;
        mean[continues] = whole * (1.0 - first);
    }
    mean
}
