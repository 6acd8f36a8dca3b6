//! Nexis: the plain text of LexisNexis Academic (`1 of 200 DOCUMENTS`), and the documents
//! of Nexis Uni, whose articles end with `End of Document`.
//!
//! ```text
//! Dam holds                        Harbour Post
//! Harbour Post                       May 4, 2024 Saturday
//! May 4, 2024 Saturday
//! Copyright 2024 Harbour Post        Dam holds
//! Section: NEWS; Pg. A1
//! Byline: Åse Lund                   BYLINE: Åse Lund
//! Body                               SECTION: NEWS; Pg. A1
//! …                                  …
//! Load-Date: May 5, 2024             LOAD-DATE: May 5, 2024
//! End of Document
//! ```

use super::labelled::{self, Labelled};
use super::{Bundle, LineKind};
use crate::fields::{Field, Fields};
use crate::formats::format::Draft;
use crate::formats::markup::folded;

#[derive(Debug)]
pub(super) struct Nexis;

/// Labels above the text, and below it. With a colon in a file, in capitals or not.
const ABOVE: [&str; 8] =
    ["byline", "section", "length", "highlight", "dateline", "headline", "series", "body"];
const BELOW: [&str; 19] = [
    "load-date",
    "language",
    "publication-type",
    "document-type",
    "journal-code",
    "subject",
    "organization",
    "company",
    "industry",
    "geographic",
    "person",
    "graphic",
    "correction",
    "correction-date",
    "notes",
    "acc-no",
    "url",
    "classification",
    "pub-type",
];

impl Bundle for Nexis {
    fn name(&self) -> &'static str {
        "nexis"
    }

    fn begins(&self, text: &str) -> bool {
        let lines = || text.lines().map(str::trim);
        let labels = lines().filter(|line| label_of(line).is_some()).count();
        lines().any(is_number) && labels > 0
            || lines().any(|line| line == "Body")
                && lines().any(|line| line == "End of Document" || line.starts_with("Load-Date:"))
    }

    fn line(&self, line: &str) -> LineKind {
        match line {
            "End of Document" => LineKind::Last,
            "Body" => LineKind::Body,
            _ if is_number(line) => LineKind::First,
            _ if line.starts_with("Load-Date:") => LineKind::Last,
            _ => match label_of(line) {
                Some((label, _)) if ABOVE.contains(&label.to_ascii_lowercase().as_str()) => LineKind::Body,
                _ => LineKind::Other,
            },
        }
    }

    fn read(&self, article: &str) -> Option<Draft> {
        let (before, parts) = labelled::parts(article, label_of);
        let lines: Vec<&str> = before.lines().map(str::trim).filter(|line| !is_number(line)).collect();
        let dated = lines.iter().position(|line| labelled::is_date(line));
        let outlet = dated.and_then(|at| lines[..at].iter().rposition(|line| !line.is_empty()));
        let mut fields = Fields::default();
        fields.set(Field::Outlet, outlet.map(|at| lines[at]).unwrap_or_default());
        fields.set(Field::Date, dated.map(|at| lines[at]).unwrap_or_default());
        let section = labelled::value(&parts, &["section"]).unwrap_or_default();
        let section = section.split(';').next().unwrap_or_default().trim();
        fields.set(Field::Section, if section.starts_with("Pg") { "" } else { section });
        let byline = labelled::value(&parts, &["byline"]).unwrap_or_default();
        fields.set(Field::Author, labelled::authors(&byline, false));
        fields.set(Field::Subtitle, labelled::value(&parts, &["highlight"]).unwrap_or_default());
        // Above the outlet in one form, below the date in the other.
        let above = &lines[..outlet.unwrap_or(0)];
        let title = labelled::value(&parts, &["headline"]);
        let title = title
            .or_else(|| last_block(above))
            .or_else(|| title_below(&lines[dated.map_or(0, |at| at + 1)..]));
        labelled::draft(title.unwrap_or_default(), &body(&parts), fields)
    }
}

/// `1 of 200 DOCUMENTS`
fn is_number(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let digits = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    digits(words.next())
        && words.next() == Some("of")
        && digits(words.next())
        && words.next().is_some_and(|word| matches!(word, "DOCUMENTS" | "DOCUMENT"))
        && words.next().is_none()
}

/// The label with which a line begins, and where its value begins. The text of an article
/// has lines such as “Graphic: …”, too; a label of the file begins with a capital.
fn label_of(line: &str) -> Option<(&str, usize)> {
    let start = line.len() - line.trim_start().len();
    let own = &line[start..];
    if matches!(own.trim(), "Body" | "Classification" | "Graphic" | "Notes" | "End of Document") {
        return Some((own.trim(), line.len()));
    }
    let (label, _) = own.split_once(':')?;
    let lower = label.to_ascii_lowercase();
    let known = ABOVE.contains(&lower.as_str()) || BELOW.contains(&lower.as_str());
    (known && label.starts_with(char::is_uppercase)).then(|| (label, start + label.len() + 1))
}

/// The last lines without a blank one between them, on one line.
fn last_block(lines: &[&str]) -> Option<String> {
    let end = lines.iter().rposition(|line| !line.is_empty())? + 1;
    let start = lines[..end].iter().rposition(|line| line.is_empty()).map_or(0, |blank| blank + 1);
    Some(folded(&lines[start..end].join(" ")))
}

/// The title below the date: the last block, since the name of an edition comes before it.
fn title_below(lines: &[&str]) -> Option<String> {
    let end = lines.iter().position(|line| line.to_ascii_lowercase().starts_with("copyright"));
    last_block(&lines[..end.unwrap_or(lines.len())])
}

/// The text: what follows `Body`, or else the first blank line after the labels above it, up to the labels below.
fn body(parts: &[Labelled<'_>]) -> String {
    let is =
        |part: &Labelled<'_>, labels: &[&str]| labels.contains(&part.label.to_ascii_lowercase().as_str());
    if let Some(at) = parts.iter().position(|part| part.label == "Body") {
        let below = |part: &&Labelled<'_>| {
            !is(part, &["load-date", "classification", "language", "graphic", "notes", "end of document"])
        };
        let first = parts[at].value;
        // A line of the text may look like a label.
        return parts[at + 1..]
            .iter()
            .take_while(below)
            .fold(first.to_owned(), |body, part| format!("{body}\n\n{}: {}", part.label, part.value));
    }
    let last = parts.iter().take_while(|part| is(part, &ABOVE)).last();
    let blank =
        |value: &str| value.find("\n\n").or_else(|| value.find("\n\r\n")).or_else(|| value.find("\n \n"));
    last.and_then(|part| Some(part.value[blank(part.value)?..].to_owned())).unwrap_or_default()
}
