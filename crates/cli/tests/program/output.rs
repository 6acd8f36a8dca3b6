//! What a run writes: whole files, the same for any number of threads, with correct
//! offsets.

use crate::{ARTICLE, Folder, read_records, sayso};
use serde_json::{Value, json};
use std::path::Path;

const FILES: [&str; 9] = [
    "articles.jsonl",
    "attributions.jsonl",
    "clusters.jsonl",
    "copies.jsonl",
    "skipped.jsonl",
    "speakers.csv",
    "speakers.jsonl",
    "summary.csv",
    "summary.json",
];

/// A corpus with articles of many sizes, some of them unusable, in files of
/// both kinds.
fn write_corpus(folder: &Folder) {
    let names =
        ["Åse Lundqvist", "Ngozi Eze", "Rui Tavares", "Mei-Ling Zhao", "José da Cruz", "Leila Haddad"];
    let mut lines = String::new();
    for number in 0..400 {
        let name = names[number % names.len()];
        let text = format!(
            "“Number {number} is ready,” said {name}, the harbour master of Østhavn.\r\n\r\n\
             {name} told reporters on Monday that the 🚢 would sail. {}",
            "It was a quiet day. ".repeat(number * number % 211),
        );
        match number % 5 {
            0 => drop(folder.write(&format!("in/files/{number}.txt"), text)),
            1 if number % 3 == 0 => lines += "{broken\n",
            _ => lines += &format!("{}\n", json!({ "id": format!("wire/{number}"), "text": text })),
        }
    }
    folder.write("in/wire.jsonl", lines);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new();
    write_corpus(&folder);
    let mut runs = Vec::new();
    for jobs in ["1", "2", "4"] {
        folder.extract("in", jobs, &["--jobs", jobs]).expect(2);
        let mut run: Value =
            serde_json::from_slice(&std::fs::read(folder.path(jobs).join("run.json")).unwrap()).unwrap();
        // Only the time that a run took may differ.
        run["timings"].take();
        runs.push((run, FILES.map(|file| std::fs::read(folder.path(jobs).join(file)).unwrap())));
    }
    assert_eq!(folder.records("1/articles.jsonl").len(), 400 - 27);
    assert!(!folder.records("1/attributions.jsonl").is_empty());
    for (other, jobs) in runs[1..].iter().zip(["2", "4"]) {
        assert_eq!(runs[0].0, other.0, "run.json, --jobs {jobs}");
        for (at, file) in FILES.iter().enumerate() {
            assert!(runs[0].1[at] == other.1[at], "{file} differs between --jobs 1 and --jobs {jobs}");
        }
    }
}

#[test]
fn a_run_leaves_its_files_and_nothing_else() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    let ran =
        folder.extract("in", "a/new/folder", &[]).expect(0).says("1 article").says("attributions.jsonl");
    assert_eq!(ran.stdout, "");
    let names = std::fs::read_dir(folder.path("a/new/folder")).unwrap();
    let mut names: Vec<_> = names.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut wanted = FILES.map(str::to_owned).to_vec();
    wanted.extend(["run.json".to_owned(), ".lock".to_owned()]);
    wanted.sort();
    assert_eq!(names, wanted);
    let ran = folder.extract("in", "a/new/folder", &["--quiet"]).expect(0);
    assert_eq!(ran.stderr, "");
}

/// A folder in the place of a file simulates whatever may end a run between its first
/// file and its last.
/// Results that a full disk or a stopped copy has cut off are no finished run.
#[test]
fn what_was_cut_off_is_written_anew() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    for name in ["attributions.jsonl", "speakers.jsonl"] {
        let whole = std::fs::read(folder.path("out").join(name)).unwrap();
        folder.write(&format!("out/{name}"), &whole[..whole.len() / 2]);
        folder.extract("in", "out", &[]).expect(0);
        assert!(std::fs::read(folder.path("out").join(name)).unwrap() == whole, "{name}");
    }
}

#[test]
fn files_of_two_runs_have_no_run_json() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    std::fs::remove_file(folder.path("out/speakers.jsonl")).unwrap();
    folder.write("out/speakers.jsonl/taken", "");
    folder.extract("in", "out", &[]).expect(1).says("speakers.jsonl");
    assert!(!folder.path("out/run.json").exists());
}

/// One article from end to end, as a person would note it down.
#[test]
fn who_said_what() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    let lines: Vec<String> = folder
        .records("out/attributions.jsonl")
        .iter()
        .map(|a| {
            let of = |part: &str| a[part]["text"].as_str().unwrap_or("–").to_owned();
            let [kind, speaker, content] = [&a["kind"], &a["speaker"]["name"], &a["content"]["text"]];
            let [kind, speaker, content] = [kind, speaker, content].map(|v| v.as_str().unwrap_or("–"));
            format!("{kind} | {} | {} | {speaker} | {} | {content}", of("source"), of("cue"), of("when"))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "indirect | Norrfjord Ferries | said | Norrfjord Ferries | on Tuesday | The ferry between Brekke and Sandholm \
             will sail again from 3 May",
            "direct | Åse Lundqvist, the mayor of Sandholm | said | Åse Lundqvist | – | We have waited for this \
             day for two winters, Nobody here will miss the bridge of ice.",
            "indirect | the harbour office | According to | the harbour office | – | 12,000 tickets were sold in \
             the first week",
        ]
    );
}

