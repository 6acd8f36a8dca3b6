//! From the bytes of one record to an article. This is the work of reading, done by
//! many threads.
//!
//! Before: [`feed`](crate::feed) has cut the record out of its file. The format of the
//! record makes a text and fields of it, `mending.rs` mends what software did to them,
//! `record_dates.rs` reads the date, [`page`](crate::page) says what each paragraph is,
//! `corpus_lines.rs` applies what the corpus says about its lines, and `language.rs`
//! tells whether the article is wanted. After: the article goes to the stages of the
//! pipeline.

mod corpus_lines;
mod language;
mod mending;
mod reader;
mod record_dates;

pub use reader::Reader;
