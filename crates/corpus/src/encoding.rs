//! From bytes to text, whatever they are encoded in.
//!
//! UTF-8 wherever it can be; else what the byte order mark, the corpus or the
//! page declares; else what the bytes look like. Mistakes are mended where they
//! are certain, since they come from software and are never meant: single bytes
//! of Windows-1252 in a text that is UTF-8 otherwise, its quotation marks as
//! control characters, and UTF-8 that was once read as Windows-1252 (`â€œ`).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The mark that some editors put before UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Why bytes are no text, and at which of them.
#[derive(Debug, PartialEq)]
pub(crate) struct Undecodable {
    pub(crate) reason: &'static str,
    pub(crate) byte: Option<usize>,
}

/// A decoded text.
#[derive(Debug, PartialEq)]
pub(crate) struct Decoded {
    /// Without its byte order mark.
    pub(crate) text: String,
    /// What it was encoded in.
    pub(crate) encoding: &'static Encoding,
}

/// Decodes `bytes`. `declared` is the name of an encoding that somebody claims
/// for them; the claim counts where it holds and UTF-8 does not.
pub(crate) fn decode(mut bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Undecodable> {
    if bytes.is_empty() {
        return Err(Undecodable { reason: "the file is empty", byte: None });
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return whole(encoding, &bytes[length..]);
        }
        bytes.drain(..length);
    } else if let Some(encoding) = unmarked_utf16(&bytes) {
        return whole(encoding, &bytes);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Undecodable { reason: "not text: there is a NUL byte", byte: Some(at) });
    }
    let (text, encoding) = match String::from_utf8(bytes) {
        Ok(text) => (text, UTF_8),
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            other(error.as_bytes(), declared)
                .ok_or(Undecodable { reason: "neither UTF-8 nor any other encoding", byte: Some(first) })?
        }
    };
    Ok(Decoded { text, encoding })
}

/// What bytes that are not UTF-8 say.
fn other(bytes: &[u8], declared: Option<&str>) -> Option<(String, &'static Encoding)> {
    if mostly_utf8(bytes) {
        return Some((with_windows_bytes(bytes), UTF_8));
    }
    let declared = declared.and_then(|name| Encoding::for_label(name.as_bytes())).filter(|e| *e != UTF_8);
    let detected = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let decoded = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        is_text(&text).then(|| (text.into_owned(), encoding))
    };
    declared.and_then(decoded).or_else(|| decoded(detected()))
}

/// All of the bytes in one encoding, which is known for certain.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    match is_text(&text) {
        true => Ok(Decoded { text: text.into_owned(), encoding }),
        false => Err(Undecodable { reason: "not text: there are control characters", byte: None }),
    }
}

/// UTF-16 without a mark: in text of the West every other byte is 0.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let pairs = start.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if pairs >= 4 && odd * 10 >= pairs * 7 => Some(UTF_16LE),
        (even, 0) if pairs >= 4 && even * 10 >= pairs * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether hardly any character is a control character: pictures and programs
/// decode as something, too.
fn is_text(text: &str) -> bool {
    let control =
        |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    let controls = text.chars().filter(control).count();
    controls * 200 <= text.len()
}

/// Whether most of what is not ASCII is valid UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 2 * bad
}

/// UTF-8 among which single bytes are Windows-1252.
fn with_windows_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// A text whose certain mistakes are mended: the control characters that are
/// quotation marks and dashes of Windows-1252, and UTF-8 read as Windows-1252.
pub(crate) fn mended(text: &str) -> Cow<'_, str> {
    // U+0080 to U+009F, and the â, Ã and Â that misread UTF-8 begins with.
    let bytes = text.as_bytes();
    let suspicious = memchr::memchr2_iter(0xC2, 0xC3, bytes)
        .any(|at| matches!(bytes[at..], [0xC2, 0x80..=0x9F, ..] | [0xC3, 0x82 | 0x83 | 0xA2, ..]));
    if !suspicious {
        return Cow::Borrowed(text);
    }
    // One “â€…” shows that the text was misread; without any, “Ã©” may be meant.
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
            // NEL is a line break that somebody may mean.
            '\u{80}'..='\u{9f}' if c != '\u{85}' => {
                mended.push_str(&WINDOWS_1252.decode_without_bom_handling(&[c as u32 as u8]).0);
            }
            _ => mended.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    if mended == text { Cow::Borrowed(text) } else { Cow::Owned(mended) }
}

/// The character that was misread as the two or three at the start of a text,
/// and how many bytes these have.
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

/// The byte of a character in Windows-1252; of the five that it leaves out, the
/// one that decoders make of them.
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

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        let shown = match decode(bytes.to_vec(), declared) {
            Ok(decoded) => format!("{}: {}", decoded.encoding.name(), decoded.text),
            Err(error) => format!("{}, {:?}", error.reason, error.byte),
        };
        assert_eq!(shown, expected);
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        check("Åse".as_bytes(), None, "UTF-8: Åse");
        check("\u{feff}Åse".as_bytes(), None, "UTF-8: Åse");
        check(&utf16("\u{feff}“Åse”", u16::to_le_bytes), None, "UTF-16LE: “Åse”");
        check(&utf16("\u{feff}“Åse”", u16::to_be_bytes), None, "UTF-16BE: “Åse”");
        check(&utf16("The ferry sails.", u16::to_le_bytes), None, "UTF-16LE: The ferry sails.");
        check(b"\x93Caf\xe9,\x94 she said \x96 twice.", None, "windows-1252: “Café,” she said – twice.");
        check(b"G\xb3\xf3wny Gda\xf1sk", Some("iso-8859-2"), "ISO-8859-2: Główny Gdańsk");
        // A false claim about UTF-8 does no harm.
        check("Åse".as_bytes(), Some("latin1"), "UTF-8: Åse");
        check(b"caf\xe9 noir", Some("utf-8"), "windows-1252: café noir");
        check(b"caf\xe9 noir", Some("no such thing"), "windows-1252: café noir");
    }

    #[test]
    fn one_bad_byte_among_good_ones() {
        check(b"\xe2\x80\x9cNo,\xe2\x80\x9d said Jos\xe9.", None, "UTF-8: “No,” said José.");
        check(b"\xe2\x80\x9cNo,\xe2\x80\x9d said \xe2\x80", None, "UTF-8: “No,” said â€");
    }

    #[test]
    fn what_is_no_text() {
        check(b"", None, "the file is empty, None");
        check(b"a\0b", None, "not text: there is a NUL byte, Some(1)");
        let noise: Vec<u8> = (1..=255).cycle().take(2000).collect();
        check(&noise, None, "neither UTF-8 nor any other encoding, Some(127)");
    }

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
