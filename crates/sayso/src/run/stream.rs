//! Attributions as they are found, for pipes: without a folder, and without
//! anything that only a whole run knows.

use super::articles::each_article;
use super::settings::Settings;
use crate::error::Error;
use crate::parallel::ThreadsError;
use crate::pipeline::Pipeline;
use corpus::{Input, Skipped};

/// Passes to `take`, for each record of the input and in its order, the lines of
/// `attributions.jsonl`, or why there is no article. The output folder of the
/// settings is neither read nor written.
///
/// # Errors
/// If the word lists or the model cannot be used, the threads cannot be started, or
/// the first error of `take`.
pub fn stream<E: From<Error> + From<ThreadsError>>(
    settings: &Settings,
    mut take: impl FnMut(Result<Vec<u8>, Skipped>) -> Result<(), E>,
) -> Result<(), E> {
    let input = Input::find(&settings.input, &settings.reading);
    let lexicon = settings.word_lists(&input)?;
    let pipeline = Pipeline::new(&lexicon, settings.load_model()?);
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
