//! `sayso eval` gives the same figures as extracting the gold texts from files
//! and scoring the output.

use crate::{ARTICLE, Folder, Ran, sayso};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// An article with its parts marked: who says what, and with which words.
const MARKED: [(&str, &str, &str); 3] = [
    ("The ferry between Brekke and Sandholm will sail again from 3 May", "said", "Norrfjord Ferries"),
    (
        "We have waited for this day for two winters,” said Åse Lundqvist, the mayor of Sandholm. “Nobody here \
         will miss the bridge of ice.",
        "said",
        "Åse Lundqvist, the mayor of Sandholm",
    ),
    ("12,000 tickets were sold in the first week", "According to", "the harbour office"),
];

/// Where some words of the article are, in code points.
fn span(words: &str) -> [usize; 2] {
    let start = ARTICLE.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
    let start = ARTICLE[..start].chars().count();
    [start, start + words.chars().count()]
}

fn gold_line(id: &str) -> String {
    let attributions = MARKED.map(|(content, cue, source)| {
        json!({ "content": [span(content)], "cue": [span(cue)], "source": [span(source)], "speaker": source })
    });
    format!("{}\n", json!({ "id": id, "text": ARTICLE, "attributions": attributions }))
}

fn eval(gold: &Path, more: &[&str]) -> Ran {
    let mut arguments: Vec<OsString> = vec!["eval".into(), gold.into()];
    arguments.extend(more.iter().map(Into::into));
    sayso(arguments).expect(0)
}

fn figures(gold: &Path, more: &[&str]) -> Value {
    serde_json::from_str(&eval(gold, &[more, &["--json"]].concat()).stdout).unwrap()
}

#[test]
fn the_texts_of_gold_are_read_as_files_are() {
    let folder = Folder::new();
    // Two texts, or the second would be a duplicate.
    let other = |text: &str| text.replace("first week", "first days");
    let gold = folder.write("gold.jsonl", gold_line("ferry") + &other(&gold_line("other.ferry")));
    folder.write("texts/ferry.txt", ARTICLE);
    folder.write("texts/other.ferry.txt", other(ARTICLE));
    folder.extract("texts", "out", &[]).expect(0);
    let output = folder.path("out");
    let from_files = figures(&gold, &["--predictions", output.to_str().unwrap()]);
    assert_eq!(figures(&gold, &[]), from_files);
    assert_eq!(from_files["all"]["content"]["gold"], 6);
    assert_ne!(from_files["all"]["content"]["pred"], 0);
    assert_ne!(from_files["details"], Value::Null, "this gold names speakers");
}

#[test]
fn brat_pairs_and_lines_give_the_same() {
    let folder = Folder::new();
    let gold = folder.write("gold.jsonl", gold_line("ferry"));
    folder.write("brat/ferry.txt", ARTICLE);
    let mut annotations = String::new();
    for (number, (content, cue, source)) in MARKED.iter().enumerate() {
        let parts = [("Content", content), ("Cue", cue), ("Source", source)];
        for (at, (name, words)) in parts.iter().enumerate() {
            let [start, end] = span(words);
            annotations += &format!("T{}\t{name} {start} {end}\t{words}\n", 3 * number + at);
        }
        let [content, cue, source] = [0, 1, 2].map(|at| 3 * number + at);
        annotations +=
            &format!("E{number}\tAttribution:T{cue} Content:T{content} Cue:T{cue} Source:T{source}\n");
    }
    folder.write("brat/ferry.ann", annotations);
    let (mut lines, brat) = (figures(&gold, &[]), figures(&folder.path("brat"), &[]));
    // brat has no names of speakers.
    lines.as_object_mut().unwrap().remove("details");
    assert_eq!(lines, brat);
}

#[test]
fn the_table_the_details_and_the_mistakes() {
    let folder = Folder::new();
    let gold = folder.write("gold.jsonl", gold_line("ferry"));
    let ran = eval(&gold, &["--errors", "5", "--acts", "attitude"]);
    // Nobody wants or believes anything in the article, so all three are missed.
    for part in ["1 documents", "content P/R/F1", "indirect", "said", "miss: 3 of 3", "12,000 tickets"] {
        assert!(ran.stdout.contains(part), "{part:?} is not in:\n{}", ran.stdout);
    }
    let ran = eval(&gold, &["--errors", "5", "--acts", "attitude", "--kind", "indirect", "--skip", "1"]);
    assert!(ran.stdout.contains("miss: 1 of 2"), "{}", ran.stdout);
}

#[test]
fn sentences_have_gold_too() {
    let folder = Folder::new();
    let line = json!({ "id": "a", "text": "It rained. We left.", "spans": [[0, 10], [11, 19]] }).to_string();
    let gold = folder.write("gold.jsonl", line);
    let ran = eval(&gold, &[]);
    assert!(ran.stdout.contains("boundary") && ran.stdout.contains("1 of 1 all right"), "{}", ran.stdout);
    assert_eq!(figures(&gold, &[])["boundary"]["f1"], 1.0);
    let none = folder.write("none.jsonl", "{\"id\": \"a\", \"spans\": [[0, 19]]}\n");
    let ran = eval(&gold, &["--errors", "5", "--predictions", none.to_str().unwrap()]);
    assert!(ran.stdout.contains("missed @10: It rained.‖"), "{}", ran.stdout);
}

