//! Attributions as they are found, for pipes: no folder, and nothing that only
//! the whole run knows.

use crate::{Error, Pipeline, Settings, ThreadsError, each_article};
use corpus::{Input, Skipped};
use lexicon::Lexicon;

/// Hands over the lines of `attributions.jsonl` for each article, in the order of
/// the input, or why there is none. The output folder of the settings is left alone.
///
/// # Errors
/// If the word lists cannot be used, the threads cannot be started, or the first
/// error of `take`.
pub fn stream<E: From<Error> + From<ThreadsError>>(
    settings: &Settings,
    mut take: impl FnMut(Result<Vec<u8>, Skipped>) -> Result<(), E>,
) -> Result<(), E> {
    let input = Input::find(&settings.input, &settings.reading);
    let mut lexicon = Lexicon::embedded();
    for folder in input.lexicons().into_iter().chain(settings.lexicon.as_deref()) {
        lexicon.extend_from(folder).map_err(Error::from)?;
    }
    let pipeline = Pipeline::new(&lexicon, settings.learned.load()?);
    for skipped in input.skipped() {
        take(Err(skipped.clone()))?;
    }
    each_article(
        &pipeline,
        &input,
        settings.jobs,
        0,
        |worker, _, article| {
            let mut analysis = worker.analyse(article);
            analysis.drop_below(settings.min_confidence);
            analysis.records(article, settings.offsets).lines().attributions
        },
        |done| take(done.result),
    )
}
