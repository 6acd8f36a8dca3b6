//! Which of very many things are alike, without comparing each with each.
//!
//! It serves three times: for articles that are copies, for contents that are
//! versions of one quote, and for names that are one speaker's. Each of these
//! says what the *features* of its things are and when two things are alike.
//!
//! 1. [`Matcher`] takes the things and their features. Things that share a rare
//!    feature, or several, are *candidates* (`neighbours.rs`), and only candidates are
//!    compared.
//! 2. `components.rs` joins what is alike, and what is alike to that as well
//!    (`stars.rs` does it on disk where memory does not suffice).
//! 3. [`Groups`] says afterwards what belongs together.

mod components;
mod groups;
mod links;
mod matcher;
mod neighbours;
mod stars;

pub(crate) use groups::{Groups, GroupsInOrder};
pub(crate) use matcher::{Matcher, SAMPLE};
pub(crate) use neighbours::Neighbours;
