//! Who said what: quotes and claims in news articles, who said them, and where.
//!
//! Text goes in, attributions with speakers come out:
//!
//! ```
//! use sayso::corpus::Record;
//! use sayso::text::joined;
//! use sayso::{Lexicon, ModelChoice, Pipeline};
//!
//! let text = "“The bridge is safe,” said Ngozi Eze, the city engineer. \
//!             She told reporters that it would reopen in May.";
//!
//! // Built once, and shared by all threads; each thread has its own worker.
//! let pipeline = Pipeline::new(&Lexicon::embedded(), ModelChoice::Fast.load()?);
//! let mut worker = pipeline.worker();
//!
//! let article = pipeline.read(Record::of_text("bridge", text)).expect("there is text in it");
//! let analysis = worker.analyse(&article);
//! let quotes: Vec<(String, &str)> = analysis
//!     .with_speakers()
//!     .map(|(quote, speaker)| {
//!         let name = speaker.map_or("somebody", |speaker| &*speaker.name);
//!         (joined(&quote.content, &article.text), name)
//!     })
//!     .collect();
//! assert_eq!(quotes[0], ("The bridge is safe,".to_owned(), "Ngozi Eze"));
//! assert_eq!(quotes[1], ("it would reopen in May".to_owned(), "Ngozi Eze"));
//! # Ok::<(), sayso::Error>(())
//! ```
//!
//! `examples/quotes.rs` does this for any file that sayso can read.
//!
//! The stages of one article, in order, and what is done with many:
//!
//! ```text
//! corpus ─► Article ─► sentences ─► attribution ─► speakers ─► records ─► output/
//!           └────────── one worker per thread ──────────────┘  aggregate ┘
//! ```
//!
//! [`Pipeline`] is what the stages know, and its [`Worker`] runs them on one article.
//! [`extract`] does so for whole corpora and writes a folder of results,
//! [`stream`] hands over the results as they are found, [`aggregate()`] joins
//! folders of results, [`verify()`] compares drafts with their sources, and
//! [`each_article`] is what the first two are built on, for those who want to do something
//! else with every article; [`each_record`] does the same for articles that are in no file.

mod error;
mod models;
mod parallel;
mod pipeline;
mod run;
#[cfg(feature = "train")]
mod training;

#[cfg(feature = "train")]
pub use attribution::train::{Gold as TrainingGold, Settings as TrainingSettings, Words as TrainingWords};
pub use attribution::{
    Convention, Label, LabelRow, Model, QuotePosition, RejectedCue, Rejection, WordTagger,
};
pub use corpus;
pub use error::Error;
pub use lexicon::{self, Lexicon};
pub use models::{LoadedModel, ModelChoice};
pub use parallel::ThreadsError;
pub use pipeline::{Analysis, Pipeline, Worker};
pub use records::{self, Offsets};
pub use run::aggregate::{Aggregated, Aggregation, aggregate};
pub use run::articles::{Done, each_article, each_record};
pub use run::extract::extract;
pub use run::settings::Settings;
pub use run::stream::stream;
pub use run::summary::{Ending, Progress, SkippedKind, Summary};
pub use run::verify::{
    CheckedDraft, Comparison, Verification, Verified, compare, sources_for, sources_in, verify,
};
pub use text;
#[cfg(feature = "train")]
pub use training::{GoldText, train, training_words};
