//! Which quotes somebody wants to see, and in which order: the filters of the
//! page and of its address.

use crate::index::{ACTS, Index, KINDS, QuoteRow, SOURCES, date_number};
use crate::reviewed::Status;
use serde::Deserialize;

/// What to list. A filter that is empty or missing lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct Query {
    /// `undecided`, `decided`, `accepted`, `rejected`, `fixed`, `skipped` or
    /// `flagged`.
    pub status: String,
    /// The name of a speaker.
    pub speaker: String,
    /// What kind of source: `person`, `unnamed`, …
    pub source: String,
    /// The outlet.
    pub outlet: String,
    /// The corpus.
    pub corpus: String,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// `speech`, `writing`, `evidence` or `attitude`.
    pub act: String,
    /// The rule that found it.
    pub rule: String,
    /// The article's id.
    pub article: String,
    /// The first day, month or year, as in `2031-04-05`, `2031-04` or `2031`.
    pub from: String,
    /// The last day, month or year.
    pub to: String,
    /// Words that must be in the content, the source or the speaker's name.
    pub q: String,
    /// `unsure` (the default: least confident first), `sure`, `text`, `date` or
    /// `random`.
    pub order: String,
    /// How many quotes to pass over.
    pub offset: usize,
    /// How many quotes to show.
    pub limit: Option<usize>,
}

/// The filters of a query, with their names looked up in the index.
pub(crate) struct Filter<'a> {
    query: &'a Query,
    speaker: Option<u32>,
    outlet: Option<u32>,
    corpus: Option<u32>,
    rule: Option<u16>,
    article: Option<u32>,
    kind: Option<u8>,
    act: Option<u8>,
    source: Option<u8>,
    from: u32,
    to: u32,
}

/// Stands for a name that the index does not have: no row has this number.
const UNKNOWN: u32 = u32::MAX;

/// The same for kinds, acts and sources.
const UNKNOWN_CLASS: u8 = u8::MAX;

impl<'a> Filter<'a> {
    pub(crate) fn new(query: &'a Query, index: &Index) -> Self {
        let number = |name: &str, find: &dyn Fn(&str) -> Option<u32>| {
            (!name.is_empty()).then(|| find(name).unwrap_or(UNKNOWN))
        };
        let place = |names: &[&str], name: &str| {
            let known = || names.iter().position(|&n| n == name).map(|at| at as u8);
            (!name.is_empty()).then(|| known().unwrap_or(UNKNOWN_CLASS))
        };
        Self {
            speaker: number(&query.speaker, &|name| index.speakers.find(name)),
            outlet: number(&query.outlet, &|name| index.outlets.find(name)),
            corpus: number(&query.corpus, &|name| index.corpora.find(name)),
            rule: number(&query.rule, &|name| index.rules.find(name)).map(|rule| rule as u16),
            article: number(&query.article, &|id| index.article_number(id)),
            kind: place(&KINDS, &query.kind),
            act: place(&ACTS, &query.act),
            source: place(&SOURCES, &query.source),
            from: date_number(&query.from).unwrap_or(0),
            // A year or a month includes all of its days.
            to: match date_number(&query.to) {
                None => u32::MAX,
                Some(year) if year % 10_000 == 0 => year + 9_999,
                Some(month) if month % 100 == 0 => month + 99,
                Some(day) => day,
            },
            query,
        }
    }

    /// Whether a quote passes all filters but that of the status.
    pub(crate) fn wants(&self, row: &QuoteRow, index: &Index) -> bool {
        fn fits<T: PartialEq>(wanted: Option<T>, is: T) -> bool {
            wanted.is_none_or(|wanted| wanted == is)
        }
        let article = &index.articles[row.article as usize];
        fits(self.speaker, row.speaker)
            && fits(self.article, row.article)
            && fits(self.kind, row.kind)
            && fits(self.act, row.act)
            && fits(self.source, row.source)
            && fits(self.rule, row.rule)
            && fits(self.outlet, article.outlet)
            && fits(self.corpus, article.corpus)
            && (self.from == 0 || article.date >= self.from)
            && (self.to == u32::MAX || (article.date > 0 && article.date <= self.to))
    }

    /// Whether a quote has the status that is asked for.
    pub(crate) fn wants_status(&self, row: &QuoteRow) -> bool {
        match self.query.status.as_str() {
            "undecided" => row.status == Status::Undecided,
            "decided" => row.status.is_decided(),
            "accepted" => row.status == Status::Accepted,
            "rejected" => row.status == Status::Rejected,
            "fixed" => row.status == Status::Fixed,
            "skipped" => row.status == Status::Skipped,
            "flagged" => row.flagged,
            _ => true,
        }
    }
}

/// Puts rows, which come in the order of the file, in the order that is asked for.
/// Ties stay in the order of the file.
pub(crate) fn sort(rows: &mut [u32], order: &str, index: &Index) {
    let row = |row: u32| &index.quotes[row as usize];
    match order {
        "text" => {}
        "sure" => rows.sort_by_key(|&r| std::cmp::Reverse(row(r).confidence)),
        "date" => rows.sort_by_key(|&r| index.articles[row(r).article as usize].date),
        // The same order for everybody and at any time, so that whatever has been decided
        // so far is a fair sample.
        "random" => rows.sort_by_cached_key(|&r| shuffled(row(r).at)),
        _ => rows.sort_by_key(|&r| row(r).confidence),
    }
}

/// Scatters numbers (the finaliser of splitmix64).
fn shuffled(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
