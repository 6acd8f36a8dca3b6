//! What tells whether two runs are the same run.

use super::settings::Settings;
use crate::models::ModelChoice;
use corpus::Input;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What a run is recognised by; all of it is written to `run.json`.
pub(super) struct Identity {
    /// The settings that the output depends on, by name.
    pub(super) settings: Map<String, Value>,
    /// Changes with whatever decides what is found in an article once it has been
    /// read: the program, the word lists, the model, and what is left out of the
    /// results.
    pub(super) stages: String,
    /// Changes with the program, the settings and the input.
    pub(super) fingerprint: String,
}

impl Identity {
    pub(super) fn of(run: &Settings, input: &Input) -> Self {
        let (settings, stages) = (settings(run), stages(run, input));
        let mut all = format!("{stages} {} {}\n", json!(settings), input.fingerprint());
        run.identities.iter().chain(&run.authority).for_each(|path| stamp(path, &mut all));
        Self { settings, stages, fingerprint: format!("{:x}", Sha256::digest(all)) }
    }
}

/// The settings that the output depends on.
fn settings(run: &Settings) -> Map<String, Value> {
    let known = [
        ("offsets", json!(run.offsets)),
        ("convention", json!(run.convention.name())),
        ("min_confidence", json!(run.min_confidence)),
        ("lexicon", json!(run.lexicon)),
        ("identities", json!(run.identities)),
        ("authority", json!(run.authority)),
        ("largest_article", json!(run.reading.largest)),
        ("expansion", json!(run.reading.expansion)),
        ("deepest", json!(run.reading.deepest)),
        ("any_language", json!(run.reading.any_language)),
    ];
    known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn stages(run: &Settings, input: &Input) -> String {
    let Settings { model, convention, offsets, min_confidence, .. } = run;
    let mut all =
        format!("{} {model:?} {convention:?} {offsets:?} {min_confidence}\n", env!("CARGO_PKG_VERSION"));
    if let Ok(program) = std::env::current_exe() {
        stamp(&program, &mut all);
    }
    if let ModelChoice::File(path) = model {
        stamp(path, &mut all);
    }
    for folder in input.lexicons().into_iter().chain(run.lexicon.as_deref()) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut lists: Vec<_> = entries.map(|entry| entry.path()).collect();
        lists.sort();
        lists.iter().for_each(|list| stamp(list, &mut all));
    }
    format!("{:x}", Sha256::digest(all))
}

/// Notes the size of a file and when it was last changed.
pub(super) fn stamp(path: &Path, to: &mut String) {
    let metadata = fs::metadata(path);
    let known = metadata.as_ref().ok().map(|m| (m.len(), m.modified().ok()));
    let _ = writeln!(to, "{} {known:?}", path.display());
}
