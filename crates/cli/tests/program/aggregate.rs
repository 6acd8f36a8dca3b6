//! What articles have in common: a lower bound for the figures, and shards that give
//! the same as one run.

use crate::{Folder, sayso};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const FILES: [&str; 6] =
    ["speakers.jsonl", "speakers.csv", "clusters.jsonl", "copies.jsonl", "summary.csv", "summary.json"];

fn gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../evaluation/tests/across")
}

/// The articles of the gold as JSON lines, without their marks.
fn articles() -> Vec<String> {
    let mut lines = Vec::new();
    for half in ["dev", "held-out"] {
        for article in evaluation::across::gold(&gold().join(half)).unwrap() {
            lines.push(serde_json::to_string(&article).unwrap() + "\n");
        }
    }
    lines
}

#[test]
fn who_is_who_and_which_quotes_are_one() {
    let ran = sayso(["eval".as_ref(), gold().join("dev").as_os_str(), "--json".as_ref()]).expect(0);
    let figures: Value = serde_json::from_str(&ran.stdout).unwrap();
    for (part, floor) in [("speakers", 0.94), ("clusters", 0.95)] {
        let f1 = figures[part]["f1"].as_f64().unwrap();
        assert!(f1 >= floor, "{part}: {f1}");
    }
    assert!(figures["found"].as_f64().unwrap() >= 0.95 * figures["marks"].as_f64().unwrap());
}

#[test]
fn eight_shards_make_the_files_of_one_run() {
    let folder = Folder::new();
    let articles = articles();
    for (number, article) in articles.iter().enumerate() {
        folder.write(&format!("all/{number:03}.jsonl"), article);
    }
    folder.extract("all", "one", &["--rules-only"]).expect(0);
    let mut arguments: Vec<PathBuf> = vec!["aggregate".into()];
    // Each has every eighth file, and they come in no order.
    for shard in [3, 7, 8, 5, 1, 6, 2, 4] {
        let (part, output) = (format!("{shard}/8"), format!("out-{shard}"));
        folder.extract("all", &output, &["--rules-only", "--shard", &part]).expect(0);
        arguments.push(folder.path(&output));
    }
    arguments.extend(["--output".into(), folder.path("merged")]);
    sayso(&arguments).expect(0);
    for file in FILES {
        let read = |run: &str| std::fs::read_to_string(folder.path(run).join(file)).unwrap();
        assert!(read("one").lines().count() > 1, "{file} has nothing to compare");
        assert!(read("merged") == read("one"), "{file} differs");
    }
    // The quotes of all shards, each with who it is in all of them, make a whole folder.
    let quotes = |run: &str| -> BTreeMap<String, Value> {
        let quotes = folder.records(&format!("{run}/attributions.jsonl")).into_iter();
        quotes.map(|quote| (quote["id"].as_str().unwrap().to_owned(), quote["speaker"].clone())).collect()
    };
    assert_eq!(quotes("merged"), quotes("one"));
    let lines: BTreeSet<String> = (folder.records("merged/speakers.jsonl").iter())
        .map(|line| format!("{} {}", line["id"], line["name"]))
        .collect();
    let known: BTreeSet<String> = (quotes("merged").values().filter(|speaker| speaker["id"].is_string()))
        .map(|speaker| format!("{} {}", speaker["id"], speaker["canonical_name"]))
        .collect();
    assert_eq!(known, lines, "a line for each speaker that quotes have, and no other");
    let merged = folder.path("merged");
    sayso(["export".as_ref(), merged.as_os_str(), "--to".as_ref(), "csv".as_ref()]).expect(0);
    // Again, over its own files.
    let before = std::fs::read(merged.join("attributions.jsonl")).unwrap();
    sayso(["aggregate".as_ref(), merged.as_os_str()]).expect(0);
    assert!(std::fs::read(merged.join("attributions.jsonl")).unwrap() == before);
}

#[test]
fn a_part_without_a_file_is_no_mistake() {
    let folder = Folder::new();
    folder.write("one/a.txt", "“It floats,” said Åse Lund.");
    for (input, part, code, told) in [
        ("one", "1/2", 0, "1 quote"),
        ("one", "2/2", 0, "no file is in part 2 of 2"),
        ("none", "1/2", 1, "none"),
    ] {
        folder.extract(input, &format!("out-{part}"), &["--shard", part]).expect(code).says(told);
    }
}

#[test]
fn an_article_in_two_runs() {
    let folder = Folder::new();
    folder.write("a/news.jsonl", articles().concat());
    folder.extract("a", "out", &["--rules-only"]).expect(0);
    let out = folder.path("out");
    let merged = folder.path("merged");
    let arguments =
        ["aggregate".as_ref(), out.as_os_str(), out.as_os_str(), "-o".as_ref(), merged.as_os_str()];
    sayso(arguments).expect(1).says("“archaeology/1” is there twice");
    assert!(!merged.join("speakers.jsonl").exists());
}

#[test]
fn results_that_cannot_be_used() {
    let folder = Folder::new();
    folder.write("a/news.jsonl", articles()[..5].concat());
    folder.extract("a", "out", &["--rules-only"]).expect(0);
    let out = folder.path("out");
    let aggregate = || sayso(["aggregate".as_ref(), out.as_os_str()]);
    aggregate().expect(0);
    let broken =
        std::fs::read_to_string(out.join("attributions.jsonl")).unwrap().replacen("\"kind\"", "\"kin\"", 1);
    folder.write("out/attributions.jsonl", broken);
    aggregate().expect(1).says("attributions.jsonl:1: missing field `kind`");
    folder.write("out/articles.jsonl", "");
    aggregate().expect(1).says("not in articles.jsonl");
    std::fs::remove_file(out.join("articles.jsonl")).unwrap();
    aggregate().expect(1).says("is not an output folder of `sayso extract`: it has no articles.jsonl");
}

#[test]
fn the_user_says_who_is_who() {
    let folder = Folder::new();
    let line = |id: usize, name: &str, outlet: &str| {
        format!(
            "{{\"id\":\"{id}\",\"outlet\":\"{outlet}\",\"text\":\"“The well is dry,” said {name} of Upper Oss.\"}}\n"
        )
    };
    let lines = [line(1, "Ana Brill", "A"), line(2, "Ana Brill", "B"), line(3, "Tove Lind", "A")];
    folder.write("in/news.jsonl", lines.concat());
    let pins = folder.write("who.tsv", "# mine\nAna Brill\tAna Brill of B\tB\nTove Lind\tAna Brill of B\n");
    let count = |arguments: &[&str]| -> usize {
        folder.extract("in", "out", arguments).expect(0);
        std::fs::read_to_string(folder.path("out/speakers.jsonl")).unwrap().lines().count()
    };
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&["--identities", pins.to_str().unwrap()]), 2);
    let speakers = std::fs::read_to_string(folder.path("out/speakers.jsonl")).unwrap();
    assert!(speakers.contains("\"refs\":[\"2/s1\",\"3/s1\"]"), "{speakers}");
    folder.write("who.tsv", "Ana Brill\n");
    let arguments = ["--identities", pins.to_str().unwrap()];
    folder.extract("in", "out", &arguments).expect(1).says("who.tsv:1: not NAME");
}
