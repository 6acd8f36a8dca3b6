//! Words as 64-bit numbers, so that comparing and looking up never touches text.

use std::hash::Hasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word in bytes that any list may hold; longer ones are in none. Long
/// enough for every entry of the lists, short enough for a buffer on the stack.
pub(super) const LONGEST: usize = 32;

/// A word's key: itself if it is short, else 64 bits of it, which is enough to
/// tell ten thousand words from any other.
pub(super) fn key(word: &[u8]) -> u64 {
    let mut key = 0_u64;
    for chunk in word.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        key = (key.rotate_left(23) ^ (key >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ u64::from_le_bytes(bytes);
    }
    key
}

/// A word's identity, apart from case, accents, a final stop, and the stops of an acronym.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    let word = word.strip_suffix('.').unwrap_or(word);
    if is_dotted(word) {
        return hash(&word.replace('.', ""));
    }
    let mut buffer = [0; LONGEST];
    if word.is_ascii() && word.len() <= LONGEST {
        let small = &mut buffer[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        hasher.write(small);
    } else {
        // “Möller” is “Moller” where no such letters are at hand.
        let letters = word.nfd().filter(|&c| !is_combining_mark(c) && c != '\u{ad}');
        hasher.write(letters.flat_map(char::to_lowercase).collect::<String>().as_bytes());
    }
    hasher.finish()
}

/// “A.P”, “R.N.L.I”
fn is_dotted(word: &str) -> bool {
    word.len() > 2
        && word
            .bytes()
            .enumerate()
            .all(|(at, b)| if at % 2 == 1 { b == b'.' } else { b.is_ascii_uppercase() })
}

/// The identity of several words in a row.
pub(crate) fn hash_all(words: &[u64]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for &word in words {
        hasher.write_u64(word);
    }
    hasher.finish()
}
