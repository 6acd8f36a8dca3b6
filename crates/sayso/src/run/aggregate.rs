//! The results of several runs → what they have in common.

use super::identify::identify;
use crate::error::Error;
use crate::parallel::{Batches, in_order, pool};
use aggregate::{Aggregator, Identities, Notes, Observer};
use lexicon::Lexicon;
use records::{ArticleLines, FolderLock, JsonlWriter, ReadError, Results};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Which results to join, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregation {
    /// Output folders of [`extract`](crate::extract()), in any order.
    pub runs: Vec<PathBuf>,
    /// The folder for what they have in common; may be one of the runs.
    pub output: PathBuf,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// A folder with the user's own word lists.
    pub lexicon: Option<PathBuf>,
    /// A file in which the user says who is who.
    pub identities: Option<PathBuf>,
    /// Tables in which the user says who people and bodies are.
    pub authority: Vec<PathBuf>,
}

/// What was joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aggregated {
    /// Articles read.
    pub articles: u64,
    /// Quotes and claims read.
    pub attributions: u64,
    /// What was written.
    pub summary: aggregate::Summary,
}

/// How many articles a thread gets at once: enough that handing them over costs
/// nothing, few enough that the threads finish together.
const ARTICLES_IN_BATCH: usize = 64;

/// Writes speakers, clusters, copies and the summary as one run over the input of
/// all `runs` would have written them, byte for byte; and attributions and articles, run
/// after run, with who is who across all of them. If `output` is the only run, its
/// articles stay as they are; if it is one of several, its attributions do, too.
///
/// # Errors
/// If another run is writing into `output`, a folder holds no results or damaged ones, if an article is in two of them,
/// or if the results cannot be written.
pub fn aggregate(settings: &Aggregation) -> Result<Aggregated, Error> {
    // Before the output folder is made, which may be one of them.
    settings.runs.iter().try_for_each(|run| Results::open(run).map(drop))?;
    let _lock = FolderLock::take(&settings.output)?;
    let mut lexicon = Lexicon::embedded();
    if let Some(folder) = &settings.lexicon {
        lexicon.extend_from(folder)?;
    }
    let observer = observer(&lexicon, settings.identities.as_deref(), &settings.authority)?;
    for run in settings.runs.iter().filter(|run| !is_output(settings, run)) {
        FolderLock::check(run)?;
    }
    let runs = settings.runs.iter().map(|folder| Results::open(folder)).collect::<Result<Vec<_>, _>>()?;
    let pool = pool(settings.jobs)?;
    let mut aggregator = Aggregator::new(&observer, &settings.output, aggregate::Settings::default());
    let mut aggregated = Aggregated::default();
    in_order(
        &pool,
        Batches::new(runs.into_iter().flatten(), ARTICLES_IN_BATCH, |_| 1),
        || (),
        |(), batch: Vec<_>| batch.into_iter().map(|lines| notes(&observer, lines)).collect(),
        |batch: Result<Vec<(Notes, usize)>, Error>| {
            for (notes, attributions) in batch? {
                aggregated.articles += 1;
                aggregated.attributions += attributions as u64;
                aggregator.add(&notes)?;
            }
            Ok::<_, Error>(())
        },
    )?;
    let (summary, identities) = pool.install(|| aggregator.finish())?;
    aggregated.summary = summary;
    write_results(settings, &pool, identities)?;
    Ok(aggregated)
}

/// Writes the attributions again, now that it is known who is who, and the articles
/// beside them.
fn write_results(
    settings: &Aggregation,
    pool: &rayon::ThreadPool,
    identities: Identities,
) -> Result<(), Error> {
    let Aggregation { runs, output, .. } = settings;
    let in_place = runs.iter().any(|run| is_output(settings, run));
    if in_place && runs.len() > 1 {
        return Ok(());
    }
    let results = runs.iter().map(|folder| Results::open(folder)).collect::<Result<Vec<_>, _>>()?;
    let results = results.into_iter().flatten();
    let mut attributions = JsonlWriter::create(&output.join("attributions.jsonl"))?;
    if in_place {
        identify(pool, results, identities, None, &mut attributions)?;
    } else {
        let mut articles = JsonlWriter::create(&output.join("articles.jsonl"))?;
        identify(pool, results, identities, Some(&mut articles), &mut attributions)?;
        articles.finish()?;
    }
    Ok(attributions.finish()?)
}

/// Whether a run's folder is the one for what all have in common.
fn is_output(settings: &Aggregation, run: &Path) -> bool {
    run.canonicalize().ok().is_some_and(|run| Some(run) == settings.output.canonicalize().ok())
}

/// What takes the notes of articles by which they are compared, knowing what the
/// user says about who is who.
pub(super) fn observer(
    lexicon: &Lexicon,
    identities: Option<&Path>,
    authority: &[PathBuf],
) -> Result<Observer, aggregate::Error> {
    let mut observer = Observer::new(lexicon);
    if let Some(path) = identities {
        observer = observer.with_identities(path)?;
    }
    authority.iter().try_fold(observer, |observer, path| observer.with_authority(path))
}

/// The notes of one article, and how many attributions it has.
fn notes(observer: &Observer, lines: Result<ArticleLines, ReadError>) -> Result<(Notes, usize), Error> {
    let lines = lines?;
    let records = lines.parse()?;
    Ok((observer.notes(&records.article, &records.attributions), records.attributions.len()))
}
