//! What the targets of the review have in common: an output folder, whatever its decisions
//! are, and a server of it, whatever it is asked.

use records::Offsets;
use review::{DECISIONS, Decision, Query, Review, Server};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::sync::{Arc, LazyLock};

const ARTICLE: &str = r#"{"id":"a","corpus":"wire","path":"a.txt","title":null,"subtitle":null,"outlet":"Post","date":"2031-04-05","time":null,"author":null,"editor":null,"section":null,"url":null,"counts":{"sentences":1,"attributions":1,"direct":1,"indirect":0,"mixed":0,"words":8},"text_sha256":"abc","offsets":"code_point","paragraphs":[{"span":[0,44],"role":"body"}],"text":"🎭 “The ferry sails at dawn,” said Zoë Aduba."}"#;

const QUOTE: &str = r#"{"id":"a#1","article":"a","corpus":"wire","kind":"direct","act":"speech","content":{"text":"The ferry sails at dawn,","spans":[[3,27]]},"cue":{"text":"said","spans":[[29,33]]},"source":{"text":"Zoë Aduba","spans":[[34,43]]},"speaker":{"ref":"a/s1","name":"Zoë Aduba","type":"person","role":null,"resolved_by":"name","confidence":0.95},"addressee":null,"medium":null,"when":null,"negated":false,"paragraph":0,"sentence":{"index":0,"span":[2,44]},"confidence":0.97,"found_by":"quotation before"}"#;

/// An output folder of its own for each process and name, with one article.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("sayso-fuzz-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("articles.jsonl"), format!("{ARTICLE}\n")).unwrap();
    std::fs::write(folder.join("attributions.jsonl"), format!("{QUOTE}\n")).unwrap();
    folder
}

static DECIDED: LazyLock<std::path::PathBuf> = LazyLock::new(|| folder("decisions"));

/// Opens an output folder with these decisions, lists its quotes, and makes gold and figures
/// of them. A decision can always be added, and then is there.
pub fn decisions(bytes: &[u8]) {
    let folder: &Path = &DECIDED;
    std::fs::write(folder.join(DECISIONS), bytes).unwrap();
    let Ok(review) = Review::whole(folder) else { return };
    review.quotes(&Query::default()).unwrap();
    review.article("a", Offsets::Utf16).unwrap();
    let comment = Decision { article: "a".into(), comment: Some("Seen.".into()), ..Decision::default() };
    let stored = review.decide(comment, Offsets::Utf16).unwrap();
    let text = std::fs::read(folder.join(DECISIONS)).unwrap();
    assert!(text.starts_with(bytes), "decisions are only ever added to");
    assert!(String::from_utf8_lossy(&text).contains(&stored.id));
    let _ = review::gold(folder);
    let _ = review::assess(folder);
}

/// Where the server listens, and the token of its page.
static SERVED: LazyLock<(String, String)> = LazyLock::new(|| {
    let review = Arc::new(Review::open(&folder("requests")).unwrap());
    let server = Server::new(review, None, "ana").unwrap();
    let host = server.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
    std::thread::spawn(move || server.run(|filled| filled.unwrap()));
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let page = String::from_utf8(ask(&host, request.as_bytes(), true)).unwrap();
    let (_, rest) = page.split_once("name=\"token\" content=\"").unwrap();
    (host, rest[..32].to_owned())
});

/// What is answered; `open` keeps the connection open for the answer to a whole request,
/// since who closes it early may get none.
fn ask(host: &str, request: &[u8], open: bool) -> Vec<u8> {
    let mut stream = TcpStream::connect(host).unwrap();
    let mut answer = Vec::new();
    // A server may close the connection before it has read all.
    let _ = stream.write_all(request);
    if !open {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// What is asked for, with the query behind it.
const PATHS: [&str; 7] = ["article?", "choices?", "clusters?", "quotes?", "state?", "tallies?", ""];

/// Asks the server of a review: the first byte chooses what, the others are the query, the
/// decision that is sent, or all of the request. It answers without a fault, and goes on
/// answering.
pub fn request(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (host, token) = &*SERVED;
    let kind = usize::from(*first) % (PATHS.len() + 1);
    let request = match kind {
        n if n == PATHS.len() => rest.to_vec(),
        n if PATHS[n].is_empty() => {
            let head = format!(
                "POST /api/decisions HTTP/1.1\r\nHost: {host}\r\nX-Sayso-Token: {token}\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                rest.len()
            );
            [head.as_bytes(), rest].concat()
        }
        n => {
            let query: String = rest.iter().map(|&byte| escaped(byte)).collect();
            let path = PATHS[n];
            format!("GET /api/{path}{query} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
                .into_bytes()
        }
    };
    let answer = ask(host, &request, kind < PATHS.len());
    let fault = b"a fault in sayso";
    assert!(!answer.windows(fault.len()).any(|part| part == fault), "{}", String::from_utf8_lossy(&request));
}

/// A byte as it may stand in a query.
fn escaped(byte: u8) -> String {
    match byte {
        b'=' | b'&' | b'-' | b'_' | b'.' => (byte as char).to_string(),
        _ if byte.is_ascii_alphanumeric() => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    }
}
