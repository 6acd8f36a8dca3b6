//! A run that was stopped continues, and its result is what an undisturbed run
//! writes.
#![allow(missing_docs)]

use sayso::{Ending, ModelChoice, Settings, Summary, extract};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
const GROWING: [&str; 3] = ["articles.jsonl", "attributions.jsonl", "skipped.jsonl"];

/// Two files with articles, some broken lines, and pairs of articles with one id.
fn input(folder: &Path) -> PathBuf {
    let input = folder.join("in");
    fs::create_dir_all(&input).unwrap();
    let mut lines = String::new();
    for number in 0..120 {
        let name = ["Åse Lundqvist", "Ngozi Eze", "Rui Tavares"][number % 3];
        let text =
            format!("“The ferry will sail again in May,” said {name}.\\n\\nIt was day {}.", number % 100);
        lines += &format!("{{\"id\": \"{}\", \"text\": \"{text}\"}}\n", number / 2 * 2);
        lines += if number % 10 == 0 { "{broken\n" } else { "" };
    }
    fs::write(input.join("a.jsonl"), &lines).unwrap();
    fs::write(input.join("b.jsonl"), lines.replace("day", "night")).unwrap();
    input
}

/// Runs until `until` articles are written.
fn run(input: &Path, output: &Path, until: u64, again: bool) -> Summary {
    let settings = Settings {
        input: vec![input.to_owned()],
        output: output.to_owned(),
        model: ModelChoice::RulesOnly,
        again,
        ..Settings::default()
    };
    let stop = |articles| if articles >= until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    extract(&settings, &mut |step| stop(step.articles)).unwrap()
}

#[track_caller]
fn check_same(output: &Path, wanted: &Path) {
    for name in FILES {
        let (found, wanted) = (fs::read(output.join(name)).unwrap(), fs::read(wanted.join(name)).unwrap());
        assert!(found == wanted, "{name} differs");
    }
    let files = fs::read_dir(output).unwrap().count();
    assert_eq!(files, FILES.len() + 2, "only run.json and .lock are there beside them");
}

#[test]
fn wherever_it_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (input, whole, output) =
        (input(folder.path()), folder.path().join("whole"), folder.path().join("out"));
    let undisturbed = run(&input, &whole, u64::MAX, false);
    assert!(undisturbed.counts.articles > 50 && undisturbed.counts.skipped > 50, "{undisturbed:?}");
    for until in [1, 2, 17, 50, undisturbed.counts.articles] {
        let stopped = run(&input, &output, until, true);
        assert_eq!((stopped.ending, stopped.counts.articles), (Ending::Interrupted, until));
        assert!(!output.join("articles.jsonl").exists() || output.join("run.json").exists());
        // What was written after the last checkpoint, in the middle of a line.
        for name in GROWING {
            let part = output.join(format!("{name}.part"));
            fs::File::options().append(true).open(part).unwrap().write_all(b"{\"id\":\"torn").unwrap();
        }
        let ended = run(&input, &output, u64::MAX, false);
        assert_eq!((ended.ending, ended.counts), (Ending::Finished, undisturbed.counts));
        assert_eq!(ended.skipped, undisturbed.skipped);
        check_same(&output, &whole);
    }
}

/// Files that are not as the checkpoint says are kept, and written anew.
#[test]
fn damaged_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (input, whole, output) =
        (input(folder.path()), folder.path().join("whole"), folder.path().join("out"));
    run(&input, &whole, u64::MAX, false);
    run(&input, &output, 50, false);
    let part = output.join("articles.jsonl.part");
    let mut bytes = fs::read(&part).unwrap();
    bytes[..20].fill(b'x');
    fs::write(&part, &bytes).unwrap();
    assert_eq!(run(&input, &output, u64::MAX, false).ending, Ending::Finished);
    assert_eq!(fs::read(output.join("articles.jsonl.damaged")).unwrap(), bytes);
    for name in GROWING {
        fs::remove_file(output.join(format!("{name}.damaged"))).unwrap();
    }
    check_same(&output, &whole);
}

/// A second run into the folder of one that is still running.
#[test]
fn one_run_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (input(folder.path()), folder.path().join("out"));
    let settings =
        Settings { input: vec![input], output, model: ModelChoice::RulesOnly, ..Settings::default() };
    let mut second = None;
    let first = extract(&settings, &mut |_| {
        second.get_or_insert_with(|| extract(&settings, &mut |_| ControlFlow::Continue(())));
        ControlFlow::Continue(())
    });
    assert_eq!(first.unwrap().ending, Ending::Finished);
    let error = second.unwrap().unwrap_err().to_string();
    assert!(error.starts_with("another run (process "), "{error}");
}

