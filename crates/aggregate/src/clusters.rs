//! Quotes and claims that travel from article to article.
//!
//! Contents whose words are the same however they are printed are one *version*.
//! Versions are joined when what one says is in the other: a quote cut, with a
//! word changed, split or joined to the next; or a claim put in other words. How
//! much must be the same depends on who speaks: very little for one speaker, a
//! lot for two, since "We are delighted" is said by everybody.

use crate::copies::{Independent, Originals};
use crate::differences::changes;
use crate::fields::{
    Fields, Frames, damaged, put_date, put_number, put_optional, put_ordinal, put_sortable, put_text,
};
use crate::fold::{self, Names};
use crate::gist::{Gists, Stem, is_name, is_negation, is_number, plain};
use crate::near::Near;
use crate::sort::Sorter;
use crate::spool::Spool;
use crate::tally::Tally;
use records::{Article, Attribution, Cluster, First, Member, Version};
use rustc_hash::FxHasher;
use sha2::{Digest, Sha256};
use std::hash::Hasher;
use std::io;
use std::path::Path;
use text::{Kind, SpeakerType};

/// Contents of fewer words are one only if one speaker says them.
const STOCK: usize = 7;

/// Contents with fewer words that carry meaning are said by everybody.
const MIN_STEMS: usize = 2;

/// Words that carry meaning this close to each other are a feature.
const WINDOW: usize = 3;

/// Notes the contents of an article.
pub(crate) fn note(
    gists: &Gists,
    names: &Names,
    article: &Article<'_>,
    attributions: &[Attribution<'_>],
    notes: &mut Frames,
) {
    let (mut folded, mut gist) = (String::new(), Vec::new());
    for (place, attribution) in attributions.iter().enumerate() {
        folded.clear();
        let words = fold::words(&attribution.content.text, &mut folded);
        gists.of_printed(&attribution.content.text, &mut gist);
        if gist.iter().filter(|&&stem| !is_negation(stem) && !is_name(stem)).count() < MIN_STEMS {
            continue;
        }
        let voice = Voice::of(names, attribution);
        let mut hash = Sha256::new();
        hash.update(&folded);
        if words < STOCK {
            hash.update([0, voice.kind]);
            hash.update(voice.name.as_bytes());
        }
        let key: [u8; 16] = hash.finalize().first_chunk().copied().unwrap_or_default();
        notes.push(&key, |to| {
            put_date(to, article.date);
            put_sortable(to, &article.id);
            put_ordinal(to, place as u64);
            to.push(attribution.kind as u8);
            put_text(to, &attribution.id);
            put_text(to, &article.id);
            put_optional(to, article.outlet.as_deref());
            put_optional(to, attribution.speaker.as_ref().map(|speaker| &*speaker.name));
            put_text(to, &attribution.content.text);
            to.push(voice.kind);
            put_text(to, &voice.name);
            put_number(to, gist.len() as u64);
            gist.iter().for_each(|stem| to.extend_from_slice(&stem.to_be_bytes()));
        });
    }
}

/// Who speaks, as far as it takes to tell whether it may be the same in another
/// article.
struct Voice<'a> {
    kind: u8,
    name: std::borrow::Cow<'a, str>,
}

impl Voice<'_> {
    /// Nobody, or nobody by name.
    const UNKNOWN: u8 = 0;
    const PERSON: u8 = 1;
    /// An organization, a group or a document.
    const BODY: u8 = 2;

    fn of(names: &Names, attribution: &Attribution<'_>) -> Self {
        let Some(speaker) = &attribution.speaker else {
            return Self { kind: Self::UNKNOWN, name: "".into() };
        };
        let kind = match speaker.r#type {
            SpeakerType::Unnamed => Self::UNKNOWN,
            SpeakerType::Person => Self::PERSON,
            SpeakerType::Organization | SpeakerType::Group | SpeakerType::Document => Self::BODY,
        };
        Self { kind, name: names.key(&speaker.name, speaker.r#type).into() }
    }

    fn compared(&self, other: &Self) -> Speakers {
        if self.kind == Self::UNKNOWN || other.kind == Self::UNKNOWN {
            // "A police spokesman" and another are as good as two speakers.
            return if self.kind == other.kind && self.name == other.name && !self.name.is_empty() {
                Speakers::Same
            } else {
                Speakers::Unknown
            };
        }
        let same = self.kind == other.kind
            && match self.kind {
                Self::PERSON => {
                    shares_surname(&self.name, &other.name) || shares_surname(&other.name, &self.name)
                }
                _ => {
                    self.name == other.name
                        || fold::stands_for(&self.name, &other.name)
                        || fold::stands_for(&other.name, &self.name)
                        || fold::is_part(&self.name, &other.name)
                        || fold::is_part(&other.name, &self.name)
                }
            };
        if same { Speakers::Same } else { Speakers::Different }
    }
}

