//! What the filters of the page offer.

use crate::index::Index;
use crate::tallies::Counted;
use serde::Serialize;
use std::cmp::Reverse;

/// What can be chosen in the filters, the most frequent first.
#[derive(Debug, Serialize)]
pub struct Choices {
    speakers: Vec<Counted>,
    outlets: Vec<Counted>,
    corpora: Vec<Counted>,
    rules: Vec<Counted>,
}

/// How many names a filter offers: as many as a browser's list shows without
/// delay. Rarer names can still be typed.
const OFFERED: usize = 1000;

impl Choices {
    /// The choices among all quotes of the index.
    pub(crate) fn of(index: &Index) -> Self {
        // Names are numbered from 1.
        let mut speakers = vec![0; index.speakers.len() + 1];
        let mut outlets = vec![0; index.outlets.len() + 1];
        let mut corpora = vec![0; index.corpora.len() + 1];
        let mut rules = vec![0; index.rules.len() + 1];
        for quote in &index.quotes {
            let article = &index.articles[quote.article as usize];
            speakers[quote.speaker as usize] += 1;
            outlets[article.outlet as usize] += 1;
            corpora[article.corpus as usize] += 1;
            rules[quote.rule as usize] += 1;
        }
        Self {
            speakers: most_frequent(&speakers, |number| index.speakers.name(number)),
            outlets: most_frequent(&outlets, |number| index.outlets.name(number)),
            corpora: most_frequent(&corpora, |number| index.corpora.name(number)),
            rules: most_frequent(&rules, |number| index.rules.name(number)),
        }
    }
}

fn most_frequent<'a>(counts: &[usize], name: impl Fn(u32) -> Option<&'a str>) -> Vec<Counted> {
    let mut numbers: Vec<usize> = (1..counts.len()).filter(|&number| counts[number] > 0).collect();
    numbers.sort_by_key(|&number| Reverse(counts[number]));
    numbers.truncate(OFFERED);
    let counted =
        |number: usize| Some(Counted { name: name(number as u32)?.to_owned(), count: counts[number] });
    numbers.into_iter().filter_map(counted).collect()
}
