//! Two networks, a small one and a large one, that label the words of a paragraph.
//!
//! It knows nothing of attribution: words and their positions relative to
//! quotations go in, the probability of each of six labels comes out
//! ([`LABELS`] lists the columns). A small second network, the pair reader, labels
//! the words once more for each of some cues, by what belongs to that cue, from what
//! the first made of them. The large one is a BERT encoder, that of all-MiniLM-L6-v2 (6
//! layers, 22 million parameters); the small one has two narrow layers with recurrence in
//! place of attention, and reads words instead of pieces. Both are taught by `training/`.
//! The weights are 8-bit numbers, and so is nearly all
//! of the arithmetic.
//!
//! [`Encoder`] holds the weights and is shared by all threads;
//! [`Encoder::worker`] gives each thread its scratch space; [`Worker::labels`]
//! reads paragraphs, [`Worker::labels_for_cues`] labels them for cues. Each paragraph
//! is read by itself, in the thread that asks: it gets the same bits whichever
//! others are read with it and whatever the number of threads. Parallel work is
//! left to the caller.
//!
//! A paragraph passes through the modules in this order:
//!
//! 1. `pieces`: words to the word pieces of BERT (uncased);
//! 2. `paragraph`: pieces, with the shape and the quote position of their words,
//!    in chunks of at most 256;
//! 3. `encoder`: the chunks of several paragraphs together through the layers;
//! 4. `pair_reader`: what the layers made of the words, for each cue.
//!
//! `network` has the weights, `layers` the parts of a layer, `attention` and `recurrence`
//! how the rows of a chunk inform each other, `linear` the products
//! with matrices and `quantized` their inputs in 8 bits. `dimensions` has the
//! sizes of everything, `weights` the format of the file.
//!
//! ```
//! use encoder::{Convention, Encoder, QuotePosition, Size, Word};
//!
//! let encoder = Encoder::embedded(Size::Large);
//! let mut worker = encoder.worker();
//! let words = ["The", "dam", "will", "hold", ",", "Okoro", "said", "."];
//! let quote_position = QuotePosition::Outside;
//! let paragraph: Vec<Word> = words.iter().map(|text| Word { text, quote_position }).collect();
//! let labels = worker.labels(Convention::News, &[paragraph]);
//! let (cue, source_begins) = (1, 2);
//! assert!(labels[0][6][cue] > 0.5);
//! let labels_of_said = worker.labels_for_cues(&[(0, 6..7)]);
//! assert!(labels_of_said[0][5][source_begins] > 0.5);
//! ```

mod attention;
mod dimensions;
mod encoder;
mod layers;
mod linear;
mod network;
mod pair_reader;
mod paragraph;
mod pieces;
mod quantized;
mod recurrence;
mod weights;

pub use dimensions::{LABELS, Size};
pub use encoder::{Encoder, Worker};
pub use paragraph::{Convention, QuotePosition, Word};
pub use weights::WeightsError;
