//! The words of a text as they are compared one by one, each with where it is.

use super::fold::{fold, is_capitalised};
use super::gist::{self, Gists, Stem};
use super::numbers::{Numbers, is_currency};
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::FxHashMap;
use text::Span;

/// Words that follow the grammar of a sentence: they differ between what somebody says
/// and how it is reported.
#[rustfmt::skip]
const GRAMMAR: ClassTable<WordClass> = ClassTable { list: "function_words", meanings: &[
    ("negation", WordClass::Negation), ("subject", WordClass::Grammar), ("object", WordClass::Grammar),
    ("possessive", WordClass::Grammar), ("reflexive", WordClass::Grammar), ("be", WordClass::Grammar),
    ("have", WordClass::Grammar), ("do", WordClass::Grammar), ("modal", WordClass::Grammar),
    ("that", WordClass::Grammar), ("pointing", WordClass::Grammar),
] };

pub(super) const READS: [&dyn Reads; 1] = [&GRAMMAR];

/// A word of a text; a number is one word, however many it is printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it is, in bytes.
    pub span: Span,
    /// The same for the same word, however it is printed.
    pub key: u32,
    /// What it means, if it means something of its own.
    pub stem: Option<Stem>,
    /// What kind of word it is.
    pub class: WordClass,
}

/// What kind of word a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// It carries meaning.
    Meaning,
    /// It carries meaning, and is printed like a name in the middle of a sentence.
    Name,
    /// A number.
    Number,
    /// “Not”, “won’t”.
    Negation,
    /// A pronoun or a form of be, have or do, or a modal verb.
    Grammar,
    /// Another word without meaning of its own: “the”, “of”.
    Small,
}

impl WordClass {
    /// Whether words of this class tell one content from another.
    pub fn is_telling(self) -> bool {
        matches!(self, Self::Meaning | Self::Name | Self::Number)
    }
}

/// Reads words.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    numbers: Numbers,
    /// What function words do, by the folded word.
    grammar: FxHashMap<String, WordClass>,
}

/// A word as it is printed: its span, and folded.
struct Printed {
    span: Span,
    /// Numbers keep their marks: “$1,200”.
    folded: String,
    capitalised: bool,
    /// Whether a sentence begins with it, or may.
    opens: bool,
}

impl AsRef<str> for Printed {
    fn as_ref(&self) -> &str {
        &self.folded
    }
}

impl Words {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let entries = lexicon.list(GRAMMAR.list).iter();
        let class = |entry: &lexicon::Entry| Some((fold(&entry.phrase), GRAMMAR.all(entry).next()?));
        Self { numbers: Numbers::new(lexicon), grammar: entries.filter_map(class).collect() }
    }

    /// The words of a part of a text, in order.
    pub(super) fn of(&self, gists: &Gists, text: &str, part: Span) -> Vec<Word> {
        let printed = printed(text, part);
        let mut words = Vec::with_capacity(printed.len());
        let mut at = 0;
        while let Some(word) = printed.get(at) {
            let read = word.may_be_number(&self.numbers).then(|| self.numbers.read(&printed[at..])).flatten();
            let (word, taken) = match read {
                Some((number, taken)) => {
                    let span = word.span.to(printed[at + taken - 1].span);
                    let stem = gist::of_number(&number.print());
                    (Word { span, key: stem, stem: Some(stem), class: WordClass::Number }, taken)
                }
                None => (self.word(gists, word), 1),
            };
            words.push(word);
            at += taken;
        }
        words
    }

    fn word(&self, gists: &Gists, printed: &Printed) -> Word {
        let Printed { span, folded, .. } = printed;
        let (span, key) = (*span, gist::hash(folded));
        let stem = gists.stems_of_folded(folded).next();
        let (stem, class) = match (self.grammar.get(folded), stem) {
            (Some(&class), _) => (None, class),
            (None, None) => (None, WordClass::Small),
            (None, Some(stem)) if gist::is_negation(stem) => (None, WordClass::Negation),
            (None, Some(stem)) if gist::is_number(stem) => (Some(stem), WordClass::Number),
            (None, Some(stem)) if printed.capitalised && !printed.opens && gists.may_name(folded) => {
                (Some(gist::as_name(stem)), WordClass::Name)
            }
            (None, stem) => (stem, WordClass::Meaning),
        };
        Word { span, key, stem: stem.map(gist::plain), class }
    }
}

