pub(crate) mod cues;
pub(crate) mod nouns;
pub(crate) mod verbs;
