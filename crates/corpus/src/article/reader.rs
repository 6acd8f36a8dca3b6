//! Makes an article of a record.

use super::mending::mended;
use super::{corpus_lines, language, record_dates};
use crate::corpus::Corpus;
use crate::feed::Record;
use crate::fields::{Field, Fields};
use crate::formats::{Draft, RawRecord, RecordContext};
use crate::page::{self, PageLists};
use crate::skipped::Skipped;
use jiff::civil::Date;
use lexicon::Lexicon;
use std::borrow::Cow;
use std::sync::Arc;
use text::{Article, Doubt, Metadata};

/// What `language` in `corpus.toml` is where articles of all languages are read.
const ANY: &str = "any";

/// The language of a corpus that states none.
const DEFAULT_LANGUAGE: &str = "en";

/// What is doubtful about an article with a date of no form that is read, or of two meanings.
const NO_DAY: &str = "no day can be read from its date";

/// So many characters of such a date are shown: it may be a whole text.
const SHOWN: usize = 50;

/// Makes articles of records. Built once, shared by all threads.
#[derive(Debug)]
pub struct Reader {
    lists: PageLists,
}

impl Reader {
    /// Compiles the word lists that it needs.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { lists: PageLists::new(lexicon) }
    }

    /// The article in a record.
    ///
    /// # Errors
    /// If there is none: the record could not be read, is empty or is not text, is broken,
    /// or is in a language that is not wanted.
    pub fn article(&self, record: Record) -> Result<Article, Skipped> {
        Ok(self.article_and_markup(record)?.0)
    }

    /// The article in a record, and whether its text was HTML in a field of the record.
    pub(crate) fn article_and_markup(&self, mut record: Record) -> Result<(Article, bool), Skipped> {
        let draft = draft(&mut record)?;
        let markup = draft.markup;
        let corpus = Arc::clone(record.corpus());
        if draft.text.trim().is_empty() {
            return Err(record.skipped("nothing in it but white space"));
        }
        let mut metadata = self.metadata(draft.fields, &corpus);
        metadata.doubts.extend(draft.doubts.into_iter().map(Doubt::from));
        let text = clean(draft.text, &corpus);
        let mut paragraphs = page::paragraphs(&self.lists, &text, &mut metadata);
        corpus_lines::apply(&corpus, &text, &mut paragraphs, &mut metadata, &self.lists.dates);
        let wanted = corpus.language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
        if !record.options.any_language
            && wanted != ANY
            && let Some(other) = language::other_than(wanted, &text, &paragraphs)
        {
            return Err(record.skipped(format!("in another language: {}", other.eng_name())));
        }
        let title = metadata.title.as_deref().unwrap_or_default();
        metadata.doubts.extend(self.lists.no_article.doubt(title, &text).map(Doubt::from));
        metadata.outlet = metadata.outlet.or_else(|| corpus.outlet.clone());
        metadata.date = metadata.date.or_else(|| self.date_in_name(&record.origin.stem));
        let article = Article {
            path: record.path(),
            id: record.id,
            corpus: corpus.name.clone(),
            text,
            metadata,
            paragraphs,
        };
        Ok((article, markup))
    }

    /// Whether a field of a record of this corpus with this value says when.
    pub(crate) fn is_date(&self, value: &str, corpus: &Corpus) -> bool {
        record_dates::read(value, corpus, &self.lists.dates).0.is_some()
    }

    /// What the fields of a record say.
    fn metadata(&self, mut fields: Fields, corpus: &Corpus) -> Metadata {
        let mut value = |field| fields.take(field).map(|value| mended(value.trim()).into_owned());
        let read = |value: &str| record_dates::read(value, corpus, &self.lists.dates);
        let published = value(Field::Date).unwrap_or_default();
        let (date, time) = read(&published);
        let unread = date.is_none() && !published.is_empty();
        let shown = || published.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
        Metadata {
            title: value(Field::Title),
            subtitle: value(Field::Subtitle),
            outlet: value(Field::Outlet),
            date,
            time: time.or_else(|| value(Field::Time).and_then(|value| read(&value).1)),
            modified: value(Field::Modified).and_then(|value| read(&value).0),
            author: value(Field::Author),
            editor: value(Field::Editor),
            section: value(Field::Section),
            url: value(Field::Url),
            doubts: unread.then(|| Doubt { what: NO_DAY, value: Some(shown()) }).into_iter().collect(),
        }
    }

    /// `2016-09-12` in `wire/2016-09-12_port-deal`: better than no date.
    fn date_in_name(&self, stem: &str) -> Option<Date> {
        self.lists.dates.find(stem).into_iter().find_map(|found| found.when.date())
    }
}

/// What the format of a record makes of it. Takes the bytes out of the record.
fn draft(record: &mut Record) -> Result<Draft, Skipped> {
    let raw = std::mem::replace(&mut record.raw, Ok(RawRecord::Bytes(Vec::new())))?;
    let context = RecordContext { corpus: &record.origin.corpus, options: &record.options };
    record.origin.format.draft(raw, &context).map_err(|problem| {
        let skipped = record.skipped(problem.reason);
        let places: Vec<_> = skipped.place.iter().cloned().chain(problem.place).collect();
        Skipped { place: (!places.is_empty()).then(|| places.join(", ")), ..skipped }
    })
}

/// A text with its mistakes mended, and with ordinary quotation marks in place of those
/// that only this corpus has.
fn clean(text: String, corpus: &Corpus) -> String {
    let text = match mended(&text) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => text,
    };
    match &corpus.quotation_marks {
        Some([opening, closing]) => text.replace(opening, "“").replace(closing, "”"),
        None => text,
    }
}
