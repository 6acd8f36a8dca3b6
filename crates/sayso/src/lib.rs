//! The pipeline: the stages in order, over many articles in parallel.
//!
//! ```text
//! corpus ─► Article ─► sentences ─► attribution ─► speakers ─► records ─► output/
//!           └────────── one worker per thread ──────────────┘  aggregate ┘
//! ```
//!
//! [`Pipeline`] is what the stages know, its [`Worker`] runs them on one article:
//!
//! ```
//! use sayso::text::{Article, Paragraph, Role, Span};
//!
//! let text = "“The bridge is safe,” said Ngozi Eze, the city engineer.";
//! let body = Paragraph { span: Span::new(0, text.len()), role: Role::Body };
//! let article = Article { text: text.into(), paragraphs: vec![body], ..Article::default() };
//!
//! let pipeline = sayso::Pipeline::new(&sayso::Lexicon::embedded(), None);
//! let found = pipeline.worker().analyse(&article);
//! assert_eq!(found.speakers.resolutions.len(), found.attributions.len());
//! ```
//!
//! [`extract`] does it for whole corpora and writes a folder of results;
//! [`aggregate()`] joins such folders;
//! [`each_article`] is what extracting stands on, for those who want to do something
//! else with every article.

#[cfg(feature = "accurate")]
mod accurate;
mod aggregating;
mod articles;
mod checkpoint;
mod earlier;
mod extract;
mod in_order;
mod learned;
mod pipeline;
mod stream;
#[cfg(feature = "train")]
mod training;

pub use aggregating::{Aggregated, Aggregation, aggregate};
pub use articles::{Done, ThreadsError, each_article};
#[cfg(feature = "train")]
pub use attribution::train::{Gold as TrainingGold, Settings as TrainingSettings, Words as TrainingWords};
pub use attribution::{LABELS, Model, QuotePosition, RejectedCue, WordTagger};
pub use corpus;
pub use extract::{Ending, Error, Progress, Settings, Summary, extract};
pub use learned::{Learned, Loaded};
pub use lexicon::{self, Lexicon};
pub use pipeline::{Analysis, Pipeline, Worker};
pub use records::{self, Offsets};
pub use stream::stream;
pub use text;
#[cfg(feature = "train")]
pub use training::{train, training_words};
