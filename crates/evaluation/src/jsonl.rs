//! Gold and predictions as JSONL, and sayso's own output folder.
//!
//! One text a line: `{"id", "text", "attributions": [{"content": [[start, end],
//! …], "cue", "source", "speaker", "kind", "addressee", "medium", "negated"}],
//! "ignore", "must_not"}`, spans half-open and in code points. Predictions need
//! no text; all but `id`, `attributions` and `content` may be absent or null.

use crate::annotations::{Gold, Labelled, Predictions};
use crate::error::{Error, Problem};
use crate::read::Offsets;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use std::path::Path;
use text::Span;

type Pairs = Vec<[usize; 2]>;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: Option<String>,
    attributions: Vec<Item>,
    ignore: Option<Pairs>,
    must_not: Option<Pairs>,
}

#[derive(serde::Deserialize)]
struct Item {
    content: Pairs,
    cue: Option<Pairs>,
    source: Option<Pairs>,
    speaker: Option<String>,
    kind: Option<String>,
    #[serde(default, deserialize_with = "given")]
    addressee: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    medium: Option<Option<String>>,
    negated: Option<bool>,
    act: Option<String>,
    confidence: Option<f32>,
    found_by: Option<String>,
}

/// Tells null from absent.
fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Deserialize::deserialize(value).map(Some)
}

/// The objects of a JSONL file with their line numbers, empty lines left out.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, Error> {
    let contents = std::fs::read_to_string(path).map_err(|e| Error::new(path, None, e))?;
    contents
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| match serde_json::from_str(line) {
            Ok(object) => Ok((index + 1, object)),
            Err(error) => Err(Error::new(path, Some(index + 1), error)),
        })
        .collect()
}

pub(crate) fn gold(path: &Path) -> Result<Vec<Gold>, Error> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for (number, line) in read::<Line>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        if !seen.insert(line.id.clone()) {
            return Err(at(Problem::Twice(line.id)));
        }
        let Some(text) = line.text else { return Err(at(Problem::NoText(line.id))) };
        let offsets = Offsets::new(&text);
        let regions = |name, pairs: Option<Pairs>| {
            offsets.spans(&pairs.unwrap_or_default(), || format!("{}: {name}", line.id))
        };
        found.push(Gold {
            attributions: labelled(line.attributions, &line.id, &offsets).map_err(at)?,
            ignore: regions("ignore", line.ignore).map_err(at)?,
            must_not: regions("must_not", line.must_not).map_err(at)?,
            id: line.id,
            text,
        });
    }
    Ok(found)
}

pub(crate) fn predictions(path: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    let texts: FxHashMap<_, _> = gold.iter().map(|gold| (gold.id.as_str(), gold.text.as_str())).collect();
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for (number, line) in read::<Line>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        if !seen.insert(line.id.clone()) {
            return Err(at(Problem::Twice(line.id)));
        }
        let text = gold_text(&texts, &line.id, line.text.as_deref()).map_err(at)?;
        let attributions = labelled(line.attributions, &line.id, &Offsets::new(text)).map_err(at)?;
        found.push(Predictions { id: line.id, attributions });
    }
    Ok(found)
}

/// The gold text of this id, if `own`, the text it came with, is the same.
pub(crate) fn gold_text<'a>(
    texts: &FxHashMap<&str, &'a str>,
    id: &str,
    own: Option<&str>,
) -> Result<&'a str, Problem> {
    let gold = *texts.get(id).ok_or_else(|| Problem::NotInGold(id.to_owned()))?;
    match own {
        Some(own) if own != gold => {
            let same = own.lines().zip(gold.lines()).take_while(|(a, b)| a == b).count();
            Err(Problem::OtherText(id.to_owned(), same + 1))
        }
        _ => Ok(gold),
    }
}

fn labelled(items: Vec<Item>, id: &str, offsets: &Offsets) -> Result<Vec<Labelled>, Problem> {
    let one = |(index, item): (usize, Item)| {
        let spans = |name, pairs: Option<Pairs>| {
            offsets.spans(&pairs.unwrap_or_default(), || format!("{id}: {name} of attribution {}", index + 1))
        };
        Ok(Labelled {
            content: spans("content", Some(item.content))?,
            cue: spans("cue", item.cue)?,
            source: spans("source", item.source)?,
            speaker: item.speaker,
            kind: item.kind,
            addressee: item.addressee,
            medium: item.medium,
            negated: item.negated,
            act: item.act,
            confidence: item.confidence,
            found_by: item.found_by,
        })
    };
    items.into_iter().enumerate().map(one).collect()
}

/// The few fields of sayso's records that are scored.
#[derive(serde::Deserialize)]
struct ArticleRecord {
    id: String,
    text: Option<String>,
}

#[derive(serde::Deserialize)]
struct AttributionRecord {
    article: String,
    content: PartRecord,
    cue: Option<PartRecord>,
    source: Option<PartRecord>,
    speaker: Option<SpeakerRecord>,
    kind: String,
    act: Option<String>,
    addressee: Option<PartRecord>,
    medium: Option<PartRecord>,
    #[serde(default)]
    negated: bool,
    confidence: Option<f32>,
    found_by: Option<String>,
}

#[derive(serde::Deserialize)]
struct PartRecord {
    text: String,
    spans: Pairs,
}

#[derive(serde::Deserialize)]
struct SpeakerRecord {
    name: String,
}

/// Reads `articles.jsonl` and `attributions.jsonl` of an output folder.
pub(crate) fn output(folder: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    let texts: FxHashMap<_, _> = gold.iter().map(|gold| (gold.id.as_str(), gold.text.as_str())).collect();
    let path = folder.join("articles.jsonl");
    let mut found: Vec<Predictions> = Vec::new();
    let mut offsets = Vec::new();
    let mut places = FxHashMap::default();
    for (number, article) in read::<ArticleRecord>(&path)? {
        let at = |problem| Error::new(&path, Some(number), problem);
        let text = gold_text(&texts, &article.id, article.text.as_deref()).map_err(at)?;
        if places.insert(article.id.clone(), found.len()).is_some() {
            return Err(at(Problem::Twice(article.id)));
        }
        offsets.push(Offsets::new(text));
        found.push(Predictions { id: article.id, attributions: Vec::new() });
    }

    let path = folder.join("attributions.jsonl");
    for (number, record) in read::<AttributionRecord>(&path)? {
        let at = |problem| Error::new(&path, Some(number), problem);
        let Some(&place) = places.get(&record.article) else {
            return Err(at(Problem::UnknownArticle(record.article)));
        };
        let spans = |name: &str, part: Option<PartRecord>| -> Result<Vec<Span>, Error> {
            let pairs = part.map(|part| part.spans).unwrap_or_default();
            offsets[place].spans(&pairs, || format!("{}: {name}", record.article)).map_err(at)
        };
        let label = |part: Option<PartRecord>| Some(part.map(|part| part.text));
        found[place].attributions.push(Labelled {
            content: spans("content", Some(record.content))?,
            cue: spans("cue", record.cue)?,
            source: spans("source", record.source)?,
            speaker: record.speaker.map(|speaker| speaker.name),
            kind: Some(record.kind),
            addressee: label(record.addressee),
            medium: label(record.medium),
            negated: Some(record.negated),
            act: record.act,
            confidence: record.confidence,
            found_by: record.found_by,
        });
    }
    Ok(found)
}