/// Whether the last word of one name is any of the other's: "kang dae hyun" and
/// "daehyun kang".
fn shares_surname(one: &str, other: &str) -> bool {
    let last = one.rsplit(' ').next().unwrap_or_default();
    other.split(' ').any(|word| word == last)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speakers {
    Same,
    Unknown,
    Different,
}

/// One wording.
struct Wording<'a> {
    date: Option<jiff::civil::Date>,
    quoted: bool,
    voice: Voice<'a>,
    gist: Vec<Stem>,
}

impl<'a> Wording<'a> {
    /// Reads what is compared off a note.
    fn of(note: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(note);
        let date = fields.date()?;
        fields.sortable()?;
        fields.ordinal()?;
        let quoted = fields.byte()? != Kind::Indirect as u8;
        let (_id, _article) = (fields.text()?, fields.text()?);
        let (_outlet, _speaker, _text) = (fields.optional()?, fields.optional()?, fields.text()?);
        Self::rest(date, quoted, fields)
    }

    fn put(&self, to: &mut Vec<u8>) {
        put_date(to, self.date);
        to.push(u8::from(self.quoted));
        to.push(self.voice.kind);
        put_text(to, &self.voice.name);
        put_number(to, self.gist.len() as u64);
        self.gist.iter().for_each(|stem| to.extend_from_slice(&stem.to_be_bytes()));
    }

    fn read(bytes: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(bytes);
        Self::rest(fields.date()?, fields.byte()? != 0, fields)
    }

    fn rest(date: Option<jiff::civil::Date>, quoted: bool, mut fields: Fields<'a>) -> io::Result<Self> {
        let voice = Voice { kind: fields.byte()?, name: fields.text()?.into() };
        let mut gist = Vec::new();
        for _ in 0..fields.number()? {
            let stem = fields.bytes(4)?.try_into().map_err(|_| damaged())?;
            gist.push(Stem::from_be_bytes(stem));
        }
        Ok(Self { date, quoted, voice, gist })
    }

    /// Pairs of words that carry meaning and stand close to each other, in any
    /// order: what cut, changed and reworded versions have in common.
    fn features(&self, features: &mut Vec<u64>) {
        features.clear();
        let words = words_of(&self.gist);
        for (at, &one) in words.iter().enumerate() {
            for &other in words[at + 1..].iter().take(WINDOW - 1).filter(|&&other| other != one) {
                let mut hasher = FxHasher::default();
                hasher.write_u64(u64::from(one.min(other)) << 32 | u64::from(one.max(other)));
                features.push(hasher.finish());
            }
        }
        features.sort_unstable();
        features.dedup();
    }

