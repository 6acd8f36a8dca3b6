//! The words that sayso knows, as plain files an editor can read and change.
//!
//! Every list is a file in `data/`, one entry a line, with three columns separated
//! by tabs: the phrase, its classes (separated by spaces) and an example, which may
//! be missing. The comments at the top of a file say what the list is for and
//! declare its classes; a class that is not declared there is an error. Lines are
//! sorted by phrase, and no phrase is listed twice.
//!
//! The files are embedded in the program. Users add to them without recompiling:
//! [`Lexicon::extend_from`] reads files of the same names from a folder. An entry
//! there replaces ours of the same phrase, and the class `none` removes it.
//!
//! What a class means to a stage is that stage's business: it names the classes
//! that it reads in tables ([`ClassTable`]) and compiles them once, when it is built.
//!
//! ```
//! let lexicon = lexicon::Lexicon::embedded();
//! let said = lexicon.list("reporting_verbs").iter().find(|e| e.phrase == "say").unwrap();
//! assert!(said.is("speech"));
//! ```

mod calendar;
mod classes;
mod head;
mod inflection;
mod list;
mod lists;

pub use calendar::Calendar;
pub use classes::{ClassTable, Reads};
pub use inflection::{ing, past, plural, with_s};
pub use list::{Entry, Error};
pub use lists::Lexicon;
