//! `speakers.csv`: how much each speaker is quoted by each outlet in each month.

use super::notes::{POSITION, SpeakerNote};
use crate::storage::{Sorter, put_date, put_sortable};
use crate::summary::{month_name, month_of, put_outlet};
use records::{Speaker, SpeakerRow};
use std::collections::BTreeMap;
use std::io;

/// The rows of one speaker, by what they are sorted by: corpus, outlet and month.
#[derive(Debug, Default)]
pub(super) struct SpeakerTable(BTreeMap<Vec<u8>, Row>);

/// What a speaker says in the articles of one corpus, outlet and month.
#[derive(Debug, Default)]
struct Row {
    row: SpeakerRow,
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
        let Row { row, positions } = self.0.entry(key).or_insert_with(|| {
            let (corpus, outlet) = (note.corpus.to_owned(), note.outlet.map(str::to_owned));
            let row = SpeakerRow { corpus, outlet, month: month.map(month_name), ..SpeakerRow::default() };
            Row { row, positions: 0 }
        });
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

    /// Adds the rows to `to`, behind what the line of the speaker is sorted by.
    pub(super) fn write(self, speaker: &Speaker, line: &[u8], to: &mut Sorter) -> io::Result<()> {
        for (part, Row { mut row, positions }) in self.0 {
            let mut key = line.to_owned();
            put_sortable(&mut key, &speaker.id);
            key.extend_from_slice(&part);
            row.id.clone_from(&speaker.id);
            row.name.clone_from(&speaker.name);
            row.r#type = speaker.r#type;
            row.referred_to_as = speaker.referred_to_as;
            let mean = positions as f64 / (row.attributions * POSITION).max(1) as f64;
            row.mean_position = (mean * 1e3).round() / 1e3;
            let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
            table.serialize(row)?;
            let cells = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
            to.push(&key, cells.trim_ascii_end())?;
        }
        Ok(())
    }
}
