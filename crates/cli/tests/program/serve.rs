//! `sayso serve`: the same records as those of `sayso extract`, and its end.

use crate::{ARTICLE, Folder, sayso};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The program, serving on a free port.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn new(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .env_remove("SAYSO_TOKEN")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program was built for this test");
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim_end().to_owned() }
    }

    fn post(&self, path: &str, kind: &str, body: &str) -> Value {
        let request = ureq::post(format!("{}{path}", self.address)).header("Content-Type", kind);
        request.send(body).unwrap().body_mut().read_json().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The same without what only a corpus and a whole run know.
fn alone(mut records: Vec<Value>) -> Vec<Value> {
    for record in &mut records {
        record["corpus"] = Value::Null;
        record["path"] = Value::Null;
        if let Some(speaker) = record["speaker"].as_object_mut() {
            speaker.insert("id".to_owned(), Value::Null);
            speaker.insert("canonical_name".to_owned(), Value::Null);
        }
        if let Some(by) = record.pointer_mut("/speaker/by/id") {
            *by = Value::Null;
        }
    }
    records
}

#[test]
fn serve_answers_as_extract_writes() {
    let served = Served::new(&["--jobs", "2"]);
    let article = |id: &str| json!({"id": id, "date": "2031-04-05", "outlet": "Post", "text": ARTICLE});
    let lines = format!("{}\nno JSON\n{}\n", article("a"), article("b"));
    for (kind, name, body, offsets) in [
        ("text/plain", "request.txt", ARTICLE.to_owned(), "code-point"),
        ("application/json", "request.json", article("a").to_string(), "byte"),
        ("application/jsonl", "request.jsonl", lines, "utf16"),
    ] {
        let folder = Folder::new();
        folder.write(&format!("in/{name}"), &body);
        let extracted = folder.extract("in", "out", &["--offsets", offsets]);
        let query = offsets.replace('-', "_");
        let answer = served.post(&format!("extract?offsets={query}"), kind, &body);
        for list in ["attributions", "articles"] {
            let found = answer[list].as_array().unwrap().clone();
            // Of two articles with the same text a run takes the first only.
            let written = folder.records(&format!("out/{list}.jsonl"));
            assert!(!written.is_empty(), "{kind}: {extracted:?}");
            assert_eq!(alone(found)[..written.len()], alone(written)[..], "{kind} {list}");
        }
        assert_eq!(answer["skipped"].as_array().unwrap().len(), usize::from(kind.ends_with("jsonl")));
    }
}

#[test]
fn serve_needs_a_token_for_others() {
    sayso(["serve", "--host", "0.0.0.0", "--port", "0"]).expect(1).says("SAYSO_TOKEN");
    sayso(["serve", "--port", "0", "--token", "guess me"]).expect(1).says("at least 16");
    let served = Served::new(&["--token", "0123456789abcdef", "--rules-only"]);
    let refused = ureq::post(format!("{}extract", served.address)).send("No.");
    assert!(matches!(refused, Err(ureq::Error::StatusCode(401))), "{refused:?}");
}

#[test]
fn serve_says_that_its_port_is_taken() {
    let served = Served::new(&["--rules-only"]);
    let port = served.address.trim_end_matches('/').rsplit(':').next().unwrap();
    sayso(["serve", "--rules-only", "--port", port]).expect(1).says("another port");
}

#[cfg(unix)]
#[test]
fn serve_ends_when_it_is_asked_to() {
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::new(&["--rules-only"]);
        assert_eq!(served.post("extract", "text/plain", ARTICLE)["skipped"], json!([]));
        let killed = Command::new("kill").args([signal, &served.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}
