//! Quotes and claims, and articles, as rows of tables, for CSV and Parquet.

use crate::Article;
use records::{Attribution, Passage, Span};
use std::fmt::Display;

/// What the cells of a column hold. Any of them may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    /// A day, as in `2031-04-05`.
    Date,
    Count,
    Number,
    Truth,
    /// Pairs of start and end, in code points; none where there is nothing.
    Spans,
}

/// A cell. Texts and days are texts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'r> {
    Empty,
    Text(&'r str),
    Date(String),
    Count(usize),
    Number(f64),
    Truth(bool),
    Spans(&'r [Span]),
}

/// The columns of the table of quotes and claims.
pub(crate) const ATTRIBUTIONS: [(&str, Type); 30] = [
    ("id", Type::Text),
    ("article", Type::Text),
    ("corpus", Type::Text),
    ("outlet", Type::Text),
    ("date", Type::Date),
    ("title", Type::Text),
    ("url", Type::Text),
    ("kind", Type::Text),
    ("act", Type::Text),
    ("negated", Type::Truth),
    ("speaker", Type::Text),
    ("speaker_type", Type::Text),
    ("role", Type::Text),
    ("source", Type::Text),
    ("cue", Type::Text),
    ("content", Type::Text),
    ("addressee", Type::Text),
    ("medium", Type::Text),
    ("when", Type::Text),
    ("when_date", Type::Date),
    ("sentence", Type::Text),
    ("confidence", Type::Number),
    ("speaker_confidence", Type::Number),
    ("resolved_by", Type::Text),
    ("found_by", Type::Text),
    ("speaker_ref", Type::Text),
    ("paragraph", Type::Count),
    ("content_spans", Type::Spans),
    ("cue_spans", Type::Spans),
    ("source_spans", Type::Spans),
];

/// The row of a quote or claim.
pub(crate) fn attribution<'r>(
    article: &'r Article<'_>,
    attribution: &'r Attribution<'_>,
) -> [Cell<'r>; ATTRIBUTIONS.len()] {
    let words = |passage: &'r Option<Passage<'_>>| text(passage.as_ref().map(|passage| &*passage.text));
    let spans = |passage: &'r Option<Passage<'_>>| {
        Cell::Spans(passage.as_ref().map_or(&[], |passage| &passage.spans))
    };
    let record = &article.article;
    let (speaker, when) = (attribution.speaker.as_ref(), attribution.when.as_ref());
    [
        Cell::Text(&attribution.id),
        Cell::Text(&attribution.article),
        Cell::Text(&attribution.corpus),
        text(record.outlet.as_deref()),
        date(record.date),
        text(record.title.as_deref()),
        text(record.url.as_deref()),
        Cell::Text(attribution.kind.name()),
        Cell::Text(attribution.act.name()),
        Cell::Truth(attribution.negated),
        text(speaker.map(|speaker| &*speaker.name)),
        text(speaker.map(|speaker| speaker.r#type.name())),
        text(speaker.and_then(|speaker| speaker.role.as_deref())),
        words(&attribution.source),
        words(&attribution.cue),
        Cell::Text(&attribution.content.text),
        words(&attribution.addressee),
        words(&attribution.medium),
        text(when.map(|when| &*when.text)),
        date(when.and_then(|when| when.date)),
        Cell::Text(article.words(attribution.sentence.span)),
        Cell::Number(attribution.confidence),
        speaker.map_or(Cell::Empty, |speaker| Cell::Number(speaker.confidence)),
        text(speaker.map(|speaker| speaker.resolved_by.name())),
        Cell::Text(&attribution.found_by),
        text(speaker.map(|speaker| &*speaker.r#ref)),
        Cell::Count(attribution.paragraph),
        Cell::Spans(&attribution.content.spans),
        spans(&attribution.cue),
        spans(&attribution.source),
    ]
}

/// The columns of the table of articles. `sayso extract` reads it again.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
pub(crate) const ARTICLES: [(&str, Type); 16] = [
    ("id", Type::Text),
    ("corpus", Type::Text),
    ("path", Type::Text),
    ("title", Type::Text),
    ("subtitle", Type::Text),
    ("outlet", Type::Text),
    ("date", Type::Date),
    ("time", Type::Text),
    ("author", Type::Text),
    ("editor", Type::Text),
    ("section", Type::Text),
    ("url", Type::Text),
    ("words", Type::Count),
    ("attributions", Type::Count),
    ("text_sha256", Type::Text),
    ("text", Type::Text),
];

/// The row of an article.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
pub(crate) fn article<'r>(article: &'r Article<'_>) -> [Cell<'r>; ARTICLES.len()] {
    let record = &article.article;
    [
        Cell::Text(&record.id),
        Cell::Text(&record.corpus),
        Cell::Text(&record.path),
        text(record.title.as_deref()),
        text(record.subtitle.as_deref()),
        text(record.outlet.as_deref()),
        date(record.date),
        date(record.time),
        text(record.author.as_deref()),
        text(record.editor.as_deref()),
        text(record.section.as_deref()),
        text(record.url.as_deref()),
        Cell::Count(record.counts.words),
        Cell::Count(record.counts.attributions),
        Cell::Text(&record.text_sha256),
        Cell::Text(&record.text),
    ]
}

fn text(known: Option<&str>) -> Cell<'_> {
    known.map_or(Cell::Empty, Cell::Text)
}

/// A day or a time, as it is printed.
fn date<'r>(known: Option<impl Display>) -> Cell<'r> {
    known.map_or(Cell::Empty, |known| Cell::Date(known.to_string()))
}
