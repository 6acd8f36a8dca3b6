//! The service as callers meet it, well-behaved and otherwise: a real server on a free
//! port, asked by a real client or, where it has to be odd, over a bare socket.

mod schema;
mod served;

use serve::{Error, Server, Settings};
use served::{ARTICLE, Served, TOKEN, verifier};
use std::time::Duration;

fn ordinary() -> Settings {
    Settings { port: 0, jobs: 2.try_into().unwrap(), ..Settings::default() }
}

#[test]
fn articles_are_answered_in_every_form() {
    let served = Served::new(ordinary());
    let record = serde_json::json!({"id": "a/1", "title": "Ferry", "date": "2031-04-05", "text": ARTICLE});
    let list = format!("[{record}, {}]", serde_json::json!({"body": ARTICLE}));
    let lines = format!("{record}\nno JSON\n{{\"text\": {}}}\n", serde_json::json!(ARTICLE));
    let page = format!("<html><body><article><p>{}</p></article></body></html>", ARTICLE.repeat(5));
    for (kind, body, ids, skipped) in [
        ("text/plain", ARTICLE.to_owned(), vec!["request"], 0),
        ("Text/Plain; charset=utf-8", ARTICLE.to_owned(), vec!["request"], 0),
        ("application/json", record.to_string(), vec!["a/1"], 0),
        ("application/json", list, vec!["a/1", "request:2"], 0),
        ("application/x-ndjson", lines, vec!["a/1", "request:3"], 1),
        ("text/html", page, vec!["request"], 0),
    ] {
        let answer = served.post("/extract", kind, &body);
        assert_eq!(answer.status, 200, "{kind}: {}", answer.body);
        let json = answer.json();
        let found: Vec<&str> =
            json["articles"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
        assert_eq!(found, ids, "{kind}");
        assert_eq!(json["skipped"].as_array().unwrap().len(), skipped, "{kind}");
        assert_eq!(json["attributions"][0]["speaker"]["name"], "Zoë Aduba", "{kind}");
    }
}

#[test]
fn drafts_are_compared_with_their_sources() {
    let served = Served::new(ordinary());
    let source = serde_json::json!({"id": "wire", "date": "2031-04-05", "text": ARTICLE});
    let dusk = ARTICLE.replace("dawn", "dusk");
    for (draft, sources, verdicts, skipped) in [
        (serde_json::json!(ARTICLE), vec![source.clone()], vec!["verbatim"], 0),
        (
            serde_json::json!({ "text": dusk }),
            vec![serde_json::json!(""), source.clone()],
            vec!["changed"],
            1,
        ),
        (serde_json::json!(ARTICLE), vec![], vec!["not_found"], 1),
        (serde_json::json!("It rains."), vec![source], vec![], 0),
    ] {
        let body = serde_json::json!({ "draft": draft, "sources": sources });
        let answer = served.post("/verify", "application/json", &body.to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        let json = answer.json();
        schema::check(&json, "Comparison");
        let findings = json["findings"].as_array().unwrap();
        let found: Vec<_> = findings.iter().map(|finding| finding["verdict"].as_str().unwrap()).collect();
        assert_eq!(found, verdicts);
        assert_eq!(json["skipped"].as_array().unwrap().len(), skipped);
    }
}

#[test]
fn offsets_count_what_is_asked_for() {
    let served = Served::new(ordinary());
    for (query, start) in [("", 3), ("?offsets=code_point", 3), ("?offsets=byte", 8), ("?offsets=utf16", 4)] {
        let json = served.post(&format!("/extract{query}"), "text/plain", ARTICLE).json();
        assert_eq!(json["attributions"][0]["content"]["spans"][0][0], start, "{query}");
    }
    let json = served.post("/extract?format=citron&offsets=byte", "text/plain", ARTICLE).json();
    assert_eq!(json["text"], ARTICLE);
    assert_eq!(json["quotes"][0]["contents"][0]["start"], 3);
}

#[test]
fn bad_requests_are_told_what_to_do() {
    let served = Served::new(Settings { largest: 40_000, ..ordinary() });
    let many = "{\"text\":\"No.\"}\n".repeat(1_001);
    let two = serde_json::json!([{"text": ARTICLE}, {"text": ARTICLE}]).to_string();
    let deep = "[".repeat(30_000);
    for (path, kind, body, status, detail) in [
        ("/extract", "image/png", ARTICLE, 415, "send one of text/plain, "),
        ("/extract", "", ARTICLE, 415, "send one of text/plain, "),
        (
            "/extract",
            "application/x-www-form-urlencoded",
            ARTICLE,
            415,
            "; with curl: -H 'Content-Type: text/plain'",
        ),
        ("/extract", "text/plain", "", 422, "empty"),
        ("/extract", "text/plain", " \n", 422, "nothing in it but white space"),
        ("/extract", "text/plain", "a\0b", 422, "not text"),
        ("/extract", "application/json", "{\"text", 422, "not valid JSON"),
        ("/extract", "application/json", "[{\"title\": \"x\"}]", 422, "the record has no text"),
        ("/extract", "application/json", deep.as_str(), 422, "no article"),
        ("/extract", "application/jsonl", many.as_str(), 413, "1000 articles"),
        ("/extract?format=citron", "application/json", two.as_str(), 422, "one article"),
        ("/extract?format=xml", "text/plain", ARTICLE, 400, "`citron`"),
        ("/extract?offset=byte", "text/plain", ARTICLE, 400, "expected `format` or `offsets`"),
        ("/verify", "text/plain", ARTICLE, 415, "application/json"),
        ("/verify", "application/json", "[]", 422, "invalid length 0"),
        ("/verify", "application/json", "{\"draft\": \"a\"}", 422, "missing field `sources`"),
        ("/verify", "application/json", "{\"draft\": \"\", \"sources\": []}", 422, "the draft"),
        ("/verify", "application/json", deep.as_str(), 422, "send {"),
        ("/verity", "text/plain", ARTICLE, 404, "/extract"),
        ("/health", "text/plain", ARTICLE, 405, "Allow"),
    ] {
        let answer = served.post(path, kind, body);
        assert_eq!(answer.status, status, "{path} {kind}: {}", answer.body);
        assert!(answer.detail().contains(detail), "{path} {kind}: {}", answer.body);
        schema::check(&answer.json(), "Problem");
    }
    let german =
        "Der Bürgermeister sagte am Dienstag, dass die Brücke noch lange gesperrt bleibt. ".repeat(8);
    let answer = served.post("/extract", "text/plain", &german);
    assert_eq!((answer.status, answer.detail().contains("in another language")), (422, true));
}

#[test]
fn too_much_is_refused() {
    let served = Served::new(Settings { largest: 2_000, ..ordinary() });
    let long = ARTICLE.repeat(100);
    let answer = served.post("/extract", "text/plain", &long);
    assert_eq!((answer.status, answer.detail().contains("2000 bytes")), (413, true), "{}", answer.body);
    // The same without saying how long it is.
    let head = "POST /extract HTTP/1.1\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n";
    let chunked = format!("{head}Host: {}\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n", served.host, long.len());
    assert!(served.send(&chunked).starts_with("HTTP/1.1 413 "));
    // A claim that is never made good, and a head without an end.
    let claim = format!("POST /extract HTTP/1.1\r\nContent-Type: text/plain\r\nHost: {}\r\n", served.host);
    assert!(
        served.send(&format!("{claim}Content-Length: 999999999999\r\n\r\n")).starts_with("HTTP/1.1 413 ")
    );
    let endless = format!("{claim}{}", "X-Filler: filler\r\n".repeat(100_000));
    let answer = served.send(&endless);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    // Compressed, it could be anything.
    let gzip = ureq::post(served.url("/extract"))
        .config()
        .http_status_as_error(false)
        .build()
        .header("Content-Type", "text/plain")
        .send(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0][..]);
    assert_eq!(gzip.unwrap().status(), 415);
    served.still_answers();
}

#[test]
fn garbage_slowness_and_rudeness_do_no_harm() {
    let served = Served::new(Settings { patience: Duration::from_millis(300), ..ordinary() });
    let head = format!("POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain\r\n", served.host);
    let complete = format!("{head}Content-Length: {}\r\n\r\n{ARTICLE}", ARTICLE.len());
    for (sent, answered) in [
        ("no HTTP at all\r\n\r\n".to_owned(), "HTTP/1.1 400 "),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}".to_owned(), "HTTP/1.1 400 "),
        // The server gives up waiting for the rest.
        (String::new(), ""),
        ("POST /extr".to_owned(), ""),
        (head.clone(), ""),
        (format!("{head}Content-Length: 900\r\n\r\nhalf an art"), "HTTP/1.1 408 "),
        (format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\nhalf "), "HTTP/1.1 408 "),
        (format!("{head}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"), "HTTP/1.1 400 "),
        // Two requests at once are answered one after the other.
        (format!("{complete}{complete}"), "HTTP/1.1 200 "),
    ] {
        let answer = served.send(&sent);
        assert!(answer.starts_with(answered) && answer.is_empty() == answered.is_empty(), "{sent}: {answer}");
    }
    // Callers that go away, at every stage.
    for cut in (0..complete.len()).step_by(7).chain([complete.len(); 40]) {
        drop(served.send_only(&complete.as_bytes()[..cut]));
    }
    served.still_answers();
    served.comes_to_rest();
}

#[test]
fn who_does_not_read_the_answer_is_left() {
    let served = Served::new(Settings { patience: Duration::from_secs(1), ..ordinary() });
    // Its answer is more than the system takes off the server's hands.
    let long = ARTICLE.repeat(4_000);
    let head = format!("POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain\r\n", served.host);
    let request = format!("{head}Content-Length: {}\r\n\r\n{long}", long.len());
    let deaf: Vec<_> = (0..3).map(|_| served.send_only(request.as_bytes())).collect();
    served.comes_to_rest();
    served.still_answers();
    drop(deaf);
}

#[test]
fn more_than_it_can_do_is_turned_away() {
    let served = Served::new(Settings { jobs: 1.try_into().unwrap(), queue: 1, ..ordinary() });
    let long = ARTICLE.repeat(8_000);
    let statuses = std::thread::scope(|scope| {
        let post = || served.post("/extract", "text/plain", &long);
        let callers: Vec<_> = (0..12).map(|_| scope.spawn(post)).collect();
        let answers = callers.into_iter().map(|caller| caller.join().unwrap());
        answers
            .map(|answer| {
                assert_eq!(answer.retry_after.is_some(), answer.status == 503, "{}", answer.body);
                answer.status
            })
            .collect::<Vec<_>>()
    });
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
    served.still_answers();
    served.comes_to_rest();
}

/// One that sends much does not keep out another, and behind a proxy each is one's own.
#[test]
fn one_caller_has_not_all_the_room() {
    let settings = |proxies: &[&str]| Settings {
        jobs: 1.try_into().unwrap(),
        per_caller: Some(1),
        proxies: proxies.iter().map(|proxy| proxy.parse().unwrap()).collect(),
        ..ordinary()
    };
    for (proxies, other) in [(&["127.0.0.0/8"][..], 200), (&[], 429)] {
        let served = Served::new(settings(proxies));
        let long = ARTICLE.repeat(12_000);
        let post = |caller: &str, body: &str| {
            let head =
                format!("POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain\r\n", served.host);
            let from = format!("{head}X-Forwarded-For: {caller}\r\nConnection: close\r\n");
            served.send(&format!("{from}Content-Length: {}\r\n\r\n{body}", body.len()))
        };
        std::thread::scope(|scope| {
            let first = scope.spawn(|| post("203.0.113.7", &long));
            served.wait_for_metric("sayso_workers_busy 1");
            let more = post("203.0.113.7", ARTICLE);
            assert!(more.starts_with("HTTP/1.1 429 ") && more.contains("retry-after: 1"), "{more}");
            assert!(post("198.51.100.1", ARTICLE).starts_with(&format!("HTTP/1.1 {other} ")), "{proxies:?}");
            assert!(first.join().unwrap().starts_with("HTTP/1.1 200 "));
        });
        served.still_answers();
        served.comes_to_rest();
    }
}

#[test]
fn others_need_the_token() {
    let pipeline = served::pipeline();
    let anywhere = Settings { host: "0.0.0.0".parse().unwrap(), ..ordinary() };
    assert!(matches!(Server::bind(&pipeline, verifier(), anywhere.clone()), Err(Error::NoToken(_))));
    for weak in ["", "secret", "a long secret with spaces", "ein geheimes Gehéimnis"] {
        let settings = Settings { token: Some(weak.to_owned()), ..anywhere.clone() };
        assert!(matches!(Server::bind(&pipeline, verifier(), settings), Err(Error::WeakToken)), "{weak}");
    }
    let served = Served::new(Settings { token: Some(TOKEN.to_owned()), ..anywhere });
    let allowed = format!("Bearer {TOKEN}");
    let near = format!("Bearer {}x", &TOKEN[1..]);
    for (path, authorization, status) in [
        ("/extract", "", 401),
        ("/extract", "Bearer", 401),
        ("/extract", near.as_str(), 401),
        ("/extract", TOKEN, 401),
        ("/extract", allowed.as_str(), 405),
        ("/metrics", "", 401),
        ("/metrics", allowed.as_str(), 200),
        ("/health", "", 200),
        ("/", "", 200),
        ("/openapi.json", "", 200),
    ] {
        // Any name will do, as behind a proxy.
        let headers = match authorization {
            "" => "Host: news.example\r\n".to_owned(),
            value => format!("Host: news.example\r\nAuthorization: {value}\r\n"),
        };
        assert_eq!(served.get(path, &headers).0, status, "{path} {authorization}");
    }
    served.still_answers();
}

#[test]
fn other_pages_are_refused() {
    let served = Served::new(ordinary());
    let own = format!("Host: {}\r\n", served.host);
    for (path, headers, status) in [
        ("/health", String::new(), 200),
        ("/", "Sec-Fetch-Site: cross-site\r\n".to_owned(), 200), // a link in a mail
        ("/metrics", "Sec-Fetch-Site: cross-site\r\n".to_owned(), 403),
        ("/extract", "Origin: http://evil.example\r\n".to_owned(), 403),
        ("/extract", "Origin: null\r\n".to_owned(), 403),
        ("/extract", format!("Origin: http://{}\r\n", served.host), 405),
    ] {
        assert_eq!(served.get(path, &format!("{own}{headers}")).0, status, "{path} {headers}");
    }
    assert_eq!(served.get("/", "Host: evil.example\r\n").0, 403);
    let page = served.get("/", &own).1;
    assert!(page.contains("content-security-policy: default-src 'none'; script-src 'self'"));
    for inline in ["<style", " style=", " onclick", "<script>"] {
        assert!(!page.contains(inline), "{inline}");
    }
}

#[test]
fn what_has_begun_is_answered_before_it_stops() {
    let served = Served::new(ordinary());
    let long = ARTICLE.repeat(5_000);
    std::thread::scope(|scope| {
        let caller = scope.spawn(|| served.post("/extract", "text/plain", &long));
        served.wait_for_metric("sayso_workers_busy 1");
        served.stop();
        assert_eq!(caller.join().unwrap().status, 200);
    });
    served.has_ended();
    assert!(std::net::TcpStream::connect(&served.host).is_err());
}

#[test]
fn the_description_is_true() {
    let served = Served::new(ordinary());
    let record = serde_json::json!({"title": "Ferry", "date": "2031-04-05", "text": ARTICLE});
    let body = format!("{record}\nno JSON\n");
    let answer = served.post("/extract", "application/jsonl", &body).json();
    schema::check(&answer, "Extraction");
    assert_eq!(answer["skipped"][0]["place"], "line 2, column 2");
    schema::check(&served.post("/extract?format=citron", "text/plain", ARTICLE).json(), "CitronDocument");
    for (path, methods) in schema::document()["paths"].as_object().unwrap() {
        let answer = served.send(&format!("TRACE {path} HTTP/1.1\r\nHost: {}\r\n\r\n", served.host));
        let allow = answer.lines().find_map(|line| line.strip_prefix("allow: ")).unwrap_or(&answer);
        let mut described: Vec<String> =
            methods.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect();
        if described.contains(&"GET".to_owned()) {
            described.push("HEAD".to_owned());
        }
        assert_eq!(allow, described.join(","), "{path}");
    }
    for kind in
        schema::document()["paths"]["/extract"]["post"]["requestBody"]["content"].as_object().unwrap().keys()
    {
        assert_ne!(served.post("/extract", kind, ARTICLE).status, 415, "{kind}");
    }
}
