//! Where the sentences of one paragraph end.
//!
//! A scan over bytes finds the marks that may end a sentence. At each of them
//! the rules look at the word before and the words after; what no rule objects
//! to is an end.

use crate::characters::{
    char_at, char_before, closes, is_bullet, is_dash, is_letter, is_quote, is_terminator, is_wide_terminator,
    opens_quote, skip_space,
};
use crate::lists::marker;
use crate::tokens::is_dotted;
use crate::vocabulary::{Classes, Vocabulary};
use text::Span;

/// Appends the sentences of a paragraph, which has no white space at its ends.
pub(crate) fn split(text: &str, paragraph: Span, vocabulary: &Vocabulary, sentences: &mut Vec<Span>) {
    let end = paragraph.end;
    let mut start = paragraph.start;
    let mut next_item = None;
    while start < end {
        if let Some(close) = separator(text, start..end) {
            sentences.push(Span::new(start, close));
            start = skip_space(text, close, end);
            continue;
        }
        let item = marker(text, start..end);
        if next_item.is_none_or(|next| next <= start) {
            next_item = item.as_ref().and_then(|item| item.next(text, end));
        }
        let first = item.map_or(start, |item| item.end);
        let limit = next_item.unwrap_or(end);
        let place = Place { text, vocabulary, paragraph: paragraph.start, start, stop: first, end };
        let (close, next) = place.close(limit).unwrap_or((limit, limit));
        sentences.push(Span::new(start, close).trim(text));
        start = next;
    }
}

/// The first mark from `at` on that may end a sentence, or `end`.
fn candidate(text: &str, mut at: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    while let Some(skipped) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|&b| MAY_END[usize::from(b)]))
    {
        at += skipped;
        if bytes[at] < 0x80 {
            return at;
        }
        match char_at(text, at) {
            Some(c) if is_terminator(c) => return at,
            other => at += other.map_or(1, char::len_utf8),
        }
    }
    end
}

/// The bytes that terminators start with.
const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xE2, 0xE3, 0xEF, 0xD8, 0xE0];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

enum Decision {
    /// The sentence goes on; look for the next mark from here.
    GoOn(usize),
    /// It ends here, and the next one starts there.
    End(usize, usize),
}

/// A mark that may end a sentence.
struct Place<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    /// Where the paragraph starts.
    paragraph: usize,
    /// Where the sentence starts.
    start: usize,
    /// The mark.
    stop: usize,
    /// The end of the paragraph.
    end: usize,
}

/// A run of marks: "?!", "...", ". . .".
struct Marks {
    end: usize,
    /// It is one full stop and nothing else.
    single_stop: bool,
    /// It leaves something out.
    ellipsis: bool,
    /// It holds a question or exclamation mark.
    strong: bool,
    /// It holds a terminator of a script without spaces.
    wide: bool,
}

/// What closes after the marks: quotation marks, brackets, note numbers.
#[derive(Clone, Copy)]
struct Closers {
    end: usize,
    quote: bool,
    bracket: bool,
    note: bool,
}

