//! Is that what they said? Compares the quotes and claims of a draft with what its sources
//! say, who says it there, and in which words.
//!
//! A [`Verifier`] reads drafts and sources that the stages have analysed, and makes a
//! [`records::Finding`] of each quotation, each claim, and each statement in the draft's
//! own voice that a source only attributes:
//!
//! ```
//! use verify::{Analysed, Verifier};
//!
//! let verifier = Verifier::new(&lexicon::Lexicon::embedded());
//! // What `sayso::Worker::analyse` makes of an article; empty here.
//! let draft = verifier.read(Analysed::default());
//! let source = verifier.read(Analysed::default());
//! for claim in verifier.claims(&draft) {
//!     let finding = verifier.finding(&draft, &claim, &[&source]);
//!     println!("{:?}", finding.map(|finding| finding.verdict));
//! }
//! ```
//!
//! Inside, in this order: `reading` has an article word by word; `claim` says what of a
//! draft is compared; `search` finds the passages of a source that share most with a
//! claim; `align` sets their words side by side; `compare` chooses among them, by words and
//! by speakers; `differences` names what differs, with `qualifiers` for what a sense hangs
//! on; `verdict` decides, with `names`; and `finding` writes it down. An [`Index`] says which of very many
//! sources are worth comparing, and [`page()`] shows findings in a browser. Words are compared
//! first: who says what in a source is found out only where it decides.

mod align;
mod claim;
mod compare;
mod differences;
mod error;
mod finding;
mod index;
mod names;
mod page;
mod pieces;
mod qualifiers;
mod reading;
mod search;
mod verdict;
mod verifier;

pub use claim::Claim;
pub use error::Error;
pub use index::{ArticleAt, Entry, Index, Indexer, SegmentWriter};
pub use page::{DraftPage, page};
pub use qualifiers::reads;
pub use reading::{Analysed, Reading};
pub use verifier::{FEW, FOR_CLAIM, FOR_DRAFT, Verifier};
