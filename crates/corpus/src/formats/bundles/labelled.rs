//! Text in which lines with a label say what it is: `BYLINE: Åse Lund`.

use crate::fields::{Field, Fields};
use crate::formats::format::Draft;
use crate::formats::markup::folded;
use crate::formats::names;

/// A label and what follows it, up to the next label.
#[derive(Debug)]
pub(super) struct Labelled<'t> {
    pub(super) label: &'t str,
    pub(super) value: &'t str,
}

/// What comes before the first label of a text, and its labels with their values.
/// `label_of` gives the label with which a line begins, and where its value begins in the
/// line.
pub(super) fn parts<'t>(
    text: &'t str,
    label_of: impl Fn(&'t str) -> Option<(&'t str, usize)>,
) -> (&'t str, Vec<Labelled<'t>>) {
    let mut starts: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((label, value)) = label_of(line.trim_end()) {
            starts.push((label, at, at + value));
        }
        at += line.len();
    }
    let before = &text[..starts.first().map_or(text.len(), |first| first.1)];
    let ends = starts.iter().skip(1).map(|next| next.1).chain([text.len()]);
    let labelled = starts
        .iter()
        .zip(ends)
        .map(|(&(label, _, start), end)| Labelled { label, value: text[start..end].trim() });
    (before, labelled.collect())
}

/// The value of the first of these labels that there is and is not empty, on one line.
pub(super) fn value(parts: &[Labelled<'_>], labels: &[&str]) -> Option<String> {
    let fits = |label: &&&str, part: &&Labelled<'_>| part.label.eq_ignore_ascii_case(label);
    labels.iter().find_map(|label| {
        let part = parts.iter().find(|part| fits(&label, part) && !part.value.is_empty())?;
        Some(folded(part.value))
    })
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The most bytes of a line that is a date.
const DATE_LINE: usize = 80;

/// Whether a line is a date: `May 4, 2024 Saturday`, `4 May 2024`.
pub(super) fn is_date(line: &str) -> bool {
    let line = line.trim();
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let words = || line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let year = words().any(|word| is_year(word) && word.bytes().all(|b| b.is_ascii_digit()));
    let month = words()
        .any(|word| word.get(..3).is_some_and(|start| MONTHS.contains(&start.to_ascii_lowercase().as_str())));
    let day = words().any(|word| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()));
    line.len() <= DATE_LINE && year && month && day
}

/// The words with which a byline goes on after a name: “Åse Lund, Staff Writer”.
const TRADES: [&str; 9] =
    ["agency", "bureau", "chief", "columnist", "contributor", "correspondent", "editor", "reporter", "staff"];

/// The names in a byline. `inverted` is whether a name is written `Lund, Åse`.
pub(super) fn authors(byline: &str, inverted: bool) -> String {
    let names: Vec<String> = byline
        .split(';')
        .flat_map(|part| match part.split_once(", ").filter(|_| inverted) {
            Some((last, first)) => {
                names::people([format!("{} {}", first.trim(), last.trim()).as_str()].into_iter())
            }
            None => names::people([part].into_iter()),
        })
        .filter(|name| !name.to_lowercase().split(' ').any(|word| TRADES.contains(&word)))
        .collect();
    names.join(", ")
}

/// An article with a title, which its text begins with.
pub(super) fn draft(title: String, body: &str, mut fields: Fields) -> Option<Draft> {
    let body = body.trim();
    if body.is_empty() {
        return None;
    }
    let text = if title.is_empty() { body.to_owned() } else { format!("{title}\n\n{body}") };
    fields.set(Field::Title, title);
    Some(Draft { text, fields, ..Draft::default() })
}
