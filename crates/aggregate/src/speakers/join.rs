//! From the sorted notes of all articles to one line for each speaker.
//!
//! It takes four steps, each of which goes through its input once, in order:
//!
//! 1. [`ByName::read`] tells apart who shares a name. Each bearer's profile becomes
//!    a thing to match.
//! 2. [`match_profiles`] finds profiles that are one speaker's.
//! 3. [`gather`] sorts the notes by speaker.
//! 4. [`write_lines`] makes the lines.

use super::key;
use super::known::KnownSpeakers;
use super::line::{FinishedLine, SpeakerLine};
use super::namesakes::SharedName;
use super::notes::SpeakerNote;
use super::profile::Profile;
use super::single_names;
use crate::copies::Originals;
use crate::identities;
use crate::likeness::{Groups, GroupsInOrder, Matcher};
use crate::storage::{
    Fields, Scratch, Share, Sorter, Spool, damaged, put_descending, put_number, put_optional, put_ordinal,
    put_sortable, put_text,
};
use crate::summary::MostQuoted;
use records::Namesake;
use std::io;
use text::SpeakerType;

// How the memory is divided. While names are read and matched:

/// Half is for matching, where what exceeds memory is read out of order.
const MATCHER: Share = Share(1, 2);
const NAMES: Share = Share(1, 8);
const NOTES: Share = Share(1, 8);
const SINGLE_NAMES: Share = Share(1, 8);

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
    /// Which line each speaker within an article belongs to.
    pub(crate) identities: Sorter,
    pub(crate) most_quoted: MostQuoted,
}

/// Joins the notes on speakers into lines, sorted by how often they are quoted.
/// Returns how many of the notes are about no proper name after all.
pub(crate) fn join(
    notes: Sorter,
    originals: &Originals,
    scratch: Scratch<'_>,
    output: &mut SpeakerOutput,
) -> io::Result<u64> {
    let ByName { matcher, names, notes, not_proper, .. } = ByName::read(notes, scratch)?;
    let groups = match_profiles(matcher, scratch)?;
    let members = gather(names, notes, groups, scratch)?;
    write_lines(members, originals, output)?;
    Ok(not_proper)
}

/// All notes by name, with those who share a name told apart.
struct ByName<'a> {
    /// Holds the profile of each bearer of a proper name.
    matcher: Matcher<'a>,
    /// For each name a [`NameRecord`].
    names: Spool,
    /// Each note, in the order of the names: the number of the profile, the code of
    /// the type, and the note.
    notes: Spool,
    /// How many notes are about no proper name.
    not_proper: u64,
    /// Room for one record and for the features of one profile.
    record: Vec<u8>,
    features: Vec<u64>,
}

impl<'a> ByName<'a> {
    fn read(notes: Sorter, scratch: Scratch<'a>) -> io::Result<Self> {
        let mut by_name = Self {
            matcher: Matcher::new(scratch.part(MATCHER)),
            names: scratch.spool(NAMES),
            notes: scratch.spool(NOTES),
            not_proper: 0,
            record: Vec::new(),
            features: Vec::new(),
        };
        let mut notes = notes.finish()?;
        let mut current: Option<SharedName> = None;
        loop {
            let next = notes.next()?;
            let key = next.map(|(key, _)| key::without_rank(key));
            if let Some(name) = current.take_if(|current| Some(&*current.key) != key) {
                by_name.finish_name(&name)?;
            }
            let (Some(key), Some((_, note))) = (key, next) else { break };
            let name = current.get_or_insert_with(|| SharedName::new(key));
            let record = &mut by_name.record;
            record.clear();
            put_number(record, name.add(&SpeakerNote::read(note)?) as u64);
            record.push(key::type_code(name.kind));
            record.extend_from_slice(note);
            by_name.notes.push(record)?;
        }
        Ok(by_name)
    }

    /// Takes in a name of which all notes have been read.
    fn finish_name(&mut self, name: &SharedName) -> io::Result<()> {
        let (record, mut places) = (&mut self.record, Vec::new());
        if name.is_proper() {
            for (profile, id) in name.profiles() {
                record.clear();
                profile.put(record);
                profile.features(&mut self.features);
                // Without an order, those of a frequent feature are compared that
                // follow each other by name.
                places.push((self.matcher.push(record, [0; 4], &self.features)?, id));
            }
        } else {
            self.not_proper += name.notes;
        }
        record.clear();
        record.push(key::type_code(name.kind));
        put_text(record, name.name());
        put_number(record, name.notes);
        put_number(record, places.len() as u64);
        for (place, id) in places {
            put_ordinal(record, place);
            put_optional(record, id);
        }
        serde_json::to_writer(&mut *record, &name.namesakes())?;
        self.names.push(record)?;
        Ok(())
    }
}

/// Which profiles belong together.
struct ProfileGroups {
    groups: Groups,
    /// Of profiles with a single name, the group of the full name that it stands
    /// for.
    of_single_names: Groups,
}

