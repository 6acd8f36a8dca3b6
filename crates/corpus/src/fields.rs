//! Where records usually keep what an article needs.

use crate::Corpus;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a record can say about an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Id,
    Text,
    Title,
    Subtitle,
    Outlet,
    Date,
    Time,
    Author,
    Editor,
    Section,
    Url,
}

impl Field {
    pub(crate) const ALL: [Self; 11] = [
        Self::Id,
        Self::Text,
        Self::Title,
        Self::Subtitle,
        Self::Outlet,
        Self::Date,
        Self::Time,
        Self::Author,
        Self::Editor,
        Self::Section,
        Self::Url,
    ];

    /// What `corpus.toml` calls it.
    pub(crate) fn name(self) -> &'static str {
        FIELDS.iter().find(|f| f.0 == self).map_or("", |f| f.1)
    }
}

/// What a record says, as texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields(BTreeMap<Field, String>);

impl Fields {
    /// Takes a value in; one of nothing but white space says nothing.
    pub(crate) fn set(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.insert(field, value);
        }
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Takes a value out.
    pub(crate) fn take(&mut self, field: Field) -> Option<String> {
        self.0.remove(&field)
    }
}

/// Whether anything is read from a record's field of this name.
pub(crate) fn is_read(name: &str, corpus: &Corpus) -> bool {
    Field::ALL.iter().any(|field| match corpus.fields.get(field) {
        Some(own) => own == name || own.split('.').next() == Some(name),
        None => usual_names(*field).iter().any(|usual| is_called(name, usual)),
    })
}

/// Which of some columns holds a field: that of the corpus's own name for it,
/// else the first of the usual names that there is.
pub(crate) fn column<'n>(
    names: impl Iterator<Item = Cow<'n, str>> + Clone,
    field: Field,
    corpus: &Corpus,
) -> Option<usize> {
    match corpus.fields.get(&field) {
        Some(own) => names.clone().position(|name| name == *own),
        None => {
            usual_names(field).iter().find_map(|usual| names.clone().position(|name| is_called(&name, usual)))
        }
    }
}

/// The fields, what `corpus.toml` calls them, and the names that records give
/// them, the likeliest first.
pub(crate) const FIELDS: [(Field, &str, &[&str]); 11] = [
    (Field::Id, "id", &["id", "_id", "article_id", "doc_id", "docid", "guid", "uuid"]),
    (
        Field::Text,
        "text",
        &[
            "text",
            "body",
            "content",
            "article_text",
            "full_text",
            "article_body",
            "articlebody",
            "body_text",
            "bodytext",
            "main_text",
            "maintext",
            "plain_text",
            "story",
            "article",
        ],
    ),
    (Field::Title, "title", &["title", "headline", "heading"]),
    (Field::Subtitle, "subtitle", &["subtitle", "subheadline", "subheading", "standfirst", "dek"]),
    (
        Field::Outlet,
        "outlet",
        &[
            "outlet",
            "source",
            "publisher",
            "publication",
            "newspaper",
            "source_name",
            "site_name",
            "site",
            "source_domain",
            "domain",
        ],
    ),
    (
        Field::Date,
        "date",
        &[
            "date",
            "published",
            "published_at",
            "publishedat",
            "publish_date",
            "published_date",
            "publication_date",
            "date_published",
            "datepublished",
            "date_publish",
            "pub_date",
            "pubdate",
            "created_at",
            "timestamp",
        ],
    ),
    (Field::Time, "time", &["time", "publish_time", "published_time"]),
    (Field::Author, "author", &["author", "authors", "byline", "bylines", "creator", "written_by"]),
    (Field::Editor, "editor", &["editor", "editors", "edited_by"]),
    (Field::Section, "section", &["section", "section_name", "desk", "category", "rubric"]),
    (Field::Url, "url", &["url", "link", "web_url", "weburl", "canonical_url", "permalink", "uri"]),
];

/// The names of a field, the likeliest first.
pub(crate) fn usual_names(field: Field) -> &'static [&'static str] {
    FIELDS.iter().find(|f| f.0 == field).map_or(&[], |f| f.2)
}

/// Whether a record's key is this usual name: case does not count, and `-` and
/// space are as good as `_`.
pub(crate) fn is_called(key: &str, usual: &str) -> bool {
    usual.len() == key.len()
        && usual.bytes().zip(key.bytes()).all(|(u, k)| match k {
            b'-' | b' ' => u == b'_',
            _ => u == k.to_ascii_lowercase(),
        })
}
