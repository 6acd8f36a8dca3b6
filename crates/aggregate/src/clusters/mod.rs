//! Quotes and claims that travel from article to article: `clusters.jsonl`.
//!
//! Contents whose words are the same, however they are printed, are one *version*.
//! Versions are joined if one is in the other: a quote that was cut, changed by a
//! word, split or joined with the next; or a claim put into other words. How much
//! must be the same depends on who speaks: little if it is one speaker, a lot if
//! they are two, since everybody says "We are delighted".
//!
//! For each article, in parallel, `notes.rs` notes the contents, with what it takes
//! to compare their speakers (`voice.rs`). Then, once, `join.rs` makes versions of
//! the sorted notes and matches them by what `statement.rs` says they have in
//! common and `agreement.rs` demands; `line.rs` makes the line of one cluster.

mod agreement;
mod join;
mod line;
mod notes;
mod statement;
mod voice;

pub(crate) use join::{alike, join, version};
pub(crate) use line::cluster;
pub(crate) use notes::note;
pub use voice::{Voice, VoiceMatch};
