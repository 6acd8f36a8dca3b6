//! Reviewing: people read, correct and judge what was found.
//!
//! [`Review`] is an output folder with the decisions about it, [`Server`] the page
//! on which they are made, [`report()`] the same in one file to be mailed. What
//! people decided is appended to `decisions.jsonl`; [`assess`] measures the program
//! by it, and [`gold`] makes annotations of it to train and evaluate with.
//!
//! The page is in `page/`: HTML, CSS and JavaScript as browsers read them, without
//! a framework or a build step.

mod assess;
mod decisions;
mod error;
mod folder;
mod gold;
mod index;
mod page;
mod query;
mod report;
mod review;
mod reviewed;
mod search;
mod server;
mod tallies;
mod units;

pub use assess::{Assessment, assess};
pub use decisions::{DECISIONS, Decision, Quote, What};
pub use error::Error;
pub use gold::{Exported, export, gold};
pub use query::Query;
pub use report::{ReportOptions, report};
pub use review::{Choices, Found, ListedQuote, Review, State};
pub use reviewed::{Details, Note, ReviewedArticle, ReviewedQuote, Status};
pub use server::Server;
pub use tallies::{Counted, Row, Tallies};
