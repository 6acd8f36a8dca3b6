//! What the word lists say of each word, before anything is known of its context.
//!
//! The lists are files in `crates/lexicon/data/`; [`vocabulary`] compiles them once
//! for the detector. A new reporting verb is a line in `reporting_verbs.tsv`: its
//! regular forms are made by the crate `lexicon`, and its classes become [`takes`]. The
//! paragraph's elements ([`crate::paragraph`]) carry the result to the rules.

pub(crate) mod classes;
pub(crate) mod form;
pub(crate) mod hash;
pub(crate) mod takes;
pub(crate) mod vocabulary;
