//! What a reader makes of one article.

use crate::span::Span;
use jiff::civil::{Date, Time};
use std::fmt;

/// One article as a reader found it. It never changes afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The path inside the corpus without the extension, or the record's own id.
    pub id: String,
    /// The name of the corpus.
    pub corpus: String,
    /// Where it came from, for people: the file, and the line if the file has many
    /// articles (`wire.jsonl:12`).
    pub path: String,
    /// The decoded text, unchanged, including its line ends. All spans are of it.
    pub text: String,
    /// What is known about it.
    pub metadata: Metadata,
    /// The paragraphs of the text, in order, not overlapping. White space between them
    /// belongs to none.
    pub paragraphs: Vec<Paragraph>,
}

/// What is known about an article besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The line under the headline.
    pub subtitle: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The time of publication, as printed, without a time zone.
    pub time: Option<Time>,
    /// The day of the last change, where that is known apart from the publication.
    pub modified: Option<Date>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who edited it.
    pub editor: Option<String>,
    /// The section or desk.
    pub section: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// What is doubtful about text or fields.
    pub doubts: Vec<Doubt>,
}

/// What is doubtful about an article, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is, in the same words for all articles.
    pub what: &'static str,
    /// The value that it is about, or its beginning.
    pub value: Option<String>,
}

impl From<&'static str> for Doubt {
    fn from(what: &'static str) -> Self {
        Self { what, value: None }
    }
}

/// `what`, or `what: “value”`.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "{}: “{value}”", self.what),
            None => f.write_str(self.what),
        }
    }
}

/// A paragraph of the text, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its span, without white space at its ends.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a paragraph is. Nothing is ever deleted from a text; what is not part of the
/// article is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline.
    Title,
    /// A line under the headline, or a heading between paragraphs.
    Heading,
    /// The article itself.
    Body,
    /// Place, date and agency before the first sentence: `KADUNGA, March 3
    /// (Northern Wire) —`. The rest of the line is a paragraph of its own.
    Dateline,
    /// Menus, widgets, publication lines, bylines, link lists, copyright lines.
    Boilerplate,
}

impl Role {
    /// Whether people may be quoted here.
    pub fn is_article(self) -> bool {
        matches!(self, Role::Title | Role::Heading | Role::Body)
    }

    /// The name used in records and by `sayso explain`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Heading => "heading",
            Role::Body => "body",
            Role::Dateline => "dateline",
            Role::Boilerplate => "boilerplate",
        }
    }
}
