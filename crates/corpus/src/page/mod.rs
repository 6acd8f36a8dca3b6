//! What each paragraph of a text is (title, heading, body, dateline, boilerplate),
//! and what the page says about itself (title, outlet, date, author, …).
//!
//! A plain text is often a scraped page: menus and a headline before the article,
//! link lists and legal lines after it, widgets in between. Three kinds of evidence
//! tell them apart: known phrases (`boilerplate.tsv`), publication lines, and where
//! short lines are relative to the paragraphs of prose. A line that quotes somebody
//! is never boilerplate merely because of its place: taking it out would lose a
//! quote, and leaving a menu in costs nothing.
//!
//! | file | what it decides |
//! |---|---|
//! | `paragraphs.rs` | the order of the steps below, and the paragraphs they make |
//! | `line.rs`, `boilerplate.rs` | what a line looks like by itself |
//! | `link_lists.rs` | the links after “Related news” |
//! | `head.rs`, `titles.rs` | what comes before the article, and which line is the title |
//! | `tail.rs` | what comes after the article |
//! | `headings.rs` | headings between paragraphs |
//! | `datelines.rs` | `KADUNGA, March 3 (Northern Wire) —` |
//! | `publication/` | `2021-11-30 07:45 \| Delta Times \| Editor: Lin Shu` |
//! | `dates.rs` | dates and times in text |
//! | `no_article.rs` | whether the title is that of an error, a search or a wall |
//! | `phrases.rs`, `shape.rs` | known phrases at the start of a line; title case and the like |
//!
//! Before: [`formats`](crate::formats) made a text of a record. After:
//! [`article`](crate::article) applies the rules of the corpus.

mod boilerplate;
mod datelines;
mod dates;
mod head;
mod headings;
mod line;
mod link_lists;
mod lists;
mod no_article;
mod paragraphs;
mod phrases;
mod publication;
mod shape;
mod tail;
mod titles;

pub(crate) use dates::{Dates, plausible};
pub(crate) use lists::PageLists;
pub(crate) use paragraphs::paragraphs;

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn lexicon::Reads> {
    boilerplate::READS
        .into_iter()
        .chain(publication::READS)
        .chain([lexicon::Calendar::reads()])
        .chain(datelines::READS)
        .chain(no_article::READS)
}
