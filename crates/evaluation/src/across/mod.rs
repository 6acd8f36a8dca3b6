//! Who is who and which quotes are the same, across articles.
//!
//! Read a [`gold`] folder, run sayso over its articles, and [`score()`] the output
//! folder: `marked` reads the format of gold, `score` finds what the run made of
//! each of its marks, `b_cubed` has the measure.
//!
//! Only marks of which an extraction covers half are scored, so that the figures
//! say what happens across articles; [`AcrossReport`] also has how many those are.

mod b_cubed;
mod marked;
mod score;

pub use b_cubed::BCubed;
pub use marked::{MarkedArticle, gold, is_gold};
pub use score::{AcrossReport, score};
