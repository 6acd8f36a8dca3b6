//! How much is quoted in one article, noted and read back.

use super::counts::{Counts, cells};
use super::part::{month_of, put_outlet};
use crate::storage::{Fields, Pairs, damaged, put_date, put_number, put_sortable};
use jiff::civil::Date;
use records::{Article, Attribution, SummaryRow};
use std::io;

/// Notes how much is quoted in an article, by corpus, outlet and month.
pub(crate) fn note(article: &Article<'_>, attributions: &[Attribution<'_>], notes: &mut Pairs) {
    let mut key = Vec::new();
    put_sortable(&mut key, &article.corpus);
    put_outlet(&mut key, article.outlet.as_deref());
    put_date(&mut key, month_of(article.date));
    let mut counts = Counts::default();
    attributions.iter().for_each(|attribution| counts.count(attribution));
    notes.push(&key, |to| {
        put_date(to, article.date);
        for (place, &count) in counts.cells.iter().enumerate().filter(|(_, count)| **count > 0) {
            put_number(to, place as u64);
            put_number(to, count);
        }
    });
}

/// One article's counts, or those of one outlet's articles of one month.
pub(super) struct OutletMonth {
    pub(super) corpus: String,
    pub(super) outlet: Option<String>,
    /// The first day of the month.
    pub(super) month: Option<Date>,
    /// The date of the first article.
    pub(super) date: Option<Date>,
    pub(super) counts: Counts,
}

impl OutletMonth {
    /// Reads the note on one article.
    pub(super) fn read(key: &[u8], value: &[u8]) -> io::Result<Self> {
        let mut fields = Fields(key);
        let text =
            |fields: &mut Fields<'_>| String::from_utf8(fields.sortable()?.to_vec()).map_err(|_| damaged());
        let corpus = text(&mut fields)?;
        let no_outlet = fields.byte()? == 1;
        let outlet = text(&mut fields)?;
        let month = fields.date()?;
        let mut fields = Fields(value);
        let date = fields.date()?;
        let mut counts = Counts { articles: 1, ..Counts::default() };
        while !fields.0.is_empty() {
            let place = fields.number()? as usize;
            *counts.cells.get_mut(place).ok_or_else(damaged)? += fields.number()?;
        }
        Ok(Self { corpus, outlet: (!no_outlet).then_some(outlet), month, date, counts })
    }

    /// Whether both are of one corpus, outlet and month.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        (&self.corpus, &self.outlet, self.month) == (&other.corpus, &other.outlet, other.month)
    }

    /// Rows of `summary.csv`, one for each cell that is not empty.
    pub(super) fn rows(self) -> io::Result<Vec<u8>> {
        let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        let month = self.month.map(month_name);
        for ((kind, act, source), attributions) in cells().zip(self.counts.cells) {
            if attributions > 0 {
                let (corpus, outlet, month) = (self.corpus.clone(), self.outlet.clone(), month.clone());
                table.serialize(SummaryRow { corpus, outlet, month, kind, act, source, attributions })?;
            }
        }
        table.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A month as it is written: `2031-04`.
pub(crate) fn month_name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// A line of CSV, without the line break.
pub(crate) fn csv_line(row: impl serde::Serialize) -> io::Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    table.serialize(row)?;
    let mut line = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    line.pop();
    Ok(line)
}
