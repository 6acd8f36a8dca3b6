//! From the bytes of one record to an article.

use crate::dates::When;
use crate::encoding::mended;
use crate::fields::{Field, Fields};
use crate::format::{About, Content};
use crate::language;
use crate::page::Pages;
use crate::{Corpus, Record, Skipped};
use jiff::civil::Date;
use lexicon::Lexicon;
use std::borrow::Cow;
use std::sync::Arc;
use text::{Article, Metadata, Paragraph, Role, Span};

/// What `language` in `corpus.toml` is where articles of all languages are read.
const ANY: &str = "any";

/// Makes articles of records. Built once, shared by all threads.
#[derive(Debug)]
pub struct Reader {
    pages: Pages,
}

impl Reader {
    /// Compiles the word lists that it needs.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { pages: Pages::new(lexicon) }
    }

    /// The article in a record.
    ///
    /// # Errors
    /// If there is none: the record could not be read, is empty or no text, is
    /// broken, has no text, or is in a language that is not wanted.
    pub fn article(&self, mut record: Record) -> Result<Article, Skipped> {
        let taken = Ok(Content::Bytes(Vec::new()));
        let content = std::mem::replace(&mut record.content, taken)?;
        let corpus = Arc::clone(record.corpus());
        let about = About { corpus: &corpus, options: &record.options };
        let mut draft = record.origin.format.draft(content, &about).map_err(|problem| {
            let skipped = record.skipped(problem.reason);
            let places: Vec<_> = skipped.place.iter().cloned().chain(problem.place).collect();
            Skipped { place: (!places.is_empty()).then(|| places.join(", ")), ..skipped }
        })?;
        if draft.text.trim().is_empty() {
            return Err(record.skipped("nothing in it but white space"));
        }
        let mut metadata = Metadata::default();
        self.fill(&mut metadata, &mut draft.fields, &corpus);
        let mut text = match mended(&draft.text) {
            Cow::Owned(text) => text,
            Cow::Borrowed(_) => draft.text,
        };
        if let Some([opening, closing]) = &corpus.quotation_marks {
            text = text.replace(opening, "“").replace(closing, "”");
        }
        let mut paragraphs = self.pages.read(&text, &mut metadata);
        for paragraph in &mut paragraphs {
            let line = paragraph.span.of(&text);
            if corpus.boilerplate.is_match(line) {
                paragraph.role = Role::Boilerplate;
            } else if paragraph.role == Role::Boilerplate && corpus.body.is_match(line) {
                paragraph.role = Role::Body;
            }
        }
        if !corpus.datelines.is_empty() {
            self.datelines(&mut paragraphs, &text, &mut metadata, &corpus);
        }
        let wanted = corpus.language.as_deref().unwrap_or("en");
        if !record.options.any_language
            && wanted != ANY
            && let Some(other) = language::other_than(wanted, &text, &paragraphs)
        {
            return Err(record.skipped(format!("in another language: {}", other.eng_name())));
        }
        metadata.outlet = metadata.outlet.or_else(|| corpus.outlet.clone());
        metadata.date = metadata.date.or_else(|| self.date_in_name(&record.origin.stem));
        Ok(Article {
            path: record.path(),
            id: record.id,
            corpus: corpus.name.clone(),
            text,
            metadata,
            paragraphs,
        })
    }
}

/// What the fields of a record say about it.
impl Reader {
    fn fill(&self, metadata: &mut Metadata, fields: &mut Fields, corpus: &Corpus) {
        let mut line = |field| fields.take(field).map(|value| mended(value.trim()).into_owned());
        metadata.title = line(Field::Title);
        metadata.subtitle = line(Field::Subtitle);
        metadata.outlet = line(Field::Outlet);
        metadata.author = line(Field::Author);
        metadata.editor = line(Field::Editor);
        metadata.section = line(Field::Section);
        metadata.url = line(Field::Url);
        let dates = &self.pages.dates;
        let (date, time) = line(Field::Date).map_or((None, None), |value| dates.of_record(&value, corpus));
        metadata.date = date;
        metadata.time =
            time.or_else(|| line(Field::Time).and_then(|value| dates.of_record(&value, corpus).1));
    }

    /// Parts the datelines that only this corpus has from the paragraphs that they
    /// stand in.
    fn datelines(
        &self,
        paragraphs: &mut Vec<Paragraph>,
        text: &str,
        metadata: &mut Metadata,
        corpus: &Corpus,
    ) {
        let whole = std::mem::take(paragraphs);
        for paragraph in whole {
            let (span, role) = (paragraph.span, paragraph.role);
            let line = span.of(text);
            let found = corpus.datelines.iter().filter_map(|pattern| pattern.find(line));
            let end =
                found.filter(|found| found.start() == 0 && !found.is_empty()).map(|found| found.end()).max();
            let Some(end) = end.filter(|_| role == Role::Body) else {
                paragraphs.push(paragraph);
                continue;
            };
            let dateline = Span::new(span.start, span.start + end).trim(text);
            let dates = self.pages.dates.find(dateline.of(text));
            let date =
                dates.into_iter().find_map(|f| if let When::Date(date) = f.what { Some(date) } else { None });
            metadata.date = metadata.date.or(date);
            let rest = Span::new(span.start + end, span.end).trim(text);
            let parts = [(dateline, Role::Dateline), (rest, role)].into_iter();
            paragraphs.extend(
                parts.filter(|(span, _)| !span.is_empty()).map(|(span, role)| Paragraph { span, role }),
            );
        }
    }

    /// `2016-09-12` in `wire/2016-09-12_port-deal`: better than no date.
    fn date_in_name(&self, stem: &str) -> Option<Date> {
        let found = self.pages.dates.find(stem);
        found.into_iter().find_map(|f| if let When::Date(date) = f.what { Some(date) } else { None })
    }
}
