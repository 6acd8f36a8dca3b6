//! Help, wrong usage, and the small commands.

use crate::{ARTICLE, Folder, sayso, sayso_reading};
use serde_json::Value;

#[test]
fn help_is_no_failure_and_wrong_usage_is() {
    for arguments in [&["--help"][..], &["extract", "--help"], &["help", "eval"], &["--version"]] {
        let ran = sayso(arguments).expect(0);
        assert!(ran.stdout.contains("sayso") && ran.stderr.is_empty(), "{ran:?}");
    }
    for arguments in [
        &[][..],
        &["extract"],
        &["extract", "x", "--jobs", "0"],
        &["extract", "x", "--offsets", "words"],
        &["extract", "x", "--min-confidence", "2"],
        &["extract", "x", "--shard", "9/8"],
        &["extract", "x", "--shard", "0/8"],
        &["extract", "x", "--to", "cvs"],
        &["no-such-command"],
    ] {
        let ran = sayso(arguments).expect(1);
        assert!(
            ran.stdout.is_empty() && ran.stderr.contains("Usage") || ran.stderr.contains("--help"),
            "{ran:?}"
        );
    }
}

#[test]
fn sentences_one_line_for_each_article() {
    let folder = Folder::new();
    folder.write("in/desk/ferry.txt", ARTICLE);
    folder.write(
        "in/two.jsonl",
        "{\"id\": \"é/1\", \"text\": \"Åse left. She did.\"}\n{\"text\": \"No id.\"}\n",
    );
    let ran = sayso(["sentences".into(), folder.path("in").into_os_string()]).expect(0);
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["desk/ferry", "é/1", "two:2"]);
    assert_eq!(lines[1]["spans"].as_array().unwrap().last().unwrap()[1], 18, "code points, not bytes");
    let spans: Vec<(usize, usize)> = serde_json::from_value(lines[0]["spans"].clone()).unwrap();
    assert_eq!(spans[0], (0, 32));
    assert!(spans.is_sorted() && spans.len() >= 4, "{spans:?}");
}

