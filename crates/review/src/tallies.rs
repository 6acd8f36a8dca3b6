//! How much is quoted, how, and from whom, of all quotes that pass a filter: the
//! figures of the corpus view, counted over the index.

use crate::index::{Index, KINDS, NOBODY, SOURCES};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many speakers and outlets are told.
const TOLD: usize = 30;

/// The figures of some quotes.
#[derive(Debug, Default, Serialize)]
pub struct Tallies {
    /// How many.
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
    /// Those quoted most, with their quotes by kind.
    pub speakers: Vec<Row>,
    /// Months in order, those without any quote left out; then those without a date.
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

/// The quotes of one speaker, month or outlet.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    kinds: [usize; 3],
    unnamed: usize,
    known: usize,
}

/// The same with its name.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The name; nothing where it is not known.
    pub name: Option<String>,
    /// Direct, mixed and indirect ones.
    pub kinds: [usize; 3],
    /// Those from a source without a name.
    pub unnamed: usize,
    /// Those whose source is known.
    pub known: usize,
}

impl Counts {
    fn add(&mut self, kind: u8, source: u8) {
        if let Some(kind) = self.kinds.get_mut(kind as usize) {
            *kind += 1;
        }
        let is = SOURCES.get(source as usize);
        self.unnamed += usize::from(is == Some(&"unnamed"));
        self.known += usize::from(source < 5);
    }

    fn all(&self) -> usize {
        self.kinds.iter().sum()
    }

    fn row(self, name: Option<String>) -> Row {
        Row { name, kinds: self.kinds, unnamed: self.unnamed, known: self.known }
    }
}

impl Tallies {
    /// Counts these rows.
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
            // "A police spokesman" here is not the one elsewhere.
            if quote.speaker != NOBODY && SOURCES.get(quote.source as usize) != Some(&"unnamed") {
                speakers.entry(quote.speaker).or_default().add(quote.kind, quote.source);
            }
            outlets.entry(article.outlet).or_default().add(quote.kind, quote.source);
            // Without a date they come last.
            let month = if article.date == 0 { u32::MAX } else { article.date / 100 };
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
            speakers: most(speakers, |number| index.speakers.name(number)),
            outlets: most(outlets, |number| index.outlets.name(number)),
            months: months
                .into_iter()
                .map(|(month, counts)| {
                    let name = (month != u32::MAX).then(|| format!("{:04}-{:02}", month / 100, month % 100));
                    counts.row(name)
                })
                .collect(),
        }
    }
}

fn most<'a>(counts: FxHashMap<u32, Counts>, name: impl Fn(u32) -> Option<&'a str>) -> Vec<Row> {
    let mut all: Vec<_> = counts.into_iter().map(|(number, counts)| (name(number), counts)).collect();
    all.sort_by_key(|(name, counts)| (std::cmp::Reverse(counts.all()), *name));
    all.truncate(TOLD);
    all.into_iter().map(|(name, counts)| counts.row(name.map(str::to_owned))).collect()
}
