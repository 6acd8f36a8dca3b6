//! The words of one article, and what each of them may be.

use super::keys::{hash, hash_all};
use super::lists::Words;
use super::traits::{Tells, Traits, Uses};
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;
use text::{Article, Document, Role, Sentence, Span, Token, TokenKind};

/// An article's tokens with their traits; everything later asks here.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a Words,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) paragraphs: &'a [text::Paragraph],
    /// The day of publication.
    pub(crate) day: Option<Date>,
    tokens: &'a [Token],
    traits: Vec<Traits>,
    /// The tokens that say somebody stays without a name, in order.
    nameless: Vec<usize>,
    /// All words that the article writes with a small letter, as [`hash`] makes them.
    small: OnceCell<FxHashSet<u64>>,
    /// Each token's [`hash`].
    hashes: OnceCell<Vec<u64>>,
    /// All words that have a capital inside a sentence, alone.
    inside: OnceCell<FxHashSet<u64>>,
    /// All that have one there, after a word that has none.
    openers: OnceCell<FxHashSet<u64>>,
    /// All pairs of neighbours that both have one, as [`hash_all`] makes them.
    pairs: OnceCell<FxHashSet<u64>>,
    /// Those before and after a “for”, of which the article has the same again, likewise.
    causes: OnceCell<FxHashSet<u64>>,
    /// All words that are acronyms.
    acronyms: OnceCell<FxHashSet<u64>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(article: &'a Article, document: &'a Document, words: &'a Words) -> Self {
        let text = article.text.as_str();
        let traits: Vec<Traits> =
            document.tokens.iter().map(|token| traits(token.span.of(text), token.kind, words)).collect();
        let nameless = (0..traits.len()).filter(|&at| traits[at].any(Traits::NAMELESS)).collect();
        Self {
            text,
            words,
            sentences: &document.sentences,
            paragraphs: &article.paragraphs,
            day: article.metadata.date,
            tokens: &document.tokens,
            traits,
            nameless,
            small: OnceCell::new(),
            hashes: OnceCell::new(),
            inside: OnceCell::new(),
            openers: OnceCell::new(),
            pairs: OnceCell::new(),
            causes: OnceCell::new(),
            acronyms: OnceCell::new(),
        }
    }

    /// Notes that some spans hold verbs that attribute: they have their capitals because of where
    /// they are, and are in no name: “Said Osei”, “Telling voters”, but not “OSEI SAYS”.
    pub(crate) fn note_cues<'s>(&mut self, cues: impl Iterator<Item = &'s Span>) {
        for cue in cues {
            let tokens = self.tokens_in(*cue);
            for traits in self.traits[tokens].iter_mut().filter(|traits| !traits.any(Traits::ACRONYM)) {
                *traits = traits.without(Traits::CAPITAL | Traits::GIVEN);
            }
        }
    }

    /// The token's text; empty beyond the last.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The identity of a token's word, for those that are compared again and again.
    pub(crate) fn identity(&self, at: usize) -> u64 {
        let all = || self.tokens.iter().map(|token| hash(token.span.of(self.text))).collect();
        self.hashes.get_or_init(all).get(at).copied().unwrap_or_default()
    }

    /// What a token does in a phrase.
    pub(crate) fn uses(&self, at: usize) -> Uses {
        self.words.uses(self.word(at))
    }

    /// What a token tells of the type of a speaker that it describes.
    pub(crate) fn tells(&self, at: usize) -> Tells {
        self.words.tells(self.word(at))
    }

    /// What is known of the place that a token alone names, if it does.
    pub(crate) fn place(&self, at: usize) -> Traits {
        self.words.place(&[hash(self.word(at))])
    }

    /// Whether a token alone is the name of a place.
    pub(crate) fn is_place(&self, at: usize) -> bool {
        !self.place(at).is_empty()
    }

    /// Whether the article writes a word with a small letter, too.
    pub(crate) fn writes_small(&self, word: &str) -> bool {
        let all = || {
            let words = self.tokens.iter().map(|token| token.span.of(self.text));
            words.filter(|word| word.starts_with(char::is_lowercase)).map(hash).collect()
        };
        self.small.get_or_init(all).contains(&hash(word))
    }

    /// Whether the article writes a word with a capital where only names have one, and never
    /// with a small letter.
    pub(crate) fn is_written_as_name(&self, word: &str) -> bool {
        let alone = |&at: &usize| !self.is(at + 1, Traits::CAPITAL);
        let all = || self.inside_sentences().filter(alone).map(|at| hash(self.word(at))).collect();
        self.inside.get_or_init(all).contains(&hash(word)) && !self.writes_small(word)
    }

    /// Whether the article opens a name with a word where only names have a capital.
    pub(crate) fn opens_name_inside(&self, word: &str) -> bool {
        let all = || self.inside_sentences().map(|at| hash(self.word(at))).collect();
        self.openers.get_or_init(all).contains(&hash(word))
    }

    /// Whether the article has two words beside each other, both with a capital.
    pub(crate) fn writes_together(&self, first: &str, second: &str) -> bool {
        let both = |&at: &usize| self.is(at, Traits::CAPITAL) && self.is(at + 1, Traits::CAPITAL);
        let pair = |at| hash_all(&[self.identity(at), self.identity(at + 1)]);
        let all = || (0..self.tokens.len()).filter(both).map(pair).collect();
        self.pairs.get_or_init(all).contains(&hash_all(&[hash(first), hash(second)]))
    }

    /// Whether the article has the words around a “for”, both with a capital, around another, too.
    pub(crate) fn repeats_for(&self, at: usize) -> bool {
        let around = |at: usize| hash_all(&[self.identity(at - 1), self.identity(at + 1)]);
        let named = |&at: &usize| {
            self.word(at) == "for"
                && self.is(at - 1, Traits::CAPITAL)
                && self.is(at + 1, Traits::CAPITAL)
                && !self.is(at - 1, Traits::GIVEN | Traits::NOUN | Traits::TITLE | Traits::PLACE)
                && !self.is(at + 1, Traits::SMALL | Traits::GIVEN | Traits::TITLE | Traits::PLACE)
        };
        let all = || {
            let (mut once, mut again) = (FxHashSet::default(), FxHashSet::default());
            for words in (1..self.tokens.len()).filter(named).map(around) {
                if !once.insert(words) {
                    again.insert(words);
                }
            }
            again
        };
        named(&at) && self.causes.get_or_init(all).contains(&around(at))
    }

    /// The tokens with a capital inside sentences, after words without one.
    fn inside_sentences(&self) -> impl Iterator<Item = usize> {
        let sentences = self.sentences.iter().filter(|s| !self.is_headline(s));
        let inside = sentences.flat_map(|s| s.tokens.clone().skip(1));
        inside.filter(|&at| {
            self.is(at, Traits::CAPITAL)
                && self.is(at - 1, Traits::WORD | Traits::COMMA)
                && !self.is(at - 1, Traits::CAPITAL)
        })
    }

    /// Whether the article has a word that is an acronym.
    pub(crate) fn writes_acronym(&self, word: &str) -> bool {
        let all = || {
            let acronyms = (0..self.tokens.len()).filter(|&at| self.is(at, Traits::ACRONYM));
            acronyms.map(|at| hash(self.word(at))).collect()
        };
        self.acronyms.get_or_init(all).contains(&hash(word))
    }

    /// A word of a name without a particle that a hyphen joins to it: “Khatib” is
    /// “al-Khatib”.
    pub(crate) fn bare_name(&self, at: usize) -> &'a str {
        let word = self.word(at);
        let bare = word.split_once('-').filter(|(particle, rest)| {
            rest.starts_with(char::is_uppercase) && self.words.look_up(particle).any(Traits::PARTICLE)
        });
        bare.map_or(word, |(_, rest)| rest)
    }

    /// Whether the token has any of these traits; never beyond the last token.
    pub(crate) fn is(&self, at: usize, traits: Traits) -> bool {
        self.traits(at).any(traits)
    }

    /// All that the token may be; nothing beyond the last.
    pub(crate) fn traits(&self, at: usize) -> Traits {
        self.traits.get(at).copied().unwrap_or_default()
    }

    /// Whether one of some tokens says that somebody stays without a name: “anonymity”.
    pub(crate) fn is_nameless(&self, tokens: &Range<usize>) -> bool {
        let first = self.nameless.partition_point(|&at| at < tokens.start);
        self.nameless.get(first).is_some_and(|&at| at < tokens.end)
    }

    /// A token's place in the text; the empty span at its end beyond the last token.
    pub(crate) fn span(&self, at: usize) -> Span {
        self.tokens.get(at).map_or(Span::new(self.text.len(), self.text.len()), |t| t.span)
    }

    /// The place of some tokens in the text; there must be at least one.
    pub(crate) fn extent(&self, tokens: Range<usize>) -> Span {
        self.span(tokens.start).to(self.span(tokens.end.wrapping_sub(1)))
    }

    /// The tokens that lie in a span.
    pub(crate) fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The sentence in which a byte lies, or the next; the number of sentences beyond
    /// the last.
    pub(crate) fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|s| s.span.end <= byte)
    }

    /// The sentence in which a token lies, or the next, as [`Page::sentence_at`].
    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.sentence_at(self.span(token).start)
    }

    /// The text of a span with single spaces for its white space, and without soft hyphens.
    pub(crate) fn plain(&self, span: Span) -> String {
        let text = span.of(self.text);
        let mut plain = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            // A soft hyphen is no letter.
            plain.extend(word.split('\u{ad}'));
        }
        plain
    }

    /// Whether the token follows the one before without a space.
    pub(crate) fn adjoins(&self, at: usize) -> bool {
        at > 0 && self.span(at.wrapping_sub(1)).end == self.span(at).start
    }

    /// Whether a token is an apostrophe after a plural: the teachers' union.
    pub(crate) fn is_plural_possessive(&self, at: usize) -> bool {
        self.is(at, Traits::QUOTE)
            && self.adjoins(at)
            && matches!(self.word(at), "'" | "’")
            && self.word(at.wrapping_sub(1)).ends_with('s')
    }

    /// Whether a token makes what is before it a possessor.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        self.is(at, Traits::CLITIC) || self.is_plural_possessive(at)
    }

    /// Whether a sentence belongs to a headline.
    pub(crate) fn is_headline(&self, sentence: &Sentence) -> bool {
        self.paragraphs.get(sentence.paragraph).is_some_and(|p| p.role != Role::Body)
    }
}

