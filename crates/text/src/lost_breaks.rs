//! Paragraphs that lost the line breaks between them: “the plan failed.“We were late,” Moe
//! said.Nobody objected.”
//!
//! Scrapers that drop the tags of a page drop its breaks, too. A sentence that touches the
//! next is where one was, if the text has several such places: a single one is a slip.

use crate::span::Span;

/// So many places at least where sentences touch.
const LEAST_PLACES: usize = 3;

/// The paragraphs, cut where sentences touch each other, if the text lost its breaks.
pub(crate) fn cut(text: &str, paragraphs: Vec<Span>) -> Vec<Span> {
    let places: Vec<Vec<usize>> = paragraphs.iter().map(|&paragraph| places(text, paragraph)).collect();
    if places.iter().map(Vec::len).sum::<usize>() < LEAST_PLACES {
        return paragraphs;
    }
    let mut cut = Vec::with_capacity(paragraphs.len());
    for (paragraph, places) in paragraphs.iter().zip(places) {
        let mut start = paragraph.start;
        for place in places {
            cut.push(Span::new(start, place));
            start = place;
        }
        cut.push(Span::new(start, paragraph.end));
    }
    cut
}

/// Where sentences of a paragraph touch each other.
fn places(text: &str, paragraph: Span) -> Vec<usize> {
    let bytes = &text.as_bytes()[..paragraph.end];
    let mut places = Vec::new();
    // Whether a straight quotation mark is open, which tells what the next one does.
    let mut open = false;
    let mut at = paragraph.start;
    while at < paragraph.end {
        match bytes[at] {
            b'"' => open = !open,
            b'.' | b'!' | b'?' if ends_a_word(&bytes[paragraph.start..at]) => {
                if let Some(place) = touches(text, Span::new(at + 1, paragraph.end), open) {
                    places.push(place);
                    open = false;
                    at = place;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    places
}

/// Whether what ends here is a word in small letters, not an initial or “U.S.”
fn ends_a_word(before: &[u8]) -> bool {
    matches!(before, [.., a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase())
}

/// Where the next sentence begins, if it touches the mark with which one ends and is told
/// apart from a name with a dot in it: it begins with a capitalised word and a space. `open` is
/// whether a straight quotation mark is open.
fn touches(text: &str, rest: Span, mut open: bool) -> Option<usize> {
    let mut place = rest.start;
    let closing = |c: &char, open: bool| matches!(c, '”' | '’') || *c == '"' && open;
    while let Some(mark) = text[place..rest.end].chars().next().filter(|c| closing(c, open)) {
        open &= mark != '"';
        place += mark.len_utf8();
    }
    let word = text[place..rest.end].trim_start_matches(['“', '‘', '"']);
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.as_str().chars().take_while(|c| c.is_lowercase()).count();
    let ends = letters.nth(small).is_some_and(|c| matches!(c, ' ' | ',' | '’' | '\''));
    (capital && ends && (small > 0 || word.starts_with(['A', 'I']))).then_some(place)
}
