//! A corpus: a folder of articles that belong together, and what is known about
//! them. `discover/corpus_toml.rs` fills it from the folder's `corpus.toml`.

use crate::fields::OwnNames;
use globset::GlobSet;
use jiff::tz::TimeZone;
use regex::{Regex, RegexSet};
use std::path::PathBuf;

/// One corpus: a folder of articles that belong together.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Its name.
    pub name: String,
    /// The outlet of all articles that do not name one themselves.
    pub outlet: Option<String>,
    /// The language code of its articles (`en`, `eng`), or `any`.
    pub language: Option<String>,
    /// A folder with word lists of its own.
    pub lexicon: Option<PathBuf>,
    /// The whole text of its `corpus.toml`; empty without one.
    pub(crate) source: String,
    /// Which field of its records holds which of ours.
    pub(crate) fields: OwnNames,
    /// The name of the format of its files, if their own names do not tell.
    pub(crate) format: Option<&'static str>,
    /// The encoding of whatever is not UTF-8.
    pub(crate) encoding: Option<String>,
    /// Whether the texts of its records are HTML, where that is not left to what they look
    /// like.
    pub(crate) markup: Option<bool>,
    /// How the main text of its pages is found.
    pub(crate) main_text: MainText,
    /// Where in a JSON file the list of records is, as in `response.docs`.
    pub(crate) records: Option<String>,
    /// Which files belong to it; without it, all that can be read.
    pub(crate) files: Option<GlobSet>,
    /// Which files do not belong to it.
    pub(crate) exclude: GlobSet,
    /// How its records print dates, as in `%d/%m/%Y`.
    pub(crate) date_formats: Vec<String>,
    /// The time zone in which its days begin.
    pub(crate) zone: Option<TimeZone>,
    /// What opens and what closes a quotation, in a corpus with marks of its own.
    pub(crate) quotation_marks: Option<[String; 2]>,
    /// Lines that are boilerplate, whatever they look like. (Not an empty set: that takes
    /// longer to make, and to ask for the first time, than a sentence to be read.)
    pub(crate) boilerplate: Option<RegexSet>,
    /// Lines that are body text although they look like boilerplate.
    pub(crate) body: Option<RegexSet>,
    /// What datelines look like at the start of a line.
    pub(crate) datelines: Vec<Regex>,
}

/// How the main text of pages is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MainText {
    /// With all that `trafilatura` knows about news pages.
    #[default]
    Thorough,
    /// The way browsers do it for their reading mode, in a quarter of the time.
    Fast,
}

impl Corpus {
    /// A corpus of which only the folder's name is known.
    pub(crate) fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Whether a file with this path inside the corpus belongs to it.
    pub(crate) fn has(&self, path: &str) -> bool {
        !self.excludes(path) && self.files.as_ref().is_none_or(|files| files.is_match(path))
    }

    /// Whether a file or an archive with this path has been ruled out.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }
}
