//! Which files are read, as what, and what is said about those that cannot be.
#![allow(missing_docs)]

mod corpus_toml;
mod fields;
mod files;
mod folder;
mod laws;
mod shapes;
mod skipped;
