//! Who speaks in several articles.
//!
//! That takes a proper name: "a police spokesman" here is not the one elsewhere,
//! and neither are "the company" and "residents". Whether an organization, group
//! or document has a proper name shows in its capitals, of which the start of a
//! sentence tells nothing; so all articles vote. Then [`identities`] says which
//! of one name are several, and which of several names are one.
//!
//! [`identities`]: crate::identities

use crate::components::Groups;
use crate::copies::{Independent, Originals};
use crate::fields::{
    Fields, Frames, damaged, put_date, put_number, put_optional, put_ordinal, put_sortable, put_text,
};
use crate::fold::{Names, fold, is_capitalised, without_article};
use crate::gist::{Gists, Stem};
use crate::identities::{Profile, role_stems, surroundings};
use crate::namesakes::Name;
use crate::near::Near;
use crate::pins::Pins;
use crate::sort::Sorter;
use crate::spool::Spool;
use crate::summary::{MostQuoted, Part, Parts, month_of};
use crate::tally::Tally;
use records::{Article, Attribution, Counted, Namesake, Role, Speaker, SpeakerCounts, SpeakerRef};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use text::{Act, Kind, ResolvedBy, SpeakerType};

/// What the way that a name is printed says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Print {
    /// A proper name.
    Proper,
    /// A description.
    Common,
    /// "Police said": a sentence starts with it, so this may be either.
    Unclear,
}

/// What one article says of one speaker.
#[derive(Debug)]
struct Seen<'a> {
    speaker: &'a SpeakerRef<'a>,
    print: Print,
    counts: SpeakerCounts,
    short_forms: Vec<&'a str>,
}

/// Names of others in the same article that are kept.
const COMPANIONS: usize = 12;

/// Most frequent companions of a speaker that are written.
const LISTED: usize = 5;

