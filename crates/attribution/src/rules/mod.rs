//! One folded paragraph to findings, sentence by sentence ([`reader`]).
//!
//! The shapes of [`crate::structures`] are tried first. Then [`cues`] finds the words of
//! a sentence that may attribute something; each goes to the rule for its use
//! ([`by_cues`]), and what no cue reports may be reported by a noun, an adjective or a
//! colon:
//!
//! | file | finds |
//! |---|---|
//! | [`according_to`] | according to X, …; in the view of X, … |
//! | [`finite`] | X said that …; “…,” X said; “…,” X said, “…” |
//! | [`inversion`] | “…,” said X |
//! | [`as_clause`] | …, as X noted, … |
//! | [`participle`] | …, adding that … |
//! | [`passive`] | was told that …; the inquest heard that …; seems to … |
//! | [`quoted_as_saying`] | was quoted as saying …; quoted X as saying … |
//! | [`nouns`] | her claim that …; her view is that … |
//! | [`adjectives`] | is confident that … |
//! | [`colon`] | X put out a bulletin: “…” |
//!
//! They share what a sentence says of any cue: [`complement`] (what follows it),
//! [`extent`] (where that ends), [`preceding`] (what is before it), [`sources`] (whose
//! words, beyond the subject) and [`titles`] (quotations that are nobody's words). The
//! phrases beside a cue are read by [`crate::phrases`]. How far each rule is trusted is
//! in [`crate::origin`]; what becomes of the findings, with a model, in
//! [`crate::learned`].
//!
//! **A new verb, noun, adjective or phrase** is a line in a list of
//! `crates/lexicon/data/`, and no code.

mod according_to;
mod adjectives;
mod as_clause;
mod by_cues;
mod colon;
mod complement;
mod cues;
mod extent;
mod finite;
mod inversion;
mod nouns;
mod participle;
mod passive;
mod preceding;
mod quoted_as_saying;
pub(crate) mod reader;
mod sentence;
mod sources;
mod titles;
