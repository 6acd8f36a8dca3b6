//! Single articles as the lines of JSON that the command writes of them.

use frame::{Error, Progress, Settings};
use sayso::corpus::{Record, Rows};
use sayso::records::RecordLines;
use sayso::{Done, Pipeline, each_record};

/// What became of a row: the lines of its article, or why it gave none.
pub(crate) type RowLines = Result<RecordLines, String>;

/// How many bytes of articles a thread gets at once: a few articles.
const BYTES_IN_BATCH: usize = 16 << 10;

/// The lines of each of `rows`, which have a cell for each of `names`.
///
/// # Errors
/// If the columns do not fit, the threads cannot be started, or it was stopped.
pub(crate) fn lines(
    pipeline: &Pipeline,
    settings: &Settings,
    names: &[&str],
    rows: &[Vec<&str>],
    progress: &Progress,
) -> Result<Vec<RowLines>, Error> {
    let mut table = Rows::new(&settings.corpus, names, &[], settings.reading.clone())?;
    let wanted = table.columns().to_vec();
    let record = |row: &Vec<&str>| -> Record {
        let cells: Vec<&[u8]> = wanted.iter().map(|&at| row[at].as_bytes()).collect();
        table.record(&cells)
    };
    let mut all = Vec::with_capacity(rows.len());
    each_record(
        pipeline,
        (0..).zip(rows.iter().map(record)),
        settings.jobs,
        BYTES_IN_BATCH,
        |worker, _, article| {
            if progress.is_stopped() {
                return RecordLines::default();
            }
            let mut analysis = worker.analyse(article);
            analysis.drop_below(settings.min_confidence);
            analysis.records(article, settings.offsets).lines()
        },
        |done: Done<RecordLines>| {
            all.push(done.result.map_err(|skipped| skipped.reason));
            progress.row_is_done();
            Ok::<_, Error>(())
        },
    )?;
    if progress.is_stopped() { Err(Error::Stopped) } else { Ok(all) }
}
