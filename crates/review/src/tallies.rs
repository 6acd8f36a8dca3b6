//! The figures of the corpus view: how much is quoted, how, and from whom, among the
//! quotes that pass the filters. They are counted over the index.

use crate::index::{Index, KINDS, NOBODY, PERSON, PRONOUNS, QuoteRow, SOURCES, UNNAMED, UNRESOLVED};
use records::AuthorityRow;
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
    /// The quotes of people with names, by how their articles refer to them: `she`, `he`,
    /// `they`, `unknown`.
    pub pronouns: Vec<Row>,
    /// The quotes of those whom an authority file knows, by the values of each of its
    /// columns; without columns that have about as many values as people.
    pub columns: Vec<Group>,
    /// The months of those quoted most.
    pub over_time: Vec<Group>,
}

/// Rows that belong together, and what they are of.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The column, or the speaker.
    pub name: String,
    /// The values of the column, or the months of the speaker.
    pub rows: Vec<Row>,
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

/// How many speakers are followed over time.
const FOLLOWED: usize = 6;

impl Counts {
    fn add(&mut self, kind: u8, source: u8) {
        if let Some(kind) = self.kinds.get_mut(kind as usize) {
            *kind += 1;
        }
        self.unnamed += usize::from(source == UNNAMED);
        self.known += usize::from(source < UNRESOLVED);
    }

    fn add_all(&mut self, other: Self) {
        self.kinds.iter_mut().zip(other.kinds).for_each(|(count, more)| *count += more);
        self.unnamed += other.unnamed;
        self.known += other.known;
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
        let mut pronouns = [Counts::default(); PRONOUNS.len()];
        let mut authority: FxHashMap<u32, Counts> = FxHashMap::default();
        for &row in rows {
            let quote = &index.quotes[row as usize];
            let article = &index.articles[quote.article as usize];
            articles[quote.article as usize] = true;
            kinds[quote.kind as usize] += 1;
            sources[quote.source as usize] += 1;
            // “A police spokesman” in one article is not the one in another.
            if quote.named {
                speakers.entry(quote.speaker).or_default().add(quote.kind, quote.source);
                if let Some(counts) =
                    pronouns.get_mut(quote.pronoun as usize).filter(|_| quote.source == PERSON)
                {
                    counts.add(quote.kind, quote.source);
                }
                authority.entry(quote.authority).or_default().add(quote.kind, quote.source);
            }
            outlets.entry(article.outlet).or_default().add(quote.kind, quote.source);
            months.entry(month_of(index, quote)).or_default().add(quote.kind, quote.source);
        }
        let counted = |names: &[&str], counts: &[usize]| {
            let all = names.iter().zip(counts);
            all.map(|(name, &count)| Counted { name: (*name).to_owned(), count }).collect()
        };
        let over_time = over_time(index, rows, &speakers);
        Self {
            pronouns: (PRONOUNS.iter().zip(pronouns).filter(|(_, counts)| counts.all() > 0))
                .map(|(name, counts)| counts.row(Some((*name).to_owned())))
                .collect(),
            columns: columns(index, &authority),
            over_time,
            quotes: rows.len(),
            articles: articles.into_iter().filter(|&has| has).count(),
            outlets_in_all: outlets.keys().filter(|&&outlet| outlet != NOBODY).count(),
            speakers_in_all: speakers.len(),
            kinds: counted(&KINDS, &kinds),
            sources: counted(&SOURCES, &sources),
            speakers: most_quoted(speakers, |number| index.speakers.name(number)),
            outlets: most_quoted(outlets, |number| index.outlets.name(number)),
            months: by_month(months),
        }
    }
}

fn month_of(index: &Index, quote: &QuoteRow) -> u32 {
    match index.articles[quote.article as usize].date {
        0 => NO_MONTH,
        date => date / 100,
    }
}

fn by_month(months: BTreeMap<u32, Counts>) -> Vec<Row> {
    let name = |month: u32| (month != NO_MONTH).then(|| format!("{:04}-{:02}", month / 100, month % 100));
    months.into_iter().map(|(month, counts)| counts.row(name(month))).collect()
}

/// The months of those speakers who are quoted most.
fn over_time(index: &Index, rows: &[u32], speakers: &FxHashMap<u32, Counts>) -> Vec<Group> {
    let mut most: Vec<_> = speakers.iter().map(|(&number, counts)| (number, counts.all())).collect();
    most.sort_by_key(|&(number, all)| (std::cmp::Reverse(all), index.speakers.name(number)));
    most.truncate(FOLLOWED);
    let mut months: Vec<BTreeMap<u32, Counts>> = vec![BTreeMap::new(); most.len()];
    for quote in rows.iter().map(|&row| &index.quotes[row as usize]).filter(|quote| quote.named) {
        if let Some(at) = most.iter().position(|&(number, _)| number == quote.speaker) {
            months[at].entry(month_of(index, quote)).or_default().add(quote.kind, quote.source);
        }
    }
    let named = most.iter().zip(months);
    named
        .filter_map(|(&(number, _), months)| {
            Some(Group { name: index.speakers.name(number)?.to_owned(), rows: by_month(months) })
        })
        .collect()
}

/// The counts of the rows of authority files, by the values of their columns.
fn columns(index: &Index, counts: &FxHashMap<u32, Counts>) -> Vec<Group> {
    let mut columns: BTreeMap<String, FxHashMap<String, Counts>> = BTreeMap::new();
    let mut known = 0;
    for (&number, counts) in counts {
        let row = index.authority.name(number).and_then(|json| serde_json::from_str(json).ok());
        let Some::<AuthorityRow>(row) = row else { continue };
        known += 1;
        for (column, value) in row {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            columns.entry(column).or_default().entry(value).or_default().add_all(*counts);
        }
    }
    // A column of names or addresses has a value for each person, and makes no chart.
    columns.retain(|_, values| values.len() <= LISTED && (values.len() < known || values.len() == 1));
    let sorted = |values: FxHashMap<String, Counts>| {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by(|(a, m), (b, n)| (n.all(), a).cmp(&(m.all(), b)));
        values.into_iter().map(|(value, counts)| counts.row(Some(value))).collect()
    };
    columns.into_iter().map(|(name, values)| Group { name, rows: sorted(values) }).collect()
}

fn most_quoted<'a>(counts: FxHashMap<u32, Counts>, name: impl Fn(u32) -> Option<&'a str>) -> Vec<Row> {
    let mut all: Vec<_> = counts.into_iter().map(|(number, counts)| (name(number), counts)).collect();
    all.sort_by_key(|(name, counts)| (std::cmp::Reverse(counts.all()), *name));
    all.truncate(LISTED);
    all.into_iter().map(|(name, counts)| counts.row(name.map(str::to_owned))).collect()
}
