//! The readers: folders and files → [`text::Article`].
//!
//! [`Input::find`] lists what there is to read, [`Input::records`] reads it
//! article by article as bytes, in order and in bounded memory, and
//! [`Reader::article`] makes an article of each: decodes it, finds its title,
//! outlet and date, and marks what is body and what is not. The first two are
//! cheap and for one thread; the last is the work, and for many.
//!
//! Nothing here fails as a whole: what cannot be used is a [`Skipped`] that says
//! where and why, and everything else is read.
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # std::fs::write(folder.path().join("harbour.txt"), "“It floats,” said Åse Lund.\n")?;
//! # std::fs::write(folder.path().join("photo.jpg"), [0xff, 0xd8])?;
//! let input = corpus::Input::find(&[folder.path().to_owned()], &corpus::Options::default());
//! let reader = corpus::Reader::new(&lexicon::Lexicon::embedded());
//! for record in input.records() {
//!     let article = reader.article(record)?;
//!     assert_eq!(article.id, "harbour");
//!     assert_eq!(article.text, "“It floats,” said Åse Lund.\n");
//! }
//! assert!(input.skipped()[0].to_string().contains("photo.jpg: no reader for .jpg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod container;
mod dateline;
mod dates;
mod encoding;
mod fields;
mod format;
mod input;
mod language;
mod lines;
mod page;
mod phrases;
mod publication;
mod reader;
mod records;
mod seen;
mod settings;
mod skipped;
mod survey;

pub use input::Input;
pub use page::reads;
pub use reader::Reader;
pub use records::{Record, Records};
pub use seen::Seen;
pub use settings::Corpus;
pub use skipped::Skipped;
pub use survey::{Survey, TEMPLATE};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// An article (a text file, a line of a JSONL file, a page) of more bytes than
    /// this is skipped, without being held in memory.
    pub largest: usize,
    /// A compressed file that expands to more than so many times its size is read
    /// no further, unless it stays small.
    pub expansion: u64,
    /// A page or an XML file with more elements inside each other is skipped.
    pub deepest: usize,
    /// Read articles whatever their language.
    pub any_language: bool,
}

impl Default for Options {
    /// 8 MiB, far more than any article has; 200 times, far more than text does;
    /// 400 elements, far more than pages have.
    fn default() -> Self {
        Self { largest: 8 << 20, expansion: 200, deepest: 400, any_language: false }
    }
}
