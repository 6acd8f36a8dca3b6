//! A line of `articles.jsonl`.

use crate::offsets::{Offsets, Span};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One article, with the text that all offsets refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article<'a> {
    /// The record's own id or, if it has none, its path inside the corpus without the
    /// extension.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// The name of the corpus.
    #[serde(borrow)]
    pub corpus: Cow<'a, str>,
    /// Where it came from: the file, and the line if a file holds many articles.
    #[serde(borrow)]
    pub path: Cow<'a, str>,
    /// The headline.
    pub title: Option<Cow<'a, str>>,
    /// The line under the headline.
    pub subtitle: Option<Cow<'a, str>>,
    /// Who published it.
    pub outlet: Option<Cow<'a, str>>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The time of publication, as printed, without a time zone.
    pub time: Option<Time>,
    /// The day of the last change, where that is known apart from the publication.
    pub modified: Option<Date>,
    /// Who wrote it.
    pub author: Option<Cow<'a, str>>,
    /// Who edited it.
    pub editor: Option<Cow<'a, str>>,
    /// The section or desk.
    pub section: Option<Cow<'a, str>>,
    /// Its web address.
    pub url: Option<Cow<'a, str>>,
    /// What is doubtful about its text or what is known about it, in words for people.
    #[serde(default)]
    pub doubts: Vec<Cow<'a, str>>,
    /// How much was found in it.
    pub counts: ArticleCounts,
    /// The SHA-256 of the text in UTF-8, in hexadecimal.
    #[serde(borrow)]
    pub text_sha256: Cow<'a, str>,
    /// What the offsets count, here and in the article's attributions.
    pub offsets: Offsets,
    /// The pieces of the text, and what each of them is.
    pub paragraphs: Vec<Paragraph>,
    /// The text, unchanged.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// How much was found in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCounts {
    /// Sentences in the title, headings and body.
    pub sentences: usize,
    /// Quotes and claims.
    pub attributions: usize,
    /// Those in quotation marks.
    pub direct: usize,
    /// Those in the article's own words.
    pub indirect: usize,
    /// Those partly in quotation marks.
    pub mixed: usize,
    /// Words and numbers in the title, headings and body.
    pub words: usize,
}

/// A piece of an article's text between line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it is in the text.
    pub span: Span,
    /// What it is: `title`, `heading`, `body`, `dateline` or `boilerplate`.
    #[serde(with = "crate::names::role")]
    pub role: text::Role,
}
