//! Which line is the title.

use super::line::{Look, PageLine, SHORT};
use super::lists::PageLists;
use super::phrases::fold;
use super::shape::is_title_case;

/// How many lines of the text are searched for the title that the record gives. Chosen
/// by hand; menus may come before it.
const TITLE_WITHIN: usize = 12;

/// The most bytes of a line that is searched: such a title is known, so it may be longer
/// than a line that must look like one.
const KNOWN_TITLE: usize = 2 * SHORT;

/// The most bytes of a title that ends in a stop or has quotation marks, and so looks
/// like prose. Chosen by hand.
const ODD_TITLE: usize = 150;

/// The fewest words of a title, and of a title where no line has that many: “Ferry
/// strike” is one, but a line of four words is more likely to be.
const TITLE_WORDS: [usize; 2] = [4, 2];

/// The most words of a title. Chosen by hand; longer lines are text.
const MOST_TITLE_WORDS: usize = 30;

/// How many lines between the title and the publication line may be subtitles.
const SUBTITLES: usize = 2;

/// The fewest words that a title with quotation marks has outside of them. With fewer
/// it is a quotation.
const WORDS_OUTSIDE_QUOTES: usize = 2;

/// The line that is the title that the record gives.
pub(super) fn known_title(lines: &[PageLine], title: &str) -> Option<usize> {
    let title = folded_title(title);
    let mut first = lines.iter().take(TITLE_WITHIN);
    first.position(|line| line.text.len() <= KNOWN_TITLE && folded_title(line.text) == title)
}

fn folded_title(text: &str) -> String {
    let mut folded = String::new();
    fold(text, &mut folded);
    folded.truncate(folded.trim_end_matches('.').len());
    folded
}

/// Whether a first line is a headline although it ends in a stop: it is in title
/// case, or the line after it starts with a dateline.
pub(super) fn is_stopped_title(lists: &PageLists, line: &PageLine, next: Option<&str>) -> bool {
    let Some(next) = next else { return false };
    let quoting = line.text.starts_with(['“', '"', '«', '„', '—', '–', '-']);
    let dateline = || lists.datelines.at_start(next, true, &lists.dates);
    !quoting
        && line.text.len() <= ODD_TITLE
        && line.text.ends_with(['.', '!', '?', '’', '”', '\'', '"'])
        && (is_title_case(line.text) || dateline().is_some_and(|dateline| dateline.length < next.len()))
}

/// Whether a line with quotation marks can be a headline: there are words outside
/// the marks, and it is no quotation with a name after a dash.
pub(super) fn is_quoting_title(line: &PageLine) -> bool {
    let text = line.text;
    let attributed =
        ["” —", "” –", "” -", "\" —", "\" –", "\" -", "”—", "\"--", "» —"].iter().any(|m| text.contains(m));
    let mut outside = 0;
    let mut inside = false;
    for word in text.split_whitespace() {
        let opens = word.starts_with(['“', '"', '«', '„', '‘']);
        let closes =
            word.trim_end_matches(|c: char| ",.;:!?".contains(c)).ends_with(['”', '"', '»', '“', '’']);
        inside |= opens;
        outside += usize::from(!inside);
        inside &= !closes;
    }
    !attributed
        && !text.starts_with(['—', '–', '-'])
        && !line.stop
        && text.len() <= ODD_TITLE
        && outside >= WORDS_OUTSIDE_QUOTES
}

/// Which of the lines before the article is its headline: the last long enough one
/// before the publication line, else the first.
pub(super) fn choose_title(head: &[PageLine], publication: Option<usize>) -> Option<usize> {
    for words in TITLE_WORDS {
        let fits = |at: &usize| can_be_title(&head[*at], words);
        let before = publication.and_then(|p| (0..p).rev().find(fits));
        // Between the headline and the publication line may be a subtitle or two.
        let before = before.map(|last| {
            let first = (0..last).rev().take_while(fits).last().unwrap_or(last);
            if last - first <= SUBTITLES { first } else { last }
        });
        if let Some(found) = before.or_else(|| (0..head.len()).find(fits)) {
            return Some(found);
        }
    }
    None
}

/// Whether a line before the article can be a headline of at least `words` words.
fn can_be_title(line: &PageLine, words: usize) -> bool {
    // “Type size A A A” cannot: all but one of the words must have several letters.
    let real = line.text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1);
    line.role.is_none()
        && line.words >= words
        && line.words <= MOST_TITLE_WORDS
        && line.text.len() <= SHORT
        && !line.bullet
        && !line.text.ends_with([',', ';', ':'])
        && matches!(line.look, Look::Short | Look::Quote | Look::Prose)
        && real.count() + 1 >= words
}
