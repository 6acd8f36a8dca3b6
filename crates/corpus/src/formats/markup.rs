//! What HTML and XML have in common: characters by name, white space, declared
//! encodings.

use quick_xml::escape::resolve_html5_entity;

/// How many bytes of a page are searched for the encoding that it declares. The
/// standard asks for it within the first 1,024; pages are less strict.
const DECLARATION_WITHIN: usize = 4096;

/// A text on one line, with single spaces for all its white space.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line in which references stand for their characters, also where a program
/// has written them twice (`&amp;#039;`), and without tags.
pub(crate) fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if text.contains('&') {
            text = dereferenced(&text);
        }
    }
    // What is before each `<`, and after the `>` that ends its tag; a loose `<` stays.
    let mut parts = text.split('<');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('>') {
            Some((_, after)) => plain.extend([" ", after]),
            None => plain.extend(["<", part]),
        }
    }
    folded(&plain)
}

/// Whether there is a reference to a character in a text.
pub(crate) fn has_reference(text: &str) -> bool {
    let names = text.split('&').skip(1).filter_map(|rest| rest.split_once(';'));
    let mut short = names.map(|(name, _)| name).filter(|name| name.len() <= LONGEST_REFERENCE);
    short.any(|name| !name.is_empty() && reference(name) != format!("&{name};"))
}

/// A text in which references stand for their characters.
pub(crate) fn dereferenced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.find(';').filter(|&length| (1..=LONGEST_REFERENCE).contains(&length)) {
            Some(length) => {
                plain.push_str(&reference(&rest[..length]));
                rest = &rest[length + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

/// The longest name between `&` and `;` that is taken for a reference to a character, in
/// bytes: `thetasym`, `#x1F600`. Anything longer is a loose `&`.
pub(crate) const LONGEST_REFERENCE: usize = 9;

/// The character of a reference (`amp`, `#8220`, `#x201C`), or the reference itself
/// (`&bogus;`) if there is no such character.
pub(crate) fn reference(name: &str) -> String {
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    };
    let found = match name.strip_prefix('#') {
        Some(digits) => number(digits).and_then(char::from_u32).map(String::from),
        None => resolve_html5_entity(name).map(str::to_owned),
    };
    found.unwrap_or_else(|| format!("&{name};"))
}

/// The encoding that the start of a page or of an XML file declares, in lower
/// case.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_WITHIN)]).to_ascii_lowercase();
    let value = |after: &str| {
        let from = head.find(after)? + after.len();
        let rest = head[from..].trim_start_matches([' ', '"', '\'', '=']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
        (end > 0).then(|| rest[..end].to_owned())
    };
    value("charset=").or_else(|| head.starts_with("<?xml").then(|| value("encoding"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

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
