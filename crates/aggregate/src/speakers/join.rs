//! From the sorted notes of all articles to one line for each speaker.
//!
//! It takes five steps, each of which goes through its input once, in order:
//!
//! 1. [`ByName::read`] tells apart who shares a name: its bearers, each with a
//!    profile.
//! 2. [`place`] takes away words around names, and makes each profile a thing to
//!    match.
//! 3. [`match_profiles`] finds profiles that are one speaker's.
//! 4. [`gather`] sorts the notes by speaker.
//! 5. [`write_lines`] makes the lines.

use super::agreement::{Candidate, settle};
use super::identified::IdentifiedSpeakers;
use super::key;
use super::known::{Known, NameCounts, Rarity};
use super::line::{FinishedLine, SpeakerLine};
use super::name_fit::NameMatch;
use super::namesakes::SharedName;
use super::notes::SpeakerNote;
use super::profile::Profile;
use super::single_names::SingleNames;
use super::whole_names::WholeNames;
use crate::copies::Originals;
use crate::identities;
use crate::likeness::{Groups, GroupsInOrder, Matcher};
use crate::storage::{
    Fields, Scratch, Share, Sorter, Spool, damaged, ordinals, put_descending, put_number, put_optional,
    put_ordinal, put_sortable, put_text,
};
use crate::summary::MostQuoted;
use crate::wording::NameWords;
use records::Namesake;
use std::io;
use text::SpeakerType;

// How the memory is divided. While names are read and matched:

/// Half is for matching, where what exceeds memory is read out of order.
const MATCHER: Share = Share(1, 2);
const NAMES: Share = Share(1, 16);
const NOTES: Share = Share(1, 8);
const WHOLE_NAMES: Share = Share(1, 8);
const SETTLED: Share = Share(1, 16);

/// While single names are looked up.
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
    let ByName { names, wholes, name_counts, notes, not_proper, .. } = ByName::read(notes, words, scratch)?;
    let (matcher, names) = place(names, wholes, words, scratch)?;
    let known = Known { rarity, name_counts, words };
    let groups = match_profiles(matcher, &known, scratch)?;
    let members = gather(names, notes, groups, &known, scratch)?;
    write_lines(members, originals, output)?;
    Ok(not_proper)
}

/// All notes by name, with those who share a name told apart.
struct ByName<'a> {
    /// Of each name: the code of its type, the name, how many notes it has, how many
    /// profiles, each profile with who that is if the user says so, and its namesakes
    /// as JSON.
    names: Spool,
    name_count: u64,
    wholes: WholeNames<'a>,
    name_counts: NameCounts,
    /// Each note, in the order of the names: the number of the profile, the code of
    /// the type, and the note.
    notes: Spool,
    /// How many notes are about no proper name.
    not_proper: u64,
    /// Room for one record.
    record: Vec<u8>,
}

impl<'a> ByName<'a> {
    fn read(notes: Sorter, words: &NameWords, scratch: Scratch<'a>) -> io::Result<Self> {
        let mut by_name = Self {
            names: scratch.spool(NAMES),
            name_count: 0,
            wholes: WholeNames::new(scratch.part(WHOLE_NAMES)),
            name_counts: NameCounts::new(),
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
            put_number(record, name.add(&SpeakerNote::read(note)?) as u64);
            record.push(key::type_code(name.kind));
            record.extend_from_slice(note);
            by_name.notes.push(record)?;
        }
        Ok(by_name)
    }

    /// Takes in a name of which all notes have been read.
    fn finish_name(&mut self, name: &SharedName, words: &NameWords) -> io::Result<()> {
        let record = &mut self.record;
        record.clear();
        record.push(key::type_code(name.kind));
        put_text(record, &name.name);
        put_number(record, name.notes);
        if name.is_proper(words) {
            put_number(record, name.profiles().count() as u64);
            for (profile, id) in name.profiles() {
                profile.put(record);
                put_optional(record, id);
            }
            if name.kind == SpeakerType::Person && !name.pinned {
                self.name_counts.add(&name.name);
                self.wholes.add(self.name_count, &name.name, name.notes, words)?;
            }
        } else {
            put_number(record, 0);
            self.not_proper += name.notes;
        }
        serde_json::to_writer(&mut *record, &name.namesakes())?;
        self.names.push(record)?;
        self.name_count += 1;
        Ok(())
    }
}

