//! Files in, annotations out; or an error that names the file, the line and what
//! is wrong.

use evaluation::{Gold, gold, predictions, sentences};
use std::path::Path;
use text::joined;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, contents) in files {
        std::fs::write(folder.path().join(name), contents).expect("it can be written");
    }
    folder
}

/// The attributions as `source | cue | content`.
fn shown(gold: &Gold) -> Vec<String> {
    let part = |spans: &[_]| joined(spans, &gold.text);
    let one =
        |a: &evaluation::Labelled| format!("{} | {} | {}", part(&a.source), part(&a.cue), part(&a.content));
    gold.attributions.iter().map(one).collect()
}

const TEXT: &str = "“Vår hamn,” sade\nÅse Lind. Menu";
const ANN: &str = "\
T1\tContent 1 4\tVår
T2\tContent 5 10\thamn,
T3\tCue 12 16\tsade
T4\tSource 17 20;21 25\tÅse Lind
T5\tAttribution 12 16\tsade
T6\tDiscard 27 31\tMenu
T7\tCue 27 31\tMenu
#1\tAnnotatorNotes T1\tabout T99
E2\tAttribution:T5 Cue:T7
E1\tAttribution:T5 Content2:T2 Source:T4 Cue:T3 Content:T1 Topic:T99
E3\tAttribution:T5 Content:T1 Content2:T2 Source:T4 Cue:T3
";

