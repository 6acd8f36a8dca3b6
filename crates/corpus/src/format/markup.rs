//! What HTML and XML have in common: characters by name, white space, declared
//! encodings; and whether a page may be given to a parser at all.

use memchr::memmem;

/// A text on one line, without characters of white space but single spaces.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character of a reference (`amp`, `#8220`, `#x201C`), or the reference as
/// it stands where there is none of that name.
pub(crate) fn reference(name: &str) -> String {
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    };
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => name.strip_prefix('#').and_then(number).and_then(char::from_u32),
    };
    found.map_or_else(|| format!("&{name};"), String::from)
}

/// The encoding that the start of a page or of an XML file declares.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let value = |after: &str| {
        let from = head.find(after)? + after.len();
        let rest = head[from..].trim_start_matches([' ', '"', '\'', '=']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
        (end > 0).then(|| rest[..end].to_owned())
    };
    value("charset=").or_else(|| head.starts_with("<?xml").then(|| value("encoding"))?)
}

/// The most elements that a page may have.
const MOST_ELEMENTS: usize = 250_000;

/// The most attributes that an element may have: parsers compare each with each.
const MOST_ATTRIBUTES: usize = 500;

/// Elements that stay open and are opened again in every paragraph that follows.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that never hold others, or that the next of their kind ends.
const FLAT: [&str; 28] = [
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// Whether the elements of a page are too many or too deep for the parsers: they
/// recurse, and end the whole program where the stack ends. Estimates from the
/// tags, rather too much than too little.
pub(crate) fn refuse(page: &str, deepest: usize) -> Result<(), String> {
    let bytes = page.as_bytes();
    // How many are open of each name.
    let mut open: rustc_hash::FxHashMap<String, usize> = rustc_hash::FxHashMap::default();
    let (mut depth, mut formatting, mut foreign, mut elements) = (0usize, 0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            // `<!-->` is whole.
            let end = memmem::find(&rest[2..], b"-->").map_or(rest.len(), |end| end + 5);
            at += if rest.starts_with(b"!-->") { 4 } else { end };
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let start = usize::from(closing);
        let length = rest[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if length == 0 || !rest[start].is_ascii_alphabetic() {
            continue;
        }
        let name = String::from_utf8_lossy(&rest[start..start + length.min(32)]).to_ascii_lowercase();
        at += start + length;
        let is_formatting = FORMATTING.contains(&name.as_str());
        let is_foreign = matches!(name.as_str(), "svg" | "math");
        if closing {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
                formatting -= usize::from(is_formatting);
                foreign -= usize::from(is_foreign);
            }
            continue;
        }
        if attributes(&bytes[at..]) > MOST_ATTRIBUTES {
            return Err(format!("an element has more than {MOST_ATTRIBUTES} attributes"));
        }
        elements += 1 + formatting;
        if elements > MOST_ELEMENTS {
            return Err(format!("the page has more than {MOST_ELEMENTS} elements"));
        }
        if FLAT.contains(&name.as_str()) && foreign == 0 {
            continue;
        }
        // What looks like tags in a program is none.
        if matches!(name.as_str(), "script" | "style") && foreign == 0 {
            let end = format!("</{name}");
            let rest = &bytes[at..];
            let closed = memmem::find_iter(rest, b"</").find(|&i| {
                rest.get(i..i + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes()))
            });
            at += closed.unwrap_or(rest.len());
            continue;
        }
        *open.entry(name).or_default() += 1;
        depth += 1;
        formatting += usize::from(is_formatting);
        foreign += usize::from(is_foreign);
        if depth > deepest {
            return Err(format!("elements are nested more than {deepest} deep"));
        }
    }
    Ok(())
}

/// How many attributes a tag has whose name ends here; counting ends with one
/// more than there may be.
fn attributes(rest: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while count <= MOST_ATTRIBUTES {
        at += rest[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        if matches!(rest.get(at), None | Some(b'>')) {
            break;
        }
        count += 1;
        let of_name = |b: &&u8| !(b.is_ascii_whitespace() || matches!(**b, b'/' | b'>' | b'='));
        // A name may begin with any mark.
        at += 1;
        at += rest[at..].iter().take_while(of_name).count();
        let space = rest[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if rest.get(at + space) != Some(&b'=') {
            continue;
        }
        at += space + 1;
        at += rest[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        at += match rest.get(at) {
            Some(&quote @ (b'"' | b'\'')) => 2 + memchr::memchr(quote, &rest[at + 1..]).unwrap_or(rest.len()),
            _ => rest[at..].iter().take_while(|b| !(b.is_ascii_whitespace() || **b == b'>')).count(),
        };
        at = at.min(rest.len());
    }
    count
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
    }

    #[test]
    fn elements() {
        check(&"<p>".repeat(240_000), true);
        check(&"<p>".repeat(260_000), false);
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
            assert_eq!(attributes(tag.as_bytes()), count, "{tag}");
        }
    }

    #[test]
    fn encodings() {
        for (head, expected) in [
            ("<?xml version='1.0' encoding='ISO-8859-1'?>", Some("iso-8859-1")),
            ("<html><META CHARSET=\"windows-1252\">", Some("windows-1252")),
            ("<meta http-equiv=x content='text/html; charset=utf-8'>", Some("utf-8")),
            ("<html>", None),
            ("<meta charset=", None),
        ] {
            assert_eq!(declared_encoding(head.as_bytes()).as_deref(), expected, "{head}");
        }
    }
}
