//! Which parts of a text are inside quotation marks.
//!
//! Only used to distinguish direct from indirect contents when they are counted, on
//! both sides alike. The detector reads quotation marks in its own way, so a mistake
//! there cannot hide itself here.

use super::characters::{is_space, lines, starts_in_word, starts_with_letter};
use text::Span;

/// The stretches of `text` inside quotation marks, in order, not overlapping.
///
/// Paragraphs (lines) are read one by one. Of the double marks (curly, straight,
/// angled, `''` and ` `` `) an opening one opens, a closing one closes and a
/// straight one does whichever applies; what is left open runs to the end of the
/// paragraph, since a quotation of several paragraphs opens each anew. Outside
/// double marks, single marks count as pairs within a paragraph.
pub(crate) fn quoted(text: &str) -> Vec<Span> {
    let mut quoted = Vec::new();
    let mut start = 0;
    for line in lines(text) {
        LineScanner { line, start, quoted: &mut quoted }.scan();
        start += line.len();
    }
    quoted
}

/// What a double mark may do.
#[derive(Clone, Copy, PartialEq)]
enum MarkRole {
    Open,
    Close,
    Either,
}

/// Finds the quoted stretches of one line.
struct LineScanner<'a> {
    line: &'a str,
    /// The offset of the line in the text.
    start: usize,
    quoted: &'a mut Vec<Span>,
}

impl LineScanner<'_> {
    fn scan(&mut self) {
        let mut opened = None;
        // Where the stretch outside double marks began.
        let mut gap = 0;
        for (mark, role) in double_marks(self.line) {
            match opened {
                None if role != MarkRole::Close => {
                    self.singles(gap, mark.start);
                    opened = Some(mark.end);
                }
                Some(from) if role != MarkRole::Open => {
                    self.add(from, mark.start);
                    opened = None;
                    gap = mark.end;
                }
                _ => {}
            }
        }
        match opened {
            None => self.singles(gap, self.line.len()),
            Some(from) => self.add(from, self.line.len()),
        }
    }

    fn add(&mut self, from: usize, to: usize) {
        self.quoted.push(Span::new(self.start + from, self.start + to));
    }

    /// Adds the stretches between pairs of single marks in a part of the line.
    fn singles(&mut self, from: usize, to: usize) {
        let mut at = from;
        while let Some(opening) = self.opening(at, to) {
            at = opening.end;
            if is_elision(&self.line[at..]) {
                continue;
            }
            let limit = self.opening(at, to).map_or(to, |next| next.start);
            let mut closings = self.closings(at, limit).peekable();
            let mut closing = closings.next();
            // The apostrophe of a plural, unless no other mark is left to close.
            while let Some(mark) = closing
                && self.line[..mark.start].ends_with('s')
                && closings.peek().is_some()
            {
                closing = closings.next();
            }
            drop(closings);
            if let Some(mark) = closing {
                self.add(at, mark.start);
                at = mark.end;
            }
        }
    }

    /// The first single mark that may open: after white space, a bracket, a dash or a
    /// double mark, or at the start, and before a letter. Not '90s, not don't.
    fn opening(&self, from: usize, to: usize) -> Option<Span> {
        let opens = |c: char| is_space(c) || matches!(c, '(' | '[' | '–' | '—' | '“' | '"' | '-');
        marks(self.line, from, to, ['\'', '‘']).find(|mark| {
            self.line[..mark.start].chars().next_back().is_none_or(opens)
                && starts_with_letter(&self.line[mark.end..to])
        })
    }

    /// The single marks that may close: after a character, not before a letter.
    fn closings(&self, from: usize, to: usize) -> impl Iterator<Item = Span> {
        let line = self.line;
        marks(line, from, to, ['\'', '’']).filter(move |mark| {
            line[..mark.start].chars().next_back().is_some_and(|c| !is_space(c))
                && !starts_in_word(&line[mark.end..to])
        })
    }
}

/// The spans of either of two characters between two offsets.
fn marks(line: &str, from: usize, to: usize, either: [char; 2]) -> impl Iterator<Item = Span> {
    line[from..to].match_indices(either).map(move |(at, mark)| Span::new(from + at, from + at + mark.len()))
}

/// The double marks of a line; two single ones in a row count as one.
fn double_marks(line: &str) -> impl Iterator<Item = (Span, MarkRole)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &line[at..];
            let start = at + rest.find(['"', '“', '”', '„', '‟', '«', '»', '\'', '`'])?;
            let mark = line[start..].chars().next()?;
            at = start + mark.len_utf8();
            let role = match mark {
                '"' => MarkRole::Either,
                '“' | '„' | '‟' | '«' => MarkRole::Open,
                '”' | '»' => MarkRole::Close,
                _ if !line[at..].starts_with(mark) => continue,
                _ => {
                    at += 1;
                    if mark == '`' { MarkRole::Open } else { MarkRole::Either }
                }
            };
            return Some((Span::new(start, at), role));
        }
    })
}

/// Whether a text begins with a word whose first letters an apostrophe replaced:
/// 'em, 'til.
fn is_elision(text: &str) -> bool {
    // The letters that Python takes to be equal when it ignores case.
    let same = |c: char, small: char| match c {
        'İ' | 'ı' => small == 'i',
        'ſ' => small == 's',
        c => c.to_ascii_lowercase() == small,
    };
    ["em", "til", "tis", "twas", "cause", "bout", "n"].iter().any(|word| {
        let mut rest = text.chars();
        word.chars().all(|small| rest.next().is_some_and(|c| same(c, small)))
            && !starts_in_word(rest.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quoted stretches are written in braces.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace(['{', '}'], "");
        let mut shown = String::new();
        let mut at = 0;
        for span in quoted(&text).into_iter().filter(|s| !s.is_empty()) {
            shown += &format!("{}{{{}}}", &text[at..span.start], span.of(&text));
            at = span.end;
        }
        assert_eq!(shown + &text[at..], marked);
    }

    #[test]
    fn double() {
        check("“{We sail at dawn,}” she said. «{Oui}», he said, ``{go}''.");
        check("\"{One,}\" he said. \"{Two.}\"\nThree.");
        check("“{Open to the end.\n}“{And again.}” Out.");
        check("Stray” mark “{in “ here}”.");
    }

    #[test]
    fn single() {
        check("She called it ‘{a gift}’ and left. Don't ask.");
        check("It was '{the workers' choice}', he said; the '90s are over.");
        check("Get 'em, rock 'n' roll, 'Til then. '{Emil}' came.");
        check("“{He said ‘no’ to me,}” she said of '{it}'.");
        check("An ‘opened one.\nAnd ('{brackets}').");
        check("The boys' room.");
    }
}