#[test]
fn broken_gold_is_named_with_its_line() {
    let folder = Folder::new();
    let gold = folder.write("gold.jsonl", gold_line("ferry") + "{\"id\": \"cut");
    sayso(["eval".into(), gold.into_os_string()]).expect(1).says("gold.jsonl:2");
    let gold = folder.write("empty.jsonl", "");
    sayso(["eval".into(), gold.into_os_string()]).expect(1).says("empty.jsonl");
    let gold = folder.path("nothing");
    std::fs::create_dir(&gold).unwrap();
    sayso(["eval".into(), gold.into_os_string()]).expect(1).says("nothing");
}

/// The reference scorer's figures for an output folder.
fn score_py(shared: &Path, gold: &Path, folder: &Folder, output: &str, acts: &[&str]) -> Option<Value> {
    let python = |script: &str, arguments: &[OsString]| {
        let run = Command::new("python3").arg(shared.join(script)).args(arguments).output().ok()?;
        assert!(run.status.success(), "{script}: {}", String::from_utf8_lossy(&run.stderr));
        Some(run.stdout)
    };
    let mut arguments: Vec<OsString> = vec!["predictions".into(), folder.path(output).into()];
    if !acts.is_empty() {
        arguments.extend(["--acts".into(), acts.join(",").into()]);
    }
    let predictions = folder.write("pred.jsonl", python("gold.py", &arguments)?);
    let figures = python("score.py", &[gold.into(), predictions.into(), "--json".into()])?;
    Some(serde_json::from_slice(&figures).unwrap())
}

/// If the shared gold is there: the whole way round, through files and the reference
/// scripts, gives the same figures to the last digit.
#[test]
#[expect(clippy::print_stderr, reason = "a test that checks nothing says so")]
fn the_reference_scripts_agree() {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold"));
    if !shared.is_dir() {
        return eprintln!("not checked: {} is not there", shared.display());
    }
    let all: &[&str] = &[];
    for (gold, acts) in
        [("pages/dev.jsonl", &["speech", "writing", "evidence"][..]), ("cases/dev.jsonl", all)]
    {
        let folder = Folder::new();
        let gold = shared.join(gold);
        for line in std::fs::read_to_string(&gold).unwrap().lines() {
            let text: Value = serde_json::from_str(line).unwrap();
            folder.write(
                &format!("texts/{}.txt", text["id"].as_str().unwrap()),
                text["text"].as_str().unwrap(),
            );
        }
        folder.extract("texts", "out", &[]).expect(0);
        let Some(theirs) = score_py(shared, &gold, &folder, "out", acts) else {
            return eprintln!("not checked: there is no python3");
        };
        let acts = acts.join(",");
        let acts = if acts.is_empty() { vec![] } else { vec!["--acts", &acts] };
        let mut ours = figures(&gold, &acts);
        ours.as_object_mut().unwrap().remove("details");
        assert_eq!(ours, theirs, "{}", gold.display());
    }
}

#[test]
fn the_counts_of_each_document_add_up() {
    let folder = Folder::new();
    let other = |text: &str| text.replace("first week", "first days");
    let gold = folder.write("gold.jsonl", gold_line("ferry") + &other(&gold_line("other.ferry")));
    let table = folder.path("counts.csv");
    let figures = figures(&gold, &["--csv", table.to_str().unwrap()]);
    let table = std::fs::read_to_string(table).unwrap();
    let mut rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let column = |name| head.iter().position(|&column| column == name).unwrap();
    let all: Vec<_> = rows.filter(|row| row[column("kind")] == "all").collect();
    assert_eq!(all.len(), 2, "a row for each document");
    for (name, metric, count) in [("gold_found", "content", "gold_ok"), ("triple_right", "triple", "pred_ok")]
    {
        let sum: u64 = all.iter().map(|row| row[column(name)].parse::<u64>().unwrap()).sum();
        assert_eq!(figures["all"][metric][count], sum, "{name}");
    }
}

#[test]
fn marked_cases_are_gold() {
    let folder = Folder::new();
    folder
        .write("cases/said.txt", "“{content 1: We will appeal,}” {cue 1: said} {source 1: Zofia Nkemelu}.\n");
    let figures = figures(&folder.path("cases"), &[]);
    assert_eq!(figures["all"]["triple"]["gold_ok"], 1);
}

#[test]
fn shares_need_decisions() {
    let folder = Folder::new();
    folder.write("texts/ferry.txt", ARTICLE);
    folder.extract("texts", "out", &[]).expect(0);
    let output = folder.path("out");
    sayso(["estimate".into(), output.clone().into_os_string()]).expect(1).says("nobody has decided anything");
    let ran = sayso(["estimate".into(), output.clone().into_os_string(), "--json".into()]).expect(1);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["shares"][0]["share"], "unnamed_sources");
    let nobody = ["estimate".into(), output.into_os_string(), "--speaker".into(), "Nils Nobody".into()];
    let ran = sayso(nobody as [OsString; 4]).expect(1);
    assert!(ran.stderr.contains("Nils Nobody"), "{}", ran.stderr);
}
