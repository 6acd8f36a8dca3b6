//! Data that may exceed memory: sorted, or kept to be read again, on disk.
//!
//! Everything above works on bytes that are laid out here: an article's notes
//! are [`Pairs`] of a key and a value, written field by field with the `put_*`
//! functions and read back with [`Fields`]. A [`Sorter`] takes pairs in any
//! order and gives them back sorted. A [`Spool`] keeps records to be read again,
//! by their place or all in order. [`Scratch`] says in which folder that happens
//! and how many bytes of memory it may take before.
//!
//! The temporary files have no names where the system allows it. They vanish
//! with the program, however it ends, and no other run ever reads them, so their
//! layout can change at will.

mod fields;
mod pairs;
mod runs;
mod scratch;
mod sorter;
mod spool;
mod temporary;

pub(crate) use fields::{
    Fields, ordinals, put_date, put_descending, put_number, put_numbers, put_optional, put_ordinal,
    put_sortable, put_text, put_texts,
};
pub(crate) use pairs::Pairs;
pub(crate) use scratch::{Scratch, Share};
pub(crate) use sorter::{Sorted, Sorter};
pub(crate) use spool::{Records, Spool};
pub(crate) use temporary::damaged;
