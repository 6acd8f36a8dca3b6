//! Predictions from sayso's own output folder: `articles.jsonl` and
//! `attributions.jsonl`, with offsets in code points.

use super::objects::{GoldTexts, objects};
use super::offsets::Offsets;
use crate::annotations::{Gold, Labelled, Predictions};
use crate::error::{Error, Problem};
use rustc_hash::FxHashMap;
use std::path::Path;
use text::Span;

/// The few fields of an article that are needed.
#[derive(serde::Deserialize)]
struct ArticleRecord {
    id: String,
    text: Option<String>,
}

/// The few fields of an attribution that are scored.
#[derive(serde::Deserialize)]
struct AttributionRecord {
    article: String,
    content: PassageRecord,
    cue: Option<PassageRecord>,
    source: Option<PassageRecord>,
    speaker: Option<SpeakerRecord>,
    kind: String,
    act: Option<String>,
    addressee: Option<PassageRecord>,
    medium: Option<PassageRecord>,
    #[serde(default)]
    negated: bool,
    confidence: Option<f32>,
    found_by: Option<String>,
}

#[derive(serde::Deserialize)]
struct PassageRecord {
    text: String,
    spans: Vec<[usize; 2]>,
}

#[derive(serde::Deserialize)]
struct SpeakerRecord {
    name: String,
}

/// The articles of an output folder, in its order, with their attributions.
pub(super) fn predictions(folder: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    let texts = GoldTexts::new(gold);
    let path = folder.join("articles.jsonl");
    let mut predictions: Vec<Predictions> = Vec::new();
    let mut offsets = Vec::new();
    // The index of each article in these two.
    let mut indices = FxHashMap::default();
    for (number, article) in objects::<ArticleRecord>(&path)? {
        let at = |problem| Error::new(&path, Some(number), problem);
        let text = texts.get(&article.id, article.text.as_deref()).map_err(at)?;
        if indices.insert(article.id.clone(), predictions.len()).is_some() {
            return Err(at(Problem::Twice(article.id)));
        }
        offsets.push(Offsets::new(text));
        predictions.push(Predictions { id: article.id, attributions: Vec::new() });
    }

    let path = folder.join("attributions.jsonl");
    for (number, record) in objects::<AttributionRecord>(&path)? {
        let at = |problem| Error::new(&path, Some(number), problem);
        let Some(&index) = indices.get(&record.article) else {
            return Err(at(Problem::UnknownArticle(record.article)));
        };
        predictions[index].attributions.push(labelled(record, &offsets[index]).map_err(at)?);
    }
    Ok(predictions)
}

fn labelled(record: AttributionRecord, offsets: &Offsets) -> Result<Labelled, Problem> {
    let spans = |name: &str, passage: Option<PassageRecord>| -> Result<Vec<Span>, Problem> {
        let pairs = passage.map(|passage| passage.spans).unwrap_or_default();
        offsets.spans(&pairs, || format!("{}: {name}", record.article))
    };
    let label = |passage: Option<PassageRecord>| Some(passage.map(|passage| passage.text));
    Ok(Labelled {
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
    })
}
