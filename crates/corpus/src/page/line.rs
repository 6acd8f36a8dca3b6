//! What a line of a page looks like by itself.

use super::boilerplate::{Boilerplate, Known};
use super::phrases::{fold, start_of};
use super::shape::{BULLETS, QUOTES, ends_sentence, without_bullet};
use text::Role;

/// The most bytes of a menu, heading or byline. Chosen by hand.
pub(super) const SHORT: usize = 200;

/// A line with more than this many bytes and a final stop is prose, unless a phrase says
/// otherwise. Chosen by hand.
const SENTENCE: usize = 80;

/// The fewest words of a shorter line with a final stop or colon that is prose.
/// “Photo credit.” and “Read on:” are not.
const PROSE_WORDS: usize = 4;

/// The longest first word that is looked up before the phrases are, in bytes.
const FIRST_WORD: usize = 32;

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// A sentence or more.
    Prose,
    /// It has quotation marks, or starts with a dash: somebody may be quoted.
    Quote,
    /// Neither.
    Short,
    /// A word of site menus; it may be the name of a section.
    Menu { section: bool },
    /// No letters: `1`, `* * *`.
    Mark,
    /// Known boilerplate; it may head a list of links, or end the article.
    Boilerplate { list: bool, end: bool },
}

impl Look {
    /// Boilerplate that neither heads a list nor ends the article.
    pub(super) const PLAIN_BOILERPLATE: Self = Self::Boilerplate { list: false, end: false };

    pub(super) fn is_boilerplate(self) -> bool {
        matches!(self, Self::Boilerplate { .. })
    }

    pub(super) fn is_menu(self) -> bool {
        matches!(self, Self::Menu { .. })
    }
}

/// A line and what is known about it.
pub(super) struct PageLine<'t> {
    pub(super) text: &'t str,
    pub(super) look: Look,
    pub(super) words: usize,
    /// Whether it ends like a sentence.
    pub(super) stop: bool,
    /// Whether it begins with a bullet.
    pub(super) bullet: bool,
    /// Whether a blank line is before it; not known of lines that are not short.
    pub(super) gap: bool,
    /// What it is, once that is decided.
    pub(super) role: Option<Role>,
}

impl<'t> PageLine<'t> {
    /// Looks at a line. `folded` is scratch space.
    pub(super) fn new(text: &'t str, boilerplate: &Boilerplate, folded: &mut String) -> Self {
        let stop = ends_sentence(text);
        // Nearly all lines of most articles are long, so this way is a quick one.
        let (look, words) = match text.len() > SHORT || stop && text.len() > SENTENCE {
            true => look_of_long(text, stop, boilerplate, folded),
            false => look_of_short(text, stop, boilerplate, folded),
        };
        Self { text, look, words, stop, bullet: text.starts_with(BULLETS), gap: false, role: None }
    }
}

/// The look of a long line, and about how many words it has.
fn look_of_long(text: &str, stop: bool, boilerplate: &Boilerplate, folded: &mut String) -> (Look, usize) {
    let words = 1 + text.bytes().filter(|&b| b == b' ').count();
    fold(start_of(text, FIRST_WORD), folded);
    let known = boilerplate.has_first_word(without_bullet(folded)) && {
        fold(start_of(text, SENTENCE), folded);
        match text.len() > SHORT {
            true => boilerplate.starts_always(without_bullet(folded)),
            false => boilerplate.starts(without_bullet(folded), words, stop),
        }
    };
    let known = known || text.len() <= SHORT && boilerplate.is_inside(text, stop);
    (if known { Look::PLAIN_BOILERPLATE } else { Look::Prose }, words)
}

/// The look of a short line, and how many words it has.
fn look_of_short(text: &str, stop: bool, boilerplate: &Boilerplate, folded: &mut String) -> (Look, usize) {
    fold(text, folded);
    let words = folded.split(' ').filter(|w| w.contains(char::is_alphanumeric)).count();
    let letters = folded.contains(char::is_alphabetic);
    let look = match boilerplate.known(without_bullet(folded), words, stop) {
        Some(Known::Menu { section }) => Look::Menu { section },
        Some(Known::Boilerplate { list, end }) => Look::Boilerplate { list, end },
        None if boilerplate.is_inside(text, stop) || boilerplate.is_menu_line(text, stop, folded) => {
            Look::PLAIN_BOILERPLATE
        }
        None if !letters => Look::Mark,
        None if (stop || text.ends_with(':')) && words >= PROSE_WORDS => Look::Prose,
        None if text.contains(QUOTES) || text.starts_with(['—', '–', '-', '‘', '\'']) => Look::Quote,
        None => Look::Short,
    };
    (look, words)
}
