//! One file for each command: its arguments, its help and what it prints.

pub(crate) mod aggregate;
pub(crate) mod completions;
pub(crate) mod corpus;
pub(crate) mod estimate;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod man;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod sentences;
pub(crate) mod serve;
#[cfg(feature = "train")]
pub(crate) mod train;
pub(crate) mod verify;
