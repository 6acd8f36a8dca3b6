//! Sentences to attributions: who is reported to have said what.
//!
//! [`Detector`] holds what is known (word lists); [`Detector::worker`] gives
//! each thread its scratch space; [`Worker::detect`] reads one article. An
//! attribution has a *content*, a *cue* and a *source*, in the terms of PARC
//! (Pareti 2012) and PolNeAR (Newell, Margolin and Ruths 2018).
//!
//! A paragraph is read in steps, one module each:
//!
//! 1. `marks`: which quotation marks belong together;
//! 2. `view`: the words with what the lists know of each, every outermost
//!    quotation folded into one element;
//! 3. `cues`: which words attribute something;
//! 4. `rules`, with `phrases` and `details`: what each cue reports, whose it is,
//!    to whom, through what and when;
//! 5. `structures`: what stands in whole paragraphs: transcripts, dash and colon
//!    attributions, quotations that go on.
//!
//! ```
//! use attribution::Detector;
//! use lexicon::Lexicon;
//!
//! let lexicon = Lexicon::embedded();
//! let detector = Detector::new(&lexicon);
//! let mut worker = detector.worker();
//! let article = text::Article::default();
//! assert!(worker.detect(&article, &text::Document::default()).is_empty());
//! ```

// A single range in a `vec![]` is one piece of a content, not a typing error.
#![allow(clippy::single_range_in_vec_init)]

mod detector;
mod finding;
mod learned;
mod lexical;
mod origin;
mod paragraph;
mod phrases;
mod reading;
mod rules;
mod structures;
#[cfg(feature = "train")]
pub mod train;

pub use detector::{Detector, Worker};
pub use finding::RejectedCue;
pub use learned::model::{Model, ModelError};
pub use learned::word_tagger::{LABELS, WordTagger, WordWorker};
pub use paragraph::marks::QuotePosition;
