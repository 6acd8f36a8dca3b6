//! The figures of the corpus view: how much is quoted, how, and from whom, among the
//! quotes that pass the filters. They are counted over the index.

use crate::index::{Index, KINDS, NOBODY, SOURCES, UNNAMED, UNRESOLVED};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many speakers and outlets are listed: as many as a chart can show.
const LISTED: usize = 30;

/// The figures of some quotes.
#[derive(Debug, Default, Serialize)]
pub struct Tallies {
    /// How many quotes there are.
    pub quotes: usize,
    /// In how many articles.
    pub articles: usize,
    /// From how many outlets.
    pub outlets_in_all: usize,
    /// From how many named speakers.
    pub speakers_in_all: usize,
    /// By kind.
    pub kinds: Vec<Counted>,
    /// By what kind of source they have.
    pub sources: Vec<Counted>,
    /// The speakers quoted most, with their quotes by kind.
    pub speakers: Vec<Row>,
    /// The months that have quotes, in order; last, the quotes without a date.
    pub months: Vec<Row>,
    /// The outlets with most quotes.
    pub outlets: Vec<Row>,
}

/// A name and how often it occurs.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// How many quotes one speaker, month or outlet has.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    kinds: [usize; 3],
    unnamed: usize,
    known: usize,
}

/// One speaker, month or outlet, with its quotes.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The name; `None` if it is not known.
    pub name: Option<String>,
    /// How many quotes are direct, mixed and indirect.
    pub kinds: [usize; 3],
    /// How many come from a source without a name.
    pub unnamed: usize,
    /// How many come from a known source, with or without a name.
    pub known: usize,
}

/// The month of the articles without a date, which come last.
const NO_MONTH: u32 = u32::MAX;

impl Counts {
    fn add(&mut self, kind: u8, source: u8) {
        if let Some(kind) = self.kinds.get_mut(kind as usize) {
            *kind += 1;
        }
        self.unnamed += usize::from(source == UNNAMED);
        self.known += usize::from(source < UNRESOLVED);
    }

    fn all(&self) -> usize {
        self.kinds.iter().sum()
    }

    fn row(self, name: Option<String>) -> Row {
        Row { name, kinds: self.kinds, unnamed: self.unnamed, known: self.known }
    }
}

impl Tallies {
    /// The figures of these rows.
    pub(crate) fn of(index: &Index, rows: &[u32]) -> Self {
        let (mut kinds, mut sources) = ([0; KINDS.len() + 1], [0; SOURCES.len() + 1]);
        let mut speakers: FxHashMap<u32, Counts> = FxHashMap::default();
        let mut outlets: FxHashMap<u32, Counts> = FxHashMap::default();
        let mut months: BTreeMap<u32, Counts> = BTreeMap::new();
        let mut articles = vec![false; index.articles.len()];
        for &row in rows {
            let quote = &index.quotes[row as usize];
            let article = &index.articles[quote.article as usize];
            articles[quote.article as usize] = true;
            kinds[quote.kind as usize] += 1;
            sources[quote.source as usize] += 1;
            // “A police spokesman” in one article is not the one in another.
            if quote.named {
                speakers.entry(quote.speaker).or_default().add(quote.kind, quote.source);
            }
            outlets.entry(article.outlet).or_default().add(quote.kind, quote.source);
            let month = if article.date == 0 { NO_MONTH } else { article.date / 100 };
            months.entry(month).or_default().add(quote.kind, quote.source);
        }
        let counted = |names: &[&str], counts: &[usize]| {
            let all = names.iter().zip(counts);
            all.map(|(name, &count)| Counted { name: (*name).to_owned(), count }).collect()
        };
        Self {
            quotes: rows.len(),
            articles: articles.into_iter().filter(|&has| has).count(),
            outlets_in_all: outlets.keys().filter(|&&outlet| outlet != NOBODY).count(),
            speakers_in_all: speakers.len(),
            kinds: counted(&KINDS, &kinds),
            sources: counted(&SOURCES, &sources),
            speakers: most_quoted(speakers, |number| index.speakers.name(number)),
            outlets: most_quoted(outlets, |number| index.outlets.name(number)),
            months: months
                .into_iter()
                .map(|(month, counts)| {
                    let name = (month != NO_MONTH).then(|| format!("{:04}-{:02}", month / 100, month % 100));
                    counts.row(name)
                })
                .collect(),
        }
    }
}

fn most_quoted<'a>(counts: FxHashMap<u32, Counts>, name: impl Fn(u32) -> Option<&'a str>) -> Vec<Row> {
    let mut all: Vec<_> = counts.into_iter().map(|(number, counts)| (name(number), counts)).collect();
    all.sort_by_key(|(name, counts)| (std::cmp::Reverse(counts.all()), *name));
    all.truncate(LISTED);
    all.into_iter().map(|(name, counts)| counts.row(name.map(str::to_owned))).collect()
}
