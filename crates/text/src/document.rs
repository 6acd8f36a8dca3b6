//! An article's sentences and words.

use crate::span::Span;
use std::ops::Range;

/// The sentences and words of an article's title, headings and body, in order.
/// Boilerplate and datelines have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The words and marks of all sentences, one after the other.
    pub tokens: Vec<Token>,
}

/// One sentence. It never crosses a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its span, without white space at its ends.
    pub span: Span,
    /// The paragraph, as an index into `Article::paragraphs`.
    pub paragraph: usize,
    /// Its words and marks, as a range of `Document::tokens`.
    pub tokens: Range<usize>,
}

/// A word or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its span.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with apostrophes and hyphens inside: `don't`, `Al-Khatib`,
    /// `29-year-old`; with stops inside or at the end: `U.S.`, `Mr.`, `a.m.`. The
    /// clitic `'s` or `’s` is a separate token.
    Word,
    /// Digits with marks between them: `2009`, `1,200`, `3.7`, `09:15`, `175,000th`.
    Number,
    /// A quotation mark of any style, or an apostrophe that is not part of a word; two
    /// equal single marks (`''`, ` `` `, `’’`) count as one.
    Quote,
    /// A dash: `-` with space around, `--`, `–`, `—`.
    Dash,
    /// Any other mark, one character each, or `...` as one.
    Punctuation,
}

impl Document {
    /// The words and marks of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The paragraphs that have sentences, in order: the index of each, and its
    /// sentences as a range of `sentences`.
    pub fn by_paragraph(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = next;
            let paragraph = self.sentences.get(start)?.paragraph;
            while self.sentences.get(next).is_some_and(|s| s.paragraph == paragraph) {
                next += 1;
            }
            Some((paragraph, start..next))
        })
    }
}
