//! Drafts and their sources → what the sources say about each quotation and claim.

use super::articles::each_article;
use super::settings::Settings;
use super::sources::{Source, Sources, record_of, update, with_results};
use crate::error::Error;
use crate::parallel::{in_order, pool};
use crate::pipeline::{Pipeline, Worker};
use corpus::{Input, Options, Skipped};
use lexicon::Lexicon;
use records::Finding;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use verify::{ArticleAt, Claim, FEW, FOR_CLAIM, FOR_DRAFT, Reading, Verifier};

/// What to compare with what, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// The drafts, as `input`, and how everything is read. `output`, `identities`,
    /// `authority`, `offsets` and `again` mean nothing here.
    pub settings: Settings,
    /// Files, folders or results of earlier runs with what was really said.
    pub sources: Vec<PathBuf>,
    /// Files that are no sources although they may lie in a folder of sources: what is
    /// written of the findings. Nor are drafts, unless they are named as sources.
    pub no_sources: Vec<PathBuf>,
    /// A folder for an index of the sources, which the next run uses again; without one,
    /// the index is made in a temporary folder.
    pub index: Option<PathBuf>,
}

/// What the sources say about one draft.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedDraft {
    /// The draft.
    pub article: text::Article,
    /// One for each quotation and claim, and for statements that a source only attributes.
    pub findings: Vec<Finding>,
}

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many articles the sources have.
    pub sources: u64,
    /// What of the sources could not be used.
    pub skipped: Vec<records::Skipped>,
}

/// Passes to `take`, for each draft in the order of the input, what the sources say about
/// it, or why it could not be read. Meanwhile `reading` is told how many bytes of the
/// sources have been read, and of how many. Without a single source nothing is passed:
/// it would say of each quotation that nobody said it.
///
/// # Errors
/// If the word lists, the model or the index cannot be used, or the first error of
/// `reading` or `take`.
pub fn verify<E: From<Error> + From<crate::ThreadsError>>(
    verification: &Verification,
    reading: impl FnMut(u64, u64) -> Result<(), E>,
    take: impl FnMut(Result<CheckedDraft, Skipped>) -> Result<(), E>,
) -> Result<Verified, E> {
    let Verification { settings, sources, no_sources, index } = verification;
    let drafts = Input::find(&settings.input, &settings.reading);
    let lexicon = settings.word_lists(&drafts)?;
    let pipeline = Pipeline::new(&lexicon, settings.load_model()?);
    let comparison = Comparison {
        pipeline: &pipeline,
        lexicon: &lexicon,
        drafts: &drafts,
        sources: &sources_for(&drafts, sources, &settings.reading).without(no_sources),
        index: index.as_deref(),
        jobs: settings.jobs,
        min_confidence: settings.min_confidence,
    };
    compare(&comparison, reading, take)
}

/// The articles in files, folders and results of earlier runs.
pub fn sources_in(paths: &[PathBuf], reading: &Options) -> Input {
    Input::find(&with_results(paths), reading)
}

/// The same, as sources of drafts: a draft in a folder of sources is none, or all that it
/// says would be found; but it is if it is named itself.
pub fn sources_for(drafts: &Input, paths: &[PathBuf], reading: &Options) -> Input {
    let named: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let is_named = |path: &Path| path.canonicalize().is_ok_and(|path| named.contains(&path));
    let drafts: Vec<PathBuf> = drafts.paths().filter(|path| !is_named(path)).map(Path::to_owned).collect();
    sources_in(paths, reading).without(&drafts)
}

/// What [`compare`] compares, wherever it comes from, and with which pipeline.
#[derive(Clone, Copy)]
pub struct Comparison<'a> {
    /// What analyses drafts and sources.
    pub pipeline: &'a Pipeline,
    /// The word lists of the pipeline.
    pub lexicon: &'a Lexicon,
    /// The drafts.
    pub drafts: &'a Input,
    /// What was really said.
    pub sources: &'a Input,
    /// See [`Verification::index`].
    pub index: Option<&'a Path>,
    /// How many threads work.
    pub jobs: NonZeroUsize,
    /// Attributions of a draft with a lower confidence than this, from 0 to 1, are left out.
    pub min_confidence: f32,
}