/// Stopped while the files are getting their final names.
#[test]
fn at_the_very_end() {
    let folder = tempfile::tempdir().unwrap();
    let (input, whole, output) =
        (input(folder.path()), folder.path().join("whole"), folder.path().join("out"));
    let all = run(&input, &whole, u64::MAX, false).counts.articles;
    for named in 0..=3 {
        run(&input, &output, all, true);
        // A checkpoint that says that all records are dealt with.
        let settings = fs::read_to_string(output.join("checkpoint.json")).unwrap();
        let before = run(&input, &output, u64::MAX, false);
        assert_eq!(before.counts.articles, all);
        fs::remove_file(output.join("run.json")).unwrap();
        let mut noted: serde_json::Value = serde_json::from_str(&settings).unwrap();
        noted["finishing"] = true.into();
        noted["records"] = u64::MAX.into();
        noted["counts"] = serde_json::to_value(before.counts).unwrap();
        for (number, name) in GROWING.iter().enumerate() {
            noted["written"][number] = fs::metadata(output.join(name)).unwrap().len().into();
            if number >= named {
                fs::rename(output.join(name), output.join(format!("{name}.part"))).unwrap();
            }
        }
        fs::write(output.join("checkpoint.json"), noted.to_string()).unwrap();
        assert_eq!(run(&input, &output, u64::MAX, false).ending, Ending::Finished);
        check_same(&output, &whole);
    }
}

#[test]
fn what_is_done_is_not_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (input(folder.path()), folder.path().join("out"));
    let first = run(&input, &output, u64::MAX, false);
    let second = run(&input, &output, u64::MAX, false);
    assert_eq!(second.ending, Ending::Unchanged);
    assert_eq!((second.counts, &second.skipped), (first.counts, &first.skipped));
    assert_eq!(second.top_speakers, first.top_speakers);
    assert_eq!(run(&input, &output, u64::MAX, true).ending, Ending::Finished);

    // The input changes, then its settings, then the results.
    fs::write(input.join("c.txt"), "“We sail,” said Mei Zhao.").unwrap();
    assert_eq!(run(&input, &output, u64::MAX, false).counts.articles, first.counts.articles + 1);
    fs::write(input.join("corpus.toml"), "name = \"ferries\"").unwrap();
    assert_eq!(run(&input, &output, u64::MAX, false).ending, Ending::Finished);
    fs::remove_file(output.join("clusters.jsonl")).unwrap();
    assert_eq!(run(&input, &output, u64::MAX, false).ending, Ending::Finished);
    assert_eq!(run(&input, &output, u64::MAX, false).ending, Ending::Unchanged);

    // A checkpoint of a run over other input does not count.
    run(&input, &output, 5, true);
    fs::write(input.join("0.txt"), "“We wait,” said Mei Zhao.").unwrap();
    assert_eq!(run(&input, &output, u64::MAX, false).counts.articles, first.counts.articles + 2);
}

/// What was found in unchanged articles is taken over, and the result is what a run
/// writes that knows of no earlier one.
#[test]
fn only_what_changed_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (input, whole, output) =
        (input(folder.path()), folder.path().join("whole"), folder.path().join("out"));
    let first = run(&input, &output, u64::MAX, false);
    assert_eq!(first.unchanged, 0);
    let all = first.counts.articles;
    #[track_caller]
    fn check(input: &Path, output: &Path, whole: &Path) -> u64 {
        let changed = run(input, output, u64::MAX, false);
        run(input, whole, u64::MAX, true);
        check_same(output, whole);
        changed.unchanged
    }
    // A new file between the others, and one before them.
    fs::write(input.join("ab.txt"), "“We sail,” said Mei-Ling Zhao.").unwrap();
    fs::write(input.join("00.txt"), "“We stay,” said Leila Haddad.").unwrap();
    assert_eq!(check(&input, &output, &whole), all);
    // One article changes, one is gone.
    let lines = fs::read_to_string(input.join("b.jsonl")).unwrap();
    fs::write(input.join("b.jsonl"), lines.replacen("ferry", "boat", 1)).unwrap();
    assert_eq!(check(&input, &output, &whole), all + 1);
    fs::remove_file(input.join("00.txt")).unwrap();
    assert_eq!(check(&input, &output, &whole), all + 1);
    // A file has moved: its path is part of each of its articles.
    fs::rename(input.join("a.jsonl"), input.join("c.jsonl")).unwrap();
    assert!(check(&input, &output, &whole) < all);
    // A run that is stopped halfway still finds the earlier files.
    fs::write(input.join("d.txt"), "“We drift,” said Leila Haddad.").unwrap();
    let stopped = run(&input, &output, 60, false);
    assert_eq!((stopped.ending, stopped.unchanged), (Ending::Interrupted, 60));
    assert!(check(&input, &output, &whole) > 0);
    // Results that somebody has edited are not taken over.
    fs::write(input.join("e.txt"), "“We sink,” said Leila Haddad.").unwrap();
    let articles = fs::read_to_string(output.join("articles.jsonl")).unwrap();
    fs::write(output.join("articles.jsonl"), articles.replace("It was night 28.", "It was dawn 28."))
        .unwrap();
    assert_eq!(check(&input, &output, &whole), all + 1);
    // With other settings, nothing is taken over.
    let settings = Settings {
        input: vec![input.clone()],
        output: output.clone(),
        model: ModelChoice::RulesOnly,
        min_confidence: 0.5,
        ..Settings::default()
    };
    assert_eq!(extract(&settings, &mut |_| ControlFlow::Continue(())).unwrap().unchanged, 0);
}
