//! What a corpus looks like to the reader, for people who plug one in.

use crate::article::Reader;
use crate::feed::Record;
use crate::fields::{Field, is_name_of, is_read};
use crate::input::Input;
use crate::proposals::{Proposal, UnclearDates, Values, is_numeric_date};
use crate::skipped::Skipped;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use text::{Article, Metadata};

/// A `corpus.toml` with all settings, as comments; `"NAME"` stands for the name.
pub const TEMPLATE: &str = include_str!("discover/template.toml");

/// What was seen of a corpus: the figures behind `sayso corpus check`.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Articles looked at.
    pub articles: u64,
    /// How much of the input gave no article: files, records, complaints.
    pub skipped: u64,
    /// Whether that was the whole corpus.
    pub all: bool,
    /// Articles by the format of their files.
    pub formats: BTreeMap<String, u64>,
    /// What can be known about an article, and of how many articles it is known.
    pub fields: Vec<(&'static str, u64)>,
    /// Fields of records from which nothing is read; the first few, sorted.
    pub unused: Vec<String>,
    /// Where the records may hold what was not found.
    pub proposals: Vec<Proposal>,
    /// Dates of which it is unclear what is day and what is month.
    pub unclear_dates: Option<UnclearDates>,
    /// Articles whose text was HTML in a field of a record.
    pub markup: u64,
    /// The first day and the last.
    pub dates: Option<(Date, Date)>,
    /// Why input was skipped, how often, and where for the first time.
    pub reasons: BTreeMap<String, (u64, String)>,
    /// What is doubtful about articles, of how many, and which is the first.
    pub doubts: BTreeMap<&'static str, (u64, String)>,
    /// A few articles, from all over what was looked at, in order.
    pub samples: Vec<Article>,
}

/// How many articles are shown: the first, one from further on, and the last.
const SAMPLES: usize = 3;

/// How many unused fields are named; a screen has room for them.
const UNUSED: usize = 20;

/// Whether something is known about an article.
type IsKnown = fn(&Metadata) -> bool;

const KNOWN: [(&str, IsKnown); 10] = [
    ("title", |known| known.title.is_some()),
    ("subtitle", |known| known.subtitle.is_some()),
    ("outlet", |known| known.outlet.is_some()),
    ("date", |known| known.date.is_some()),
    ("time", |known| known.time.is_some()),
    ("modified", |known| known.modified.is_some()),
    ("author", |known| known.author.is_some()),
    ("editor", |known| known.editor.is_some()),
    ("section", |known| known.section.is_some()),
    ("url", |known| known.url.is_some()),
];

impl Survey {
    /// Reads an input until it has seen `most` articles.
    pub fn of(input: &Input, reader: &Reader, most: usize) -> Self {
        let fields = KNOWN.map(|(name, _)| (name, 0)).to_vec();
        let mut survey = Self { all: true, fields, ..Self::default() };
        let mut unused = BTreeSet::new();
        let (mut values, mut dates) = (Values::default(), Vec::new());
        let mut last = None;
        let mut corpus = None;
        for skipped in input.skipped() {
            survey.skip(skipped);
        }
        for record in input.records() {
            if survey.articles as usize >= most {
                survey.all = false;
                break;
            }
            corpus.get_or_insert_with(|| Arc::clone(record.corpus()));
            let of_record = values_of(&record);
            if unused.len() < UNUSED {
                unused.extend(of_record.iter().filter_map(|(name, _)| unread(name, &record)));
            }
            if dates.len() < DATES {
                dates
                    .extend(of_record.iter().filter(|(name, _)| is_date(name, &record)).map(|v| v.1.clone()));
            }
            values.add(of_record);
            let format = record.origin.format.name();
            match reader.article_and_markup(record) {
                Err(skipped) => survey.skip(&skipped),
                Ok((article, markup)) => {
                    survey.markup += u64::from(markup);
                    values.add_text(&article.text);
                    survey.count(&article, format);
                    last = survey.sample(article).or(last);
                }
            }
        }
        survey.samples.extend(last);
        survey.samples.truncate(SAMPLES);
        survey.unused = unused.into_iter().take(UNUSED).collect();
        let corpus = corpus.unwrap_or_default();
        let found =
            |field: Field| survey.fields.iter().any(|(name, count)| *name == field.name() && *count > 0);
        let known = |field: Field| corpus.fields.contains_key(&field) || found(field);
        let is_date = |value: &str| reader.is_date(value, &corpus);
        survey.proposals = values.proposals(known, |value| is_numeric_date(value) || is_date(value));
        survey.unclear_dates = UnclearDates::of(&dates, is_date);
        survey
    }

    fn count(&mut self, article: &Article, format: &str) {
        self.articles += 1;
        *self.formats.entry(format.to_owned()).or_default() += 1;
        let known = &article.metadata;
        for ((_, count), (_, is_known)) in self.fields.iter_mut().zip(KNOWN) {
            *count += u64::from(is_known(known));
        }
        for doubt in &known.doubts {
            self.doubts.entry(doubt.what).or_insert_with(|| (0, article.path.clone())).0 += 1;
        }
        if let Some(date) = known.date {
            let (from, to) = self.dates.unwrap_or((date, date));
            self.dates = Some((from.min(date), to.max(date)));
        }
    }

    /// Keeps the first article, and as the second the latest whose number is a power of
    /// two; hands any other back.
    fn sample(&mut self, article: Article) -> Option<Article> {
        let further_on = self.articles > 1 && self.articles.is_power_of_two();
        match self.samples.len() {
            0 => self.samples.push(article),
            1 if further_on => self.samples.push(article),
            2 if further_on => self.samples[1] = article,
            _ => return Some(article),
        }
        None
    }

    fn skip(&mut self, skipped: &Skipped) {
        self.skipped += 1;
        let seen = self.reasons.entry(skipped.reason.clone());
        let place = skipped.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        seen.or_insert_with(|| (0, format!("{}{place}", skipped.path.display()))).0 += 1;
    }
}

fn values_of(record: &Record) -> Vec<(String, String)> {
    record.raw.as_ref().map_or_else(|_| Vec::new(), |raw| record.origin.format.values(raw))
}

/// How many dates are looked at to see which of their numbers is the month.
const DATES: usize = 1000;

/// Whether the date of a record is read from this name.
fn is_date(name: &str, record: &Record) -> bool {
    is_name_of(name, Field::Date, &record.corpus().fields)
}

/// The first step of a name from which nothing is read.
fn unread(name: &str, record: &Record) -> Option<String> {
    let own_names = &record.corpus().fields;
    let whole = is_read(name, own_names);
    let first = name.split('.').next().unwrap_or_default();
    (!whole && !is_read(first, own_names)).then(|| first.to_owned())
}