/// Makes each profile a thing to match, under the name without words around it, unless
/// the user knows who that is. Returns the matcher, and for each name a [`NameRecord`].
fn place<'a>(
    names: Spool,
    wholes: WholeNames<'_>,
    words: &NameWords,
    scratch: Scratch<'a>,
) -> io::Result<(Matcher<'a>, Spool)> {
    let (mut matcher, mut placed) = (Matcher::new(scratch.part(MATCHER)), scratch.spool(NAMES));
    let (mut names, mut wholes) = (names.records(), wholes.finish()?);
    let (mut record, mut thing, mut features) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0.. {
        let Some((_, name)) = names.next()? else { break };
        let mut fields = Fields(name);
        let (code, name, notes) = (fields.byte()?, fields.text()?, fields.number()?);
        let count = fields.number()?;
        let profile = |_| Ok((Profile::read(&mut fields)?, fields.optional()?));
        let profiles = (0..count).map(profile).collect::<io::Result<Vec<_>>>()?;
        let is_identified = profiles.iter().any(|(_, id)| id.is_some());
        let whole = wholes.of(number)?.filter(|_| !is_identified);
        record.clear();
        record.push(code);
        put_text(&mut record, whole.as_deref().unwrap_or(name));
        put_number(&mut record, notes);
        record.push(u8::from(whole.is_some()));
        put_number(&mut record, profiles.len() as u64);
        for (mut profile, id) in profiles {
            if let Some(whole) = &whole {
                profile.name.clone_from(whole);
            }
            thing.clear();
            profile.put(&mut thing);
            profile.features(words, &mut features);
            // Without an order, those of a frequent feature are compared that follow
            // each other by name.
            put_ordinal(&mut record, matcher.push(&thing, [0; 4], &features)?);
            put_optional(&mut record, id);
        }
        record.extend_from_slice(fields.0);
        placed.push(&record)?;
    }
    Ok((matcher, placed))
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
    /// The group of the profile at a place, which is that place if it is like no other,
    /// and whether its name is a single one that stands for a full name.
    fn group_of(&mut self, place: u64) -> io::Result<(u64, bool)> {
        let of_single_name = self.of_single_names.group_of(place)?;
        let group = of_single_name.or(self.groups.group_of(place)?).unwrap_or(place);
        Ok((group, of_single_name.is_some()))
    }
}

/// Finds the profiles that are one speaker's.
fn match_profiles(
    matcher: Matcher<'_>,
    known: &Known<'_>,
    scratch: Scratch<'_>,
) -> io::Result<ProfileGroups> {
    // Whether two are one is decided when all are known who may be either.
    let (may_be_one, profiles) = matcher.join(|one, other| {
        let (one, other) = (Profile::read(&mut Fields(one))?, Profile::read(&mut Fields(other))?);
        Ok(one.compare_names(&other, known) > NameMatch::No)
    })?;
    let groups = settle_all(&profiles, &may_be_one, |candidates| settle(candidates, known), scratch)?;
    let single_names = SingleNames { profiles: &profiles, groups: &groups, known };
    let of_single_names = single_names.resolve(scratch.part(SINGLE_NAMES))?;
    Ok(ProfileGroups { groups, of_single_names })
}

