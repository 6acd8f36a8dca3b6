//! A paragraph as the rules see it: words with what is known of each, and every
//! outermost quotation as one single element.

use crate::lexical::classes::Is;
use crate::lexical::inflection::Form;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::marks::{self, Quotation};
use std::ops::Range;
use text::{Document, Span, Token, TokenKind};

/// A word, a mark, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) is: Is,
    pub(crate) span: Span,
    /// For words: the verb of reporting it may be a form of.
    pub(crate) verb: Option<(u16, Form)>,
    /// For cue phrases: which.
    pub(crate) phrase: Option<u16>,
    /// How many elements a verb or phrase takes, itself included.
    pub(crate) length: u8,
    /// For quotations: which.
    pub(crate) quotation: u32,
    /// The sentence, in `Document::sentences`.
    pub(crate) sentence: u32,
}

impl Element {
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
}

/// The most elements of a line.
const LONGEST_LINE: usize = 250;

/// Scratch space for one paragraph at a time.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) elements: Vec<Element>,
    /// The sentences, as ranges of `elements`; what a quotation holds does not
    /// end a sentence.
    pub(crate) lines: Vec<Range<usize>>,
    lower: String,
}

/// The tokens of a range of sentences.
pub(crate) fn tokens_of<'d>(document: &'d Document, range: &Range<usize>) -> &'d [Token] {
    match &document.sentences[range.clone()] {
        [] => &[],
        [only] => &document.tokens[only.tokens.clone()],
        [first, .., last] => &document.tokens[first.tokens.start..last.tokens.end],
    }
}

impl View {
    /// Looks at the sentences `range` of a document, all of one paragraph.
    pub(crate) fn read(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        paragraph: Span,
    ) {
        let tokens = tokens_of(document, &range);
        marks::quotations(text, tokens, paragraph, &mut self.quotations);
        self.fold(vocabulary, text, document, range, None);
    }

    /// Looks again at what stands inside one of the quotations: those in it
    /// are now the outermost ones.
    pub(crate) fn enter(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        quotation: usize,
    ) {
        self.fold(vocabulary, text, document, range, Some(quotation));
    }

    fn fold(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        within: Option<usize>,
    ) {
        let sentences = &document.sentences[range.clone()];
        let first = sentences.first().map_or(0, |s| s.tokens.start);
        let tokens = tokens_of(document, &range);
        let inside =
            within.map_or(0..tokens.len(), |q| self.quotations[q].open + 1..self.quotations[q].close);
        self.elements.clear();
        self.lines.clear();

        let mut sentence = 0;
        let mut line = 0;
        let mut skip = 0;
        let mut quotation = 0;
        let mut masked = 0;
        for at in inside {
            while sentence + 1 < sentences.len() && first + at >= sentences[sentence].tokens.end {
                sentence += 1;
                if at >= skip && line < self.elements.len() {
                    self.lines.push(line..self.elements.len());
                    line = self.elements.len();
                }
            }
            if at < skip {
                continue;
            }
            while self.quotations.get(quotation).is_some_and(|q| q.open < at || q.parent != within) {
                quotation += 1;
            }
            // No news sentence is that long; what is must not take time that grows
            // with its square.
            if self.elements.len() - line >= LONGEST_LINE {
                self.lines.push(line..self.elements.len());
                line = self.elements.len();
            }
            let in_sentence = (range.start + sentence) as u32;
            match self.quotations.get(quotation) {
                Some(q) if q.open == at => {
                    self.elements.push(Element {
                        is: Is::QUOTATION,
                        span: q.outer,
                        verb: None,
                        phrase: None,
                        length: 1,
                        quotation: quotation as u32,
                        sentence: in_sentence,
                    });
                    skip = q.close + 1;
                }
                _ => {
                    let mut element = self.element(vocabulary, text, tokens, at, in_sentence);
                    if at < masked {
                        element.is.remove(Is::CUE);
                        (element.verb, element.phrase, element.length) = (None, None, 1);
                    } else if element.length > 1 && element.verb.is_none() && element.phrase.is_none() {
                        // A set phrase such as “needless to say” reports nothing.
                        masked = at + usize::from(element.length);
                    }
                    self.elements.push(element);
                }
            }
        }
        if line < self.elements.len() {
            self.lines.push(line..self.elements.len());
        }
    }

