//! From each source to whom it means, in the order of the text.
//!
//! [`article`] goes through the attributions of an article. The words of a source
//! become a [`phrase`], and [`order`] says which ways of resolving it are tried, one
//! after the other. There is a file for each way: [`named`], [`pronouns`],
//! [`described`], [`definite`], [`documents`] with their [names](`document_names`) and [`makers`], [`together`]
//! with the [`pairs`] of people who are named so, [`dialogue`].
//!
//! All ways read the [`context`], which is fixed before the first source is resolved,
//! and the [`discourse`], which holds what is known so far: who is who, who spoke last,
//! which [`descriptions`] were used. Pronouns and descriptions look among
//! those named and quoted and those described in the [`narrative`]: the [`ranker`] weighs them,
//! among other things by the scores of the [`antecedents`], which add up [`weights`]. A way gives a
//! [`link`] with its [`confidence`]; [`outcome`] makes speakers of the links at the end, with the
//! [`references`] to each.
//!
//! Before this come `words` and `people`.

pub(crate) mod anaphor;
pub(crate) mod antecedents;
pub(crate) mod article;
pub(crate) mod confidence;
pub(crate) mod context;
pub(crate) mod definite;
pub(crate) mod described;
pub(crate) mod descriptions;
pub(crate) mod dialogue;
pub(crate) mod discourse;
pub(crate) mod document_names;
pub(crate) mod document_titles;
pub(crate) mod documents;
pub(crate) mod link;
pub(crate) mod makers;
pub(crate) mod named;
pub(crate) mod names_together;
pub(crate) mod narrative;
pub(crate) mod order;
pub(crate) mod outcome;
pub(crate) mod pairs;
pub(crate) mod phrase;
pub(crate) mod pronouns;
pub(crate) mod ranker;
pub(crate) mod references;
pub(crate) mod together;
pub(crate) mod types;
pub(crate) mod weights;
