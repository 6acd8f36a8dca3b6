//! What the user's files say of one speaker, over all articles.

use super::notes::SpeakerNote;
use crate::identities::IdentityNote;
use jiff::civil::Date;
use records::AuthorityRow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the notes on one speaker say that comes from the user's files, and where their
/// articles stand.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    id: Option<String>,
    /// The columns as JSON, each with how many notes have them.
    rows: BTreeMap<String, usize>,
    candidates: BTreeSet<String>,
    /// For each note, the day of its article, and what it makes.
    notes: Vec<(Option<Date>, IdentityNote)>,
}

impl KnownRows {
    pub(super) fn add(&mut self, note: &SpeakerNote<'_>) {
        if self.id.is_none() {
            self.id = note.id.map(str::to_owned);
        }
        if let Some(row) = note.row {
            *self.rows.entry(row.to_owned()).or_default() += 1;
        }
        self.candidates.extend(note.candidates.iter().map(|&id| id.to_owned()));
        let identity = IdentityNote {
            position: note.position,
            row: note.row.map(str::to_owned),
            candidates: note.candidates.iter().map(|&id| id.to_owned()).collect(),
        };
        self.notes.push((note.date, identity));
    }

    /// The id, if there is one.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The columns that most notes have.
    pub(super) fn row(&self) -> Option<AuthorityRow> {
        let most = self.rows.iter().min_by_key(|&(row, count)| (Reverse(count), row));
        most.and_then(|(row, _)| serde_json::from_str(row).ok())
    }

    /// Those who may be meant, if that is open.
    pub(super) fn candidates(&self) -> Vec<String> {
        if self.id.is_some() { Vec::new() } else { self.candidates.iter().cloned().collect() }
    }

    /// What is to be written beside each quote. Where a name itself says nothing, such as a
    /// surname, the columns are those of the article's day or, if that is not known, those
    /// that are always the same.
    pub(super) fn identities(self) -> Vec<IdentityNote> {
        let rows: Vec<(&String, AuthorityRow)> =
            self.rows.keys().filter_map(|row| Some((row, serde_json::from_str(row).ok()?))).collect();
        let on = |day: Date| {
            let mut hold = rows.iter().filter(|(_, row)| holds_on(row, day));
            hold.next().filter(|_| hold.next().is_none()).map(|(row, _)| (*row).clone())
        };
        let agreed = agreed(&rows);
        let mut identities = Vec::with_capacity(self.notes.len());
        for (date, mut identity) in self.notes {
            if self.id.is_some() {
                identity.row = identity.row.or_else(|| match date {
                    Some(day) => on(day),
                    None => agreed.clone(),
                });
                identity.candidates.clear();
            }
            identities.push(identity);
        }
        identities
    }
}

/// The columns in which all rows agree, as JSON; `None` without rows.
fn agreed(rows: &[(&String, AuthorityRow)]) -> Option<String> {
    let mut agreed = rows.first()?.1.clone();
    for (column, cell) in &mut agreed {
        if rows.iter().any(|(_, row)| row.get(column) != Some(cell)) {
            *cell = serde_json::Value::Null;
        }
    }
    serde_json::to_string(&agreed).ok()
}

/// Whether a row applies on a day.
fn holds_on(row: &AuthorityRow, day: Date) -> bool {
    let end = |column: &str| row.get(column)?.as_str()?.parse::<Date>().ok();
    end("from").is_none_or(|from| from <= day) && end("to").is_none_or(|to| day <= to)
}
