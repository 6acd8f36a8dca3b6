//! What documents tell to type works, and prints what they show.
//!
//! The commands of a document are run in order, as its reader would run them: in a folder of
//! their own, with the sample corpora as `corpus/` and what else `reader.sh` has. A block of
//!
//! - `sh` has commands none of which may fail. Where that cannot be tried, the line that
//!   begins the block gives the reason, which nobody sees on a page: `sh not run: needs Slurm`;
//! - `console` has commands, each after `$ `, and what they print. A line `…` stands for any
//!   lines; there is at most one after a command. `UPDATE_FIGURES=1` writes the rest anew.

use crate::{documents, name, root};
use std::path::{Path, PathBuf};
use std::process::Command;

const FENCE: &str = "\n```";

/// What documents verify.
const DRAFT: &str = "docs/src/verify-draft.txt";

/// How many blocks may be left out.
const MOST_NOT_RUN: usize = 12;

#[test]
#[cfg(unix)]
#[allow(clippy::print_stdout)]
fn commands_work_as_shown() {
    let needed = ["curl", "jq", "openssl", "python3"];
    let there = |program: &&str| Terminal::new().run(&format!("command -v {program}")).is_ok();
    if let Some(program) = needed.iter().find(|program| !there(program)) {
        println!("the commands of the documents are not tried: there is no {program}");
        return;
    }
    let update = std::env::var_os("UPDATE_FIGURES").is_some();
    let (mut problems, mut tried, mut not_run) = (String::new(), 0, Vec::new());
    let typed = |text: &str| ["sh", "console"].iter().any(|it| text.contains(&format!("{FENCE}{it}")));
    for (path, text) in documents().into_iter().filter(|(_, text)| typed(text)) {
        let terminal = Terminal::new();
        let renewed = renew(&text, |language, code| {
            if let Some(reason) = language.strip_prefix("sh not run: ") {
                not_run.push(format!("{}: {reason}", name(&path)));
            } else if language == "console" {
                return session(code, |command| terminal.run(command).unwrap_or_else(|printed| printed));
            } else if language == "sh" {
                tried += 1;
                if let Err(printed) = terminal.run(&format!("lay_out\n{code}")) {
                    problems += &format!("{}\n{code}{printed}\n", name(&path));
                }
            }
            code.to_owned()
        });
        if renewed != text && update {
            std::fs::write(&path, renewed).unwrap();
        } else if renewed != text {
            let differ = text.lines().zip(renewed.lines()).find(|(old, new)| old != new);
            let (old, new) = differ.unwrap_or(("it ends", "it does not end"));
            problems += &format!("{}\n  says {old}\n  should say {new}\n", name(&path));
        }
    }
    assert!(problems.is_empty(), "{problems}UPDATE_FIGURES=1 writes what is printed");
    assert!(not_run.len() <= MOST_NOT_RUN, "{not_run:#?}");
    assert!(tried > 2 * MOST_NOT_RUN, "only {tried} blocks are in the documents");
}

/// A shell that goes on from one block to the next.
struct Terminal {
    /// Its home, in which the folder lies where it begins.
    home: tempfile::TempDir,
}

impl Terminal {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let terminal = Self { home };
        copy(&root().join("corpus"), &terminal.folder().join("corpus"));
        std::fs::create_dir_all(terminal.folder().join("docs/src")).unwrap();
        std::fs::copy(root().join(DRAFT), terminal.folder().join(DRAFT)).unwrap();
        terminal
    }

    /// As a checkout is usually called: it shows as the name of the corpus.
    fn folder(&self) -> PathBuf {
        self.home.path().join("sayso")
    }

    /// What commands print, on either stream; as an error if one fails.
    fn run(&self, commands: &str) -> Result<String, String> {
        let program = Path::new(env!("CARGO_BIN_EXE_sayso")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new("bash")
            .args(["-c", &format!("exec 2>&1\n{}\n{commands}", include_str!("reader.sh"))])
            .current_dir(self.folder())
            .env("PATH", path)
            .env("HOME", self.home.path())
            .env_remove("RUST_LOG")
            .output()
            .expect("there is a shell");
        let printed = String::from_utf8(output.stdout).expect("it prints UTF-8");
        if output.status.success() { Ok(printed) } else { Err(printed) }
    }
}

impl Drop for Terminal {
    /// Ends the servers that were started.
    fn drop(&mut self) {
        let _ = self.run("[ ! -e ~/servers ] || kill $(cat ~/servers)");
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
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

/// The text with its blocks made anew, which are told by their language and what is in them.
fn renew(text: &str, mut block: impl FnMut(&str, &str) -> String) -> String {
    let mut renewed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(FENCE) {
        let (language, after) = after.split_once('\n').unwrap_or((after, ""));
        let (code, after) = after.split_once(FENCE).unwrap_or((after, ""));
        renewed += &format!("{before}{FENCE}{language}\n");
        let new = block(language, &format!("{code}\n"));
        renewed += new.strip_suffix('\n').unwrap_or(&new);
        renewed += FENCE;
        rest = after;
    }
    renewed + rest
}

/// A session with what its commands print now.
fn session(shown: &str, run: impl Fn(&str) -> String) -> String {
    let mut session = String::new();
    for command in shown.split_inclusive('\n').collect::<Vec<_>>().chunk_by(|_, b| !b.starts_with("$ ")) {
        let typed = command[0].trim_end().strip_prefix("$ ").expect("a session begins with a command");
        session += command[0];
        session += &shortened(&run(typed), &command[1..]);
    }
    session
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
    let text = "A\n```console\n$ one\nold\n…\nolder\n$ two\n```\nB\n```sh\nthree\n```\n";
    let renewed = renew(text, |language, code| match language {
        "console" => {
            session(code, |command| if command == "one" { "1\n2\n3\n4\n" } else { "new\n" }.to_owned())
        }
        _ => code.to_owned(),
    });
    assert_eq!(renewed, "A\n```console\n$ one\n1\n…\n4\n$ two\nnew\n```\nB\n```sh\nthree\n```\n");
}
