//! Makes the answer to a request: reads its articles as `sayso extract` reads files, and
//! answers with the same records.

use crate::body::is_compressed;
use crate::metrics::Metrics;
use crate::problem::Problem;
use axum::http::StatusCode;
use sayso::corpus::{Input, Options};
use sayso::records::{ArticleCounts, ArticleRecords, Skipped};
use sayso::{Offsets, Worker};
use serde::Deserialize;
use std::ops::ControlFlow;

/// Most articles in a request. Tiny ones make answers many times as long as the request,
/// so their number needs a limit, too.
const MOST_ARTICLES: usize = 1_000;

/// What is asked of the articles in a request.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The name that the body would have as a file.
    pub(crate) file: &'static str,
    pub(crate) query: ExtractQuery,
    pub(crate) reading: Options,
}

/// The query of `POST /extract`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtractQuery {
    #[serde(default)]
    format: Format,
    #[serde(default)]
    offsets: Offsets,
}

/// The shape of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// The records of `sayso extract`.
    #[default]
    Sayso,
    /// One article as Citron has it.
    Citron,
}

/// What was made of one article: JSON, and what to count.
struct Found {
    /// Of its record and of its attributions, each with a line break; in Citron's shape
    /// the first is everything.
    lines: (Vec<u8>, Vec<u8>),
    counts: ArticleCounts,
    bytes: usize,
}

/// The answer, as long as somebody waits for it.
pub(crate) fn answer(
    worker: &mut Worker<'_>,
    wanted: &Wanted,
    body: Vec<u8>,
    is_awaited: impl Fn() -> bool,
    metrics: &Metrics,
) -> Result<Vec<u8>, Problem> {
    if is_compressed(&body) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send the body uncompressed"));
    }
    let (mut articles, mut skipped) = (Vec::new(), Vec::new());
    let mut read = |record| {
        if !is_awaited() {
            return Err(Problem::busy("nobody waits for this answer"));
        }
        if articles.len() + skipped.len() == MOST_ARTICLES {
            let detail = format!("a request may have {MOST_ARTICLES} articles; send fewer at once");
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
        }
        let found = worker.attempt(record, |worker, article| {
            let analysis = worker.analyse(article);
            found(analysis.records(article, wanted.query.offsets), wanted.query.format)
        });
        match found {
            Ok(found) => {
                let found = found.map_err(|_| Problem::fault())?;
                metrics.found(&found.counts, found.bytes);
                articles.push(found.lines);
            }
            Err(corpus_skipped) => skipped.push(Skipped {
                path: corpus_skipped.path.display().to_string(),
                place: corpus_skipped.place,
                reason: corpus_skipped.reason,
            }),
        }
        Ok(())
    };
    let mut outcome = Ok(());
    Input::of_bytes(wanted.file, body, &wanted.reading).each_record(|record| {
        outcome = read(record);
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    outcome?;
    metrics.skipped(skipped.len());
    written(wanted.query.format, articles, skipped)
}

fn found(records: ArticleRecords<'_>, format: Format) -> Result<Found, export::Error> {
    let (counts, bytes) = (records.article.counts, records.article.text.len());
    let lines = match format {
        Format::Sayso => {
            let lines = records.lines();
            (lines.article, lines.attributions)
        }
        Format::Citron => (export::citron(records)?.to_string().into_bytes(), Vec::new()),
    };
    Ok(Found { lines, counts, bytes })
}

fn written(
    format: Format,
    mut articles: Vec<(Vec<u8>, Vec<u8>)>,
    skipped: Vec<Skipped>,
) -> Result<Vec<u8>, Problem> {
    if articles.is_empty() {
        let why = skipped.first().map_or("there is no article in it", |first| &first.reason).to_owned();
        return Err(Problem::unread(format!("no article could be read: {why}"), skipped));
    }
    if format == Format::Citron {
        return match (articles.len() + skipped.len(), articles.pop()) {
            (1, Some((document, _))) => Ok(document),
            _ => Err(Problem::unread("Citron's shape holds one article; send one a request", skipped)),
        };
    }
    let mut json = b"{\"articles\":[".to_vec();
    list(&mut json, articles.iter().map(|(article, _)| article));
    json.extend(b"],\"attributions\":[");
    list(&mut json, articles.iter().map(|(_, attributions)| attributions));
    json.extend(b"],\"skipped\":");
    serde_json::to_writer(&mut json, &skipped).map_err(|_| Problem::fault())?;
    json.extend(b"}\n");
    Ok(json)
}

/// Appends lines of JSON as the items of a list.
fn list<'a>(json: &mut Vec<u8>, lines: impl Iterator<Item = &'a Vec<u8>>) {
    let start = json.len();
    for lines in lines {
        // JSON has no line breaks inside of a line.
        for line in lines.split_inclusive(|&byte| byte == b'\n') {
            if json.len() > start {
                json.extend(b",\n");
            }
            json.extend(line.trim_ascii_end());
        }
    }
}
