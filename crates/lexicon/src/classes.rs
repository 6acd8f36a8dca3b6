//! What a stage makes of the classes of a list.

use crate::list::Entry;
use crate::lists::Lexicon;
use std::ops::BitOr;

/// The classes of one list that a stage reads, and what each means to it.
///
/// A stage gives all its tables out in a function `reads`, and a test
/// (`sayso/tests/word_lists.rs`) compares them with the heads of the lists: what a
/// head declares is read by some stage, and what a stage reads is declared.
///
/// ```
/// use lexicon::{ClassTable, Lexicon};
/// const AGENCIES: ClassTable<u8> = ClassTable { list: "agencies", meanings: &[("agency", 1)] };
/// let lexicon = Lexicon::embedded();
/// let (_, meaning) = AGENCIES.read(&lexicon).find(|(entry, _)| entry.phrase == "AFP").unwrap();
/// assert_eq!(meaning, 1);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ClassTable<T: 'static> {
    /// The name of the list.
    pub list: &'static str,
    /// The classes with their meanings. `past=` is a class with a value, whatever
    /// it is; [`Entry::value`] tells it.
    pub meanings: &'static [(&'static str, T)],
}

impl<T: Copy> ClassTable<T> {
    /// The meanings of all classes of an entry, in the order of the table.
    pub fn all(&self, entry: &Entry) -> impl Iterator<Item = T> {
        let has = |class: &str| match class.strip_suffix('=') {
            Some(key) => entry.value(key).is_some(),
            None => entry.is(class),
        };
        self.meanings.iter().filter(move |(class, _)| has(class)).map(|(_, meaning)| *meaning)
    }
}

impl<T: Copy + Default + BitOr<Output = T>> ClassTable<T> {
    /// The meanings of all classes of an entry as one set of flags.
    pub fn of(&self, entry: &Entry) -> T {
        self.all(entry).fold(T::default(), BitOr::bitor)
    }

    /// The entries of the list with what their classes mean.
    ///
    /// # Panics
    /// If there is no list of that name.
    pub fn read<'l>(&self, lexicon: &'l Lexicon) -> impl Iterator<Item = (&'l Entry, T)> {
        lexicon.list(self.list).iter().map(|entry| (entry, self.of(entry)))
    }
}

/// Which classes of which list are read; so that tables of different meanings
/// can be named side by side.
pub trait Reads: Sync {
    /// The name of the list.
    fn list(&self) -> &'static str;
    /// The classes, `past=` for one with a value.
    fn classes(&self) -> Vec<&'static str>;
}

impl<T: Sync> Reads for ClassTable<T> {
    fn list(&self) -> &'static str {
        self.list
    }

    fn classes(&self) -> Vec<&'static str> {
        self.meanings.iter().map(|(class, _)| *class).collect()
    }
}
