//! The text of RTF: its paragraphs, a line each. Tables, links and the like are their words;
//! fonts, styles, pictures, headers and notes are left out.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups whose insides are no text of the document.
const NO_TEXT: [&str; 24] = [
    "annotation",
    "author",
    "colortbl",
    "comment",
    "company",
    "datastore",
    "filetbl",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "objdata",
    "pict",
    "stylesheet",
    "themedata",
];

/// The most groups inside of each other; deeper ones are read as one.
const DEEPEST: usize = 1_000;

/// What holds inside of a group.
#[derive(Clone, Copy)]
struct Group {
    /// Whether its insides are no text.
    hidden: bool,
    /// How many characters stand for a character given by its number.
    skip: usize,
}

/// The text of a document.
///
/// # Errors
/// If it is none in RTF.
pub(super) fn text(rtf: &[u8]) -> Result<String, String> {
    if !rtf.starts_with(b"{\\rtf") {
        return Err("not valid RTF: it does not begin with {\\rtf".to_owned());
    }
    let mut reader = Rtf {
        rtf,
        at: 0,
        encoding: WINDOWS_1252,
        text: String::new(),
        bytes: Vec::new(),
        group: Group { hidden: false, skip: 1 },
        outer: Vec::new(),
        surrogate: None,
        skipped: 0,
    };
    while reader.at < rtf.len() {
        reader.step();
    }
    reader.flush();
    match reader.outer.is_empty() {
        true => Ok(reader.text),
        false => Err("the document ends in the middle: a group is left open".to_owned()),
    }
}

struct Rtf<'r> {
    rtf: &'r [u8],
    at: usize,
    encoding: &'static Encoding,
    text: String,
    /// Bytes in the encoding of the document that are not yet text.
    bytes: Vec<u8>,
    group: Group,
    outer: Vec<Group>,
    /// The first half of a character beyond U+FFFF.
    surrogate: Option<u16>,
    /// How many characters still stand for the last one that was given by its number.
    skipped: usize,
}

impl Rtf<'_> {
    /// Reads a brace, a control word or a byte of text.
    fn step(&mut self) {
        let byte = self.rtf[self.at];
        self.at += 1;
        match byte {
            b'{' => {
                self.flush();
                self.skipped = 0;
                if self.outer.len() < DEEPEST {
                    self.outer.push(self.group);
                }
            }
            b'}' => {
                self.flush();
                self.skipped = 0;
                self.group = self.outer.pop().unwrap_or(self.group);
            }
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            byte => self.byte(byte),
        }
    }

    /// A byte of text, unless it stands for a character that was given by its number.
    fn byte(&mut self, byte: u8) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if !self.group.hidden {
            self.bytes.push(byte);
        }
    }

    fn control(&mut self) {
        let Some(&first) = self.rtf.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let digits =
                        self.rtf.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                    if let Some(byte) = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                b'*' => self.group.hidden = true,
                b'~' => self.put("\u{a0}"),
                b'_' => self.put("-"),
                b'\r' | b'\n' => self.put("\n"),
                b'\\' | b'{' | b'}' => self.byte(first),
                _ => {}
            }
            return;
        }
        let rest = &self.rtf[self.at..];
        let length = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let sign = usize::from(rest.get(length) == Some(&b'-'));
        let digits = rest[length + sign..].iter().take_while(|b| b.is_ascii_digit()).count();
        let word = String::from_utf8_lossy(&rest[..length]).into_owned();
        let number: Option<i64> =
            std::str::from_utf8(&rest[length..length + sign + digits]).ok().and_then(|n| n.parse().ok());
        let end = length + if digits > 0 { sign + digits } else { 0 };
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        self.word(&word, number);
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match (word, number) {
            ("par" | "sect" | "page" | "row" | "line", _) => self.put("\n"),
            ("tab" | "cell", _) => self.put("\t"),
            ("emdash", _) => self.put("—"),
            ("endash", _) => self.put("–"),
            ("lquote", _) => self.put("‘"),
            ("rquote", _) => self.put("’"),
            ("ldblquote", _) => self.put("“"),
            ("rdblquote", _) => self.put("”"),
            ("bullet", _) => self.put("•"),
            ("uc", Some(skip)) => self.group.skip = usize::try_from(skip).unwrap_or(1),
            ("u", Some(unit)) => self.unit(unit as u16),
            ("ansicpg", Some(page)) => {
                let label = if page == 65001 { "utf-8".to_owned() } else { format!("windows-{page}") };
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            // What follows it is as many bytes of anything.
            ("bin", Some(length)) => {
                self.at = self.at.saturating_add(usize::try_from(length).unwrap_or(0)).min(self.rtf.len());
            }
            _ => self.group.hidden |= NO_TEXT.contains(&word),
        }
    }

    /// A character by its number in UTF-16, negative ones included.
    fn unit(&mut self, unit: u16) {
        self.skipped = 0;
        if !self.group.hidden {
            let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
            if (0xD800..0xDC00).contains(&unit) {
                self.surrogate = Some(unit);
            } else {
                self.put(&String::from_utf16_lossy(&units));
            }
        }
        self.skipped = self.group.skip;
    }

    fn put(&mut self, text: &str) {
        self.flush();
        if !self.group.hidden {
            self.text.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            self.text.push_str(&self.encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_rtf() {
        #[track_caller]
        fn check(rtf: &str, expected: &str) {
            assert_eq!(text(rtf.as_bytes()), Ok(expected.to_owned()));
        }
        check(
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 \'93It floats,\'94 said \b \'c5se\b0  Lund.\par Yes.}",
            "“It floats,” said Åse Lund.\nYes.",
        );
        check(
            r"{\rtf1 \u8220?No,\u8221? {\*\generator Word;}\{she\} \\ \uc2\u-3844??\u-8998?? {\uc0\u233}t\u233 ?}",
            "“No,” {she} \\ \u{f0fc}\u{fffd} ét\u{e9}",
        );
        check(
            r"{\rtf1{\info{\title Hidden}}{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}\tab b\cell c\row d\emdash e{\pict\bin3 }}}}f}",
            "a link\tb\tc\nd—ef",
        );
        assert!(text(br"{\rtf1 Cut").is_err() && text(b"Words").is_err());
    }
}
