//! Ids and texts as numbers, so that which ones have been seen fits into memory.

use sha2::digest::Output;
use sha2::{Digest, Sha256};

/// The hash of an article's id.
pub(super) fn of_id(id: &str) -> u64 {
    first_64_bits(Sha256::digest(id))
}

/// The same for two articles that count as one: equal texts from the same outlet.
/// The same text from another outlet is an article of its own, since it matters
/// who prints what.
pub(super) fn of_text_and_outlet(article: &records::Article<'_>) -> u64 {
    let mut both = Sha256::new();
    both.update(&*article.text_sha256);
    both.update(article.outlet.as_deref().unwrap_or_default());
    first_64_bits(both.finalize())
}

fn first_64_bits(digest: Output<Sha256>) -> u64 {
    digest.iter().take(8).fold(0, |hash, &byte| hash << 8 | u64::from(byte))
}
