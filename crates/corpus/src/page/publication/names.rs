//! The names of people and outlets in publication lines.

use crate::page::phrases::first_word;
use std::collections::HashSet;

/// The fewest letters of a word that counts as in capitals; shorter ones may be
/// initials.
const CAPITALS: usize = 3;

/// The most words of the names in a byline. Chosen by hand.
const NAME_WORDS: usize = 12;

/// The most letters of an abbreviation at the end of a name: “Jr.”, “III.”. After a
/// longer word a full stop is that of the line.
const ABBREVIATION: usize = 3;

/// At most one in this many words of a name begins with a small letter: “Ramón de la
/// Cruz Ortega” has two of five and is not name-like, “Åse Lund and Tunde Bello” is.
const SMALL_WORDS: usize = 3;

/// The name or names with which some words start, and the rest. `particles` are the
/// words in small letters that names may have inside.
pub(super) fn name<'a>(words: &'a str, particles: &HashSet<String>) -> (Option<&'a str>, &'a str) {
    let mut end = 0;
    let mut count = 0;
    let mut first_in_capitals = true;
    let mut at = 0;
    for word in words.split_inclusive([' ', '\u{a0}']) {
        let bare = word.trim().trim_matches([',', '.', ';']);
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters >= CAPITALS && bare.chars().all(|c| !c.is_lowercase());
        if count == 0 {
            first_in_capitals = capitals;
        }
        let particle = particles.contains(bare) || bare == "&";
        // After “Jens Okoro” words in capitals are no part of the name.
        let name = bare.starts_with(char::is_uppercase) && (first_in_capitals || !capitals);
        let alone = count == 0 && letters > 0 && words.trim() == bare;
        let address = bare.contains('@') || bare.contains("://");
        if address || !(name || (particle && count > 0) || alone) {
            break;
        }
        at += word.len();
        count += 1;
        if !particle {
            end = at;
        }
        if count > NAME_WORDS {
            break;
        }
    }
    // “By our staff” and “By STAFF REPORTERS” name nobody.
    let first = first_word(words);
    if ["our", "staff", "agencies"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return (None, "");
    }
    let name = words[..end].trim().trim_end_matches([',', ';']);
    let last = name.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or_default();
    let name = if last.chars().count() > ABBREVIATION { name.trim_end_matches('.') } else { name };
    ((!name.is_empty()).then_some(name), words[end..].trim())
}

/// Whether some words may be a name: most begin with a capital.
pub(super) fn is_name_like(words: &str) -> bool {
    let words = words.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic));
    let (mut small, mut all) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    small * SMALL_WORDS <= all && !(all == 1 && small == 1)
}
