//! ProQuest: articles between lines of underscores, with labels and colons.
//!
//! ```text
//! ___ (sixty of them)
//! Document 1 of 2
//! Dam holds
//! Author: Lund, Åse
//! Publication info: Harbour Post ; Brekke [Brekke]. 04 May 2024: A1.
//! Full text: The council …
//! Title: Dam holds
//! Publication title: Harbour Post
//! Publication date: May 4, 2024
//! ```

use super::labelled;
use super::{Bundle, LineKind};
use crate::fields::{Field, Fields};
use crate::formats::format::Draft;
use crate::formats::markup::folded;

#[derive(Debug)]
pub(super) struct ProQuest;

/// The underscores of a line between articles at least.
const UNDERSCORES: usize = 30;

/// Labels, in the case in which ProQuest writes them.
const LABELS: [&str; 48] = [
    "Abstract",
    "Author",
    "Author affiliation",
    "Business indexing term",
    "Caption",
    "Column",
    "Company / organization",
    "Copyright",
    "Correspondence author",
    "Country of publication",
    "Credit",
    "Dateline",
    "Database",
    "Document type",
    "Document URL",
    "Edition",
    "First page",
    "Full text",
    "Full Text",
    "Identifier / keyword",
    "ISSN",
    "Issue",
    "Language",
    "Language of publication",
    "Last updated",
    "Links",
    "Location",
    "Number of pages",
    "Pages",
    "People",
    "Place of publication",
    "ProQuest document ID",
    "Publication date",
    "Publication info",
    "Publication subject",
    "Publication title",
    "Publication year",
    "Publisher",
    "Section",
    "Source attribution",
    "Source type",
    "Subject",
    "Subtitle",
    "Supplement",
    "Title",
    "URL",
    "Volume",
    "Year",
];

impl Bundle for ProQuest {
    fn name(&self) -> &'static str {
        "proquest"
    }

    fn begins(&self, text: &str) -> bool {
        text.lines().any(|line| is_border(line.trim()))
            && text.lines().any(|line| matches!(label_of(line), Some(("Full text" | "Full Text", _))))
            && text
                .lines()
                .any(|line| label_of(line).is_some_and(|(label, _)| label.starts_with("Publication ")))
    }

    fn line(&self, line: &str) -> LineKind {
        match label_of(line) {
            Some(("Full text" | "Full Text" | "Abstract", _)) => LineKind::Body,
            None if is_border(line) => LineKind::First,
            None if is_number(line) => LineKind::Head,
            _ => LineKind::Other,
        }
    }

    fn read(&self, article: &str) -> Option<Draft> {
        let (before, parts) = labelled::parts(article, label_of);
        let value = |labels: &[&str]| labelled::value(&parts, labels);
        let mut above = before.lines().map(str::trim);
        let title = above.find(|line| !line.is_empty() && !is_border(line) && !is_number(line));
        let info = value(&["Publication info"]).unwrap_or_default();
        let outlet =
            value(&["Publication title"]).or_else(|| Some(info.split([';', ',']).next()?.trim().to_owned()));
        // “Harbour Post ; Brekke [Brekke]. 04 May 2024: A1.”
        let dated =
            info.rsplit(". ").find(|part| labelled::is_date(part.split(':').next().unwrap_or_default()));
        let mut fields = Fields::default();
        fields.set(Field::Outlet, outlet.unwrap_or_default());
        let date = value(&["Publication date"]).or_else(|| Some(dated?.split(':').next()?.to_owned()));
        fields.set(Field::Date, date.unwrap_or_default());
        fields.set(Field::Author, labelled::authors(&value(&["Author"]).unwrap_or_default(), true));
        fields.set(Field::Section, value(&["Section"]).unwrap_or_default());
        fields.set(Field::Subtitle, value(&["Subtitle"]).unwrap_or_default());
        fields.set(Field::Url, value(&["Document URL", "URL"]).unwrap_or_default());
        let title = title.map(folded).or_else(|| value(&["Title"]));
        let body = parts.iter().find(|part| matches!(part.label, "Full text" | "Full Text"))?;
        labelled::draft(title.unwrap_or_default(), body.value, fields)
    }

    fn own_id(&self, article: &str) -> Option<String> {
        let id = article.lines().find_map(|line| line.trim().strip_prefix("ProQuest document ID:"))?;
        Some(id.trim().to_owned()).filter(|id| !id.is_empty())
    }
}

fn is_border(line: &str) -> bool {
    line.len() >= UNDERSCORES && line.bytes().all(|b| b == b'_')
}

/// `Document 1 of 200`
fn is_number(line: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    line.strip_prefix("Document ")
        .and_then(|rest| rest.split_once(" of "))
        .is_some_and(|(number, all)| digits(number) && digits(all))
}

fn label_of(line: &str) -> Option<(&str, usize)> {
    let (label, _) = line.split_once(':')?;
    LABELS.contains(&label).then_some((label, label.len() + 1))
}
