//! What is known of one word, mark or quotation.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::vocabulary::Vocabulary;
use text::{Span, Token, TokenKind};

/// A word, a mark, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) is: Is,
    pub(crate) span: Span,
    /// For words: the verb of reporting it may be a form of, as an index into
    /// [`Vocabulary::verbs`].
    pub(crate) verb: Option<(u16, Form)>,
    /// For cue phrases: which, as an index into [`Vocabulary::phrases`].
    pub(crate) phrase: Option<u16>,
    /// How many elements a verb or phrase takes, itself included.
    pub(crate) length: u8,
    /// For quotations: which of the paragraph's.
    pub(crate) quotation: u32,
    /// The sentence, as an index into `Document::sentences`.
    pub(crate) sentence: u32,
}

/// Words that may come before a verb and belong to it: “has never publicly *said*”.
pub(crate) const SMALL_BEFORE_VERB: Is = Is::AUXILIARY.union(Is::NEGATION).union(Is::ADVERB);

/// The elements of a paragraph. Functions that take them with positions (indices)
/// read beyond a position only as far as they are told.
pub(crate) type Words<'a> = &'a [Element];

impl Element {
    /// A whole quotation.
    pub(crate) fn folded(quotation: usize, span: Span, sentence: u32) -> Self {
        Self { is: Is::QUOTATION, quotation: quotation as u32, ..Self::plain(span, sentence) }
    }

    /// A word or mark of which nothing is known yet.
    fn plain(span: Span, sentence: u32) -> Self {
        Self { is: Is::empty(), span, verb: None, phrase: None, length: 1, quotation: u32::MAX, sentence }
    }

    pub(crate) fn is(&self, any: Is) -> bool {
        self.is.intersects(any)
    }

    pub(crate) fn word<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// A word that starts with a capital and is no function word.
    pub(crate) fn is_name(&self) -> bool {
        self.is(Is::CAPITAL)
            && !self.is(Is::DETERMINER
                | Is::PRONOUN
                | Is::PREPOSITION
                | Is::COORDINATOR
                | Is::SUBORDINATOR
                | Is::THAT
                | Is::WH)
            && !self.is(Is::AUXILIARY | Is::ADVERB | Is::QUOTATION)
    }

    /// Whether a set phrase begins here: it is longer than a word and reports nothing.
    pub(crate) fn opens_set_phrase(&self) -> bool {
        self.length > 1 && self.verb.is_none() && self.phrase.is_none()
    }

    /// Makes an ordinary word of it, because it is part of a set phrase.
    pub(crate) fn mask(&mut self) {
        self.is.remove(Is::CUE);
        self.is |= Is::SET_PHRASE;
        (self.verb, self.phrase, self.length) = (None, None, 1);
    }
}

/// Looks up the tokens of a paragraph.
pub(crate) struct LookUp<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// Scratch space for a word in lower case.
    pub(crate) lower: String,
}

impl LookUp<'_> {
    /// What is known of the token at `at`, in a sentence of the document.
    pub(crate) fn element(&mut self, at: usize, sentence: u32) -> Element {
        let token = self.tokens[at];
        let mut element = Element::plain(token.span, sentence);
        element.is = match token.kind {
            TokenKind::Number => Is::DIGIT,
            TokenKind::Dash => Is::DASH | Is::MARK,
            // “the workers' spokesman”
            TokenKind::Quote if self.text[..token.span.start].ends_with('s') => Is::CLITIC,
            TokenKind::Quote => Is::MARK,
            TokenKind::Punctuation => punctuation(token.span.of(self.text)),
            TokenKind::Word => {
                self.word(at, &mut element);
                return element;
            }
        };
        element
    }

    /// Adds what spelling and the word lists say of the word at `at`.
    fn word(&mut self, at: usize, element: &mut Element) {
        let word = self.tokens[at].span.of(self.text);
        set_lower(&mut self.lower, word);
        element.is = spelling(word, &self.lower);
        let Some(known) = self.vocabulary.look_up(&self.lower) else { return };
        element.is |= known.is;
        if !element.is.contains(Is::CAPITAL) {
            element.is.remove(Is::TITLE);
        }
        let next = |n: usize| self.tokens.get(at + n).map(|t| t.span.of(self.text));
        let set = self.vocabulary.set_phrase(known, next);
        if set > 0 {
            element.is.remove(Is::CUE);
            element.is |= Is::SET_PHRASE;
            element.length = set as u8;
            return;
        }
        if let Some(phrase) = self.vocabulary.cue_phrase(known, next) {
            element.phrase = Some(phrase);
            element.length = self.vocabulary.phrases[phrase as usize].words.len() as u8;
            return;
        }
        for &(verb, form) in &known.verbs {
            let rest = &self.vocabulary.verbs[verb as usize].rest;
            if rest.iter().enumerate().all(|(n, w)| next(n + 1).is_some_and(|o| o.eq_ignore_ascii_case(w))) {
                element.verb = Some((verb, form));
                element.length = rest.len() as u8 + 1;
                return;
            }
        }
        element.is.remove(Is::CUE);
    }
}

fn punctuation(mark: &str) -> Is {
    Is::MARK
        | match mark {
            // “Castor & Daughters”: part of a name, and no mark.
            "&" => return Is::CAPITAL,
            // “23% of workers”: a word like “percent”.
            "%" => return Is::empty(),
            "," => Is::COMMA,
            "." | "…" | "..." => Is::STOP,
            ":" => Is::COLON,
            ";" => Is::SEMICOLON,
            "(" | "[" => Is::OPEN,
            ")" | "]" => Is::CLOSE,
            "?" | "!" => Is::QUESTION,
            _ => Is::empty(),
        }
}

/// Sets `lower` to a word in lower case, with straight apostrophes as in the lists.
fn set_lower(lower: &mut String, word: &str) {
    lower.clear();
    for c in word.chars() {
        match c {
            'A'..='Z' => lower.push(c.to_ascii_lowercase()),
            '’' => lower.push('\''),
            c if c.is_ascii() => lower.push(c),
            c => lower.extend(c.to_lowercase()),
        }
    }
}

/// What a word looks like.
fn spelling(word: &str, lower: &str) -> Is {
    let first = word.chars().next().unwrap_or(' ');
    let mut is = Is::empty();
    if first.is_uppercase() {
        is |= Is::CAPITAL;
    } else if first.is_ascii_digit() {
        is |= Is::DIGIT;
    }
    if first == '\'' || first == '’' {
        is |= Is::CLITIC;
    }
    // Shorter words are rarely derived: bed, king, fly.
    if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") {
        is |= Is::ED;
    } else if lower.len() > 4 && lower.ends_with("ing") {
        is |= Is::ING;
    } else if lower.len() > 3 && lower.ends_with("ly") {
        is |= Is::LY;
    } else if lower.ends_with('s') && !lower.ends_with("ss") {
        is |= Is::PLURAL;
    }
    is
}
