//! The hashes by which the models know words. A model has learned them, so they must
//! never change.

use std::hash::Hasher;

/// One number from two.
pub(crate) fn mix(a: u32, b: u32) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u64((u64::from(a) << 32) | u64::from(b));
    fold(hasher.finish())
}

/// A number for a text.
pub(crate) fn text_hash(text: &str) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    fold(hasher.finish())
}

/// A number for a word, whatever its case.
pub(crate) fn word_hash(word: &str) -> u32 {
    text_hash(&word.to_lowercase())
}

fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}
