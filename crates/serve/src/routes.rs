//! What may be asked, and by whom.

use crate::body::{JSON_FILE, Memory, file_name};
use crate::callers::{Callers, Peer, Proxies};
use crate::extraction::{ExtractQuery, Wanted};
use crate::metrics::{self, Metrics};
use crate::problem::Problem;
use crate::queue::{Queue, Task};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use guard::Hosts;
use sayso::corpus::Options;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// What the routes share.
pub(crate) struct Service {
    pub(crate) access: Access,
    /// If there is a limit for each.
    pub(crate) callers: Option<Callers>,
    pub(crate) proxies: Proxies,
    pub(crate) memory: Memory,
    pub(crate) metrics: Arc<Metrics>,
    /// How long each step of a request may take.
    pub(crate) patience: Duration,
    pub(crate) queue: Queue,
    pub(crate) reading: Options,
}

/// Who may ask.
pub(crate) enum Access {
    /// Whoever has the token.
    Token(String),
    /// Programs of this machine, and the page that it serves.
    Local(Hosts),
}

type Asked = State<Arc<Service>>;

/// What costs work or tells what others do; the rest is open, as probes need it.
const GUARDED: [&str; 3] = ["/extract", "/verify", "/metrics"];

fn routes() -> [(&'static str, MethodRouter<Arc<Service>>); 8] {
    let html = "text/html; charset=utf-8";
    let script = "text/javascript; charset=utf-8";
    [
        ("/", file(html, include_str!("../page/index.html"))),
        ("/page/try.js", file(script, include_str!("../page/try.js"))),
        ("/page/style.css", file("text/css; charset=utf-8", include_str!("../page/style.css"))),
        ("/openapi.json", file("application/json", include_str!("../openapi.json"))),
        ("/health", get(health)),
        ("/metrics", get(metrics)),
        ("/extract", post(extract)),
        ("/verify", post(verify)),
    ]
}

/// The paths of all routes; metrics have no others, whatever is asked for.
static PATHS: LazyLock<[&str; 8]> = LazyLock::new(|| routes().map(|(path, _)| path));

fn file(kind: &'static str, contents: &'static str) -> MethodRouter<Arc<Service>> {
    get(async move || ([(header::CONTENT_TYPE, kind)], contents))
}

/// All routes, with the rules that hold for each.
pub(crate) fn router(service: Service) -> Router {
    let service = Arc::new(service);
    let routes = routes().into_iter().fold(Router::new(), |all, (path, route)| all.route(path, route));
    routes
        .fallback(async || {
            Problem::new(StatusCode::NOT_FOUND, "POST articles to /extract or /verify; / is a page to try it")
        })
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "POST articles to /extract or /verify, GET the rest; the header Allow says what is meant here",
            )
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&service), guarded))
        .layer(middleware::from_fn_with_state(Arc::clone(&service), counted))
        .with_state(service)
}

/// Counts requests, and logs them.
async fn counted(State(service): Asked, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path());
    let path = PATHS.iter().copied().find(|known| *known == path).unwrap_or("other");
    let start = Instant::now();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), start.elapsed());
    service.metrics.answered(path, status, took, path == "/extract" && method == Method::POST);
    tracing::info!("{method} {path} {status} in {} ms", took.as_millis());
    response
}

/// Refuses strangers, and tells browsers what the page may do.
async fn guarded(State(service): Asked, request: Request, next: Next) -> Response {
    let mut response = match refusal(&service.access, request.uri().path(), request.headers()) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    };
    guard::protect(response.headers_mut());
    response
}

fn refusal(access: &Access, path: &str, headers: &HeaderMap) -> Option<Problem> {
    match access {
        Access::Local(hosts) => {
            let why = hosts.refusal(headers, path == "/")?;
            Some(Problem::new(StatusCode::FORBIDDEN, format!("{why}; a server with a token answers others")))
        }
        Access::Token(token) => {
            let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
            // The name of the scheme may be written in any case.
            let sent = value.and_then(|value| value.split_once(' '));
            let sent = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            let allowed = sent.is_some_and(|(_, sent)| guard::same(sent.trim(), token));
            (GUARDED.contains(&path) && !allowed).then(|| {
                let detail = "send the server's token in a header, `Authorization: Bearer TOKEN`";
                Problem::new(StatusCode::UNAUTHORIZED, detail)
            })
        }
    }
}

async fn health() -> Response {
    let body = format!("{{\"status\":\"ok\",\"version\":\"{}\"}}\n", env!("CARGO_PKG_VERSION"));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn metrics(State(service): Asked) -> Response {
    ([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], service.metrics.text()).into_response()
}

async fn extract(
    State(service): Asked,
    query: Result<Query<ExtractQuery>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|error| {
        Problem::new(StatusCode::BAD_REQUEST, format!("{}; /openapi.json explains it", error.body_text()))
    })?;
    let file = file_name(request.headers())?;
    let wanted = Wanted { file, query, reading: service.reading.clone() };
    answered(&service, Task::Extract(wanted), request).await
}

async fn verify(State(service): Asked, request: Request) -> Result<Response, Problem> {
    if file_name(request.headers())? != JSON_FILE {
        let detail = "send application/json";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let reading = service.reading.clone();
    answered(&service, Task::Verify(reading), request).await
}

/// Reads the body of a request, and waits for its answer.
async fn answered(service: &Service, task: Task, request: Request) -> Result<Response, Problem> {
    let slow = || {
        let seconds = service.patience.as_secs_f64();
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            format!("the body took longer than {seconds} s to arrive; send fewer articles at once"),
        )
    };
    // Until it is answered, it counts as its caller's.
    let _turn = match (&service.callers, request.extensions().get()) {
        (Some(callers), Some(&Peer(peer))) => {
            Some(callers.turn(service.proxies.caller(peer, request.headers()))?)
        }
        _ => None,
    };
    let read = service.memory.read(request.into_body());
    let body = timeout(service.patience, read).await.map_err(|_| slow())??;
    let answer = service.queue.answer(task, body, &service.metrics);
    let late = || {
        let seconds = service.patience.as_secs_f64();
        let detail = format!("no answer within {seconds} s; send fewer articles at once, or try again later");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    };
    let json = timeout(service.patience, answer).await.map_err(|_| late())??;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

#[cfg(test)]
mod tests {
    use super::routes;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn every_route_is_described() {
        let document: Value = serde_json::from_str(include_str!("../openapi.json")).unwrap();
        let described: BTreeSet<&str> =
            document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
        // The files of the page are for the page alone.
        let served: BTreeSet<&str> =
            routes().iter().map(|(path, _)| *path).filter(|path| !path.starts_with("/page/")).collect();
        assert_eq!(described, served);
        assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