/// Does what [`verify()`] does with a pipeline that is there already.
///
/// # Errors
/// If the index cannot be used, or the first error of `reading` or `take`.
pub fn compare<E: From<Error> + From<crate::ThreadsError>>(
    comparison: &Comparison<'_>,
    mut reading: impl FnMut(u64, u64) -> Result<(), E>,
    mut take: impl FnMut(Result<CheckedDraft, Skipped>) -> Result<(), E>,
) -> Result<Verified, E> {
    let &Comparison { pipeline, lexicon, drafts, sources, index, jobs, min_confidence } = comparison;
    let temporary =
        tempfile::tempdir().map_err(|e| Error::from(records::Error::new(&std::env::temp_dir(), e)))?;
    let folder = index.unwrap_or(temporary.path());
    let index = update(folder, sources, pipeline, lexicon, jobs, &mut reading)?;
    let mut verified = Verified { sources: index.articles(), skipped: Vec::new() };
    verified.skipped.extend(sources.skipped().iter().map(record_of));
    verified.skipped.extend(index.skipped().cloned());
    if verified.sources == 0 {
        return Ok(verified);
    }
    let verifier = Verifier::new(lexicon);
    let sources = Sources::new(index, pipeline, &verifier);
    let pool = (jobs > NonZeroUsize::MIN).then(|| pool(jobs)).transpose()?;
    let check = Check { verifier: &verifier, sources, pool };
    for skipped in drafts.skipped() {
        take(Err(skipped.clone()))?;
    }
    // One draft after the other: the threads share the claims of each.
    each_article(
        pipeline,
        drafts,
        NonZeroUsize::MIN,
        0,
        |worker, _, article| check.draft(worker, article, min_confidence),
        |done| match done.result {
            Ok(checked) => take(Ok(checked?)),
            Err(skipped) => take(Err(skipped)),
        },
    )?;
    Ok(verified)
}

/// What drafts are compared with.
struct Check<'a> {
    verifier: &'a Verifier,
    sources: Sources<'a>,
    /// What shares the claims of a draft, if the caller's thread is not alone.
    pool: Option<rayon::ThreadPool>,
}

impl Check<'_> {
    fn draft(
        &self,
        worker: &mut Worker<'_>,
        article: &text::Article,
        min_confidence: f32,
    ) -> Result<CheckedDraft, Error> {
        let mut analysis = worker.analyse_closely(article);
        analysis.drop_below(min_confidence);
        let draft = self.verifier.read(analysis.of(article.clone()));
        let claims = self.verifier.claims(&draft);
        let index = self.sources.index();
        let few = index.articles() <= FEW as u64;
        let about: Vec<ArticleAt> =
            if few { index.all().collect() } else { index.candidates(&draft.features(), FOR_DRAFT)? };
        let finding = |claim: Claim| {
            // The draft and what it is about are read closely, so that both are read alike.
            let mut candidates: Vec<Source> = about.iter().map(|&at| (at, true)).collect();
            if !few {
                let others = index.candidates(&claim.features(), FOR_CLAIM)?;
                candidates.extend(others.into_iter().filter(|at| !about.contains(at)).map(|at| (at, false)));
            }
            candidates.sort_unstable();
            let readings: Vec<Arc<Reading<'_>>> =
                candidates.into_iter().map(|at| self.sources.reading(at)).collect::<Result<_, _>>()?;
            let readings: Vec<&Reading<'_>> = readings.iter().map(|reading| &**reading).collect();
            Ok::<_, Error>(self.verifier.finding(&draft, &claim, &readings))
        };
        let mut findings = Vec::new();
        let take = |found: Result<_, Error>| {
            findings.extend(found?);
            Ok::<_, Error>(())
        };
        match &self.pool {
            Some(pool) => in_order(pool, claims.into_iter(), || (), |(), claim| finding(claim), take)?,
            None => claims.into_iter().map(finding).try_for_each(take)?,
        }
        Ok(CheckedDraft { article: article.clone(), findings })
    }
}
