//! Datelines: place, date and agency before the first sentence.
//!
//! ```text
//! KADUNGA, March 3 (Northern Wire) — Police said …
//! SAN TELMO, Costa Verde, Nov. 18 -- The …
//! PORT SERRANO (Coastal Press) - The …
//! New Delhi [India], March 3 (ANI): …
//! London (CNN)It was …
//! (Reuters) - The …
//! ```
//!
//! What tells them from a sentence with a dash: the place stands in capitals, or
//! a date or an agency follows it.

use crate::dates::{Dates, When};
use crate::phrases::start_of;
use jiff::civil::Date;
use lexicon::{ClassTable, Lexicon, Reads};
use std::collections::HashSet;

const AGENCIES: ClassTable<()> = ClassTable { list: "agencies", meanings: &[("agency", ())] };

pub(crate) const READS: [&dyn Reads; 1] = [&AGENCIES];

/// Finds datelines.
#[derive(Debug)]
pub(crate) struct Datelines {
    agencies: HashSet<String>,
}

/// A dateline at the start of a paragraph.
#[derive(Debug, PartialEq)]
pub(crate) struct Dateline {
    /// Its bytes, the dash included.
    pub(crate) length: usize,
    /// Its date, if it says the year.
    pub(crate) date: Option<Date>,
}

/// No dateline is longer.
const LONGEST: usize = 100;

impl Datelines {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let agencies = lexicon.list(AGENCIES.list).iter().map(|e| e.phrase.clone());
        Self { agencies: agencies.collect() }
    }

    /// The dateline that a paragraph starts with. The first paragraph of an
    /// article may have a place and a dash only; later ones (in round-ups) need
    /// a date or an agency too.
    pub(crate) fn at_start(&self, line: &str, first: bool, dates: &Dates) -> Option<Dateline> {
        let start = line.chars().next()?;
        if !(start.is_uppercase() || start == '(') {
            return None;
        }
        let head = start_of(line, LONGEST);
        let capitals = line.chars().nth(1).is_some_and(|c| !c.is_lowercase());
        if !first && !capitals && memchr::memchr(b'(', head.as_bytes()).is_none() {
            return None;
        }
        // Where the dateline may end, and whether a dash ends it.
        let mut depth = 0_usize;
        for (at, c) in head.char_indices() {
            let (before, after) = (&head[..at], &line[at + c.len_utf8()..]);
            let (stop, rest) = match c {
                '(' => {
                    depth += 1;
                    continue;
                }
                ')' => {
                    depth = depth.saturating_sub(1);
                    let open = before.rfind('(')?;
                    // “London (CNN)It was …”
                    let agency = &before[open + 1..];
                    let glued = after.starts_with(|c: char| c.is_uppercase());
                    if !(glued && self.is_agency(agency)) {
                        continue;
                    }
                    (Stop::Agency, after)
                }
                '—' | '–' | '―' => (Stop::Dash, after),
                '-' if after.starts_with('-') => (Stop::Dash, after.trim_start_matches('-')),
                '-' if before.ends_with(' ') && after.starts_with([' ', '\u{a0}']) => (Stop::Dash, after),
                ':' if before.ends_with(')') && after.starts_with(' ') => (Stop::Agency, after),
                '.' | '!' | '?' | '"' | '“' if depth == 0 && ends_sentence(before, c, after) => {
                    return None;
                }
                _ => continue,
            };
            if depth > 0 {
                continue;
            }
            let before = if stop == Stop::Agency && c == ')' { &head[..=at] } else { before };
            let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'«»„".contains(c);
            if !(rest.trim_start().is_empty() || rest.trim_start().starts_with(opens)) {
                return None;
            }
            let date = self.read(before.trim_end(), stop, first, dates)?;
            return Some(Dateline { length: line.len() - rest.len(), date });
        }
        // A line of its own: KADUNGA, March 3 (Northern Wire)
        if line.len() == head.len() {
            let date = self.read(line, Stop::End, first, dates)?;
            return Some(Dateline { length: line.len(), date });
        }
        None
    }

    fn is_agency(&self, name: &str) -> bool {
        let capitals = name.len() >= 2 && name.len() <= 8 && name.bytes().all(|b| b.is_ascii_uppercase());
        capitals || self.agencies.contains(name)
    }

    /// Whether this is a dateline, and its date. The outer option says the former.
    fn read(&self, head: &str, stop: Stop, first: bool, dates: &Dates) -> Option<Option<Date>> {
        let (outside, inside) = match (head.find('('), head.ends_with(')')) {
            (Some(open), true) => (head[..open].trim_end(), Some(&head[open + 1..head.len() - 1])),
            (None, _) => (head, None),
            _ => return None,
        };
        let mut date = None;
        let mut dated = false;
        let mut place = outside;
        for part in [inside.unwrap_or_default(), outside] {
            let found = dates.find(part);
            let mut rest = part.to_owned();
            for f in found.iter().rev() {
                rest.replace_range(f.start..f.end, "");
                match f.what {
                    When::Date(found) => date = Some(found),
                    When::Unclear | When::Weekday => {}
                    When::Time(_) => return None,
                }
            }
            if let (Some(first), true) = (found.first(), rest.len() < part.len()) {
                dated = true;
                if std::ptr::eq(part, outside) {
                    place = part[..first.start].trim_end_matches([' ', ',', ';']);
                }
            }
        }
        let agency = inside.filter(|name| dates.find(name).is_empty());
        let known = agency.is_some_and(|name| self.is_agency(name));
        if agency.is_some_and(|name| !looks_like_agency(name)) {
            return None;
        }
        if place.is_empty() {
            return (first && known && stop != Stop::End || dated && agency.is_some()).then_some(date);
        }
        let mut parts = place.split(',').map(str::trim);
        let city = parts.next()?;
        if !parts.all(is_region) {
            return None;
        }
        let sure = dated || agency.is_some();
        let region = place.contains(',');
        let ok = match (in_capitals(city), stop) {
            (true, Stop::Dash) => sure || region || first,
            (true, Stop::Agency | Stop::End) => sure,
            (false, Stop::End) => false,
            (false, _) => (dated || known) && is_region(city),
        };
        ok.then_some(date)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Dash,
    Agency,
    End,
}

