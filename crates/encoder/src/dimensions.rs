//! The sizes of the network, as its weights have them, and of the blocks in which
//! it is calculated.

/// How many labels there are. A word's probabilities are in this order, in arrays
/// and in the weights:
///
/// | column | label |
/// |---|---|
/// | 0 | outside: no part of an attribution |
/// | 1 | cue |
/// | 2 | source begins |
/// | 3 | source continues |
/// | 4 | content begins |
/// | 5 | content continues |
pub const LABELS: usize = 6;

/// The numbers of each piece between layers.
pub(crate) const WIDTH: usize = 384;
/// The attention heads of a layer.
pub(crate) const HEADS: usize = 12;
/// The numbers of each piece in one head.
pub(crate) const HEAD_WIDTH: usize = WIDTH / HEADS;
/// The numbers of each piece in the middle of a layer's feed-forward half.
pub(crate) const FEED_FORWARD_WIDTH: usize = 1536;
/// The layers of each reading.
pub(crate) const LAYERS: usize = 6;
/// How many layers both readings share; those after them each reading has of its
/// own. With two own layers instead of three the second reading has 71 % of the
/// contents exactly right instead of 76 % (`model/README.md`).
pub(crate) const SHARED_LAYERS: usize = 3;
/// The pieces of the vocabulary, `model/vocabulary.txt`.
pub(crate) const PIECES: usize = 30_522;
/// The variants of [`Shape`](crate::paragraph::Shape).
pub(crate) const SHAPES: usize = 4;
/// The variants of [`QuotePosition`](crate::QuotePosition).
pub(crate) const QUOTE_POSITIONS: usize = 4;
/// What is added to a variance before its root is divided by, as BERT does.
pub(crate) const EPSILON: f32 = 1e-12;

/// The most pieces of a chunk, the two marks around it included. A longer
/// paragraph is cut before the word that no longer fits. There are as many
/// position embeddings.
pub(crate) const CHUNK_CAPACITY: usize = 256;

/// The most pieces that go through the layers together: a full
/// chunk alone, or several short ones.
/// Balances full blocks for the kernels against the cache: the widest numbers
/// between two products take 1.5 MB. Chosen by hand.
pub(crate) const BATCH_PIECES: usize = 256;

/// How many rows are multiplied at once. With more, the kernels would ask for
/// other threads, and parallel work is left to the caller.
pub(crate) const ROW_BLOCK: usize = 64;
/// How many columns are multiplied at once, for the same reason.
pub(crate) const COLUMN_BLOCK: usize = 128;
