//! What documents tell to type works, and prints what they show.
//!
//! The commands of a document are run in order, as its reader would run them: in a folder of
//! their own, with the sample corpora as `corpus/` and what else `reader.sh` has. A block of
//!
//! - `sh` has commands none of which may fail. If it is not run, its first line tells the
//!   reader so, with one of the [`REASONS`]: `# Not run by tests: needs Prodigy`;
//! - `sh in .ci/run` has commands that take too long here: that script runs them, word for word;
//! - `console` has commands, each after `$ `, and what they print. A line `…` stands for any
//!   lines (there is at most one after a command), `…` in a line for anything;
//! - `r` is a program in R. Comments that begin a line are what it prints;
//! - `LANGUAGE FILE` is that file, which the reader has from the beginning;
//! - `toml` is a `corpus.toml` with nothing wrong in it.
//!
//! `UPDATE_FIGURES=1` writes anew what is printed. Python's blocks are run by
//! `python/tests/test_documents.py`.

use crate::shown::{commented, renew, session};
use crate::terminal::{Terminal, works};
use crate::{documents, name, root};
use std::path::Path;

/// What may stand behind the fence of a block that is no file.
const KINDS: [&str; 9] = ["sh", "sh in .ci/run", "console", "r", "toml", "python", "json", "text", ""];

/// Why a block may not be run.
const REASONS: [&str; 4] = ["takes minutes", "needs Prodigy", "needs the gold", "needs the network"];

/// So many blocks are not run.
const NOT_RUN: usize = 7;

/// What the commands are made of.
const NEEDED: &str = "command -v curl && command -v jq && command -v openssl && command -v python3";

/// Programs that only some blocks have, and what tells whether they can be used. Where they
/// cannot, those blocks are not run.
const OPTIONAL: [(&str, &str); 2] =
    [("parallel", "command -v parallel"), ("Rscript", "Rscript -e 'library(jsonlite)'")];

#[test]
#[cfg(unix)]
#[allow(clippy::print_stdout)]
fn commands_work_as_shown() {
    if !works(NEEDED) {
        println!("the commands of the documents are not tried: not all is there of {NEEDED}");
        return;
    }
    let lacking: Vec<_> = OPTIONAL.iter().filter(|(_, command)| !works(command)).collect();
    let update = std::env::var_os("UPDATE_FIGURES").is_some();
    let script = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    let (mut problems, mut run, mut compared, mut not_run) = (String::new(), 0, 0, Vec::new());
    for (path, text) in documents() {
        let terminal = Terminal::new();
        renew(&text, |info, code| {
            match info.split_once(' ') {
                _ if KINDS.contains(&info) => {}
                Some(("text" | "json", file)) => terminal.write(Path::new(file), code),
                _ => panic!("{}: a block of {info}, which is none of {KINDS:?}", name(&path)),
            }
            code.to_owned()
        });
        let renewed = renew(&text, |info, code| {
            let begin = code.lines().next().unwrap_or_default();
            let mut complain = |what: &str| problems += &format!("{}\n{code}{what}\n", name(&path));
            if let Some((program, _)) = lacking.iter().find(|(program, _)| uses(info, code, program)) {
                println!("{}: a block is not run, for want of {program}", name(&path));
            } else if let Some(reason) = begin.strip_prefix("# Not run by tests: ") {
                assert!(info == "sh" && REASONS.contains(&reason), "{}: {begin}", name(&path));
                not_run.push(format!("{}: {reason}", name(&path)));
            } else if info == "sh in .ci/run" {
                let missing = commands(code).find(|command| !commands(&script).any(|line| line == *command));
                missing.into_iter().for_each(|command| complain(&format!(".ci/run has no {command}")));
            } else if info == "console" {
                compared += 1;
                return session(code, |command| terminal.run(command).unwrap_or_else(|printed| printed));
            } else if info == "r" {
                compared += 1;
                match terminal.r(code) {
                    Ok(printed) => return commented(code, &printed),
                    Err(printed) => complain(&printed),
                }
            } else if info == "sh" || info == "toml" {
                run += 1;
                let code =
                    if info == "toml" { format!("described <<'END'\n{code}END") } else { code.to_owned() };
                if let Err(printed) = terminal.run(&format!("lay_out\n{code}")) {
                    complain(&printed);
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
    println!("blocks run and compared {compared}, run {run}, not run {not_run:#?}");
    assert!(problems.is_empty(), "{problems}UPDATE_FIGURES=1 writes what is printed");
    assert_eq!(not_run.len(), NOT_RUN, "{not_run:#?}");
    assert!(run > 40 && compared > 10, "only {run} and {compared} blocks are in the documents");
}

/// Whether a block has a program in it.
fn uses(info: &str, code: &str, program: &str) -> bool {
    match info {
        "sh" => code.split_whitespace().any(|word| word == program),
        "r" => program == "Rscript",
        _ => false,
    }
}

/// The commands of a script, without comments.
fn commands(script: &str) -> impl Iterator<Item = &str> {
    let lines = script.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}
