//! What is kept in memory of an output folder: a few numbers for each quote and
//! article, and where their lines begin. That is some 40 bytes a quote, so that a
//! million of them are filtered and sorted in milliseconds, while their texts stay
//! on the disk.
//!
//! The index is made while the page is already being shown: [`Index::fill`] adds to
//! it piece by piece, in the order of the files.

use crate::error::{Error, Problem};
use crate::folder::{Folder, LineFile};
use crate::locks::{read, write};
use crate::reviewed::Status;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::RwLock;

/// The number of an outlet or speaker that is not known.
pub(crate) const NOBODY: u32 = 0;

/// Names with their numbers, which begin at 1; 0 ([`NOBODY`]) is for no name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Names {
    fn number(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return NOBODY };
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        self.list.push(name.into());
        let number = self.list.len() as u32;
        self.numbers.insert(name.into(), number);
        number
    }

    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    pub(crate) fn name(&self, number: u32) -> Option<&str> {
        self.list.get((number as usize).checked_sub(1)?).map(|name| &**name)
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }
}

/// What is known of an article without reading it.
#[derive(Debug)]
pub(crate) struct ArticleRow {
    pub(crate) id: Box<str>,
    pub(crate) title: Option<Box<str>>,
    /// In which byte of `articles.jsonl` its line begins; [`NO_LINE`] until it has
    /// been read.
    pub(crate) at: u64,
    pub(crate) outlet: u32,
    pub(crate) corpus: u32,
    /// As in 20310405; 0 if it is not known.
    pub(crate) date: u32,
    /// The row of its first quote, and how many quotes it has. sayso writes the quotes
    /// of an article together; in a file where they are scattered, only those that
    /// directly follow the first one count as the article's.
    pub(crate) first: u32,
    pub(crate) quotes: u32,
    /// Whether somebody has read all of it.
    pub(crate) read: bool,
    /// How many quotes people added to it.
    pub(crate) added: u32,
}

/// What is known of a quote without reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuoteRow {
    /// In which byte of `attributions.jsonl` its line begins.
    pub(crate) at: u64,
    pub(crate) article: u32,
    pub(crate) speaker: u32,
    /// The N of `ARTICLE/sN`; 0 without a speaker.
    pub(crate) speaker_ref: u16,
    /// Whether the speaker has a line in `speakers.jsonl`.
    pub(crate) named: bool,
    pub(crate) rule: u16,
    /// Indexes into [`KINDS`].
    pub(crate) kind: u8,
    /// Indexes into [`ACTS`].
    pub(crate) act: u8,
    /// Indexes into [`SOURCES`].
    pub(crate) source: u8,
    /// Indexes into [`PRONOUNS`].
    pub(crate) pronoun: u8,
    /// What an authority file says of the speaker, by its number; 0 if nothing.
    pub(crate) authority: u32,
    /// In hundredths.
    pub(crate) confidence: u8,
    pub(crate) status: Status,
    pub(crate) flagged: bool,
}

pub(crate) const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];
pub(crate) const ACTS: [&str; 4] = ["speech", "writing", "evidence", "attitude"];
pub(crate) const SOURCES: [&str; 7] =
    ["person", "organization", "group", "document", "unnamed", "unresolved", "nobody"];
pub(crate) const PRONOUNS: [&str; 4] = ["she", "he", "they", "unknown"];
/// “Unknown” in [`PRONOUNS`]: neither pronouns nor titles tell.
const UNKNOWN: usize = 3;
/// “Person” in [`SOURCES`].
pub(crate) const PERSON: u8 = 0;
/// “Unnamed” in [`SOURCES`].
pub(crate) const UNNAMED: u8 = 4;
/// “Unresolved” in [`SOURCES`]; the kinds of known sources come before it.
pub(crate) const UNRESOLVED: u8 = 5;
/// “Nobody” in [`SOURCES`].
const NO_SOURCE: u8 = 6;

