//! Quotation marks: which open, which close, and what belongs together.
//!
//! Marks are read paragraph by paragraph, so that one bad mark never spoils
//! more than its own paragraph. A quotation that is left open runs to the end
//! of its paragraph, as when a quotation is carried over paragraphs whose next
//! one begins with a fresh opening mark.

use text::{Span, Token, TokenKind};

/// A quotation: what stands between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The opening mark, as an index into the paragraph's tokens.
    pub(crate) open: usize,
    /// The closing mark; the number of tokens where there is none.
    pub(crate) close: usize,
    /// Whether a closing mark was found.
    pub(crate) closed: bool,
    /// What stands between the marks, without white space.
    pub(crate) inner: Span,
    /// The marks and what stands between them.
    pub(crate) outer: Span,
    /// The quotation in which this one stands, as an index.
    pub(crate) parent: Option<usize>,
}

/// The two families of marks that never close each other.
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

/// Fills `found` with the quotations of one paragraph, in order of their
/// opening marks, outer ones before the ones inside.
pub(crate) fn quotations(text: &str, tokens: &[Token], paragraph: Span, found: &mut Vec<Quotation>) {
    found.clear();
    if !tokens.iter().any(|t| t.kind == TokenKind::Quote) {
        return;
    }
    let mut open: Vec<(usize, Family, char)> = Vec::new();
    let angled_inward = angled_inward(text, tokens);
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Quote {
            continue;
        }
        let (family, side, sign) = read(text, tokens, at, paragraph, angled_inward);
        let waiting = open.iter().rposition(|&(_, f, _)| f == family);
        match side {
            Side::Neither => {}
            // “the drivers' word,' said B”: the plural's apostrophe closes nothing
            // as long as another mark does.
            Side::Close
                if family == Family::Single
                    && is_plural(text, token.span)
                    && closes_later(text, tokens, at, paragraph, angled_inward) => {}
            Side::Close => {
                if let Some(depth) = waiting {
                    close(text, tokens, &mut open, depth, at, found);
                } else if let Some(last) = found.last_mut().filter(|q| q.outer.end == token.span.start) {
                    // ''He is 'one of us,''' the inner mark after the outer ones.
                    (last.close, last.outer.end) = (at, token.span.end);
                }
            }
            Side::Open
                if family == Family::Single && !closes_later(text, tokens, at, paragraph, angled_inward) => {}
            // A second opening double mark before the first is closed: the
            // closing one was forgotten, or the inner quotation wears the same
            // marks. Both read best as a new quotation inside the open one.
            Side::Open => open.push((at, family, sign)),
            Side::Either => match waiting {
                Some(depth) => close(text, tokens, &mut open, depth, at, found),
                None => open.push((at, family, sign)),
            },
        }
    }
    // What is left open: double marks run to the end of the paragraph; a single
    // one was an apostrophe.
    let mut depth = open.len();
    while depth > 0 {
        depth -= 1;
        let (at, family, _) = open[depth];
        if family == Family::Double && depth == 0 {
            let inner = Span::new(tokens[at].span.end, paragraph.end).trim(text);
            let outer = Span::new(tokens[at].span.start, paragraph.end);
            found.push(Quotation {
                open: at,
                close: tokens.len(),
                closed: false,
                inner,
                outer,
                parent: None,
            });
        }
    }
    found.retain(|q| !q.inner.is_empty());
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

/// Where a word stands relative to quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In none.
    Outside,
    /// In one, or in several.
    Inside,
    /// It is the mark that opens one.
    Opens,
    /// It is the mark that closes one.
    Closes,
}

/// The place of each of a paragraph's `count` tokens. A mark that belongs to no
/// quotation stands where its neighbours stand.
pub(crate) fn places(quotations: &[Quotation], count: usize) -> Vec<Place> {
    let mut places = vec![Place::Outside; count];
    for q in quotations {
        places[q.open + 1..q.close].fill(Place::Inside);
    }
    for q in quotations {
        places[q.open] = Place::Opens;
        if q.closed {
            places[q.close] = Place::Closes;
        }
    }
    places
}

