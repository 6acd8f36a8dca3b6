//! The names around a speaker: those that occur in the same article.
//!
//! Two articles about one person tend to mention the same people, places and
//! organizations, and articles about namesakes do not.

use crate::wording::{Gists, fold, fold_words, is_capitalised};
use records::Article;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How many names of an article are kept: those with the smallest hashes, a
/// sample that agrees between articles with the same names.
const KEPT: usize = 32;

/// After how many capitalised words no more lines are read. It bounds the work on
/// long articles; the names that matter come early.
const READ: usize = 4 * KEPT;

/// Lines of fewer words are captions, bylines and headings, where capitals mean
/// little.
const MIN_LINE: usize = 8;

/// Names of fewer bytes occur anywhere.
const MIN_NAME: usize = 3;

/// The names in an article as sorted hashes: its capitalised words and its outlet.
/// Some of the words only start a sentence, but these seldom agree between
/// articles.
pub(super) fn surroundings(gists: &Gists, article: &Article<'_>) -> Vec<u32> {
    let mut names = Vec::new();
    let mut folded = String::new();
    for line in article.text.lines().filter(|line| line.split_whitespace().nth(MIN_LINE - 1).is_some()) {
        for word in line.split_whitespace() {
            if is_capitalised(word) {
                folded.clear();
                fold_words(word.trim_end_matches("’s").trim_end_matches("'s"), &mut folded);
                if folded.len() >= MIN_NAME && gists.may_name(&folded) {
                    names.push(hash(&folded));
                }
            }
        }
        if names.len() >= READ {
            break;
        }
    }
    names.extend(article.outlet.as_deref().map(|outlet| hash(&fold(outlet))));
    names.sort_unstable();
    names.dedup();
    names.truncate(KEPT);
    names
}

/// The hash of a folded name.
pub(super) fn hash(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    (hasher.finish() >> 32) as u32
}
