//! What went wrong with a request, as JSON that says what to do: the “problem details” of
//! RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sayso::records::Skipped;
use serde::Serialize;

/// Why a request is not answered.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    detail: String,
    skipped: Vec<Skipped>,
}

/// [`Problem`] as it is written.
#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    skipped: &'a [Skipped],
}

/// After how many seconds one who was turned away may try again.
const RETRY_AFTER: &str = "1";

impl Problem {
    /// `detail` says what to do.
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), skipped: Vec::new() }
    }

    /// There is no room for the request just now.
    pub(crate) fn busy(what: &str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, format!("{what}; try again in a second"))
    }

    /// None of the articles could be read.
    pub(crate) fn unread(detail: impl Into<String>, skipped: Vec<Skipped>) -> Self {
        Self { skipped, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// A fault of ours.
    pub(crate) fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "a fault in sayso; please report what you sent")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { status, detail, skipped } = &self;
        let title = status.canonical_reason().unwrap_or("Error");
        let body = Body { title, status: status.as_u16(), detail, skipped };
        let body = serde_json::to_string(&body).unwrap_or_default() + "\n";
        let mut response =
            (*status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        let more = match *status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                Some((header::RETRY_AFTER, RETRY_AFTER))
            }
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            _ => None,
        };
        response.headers_mut().extend(more.map(|(name, value)| (name, HeaderValue::from_static(value))));
        response
    }
}