    fn element(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        tokens: &[Token],
        at: usize,
        sentence: u32,
    ) -> Element {
        let token = tokens[at];
        let word = token.span.of(text);
        let mut element = Element {
            is: Is::empty(),
            span: token.span,
            verb: None,
            phrase: None,
            length: 1,
            quotation: u32::MAX,
            sentence,
        };
        match token.kind {
            TokenKind::Number => element.is = Is::DIGIT,
            TokenKind::Dash => element.is = Is::DASH | Is::MARK,
            // “the workers' spokesman”
            TokenKind::Quote if text[..token.span.start].ends_with('s') => element.is = Is::CLITIC,
            TokenKind::Quote => element.is = Is::MARK,
            TokenKind::Punctuation => {
                // “Castor & Daughters”
                if word == "&" {
                    element.is = Is::CAPITAL;
                    return element;
                }
                element.is = Is::MARK
                    | match word {
                        "," => Is::COMMA,
                        "." | "…" | "..." => Is::STOP,
                        ":" => Is::COLON,
                        ";" => Is::SEMICOLON,
                        "(" | "[" => Is::OPEN,
                        ")" | "]" => Is::CLOSE,
                        "?" | "!" => Is::QUESTION,
                        _ => Is::empty(),
                    };
            }
            TokenKind::Word => self.word(vocabulary, text, tokens, at, &mut element),
        }
        element
    }

    fn word(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        tokens: &[Token],
        at: usize,
        element: &mut Element,
    ) {
        let word = tokens[at].span.of(text);
        self.lower.clear();
        for c in word.chars() {
            match c {
                'A'..='Z' => self.lower.push(c.to_ascii_lowercase()),
                '’' => self.lower.push('\''),
                c if c.is_ascii() => self.lower.push(c),
                c => self.lower.extend(c.to_lowercase()),
            }
        }
        let lower = self.lower.as_str();
        let first = word.chars().next().unwrap_or(' ');
        if first.is_uppercase() {
            element.is |= Is::CAPITAL;
        } else if first.is_ascii_digit() {
            element.is |= Is::DIGIT;
        }
        if first == '\'' || first == '’' {
            element.is |= Is::CLITIC;
        }
        if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") {
            element.is |= Is::ED;
        } else if lower.len() > 4 && lower.ends_with("ing") {
            element.is |= Is::ING;
        } else if lower.len() > 3 && lower.ends_with("ly") {
            element.is |= Is::LY;
        } else if lower.ends_with('s') && !lower.ends_with("ss") {
            element.is |= Is::PLURAL;
        }
        let Some(known) = vocabulary.look_up(lower) else { return };
        element.is |= known.is;
        if !element.is.contains(Is::CAPITAL) {
            element.is.remove(Is::TITLE);
        }
        let next = |n: usize| tokens.get(at + n).map(|t| t.span.of(text));
        let set = vocabulary.set_phrase(known, next);
        if set > 0 {
            element.is.remove(Is::CUE);
            element.length = set as u8;
            return;
        }
        if let Some(phrase) = vocabulary.cue_phrase(known, next) {
            element.phrase = Some(phrase);
            element.length = vocabulary.phrases[phrase as usize].words.len() as u8;
            return;
        }
        for &(verb, form) in &known.verbs {
            let rest = &vocabulary.verbs[verb as usize].rest;
            if rest.iter().enumerate().all(|(n, w)| next(n + 1).is_some_and(|o| o.eq_ignore_ascii_case(w))) {
                element.verb = Some((verb, form));
                element.length = rest.len() as u8 + 1;
                return;
            }
        }
        element.is.remove(Is::CUE);
    }
}
