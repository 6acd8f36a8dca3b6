//! Which language an article is in, where that is certain.

use text::{Paragraph, Role};
use whatlang::Lang;

/// An article whose body has fewer bytes, or half as many of letters, is in no language for
/// certain. Chosen by hand.
const LEAST: usize = 300;

/// How many bytes of the body are looked at: more of them tell nothing new.
const MOST: usize = 4000;

/// The language of the body of an article, if it is certainly another one than that of
/// this code (`en`, `eng`, `en-GB`); `None` also if the body is short.
pub(super) fn other_than(wanted: &str, text: &str, paragraphs: &[Paragraph]) -> Option<Lang> {
    let mut body = String::new();
    for paragraph in paragraphs.iter().filter(|p| p.role == Role::Body) {
        let words = paragraph.span.of(text);
        let mut end = words.len().min(MOST - body.len().min(MOST));
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        body.push_str(&words[..end]);
        body.push('\n');
    }
    let letters: usize = body.chars().filter(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if body.len() < LEAST || letters < LEAST / 2 {
        return None;
    }
    // Detection takes longer than all the rest of reading, and this tells English as
    // well.
    if is(Lang::Eng, wanted) && is_plainly_english(&body) {
        return None;
    }
    let found = whatlang::detect(&body)?.lang();
    if is(found, wanted) {
        return None;
    }
    // Danish may be taken for Norwegian; what counts is that it is not the language
    // wanted.
    let Some(wanted) = Lang::all().iter().find(|lang| is(**lang, wanted)) else { return Some(found) };
    let pair = whatlang::Detector::with_allowlist(vec![found, *wanted]).detect(&body);
    match pair {
        Some(better) => (better.lang() == found && better.is_reliable()).then_some(found),
        None => Some(found),
    }
}

/// Words that are frequent in English, and in no other language all together.
const ENGLISH: [&str; 8] = ["the", "of", "and", "to", "that", "with", "for", "was"];

/// A text is plainly English if at least one in this many of its words is one of those. In
/// English prose it is one in five.
const ENGLISH_IN: usize = 10;

/// The longest of those words in bytes.
const ENGLISH_LENGTH: usize = 4;

/// Whether a text is certainly English.
fn is_plainly_english(text: &str) -> bool {
    let (mut all, mut english) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        english += usize::from(word.len() <= ENGLISH_LENGTH && ENGLISH.contains(&word));
    }
    english * ENGLISH_IN >= all
}

/// Whether a code of two or three letters, with or without a region, is that of this
/// language.
fn is(lang: Lang, code: &str) -> bool {
    let code = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    lang.code() == code || TWO_LETTERS.iter().any(|(two, three)| *two == code && *three == lang.code())
}

/// The usual codes of the languages with many newspapers, and those that `whatlang`
/// uses.
const TWO_LETTERS: [(&str, &str); 30] = [
    ("en", "eng"),
    ("de", "deu"),
    ("fr", "fra"),
    ("es", "spa"),
    ("pt", "por"),
    ("it", "ita"),
    ("nl", "nld"),
    ("sv", "swe"),
    ("da", "dan"),
    ("nb", "nob"),
    ("no", "nob"),
    ("fi", "fin"),
    ("pl", "pol"),
    ("cs", "ces"),
    ("hu", "hun"),
    ("ro", "ron"),
    ("el", "ell"),
    ("tr", "tur"),
    ("ru", "rus"),
    ("uk", "ukr"),
    ("ar", "ara"),
    ("he", "heb"),
    ("fa", "pes"),
    ("hi", "hin"),
    ("id", "ind"),
    ("vi", "vie"),
    ("th", "tha"),
    ("zh", "cmn"),
    ("ja", "jpn"),
    ("ko", "kor"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use text::Span;

    #[track_caller]
    fn check(wanted: &str, text: &str, expected: Option<&str>) {
        let body = Paragraph { span: Span::new(0, text.len()), role: Role::Body };
        let found = other_than(wanted, text, &[body]).map(|lang| lang.eng_name());
        assert_eq!(found, expected, "{text}");
    }

    const DANISH: &str = "Færgen mellem Brekke og Sandholm sejler igen fra maj, oplyste rederiet tirsdag. \
        Borgmesteren sagde, at byen har ventet i to vintre, og at ingen vil savne vejen over isen. \
        Ifølge havnekontoret blev der solgt tolv tusind billetter i den første uge, og flere er på vej, \
        når sommeren kommer til øerne og turisterne med den.";

    const TEXT: &str = "The ferry between Brekke and Sandholm will sail again from May, the company said on \
        Tuesday. The mayor of the town said that it had waited for two winters, and that nobody would miss \
        the road across the ice. Twelve thousand tickets were sold in the first week, the harbour office \
        said, and more were to come when summer reaches the islands.";

    #[test]
    fn plain_english() {
        assert!(is_plainly_english(TEXT) && !is_plainly_english(DANISH));
    }

    #[test]
    fn languages() {
        check("en", TEXT, None);
        check("en-GB", DANISH, Some("Danish"));
        check("da", DANISH, None);
        check("dan", DANISH, None);
        check("da", TEXT, Some("English"));
        // Too little to tell.
        check("en", "Færgen sejler igen, sagde han.", None);
        check("en", "", None);
    }
}
