//! The server as others may meet it: who is answered, who is refused, and what is never
//! read or written.

use review::{DECISIONS, Review, Server};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

const ARTICLE: &str = r#"{"id":"desk/ferry","corpus":"wire","path":"wire/ferry.txt","title":"Ferry \"sails\"","subtitle":null,"outlet":"Harbour Times","date":"2031-04-05","time":null,"author":null,"editor":null,"section":null,"url":null,"counts":{"sentences":1,"attributions":1,"direct":1,"indirect":0,"mixed":0,"words":8},"text_sha256":"abc","offsets":"code_point","paragraphs":[{"span":[0,44],"role":"body"}],"text":"🎭 “The ferry sails at dawn,” said Zoë Aduba."}"#;
const QUOTE: &str = r#"{"id":"desk/ferry#1","article":"desk/ferry","corpus":"wire","kind":"direct","act":"speech","content":{"text":"The ferry sails at dawn,","spans":[[3,27]]},"cue":{"text":"said","spans":[[29,33]]},"source":{"text":"Zoë Aduba","spans":[[34,43]]},"speaker":{"ref":"desk/ferry/s1","name":"Zoë Aduba","type":"person","role":null,"resolved_by":"name","confidence":0.95},"addressee":null,"medium":null,"when":null,"negated":false,"paragraph":0,"sentence":{"index":0,"span":[2,44]},"confidence":0.97,"found_by":"quotation before"}"#;

/// A folder with one article, and a server for it.
struct Served {
    folder: tempfile::TempDir,
    host: String,
    token: String,
}

impl Served {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("articles.jsonl"), format!("{ARTICLE}\n")).unwrap();
        std::fs::write(folder.path().join("attributions.jsonl"), format!("{QUOTE}\nnot a line\n")).unwrap();
        let review = Arc::new(Review::open(folder.path()).unwrap());
        let server = Server::new(review, None, "ana").unwrap();
        let host = server.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
        std::thread::spawn(move || server.run(|filled| filled.unwrap()));
        let mut served = Self { folder, host, token: String::new() };
        let page = served.get("/", "").1;
        let (_, rest) = page.split_once("name=\"token\" content=\"").unwrap();
        served.token = rest[..32].to_owned();
        while !served.get("/api/state", "").1.contains("\"complete\":true") {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        served
    }

    /// The status and the whole answer, head and body.
    fn ask(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn get(&self, path: &str, headers: &str) -> (u16, String) {
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.host) };
        self.ask(&format!("GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"))
    }

    fn post(&self, body: &str, headers: &str) -> (u16, String) {
        self.ask(&format!(
            "POST /api/decisions HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.host,
            body.len()
        ))
    }

    fn decide(&self, body: &str) -> (u16, String) {
        self.post(body, &format!("Content-Type: application/json\r\nX-Sayso-Token: {}\r\n", self.token))
    }

    fn decisions(&self) -> String {
        std::fs::read_to_string(self.folder.path().join(DECISIONS)).unwrap_or_default()
    }
}

#[test]
fn who_is_answered() {
    let served = Served::new();
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", served.host);
    for (path, headers, status) in [
        ("/", "", 200),
        ("/api/state", own.as_str(), 200),
        ("/", "Sec-Fetch-Site: cross-site\r\n", 200), // a link in a mail
        ("/api/state", "Sec-Fetch-Site: cross-site\r\n", 403),
        ("/api/state", "Sec-Fetch-Site: same-site\r\n", 403),
        ("/page/app.js", "Sec-Fetch-Site: cross-site\r\n", 403),
        ("/api/state", "Origin: http://evil.example\r\n", 403),
        ("/api/state", "Origin: null\r\n", 403),
        ("/", "Host: evil.example\r\n", 403),
        ("/", "Host: 127.0.0.1:1\r\n", 403),
        ("/", "Host: 127.0.0.1.evil.example\r\n", 403),
    ] {
        assert_eq!(served.get(path, headers).0, status, "{path} {headers}");
    }
    let port = served.host.rsplit(':').next().unwrap();
    assert_eq!(served.get("/", &format!("Host: localhost:{port}\r\n")).0, 200);
}

#[test]
fn the_page_may_do_nothing_but_its_own() {
    let served = Served::new();
    for path in ["/", "/page/app.js", "/page/style.css", "/api/article?id=desk/ferry", "/nothing"] {
        let head = served.get(path, "").1.to_lowercase();
        for line in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; ",
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(line), "{path}: no {line}");
        }
    }
    let page = served.get("/", "").1;
    for inline in ["<style", " style=", " onclick", "<script>"] {
        assert!(!page.contains(inline), "{inline}");
    }
}

