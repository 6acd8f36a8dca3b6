//! Gold annotations against predictions: how much of who-said-what was found.
//!
//! Read a [`gold`] standard (a folder of brat pairs or a JSONL file), get
//! [`Predictions`] for its texts (from the pipeline, or from files with
//! [`predictions`]), then:
//!
//! - [`score`] counts contents, sources and cues: the main figures;
//! - [`details()`] counts who was named as the speaker, and other labels, for gold
//!   that has them;
//! - [`by_document()`] gives the same counts for each document, to be kept and
//!   compared;
//! - [`confidence()`] says how well the predictions know how sure they are;
//! - [`errors`] lists what was missed, invented or linked wrongly, for people to
//!   read.
//!
//! [`sentences`] does the same for sentence borders, [`across`] for what several
//! articles have in common.
//!
//! Gold and predicted attributions share one type, [`Labelled`]. All offsets are
//! bytes of the gold text; files count code points, which `read/` converts.
//! `words/` turns spans into sets of words, and `compare.rs` pairs the
//! attributions of both sides, before anything is counted.
//!
//! # What is counted
//!
//! Spans are compared by the words they cover, so a comma or part of a word at an
//! edge changes nothing. The definitions, down to the ties, are those of the
//! scorers `score.py` and `score_details.py`, in whose figures sayso's goals are
//! stated; the figures are equal to the last digit. The division into source, cue
//! and content is that of PARC (Pareti 2012, "A database of attribution
//! relations"; Pareti 2016, "PARC 3.0") and of PolNeAR (Newell, Margolin and
//! Ruths 2018, "An attribution relations corpus for political news").
//!
//! ```
//! use evaluation::{Gold, Labelled, Predictions, score};
//! use text::Span;
//!
//! let text = "“The ferry sails at dawn,” said Ines Aduba.".to_owned();
//! let span = |part: &str| {
//!     let start = text.find(part).unwrap();
//!     vec![Span::new(start, start + part.len())]
//! };
//! let whole = Labelled {
//!     content: span("The ferry sails at dawn"),
//!     cue: span("said"),
//!     source: span("Ines Aduba"),
//!     ..Labelled::default()
//! };
//! let found = Labelled { source: span("dawn"), ..whole.clone() };
//! let gold = [Gold { id: "ferry".into(), attributions: vec![whole], text, ..Gold::default() }];
//! let predictions = [Predictions { id: "ferry".into(), attributions: vec![found] }];
//!
//! let report = score(&gold, &predictions);
//! assert_eq!(report.all.content.f1(), 1.0);
//! assert_eq!(report.all.triple.f1(), 0.0);
//! ```

pub mod across;
mod annotations;
mod by_document;
mod compare;
mod confidence;
mod details;
mod error;
mod excerpts;
mod mistakes;
mod names;
mod ratios;
mod read;
mod report;
pub mod sentences;
mod words;

pub use annotations::{Gold, Labelled, Predictions};
pub use by_document::by_document;
pub use compare::pairs;
pub use confidence::{Confidence, ConfidencePoint, confidence};
pub use details::{Details, Share, details};
pub use error::Error;
pub use mistakes::{Category, Errors, Mistake, Wanted, errors};
pub use read::{gold, predictions};
pub use report::{KindCounts, Report, Sources, Tally, score};
pub use words::kind;
