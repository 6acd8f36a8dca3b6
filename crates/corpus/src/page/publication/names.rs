//! The names of people and outlets in publication lines.

use crate::page::phrases::first_word;
use std::collections::HashSet;

/// A word of so many letters without a small one is in capitals; shorter ones may be
/// initials.
const CAPITALS: usize = 3;

/// A byline names no more people than fit in so many words.
const NAME_WORDS: usize = 12;

/// A final stop after a last word of more letters is the stop of the line, not that of
/// “Jr.” or an initial.
const ABBREVIATION: usize = 3;

/// At most one word in so many of a name begins with a small letter.
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
