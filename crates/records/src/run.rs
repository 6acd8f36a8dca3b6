//! `run.json` and the lines of `skipped.jsonl`: what ran and what it could not
//! use.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What ran. The one output that differs between two runs over the same input,
/// since it tells how long they took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The version of the program.
    pub version: String,
    /// The settings that the output depends on, by name.
    pub settings: Map<String, Value>,
    /// The paths that were given.
    pub input: Vec<String>,
    /// Changes with the program, the settings and the input: the same one again
    /// need not run.
    #[serde(default)]
    pub fingerprint: String,
    /// Changes with the program and with what decides what is found in an article:
    /// the same one again takes over what was found in articles that are the same.
    #[serde(default)]
    pub stages: String,
    /// How much was read and found.
    pub counts: RunCounts,
    /// How long it took.
    pub timings: Timings,
}

/// How much a run read and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCounts {
    /// Articles read.
    pub articles: u64,
    /// Input that could not be used: lines of `skipped.jsonl`.
    pub skipped: u64,
    /// Bytes of text in the articles read.
    pub bytes: u64,
    /// Sentences in the articles read.
    pub sentences: u64,
    /// Words in the articles read.
    pub words: u64,
    /// Quotes and claims.
    pub attributions: u64,
    /// Those that stand in quotation marks.
    pub direct: u64,
    /// Those in the articles' own words.
    pub indirect: u64,
    /// Those partly in quotation marks.
    pub mixed: u64,
    /// Lines of `speakers.jsonl`.
    pub speakers: u64,
    /// Speakers within articles that have no name to know them by elsewhere
    /// ("a police spokesman"), so that no line of `speakers.jsonl` is theirs.
    pub unnamed_speakers: u64,
    /// Lines of `clusters.jsonl`.
    pub clusters: u64,
}

/// How long a run took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// When it started, as in `2024-05-06T07:08:09Z`.
    pub started: String,
    /// From start to end.
    pub seconds: f64,
    /// Of which joining speakers and repeated quotes after the last article.
    pub aggregate_seconds: f64,
    /// How many threads worked.
    pub jobs: usize,
}

impl RunCounts {
    /// Adds one article to the counts. `bytes` is the length of its text.
    pub fn add(&mut self, article: crate::ArticleCounts, bytes: usize) {
        let crate::ArticleCounts { sentences, attributions, direct, indirect, mixed, words } = article;
        self.articles += 1;
        self.bytes += bytes as u64;
        self.sentences += sentences as u64;
        self.words += words as u64;
        self.attributions += attributions as u64;
        self.direct += direct as u64;
        self.indirect += indirect as u64;
        self.mixed += mixed as u64;
    }
}

/// Input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Where in the file: a line, a byte; nothing when it is the whole file.
    pub place: Option<String>,
    /// Why, for people.
    pub reason: String,
}
