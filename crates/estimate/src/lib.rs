//! Shares with honest intervals: how much of what a corpus reports comes from sources
//! without a name, is indirect speech, is said by women or by one speaker, corrected for
//! the mistakes of the extraction by what people decided about a sample of it.
//!
//! [`shares`] reads an output folder with its decisions; [`infer`] is the statistics
//! alone, for anybody who has a prediction for all and the truth for some:
//!
//! ```
//! use estimate::{Place, Population, Reviewed, Sample, infer};
//!
//! // The program found 1,000 quotes, 300 of them in the part that is asked for. Of every
//! // tenth one, people have said where it belongs; they moved every eleventh of these.
//! let (mut population, mut sample) = (Population::default(), Sample::default());
//! for number in 0..1000 {
//!     let found = if number % 10 < 3 { Place::Part } else { Place::Rest };
//!     population.add(0.9, found);
//!     if number % 10 == number / 10 % 10 {
//!         let right = if number / 10 % 11 == 0 { Place::Part } else { found };
//!         sample.reviewed.push(Reviewed { article: number, confidence: 0.9, found, right });
//!     }
//! }
//! let estimate = infer(&population, &sample).unwrap();
//! assert!(estimate.low < 0.36 && 0.36 < estimate.high && estimate.low > 0.3);
//! ```
//!
//! `inference.rs` has the method and its assumptions, `strata.rs` the layers of
//! confidence, `counted.rs` what belongs to which share, `observed.rs` what was found and
//! decided, `report.rs` what people are told.

mod counted;
mod inference;
mod observed;
mod report;
mod strata;

pub use inference::{Estimate, Read, Reviewed, Sample, TooFew, infer};
pub use observed::Error;
pub use report::{Outcome, Report, Row, shares};
pub use strata::{Place, Population};
