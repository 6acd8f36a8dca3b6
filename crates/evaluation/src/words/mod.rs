//! A text as words, and spans as sets of words.
//!
//! Everything is compared by the words it covers (`compare`), and only this module
//! knows how spans become words: `characters` says what a word is, `quotes` which
//! ones are quoted.

pub(crate) mod characters;
mod quotes;

use characters::{WORD, starts_in_word};
use quotes::quoted;
use text::{Kind, Span};

/// Some words of a text by their numbers, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct WordSet(Vec<u32>);

impl WordSet {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    pub(crate) fn contains(&self, word: u32) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    pub(crate) fn last(&self) -> Option<u32> {
        self.0.last().copied()
    }

    /// How many words are in both.
    pub(crate) fn shared(&self, other: &WordSet) -> usize {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut count = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let order = x.cmp(y);
            count += usize::from(order.is_eq());
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        count
    }

    /// The Jaccard index: shared words among the words in either; 0 when there are
    /// none.
    pub(crate) fn jaccard(&self, other: &WordSet) -> f64 {
        let shared = self.shared(other);
        let either = self.len() + other.len() - shared;
        if either == 0 { 0.0 } else { shared as f64 / either as f64 }
    }

    pub(crate) fn union<'a>(sets: impl Iterator<Item = &'a WordSet>) -> WordSet {
        sets.flat_map(WordSet::iter).collect()
    }

    pub(crate) fn without(&self, other: &WordSet) -> WordSet {
        WordSet(self.iter().filter(|&word| !other.contains(word)).collect())
    }
}

impl FromIterator<u32> for WordSet {
    fn from_iter<I: IntoIterator<Item = u32>>(words: I) -> Self {
        let mut words: Vec<u32> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        WordSet(words)
    }
}

/// Whether a content with these spans, in bytes of the text, is direct, indirect or mixed,
/// by the quotation marks around its words.
pub fn kind(text: &str, content: &[Span]) -> Kind {
    let words = Words::new(text);
    words.kind(&words.of(&words.normalised(content)))
}

/// A text, the spans of its words and which of them are quoted.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    words: Vec<Span>,
    quoted: Vec<bool>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let words: Vec<Span> = WORD.find_iter(text).map(|word| Span::from(word.range())).collect();
        let mut stretches = quoted(text).into_iter().peekable();
        let quoted = words
            .iter()
            .map(|word| {
                while stretches.next_if(|stretch| stretch.end <= word.start).is_some() {}
                stretches.peek().is_some_and(|stretch| stretch.start <= word.start)
            })
            .collect();
        Self { text, words, quoted }
    }

    /// The words that share a character with any of these spans.
    pub(crate) fn of(&self, spans: &[Span]) -> WordSet {
        spans
            .iter()
            .flat_map(|span| {
                let first = self.words.partition_point(|word| word.end <= span.start);
                let after = self.words.partition_point(|word| word.start < span.end);
                first as u32..after as u32
            })
            .collect()
    }

    /// Direct when all of these words are quoted, indirect when none is, otherwise
    /// mixed.
    pub(crate) fn kind(&self, words: &WordSet) -> Kind {
        match words.iter().filter(|&word| self.quoted[word as usize]).count() {
            0 => Kind::Indirect,
            all if all == words.len() => Kind::Direct,
            _ => Kind::Mixed,
        }
    }

    /// A content without what annotators may or may not include: fragments with
    /// only white space and marks between them are joined, such characters are
    /// trimmed from their ends, and "that" is dropped if it is the first word.
    pub(crate) fn normalised(&self, content: &[Span]) -> Vec<Span> {
        let mut sorted = content.to_vec();
        sorted.sort_unstable();
        let mut joined: Vec<Span> = Vec::new();
        for span in sorted {
            match joined.last_mut() {
                Some(last)
                    if span.start <= last.end || self.text[last.end..span.start].chars().all(is_trimmed) =>
                {
                    last.end = last.end.max(span.end);
                }
                _ => joined.push(span),
            }
        }
        let mut out: Vec<Span> = joined.into_iter().filter_map(|span| self.trimmed(span)).collect();
        if let Some(&first) = out.first()
            && starts_with_that(first.of(self.text))
        {
            let rest = self.trimmed(Span::new(first.start + "that".len(), first.end));
            if rest.is_some() || out.len() > 1 {
                out.splice(..1, rest);
            }
        }
        out
    }

    fn trimmed(&self, span: Span) -> Option<Span> {
        let inner = span.of(self.text).trim_end_matches(is_trimmed);
        let end = span.start + inner.len();
        let start = end - inner.trim_start_matches(is_trimmed).len();
        (start < end).then(|| Span::new(start, end))
    }
}

