//! From all names to who is one: which speaker each bearer of each name is.
//!
//! It takes three steps, each of which goes through its input once, in order:
//!
//! 1. [`read_names`] learns from all names how rare names are, and who does what.
//! 2. [`place`] takes away words around names, and makes each profile a thing to
//!    match.
//! 3. [`match_profiles`] finds profiles that are one speaker's.

use super::agreement::{Candidate, settle};
use super::identified::IdentifiedSpeakers;
use super::key;
use super::known::{Known, NameCounts, Occupations, Rarity};
use super::name_fit::NameMatch;
use super::profile::Profile;
use super::single_names::SingleNames;
use super::whole_names::WholeNames;
use crate::likeness::{Groups, GroupsInOrder, Matcher};
use crate::storage::{
    Fields, Scratch, Share, Spool, ordinals, put_number, put_optional, put_ordinal, put_text,
};
use crate::wording::NameWords;
use records::{Line, Namesake};
use rustc_hash::FxHashSet;
use std::io;
use text::SpeakerType;

// How the memory is divided. While names are matched:

/// Half is for matching, where what exceeds memory is read out of order.
const MATCHER: Share = Share(1, 2);
const NAMES: Share = Share(1, 16);
const WHOLE_NAMES: Share = Share(1, 8);
const SETTLED: Share = Share(1, 16);

/// While single names are looked up.
const SINGLE_NAMES: Share = Share(1, 8);

/// Who is one among all names.
pub(crate) struct Decided<'w> {
    /// Of each name a [`NameRecord`].
    names: Spool,
    groups: ProfileGroups,
    identified: IdentifiedSpeakers,
    known: Known<'w>,
}

/// A name, and the speakers that its bearers are.
pub(crate) struct DecidedName {
    /// How many notes there are.
    pub(crate) notes: u64,
    /// For each bearer, by number, the group that is its speaker, and whether the name is
    /// less or more than the full one.
    pub(crate) bearers: Vec<(u64, bool)>,
    /// The speakers whose name it is, as JSON.
    pub(crate) namesakes: Vec<u8>,
}

/// Decides who is one. `names` are what [`SharedName::put`](super::namesakes::SharedName::put)
/// writes, in the order of their keys.
pub(crate) fn decide<'w>(
    names: Spool,
    rarity: Rarity,
    words: &'w NameWords,
    scratch: Scratch<'_>,
) -> io::Result<Decided<'w>> {
    let (name_counts, occupations, wholes) = read_names(&names, words, scratch)?;
    let (matcher, names) = place(names, wholes, words, scratch)?;
    let known = Known { rarity, name_counts, occupations, words };
    let groups = match_profiles(matcher, &known, scratch)?;
    let identified = identified_speakers(&names, &groups)?;
    Ok(Decided { names, groups, identified, known })
}

impl Decided<'_> {
    /// Hands over each name, in order.
    pub(crate) fn each_name(&self, mut take: impl FnMut(DecidedName) -> io::Result<()>) -> io::Result<()> {
        let (mut names, mut groups) = (self.names.records(), self.groups.read());
        while let Some((_, name)) = names.next()? {
            let NameRecord { kind, name, notes, has_words_around, profiles, namesakes } =
                NameRecord::read(name)?;
            let mut bearers = Vec::with_capacity(profiles.len());
            for (place, id) in profiles {
                let (group, is_single) = groups.group_of(place)?;
                let group = self.identified.group(id, (kind, name), group, &self.known);
                bearers.push((group, is_single || has_words_around));
            }
            let namesakes = one_of_each(namesakes, &bearers)?;
            take(DecidedName { notes, bearers, namesakes })?;
        }
        Ok(())
    }
}

/// The bearers of a name, one of each group, as JSON.
fn one_of_each(bearers: &[u8], groups: &[(u64, bool)]) -> io::Result<Vec<u8>> {
    let bearers: Vec<(usize, Namesake)> = serde_json::from_slice(bearers)?;
    let mut seen = FxHashSet::default();
    let mut is_first = |number: usize| groups.get(number).is_some_and(|&(group, _)| seen.insert(group));
    let first = bearers.into_iter().filter(|&(number, _)| is_first(number)).map(|(_, bearer)| bearer);
    Ok(first.collect::<Vec<_>>().to_json())
}

/// Learns how many people have each given name and each surname, what people do, and which
/// names occur by themselves and with words around them.
fn read_names<'a>(
    names: &Spool,
    words: &NameWords,
    scratch: Scratch<'a>,
) -> io::Result<(NameCounts, Occupations, WholeNames<'a>)> {
    let (mut counts, mut wholes) = (NameCounts::new(), WholeNames::new(scratch.part(WHOLE_NAMES)));
    let (mut occupations, mut of_name) = (Occupations::new(), Vec::new());
    let mut names = names.records();
    for number in 0.. {
        let Some((_, record)) = names.next()? else { break };
        let mut fields = Fields(record);
        let (kind, name) = (key::type_of(fields.byte()?), fields.text()?);
        let (notes, bearers) = (fields.number()?, fields.number()?);
        if kind != SpeakerType::Person || bearers == 0 {
            continue;
        }
        let mut pinned = false;
        of_name.clear();
        for _ in 0..bearers {
            let profile = Profile::read(&mut fields)?;
            fields.optional()?;
            pinned |= profile.pinned;
            of_name.extend(profile.occupations(words));
        }
        if !pinned {
            counts.add(name);
            wholes.add(number, name, notes, words)?;
            of_name.sort_unstable();
            of_name.dedup();
            occupations.add(&of_name);
        }
    }
    Ok((counts, occupations, wholes))
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
    /// What tells them apart, as JSON.
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
