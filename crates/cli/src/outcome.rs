//! How a command ended, and the exit code that tells it; and how the user stops one.

use crate::style::{self, paint};
use anyhow::bail;
use sayso::corpus::Skipped;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All input was used.
    Complete,
    /// Some of it was not, and the user has been told.
    SomeSkipped,
    /// None of it could be used, and the user has been told.
    NothingDone,
    /// A draft says what its sources do not, and the user has been told.
    NotFound,
    /// The user stopped the command.
    Interrupted,
}

/// The exit code of a program that was stopped, by the convention of shells: 128 plus
/// the number of the signal, here SIGINT.
const INTERRUPTED: u8 = 130;

impl Outcome {
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Outcome::Complete => 0,
            Outcome::NothingDone => 1,
            Outcome::SomeSkipped => 2,
            Outcome::NotFound => 3,
            Outcome::Interrupted => INTERRUPTED,
        }
    }
}

/// A flag that Ctrl-C sets, and SIGTERM, so that the command can end in order; the second
/// one ends the program at once.
pub(crate) fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // If this fails, even the first one ends the program at once; a run can be
        // continued all the same.
        let _ =
            signal_hook::flag::register_conditional_shutdown(signal, INTERRUPTED.into(), Arc::clone(&stop));
        let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
    }
    stop
}

/// Counts what was used, and tells the user what was not.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    used: u64,
    skipped: u64,
}

impl Tally {
    pub(crate) fn used(&mut self) {
        self.used += 1;
    }

    pub(crate) fn skipped(&mut self, skipped: &Skipped) {
        self.skipped += 1;
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "{} {skipped}", paint(style::WARNING, "skipped:"));
    }

    pub(crate) fn outcome(&self, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
        outcome(self.used, self.skipped, paths)
    }
}

/// Why nothing can be said about the results in a folder by decisions about them.
pub(crate) fn nothing_decided(results: &Path) -> anyhow::Error {
    let typed = sayso::records::typed(results);
    let results = results.display();
    anyhow::anyhow!(
        "nobody has decided anything about {results} yet; `sayso review {typed}` is where to do it"
    )
}

/// How a command ended that has used and skipped this many inputs of `paths`.
///
/// # Errors
/// If there was nothing to use or to skip.
pub(crate) fn outcome(used: u64, skipped: u64, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    match (used, skipped) {
        (0, 0) => {
            let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
            bail!("there is no article in {}: no file in any format that sayso reads", paths.join(", "))
        }
        (0, _) => Ok(Outcome::NothingDone),
        (_, 0) => Ok(Outcome::Complete),
        _ => Ok(Outcome::SomeSkipped),
    }
}