#[test]
fn explain_shows_every_stage() {
    let folder = Folder::new();
    let path = folder.write("in/ferry.txt", ARTICLE).into_os_string();
    let ran = sayso(["explain".into(), path]).expect(0);
    for part in ["ferry", "corpus    in", "Paragraphs", "body", "Sentences", "Attributions", "Considered"] {
        assert!(ran.stdout.contains(part), "{part:?} is not in:\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains('\x1b'), "no colours in a pipe");
    // And of what comes through a pipe itself.
    let ran = sayso_reading("“No,” said Åse Lund.", &["explain", "-"]).expect(0);
    assert!(ran.stdout.contains("Åse Lund"), "{}", ran.stdout);
    // What the model declined, and why; what it took is not among it.
    let ran = sayso_reading("“I think the ferry is late,” said Åse Lund.", &["explain", "-"]).expect(0);
    let (_, rejected) = ran.stdout.split_once("Considered and rejected").unwrap();
    assert!(rejected.contains("{rejected think}") && rejected.contains("the ferry is late"), "{rejected}");
    assert!(rejected.contains(" probable, ") && !rejected.contains("{rejected said}"), "{rejected}");
}

#[test]
fn a_model_that_does_not_fit_is_refused() {
    let folder = Folder::new();
    let article = folder.write("in/ferry.txt", ARTICLE).into_os_string();
    let model = folder.write("my.model", "no model").into_os_string();
    let ran = sayso(["explain".into(), article.clone(), "--model".into(), model.clone()]).expect(1);
    assert!(ran.stderr.contains("my.model: this is not a sayso model"), "{ran:?}");
    sayso(["explain".into(), article.clone(), "--model".into(), model, "--rules-only".into()]).expect(1);
    sayso(["explain".into(), article, "--rules-only".into()]).expect(0);
}

#[test]
fn explain_asks_which_of_many() {
    let folder = Folder::new();
    let line = |id: &str| format!("{}\n", serde_json::json!({ "id": id, "text": ARTICLE }));
    let path = folder.write("wire.jsonl", [line("a"), line("b")].concat()).into_os_string();
    sayso(["explain".into(), path.clone()]).expect(1).says("several articles").says("--article");
    let ran = sayso(["explain".into(), path.clone(), "--article".into(), "b".into()]).expect(0);
    assert!(ran.stdout.starts_with("b "), "{}", ran.stdout);
    sayso(["explain".into(), path, "--article".into(), "c".into()]).expect(1).says("“c”");
}

/// The ids of a run over a folder are known in any part of it; what lies beside the article, or
/// before it in its file, may be broken.
#[test]
fn explain_finds_an_article_of_a_run() {
    let folder = Folder::new();
    let line = serde_json::json!({ "text": ARTICLE }).to_string();
    let path = folder.write("in/desk/wire.jsonl", format!("{{\n{line}\n")).into_os_string();
    folder.write("in/a.png", "PNG");
    let explained = |path: &std::ffi::OsStr, id: &str, expected: &str| {
        let ran = sayso(["explain".into(), path.to_owned(), "--article".into(), id.into()]).expect(0);
        assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
    };
    explained(folder.path("in").as_os_str(), "desk/wire:2", "desk/wire:2 ");
    explained(&path, "desk/wire:2", "wire:2 ");
    sayso(["explain".into(), path.clone(), "--article".into(), "desk-wire:2".into()]).expect(1);
    sayso(["explain".into(), folder.path("in").into_os_string(), "--article".into(), "wire:2.jsonl".into()])
        .expect(1)
        .says("is “desk/wire:2” meant?");
    assert!(sayso(["explain".into(), path]).expect(0).stdout.starts_with("wire:2 "));
}

#[test]
fn word_lists_of_the_users_own() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.write("lists/reporting_verbs.tsv", "burble\tspeech\tX burbled that …\n");
    let lists = folder.path("lists").into_os_string();
    folder.extract("in", "out", &["--lexicon", lists.to_str().unwrap()]).expect(0);
    folder.write("lists/reporting_verbs.tsv", "burble\n");
    let ran = folder.extract("in", "out", &["--lexicon", lists.to_str().unwrap()]).expect(1);
    ran.says("reporting_verbs.tsv:1");
}

#[test]
fn logs_go_to_standard_error() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &["-v", "--quiet"]).expect(0).says("reading").says("files=1");
}

/// Mistakes that are likely, and what is said of them.
#[test]
fn what_was_meant() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    let input = folder.path("in").into_os_string();
    sayso([input.clone()]).expect(1).says("sayso extract");
    sayso([folder.path("inn")]).expect(1).says("There is no file or folder");
    // What stands before the mistake tells which command is meant, or that no path is.
    sayso(["corpus".into(), input.clone()]).expect(1).says("sayso corpus check ");
    sayso(["-v".into(), input.clone()]).expect(1).says("sayso extract ");
    let beside = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["corpus", "chek", "in"])
        .current_dir(folder.write("corpus/a.txt", ARTICLE).parent().unwrap().parent().unwrap())
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&beside.stderr).contains("sayso extract"), "{beside:?}");
    for (name, hint) in
        [("accurrate", "did you mean accurate?"), ("large", "the models are fast and accurate")]
    {
        sayso(["extract".into(), input.clone(), "--model".into(), name.into()]).expect(1).says(hint);
    }
    sayso(["train".into(), input]).expect(1).says("<--output <FILE>|--words <FILE>> <GOLD>...");
    folder.write("taken", "a file");
    folder.extract("in", "taken", &[]).expect(1).says("that is a file, and results need a folder");
    folder.write("scans/a.pdf", "%PDF");
    folder.write("scans/b.png", "PNG");
    let ran = folder.extract("scans", "out", &[]).expect(1);
    ran.says("save it as text or HTML first").says("(and 1 more)").says("error: no article could be read in");

    // Commands that read results: there are none, only half of them, or nobody has judged them.
    let missing = folder.path("nowhere");
    let reads = |command: &[&str], output: &std::path::Path| {
        let command = command.iter().map(std::ffi::OsStr::new);
        sayso(command.chain([output.as_os_str()]).collect::<Vec<_>>()).expect(1)
    };
    for command in [&["review", "--no-open"][..], &["export", "--to", "csv"], &["aggregate"], &["report"]] {
        reads(command, &missing).says("there is no folder").says("`sayso extract ARTICLES --output");
    }
    assert!(!missing.exists(), "nothing is made of a mistyped name");
    folder.write("half/attributions.jsonl.part", "");
    reads(&["review", "--no-open"], &folder.path("half")).says("was stopped").says("continues it");
    folder.extract("in", "out", &[]).expect(0);
    reads(&["eval", "--decisions"], &folder.path("out")).says("nobody has decided anything");
    reads(&["estimate"], &folder.path("out")).says("sayso review");
    let gold = folder.path("gold");
    reads(&["export", "--gold", gold.to_str().unwrap()], &folder.path("out"))
        .says("nobody has read an article whole");
    assert!(!gold.exists());
}