#[test]
fn only_the_page_can_write() {
    let served = Served::new();
    let accept =
        r#"{"what":"accept","article":"desk/ferry","content":[[4,28]],"quote":{"content":[[4,28]]}}"#;
    let json = "Content-Type: application/json\r\n";
    let token = format!("X-Sayso-Token: {}\r\n", served.token);
    for (headers, status) in [
        (json.to_owned(), 403),
        (format!("{json}X-Sayso-Token: {}\r\n", "0".repeat(32)), 403),
        (format!("{json}{token}Origin: http://evil.example\r\n"), 403),
        (format!("{json}{token}Sec-Fetch-Site: cross-site\r\n"), 403),
        // A form on another page could send this.
        (format!("Content-Type: text/plain\r\n{token}"), 415),
    ] {
        assert_eq!(served.post(accept, &headers).0, status, "{headers}");
    }
    assert_eq!(served.decisions(), "");
    assert_eq!(served.decide(accept).0, 200);
    let line = served.decisions();
    // Stored in code points: the mask is one of them, but two units in JavaScript.
    assert!(
        line.contains(r#""what":"accept","article":"desk/ferry","text_sha256":"abc","content":[[3,27]]"#),
        "{line}"
    );
    assert!(
        line.contains(r#""found":{"kind":"direct","confidence":0.97,"found_by":"quotation before"}"#),
        "{line}"
    );
}

#[test]
fn what_makes_no_sense_is_not_stored() {
    let served = Served::new();
    for (body, status, why) in [
        (r#"{"what":"accept","article":"nobody"}"#, 422, "there is no article"),
        (r#"{"what":"accept","article":"desk/ferry"}"#, 422, "a quote needs its content"),
        (r#"{"what":"accept","article":"desk/ferry","content":[[4,28]]}"#, 422, "a quote needs its content"),
        (r#"{"what":"reject","article":"desk/ferry","content":[[4,2800]]}"#, 422, "outside the text"),
        (r#"{"what":"reject","article":"desk/ferry","content":[[28,4]]}"#, 422, "outside the text"),
        (r#"{"what":"reject","article":"desk/ferry","content":[[1,28]]}"#, 422, "outside the text"), // inside the mask
        (r#"{"what":"comment","article":"desk/ferry","comment":" "}"#, 422, "an empty comment"),
        (r#"{"what":"undo","undoes":"0000"}"#, 422, "taken back already"),
        (r#"{"what":"sell","article":"desk/ferry"}"#, 422, "unknown variant"),
        (r#"{"what""#, 400, "EOF"),
    ] {
        let (got, answer) = served.decide(body);
        assert_eq!(got, status, "{body}: {answer}");
        assert!(answer.contains(why), "{body}: {answer}");
    }
    assert_eq!(served.decisions(), "");
}

#[test]
fn no_path_leads_out() {
    let served = Served::new();
    for path in [
        "/page/../../../../etc/passwd",
        "/page/..%2f..%2f..%2fetc%2fpasswd",
        "/page/%2e%2e%2fsrc%2flib.rs",
        "/page//etc/passwd",
        "/articles.jsonl",
        "/page/articles.jsonl",
    ] {
        let (status, answer) = served.get(path, "");
        assert_eq!(status, 404, "{path}: {answer}");
        assert!(!answer.contains("root:"), "{path}");
    }
    let (status, answer) = served.get("/api/article?id=../../etc/passwd", "");
    assert_eq!((status, answer.contains("there is no article")), (422, true));
}

#[test]
fn broken_lines_are_told() {
    let state = Served::new().get("/api/state", "").1;
    assert!(state.contains("\"quotes\":1"), "{state}");
    assert!(state.contains("attributions.jsonl: byte "), "{state}");
}

#[test]
fn a_folder_without_results() {
    let folder = tempfile::tempdir().unwrap();
    let error = Review::open(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("is not an output folder of `sayso extract`: it has no attributions.jsonl; "),
        "{error}"
    );
    assert!(error.ends_with(" comes first"), "{error}");
    assert!(Review::open(Path::new("/nowhere/at/all")).is_err());
}

#[test]
fn whether_decisions_can_be_stored_is_known_before_the_first() {
    let folder = tempfile::tempdir().unwrap();
    for (file, line) in [("articles.jsonl", ARTICLE), ("attributions.jsonl", QUOTE)] {
        std::fs::write(folder.path().join(file), format!("{line}\n")).unwrap();
    }
    let review = Review::open(folder.path()).unwrap();
    review.check_writable().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    std::fs::write(folder.path().join("decisions.jsonl"), "").unwrap();
    review.check_writable().unwrap();
    // Nobody is kept from writing by modes if the tests run as root; but nobody writes here.
    std::fs::remove_dir_all(folder.path()).unwrap();
    let error = review.check_writable().unwrap_err().to_string();
    assert!(error.contains("decisions.jsonl: "), "{error}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("articles.jsonl"), format!("{ARTICLE}\n")).unwrap();
    std::fs::write(folder.path().join("attributions.jsonl"), format!("{QUOTE}\n")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("articles.jsonl"), folder.path().join("articles.jsonl"))
        .unwrap();
    let error = Review::open(folder.path()).unwrap().fill().unwrap_err().to_string();
    assert!(error.ends_with("articles.jsonl: leads out of the output folder"), "{error}");
}
