//! Who speaks in several articles.
//!
//! Speakers are joined when their type and their name are the same, apart from
//! how they are printed. That takes a proper name: "a police spokesman" here is
//! not the one elsewhere, and neither are "the company" and "residents". Whether
//! an organization, group or document has a proper name shows in its capitals,
//! of which the start of a sentence tells nothing; so all articles vote.

use crate::fields::{Fields, Frames, damaged, put_date, put_number, put_optional, put_ordinal, put_text};
use crate::fold::{Names, is_capitalised, without_article};
use crate::sort::{Sorted, Sorter};
use crate::tally::Tally;
use records::{Article, Attribution, Speaker, SpeakerCounts, SpeakerRef};
use rustc_hash::FxHashMap;
use std::io;
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

/// Notes the speakers of an article; returns how many have no name at all.
pub(crate) fn note(
    names: &Names,
    number: u64,
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
    let mut unnamed = 0;
    for (place, seen) in seen.iter().enumerate() {
        match key(names, seen.speaker) {
            Some(key) => notes.push(&key, |to| seen.put(number, place, article, to)),
            None => unnamed += 1,
        }
    }
    unnamed
}

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

    fn put(&self, number: u64, place: usize, article: &Article<'_>, to: &mut Vec<u8>) {
        put_ordinal(to, number);
        put_ordinal(to, place as u64);
        put_date(to, article.date);
        to.push(self.print as u8);
        put_optional(to, article.outlet.as_deref());
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

/// Joins the notes on speakers into lines; returns how many of them are no
/// proper names after all.
pub(crate) fn join(notes: &mut Sorted, lines: &mut Sorter) -> io::Result<u64> {
    let mut unnamed = 0;
    let mut group = Frames::default();
    while notes.next_group(&mut group)? {
        match speaker(&group)? {
            Some(speaker) => {
                let mut key = Vec::with_capacity(speaker.name.len() + 10);
                put_ordinal(&mut key, u64::MAX - speaker.counts.attributions as u64);
                key.extend_from_slice(speaker.name.as_bytes());
                lines.push(&key, &serde_json::to_vec(&speaker)?)?;
            }
            None => unnamed += group.len() as u64,
        }
    }
    Ok(unnamed)
}

/// The speaker that notes of one key make.
fn speaker(group: &Frames) -> io::Result<Option<Speaker>> {
    let kind = group.iter().next().map_or(SpeakerType::Unnamed, |(key, _)| kind_of(key));
    let (mut proper, mut common) = (0, 0);
    let (mut names, mut short_forms) = (Tally::default(), Tally::default());
    let (mut roles, mut outlets) = (Tally::default(), Tally::default());
    let mut last_article = None;
    let mut speaker = Speaker {
        name: String::new(),
        r#type: kind,
        aliases: Vec::new(),
        roles: Vec::new(),
        counts: SpeakerCounts::default(),
        articles: 0,
        outlets: Vec::new(),
        first_date: None,
        last_date: None,
        refs: Vec::with_capacity(group.len()),
    };
    for (_, value) in group.iter() {
        let mut fields = Fields(value);
        let article = fields.ordinal()?;
        let _place = fields.ordinal()?;
        let date = fields.date()?;
        match fields.byte()? {
            n if n == Print::Proper as u8 => proper += 1,
            n if n == Print::Common as u8 => common += 1,
            _ => {}
        }
        let outlet = fields.optional()?;
        // One article may have two speakers of one name.
        if last_article != Some(article) {
            last_article = Some(article);
            speaker.articles += 1;
            if let Some(outlet) = outlet {
                outlets.add(outlet);
            }
            speaker.first_date = speaker.first_date.into_iter().chain(date).min();
            speaker.last_date = speaker.last_date.into_iter().chain(date).max();
        }
        speaker.refs.push(fields.text()?.to_owned());
        names.add(fields.text()?);
        if let Some(role) = fields.optional()? {
            roles.add(without_article(role));
        }
        let counts = &mut speaker.counts;
        for count in [
            &mut counts.attributions,
            &mut counts.direct,
            &mut counts.indirect,
            &mut counts.mixed,
            &mut counts.speech,
            &mut counts.writing,
            &mut counts.evidence,
            &mut counts.attitude,
        ] {
            *count += fields.number()? as usize;
        }
        for _ in 0..fields.number()? {
            short_forms.add(fields.text()?);
        }
    }
    let named = match kind {
        SpeakerType::Person => true,
        SpeakerType::Organization => proper >= common,
        SpeakerType::Group | SpeakerType::Document => proper > common,
        SpeakerType::Unnamed => false,
    };
    if !named {
        return Ok(None);
    }
    let mut names = names.prints().into_iter();
    speaker.name = names.next().ok_or_else(damaged)?;
    for alias in names.chain(short_forms.prints()) {
        if alias != speaker.name && !speaker.aliases.contains(&alias) {
            speaker.aliases.push(alias);
        }
    }
    speaker.roles = roles.folded();
    speaker.outlets = outlets.counted();
    Ok(Some(speaker))
}
