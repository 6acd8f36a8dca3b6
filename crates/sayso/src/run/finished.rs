//! A run that an earlier run has already done.

use super::checkpoint::GROWING;
use super::leading_lines::LeadingLines;
use super::summary::{Ending, NAMED, Summary};
use records::{Line, Run, Speaker};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The summary of the run that left its results in a folder; `None` if that was a
/// run with another fingerprint, or a file is missing or cut off.
pub(super) fn summary(folder: &Path, fingerprint: &str) -> Option<Summary> {
    let run = run_in(folder)?;
    let is_whole = |name: &&str| ends_with_a_line(&folder.join(name)).unwrap_or(false);
    if run.fingerprint != fingerprint || !GROWING.iter().chain(&aggregate::FILES).all(is_whole) {
        return None;
    }
    let mut speakers = LeadingLines::open_whole(&folder.join("speakers.jsonl")).ok()?;
    let mut top_speakers = Vec::new();
    while let (true, Ok(Some(line))) = (top_speakers.len() < NAMED, speakers.next()) {
        top_speakers.extend(Speaker::from_json(line).ok());
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

/// Whether a file of lines is empty or ends with the end of a line. A disk that was full, or a
/// copy that was stopped, ends it elsewhere.
fn ends_with_a_line(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// What ran into a folder, if it holds the results of a whole run.
pub(super) fn run_in(folder: &Path) -> Option<Run> {
    Run::from_json(&std::fs::read(folder.join("run.json")).ok()?).ok()
}

/// Counts what a `skipped.jsonl` lists, as far as it can be read.
pub(super) fn count_skipped(path: &Path, summary: &mut Summary) {
    let Ok(mut lines) = LeadingLines::open_whole(path) else { return };
    while let Ok(Some(line)) = lines.next() {
        let Ok(records::Skipped { path, place, reason }) = Line::from_json(line) else { break };
        summary.note_skipped(corpus::Skipped { path: path.into(), place, reason });
    }
}
