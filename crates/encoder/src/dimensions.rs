//! The sizes that all networks share, and those of the blocks in which they are
//! calculated. What differs, the number of layers and their width, is read from the
//! weights (`network`).

/// Which of the networks that come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Two narrow recurrent layers, taught by larger ones; some forty times faster.
    Small,
    /// The six layers of all-MiniLM-L6-v2.
    Large,
}

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

/// The numbers of each row in one head of attention, in every network.
pub(crate) const HEAD_WIDTH: usize = 32;
/// How far a word may be from a cue, in words, to be in each class of distance; what
/// is farther is in one class more.
pub(crate) const DISTANCES: [usize; 9] = [0, 1, 2, 3, 4, 6, 9, 14, 24];

/// The sizes of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LayerSize {
    /// The numbers of each row between layers.
    pub(crate) width: usize,
    /// The numbers of each row in the middle of the feed-forward half.
    pub(crate) feed_forward: usize,
}

impl LayerSize {
    /// The attention heads.
    pub(crate) fn heads(self) -> usize {
        self.width / HEAD_WIDTH
    }
}

/// The pieces of the vocabulary, `model/vocabulary.txt`.
pub(crate) const PIECES: usize = 30_522;
/// The variants of [`Shape`](crate::paragraph::Shape).
pub(crate) const SHAPES: usize = 4;
/// The variants of [`QuotePosition`](crate::QuotePosition).
pub(crate) const QUOTE_POSITIONS: usize = 4;
/// The variants of [`Convention`](crate::Convention).
pub(crate) const CONVENTIONS: usize = 2;
/// What is added to a variance before its root is divided by, as BERT does.
pub(crate) const EPSILON: f32 = 1e-12;

/// The most pieces of a chunk, the two marks around it included. A longer
/// paragraph is cut before the word that no longer fits. There are as many
/// position embeddings.
pub(crate) const CHUNK_CAPACITY: usize = 256;

/// The most pieces that go through the layers together: a full
/// chunk alone, or several short ones.
/// Balances full blocks for the kernels against the cache: the widest numbers
/// between two products of the largest network take 1.5 MB. Chosen by hand.
pub(crate) const BATCH_PIECES: usize = 256;

/// How many rows are multiplied at once. With more, the kernels would ask for
/// other threads, and parallel work is left to the caller.
pub(crate) const ROW_BLOCK: usize = 64;
/// How many columns are multiplied at once, for the same reason.
pub(crate) const COLUMN_BLOCK: usize = 128;
/// How many numbers are calculated at once in plain loops: the widest vectors have as many.
pub(crate) const LANES: usize = 16;
