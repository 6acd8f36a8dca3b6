//! What the notes of one cluster make: a line of `clusters.jsonl`.

use super::notes::ContentNote;
use crate::copies::Independent;
use crate::storage::{Fields, damaged};
use crate::wording::{Tally, changes};
use records::{Cluster, First, Member, Version};
use std::io;
use text::Kind;

/// The cluster of notes that come in the order of its members, each with the place
/// of its version at the end; `None` if they are all from one article. `original_of` is asked
/// once for each note for what all copies of its article have in common.
pub(crate) fn cluster<'a>(
    notes: impl Iterator<Item = &'a [u8]>,
    mut original_of: impl FnMut(&[u8]) -> u64,
) -> io::Result<Option<Cluster>> {
    let mut draft = ClusterDraft::default();
    for note in notes {
        let (note, place) = note.split_last_chunk::<8>().ok_or_else(damaged)?;
        let note = ContentNote::read(&mut Fields(note))?;
        let original = original_of(note.article.as_bytes());
        draft.add(note, u64::from_be_bytes(*place), original);
    }
    Ok(draft.finish())
}

/// A cluster to which members are added.
#[derive(Default)]
struct ClusterDraft<'a> {
    outlets: Tally,
    speakers: Tally,
    independent: Independent,
    articles: usize,
    last_article: Option<&'a str>,
    members: Vec<Member>,
    /// By place, in the order in which they were first seen.
    versions: Vec<(u64, VersionDraft<'a>)>,
}

/// All members whose words are the same.
struct VersionDraft<'a> {
    /// The longest print.
    text: &'a str,
    quoted: bool,
    members: usize,
}

impl<'a> ClusterDraft<'a> {
    fn add(&mut self, note: ContentNote<'a>, place: u64, original: u64) {
        // Members from one article follow each other, since they share its date.
        self.articles += usize::from(self.last_article.replace(note.article) != Some(note.article));
        self.independent.add(original);
        if let Some(outlet) = note.outlet {
            self.outlets.add(outlet);
        }
        if let Some(speaker) = note.speaker {
            self.speakers.add(speaker);
        }
        let quoted = note.kind != Kind::Indirect;
        match self.versions.iter_mut().find(|(other, _)| *other == place) {
            Some((_, version)) => version.add(note.text, quoted),
            None => self.versions.push((place, VersionDraft { text: note.text, quoted, members: 1 })),
        }
        self.members.push(Member {
            attribution: note.attribution.to_owned(),
            article: note.article.to_owned(),
            outlet: note.outlet.map(str::to_owned),
            date: note.date,
            speaker: note.speaker.map(str::to_owned),
            kind: note.kind,
        });
    }

    fn finish(self) -> Option<Cluster> {
        let first = self.members.first().filter(|_| self.articles > 1)?;
        let length = |version: &VersionDraft<'_>| version.text.chars().count();
        // `max_by_key` takes the last of equals, so the first seen has to be last.
        let latest_first = || self.versions.iter().rev().map(|(_, version)| version);
        let longest = latest_first().max_by_key(|version| length(version)).map_or("", |version| version.text);
        // What changed is told by the longest quote: quotation marks vouch for its words.
        let whole = latest_first().max_by_key(|version| (version.quoted, length(version)));
        let whole = whole.map_or("", |version| version.text);
        Some(Cluster {
            id: first.attribution.clone(),
            text: longest.to_owned(),
            articles: self.articles,
            independent: self.independent.count(),
            outlets: self.outlets.counted(),
            first: First { date: first.date, article: first.article.clone() },
            speakers: self.speakers.folded(),
            versions: self.versions.iter().map(|(_, version)| version.finish(whole)).collect(),
            members: self.members,
        })
    }
}

impl<'a> VersionDraft<'a> {
    fn add(&mut self, text: &'a str, quoted: bool) {
        if text.chars().count() > self.text.chars().count() {
            self.text = text;
        }
        self.quoted |= quoted;
        self.members += 1;
    }

    fn finish(&self, whole: &str) -> Version {
        Version {
            text: self.text.to_owned(),
            members: self.members,
            changes: if self.quoted { changes(whole, self.text) } else { Vec::new() },
        }
    }
}
