//! Datelines: place, date and agency before the first sentence.
//!
//! ```text
//! KADUNGA, March 3 (Northern Wire) — Police said …
//! SAN TELMO, Costa Verde, Nov. 18 -- The …
//! PORT SERRANO (Coastal Press) - The …
//! New Delhi [India], March 3 (ANI): …
//! London (CNN)It was …
//! (Reuters) - The …
//! KARACHI: The …
//! ```
//!
//! What tells them from a sentence with a dash: the place is in capitals, or a date
//! or an agency follows it. Before a colon stand those who speak, too (“MARSH: We will”), so
//! there only a town of the list `places` counts.

use super::dates::{DateOrTime, Dates};
use super::phrases::start_of;
use jiff::civil::Date;
use lexicon::{ClassTable, Lexicon, Reads};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// The most bytes of a dateline. Those with two places, a date and an agency have some
/// seventy.
const LONGEST: usize = 100;

/// How many letters a name in capitals has that is taken for an agency although the list
/// does not have it: `AP`, `MENAFN`.
const AGENCY_CAPITALS: RangeInclusive<usize> = 2..=8;

/// The most words and bytes of an agency's name. Chosen by hand.
const AGENCY_WORDS: usize = 5;
const AGENCY_BYTES: usize = 40;

/// The most letters of an abbreviation (`Sept.`, `Mass.`). After a longer word, a full
/// stop and a space end a sentence.
const ABBREVIATION: usize = 5;

/// The fewest letters of a place in capitals, its most words, and the fewest capitals of
/// one of its words: `NEW YORK`, but not “A –” or “Mr. B –”.
const PLACE_LETTERS: usize = 3;
const PLACE_WORDS: usize = 4;
const PLACE_CAPITALS: usize = 3;

/// The most words of a region, or of a place in small letters: `Costa Verde`.
const REGION_WORDS: usize = 3;

const AGENCIES: ClassTable<()> = ClassTable { list: "agencies", meanings: &[("agency", ())] };

const TOWNS: ClassTable<()> = ClassTable { list: "places", meanings: &[("town", ())] };

pub(super) const READS: [&dyn Reads; 2] = [&AGENCIES, &TOWNS];

/// Finds datelines.
#[derive(Debug)]
pub(super) struct Datelines {
    agencies: HashSet<String>,
    /// Towns, in capitals.
    towns: HashSet<String>,
}

/// A dateline at the start of a paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct Dateline {
    /// Its bytes, dash included.
    pub(super) length: usize,
    /// Its date, if it has a year.
    pub(super) date: Option<Date>,
}

impl Datelines {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let agencies = lexicon.list(AGENCIES.list).iter().map(|e| e.phrase.clone());
        let towns = lexicon.list(TOWNS.list).iter().filter(|e| TOWNS.all(e).next().is_some());
        Self { agencies: agencies.collect(), towns: towns.map(|e| e.phrase.to_uppercase()).collect() }
    }

    /// The dateline with which a paragraph starts. The first paragraph of an article may
    /// have just a place and a dash; later ones (in round-ups) need a date or an agency
    /// too.
    pub(super) fn at_start(&self, line: &str, first: bool, dates: &Dates) -> Option<Dateline> {
        let start = line.chars().next()?;
        if !(start.is_uppercase() || start == '(') {
            return None;
        }
        let head = start_of(line, LONGEST);
        let capitals = line.chars().nth(1).is_some_and(|c| !c.is_lowercase());
        if !first && !capitals && memchr::memchr(b'(', head.as_bytes()).is_none() {
            return None;
        }
        match self.first_end(line, head) {
            FirstEnd::Sentence => None,
            FirstEnd::Dateline { before, end, rest } => {
                let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'«»„".contains(c);
                if !(rest.trim_start().is_empty() || rest.trim_start().starts_with(opens)) {
                    return None;
                }
                let date = self.read(before.trim_end(), end, first, dates)?;
                Some(Dateline { length: line.len() - rest.len(), date })
            }
            // A line of its own: KADUNGA, March 3 (Northern Wire)
            FirstEnd::None if line.len() == head.len() => {
                let date = self.read(line, DatelineEnd::Line, first, dates)?;
                Some(Dateline { length: line.len(), date })
            }
            FirstEnd::None => None,
        }
    }

    /// The first place in the head of a line where a dateline or a sentence can end.
    fn first_end<'l>(&self, line: &'l str, head: &'l str) -> FirstEnd<'l> {
        let mut depth = 0_usize;
        for (at, c) in head.char_indices() {
            let (before, after) = (&head[..at], &line[at + c.len_utf8()..]);
            let (end, rest) = match c {
                '(' => {
                    depth += 1;
                    continue;
                }
                ')' => {
                    depth = depth.saturating_sub(1);
                    let Some(open) = before.rfind('(') else { return FirstEnd::Sentence };
                    // “London (CNN)It was …”
                    let agency = &before[open + 1..];
                    let glued = after.starts_with(|c: char| c.is_uppercase());
                    if !(glued && self.is_agency(agency)) {
                        continue;
                    }
                    (DatelineEnd::Agency, after)
                }
                '—' | '–' | '―' => (DatelineEnd::Dash, after),
                '-' if after.starts_with('-') => (DatelineEnd::Dash, after.trim_start_matches('-')),
                '-' if before.ends_with(' ') && after.starts_with([' ', '\u{a0}']) => {
                    (DatelineEnd::Dash, after)
                }
                ':' if before.ends_with(')') && after.starts_with(' ') => (DatelineEnd::Agency, after),
                ':' if after.starts_with(' ') && self.begins_with_town(before) => (DatelineEnd::Colon, after),
                '.' | '!' | '?' | '"' | '“' if depth == 0 && ends_sentence(before, c, after) => {
                    return FirstEnd::Sentence;
                }
                _ => continue,
            };
            if depth > 0 {
                continue;
            }
            let before = if end == DatelineEnd::Agency && c == ')' { &head[..=at] } else { before };
            return FirstEnd::Dateline { before, end, rest };
        }
        FirstEnd::None
    }

    /// “KARACHI”, “KUALA LUMPUR, May 4”, “MOSCOW/KYIV”
    fn begins_with_town(&self, head: &str) -> bool {
        head.split([',', '/']).next().is_some_and(|town| self.towns.contains(town.trim_end()))
    }

    /// Whether a name is that of an agency, known or in capitals.
    fn is_agency(&self, name: &str) -> bool {
        let capitals = AGENCY_CAPITALS.contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
        capitals || self.agencies.contains(name)
    }

    /// The date of a dateline, if it has one; the outer `None` if this is no dateline.
    fn read(&self, head: &str, end: DatelineEnd, first: bool, dates: &Dates) -> Option<Option<Date>> {
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
            for f in found.iter().rev() {
                match f.when {
                    DateOrTime::Date(found) => date = Some(found),
                    DateOrTime::Unclear | DateOrTime::Weekday => {}
                    DateOrTime::Time(_) => return None,
                }
            }
            if let Some(first) = found.first() {
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
            let agency_alone = first && known && end != DatelineEnd::Line;
            return (agency_alone || dated && agency.is_some()).then_some(date);
        }
        let mut parts = place.split(',').map(str::trim);
        let city = parts.next()?;
        if !parts.all(is_region) {
            return None;
        }
        let sure = dated || agency.is_some();
        let region = place.contains(',');
        let fits = match (in_capitals(city), end) {
            (true, DatelineEnd::Dash | DatelineEnd::Colon) => sure || region || first,
            (true, DatelineEnd::Agency | DatelineEnd::Line) => sure,
            (false, DatelineEnd::Line) => false,
            (false, _) => (dated || known) && is_region(city),
        };
        fits.then_some(date)
    }
}

