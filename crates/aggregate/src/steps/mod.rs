//! Aggregation step by step, for engines that sort, join and retry by themselves.
//!
//! Each step takes rows and makes rows, and decides within a block of rows that follow each
//! other: it neither sorts nor joins. An engine brings the rows of a block together, in
//! order. Bytes sort by their values, from the first on, as `memcmp` compares them; where a
//! step needs an order, its documentation says so. What an engine makes of the steps with
//! that is what [`Aggregator`](crate::Aggregator) writes, line by line.
//!
//! ```text
//! records ─notes─► articles ─candidates─alike─(components)─copies─► lines of copies
//!                ► contents ─versions─candidates─alike─(components)─clusters─► lines
//!                ► speakers ─bearers─► names ─decide─► who is one ─speakers─► lines
//! ```
//!
//! All of a step's work is spread over blocks, but for [`decide`](step), which sees all names
//! (not all notes), and holds them on disk.
//!
//! ```
//! use aggregate::{Observer, steps::{Cell, step}};
//!
//! let observer = Observer::new(&lexicon::Lexicon::embedded());
//! let mut candidates = step("candidates", &observer, "/tmp".as_ref()).unwrap();
//! let mut pairs = Vec::new();
//! for place in ["a", "b"] {
//!     let row = [Cell::Number(7), Cell::Bytes(place.as_bytes())];
//!     candidates.push(&row, &mut |pair| Ok(pairs.push(format!("{pair:?}"))))?;
//! }
//! candidates.finish(&mut |pair| Ok(pairs.push(format!("{pair:?}"))))?;
//! assert_eq!(pairs, ["[Bytes([97]), Bytes([98]), Number(1)]"]);
//! # Ok::<(), std::io::Error>(())
//! ```

mod lines;
mod matching;
mod names;
mod notes;
mod rows;

pub use rows::{Cell, Column, Rows, Step};

use crate::observer::Observer;
use crate::{clusters, copies};
use std::path::Path;

/// The step of a name; `None` if there is none. `folder` takes temporary files.
///
/// | step | rows that it takes | order | rows that it makes |
/// |---|---|---|---|
/// | `notes` | `article`, `attributions`: lines as of `extract` | any | `kind`, `block`, `value`, `number`, `numbers` |
/// | `candidates` | `feature`, `place` | by `feature`, then as neighbours | `one`, `other`, `rare` |
/// | `alike-articles`, `alike-contents` | `one`, `other`, their things | any | `one`, `other` |
/// | `copies` | `group`, `value` | by both | `line`, `original`, `articles` |
/// | `versions` | `block`, `value` | by both | `block`, `thing`, `features`, `count` |
/// | `clusters` | `group`, `value`, `block`, `original` | by the first three | `line` |
/// | `bearers` | `block`, `value`, `number` | by the first two | `block`, `bearer`, `value`, `number` |
/// | `decide` | `block`, `value`, `number`, `count` | counters, then by `block` | `block`, `bearer`, `group`, `part`, `namesakes` |
/// | `speakers` | `group`, `part`, `value`, `original` | by the first three, namesakes first | `line` |
///
/// The `kind` of a note is 0 for an article, whose `numbers` are its features, 1 for a
/// speaker, 2 for a content, and 3 for a counter, where `numbers` has the one count; their
/// sums go to `decide`, without `block` and `value`. `number` is what stands for the article,
/// and `original` the same of the first of its copies, if it is one. A `bearer` of -1 is the
/// name itself. A `part` of -1 makes a row of namesakes.
pub fn step(name: &str, observer: &Observer, folder: &Path) -> Option<Box<dyn Step>> {
    let vocabulary = || observer.vocabulary.clone();
    Some(match name {
        "notes" => Box::new(notes::Notes::new(observer.clone())),
        "candidates" => Box::new(matching::Candidates::default()),
        "alike-articles" => Box::new(matching::Alike(copies::alike)),
        "alike-contents" => Box::new(matching::Alike(clusters::alike)),
        "copies" => Box::new(lines::Copies::default()),
        "versions" => Box::new(matching::Versions::default()),
        "clusters" => Box::new(lines::Clusters::default()),
        "bearers" => Box::new(names::Bearers::new(vocabulary())),
        "decide" => Box::new(names::Decide::new(vocabulary(), folder)),
        "speakers" => Box::new(lines::Speakers::default()),
        _ => return None,
    })
}
