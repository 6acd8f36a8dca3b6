//! How well the main text of real pages is found, measured as their evaluation set
//! does. Skipped where the pages are absent.
#![allow(clippy::print_stdout, missing_docs)]

use corpus::{Input, Options, Reader};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A text with single spaces for all its white space.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn main_text_of_real_pages() {
    check("thorough", 0.94);
    check("fast", 0.925);
}

#[track_caller]
fn check(main_text: &str, least: f64) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/html"));
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.jsonl")) else {
        return println!("skipped: there is no {}", folder.display());
    };
    let options = Options { any_language: true, ..Options::default() };
    let corpus = tempfile::tempdir().unwrap();
    std::fs::write(corpus.path().join("corpus.toml"), format!("main_text = {main_text:?}")).unwrap();
    for page in std::fs::read_dir(folder.join("pages")).unwrap() {
        let page = page.unwrap();
        std::fs::copy(page.path(), corpus.path().join(page.file_name())).unwrap();
    }
    let input = Input::find(&[corpus.path().to_owned()], &options);
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut texts = BTreeMap::new();
    for record in input.records() {
        let path = record.path();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        match reader.article(record) {
            Ok(article) => drop(texts.insert(name, folded(&article.text))),
            Err(skipped) => println!("{skipped}"),
        }
    }
    let (mut found, mut missed, mut wrong) = (0, 0, 0);
    for line in expected.lines() {
        let page: Value = serde_json::from_str(line).unwrap();
        let name = page["file"].as_str().unwrap();
        let text = texts.get(name).map_or("", String::as_str);
        let segments = |key: &str| {
            let segments = page[key].as_array().into_iter().flatten();
            segments.map(|s| folded(s.as_str().unwrap())).collect::<Vec<_>>()
        };
        for segment in segments("with") {
            let there = text.contains(&segment);
            found += usize::from(there);
            missed += usize::from(!there);
            if !there {
                println!("missed in {name}: {segment}");
            }
        }
        for segment in segments("without") {
            wrong += usize::from(text.contains(&segment));
            if text.contains(&segment) {
                println!("wrong in {name}: {segment}");
            }
        }
    }
    let f1 = 2.0 * found as f64 / (2 * found + missed + wrong) as f64;
    println!("{found} found, {missed} missed, {wrong} wrong: F1 {f1:.4} ({main_text})");
    assert!(f1 >= least, "{f1:.4}");
}

/// Either way to the main text keeps what a page says of itself in `<head>`.
#[test]
fn the_address_is_read_either_way() {
    let sentence =
        "<p>The council of Tarrow met for three hours, and the bridge will stay closed until spring.</p>";
    for (link, address) in [
        (
            r#"<link rel="canonical" href="https://news.example/bridge?a=1&amp;b=2">"#,
            Some("https://news.example/bridge?a=1&b=2"),
        ),
        ("<LINK href='https://news.example/bridge' rel='canonical' />", Some("https://news.example/bridge")),
        (
            r#"<meta property="og:url" content="https://news.example/bridge">"#,
            Some("https://news.example/bridge"),
        ),
        (r#"<link rel="stylesheet" href="https://news.example/style.css">"#, None),
    ] {
        let body = sentence.repeat(12);
        let page = format!(
            "<html><head><title>The bridge</title>{link}</head><body><article><h1>The bridge</h1>{body}</article></body></html>"
        );
        for main_text in ["thorough", "fast"] {
            let corpus = tempfile::tempdir().unwrap();
            std::fs::write(corpus.path().join("corpus.toml"), format!("main_text = {main_text:?}")).unwrap();
            std::fs::write(corpus.path().join("bridge.html"), &page).unwrap();
            let input = Input::find(&[corpus.path().to_owned()], &Options::default());
            let reader = Reader::new(&lexicon::Lexicon::embedded());
            let articles: Vec<_> = input.records().map(|record| reader.article(record).unwrap()).collect();
            let [article] = &articles[..] else { panic!("{} articles", articles.len()) };
            assert_eq!(article.metadata.url.as_deref(), address, "{link} ({main_text})");
        }
    }
}
