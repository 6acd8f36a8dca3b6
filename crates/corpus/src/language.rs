//! Which language an article is in, where that is certain.

use text::{Paragraph, Role};
use whatlang::Lang;

/// Less than so many bytes of an article tell nothing for certain.
const LEAST: usize = 300;

/// More than so many tell nothing new.
const MOST: usize = 4000;

/// The language of the body of an article, if it is certainly another than the
/// one of this code (`en`, `eng`); else nothing.
pub(crate) fn other_than(wanted: &str, text: &str, paragraphs: &[Paragraph]) -> Option<Lang> {
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
    if body.len() < LEAST {
        return None;
    }
    // Detection takes longer than all the rest of reading, and of English this says
    // as much.
    if is(Lang::Eng, wanted) && is_plainly_english(&body) {
        return None;
    }
    let found = whatlang::detect(&body)?.lang();
    if is(found, wanted) {
        return None;
    }
    // Danish may well be Norwegian; what counts is that it is not the one wanted.
    let Some(wanted) = Lang::all().iter().find(|lang| is(**lang, wanted)) else { return Some(found) };
    let pair = whatlang::Detector::with_allowlist(vec![found, *wanted]).detect(&body);
    match pair {
        Some(better) => (better.lang() == found && better.is_reliable()).then_some(found),
        None => Some(found),
    }
}

/// Words that are frequent in English, and in no other language all of them.
const ENGLISH: [&str; 8] = ["the", "of", "and", "to", "that", "with", "for", "was"];

/// Whether one in ten words is one of those; in prose it is one in five.
fn is_plainly_english(text: &str) -> bool {
    let (mut all, mut english) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        english += usize::from(word.len() <= 4 && ENGLISH.contains(&word));
    }
    english * 10 >= all
}

/// Whether a code of two or three letters, with a region or without, is that of a
/// language.
fn is(lang: Lang, code: &str) -> bool {
    let code = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    lang.code() == code || TWO_LETTERS.iter().any(|(two, three)| *two == code && *three == lang.code())
}

/// The usual codes of the languages of large presses.
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