/// Where the first dateline or sentence of a line ends.
enum FirstEnd<'l> {
    /// A sentence ends first, so there is no dateline.
    Sentence,
    /// A dateline may end here; `rest` is what follows it in the line.
    Dateline { before: &'l str, end: DatelineEnd, rest: &'l str },
    /// Nothing ends.
    None,
}

/// What ends a dateline.
#[derive(Clone, Copy, PartialEq)]
enum DatelineEnd {
    Dash,
    /// An agency in parentheses, with a colon or the next sentence right after it.
    Agency,
    /// A colon after a town.
    Colon,
    /// The end of the line.
    Line,
}

/// Whether a mark ends a sentence rather than an abbreviation (Nov. 18, N.Y.).
fn ends_sentence(before: &str, mark: char, after: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
    mark != '.' || (word.chars().count() > ABBREVIATION && after.starts_with(' '))
}

/// Whether a place is in capitals: `KADUNGA`, `PORT-AU-PRINCE`, `RIO de JANEIRO`,
/// `MOSCOW/KYIV`, `KVELLER via JTA`.
fn in_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = place.split([' ', '/']).collect();
    letters >= PLACE_LETTERS
        && words.len() <= PLACE_WORDS
        && words.iter().all(|word| {
            let small =
                ["via", "de", "da", "do", "del", "la", "el", "and", "of", "the", "St."].contains(word);
            small
                || word.starts_with(char::is_uppercase)
                    && word.chars().all(|c| c.is_uppercase() || !c.is_alphanumeric())
                    && !word.ends_with("'S")
                    && !word.ends_with("’S")
        })
        && words.iter().any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= PLACE_CAPITALS)
}

/// Whether a place can be a region: `Mich.`, `Costa Verde`, `D.C.`, `New Delhi [India]`.
fn is_region(place: &str) -> bool {
    let words = place.split(' ');
    words.clone().count() <= REGION_WORDS
        && words.into_iter().all(|word| {
            let word = word.trim_start_matches(['[', '/']);
            word.starts_with(char::is_uppercase)
                || ["de", "da", "do", "del", "la", "el", "and", "of"].contains(&word)
        })
}

/// Whether a name can be that of an agency: it is short, and does not begin with a
/// party and a state (D-N.C.).
fn looks_like_agency(name: &str) -> bool {
    let party = name.len() > 2 && name.as_bytes()[1] == b'-' && name.as_bytes()[2].is_ascii_uppercase();
    name.starts_with(char::is_uppercase)
        && name.split(' ').count() <= AGENCY_WORDS
        && name.len() <= AGENCY_BYTES
        && !party
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
            "KARACHI:| The council",
            "NEW DELHI, May 4:| The council",
            "MOSCOW/KYIV:| The council",
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
            "MARSH: We will appeal.",
            "UPDATE: The council has voted.",
            "Karachi: The council has voted.",
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
