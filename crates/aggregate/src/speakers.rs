//! Who speaks in several articles.
//!
//! That takes a proper name: "a police spokesman" here is not the one elsewhere,
//! and neither are "the company" and "residents". Whether an organization, group
//! or document has a proper name shows in its capitals, of which the start of a
//! sentence tells nothing; so all articles vote. Then [`identities`] says which
//! of one name are several, and which of several names are one.
//!
//! [`identities`]: crate::identities

use crate::copies::{Independent, Originals};
use crate::fields::{
    Fields, Frames, damaged, put_date, put_number, put_optional, put_ordinal, put_sortable, put_text,
};
use crate::fold::{Names, fold, is_capitalised, without_article};
use crate::gist::{Gists, Stem};
use crate::identities::{Profile, role_stems, surroundings};
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
enum Print {
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
        notes.push(&key, |to| {
            one.put(place, article, to);
            let mut roles = role_stems(gists, one.speaker.role.as_deref().unwrap_or_default());
            roles.extend(role_stems(gists, &names.titles_of(&one.speaker.name)));
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
const PIN: u8 = 0;

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

fn kind_of(key: &[u8]) -> SpeakerType {
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
struct Note<'a> {
    article: &'a [u8],
    date: Option<jiff::civil::Date>,
    print: u8,
    outlet: Option<&'a str>,
    corpus: &'a str,
    r#ref: &'a str,
    name: &'a str,
    role: Option<&'a str>,
    counts: [usize; 8],
    short_forms: Vec<&'a str>,
    role_stems: Vec<Stem>,
    around: Vec<u32>,
    companions: Vec<&'a str>,
}

impl<'a> Note<'a> {
    fn read(value: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        let article = fields.sortable()?;
        let _place = fields.ordinal()?;
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
    // The notes of each profile, and the namesakes that it was told from.
    let mut profiles = Spool::new(folder, memory / 4);
    let (mut group, mut record, mut features) = (Frames::default(), Vec::new(), Vec::new());
    let mut notes = notes.finish()?;
    while notes.next_group(&mut group)? {
        let Some((key, _)) = group.iter().next() else { continue };
        let read = group.iter().map(|(_, value)| Note::read(value)).collect::<io::Result<Vec<_>>>()?;
        if !is_named(kind_of(key), &read) {
            unnamed += group.len() as u64;
            continue;
        }
        let apart = tell_apart(key, &read);
        let namesakes: Vec<u8> = serde_json::to_vec(&namesakes(&apart, &read))?;
        for (profile, members) in &apart {
            record.clear();
            profile.put(&mut record);
            profile.features(&mut features);
            let place = near.push(&record, [0; 4], &features)?;
            record.clear();
            put_ordinal(&mut record, place);
            put_number(&mut record, namesakes.len() as u64);
            record.extend_from_slice(&namesakes);
            for (number, (key, value)) in group.iter().enumerate() {
                if members.binary_search(&number).is_ok() {
                    put_number(&mut record, 1 + value.len() as u64);
                    record.push(if key[0] == PIN { key[1] } else { key[0] });
                    record.extend_from_slice(value);
                }
            }
            profiles.push(&record)?;
        }
    }
    drop(notes);

    // A single name is the one of several that it may be only if nobody comes near.
    let mut singles: BTreeMap<u64, Vec<(usize, u64)>> = BTreeMap::new();
    let mut groups = near.join(|(a, one), (b, other)| {
        let (one, other) = (Profile::read(one)?, Profile::read(other)?);
        if one.is_single() == other.is_single() {
            return Ok(one.is(&other));
        }
        let (single, full) = if one.is_single() { (a, b) } else { (b, a) };
        if let Some(score) = one.may_be(&other) {
            singles.entry(single).or_default().push((score, full));
        }
        Ok(false)
    })?;
    for (single, mut candidates) in singles {
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        let (best, full) = candidates[0];
        let rival = candidates.iter().find(|(_, other)| groups.of(*other) != groups.of(full));
        if rival.is_none_or(|&(score, _)| score * 2 <= best) {
            groups.join(single, full);
        }
    }

    let mut members = Sorter::new(folder, memory / 4);
    profiles.each(|_, record| {
        let mut fields = Fields(record);
        let place = fields.ordinal()?;
        let mut key = groups.of(place).to_be_bytes().to_vec();
        let length = fields.number()? as usize;
        let namesakes = fields.bytes(length)?;
        key.push(0);
        members.push(&key, namesakes)?;
        key[8] = 1;
        while !fields.0.is_empty() {
            let length = fields.number()? as usize;
            members.push(&key, fields.bytes(length)?)?;
        }
        Ok(())
    })?;
    drop((profiles, groups));

    let mut members = members.finish()?;
    while members.next_group(&mut group)? {
        let namesakes: Vec<Vec<Namesake>> =
            group.iter().map(|(_, value)| serde_json::from_slice(value)).collect::<Result<_, _>>()?;
        if !members.next_group(&mut group)? {
            return Err(damaged());
        }
        let (speaker, parts) = speaker(&group, namesakes.into_iter().flatten().collect(), originals)?;
        most_quoted.add(&speaker, parts);
        let mut key = Vec::with_capacity(speaker.name.len() + 32);
        put_ordinal(&mut key, u64::MAX - speaker.counts.attributions as u64);
        put_sortable(&mut key, &speaker.name);
        lines.push(&key, &serde_json::to_vec(&speaker)?)?;
    }
    Ok(unnamed)
}

fn is_named(kind: SpeakerType, notes: &[Note<'_>]) -> bool {
    let count = |print: Print| notes.iter().filter(|note| note.print == print as u8).count();
    let (proper, common) = (count(Print::Proper), count(Print::Common));
    match kind {
        SpeakerType::Person => true,
        SpeakerType::Organization => proper >= common,
        SpeakerType::Group | SpeakerType::Document => proper > common,
        SpeakerType::Unnamed => false,
    }
}

/// Tells those of one name apart. Articles come in order, and each goes to whom
/// it fits best; nobody's roles and surroundings fit only one of a new kind.
fn tell_apart(key: &[u8], notes: &[Note<'_>]) -> Vec<(Profile, Vec<usize>)> {
    let pinned = key[0] == PIN;
    let kind = if pinned { key[1] } else { key[0] };
    let name = String::from_utf8_lossy(&key[if pinned { 2 } else { 1 }..]);
    let mut apart: Vec<(Profile, Vec<usize>)> = Vec::new();
    // Those of whom a role is said come first: they tell most.
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|&number| notes[number].role_stems.is_empty());
    for number in order {
        let note = &notes[number];
        let best = (apart.iter_mut())
            .filter_map(|one| {
                let fit = if pinned { 0 } else { one.0.fits(&note.role_stems, &note.around)? };
                Some((fit, one))
            })
            // The last of those that fit alike is taken: they come backwards.
            .rev()
            .max_by_key(|(fit, _)| *fit);
        match best {
            Some((_, (profile, members))) => {
                profile.add(note.role_stems.iter().copied(), &note.around);
                members.push(number);
            }
            None => {
                let mut profile = Profile::new(kind, &name, pinned);
                profile.add(note.role_stems.iter().copied(), &note.around);
                apart.push((profile, vec![number]));
            }
        }
    }
    apart.iter_mut().for_each(|(_, members)| members.sort_unstable());
    apart
}

/// What tells those of one name apart, for each of them; nothing for one alone.
fn namesakes(apart: &[(Profile, Vec<usize>)], notes: &[Note<'_>]) -> Vec<Namesake> {
    if apart.len() < 2 {
        return Vec::new();
    }
    apart
        .iter()
        .filter_map(|(_, members)| {
            let first = &notes[*members.first()?];
            let role = members.iter().find_map(|&number| notes[number].role);
            Some(Namesake { r#ref: first.r#ref.to_owned(), role: role.map(str::to_owned) })
        })
        .collect()
}

/// The speaker that notes make, and how much of them is in which corpus, outlet
/// and month.
fn speaker<'a>(
    group: &'a Frames,
    namesakes: Vec<Namesake>,
    originals: &Originals,
) -> io::Result<(Speaker, Parts<'a>)> {
    let (mut names, mut short_forms) = (Tally::default(), Tally::default());
    let (mut outlets, mut companions) = (Tally::default(), Tally::default());
    let mut roles: BTreeMap<String, (Tally<'_>, Role)> = BTreeMap::new();
    let mut independent = Independent::default();
    let mut parts = Parts::default();
    let mut last_article = None;
    let mut speaker = Speaker { refs: Vec::with_capacity(group.len()), ..Speaker::default() };
    for (_, value) in group.iter() {
        let (&kind, note) = value.split_first().ok_or_else(damaged)?;
        speaker.r#type = kind_of(&[kind]);
        let note = Note::read(note)?;
        // One article may have two speakers of one name.
        let new = last_article != Some(note.article);
        if new {
            last_article = Some(note.article);
            speaker.articles += 1;
            independent.see(originals.of(note.article));
            if let Some(outlet) = note.outlet {
                outlets.add(outlet);
            }
            speaker.first_date = speaker.first_date.into_iter().chain(note.date).min();
            speaker.last_date = speaker.last_date.into_iter().chain(note.date).max();
        }
        let within = [Part::All, Part::Outlet(note.outlet), Part::Month(month_of(note.date))];
        parts.add(note.corpus, within, note.r#ref, note.counts[0], new);
        speaker.refs.push(note.r#ref.to_owned());
        names.add(note.name);
        if let Some(role) = note.role {
            let role = without_article(role);
            let (prints, seen) = roles.entry(fold(role)).or_default();
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
        note.short_forms.iter().for_each(|form| short_forms.add(form));
        note.companions.iter().for_each(|name| companions.add(name));
    }
    let mut prints = names.prints();
    // An initial or a surname stands for the full name only where there is none.
    if let Some(full) = prints.iter().position(|name| is_full(name)).filter(|&at| at > 0) {
        prints[..=full].rotate_right(1);
    }
    let mut names = prints.into_iter();
    speaker.name = names.next().ok_or_else(damaged)?;
    for alias in names.chain(short_forms.prints()) {
        if alias != speaker.name && !speaker.aliases.contains(&alias) {
            speaker.aliases.push(alias);
        }
    }
    speaker.roles = (roles.into_values())
        .filter_map(|(prints, role)| Some(Role { value: prints.prints().into_iter().next()?, ..role }))
        .collect();
    speaker.roles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    speaker.outlets = outlets.counted();
    speaker.independent = independent.count();
    let own: Vec<String> =
        [&speaker.name].into_iter().chain(&speaker.aliases).map(|name| fold(name)).collect();
    let others = companions.folded().into_iter().filter(|other: &Counted| !own.contains(&fold(&other.value)));
    speaker.companions = others.take(LISTED).collect();
    speaker.namesakes = namesakes.into_iter().filter(|other| !speaker.refs.contains(&other.r#ref)).collect();
    Ok((speaker, parts))
}

/// Whether a name has several words, none of them an initial, or is an
/// organization's in full.
fn is_full(name: &str) -> bool {
    name.contains(' ') && name.split(' ').all(|word| word.trim_end_matches('.').chars().count() > 1)
}
