//! How much is quoted in each corpus, how, and from whom: by outlet and month.
//!
//! Memory holds the counts of one outlet in one month, and of each corpus those
//! of its outlets and of its months.

use crate::fields::{Fields, Frames, damaged, put_date, put_number, put_sortable};
use crate::sort::{Sorted, Sorter};
use crate::{Error, sorting};
use jiff::civil::Date;
use records::{
    Article, Attribution, CorpusSummary, Figures, JsonlWriter, MonthSummary, OutletSummary, Quoted, Share,
    SourceType, Speaker, Summary, SummaryRow,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use text::{Act, Kind};

const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];
const ACTS: [Act; 4] = [Act::Speech, Act::Writing, Act::Evidence, Act::Attitude];
const SOURCES: [SourceType; 7] = [
    SourceType::Person,
    SourceType::Organization,
    SourceType::Group,
    SourceType::Document,
    SourceType::Unnamed,
    SourceType::Unresolved,
    SourceType::Nobody,
];

/// Speakers that are listed of a corpus, and of an outlet or month in it.
const OF_CORPUS: usize = 25;
const OF_PART: usize = 5;

/// Notes how much is quoted in an article.
pub(crate) fn note(article: &Article<'_>, attributions: &[Attribution<'_>], notes: &mut Frames) {
    let month = month_of(article.date);
    let mut key = Vec::new();
    put_sortable(&mut key, &article.corpus);
    put_outlet(&mut key, article.outlet.as_deref());
    put_date(&mut key, month);
    let mut counts = Counts::default();
    for found in attributions {
        let alike =
            |(kind, act, source)| (kind, act, source) == (found.kind, found.act, SourceType::of(found));
        if let Some(place) = cells().position(alike) {
            counts.cells[place] += 1;
        }
    }
    notes.push(&key, |to| {
        put_date(to, article.date);
        for (place, &count) in counts.cells.iter().enumerate().filter(|(_, count)| **count > 0) {
            put_number(to, place as u64);
            put_number(to, count);
        }
    });
}

/// Those without an outlet sort last.
fn put_outlet(to: &mut Vec<u8>, outlet: Option<&str>) {
    to.push(u8::from(outlet.is_none()));
    put_sortable(to, outlet.unwrap_or_default());
}

/// The first day of the month.
pub(crate) fn month_of(date: Option<Date>) -> Option<Date> {
    date.map(Date::first_of_month)
}

fn month_name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// All that attributions are counted by.
fn cells() -> impl Iterator<Item = (Kind, Act, SourceType)> {
    KINDS.into_iter().flat_map(|kind| {
        ACTS.into_iter().flat_map(move |act| SOURCES.into_iter().map(move |source| (kind, act, source)))
    })
}

/// What some articles have.
#[derive(Clone, Debug)]
struct Counts {
    articles: u64,
    cells: [u64; KINDS.len() * ACTS.len() * SOURCES.len()],
}

impl Default for Counts {
    fn default() -> Self {
        Self { articles: 0, cells: [0; KINDS.len() * ACTS.len() * SOURCES.len()] }
    }
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.cells.iter_mut().zip(other.cells).for_each(|(sum, count)| *sum += count);
    }

    fn attributions(&self) -> u64 {
        self.cells.iter().sum()
    }

    fn figures(&self, speakers: Vec<Quoted>) -> Figures {
        let sum = |wanted: &dyn Fn(Kind, Act, SourceType) -> bool| {
            cells().zip(self.cells).filter(|&((k, a, s), _)| wanted(k, a, s)).map(|(_, count)| count).sum()
        };
        let said = |act| matches!(act, Act::Speech | Act::Writing);
        let known = |source| !matches!(source, SourceType::Unresolved | SourceType::Nobody);
        Figures {
            articles: self.articles,
            attributions: self.attributions(),
            indirect_speech: Share::new(
                sum(&|kind, act, _| said(act) && kind == Kind::Indirect),
                sum(&|_, act, _| said(act)),
            ),
            unnamed_sources: Share::new(
                sum(&|_, _, source| source == SourceType::Unnamed),
                sum(&|_, _, source| known(source)),
            ),
            speakers,
        }
    }
}

/// Begins the keys of whole corpora.
const WHOLE: u8 = 0;

/// Some articles of a corpus.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    All,
    Outlet(Option<&'a str>),
    Month(Option<Date>),
}

impl Part<'_> {
    fn key(self, corpus: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(corpus.len() + 32);
        match self {
            Self::All => key.push(WHOLE),
            Self::Outlet(outlet) => {
                key.push(WHOLE + 1);
                put_outlet(&mut key, outlet);
            }
            Self::Month(month) => {
                key.push(WHOLE + 2);
                put_date(&mut key, month);
            }
        }
        put_sortable(&mut key, corpus);
        key
    }
}

/// How much one speaker is quoted in each part of each corpus.
#[derive(Debug, Default)]
pub(crate) struct Parts(BTreeMap<Vec<u8>, (u64, u64, String)>);

