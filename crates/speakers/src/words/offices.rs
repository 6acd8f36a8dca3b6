//! Who held which office when, of those whom newspapers need not explain.

use super::keys::{hash, hash_all};
use jiff::civil::Date;
use lexicon::{ClassTable, Entry, Lexicon};

#[rustfmt::skip]
pub(super) const OFFICE_HOLDERS: ClassTable<()> = ClassTable { list: "office_holders", meanings: &[
    ("president=", ()), ("prime-minister=", ()), ("chancellor=", ()), ("speaker=", ()), ("senator=", ()),
    ("nominee=", ()), ("of=", ()), ("party=", ()),
] };

/// Somebody who is known to hold offices, or to have held them.
#[derive(Debug)]
pub(crate) struct OfficeHolder {
    /// The words of the name, as [`hash`] makes them: given name and surname.
    pub(crate) name: [u64; 2],
    pub(crate) offices: Vec<Office>,
    /// The words of their country or state.
    pub(crate) of: Vec<u64>,
    /// One of their party, in small letters.
    pub(crate) party: Option<String>,
}

/// An office that somebody held.
#[derive(Debug)]
pub(crate) struct Office {
    /// As the roles of an article have it.
    pub(crate) noun: u64,
    /// Whether nobody needs to be told their given name who hold it.
    pub(crate) is_highest: bool,
    /// Whether each party has one.
    pub(crate) is_of_party: bool,
    /// The first and last days; no last one if it is still theirs.
    periods: Vec<(Date, Option<Date>)>,
}

impl Office {
    /// Whether it was theirs before a day, and not on it.
    pub(crate) fn was_held_before(&self, day: Date) -> bool {
        !self.held_on(day) && self.periods.iter().any(|&(_, last)| last.is_some_and(|last| last < day))
    }

    /// Whether it was theirs on a day.
    pub(crate) fn held_on(&self, day: Date) -> bool {
        self.periods.iter().any(|&(first, last)| first <= day && last.is_none_or(|last| day <= last))
    }
}

/// All of the list. An entry without a name of two words, or with days that cannot be read, is
/// passed over.
pub(super) fn office_holders(lexicon: &Lexicon) -> impl Iterator<Item = OfficeHolder> + '_ {
    lexicon.list(OFFICE_HOLDERS.list).iter().filter_map(read)
}

fn read(entry: &Entry) -> Option<OfficeHolder> {
    let (given, surname) = entry.phrase.split_once(' ')?;
    let classes = OFFICE_HOLDERS.meanings.iter().map(|(class, ())| class.trim_end_matches('='));
    let offices = classes.filter(|class| !matches!(*class, "of" | "party"));
    let offices = offices.filter_map(|class| Some(office(class, &entry.value(class)?)));
    Some(OfficeHolder {
        name: [hash(given), hash(surname)],
        offices: offices.collect::<Option<_>>()?,
        of: entry.value("of").iter().flat_map(|of| of.split(' ')).map(hash).collect(),
        party: entry.value("party").map(|party| party.to_lowercase()),
    })
}

fn office(class: &str, periods: &str) -> Option<Office> {
    let period = |period: &str| {
        let (first, last) = period.split_once('/')?;
        let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
        Some((first.parse().ok()?, last))
    };
    Some(Office {
        noun: match class.split_once('-') {
            Some((first, noun)) => hash_all(&[hash(first), hash(noun)]),
            None => hash(class),
        },
        is_highest: matches!(class, "president" | "prime-minister" | "chancellor" | "nominee"),
        is_of_party: class == "nominee",
        periods: periods.split(',').map(period).collect::<Option<_>>()?,
    })
}
