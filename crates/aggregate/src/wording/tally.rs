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
        let mut values: Vec<_> = self.0.into_iter().map(|print| (fold(&print.0), print)).collect();
        values.sort_unstable();
        let most_frequent = values.chunk_by_mut(|a, b| a.0 == b.0).filter_map(|prints| {
            let prints: Vec<_> = prints.iter_mut().map(|(_, print)| std::mem::take(print)).collect();
            let count = prints.iter().map(|(_, count)| count).sum();
            Some(Counted { value: ranked(prints).into_iter().next()?, count })
        });
        ordered(most_frequent.collect())
    }

    /// The ways to print one value, the best first: the most frequent one, of those
    /// seen equally often the longest, since it says most, and then the one with
    /// the fewest capitals, since headlines are often set in them. Prints that
    /// differ only in how accents are encoded are one.
    pub(crate) fn prints(self) -> Vec<String> {
        ranked(self.0.into_iter().collect())
    }
}

/// As [`Tally::prints`].
fn ranked(mut prints: Vec<(String, usize)>) -> Vec<String> {
    for (print, _) in &mut prints {
        if is_nfc_quick(print.chars()) != IsNormalized::Yes {
            *print = print.nfc().collect();
        }
    }
    prints.sort_unstable();
    prints.dedup_by(|(next, more), (print, count)| {
        let is_same = next == print;
        *count += if is_same { *more } else { 0 };
        is_same
    });
    prints.sort_by_cached_key(|(print, count)| {
        let capitals = print.chars().filter(|c| c.is_uppercase()).count();
        (Reverse(*count), Reverse(print.chars().count()), capitals, print.clone())
    });
    prints.into_iter().map(|(print, _)| print).collect()
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
