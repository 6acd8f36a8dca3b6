//! What the network reads at once: a paragraph, or as much of it as fits.
//!
//! `training/paragraphs.py` does the same for training.

use crate::pieces::{CLS, MOST_PIECES, SEP, Vocabulary};

/// The most pieces read at once, the two marks included. A longer paragraph is
/// cut where that is full, before a word.
pub(crate) const CAPACITY: usize = 256;

/// A word or a mark of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As it is written.
    pub text: &'t str,
    /// Where it stands.
    pub place: Place,
}

/// Where a word stands relative to quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In none.
    Outside,
    /// In one, or in several.
    Inside,
    /// It is the mark that opens one.
    Opens,
    /// It is the mark that closes one.
    Closes,
}

/// How a word is written; the pieces do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    Upper,
    Capital,
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

/// One word piece, or one of the marks around what is read at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) number: u32,
    pub(crate) shape: Shape,
    pub(crate) place: Place,
    /// Whether a word begins with it.
    pub(crate) first: bool,
}

impl Piece {
    fn mark(number: u32) -> Self {
        Self { number, shape: Shape::Other, place: Place::Outside, first: false }
    }
}

/// Cuts paragraphs into pieces.
#[derive(Debug, Default)]
pub(crate) struct Cutter {
    part: String,
    of_word: Vec<u32>,
}

impl Cutter {
    /// Calls `done` with the pieces of each part of a paragraph.
    pub(crate) fn cut(&mut self, vocabulary: &Vocabulary, words: &[Word], mut done: impl FnMut(&[Piece])) {
        const { assert!(MOST_PIECES + 2 <= CAPACITY) };
        let mut pieces = vec![Piece::mark(CLS)];
        for word in words {
            self.of_word.clear();
            vocabulary.pieces(word.text, &mut self.part, &mut self.of_word);
            if pieces.len() + self.of_word.len() + 1 > CAPACITY {
                pieces.push(Piece::mark(SEP));
                done(&pieces);
                pieces.truncate(1);
            }
            let shape = Shape::of(word.text);
            let piece = |(n, &number)| Piece { number, shape, place: word.place, first: n == 0 };
            pieces.extend(self.of_word.iter().enumerate().map(piece));
        }
        if pieces.len() > 1 {
            pieces.push(Piece::mark(SEP));
            done(&pieces);
        }
    }
}
