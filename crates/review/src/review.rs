//! A review in progress: the index of an output folder, the decisions about it, and
//! all that the page asks. The server comes after it.

use crate::choices::Choices;
use crate::clusters::Clusters;
use crate::decisions::{self, Decision, Log, What};
use crate::error::{Error, Problem};
use crate::folder::Folder;
use crate::index::{Index, NO_LINE};
use crate::listing::{Matches, QuotePage, list};
use crate::locks::{lock, read, write};
use crate::query::{Query, sort};
use crate::reviewed::{ReviewedArticle, Status};
use crate::search::Searches;
use crate::tallies::Tallies;
use crate::units::Units;
use records::{Article, Attribution, Line, Offsets, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, RwLock};

/// An output folder that people review.
///
/// It opens at once. [`Review::fill`] then reads the files, which takes some seconds
/// for a million quotes; meanwhile everything can be asked, and the answers cover
/// what has been read by then.
#[derive(Debug)]
pub struct Review {
    folder: Folder,
    index: RwLock<Index>,
    log: Mutex<Log>,
    clusters: RwLock<Clusters>,
    searches: Searches,
}

/// How many quotes a page of results has, unless the query says otherwise.
const QUOTES_ON_PAGE: usize = 50;

/// How many quotes or clusters a page has at most, so that no request takes long.
const LARGEST_PAGE: usize = 500;

/// How far reading and reviewing have come.
#[derive(Debug, Serialize)]
pub struct State {
    /// The folder's name.
    pub folder: String,
    /// Whether all files have been read.
    pub complete: bool,
    /// How many bytes have been read, and how many there are.
    pub progress: (u64, u64),
    /// How many quotes are known.
    pub quotes: usize,
    /// How many articles are known.
    pub articles: usize,
    /// How many of these somebody has read whole.
    pub articles_read: usize,
    /// How many quotes have each status.
    pub statuses: FxHashMap<&'static str, usize>,
    /// How many quotes somebody has flagged for others to look at.
    pub flagged: usize,
    /// How many decisions there are.
    pub decisions: usize,
    /// The articles about which anybody has decided something since.
    pub changed: Vec<String>,
    /// The lines of the files that cannot be used, and why.
    pub problems: Vec<String>,
}

