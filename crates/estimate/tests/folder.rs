//! Shares of an output folder: what is counted, and what becomes of each decision. All quotes
//! are decided, so that the estimates are exact.

use estimate::{Estimate, Outcome, shares};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

const ARTICLES: usize = 20;

/// Two quotes that are found, and one that is missed.
const TEXT: &str = "Ana Ruiz said it rains. “It snows,” an official said. Ana Ruiz added it will stop.";

fn span(words: &str) -> Value {
    let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
    json!([[start, start + words.chars().count()]])
}

/// `decide` says what people decide about the two quotes, and whether they add the third.
fn folder(path: &Path, decide: fn(usize) -> [Value; 3]) {
    let (mut articles, mut attributions, mut decisions) = (String::new(), String::new(), String::new());
    for number in 0..ARTICLES {
        let id = format!("rain/{number}");
        let _ = writeln!(
            articles,
            "{}",
            json!({"id": id, "corpus": "wire", "path": id, "title": null, "subtitle": null, "outlet": null,
                "date": null, "time": null, "author": null, "editor": null, "section": null, "url": null,
                "counts": {"sentences": 3, "attributions": 2, "direct": 1, "indirect": 1, "mixed": 0, "words": 16},
                "text_sha256": "sha", "offsets": "code_point",
                "paragraphs": [{"span": [0, TEXT.chars().count()], "role": "body"}], "text": TEXT})
        );
        let quotes = [
            ("it rains", "indirect", "Ana Ruiz", "person", Some("rain/0/s1")),
            ("It snows,", "direct", "an official", "unnamed", None),
        ];
        for (place, (content, kind, name, of, speaker_id)) in quotes.into_iter().enumerate() {
            let _ = writeln!(
                attributions,
                "{}",
                json!({"id": format!("{id}#{place}"), "article": id, "corpus": "wire", "kind": kind, "act": "speech",
                    "content": {"text": content, "spans": span(content)}, "cue": null,
                    "source": {"text": name, "spans": span(name)},
                    "speaker": {"ref": format!("{id}/s{place}"), "name": name, "type": of, "role": null,
                        "resolved_by": "name", "confidence": 0.9, "id": speaker_id},
                    "addressee": null, "medium": null, "when": null, "negated": false, "paragraph": 0,
                    "sentence": {"index": 0, "span": [0, 9]}, "confidence": 0.9, "found_by": "clause"})
            );
        }
        for (place, decision) in decide(number).into_iter().enumerate().filter(|(_, d)| !d.is_null()) {
            let content = span(["it rains", "It snows,", "it will stop"][place]);
            let mut line = json!({"id": format!("{number}-{place}"), "article": id, "text_sha256": "sha", "content": content,
                "quote": {"content": content, "cue": [], "source": span(["Ana Ruiz", "an official", "Ana Ruiz"][place])}});
            line["what"] = decision["what"].clone();
            line["quote"]["speaker"] = decision["speaker"].clone();
            let _ = writeln!(decisions, "{line}");
        }
        let read =
            json!({"id": format!("{number}-read"), "article": id, "text_sha256": "sha", "what": "read"});
        let _ = writeln!(decisions, "{read}");
    }
    let speaker = json!({"id": "rain/0/s1", "name": "Ana Ruiz", "type": "person", "aliases": [], "referred_to_as": "she",
        "roles": [], "counts": {"attributions": 20, "direct": 0, "indirect": 20, "mixed": 0, "speech": 20, "writing": 0,
        "evidence": 0, "attitude": 0}, "articles": 20, "independent": 20, "outlets": [], "first_date": null,
        "last_date": null, "companions": [], "namesakes": [], "refs": ["rain/0/s1"]});
    for (name, lines) in [
        ("articles.jsonl", articles),
        ("attributions.jsonl", attributions),
        ("decisions.jsonl", decisions),
        ("speakers.jsonl", format!("{speaker}\n")),
    ] {
        std::fs::write(path.join(name), lines).unwrap();
    }
}

/// The shares as found and as estimated, in percent: unnamed sources, indirect speech, she, he,
/// Ana Ruiz.
#[track_caller]
fn check(decide: fn(usize) -> [Value; 3], expected: [(f64, f64); 5]) {
    let temporary = tempfile::tempdir().unwrap();
    folder(temporary.path(), decide);
    let report = shares(temporary.path(), &["Ana Ruiz".to_owned()], 2.0).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let percent = |share: f64| (share * 1000.0).round() / 10.0;
    let shown = report.shares.iter().map(|row| match &row.outcome {
        Outcome::Estimate { estimate: Estimate { found, share, low, high, .. }, .. } => {
            assert!(low <= share && share <= high);
            (percent(*found), percent(*share))
        }
        Outcome::TooFew { too_few } => panic!("{}: {too_few}", row.share),
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

fn accept(speaker: &str) -> Value {
    decided("accept", speaker)
}

fn decided(what: &str, speaker: &str) -> Value {
    json!({"what": what, "speaker": speaker})
}

#[test]
fn what_is_right_stays() {
    check(
        |_| [accept("Ana Ruiz"), accept("an official"), Value::Null],
        [(50.0, 50.0), (50.0, 50.0), (100.0, 100.0), (0.0, 0.0), (50.0, 50.0)],
    );
}

#[test]
fn what_is_missed_counts() {
    check(
        |_| [accept("Ana Ruiz"), accept("an official"), decided("add", "Ana Ruiz")],
        [(50.0, 33.3), (50.0, 66.7), (100.0, 100.0), (0.0, 0.0), (50.0, 66.7)],
    );
}

#[test]
fn what_is_wrong_does_not() {
    check(
        |number| {
            [
                if number % 2 == 0 { accept("Ana Ruiz") } else { decided("reject", "Ana Ruiz") },
                accept("an official"),
                Value::Null,
            ]
        },
        [(50.0, 66.7), (50.0, 33.3), (100.0, 100.0), (0.0, 0.0), (50.0, 33.3)],
    );
}

#[test]
fn a_name_is_that_of_a_known_speaker_or_of_a_new_one() {
    check(
        |number| {
            let other = ["Ana Ruiz", "Ben Ode", "a guard", "an official"][number % 4];
            [accept("Ana Ruiz"), decided("fix", other), Value::Null]
        },
        [(50.0, 25.0), (50.0, 50.0), (100.0, 100.0), (0.0, 0.0), (50.0, 62.5)],
    );
}

#[test]
fn too_little_to_say_anything() {
    let temporary = tempfile::tempdir().unwrap();
    folder(temporary.path(), |_| [accept("Ana Ruiz"), Value::Null, Value::Null]);
    let report = shares(temporary.path(), &[], 2.0).unwrap();
    assert!(!report.says_something());
    let reason = "20 of the quotes that were found are reviewed; it takes 30";
    assert_eq!(report.table().matches(reason).count(), 1, "{}", report.table());
    let error = shares(temporary.path(), &["Nobody".to_owned()], 2.0).unwrap_err().to_string();
    assert!(error.contains("\"Nobody\""), "{error}");
}
