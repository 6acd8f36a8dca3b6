//! Names with something glued to them by a scraper: the heading that follows a
//! caption, or the caption that follows a name.

use super::fold::is_capitalised;
use text::Span;

/// The last word of a link that a scraper left in a sentence.
const LAST_OF_LINK: &str = " MORE";

/// A repeated word of fewer bytes may be chance.
const MIN_WORD: usize = 3;

/// How many bytes come before a capital inside of a word in names, at most:
/// "McKay", "MacDuff", "LaSalle".
const MAX_PREFIX: usize = 4;

/// A name without what is glued to it: "Omar Okafor" of "Omar Okafor Omar Ngozi
/// OkaforBudget", "Omar Ngozi Okafor" of "Okafor Omar Ngozi OkaforBudget", "Ngozi
/// Okafor" of "Ngozi OkaforBudget".
pub(crate) fn unglued(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    for (at, word) in words.iter().enumerate().skip(1) {
        // A caption repeats the name that it is glued to.
        if words[0] == *word && word.len() >= MIN_WORD && at + 1 < words.len() {
            return words[..at.max(2)].join(" ");
        }
        if let Some(first) = words[..at].iter().position(|before| is_glued_to(word, before)) {
            // The caption says more than a surname before it.
            return match first {
                0 if at > 2 => [&words[1..at], &words[..1]].concat().join(" "),
                _ => words[..=first].join(" "),
            };
        }
        if words[at - 1] == *word && word.len() >= MIN_WORD && at + 1 == words.len() {
            return words[..at].join(" ");
        }
    }
    match words.iter().enumerate().skip(1).find_map(|(at, word)| Some((at, seam(word)?))) {
        Some((at, seam)) => [&words[..at], &[&words[at][..seam]]].concat().join(" "),
        None => words.join(" "),
    }
}

/// How far before its last word a link may begin, in bytes: three headlines.
const LONGEST_LINK: usize = 400;

/// The parts of a text that are a list of links which a scraper left in a sentence, from
/// the name that they are glued to up to the last word: "Budget talks end | Okafor MORE" of
/// "Omar Ngozi OkaforBudget talks end | Okafor MORE said".
pub(crate) fn links<'a>(text: &'a str) -> impl Iterator<Item = Span> + 'a {
    text.match_indices(LAST_OF_LINK).filter_map(move |(at, _)| {
        let from = text.floor_char_boundary(at.saturating_sub(LONGEST_LINK));
        let before = &text[from..at];
        let glued = before.split_inclusive(char::is_whitespace).scan(from, |start, word| {
            let here = *start;
            *start += word.len();
            Some(seam(word.trim_end()).map(|seam| here + seam))
        });
        Some(Span::new(glued.flatten().next()?, at + LAST_OF_LINK.len()))
    })
}

/// Whether a word is another with something glued to it.
fn is_glued_to(word: &str, start: &str) -> bool {
    start.len() >= MIN_WORD
        && word
            .strip_prefix(start)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// Where in a word something was glued on: before a capital, or a digit, after a
/// small letter.
fn seam(word: &str) -> Option<usize> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let (mut small, mut start) = (false, 0);
    for (at, c) in word.char_indices() {
        let starts = is_capitalised(c.encode_utf8(&mut [0; 4])) || c.is_ascii_digit();
        if small && starts && at - start > MAX_PREFIX {
            return Some(at);
        }
        small = c.is_lowercase();
        // "Hara" of "O’Hara-LaSalle".
        if !c.is_alphabetic() {
            start = at + c.len_utf8();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found() {
        for (text, link) in [
            (
                "Gov. Omar Ngozi OkaforBudget talks end | Okafor MORE said so.",
                "Budget talks end | Okafor MORE",
            ),
            ("They want MORE, said Omar Okafor.", ""),
            ("Omar OkaforBudget said so.", ""),
        ] {
            let found: Vec<_> = links(text).map(|span| span.of(text)).collect();
            assert_eq!(found.concat(), link);
        }
    }

    #[test]
    fn what_is_glued_on_is_cut_off() {
        for (name, expected) in [
            ("Omar Okafor", "Omar Okafor"),
            ("Okafor Omar Ngozi OkaforBudget", "Omar Ngozi Okafor"),
            ("Omar Okafor Omar Ngozi OkaforBudget", "Omar Okafor"),
            ("Omar Okafor Omar Okafor2020 Democrats", "Omar Okafor"),
            ("Okafor Okafor", "Okafor"),
            ("Omar Okafor Okafor", "Omar Okafor"),
            ("Boutros Boutros-Ghali", "Boutros Boutros-Ghali"),
            ("Ngozi OkaforBudget Talks", "Ngozi Okafor"),
            ("Ella MacDuff", "Ella MacDuff"),
            ("Ella O’Hara-LaSalle", "Ella O’Hara-LaSalle"),
            ("eBay", "eBay"),
            ("Ann Marie", "Ann Marie"),
        ] {
            assert_eq!(unglued(name), expected, "{name}");
        }
    }
}
