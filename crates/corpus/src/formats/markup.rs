//! What HTML and XML have in common: characters by name, white space, declared
//! encodings.

/// How many bytes of a page are searched for the encoding that it declares. The
/// standard asks for it within the first 1,024; pages are less strict.
const DECLARATION_WITHIN: usize = 4096;

/// A text on one line, with single spaces for all its white space.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character of a reference (`amp`, `#8220`, `#x201C`), or the reference itself
/// (`&bogus;`) if there is no such character.
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
