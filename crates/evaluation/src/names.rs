//! Whether two names or descriptions mean the same speaker, addressee or medium.

use crate::words::characters::{RUN, starts_in_word};
use rustc_hash::FxHashSet;

/// Words that do not distinguish names.
#[rustfmt::skip]
const DROPPED: &[&str] = &[
    "a", "an", "capt", "col", "dame", "dr", "gen", "gov", "governor", "judge", "justice", "lady",
    "lord", "lt", "mr", "mrs", "ms", "president", "prof", "professor", "rep", "representative", "rev",
    "sen", "senator", "sgt", "sir", "the",
];
/// Words in lower case that a proper name may contain.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "al", "and", "bin", "da", "de", "den", "der", "di", "du", "el", "for", "ibn", "la", "of", "the",
    "van", "von",
];

/// The least share of words that two descriptions have in common when they mean
/// the same: shared words among the words in either. The value of the reference
/// scorer.
const LEAST_SHARED: f64 = 0.5;

/// Whether the predicted name is that of the gold speaker: a proper name must be
/// there in full, of a description half of the words.
pub(crate) fn same_speaker(gold: &str, pred: Option<&str>) -> bool {
    let Some(pred) = pred else { return false };
    let (g, p) = (words(gold), words(pred));
    if g.is_empty() || p.is_empty() {
        gold.to_lowercase() == pred.to_lowercase()
    } else if is_proper(gold) {
        g.is_subset(&p)
    } else {
        share(&g, &p) >= LEAST_SHARED
    }
}

/// Whether two addressees or media mean the same: half of their words are shared,
/// or the prediction has all words of gold. `None` is the same only as `None`.
pub(crate) fn same_text(gold: Option<&str>, pred: Option<&str>) -> bool {
    match (gold, pred) {
        (Some(gold), Some(pred)) => {
            let (g, p) = (words(gold), words(pred));
            share(&g, &p) >= LEAST_SHARED || g.is_subset(&p)
        }
        (gold, pred) => gold == pred,
    }
}

type NameWords = FxHashSet<String>;

/// The words of a name that distinguish it, in lower case.
fn words(name: &str) -> NameWords {
    let name = without_possessives(name).to_lowercase();
    let words = RUN.find_iter(&name).map(|word| word.as_str());
    words.filter(|word| !DROPPED.contains(word)).map(str::to_owned).collect()
}

fn without_possessives(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(['\'', '’']) {
        let (before, mark) = rest.split_at(at);
        let after = &mark[mark.chars().next().map_or(0, char::len_utf8)..];
        out.push_str(before);
        match after.strip_prefix('s') {
            Some(left) if !starts_in_word(left) => rest = left,
            _ => {
                out.push_str(&mark[..mark.len() - after.len()]);
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether it has the form of a proper name: no word in lower case except small
/// ones.
fn is_proper(name: &str) -> bool {
    let mut proper = false;
    for word in RUN.find_iter(name).map(|word| word.as_str()) {
        let small = word.to_lowercase();
        if SMALL.contains(&small.as_str()) || DROPPED.contains(&small.as_str()) {
            continue;
        }
        proper = true;
        if word.starts_with(char::is_lowercase) {
            return false;
        }
    }
    proper
}

/// Shared words among the words in either; 1 when there are none.
fn share(a: &NameWords, b: &NameWords) -> f64 {
    match a.union(b).count() {
        0 => 1.0,
        either => a.intersection(b).count() as f64 / either as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers() {
        let cases = [
            ("Ines Aduba", "Professor Ines Aduba", true),
            ("Ines Aduba", "Aduba", false),
            ("the Port of Skarvik", "Port of Skarvik", true),
            ("Port of Skarvik", "Skarvik", false),
            ("Dr Aduba's", "ADUBA", true),
            ("a harbour official", "harbour officials and others", false),
            ("a harbour official", "the official", true),
            ("The", "the", true),
            ("Ines Aduba", "", false),
        ];
        for (gold, pred, right) in cases {
            let pred = Some(pred.to_owned()).filter(|p| !p.is_empty());
            assert_eq!(same_speaker(gold, pred.as_deref()), right, "{gold:?} {pred:?}");
        }
        assert_eq!(without_possessives("Aduba’s port's Aduba’sson’s"), "Aduba port Aduba’sson");
        assert!(same_text(None, None) && !same_text(Some("reporters"), None) && !same_text(None, Some("us")));
        assert!(same_text(Some("the reporters"), Some("reporters on the quay")));
    }

    #[test]
    fn small_words_are_sorted() {
        assert!(DROPPED.is_sorted() && SMALL.is_sorted());
    }
}
