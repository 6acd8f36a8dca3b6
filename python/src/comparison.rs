//! Drafts and their sources, in files or in memory, compared as the command does.

use frame::Progress;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;
use sayso::corpus::{Input, Options};
use sayso::records::Finding;
use sayso::{CheckedDraft, Comparison, Error, ThreadsError, Verified, sources_for, sources_in};
use std::collections::HashSet;
use std::path::PathBuf;
use verify::DraftPage;

/// Files and folders, and articles in memory: what Python calls them, and their JSON.
pub(crate) type Given = (Vec<PathBuf>, Vec<(PyBackedStr, PyBackedBytes)>);

/// A draft: its path, its text, and the lines of its findings.
pub(crate) type DraftLines = (String, String, Vec<u8>);

/// An input that was not used: its path, the place in it, and why.
pub(crate) type SkippedInput = (String, Option<String>, String);

/// Where the drafts are; those in files come first.
pub(crate) fn drafts_in(given: &Given) -> Input {
    input(given, sources_in)
}

/// Where the sources of drafts are.
pub(crate) fn sources_of(drafts: &Input, given: &Given) -> Input {
    input(given, |paths, reading| sources_for(drafts, paths, reading))
}

fn input((paths, in_memory): &Given, files: impl Fn(&[PathBuf], &Options) -> Input) -> Input {
    // Drafts may be short, so their language is not judged.
    let reading = Options { any_language: true, ..Options::default() };
    let mut all = vec![files(paths, &reading)];
    all.extend(in_memory.iter().map(|(name, json)| Input::of_bytes(name, json.to_vec(), &reading)));
    Input::joined(&all)
}

/// What was compared.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) drafts: Vec<DraftLines>,
    pub(crate) sources: u64,
    pub(crate) skipped: Vec<SkippedInput>,
}

/// Why nothing was compared.
pub(crate) enum Failure {
    /// It was stopped.
    Stopped,
    /// Something cannot be used; the message names it.
    Because(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Because(error.to_string())
    }
}

impl From<ThreadsError> for Failure {
    fn from(error: ThreadsError) -> Self {
        Self::Because(error.to_string())
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        PyRuntimeError::new_err(match failure {
            Failure::Stopped => "stopped".to_owned(),
            Failure::Because(reason) => reason,
        })
    }
}

/// Compares, and counts each article that has been read, the sources first. `in_memory` has
/// the names of the articles that are in no file: the number of their only line is left out.
pub(crate) fn compare(
    comparison: &Comparison<'_>,
    in_memory: &HashSet<&str>,
    progress: &Progress,
) -> Result<Compared, Failure> {
    let name = |path: &mut String| {
        if path.strip_suffix(":1").is_some_and(|name| in_memory.contains(name)) {
            path.truncate(path.len() - ":1".len());
        }
    };
    let mut compared = Compared::default();
    let next = || {
        progress.row_is_done();
        if progress.is_stopped() { Err(Failure::Stopped) } else { Ok(()) }
    };
    let Verified { sources, skipped } = sayso::compare(
        comparison,
        |_, _| next(),
        |draft| {
            match draft {
                Ok(CheckedDraft { mut article, mut findings }) => {
                    name(&mut article.path);
                    for finding in &mut findings {
                        name(&mut finding.path);
                        finding.passages.iter_mut().for_each(|passage| name(&mut passage.path));
                    }
                    compared.drafts.push((article.path, article.text, lines(&findings)?));
                }
                Err(why) => {
                    compared.skipped.push((why.path.display().to_string(), why.place, why.reason));
                }
            }
            next()
        },
    )?;
    compared.sources = sources;
    compared.skipped.extend(skipped.into_iter().map(|why| (why.path, why.place, why.reason)));
    for (path, place, _) in &mut compared.skipped {
        place.take_if(|_| in_memory.contains(path.as_str()));
    }
    Ok(compared)
}

/// Findings as lines of JSON.
fn lines(findings: &[Finding]) -> Result<Vec<u8>, Failure> {
    let mut lines = Vec::new();
    for finding in findings {
        serde_json::to_writer(&mut lines, finding).map_err(|error| Failure::Because(error.to_string()))?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The page that shows drafts with their findings, as HTML: paths, texts, and lines of
/// JSON.
#[pyfunction]
pub(crate) fn page(drafts: Vec<(String, String, Bound<'_, PyBytes>)>) -> PyResult<String> {
    let draft = |(path, text, lines): (String, String, Bound<'_, PyBytes>)| {
        let findings = serde_json::Deserializer::from_slice(lines.as_bytes()).into_iter();
        Ok(DraftPage { path, text, findings: findings.collect::<Result<_, _>>()? })
    };
    let drafts: serde_json::Result<Vec<DraftPage>> = drafts.into_iter().map(draft).collect();
    Ok(verify::page(&drafts.map_err(|error| PyValueError::new_err(error.to_string()))?))
}