impl Parts {
    /// Takes in what one article has of them, which is seen for the first time
    /// or was before.
    pub(crate) fn add(
        &mut self,
        corpus: &str,
        parts: [Part<'_>; 3],
        r#ref: &str,
        attributions: usize,
        new: bool,
    ) {
        for part in parts {
            let (quoted, articles, _) =
                self.0.entry(part.key(corpus)).or_insert_with(|| (0, 0, r#ref.to_owned()));
            *quoted += attributions as u64;
            *articles += u64::from(new);
        }
    }
}

/// Those quoted most in each part of each corpus.
#[derive(Debug, Default)]
pub(crate) struct MostQuoted(BTreeMap<Vec<u8>, Vec<Quoted>>);

impl MostQuoted {
    /// Takes in one speaker.
    pub(crate) fn add(&mut self, speaker: &Speaker, parts: Parts) {
        for (key, (attributions, articles, r#ref)) in parts.0 {
            let limit = if key[0] == WHOLE { OF_CORPUS } else { OF_PART };
            let best = self.0.entry(key).or_default();
            let rank = (Reverse(attributions), speaker.name.as_str(), &*r#ref);
            let place = best.partition_point(|q| (Reverse(q.attributions), &*q.name, &*q.r#ref) < rank);
            if place < limit {
                let name = speaker.name.clone();
                best.insert(place, Quoted { name, r#type: speaker.r#type, r#ref, attributions, articles });
                best.truncate(limit);
            }
        }
    }

    fn take(&mut self, corpus: &str, part: Part<'_>) -> Vec<Quoted> {
        self.0.remove(&part.key(corpus)).unwrap_or_default()
    }
}

/// One outlet's articles of one month, or one article.
struct Note {
    corpus: String,
    outlet: Option<String>,
    month: Option<Date>,
    date: Option<Date>,
    counts: Counts,
}

impl Note {
    fn read(key: &[u8], value: &[u8]) -> io::Result<Self> {
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

    fn is_alike(&self, other: &Self) -> bool {
        (&self.corpus, &self.outlet, self.month) == (&other.corpus, &other.outlet, other.month)
    }

    /// Rows of `summary.csv`.
    fn rows(self) -> io::Result<Vec<u8>> {
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

/// What the articles of one corpus have.
#[derive(Debug, Default)]
struct Corpus {
    name: String,
    first_date: Option<Date>,
    last_date: Option<Date>,
    total: Counts,
    outlets: Vec<(Option<String>, Counts)>,
    /// Those without a date sort last.
    months: BTreeMap<(bool, Option<Date>), Counts>,
}

impl Corpus {
    /// Takes in one article; those of an outlet follow each other.
    fn add(&mut self, note: &Note) {
        self.first_date = self.first_date.into_iter().chain(note.date).min();
        self.last_date = self.last_date.into_iter().chain(note.date).max();
        self.total.add(&note.counts);
        match self.outlets.last_mut() {
            Some((outlet, counts)) if *outlet == note.outlet => counts.add(&note.counts),
            _ => self.outlets.push((note.outlet.clone(), note.counts.clone())),
        }
        self.months.entry((note.month.is_none(), note.month)).or_default().add(&note.counts);
    }

    fn summary(mut self, most_quoted: &mut MostQuoted) -> CorpusSummary {
        let mut figures =
            |counts: &Counts, part: Part<'_>| counts.figures(most_quoted.take(&self.name, part));
        self.outlets.sort_by_key(|(_, counts)| Reverse(counts.attributions()));
        CorpusSummary {
            first_date: self.first_date,
            last_date: self.last_date,
            total: figures(&self.total, Part::All),
            outlets: (self.outlets.into_iter())
                .map(|(outlet, counts)| {
                    let figures = figures(&counts, Part::Outlet(outlet.as_deref()));
                    OutletSummary { outlet, figures }
                })
                .collect(),
            months: (self.months.into_iter())
                .map(|((_, month), counts)| {
                    let figures = figures(&counts, Part::Month(month));
                    MonthSummary { month: month.map(month_name), figures }
                })
                .collect(),
            corpus: self.name,
        }
    }
}

/// Writes `summary.csv` and `summary.json`.
pub(crate) fn write(notes: Sorter, mut most_quoted: MostQuoted, folder: &Path) -> Result<(), Error> {
    let mut notes: Sorted = notes.finish().map_err(sorting(folder))?;
    let path = folder.join("summary.csv");
    let mut writer = JsonlWriter::create(&path)?;
    let unwritten = |cause| Error::from(records::Error::new(&path, cause));
    writer.write_lines(format!("{}\n", SummaryRow::COLUMNS.join(",")).as_bytes())?;
    let mut corpora: Vec<Corpus> = Vec::new();
    let mut sum: Option<Note> = None;
    loop {
        let note = notes.next().and_then(|pair| pair.map(|(key, value)| Note::read(key, value)).transpose());
        let note = note.map_err(sorting(folder))?;
        if let Some(note) = &note {
            if corpora.last().is_none_or(|corpus| corpus.name != note.corpus) {
                corpora.push(Corpus { name: note.corpus.clone(), ..Corpus::default() });
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
                    writer.write_lines(&sum.rows().map_err(unwritten)?)?;
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
