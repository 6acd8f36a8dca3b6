//! From the notes on speakers to who is one.

use super::rows::{Cell, Column, Rows, Step, cells};
use crate::aggregator::Settings;
use crate::speakers::{DecidedName, Rarity, SharedName, SpeakerNote, decide, type_code};
use crate::storage::{Scratch, Share, Spool, damaged};
use crate::wording::Vocabulary;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stands for the name itself where bearers have numbers.
const NAME: i64 = -1;

/// How many bytes the rank at the beginning of a note takes.
const RANK: usize = 2;

/// Tells apart those who share a name.
#[derive(Debug)]
pub(super) struct Bearers {
    vocabulary: Arc<Vocabulary>,
    name: Option<SharedName>,
    /// Room for one record.
    room: Vec<u8>,
}

impl Bearers {
    pub(super) fn new(vocabulary: Arc<Vocabulary>) -> Self {
        Self { vocabulary, name: None, room: Vec::new() }
    }
}

impl Step for Bearers {
    fn columns(&self) -> &'static [Column] {
        const COLUMNS: [Column; 4] = [
            Column::Bytes("block"),
            Column::Number("bearer"),
            Column::Bytes("value"),
            Column::Number("number"),
        ];
        &COLUMNS
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [block, value, number] = cells(row)?;
        let key = block.bytes()?;
        if self.name.as_ref().is_some_and(|name| name.key != key) {
            self.finish(rows)?;
        }
        let name = self.name.get_or_insert_with(|| SharedName::new(key));
        let note = SpeakerNote::read(value.bytes()?.get(RANK..).ok_or_else(damaged)?)?;
        let bearer = name.add(&note) as i64;
        self.room.clear();
        self.room.push(type_code(name.kind));
        note.put_for_line(&mut self.room);
        rows(&[block, Cell::Number(bearer), Cell::Bytes(&self.room), number])
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let Some(name) = self.name.take() else { return Ok(()) };
        self.room.clear();
        name.put(&self.vocabulary.name_words, &mut self.room)?;
        rows(&[Cell::Bytes(&name.key), Cell::Number(NAME), Cell::Bytes(&self.room), Cell::Null])
    }
}

/// The memory for names and for their keys, until all have come.
const NAMES: Share = Share(1, 16);

/// What decisions may take, as in the whole.
const DECIDE: Share = Share(1, 4);

/// Decides who is one.
#[derive(Debug)]
pub(super) struct Decide {
    vocabulary: Arc<Vocabulary>,
    folder: PathBuf,
    memory: usize,
    rarity: Rarity,
    names: Spool,
    keys: Spool,
}

impl Decide {
    pub(super) fn new(vocabulary: Arc<Vocabulary>, folder: &Path) -> Self {
        let memory = Settings::default().memory;
        let scratch = Scratch::new(folder, memory);
        Self {
            vocabulary,
            folder: folder.to_owned(),
            memory,
            rarity: Rarity::new(),
            names: scratch.spool(NAMES),
            keys: scratch.spool(NAMES),
        }
    }
}

impl Step for Decide {
    fn columns(&self) -> &'static [Column] {
        const COLUMNS: [Column; 5] = [
            Column::Bytes("block"),
            Column::Number("bearer"),
            Column::Number("group"),
            Column::Number("part"),
            Column::Bytes("namesakes"),
        ];
        &COLUMNS
    }

    fn push(&mut self, row: &[Cell<'_>], _: Rows<'_>) -> io::Result<()> {
        let [block, value, number, count] = cells(row)?;
        if block == Cell::Null {
            self.rarity.add_counted(number.number()? as usize, count.number()? as u64);
        } else {
            self.keys.push(block.bytes()?)?;
            self.names.push(value.bytes()?)?;
        }
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let scratch = Scratch::new(&self.folder, self.memory);
        let names = std::mem::replace(&mut self.names, scratch.spool(NAMES));
        let rarity = std::mem::replace(&mut self.rarity, Rarity::new());
        let decided = decide(names, rarity, &self.vocabulary.name_words, scratch.part(DECIDE))?;
        let mut keys = self.keys.records();
        decided.each_name(|DecidedName { bearers, namesakes, .. }| {
            let (_, key) = keys.next()?.ok_or_else(damaged)?;
            for (number, &(group, is_part)) in (0..).zip(&bearers) {
                rows(&[
                    Cell::Bytes(key),
                    Cell::Number(number),
                    Cell::Number(group as i64),
                    Cell::Number(i64::from(is_part)),
                    if bearers.len() > 1 { Cell::Bytes(&namesakes) } else { Cell::Null },
                ])?;
            }
            Ok(())
        })
    }
}
