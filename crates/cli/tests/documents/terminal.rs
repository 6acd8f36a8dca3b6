//! The terminal in which the commands of a document are run.

use crate::root;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the reader has of a checkout.
const CHECKOUT: [&str; 4] =
    ["corpus", "crates/evaluation/tests/across/dev", "docs/src/verify-draft.txt", "r"];

/// A shell that goes on from one block to the next.
pub(crate) struct Terminal {
    /// Its home, in which the folder lies where it begins.
    home: tempfile::TempDir,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        let terminal = Self { home: tempfile::tempdir().unwrap() };
        for path in CHECKOUT {
            copy(&root().join(path), &terminal.folder().join(path));
        }
        terminal
    }

    /// As a checkout is usually called: it shows as the name of the corpus.
    fn folder(&self) -> PathBuf {
        self.home.path().join("sayso")
    }

    /// Writes a file of the reader's.
    pub(crate) fn write(&self, file: &Path, text: &str) {
        let path = self.folder().join(file);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What commands print, on either stream; as an error if one fails.
    pub(crate) fn run(&self, commands: &str) -> Result<String, String> {
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

    /// What a program in R prints, which goes on with the variables of the one before.
    pub(crate) fn r(&self, program: &str) -> Result<String, String> {
        self.write(Path::new("block.R"), program);
        self.run("Rscript --restore --save block.R")
    }
}

impl Drop for Terminal {
    /// Ends the servers that were started.
    fn drop(&mut self) {
        let _ = self.run("[ ! -e ~/servers ] || kill $(cat ~/servers)");
    }
}

/// Whether a command works on this machine.
pub(crate) fn works(command: &str) -> bool {
    let output = Command::new("bash").args(["-c", command]).output();
    output.is_ok_and(|output| output.status.success())
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::create_dir_all(to.parent().expect("it lies in a folder")).unwrap();
        std::fs::copy(from, to).unwrap();
    }
}
