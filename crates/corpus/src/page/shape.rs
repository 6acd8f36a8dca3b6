//! The shape of a line: how it begins and ends, its capitals and quotation marks.

/// Marks before the items of a list.
pub(super) const BULLETS: [char; 12] = ['•', '*', '-', '–', '▪', '●', '■', '►', '▶', '→', '·', '+'];

/// Marks of quotations, opening and closing. Single ones are not here: they are
/// apostrophes too often.
pub(super) const QUOTES: [char; 6] = ['“', '”', '"', '«', '»', '„'];

/// The fewest letters of a word that must have a capital in title case; shorter ones may
/// be *of* or *the*.
const TITLE_WORD: usize = 4;

/// How many of these words a text in title case has at least, and the percentage of them
/// that have a capital. Chosen by hand: three are no accident, and *from* may be small.
const TITLE_WORDS: usize = 3;
const TITLE_CAPITALS: usize = 80;

/// A folded line without the bullet or the count before it: `• Read more`,
/// `12 comments`, `4 min read`.
pub(super) fn without_bullet(folded: &str) -> &str {
    let bare = folded.trim_start_matches(|c: char| BULLETS.contains(&c) || "— >»|[".contains(c));
    let counted = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < bare.len() { counted.strip_prefix(' ').unwrap_or(bare) } else { bare }
}

/// Whether a text ends like a sentence, ignoring closing marks.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| "”\"’'»›“)]".contains(c) || c.is_whitespace();
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether there is more than one line break in the white space between lines.
pub(super) fn has_blank_line(space: &str) -> bool {
    space.split("\r\n").flat_map(|s| s.split(['\n', '\r'])).count() > 2
}

/// Whether nearly all longer words begin with a capital.
pub(super) fn is_title_case(text: &str) -> bool {
    let words = text.split_whitespace().map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let (mut capital, mut all) = (0, 0);
    for word in words.filter(|w| w.chars().count() >= TITLE_WORD && w.starts_with(char::is_alphabetic)) {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all >= TITLE_WORDS && capital * 100 >= all * TITLE_CAPITALS
}

/// Whether a text has several words, each with a capital.
pub(super) fn is_title_case_name(text: &str) -> bool {
    text.contains(' ') && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line is a mail address, a web address, or somebody's name on a network.
pub(super) fn is_address(text: &str) -> bool {
    !text.contains(' ') && (text.contains('@') || text.starts_with("http") || text.starts_with("www."))
}