impl Place<'_> {
    /// Where the sentence ends and where the next one starts, if a mark from
    /// `self.stop` up to `limit` ends it.
    fn close(mut self, limit: usize) -> Option<(usize, usize)> {
        loop {
            self.stop = candidate(self.text, self.stop, limit);
            if self.stop >= limit {
                return None;
            }
            match self.decide() {
                Decision::GoOn(resume) => self.stop = resume.max(self.stop + 1),
                Decision::End(close, next) => return Some((close, next)),
            }
        }
    }

    fn decide(&self) -> Decision {
        let marks = self.marks();
        if !self.text[self.start..self.stop].contains(|c: char| c.is_alphanumeric()) {
            // ". . . Potters moved on.": nothing has been said yet.
            return Decision::GoOn(marks.end);
        }
        if let Some(next) = self.stop_before_ellipsis() {
            return Decision::End(self.stop + 1, next);
        }
        let closers = self.closers(&marks);
        let next = skip_space(self.text, closers.end, self.end);
        if next >= self.end {
            return Decision::GoOn(self.end);
        }
        if next == closers.end
            && let Some(decision) = self.inside_address()
        {
            return decision;
        }
        let ends = if next == closers.end {
            self.ends_without_space(&marks, closers)
        } else {
            self.ends_before(next, &marks, closers)
        };
        if ends { Decision::End(closers.end, next) } else { Decision::GoOn(closers.end) }
    }

    /// The last bytes before `at`, not from before `start`. No rule looks back
    /// further, so that a paragraph of any length takes linear time.
    fn behind(&self, start: usize, at: usize, bytes: usize) -> &str {
        let mut from = start.max(at.saturating_sub(bytes));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    fn at(&self, at: usize) -> Option<char> {
        if at < self.end { char_at(self.text, at) } else { None }
    }

    fn after(&self, at: usize) -> usize {
        at + self.at(at).map_or(0, char::len_utf8)
    }

    /// The run of marks that starts here.
    fn marks(&self) -> Marks {
        let mut marks =
            Marks { end: self.stop, single_stop: false, ellipsis: false, strong: false, wide: false };
        let mut stops = 0;
        loop {
            match self.at(marks.end) {
                Some('.') => stops += 1,
                Some('…') => marks.ellipsis = true,
                Some(c) if is_terminator(c) => {
                    marks.strong = true;
                    marks.wide |= is_wide_terminator(c);
                }
                // ". . ." is one run as well.
                Some(' ' | '\u{a0}') if stops > 0 => {
                    let after = self.after(marks.end);
                    let again = self.at(after) == Some('.')
                        && self.at(after + 1).is_none_or(|c| {
                            c == ' ' || c == '\u{a0}' || c == '.' || is_quote(c) || closes(c)
                        });
                    if !again {
                        break;
                    }
                }
                _ => break,
            }
            marks.end = self.after(marks.end);
        }
        marks.ellipsis |= stops > 1;
        marks.single_stop = stops == 1 && !marks.ellipsis && !marks.strong;
        marks
    }

    /// In "fired the clay. . . . Potters" the first stop ends the sentence
    /// and the ellipsis opens the next.
    fn stop_before_ellipsis(&self) -> Option<usize> {
        let rest = self.text[self.stop..self.end].strip_prefix(". . . .")?;
        let glued = char_before(self.text, self.stop).is_some_and(char::is_alphanumeric);
        let goes_on = rest.trim_start().starts_with(char::is_alphanumeric);
        (glued && goes_on).then_some(self.stop + 2)
    }

    /// What closes after the marks.
    fn closers(&self, marks: &Marks) -> Closers {
        let mut closers = Closers { end: marks.end, quote: false, bracket: false, note: false };
        loop {
            let Some(c) = self.at(closers.end) else { return closers };
            let after = closers.end + c.len_utf8();
            match c {
                // Straight marks close when they stand at the mark, if they are not
                // the first of the next sentence, its space lost.
                '"' | '\'' | '＂' => {
                    let glued_next = self.at(after).is_some_and(char::is_alphanumeric);
                    if glued_next && !self.is_open(c, closers.end) {
                        return closers;
                    }
                    closers.quote = true;
                }
                _ if closes(c) => {
                    closers.quote |= is_quote(c);
                    closers.bracket |= !is_quote(c);
                }
                // „…“ closes with what opens elsewhere.
                '“' | '‘' | '«' if self.at(after).is_none_or(char::is_whitespace) => {
                    closers.quote = true
                }
                '*' | '_' if self.at(after).is_none_or(|c| c.is_whitespace() || c == '*') => {}
                '[' => match self.note(closers.end) {
                    Some(end) => {
                        closers.note = true;
                        closers.end = end;
                        continue;
                    }
                    None => return closers,
                },
                '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => closers.note = true,
                c if c.is_whitespace() => {
                    // A closing mark or a note after a stray space: "… gone. ” She", "… gone. [7] She".
                    let mark = skip_space(self.text, closers.end, self.end);
                    let Some(c) = self.at(mark) else { return closers };
                    let after = mark + c.len_utf8();
                    let alone = self.at(after).is_none_or(char::is_whitespace);
                    if c.is_ascii_digit() && !closers.note {
                        let Some(end) = self.bare_note(mark) else { return closers };
                        closers.note = true;
                        closers.end = end;
                    } else if c == '[' {
                        let Some(end) = self.note(mark) else { return closers };
                        closers.note = true;
                        closers.end = end;
                    } else if matches!(c, '”' | '»') || (alone && matches!(c, '"' | '’' | '\'' | ')' | ']'))
                    {
                        closers.quote |= is_quote(c);
                        closers.end = after;
                    } else {
                        return closers;
                    }
                    continue;
                }
                _ => return closers,
            }
            closers.end = after;
        }
    }

    /// The end of a note's number in brackets: "[28]", "[a]".
    fn note(&self, at: usize) -> Option<usize> {
        let inner = &self.text[at + 1..self.end];
        let length = inner.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
        let is_note = (1..=3).contains(&length) && inner.as_bytes().get(length) == Some(&b']');
        let number = inner.as_bytes()[..length].iter().all(u8::is_ascii_digit) || length == 1;
        (is_note && number).then_some(at + length + 2)
    }

    /// The end of a note's number without brackets, before a word that likely
    /// opens a sentence: "Some crack. 4 Even so, …".
    fn bare_note(&self, at: usize) -> Option<usize> {
        let digits = self.text[at..self.end].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + digits;
        if digits > 2 || self.at(end) != Some(' ') || !self.stop_after_letters() {
            return None;
        }
        let (next, _) = self.word_at(end + 1);
        self.vocabulary.word(next).has(Classes::OPENER).then_some(end)
    }

    /// Whether the mark follows an ordinary word or a bracket.
    fn stop_after_letters(&self) -> bool {
        let word = self.word_before();
        word.chars().nth(1).is_some() && self.word_class() == Classes::default() && !is_dotted(word)
            || char_before(self.text, self.stop).is_some_and(closes)
    }

    /// Whether a straight quotation mark at `at` has one to close.
    fn is_open(&self, mark: char, at: usize) -> bool {
        let before = self.behind(self.paragraph, at, 4_000);
        if mark == '\'' {
            return before.contains(" '") || before.starts_with('\'');
        }
        before.matches(mark).count() % 2 == 1
    }

    /// Whether a sentence ends where no space follows: "banned in spring.Cooks
    /// used cups" lost its space, "ladle.example.org" never had one.
    fn ends_without_space(&self, marks: &Marks, closers: Closers) -> bool {
        let Some(next) = self.at(closers.end) else { return false };
        if marks.wide {
            return closers.end == marks.end || next.is_uppercase();
        }
        let before = char_before(self.text, self.stop).unwrap_or(' ');
        let glued = closers.end > marks.end;
        if opens_quote(next) || next == '"' {
            let inside = self.at(self.after(closers.end)).is_some_and(char::is_uppercase);
            return inside && (before.is_lowercase() || before.is_numeric() || marks.strong);
        }
        let (word, after) = self.word_at(closers.end);
        if !next.is_uppercase() {
            return marks.strong
                && !glued
                && self.vocabulary.small_opener(word)
                && self.ends_before_small(word, marks);
        }
        let opener = self.vocabulary.word(word).has(Classes::OPENER);
        let title = self.at(after) == Some('.') && self.vocabulary.abbreviation(word).has(Classes::NAME);
        let likely = opener || title;
        let mixed = word.len() > 1 && self.text[closers.end..after].chars().skip(1).all(char::is_lowercase);
        let goes_on =
            self.at(after).is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’' | ':')) || title;
        if !goes_on {
            return false;
        }
        let previous = self.word_before();
        if marks.single_stop && !glued {
            let known = self.vocabulary.abbreviation(previous.as_bytes());
            if previous.contains('.') || known != Classes::default() && !known.has(Classes::WORD) {
                return false;
            }
        }
        let plain = previous.chars().count() > 1 && previous.chars().all(char::is_lowercase)
            || closes(before)
            || before == '"';
        likely && (before.is_alphanumeric() || glued) || mixed && (plain || glued)
    }

    /// What to do at a mark inside a web address, a file's path or the like: go
    /// on after it. A sentence ends there when another address follows, or after
    /// a web address a capital.
    fn inside_address(&self) -> Option<Decision> {
        let before =
            self.behind(self.start, self.stop, 200).rsplit(char::is_whitespace).next().unwrap_or_default();
        // An address of any length is gone over once, a word without end never.
        let rest = &self.text[self.stop..self.end];
        let near = rest.char_indices().take(200).take_while(|(_, c)| !c.is_whitespace());
        let near = near.last().map_or(0, |(at, c)| at + c.len_utf8());
        let after = &rest[..near];
        let is_address = before.contains(['/', '@', '\\', '=', '<'])
            || after.contains(['/', '@', '\\'])
            || before.starts_with("www.");
        if !is_address {
            return None;
        }
        let after = rest.split(char::is_whitespace).next().unwrap_or_default();
        let close =
            self.stop + after.trim_end_matches(|c| is_terminator(c) || is_quote(c) || closes(c)).len();
        let next = skip_space(self.text, close, self.end);
        let web = before.contains("://") || before.starts_with("www.");
        let opens = self.at(next).is_some_and(char::is_uppercase) && web && close == self.stop + after.len();
        let ends = next > close && close > self.stop && (opens || self.is_address(next));
        Some(if ends { Decision::End(close, next) } else { Decision::GoOn(close) })
    }

    /// Whether a sentence ends before what follows after white space.
    fn ends_before(&self, next: usize, marks: &Marks, closers: Closers) -> bool {
        let opening = self.opening(next);
        if separator(self.text, next..self.end).is_some() {
            return true;
        }
        let Some(c) = self.at(opening.end) else { return false };
        if !c.is_alphanumeric()
            && !matches!(c, '$' | '€' | '£' | '¥' | '#' | '@' | '<' | '~' | '*')
            && !is_letter(c)
        {
            return false;
        }
        let (word, word_end) = self.word_at(opening.end);
        let capital =
            !c.is_lowercase() || self.text[opening.end..word_end].chars().skip(1).any(char::is_uppercase);
        if !capital && !opening.bullet && !self.is_address(opening.end) {
            let item = opening.bracket && word.len() == 1 && self.at(word_end) == Some(')');
            let apart = closers.end == marks.end && !opening.dash && !opening.quote;
            return item || apart && self.ends_before_small(word, marks);
        }
        if opening.bracket && self.is_year(opening.end) {
            return false;
        }
        // "No. 10" starts with no opener, but "Mr." is one.
        let phrase_end = word_end + usize::from(self.at(word_end) == Some('.'));
        let phrase = &self.text.as_bytes()[opening.end..phrase_end];
        let opener = self.vocabulary.word(phrase).has(Classes::OPENER);
        if marks.single_stop && !closers.quote && !closers.note {
            let ends = self.ends_after_word(c, word, word_end, opener, &opening);
            return ends && (!closers.bracket || opener || self.word_class() == Classes::default());
        }
        if marks.strong && closers.end == marks.end && self.is_marked_name(marks.end) {
            return opener;
        }
        if closers.bracket && self.text[..self.stop].ends_with(['(', '[']) {
            // "(!)" and "[…]" comment on a word or leave some out.
            return false;
        }
        if marks.ellipsis && !marks.strong && !closers.quote && is_pronoun_i(word) && self.stands_apart() {
            // "I" has its capital anywhere: "soup . . . I had none".
            return false;
        }
        if closers.quote && opening.dash {
            return false;
        }
        if closers.quote && opening.end == next && self.is_attributed(next, marks) {
            return false;
        }
        true
    }

    /// Whether a sentence ends before a small letter, as in hasty writing: after
    /// an ordinary word, where the stop cannot be one of an abbreviation.
    fn ends_before_small(&self, next: &[u8], marks: &Marks) -> bool {
        if marks.ellipsis || self.vocabulary.word(next).has(Classes::SAYS) {
            return false;
        }
        let word = self.word_before();
        let small = word.bytes().all(|b| b.is_ascii_lowercase());
        let capitals = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        if marks.strong {
            // "Jeb! was" and "Huh? is" are names and mentions.
            return small || capitals;
        }
        if self.word_class() != Classes::default() {
            return false;
        }
        let opener = self.vocabulary.small_opener(next);
        small && word.len() >= if opener { 2 } else { 4 } || capitals && opener && word.len() > 2
    }

    /// Whether a web address starts here.
    fn is_address(&self, at: usize) -> bool {
        let rest = &self.text[at..self.end];
        ["http://", "https://", "www.", "pic.twitter.com"].iter().any(|start| rest.starts_with(start))
    }

    /// Whether white space stands before the mark.
    fn stands_apart(&self) -> bool {
        char_before(self.text, self.stop).is_some_and(char::is_whitespace)
    }

    /// Whether "1965)" stands here.
    fn is_year(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..self.end];
        rest.len() > 4 && rest[..4].iter().all(u8::is_ascii_digit) && rest[4] == b')'
    }

    /// The marks in front of the next sentence.
    fn opening(&self, mut at: usize) -> Opening {
        let mut opening = Opening { end: at, quote: false, bracket: false, dash: false, bullet: false };
        while let Some(c) = self.at(at) {
            match c {
                '(' | '[' | '{' => opening.bracket = true,
                '-' => opening.dash = true,
                _ if is_dash(c) => opening.dash = true,
                _ if is_bullet(c) => opening.bullet = true,
                '¿' | '¡' | '…' => {}
                '.' if self.text[at..self.end].starts_with("...") => {}
                '.' if at > opening.end && self.text[..at].ends_with('.') => {}
                _ if is_quote(c) => opening.quote = true,
                c if c.is_whitespace() => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        opening.end = at;
        opening
    }

    /// The letters (with inner apostrophes) at `at`, and where they end.
    fn word_at(&self, at: usize) -> (&[u8], usize) {
        let at = at.min(self.end);
        let mut end = at;
        while let Some(c) = self.at(end) {
            let inner = matches!(c, '\'' | '’') && self.at(self.after(end)).is_some_and(is_letter);
            if !(is_letter(c) || inner && end > at) {
                break;
            }
            end += c.len_utf8();
        }
        (&self.text.as_bytes()[at..end], end)
    }

    /// The letters and inner stops right before the mark.
    fn word_before(&self) -> &str {
        let behind = self.behind(self.start, self.stop, 40);
        let other = |c: char| !(is_letter(c) || matches!(c, '.' | '\'' | '’' | '°'));
        let word = behind.rfind(other).map_or(behind, |at| behind[at..].trim_start_matches(other));
        word.trim_start_matches(['.', '\'', '’'])
    }

    /// The classes of the abbreviation before the mark.
    fn word_class(&self) -> Classes {
        self.vocabulary.abbreviation(self.word_before().as_bytes())
    }

    /// Whether a single stop after a word ends the sentence, before a capital,
    /// a digit or a letter without case.
    fn ends_after_word(
        &self,
        c: char,
        next: &[u8],
        next_end: usize,
        opener: bool,
        opening: &Opening,
    ) -> bool {
        let word = self.word_before();
        if word.is_empty() {
            return !self.is_numbered();
        }
        let single = word.chars().nth(1).is_none();
        let before = char_before(self.text, self.stop - word.len());
        if single && before.is_some_and(|b| b.is_numeric() || b == '&') && !c.is_numeric() {
            // "It cost $180.9m. The mayor …", "the rules of AT&T."
            return true;
        }
        let class = self.vocabulary.abbreviation(word.as_bytes());
        if class == Classes::default() {
            return match () {
                () if single => self.ends_after_letter(word, c, opener),
                () if is_dotted(word) => opener,
                () => true,
            };
        }
        // "Bowie, Md." and "Reston, D.C." against "Md. Rahim" and "the D.C. Circuit".
        let place = class.has(Classes::END) && self.follows_comma(word);
        if opening.dash || class.has(Classes::NAME) && !place {
            return false;
        }
        if class.has(Classes::INNER) {
            return class.has(Classes::WORD) && opener;
        }
        if c.is_numeric() {
            return false;
        }
        if class.has(Classes::NUMBER) {
            return !is_roman(next) && !self.vocabulary.word(next).has(Classes::CALENDAR);
        }
        if class.has(Classes::SUFFIX) && !place {
            return opener || self.at(next_end) == Some(':');
        }
        let title = self.at(next_end) == Some('.')
            && self.vocabulary.abbreviation(next).has(Classes::NAME | Classes::NUMBER);
        if class.has(Classes::TIME) {
            return !self.vocabulary.word(next).has(Classes::CALENDAR)
                && !opening.bracket
                && !self.opens_with_time();
        }
        !title && (!opening.bracket || opener)
    }

    /// Whether a comma stands before the word before the mark.
    fn follows_comma(&self, word: &str) -> bool {
        self.text[self.start..self.stop - word.len()].trim_end().ends_with(',')
    }

    /// Whether the sentence so far is "Figure 2" or the like.
    fn is_numbered(&self) -> bool {
        let (word, end) = self.word_at(self.start);
        self.vocabulary.word(word).has(Classes::NUMBERED)
            && self.text[end..self.stop].bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'.')
    }

    /// Whether the stop after a single letter ends the sentence: an initial
    /// hardly ever does.
    fn ends_after_letter(&self, letter: &str, c: char, opener: bool) -> bool {
        if letter.starts_with(char::is_lowercase) {
            return !c.is_numeric();
        }
        // "The bakers are Ines and I.": after a small word, "I" is the pronoun.
        opener || letter == "I" && self.small_word_before()
    }

    /// Whether the word before the word before the mark starts with a small letter.
    fn small_word_before(&self) -> bool {
        let mut words = self.behind(self.start, self.stop, 60).rsplit(char::is_whitespace);
        words.nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
    }

    /// "By 4 a.m. Gen. Kovač fished": the sentence has hardly begun.
    fn opens_with_time(&self) -> bool {
        let (first, _) = self.word_at(self.start);
        self.vocabulary.word(first).has(Classes::CLOCK)
            && self.text[self.start..self.stop].split_whitespace().take(6).count() < 6
    }

    /// Whether the word that the marks stand in is a name like "Yahoo!".
    fn is_marked_name(&self, marks_end: usize) -> bool {
        let word = self.word_before();
        let start = self.stop - word.len();
        self.vocabulary.word(&self.text.as_bytes()[start..marks_end]).has(Classes::MARKED)
    }

    /// Whether a name and a verb follow that attribute the quotation just
    /// closed: “Do crabs sing?” Lindqvist wondered. After a full stop only when
    /// nothing else follows.
    fn is_attributed(&self, next: usize, marks: &Marks) -> bool {
        let mut at = next;
        for position in 0..6 {
            let (word, end) = self.word_at(at);
            let Some(first) = self.at(at).filter(|_| !word.is_empty()) else { return false };
            let class = self.vocabulary.word(word);
            if position > 0 && class.has(Classes::SAYS) {
                return match self.at(end) {
                    None | Some('.') => true,
                    _ => marks.strong && !self.text[end..self.end].starts_with(" that "),
                };
            }
            let particle = first.is_lowercase() && end - at <= 3;
            if !first.is_uppercase() && !particle
                || position == 0 && class.has(Classes::OPENER) && word != b"I"
            {
                return false;
            }
            let mut after = end;
            if self.at(after) == Some(',') {
                return marks.strong && self.says_after_apposition(after + 1);
            }
            if self.at(after) == Some('.') || self.at(after) == Some('-') {
                after += 1;
            }
            at = skip_space(self.text, after, self.end);
        }
        false
    }

    /// Whether the apposition from `start` on is closed by a comma and a verb that
    /// attributes: “Why us?” Fisk, a cook, wondered.
    fn says_after_apposition(&self, start: usize) -> bool {
        const LONGEST: usize = 150;
        let mut closed = false;
        for (offset, c) in self.text[start..self.end].char_indices().take(LONGEST) {
            if closed && c != ' ' {
                let (word, _) = self.word_at(start + offset);
                if self.vocabulary.word(word).has(Classes::SAYS) {
                    return true;
                }
                closed = false;
            }
            match c {
                '!' | '?' | ';' | ':' => return false,
                '.' => {
                    // “a friend of Del. Ito”
                    let word = self.text[start..start + offset].rsplit(' ').next().unwrap_or_default();
                    if !self.vocabulary.abbreviation(word.as_bytes()).has(Classes::NAME) {
                        return false;
                    }
                }
                ',' => closed = true,
                _ => {}
            }
        }
        false
    }
}

/// The end of a line drawn with marks, like "-----", that starts here.
fn separator(text: &str, range: std::ops::Range<usize>) -> Option<usize> {
    let bytes = &text.as_bytes()[range.clone()];
    let first = *bytes.first().filter(|b| matches!(b, b'-' | b'_' | b'=' | b'*' | b'~' | b'+'))?;
    let length = bytes.iter().take_while(|&&b| b == first).count();
    let apart = bytes.get(length).is_none_or(u8::is_ascii_whitespace);
    (length >= 4 && apart).then_some(range.start + length)
}

/// The marks in front of a sentence.
struct Opening {
    end: usize,
    quote: bool,
    bracket: bool,
    dash: bool,
    bullet: bool,
}

/// Whether a word is "I" or starts with it: "I'm".
fn is_pronoun_i(word: &[u8]) -> bool {
    matches!(word, [b'I'] | [b'I', b'\'' | 0xE2, ..])
}

/// Whether a word is a Roman number, "I" excepted.
fn is_roman(word: &[u8]) -> bool {
    !word.is_empty() && word != b"I" && word.iter().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}
