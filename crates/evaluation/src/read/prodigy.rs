//! Annotations made in Prodigy (`prodigy db-out`): JSON lines, with the spans and relations of
//! its interface `relations`.
//!
//! Only what was accepted counts. Spans without relations are contents of nobody.

use super::linked::{LinkedSpan, attributions};
use super::objects::objects;
use super::offsets::Offsets;
use crate::annotations::Gold;
use crate::error::{Error, Problem};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Task {
    text: String,
    #[serde(default)]
    spans: Vec<LabelledSpan>,
    #[serde(default)]
    relations: Vec<Relation>,
    answer: Option<String>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    article: Option<String>,
}

#[derive(Clone, Deserialize, PartialEq)]
struct LabelledSpan {
    start: usize,
    end: usize,
    label: String,
}

#[derive(Deserialize)]
struct Relation {
    head_span: LabelledSpan,
    child_span: LabelledSpan,
}

/// Whether a line is of such a file: JSON of any other kind has no tokens beside its text.
pub(super) fn is_task(line: &str) -> bool {
    #[derive(Deserialize)]
    struct Start {
        #[serde(rename = "text")]
        _text: String,
        #[serde(rename = "tokens")]
        _tokens: Vec<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Start>(line).is_ok()
}

/// The gold standard in a file, in its order.
pub(super) fn gold(path: &Path) -> Result<Vec<Gold>, Error> {
    let mut seen = FxHashSet::default();
    let mut all = Vec::new();
    for (number, task) in objects::<Task>(path)? {
        if task.answer.as_deref().is_some_and(|answer| answer != "accept") {
            continue;
        }
        let at = |problem| Error::new(path, Some(number), problem);
        let id = task.meta.article.unwrap_or_else(|| number.to_string());
        if !seen.insert(id.clone()) {
            return Err(at(Problem::Twice(id)));
        }
        let mut spans = task.spans;
        let mut index = |wanted: LabelledSpan| {
            spans.iter().position(|span| *span == wanted).unwrap_or_else(|| {
                spans.push(wanted);
                spans.len() - 1
            })
        };
        let relations = task.relations.into_iter();
        let links: Vec<_> = relations.map(|r| (index(r.head_span), index(r.child_span))).collect();
        let offsets = Offsets::new(&task.text);
        let read = spans.into_iter().map(|LabelledSpan { start, end, label }| {
            let span = offsets.spans(&[[start, end]], || format!("{id}: {label}"))?[0];
            Ok(LinkedSpan { label: label.to_lowercase(), span })
        });
        let read = read.collect::<Result<Vec<_>, Problem>>().map_err(at)?;
        all.push(Gold { id, attributions: attributions(&read, &links), text: task.text, ..Gold::default() });
    }
    Ok(all)
}
