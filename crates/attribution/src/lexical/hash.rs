//! Numbers that stand for words, so that models need no dictionary: a feature is the
//! hash of what it says, and training and tagging agree on it.

use std::hash::Hasher;

/// A number for a pair of numbers; their order matters.
pub(crate) fn mix(a: u32, b: u32) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u64((u64::from(a) << 32) | u64::from(b));
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// A number for a text.
pub(crate) fn text_hash(text: &str) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// A number for a word, whatever its case.
pub(crate) fn word_hash(word: &str) -> u32 {
    text_hash(&word.to_lowercase())
}
