//! A run that an earlier run has already done.

use super::checkpoint::GROWING;
use super::leading_lines::LeadingLines;
use super::summary::{Ending, NAMED, Summary};
use records::Run;
use std::path::Path;

/// The summary of the run that left its results in a folder; `None` if that was a
/// run with another fingerprint, or a file is missing.
pub(super) fn summary(folder: &Path, fingerprint: &str) -> Option<Summary> {
    let run: Run = serde_json::from_str(&std::fs::read_to_string(folder.join("run.json")).ok()?).ok()?;
    let exists = |name: &&str| folder.join(name).is_file();
    if run.fingerprint != fingerprint || !GROWING.iter().chain(&aggregate::FILES).all(exists) {
        return None;
    }
    let mut speakers = LeadingLines::open_whole(&folder.join("speakers.jsonl")).ok()?;
    let mut top_speakers = Vec::new();
    while let (true, Ok(Some(line))) = (top_speakers.len() < NAMED, speakers.next()) {
        top_speakers.extend(serde_json::from_slice(line).ok());
    }
    Some(Summary {
        ending: Ending::Unchanged,
        counts: run.counts,
        timings: run.timings,
        first_skipped: first_skipped(&folder.join("skipped.jsonl")),
        top_speakers,
        ..Summary::default()
    })
}

/// What the first lines of a `skipped.jsonl` say; empty if it cannot be read.
pub(super) fn first_skipped(path: &Path) -> Vec<corpus::Skipped> {
    let mut first = Vec::new();
    let Ok(mut lines) = LeadingLines::open_whole(path) else { return first };
    while let (true, Ok(Some(line))) = (first.len() < NAMED, lines.next()) {
        let Ok(records::Skipped { path, place, reason }) = serde_json::from_slice(line) else { break };
        first.push(corpus::Skipped { path: path.into(), place, reason });
    }
    first
}
