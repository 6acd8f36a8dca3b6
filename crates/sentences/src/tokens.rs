//! A sentence to words and marks, the last step of this crate. [`text::TokenKind`]
//! defines the kinds of tokens.

use crate::characters::{char_at, char_before, is_dash, is_invisible, is_letter, is_quote};
use crate::vocabulary::{Classes, Vocabulary, is_dotted};
use text::{Span, Token, TokenKind};

/// Appends the tokens of one sentence.
pub(crate) fn tokenize(text: &str, sentence: Span, vocabulary: &Vocabulary, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, end: sentence.end, vocabulary };
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(c) = char_at(text, at) else { break };
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            continue;
        }
        let (kind, end) = scanner.token(at, c);
        tokens.push(Token { span: Span::new(at, end), kind });
        at = end;
    }
}

struct Scanner<'a> {
    text: &'a str,
    end: usize,
    vocabulary: &'a Vocabulary,
}

impl Scanner<'_> {
    /// The kind and the end of the token that starts with `c` at `at`.
    fn token(&mut self, at: usize, c: char) -> (TokenKind, usize) {
        if is_letter(c) {
            return self.word(at);
        }
        if c.is_numeric() {
            return self.number(at);
        }
        let next = at + c.len_utf8();
        match c {
            '\'' | '’' if self.clitic(at) => (TokenKind::Word, next + 1),
            // '' and `` are double marks written with two single ones.
            '\'' | '`' | '’' | '‘' if self.at(next) == Some(c) => (TokenKind::Quote, next + c.len_utf8()),
            _ if is_quote(c) => (TokenKind::Quote, next),
            _ if is_dash(c) => (TokenKind::Dash, next),
            '-' => {
                let end = self.run(at, '-');
                let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
                let dash = end - at > 1 || (apart(char_before(self.text, at)) && apart(self.at(end)));
                (if dash { TokenKind::Dash } else { TokenKind::Punctuation }, end)
            }
            '.' => {
                let end = self.run(at, '.');
                (TokenKind::Punctuation, if end - at >= 2 { end } else { next })
            }
            _ => (TokenKind::Punctuation, next),
        }
    }

    /// The character at an offset of the sentence.
    fn at(&self, at: usize) -> Option<char> {
        if at < self.end { char_at(self.text, at) } else { None }
    }

    /// The end of a run of one ASCII character.
    fn run(&self, mut at: usize, c: char) -> usize {
        while self.at(at) == Some(c) {
            at += 1;
        }
        at
    }

    /// The end of a run of letters and digits.
    fn letters(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            while at < self.end && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            match self.at(at) {
                Some(c) if is_letter(c) || c.is_numeric() || is_invisible(c) => at += c.len_utf8(),
                _ => return at,
            }
        }
    }

    /// Whether the apostrophe at `at` starts a clitic, as in "Osei's".
    fn clitic(&self, at: usize) -> bool {
        let after = at + self.at(at).map_or(0, char::len_utf8);
        matches!(self.at(after), Some('s' | 'S'))
            && !self.at(after + 1).is_some_and(|c| c.is_alphanumeric())
            && char_before(self.text, at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ')' | '!'))
    }

    /// A word that starts with a letter, or with a number before its hyphen.
    fn word(&mut self, start: usize) -> (TokenKind, usize) {
        let mut end = self.letters(start);
        while let Some(c) = self.at(end) {
            let after = end + c.len_utf8();
            let joins = match c {
                '\'' | '’' => !self.clitic(end) && self.at(after).is_some_and(is_letter),
                '-' | '‐' | '‑' | '&' | '@' | '_' => self.at(after).is_some_and(char::is_alphanumeric),
                '.' => {
                    if self.at(after).is_some_and(char::is_alphanumeric) {
                        true
                    } else {
                        return (TokenKind::Word, if self.keeps_stop(start, end) { after } else { end });
                    }
                }
                ':' => self.text[end..self.end].starts_with("://"),
                _ => false,
            };
            if !joins {
                break;
            }
            if c == ':' {
                return (TokenKind::Word, self.address(end));
            }
            end = self.letters(after);
        }
        (TokenKind::Word, end)
    }

    /// The end of the web address that starts before `from`: the next white space,
    /// without the marks before it that belong to the sentence.
    fn address(&self, from: usize) -> usize {
        let rest = &self.text[from..self.end];
        let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '’' | '»');
        let whole = &rest[..rest.find(stop).unwrap_or(rest.len())];
        from + whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '…']).len()
    }

    /// Whether the stop at `stop` belongs to the word before it.
    fn keeps_stop(&self, start: usize, stop: usize) -> bool {
        let word = &self.text[start..stop];
        // In "D-Calif." only the last part counts.
        let last = word.rsplit(['-', '‐', '‑', '@']).next().unwrap_or(word);
        let class = self.vocabulary.abbreviation(last.as_bytes());
        let at_end = !self.text[stop + 1..self.end].contains(|c: char| c.is_alphanumeric());
        if class.has(Classes::WORD) {
            return !at_end;
        }
        if !class.is_empty() {
            return true;
        }
        let mut letters = last.chars();
        let single = letters.next().is_some_and(is_letter) && letters.next().is_none();
        if single {
            // "Jonas E." but "It was I." and "so do I."
            return last.len() == word.len() && !at_end && last.chars().all(char::is_uppercase);
        }
        is_dotted(last)
    }

    /// A number, or a word that starts with digits: "29-year-old".
    fn number(&mut self, start: usize) -> (TokenKind, usize) {
        let mut end = self.letters(start);
        // "5p.m." is two tokens.
        let digits = start + self.text[start..end].find(is_letter).unwrap_or(end - start);
        if end - digits == 1
            && digits > start
            && self.at(end) == Some('.')
            && self.at(end + 1).is_some_and(is_letter)
        {
            return (TokenKind::Number, digits);
        }
        while let Some(c) = self.at(end) {
            let after = end + c.len_utf8();
            match (c, self.at(after)) {
                ('.' | ',' | ':' | '/' | '-' | '‑' | '⁄', Some(next)) if next.is_numeric() => {
                    end = self.letters(after);
                }
                ('-' | '‐' | '‑' | '&' | '@' | '_', Some(next)) if is_letter(next) => {
                    return self.word(start);
                }
                _ => break,
            }
        }
        (TokenKind::Number, end)
    }
}
