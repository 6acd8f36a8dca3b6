//! Whether a page may be given to an HTML parser at all. The parsers recurse, so
//! that deep nesting overflows the stack and ends the whole program, and some take
//! minutes for a page with very many elements or attributes.

use memchr::memmem;
use rustc_hash::FxHashMap;

/// The most elements that a page may have: twenty times those of the largest of 140 real
/// news pages. What looks for the main text takes seconds with so many of one kind
/// without an end tag, and with more of them minutes.
const MOST_ELEMENTS: usize = 60_000;

/// The most that there may be with those that stay open and are opened again in every
/// paragraph. Chosen by hand: parsers take seconds for so many.
const MOST_REOPENED: usize = 250_000;

/// The most attributes that an element may have. Chosen by hand, far above real
/// pages: parsers compare each attribute with each other.
const MOST_ATTRIBUTES: usize = 500;

/// How many bytes of an element's name are told apart; no name of HTML is longer.
const LONGEST_NAME: usize = 32;

/// Elements that stay open where nothing closes them, and are opened again in every
/// paragraph that follows.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that never hold others, or that end where the next of their kind
/// begins: they add no depth.
const FLAT: [&str; 28] = [
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// Checks that a parser can take a page: estimates from the tags, rather too much
/// than too little, how many elements there are and how deep.
///
/// # Errors
/// If there are too many elements or attributes, or elements are nested more than
/// `deepest` deep.
pub(super) fn refuse(page: &str, deepest: usize) -> Result<(), String> {
    let bytes = page.as_bytes();
    let mut open = OpenElements::default();
    let (mut elements, mut reopened) = (0, 0);
    let mut at = 0;
    let mut tag_end = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += comment_length(rest);
            continue;
        }
        let start = usize::from(rest.first() == Some(&b'/'));
        let length = rest[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if length == 0 || !rest[start].is_ascii_alphabetic() {
            continue;
        }
        let name = &rest[start..start + length.min(LONGEST_NAME)];
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        at += start + length;
        if start == 1 {
            open.close(&name);
            continue;
        }
        // What looks like a tag inside of one is not read again: there may be a million.
        let tag = if at < tag_end { Tag::default() } else { Tag::read(&bytes[at..]) };
        tag_end = tag_end.max(at + tag.length);
        if tag.attributes > MOST_ATTRIBUTES {
            return Err(format!("an element has more than {MOST_ATTRIBUTES} attributes"));
        }
        elements += 1;
        reopened += 1 + open.formatting;
        if elements > MOST_ELEMENTS || reopened > MOST_REOPENED {
            return Err(format!("the page has more than {MOST_ELEMENTS} elements"));
        }
        if FLAT.contains(&name.as_str()) && open.foreign == 0 {
            continue;
        }
        // What looks like tags inside a program is not.
        if matches!(name.as_str(), "script" | "style") && open.foreign == 0 {
            at += program_length(&bytes[at..], &name);
            continue;
        }
        if tag.closes_itself && open.may_close_itself(&name) {
            continue;
        }
        open.open(name);
        if open.depth > deepest {
            return Err(format!("elements are nested more than {deepest} deep"));
        }
    }
    Ok(())
}

/// The elements that are open at some place of a page.
#[derive(Default)]
struct OpenElements {
    /// How many of each name.
    by_name: FxHashMap<String, usize>,
    /// How many in all.
    depth: usize,
    /// How many of them are opened again in every paragraph.
    formatting: usize,
    /// How many of them are of SVG or MathML, where other rules hold.
    foreign: usize,
    /// Whether there was an element in the outermost of these that may be one of HTML:
    /// that ends the picture for a parser.
    mixed: bool,
}

impl OpenElements {
    fn open(&mut self, name: String) {
        self.depth += 1;
        self.formatting += usize::from(is_formatting(&name));
        self.mixed |= self.foreign > 0 && !DRAWN.contains(&&*name) && !WORDS_IN_SVG.contains(&&*name);
        self.foreign += usize::from(is_foreign(&name));
        *self.by_name.entry(name).or_default() += 1;
    }

    /// Closes an element, unless none of this name is open.
    fn close(&mut self, name: &str) {
        if let Some(count) = self.by_name.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(is_formatting(name));
            self.foreign -= usize::from(is_foreign(name));
            self.mixed &= self.foreign > 0;
        }
    }

    /// Whether `/>` closes an element that would be opened here: it does in a picture of
    /// SVG, but not in what is words or HTML there.
    fn may_close_itself(&self, name: &str) -> bool {
        let is_open = |name: &&str| self.by_name.get(*name).is_some_and(|count| *count > 0);
        let drawn = self.foreign > 0 && DRAWN.contains(&name) || name == "svg";
        drawn && !self.mixed && !WORDS_IN_SVG.iter().any(is_open)
    }
}

/// Elements of SVG that are no elements of HTML.
const DRAWN: [&str; 27] = [
    "animate",
    "animatetransform",
    "circle",
    "clippath",
    "defs",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fegaussianblur",
    "feoffset",
    "filter",
    "g",
    "image",
    "line",
    "lineargradient",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "style",
    "symbol",
    "tspan",
    "use",
];

