//! The class that extracts, as Python code sees it.

use crate::lines::{RowLines, lines};
use crate::patience::patiently;
use crate::stream::{Attributions, reader};
use frame::{Error, Extracted, Progress, Settings};
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};
use sayso::corpus::{ColumnError, Options, Rows};
use sayso::{Convention, Lexicon, ModelChoice, Offsets, Pipeline};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// A pipeline that Python may build in one thread and drop in another.
struct Shared(Pipeline);

// SAFETY: all that keeps a pipeline from being `Send` are the kernels of `rten-gemm`, trait
// objects that are declared as `Sync` only. They are empty structs that say which
// instructions to use, so it does not matter which thread drops them.
unsafe impl Send for Shared {}

/// Extracts from articles, by one model, one set of word lists and one convention.
#[pyclass(frozen, module = "sayso._core")]
pub(crate) struct Extractor {
    pipeline: Shared,
    settings: Settings,
}

#[pymethods]
impl Extractor {
    #[new]
    fn new(
        py: Python<'_>,
        model: &str,
        lexicon: Option<PathBuf>,
        convention: &str,
        offsets: &str,
        min_confidence: f32,
    ) -> PyResult<Self> {
        let unknown = |what, name| PyValueError::new_err(format!("there is no {what} “{name}”"));
        let model = match model {
            "fast" => ModelChoice::Fast,
            "accurate" => ModelChoice::Accurate,
            "rules-only" => ModelChoice::RulesOnly,
            file => ModelChoice::File(file.into()),
        };
        let convention = match convention {
            "news" => Convention::News,
            "polnear" => Convention::Polnear,
            other => return Err(unknown("convention", other)),
        };
        let offsets = match offsets {
            "code-point" => Offsets::CodePoint,
            "byte" => Offsets::Byte,
            "utf16" => Offsets::Utf16,
            other => return Err(unknown("unit of offsets", other)),
        };
        let pipeline = py.detach(|| -> Result<Shared, sayso::Error> {
            let mut lists = Lexicon::embedded();
            if let Some(folder) = &lexicon {
                lists.extend_from(folder)?;
            }
            Ok(Shared(Pipeline::new(&lists, model.load()?.with_convention(convention))))
        });
        let pipeline = pipeline.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self { pipeline, settings: Settings { offsets, min_confidence, ..Settings::default() } })
    }

    /// For each row, the line of its article and the lines of its attributions as bytes,
    /// or as a text why it has none.
    fn lines<'py>(
        &self,
        py: Python<'py>,
        names: Vec<PyBackedStr>,
        rows: Vec<Vec<PyBackedStr>>,
        any_language: bool,
        jobs: Option<NonZeroUsize>,
        tell: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let settings = self.settings("", any_language, jobs);
        let progress = Progress::default();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        if rows.iter().any(|row| row.len() != names.len()) {
            return Err(PyValueError::new_err("a row has more or fewer cells than there are columns"));
        }
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(|cell| &**cell).collect()).collect();
        let work = || lines(&self.pipeline.0, &settings, &names, &rows, &progress);
        let all = patiently(py, &progress, tell.as_ref(), work)?.map_err(raised)?;
        let object = |row: RowLines| match row {
            Ok(lines) => PyBytes::new(py, &[lines.article, lines.attributions].concat()).into_any(),
            Err(reason) => PyString::new(py, &reason).into_any(),
        };
        Ok(all.into_iter().map(object).collect())
    }

    /// The attributions in a table, and for each row that has none for a reason, its
    /// number and the reason.
    #[expect(clippy::too_many_arguments, reason = "Python has names for them")]
    fn table(
        &self,
        py: Python<'_>,
        table: Bound<'_, PyAny>,
        columns: Vec<(String, String)>,
        corpus: &str,
        any_language: bool,
        jobs: Option<NonZeroUsize>,
        tell: Option<Bound<'_, PyAny>>,
    ) -> PyResult<(Attributions, Vec<(u64, String)>)> {
        let settings = Settings { columns, ..self.settings(corpus, any_language, jobs) };
        let articles = reader(&table)?;
        let progress = Progress::default();
        let work = || frame::extract(&self.pipeline.0, &settings, articles, &progress);
        let found = patiently(py, &progress, tell.as_ref(), work)?;
        let Extracted { attributions, skipped } = found.map_err(raised)?;
        let skipped = skipped.into_iter().map(|skipped| (skipped.row, skipped.reason)).collect();
        Ok((Attributions(attributions), skipped))
    }
}

impl Extractor {
    fn settings(&self, corpus: &str, any_language: bool, jobs: Option<NonZeroUsize>) -> Settings {
        Settings {
            corpus: corpus.to_owned(),
            reading: Options { any_language, ..Options::default() },
            jobs: jobs.unwrap_or(self.settings.jobs),
            ..self.settings.clone()
        }
    }
}

/// Which of the columns with these names are read, if these hold those fields.
#[pyfunction]
pub(crate) fn columns(names: Vec<PyBackedStr>, fields: Vec<(String, String)>) -> PyResult<Vec<usize>> {
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let rows = Rows::new("", &names, &fields, Options::default());
    Ok(rows.map_err(|error| raised(error.into()))?.columns().to_vec())
}

/// The exception for an error.
fn raised(error: Error) -> PyErr {
    let message = error.to_string();
    match error {
        Error::Columns(ColumnError::Missing { .. } | ColumnError::NoText { .. }) => {
            PyKeyError::new_err(message)
        }
        Error::Columns(ColumnError::NoField(_)) | Error::Type { .. } => PyTypeError::new_err(message),
        _ => PyRuntimeError::new_err(message),
    }
}
