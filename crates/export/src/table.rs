//! Quotes and claims, and articles, as rows of tables: the columns of CSV, Parquet
//! and data frames.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use records::{ArticleRecords, Attribution, Passage, Span};
use std::fmt::Display;

/// What the cells of a column have in them. Any cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    /// Words.
    Text,
    /// A day, as in `2031-04-05`.
    Date,
    /// A whole number from 0 on.
    Count,
    /// A number from 0 to 1.
    Number,
    /// Yes or no.
    Truth,
    /// Pairs of start and end, in code points; an empty list where there is nothing.
    Spans,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Nothing, in a column of any type.
    Empty,
    /// A text.
    Text(&'r str),
    /// A text that is made of several.
    Joined(String),
    /// A day, or a time of day, as it is printed.
    Date(String),
    /// A whole number.
    Count(usize),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// Where words are.
    Spans(&'r [Span]),
}

/// The columns that the table of quotes and claims always has.
pub const ATTRIBUTIONS: [(&str, CellType); 39] = [
    ("id", CellType::Text),
    ("article", CellType::Text),
    ("corpus", CellType::Text),
    ("outlet", CellType::Text),
    ("date", CellType::Date),
    ("title", CellType::Text),
    ("url", CellType::Text),
    ("kind", CellType::Text),
    ("act", CellType::Text),
    ("negated", CellType::Truth),
    ("speaker", CellType::Text),
    ("speaker_type", CellType::Text),
    ("role", CellType::Text),
    ("source", CellType::Text),
    ("cue", CellType::Text),
    ("content", CellType::Text),
    ("addressee", CellType::Text),
    ("medium", CellType::Text),
    ("when", CellType::Text),
    ("when_date", CellType::Date),
    ("sentence", CellType::Text),
    ("confidence", CellType::Number),
    ("speaker_confidence", CellType::Number),
    ("resolved_by", CellType::Text),
    ("found_by", CellType::Text),
    ("speaker_ref", CellType::Text),
    ("paragraph", CellType::Count),
    ("content_spans", CellType::Spans),
    ("cue_spans", CellType::Spans),
    ("source_spans", CellType::Spans),
    ("nested", CellType::Truth),
    ("parent", CellType::Text),
    ("speaker_id", CellType::Text),
    ("canonical_name", CellType::Text),
    ("candidates", CellType::Text),
    ("referred_to_as", CellType::Text),
    ("by_name", CellType::Text),
    ("by_id", CellType::Text),
    // The same as “when”, which is a keyword of SQL.
    ("when_text", CellType::Text),
];

/// Passes the row of each quote and claim of an article to `take`, in the columns
/// [`ATTRIBUTIONS`] and with offsets as they are in the records.
pub fn attribution_rows(records: ArticleRecords<'_>, mut take: impl FnMut(Vec<Cell<'_>>)) {
    let article = Article::as_it_is(records);
    article.attributions.iter().for_each(|found| take(attribution(&article, found, &[])));
}

/// All columns of the table of quotes and claims.
pub(crate) fn attribution_columns(authority: &AuthorityColumns) -> Vec<(&str, CellType)> {
    let of_authority = authority.titles.iter().map(|title| (title.as_str(), CellType::Text));
    ATTRIBUTIONS.into_iter().chain(of_authority).collect()
}

/// The row of a quote or claim; `authority` are the columns of authority files.
pub(crate) fn attribution<'r>(
    article: &'r Article<'_>,
    attribution: &'r Attribution<'_>,
    authority: &[String],
) -> Vec<Cell<'r>> {
    let words = |passage: &'r Option<Passage<'_>>| text(passage.as_ref().map(|passage| &*passage.text));
    let spans = |passage: &'r Option<Passage<'_>>| {
        Cell::Spans(passage.as_ref().map_or(&[], |passage| &passage.spans))
    };
    let record = &article.article;
    let (speaker, when) = (attribution.speaker.as_ref(), attribution.when.as_ref());
    let by = speaker.and_then(|speaker| speaker.by.as_ref());
    let cells: [Cell<'r>; ATTRIBUTIONS.len()] = [
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
        Cell::Truth(attribution.nested),
        text(attribution.parent.as_deref()),
        text(speaker.and_then(|speaker| speaker.id.as_deref())),
        text(speaker.and_then(|speaker| speaker.canonical_name.as_deref())),
        match speaker.map(|speaker| &speaker.candidates[..]) {
            None | Some([]) => Cell::Empty,
            Some(candidates) => Cell::Joined(candidates.join("|")),
        },
        text(speaker.and_then(|speaker| speaker.referred_to_as).map(|pronoun| pronoun.name())),
        text(by.map(|by| &*by.name)),
        text(by.and_then(|by| by.id.as_deref())),
        text(when.map(|when| &*when.text)),
    ];
    let known = speaker.and_then(|speaker| speaker.authority.as_ref());
    let of_column = |column: &String| text(known.and_then(|row| row.get(column)?.as_str()));
    cells.into_iter().chain(authority.iter().map(of_column)).collect()
}

/// The columns of the table of articles, which `sayso extract` can read again.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
pub(crate) const ARTICLES: [(&str, CellType); 16] = [
    ("id", CellType::Text),
    ("corpus", CellType::Text),
    ("path", CellType::Text),
    ("title", CellType::Text),
    ("subtitle", CellType::Text),
    ("outlet", CellType::Text),
    ("date", CellType::Date),
    ("time", CellType::Text),
    ("author", CellType::Text),
    ("editor", CellType::Text),
    ("section", CellType::Text),
    ("url", CellType::Text),
    ("words", CellType::Count),
    ("attributions", CellType::Count),
    ("text_sha256", CellType::Text),
    ("text", CellType::Text),
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

/// A day or a time in its printed form.
fn date<'r>(known: Option<impl Display>) -> Cell<'r> {
    known.map_or(Cell::Empty, |known| Cell::Date(known.to_string()))
}
