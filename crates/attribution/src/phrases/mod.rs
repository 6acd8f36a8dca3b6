pub(crate) mod dates;
pub(crate) mod details;
pub(crate) mod noun_phrases;
