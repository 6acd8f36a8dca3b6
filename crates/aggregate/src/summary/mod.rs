//! How much is quoted in each corpus, how, and from whom: `summary.csv` and
//! `summary.json`, by outlet and month.
//!
//! For each article `notes.rs` notes how many attributions of which sort it has
//! (`counts.rs`). Who is quoted most (`most_quoted.rs`) is filled in while the
//! speakers are joined. At the end `write.rs` adds up the sorted notes.
//!
//! Memory holds the counts of one outlet in one month, and for each corpus those
//! of its outlets and of its months.

mod counts;
mod most_quoted;
mod notes;
mod part;
mod write;

pub(crate) use most_quoted::{MostQuoted, QuotedByPart};
pub(crate) use notes::{csv_line, month_name, note};
pub(crate) use part::{CorpusPart, month_of, put_outlet};
pub(crate) use write::write;