/// Settles who is one speaker among those who may be, group by group.
fn settle_all(
    profiles: &Spool,
    may_be_one: &Groups,
    settle: impl Fn(Vec<Candidate>) -> Vec<(u64, u64)>,
    scratch: Scratch<'_>,
) -> io::Result<Groups> {
    let (mut by_group, mut settled) = (scratch.sorter(SETTLED), scratch.sorter(SETTLED));
    let (mut records, mut may_be_one) = (profiles.records(), may_be_one.read());
    while let Some((place, record)) = records.next()? {
        if let Some(group) = may_be_one.group_of(place)? {
            by_group.push(&ordinals(group, place), record)?;
        }
    }
    let mut by_group = by_group.finish()?;
    let (mut current, mut candidates) = (None, Vec::new());
    loop {
        let next = by_group.next()?;
        let group = next.map(|(key, _)| Fields(key).ordinal()).transpose()?;
        if group != current {
            for (place, group) in settle(std::mem::take(&mut candidates)) {
                settled.push(&place.to_be_bytes(), &group.to_be_bytes())?;
            }
            current = group;
        }
        let Some((key, record)) = next else { break };
        candidates.push(Candidate::new(Fields(&key[8..]).ordinal()?, Profile::read(&mut Fields(record))?));
    }
    let (mut groups, mut settled) = (Groups::new(scratch.part(SETTLED)), settled.finish()?);
    while let Some((place, group)) = settled.next()? {
        groups.push(Fields(place).ordinal()?, Fields(group).ordinal()?)?;
    }
    Ok(groups)
}

/// Sorts the notes, and the namesakes of their names, by speaker.
fn gather(
    names: Spool,
    notes: Spool,
    groups: ProfileGroups,
    known: &Known<'_>,
    scratch: Scratch<'_>,
) -> io::Result<Sorter> {
    let mut members = scratch.sorter(MEMBERS);
    let identified = identified_speakers(&names, &groups)?;
    let (mut names, mut notes) = (names.records(), notes.records());
    let (mut groups, mut value) = (groups.read(), Vec::new());
    while let Some((_, name)) = names.next()? {
        let NameRecord { kind, name, notes: note_count, has_words_around, profiles, namesakes } =
            NameRecord::read(name)?;
        let mut of_profiles = Vec::new();
        for (place, id) in profiles {
            let (group, is_single) = groups.group_of(place)?;
            let group = identified.group(id, (kind, name), group, known);
            of_profiles.push((group, u8::from(is_single || has_words_around)));
        }
        for &(group, _) in &of_profiles {
            members.push(&member_key(group, NAMESAKES), namesakes)?;
        }
        for _ in 0..note_count {
            let (_, note) = notes.next()?.ok_or_else(damaged)?;
            let mut fields = Fields(note);
            let profile = fields.number()? as usize;
            // Notes about no proper name have no profile.
            if let Some(&(group, is_not_whole)) = of_profiles.get(profile) {
                value.clear();
                value.push(is_not_whole);
                value.extend_from_slice(fields.0);
                members.push(&member_key(group, NOTE), &value)?;
            }
        }
    }
    Ok(members)
}

/// Puts together whom the user knows to be one.
fn identified_speakers(names: &Spool, groups: &ProfileGroups) -> io::Result<IdentifiedSpeakers> {
    let mut identified = IdentifiedSpeakers::default();
    let (mut names, mut groups) = (names.records(), groups.read());
    while let Some((_, name)) = names.next()? {
        let NameRecord { kind, name, profiles, .. } = NameRecord::read(name)?;
        for (place, id) in profiles {
            if let Some(id) = id {
                identified.add(id, (kind, name), place, groups.group_of(place)?.0);
            }
        }
    }
    Ok(identified)
}

/// What is kept of a name.
struct NameRecord<'a> {
    kind: SpeakerType,
    /// Without words around it.
    name: &'a str,
    /// How many notes there are.
    notes: u64,
    /// Whether words were taken away.
    has_words_around: bool,
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
        let (notes, has_words_around, profiles) = (fields.number()?, fields.byte()? != 0, fields.number()?);
        let profile = |_| Ok((fields.ordinal()?, fields.optional()?));
        let profiles = (0..profiles).map(profile).collect::<io::Result<_>>()?;
        Ok(Self { kind, name, notes, has_words_around, profiles, namesakes: fields.0 })
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
            table.write(&speaker, &key, &output.columns, &mut output.table)?;
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