    /// Whether both say one thing, or one says part of the other.
    fn agrees(&self, other: &Self) -> bool {
        let speakers = self.voice.compared(&other.voice);
        let (a, b) = (words_of(&self.gist), words_of(&other.gist));
        let least = a.len().min(b.len());
        let common = common_words(&a, &b);
        // Nothing below is satisfied with less, and most pairs share less.
        if share(common, least) < 0.6 {
            return false;
        }
        let in_order = common_subsequence(&a, &b);
        // "Mr. Funes" and "Mrs. Funes" say nothing in common.
        let names = |gist: &[Stem], stem: Stem| gist.iter().any(|&one| is_name(one) && plain(one) == stem);
        let said: Vec<Stem> =
            a.iter().copied().filter(|&s| !(names(&self.gist, s) && names(&other.gist, s))).collect();
        let told = common_words(&said, &b);
        if told < MIN_STEMS {
            return false;
        }
        if self.quoted && other.quoted {
            // One figure may be misheard, in a quote that agrees in all else.
            if figures_differ(&a, &b) && (least < 6 || share(in_order, least) < 0.85) {
                return false;
            }
            return match speakers {
                Speakers::Same => {
                    in_order >= 2 && share(in_order, least) >= 0.6
                        || common >= 3 && share(common, least) >= 0.75
                }
                Speakers::Unknown => told >= 4 && share(in_order, least) >= 0.75,
                Speakers::Different => told >= 6 && share(in_order, least) >= 0.85,
            };
        }
        // A claim in other words has to be of the same days and figures and about
        // as long, and neither may deny what the other says.
        let days = days_between(self.date, other.date);
        if days > 30
            || figures_differ(&a, &b)
            || negations(&self.gist) != negations(&other.gist) && share(common, a.len().max(b.len())) > 0.5
        {
            return false;
        }
        let alike = share(common, a.len().max(b.len()));
        match speakers {
            Speakers::Same if least < 4 => share(common, least) >= 0.65 && alike >= 0.25 && days <= 7,
            Speakers::Same => share(common, least) >= 0.65,
            Speakers::Unknown => told >= 4 && share(common, least) >= 0.75,
            Speakers::Different => told >= 6 && share(in_order, least) >= 0.85,
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn words_of(gist: &[Stem]) -> Vec<Stem> {
    gist.iter().copied().filter(|&stem| !is_negation(stem)).map(plain).collect()
}

fn negations(gist: &[Stem]) -> bool {
    gist.iter().filter(|&&stem| is_negation(stem)).count() % 2 == 1
}

/// How many words both have, each as often as it stands in both.
fn common_words(a: &[Stem], b: &[Stem]) -> usize {
    let sorted = |words: &[Stem]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut b, mut common) = (b.into_iter().peekable(), 0);
    for stem in a {
        while b.next_if(|&other| other < stem).is_some() {}
        common += usize::from(b.next_if_eq(&stem).is_some());
    }
    common
}

/// Whether both give figures, and none that the other gives.
fn figures_differ(a: &[Stem], b: &[Stem]) -> bool {
    let mut figures = a.iter().filter(|&&stem| is_number(stem)).peekable();
    figures.peek().is_some()
        && b.iter().any(|&stem| is_number(stem))
        && !figures.any(|figure| b.contains(figure))
}

fn days_between(a: Option<jiff::civil::Date>, b: Option<jiff::civil::Date>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) => (b - a).get_days().abs(),
        _ => 0,
    }
}

