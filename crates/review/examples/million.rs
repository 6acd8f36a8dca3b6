//! Measures how long one waits for the page on a large output: until the first screen is
//! there, and until a decision is stored.
//!
//! ```sh
//! sayso extract articles/ --output small/
//! cargo run --release -p aggregate --example multiply -- small/ 1000000 large/
//! sayso aggregate large/
//! cargo run --release -p review --example million -- large/
//! ```
//!
//! It asks over HTTP what the page asks, and deletes its decisions afterwards.

#![allow(clippy::print_stdout, missing_docs)]

use review::{DECISIONS, Review, Server};
use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many decisions are made.
const DECIDED: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let output = std::env::args().nth(1).ok_or("million OUTPUT")?;
    let decisions = Path::new(&output).join(DECISIONS);
    if decisions.exists() {
        return Err("the folder has decisions, which would be deleted".into());
    }
    let start = Instant::now();
    let review = Arc::new(Review::open(output.as_ref())?);
    let server = Server::new(review, None, "nobody")?;
    let host = server.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
    std::thread::spawn(move || server.run(drop));
    let get =
        |path: &str| ask(&host, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));

    let page = get("/")?;
    let token = page.split("name=\"token\" content=\"").nth(1).ok_or("no token")?[..32].to_owned();
    let mut first = String::new();
    while !first.contains("\"id\":") {
        first = get("/api/quotes?status=undecided&order=unsure")?;
    }
    let article = between(&first, "\"article\":\"", "\"");
    get(&format!("/api/article?id={}", in_address(article)))?;
    println!("first screen: {} ms", start.elapsed().as_millis());
    while !get("/api/state")?.contains("\"complete\":true") {
        std::thread::sleep(Duration::from_millis(20));
    }
    println!("all files read: {:.1} s", start.elapsed().as_secs_f64());

    for (name, path) in [
        ("least sure first", "/api/quotes?status=undecided&order=unsure"),
        ("a fair sample", "/api/quotes?status=undecided&order=random"),
        ("its last page", "/api/quotes?status=undecided&order=unsure&offset=900000"),
        ("one outlet", "/api/quotes?outlet=Outlet%207&order=date"),
        ("words, the first time", "/api/quotes?q=the%20bridge"),
        ("words, again", "/api/quotes?q=the%20bridge"),
        ("corpus view", "/api/tallies"),
        ("repeated quotes", "/api/clusters"),
        ("state", "/api/state"),
    ] {
        let start = Instant::now();
        get(path)?;
        println!("{name}: {} ms", start.elapsed().as_millis());
    }

    let listed = get(&format!("/api/quotes?limit={DECIDED}&order=random"))?;
    let mut times = Vec::new();
    for part in listed.split("\"article\":\"").skip(1) {
        let id = part.split('"').next().unwrap_or_default();
        let article = get(&format!("/api/article?id={}", in_address(id)))?;
        let key = between(&article, "\"key\":", ",\"now\"");
        // `multiply` changes words, so some offsets do not fit their texts.
        if key.is_empty() {
            continue;
        }
        let body = format!(
            "{{\"what\":\"accept\",\"article\":\"{id}\",\"content\":{key},\"quote\":{{\"content\":{key}}}}}"
        );
        let start = Instant::now();
        let answer = ask(
            &host,
            &format!(
                "POST /api/decisions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
                 X-Sayso-Token: {token}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            ),
        )?;
        times.push(start.elapsed());
        if !answer.starts_with("HTTP/1.1 200") {
            return Err(answer.into());
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "a decision stored: median {:.1} ms, 95 in 100 within {:.1} ms, all {:.1} ms",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    std::fs::remove_file(decisions)?;
    Ok(())
}

fn ask(host: &str, request: &str) -> Result<String, Box<dyn Error>> {
    let mut stream = TcpStream::connect(host)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// An id as part of an address.
fn in_address(id: &str) -> String {
    id.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default()
}
