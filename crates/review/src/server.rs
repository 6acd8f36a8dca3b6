//! The page and what it asks for, over HTTP, for the person at this machine and
//! nobody else.
//!
//! The server listens on the loopback interface only. If some other page makes the
//! browser ask it, the request is refused because of its Host, Origin and
//! `Sec-Fetch-Site`; whoever wants to store something needs a token that only the
//! page itself has. No path of a request ever becomes the path of a file.

use crate::decisions::{Decision, random};
use crate::error::{Error, Problem};
use crate::page;
use crate::query::Query;
use crate::review::Review;
use crate::reviewed::ReviewedArticle;
use axum::body::Body;
use axum::extract::{Path as UrlPath, Query as UrlQuery, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use guard::Hosts;
use records::Offsets;
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The header with the page's token.
const TOKEN: &str = "x-sayso-token";

/// A server that is already listening, and serves once it is run.
pub struct Server {
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
}

struct Shared {
    review: Arc<Review>,
    reviewer: String,
    token: String,
    hosts: Hosts,
}

type Asked = State<Arc<Shared>>;

impl Server {
    /// Listens on 127.0.0.1, on `port` or any port that is free. Decisions are made in
    /// the name of `reviewer`, unless the page is told another one.
    ///
    /// # Errors
    /// If it cannot listen there.
    pub fn new(review: Arc<Review>, port: Option<u16>, reviewer: &str) -> Result<Self, Error> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
        let failed = |cause| Error::plain(Problem::Listen(address, cause));
        let listener = std::net::TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let hosts = Hosts::of(listener.local_addr().map_err(failed)?);
        let shared = Shared {
            review,
            reviewer: reviewer.to_owned(),
            token: format!("{:016x}{:016x}", random(), random()),
            hosts,
        };
        Ok(Self { listener, shared: Arc::new(shared) })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://{}/", self.shared.hosts.address())
    }

    /// Serves until the program ends. Meanwhile it reads the output folder, and calls
    /// `filled` when that is done or has failed.
    ///
    /// # Errors
    /// If the server cannot start.
    pub fn run(self, filled: impl FnOnce(Result<(), Error>) + Send + 'static) -> Result<(), Error> {
        let failed = |cause: std::io::Error| Error::plain(Problem::Io(cause));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build().map_err(failed)?;
        let review = Arc::clone(&self.shared.review);
        std::thread::spawn(move || filled(review.fill()));
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(failed)?;
            axum::serve(listener, router(self.shared)).await.map_err(failed)
        })
    }
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/page/{name}", get(file))
        .route("/api/state", get(state))
        .route("/api/choices", get(choices))
        .route("/api/quotes", get(quotes))
        .route("/api/tallies", get(tallies))
        .route("/api/clusters", get(clusters))
        .route("/api/article", get(article))
        .route("/api/decisions", post(decide))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .with_state(shared)
}

/// Refuses what does not come from the page, and tells the browser what the page may
/// do.
async fn guard(State(shared): Asked, request: Request, next: Next) -> Response {
    let mut response = match refusal(&shared, request.method(), request.uri().path(), request.headers()) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    guard::protect(response.headers_mut());
    response
}

fn refusal(shared: &Shared, method: &Method, path: &str, headers: &HeaderMap) -> Option<&'static str> {
    if let Some(why) = shared.hosts.refusal(headers, path == "/") {
        return Some(why);
    }
    let token = headers.get(TOKEN).and_then(|token| token.to_str().ok());
    if *method != Method::GET
        && *method != Method::HEAD
        && !token.is_some_and(|token| guard::same(token, &shared.token))
    {
        return Some("the token is not that of the page, which is a new one after each start: reload it");
    }
    None
}

async fn index(State(shared): Asked) -> Response {
    let page =
        page::INDEX.replace("{{token}}", &shared.token).replace("{{reviewer}}", &escaped(&shared.reviewer));
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Escapes a text for the value of an attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

async fn file(UrlPath(name): UrlPath<String>) -> Response {
    match page::file(&name) {
        Some(file) => ([(header::CONTENT_TYPE, file.kind)], file.contents).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: usize,
}

async fn state(State(shared): Asked, UrlQuery(Since { since }): UrlQuery<Since>) -> Response {
    answer(move || {
        shared.review.refresh()?;
        Ok(shared.review.state(since))
    })
    .await
}

async fn choices(State(shared): Asked) -> Response {
    answer(move || Ok(shared.review.choices())).await
}

async fn quotes(State(shared): Asked, UrlQuery(query): UrlQuery<Query>) -> Response {
    answer(move || shared.review.quotes(&query)).await
}

async fn tallies(State(shared): Asked, UrlQuery(query): UrlQuery<Query>) -> Response {
    answer(move || shared.review.tallies(&query)).await
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    offset: usize,
}

/// How many clusters are on a page: they are long, and more would not be read at once.
const CLUSTERS_ON_PAGE: usize = 20;

#[derive(Serialize)]
struct ClusterPage {
    total: usize,
    clusters: Vec<serde_json::Value>,
}

async fn clusters(State(shared): Asked, UrlQuery(Page { offset }): UrlQuery<Page>) -> Response {
    answer(move || {
        let (total, clusters) = shared.review.clusters(offset, CLUSTERS_ON_PAGE)?;
        Ok(ClusterPage { total, clusters })
    })
    .await
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

async fn article(State(shared): Asked, UrlQuery(Id { id }): UrlQuery<Id>) -> Response {
    answer(move || shared.review.article(&id, Offsets::Utf16)).await
}

#[derive(Serialize)]
struct Stored {
    /// The decision's id, by which it can be undone.
    id: String,
    article: ReviewedArticle,
}

async fn decide(State(shared): Asked, Json(mut decision): Json<Decision>) -> Response {
    answer(move || {
        if decision.who.trim().is_empty() {
            decision.who.clone_from(&shared.reviewer);
        }
        let stored = shared.review.decide(decision, Offsets::Utf16)?;
        let article = shared.review.article(&stored.article, Offsets::Utf16)?;
        Ok(Stored { id: stored.id, article })
    })
    .await
}

/// Answers with the result of `work`, which runs on a thread that may wait for the
/// disk.
async fn answer<T: Serialize + Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(value)) => Json(value).into_response(),
        Ok(Err(error)) => {
            let status = if error.is_bad_request() {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            };
            (status, error.to_string()).into_response()
        }
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, Body::from("a fault in sayso")).into_response(),
    }
}
