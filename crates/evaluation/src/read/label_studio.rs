//! Annotations made in Label Studio, as its export “JSON” has them: a list of tasks, with the
//! labels and relations that `sayso export --to label-studio` sets up.
//!
//! Tasks without annotations are left out, and so are annotations that were cancelled. Of
//! several people's the last one counts.

use super::linked::{LinkedSpan, attributions};
use super::offsets::Offsets;
use crate::annotations::Gold;
use crate::error::{Error, Problem};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Task {
    id: Option<u64>,
    data: Data,
    #[serde(default)]
    annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Data {
    text: String,
    article: Option<String>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    was_cancelled: bool,
    result: Vec<Item>,
}

/// A labelled span, or a relation between two of them.
#[derive(Deserialize)]
struct Item {
    id: Option<String>,
    value: Option<Value>,
    from_id: Option<String>,
    to_id: Option<String>,
}

#[derive(Deserialize)]
struct Value {
    start: usize,
    end: usize,
    #[serde(default)]
    labels: Vec<String>,
}

/// The gold standard in an export; `contents` are those of the file.
pub(super) fn gold(path: &Path, contents: &str) -> Result<Vec<Gold>, Error> {
    let tasks: Vec<Task> = serde_json::from_str(contents).map_err(|e| Error::new(path, Some(e.line()), e))?;
    let mut seen = FxHashSet::default();
    let mut all = Vec::new();
    for (number, Task { id, data, annotations }) in (1..).zip(tasks) {
        let Some(annotation) = annotations.into_iter().rfind(|annotation| !annotation.was_cancelled) else {
            continue;
        };
        let id = data.article.unwrap_or_else(|| id.unwrap_or(number).to_string());
        if !seen.insert(id.clone()) {
            return Err(Error::new(path, None, Problem::Twice(id)));
        }
        let read = read(&annotation.result, &id, &data.text).map_err(|e| Error::new(path, None, e))?;
        all.push(Gold { id, text: data.text, attributions: read, ..Gold::default() });
    }
    Ok(all)
}

fn read(items: &[Item], id: &str, text: &str) -> Result<Vec<crate::Labelled>, Problem> {
    let offsets = Offsets::new(text);
    let (mut spans, mut by_id) = (Vec::new(), FxHashMap::default());
    for item in items {
        let (Some(own), Some(value)) = (&item.id, &item.value) else { continue };
        let Some(label) = value.labels.first() else { continue };
        let span = offsets.spans(&[[value.start, value.end]], || format!("{id}: {label}"))?;
        by_id.insert(own.as_str(), spans.len());
        spans.extend(span.into_iter().map(|span| LinkedSpan { label: label.to_lowercase(), span }));
    }
    let index = |id: &Option<String>| by_id.get(id.as_deref()?).copied();
    let links: Vec<_> =
        items.iter().filter_map(|item| index(&item.from_id).zip(index(&item.to_id))).collect();
    Ok(attributions(&spans, &links))
}
