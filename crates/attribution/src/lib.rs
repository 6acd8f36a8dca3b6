//! Sentences to attributions: who is reported to have said what.
//!
//! An attribution has a *content*, a *cue* and a *source*, in the terms of PARC
//! (Pareti 2012) and PolNeAR (Newell, Margolin and Ruths 2018). How one is found, in
//! five sentences:
//!
//! 1. Each paragraph is **folded** (`paragraph`): words and marks become *elements* that
//!    carry what the word lists know of them (`lexical`), and each outermost quotation
//!    becomes a single element, so that the same rules serve direct, mixed and indirect
//!    speech.
//! 2. **Proposers propose** candidates (`learned::proposers`): the rules find cues and
//!    what they report (`rules`, `structures`, with noun phrases by `phrases`); a *word
//!    tagger* (a neural network) labels all words, and says what belongs to each cue; its
//!    spans and their mixtures with what the rules found are candidates, too.
//! 3. **One ranker scores** (`learned::ranker`): from evidence such as the rule, the verb
//!    and what the word tagger says, it tells how likely each candidate is right, which
//!    is the attribution's confidence as a rule.
//! 4. **One policy decides** (`learned::policy`): a candidate must be likely enough, and of
//!    those that share their content the likeliest stays. It also says what is left to the
//!    rules, whatever the ranker thinks.
//! 5. The findings are **assembled** (`assemble`) into attributions of the article:
//!    quotations that no cue claims continue the one before, go to whoever is introduced
//!    beside them or stay without a source; what is attributed inside quotations (read in
//!    the same way) is added; and transcripts and signatures are read.
//!
//! All of this follows one of two conventions (`convention`).
//!
//! Without a model the rules decide alone, and the confidence of a finding is its rule's
//! (`origin`); with a model, too, that of what is only assembled is a constant.
//! [`Detector`] holds what is known; [`Detector::worker`] gives each thread its scratch
//! space; [`Worker::detect`] reads one article.
//!
//! ```
//! use attribution::Detector;
//! use lexicon::Lexicon;
//!
//! let lexicon = Lexicon::embedded();
//! let detector = Detector::new(&lexicon);
//! let mut worker = detector.worker();
//! let text = "The mayor said that the bridge would open on Friday.";
//! let span = text::Span::new(0, text.len());
//! let paragraphs = vec![text::Paragraph { span, role: text::Role::Body }];
//! let article = text::Article { text: text.to_owned(), paragraphs, ..Default::default() };
//! let document = sentences::Splitter::new(&lexicon).document(&article);
//! let found = worker.detect(&article, &document);
//! assert_eq!(found[0].content[0].of(text), "the bridge would open on Friday");
//! assert_eq!(found[0].source[0].of(text), "The mayor");
//! ```

// A single range in a `vec![]` is one piece of a content, not a typing error.
#![allow(clippy::single_range_in_vec_init)]

mod assemble;
mod convention;
mod detector;
mod finding;
mod learned;
mod lexical;
mod origin;
mod paragraph;
mod phrases;
mod reading;
mod rules;
mod scope;
mod structures;
#[cfg(feature = "train")]
pub mod train;

pub use convention::Convention;
pub use detector::{Detector, Worker};
pub use finding::{RejectedCue, Rejection};
pub use learned::label::{Label, LabelRow};
pub use learned::model::{Model, ModelError};
pub use learned::word_tagger::{TaggerSize, WordTagger, WordWorker};
pub use lexical::vocabulary::reads;
pub use paragraph::marks::QuotePosition;
