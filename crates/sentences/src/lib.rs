//! Text to sentences and words.
//!
//! [`Splitter`] is the only type. Before it, a reader has divided the text into
//! paragraphs; after it come the stages that read sentences and their tokens
//! ([`text::Document`]).
//!
//! The splitter looks only at the places where a sentence may end (a full stop,
//! a question mark, a line break) and decides there by the text on both sides:
//! by default the sentence ends, and each rule names a case in which it
//! continues. The rules are in `boundaries/`, one file for each thing they look
//! at; `tokens.rs` then cuts each sentence into words and marks. Word lists come
//! from [`lexicon`] (`abbreviations.tsv`, `openers.tsv`), so users can add their
//! own.
//!
//! ```
//! let splitter = sentences::Splitter::new(&lexicon::Lexicon::embedded());
//! let text = "“Who paid?” Sen. Osei asked.  Nobody did.";
//! let mut spans = Vec::new();
//! splitter.split(text, &mut spans);
//! let sentences: Vec<_> = spans.iter().map(|span| span.of(text)).collect();
//! assert_eq!(sentences, ["“Who paid?” Sen. Osei asked.", "Nobody did."]);
//! ```

mod boundaries;
mod characters;
mod splitter;
mod tokens;
mod vocabulary;

pub use splitter::Splitter;
pub use vocabulary::reads;
