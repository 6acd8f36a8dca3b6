//! Everybody whom an article names, read once before any source is resolved.
//!
//! [`reading`] goes through the article sentence by sentence. [`runs`] finds runs of
//! capitalised words, [`names`] says what each [`name`] is, [`leading`] where it begins, and [`identity`] whose
//! name it is: that of somebody already in the [`registry`], under any of the
//! [`forms`] of their name, or of somebody new. [`surroundings`] reads what the words
//! beside the name add (age, acronym, apposition), and [`roles`] keeps who holds
//! which role; [`offices`] adds those that everybody knows. Before all, [`lone`] tells which single words that speak are people. The
//! result is the registry and the [`mentions`] of everybody in it, both of which `resolve`
//! asks. Before this comes `words`.

pub(crate) mod forms;
pub(crate) mod identity;
pub(crate) mod leading;
pub(crate) mod lone;
pub(crate) mod mentions;
pub(crate) mod name;
pub(crate) mod names;
pub(crate) mod offices;
pub(crate) mod reading;
pub(crate) mod registry;
pub(crate) mod roles;
pub(crate) mod runs;
pub(crate) mod slots;
pub(crate) mod surroundings;