/// Elements of SVG whose insides are words, or HTML.
const WORDS_IN_SVG: [&str; 4] = ["desc", "foreignobject", "text", "title"];

fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(&name)
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// The bytes of a comment that begins with `!--`, up to its end or that of the
/// page. `<!-->` is a whole comment.
fn comment_length(rest: &[u8]) -> usize {
    match rest.starts_with(b"!-->") {
        true => b"!-->".len(),
        false => memmem::find(&rest[2..], b"-->").map_or(rest.len(), |end| end + 5),
    }
}

/// The bytes of a program or style sheet up to the closing tag of this name, or the
/// end of the page.
fn program_length(rest: &[u8], name: &str) -> usize {
    let end = format!("</{name}");
    let closed = memmem::find_iter(rest, b"</")
        .find(|&at| rest.get(at..at + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes())));
    closed.unwrap_or(rest.len())
}

/// What a tag has after its name.
#[derive(Default)]
struct Tag {
    /// Its bytes.
    length: usize,
    /// How many attributes; counting stops with one more than is allowed.
    attributes: usize,
    /// Whether it ends in `/>`.
    closes_itself: bool,
}

impl Tag {
    /// Reads a tag from the end of its name on.
    fn read(rest: &[u8]) -> Self {
        let mut tag = Self::default();
        let mut at = 0;
        while tag.attributes <= MOST_ATTRIBUTES {
            let start = at;
            at += rest[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
            if matches!(rest.get(at), None | Some(b'>')) {
                tag.closes_itself = rest[start..at].ends_with(b"/");
                break;
            }
            tag.attributes += 1;
            let of_name = |b: &&u8| !(b.is_ascii_whitespace() || matches!(**b, b'/' | b'>' | b'='));
            // A name may begin with any character, even `=`.
            at += 1;
            at += rest[at..].iter().take_while(of_name).count();
            let space = rest[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            if rest.get(at + space) != Some(&b'=') {
                continue;
            }
            at += space + 1;
            at += rest[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            at += match rest.get(at) {
                Some(&quote @ (b'"' | b'\'')) => {
                    2 + memchr::memchr(quote, &rest[at + 1..]).unwrap_or(rest.len())
                }
                _ => rest[at..].iter().take_while(|b| !(b.is_ascii_whitespace() || **b == b'>')).count(),
            };
            at = at.min(rest.len());
        }
        tag.length = at;
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, allowed: bool) {
        assert_eq!(refuse(page, 100).is_ok(), allowed, "{}…", &page[..page.len().min(60)]);
    }

    #[test]
    fn depth() {
        check("", true);
        check(&"<div>".repeat(99), true);
        check(&"<div>".repeat(101), false);
        check(&"<div></div>".repeat(1000), true);
        check(&"<p>One.<br>Two.<li><td>".repeat(10_000), true);
        check(&"<DIV class='x'>".repeat(101), false);
        check(&"<p><x-y>".repeat(101), false);
        // A closing tag of another name closes nothing.
        check(&"<div></span>".repeat(101), false);
        check(&format!("<script>{}</script>", "'<div>' +".repeat(1000)), true);
        check(&format!("<style></STYLE>{}", "<div>".repeat(101)), false);
        check(&format!("<svg><style>{}", "<g>".repeat(101)), false);
        check(&format!("<!--{}-->", "<div>".repeat(101)), true);
        check(&format!("<!-->{}", "<div>".repeat(101)), false);
        check(&format!("<svg>{}", "<p>".repeat(101)), false);
        check(&format!("<svg><title>A</title>{}</svg>", "<path d='M0'/>".repeat(1000)), true);
        check(&"<svg/>".repeat(101), true);
        check(&format!("<svg>{}", "<path d=M0/>".repeat(101)), false);
        // Where a parser is back in HTML, `/>` closes nothing.
        check(&"<path/>".repeat(101), false);
        for html in ["<desc>", "<foreignObject>", "<p></p>", "<div/>"] {
            check(&format!("<svg>{html}{}", "<path/>".repeat(101)), false);
        }
    }

    #[test]
    fn elements() {
        check(&"<p>".repeat(59_000), true);
        check(&"<p>".repeat(61_000), false);
        // Each paragraph opens all of these again.
        let fonts: String = (0..90).map(|n| format!("<font size={n}>")).collect();
        check(&(fonts + &"<p>".repeat(3000)), false);
    }

    #[test]
    fn attributes_of_an_element() {
        let many = |between: &str| (0..600).map(|n| format!("{between}a{n}")).collect::<String>();
        check(&format!("<div{}>", many(" ")), false);
        check(&format!("<div{}>", many("/")), false);
        check(&format!("<div{}", many("=x ")), false);
        check(&format!("<div title='{}'>", many(" ")), true);
        check(&format!("<div title={}>", many("/")), true);
        check(&format!("<div title =\"{}\" x><p {}", many(" "), many(" ")), false);
        for (tag, count) in [("", 0), (">", 0), (" a", 1), (" a=", 1), (" a='b", 1), (" = =b c=d/e />", 2)] {
            assert_eq!(Tag::read(tag.as_bytes()).attributes, count, "{tag}");
        }
    }
}
