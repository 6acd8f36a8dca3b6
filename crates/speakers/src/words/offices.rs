//! Who held which office when, of those whom newspapers need not explain.

use super::keys::{hash, hash_all};
use jiff::civil::Date;
use lexicon::{ClassTable, Entry, Lexicon};

pub(super) const OFFICE_HOLDERS: ClassTable<()> =
    ClassTable { list: "office_holders", meanings: &[("office=", ()), ("in=", ())] };

/// Somebody who is known to hold an office, or to have held it.
#[derive(Debug)]
pub(crate) struct OfficeHolder {
    /// The words of the name, as [`hash`] makes them: given name and surname.
    pub(crate) name: [u64; 2],
    /// The office, as the roles of an article have it.
    pub(crate) office: u64,
    /// The first and last days; no last one if the office is still theirs.
    periods: Vec<(Date, Option<Date>)>,
}

impl OfficeHolder {
    /// Whether they held the office on a day.
    pub(crate) fn held_on(&self, day: Date) -> bool {
        self.periods.iter().any(|&(first, last)| first <= day && last.is_none_or(|last| day <= last))
    }
}

/// All of the list. An entry without a name of two words, an office or days that can be read is
/// passed over.
pub(super) fn office_holders(lexicon: &Lexicon) -> impl Iterator<Item = OfficeHolder> + '_ {
    lexicon.list(OFFICE_HOLDERS.list).iter().filter_map(read)
}

fn read(entry: &Entry) -> Option<OfficeHolder> {
    let (given, surname) = entry.phrase.split_once(' ')?;
    let period = |period: &str| {
        let (first, last) = period.split_once('/')?;
        let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
        Some((first.parse().ok()?, last))
    };
    Some(OfficeHolder {
        name: [hash(given), hash(surname)],
        office: match entry.value("office")?.split_once(' ') {
            Some((first, noun)) => hash_all(&[hash(first), hash(noun)]),
            None => hash(&entry.value("office")?),
        },
        periods: entry.value("in")?.split(',').map(period).collect::<Option<_>>()?,
    })
}
