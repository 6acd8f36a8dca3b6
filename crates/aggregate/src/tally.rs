//! Counting values, the most frequent first.

use records::Counted;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Counts values that may be printed in different ways.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// By what the ways to print a value have in common: each way and how often.
    values: FxHashMap<String, FxHashMap<String, usize>>,
}

impl Tally {
    /// Counts `form` among those that share `key`. It is the same form whether
    /// its accents are encoded together with their letters or apart.
    pub(crate) fn add(&mut self, key: String, form: &str) {
        let form = match is_nfc_quick(form.chars()) {
            IsNormalized::Yes => Cow::Borrowed(form),
            _ => Cow::Owned(form.nfc().collect()),
        };
        let forms = self.values.entry(key).or_default();
        match forms.get_mut(&*form) {
            Some(count) => *count += 1,
            None => drop(forms.insert(form.into_owned(), 1)),
        }
    }

    /// Each value once, in its most frequent form, with how often it was seen in
    /// any: the most frequent value first, then by form.
    pub(crate) fn counted(self) -> Vec<Counted> {
        let mut counted: Vec<_> = self
            .values
            .into_values()
            .filter_map(|forms| {
                let count = forms.values().sum();
                Some(Counted { value: ranked(forms).into_iter().next()?, count })
            })
            .collect();
        counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        counted
    }

    /// Every form of every value, ranked together.
    pub(crate) fn forms(self) -> Vec<String> {
        let mut all = FxHashMap::default();
        for (form, count) in self.values.into_values().flatten() {
            *all.entry(form).or_default() += count;
        }
        ranked(all)
    }
}

/// The most frequent form first; of those seen equally often the longest, since
/// it tells most, and capitals as in a name before a headline's.
fn ranked(forms: FxHashMap<String, usize>) -> Vec<String> {
    let mut forms: Vec<_> = forms.into_iter().collect();
    let rank = |form: &str, count: usize| {
        let capitals = form.chars().filter(|c| c.is_uppercase()).count();
        (Reverse(count), Reverse(form.chars().count()), capitals)
    };
    forms.sort_by(|(a, m), (b, n)| rank(a, *m).cmp(&rank(b, *n)).then_with(|| a.cmp(b)));
    forms.into_iter().map(|(form, _)| form).collect()
}
