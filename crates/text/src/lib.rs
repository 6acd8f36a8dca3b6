//! The nouns of sayso: what the stages pass to each other.
//!
//! An [`Article`] owns its text; everything else is a [`Span`] of it. From `corpus`
//! comes the article, from `sentences` the [`Document`], from `attribution` the
//! [`Attribution`]s, from `speakers` the [`Speakers`]. Spans count **bytes** of the
//! text here and everywhere inside the program; only the records on the way out
//! (and gold data on the way in) count code points, and [`CodePoints`] converts at
//! that edge.
//!
//! This crate does no input or output. Its only rules are those of [`paragraphs()`].
//!
//! ```
//! use text::Span;
//! let text = "“Ja,” said Åse.";
//! let name = Span::new(text.find("Åse").unwrap(), text.len() - 1);
//! assert_eq!(name.of(text), "Åse");
//! assert_eq!(text::CodePoints::new(text).span(name), (11, 14));
//! ```

mod article;
mod attribution;
mod code_points;
mod document;
mod lost_breaks;
mod nesting;
mod paragraphs;
mod span;
mod speaker;

pub use article::{Article, Doubt, Metadata, Paragraph, Role};
pub use attribution::{Act, Attribution, Kind};
pub use code_points::CodePoints;
pub use document::{Document, Sentence, Token, TokenKind};
pub use nesting::enclosing;
pub use paragraphs::paragraphs;
pub use span::{Span, joined};
pub use speaker::{Maker, References, Resolution, ResolvedBy, Speaker, SpeakerType, Speakers};
