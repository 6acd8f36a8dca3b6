//! A run that an earlier run has already done.

use super::checkpoint::GROWING;
use super::leading_lines::LeadingLines;
use super::summary::{Ending, NAMED, Summary};
use records::Run;
use std::path::Path;

/// The summary of the run that left its results in a folder; `None` if that was a
/// run with another fingerprint, or a file is missing.
pub(super) fn summary(folder: &Path, fingerprint: &str) -> Option<Summary> {
    let run = run_in(folder)?;
    let exists = |name: &&str| folder.join(name).is_file();
    if run.fingerprint != fingerprint || !GROWING.iter().chain(&aggregate::FILES).all(exists) {
        return None;
    }
    let mut speakers = LeadingLines::open_whole(&folder.join("speakers.jsonl")).ok()?;
    let mut top_speakers = Vec::new();
    while let (true, Ok(Some(line))) = (top_speakers.len() < NAMED, speakers.next()) {
        top_speakers.extend(serde_json::from_slice(line).ok());
    }
    let mut summary = Summary {
        ending: Ending::Unchanged,
        counts: run.counts,
        timings: run.timings,
        top_speakers,
        ..Summary::default()
    };
    count_skipped(&folder.join("skipped.jsonl"), &mut summary);
    Some(summary)
}

/// What ran into a folder, if it holds the results of a whole run.
pub(super) fn run_in(folder: &Path) -> Option<Run> {
    serde_json::from_str(&std::fs::read_to_string(folder.join("run.json")).ok()?).ok()
}

/// Counts what a `skipped.jsonl` lists, as far as it can be read.
pub(super) fn count_skipped(path: &Path, summary: &mut Summary) {
    let Ok(mut lines) = LeadingLines::open_whole(path) else { return };
    while let Ok(Some(line)) = lines.next() {
        let Ok(records::Skipped { path, place, reason }) = serde_json::from_slice(line) else { break };
        summary.note_skipped(corpus::Skipped { path: path.into(), place, reason });
    }
}