/// Notes the speakers of an article; returns how many have no name at all.
pub(crate) fn note(
    gists: &Gists,
    names: &Names,
    pins: &Pins,
    article: &Article<'_>,
    attributions: &[Attribution<'_>],
    notes: &mut Frames,
) -> u64 {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for attribution in attributions {
        let Some(speaker) = &attribution.speaker else { continue };
        let place = *places.entry(&speaker.r#ref).or_insert(seen.len());
        if place == seen.len() {
            let (counts, short_forms) = (SpeakerCounts::default(), Vec::new());
            seen.push(Seen { speaker, print: Print::Unclear, counts, short_forms });
        }
        seen[place].add(names, attribution, speaker);
    }
    let around = surroundings(gists, article);
    let named = |seen: &&Seen<'_>| seen.print != Print::Common && seen.speaker.r#type != SpeakerType::Unnamed;
    let mut unnamed = 0;
    for (place, one) in seen.iter().enumerate() {
        let Some(mut key) = key(names, one.speaker) else {
            unnamed += 1;
            continue;
        };
        // What a name has in common with itself tells nothing.
        let own: Vec<u32> = fold(&one.speaker.name).split(' ').map(crate::identities::hash).collect();
        let others = || seen.iter().filter(named).filter(|other| !std::ptr::eq(*other, one)).take(COMPANIONS);
        let pin = pins.of(article, one.speaker);
        if let Some(identity) = pin {
            key = [PIN, key[0]].into_iter().chain(identity.bytes()).collect();
        }
        let mut roles = role_stems(gists, one.speaker.role.as_deref().unwrap_or_default());
        roles.extend(role_stems(gists, &names.titles_of(&one.speaker.name)));
        put_rank(&mut key, !roles.is_empty());
        notes.push(&key, |to| {
            one.put(place, article, to);
            let around: Vec<u32> = around.iter().copied().filter(|hash| !own.contains(hash)).collect();
            for numbers in [&roles, &around] {
                put_number(to, numbers.len() as u64);
                numbers.iter().for_each(|&n| put_number(to, u64::from(n)));
            }
            put_number(to, others().count() as u64);
            others().for_each(|other| put_text(to, &other.speaker.name));
        });
    }
    unnamed
}

/// Begins the keys of those whom the user names; sorts before all types.
pub(crate) const PIN: u8 = 0;

/// Ends the keys: those of one name come one after the other, and those that
/// tell most come first.
fn put_rank(key: &mut Vec<u8>, tells: bool) {
    key.extend([0, u8::from(!tells)]);
}

/// How long that is.
const RANK: usize = 2;

/// The type and what all ways to print the name have in common; nothing for
/// those without a name.
fn key(names: &Names, speaker: &SpeakerRef<'_>) -> Option<Vec<u8>> {
    let kind = match speaker.r#type {
        SpeakerType::Person => b'p',
        SpeakerType::Organization => b'o',
        SpeakerType::Group => b'g',
        SpeakerType::Document => b'd',
        SpeakerType::Unnamed => return None,
    };
    let name = names.key(&speaker.name, speaker.r#type);
    (!name.is_empty()).then(|| [&[kind], name.as_bytes()].concat())
}

pub(crate) fn kind_of(key: &[u8]) -> SpeakerType {
    match key.first() {
        Some(b'p') => SpeakerType::Person,
        Some(b'o') => SpeakerType::Organization,
        Some(b'g') => SpeakerType::Group,
        Some(b'd') => SpeakerType::Document,
        Some(&PIN) => kind_of(&key[1..]),
        _ => SpeakerType::Unnamed,
    }
}

impl<'a> Seen<'a> {
    fn add(&mut self, names: &Names, attribution: &'a Attribution<'a>, speaker: &SpeakerRef<'_>) {
        let counts = &mut self.counts;
        counts.attributions += 1;
        *match attribution.kind {
            Kind::Direct => &mut counts.direct,
            Kind::Indirect => &mut counts.indirect,
            Kind::Mixed => &mut counts.mixed,
        } += 1;
        *match attribution.act {
            Act::Speech => &mut counts.speech,
            Act::Writing => &mut counts.writing,
            Act::Evidence => &mut counts.evidence,
            Act::Attitude => &mut counts.attitude,
        } += 1;
        if self.print == Print::Unclear {
            self.print = print(attribution, speaker);
        }
        if matches!(speaker.resolved_by, ResolvedBy::Surname | ResolvedBy::Acronym)
            && let Some(source) = &attribution.source
            && let Some(short) = names.short_form(&source.text)
            && !self.short_forms.contains(&short)
        {
            self.short_forms.push(short);
        }
    }

    fn put(&self, place: usize, article: &Article<'_>, to: &mut Vec<u8>) {
        put_sortable(to, &article.id);
        put_ordinal(to, place as u64);
        put_date(to, article.date);
        to.push(self.print as u8);
        put_optional(to, article.outlet.as_deref());
        put_text(to, &article.corpus);
        put_text(to, &self.speaker.r#ref);
        put_text(to, &self.speaker.name);
        put_optional(to, self.speaker.role.as_deref());
        let SpeakerCounts { attributions, direct, indirect, mixed, speech, writing, evidence, attitude } =
            self.counts;
        for count in [attributions, direct, indirect, mixed, speech, writing, evidence, attitude] {
            put_number(to, count as u64);
        }
        put_number(to, self.short_forms.len() as u64);
        self.short_forms.iter().for_each(|form| put_text(to, form));
    }
}

/// What the print of a speaker's name says, seen from one attribution.
fn print(attribution: &Attribution<'_>, speaker: &SpeakerRef<'_>) -> Print {
    let name = without_article(&speaker.name);
    // "A Northern Wire reporter" may be any of them.
    if name.len() < speaker.name.len() && speaker.name.starts_with(['a', 'A']) {
        return Print::Common;
    }
    let first_tells = !starts_sentence(attribution, name);
    // Short words stand inside names as well: "Ministry of Ports".
    let tells = |&(place, word): &(usize, &str)| match place {
        0 => first_tells,
        _ => word.len() > 3 || is_capitalised(word),
    };
    let mut capitals =
        name.split_whitespace().enumerate().filter(tells).map(|(_, word)| is_capitalised(word)).peekable();
    // "Boeing engineers" may be any, "the Boeing company" is one.
    let all = matches!(speaker.r#type, SpeakerType::Group | SpeakerType::Document);
    if capitals.peek().is_none() || all && !first_tells {
        return Print::Unclear;
    }
    let proper = if all { capitals.all(|capital| capital) } else { capitals.any(|capital| capital) };
    if proper { Print::Proper } else { Print::Common }
}

/// Whether the source is this name and a sentence starts with it, if only after
/// a quotation mark.
fn starts_sentence(attribution: &Attribution<'_>, name: &str) -> bool {
    attribution.source.as_ref().is_some_and(|source| {
        let start = attribution.sentence.span.0;
        source.text.starts_with(name) && source.spans.first().is_some_and(|span| span.0 <= start + 1)
    })
}

/// What one article says of one speaker, read back.
#[derive(Debug)]
pub(crate) struct Note<'a> {
    pub(crate) article: &'a [u8],
    /// Its place among the speakers of the article.
    pub(crate) place: u64,
    date: Option<jiff::civil::Date>,
    pub(crate) print: u8,
    outlet: Option<&'a str>,
    corpus: &'a str,
    pub(crate) r#ref: &'a str,
    name: &'a str,
    pub(crate) role: Option<&'a str>,
    counts: [usize; 8],
    short_forms: Vec<&'a str>,
    pub(crate) role_stems: Vec<Stem>,
    pub(crate) around: Vec<u32>,
    companions: Vec<&'a str>,
}

impl<'a> Note<'a> {
    fn read(value: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        let article = fields.sortable()?;
        let place = fields.ordinal()?;
        let (date, print, outlet) = (fields.date()?, fields.byte()?, fields.optional()?);
        let (corpus, r#ref) = (fields.text()?, fields.text()?);
        let (name, role) = (fields.text()?, fields.optional()?);
        let mut counts = [0; 8];
        for count in &mut counts {
            *count = fields.number()? as usize;
        }
        let short_forms = (0..fields.number()?).map(|_| fields.text()).collect::<io::Result<_>>()?;
        let mut numbers =
            || (0..fields.number()?).map(|_| Ok(fields.number()? as u32)).collect::<io::Result<Vec<u32>>>();
        let (role_stems, around) = (numbers()?, numbers()?);
        let companions = (0..fields.number()?).map(|_| fields.text()).collect::<io::Result<_>>()?;
        Ok(Self {
            article,
            place,
            date,
            print,
            outlet,
            corpus,
            r#ref,
            name,
            role,
            counts,
            short_forms,
            role_stems,
            around,
            companions,
        })
    }
}

/// Joins the notes on speakers into lines; returns how many of them are no
/// proper names after all.
pub(crate) fn join(
    notes: Sorter,
    originals: &Originals,
    folder: &Path,
    memory: usize,
    most_quoted: &mut MostQuoted,
    lines: &mut Sorter,
) -> io::Result<u64> {
    let mut unnamed = 0;
    let mut near = Near::new(folder, memory / 2);
    // Each name with the places of its profiles, and its notes with their profiles.
    let (mut names, mut kept) = (Spool::new(folder, memory / 8), Spool::new(folder, memory / 8));
    let mut notes = notes.finish()?;
    let mut current: Option<Name> = None;
    let (mut record, mut features) = (Vec::new(), Vec::new());
    loop {
        let next = notes.next()?;
        let key = next.map(|(key, _)| &key[..key.len() - RANK]);
        if let Some(name) = current.take_if(|current| Some(&*current.key) != key) {
            let proper = name.is_proper();
            let mut places = Vec::new();
            for profile in name.profiles().filter(|_| proper) {
                record.clear();
                profile.put(&mut record);
                profile.features(&mut features);
                places.push(near.push(&record, [0; 4], &features)?);
            }
            unnamed += if proper { 0 } else { name.notes };
            record.clear();
            put_number(&mut record, name.notes);
            put_number(&mut record, places.len() as u64);
            places.iter().for_each(|&place| put_ordinal(&mut record, place));
            serde_json::to_writer(&mut record, &name.namesakes())?;
            names.push(&record)?;
        }
        let (Some(key), Some((_, value))) = (key, next) else { break };
        let name = current.get_or_insert_with(|| Name::new(key));
        record.clear();
        put_number(&mut record, name.add(&Note::read(value)?) as u64);
        record.push(name.kind);
        record.extend_from_slice(value);
        kept.push(&record)?;
    }
    drop(notes);

    let mut candidates = Sorter::new(folder, memory / 8);
    let groups = near.join(|(a, one), (b, other)| {
        let (one, other) = (Profile::read(one)?, Profile::read(other)?);
        if one.is_single() == other.is_single() {
            return Ok(one.is(&other));
        }
        let (single, full) = if one.is_single() { (a, b) } else { (b, a) };
        if let Some(score) = one.may_be(&other) {
            let mut value = Vec::with_capacity(16);
            put_ordinal(&mut value, single);
            put_ordinal(&mut value, score as u64);
            candidates.push(&full.to_be_bytes(), &value)?;
        }
        Ok(false)
    })?;
    let singles = whose(candidates, &groups, folder, memory / 8)?;

    let mut members = Sorter::new(folder, memory / 4);
    let (mut each_name, mut each_note) = (names.records(), kept.records());
    let (mut group_of, mut group_of_single) = (groups.read(), singles.read());
    while let Some((_, name)) = each_name.next()? {
        let mut fields = Fields(name);
        let (notes, profiles) = (fields.number()?, fields.number()?);
        let mut keys = Vec::new();
        for _ in 0..profiles {
            let place = fields.ordinal()?;
            let group = (group_of_single.of(place)?).or(group_of.of(place)?).unwrap_or(place);
            keys.push([&group.to_be_bytes()[..], &[0]].concat());
        }
        let namesakes = fields.0;
        for key in &mut keys {
            members.push(key, namesakes)?;
            key[8] = 1;
        }
        for _ in 0..notes {
            let (_, note) = each_note.next()?.ok_or_else(damaged)?;
            let mut fields = Fields(note);
            let profile = fields.number()? as usize;
            if let Some(key) = keys.get(profile) {
                members.push(key, fields.0)?;
            }
        }
    }

    drop((names, kept, groups, singles));

    let mut members = members.finish()?;
    let mut current: Option<([u8; 8], Gathered)> = None;
    loop {
        let next = members.next()?;
        let group = next.and_then(|(key, _)| key.first_chunk().copied());
        if let Some((_, gathered)) = current.take_if(|(current, _)| Some(*current) != group) {
            let (speaker, parts) = gathered.speaker()?;
            most_quoted.add(&speaker, parts);
            let mut key = Vec::with_capacity(speaker.name.len() + 32);
            put_ordinal(&mut key, u64::MAX - speaker.counts.attributions as u64);
            put_sortable(&mut key, &speaker.name);
            lines.push(&key, &serde_json::to_vec(&speaker)?)?;
        }
        let (Some(group), Some((key, value))) = (group, next) else { break };
        let (_, gathered) = current.get_or_insert_with(|| (group, Gathered::default()));
        match key[8] {
            0 => gathered.namesakes.extend(serde_json::from_slice::<Vec<Namesake>>(value)?),
            _ => gathered.add(value, originals)?,
        }
    }
    Ok(unnamed)
}

/// Whose name each single name is: of several that it may be the one for which
/// most speaks, if no other comes near. `candidates` has what may be meant, each
/// with a single name and how much speaks for it.
fn whose(candidates: Sorter, groups: &Groups, folder: &Path, memory: usize) -> io::Result<Groups> {
    let mut by_single = Sorter::new(folder, memory / 2);
    let mut groups = groups.read();
    let mut candidates = candidates.finish()?;
    while let Some((full, candidate)) = candidates.next()? {
        let full = Fields(full).ordinal()?;
        let mut fields = Fields(candidate);
        let (single, score) = (fields.ordinal()?, fields.ordinal()?);
        let mut value = Vec::with_capacity(24);
        // The best comes first.
        for number in [u64::MAX - score, u64::MAX - full, groups.of(full)?.unwrap_or(full)] {
            put_ordinal(&mut value, number);
        }
        by_single.push(&single.to_be_bytes(), &value)?;
    }
    drop(candidates);

    let mut whose = Groups::new(folder, memory / 2);
    let mut by_single = by_single.finish()?;
    let mut best: Option<Candidate> = None;
    loop {
        let next = match by_single.next()? {
            Some((single, value)) => Some(Candidate::read(single, value)?),
            None => None,
        };
        match (&mut best, next) {
            (Some(best), Some(next)) if best.single == next.single => best.compare(&next),
            (_, next) => {
                let ended = next.is_none();
                if let Some(best) = std::mem::replace(&mut best, next).filter(|best| !best.is_doubtful) {
                    whose.push(best.single, best.group)?;
                }
                if ended {
                    return Ok(whose);
                }
            }
        }
    }
}

/// Whose name a single name may be.
struct Candidate {
    single: u64,
    score: u64,
    group: u64,
    /// Whether another comes near.
    is_doubtful: bool,
}

impl Candidate {
    fn read(single: &[u8], value: &[u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        let (score, _full, group) = (u64::MAX - fields.ordinal()?, fields.ordinal()?, fields.ordinal()?);
        Ok(Self { single: Fields(single).ordinal()?, score, group, is_doubtful: false })
    }

    fn compare(&mut self, other: &Self) {
        self.is_doubtful |= other.group != self.group && other.score * 2 > self.score;
    }
}

/// What notes say of one speaker, who may be in several corpora, outlets and
/// months.
#[derive(Debug, Default)]
struct Gathered {
    names: Tally,
    short_forms: Tally,
    outlets: Tally,
    companions: Tally,
    roles: BTreeMap<String, (Tally, Role)>,
    independent: Independent,
    namesakes: Vec<Namesake>,
    parts: Parts,
    last_article: Vec<u8>,
    speaker: Speaker,
}

impl Gathered {
    /// Takes in a note; they come in the order of the articles.
    fn add(&mut self, note: &[u8], originals: &Originals) -> io::Result<()> {
        let (&kind, note) = note.split_first().ok_or_else(damaged)?;
        let note = Note::read(note)?;
        let speaker = &mut self.speaker;
        speaker.r#type = kind_of(&[kind]);
        // One article may have two speakers of one name.
        let new = speaker.articles == 0 || self.last_article != note.article;
        if new {
            self.last_article.clear();
            self.last_article.extend_from_slice(note.article);
            speaker.articles += 1;
            self.independent.see(originals.of(note.article));
            if let Some(outlet) = note.outlet {
                self.outlets.add(outlet);
            }
            speaker.first_date = speaker.first_date.into_iter().chain(note.date).min();
            speaker.last_date = speaker.last_date.into_iter().chain(note.date).max();
        }
        let within = [Part::All, Part::Outlet(note.outlet), Part::Month(month_of(note.date))];
        self.parts.add(note.corpus, within, note.r#ref, note.counts[0], new);
        speaker.refs.push(note.r#ref.to_owned());
        self.names.add(note.name);
        if let Some(role) = note.role {
            let role = without_article(role);
            let (prints, seen) = self.roles.entry(fold(role)).or_default();
            prints.add(role);
            seen.count += 1;
            seen.first_date = seen.first_date.into_iter().chain(note.date).min();
            seen.last_date = seen.last_date.into_iter().chain(note.date).max();
        }
        let counts = &mut speaker.counts;
        let sums = [
            &mut counts.attributions,
            &mut counts.direct,
            &mut counts.indirect,
            &mut counts.mixed,
            &mut counts.speech,
            &mut counts.writing,
            &mut counts.evidence,
            &mut counts.attitude,
        ];
        sums.into_iter().zip(note.counts).for_each(|(sum, count)| *sum += count);
        note.short_forms.iter().for_each(|form| self.short_forms.add(form));
        note.companions.iter().for_each(|name| self.companions.add(name));
        Ok(())
    }

    /// The speaker, and how much of them is in which corpus, outlet and month.
    fn speaker(self) -> io::Result<(Speaker, Parts)> {
        let mut speaker = self.speaker;
        let mut prints = self.names.prints();
        // An initial or a surname stands for the full name only where there is none.
        if let Some(full) = prints.iter().position(|name| is_full(name)).filter(|&at| at > 0) {
            prints[..=full].rotate_right(1);
        }
        let mut names = prints.into_iter();
        speaker.name = names.next().ok_or_else(damaged)?;
        for alias in names.chain(self.short_forms.prints()) {
            if alias != speaker.name && !speaker.aliases.contains(&alias) {
                speaker.aliases.push(alias);
            }
        }
        speaker.roles = (self.roles.into_values())
            .filter_map(|(prints, role)| Some(Role { value: prints.prints().into_iter().next()?, ..role }))
            .collect();
        speaker.roles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        speaker.outlets = self.outlets.counted();
        speaker.independent = self.independent.count();
        let own: Vec<String> =
            [&speaker.name].into_iter().chain(&speaker.aliases).map(|name| fold(name)).collect();
        let others = self.companions.folded().into_iter();
        let others = others.filter(|other: &Counted| !own.contains(&fold(&other.value)));
        speaker.companions = others.take(LISTED).collect();
        let namesakes = self.namesakes.into_iter();
        speaker.namesakes = namesakes.filter(|other| !speaker.refs.contains(&other.r#ref)).collect();
        Ok((speaker, self.parts))
    }
}

/// Whether a name has several words, none of them an initial, or is an
/// organization's in full.
fn is_full(name: &str) -> bool {
    name.contains(' ') && name.split(' ').all(|word| word.trim_end_matches('.').chars().count() > 1)
}
