//! What documents show of a terminal is what one sees there.
//!
//! A block of the language `console` has commands, each after `$ `, and what they print. All
//! blocks of a document are run in order, in a folder of their own that holds the sample
//! corpora as `corpus/`. A line `…` stands for any lines; there is at most one after a
//! command. `UPDATE_FIGURES=1` writes the rest anew.

use crate::{documents, name, root};
use std::path::Path;
use std::process::Command;

const BEGINS: &str = "```console\n";
const ENDS: &str = "```\n";

#[test]
#[cfg(unix)]
fn sessions_are_as_shown() {
    let update = std::env::var_os("UPDATE_FIGURES").is_some();
    let mut outdated = String::new();
    for (path, text) in documents() {
        if !text.contains(BEGINS) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        // As a checkout is usually called: it shows as the name of the corpus.
        let checkout = folder.path().join("sayso");
        copy(&root().join("corpus"), &checkout.join("corpus"));
        let renewed = renew(&text, |command| run(command, &checkout));
        if renewed != text && update {
            std::fs::write(&path, renewed).unwrap();
        } else if renewed != text {
            let differ = text.lines().zip(renewed.lines()).find(|(old, new)| old != new);
            let (old, new) = differ.unwrap_or(("it ends", "it does not end"));
            outdated += &format!("{}\n  says {old}\n  should say {new}\n", name(&path));
        }
    }
    assert!(outdated.is_empty(), "UPDATE_FIGURES=1 writes these:\n{outdated}");
}

/// What a command prints, on either stream, in the order of the streams.
pub(crate) fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_sayso")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("RUST_LOG")
        .output()
        .expect("there is a shell");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// The text with what its commands print now.
fn renew(text: &str, run: impl Fn(&str) -> String) -> String {
    let mut renewed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGINS) {
        let (session, after) = after.split_once(ENDS).expect("a block is closed");
        renewed += before;
        renewed += BEGINS;
        for command in session.split_inclusive('\n').collect::<Vec<_>>().chunk_by(|_, b| !b.starts_with("$ "))
        {
            let typed = command[0].trim_end().strip_prefix("$ ").expect("a session begins with a command");
            renewed += command[0];
            renewed += &shortened(&run(typed), &command[1..]);
        }
        renewed += ENDS;
        rest = after;
    }
    renewed + rest
}

/// What was printed, with `…` where `shown` has it.
fn shortened(printed: &str, shown: &[&str]) -> String {
    let lines: Vec<_> = printed.lines().collect();
    let Some(before) = shown.iter().position(|line| line.trim() == "…") else {
        return lines.iter().map(|line| format!("{line}\n")).collect();
    };
    let after = (shown.len() - before - 1).min(lines.len().saturating_sub(before));
    let first = lines.iter().take(before).copied();
    let last = lines[lines.len() - after..].iter().copied();
    first.chain(["…"]).chain(last).map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_is_left_out_stays_out() {
    let text = "A\n```console\n$ one\nold\n…\nolder\n$ two\n```\nB\n";
    let renewed = renew(text, |command| match command {
        "one" => "1\n2\n3\n4\n".to_owned(),
        _ => "new\n".to_owned(),
    });
    assert_eq!(renewed, "A\n```console\n$ one\n1\n…\n4\n$ two\nnew\n```\nB\n");
}
