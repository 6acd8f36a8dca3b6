//! The line that says whose a quotation or an embedded post is: `— Doreen Maddox`,
//! `— Idris Vail (@idrisvail) May 7, 2021`, `Doreen Maddox, Harbour Mail`.
//!
//! Rule `Signature`; guarded by `signature.txt` in `tests/cases/`. Here is how the line
//! looks; which paragraph it signs is decided where paragraphs are put together.

use crate::structures::speaker_label::SMALL_NAME_WORDS;
use std::ops::Range;

/// The most words of the name of an account, which may be a slogan.
const MOST_ACCOUNT_WORDS: usize = 6;

/// The most words of a name without an account, with office and place.
const MOST_NAME_WORDS: usize = 8;

/// The most words of the date after an account: May 7, 2021 at noon.
const MOST_DATE_WORDS: usize = 5;

/// A signature; its ranges are bytes of its paragraph.
pub(crate) struct Signature {
    /// What is before it in its paragraph is signed; if nothing is, the paragraph
    /// before.
    pub(crate) start: usize,
    pub(crate) source: Range<usize>,
    /// It is the account of a network, and what it signs is a post.
    pub(crate) account: bool,
    /// It has no dash, so that what it signs must have quotation marks.
    pub(crate) bare: bool,
    /// When that was posted.
    pub(crate) when: Option<Range<usize>>,
}

/// The signature at the end of a paragraph; one without an account is a paragraph of
/// its own, or a hyphen and a name right after quotation marks.
pub(crate) fn signature(paragraph: &str) -> Option<Signature> {
    let long_dash = paragraph.rfind(['—', '–']);
    // ““It never closed.” -Doreen Maddox”
    let after_marks = paragraph.rfind(['”', '"', '»']).and_then(|mark| {
        let dash = mark + paragraph[mark..].find('-')?;
        paragraph[mark..dash].chars().skip(1).all(char::is_whitespace).then_some(dash)
    });
    let hyphen = || paragraph.starts_with('-').then_some(0).or(after_marks);
    let Some(start) = long_dash.or_else(hyphen) else { return with_outlet(paragraph) };
    let rest = paragraph[start..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    let from = paragraph.len() - rest.len();
    if let Some((name, handle)) = rest.split_once("(@") {
        let (handle, after) = handle.split_once(')')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end = from + name.len() + "(@".len() + handle.len() + ")".len();
        let when = paragraph.len() - after.trim_start().len()..paragraph.trim_end().len();
        let dated = when.is_empty()
            || after.split_whitespace().count() <= MOST_DATE_WORDS
                && after.contains(|c: char| c.is_ascii_digit());
        return (is_name(name, MOST_ACCOUNT_WORDS) && handle.chars().all(plain) && dated).then(|| {
            let when = (!when.is_empty()).then_some(when);
            Signature { start, source: from..end, account: true, bare: false, when }
        });
    }
    let name = rest.trim_end_matches(['.', ' ']);
    // “— Doreen Maddox, commissioner”: only the name is written with capitals.
    let (person, _) = name.split_once(',').unwrap_or((name, ""));
    let named = person.split_whitespace().all(|word| {
        SMALL_NAME_WORDS.contains(&word) || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    let source = from..from + name.len();
    ((start == 0 || after_marks == Some(start)) && named && is_name(name, MOST_NAME_WORDS))
        .then_some(Signature { start, source, account: false, bare: false, when: None })
}

/// “Doreen Maddox, Harbour Mail”: without a dash, a name and where it was written.
fn with_outlet(paragraph: &str) -> Option<Signature> {
    let line = paragraph.trim_end();
    let (person, outlet) = line.split_once(", ")?;
    let named = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let capital = |word: &&str| word.starts_with(char::is_uppercase) || SMALL_NAME_WORDS.contains(word);
        words.len() <= MOST_ACCOUNT_WORDS && words.iter().all(capital) && text.starts_with(char::is_uppercase)
    };
    let letters = |text: &str| text.chars().all(|c| c.is_alphabetic() || " .'’-&".contains(c));
    let signs = person.contains(' ') && named(person) && named(outlet) && letters(person) && letters(outlet);
    let source = 0..line.len();
    (signs && !line.ends_with('.')).then_some(Signature {
        start: 0,
        source,
        account: false,
        bare: true,
        when: None,
    })
}

/// Whether a text of at most `most_words` words begins like a name.
fn is_name(text: &str, most_words: usize) -> bool {
    text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= most_words
}
