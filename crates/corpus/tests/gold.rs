//! The reader on annotated news: attributions must be in article text, and known
//! boilerplate must not. Skipped where the gold data are absent.
#![allow(clippy::print_stdout, missing_docs)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use text::{Article, Role};

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

fn articles(path: &Path) -> Vec<Article> {
    let input = corpus::Input::find(&[path.to_owned()], &corpus::Options::default());
    let reader = corpus::Reader::new(&lexicon::Lexicon::embedded());
    input.records().map(|record| reader.article(record).unwrap()).collect()
}

/// The roles of the paragraphs that a span of code points touches.
fn roles(article: &Article, start: usize, end: usize) -> Vec<Role> {
    let points = text::CodePoints::new(&article.text);
    let touches = |p: &&text::Paragraph| {
        let (from, to) = points.span(p.span);
        from < end && start < to
    };
    article.paragraphs.iter().filter(touches).map(|p| p.role).collect()
}

fn spans(value: &Value) -> Vec<(usize, usize)> {
    let pair = |v: &Value| Some((v.get(0)?.as_u64()? as usize, v.get(1)?.as_u64()? as usize));
    value.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// Counts the contents of a gold JSONL file that are outside of article text.
fn lost(gold: &Path) -> usize {
    let records = std::fs::read_to_string(gold).unwrap();
    let (mut all, mut lost) = (0, 0);
    for (article, line) in articles(gold).iter().zip(records.lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["text"], article.text);
        for attribution in record["attributions"].as_array().unwrap() {
            for (start, end) in spans(&attribution["content"]) {
                all += 1;
                if let Some(role) = roles(article, start, end).into_iter().find(|r| !r.is_article()) {
                    lost += 1;
                    let content: String = article.text.chars().skip(start).take(end - start).collect();
                    println!("  {} {}: {content}", article.id, role.name());
                }
            }
        }
    }
    println!("{}: {lost} of {all} contents lie outside of article text", gold.display());
    assert!(all > 0);
    lost
}

#[test]
fn no_content_of_the_pages_is_lost() {
    let Some(gold) = shared("gold/pages/dev.jsonl") else { return };
    assert_eq!(lost(&gold), 0);
}

#[test]
fn no_content_of_the_cases_is_lost() {
    let Some(gold) = shared("gold/cases/dev.jsonl") else { return };
    assert_eq!(lost(&gold), 0);
}

/// brat: `T7\tContent 120 180;200 210\t…`
#[test]
fn no_content_of_polnear_is_lost() {
    let Some(folder) = shared("gold/polnear") else { return };
    for part in ["dev", "train"] {
        let (mut all, mut lost) = (0, 0);
        for article in articles(&folder.join(part)) {
            let notes = std::fs::read_to_string(folder.join(part).join(&article.id).with_extension("ann"));
            let notes = notes
                .or_else(|_| std::fs::read_to_string(folder.join(part).join(article.id.clone() + ".ann")));
            for note in notes.unwrap().lines() {
                let Some(place) = note.split('\t').nth(1).and_then(|n| n.strip_prefix("Content ")) else {
                    continue;
                };
                for piece in place.split(';') {
                    let (start, end) = piece.split_once(' ').unwrap();
                    let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
                    all += 1;
                    if let Some(role) = roles(&article, start, end).into_iter().find(|r| !r.is_article()) {
                        lost += 1;
                        let content: String = article.text.chars().skip(start).take(end - start).collect();
                        println!("  {} {}: {content}", article.id, role.name());
                    }
                }
            }
        }
        println!("PolNeAR {part}: {lost} of {all} contents lie outside of article text");
        assert!(all > 1000 && lost * 1000 <= all, "{lost} of {all}");
    }
}

/// Regions of menus, widgets, datelines and legal lines must have no body text.
#[test]
fn boilerplate_of_the_cases_is_marked() {
    let Some(gold) = shared("gold/cases/dev.jsonl") else { return };
    let records = std::fs::read_to_string(&gold).unwrap();
    for (article, line) in articles(&gold).iter().zip(records.lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        let category = record["category"].as_str().unwrap_or_default();
        let regions = if category == "boilerplate" || category == "dateline" {
            spans(&record["must_not"])
        } else {
            vec![]
        };
        for (start, end) in regions {
            let roles = roles(article, start, end);
            println!("{}: {roles:?}", article.id);
            assert!(roles.iter().all(|r| matches!(r, Role::Boilerplate | Role::Dateline)), "{}", article.id);
        }
        if category != "headline" && category != "full-article" && category != "boilerplate" {
            println!("{}: {:?}", article.id, article.metadata.title);
        }
    }
}

#[test]
fn the_seed_page() {
    let Some(folder) = shared("seed") else { return };
    let article = articles(&folder.join("cainiao-sf.txt")).remove(0);
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("metadata.json")).unwrap()).unwrap();
    let found = &article.metadata;
    let time = found.time.map(|t| t.strftime("%H:%M").to_string());
    let date = found.date.map(|d| d.to_string());
    for (field, value) in [
        ("title", &found.title),
        ("subtitle", &found.subtitle),
        ("outlet", &found.outlet),
        ("section", &found.section),
        ("date", &date),
        ("time", &time),
        ("editor", &found.editor),
        ("author", &found.author),
    ] {
        assert_eq!(expected[field].as_str(), value.as_deref(), "{field}");
    }
    let body = article.paragraphs.iter().filter(|p| p.role == Role::Body);
    assert!(body.clone().all(|p| p.span.of(&article.text).ends_with(['.', '"'])));
    let record = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let record: Value = serde_json::from_str(record.lines().next().unwrap()).unwrap();
    for attribution in record["attributions"].as_array().unwrap() {
        for (start, end) in spans(&attribution["content"]) {
            assert_eq!(roles(&article, start, end), [Role::Body]);
        }
    }
}
