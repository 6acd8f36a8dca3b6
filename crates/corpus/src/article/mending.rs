//! Mends what software did to a text and nobody meant: quotation marks and
//! dashes of Windows-1252 that became control characters, and UTF-8 that was once
//! read as Windows-1252 (`â€œ` for “).
//!
//! Only certain mistakes are mended. Before: the bytes were decoded
//! (`formats/encoding.rs`).

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// A text without these mistakes; borrowed if it has none.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    // U+0080 to U+009F, and the â, Ã and Â with which misread UTF-8 begins.
    let bytes = text.as_bytes();
    let suspicious = memchr::memchr2_iter(0xC2, 0xC3, bytes)
        .any(|at| matches!(bytes[at..], [0xC2, 0x80..=0x9F, ..] | [0xC3, 0x82 | 0x83 | 0xA2, ..]));
    if !suspicious {
        return Cow::Borrowed(text);
    }
    // One “â€…” shows that the text was misread; without any, “Ã©” may be intended.
    let misread = text.contains("â€");
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            'â' | 'Ã' | 'Â' if misread => {
                if let Some((right, length)) = read_again(rest) {
                    mended.push(right);
                    rest = &rest[length..];
                    continue;
                }
                mended.push(c);
            }
            // NEL is a line break that may be intended.
            '\u{80}'..='\u{9f}' if c != '\u{85}' => {
                mended.push_str(&WINDOWS_1252.decode_without_bom_handling(&[c as u32 as u8]).0);
            }
            _ => mended.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    if mended == text { Cow::Borrowed(text) } else { Cow::Owned(mended) }
}

/// The character that was misread as the two or three at the start of a text, and
/// how many bytes of the text these are.
fn read_again(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let (mut count, mut length) = (0, 0);
    for c in text.chars().take(3) {
        bytes[count] = windows_byte(c)?;
        count += 1;
        length += c.len_utf8();
        if let Ok(whole) = std::str::from_utf8(&bytes[..count]) {
            return whole.chars().next().filter(|c| !c.is_ascii() && !c.is_control()).map(|c| (c, length));
        }
    }
    None
}

/// The byte of a character in Windows-1252. For the five bytes that it leaves
/// undefined, the control character that decoders make of each counts.
fn windows_byte(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = c {
        return Some(c as u32 as u8);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, unmappable) {
        ([byte], false) if *byte >= 0x80 => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(mended(text), expected);
        }
        check("â€œYes,â€\u{9d} said JosÃ©, itâ€™s Â£5 â€“ cafÃ©", "“Yes,” said José, it’s £5 – café");
        check("\u{93}Yes,\u{94} she said\u{85}", "“Yes,” she said\u{85}");
        // Odd, but nothing shows that it is a mistake.
        for text in ["A. MANHÃ”, pâté Ã©", "“Yes,” château Â» £5", "â", ""] {
            check(text, text);
        }
    }
}
