//! Quotation marks: which open, which close, and what belongs together.
//!
//! Marks are read paragraph by paragraph, so that one bad mark spoils no more than
//! its own paragraph. A quotation that is left open runs to the end of its
//! paragraph: quotations of several paragraphs often have a closing mark only in the
//! last one, and a fresh opening mark in each.

use text::{Span, Token, TokenKind};

/// A quotation: the text between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The opening mark, as an index into the paragraph's tokens.
    pub(crate) open: usize,
    /// The closing mark; the number of tokens if there is none.
    pub(crate) close: usize,
    /// Whether a closing mark was found.
    pub(crate) closed: bool,
    /// The text between the marks, without white space at its ends.
    pub(crate) inner: Span,
    /// The same with its marks.
    pub(crate) outer: Span,
    /// The quotation that contains this one, as an index.
    pub(crate) parent: Option<usize>,
}

/// The two families of marks, which never close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// “ ” „ " '' `` « »
    Double,
    /// ‘ ’ ‚ ' ‹ ›
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
    /// An apostrophe, a foot or inch sign.
    Neither,
}

/// Fills `found` with the quotations of one paragraph, in order of their opening
/// marks, outer ones before those inside them.
pub(crate) fn quotations(text: &str, tokens: &[Token], paragraph: Span, found: &mut Vec<Quotation>) {
    found.clear();
    if !tokens.iter().any(|t| t.kind == TokenKind::Quote) {
        return;
    }
    let marks = Marks { text, tokens, paragraph, angled_inward: angled_inward(text, tokens) };
    let mut open = OpenMarks::default();
    for Mark { at, family, side, closes_later } in marks.read_all() {
        let token = &tokens[at];
        let waiting = open.last(family);
        match side {
            Side::Neither => {}
            // “the drivers' word,' said B”: the plural's apostrophe closes nothing
            // as long as another mark does.
            Side::Close if family == Family::Single && is_plural(text, token.span) && closes_later => {}
            Side::Close => {
                if let Some(depth) = waiting {
                    found.push(marks.closed(open.close(depth), at));
                } else if let Some(last) = found.last_mut().filter(|q| q.outer.end == token.span.start) {
                    // ''He is 'one of us,''' the inner mark after the outer ones.
                    (last.close, last.outer.end) = (at, token.span.end);
                }
            }
            Side::Open if family == Family::Single && !closes_later => {}
            // A second opening double mark before the first is closed: the closing
            // one was forgotten, or the inner quotation has the same marks. Both
            // read best as a new quotation inside the open one.
            Side::Open => open.push(at, family),
            Side::Either => match waiting {
                Some(depth) => found.push(marks.closed(open.close(depth), at)),
                None => open.push(at, family),
            },
        }
    }
    // A double mark that is left open runs to the end of the paragraph; a single one
    // was an apostrophe.
    if let Some(&OpenMark { at, family: Family::Double, .. }) = open.0.first() {
        found.push(marks.left_open(at));
    }
    found.retain(|q| !q.inner.is_empty());
    nest(found);
}

/// Sorts quotations and finds what contains each.
fn nest(found: &mut [Quotation]) {
    found.sort_by_key(|q| (q.open, std::cmp::Reverse(q.close)));
    let mut inside: Vec<usize> = Vec::new();
    for at in 0..found.len() {
        while inside.last().is_some_and(|&outer| found[outer].close < found[at].open) {
            inside.pop();
        }
        found[at].parent = inside.last().copied();
        inside.push(at);
    }
}

/// Where a word is relative to quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotePosition {
    /// In none.
    Outside,
    /// In one, or in several.
    Inside,
    /// It is the mark that opens one.
    Opens,
    /// It is the mark that closes one.
    Closes,
}

/// The position of each of a paragraph's `count` tokens. A mark that belongs to no
/// quotation has the position of its neighbours.
pub(crate) fn positions(quotations: &[Quotation], count: usize) -> Vec<QuotePosition> {
    let mut positions = vec![QuotePosition::Outside; count];
    // What is inside of several is filled once.
    let mut filled = 0;
    for q in quotations {
        positions[(q.open + 1).max(filled).min(q.close)..q.close].fill(QuotePosition::Inside);
        filled = filled.max(q.close);
    }
    for q in quotations {
        positions[q.open] = QuotePosition::Opens;
        if q.closed {
            positions[q.close] = QuotePosition::Closes;
        }
    }
    positions
}

