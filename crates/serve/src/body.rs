//! Reads the body of a request, within the bounds of one request and of all together.

use crate::problem::Problem;
use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many of the largest bodies all requests together may hold, from when they arrive
/// until their answers are sent.
const BODIES_HELD: usize = 64;

/// The memory for all requests.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    largest: usize,
    free: Arc<Semaphore>,
}

/// The body of a request, with the share of the memory that it takes.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) bytes: Vec<u8>,
    pub(crate) share: Option<OwnedSemaphorePermit>,
}

impl Memory {
    /// For bodies of at most this many bytes.
    pub(crate) fn new(largest: usize) -> Self {
        let all = largest.saturating_mul(BODIES_HELD).min(Semaphore::MAX_PERMITS);
        Self { largest, free: Arc::new(Semaphore::new(all)) }
    }

    /// Reads a body as it arrives.
    pub(crate) async fn read(&self, mut body: Body) -> Result<RequestBody, Problem> {
        let mut read = RequestBody { bytes: Vec::new(), share: None };
        if body.size_hint().lower() > self.largest as u64 {
            return Err(self.too_large());
        }
        while let Some(frame) = body.frame().await {
            let cut = |error| Problem::new(StatusCode::BAD_REQUEST, format!("the body is cut off: {error}"));
            let Ok(piece) = frame.map_err(cut)?.into_data() else { continue };
            if read.bytes.len() + piece.len() > self.largest {
                return Err(self.too_large());
            }
            let full = || Problem::busy("too many large requests at once");
            let count = u32::try_from(piece.len()).map_err(|_| self.too_large())?;
            let more = Arc::clone(&self.free).try_acquire_many_owned(count).map_err(|_| full())?;
            match &mut read.share {
                Some(share) => share.merge(more),
                None => read.share = Some(more),
            }
            read.bytes.extend_from_slice(&piece);
        }
        Ok(read)
    }

    fn too_large(&self) -> Problem {
        let detail = format!("a request may have {} bytes; send fewer articles at once", self.largest);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }
}

/// How compressed files begin: gzip, and Zstandard.
const COMPRESSED: [&[u8]; 2] = [&[0x1f, 0x8b], &[0x28, 0xb5, 0x2f, 0xfd]];

/// The name of a body that is one JSON value.
pub(crate) const JSON_FILE: &str = "request.json";

/// What curl calls a body unless it is told, and how to tell it.
const OF_CURL: &str = "application/x-www-form-urlencoded";
const FOR_CURL: &str = "; with curl: -H 'Content-Type: text/plain'";

/// The kinds of body that are read, and the name that a file of that kind would have.
const KINDS: [(&str, &str); 6] = [
    ("text/plain", "request.txt"),
    ("text/html", "request.html"),
    ("application/json", JSON_FILE),
    ("application/jsonl", "request.jsonl"),
    ("application/x-ndjson", "request.jsonl"),
    ("application/ndjson", "request.jsonl"),
];

/// The name that the body of a request with these headers would have as a file.
pub(crate) fn file_name(headers: &HeaderMap) -> Result<&'static str, Problem> {
    let text = |name| headers.get(name).map_or("", |value| value.to_str().unwrap_or("?"));
    let unread = |detail: String| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
    if !matches!(text(header::CONTENT_ENCODING), "" | "identity") {
        return Err(unread("send the body without Content-Encoding".to_owned()));
    }
    let kind = text(header::CONTENT_TYPE);
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let known = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(essence));
    known.map(|&(_, file)| file).ok_or_else(|| {
        let kinds: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        let hint = if essence.eq_ignore_ascii_case(OF_CURL) { FOR_CURL } else { "" };
        unread(format!("the Content-Type is “{kind}”; send one of {}{hint}", kinds.join(", ")))
    })
}

/// Whether these bytes are compressed, and so may hold more than they seem to.
pub(crate) fn is_compressed(bytes: &[u8]) -> bool {
    COMPRESSED.iter().any(|magic| bytes.starts_with(magic))
}
