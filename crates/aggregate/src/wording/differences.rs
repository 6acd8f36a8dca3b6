//! What differs between two versions of a quote: a misquote shows here.

use super::fold::fold;
use records::Change;

/// Versions with more words are not compared: the table of common words has an
/// entry for each pair of words, half a megabyte at this length.
const LONGEST: usize = 500;

/// How many words at the start or the end of a version may count as changed. What
/// only one version has there was cut, and long stretches that differ there are
/// other sentences.
const EDGE: usize = 3;

/// The words that `version` has instead of those of `whole`, where the two
/// overlap. Case, marks and accents make no difference. Empty if one of them has
/// more than [`LONGEST`] words.
pub(crate) fn changes(whole: &str, version: &str) -> Vec<Change> {
    let (a, b) = (words(whole), words(version));
    if a.len() > LONGEST || b.len() > LONGEST {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    let common = common(&a, &b);
    let last = common.len();
    for (n, &(next_i, next_j)) in common.iter().chain([&(a.len(), b.len())]).enumerate() {
        let (from, to) = (&a[i..next_i], &b[j..next_j]);
        let edge = n == 0 || n == last;
        let changed = match (from.len(), to.len()) {
            (0, 0) => false,
            _ if !edge => true,
            (from, to) => from.min(to) > 0 && from.max(to) <= EDGE && last > 0,
        };
        if changed {
            changes.push(Change { from: joined(from), to: joined(to) });
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    changes
}

/// Words as printed and as compared. A dash alone is not a word.
fn words(text: &str) -> Vec<(&str, String)> {
    text.split_whitespace().map(|word| (word, fold(word))).filter(|(_, folded)| !folded.is_empty()).collect()
}

/// Words with spaces between them, without marks around.
fn joined(words: &[(&str, String)]) -> String {
    let bare =
        |word: &str| word.trim_matches(|c: char| c.is_ascii_punctuation() || "“”‘«»…".contains(c)).to_owned();
    words.iter().map(|(word, _)| bare(word)).collect::<Vec<_>>().join(" ")
}

/// The words of a longest common subsequence, by their places in both.
fn common(a: &[(&str, String)], b: &[(&str, String)]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i].1 == b[j].1 {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].1 == b[j].1 {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `from→to` for each change.
    #[track_caller]
    fn check(whole: &str, version: &str, expected: &[&str]) {
        let found: Vec<_> =
            changes(whole, version).into_iter().map(|c| format!("{}→{}", c.from, c.to)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cuts_are_no_changes() {
        check("The dam will hold. It has held for years.", "“The dam will hold”", &[]);
        check("The dam will hold. It has held for years.", "has held, for YEARS", &[]);
        check("", "It has held", &[]);
    }

    #[test]
    fn words_that_changed() {
        check("A truck did not arrive on time", "a lorry did not arrive on time!", &["truck→lorry"]);
        check("We will not close the mine", "We will close the mine", &["not→"]);
        check("The hills are on fire tonight", "The hills are now on fire tonight", &["→now"]);
        check("It won’t be easy", "It will not be easy", &["won’t→will not"]);
    }
}
