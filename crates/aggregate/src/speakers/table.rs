//! `speakers.csv`: how much each speaker is quoted by each outlet in each month.

use super::notes::{POSITION, SpeakerNote};
use crate::storage::{Sorter, put_date, put_sortable};
use crate::summary::{csv_line, month_name, month_of, put_outlet};
use records::{AuthorityRow, Speaker, SpeakerRow};
use std::collections::BTreeMap;
use std::io;

/// The rows of one speaker, by what they are sorted by: corpus, outlet and month.
#[derive(Debug, Default)]
pub(super) struct SpeakerTable(BTreeMap<Vec<u8>, Row>);

/// What a speaker says in the articles of one corpus, outlet and month.
#[derive(Debug, Default)]
struct Row {
    row: SpeakerRow,
    /// What an authority file says of them in one of these articles, as JSON.
    authority: Option<String>,
    /// The sum of the positions of all quotes and claims, in the unit of the notes.
    positions: u64,
}

impl SpeakerTable {
    /// Takes in a note. Whether it is the first on its article, and on any copy of that.
    pub(super) fn add(&mut self, note: &SpeakerNote<'_>, new_article: bool, independent: bool) {
        let month = month_of(note.date);
        let mut key = Vec::new();
        put_sortable(&mut key, note.corpus);
        put_outlet(&mut key, note.outlet);
        put_date(&mut key, month);
        let Row { row, authority, positions } = self.0.entry(key).or_insert_with(|| {
            let (corpus, outlet) = (note.corpus.to_owned(), note.outlet.map(str::to_owned));
            let row = SpeakerRow { corpus, outlet, month: month.map(month_name), ..SpeakerRow::default() };
            Row { row, authority: None, positions: 0 }
        });
        *authority = authority.take().or_else(|| note.row.map(str::to_owned));
        let counts = note.counts;
        let found = [counts.attributions, counts.direct, counts.mixed, counts.indirect].map(|n| n as u64);
        let [attributions, direct, mixed, indirect] = found;
        let more = [u64::from(new_article), attributions, direct, mixed, indirect, note.quoted_words];
        let add = |to: [&mut u64; 6]| to.into_iter().zip(more).for_each(|(to, more)| *to += more);
        *positions += note.positions;
        add([
            &mut row.articles,
            &mut row.attributions,
            &mut row.direct,
            &mut row.mixed,
            &mut row.indirect,
            &mut row.quoted_words,
        ]);
        if independent {
            add([
                &mut row.independent_articles,
                &mut row.independent_attributions,
                &mut row.independent_direct,
                &mut row.independent_mixed,
                &mut row.independent_indirect,
                &mut row.independent_quoted_words,
            ]);
        }
    }

    /// Adds the rows to `to`, behind what the line of the speaker is sorted by, with these
    /// columns of authority files.
    pub(super) fn write(
        self,
        speaker: &Speaker,
        line: &[u8],
        columns: &[String],
        to: &mut Sorter,
    ) -> io::Result<()> {
        for (part, Row { mut row, authority, positions }) in self.0 {
            let mut key = line.to_owned();
            put_sortable(&mut key, &speaker.id);
            key.extend_from_slice(&part);
            row.id.clone_from(&speaker.id);
            row.name.clone_from(&speaker.name);
            row.r#type = speaker.r#type;
            row.referred_to_as = speaker.referred_to_as;
            let mean = positions as f64 / (row.attributions * POSITION).max(1) as f64;
            row.mean_position = (mean * 1e3).round() / 1e3;
            // Where only a surname is printed, what holds in most articles.
            let authority: Option<AuthorityRow> = match authority {
                Some(json) => Some(serde_json::from_str(&json)?),
                None => speaker.authority.clone(),
            };
            let cell = |column| authority.as_ref()?.get(column)?.as_str();
            let cells: Vec<&str> = columns.iter().map(|column| cell(column).unwrap_or_default()).collect();
            to.push(&key, &csv_line((row, cells))?)?;
        }
        Ok(())
    }
}