/// Two letters or more, all capitals.
fn is_acronym(word: &str) -> bool {
    if word.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// “al-Khatib”, “d’Arcy”: a name, although its first letter is small.
fn has_particle(word: &str, words: &Words) -> bool {
    word.find(['-', '\'', '’']).is_some_and(|at| {
        let after = word[at..].chars().nth(1);
        at <= 4 && after.is_some_and(char::is_uppercase) && words.look_up(&word[..at]).any(Traits::PARTICLE)
    })
}

fn traits(word: &str, kind: TokenKind, words: &Words) -> Traits {
    match kind {
        TokenKind::Quote => Traits::QUOTE,
        TokenKind::Dash => Traits::DASH,
        TokenKind::Punctuation => match word {
            "," => Traits::COMMA,
            "(" | "[" => Traits::OPEN,
            ")" | "]" => Traits::CLOSE,
            _ => Traits::MARK,
        },
        TokenKind::Number => {
            let capital = word.bytes().any(|b| b.is_ascii_uppercase());
            Traits::WORD | Traits::NUMBER | if capital { Traits::CAPITAL } else { Traits::default() }
        }
        TokenKind::Word if matches!(word, "'s" | "’s" | "'S" | "’S") => Traits::CLITIC,
        TokenKind::Word => {
            let plain = word.bytes().all(|b| b.is_ascii_alphanumeric());
            let first = word.as_bytes()[0];
            let mut traits = Traits::WORD;
            if first.is_ascii_uppercase() || (first >= 0x80 && word.starts_with(char::is_uppercase)) {
                traits |= Traits::CAPITAL;
                if is_acronym(word) {
                    traits |= Traits::ACRONYM;
                }
            } else if first.is_ascii_digit() {
                traits |= Traits::NUMBER;
            } else if !plain && has_particle(word, words) {
                traits |= Traits::CAPITAL;
            }
            if matches!(word, "US" | "WHO") {
                return traits;
            }
            if !plain && word.contains('/') {
                // “writer/director”
                return word.split('/').fold(traits, |traits, part| traits | words.look_up(part));
            }
            // “they're”, “I've”
            let base = if plain { None } else { word.find(['\'', '’']) };
            let base = base.map(|at| words.look_up(&word[..at])).filter(|t| t.any(Traits::PRONOUN));
            traits | base.unwrap_or_else(|| words.look_up(word))
        }
    }
}
