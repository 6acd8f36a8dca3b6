//! From bytes to text, whatever they are encoded in.
//!
//! UTF-8 wherever it can be; else what the byte order mark, the corpus or the
//! page declares; else what the bytes look like. Single bytes of Windows-1252 in
//! a text that is otherwise UTF-8 are decoded as such: software leaves them
//! behind, and nobody means them.

use super::format::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The byte order mark that some editors put before UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// How many bytes are looked at to guess an encoding: 1 MiB. Nearly all articles
/// are shorter, and more of the same text tells nothing new.
const DETECTED: usize = 1 << 20;

/// How many bytes are looked at to recognise UTF-16 without a mark, and how many
/// characters of two bytes there must be at least.
const UTF16_SAMPLE: usize = 512;
const UTF16_LEAST: usize = 4;

/// In UTF-16 of a Western text this share of the high bytes is 0, in percent. Not
/// all are: dashes and curly quotation marks have others.
const UTF16_ZEROS: usize = 70;

/// A text may have one control character for this many bytes. Pictures and programs,
/// which decode as something too, have far more. Chosen by hand.
const BYTES_PER_CONTROL: usize = 200;

/// Bytes are UTF-8 with some mistakes if they have at least this many valid characters
/// beyond ASCII for each invalid sequence. In Windows-1252 hardly any is valid. Chosen
/// by hand.
const VALID_PER_INVALID: usize = 2;

/// Why bytes are no text, and at which of them.
#[derive(Debug, PartialEq)]
struct Undecodable {
    reason: &'static str,
    byte: Option<usize>,
}

/// A decoded text.
#[derive(Debug, PartialEq)]
struct Decoded {
    /// Without its byte order mark.
    text: String,
    /// What it was encoded in.
    encoding: &'static Encoding,
}

/// The text in some bytes. `declared` is the name of an encoding that somebody
/// claims for them; it counts if the bytes are valid in it and are not UTF-8.
///
/// # Errors
/// If there are no bytes, or they are no text.
pub(super) fn decoded(bytes: Vec<u8>, declared: Option<&str>) -> Result<String, Problem> {
    decode(bytes, declared).map(|decoded| decoded.text).map_err(|error| Problem {
        reason: error.reason.to_owned(),
        place: error.byte.map(|byte| format!("byte {byte}")),
    })
}

fn decode(mut bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Undecodable> {
    if bytes.is_empty() {
        return Err(Undecodable { reason: "the file is empty", byte: None });
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return decode_as(encoding, &bytes[length..]);
        }
        bytes.drain(..length);
    } else if let Some(encoding) = unmarked_utf16(&bytes) {
        return decode_as(encoding, &bytes);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Undecodable { reason: "not text: there is a NUL byte", byte: Some(at) });
    }
    let (text, encoding) = match String::from_utf8(bytes) {
        Ok(text) => (text, UTF_8),
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            decode_other(error.as_bytes(), declared)
                .ok_or(Undecodable { reason: "neither UTF-8 nor any other encoding", byte: Some(first) })?
        }
    };
    Ok(Decoded { text, encoding })
}

/// The text in bytes that are not UTF-8, and its encoding.
fn decode_other(bytes: &[u8], declared: Option<&str>) -> Option<(String, &'static Encoding)> {
    if is_mostly_utf8(bytes) {
        return Some((with_windows_bytes(bytes), UTF_8));
    }
    let declared = declared.and_then(|name| Encoding::for_label(name.as_bytes())).filter(|e| *e != UTF_8);
    let detected = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes[..bytes.len().min(DETECTED)], true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let decoded = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        is_text(&text).then(|| (text.into_owned(), encoding))
    };
    declared.and_then(decoded).or_else(|| decoded(detected()))
}

/// The text in bytes whose encoding is known for certain.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    match is_text(&text) {
        true => Ok(Decoded { text: text.into_owned(), encoding }),
        false => Err(Undecodable { reason: "not text: there are control characters", byte: None }),
    }
}

/// Recognises UTF-16 without a byte order mark: in a Western text nearly every
/// other byte is 0.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(UTF16_SAMPLE) & !1];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let pairs = start.len() / 2;
    let enough = |zeros: usize| pairs >= UTF16_LEAST && zeros * 100 >= pairs * UTF16_ZEROS;
    match (zeros(0), zeros(1)) {
        (0, odd) if enough(odd) => Some(UTF_16LE),
        (even, 0) if enough(even) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether hardly any character is a control character.
fn is_text(text: &str) -> bool {
    let control =
        |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    let controls = text.chars().filter(control).count();
    controls * BYTES_PER_CONTROL <= text.len()
}

/// Whether most of what is not ASCII is valid UTF-8.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid >= VALID_PER_INVALID * invalid
}

/// The text in UTF-8 among which single bytes are Windows-1252.
fn with_windows_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
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
    fn windows_bytes_in_utf8() {
        check(b"\xe2\x80\x9cNo,\xe2\x80\x9d said Jos\xe9.", None, "UTF-8: “No,” said José.");
        check(b"\xe2\x80\x9cNo,\xe2\x80\x9d said \xe2\x80", None, "UTF-8: “No,” said â€");
    }

    #[test]
    fn not_text() {
        check(b"", None, "the file is empty, None");
        check(b"a\0b", None, "not text: there is a NUL byte, Some(1)");
        let noise: Vec<u8> = (1..=255).cycle().take(2000).collect();
        check(&noise, None, "neither UTF-8 nor any other encoding, Some(127)");
    }
}