#[test]
fn brat_pairs() {
    let folder =
        folder(&[("b.txt", TEXT), ("b.ann", ANN), ("a.ann", ""), ("a.txt", "x"), ("README.txt", "No gold.")]);
    let read = gold(folder.path()).expect("they can be read");
    assert_eq!(read.iter().map(|gold| gold.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(shown(&read[1]), ["Åse Lind | sade | Vår hamn,"]);
    assert_eq!(joined(&read[1].ignore, TEXT), "Menu");
}

/// What people made of the tasks of `sayso export`: links in either direction, a content in
/// two parts, a source of two contents.
#[test]
fn tasks_of_annotation_tools() {
    let text = "“Vår hamn,” sade Åse, “är full.” Hon väntar, och går.";
    let at = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count();
        (start, start + words.chars().count())
    };
    let parts = [
        ("content", "Vår hamn,"),
        ("cue", "sade"),
        ("source", "Åse"),
        ("content", "är full."),
        ("content", "Hon väntar"),
        ("content", "går"),
    ];
    let links = [(0, 3), (0, 1), (2, 3), (4, 2)];
    let expected = ["Åse | sade | Vår hamn, är full.", "Åse |  | Hon väntar", " |  | går"];

    let mut result: Vec<_> = (parts.iter().enumerate())
        .map(|(id, (label, words))| {
            let (start, end) = at(words);
            serde_json::json!({"id": id.to_string(), "type": "labels", "value": {"start": start, "end": end, "labels": [label]}})
        })
        .collect();
    result.extend(links.iter().map(|(from, to)| {
        serde_json::json!({"type": "relation", "from_id": from.to_string(), "to_id": to.to_string(), "labels": []})
    }));
    let cancelled = serde_json::json!({"was_cancelled": true, "result": []});
    let tasks = serde_json::json!([
        {"id": 7, "data": {"text": text, "article": "a/1"}, "annotations": [{"result": result}, cancelled]},
        {"id": 8, "data": {"text": text, "article": "a/2"}, "annotations": [], "predictions": []},
    ]);

    let span = |(label, words): (&str, &str)| {
        let (start, end) = at(words);
        serde_json::json!({"start": start, "end": end, "token_start": 0, "label": label.to_uppercase()})
    };
    let spans: Vec<_> = parts.into_iter().map(span).collect();
    let relations: Vec<_> = links
        .iter()
        .map(|&(from, to)| serde_json::json!({"head": 0, "head_span": spans[from], "child_span": spans[to], "label": "X"}))
        .collect();
    let task = |id: &str, answer: &str| {
        serde_json::json!({"text": text, "tokens": [], "spans": spans, "relations": relations, "answer": answer,
            "meta": {"article": id}})
    };
    let lines = format!("{}\n{}\n", task("a/1", "accept"), task("a/2", "reject"));

    let files = folder(&[("tasks.json", &tasks.to_string()), ("prodigy.jsonl", &lines)]);
    for name in ["tasks.json", "prodigy.jsonl"] {
        let read = gold(&files.path().join(name)).expect(name);
        assert_eq!(read.iter().map(|gold| gold.id.as_str()).collect::<Vec<_>>(), ["a/1"], "{name}");
        assert_eq!(shown(&read[0]), expected, "{name}");
    }
    let wrong = tasks.to_string().replace("\"end\":4", "\"end\":400");
    let untouched = format!("{}\n", task("a/1", "ignore"));
    let files = folder(&[
        ("tasks.json", &wrong),
        ("broken.json", "[{\"data\": 1}]"),
        ("none.json", "[]"),
        ("ignored.jsonl", &untouched),
    ]);
    for (name, expected) in [
        ("tasks.json", "a/1: content: span"),
        ("broken.json", "broken.json:1: "),
        ("none.json", "none.json: no task in it has annotations"),
        ("ignored.jsonl", "no task in it has annotations"),
    ] {
        let error =
            gold(&files.path().join(name)).map(|_| ()).map_or_else(|e| e.to_string(), |()| String::new());
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[test]
fn json_lines() {
    let line = "{\"id\": \"b\", \"text\": \"“Vår hamn,” sade Åse.\", \"outlet\": 7, \"attributions\": [{\
                \"content\": [[1, 10]], \"cue\": [[12, 16]], \"source\": null, \"speaker\": \"Åse Lind\", \
                \"addressee\": null, \"negated\": false, \"nested\": true}], \"must_not\": [[17, 20]]}";
    let folder = folder(&[("gold.jsonl", &format!("{line}\n\n"))]);
    let read = gold(&folder.path().join("gold.jsonl")).expect("it can be read");
    assert_eq!(gold(folder.path()).expect("so can its folder"), read);
    assert_eq!(shown(&read[0]), [" | sade | Vår hamn,"]);
    assert_eq!(joined(&read[0].must_not, &read[0].text), "Åse");
    let labelled = &read[0].attributions[0];
    assert_eq!(
        (labelled.speaker.as_deref(), &labelled.addressee, &labelled.medium),
        (Some("Åse Lind"), &Some(None), &None)
    );
}

#[test]
fn output_of_sayso() {
    let articles = "{\"id\":\"b\",\"text\":\"“Vår hamn,” sade Åse.\"}";
    let attributions = "{\"id\":\"b#1\",\"article\":\"b\",\"kind\":\"direct\",\"act\":\"speech\",\
        \"content\":{\"text\":\"Vår hamn\",\"spans\":[[1,9]]},\"cue\":{\"text\":\"sade\",\"spans\":[[12,16]]},\
        \"source\":null,\"speaker\":{\"ref\":\"b/s1\",\"name\":\"Åse Lind\",\"type\":\"person\"},\
        \"addressee\":null,\"medium\":{\"text\":\"a note\",\"spans\":[[0,1]]},\"found_by\":\"quote\"}";
    let folder = folder(&[("articles.jsonl", articles), ("attributions.jsonl", attributions)]);
    let gold = [Gold { id: "b".into(), text: "“Vår hamn,” sade Åse.".into(), ..Gold::default() }];
    let read = predictions(folder.path(), &gold).expect("it can be read");
    let found = &read[0].attributions[0];
    assert_eq!((joined(&found.content, &gold[0].text), found.negated), ("Vår hamn".to_owned(), Some(false)));
    assert_eq!((found.speaker.as_deref(), found.act.as_deref()), (Some("Åse Lind"), Some("speech")));
    assert_eq!((&found.addressee, &found.medium), (&Some(None), &Some(Some("a note".to_owned()))));
    assert_eq!(found.found_by.as_deref(), Some("quote"));
}

/// `wanted` is the message with the folder's own path left out.
#[track_caller]
fn check<T: std::fmt::Debug>(folder: &Path, result: Result<T, evaluation::Error>, wanted: &str) {
    let message = result.expect_err("something is wrong").to_string();
    assert_eq!(message.replace(&format!("{}/", folder.display()), ""), wanted);
}

#[test]
fn errors_in_brat() {
    let cases = [
        (
            "T1\tCue 0 4\tx\nT2\tContent 0 2;12 400\ty",
            "a.ann:2: T2: span 12-400 does not fit a text of 5 characters",
        ),
        ("T1\tCue 3 3\t", "a.ann:1: T1: span 3-3 does not fit a text of 5 characters"),
        ("T1\tCue 0 4\tx\n\nT1\tCue 0 4\tx", "a.ann:3: id \"T1\" occurs twice"),
        ("T1\tCue 0 4\tx\nE1\tA:T1 Cue:T1 Content:T9", "a.ann:2: T9: no such span in this file"),
        ("T1\tCue\tx", "a.ann:1: not a brat annotation: T1 wants a type and offsets, not \"Cue\""),
        ("T1\tCue 0 x\tx", "a.ann:1: not a brat annotation: T1 wants a type and offsets, not \"Cue 0 x\""),
        ("E1\tA:T1 Cue", "a.ann:1: not a brat annotation: an event wants ROLE:SPAN, not \"Cue\""),
    ];
    for (annotations, wanted) in cases {
        let folder = folder(&[("a.txt", "Åse's"), ("a.ann", annotations)]);
        check(folder.path(), gold(folder.path()), wanted);
    }
    let lonely = folder(&[("a.ann", "")]);
    check(lonely.path(), gold(lonely.path()), "a.ann: has no a.txt beside it");
}

#[test]
fn errors_in_json_lines() {
    let good = "{\"id\":\"a\",\"text\":\"Åse\",\"attributions\":[]}";
    let cases = [
        (format!("{good}\n\n{good}"), "gold.jsonl:3: id \"a\" occurs twice"),
        (format!("{good}\n{{\"id\":"), "gold.jsonl:2: not valid JSON: EOF while parsing a value (column 6)"),
        (good.replace("\"id\":\"a\",", ""), "gold.jsonl:1: missing field `id` (column 33)"),
        (good.replace("\"text\":\"Åse\",", ""), "gold.jsonl:1: \"a\" has no \"text\""),
        (
            good.replace("[]", "[{\"content\":[[0,2]],\"source\":[[2,4]]}]"),
            "gold.jsonl:1: a: source of attribution 1: span 2-4 does not fit a text of 3 characters",
        ),
    ];
    for (lines, wanted) in cases {
        let folder = folder(&[("gold.jsonl", &lines)]);
        check(folder.path(), gold(&folder.path().join("gold.jsonl")), wanted);
    }
}

#[test]
fn errors_in_predictions() {
    let gold = [Gold { id: "a".into(), text: "One.\nTwo.\n".into(), ..Gold::default() }];
    let cases = [
        ("{\"id\":\"b\",\"attributions\":[]}", "p.jsonl:1: \"b\" is not in the gold standard"),
        (
            "{\"id\":\"a\",\"text\":\"One.\\nTow.\\n\",\"attributions\":[]}",
            "p.jsonl:1: the text of \"a\" is not the gold text: they differ in line 2",
        ),
    ];
    for (line, wanted) in cases {
        let folder = folder(&[("p.jsonl", line)]);
        check(folder.path(), predictions(&folder.path().join("p.jsonl"), &gold), wanted);
    }
    let output = folder(&[
        ("articles.jsonl", "{\"id\":\"a\"}"),
        (
            "attributions.jsonl",
            "{\"article\":\"c\",\"kind\":\"direct\",\"content\":{\"text\":\"One\",\"spans\":[[0,3]]}}",
        ),
    ]);
    check(
        output.path(),
        predictions(output.path(), &gold),
        "attributions.jsonl:1: article \"c\" has no line in articles.jsonl",
    );
}

#[test]
fn errors_in_sentences() {
    let cases = [
        (
            "{\"id\":\"a\",\"text\":\"One. Two.\",\"spans\":[[0,4],[3,9]]}",
            "s.jsonl:1: a: span 3-9 begins before the one before it ends",
        ),
        (
            "{\"id\":\"a\",\"text\":\"One.\",\"spans\":[[0,5]]}",
            "s.jsonl:1: a: span 0-5 does not fit a text of 4 characters",
        ),
    ];
    for (line, wanted) in cases {
        let folder = folder(&[("s.jsonl", line)]);
        check(folder.path(), sentences::gold(&folder.path().join("s.jsonl")), wanted);
    }
    let folder = folder(&[("p.jsonl", "")]);
    let gold =
        [sentences::SplitText { id: "a".into(), text: "One.".into(), ..sentences::SplitText::default() }];
    check(
        folder.path(),
        sentences::predictions(&folder.path().join("p.jsonl"), &gold),
        "p.jsonl: \"a\" is in the gold standard but has no line here",
    );
}