/// Whether a mark ends a sentence rather than an abbreviation (Nov. 18, N.Y.).
fn ends_sentence(before: &str, mark: char, after: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
    mark != '.' || (word.chars().count() > 5 && after.starts_with(' '))
}

/// `KADUNGA`, `PORT-AU-PRINCE`, `RIO de JANEIRO`, `MOSCOW/KYIV`, `KVELLER via JTA`.
fn in_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = place.split([' ', '/']).collect();
    letters >= 3
        && words.len() <= 4
        && words.iter().all(|word| {
            let small =
                ["via", "de", "da", "do", "del", "la", "el", "and", "of", "the", "St."].contains(word);
            small
                || word.starts_with(char::is_uppercase)
                    && word.chars().all(|c| c.is_uppercase() || !c.is_alphanumeric())
                    && !word.ends_with("'S")
                    && !word.ends_with("’S")
        })
        && words.iter().any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 3)
}

/// `Mich.`, `Costa Verde`, `D.C.`, `New Delhi [India]`.
fn is_region(place: &str) -> bool {
    let words = place.split(' ');
    words.clone().count() <= 3
        && words.into_iter().all(|word| {
            let word = word.trim_start_matches(['[', '/']);
            word.starts_with(char::is_uppercase)
                || ["de", "da", "do", "del", "la", "el", "and", "of"].contains(&word)
        })
}

/// Names of agencies are short and have no party and state in them (D-N.C.).
fn looks_like_agency(name: &str) -> bool {
    let party = name.len() > 2 && name.as_bytes()[1] == b'-' && name.as_bytes()[2].is_ascii_uppercase();
    name.starts_with(char::is_uppercase) && name.split(' ').count() <= 5 && name.len() <= 40 && !party
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, first: bool) {
        let lexicon = Lexicon::embedded();
        let (head, rest) = marked.split_once('|').unwrap_or(("", marked));
        let line = format!("{head}{rest}");
        let found = Datelines::new(&lexicon).at_start(&line, first, &Dates::new(&lexicon));
        assert_eq!(found.map_or(0, |d| d.length), head.len(), "{marked}");
    }

    #[test]
    fn datelines() {
        for marked in [
            "KADUNGA, March 3 (Northern Wire) —| Police said on Sunday",
            "KADUNGA, March 3 (Northern Wire)|",
            "SAN TELMO, Costa Verde, Nov. 18 --| The copper price",
            "PORT SERRANO (Coastal Press) -| The government",
            "PORT-AU-PRINCE, Haiti (AP) —| Two men",
            "LAGOS (Reuters) -| \"We are ready,\" said",
            "ŁÓDŹ, Poland –| A court",
            "MOSCOW/KYIV, March 3 (Reuters) -| Russia",
            "WASHINGTON, D.C. --| The",
            "FLINT, Mich., Oct. 4 (UPI) —| Former",
            "Beijing, Jan. 5 (Xinhua) --| China",
            "New Delhi [India], March 3 (ANI):| The",
            "London (CNN)|It was",
            "GENEVA (26 March 2019) –| The",
            "SOUTHWEST HARBOUR, FLA. (WXYZ) -| An",
        ] {
            check(marked, true);
            check(marked, false);
        }
        for marked in [
            "HARBOURSIDE via JTA —| The",
            "(Reuters) -| The",
            "LONDON —| The mayor",
            "LONDON —|",
            "NEW YORK -| A man",
        ] {
            check(marked, true);
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for line in [
            "LONDON is calling — The Clash",
            "The mayor — A man of few words — said no.",
            "Mr. Obi (D-Lagos) — He said no.",
            "“We will appeal.” — Doreen Maddox, 68",
            "NATO - the alliance - met.",
            "WALLACE: Governor, I don't want to interrupt — Please",
            "NASA said. It — The agency — left.",
            "Q: What will you miss?",
            "A",
            "",
            "—",
            "()",
            ") —",
            "(((",
        ] {
            check(line, true);
        }
        for line in ["THE TRUTH — Nobody knew it.", "BREAKING — The mayor resigned."] {
            check(line, false);
        }
    }
}
