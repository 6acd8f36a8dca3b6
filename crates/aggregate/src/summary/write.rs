//! From the sorted notes of all articles to `summary.csv` and `summary.json`.

use super::counts::Counts;
use super::most_quoted::MostQuoted;
use super::notes::{OutletMonth, month_name};
use super::part::CorpusPart;
use crate::error::{Error, sorting};
use crate::storage::{Sorted, Sorter};
use jiff::civil::Date;
use records::{CorpusSummary, JsonlWriter, MonthSummary, OutletSummary, Summary, SummaryRow};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Writes `summary.csv` and `summary.json`.
pub(crate) fn write(notes: Sorter, mut most_quoted: MostQuoted, folder: &Path) -> Result<(), Error> {
    let mut notes = notes.finish().map_err(sorting(folder))?;
    let path = folder.join("summary.csv");
    let mut writer = JsonlWriter::create(&path)?;
    writer.write_lines(format!("{}\n", SummaryRow::COLUMNS.join(",")).as_bytes())?;
    let mut corpora: Vec<CorpusCounts> = Vec::new();
    let mut sum: Option<OutletMonth> = None;
    loop {
        let note = read(&mut notes).map_err(sorting(folder))?;
        if let Some(note) = &note {
            if corpora.last().is_none_or(|corpus| corpus.name != note.corpus) {
                corpora.push(CorpusCounts { name: note.corpus.clone(), ..CorpusCounts::default() });
            }
            if let Some(corpus) = corpora.last_mut() {
                corpus.add(note);
            }
        }
        match (&mut sum, note) {
            (Some(sum), Some(note)) if sum.is_alike(&note) => sum.counts.add(&note.counts),
            (_, note) => {
                let ended = note.is_none();
                if let Some(sum) = std::mem::replace(&mut sum, note) {
                    let rows = sum.rows().map_err(|cause| records::Error::new(&path, cause))?;
                    writer.write_lines(&rows)?;
                }
                if ended {
                    break;
                }
            }
        }
    }
    writer.finish()?;
    let corpora = corpora.into_iter().map(|corpus| corpus.summary(&mut most_quoted)).collect();
    Ok(records::write_json(&folder.join("summary.json"), &Summary { corpora })?)
}

/// The next note; `None` at the end.
fn read(notes: &mut Sorted) -> io::Result<Option<OutletMonth>> {
    notes.next()?.map(|(key, value)| OutletMonth::read(key, value)).transpose()
}

/// What the articles of one corpus have.
#[derive(Debug, Default)]
struct CorpusCounts {
    name: String,
    first_date: Option<Date>,
    last_date: Option<Date>,
    total: Counts,
    /// In the order of the notes, which is by name.
    outlets: Vec<(Option<String>, Counts)>,
    /// By whether it is unknown, so that articles without a date come last, and its
    /// first day.
    months: BTreeMap<(bool, Option<Date>), Counts>,
}

impl CorpusCounts {
    /// Takes in one article; those of one outlet follow each other.
    fn add(&mut self, note: &OutletMonth) {
        self.first_date = self.first_date.into_iter().chain(note.date).min();
        self.last_date = self.last_date.into_iter().chain(note.date).max();
        self.total.add(&note.counts);
        match self.outlets.last_mut() {
            Some((outlet, counts)) if *outlet == note.outlet => counts.add(&note.counts),
            _ => self.outlets.push((note.outlet.clone(), note.counts.clone())),
        }
        self.months.entry((note.month.is_none(), note.month)).or_default().add(&note.counts);
    }

    /// The corpus as it is written: outlets by how much they quote, months in order.
    fn summary(mut self, most_quoted: &mut MostQuoted) -> CorpusSummary {
        let mut figures =
            |counts: &Counts, part: CorpusPart<'_>| counts.figures(most_quoted.take(&self.name, part));
        self.outlets.sort_by_key(|(_, counts)| Reverse(counts.attributions()));
        CorpusSummary {
            first_date: self.first_date,
            last_date: self.last_date,
            total: figures(&self.total, CorpusPart::All),
            outlets: (self.outlets.into_iter())
                .map(|(outlet, counts)| {
                    let figures = figures(&counts, CorpusPart::Outlet(outlet.as_deref()));
                    OutletSummary { outlet, figures }
                })
                .collect(),
            months: (self.months.into_iter())
                .map(|((_, month), counts)| {
                    let figures = figures(&counts, CorpusPart::Month(month));
                    MonthSummary { month: month.map(month_name), figures }
                })
                .collect(),
            corpus: self.name,
        }
    }
}
