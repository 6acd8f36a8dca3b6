//! Who speaks in several articles: `speakers.jsonl`.
//!
//! Only speakers with a proper name are joined: "a police spokesman" here is not
//! the one elsewhere, and neither are "the company" and "residents". One name is
//! one speaker, unless articles tell *namesakes* apart; several names are one
//! speaker if they can stand for each other and something else speaks for it.
//!
//! For each article, in parallel:
//!
//! - `notes.rs` notes what it says of each speaker, by name (`key.rs`), with the
//!   votes on whether that is a proper name (`proper.rs`) and the names around it
//!   (`surroundings.rs`), and with what the user knows of them (`authority`).
//!
//! Then once, over the sorted notes (`join.rs`):
//!
//! - `decide.rs` goes from all names to who is one.
//! - `namesakes.rs` tells apart those who share a name, each with a `profile.rs`.
//! - `whole_names.rs` finds names with words around them that belong to no name.
//! - `name_match.rs` says how well names can stand for each other (`name_fit.rs`,
//!   `person_name.rs`, `spelling.rs`), and `agreement.rs` which of them are one speaker, by what
//!   is known of the corpus (`known.rs`).
//! - `single_names.rs` says whose a surname alone is.
//! - `identified.rs` keeps together whom the user knows to be one, and apart who is not.
//! - `line.rs` makes the line of one speaker, `known_rows.rs` what of it comes from the
//!   user, and `table.rs` the rows of `speakers.csv`.

mod agreement;
mod decide;
mod identified;
mod join;
mod key;
mod known;
mod known_rows;
mod line;
mod name_fit;
mod name_match;
mod namesakes;
mod notes;
mod person_name;
mod profile;
mod proper;
mod single_names;
mod spelling;
mod surroundings;
mod table;
mod whole_names;

pub(crate) use decide::{DecidedName, decide};
pub(crate) use join::{SpeakerOutput, join};
pub(crate) use key::{type_code, without_rank};
pub(crate) use known::Rarity;
pub(crate) use line::SpeakerLine;
pub(crate) use namesakes::SharedName;
pub(crate) use notes::{SpeakerNote, note};
