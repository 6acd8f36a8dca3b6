pub(crate) mod candidates;
pub(crate) mod crf;
pub(crate) mod cue_readings;
pub(crate) mod features;
pub(crate) mod model;
pub(crate) mod ranker;
pub(crate) mod second_opinion;
pub(crate) mod word_tagger;
