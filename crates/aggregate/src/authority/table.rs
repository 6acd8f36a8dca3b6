//! Authority files: tables in CSV or TSV with a line for each person or body, or for each
//! time in which something holds of them.
//!
//! The first line names the columns. `id` and `name` must be there; `aliases` (separated
//! by `|`), `type`, `from` and `to` have a meaning if they are; all others are the user's.

use super::Entry;
use crate::error::Error;
use crate::wording::fold;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::Path;
use text::SpeakerType;

/// Separates aliases.
const BETWEEN_ALIASES: char = '|';

/// The columns with a meaning.
const COLUMNS: [&str; 6] = ["id", "name", "aliases", "type", "from", "to"];

/// Reads a table and hands over the names in each line with what it says.
///
/// # Errors
/// If the file cannot be read or a line of it cannot be used.
pub(super) fn read(path: &Path, mut add: impl FnMut(Vec<&str>, Entry)) -> Result<(), Error> {
    let failed = |line: Option<usize>, problem: &str| Error::user_file(path, line, problem);
    let text = std::fs::read_to_string(path).map_err(|cause| failed(None, &cause.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let head = text.lines().next().unwrap_or_default();
    let tabs = head.contains('\t');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { b',' })
        // In a table with tabs a quotation mark is part of a nickname.
        .quoting(!tabs)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = match table.headers() {
        Ok(head) => Columns::read(head).map_err(|problem| failed(Some(1), &problem))?,
        Err(error) => return Err(failed(Some(1), &error.to_string())),
    };
    for record in table.records() {
        let record = record.map_err(|error| {
            let line = error.position().map(|position| position.line() as usize);
            failed(line, &error.to_string())
        })?;
        let line = record.position().map(|position| position.line() as usize);
        let (names, entry) = columns.entry(&record).map_err(|problem| failed(line, &problem))?;
        add(names, entry);
    }
    Ok(())
}

/// Which column is what.
struct Columns {
    names: Vec<String>,
    /// In the order of [`COLUMNS`].
    known: [Option<usize>; COLUMNS.len()],
}

impl Columns {
    fn read(head: &csv::StringRecord) -> Result<Self, String> {
        let names: Vec<String> = head.iter().map(str::to_lowercase).collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(*name)) {
            return Err(format!("two columns are called “{twice}”"));
        }
        let known = COLUMNS.map(|wanted| names.iter().position(|name| name == wanted));
        match known {
            [Some(_), Some(_), ..] => Ok(Self { names, known }),
            _ => Err("the first line has to name the columns, among them id and name".to_owned()),
        }
    }

    /// The names in a line, and what it says; or what is wrong with it.
    fn entry<'r>(&self, record: &'r csv::StringRecord) -> Result<(Vec<&'r str>, Entry), String> {
        if record.len() != self.names.len() {
            return Err(format!("{} cells, but the first line has {}", record.len(), self.names.len()));
        }
        let [id, name, aliases, kind, from, to] =
            self.known.map(|column| column.and_then(|column| record.get(column)).unwrap_or_default());
        if id.is_empty() {
            return Err("no id".to_owned());
        }
        let aliases = aliases.split(BETWEEN_ALIASES).map(str::trim).filter(|alias| !alias.is_empty());
        let names: Vec<&str> = [name].into_iter().chain(aliases).collect();
        if let Some(empty) = names.iter().find(|name| fold(name).is_empty()) {
            return Err(format!("the name “{empty}” has no word in it"));
        }
        let (from, to) = (date(from)?, date(to)?);
        if from.is_some() && to.is_some() && from > to {
            return Err("from is after to".to_owned());
        }
        let cells = self.names.iter().zip(record).enumerate().filter(|&(column, (_, cell))| {
            let known = self.known.iter().position(|&known| known == Some(column));
            !cell.is_empty() && known.is_none_or(|known| matches!(COLUMNS[known], "name" | "from" | "to"))
        });
        let cells = cells.map(|(_, (column, cell))| (column.clone(), cell.to_owned())).collect();
        let kind = kind_of(kind)?;
        Ok((names, Entry { id: id.to_owned(), kind, from, to, condition: None, cells }))
    }
}

/// The day in a cell; `None` if that is empty.
fn date(cell: &str) -> Result<Option<Date>, String> {
    let day = || cell.parse().map_err(|_| format!("“{cell}” is not a day like 2031-04-05"));
    (!cell.is_empty()).then(day).transpose()
}

/// What the cell of the column `type` says; `None` if it is empty.
fn kind_of(cell: &str) -> Result<Option<SpeakerType>, String> {
    let known = [SpeakerType::Person, SpeakerType::Organization, SpeakerType::Group, SpeakerType::Document];
    match known.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(cell)) {
        None if cell.is_empty() => Ok(None),
        None => Err(format!("the type “{cell}” is not one of person, organization, group, document")),
        kind => Ok(kind),
    }
}
