//! What the word lists say of each word, before anything is known of its context.
//!
//! The lists are files in `crates/lexicon/data/`; [`vocabulary`] compiles them once
//! for the detector. A new reporting verb is a line in `reporting_verbs.tsv`: its
//! regular forms come from [`inflection`], and its classes become [`takes`]. The
//! paragraph's elements ([`crate::paragraph`]) carry the result to the rules.

pub(crate) mod classes;
pub(crate) mod hash;
pub(crate) mod inflection;
pub(crate) mod takes;
pub(crate) mod vocabulary;
