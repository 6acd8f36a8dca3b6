//! Quotes and claims that travel from article to article.
//!
//! Two contents are one when all their words are the same, however they are
//! printed. Which contents those are is up to [`key`] alone: a measure of
//! likeness that forgives more takes its place, and [`cluster`] stays.

use crate::fields::{Fields, Frames, damaged, put_date, put_optional, put_ordinal, put_text};
use crate::fold::words;
use crate::sort::{Sorted, Sorter};
use crate::tally::Tally;
use records::{Article, Attribution, Cluster, First, Member};
use sha2::{Digest, Sha256};
use std::io;
use text::Kind;

/// Contents of fewer words are said by everybody: "We will see."
const MIN_WORDS: usize = 5;

/// Notes the contents of an article.
pub(crate) fn note(number: u64, article: &Article<'_>, attributions: &[Attribution<'_>], notes: &mut Frames) {
    let mut folded = String::new();
    for (place, attribution) in attributions.iter().enumerate() {
        if let Some(key) = key(&attribution.content.text, &mut folded) {
            notes.push(&key, |to| put(number, place, article, attribution, to));
        }
    }
}

/// What all ways to print one content have in common: a hash, since contents
/// are long and most stand alone. Nothing for a content too short to tell.
fn key(content: &str, folded: &mut String) -> Option<[u8; 16]> {
    folded.clear();
    if words(content, folded) < MIN_WORDS {
        return None;
    }
    let hash = Sha256::digest(&*folded);
    hash.first_chunk().copied()
}

/// Starts with what members are sorted by.
fn put(number: u64, place: usize, article: &Article<'_>, attribution: &Attribution<'_>, to: &mut Vec<u8>) {
    put_date(to, article.date);
    put_ordinal(to, number);
    put_ordinal(to, place as u64);
    to.push(attribution.kind as u8);
    put_text(to, &attribution.id);
    put_text(to, &article.id);
    put_optional(to, article.outlet.as_deref());
    put_optional(to, attribution.speaker.as_ref().map(|speaker| &*speaker.name));
    put_text(to, &attribution.content.text);
}

/// Joins the notes on contents into lines.
pub(crate) fn join(notes: &mut Sorted, lines: &mut Sorter) -> io::Result<()> {
    let mut group = Frames::default();
    while notes.next_group(&mut group)? {
        // Nearly all stand alone, so this is decided before they are read.
        if group.len() > 1
            && let Some(cluster) = cluster(group.iter().map(|(_, value)| value))?
        {
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
fn cluster<'a>(notes: impl Iterator<Item = &'a [u8]>) -> io::Result<Option<Cluster>> {
    let (mut outlets, mut speakers) = (Tally::default(), Tally::default());
    let mut articles = 0;
    let mut last_article = None;
    let (mut longest, mut length) = ("", 0);
    let mut members = Vec::new();
    for note in notes {
        let mut fields = Fields(note);
        let date = fields.date()?;
        // Members of one article follow each other: they share its date.
        let article = fields.ordinal()?;
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
        let characters = text.chars().count();
        if characters > length {
            (longest, length) = (text, characters);
        }
        if let Some(outlet) = outlet {
            outlets.add(outlet);
        }
        if let Some(speaker) = speaker {
            speakers.add(speaker);
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
    Ok(Some(Cluster {
        id: first.attribution.clone(),
        text: longest.to_owned(),
        articles,
        outlets: outlets.counted(),
        first: First { date: first.date, article: first.article.clone() },
        speakers: speakers.folded(),
        members,
    }))
}
