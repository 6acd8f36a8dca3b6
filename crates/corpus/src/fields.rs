//! The fields that a record can have, and under which names records keep them.

use std::collections::BTreeMap;

/// Why a table has no articles: none of its columns is the text.
pub(crate) fn no_text(columns: &[&str]) -> String {
    format!(
        "no column is the text; there are {}; name it in corpus.toml (text = … under [fields])",
        columns.join(", ")
    )
}

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
    /// When it was changed last.
    Modified,
    Author,
    Editor,
    Section,
    Url,
}

impl Field {
    pub(crate) const ALL: [Self; 12] = [
        Self::Id,
        Self::Text,
        Self::Title,
        Self::Subtitle,
        Self::Outlet,
        Self::Date,
        Self::Time,
        Self::Modified,
        Self::Author,
        Self::Editor,
        Self::Section,
        Self::Url,
    ];

    /// What `corpus.toml` calls it.
    pub(crate) fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }

    /// The field that `corpus.toml` calls so.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(_, known, _)| *known == name).map(|(field, ..)| *field)
    }

    /// The names that records usually give it, the likeliest first.
    pub(crate) fn usual_names(self) -> &'static [&'static str] {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or(&[], |(.., usual)| usual)
    }
}

/// Each field, what `corpus.toml` calls it, and the names that records usually
/// give it, the likeliest first.
const FIELDS: [(Field, &str, &[&str]); 12] = [
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
            "plaintext",
            "story_text",
            "article_content",
            "story",
            "article",
            "paragraphs",
            "body_html",
            "content_html",
            "html",
            "raw_html",
            "lead_paragraph",
        ],
    ),
    (Field::Title, "title", &["title", "headline", "heading", "webtitle", "web_title"]),
    (
        Field::Subtitle,
        "subtitle",
        &["subtitle", "subheadline", "subheading", "standfirst", "dek", "trailtext"],
    ),
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
            "sitename",
            "meta_site_name",
            "media_name",
            "source_hostname",
            "site",
            "source_domain",
            "hostname",
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
            "publishing_date",
            "webpublicationdate",
            "seendate",
            "pub_date",
            "pubdate",
            "created_at",
            "timestamp",
        ],
    ),
    (Field::Time, "time", &["time", "publish_time", "published_time"]),
    (
        Field::Modified,
        "modified",
        &[
            "modified",
            "modified_at",
            "date_modified",
            "datemodified",
            "date_modify",
            "modified_date",
            "updated",
            "updated_at",
            "updatedat",
            "last_modified",
        ],
    ),
    (Field::Author, "author", &["author", "authors", "byline", "bylines", "creator", "written_by"]),
    (Field::Editor, "editor", &["editor", "editors", "edited_by"]),
    (Field::Section, "section", &["section", "section_name", "sectionname", "desk", "category", "rubric"]),
    (Field::Url, "url", &["url", "link", "web_url", "weburl", "canonical_url", "permalink", "uri"]),
];

/// The names that one corpus gives some of the fields. They replace the usual
/// names.
pub(crate) type OwnNames = BTreeMap<Field, String>;

/// Whether any field is read from a record's key of this name.
pub(crate) fn is_read(name: &str, own_names: &OwnNames) -> bool {
    let starts = |own: &String| own.split('.').next() == Some(name);
    Field::ALL
        .iter()
        .any(|&field| is_name_of(name, field, own_names) || own_names.get(&field).is_some_and(starts))
}

/// Whether a field is read from a record's key of this name.
pub(crate) fn is_name_of(name: &str, field: Field, own_names: &OwnNames) -> bool {
    match own_names.get(&field) {
        Some(own) => own == name,
        None => field.usual_names().iter().any(|usual| is_called(name, usual)),
    }
}

/// The index of the column that holds a field: the one with the corpus's own name
/// for it, else the first of the usual names that there is.
pub(crate) fn column<'n>(
    names: impl Iterator<Item = &'n str> + Clone,
    field: Field,
    own_names: &OwnNames,
) -> Option<usize> {
    match own_names.get(&field) {
        Some(own) => names.clone().position(|name| name == *own),
        None => {
            let mut usual_names = field.usual_names().iter();
            usual_names.find_map(|usual| names.clone().position(|name| is_called(name, usual)))
        }
    }
}

/// Whether a record's key is this usual name, ignoring case and with `-` or a
/// space for `_`.
pub(crate) fn is_called(key: &str, usual: &str) -> bool {
    usual.len() == key.len()
        && usual.bytes().zip(key.bytes()).all(|(u, k)| match k {
            b'-' | b' ' => u == b'_',
            _ => u == k.to_ascii_lowercase(),
        })
}

/// What a record says about its article, as texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields(BTreeMap<Field, String>);

impl Fields {
    /// Puts a value in, replacing any other; a value of nothing but white space
    /// is ignored.
    pub(crate) fn set(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.insert(field, value);
        }
    }

    /// Takes over all values of others.
    pub(crate) fn overrule(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Takes a value out.
    pub(crate) fn take(&mut self, field: Field) -> Option<String> {
        self.0.remove(&field)
    }
}