impl Review {
    /// Opens an output folder.
    ///
    /// # Errors
    /// If it is not an output folder, or its decisions cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let folder = Folder::open(path)?;
        Ok(Self {
            log: Mutex::new(Log::open(&folder)?),
            folder,
            index: RwLock::default(),
            clusters: RwLock::default(),
            searches: Searches::default(),
        })
    }

    /// Tries whether decisions can be stored, and leaves everything as it is.
    ///
    /// # Errors
    /// If they cannot: the folder is read-only, or gone.
    pub fn check_writable(&self) -> Result<(), Error> {
        self.log().check_writable()
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

    /// Reads the files. Call it once, on a thread of its own.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn fill(&self) -> Result<(), Error> {
        let decided: FxHashSet<String> = self.log().articles().cloned().collect();
        let mut seen = 0;
        Index::fill(&self.index, &self.folder, || {
            // The last article known so far may have more quotes to come.
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
        *write(&self.clusters) = Clusters::find(&self.folder)?;
        let mut index = write(&self.index);
        index.complete = true;
        index.version += 1;
        Ok(())
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// Takes into account what others have decided meanwhile.
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
            // A decision may be about an article that this run did not have.
            let Some(article) = self.article_if_there(&id)? else { continue };
            let mut index = write(&self.index);
            let Some(number) = index.article_number(&id) else { continue };
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

    /// How far reading and reviewing have come, and which articles the decisions
    /// after the first `since` ones are about.
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

    fn matches(&self, query: &Query) -> Result<Matches, Error> {
        let with_words = self.searches.rows(&query.q, &self.folder, &self.index)?;
        let with_words = with_words.as_ref().map(|rows| rows.as_slice());
        Ok(Matches::find(query, with_words, &read(&self.index)))
    }

    /// A page of the quotes that the query is about.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn quotes(&self, query: &Query) -> Result<QuotePage, Error> {
        let Matches { mut rows, all, decided } = self.matches(query)?;
        let limit = query.limit.unwrap_or(QUOTES_ON_PAGE).min(LARGEST_PAGE);
        let complete = {
            let index = read(&self.index);
            sort(&mut rows, &query.order, &index);
            index.complete
        };
        let total = rows.len();
        let page: Vec<u32> = rows.into_iter().skip(query.offset).take(limit).collect();
        let quotes = list(&self.folder, &self.index, &page)?;
        Ok(QuotePage { total, all, decided, complete, quotes })
    }

    /// The figures of the quotes that the query is about.
    ///
    /// # Errors
    /// If they cannot be searched.
    pub fn tallies(&self, query: &Query) -> Result<Tallies, Error> {
        let rows = self.matches(query)?.rows;
        Ok(Tallies::of(&read(&self.index), &rows))
    }

    /// What the filters offer.
    pub fn choices(&self) -> Choices {
        Choices::of(&read(&self.index))
    }

    /// An article with its quotes and what was decided about them, with offsets in
    /// these units.
    ///
    /// # Errors
    /// If there is no such article or it cannot be read.
    pub fn article(&self, id: &str, units: Offsets) -> Result<ReviewedArticle, Error> {
        let article = self.article_if_there(id)?;
        let article = article.ok_or_else(|| Error::plain(Problem::NoArticle(id.to_owned())))?;
        Ok(article.in_units(units))
    }

    /// An article in code points, unless there is none with this id.
    pub(crate) fn article_if_there(&self, id: &str) -> Result<Option<ReviewedArticle>, Error> {
        let (at, rows) = {
            let index = read(&self.index);
            let Some(number) = index.article_number(id) else { return Ok(None) };
            let rows: Vec<_> =
                index.rows_of(number).map(|row| (row, index.quotes[row as usize].at)).collect();
            (index.articles[number as usize].at, rows)
        };
        if at == NO_LINE {
            return Ok(None);
        }
        let mut articles = self.folder.lines("articles.jsonl")?;
        let line = articles.at(at)?;
        let article =
            Article::from_json(&line).map_err(|cause| articles.error(Problem::Json { at, cause }))?;
        let mut file = self.folder.lines("attributions.jsonl")?;
        let lines = rows.iter().map(|&(_, at)| file.at(at)).collect::<Result<Vec<_>, _>>()?;
        let parsed = rows.iter().zip(&lines).map(|(&(row, at), line)| {
            let attribution =
                Attribution::from_json(line).map_err(|cause| file.error(Problem::Json { at, cause }))?;
            Ok((row, attribution))
        });
        let attributions = parsed.collect::<Result<Vec<(u32, Attribution<'_>)>, Error>>()?;
        let log = self.log();
        Ok(Some(ReviewedArticle::new(&article, &attributions, log.of(id))))
    }

    /// Stores a decision whose offsets count `units`; when this returns, it is on
    /// the disk. Returns the decision as it was stored.
    ///
    /// # Errors
    /// If there is no such article or text, the decision makes no sense, or it cannot
    /// be stored.
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

    /// How many clusters there are, and at most `limit` of them from `offset` on, as
    /// they are in the file; those in most articles come first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn clusters(&self, offset: usize, limit: usize) -> Result<(usize, Vec<serde_json::Value>), Error> {
        let clusters = read(&self.clusters);
        Ok((clusters.len(), clusters.page(&self.folder, offset, limit.min(LARGEST_PAGE))?))
    }

    /// The ids of all articles, in the order of the file.
    pub(crate) fn ids(&self) -> Vec<String> {
        read(&self.index).articles.iter().filter(|a| a.at != NO_LINE).map(|a| a.id.to_string()).collect()
    }

    /// The ids of the articles about which something was decided, in the order of
    /// the file.
    pub(crate) fn decided_ids(&self) -> Vec<String> {
        let decided: FxHashSet<String> = self.log().articles().cloned().collect();
        self.ids().into_iter().filter(|id| decided.contains(id)).collect()
    }

    /// How sure the program is of each of its quotes, from 0 to 1.
    pub(crate) fn confidences(&self) -> Vec<f64> {
        read(&self.index).quotes.iter().map(|quote| f64::from(quote.confidence) / 100.0).collect()
    }

    /// The articles in which something was decided about a quote, or that somebody has
    /// read whole, with offsets in bytes.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn decided_articles(&self) -> Result<Vec<ReviewedArticle>, Error> {
        let articles = self.decided_ids().into_iter().map(|id| self.article(&id, Offsets::Byte));
        let mut articles = articles.collect::<Result<Vec<_>, _>>()?;
        articles.retain(|article| article.read.is_some() || article.decided().0 > 0);
        Ok(articles)
    }

    /// The name of the output folder, for people.
    pub(crate) fn name(&self) -> String {
        self.folder.name()
    }

    /// The contents of `run.json`; `None` if it is missing or broken.
    pub(crate) fn run(&self) -> Result<Option<serde_json::Value>, Error> {
        let bytes = self.folder.read("run.json")?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}
