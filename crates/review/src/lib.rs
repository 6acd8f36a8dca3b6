//! Reviewing: people read, correct and judge what the program found.
//!
//! [`Review`] is an output folder with the decisions about it, [`Server`] is the page
//! on which they are made, and [`report()`] is that page in one file, to be mailed.
//! Decisions are appended to `decisions.jsonl`; [`assess()`] measures the program by
//! them, and [`gold()`] turns them into annotations to train and evaluate with;
//! [`take()`] makes decisions of annotations.
//!
//! ```
//! # let folder = tempfile::tempdir().unwrap();
//! # for name in ["articles.jsonl", "attributions.jsonl"] {
//! #     std::fs::write(folder.path().join(name), "").unwrap();
//! # }
//! use review::{Query, Review};
//!
//! // An output folder of `sayso extract`, and its least sure quotes.
//! let review = Review::whole(folder.path())?;
//! let page = review.quotes(&Query { status: "undecided".into(), ..Query::default() })?;
//! assert!(page.quotes.len() <= page.total);
//! # Ok::<(), review::Error>(())
//! ```
//!
//! The page is in `page/`: HTML, CSS and JavaScript as browsers read them, without a
//! framework or a build step.

mod assess;
mod choices;
mod clusters;
mod decisions;
mod error;
mod folder;
mod gold;
mod index;
mod listing;
mod locks;
mod page;
mod query;
mod report;
mod review;
mod reviewed;
mod search;
mod server;
mod take;
mod tallies;
mod units;

pub use assess::{Assessment, Bias, Estimate, assess};
pub use choices::Choices;
pub use decisions::{DECISIONS, Decision, Detection, Quote, What};
pub use error::Error;
pub use gold::{Exported, export, gold};
pub use listing::{ListedQuote, QuotePage};
pub use query::Query;
pub use report::{ReportOptions, report};
pub use review::{Review, State};
pub use reviewed::{DecisionNote, Details, ReviewedArticle, ReviewedQuote, Status};
pub use server::Server;
pub use take::{Taken, take};
pub use tallies::{Counted, Group, Row, Tallies};
