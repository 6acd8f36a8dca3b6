//! B-cubed precision, recall and F1 (Bagga and Baldwin 1998, "Algorithms for scoring
//! coreference chains").

use crate::ratios::harmonic;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well the things that belong together were put together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BCubed {
    /// How many things were compared.
    pub items: usize,
    /// The mean over all things: of those put together with it, the share that belongs
    /// with it.
    pub precision: f64,
    /// The mean over all things: of those that belong with it, the share that was put
    /// together with it.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// What was torn apart or mixed up.
    #[serde(skip)]
    pub(super) mistakes: Vec<String>,
}

/// A thing with the group to which it belongs and the group into which it was put.
pub(super) struct Assignment {
    /// How mistakes name it.
    pub(super) name: String,
    /// Its group in gold.
    pub(super) gold: String,
    /// Its group in the output.
    pub(super) put: String,
}

/// The names of things by their group on one side, then by that on the other.
type Groups<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a str>>>;

/// Compares the groups of all things in gold with those in the output.
pub(super) fn b_cubed(items: &[Assignment]) -> BCubed {
    let (mut belong, mut put) = (Groups::new(), Groups::new());
    for Assignment { name, gold, put: group } in items {
        belong.entry(gold).or_default().entry(group).or_default().push(name);
        put.entry(group).or_default().entry(gold).or_default().push(name);
    }
    // Each of n things that are together in both has these n in common, itself
    // included.
    let mean = |groups: &Groups| {
        let mut sum = 0.0;
        for parts in groups.values() {
            let whole: usize = parts.values().map(Vec::len).sum();
            sum += parts.values().map(|part| (part.len() * part.len()) as f64).sum::<f64>() / whole as f64;
        }
        if items.is_empty() { 0.0 } else { sum / items.len() as f64 }
    };
    let (precision, recall) = (mean(&put), mean(&belong));
    let mut mistakes = Vec::new();
    for (verb, groups) in [("torn", &belong), ("mixed", &put)] {
        for (label, parts) in groups.iter().filter(|(_, parts)| parts.len() > 1) {
            let parts: BTreeSet<String> =
                parts.iter().map(|(other, names)| format!("{other} [{}]", names.join(" "))).collect();
            let parts: Vec<_> = parts.into_iter().collect();
            mistakes.push(format!("{verb} {label}: {}", parts.join(" | ")));
        }
    }
    BCubed { items: items.len(), precision, recall, f1: harmonic(precision, recall), mistakes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word is a thing: where it belongs, then where it was put.
    #[track_caller]
    fn check(things: &str, expected: (f64, f64)) {
        let item = |thing: &str| Assignment {
            name: thing.to_owned(),
            gold: thing[..1].to_owned(),
            put: thing[1..].to_owned(),
        };
        let items: Vec<_> = things.split(' ').map(item).collect();
        let found = b_cubed(&items);
        assert!((found.precision - expected.0).abs() < 1e-9, "precision {}", found.precision);
        assert!((found.recall - expected.1).abs() < 1e-9, "recall {}", found.recall);
    }

    #[test]
    fn as_bagga_and_baldwin_count() {
        check("a1 a1 b2", (1.0, 1.0));
        check("a1 a2 b3", (1.0, 2.0 / 3.0));
        // Their example: 5, 2 and 5 things; the last two groups put together.
        check("a1 a1 a1 a1 a1 b2 b2 c2 c2 c2 c2 c2", (16.0 / 21.0, 1.0));
        // And the first with the last instead.
        check("a1 a1 a1 a1 a1 b2 b2 c1 c1 c1 c1 c1", (7.0 / 12.0, 1.0));
    }
}
