//! Publication lines and bylines: who published, wrote and edited an article, and when.
//!
//! ```text
//! 2021-11-30 07:45 | Delta Times | Editor: Lin Shu
//! 2017-06-05 09:15Delta Times Editor: Lin Shu DT App Download
//! By Åse Lund, Staff Writer
//! Source: Northern Wire   Published: 15:30, March 12, 2019
//! ```
//!
//! `parts.rs` cuts a line into dates, labels (`Editor:`), separators and the words
//! between them, without widgets; `line.rs` puts together what they say, and decides
//! that it is a publication line if next to nothing is left unexplained; `names.rs`
//! finds the names among the words.

mod line;
mod names;
mod parts;

pub(super) use line::Publications;
pub(super) use parts::READS;
