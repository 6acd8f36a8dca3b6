//! What the network reads at once: a paragraph, or as much of it as fits, as word
//! pieces with what these do not say about their words.
//!
//! `training/texts.py` does the same for training.

use crate::dimensions::CHUNK_CAPACITY;
use crate::pieces::{CLS, MOST_PIECES, PieceVocabulary, SEP};

/// A word or a mark of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As it is written.
    pub text: &'t str,
    /// Where it is relative to quotations.
    pub quote_position: QuotePosition,
}

/// By which guidelines a paragraph is read: the two that the weights have learned.
// The discriminants number the rows of an embedding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// Speech, writing and evidence, also inside of other contents.
    #[default]
    News,
    /// PolNeAR's (Newell, Margolin and Ruths 2018): attitudes too, and nothing inside
    /// of other contents.
    Polnear,
}

/// Where a word is relative to quotations.
// The discriminants number the rows of an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotePosition {
    /// In none.
    Outside,
    /// In one, or in several.
    Inside,
    /// It is the mark that opens one.
    Opens,
    /// It is the mark that closes one.
    Closes,
}

/// How a word is written, which the pieces do not say: they are in lower case.
// The discriminants number the rows of an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// "dam", "co-op".
    Lower,
    /// "NATO", "U.S."
    Upper,
    /// "Okoro", "McCann", "I": begins with a capital and is not `Upper`.
    Capital,
    /// "iPhone", and what has no letters with case: "2009", ",".
    Other,
}

impl Shape {
    fn of(word: &str) -> Self {
        let mut cased = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
        match cased.next().map(char::is_uppercase) {
            None => Self::Other,
            Some(true) => {
                let mut rest = cased.peekable();
                let alone = rest.peek().is_none();
                if !alone && rest.all(char::is_uppercase) { Self::Upper } else { Self::Capital }
            }
            Some(false) => {
                if cased.any(char::is_uppercase) {
                    Self::Other
                } else {
                    Self::Lower
                }
            }
        }
    }
}

/// One word piece, or one of the marks around a chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Its number in the vocabulary.
    pub(crate) number: u32,
    /// The shape of its word.
    pub(crate) shape: Shape,
    /// The quote position of its word.
    pub(crate) quote_position: QuotePosition,
    /// Whether it is the first piece of its word.
    pub(crate) first: bool,
}

impl Piece {
    /// A mark around a chunk.
    fn mark(number: u32) -> Self {
        Self { number, shape: Shape::Other, quote_position: QuotePosition::Outside, first: false }
    }
}

/// Cuts paragraphs into chunks of pieces; holds scratch space.
#[derive(Debug, Default)]
pub(crate) struct Chunker {
    part: String,
    of_word: Vec<u32>,
}

impl Chunker {
    /// Calls `done` with the pieces of each chunk of a paragraph, the marks around
    /// it included. A paragraph without words has no chunk.
    pub(crate) fn cut(
        &mut self,
        vocabulary: &PieceVocabulary,
        words: &[Word],
        mut done: impl FnMut(&[Piece]),
    ) {
        const { assert!(MOST_PIECES + 2 <= CHUNK_CAPACITY) };
        let mut pieces = vec![Piece::mark(CLS)];
        for word in words {
            self.of_word.clear();
            vocabulary.pieces(word.text, &mut self.part, &mut self.of_word);
            if pieces.len() + self.of_word.len() + 1 > CHUNK_CAPACITY {
                pieces.push(Piece::mark(SEP));
                done(&pieces);
                pieces.truncate(1);
            }
            let shape = Shape::of(word.text);
            let piece =
                |(n, &number)| Piece { number, shape, quote_position: word.quote_position, first: n == 0 };
            pieces.extend(self.of_word.iter().enumerate().map(piece));
        }
        if pieces.len() > 1 {
            pieces.push(Piece::mark(SEP));
            done(&pieces);
        }
    }
}
