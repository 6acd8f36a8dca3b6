//! The program as a user meets it: commands, folders, messages, exit codes.

mod aggregate;
mod annotations;
mod authority;
mod bad_input;
mod corpus;
mod eval;
mod export;
mod formats;
mod output;
mod serve;
mod summary;
mod usage;
mod verify;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What came of a command.
#[derive(Debug)]
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn says(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "{part:?} is not in: {}", self.stderr);
        self
    }

    /// The same for standard output.
    #[track_caller]
    fn shows(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "{part:?} is not in: {}", self.stdout);
        self
    }
}

/// Runs `sayso` with some arguments.
fn sayso<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env_remove("RUST_LOG")
        .output()
        .expect("the program was built for this test");
    ran(output)
}

/// Runs `sayso` with this on its standard input.
fn sayso_reading(input: &str, arguments: &[&str]) -> Ran {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env_remove("RUST_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    ran(child.wait_with_output().unwrap())
}

fn ran(output: std::process::Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A folder for one test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders above it.
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs `sayso extract IN -o OUT` and whatever else.
    fn extract(&self, input: &str, output: &str, more: &[&str]) -> Ran {
        let mut arguments = vec!["extract".into(), self.path(input).into_os_string()];
        arguments.extend(["--output".into(), self.path(output).into_os_string()]);
        arguments.extend(more.iter().map(Into::into));
        sayso(arguments)
    }

    /// The records in a file of lines.
    fn records(&self, name: &str) -> Vec<Value> {
        read_records(&self.path(name))
    }
}

#[track_caller]
fn read_records(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// An article in which nothing is difficult.
const ARTICLE: &str = "\
Ferry to Sandholm returns in May

The ferry between Brekke and Sandholm will sail again from 3 May, Norrfjord Ferries said on Tuesday.

“We have waited for this day for two winters,” said Åse Lundqvist, the mayor of Sandholm. “Nobody here will miss the bridge of ice.”

According to the harbour office, 12,000 tickets were sold in the first week.
";
