//! Files to annotations: finds out what a path has, and reads it.
//!
//! There is a module for each format: `brat`, `cases`, `jsonl`, `label_studio` and `prodigy`
//! for gold, `jsonl` and `output` for predictions. All of them count code points, which `offsets`
//! converts to bytes. What is read goes to `compare`.

mod brat;
mod cases;
mod jsonl;
mod label_studio;
mod linked;
pub(crate) mod objects;
pub(crate) mod offsets;
mod output;
mod prodigy;

use crate::annotations::{Gold, Predictions};
use crate::error::{Error, Problem};
use std::path::Path;

/// The gold in a folder that has it in one file.
const GOLD: &str = "gold.jsonl";
/// By which the folder of a run is known.
const RESULTS: &str = "attributions.jsonl";

/// Reads a gold standard: a folder of brat pairs (`NAME.txt` and `NAME.ann`), of
/// marked cases or with a `gold.jsonl` (as `sayso export --gold` makes it), a JSONL
/// file, or what Label Studio and Prodigy export.
///
/// Texts keep their line ends. They come in the order of the file, or of the names
/// in the folder. In a folder, texts without annotations (and anything else) are
/// ignored.
///
/// # Errors
/// If nothing is there, or something in it cannot be used: broken JSON, an id
/// that occurs twice, an offset outside its text, a span that does not exist, an
/// `.ann` without its `.txt`.
pub fn gold(path: &Path) -> Result<Vec<Gold>, Error> {
    if !path.is_dir() {
        let contents = std::fs::read_to_string(path).map_err(|e| Error::new(path, None, e))?;
        let first = contents.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let tasks = match first {
            list if list.trim_start().starts_with('[') => label_studio::gold(path, &contents)?,
            line if prodigy::is_task(line) => prodigy::gold(path)?,
            _ => return jsonl::gold(path),
        };
        // What was exported before anybody had begun would make figures of nothing.
        return if tasks.is_empty() {
            Err(Error::new(path, None, Problem::NoAnnotations))
        } else {
            Ok(tasks)
        };
    }
    let file = path.join(GOLD);
    if file.is_file() {
        return jsonl::gold(&file);
    }
    match cases::files(path)? {
        files if files.is_empty() && path.join(RESULTS).is_file() => {
            Err(Error::new(path, None, Problem::Results))
        }
        files if files.is_empty() => brat::folder(path),
        files => cases::gold(&files),
    }
}

/// Reads predictions for a gold standard: an output folder of sayso or a JSONL
/// file in the format of gold, in which texts may be left out.
///
/// # Errors
/// As for [`gold`]; also if a prediction is for a text that gold does not have,
/// or comes with a text that differs from it.
pub fn predictions(path: &Path, gold: &[Gold]) -> Result<Vec<Predictions>, Error> {
    if !path.is_dir() {
        jsonl::predictions(path, gold)
    } else if path.join(RESULTS).is_file() {
        output::predictions(path, gold)
    } else {
        Err(Error::new(path, None, Problem::Nothing))
    }
}
