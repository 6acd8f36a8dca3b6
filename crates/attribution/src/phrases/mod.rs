//! Phrases without a parser: where the words that name somebody begin and end, and
//! what else is said around a cue.
//!
//! A paragraph's elements ([`crate::paragraph`]) come in, the rules ([`crate::rules`])
//! ask. Going left from a verb finds its subject ([`left`]), going right finds an
//! addressee or a source after the verb ([`right`]); both stop at whatever a noun
//! phrase cannot hold: the verb of a clause ([`clauses`]), or a comma that opens no
//! apposition ([`appositions`]). [`details`] reads to whom, through what and when;
//! [`dates`] says which day that was; [`heads`] what kind of noun a phrase is.

pub(crate) mod appositions;
pub(crate) mod clauses;
pub(crate) mod dates;
pub(crate) mod details;
pub(crate) mod heads;
pub(crate) mod left;
pub(crate) mod names_in_marks;
pub(crate) mod right;