fn close(
    text: &str,
    tokens: &[Token],
    open: &mut Vec<(usize, Family, char)>,
    depth: usize,
    at: usize,
    found: &mut Vec<Quotation>,
) {
    let start = open[depth].0;
    let inner = Span::new(tokens[start].span.end, tokens[at].span.start).trim(text);
    let outer = Span::new(tokens[start].span.start, tokens[at].span.end);
    found.push(Quotation { open: start, close: at, closed: true, inner, outer, parent: None });
    open.truncate(depth);
}

/// Whether the paragraph's first angled mark points inwards, »so«.
fn angled_inward(text: &str, tokens: &[Token]) -> bool {
    tokens
        .iter()
        .find_map(|t| match t.span.of(text) {
            "»" | "›" => Some(true),
            "«" | "‹" => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// What one mark is, from its shape and its neighbours.
fn read(
    text: &str,
    tokens: &[Token],
    at: usize,
    paragraph: Span,
    angled_inward: bool,
) -> (Family, Side, char) {
    let span = tokens[at].span;
    let mark = span.of(text);
    let sign = mark.chars().next().unwrap_or('"');
    let before = text[paragraph.start..span.start].chars().next_back();
    let after = text[span.end..paragraph.end].chars().next();
    let open_before = before.is_none_or(|c| c.is_whitespace() || "([{–—-/“‘\"«»".contains(c));
    let shut_after = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}–—-/”’\"«»…".contains(c));
    match sign {
        '“' | '‟' => {
            // A left mark typed where a right one belongs.
            let wrong = !open_before && shut_after;
            (Family::Double, if wrong { Side::Either } else { Side::Open }, sign)
        }
        '”' => {
            let wrong = open_before && !shut_after;
            (Family::Double, if wrong { Side::Open } else { Side::Close }, sign)
        }
        '„' => (Family::Double, Side::Open, sign),
        '«' | '»' => {
            let opens = (sign == '»') == angled_inward;
            (Family::Double, if opens { Side::Open } else { Side::Close }, sign)
        }
        '‹' | '›' => {
            let opens = (sign == '›') == angled_inward;
            (Family::Single, if opens { Side::Open } else { Side::Close }, sign)
        }
        '`' if mark == "``" => (Family::Double, Side::Open, sign),
        '\'' if mark == "''" => {
            let side = match (open_before, shut_after) {
                (true, false) => Side::Open,
                (false, true) => Side::Close,
                _ => Side::Either,
            };
            (Family::Double, side, sign)
        }
        '"' => {
            // Inches: 3" and 6'7".
            let inch =
                before.is_some_and(|c| c.is_ascii_digit()) && !after.is_some_and(|c| ".,!?".contains(c));
            let side = match (open_before, shut_after) {
                (true, false) => Side::Open,
                _ if inch && !opened_before(text, tokens, at) => Side::Neither,
                (false, true) => Side::Close,
                _ => Side::Either,
            };
            (Family::Double, side, sign)
        }
        _ => (Family::Single, single(sign, before, after, open_before), sign),
    }
}

/// Whether a straight double mark stands open before this one, counted simply.
fn opened_before(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens[..at].iter().filter(|t| t.span.of(text) == "\"").count() % 2 == 1
}

/// Single marks: an opening one stands before a letter and after a blank, a
/// bracket or a double mark; a closing one stands after something and not
/// before a letter. All others are apostrophes.
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

/// Whether a single opening mark has a closing one in its paragraph that is
/// more than a plural's apostrophe (“the drivers' tin”).
fn closes_later(text: &str, tokens: &[Token], at: usize, paragraph: Span, angled_inward: bool) -> bool {
    let rest = &text[tokens[at].span.end..];
    let elided = ["em", "til", "tis", "twas", "cause", "bout", "n", "s", "round", "ere"];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if elided.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut plural = false;
    for (later, token) in tokens.iter().enumerate().skip(at + 1) {
        if token.kind != TokenKind::Quote {
            continue;
        }
        match read(text, tokens, later, paragraph, angled_inward) {
            (Family::Single, Side::Open, _) => break,
            (Family::Single, Side::Close, _) => {
                if is_plural(text, token.span) {
                    plural = true;
                } else {
                    return true;
                }
            }
            _ => {}
        }
    }
    plural
}

#[cfg(test)]
mod tests {
    use super::*;

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