/// The index, as far as it has been filled.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) quotes: Vec<QuoteRow>,
    pub(crate) articles: Vec<ArticleRow>,
    by_id: FxHashMap<Box<str>, u32>,
    pub(crate) speakers: Names,
    pub(crate) outlets: Names,
    pub(crate) corpora: Names,
    pub(crate) rules: Names,
    /// What authority files say of speakers, as JSON: an object of columns and values.
    pub(crate) authority: Names,
    /// How many bytes have been read, and how many there are.
    pub(crate) progress: (u64, u64),
    pub(crate) complete: bool,
    /// What is wrong with the first few lines that cannot be used.
    pub(crate) problems: Vec<String>,
    /// How many lines cannot be used.
    pub(crate) unusable: usize,
    /// Grows with every change, so that what was computed from it can be kept.
    pub(crate) version: u64,
}

/// The fields of `attributions.jsonl` that the index needs.
#[derive(Deserialize)]
struct QuoteLine<'a> {
    #[serde(borrow)]
    article: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    act: Cow<'a, str>,
    #[serde(borrow)]
    speaker: Option<SpeakerLine<'a>>,
    source: Option<serde::de::IgnoredAny>,
    confidence: f64,
    #[serde(borrow)]
    found_by: Cow<'a, str>,
}

#[derive(Deserialize)]
struct SpeakerLine<'a> {
    #[serde(borrow)]
    r#ref: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    /// Set if the speaker has a line in `speakers.jsonl`.
    id: Option<serde::de::IgnoredAny>,
    referred_to_as: Option<Cow<'a, str>>,
    authority: Option<records::AuthorityRow>,
}

/// The fields of `articles.jsonl` that the index needs.
#[derive(Deserialize)]
struct ArticleLine<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    corpus: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    outlet: Option<Cow<'a, str>>,
    date: Option<Cow<'a, str>>,
}

/// The fields of `speakers.jsonl` that the index needs.
#[derive(Deserialize)]
struct JoinedLine<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    refs: Vec<Cow<'a, str>>,
}

/// How many quotes are read between two updates of the index. While it is being
/// updated nobody else can look at it, which takes a few milliseconds for this many.
const QUOTES_IN_BATCH: usize = 4096;

/// How many articles are read between two updates of the index. Their lines are long.
const ARTICLES_IN_BATCH: usize = 64;

/// How many unusable lines are reported one by one, so that a damaged file does not
/// fill the page.
const REPORTED: usize = 20;

/// Where the line of an article begins whose quotes have been read, but not yet the
/// article itself.
pub(crate) const NO_LINE: u64 = u64::MAX;