/// Neither those of a whole run, nor those of joined runs or of a run that was stopped, which
/// would not continue if what it has written were new input.
#[test]
fn results_among_the_articles_are_not_read_again() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "in/output", &[]).expect(0);
    let first = std::fs::read(folder.path("in/output/articles.jsonl")).unwrap();
    let [output, joined] = ["in/output", "in/joined"].map(|name| folder.path(name).into_os_string());
    sayso(["aggregate".into(), output.clone(), "--output".into(), joined]).expect(0);
    for file in ["articles.jsonl.part", "attributions.jsonl.part", "checkpoint.json"] {
        folder.write(&format!("in/stopped/{file}"), "{\"id\": 1");
    }
    folder.extract("in", "in/output", &["--again"]).expect(0);
    assert!(std::fs::read(folder.path("in/output/articles.jsonl")).unwrap() == first);

    // Whoever asks for it is told what to do instead.
    folder.extract("in/output", "out", &[]).expect(1).says("name its articles.jsonl");
    folder.extract("in/output/articles.jsonl", "out", &[]).expect(0);
    folder.extract("in", "in", &[]).expect(1).says("a folder of their own");
    assert!(!folder.path("in/run.json").exists());
}

/// The part of a text between two offsets of a unit.
type Slice = fn(&str, usize, usize) -> String;

const UNITS: [(&str, Slice); 3] = [
    ("code-point", |text, start, end| text.chars().skip(start).take(end - start).collect()),
    ("byte", |text, start, end| text[start..end].to_owned()),
    ("utf16", |text, start, end| {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[start..end]).unwrap()
    }),
];

/// Checks every span of an output folder against the texts in it.
#[track_caller]
fn check_spans(output: &Path, slice: Slice) -> usize {
    let articles = read_records(&output.join("articles.jsonl"));
    let mut checked = 0;
    for attribution in read_records(&output.join("attributions.jsonl")) {
        let article = articles.iter().find(|a| a["id"] == attribution["article"]).unwrap();
        let text = article["text"].as_str().unwrap();
        for part in ["content", "cue", "source", "addressee", "medium", "when"] {
            let passage = &attribution[part];
            if passage.is_null() {
                continue;
            }
            let spans: Vec<(usize, usize)> = serde_json::from_value(passage["spans"].clone()).unwrap();
            let words: Vec<_> = spans.iter().map(|&(start, end)| slice(text, start, end)).collect();
            assert_eq!(passage["text"], words.join(" "), "{part} of {}", attribution["id"]);
            checked += 1;
        }
    }
    checked
}

#[test]
fn offsets_are_correct_in_every_unit() {
    let folder = Folder::new();
    write_corpus(&folder);
    let mut checked = Vec::new();
    for (unit, slice) in UNITS {
        folder.extract("in", unit, &["--offsets", unit]).expect(2);
        checked.push(check_spans(&folder.path(unit), slice));
    }
    assert!(checked[0] > 1000 && checked.iter().all(|&n| n == checked[0]), "{checked:?}");
}

#[test]
fn only_the_sure_ones() {
    let folder = Folder::new();
    write_corpus(&folder);
    folder.extract("in", "all", &[]).expect(2);
    folder.extract("in", "none", &["--min-confidence", "1"]).expect(2);
    let all = folder.records("all/attributions.jsonl").len();
    let sure = folder.records("none/attributions.jsonl");
    assert!(sure.len() < all && sure.iter().all(|a| a["confidence"] == 1.0));
}

/// The README's command, on the sample corpora that it names.
#[test]
fn the_sample_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let folder = Folder::new();
    let output = folder.path("out");
    sayso(["extract".into(), corpus.into_os_string(), "-o".into(), output.clone().into_os_string()])
        .expect(0);
    assert!(folder.records("out/articles.jsonl").len() >= 15);
    assert!(check_spans(&output, UNITS[0].1) > 100);
    assert!(folder.records("out/skipped.jsonl").is_empty());

    // What joins articles refers to attributions that exist.
    let attributions = folder.records("out/attributions.jsonl");
    for cluster in folder.records("out/clusters.jsonl") {
        for member in cluster["members"].as_array().unwrap() {
            assert!(attributions.iter().any(|a| a["id"] == member["attribution"]), "{member}");
        }
    }
    for speaker in folder.records("out/speakers.jsonl") {
        for joined in speaker["refs"].as_array().unwrap() {
            assert!(attributions.iter().any(|a| a["speaker"]["ref"] == *joined), "{joined}");
        }
    }
}
