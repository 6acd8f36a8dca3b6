//! The values of records of JSON and tables, as what they mean: HTML as its words, an address
//! not as the name of an outlet.

use super::format::{Draft, Problem, RecordContext};
use super::{html, markup};
use crate::fields::Field;

/// Whether a value is one of this field: an address is no outlet.
pub(super) fn fits(field: Field, value: &str) -> bool {
    field != Field::Outlet || !value.contains("://")
}

/// The value of a field other than the text, without tags and references.
pub(super) fn plain(field: Field, value: String) -> String {
    let value = match field {
        Field::Author if value.contains("; ") => value.replace("; ", ", "),
        _ => value,
    };
    let marked = value.contains("</") || value.contains('&') && value.contains(';');
    if marked && field != Field::Url && field != Field::Id { markup::plain(&value) } else { value }
}

/// Adds what is in a text that is HTML: a page, or the main part of one.
///
/// # Errors
/// If there is no article in it.
pub(super) fn with_words(draft: Draft, context: &RecordContext<'_>) -> Result<Draft, Problem> {
    let start = draft.text.trim_start().get(..HTML_START).unwrap_or(&draft.text).to_ascii_lowercase();
    if start.trim_start().starts_with("<!doctype html") || start.starts_with("<html") {
        let page = html::page(draft.text.into_bytes(), None, context)?;
        let mut fields = page.fields;
        fields.overrule(draft.fields);
        return Ok(Draft { fields, ..page });
    }
    let is_html =
        ["</p>", "<br>", "<br/>", "<br />", "</div>", "<p>"].iter().any(|tag| draft.text.contains(tag));
    match is_html {
        true => Ok(Draft { text: html::words(&draft.text), ..draft }),
        false => Ok(draft),
    }
}

/// The bytes of a text that are looked at to see whether it is a page.
const HTML_START: usize = 64;
