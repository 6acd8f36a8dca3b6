//! Where JSONL records usually keep what an article needs.

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
