//! Gold and predictions as JSONL.
//!
//! One text a line: `{"id", "text", "attributions": [{"content": [[start, end],
//! …], "cue", "source", "speaker", "kind", "addressee", "medium", "negated"}],
//! "ignore", "must_not"}`, spans half-open and in code points. Predictions need
//! no text; all but `id`, `attributions` and `content` may be absent or null.

use super::objects::{GoldTexts, objects};
use super::offsets::Offsets;
use crate::annotations::{Gold, Labelled, Predictions};
use crate::error::{Error, Problem};
use rustc_hash::FxHashSet;
use serde::de::{Deserialize, Deserializer};
use std::path::Path;

/// Spans as pairs of start and end, in code points.
type Pairs = Vec<[usize; 2]>;

/// A text with its attributions: one line of a file.
#[derive(serde::Deserialize)]
struct TextLine {
    id: String,
    text: Option<String>,
    attributions: Vec<LabelledObject>,
    ignore: Option<Pairs>,
    must_not: Option<Pairs>,
}

/// An attribution in such a line.
#[derive(serde::Deserialize)]
struct LabelledObject {
    content: Pairs,
    cue: Option<Pairs>,
    source: Option<Pairs>,
    speaker: Option<String>,
    kind: Option<String>,
    #[serde(default, deserialize_with = "present")]
    addressee: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    medium: Option<Option<String>>,
    negated: Option<bool>,
    act: Option<String>,
    confidence: Option<f32>,
    found_by: Option<String>,
}

/// Makes null `Some(None)`, while an absent field is `None`.
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Deserialize::deserialize(value).map(Some)
}

/// The gold standard in a file, in its order.
pub(super) fn gold(path: &Path) -> Result<Vec<Gold>, Error> {
    let mut seen = FxHashSet::default();
    let mut all = Vec::new();
    for (number, line) in objects::<TextLine>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        if !seen.insert(line.id.clone()) {
            return Err(at(Problem::Twice(line.id)));
        }
        let Some(text) = line.text else { return Err(at(Problem::NoText(line.id))) };
        let offsets = Offsets::new(&text);
        let regions = |name, pairs: Option<Pairs>| {
            offsets.spans(&pairs.unwrap_or_default(), || format!("{}: {name}", line.id))
        };
        all.push(Gold {
            attributions: labelled(line.attributions, &line.id, &offsets).map_err(at)?,
            ignore: regions("ignore", line.ignore).map_err(at)?,
            must_not: regions("must_not", line.must_not).map_err(at)?,
            id: line.id,
            text,
        });
    }
    Ok(all)
}

/// The predictions in a file, in its order.
pub(super) fn predictions(path: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    let texts = GoldTexts::new(gold);
    let mut seen = FxHashSet::default();
    let mut all = Vec::new();
    for (number, line) in objects::<TextLine>(path)? {
        let at = |problem| Error::new(path, Some(number), problem);
        if !seen.insert(line.id.clone()) {
            return Err(at(Problem::Twice(line.id)));
        }
        let text = texts.get(&line.id, line.text.as_deref()).map_err(at)?;
        let attributions = labelled(line.attributions, &line.id, &Offsets::new(text)).map_err(at)?;
        all.push(Predictions { id: line.id, attributions });
    }
    Ok(all)
}

fn labelled(objects: Vec<LabelledObject>, id: &str, offsets: &Offsets) -> Result<Vec<Labelled>, Problem> {
    let one = |(index, object): (usize, LabelledObject)| {
        let spans = |name, pairs: Option<Pairs>| {
            offsets.spans(&pairs.unwrap_or_default(), || format!("{id}: {name} of attribution {}", index + 1))
        };
        Ok(Labelled {
            content: spans("content", Some(object.content))?,
            cue: spans("cue", object.cue)?,
            source: spans("source", object.source)?,
            speaker: object.speaker,
            kind: object.kind,
            addressee: object.addressee,
            medium: object.medium,
            negated: object.negated,
            act: object.act,
            confidence: object.confidence,
            found_by: object.found_by,
        })
    };
    objects.into_iter().enumerate().map(one).collect()
}
