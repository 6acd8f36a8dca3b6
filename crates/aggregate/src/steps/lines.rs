//! From the notes of a group to its line.

use super::rows::{Cell, Column, Rows, Step, cells};
use crate::copies::{self, hash};
use crate::speakers::SpeakerLine;
use crate::{clusters, storage::damaged};
use records::Line;
use std::io;

/// What marks a row of namesakes instead of a note.
pub(super) const NAMESAKES: i64 = -1;

/// Makes the line of articles that are copies.
#[derive(Debug, Default)]
pub(super) struct Copies {
    group: Vec<u8>,
    notes: Vec<Vec<u8>>,
}

impl Step for Copies {
    fn columns(&self) -> &'static [Column] {
        &[Column::Bytes("line"), Column::Number("original"), Column::Numbers("articles")]
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [group, value] = cells(row)?;
        let (group, value) = (group.bytes()?, value.bytes()?);
        if self.group != group {
            self.finish(rows)?;
            self.group = group.to_owned();
        }
        self.notes.push(value.to_owned());
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let Some(line) = copies::line(self.notes.iter().map(Vec::as_slice))? else { return Ok(()) };
        self.notes.clear();
        let number = |id: &str| hash(id.as_bytes()) as i64;
        let articles: Vec<i64> = line.articles.iter().map(|copy| number(&copy.article)).collect();
        let json = line.to_json();
        rows(&[Cell::Bytes(&json), Cell::Number(number(&line.id)), Cell::Numbers(&articles)])
    }
}

/// Makes the line of a cluster.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    group: Vec<u8>,
    /// The notes, each with its version behind it.
    notes: Vec<Vec<u8>>,
    originals: Vec<u64>,
}

impl Step for Clusters {
    fn columns(&self) -> &'static [Column] {
        &[Column::Bytes("line")]
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [group, value, block, original] = cells(row)?;
        let group = group.bytes()?;
        if self.group != group {
            self.finish(rows)?;
            self.group = group.to_owned();
        }
        // Within a cluster, the beginning of the key tells its versions apart.
        let version: &[u8; 8] = block.bytes()?.first_chunk().ok_or_else(damaged)?;
        self.notes.push([value.bytes()?, version].concat());
        self.originals.push(original.number()? as u64);
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let mut originals = std::mem::take(&mut self.originals).into_iter();
        let notes = std::mem::take(&mut self.notes);
        let original_of = |article: &[u8]| originals.next().unwrap_or_else(|| hash(article));
        match clusters::cluster(notes.iter().map(Vec::as_slice), original_of)? {
            Some(cluster) => rows(&[Cell::Bytes(&cluster.to_json())]),
            None => Ok(()),
        }
    }
}

/// Makes the line of a speaker.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    current: Option<(i64, SpeakerLine)>,
    /// Room for one note.
    note: Vec<u8>,
}

impl Step for Speakers {
    fn columns(&self) -> &'static [Column] {
        &[Column::Bytes("line")]
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [group, part, value, original] = cells(row)?;
        let (group, value) = (group.number()?, value.bytes()?);
        if self.current.as_ref().is_some_and(|(current, _)| *current != group) {
            self.finish(rows)?;
        }
        let (_, line) = self.current.get_or_insert_with(|| (group, SpeakerLine::default()));
        match part.number()? {
            NAMESAKES => line.add_namesakes(Vec::from_json(value)?),
            part => {
                self.note.clear();
                self.note.push(u8::from(part != 0));
                self.note.extend_from_slice(value);
                let original = original.number()? as u64;
                line.add(&self.note, |_| original)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        match self.current.take() {
            Some((_, line)) => rows(&[Cell::Bytes(&line.finish()?.speaker.to_json())]),
            None => Ok(()),
        }
    }
}
