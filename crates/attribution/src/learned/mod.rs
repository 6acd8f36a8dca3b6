//! What is learned, beside the rules.
//!
//! A word tagger ([`word_tagger`]) labels the words of a paragraph as cue, source or content,
//! and says what belongs to each cue; [`transitions`] make its labels agree. Proposers
//! ([`proposers`]) make candidates of the rules' findings, of the tagger's spans, of what it
//! says of each cue, and of their mixtures. The ranker ([`ranker`]) says how likely each is
//! right, from the [`evidence`]; the [`policy`] takes the likeliest. [`decision`] puts these
//! steps in order; [`model`] is the file that holds what was learned from gold.

pub(crate) mod decision;
pub(crate) mod evidence;
pub(crate) mod label;
pub(crate) mod model;
pub(crate) mod policy;
pub(crate) mod proposers;
pub(crate) mod ranker;
pub(crate) mod tagged;
pub(crate) mod transitions;
pub(crate) mod word_tagger;
