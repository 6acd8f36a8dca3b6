//! What is learned from gold annotations, beside the rules.
//!
//! A CRF ([`crf`]) labels the elements of a paragraph as cue, source or content, and
//! what the rules found is among its features. Proposers ([`proposers`]) make
//! candidates of the rules' findings, of the CRF's spans and of their mixtures. The
//! ranker ([`ranker`]) says how likely each is right, from the [`evidence`]; the
//! [`policy`] takes the likeliest. Where too much is in doubt, a larger model is asked
//! first ([`word_tagger`]): it labels all words, and says what belongs to
//! each cue. [`decision`] puts these steps in order; [`model`] is the file that holds
//! what was learned.

pub(crate) mod crf;
pub(crate) mod decision;
pub(crate) mod evidence;
pub(crate) mod features;
pub(crate) mod label;
pub(crate) mod model;
pub(crate) mod policy;
pub(crate) mod proposers;
pub(crate) mod ranker;
pub(crate) mod tagged;
pub(crate) mod word_tagger;
