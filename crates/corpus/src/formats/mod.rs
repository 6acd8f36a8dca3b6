//! The formats in which files hold articles: one file each.
//!
//! To add one, copy `text.rs`, the simplest, and name the copy twice below: as a
//! module, and in [`FORMATS`]. A format does two things, which are kept apart
//! because one thread does the first and many do the second:
//!
//! - `cut` cuts a file into records, cheaply and in bounded memory;
//! - `draft` makes a [`Draft`] of one record: its text, and what it says about it.
//!
//! Before: [`unpack`](crate::unpack) has opened compression and archives, and
//! [`feed`](crate::feed) calls `cut`. After: [`article`](crate::article) calls
//! `draft` and makes an article of the result.
//!
//! What the formats share: `format.rs` is the contract; `cutter.rs` takes the records
//! (`raw_record.rs`); `encoding.rs` decodes bytes; `markup.rs` knows HTML and XML; `lines.rs` reads lines of any length.

mod bundles;
mod csv;
mod documents;
mod feed;
mod html;
mod json;
mod jsonl;
mod mail;
mod markdown;
mod news_xml;
mod office;
mod parquet;
mod rtf;
mod text;
mod warc;

mod cutter;
mod encoding;
mod format;
mod lines;
mod markup;
mod names;
mod raw_record;
mod values;

pub(crate) use csv::Csv;
pub(crate) use cutter::{Cutter, RecordPlace, Stop};
pub(crate) use encoding::BOM;
pub(crate) use format::{Draft, Format, RecordContext};
pub(crate) use raw_record::RawRecord;
pub(crate) use text::Text;

/// All formats, in the order in which messages list them.
pub(crate) static FORMATS: &[&dyn Format] = &[
    &text::Text,
    &jsonl::JsonLines,
    &json::Json,
    &csv::Csv,
    &parquet::Parquet,
    &bundles::PageBundle(bundles::PAGES[0]),
    &bundles::PageBundle(bundles::PAGES[1]),
    &html::Html,
    &warc::Warc,
    &news_xml::NewsXml,
    &feed::Feed,
    &mail::Mail,
    &markdown::Markdown,
    &documents::RTF,
    &documents::DOCX,
    &documents::ODT,
    &bundles::TextBundle(bundles::BUNDLES[0]),
    &bundles::TextBundle(bundles::BUNDLES[1]),
    &bundles::TextBundle(bundles::BUNDLES[2]),
];

/// The format of files with this extension, in any case and without its dot.
pub(crate) fn of_extension(extension: &str) -> Option<&'static dyn Format> {
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().copied().find(|format| format.extensions().contains(&extension.as_str()))
}

/// The format that `corpus.toml` calls so.
pub(crate) fn of_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// The format of a file: the one stated by its corpus, else the one of its
/// extension. The first bytes of the file tell where neither is known, and
/// overrule it where they begin a page or a bundle of a news database that was saved as
/// text, or a feed.
pub(crate) fn of_file(
    stated: Option<&'static dyn Format>,
    extension: &str,
    first: &[u8],
) -> Option<&'static dyn Format> {
    let named = stated.or_else(|| of_extension(extension));
    let may_be = |format: &&dyn Format| named.is_none_or(|named| format.replaces(named.name()));
    FORMATS.iter().copied().filter(may_be).find(|format| format.begins(first)).or(named)
}

/// What to say of a file that no format reads.
pub(crate) fn no_reader(extension: &str) -> String {
    let what = match extension {
        "" => "files without an extension".to_owned(),
        other => format!(".{other}"),
    };
    let advice = match extension {
        "" => Some("`format` in a corpus.toml may say what they are"),
        "pdf" => Some("save it as text or HTML first (`pdftotext FILE.pdf` may do)"),
        "doc" | "pages" => Some("save it as .docx first"),
        "mht" | "mhtml" | "webarchive" => Some("save the page as HTML, not as a single file"),
        "msg" => Some("save it as .eml first"),
        "xls" | "xlsx" | "ods" => Some("save it as CSV first"),
        "bz2" | "xz" | "7z" | "rar" | "lz4" | "br" => Some("unpack it first"),
        _ => None,
    };
    let advice = advice.map(|advice| format!("; {advice}")).unwrap_or_default();
    format!("no reader for {what}{advice}")
}
