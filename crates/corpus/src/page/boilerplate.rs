//! Known boilerplate: which phrases give a line away, and when (`boilerplate.tsv`).

use super::phrases::{Phrases, fold};
use super::shape::QUOTES;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use lexicon::{ClassTable, Lexicon, Reads};

/// The most words of a line that a phrase of class `start` makes boilerplate, if the
/// line has no final stop. Fewer where the phrase heads a list: “Related stories you may
/// like” is boilerplate, but “Most popular mayor of all loses seat” is not.
const START_WORDS: usize = 16;
const LIST_WORDS: usize = 6;

/// The most words of a credit: “Photo: Åse Lund/Northern Wire”.
const CREDIT_WORDS: usize = 10;

/// The most words of an item in a menu line, and of an item in one where no item is
/// known. Chosen by hand.
const MENU_ITEM_WORDS: usize = 4;
const UNKNOWN_ITEM_WORDS: usize = 3;

/// A line with at least this many known items is a menu, whatever else is in it.
const KNOWN_ITEMS: usize = 2;

/// A line with at least this many items is a menu if one is known, or all are short.
const MENU_ITEMS: usize = 4;

/// What the phrase lists say about a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    /// A word of site menus; it may be the name of a section.
    Menu { section: bool },
    /// Boilerplate; it may head a list of links, or end the article.
    Boilerplate { list: bool, end: bool },
}

/// Recognises known boilerplate.
#[derive(Debug)]
pub(super) struct Boilerplate {
    phrases: Phrases<PhraseClasses>,
    /// Phrases that count anywhere in a line.
    inside: AhoCorasick,
    /// Which of these count only in lines without a final stop.
    inside_open: Vec<bool>,
}

bitflags::bitflags! {
    /// The classes of an entry of `boilerplate.tsv`; the head of that file explains them.
    #[derive(Clone, Copy, Debug, Default)]
    struct PhraseClasses: u16 {
        const LINE = 1;
        const START = 1 << 1;
        const START_ANY = 1 << 2;
        const START_COLON = 1 << 3;
        const CREDIT = 1 << 4;
        const ALWAYS = 1 << 5;
        const LIST = 1 << 6;
        const END = 1 << 7;
        const MENU = 1 << 8;
        const SECTION = 1 << 9;
        const INSIDE = 1 << 10;
        const INSIDE_OPEN = 1 << 11;
    }
}

#[rustfmt::skip]
const BOILERPLATE: ClassTable<PhraseClasses> = ClassTable { list: "boilerplate", meanings: &[
    ("line", PhraseClasses::LINE), ("start", PhraseClasses::START), ("start-any", PhraseClasses::START_ANY),
    ("start-colon", PhraseClasses::START_COLON), ("credit", PhraseClasses::CREDIT),
    ("always", PhraseClasses::ALWAYS), ("list", PhraseClasses::LIST), ("end", PhraseClasses::END),
    ("menu", PhraseClasses::MENU), ("section", PhraseClasses::SECTION),
    ("inside", PhraseClasses::INSIDE), ("inside-open", PhraseClasses::INSIDE_OPEN),
] };

pub(super) const READS: [&dyn Reads; 1] = [&BOILERPLATE];

impl PhraseClasses {
    /// Whether the phrase makes boilerplate of a line that it starts. `rest` is what
    /// follows it there, `words` the number of words of the line, `stop` whether the
    /// line ends like a sentence.
    fn fits(&self, rest: &str, words: usize, stop: bool) -> bool {
        let rest = rest.trim_start();
        // “Comments (12)”, “Read: 4 min”.
        let says_nothing = |word: &str| {
            !word.contains(char::is_alphabetic) || ["min", "mins", "minutes", "sec"].contains(&word)
        };
        let marks = [' ', '(', ')', ':', '.', '…', '>', '»', '|', ']'];
        let most_words = if self.intersects(Self::LIST) { LIST_WORDS } else { START_WORDS };
        let alone = self.intersects(Self::LINE | Self::START) && rest.split(marks).all(says_nothing);
        alone
            || self.intersects(Self::ALWAYS | Self::START_ANY)
            || self.intersects(Self::START)
                && (rest.starts_with([':', '|', '>', '»']) || !stop && words <= most_words)
            || self.intersects(Self::START_COLON) && rest.starts_with(':')
            || self.intersects(Self::CREDIT) && !stop && words <= CREDIT_WORDS
    }
}

