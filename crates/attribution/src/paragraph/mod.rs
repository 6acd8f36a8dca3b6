//! One paragraph as the rules see it.
//!
//! [`marks`] pairs the quotation marks; [`element`] says what is known of each word
//! and mark, by the word lists of [`crate::lexical`]; [`folded`] folds every outermost
//! quotation into a single element. So `“…,” she said, “…”` is a short sentence,
//! whatever was quoted, and the same rules serve direct, mixed and indirect speech.

pub(crate) mod element;
pub(crate) mod folded;
pub(crate) mod marks;
