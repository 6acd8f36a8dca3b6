//! Whom a speaker's name means.

use super::{Authority, Entry};
use crate::wording::{Vocabulary, fold};
use jiff::civil::Date;
use records::{Article, SpeakerRef};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use text::SpeakerType;

/// What the user's files say of a speaker of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The one who is meant.
    pub(crate) id: Option<String>,
    /// Whether that comes from a file of identities, so that nobody else is the same.
    pub(crate) firm: bool,
    /// All columns that are known, as an object of JSON; none for an identity.
    pub(crate) row: Option<String>,
    /// Where it is open who is meant, the ids of all who may be, sorted.
    pub(crate) candidates: Vec<String>,
}

impl Authority {
    /// Whom a speaker's name means in an article.
    pub(crate) fn look_up(
        &self,
        vocabulary: &Vocabulary,
        article: &Article<'_>,
        speaker: &SpeakerRef<'_>,
    ) -> Known {
        if self.entries.is_empty() || speaker.r#type == SpeakerType::Unnamed {
            return Known::default();
        }
        if let Some(entry) = self.identity(article, speaker) {
            return Known { id: Some(entry.id.clone()), firm: true, ..Known::default() };
        }
        // By id, what applies on that day.
        let mut meant: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        let name = vocabulary.names.key(&speaker.name, speaker.r#type);
        for &place in self.names.get(&name).into_iter().flatten() {
            let id = self.entries[place].id.as_str();
            // A name in one line of somebody is a name in all of them.
            let lines = self.lines.get(id).into_iter().flatten().map(|&line| &self.entries[line]);
            let holds = |entry: &&Entry| {
                entry.kind.is_none_or(|kind| kind == speaker.r#type) && entry.may_hold_on(article.date)
            };
            let entries: Vec<&Entry> = lines.filter(holds).collect();
            if !entries.is_empty() {
                meant.insert(id, entries);
            }
        }
        // In an article of unknown date it may be somebody of another time.
        let dated = article.date.is_some()
            || meant.values().flatten().all(|entry| entry.from.is_none() && entry.to.is_none());
        if meant.len() > 1
            && let Some(id) = of_role(vocabulary, speaker, &meant)
        {
            meant.retain(|other, _| *other == id);
        }
        match meant.len() {
            0 => Known::default(),
            1 if dated => {
                let (id, entries) = meant.into_iter().next().unwrap_or_default();
                Known { id: Some(id.to_owned()), row: Some(row(&entries)), ..Known::default() }
            }
            _ => Known { candidates: meant.into_keys().map(str::to_owned).collect(), ..Known::default() },
        }
    }

    /// The first line of identities that applies.
    fn identity(&self, article: &Article<'_>, speaker: &SpeakerRef<'_>) -> Option<&Entry> {
        let places = self.identities.get(&fold(&speaker.name))?;
        let texts = [speaker.role.as_deref(), article.outlet.as_deref(), Some(&*article.id)];
        let texts: Vec<String> = texts.into_iter().flatten().map(fold).collect();
        let applies = |entry: &&Entry| {
            entry.condition.as_ref().is_none_or(|words| texts.iter().any(|text| text.contains(words)))
        };
        places.iter().map(|&place| &self.entries[place]).find(applies)
    }
}

impl Entry {
    /// Whether this applies on a day; without one, it may.
    fn may_hold_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to))
    }
}

/// Of several that a name may mean, the one with whose columns the speaker's role has most
/// words in common, if that is one: “the Senator from Oregon”.
fn of_role<'a>(
    vocabulary: &Vocabulary,
    speaker: &SpeakerRef<'_>,
    meant: &BTreeMap<&'a str, Vec<&Entry>>,
) -> Option<&'a str> {
    let stems = |text: &str| -> Vec<_> { vocabulary.gists.stems_of_folded(&fold(text)).collect() };
    let role = stems(speaker.role.as_deref().unwrap_or_default());
    let shared = |entries: &[&Entry]| {
        let cells = entries.iter().flat_map(|entry| &entry.cells);
        let known: Vec<_> =
            cells.filter(|(column, _)| column != "name").flat_map(|(_, cell)| stems(cell)).collect();
        role.iter().filter(|stem| known.contains(stem)).count()
    };
    let mut counts: Vec<_> = meant.iter().map(|(&id, entries)| (shared(entries), id)).collect();
    counts.sort_unstable();
    match counts[..] {
        [.., (second, _), (most, id)] if most > second => Some(id),
        _ => None,
    }
}

/// The columns in which all lines agree, as an object of JSON.
fn row(entries: &[&Entry]) -> String {
    let mut cells: Map<String, Value> = Map::new();
    for (column, cell) in entries.iter().flat_map(|entry| &entry.cells) {
        let agreed = entries.iter().all(|entry| entry.cells.iter().any(|(c, v)| c == column && v == cell));
        cells.insert(column.clone(), if agreed { cell.as_str().into() } else { Value::Null });
    }
    Value::Object(cells).to_string()
}
