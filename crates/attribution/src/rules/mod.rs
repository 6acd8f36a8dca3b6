pub(crate) mod cues;
pub(crate) mod nouns;
pub(crate) mod reader;
pub(crate) mod verbs;
