//! Lists of links inside and after the article: what follows “Related news” and
//! “More from Climate:”.

use super::line::{Look, PageLine};
use super::titles::is_quoting_title;

/// A line of prose with at least this many bytes belongs to the article, not to a list
/// of links at its end. Chosen by hand; teasers are shorter.
const LONG_PROSE: usize = 100;

/// A list at the end of the article takes the rest of the page if the prose before it
/// has more than this many times the bytes of the prose after it. Chosen by hand.
const PROSE_BEFORE: usize = 4;

/// The most bytes of a sentence after a bullet that is a link in a list of bullets.
/// Longer ones are paragraphs. Chosen by hand.
const LINK_SENTENCE: usize = 120;

/// Marks the links of each list as boilerplate: lines with bullets if the list starts
/// with one, else lines that are no sentences.
pub(super) fn mark(lines: &mut [PageLine]) {
    let last_long = lines.iter().rposition(|l| l.look == Look::Prose && l.text.len() >= LONG_PROSE);
    let (prose_before, all_prose) = prose_before(lines);
    let mut at = 0;
    while at < lines.len() {
        let Look::Boilerplate { list: true, end } = lines[at].look else {
            at += 1;
            continue;
        };
        // With next to no prose after it, all the rest is links.
        let prose_after = all_prose - prose_before[at];
        let list = LinkList {
            before_article: prose_before[at] == 0,
            to_the_end: end
                && last_long.is_none_or(|long| long < at)
                && prose_after * PROSE_BEFORE < prose_before[at],
            bullets: lines.get(at + 1).is_some_and(|l| l.bullet),
            first: at + 1,
        };
        at += 1;
        while at < lines.len() && list.continues(lines, at) {
            lines[at].look = Look::PLAIN_BOILERPLATE;
            at += 1;
        }
    }
}

/// The bytes of prose before each line, and in all lines.
fn prose_before(lines: &[PageLine]) -> (Vec<usize>, usize) {
    let mut prose = 0;
    let before = lines.iter().map(|line| {
        let before = prose;
        prose += if line.look == Look::Prose { line.text.len() } else { 0 };
        before
    });
    (before.collect(), prose)
}

/// A list of links.
struct LinkList {
    /// Whether no prose is before it.
    before_article: bool,
    /// Whether it continues to the end of the page.
    to_the_end: bool,
    /// Whether its links have bullets.
    bullets: bool,
    /// Its first link.
    first: usize,
}

impl LinkList {
    /// Whether a line continues the list, to which all lines from its first up to that one
    /// belong.
    fn continues(&self, lines: &[PageLine], at: usize) -> bool {
        let Self { before_article, to_the_end, bullets, first } = *self;
        let line = &lines[at];
        let link = match line.look {
            Look::Boilerplate { .. } => false,
            Look::Short | Look::Menu { .. } | Look::Mark => {
                to_the_end || bullets == line.bullet && !line.stop
            }
            Look::Quote => line.bullet && bullets || to_the_end && is_quoting_title(line),
            Look::Prose => line.bullet && bullets && line.text.len() <= LINK_SENTENCE,
        };
        // A blank line ends the list if no other is inside it; and a line before the
        // next paragraph may be a heading. Before the article any blank line does:
        // after “Trending” comes the headline, too.
        let next_is_prose = lines.get(at + 1).is_some_and(|l| l.look == Look::Prose);
        let separate = line.gap
            && (before_article || at > first && (next_is_prose || at > first + 1 && !lines[at - 1].gap));
        link && (!separate || to_the_end || bullets)
    }
}
