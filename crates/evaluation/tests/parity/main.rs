//! The figures are those of the reference scorers, to the last digit.
//!
//! Runs the scorers (Python scripts that are not part of this repository) and
//! this crate on the same files: gold standards with predictions made from them
//! by damaging them in every way that matters, and texts thrown together from
//! characters on which Python and Rust might differ. Skips itself where there
//! are no scorers or no Python.

// A skipped test must say so.
#![allow(clippy::print_stderr)]

mod invent;

use evaluation::{Gold, Predictions, details, score, sentences};
use invent::{Lots, damaged, exotic, exotic_sentences, write_gold, write_output, write_predictions};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the scorers, if they can be run.
fn scorers() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold"));
    let python = Command::new("python3").arg("--version").output();
    if folder.join("score.py").is_file() && python.is_ok_and(|run| run.status.success()) {
        return Some(folder.to_owned());
    }
    eprintln!("skipped: no reference scorers in {} or no python3", folder.display());
    None
}

/// What a script prints.
fn run(folder: &Path, script: &str, arguments: &[&Path], json: bool) -> String {
    let mut command = Command::new("python3");
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUTF8", "1");
    command.arg(folder.join(script)).args(arguments).args(json.then_some("--json"));
    let run = command.output().expect("python3 runs");
    assert!(run.status.success(), "{script} {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("the scorers print UTF-8")
}

/// Both sides as JSON read by the same reader.
#[track_caller]
fn assert_same(ours: &impl serde::Serialize, theirs: &str, what: &str) {
    let value = |json: &str| serde_json::from_str::<Value>(json).expect("JSON");
    assert_eq!(value(&serde_json::to_string(ours).expect("JSON")), value(theirs), "{what}");
}

/// Compares all figures on one pair of files.
#[track_caller]
fn check(folder: &Path, gold_path: &Path, predictions_path: &Path, what: &str) {
    let gold = evaluation::gold(gold_path).expect("gold can be read");
    let predictions = evaluation::predictions(predictions_path, &gold).expect("predictions can be read");
    let both = [gold_path, predictions_path];

    let report = score(&gold, &predictions);
    assert_same(&report, &run(folder, "score.py", &both, true), what);
    if let Some(details) = details(&gold, &predictions) {
        assert_same(&details, &run(folder, "score_details.py", &both, true), what);
    }
}

/// Gold standards of the folder, as files that both sides read.
fn standards(folder: &Path, scratch: &Path) -> Vec<(&'static str, PathBuf)> {
    let converted = |brat: &str, name: &str| {
        let path = scratch.join(name);
        let jsonl = run(folder, "gold.py", &[Path::new("brat"), &folder.join(brat)], false);
        std::fs::write(&path, jsonl).expect("the scratch folder can be written");
        path
    };
    vec![
        ("polnear", converted("polnear/dev", "polnear.jsonl")),
        ("pages in brat", converted("pages/dev", "pages.jsonl")),
        ("pages", folder.join("pages/dev.jsonl")),
        ("cases", folder.join("cases/dev.jsonl")),
        ("seed", folder.join("../seed/gold.jsonl")),
    ]
}

#[test]
fn damaged_gold() {
    let Some(folder) = scorers() else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    for (name, gold_path) in standards(&folder, scratch.path()) {
        let gold = evaluation::gold(&gold_path).expect("gold can be read");
        let path = scratch.path().join("predictions.jsonl");
        let untouched =
            |gold: &Gold| Predictions { id: gold.id.clone(), attributions: gold.attributions.clone() };
        write_predictions(&path, &gold, &gold.iter().map(untouched).collect::<Vec<_>>());
        check(&folder, &gold_path, &path, name);
        write_predictions(&path, &gold, &[]);
        check(&folder, &gold_path, &path, name);
        for seed in 0..3 {
            write_predictions(&path, &gold, &damaged(&gold, &mut Lots::new(seed)));
            check(&folder, &gold_path, &path, &format!("{name}, seed {seed}"));
        }
        let table = run(&folder, "score.py", &[&gold_path, &path], false);
        let predictions = evaluation::predictions(&path, &gold).expect("predictions can be read");
        assert_eq!(score(&gold, &predictions).table() + "\n", table, "{name}");
    }
}

#[test]
fn exotic_texts() {
    let Some(folder) = scorers() else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (gold_path, path) = (scratch.path().join("gold.jsonl"), scratch.path().join("predictions.jsonl"));
    for seed in 0..6 {
        let (gold, predictions) = exotic(&mut Lots::new(seed));
        write_gold(&gold_path, &gold);
        write_predictions(&path, &gold, &predictions);
        assert_eq!(evaluation::gold(&gold_path).expect("gold can be read"), gold);
        check(&folder, &gold_path, &path, &format!("seed {seed}"));
    }
}

#[test]
fn brat_is_read_alike() {
    let Some(folder) = scorers() else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    for brat in ["polnear/dev", "polnear/train", "pages/dev"] {
        let path = scratch.path().join("gold.jsonl");
        let jsonl = run(&folder, "gold.py", &[Path::new("brat"), &folder.join(brat)], false);
        std::fs::write(&path, jsonl).expect("the scratch folder can be written");
        let theirs = evaluation::gold(&path).expect("gold can be read");
        assert_eq!(evaluation::gold(&folder.join(brat)).expect("brat can be read"), theirs, "{brat}");
    }
}

#[test]
fn output_folders_are_read_alike() {
    let Some(folder) = scorers() else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let gold_path = folder.join("cases/dev.jsonl");
    let gold = evaluation::gold(&gold_path).expect("gold can be read");
    for seed in 0..3 {
        write_output(scratch.path(), &gold, &damaged(&gold, &mut Lots::new(seed)));
        let theirs = scratch.path().join("theirs.jsonl");
        let jsonl = run(&folder, "gold.py", &[Path::new("predictions"), scratch.path()], false);
        std::fs::write(&theirs, jsonl).expect("the scratch folder can be written");
        let ours = evaluation::predictions(scratch.path(), &gold).expect("output can be read");
        let theirs = evaluation::predictions(&theirs, &gold).expect("predictions can be read");
        assert_eq!(score(&gold, &ours), score(&gold, &theirs));
        assert_eq!(details(&gold, &ours), details(&gold, &theirs));
    }
}

#[test]
fn sentence_borders() {
    let Some(folder) = scorers() else { return };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let standards = ["golden-rules", "gum-news-dev", "ewt-dev", "news-hard-dev"];
    let mut paths: Vec<PathBuf> =
        standards.iter().map(|name| folder.join(format!("sentences/{name}.jsonl"))).collect();
    for seed in 0..4 {
        paths.push(scratch.path().join(format!("exotic-{seed}.jsonl")));
        invent::write_sentences(&paths[paths.len() - 1], &exotic_sentences(&mut Lots::new(seed)));
    }
    for gold_path in paths {
        let gold = sentences::gold(&gold_path).expect("gold can be read");
        for seed in 0..2 {
            let path = scratch.path().join("predictions.jsonl");
            invent::write_sentences(&path, &invent::resplit(&gold, &mut Lots::new(seed)));
            let found = sentences::predictions(&path, &gold).expect("predictions can be read");
            let mut score = sentences::Score::default();
            for (item, found) in gold.iter().zip(&found) {
                score.add(item, found);
            }
            let both = [gold_path.as_path(), &path];
            let what = format!("{}, seed {seed}", gold_path.display());
            assert_same(&score, &run(&folder, "sentences/score.py", &both, true), &what);
            assert_eq!(score.table(), run(&folder, "sentences/score.py", &both, false).trim_end(), "{what}");
        }
    }
}
