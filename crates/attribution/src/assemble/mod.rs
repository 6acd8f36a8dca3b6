//! From the findings of each paragraph to the attributions of the article: elements
//! become spans, and what crosses paragraphs is tied together.

mod article;
mod continuation;
mod introduced;
mod nested;
mod quoted_next;
mod signature;
mod spans;
mod state;
pub(crate) mod transcript;

#[cfg(feature = "train")]
pub(crate) use spans::span;
pub(crate) use state::Assembly;
