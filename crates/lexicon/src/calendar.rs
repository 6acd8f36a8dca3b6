//! Which month, weekday or day a word names.

use crate::classes::{ClassTable, Reads};
use crate::lists::Lexicon;
use std::collections::HashMap;

/// What a word of the calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Month(i8),
    Weekday(i8),
    Day(i8),
}

const CALENDAR: ClassTable<fn(i8) -> Named> = ClassTable {
    list: "calendar",
    meanings: &[("month=", Named::Month), ("weekday=", Named::Weekday), ("day=", Named::Day)],
};

/// The months, weekdays and days of `calendar.tsv`, short forms included. Words
/// are looked up in small letters, without a stop.
///
/// ```
/// let calendar = lexicon::Calendar::new(&lexicon::Lexicon::embedded());
/// assert_eq!(calendar.month("sept"), Some(9));
/// assert_eq!(calendar.weekday("sunday"), Some(7));
/// assert_eq!(calendar.day("yesterday"), Some(-1));
/// ```
#[derive(Clone, Debug)]
pub struct Calendar {
    named: HashMap<String, Named>,
}

impl Calendar {
    /// Compiles the list. An entry whose value is no number is passed over.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut named = HashMap::new();
        for entry in lexicon.list(CALENDAR.list) {
            for (class, name) in CALENDAR.meanings {
                let value = entry.value(class.trim_end_matches('=')).and_then(|value| value.parse().ok());
                if let Some(value) = value {
                    named.insert(entry.phrase.to_lowercase(), name(value));
                }
            }
        }
        Self { named }
    }

    /// The classes that are read.
    pub fn reads() -> &'static dyn Reads {
        &CALENDAR
    }

    /// The number of a month, from 1.
    pub fn month(&self, word: &str) -> Option<i8> {
        match self.named.get(word) {
            Some(&Named::Month(number)) => Some(number),
            _ => None,
        }
    }

    /// The number of a weekday, 1 for Monday.
    pub fn weekday(&self, word: &str) -> Option<i8> {
        match self.named.get(word) {
            Some(&Named::Weekday(number)) => Some(number),
            _ => None,
        }
    }

    /// The day that a word means by itself, counted from today: -1 for yesterday.
    pub fn day(&self, word: &str) -> Option<i8> {
        match self.named.get(word) {
            Some(&Named::Day(offset)) => Some(offset),
            _ => None,
        }
    }
}
