//! Makes the answer to `POST /verify`: reads a draft and its sources, and compares them as
//! `sayso verify` does, all in memory.

use crate::body::is_compressed;
use crate::metrics::Metrics;
use crate::problem::Problem;
use axum::http::StatusCode;
use sayso::Worker;
use sayso::corpus::{Input, Options};
use sayso::records::{Finding, Skipped};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use verify::{FEW, Reading, Verifier};

/// Most sources in a request; an archive is for the command, which keeps an index of it.
const MOST_SOURCES: usize = 1_000;

/// The body of `POST /verify`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// An article, or its text alone.
    draft: Value,
    sources: Vec<Value>,
}

/// The answer.
#[derive(Serialize)]
struct Comparison {
    findings: Vec<Finding>,
    /// How many of the sources could be read.
    sources: usize,
    skipped: Vec<Skipped>,
}

/// The answer, as long as somebody waits for it.
pub(crate) fn answer(
    worker: &mut Worker<'_>,
    verifier: &Verifier,
    reading: &Options,
    body: &[u8],
    is_awaited: impl Fn() -> bool,
    metrics: &Metrics,
) -> Result<Vec<u8>, Problem> {
    if is_compressed(body) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send the body uncompressed"));
    }
    let Body { draft, sources } = serde_json::from_slice(body).map_err(|error| {
        let detail = format!("{error}; send {{\"draft\": ARTICLE, \"sources\": [ARTICLE, …]}}");
        Problem::unread(detail, Vec::new())
    })?;
    if sources.len() > MOST_SOURCES {
        let detail = format!("a request may have {MOST_SOURCES} sources; `sayso verify` takes any number");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    // A draft is read in whatever language it seems to be: it may be short.
    let options = Options { any_language: true, ..reading.clone() };
    let mut skipped = Vec::new();
    let mut read = |name: &str, articles: Vec<Value>| -> Result<Vec<Reading>, Problem> {
        // As the command does: the draft, and sources that are all compared with it.
        let closely = articles.len() <= FEW;
        let list = Value::from_iter(articles.into_iter().map(article)).to_string();
        let mut readings = Vec::new();
        for record in Input::of_bytes(name, list.into_bytes(), &options).records() {
            if !is_awaited() {
                return Err(Problem::busy("nobody waits for this answer"));
            }
            let read = |worker: &mut Worker<'_>, article: &_| {
                let analysis =
                    if closely { worker.analyse_closely(article) } else { worker.analyse(article) };
                metrics.found(
                    &analysis.records(article, sayso::Offsets::CodePoint).article.counts,
                    article.text.len(),
                );
                verifier.read(analysis.of(article.clone()))
            };
            match worker.attempt(record, read) {
                Ok(reading) => readings.push(reading),
                Err(why) => skipped.push(Skipped {
                    path: why.path.display().to_string(),
                    place: why.place,
                    reason: why.reason,
                }),
            }
        }
        Ok(readings)
    };
    let draft = read("draft.json", vec![draft])?;
    let sources = read("sources.json", sources)?;
    metrics.skipped(skipped.len());
    let [draft] = &draft[..] else {
        return Err(Problem::unread("the draft could not be read", skipped));
    };
    let findings = verifier.findings(draft, &sources);
    let comparison = Comparison { findings, sources: sources.len(), skipped };
    let mut json = serde_json::to_vec(&comparison).map_err(|_| Problem::fault())?;
    json.push(b'\n');
    Ok(json)
}

/// An article of which there may be nothing but the text.
fn article(sent: Value) -> Value {
    match sent {
        Value::String(text) => json!({ "text": text }),
        other => other,
    }
}
