//! Whole runs over many articles, on many threads.
//!
//! Before it come the `pipeline`, which knows the stages of one article, and
//! `parallel`; nothing comes after it. [`articles`] is what every run is built on:
//! input in, one call for each article, results in the order of the input.
//!
//! | | |
//! |---|---|
//! | [`extract`] | articles → a folder of results: the main job |
//! | [`stream`] | articles → lines of `attributions.jsonl`, as they are found |
//! | [`aggregate`] | results of several runs → what they have in common |
//! | [`verify`] | drafts and sources → what the sources say about the drafts |
//!
//! `extract` can be stopped and continued, and does not repeat work:
//! [`output`] holds the files while they grow, [`checkpoint`] notes how far they
//! are, [`fingerprint`] tells whether a later run is the same run, [`finished`]
//! recognises one that has nothing left to do, and [`earlier`] takes over what was
//! found in articles that have not changed. [`identify`] writes at the end of a run who
//! is who across articles beside each attribution.

pub(crate) mod aggregate;
pub(crate) mod articles;
mod checkpoint;
mod earlier;
pub(crate) mod extract;
mod fingerprint;
mod finished;
mod hash;
mod identify;
mod leading_lines;
mod output;
pub(crate) mod settings;
mod sources;
pub(crate) mod stream;
pub(crate) mod summary;
pub(crate) mod verify;
