//! Counts values, and ranks the ways to print one.

use super::fold::fold;
use records::Counted;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How often each value was seen.
#[derive(Debug, Default)]
pub(crate) struct Tally(FxHashMap<String, usize>);

impl Tally {
    pub(crate) fn add(&mut self, value: &str) {
        match self.0.get_mut(value) {
            Some(count) => *count += 1,
            None => _ = self.0.insert(value.to_owned(), 1),
        }
    }

    /// Each value with how often it was seen: the most frequent first, and those
    /// seen equally often by value.
    pub(crate) fn counted(self) -> Vec<Counted> {
        ordered(self.0.into_iter().map(|(value, count)| Counted { value, count }).collect())
    }

    /// The same, but values that differ only in print count as one, shown in its
    /// best print.
    pub(crate) fn folded(self) -> Vec<Counted> {
        let mut prints: FxHashMap<String, Self> = FxHashMap::default();
        for (value, count) in self.0 {
            prints.entry(fold(&value)).or_default().0.insert(value, count);
        }
        let most_frequent = prints.into_values().filter_map(|prints| {
            let count = prints.0.values().sum();
            Some(Counted { value: prints.prints().into_iter().next()?, count })
        });
        ordered(most_frequent.collect())
    }

    /// The ways to print one value, the best first: the most frequent one, of those
    /// seen equally often the longest, since it says most, and then the one with
    /// the fewest capitals, since headlines are often set in them. Prints that
    /// differ only in how accents are encoded are one.
    pub(crate) fn prints(self) -> Vec<String> {
        let mut composed: FxHashMap<String, usize> = FxHashMap::default();
        for (print, count) in self.0 {
            let print = match is_nfc_quick(print.chars()) {
                IsNormalized::Yes => print,
                _ => print.nfc().collect(),
            };
            *composed.entry(print).or_default() += count;
        }
        let mut prints: Vec<_> = composed.into_iter().collect();
        prints.sort_by_cached_key(|(print, count)| {
            let capitals = print.chars().filter(|c| c.is_uppercase()).count();
            (Reverse(*count), Reverse(print.chars().count()), capitals, print.clone())
        });
        prints.into_iter().map(|(print, _)| print).collect()
    }
}

fn ordered(mut counted: Vec<Counted>) -> Vec<Counted> {
    counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(values: &[&str]) -> Tally {
        let mut tally = Tally::default();
        values.iter().for_each(|value| tally.add(value));
        tally
    }

    #[test]
    fn the_most_frequent_comes_first() {
        let counted =
            |counted: Vec<Counted>| -> Vec<_> { counted.into_iter().map(|c| (c.value, c.count)).collect() };
        let values = ["Mayor", "poet", "mayor", "an aide", "mayor", "poet"];
        let plain = [("mayor", 2), ("poet", 2), ("Mayor", 1), ("an aide", 1)];
        assert_eq!(counted(tally(&values).counted()), plain.map(|(v, n)| (v.to_owned(), n)));
        let folded = [("mayor", 3), ("poet", 2), ("an aide", 1)];
        assert_eq!(counted(tally(&values).folded()), folded.map(|(v, n)| (v.to_owned(), n)));
    }

    #[test]
    fn the_best_print_comes_first() {
        for (prints, ranked) in [
            (&["LEA SY", "Lea Sy", "Lea  Sy."][..], &["Lea  Sy.", "Lea Sy", "LEA SY"][..]),
            (&["Jo\u{e9} N", "Joe\u{301} N", "Joe Nuru"], &["Jo\u{e9} N", "Joe Nuru"]),
            (&[], &[]),
        ] {
            assert_eq!(tally(prints).prints(), ranked);
        }
    }
}
