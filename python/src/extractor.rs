//! The class that extracts, as Python code sees it.

use crate::comparison::{Compared, DraftLines, Failure, Given, SkippedInput, compare, drafts_in, sources_of};
use crate::lines::{RowLines, lines};
use crate::patience::patiently;
use crate::stream::{Attributions, reader};
use frame::{Error, Extracted, Progress, Settings};
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};
use sayso::corpus::{ColumnError, Options, Rows};
use sayso::{Comparison, Convention, Lexicon, ModelChoice, Offsets, Pipeline};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The number of a row, and what is told of it.
type Told = (u64, String);

/// What Python may build in one thread and drop in another.
struct Built {
    pipeline: Pipeline,
    /// Its word lists.
    lexicon: Lexicon,
}

// SAFETY: all that keeps a pipeline from being `Send` are the kernels of `rten-gemm`, trait
// objects that are declared as `Sync` only. They are empty structs that say which
// instructions to use, so it does not matter which thread drops them.
unsafe impl Send for Built {}

/// What a pipeline is built of.
struct Recipe {
    model: ModelChoice,
    convention: Convention,
    /// A folder with the user's own word lists.
    lexicon: Option<PathBuf>,
}

impl Recipe {
    /// With the word lists in further folders, to which the user's own add.
    fn build(&self, folders: &[&Path]) -> Result<Built, sayso::Error> {
        let mut lexicon = Lexicon::embedded();
        for folder in folders.iter().copied().chain(self.lexicon.as_deref()) {
            lexicon.extend_from(folder)?;
        }
        let model = self.model.load()?.with_convention(self.convention);
        Ok(Built { pipeline: Pipeline::new(&lexicon, model), lexicon })
    }
}

/// Extracts from articles, by one model, one set of word lists and one convention.
#[pyclass(frozen, module = "sayso._core")]
pub(crate) struct Extractor {
    recipe: Recipe,
    built: Built,
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
        let recipe = Recipe { model, convention, lexicon };
        let built = py.detach(|| recipe.build(&[]));
        let built = built.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self { recipe, built, settings: Settings { offsets, min_confidence, ..Settings::default() } })
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
        let bytes = rows.iter().flatten().map(|cell| cell.len()).sum();
        let work = || lines(&self.built.pipeline, &settings, &names, &rows, &progress);
        let all = patiently(py, &progress, tell.as_ref(), Some(bytes), work)?.map_err(raised)?;
        let object = |row: RowLines| match row {
            Ok(lines) => PyBytes::new(py, &[lines.article, lines.attributions].concat()).into_any(),
            Err(reason) => PyString::new(py, &reason).into_any(),
        };
        Ok(all.into_iter().map(object).collect())
    }

    /// The attributions in a table; for each row that has none for a reason, its number and
    /// the reason; and what is doubtful about other rows, with their numbers.
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
    ) -> PyResult<(Attributions, Vec<Told>, Vec<Told>)> {
        let settings = Settings { columns, ..self.settings(corpus, any_language, jobs) };
        let articles = reader(&table)?;
        let progress = Progress::default();
        let work = || frame::extract(&self.built.pipeline, &settings, articles, &progress);
        let found = patiently(py, &progress, tell.as_ref(), None, work)?;
        let Extracted { attributions, skipped, doubts } = found.map_err(raised)?;
        let skipped = skipped.into_iter().map(|skipped| (skipped.row, skipped.reason)).collect();
        let doubts = doubts.into_iter().map(|doubtful| (doubtful.row, doubtful.doubt)).collect();
        Ok((Attributions(attributions), skipped, doubts))
    }

    /// For each draft, its path, its text and its findings as lines of JSON; how many
    /// sources there are; and what was skipped, with its place and the reason.
    fn verify(
        &self,
        py: Python<'_>,
        drafts: Given,
        sources: Given,
        index: Option<PathBuf>,
        jobs: Option<NonZeroUsize>,
        tell: Option<Bound<'_, PyAny>>,
    ) -> PyResult<(Vec<DraftLines>, u64, Vec<SkippedInput>)> {
        let progress = Progress::default();
        let in_memory = drafts.1.iter().chain(&sources.1).map(|(name, _)| &**name).collect();
        let work = || -> Result<Compared, Failure> {
            let drafts = drafts_in(&drafts);
            let sources = sources_of(&drafts, &sources);
            let folders = drafts.lexicons();
            let other;
            let built = if folders.is_empty() {
                &self.built
            } else {
                other = self.recipe.build(&folders)?;
                &other
            };
            let comparison = Comparison {
                pipeline: &built.pipeline,
                lexicon: &built.lexicon,
                drafts: &drafts,
                sources: &sources,
                index: index.as_deref(),
                jobs: jobs.unwrap_or(self.settings.jobs),
                min_confidence: self.settings.min_confidence,
            };
            compare(&comparison, &in_memory, &progress)
        };
        let Compared { drafts, sources, skipped } = patiently(py, &progress, tell.as_ref(), None, work)??;
        Ok((drafts, sources, skipped))
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
        Error::Columns(ColumnError::Missing { .. }) => PyKeyError::new_err(message),
        Error::Columns(ColumnError::NoText { .. }) => {
            PyKeyError::new_err(format!("{message}; name it, as in text=\"body\""))
        }
        Error::Columns(ColumnError::NoField(_)) | Error::Type { .. } => PyTypeError::new_err(message),
        _ => PyRuntimeError::new_err(message),
    }
}