/// The length of the longest common subsequence. Contents are short; of the few
/// that are not, the start has to do.
fn common_subsequence(a: &[Stem], b: &[Stem]) -> usize {
    const LONGEST: usize = 400;
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

/// Joins the notes on contents into lines.
pub(crate) fn join(
    notes: Sorter,
    originals: &Originals,
    folder: &Path,
    memory: usize,
    lines: &mut Sorter,
) -> io::Result<()> {
    let mut near = Near::new(folder, memory / 4 * 3);
    let mut versions = Spool::new(folder, memory / 8);
    let (mut group, mut features, mut version) = (Frames::default(), Vec::new(), Vec::new());
    let mut notes = notes.finish()?;
    while notes.next_group(&mut group)? {
        let Some((_, first)) = group.iter().next() else { continue };
        let wording = Wording::of(first)?;
        wording.features(&mut features);
        version.clear();
        wording.put(&mut version);
        let place = near.push(&version, first[..4].try_into().map_err(|_| damaged())?, &features)?;
        version.clear();
        put_ordinal(&mut version, place);
        put_number(&mut version, group.len() as u64);
        for (_, note) in group.iter() {
            put_number(&mut version, note.len() as u64);
            version.extend_from_slice(note);
        }
        versions.push(&version)?;
    }
    drop(notes);

    let groups = near.join(|(_, one), (_, other)| Ok(Wording::read(one)?.agrees(&Wording::read(other)?)))?;

    let mut members = Sorter::new(folder, memory / 4);
    let mut member = Vec::new();
    let (mut records, mut groups) = (versions.records(), groups.read());
    while let Some((_, version)) = records.next()? {
        let mut fields = Fields(version);
        let (place, count) = (fields.ordinal()?, fields.number()?);
        let group = groups.of(place)?;
        // Nearly all stand alone, so this is decided before they are read.
        if count == 1 && group.is_none() {
            continue;
        }
        for _ in 0..count {
            let length = fields.number()? as usize;
            member.clear();
            member.extend_from_slice(fields.bytes(length)?);
            put_ordinal(&mut member, place);
            members.push(&group.unwrap_or(place).to_be_bytes(), &member)?;
        }
    }
    drop(versions);

    let mut members = members.finish()?;
    while members.next_group(&mut group)? {
        if let Some(cluster) = cluster(group.iter().map(|(_, value)| value), originals)? {
            let mut key = Vec::with_capacity(cluster.id.len() + 8);
            put_ordinal(&mut key, u64::MAX - cluster.members.len() as u64);
            key.extend_from_slice(cluster.id.as_bytes());
            lines.push(&key, &serde_json::to_vec(&cluster)?)?;
        }
    }
    Ok(())
}

/// The cluster that notes make, given in the order of its members; nothing when
/// they all stand in one article.
fn cluster<'a>(notes: impl Iterator<Item = &'a [u8]>, originals: &Originals) -> io::Result<Option<Cluster>> {
    let (mut outlets, mut speakers) = (Tally::default(), Tally::default());
    let mut independent = Independent::default();
    let mut articles = 0;
    let mut last_article = None;
    let mut members = Vec::new();
    // By the place of the version.
    let mut versions: Vec<(u64, Wordings<'_>)> = Vec::new();
    for note in notes {
        let (note, place) = note.split_last_chunk::<8>().ok_or_else(damaged)?;
        let mut fields = Fields(note);
        let date = fields.date()?;
        // Members of one article follow each other: they share its date.
        let article = fields.sortable()?;
        articles += usize::from(last_article.replace(article) != Some(article));
        let _place = fields.ordinal()?;
        let kind = match fields.byte()? {
            n if n == Kind::Direct as u8 => Kind::Direct,
            n if n == Kind::Mixed as u8 => Kind::Mixed,
            n if n == Kind::Indirect as u8 => Kind::Indirect,
            _ => return Err(damaged()),
        };
        let (attribution, article) = (fields.text()?, fields.text()?);
        let (outlet, speaker) = (fields.optional()?, fields.optional()?);
        let text = fields.text()?;
        independent.see(originals.of(article.as_bytes()));
        if let Some(outlet) = outlet {
            outlets.add(outlet);
        }
        if let Some(speaker) = speaker {
            speakers.add(speaker);
        }
        let place = u64::from_be_bytes(*place);
        let quoted = kind != Kind::Indirect;
        match versions.iter_mut().find(|(other, _)| *other == place) {
            Some((_, version)) => version.add(text, quoted),
            None => versions.push((place, Wordings { text, quoted, members: 1 })),
        }
        members.push(Member {
            attribution: attribution.to_owned(),
            article: article.to_owned(),
            outlet: outlet.map(str::to_owned),
            date,
            speaker: speaker.map(str::to_owned),
            kind,
        });
    }
    let (Some(first), true) = (members.first(), articles > 1) else { return Ok(None) };
    // Quotation marks vouch for words.
    let best = versions.iter().rev().max_by_key(|(_, v)| (v.quoted, v.text.chars().count()));
    let best = best.map_or("", |(_, version)| version.text);
    let longest = versions.iter().rev().max_by_key(|(_, v)| v.text.chars().count());
    let longest = longest.map_or("", |(_, version)| version.text);
    Ok(Some(Cluster {
        id: first.attribution.clone(),
        text: longest.to_owned(),
        articles,
        independent: independent.count(),
        outlets: outlets.counted(),
        first: First { date: first.date, article: first.article.clone() },
        speakers: speakers.folded(),
        versions: versions
            .iter()
            .map(|(_, version)| Version {
                text: version.text.to_owned(),
                members: version.members,
                changes: if version.quoted { changes(best, version.text) } else { Vec::new() },
            })
            .collect(),
        members,
    }))
}

/// All members whose words are the same.
struct Wordings<'a> {
    /// The longest print.
    text: &'a str,
    quoted: bool,
    members: usize,
}

impl<'a> Wordings<'a> {
    fn add(&mut self, text: &'a str, quoted: bool) {
        if text.chars().count() > self.text.chars().count() {
            self.text = text;
        }
        self.quoted |= quoted;
        self.members += 1;
    }
}