impl ProfileGroups {
    fn read(&self) -> ProfileGroupsInOrder<'_> {
        ProfileGroupsInOrder { groups: self.groups.read(), of_single_names: self.of_single_names.read() }
    }
}

/// Tells the groups of profiles that are asked for in order.
struct ProfileGroupsInOrder<'a> {
    groups: GroupsInOrder<'a>,
    of_single_names: GroupsInOrder<'a>,
}

impl ProfileGroupsInOrder<'_> {
    /// The group of the profile at a place, which is that place if it is like no other.
    fn group_of(&mut self, place: u64) -> io::Result<u64> {
        let of_single_name = self.of_single_names.group_of(place)?;
        Ok(of_single_name.or(self.groups.group_of(place)?).unwrap_or(place))
    }
}

/// Finds the profiles that are one speaker's.
fn match_profiles(matcher: Matcher<'_>, scratch: Scratch<'_>) -> io::Result<ProfileGroups> {
    let mut candidates = scratch.sorter(SINGLE_NAMES);
    let groups = matcher.join(|(one_place, one), (other_place, other)| {
        let (one, other) = (Profile::read(one)?, Profile::read(other)?);
        if one.is_single() == other.is_single() {
            return Ok(one.is_same_as(&other));
        }
        // Whose a single name is, is decided when all who may be meant are known.
        if let Some(score) = one.single_name_score(&other) {
            let (single, full) =
                if one.is_single() { (one_place, other_place) } else { (other_place, one_place) };
            single_names::push(&mut candidates, single, full, score)?;
        }
        Ok(false)
    })?;
    let of_single_names = single_names::resolve(candidates, &groups, scratch.part(SINGLE_NAMES))?;
    Ok(ProfileGroups { groups, of_single_names })
}

/// Sorts the notes, and the namesakes of their names, by speaker.
fn gather(names: Spool, notes: Spool, groups: ProfileGroups, scratch: Scratch<'_>) -> io::Result<Sorter> {
    let mut members = scratch.sorter(MEMBERS);
    let known = known_speakers(&names, &groups)?;
    let (mut names, mut notes) = (names.records(), notes.records());
    let mut groups = groups.read();
    while let Some((_, name)) = names.next()? {
        let NameRecord { kind, name, notes: note_count, profiles, namesakes } = NameRecord::read(name)?;
        let mut of_profiles = Vec::new();
        for (place, id) in profiles {
            of_profiles.push(known.group(id, kind, name, groups.group_of(place)?));
        }
        for &group in &of_profiles {
            members.push(&member_key(group, NAMESAKES), namesakes)?;
        }
        for _ in 0..note_count {
            let (_, note) = notes.next()?.ok_or_else(damaged)?;
            let mut fields = Fields(note);
            let profile = fields.number()? as usize;
            // Notes about no proper name have no profile.
            if let Some(&group) = of_profiles.get(profile) {
                members.push(&member_key(group, NOTE), fields.0)?;
            }
        }
    }
    Ok(members)
}

/// Puts together whom the user knows to be one.
fn known_speakers(names: &Spool, groups: &ProfileGroups) -> io::Result<KnownSpeakers> {
    let mut known = KnownSpeakers::default();
    let (mut names, mut groups) = (names.records(), groups.read());
    while let Some((_, name)) = names.next()? {
        let NameRecord { kind, name, profiles, .. } = NameRecord::read(name)?;
        for (place, id) in profiles {
            if let Some(id) = id {
                known.add(id, kind, name, place, groups.group_of(place)?);
            }
        }
    }
    Ok(known)
}

/// What is kept of a name.
struct NameRecord<'a> {
    kind: SpeakerType,
    name: &'a str,
    /// How many notes there are.
    notes: u64,
    /// Where the profiles of its bearers are in the matcher, and who they are if the user
    /// says so.
    profiles: Vec<(u64, Option<&'a str>)>,
    /// As JSON.
    namesakes: &'a [u8],
}

impl<'a> NameRecord<'a> {
    fn read(record: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(record);
        let (kind, name) = (key::type_of(fields.byte()?), fields.text()?);
        let (notes, profiles) = (fields.number()?, fields.number()?);
        let profile = |_| Ok((fields.ordinal()?, fields.optional()?));
        let profiles = (0..profiles).map(profile).collect::<io::Result<_>>()?;
        Ok(Self { kind, name, notes, profiles, namesakes: fields.0 })
    }
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
            table.write(&speaker, &key, &mut output.table)?;
            output.lines.push(&key, &serde_json::to_vec(&speaker)?)?;
        }
        let (Some(group), Some((key, value))) = (group, next) else { return Ok(()) };
        let (_, line) = current.get_or_insert_with(|| (group, SpeakerLine::default()));
        match key[8] {
            NAMESAKES => line.add_namesakes(serde_json::from_slice::<Vec<Namesake>>(value)?),
            _ => line.add(value, originals)?,
        }
    }
}
