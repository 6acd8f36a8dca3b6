//! A review under way: the index, the decisions, and what the page asks of them.

use crate::decisions::{self, Decision, Log, What};
use crate::error::{Error, Problem};
use crate::folder::Folder;
use crate::index::{ACTS, Index, KINDS, date_text, read, write};
use crate::query::{Filter, Query, sort};
use crate::reviewed::{ReviewedArticle, Status};
use crate::search::Words;
use crate::tallies::{Counted, Tallies};
use crate::units::Units;
use records::{Article, Attribution, Offsets, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

/// An output folder that people review.
///
/// It opens at once. [`Review::fill`] reads the files, which for a million quotes
/// takes some seconds; everything can be asked meanwhile, and tells what is known
/// by then.
#[derive(Debug)]
pub struct Review {
    folder: Folder,
    index: RwLock<Index>,
    log: Mutex<Log>,
    clusters: RwLock<Clusters>,
    searched: Mutex<Vec<Searched>>,
}

/// The words of a search, what was known when it was made, and the rows that have them.
type Searched = (String, u64, Arc<Vec<u32>>);

/// How many searches are kept.
const SEARCHES: usize = 8;

/// How many quotes there are on a page of results, unless asked otherwise, and at
/// most.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 500;

/// Where the lines of `clusters.jsonl` are, those in most articles first.
#[derive(Debug, Default)]
struct Clusters {
    lines: Vec<(u64, u32)>,
}

/// How far everything has come.
#[derive(Debug, Serialize)]
pub struct State {
    /// The folder's name.
    pub folder: String,
    /// Whether all files have been read.
    pub complete: bool,
    /// How many bytes of how many.
    pub progress: (u64, u64),
    /// How many quotes are known.
    pub quotes: usize,
    /// How many articles.
    pub articles: usize,
    /// Of these, how many somebody has read whole.
    pub articles_read: usize,
    /// How many quotes have which status.
    pub statuses: FxHashMap<&'static str, usize>,
    /// How many people ask others to look at.
    pub flagged: usize,
    /// How many decisions there are.
    pub decisions: usize,
    /// The articles that decisions were made about since, by anybody.
    pub changed: Vec<String>,
    /// What cannot be used in the files.
    pub problems: Vec<String>,
}

/// Some of the quotes that were asked for.
#[derive(Debug, Serialize)]
pub struct Found {
    /// How many there are.
    pub total: usize,
    /// How many there are whatever their status.
    pub all: usize,
    /// How many of those are decided.
    pub decided: usize,
    /// Whether that is all, or files are still being read.
    pub complete: bool,
    /// Some of them.
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

/// What can be chosen in the filters, the most frequent first.
#[derive(Debug, Serialize)]
pub struct Choices {
    speakers: Vec<Counted>,
    outlets: Vec<Counted>,
    corpora: Vec<Counted>,
    rules: Vec<Counted>,
}

/// How many names are offered in a filter.
const OFFERED: usize = 1000;

impl Review {
    /// Opens an output folder.
    ///
    /// # Errors
    /// If it is none, or its decisions cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let folder = Folder::open(path)?;
        Ok(Self {
            log: Mutex::new(Log::open(&folder)?),
            folder,
            index: RwLock::default(),
            clusters: RwLock::default(),
            searched: Mutex::default(),
        })
    }

    /// Opens an output folder and reads all of it.
    ///
    /// # Errors
    /// As for [`Review::open`] and [`Review::fill`].
    pub fn whole(path: &Path) -> Result<Self, Error> {
        let review = Self::open(path)?;
        review.fill()?;
        Ok(review)
    }

    /// Reads the files. To be called once, on a thread of its own.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn fill(&self) -> Result<(), Error> {
        let decided: FxHashSet<String> = self.log().articles().cloned().collect();
        let mut seen = 0;
        Index::fill(&self.index, &self.folder, || {
            // Of the last article there may be more quotes to come.
            let fresh: Vec<String> = {
                let index = read(&self.index);
                let known = index.articles.len().saturating_sub(1).max(seen);
                let fresh = index.articles[seen..known].iter().map(|article| &*article.id);
                let fresh = fresh.filter(|id| decided.contains(*id)).map(str::to_owned).collect();
                seen = known;
                fresh
            };
            self.apply(fresh)
        })?;
        let all: Vec<String> = self.log().articles().cloned().collect();
        self.apply(all)?;
        self.find_clusters()?;
        let mut index = write(&self.index);
        index.complete = true;
        index.version += 1;
        Ok(())
    }

    fn find_clusters(&self) -> Result<(), Error> {
        #[derive(serde::Deserialize)]
        struct Line {
            articles: u32,
        }
        if !self.folder.file("clusters.jsonl")?.is_file() {
            return Ok(());
        }
        let mut file = self.folder.lines("clusters.jsonl")?;
        let (mut found, mut line, mut at) = (Vec::new(), Vec::new(), 0);
        loop {
            let taken = file.next(&mut line)?;
            if taken == 0 {
                break;
            }
            if let Ok(Line { articles }) = serde_json::from_slice(&line) {
                found.push((at, articles));
            }
            at += taken;
        }
        found.sort_by_key(|&(_, articles)| std::cmp::Reverse(articles));
        write(&self.clusters).lines = found;
        Ok(())
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Takes what others have decided into account.
    ///
    /// # Errors
    /// If the decisions or an article cannot be read.
    pub fn refresh(&self) -> Result<(), Error> {
        let touched = self.log().refresh()?;
        self.apply(touched)
    }

    /// Brings the index up to date with the decisions about some articles.
    fn apply(&self, articles: impl IntoIterator<Item = String>) -> Result<(), Error> {
        for id in articles {
            // Decisions about articles of another run are nobody's concern here.
            let Some(article) = self.article_if_there(&id)? else { continue };
            let mut index = write(&self.index);
            let Some(number) = index.article(&id) else { continue };
            let mut added = 0;
            for quote in &article.quotes {
                match quote.row {
                    Some(row) => {
                        let row = &mut index.quotes[row as usize];
                        (row.status, row.flagged) = (quote.status, quote.flagged.is_some());
                    }
                    None => added += u32::from(quote.status.is_right()),
                }
            }
            let row = &mut index.articles[number as usize];
            (row.read, row.added) = (article.read.is_some(), added);
            index.version += 1;
        }
        Ok(())
    }

    /// How far everything has come, and which articles were decided about after
    /// the first `since` decisions.
    pub fn state(&self, since: usize) -> State {
        let (decisions, changed, mut problems) = {
            let log = self.log();
            (log.len(), log.changed(since), log.problems())
        };
        let index = read(&self.index);
        let mut counts = [0; 6];
        let mut flagged = 0;
        for quote in &index.quotes {
            counts[quote.status as usize] += 1;
            flagged += usize::from(quote.flagged);
        }
        counts[Status::Added as usize] += index.articles.iter().map(|a| a.added as usize).sum::<usize>();
        let names = ["undecided", "accepted", "rejected", "fixed", "added", "skipped"];
        problems.extend(index.problems.iter().cloned());
        if index.unusable > index.problems.len() {
            problems.push(format!("and {} more lines", index.unusable - index.problems.len()));
        }
        State {
            folder: self.folder.name(),
            complete: index.complete,
            progress: index.progress,
            quotes: index.quotes.len(),
            articles: index.articles.len(),
            articles_read: index.articles.iter().filter(|article| article.read).count(),
            statuses: names.into_iter().zip(counts).collect(),
            flagged,
            decisions,
            changed,
            problems,
        }
    }

    /// The rows that a query is about, and how many there are of any status, and
    /// how many decided.
    fn rows(&self, query: &Query) -> Result<(Vec<u32>, usize, usize), Error> {
        let words = self.words(query)?;
        let index = read(&self.index);
        let filter = Filter::new(query, &index);
        let (mut rows, mut all, mut decided) = (Vec::new(), 0, 0);
        let mut consider = |row: u32| {
            let quote = &index.quotes[row as usize];
            if filter.wants(quote, &index) {
                all += 1;
                decided += usize::from(quote.status.is_decided());
                if filter.wants_status(quote) {
                    rows.push(row);
                }
            }
        };
        match words {
            Some(found) => found.iter().for_each(|&row| consider(row)),
            None => (0..index.quotes.len() as u32).for_each(consider),
        }
        Ok((rows, all, decided))
    }

    fn words(&self, query: &Query) -> Result<Option<Arc<Vec<u32>>>, Error> {
        let Some(words) = Words::new(&query.q) else { return Ok(None) };
        let starts: Vec<u64> = read(&self.index).quotes.iter().map(|quote| quote.at).collect();
        // Their number tells whether more have come since.
        let known = starts.len() as u64;
        let lock = || self.searched.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let kept = lock()
            .iter()
            .find(|(q, of, _)| *q == query.q && *of == known)
            .map(|(_, _, rows)| Arc::clone(rows));
        if let Some(rows) = kept {
            return Ok(Some(rows));
        }
        let rows = Arc::new(words.rows(&self.folder, &starts)?);
        let mut searched = lock();
        searched.insert(0, (query.q.clone(), known, Arc::clone(&rows)));
        searched.truncate(SEARCHES);
        Ok(Some(rows))
    }

    /// Some of the quotes that are asked for.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn quotes(&self, query: &Query) -> Result<Found, Error> {
        let (mut rows, all, decided) = self.rows(query)?;
        let limit = query.limit.unwrap_or(PAGE).min(LARGEST_PAGE);
        let index = read(&self.index);
        sort(&mut rows, &query.order, &index);
        let complete = index.complete;
        let total = rows.len();
        let page: Vec<u32> = rows.into_iter().skip(query.offset).take(limit).collect();
        drop(index);
        Ok(Found { total, all, decided, complete, quotes: self.listed(&page)? })
    }

    fn listed(&self, rows: &[u32]) -> Result<Vec<ListedQuote>, Error> {
        let mut file = self.folder.lines("attributions.jsonl")?;
        let mut listed = Vec::with_capacity(rows.len());
        for &number in rows {
            let (row, at) = {
                let index = read(&self.index);
                let row = index.quotes[number as usize];
                (row, row.at)
            };
            let line = file.at(at)?;
            let found: Attribution<'_> =
                serde_json::from_slice(&line).map_err(|cause| file.error(Problem::Json { at, cause }))?;
            let index = read(&self.index);
            let article = &index.articles[row.article as usize];
            listed.push(ListedQuote {
                row: number,
                id: found.id.into_owned(),
                article: article.id.to_string(),
                title: article.title.as_deref().map(str::to_owned),
                outlet: index.outlets.name(article.outlet).map(str::to_owned),
                date: date_text(article.date),
                kind: KINDS.get(row.kind as usize).copied().unwrap_or_default(),
                act: ACTS.get(row.act as usize).copied().unwrap_or_default(),
                confidence: found.confidence,
                found_by: found.found_by.into_owned(),
                content: found.content.text.into_owned(),
                source: found.source.map(|source| source.text.into_owned()),
                cue: found.cue.map(|cue| cue.text.into_owned()),
                speaker: found.speaker.map(|speaker| speaker.name.into_owned()),
                status: row.status,
                flagged: row.flagged,
            });
        }
        Ok(listed)
    }

    /// The figures of the quotes that are asked for.
    ///
    /// # Errors
    /// If they cannot be searched.
    pub fn tallies(&self, query: &Query) -> Result<Tallies, Error> {
        let (rows, ..) = self.rows(query)?;
        Ok(Tallies::of(&read(&self.index), &rows))
    }

    /// What the filters offer.
    pub fn choices(&self) -> Choices {
        let index = read(&self.index);
        let mut speakers = vec![0; index.speakers.len() + 1];
        let mut outlets = vec![0; index.outlets.len() + 1];
        let mut corpora = vec![0; index.corpora.len() + 1];
        let mut rules = vec![0; index.rules.len() + 1];
        for quote in &index.quotes {
            let article = &index.articles[quote.article as usize];
            speakers[quote.speaker as usize] += 1;
            outlets[article.outlet as usize] += 1;
            corpora[article.corpus as usize] += 1;
            rules[quote.rule as usize] += 1;
        }
        Choices {
            speakers: most(&speakers, |number| index.speakers.name(number)),
            outlets: most(&outlets, |number| index.outlets.name(number)),
            corpora: most(&corpora, |number| index.corpora.name(number)),
            rules: most(&rules, |number| index.rules.name(number)),
        }
    }

    /// An article with its quotes and what was decided about them, in the units
    /// that are asked for.
    ///
    /// # Errors
    /// If it is not there or cannot be read.
    pub fn article(&self, id: &str, units: Offsets) -> Result<ReviewedArticle, Error> {
        let article = self.article_if_there(id)?;
        let article = article.ok_or_else(|| Error::plain(Problem::NoArticle(id.to_owned())))?;
        Ok(article.in_units(units))
    }

    fn article_if_there(&self, id: &str) -> Result<Option<ReviewedArticle>, Error> {
        let (at, rows) = {
            let index = read(&self.index);
            let Some(number) = index.article(id) else { return Ok(None) };
            let rows: Vec<_> =
                index.rows_of(number).map(|row| (row, index.quotes[row as usize].at)).collect();
            (index.articles[number as usize].at, rows)
        };
        if at == u64::MAX {
            return Ok(None);
        }
        let mut articles = self.folder.lines("articles.jsonl")?;
        let line = articles.at(at)?;
        let article: Article<'_> =
            serde_json::from_slice(&line).map_err(|cause| articles.error(Problem::Json { at, cause }))?;
        let mut file = self.folder.lines("attributions.jsonl")?;
        let lines = rows.iter().map(|&(_, at)| file.at(at)).collect::<Result<Vec<_>, _>>()?;
        let parsed = rows.iter().zip(&lines).map(|(&(row, at), line)| {
            let found =
                serde_json::from_slice(line).map_err(|cause| file.error(Problem::Json { at, cause }))?;
            Ok((row, found))
        });
        let attributions = parsed.collect::<Result<Vec<(u32, Attribution<'_>)>, Error>>()?;
        let log = self.log();
        Ok(Some(ReviewedArticle::new(&article, &attributions, log.of(id))))
    }

    /// Stores a decision whose offsets count `units`; when this returns, it is on
    /// the disk. Returns the decision as it was stored.
    ///
    /// # Errors
    /// If it is about nothing that is there, or cannot be stored.
    pub fn decide(&self, mut decision: Decision, units: Offsets) -> Result<Decision, Error> {
        let wrong = |why: &str| Error::plain(Problem::Decision(why.to_owned()));
        if decision.what == What::Undo {
            let log = self.log();
            let undone = decision.undoes.as_deref().and_then(|id| log.get(id));
            let undone = undone.ok_or_else(|| wrong("that was taken back already"))?;
            decision.article.clone_from(&undone.article);
            decision.content.clone_from(&undone.content);
            decision.text_sha256.clone_from(&undone.text_sha256);
        } else {
            let article = self.article_if_there(&decision.article)?;
            let article =
                article.ok_or_else(|| Error::plain(Problem::NoArticle(decision.article.clone())))?;
            let converter = Units::new(&article.text);
            let convert = |spans: &mut Vec<Span>| {
                let converted = converter.spans(spans, units, Offsets::CodePoint);
                *spans = converted.ok_or_else(|| wrong("an offset lies outside the text"))?;
                Ok::<_, Error>(())
            };
            convert(&mut decision.content)?;
            if let Some(quote) = &mut decision.quote {
                for part in [&mut quote.content, &mut quote.cue, &mut quote.source] {
                    convert(part)?;
                    part.sort_unstable();
                }
            }
            let about = article.quotes.iter().find(|quote| quote.key == decision.content);
            decision.found = about.and_then(|quote| quote.found.clone());
            decision.text_sha256.clone_from(&article.text_sha256);
        }
        decisions::check(&decision)?;
        let touched = self.log().append(&mut decision)?;
        self.apply(touched)?;
        Ok(decision)
    }

    /// Some clusters, as they stand in the file, those in most articles first;
    /// and how many there are.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn clusters(&self, offset: usize, limit: usize) -> Result<(usize, Vec<serde_json::Value>), Error> {
        let (total, page): (usize, Vec<u64>) = {
            let clusters = read(&self.clusters);
            let page = clusters.lines.iter().skip(offset).take(limit.min(LARGEST_PAGE));
            (clusters.lines.len(), page.map(|&(at, _)| at).collect())
        };
        if page.is_empty() {
            return Ok((total, Vec::new()));
        }
        let mut file = self.folder.lines("clusters.jsonl")?;
        let mut found = Vec::with_capacity(page.len());
        for at in page {
            let line = file.at(at)?;
            found.push(
                serde_json::from_slice(&line).map_err(|cause| file.error(Problem::Json { at, cause }))?,
            );
        }
        Ok((total, found))
    }

    /// The ids of all articles, in the order of the file.
    pub(crate) fn ids(&self) -> Vec<String> {
        read(&self.index).articles.iter().filter(|a| a.at != u64::MAX).map(|a| a.id.to_string()).collect()
    }

    /// The ids of the articles about which something was decided, in the order of
    /// the file.
    pub(crate) fn decided_ids(&self) -> Vec<String> {
        let decided: FxHashSet<String> = self.log().articles().cloned().collect();
        self.ids().into_iter().filter(|id| decided.contains(id)).collect()
    }

    /// How many bytes an article takes in the output.
    pub(crate) fn name(&self) -> String {
        self.folder.name()
    }

    /// What stands in `run.json` about when it was made.
    pub(crate) fn run(&self) -> Result<Option<serde_json::Value>, Error> {
        let bytes = self.folder.read("run.json")?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}

fn most<'a>(counts: &[usize], name: impl Fn(u32) -> Option<&'a str>) -> Vec<Counted> {
    let mut numbers: Vec<usize> = (1..counts.len()).filter(|&number| counts[number] > 0).collect();
    numbers.sort_by_key(|&number| std::cmp::Reverse(counts[number]));
    numbers.truncate(OFFERED);
    let counted =
        |number: usize| Some(Counted { name: name(number as u32)?.to_owned(), count: counts[number] });
    numbers.into_iter().filter_map(counted).collect()
}
