//! What is summarised: a corpus, or an outlet or a month in it.

use crate::storage::{put_date, put_sortable};
use jiff::civil::Date;

// These begin the keys of parts, by what they are a part of.
const WHOLE: u8 = 0;
const OUTLET: u8 = 1;
const MONTH: u8 = 2;

/// Some articles of a corpus.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CorpusPart<'a> {
    All,
    Outlet(Option<&'a str>),
    /// By its first day.
    Month(Option<Date>),
}

impl CorpusPart<'_> {
    /// What tells this part of a corpus from all parts of all corpora.
    pub(super) fn key(self, corpus: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(corpus.len() + 32);
        match self {
            Self::All => key.push(WHOLE),
            Self::Outlet(outlet) => {
                key.push(OUTLET);
                put_outlet(&mut key, outlet);
            }
            Self::Month(month) => {
                key.push(MONTH);
                put_date(&mut key, month);
            }
        }
        put_sortable(&mut key, corpus);
        key
    }

    /// Whether a key is that of a whole corpus.
    pub(super) fn is_whole(key: &[u8]) -> bool {
        key[0] == WHOLE
    }
}

/// Appends an outlet in bytes that sort as outlets do, a missing one last.
pub(crate) fn put_outlet(to: &mut Vec<u8>, outlet: Option<&str>) {
    to.push(u8::from(outlet.is_none()));
    put_sortable(to, outlet.unwrap_or_default());
}

/// The first day of a date's month.
pub(crate) fn month_of(date: Option<Date>) -> Option<Date> {
    date.map(Date::first_of_month)
}
