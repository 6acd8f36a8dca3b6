//! From the sorted notes of all articles to one line for each speaker.
//!
//! It takes four steps, each of which goes through its input once, in order:
//!
//! 1. [`ByName::read`] tells apart who shares a name: its bearers, each with a
//!    profile.
//! 2. [`decide`] says which of them are one speaker.
//! 3. [`gather`] sorts the notes by speaker.
//! 4. [`write_lines`] makes the lines.

use super::decide::{Decided, DecidedName, decide};
use super::key;
use super::known::Rarity;
use super::line::{FinishedLine, SpeakerLine};
use super::namesakes::SharedName;
use super::notes::SpeakerNote;
use crate::copies::Originals;
use crate::identities;
use crate::storage::{
    Fields, Scratch, Share, Sorter, Spool, damaged, put_descending, put_number, put_sortable,
};
use crate::summary::MostQuoted;
use crate::wording::NameWords;
use records::Line;
use std::io;

// How the memory is divided. While names are read, and later decided upon:

const NAMES: Share = Share(1, 16);
const NOTES: Share = Share(1, 8);

// While notes are gathered, which needs no matcher any more:

const MEMBERS: Share = Share(1, 4);

/// Ends the key of a member that is a list of namesakes; it sorts before notes.
const NAMESAKES: u8 = 0;

/// Ends the key of a member that is a note.
const NOTE: u8 = 1;

/// What the speakers make.
#[derive(Debug)]
pub(crate) struct SpeakerOutput {
    /// The lines of `speakers.jsonl`.
    pub(crate) lines: Sorter,
    /// The rows of `speakers.csv`.
    pub(crate) table: Sorter,
    /// The columns of authority files, which the table has, too.
    pub(crate) columns: Vec<String>,
    /// Which line each speaker within an article belongs to.
    pub(crate) identities: Sorter,
    pub(crate) most_quoted: MostQuoted,
}

/// Joins the notes on speakers into lines, sorted by how often they are quoted.
/// Returns how many of the notes are about no proper name after all.
pub(crate) fn join(
    notes: Sorter,
    originals: &Originals,
    (rarity, words): (Rarity, &NameWords),
    scratch: Scratch<'_>,
    output: &mut SpeakerOutput,
) -> io::Result<u64> {
    let ByName { names, notes, not_proper, .. } = ByName::read(notes, words, scratch)?;
    let decided = decide(names, rarity, words, scratch)?;
    let members = gather(&decided, notes, scratch)?;
    drop(decided);
    write_lines(members, originals, output)?;
    Ok(not_proper)
}

/// All notes by name, with those who share a name told apart.
struct ByName {
    /// Of each name, what [`SharedName::put`] writes.
    names: Spool,
    /// Each note, in the order of the names: the number of the profile, the code of
    /// the type, and the note.
    notes: Spool,
    /// How many notes are about no proper name.
    not_proper: u64,
    /// Room for one record.
    record: Vec<u8>,
}

impl ByName {
    fn read(notes: Sorter, words: &NameWords, scratch: Scratch<'_>) -> io::Result<Self> {
        let mut by_name = Self {
            names: scratch.spool(NAMES),
            notes: scratch.spool(NOTES),
            not_proper: 0,
            record: Vec::new(),
        };
        let mut notes = notes.finish()?;
        let mut current: Option<SharedName> = None;
        loop {
            let next = notes.next()?;
            let key = next.map(|(key, _)| key::without_rank(key));
            if let Some(name) = current.take_if(|current| Some(&*current.key) != key) {
                by_name.finish_name(&name, words)?;
            }
            let (Some(key), Some((_, note))) = (key, next) else { break };
            let name = current.get_or_insert_with(|| SharedName::new(key));
            let record = &mut by_name.record;
            record.clear();
            let note = SpeakerNote::read(note)?;
            put_number(record, name.add(&note) as u64);
            record.push(key::type_code(name.kind));
            note.put_for_line(record);
            by_name.notes.push(record)?;
        }
        Ok(by_name)
    }

    /// Takes in a name of which all notes have been read.
    fn finish_name(&mut self, name: &SharedName, words: &NameWords) -> io::Result<()> {
        if !name.is_proper(words) {
            self.not_proper += name.notes;
        }
        self.record.clear();
        name.put(words, &mut self.record)?;
        self.names.push(&self.record).map(|_| ())
    }
}

/// Sorts the notes, and the namesakes of their names, by speaker.
fn gather(decided: &Decided<'_>, notes: Spool, scratch: Scratch<'_>) -> io::Result<Sorter> {
    let mut members = scratch.sorter(MEMBERS);
    let (mut notes, mut value) = (notes.records(), Vec::new());
    decided.each_name(|DecidedName { notes: note_count, bearers, namesakes }| {
        // Whoever shares the name with nobody has no namesakes.
        for &(group, _) in bearers.iter().filter(|_| bearers.len() > 1) {
            members.push(&member_key(group, NAMESAKES), &namesakes)?;
        }
        for _ in 0..note_count {
            let (_, note) = notes.next()?.ok_or_else(damaged)?;
            let mut fields = Fields(note);
            let bearer = fields.number()? as usize;
            // Notes about no proper name have no profile.
            if let Some(&(group, is_not_whole)) = bearers.get(bearer) {
                value.clear();
                value.push(u8::from(is_not_whole));
                value.extend_from_slice(fields.0);
                members.push(&member_key(group, NOTE), &value)?;
            }
        }
        Ok(())
    })?;
    Ok(members)
}

/// Sorts by speaker; `tag` is [`NAMESAKES`] or [`NOTE`].
fn member_key(group: u64, tag: u8) -> [u8; 9] {
    let mut key = [tag; 9];
    key[..8].copy_from_slice(&group.to_be_bytes());
    key
}

/// Writes the line of each speaker.
fn write_lines(members: Sorter, originals: &Originals, output: &mut SpeakerOutput) -> io::Result<()> {
    let mut members = members.finish()?;
    let mut current: Option<([u8; 8], SpeakerLine)> = None;
    loop {
        let next = members.next()?;
        let group = next.and_then(|(key, _)| key.first_chunk().copied());
        if let Some((_, line)) = current.take_if(|(current, _)| Some(*current) != group) {
            let FinishedLine { speaker, by_part, identities, table } = line.finish()?;
            output.most_quoted.add(&speaker, by_part);
            identities::push(&mut output.identities, &speaker, &identities)?;
            let mut key = Vec::with_capacity(speaker.name.len() + 32);
            put_descending(&mut key, speaker.counts.attributions as u64);
            put_sortable(&mut key, &speaker.name);
            table.write(&speaker, &key, &output.columns, &mut output.table)?;
            output.lines.push(&key, &speaker.to_json())?;
        }
        let (Some(group), Some((key, value))) = (group, next) else { return Ok(()) };
        let (_, line) = current.get_or_insert_with(|| (group, SpeakerLine::default()));
        match key[8] {
            NAMESAKES => line.add_namesakes(Vec::from_json(value)?),
            _ => line.add(value, |article| originals.original_of(article))?,
        }
    }
}
