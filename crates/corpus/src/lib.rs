//! The readers: folders and files → [`text::Article`].
//!
//! [`Input::find`] lists what there is to read, [`Input::records`] reads it
//! article by article as bytes, in order and in bounded memory, and
//! [`Reader::article`] makes an article of each: it decodes the bytes, finds the
//! title, outlet and date, and marks which paragraphs are body text and which
//! are not. The first two are cheap and run on one thread; the last is the real
//! work and runs on many.
//!
//! Nothing here fails as a whole: whatever cannot be used becomes a [`Skipped`]
//! that says where and why, and everything else is read.
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
//!
//! The folders, in the order in which a file passes through them:
//!
//! | folder | what it does |
//! |---|---|
//! | `discover` | lists the files and reads `corpus.toml` |
//! | `unpack` | opens compression and archives |
//! | `formats` | cuts files into records and reads one record: one file a format |
//! | `feed` | the reading thread: records in order, with ids that are unique |
//! | `article` | makes an article of a record |
//! | `page` | says what each paragraph of a text is |

mod article;
mod corpus;
mod discover;
mod feed;
mod fields;
mod formats;
mod input;
mod options;
mod page;
mod proposals;
mod skipped;
mod survey;
mod unpack;

pub use article::Reader;
pub use corpus::Corpus;
pub use discover::holds_results;
pub use feed::{ColumnError, Record, Records, Rows, Seen};
pub use input::Input;
pub use options::{Options, Shard};
pub use page::reads;
pub use proposals::{Proposal, UnclearDates};
pub use skipped::Skipped;
pub use survey::{Survey, TEMPLATE};
