//! The examples in the documents are what the program prints.

use crate::root;
use std::process::Command;

/// The sample corpora.
const SAMPLES: &str = "corpus/";

/// The article that the README quotes.
const ARTICLE: &str = "corpus/wire/2024-10-17-tarrow-bridge-closed.txt";

/// What the program writes to standard output and to standard error.
fn sayso(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .current_dir(root())
        .env_remove("RUST_LOG")
        .output()
        .expect("the program was built for this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    (text(output.stdout), text(output.stderr))
}

/// The attributions that `sayso explain` shows with one of these words, which are
/// separated by bars, in their content.
pub(crate) fn explained(words: &str) -> String {
    let (shown, _) = sayso(&["explain", ARTICLE]);
    let (_, attributions) = shown.split_once("\nAttributions ").expect("explain shows attributions");
    let (attributions, _) = attributions.split_once("\nConsidered ").unwrap_or((attributions, ""));
    let wanted = |one: &&str| words.split('|').any(|words| one.contains(words));
    attributions.split("\n\n").filter(wanted).collect::<Vec<_>>().join("\n\n")
}

/// The line that `sayso extract` writes for the attribution with these words in
/// its content, broken before some fields.
pub(crate) fn extracted(words: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    sayso(&["extract", ARTICLE, "--quiet", "--output", output.to_str().unwrap()]);
    let lines = std::fs::read_to_string(output.join("attributions.jsonl")).unwrap();
    let line = lines.lines().find(|line| line.contains(words)).expect("it is found");
    let fields = ["kind", "content", "cue", "source", "speaker", "addressee", "paragraph"];
    fields.iter().fold(line.to_owned(), |line, field| {
        line.replacen(&format!(",\"{field}\":"), &format!(",\n \"{field}\":"), 1)
    })
}

/// The first lines of the summary that `sayso extract` prints of the sample corpora.
pub(crate) fn summary(lines: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (_, summary) = sayso(&["extract", SAMPLES, "--output", output.to_str().unwrap()]);
    summary.lines().filter(|line| !line.is_empty()).take(lines).collect::<Vec<_>>().join("\n")
}