impl Index {
    /// Fills the index from the files of an output folder. Others may look at it
    /// meanwhile; `each_batch` is called after every update.
    ///
    /// # Errors
    /// If a file cannot be read. Lines that cannot be used are counted and reported.
    pub(crate) fn fill(
        index: &RwLock<Index>,
        folder: &Folder,
        mut each_batch: impl FnMut() -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut articles = Articles { lines: folder.lines("articles.jsonl")?, at: 0, done: false };
        let mut quotes = folder.lines("attributions.jsonl")?;
        let total = articles.lines.size()? + quotes.size()?;
        write(index).progress.1 = total;
        let (mut at, mut line, mut lines, mut ends) = (0, Vec::new(), Vec::new(), Vec::new());
        loop {
            // The lines are read and parsed without the lock.
            lines.clear();
            ends.clear();
            let start = at;
            while ends.len() < QUOTES_IN_BATCH {
                let taken = quotes.next(&mut line)?;
                if taken == 0 {
                    break;
                }
                lines.extend_from_slice(&line);
                at += taken;
                ends.push((lines.len(), at));
            }
            if ends.is_empty() {
                break;
            }
            let (mut from, mut line_at) = (0, start);
            let mut parsed = Vec::with_capacity(ends.len());
            for &(end, next) in &ends {
                parsed.push((line_at, serde_json::from_slice::<QuoteLine<'_>>(&lines[from..end])));
                (from, line_at) = (end, next);
            }
            articles.read_for(index, &parsed)?;
            {
                let mut index = write(index);
                for (at, quote) in parsed {
                    match quote {
                        Ok(quote) => index.add_quote(at, &quote),
                        Err(cause) => index.complain(&quotes.error(Problem::Json { at, cause })),
                    }
                }
                index.progress.0 = at + articles.at;
                index.version += 1;
            }
            each_batch()?;
        }
        while articles.read_some(index)? {}
        Self::join_speakers(index, folder)?;
        write(index).progress.0 = total;
        Ok(())
    }

    /// Gives speakers the names that `speakers.jsonl` gives them, if there is one.
    fn join_speakers(index: &RwLock<Index>, folder: &Folder) -> Result<(), Error> {
        let name = "speakers.jsonl";
        if !folder.file(name)?.is_file() {
            return Ok(());
        }
        let (mut lines, mut line, mut at) = (folder.lines(name)?, Vec::new(), 0);
        loop {
            let taken = lines.next(&mut line)?;
            if taken == 0 {
                return Ok(());
            }
            match serde_json::from_slice::<JoinedLine<'_>>(&line) {
                Ok(joined) => write(index).join(&joined),
                Err(cause) => write(index).complain(&lines.error(Problem::Json { at, cause })),
            }
            at += taken;
        }
    }

    fn join(&mut self, joined: &JoinedLine<'_>) {
        let speaker = self.speakers.number(Some(&joined.name));
        for speaker_ref in &joined.refs {
            let Some((id, number)) = speaker_ref.rsplit_once("/s") else { continue };
            let Ok(number) = number.parse::<u16>() else { continue };
            let Some(article) = self.article_number(id) else { continue };
            for quote in self.rows_of(article) {
                let quote = &mut self.quotes[quote as usize];
                if quote.speaker_ref == number {
                    quote.speaker = speaker;
                }
            }
        }
    }

    fn complain(&mut self, problem: &Error) {
        self.unusable += 1;
        if self.problems.len() < REPORTED {
            self.problems.push(problem.to_string());
        }
    }

    fn add_quote(&mut self, at: u64, line: &QuoteLine<'_>) {
        let row = self.quotes.len() as u32;
        let article = match self.by_id.get(&*line.article) {
            Some(&article) => article,
            // Until its own line is found, its quotes can be listed but not shown.
            None => self.add_article(NO_LINE, &ArticleLine::unknown(&line.article)),
        };
        let its_article = &mut self.articles[article as usize];
        if its_article.quotes == 0 {
            its_article.first = row;
        }
        if its_article.first + its_article.quotes == row {
            its_article.quotes += 1;
        }
        let speaker = line.speaker.as_ref();
        let authority = speaker.and_then(|s| serde_json::to_string(s.authority.as_ref()?).ok());
        self.quotes.push(QuoteRow {
            at,
            article,
            speaker: self.speakers.number(speaker.map(|s| &*s.name)),
            speaker_ref: speaker.and_then(|s| s.r#ref.rsplit_once("/s")?.1.parse().ok()).unwrap_or_default(),
            named: speaker.is_some_and(|s| s.id.is_some()),
            rule: self.rules.number(Some(&line.found_by)) as u16,
            kind: class(&KINDS, &line.kind),
            act: class(&ACTS, &line.act),
            source: match speaker {
                Some(speaker) => class(&SOURCES, &speaker.r#type),
                None if line.source.is_some() => UNRESOLVED,
                None => NO_SOURCE,
            },
            pronoun: class(
                &PRONOUNS[..UNKNOWN],
                speaker.and_then(|s| s.referred_to_as.as_deref()).unwrap_or_default(),
            ),
            authority: self.authority.number(authority.as_deref()),
            confidence: (line.confidence.clamp(0.0, 1.0) * 100.0).round() as u8,
            status: Status::Undecided,
            flagged: false,
        });
    }

    fn add_article(&mut self, at: u64, line: &ArticleLine<'_>) -> u32 {
        let number = self.articles.len() as u32;
        let date = line.date.as_deref().unwrap_or_default();
        self.articles.push(ArticleRow {
            id: (&*line.id).into(),
            title: line.title.as_deref().map(Box::from),
            at,
            outlet: self.outlets.number(line.outlet.as_deref()),
            corpus: self.corpora.number(Some(&line.corpus)),
            date: date_number(date).unwrap_or_default(),
            first: 0,
            quotes: 0,
            read: false,
            added: 0,
        });
        self.by_id.insert((&*line.id).into(), number);
        number
    }

    /// The number of the article with this id.
    pub(crate) fn article_number(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The rows of the quotes of an article.
    pub(crate) fn rows_of(&self, article: u32) -> std::ops::Range<u32> {
        let article = &self.articles[article as usize];
        article.first..article.first + article.quotes
    }
}

/// `articles.jsonl`, which is read only as far as the quotes need it.
struct Articles {
    lines: LineFile,
    at: u64,
    done: bool,
}

impl Articles {
    /// Reads on until all articles of these quotes are known, or to the end.
    fn read_for(
        &mut self,
        index: &RwLock<Index>,
        quotes: &[(u64, Result<QuoteLine<'_>, serde_json::Error>)],
    ) -> Result<(), Error> {
        for (_, quote) in quotes {
            let Ok(quote) = quote else { continue };
            while !self.done && read(index).article_number(&quote.article).is_none() {
                self.read_some(index)?;
            }
        }
        Ok(())
    }

    /// Reads a few articles; false at the end of the file.
    fn read_some(&mut self, index: &RwLock<Index>) -> Result<bool, Error> {
        let mut lines = Vec::new();
        for _ in 0..ARTICLES_IN_BATCH {
            let mut line = Vec::new();
            let taken = self.lines.next(&mut line)?;
            if taken == 0 {
                self.done = true;
                break;
            }
            lines.push((self.at, line));
            self.at += taken;
        }
        let parsed: Vec<_> =
            lines.iter().map(|(at, line)| (*at, serde_json::from_slice::<ArticleLine<'_>>(line))).collect();
        let mut index = write(index);
        for (at, article) in parsed {
            match article {
                Ok(article) => match index.article_number(&article.id) {
                    // Known from a quote that came before it.
                    Some(known) if index.articles[known as usize].at == NO_LINE => {
                        index.complete_article(known, at, &article);
                    }
                    Some(_) => {}
                    None => drop(index.add_article(at, &article)),
                },
                Err(cause) => index.complain(&self.lines.error(Problem::Json { at, cause })),
            }
        }
        index.version += 1;
        Ok(!self.done)
    }
}

impl Index {
    fn complete_article(&mut self, known: u32, at: u64, line: &ArticleLine<'_>) {
        let (outlet, corpus) =
            (self.outlets.number(line.outlet.as_deref()), self.corpora.number(Some(&line.corpus)));
        let article = &mut self.articles[known as usize];
        (article.at, article.outlet, article.corpus) = (at, outlet, corpus);
        article.title = line.title.as_deref().map(Box::from);
        article.date = line.date.as_deref().and_then(date_number).unwrap_or_default();
    }
}

impl<'a> ArticleLine<'a> {
    fn unknown(id: &'a str) -> Self {
        Self { id: id.into(), corpus: "".into(), title: None, outlet: None, date: None }
    }
}

/// 2031-04-05 → 20310405, 2031-04 → 20310400, 2031 → 20310000.
pub(crate) fn date_number(date: &str) -> Option<u32> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next().flatten(), parts.next().flatten());
    Some(year * 10_000 + month.unwrap_or(0) * 100 + day.unwrap_or(0))
}

/// 20310405 → 2031-04-05.
pub(crate) fn date_text(date: u32) -> Option<String> {
    (date > 0).then(|| format!("{:04}-{:02}-{:02}", date / 10_000, date / 100 % 100, date % 100))
}

/// The index of a name; the number of names if it is not among them.
fn class(names: &[&str], name: &str) -> u8 {
    names.iter().position(|&known| known == name).unwrap_or(names.len()) as u8
}
