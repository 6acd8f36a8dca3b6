//! What people annotate in other tools comes back as decisions.

use crate::{ARTICLE, Folder, Ran, read_records, sayso};
use serde_json::{Value, json};
use std::path::Path;

/// A folder with the results of an article, exported; the tasks are at the path that is
/// returned.
fn exported(format: &str, file: &str) -> (Folder, std::path::PathBuf) {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE.replace('\n', "\r\n"));
    folder.extract("in", "out", &["--rules-only", "--to", format]).expect(0);
    let tasks = folder.path("out").join(file);
    (folder, tasks)
}

fn take(folder: &Folder, name: &str, annotated: &str) -> Ran {
    let file = folder.write(name, annotated);
    let output = folder.path("out");
    sayso(["review".as_ref(), output.as_os_str(), "--take".as_ref(), file.as_os_str()])
}

fn decisions(folder: &Folder) -> Vec<String> {
    let lines = read_records(&folder.path("out/decisions.jsonl"));
    lines.iter().map(|decision| decision["what"].as_str().unwrap().to_owned()).collect()
}

/// The tasks of Label Studio, as they are when somebody has accepted the predictions.
fn accepted(tasks: &Path) -> Vec<Value> {
    let mut tasks: Vec<Value> = serde_json::from_slice(&std::fs::read(tasks).unwrap()).unwrap();
    for task in &mut tasks {
        task["annotations"] = json!([{ "result": task["predictions"][0]["result"] }]);
    }
    tasks
}

#[test]
fn what_is_left_as_it_was_is_accepted() {
    let (folder, tasks) = exported("label-studio", "label-studio/tasks.json");
    let annotated = json!(accepted(&tasks)).to_string();
    take(&folder, "ls.json", &annotated).expect(0).says("3 accepted, 0 corrected, 0 rejected, 0 added");
    assert_eq!(decisions(&folder), ["accept", "accept", "accept", "read"]);
    // Once is enough.
    take(&folder, "ls.json", &annotated).expect(0).says("nothing that is not decided already");
    assert_eq!(decisions(&folder).len(), 4);
    let output = folder.path("out").into_os_string();
    let ran = sayso(["eval".into(), "--decisions".into(), output.clone()]).expect(0);
    assert!(ran.stdout.contains("100"), "{}", ran.stdout);

    let (folder, tasks) = exported("prodigy", "prodigy.jsonl");
    let annotated =
        std::fs::read_to_string(tasks).unwrap().replace("{\"meta\"", "{\"answer\":\"accept\",\"meta\"");
    take(&folder, "prodigy.jsonl", &annotated).expect(0).says("3 accepted, 0 corrected, 0 rejected, 0 added");
    assert_eq!(decisions(&folder), ["accept", "accept", "accept", "read"]);
}

#[test]
fn what_differs_is_corrected() {
    let (folder, tasks) = exported("label-studio", "label-studio/tasks.json");
    let mut tasks = accepted(&tasks);
    let text = tasks[0]["data"]["text"].as_str().unwrap().to_owned();
    let result = tasks[0]["annotations"][0]["result"].as_array_mut().unwrap();
    // The first claim gets another cue; the second is no quote; one was missed.
    let place = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count();
        (start, start + words.chars().count())
    };
    let span = |id: &str, label: &str, words: &str| {
        let (start, end) = place(words);
        json!({"id": id, "type": "labels", "value": {"start": start, "end": end, "labels": [label]}})
    };
    for part in result.iter_mut().filter(|part| part["id"] == "1-cue-1") {
        *part = span("1-cue-1", "cue", "said on Tuesday");
    }
    result.retain(|part| {
        !["id", "from_id", "to_id"]
            .iter()
            .any(|key| part[*key].as_str().is_some_and(|id| id.starts_with("2-")))
    });
    result.push(span("new", "content", "returns in May"));
    let annotated = json!(tasks).to_string();
    take(&folder, "ls.json", &annotated).expect(0).says("1 accepted, 1 corrected, 1 rejected, 1 added");
    let output = folder.path("out");
    let gold = folder.path("gold");
    sayso(["export".as_ref(), output.as_os_str(), "--gold".as_ref(), gold.as_os_str()]).expect(0);
    let quotes = read_records(&gold.join("gold.jsonl"))[0]["attributions"].clone();
    let quotes = quotes.as_array().unwrap();
    assert_eq!(quotes.len(), 3);
    let (start, end) = place("returns in May");
    assert_eq!(quotes[0]["content"], json!([[start, end]]));
    let (start, end) = place("said on Tuesday");
    assert_eq!(quotes[1]["cue"], json!([[start, end]]));
    assert_eq!(quotes[1]["speaker"], "Norrfjord Ferries");
}

#[test]
fn annotations_of_something_else_are_told() {
    let (folder, tasks) = exported("label-studio", "label-studio/tasks.json");
    let mut tasks = accepted(&tasks);
    let own = tasks[0].clone();
    tasks[0]["data"]["text"] =
        json!("Something else altogether, long enough for all that is marked in it.".repeat(9));
    take(&folder, "ls.json", &json!(tasks).to_string()).expect(1).says("ferry").says("with this text");
    take(&folder, "table.csv", "id,text\n").expect(1).says("table.csv:1: not valid JSON");
    tasks[0]["data"]["article"] = json!("mill");
    tasks.push(own);
    take(&folder, "ls.json", &json!(tasks).to_string()).expect(2).says("mill").says("3 accepted");
}