fn starts_with_that(text: &str) -> bool {
    text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("that")) && !starts_in_word(&text[4..])
}

/// White space, quotation marks and the marks that are found beside them.
#[rustfmt::skip]
fn is_trimmed(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{200b}' | '\u{feff}'
        | '"' | '\'' | '`' | '«' | '»' | '‘' | '’' | '‚' | '“' | '”' | '„' | '‟' | '‹' | '›'
        | '.' | ',' | ';' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans are written in brackets; `want` are the texts after normalising.
    #[track_caller]
    fn check(marked: &str, want: &[&str]) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for part in marked.split_inclusive(['[', ']']) {
            let start = text.len();
            text += part.trim_end_matches(['[', ']']);
            if part.ends_with(']') {
                spans.push(Span::new(start, text.len()));
            }
        }
        let words = Words::new(&text);
        let found: Vec<_> = words.normalised(&spans).iter().map(|s| s.of(&text)).collect();
        assert_eq!(found, want, "{marked}");
    }

    #[test]
    fn contents_are_normalised() {
        check("[“We sail,”] she said, [“at dawn.”]", &["We sail", "at dawn"]);
        check("[One], “[two]”", &["One, “two"]);
        check("[\t One]\t\r\n[two\u{a0}]", &["One\t\r\ntwo"]);
        check("[One]? [two]", &["One", "two"]);
        check("He said [that the port’s closed.]", &["the port’s closed"]);
        check("[That’s a port]", &["s a port"]);
        check("[that]", &["that"]);
        check("[That] he said [is all]", &["is all"]);
        check("[Thatcher won]", &["Thatcher won"]);
        check("[ “” ] x [y]", &["y"]);
    }

    #[test]
    fn words_and_kinds() {
        let text = "“Ja, vi älskar,” sade hon.";
        let words = Words::new(text);
        let end = text.find(" sade").unwrap();
        let inside = words.of(&[Span::new(0, end)]);
        assert_eq!(inside.iter().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(words.kind(&inside), Kind::Direct);
        assert_eq!(words.kind(&words.of(&[Span::new(end, text.len())])), Kind::Indirect);
        assert_eq!(words.kind(&words.of(&[Span::new(0, text.len())])), Kind::Mixed);
        // One letter is enough; the space between two words is not.
        let hon = text.find("hon").unwrap();
        assert_eq!(words.of(&[Span::new(hon, hon + 1)]).len(), 1);
        assert!(words.of(&[Span::new(hon - 1, hon)]).is_empty());
    }

    #[test]
    fn sets() {
        let set = |words: &[u32]| words.iter().copied().collect::<WordSet>();
        let (a, b) = (set(&[3, 1, 2, 3]), set(&[2, 3, 4]));
        assert_eq!((a.len(), a.shared(&b), a.jaccard(&b)), (3, 2, 0.5));
        assert_eq!((a.without(&b), WordSet::union([&a, &b].into_iter())), (set(&[1]), set(&[1, 2, 3, 4])));
        assert_eq!(set(&[]).jaccard(&set(&[])), 0.0);
    }
}
