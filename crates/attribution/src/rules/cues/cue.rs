//! What a cue is: a word or phrase that may attribute something.

use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use std::ops::Range;
use text::Act;

/// How a cue is used, which decides the rule that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// With a subject of its own: “she said”, “has argued”, “will tell”.
    Finite,
    /// “…, adding that”: the subject is somebody else's.
    Participle,
    /// “was told that”, “was quoted as saying”.
    Passive,
    /// “according to”.
    Phrase,
}

/// A candidate cue.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The words themselves, particles included.
    pub(crate) words: Range<usize>,
    /// Where its auxiliaries and adverbs begin.
    pub(crate) group: usize,
    pub(crate) used: Use,
    pub(crate) form: Form,
    pub(crate) takes: Takes,
    pub(crate) act: Act,
    pub(crate) negated: bool,
    /// The noun phrase before it, if there is one.
    pub(crate) subject: Option<Range<usize>>,
}