/// Whether the paragraph's first angled mark points inwards, »so«.
fn angled_inward(text: &str, tokens: &[Token]) -> bool {
    tokens
        .iter()
        .filter(|token| !is_bullet(text, token.span))
        .find_map(|t| match t.span.of(text) {
            "»" | "›" => Some(true),
            "«" | "‹" => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// Whether a mark begins an item of a list: it begins a line, with a space after it.
fn is_bullet(text: &str, mark: Span) -> bool {
    matches!(mark.of(text), "»" | "›")
        && text[mark.end..].starts_with(' ')
        && (mark.start == 0 || text[..mark.start].ends_with('\n'))
}

/// One mark of a paragraph.
struct Mark {
    /// Its index into the paragraph's tokens.
    at: usize,
    family: Family,
    side: Side,
    /// Of a single mark: whether one after it closes, before another opens.
    closes_later: bool,
}

/// The marks that are open at some place, outer ones first.
#[derive(Default)]
struct OpenMarks(Vec<OpenMark>);

struct OpenMark {
    /// Its index into the paragraph's tokens.
    at: usize,
    family: Family,
    /// The innermost one of the other family that was open before, as an index.
    other: Option<usize>,
}

impl OpenMarks {
    /// The innermost one of a family, as an index.
    fn last(&self, family: Family) -> Option<usize> {
        let innermost = self.0.last()?;
        if innermost.family == family { Some(self.0.len() - 1) } else { innermost.other }
    }

    fn push(&mut self, at: usize, family: Family) {
        let other = self.last(if family == Family::Double { Family::Single } else { Family::Double });
        self.0.push(OpenMark { at, family, other });
    }

    /// Closes one and all inside it; gives its token.
    fn close(&mut self, index: usize) -> usize {
        let at = self.0[index].at;
        self.0.truncate(index);
        at
    }
}

/// The marks of one paragraph.
struct Marks<'a> {
    text: &'a str,
    tokens: &'a [Token],
    paragraph: Span,
    angled_inward: bool,
}

impl Marks<'_> {
    fn closed(&self, open: usize, close: usize) -> Quotation {
        let (first, last) = (self.tokens[open].span, self.tokens[close].span);
        let inner = Span::new(first.end, last.start).trim(self.text);
        Quotation { open, close, closed: true, inner, outer: Span::new(first.start, last.end), parent: None }
    }

    fn left_open(&self, open: usize) -> Quotation {
        let (mark, end) = (self.tokens[open].span, self.paragraph.end);
        let inner = Span::new(mark.end, end).trim(self.text);
        let outer = Span::new(mark.start, end);
        Quotation { open, close: self.tokens.len(), closed: false, inner, outer, parent: None }
    }

    /// What the marks of the paragraph are, in order. Each is looked at once: a paragraph
    /// may have a million of them.
    fn read_all(&self) -> Vec<Mark> {
        let mut straight = 0;
        let mut marks = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Quote) {
            let (family, side) = self.read(at, straight % 2 == 1);
            straight += usize::from(token.span.of(self.text) == "\"");
            marks.push(Mark { at, family, side, closes_later: false });
        }
        // Whether the next single mark that opens or closes anything closes.
        let mut closes = false;
        for mark in marks.iter_mut().rev().filter(|mark| mark.family == Family::Single) {
            mark.closes_later = closes && !self.is_elision(mark.at);
            match mark.side {
                Side::Open => closes = false,
                Side::Close => closes = true,
                Side::Either | Side::Neither => {}
            }
        }
        marks
    }

    /// What one mark is, from its shape and its neighbours. `straight_open` is whether a
    /// straight double mark is open before it, by counting them.
    fn read(&self, at: usize, straight_open: bool) -> (Family, Side) {
        #[cfg(test)]
        tests::READ.with(|read| read.set(read.get() + 1));
        let span = self.tokens[at].span;
        let mark = span.of(self.text);
        let sign = mark.chars().next().unwrap_or('"');
        let before = self.text[self.paragraph.start..span.start].chars().next_back();
        let after = self.text[span.end..self.paragraph.end].chars().next();
        let open_before = before.is_none_or(|c| c.is_whitespace() || "([{–—-/“‘\"«»".contains(c));
        let shut_after = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}–—-/”’\"«»…".contains(c));
        let open_if = |opens: bool| if opens { Side::Open } else { Side::Close };
        match sign {
            // A left mark typed where a right one belongs.
            '“' | '‟' if !open_before && shut_after => (Family::Double, Side::Either),
            '“' | '‟' => (Family::Double, Side::Open),
            // A right mark typed where a left one belongs.
            '”' => (Family::Double, open_if(open_before && !shut_after)),
            '„' => (Family::Double, Side::Open),
            _ if is_bullet(self.text, span) => (Family::Double, Side::Neither),
            '«' | '»' => (Family::Double, open_if((sign == '»') == self.angled_inward)),
            '‹' | '›' => (Family::Single, open_if((sign == '›') == self.angled_inward)),
            '`' if mark == "``" => (Family::Double, Side::Open),
            '\'' if mark == "''" => {
                let side = match (open_before, shut_after) {
                    (true, false) => Side::Open,
                    (false, true) => Side::Close,
                    _ => Side::Either,
                };
                (Family::Double, side)
            }
            '"' => {
                // Inches: 3" and 6'7".
                let inch =
                    before.is_some_and(|c| c.is_ascii_digit()) && !after.is_some_and(|c| ".,!?".contains(c));
                let side = match (open_before, shut_after) {
                    (true, false) => Side::Open,
                    _ if inch && !straight_open => Side::Neither,
                    (false, true) => Side::Close,
                    _ => Side::Either,
                };
                (Family::Double, side)
            }
            _ => (Family::Single, single(sign, before, after, open_before)),
        }
    }

    /// Whether a single mark stands for letters or digits that are left out: ’til, the ’80s.
    fn is_elision(&self, at: usize) -> bool {
        let rest = &self.text[self.tokens[at].span.end..];
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let lower = word.to_lowercase();
        ELIDED.contains(&lower.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Words whose first letters an apostrophe replaces: 'em, 'til, 'tis, rock 'n' roll.
const ELIDED: [&str; 10] = ["em", "til", "tis", "twas", "cause", "bout", "n", "s", "round", "ere"];

/// Single marks: an opening one is before a letter and after a blank, a bracket or a
/// double mark; a closing one is after something and not before a letter. All others
/// are apostrophes.
fn single(sign: char, before: Option<char>, after: Option<char>, open_before: bool) -> Side {
    let letter_after = after.is_some_and(char::is_alphanumeric);
    if sign == '‘' || sign == '‚' || sign == '‛' {
        return if letter_after || after.is_some_and(|c| !c.is_whitespace()) {
            Side::Open
        } else {
            Side::Neither
        };
    }
    if open_before && sign == '\'' && after.is_some_and(|c| c.is_alphabetic() || "“\"…[(".contains(c)) {
        return Side::Open;
    }
    if before.is_some_and(|c| !c.is_whitespace()) && !letter_after {
        // 6' and 5'
        let feet = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        return if feet { Side::Neither } else { Side::Close };
    }
    Side::Neither
}

/// Whether this may be the apostrophe of a plural: after an s and before a word.
fn is_plural(text: &str, mark: Span) -> bool {
    let mut after = text[mark.end..].chars();
    text[..mark.start].ends_with(['s', 'S'])
        && after.next() == Some(' ')
        && after.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        /// How many marks have been looked at.
        pub(super) static READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    /// Shapes that once took time with the square of their length, or more.
    #[test]
    fn each_mark_is_looked_at_once() {
        for shape in ["s’ ", "“‘", "“a ‘b ", "“a s’ ", "6\" ", "‘a’ ", "“a” ‘b "] {
            let text = shape.repeat(1_000);
            let tokens = tokens(&text);
            let before = READ.get();
            quotations(&text, &tokens, Span::new(0, text.len()), &mut Vec::new());
            let marks = tokens.iter().filter(|token| token.kind == TokenKind::Quote).count();
            assert_eq!(READ.get() - before, marks, "{shape}");
        }
    }

    /// Tokens good enough for these tests: marks and the words between them.
    fn tokens(text: &str) -> Vec<Token> {
        let is_mark = |c: char| "\"“”„«»‹›‘’'‚".contains(c);
        let mut found = Vec::new();
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        for (n, &(at, c)) in chars.iter().enumerate() {
            let inside_word = n > 0
                && chars[n - 1].1.is_alphanumeric()
                && chars.get(n + 1).is_some_and(|(_, c)| c.is_alphanumeric());
            if is_mark(c) && !(inside_word && "'’".contains(c)) {
                found.push(Token { span: Span::new(at, at + c.len_utf8()), kind: TokenKind::Quote });
            }
        }
        found
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        quotations(text, &tokens(text), Span::new(0, text.len()), &mut found);
        assert_eq!(found.iter().map(|q| q.inner.of(text)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn styles() {
        check("“A,” said B. “C.”", &["A,", "C."]);
        check("\"A,\" said B. \"C.\"", &["A,", "C."]);
        check("«A,» said B. »No.«", &["A,"]);
        check("»A,« said B. »C.«", &["A,", "C."]);
        check("'It's the drivers' word, isn't it,' said B.", &["It's the drivers' word, isn't it,"]);
        check("‘It’s the drivers’ word,’ said B.", &["It’s the drivers’ word,"]);
        check("In the '80s the crews' pay was poor.", &[]);
        check("In the ’80s the crews’ pay was poor.", &[]);
    }

    #[test]
    fn nested() {
        check("“He said, ‘Shut,’ and left,” she said.", &["He said, ‘Shut,’ and left,", "Shut,"]);
        check(
            "\"The label says 'keep upright', and they did,\" he said.",
            &["The label says 'keep upright', and they did,", "keep upright"],
        );
    }

    #[test]
    fn broken_marks() {
        check("He said: “The engine was running.", &["The engine was running."]);
        check("The engine was running,” he said. “Yes.”", &["Yes."]);
        check("At 6'7\", he ducks. \"Doors,\" he said.", &["Doors,"]);
    }
}