impl Printed {
    /// Most words are no numbers, which their first letter tells of digits.
    fn may_be_number(&self, numbers: &Numbers) -> bool {
        self.folded.starts_with(|c: char| c.is_ascii_digit() || is_currency(c)) || numbers.has(&self.folded)
    }
}

/// Cuts a text into words.
fn printed(text: &str, part: Span) -> Vec<Printed> {
    let bytes = part.of(text);
    let (mut words, mut opens) = (Vec::new(), true);
    let mut characters = bytes.char_indices().peekable();
    // The rest of “Monday’s” is no word.
    if bytes.starts_with("’s ") || bytes.starts_with("'s ") {
        characters.by_ref().take(2).for_each(drop);
    }
    while let Some(&(start, first)) = characters.peek() {
        if !first.is_alphanumeric() && !is_currency(first) {
            opens |= matches!(first, '.' | '!' | '?' | ':' | '“' | '"' | '”' | '\n');
            characters.next();
            continue;
        }
        let (end, figures) = end_of_word(bytes, start);
        while characters.next_if(|&(at, _)| at < end).is_some() {}
        let word = &bytes[start..end];
        let folded = match figures {
            true => word.to_lowercase(),
            // “U.S.” is one word.
            false => fold(&word.replace('.', "")),
        };
        if !folded.is_empty() {
            let span = Span::new(part.start + start, part.start + end);
            words.push(Printed { span, folded, capitalised: is_capitalised(word), opens });
            opens = false;
        }
    }
    words
}

/// Where the word that starts at a byte ends, and whether it is printed in figures.
fn end_of_word(text: &str, start: usize) -> (usize, bool) {
    let mut characters = text[start..].char_indices().peekable();
    let first = characters.next().map_or(' ', |(_, c)| c);
    let figures = first.is_ascii_digit() || is_currency(first);
    let (mut end, mut letters) = (first.len_utf8(), usize::from(first.is_alphabetic()));
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let inside = match c {
            c if c.is_alphanumeric() || is_mark_of_letter(c) => {
                letters += 1;
                true
            }
            '\'' | '’' => next.is_some_and(char::is_alphabetic),
            ',' => figures && next.is_some_and(|next| next.is_ascii_digit()),
            // “3.7”, “U.S.”
            '.' if figures => next.is_some_and(|next| next.is_ascii_digit()),
            '.' => std::mem::take(&mut letters) == 1 && next.is_some_and(char::is_alphabetic),
            '%' => figures,
            _ => false,
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    (start + end, figures)
}

/// Accents that are characters of their own, and what has no width.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Vocabulary;

    /// Both texts have the same words.
    #[track_caller]
    fn check(one: &str, other: &str) {
        let vocabulary = Vocabulary::new(&Lexicon::embedded());
        let keys = |text: &str| -> Vec<_> {
            vocabulary.words(text, Span::new(0, text.len())).iter().map(|word| word.key).collect()
        };
        assert_eq!(keys(one), keys(other), "{one} / {other}");
    }

    #[test]
    fn one_text_in_different_prints() {
        check("“We don’t know – yet,” she said…", "\"We don't know -- yet\" she said...");
        check("two million people in the U.S.", "2m people in the US");
        check("It rose by 3.7 per cent, to $5bn.", "It rose by 3.7% to 5 billion dollars");
        check("a twenty-five-year-old, E\u{301}lodie", "a 25-year-old Élodie");
        check("’s all right", "all right");
        check("", " … ");
    }

    #[test]
    fn classes_and_places() {
        let vocabulary = Vocabulary::new(&Lexicon::embedded());
        let text = "Yes, we won’t tell Åse 20 lies.";
        let words = vocabulary.words(text, Span::new(5, text.len()));
        let found: Vec<_> = words.iter().map(|word| (word.span.of(text), word.class)).collect();
        use WordClass::{Grammar, Meaning, Name, Negation, Number};
        let expected = [
            ("we", Grammar),
            ("won’t", Negation),
            ("tell", Meaning),
            ("Åse", Name),
            ("20", Number),
            ("lies", Meaning),
        ];
        assert_eq!(found, expected);
    }
}
