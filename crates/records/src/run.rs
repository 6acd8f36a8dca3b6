//! `run.json` and the lines of `skipped.jsonl`: what ran and what it could not
//! use.

use crate::article::ArticleCounts;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What ran. The only output that differs between two runs over the same input,
/// since it says how long they took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The version of the program.
    pub version: String,
    /// The settings that the output depends on, by name.
    pub settings: Map<String, Value>,
    /// The paths of the input, as the user gave them.
    pub input: Vec<String>,
    /// Changes with the program, the settings and the input. If it is the same again,
    /// there is nothing to do.
    #[serde(default)]
    pub fingerprint: String,
    /// Changes with the program and everything else that decides what is found in an
    /// article. If it is the same again, what was found in unchanged articles can be
    /// taken over.
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
    /// Those in quotation marks.
    pub direct: u64,
    /// Those in the articles' own words.
    pub indirect: u64,
    /// Those partly in quotation marks.
    pub mixed: u64,
    /// Lines of `speakers.jsonl`.
    pub speakers: u64,
    /// Speakers within articles who have no name by which they could be recognised
    /// elsewhere (“a police spokesman”), and so are not in `speakers.jsonl`.
    pub unnamed_speakers: u64,
    /// Lines of `clusters.jsonl`.
    pub clusters: u64,
}

/// How long a run took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// When it started, as in `2024-05-06T07:08:09Z`.
    pub started: String,
    /// How many seconds it took.
    pub seconds: f64,
    /// How many of these went into joining speakers and repeated quotes, after the
    /// last article.
    pub aggregate_seconds: f64,
    /// How many threads worked.
    pub jobs: usize,
}

impl RunCounts {
    /// Adds one article to the counts. `bytes` is the length of its text in bytes.
    pub fn add(&mut self, article: ArticleCounts, bytes: usize) {
        let ArticleCounts { sentences, attributions, direct, indirect, mixed, words } = article;
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
    /// Where in the file, such as a line or a byte; `None` if it is the whole file.
    pub place: Option<String>,
    /// Why it was skipped, for people.
    pub reason: String,
}
