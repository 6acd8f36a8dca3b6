//! What is attributed by the shape of a paragraph or a sentence rather than by a verb.
//!
//! These are tried before the cues of a sentence ([`crate::rules`]): they leave the
//! least to doubt.

pub(crate) mod dash;
pub(crate) mod name_and_colon;
pub(crate) mod signature;
pub(crate) mod speaker_label;
