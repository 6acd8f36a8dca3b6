//! What sayso writes: the output records, and the files that they go to.
//!
//! The records are a contract with the users. Their types are separate from those
//! that the stages hand to each other, so that either can change without the other:
//! [`ArticleRecords::new`] converts the latter into the former, and byte spans into
//! the [`Offsets`] that the user asked for. Every record can also be read back
//! (`Deserialize`), which is how output is aggregated or reviewed later.
//!
//! A field without a value is written as `null`, so that all lines of a file have
//! the same shape. Offsets are half-open and count Unicode code points of the
//! article's `text`, unless the user chose another unit.
//!
//! ```
//! use records::{ArticleRecords, Offsets};
//! use text::{Act, Article, Attribution, Document, Kind, Paragraph, Role, Sentence, Span, Speakers};
//!
//! let text = "“Ja,” said Åse.".to_owned();
//! let span = Span::new(0, text.len());
//! let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len())).unwrap();
//! let (content, cue, source) = (at("Ja,"), at("said"), at("Åse"));
//! let article = Article {
//!     id: "fjord/ferry".into(),
//!     paragraphs: vec![Paragraph { span, role: Role::Body }],
//!     text: text.clone(),
//!     ..Article::default()
//! };
//! let document = Document { sentences: vec![Sentence { span, paragraph: 0, tokens: 0..0 }], tokens: vec![] };
//! let found = Attribution {
//!     kind: Kind::Direct, act: Act::Speech, content: vec![content], cue: vec![cue], source: vec![source],
//!     addressee: None, medium: None, when: None, date: None, negated: false, continues: false,
//!     confidence: 0.974, found_by: "quote_cue_source", sentence: 0,
//! };
//! let nobody = Speakers { speakers: vec![], resolutions: vec![None] };
//!
//! let records = ArticleRecords::new(&article, &document, &[found], &nobody, Offsets::CodePoint);
//! assert_eq!(records.attributions[0].source.as_ref().unwrap().spans, [(11, 14)]);
//! let line = String::from_utf8(records.lines().attributions).unwrap();
//! assert!(line.starts_with(r#"{"id":"fjord/ferry#1","article":"fjord/ferry","#));
//! assert!(line.contains(r#""content":{"text":"Ja,","spans":[[1,4]]}"#));
//! ```

mod aggregates;
mod article;
mod attribution;
mod convert;
mod finding;
mod folder;
mod line;
mod lock;
mod names;
mod offsets;
mod reader;
mod run;
mod summary;
mod writer;

pub use aggregates::{
    Change, Cluster, Copies, Copy, Counted, First, Member, Namesake, Role, Speaker, SpeakerCounts, Version,
};
pub use article::{Article, ArticleCounts, Paragraph};
pub use attribution::{
    Attribution, AuthorityRow, Maker, Passage, Pronoun, References, Sentence, SpeakerRef, When,
};
pub use convert::{ArticleRecords, RecordLines};
pub use finding::{
    ChangeKind, Finding, FindingKind, LeftOut, SourcePassage, SpeakersMatch, Verdict, WordChange,
};
pub use folder::{NoResults, typed};
pub use line::Line;
pub use lock::{FolderLock, Locked};
pub use offsets::{Offsets, Positions, Span};
pub use reader::{ArticleLines, ReadError, Results};
pub use run::{Run, RunCounts, Skipped, Timings};
pub use summary::{
    CorpusSummary, Figures, MonthSummary, OutletSummary, Quoted, ReferredToAs, Share, SourceType, SpeakerRow,
    Summary, SummaryRow,
};
pub use writer::{Error, JsonlWriter, remedy, write_json};