/// Results of other input are replaced, which is said.
#[test]
fn what_was_replaced() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.write("more/ferry.txt", ARTICLE);
    let ran = folder.extract("in", "out", &[]).expect(0);
    assert!(!ran.stderr.contains("replaced"), "{}", ran.stderr);
    folder.write("in/ferry.txt", format!("{ARTICLE} That was all."));
    let ran = folder.extract("in", "out", &[]).expect(0);
    assert!(!ran.stderr.contains("replaced"), "the same input, changed: {}", ran.stderr);
    folder.extract("more", "out", &[]).expect(0).says("replaced  3 quotes and claims of ");
}

/// A run that can read nothing leaves what an earlier one found.
#[test]
fn nothing_read_replaces_nothing() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    let before = folder.records("out/attributions.jsonl");
    folder.write("empty/a.txt", "");
    folder.extract("empty", "out", &[]).expect(1).says("; the earlier results in ");
    folder.write("empty/b.jpg", "");
    folder.extract("empty", "out", &[]).expect(1).says("; the earlier results in ");
    assert!(folder.records("out/attributions.jsonl") == before && !before.is_empty());
    folder.extract("in", "out", &[]).expect(0).says("nothing has changed");
}

/// A command that is proposed can be pasted into a shell.
#[cfg(unix)]
#[test]
fn paths_with_spaces_are_quoted() {
    let folder = Folder::new();
    folder.write("my news/ferry.txt", ARTICLE);
    let path = |name: &str| format!("'{}'", folder.path(name).display());
    let ran = folder.extract("my news", "my results", &[]).expect(0);
    ran.says(&format!("sayso corpus check {}", path("my news")))
        .says(&format!("sayso review {}", path("my results")));
}

/// What is not there is told with what may be meant.
#[test]
fn what_may_be_meant() {
    let folder = Folder::new();
    let news = folder.write("news/ferry.txt", ARTICLE);
    let news = news.parent().unwrap();
    folder.extract("nesw", "out", &[]).expect(1).says(&format!("is “{}” meant?", news.display()));
    sayso(["explain", "“No,” said Åse Lund."]).expect(1).says("echo 'TEXT' | sayso explain -");
    folder.extract("news", "out", &["--to", "CSV"]).expect(0).says("attributions.csv");
    let output = folder.path("out");
    sayso(["eval".into(), output.into_os_string()]).expect(1).says("holds results, not gold");
    sayso(["review".into(), news.as_os_str().to_owned()]).expect(1).says("comes first");
}

/// The table is written in one go.
#[test]
fn extract_to_a_table() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &["--rules-only", "--to", "csv"]).expect(0).says("attributions.csv");
    let table = std::fs::read_to_string(folder.path("out/attributions.csv")).unwrap();
    assert!(table.lines().count() > 1, "{table}");
}

/// What packages have of the program itself.
#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = sayso(["completions", shell]).expect(0);
        assert!(ran.stdout.contains("extract") && ran.stdout.contains("min-confidence"), "{}", ran.stdout);
    }
    let folder = Folder::new();
    sayso(["man".into(), "--output".into(), folder.path("man").into_os_string()]).expect(0);
    let page = std::fs::read_to_string(folder.path("man/sayso-extract.1")).unwrap();
    assert!(page.contains(".SH EXTRA") && page.contains("sayso extract corpus/"), "{page}");
}
