//! What a corpus looks like to the reader, for people who plug one in.

use crate::{Input, Reader, Skipped};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use text::Article;

/// A `corpus.toml` with all settings, as comments; `"NAME"` stands for the name.
pub const TEMPLATE: &str = include_str!("template.toml");

/// What was seen of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Articles looked at.
    pub articles: u64,
    /// Input that gave no article.
    pub skipped: u64,
    /// Whether that was all of the corpus.
    pub all: bool,
    /// Articles by the format of their files.
    pub formats: BTreeMap<String, u64>,
    /// What is known about an article, and about how many of them it is.
    pub fields: Vec<(&'static str, u64)>,
    /// Fields of records that nothing is read from; the first few.
    pub unused: Vec<String>,
    /// The first day and the last.
    pub dates: Option<(Date, Date)>,
    /// Why input was skipped, how often, and where for the first time.
    pub reasons: BTreeMap<String, (u64, String)>,
    /// A few articles, from all over what was looked at.
    pub samples: Vec<Article>,
}

/// How many articles are shown.
const SAMPLES: usize = 3;

/// How many unused fields are named.
const UNUSED: usize = 20;

impl Survey {
    /// Reads an input until it has seen `most` articles.
    pub fn of(input: &Input, reader: &Reader, most: usize) -> Self {
        let mut survey = Self { all: true, ..Self::default() };
        let mut unused = BTreeSet::new();
        let mut first: Vec<Article> = Vec::new();
        let mut last = None;
        let mut counts = [0; 9];
        for skipped in input.skipped() {
            survey.skip(skipped);
        }
        for record in input.records() {
            if survey.articles as usize >= most {
                survey.all = false;
                break;
            }
            let format = record.origin.format.name();
            if unused.len() < UNUSED
                && let Ok(content) = &record.content
            {
                unused.extend(record.origin.format.unused(content, record.corpus()));
            }
            match reader.article(record) {
                Err(skipped) => survey.skip(&skipped),
                Ok(article) => {
                    survey.articles += 1;
                    *survey.formats.entry(format.to_owned()).or_default() += 1;
                    let known = &article.metadata;
                    let there = [
                        known.title.is_some(),
                        known.subtitle.is_some(),
                        known.outlet.is_some(),
                        known.date.is_some(),
                        known.time.is_some(),
                        known.author.is_some(),
                        known.editor.is_some(),
                        known.section.is_some(),
                        known.url.is_some(),
                    ];
                    counts.iter_mut().zip(there).for_each(|(count, there)| *count += u64::from(there));
                    if let Some(date) = known.date {
                        let (from, to) = survey.dates.unwrap_or((date, date));
                        survey.dates = Some((from.min(date), to.max(date)));
                    }
                    // The first, one from further on, and the last.
                    match first.len() {
                        0 => first.push(article),
                        1 if survey.articles > 1 && survey.articles.is_power_of_two() => first.push(article),
                        2 if survey.articles.is_power_of_two() => {
                            first[1] = article;
                        }
                        _ => last = Some(article),
                    }
                }
            }
        }
        first.extend(last);
        first.truncate(SAMPLES);
        survey.samples = first;
        let names = ["title", "subtitle", "outlet", "date", "time", "author", "editor", "section", "url"];
        survey.fields = names.into_iter().zip(counts).collect();
        survey.unused = unused.into_iter().take(UNUSED).collect();
        survey
    }

    fn skip(&mut self, skipped: &Skipped) {
        self.skipped += 1;
        let seen = self.reasons.entry(skipped.reason.clone());
        let place = skipped.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        seen.or_insert_with(|| (0, format!("{}{place}", skipped.path.display()))).0 += 1;
    }
}
