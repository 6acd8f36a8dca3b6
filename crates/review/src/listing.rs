//! Lists of quotes: which rows of the index a query is about, and what the page
//! shows of each.

use crate::error::{Error, Problem};
use crate::folder::Folder;
use crate::index::{ACTS, Index, KINDS, QuoteRow, date_text};
use crate::locks::read;
use crate::query::{Filter, Query};
use crate::reviewed::Status;
use records::Attribution;
use serde::Serialize;
use std::sync::RwLock;

/// Some of the quotes that a query is about.
#[derive(Debug, Serialize)]
pub struct QuotePage {
    /// How many quotes the query is about.
    pub total: usize,
    /// How many it would be about if it asked for any status.
    pub all: usize,
    /// How many of `all` are decided.
    pub decided: usize,
    /// False while files are still being read.
    pub complete: bool,
    /// Some of the quotes.
    pub quotes: Vec<ListedQuote>,
}

/// A quote in a list.
#[derive(Debug, Serialize)]
pub struct ListedQuote {
    row: u32,
    id: String,
    article: String,
    title: Option<String>,
    outlet: Option<String>,
    date: Option<String>,
    kind: &'static str,
    act: &'static str,
    confidence: f64,
    found_by: String,
    content: String,
    source: Option<String>,
    cue: Option<String>,
    speaker: Option<String>,
    status: Status,
    flagged: bool,
}

/// The rows that a query is about.
pub(crate) struct Matches {
    /// In the order of the file.
    pub(crate) rows: Vec<u32>,
    /// How many rows match if their status does not count.
    pub(crate) all: usize,
    /// How many of `all` are decided.
    pub(crate) decided: usize,
}

impl Matches {
    /// Goes over the rows that have the words of the query, or over all rows if it
    /// has no words.
    pub(crate) fn find(query: &Query, with_words: Option<&[u32]>, index: &Index) -> Self {
        let filter = Filter::new(query, index);
        let mut matches = Self { rows: Vec::new(), all: 0, decided: 0 };
        let mut consider = |row: u32| {
            let quote = &index.quotes[row as usize];
            if filter.wants(quote, index) {
                matches.all += 1;
                matches.decided += usize::from(quote.status.is_decided());
                if filter.wants_status(quote) {
                    matches.rows.push(row);
                }
            }
        };
        match with_words {
            Some(rows) => rows.iter().for_each(|&row| consider(row)),
            None => (0..index.quotes.len() as u32).for_each(consider),
        }
        matches
    }
}

/// What a list shows of these rows. The index is locked anew for each row, so that
/// those who fill it need not wait for the disk.
///
/// # Errors
/// If a line cannot be read.
pub(crate) fn list(folder: &Folder, index: &RwLock<Index>, rows: &[u32]) -> Result<Vec<ListedQuote>, Error> {
    let mut file = folder.lines("attributions.jsonl")?;
    let mut listed = Vec::with_capacity(rows.len());
    for &number in rows {
        let row = read(index).quotes[number as usize];
        let line = file.at(row.at)?;
        let attribution: Attribution<'_> =
            serde_json::from_slice(&line).map_err(|cause| file.error(Problem::Json { at: row.at, cause }))?;
        listed.push(ListedQuote::new(number, &row, attribution, &read(index)));
    }
    Ok(listed)
}

impl ListedQuote {
    fn new(number: u32, row: &QuoteRow, attribution: Attribution<'_>, index: &Index) -> Self {
        let article = &index.articles[row.article as usize];
        Self {
            row: number,
            id: attribution.id.into_owned(),
            article: article.id.to_string(),
            title: article.title.as_deref().map(str::to_owned),
            outlet: index.outlets.name(article.outlet).map(str::to_owned),
            date: date_text(article.date),
            kind: KINDS.get(row.kind as usize).copied().unwrap_or_default(),
            act: ACTS.get(row.act as usize).copied().unwrap_or_default(),
            confidence: attribution.confidence,
            found_by: attribution.found_by.into_owned(),
            content: attribution.content.text.into_owned(),
            source: attribution.source.map(|source| source.text.into_owned()),
            cue: attribution.cue.map(|cue| cue.text.into_owned()),
            speaker: attribution.speaker.map(|speaker| speaker.name.into_owned()),
            status: row.status,
            flagged: row.flagged,
        }
    }
}
