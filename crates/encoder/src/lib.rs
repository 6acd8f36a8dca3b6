//! A small transformer that labels the words of a paragraph.
//!
//! It knows nothing of attribution: words and where they stand go in, the
//! probability of each of six labels comes out. A second reading labels them once
//! more for each of some cues, by what belongs to it. The network is the BERT
//! encoder of all-MiniLM-L6-v2 (6 layers, 22 million parameters), fine-tuned by
//! `training/`, whose last layers are there twice, once for each reading; its
//! weights are 8-bit numbers, and so is nearly all of its arithmetic.
//!
//! [`Encoder`] holds the weights and is shared by all threads;
//! [`Encoder::worker`] gives each thread its scratch space; [`Worker::labels`]
//! reads paragraphs, [`Worker::given`] reads them again. Each is read by itself, in the thread that asks: a paragraph
//! gets the same bits whatever stands beside it and whatever the number of
//! threads. Parallel work is for the caller.
//!
//! A paragraph goes through one module after the other:
//!
//! 1. `pieces`: words to the word pieces of BERT (uncased);
//! 2. `paragraph`: pieces, with shape and place of their words, in parts of at
//!    most 256;
//! 3. `network`: the parts of some paragraphs together through the layers;
//!    `linear` has the matrices, `attention` what pieces make of each other.
//!
//! ```
//! use encoder::{Encoder, Place, Word};
//!
//! let encoder = Encoder::embedded();
//! let mut worker = encoder.worker();
//! let words = ["The", "dam", "will", "hold", ",", "Okoro", "said", "."];
//! let paragraph: Vec<Word> =
//!     words.iter().map(|text| Word { text, place: Place::Outside }).collect();
//! let labels = worker.labels(&[paragraph]);
//! let (cue, source) = (1, 2);
//! assert!(labels[0][6][cue] > 0.5);
//! let given = worker.given(&[(0, 6..7)]);
//! assert!(given[0][5][source] > 0.5);
//! ```

mod attention;
mod linear;
mod network;
mod paragraph;
mod pieces;
mod weights;

pub use network::{Encoder, Worker};
pub use paragraph::{Place, Word};
pub use weights::WeightsError;

/// How many labels there are: outside; cue; source begins, goes on; content
/// begins, goes on, in the order of the probabilities.
pub const LABELS: usize = 6;
