//! A server for one test.

use sayso::{Lexicon, ModelChoice, Pipeline};
use serde_json::Value;
use serve::{Server, Settings};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use verify::Verifier;

/// Its first quote begins with the code point 3, the byte 8 and the UTF-16 unit 4.
pub(crate) const ARTICLE: &str = "🎭 “The ferry sails at dawn,” said Zoë Aduba, the captain, on Tuesday.\n\n";

pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// How long a test waits for what ought to happen at once.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn pipeline() -> Pipeline {
    Pipeline::new(&Lexicon::embedded(), ModelChoice::RulesOnly.load().unwrap())
}

pub(crate) fn verifier() -> Verifier {
    Verifier::new(&Lexicon::embedded())
}

pub(crate) struct Served {
    pub(crate) host: String,
    token: Option<String>,
    stop: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<Result<(), serve::Error>>>>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap_or_default().to_owned()
    }
}

impl Served {
    pub(crate) fn new(settings: Settings) -> Self {
        let token = settings.token.clone();
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let (tell, address) = channel();
        let thread = std::thread::spawn(move || {
            let pipeline = pipeline();
            let server = Server::bind(&pipeline, verifier(), settings).unwrap();
            tell.send(server.address()).unwrap();
            server.run(&flag)
        });
        let address: String = address.recv().unwrap();
        let port = address.trim_end_matches('/').rsplit(':').next().unwrap();
        let thread = Mutex::new(Some(thread));
        Self { host: format!("127.0.0.1:{port}"), token, stop, thread }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// Asks as clients do.
    pub(crate) fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        let request = ureq::post(self.url(path)).config().http_status_as_error(false).build();
        let request = match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {token}")),
            None => request,
        };
        let mut response = request.header("Content-Type", kind).send(body).unwrap();
        let retry_after = response.headers().get("retry-after").map(|v| v.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(u64::MAX).read_to_string().unwrap();
        Answer { status, retry_after, body }
    }

    /// Sends this and nothing more, and returns all that comes back until the server
    /// closes the connection or has no more to say.
    pub(crate) fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // It may have heard enough before all is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut piece) {
            answer.extend_from_slice(&piece[..count]);
            if answer.windows(4).any(|end| end == b"\r\n\r\n") {
                break;
            }
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends this, and reads nothing. Whoever drops the connection goes away.
    pub(crate) fn send_only(&self, request: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let _ = stream.write_all(request);
        stream
    }

    /// The status and the whole answer, head and body.
    pub(crate) fn get(&self, path: &str, headers: &str) -> (u16, String) {
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.host) };
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    #[track_caller]
    pub(crate) fn still_answers(&self) {
        let answer = self.post("/extract", "text/plain", ARTICLE);
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// Nothing of what was asked is left.
    #[track_caller]
    pub(crate) fn comes_to_rest(&self) {
        self.wait_for_metric("sayso_requests_waiting 0");
        self.wait_for_metric("sayso_workers_busy 0");
        // That of the question itself.
        self.wait_for_metric("sayso_connections 1");
    }

    #[track_caller]
    pub(crate) fn wait_for_metric(&self, line: &str) {
        let start = std::time::Instant::now();
        loop {
            let metrics = self.get("/metrics", "").1;
            if metrics.lines().any(|one| one == line) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "no {line} in {metrics}");
        }
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    #[track_caller]
    pub(crate) fn has_ended(&self) {
        let thread = self.thread.lock().unwrap().take().unwrap();
        thread.join().unwrap().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
    }
}