impl Boilerplate {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let inside: Vec<_> = BOILERPLATE
            .read(lexicon)
            .filter(|(_, classes)| classes.intersects(PhraseClasses::INSIDE | PhraseClasses::INSIDE_OPEN))
            .collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(inside.iter().map(|(entry, _)| &entry.phrase));
        Self {
            phrases: Phrases::new(lexicon.list(BOILERPLATE.list), |entry| BOILERPLATE.of(entry)),
            inside: automaton.expect("a short list makes a small automaton"),
            inside_open: inside
                .iter()
                .map(|(_, classes)| classes.intersects(PhraseClasses::INSIDE_OPEN))
                .collect(),
        }
    }

    /// Whether any phrase begins with the first word of a folded line.
    pub(super) fn has_first_word(&self, line: &str) -> bool {
        self.phrases.has_first_word(line)
    }

    /// Whether a phrase makes boilerplate of a folded line that it starts.
    pub(super) fn starts(&self, line: &str, words: usize, stop: bool) -> bool {
        self.phrases.starting(line).any(|(phrase, rest)| phrase.fits(rest, words, stop))
    }

    /// Whether a folded line starts with a phrase that makes boilerplate of lines of
    /// any length.
    pub(super) fn starts_always(&self, line: &str) -> bool {
        self.phrases.starting(line).any(|(phrase, _)| phrase.intersects(PhraseClasses::ALWAYS))
    }

    /// What the phrase lists say about a folded line, if it starts with a phrase.
    pub(super) fn known(&self, line: &str, words: usize, stop: bool) -> Option<Known> {
        let mut menu = None;
        for (phrase, rest) in self.phrases.starting(line) {
            if phrase.fits(rest, words, stop) {
                return Some(Known::Boilerplate {
                    list: phrase.intersects(PhraseClasses::LIST),
                    end: phrase.intersects(PhraseClasses::END),
                });
            }
            if phrase.intersects(PhraseClasses::MENU) && rest.is_empty() {
                menu = Some(Known::Menu { section: phrase.intersects(PhraseClasses::SECTION) });
            }
        }
        menu
    }

    /// Whether a phrase that gives a line away is anywhere in it.
    pub(super) fn is_inside(&self, line: &str, stop: bool) -> bool {
        self.inside.find_iter(line).any(|found| {
            let starts_word = !line[..found.start()].ends_with(char::is_alphanumeric);
            starts_word && (!stop || !self.inside_open[found.pattern().as_usize()])
        })
    }

    /// Whether a line is a menu: `Follow us   Contact us   About us`,
    /// `Home > News > Africa`. `folded` is scratch space.
    pub(super) fn is_menu_line(&self, text: &str, stop: bool, folded: &mut String) -> bool {
        if stop {
            return false;
        }
        let marks = |c: char| "|•·»>›/\t".contains(c);
        let mut items = Vec::new();
        for piece in text.split(marks) {
            // Two spaces, or two that do not break, separate items as well.
            items.extend(piece.split("  ").flat_map(|p| p.split("\u{a0}\u{a0}")));
        }
        items.retain(|item| !item.trim().is_empty());
        if items.len() < 2 {
            return false;
        }
        let (mut known, mut longest) = (0, 0);
        for item in &items {
            fold(item, folded);
            let words = folded.split(' ').count();
            longest = longest.max(words);
            if longest > MENU_ITEM_WORDS {
                return false;
            }
            known += usize::from(self.known(folded, words, false).is_some());
        }
        let all_short = longest <= UNKNOWN_ITEM_WORDS && !text.contains(QUOTES);
        known == items.len() || known >= KNOWN_ITEMS || items.len() >= MENU_ITEMS && (known >= 1 || all_short)
    }
}
