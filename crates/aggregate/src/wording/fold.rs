//! Takes away what differs only in print.

use unicode_normalization::char::decompose_compatible;

/// The words of a text with single spaces between them, as [`fold_words`] writes
/// them.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_words(text, &mut folded);
    folded
}

/// Appends the words of `text` to `folded`, with a single space before each but
/// the first, and returns how many there are.
///
/// What is printed in different ways becomes the same: case, white space,
/// quotation marks, dashes and all other punctuation, apostrophes, accents
/// however they are encoded, ligatures ("ß", "ﬁ"). Signs that carry meaning
/// ("%", "$") are kept.
pub(crate) fn fold_words(text: &str, folded: &mut String) -> usize {
    let mut words = FoldedWords { folded, count: 0, within: false };
    for c in text.chars() {
        if c.is_ascii() {
            words.ascii(c);
        } else if is_break(c) {
            words.within = false;
        } else if !is_silent(c) {
            decompose_compatible(c, |part| words.any(part));
        }
    }
    words.count
}

/// The words written so far.
struct FoldedWords<'a> {
    folded: &'a mut String,
    count: usize,
    /// Whether the next letter continues a word.
    within: bool,
}

impl FoldedWords<'_> {
    /// Takes in a character of ASCII.
    fn ascii(&mut self, c: char) {
        match c {
            'a'..='z' | '0'..='9' | '%' | '$' | '+' => self.push(c),
            'A'..='Z' => self.push(c.to_ascii_lowercase()),
            '&' => {
                self.within = false;
                "and".chars().for_each(|c| self.push(c));
                self.within = false;
            }
            // "Don't" is one word however its apostrophe is printed.
            '\'' | '`' => {}
            _ => self.within = false,
        }
    }

    /// Takes in what a character is made of, which may be of any kind: "…" is
    /// made of "...".
    fn any(&mut self, c: char) {
        match c {
            c if c.is_ascii() => self.ascii(c),
            // Accents: some outlets print them, others do not.
            '\u{300}'..='\u{36F}' => {}
            'ø' | 'Ø' => self.push('o'),
            'đ' | 'Đ' => self.push('d'),
            'ł' | 'Ł' => self.push('l'),
            'ı' => self.push('i'),
            'ß' | 'ẞ' => "ss".chars().for_each(|c| self.push(c)),
            'æ' | 'Æ' => "ae".chars().for_each(|c| self.push(c)),
            'œ' | 'Œ' => "oe".chars().for_each(|c| self.push(c)),
            c => c.to_lowercase().for_each(|c| self.push(c)),
        }
    }

    /// Adds a letter to the word, or starts one with it.
    fn push(&mut self, c: char) {
        if !self.within {
            if !self.folded.is_empty() {
                self.folded.push(' ');
            }
            self.count += 1;
            self.within = true;
        }
        self.folded.push(c);
    }
}

/// Marks and spaces outside ASCII that separate words.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '«' | '»' | '¡' | '¿' | '·' | '‐'..='‗' | '“'..='‧' | '‹' | '›' | '、'..='〟')
}

/// Characters outside ASCII that belong to no spelling: apostrophes, and
/// characters without width.
fn is_silent(c: char) -> bool {
    matches!(c, '‘' | '’' | '‛' | 'ʼ' | 'ʻ' | '´' | '′' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// A name without its article: "Port Authority" of "the Port Authority".
pub(crate) fn without_article(name: &str) -> &str {
    match name.split_once(char::is_whitespace) {
        Some((first, rest)) if ["the", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a)) => {
            rest.trim_start()
        }
        _ => name,
    }
}

/// Whether a word is printed like a name: "Funes", "eBay", "3M". Letters of
/// scripts without case count as capitals.
pub(crate) fn is_capitalised(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_different_prints() {
        let prints = [
            (
                "“We don’t know – yet,” she said…",
                "\"We don't know -- yet\" she said...",
                "we dont know yet she said",
            ),
            ("Élodie  Nguyễn\u{a0}Văn", "E\u{301}lodie Nguye\u{302}\u{303}n Va\u{306}n", "elodie nguyen van"),
            ("Straße, Ærø & Łódź", "STRASSE AERO AND LODZ", "strasse aero and lodz"),
            ("a soft\u{ad}ware ﬁx", "A software fix!", "a software fix"),
            ("3.7% of $5", "3,7% OF $5;", "3 7% of $5"),
            ("Иван Йовков", "иван йовков", "иван иовков"),
            ("¿Qué? «Nada», dijo", "que nada dijo", "que nada dijo"),
            ("", " \u{200b}… ", ""),
        ];
        for (one, other, folded) in prints {
            assert_eq!(fold(one), folded, "{one}");
            assert_eq!(fold(other), folded, "{other}");
        }
    }

    #[test]
    fn words_are_counted() {
        for (text, count) in [("", 0), (" — ", 0), ("Yes.", 1), ("I don’t know", 3), ("Tom&Jerry", 3)] {
            let mut folded = String::new();
            assert_eq!(fold_words(text, &mut folded), count, "{text}");
            assert_eq!(folded.split_whitespace().count(), count, "{text}");
        }
    }
}
