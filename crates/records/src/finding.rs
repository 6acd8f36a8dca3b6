//! A line of `verify.jsonl`.

use crate::offsets::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the sources say about one quotation, claim or statement of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The draft's id.
    pub draft: String,
    /// Where the draft came from.
    pub path: String,
    /// What of the draft is compared.
    pub kind: FindingKind,
    /// Its words; those of several spans are joined with a space.
    pub text: String,
    /// Where they are in the draft.
    pub spans: Vec<Span>,
    /// Who says it in the draft.
    pub speaker: Option<String>,
    /// What the sources say about it.
    pub verdict: Verdict,
    /// Whether it stands as it is: nothing in it needs a look.
    pub fine: bool,
    /// How much of its words the passages have, between 0 and 1, in hundredths; words
    /// that carry meaning count twice.
    pub likeness: f64,
    /// Whether the draft's speaker is the source's.
    pub speakers: SpeakersMatch,
    /// What differs, in the order of the draft.
    pub changes: Vec<WordChange>,
    /// What was left out of the middle, or what was cut off and changes the sense.
    pub left_out: Vec<LeftOut>,
    /// The passages that were compared, in the order of the draft: one, more if it was
    /// put together, none if no source has anything like it.
    pub passages: Vec<SourcePassage>,
}

/// What of a draft is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A quotation, all of it in quotation marks.
    Direct,
    /// A claim, partly in quotation marks.
    Mixed,
    /// A claim in the draft's words.
    Indirect,
    /// A sentence in the draft's own voice.
    Statement,
}

/// What the sources say about a quotation, a claim or a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A source has the words, said by the same speaker.
    Verbatim,
    /// A claim that a source supports in other words.
    Paraphrase,
    /// Shortened.
    Cut,
    /// Put together from what was said in different places.
    Joined,
    /// Words differ.
    Changed,
    /// A source has the words; somebody else says them.
    OtherSpeaker,
    /// A source has the words, and does not say whose they are.
    UnattributedThere,
    /// Stated as a fact; a source has it as what somebody says.
    OpinionAsFact,
    /// A claim; a source says the opposite.
    Negated,
    /// The source says that it was denied, or the draft says so and the source does not.
    Contradicted,
    /// No source has anything like it.
    NotFound,
}

impl Verdict {
    /// All verdicts, in the order of the manual.
    pub const ALL: [Self; 11] = [
        Self::Verbatim,
        Self::Paraphrase,
        Self::Cut,
        Self::Joined,
        Self::Changed,
        Self::OtherSpeaker,
        Self::UnattributedThere,
        Self::OpinionAsFact,
        Self::Negated,
        Self::Contradicted,
        Self::NotFound,
    ];

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Paraphrase => "paraphrase",
            Self::Cut => "cut",
            Self::Joined => "joined",
            Self::Changed => "changed",
            Self::OtherSpeaker => "other speaker",
            Self::UnattributedThere => "unattributed there",
            Self::OpinionAsFact => "opinion as fact",
            Self::Negated => "negated",
            Self::Contradicted => "contradicted",
            Self::NotFound => "not found",
        }
    }
}

/// Whether two speakers are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakersMatch {
    /// They are.
    Same,
    /// They are not.
    Different,
    /// One of the two is not known.
    Unknown,
}

/// Of what kind a difference is: what it may change in the sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// One side has a negation that the other lacks.
    Negation,
    /// Numbers differ, by value or unit.
    Number,
    /// Names differ.
    Name,
    /// A condition was added or removed: if, unless.
    Condition,
    /// What makes a statement less sure was added or removed: may, probably.
    Hedge,
    /// Tense, person and pronouns, as indirect speech changes them.
    Grammar,
    /// Other words.
    Other,
}

impl ChangeKind {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Name => "name",
            Self::Condition => "condition",
            Self::Hedge => "hedge",
            Self::Grammar => "grammar",
            Self::Other => "other",
        }
    }
}

/// Words that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChange {
    /// What they may change in the sense.
    pub kind: ChangeKind,
    /// The source's words; empty if the draft inserts some.
    pub source: String,
    /// The draft's words; empty if it leaves some out.
    pub draft: String,
    /// Where the draft's words are in the draft; `None` if there are none.
    pub draft_span: Option<Span>,
    /// Where the source's words are in the source; `None` if there are none.
    pub source_span: Option<Span>,
    /// Whether quotation marks of the draft vouch for them.
    pub quoted: bool,
    /// Which of the passages was compared, counted from 0.
    pub passage: usize,
}

/// Words of a source that the draft leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What of the sense is lost with them: a negation, a condition, a hedge; `None` if
    /// nothing of the kind.
    pub kind: Option<ChangeKind>,
    /// The words.
    pub text: String,
    /// Where they are in the source.
    pub span: Span,
    /// Of which of the passages, counted from 0.
    pub passage: usize,
}

/// Words of a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourcePassage {
    /// The article's id.
    pub article: String,
    /// Where the article came from.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// The words, from the first that was compared to the last.
    pub text: String,
    /// Where they are in the source's text.
    pub span: Span,
    /// The sentences around them.
    pub context: String,
    /// Where these are in the source's text.
    pub context_span: Span,
    /// Where the draft's words for them are in the draft.
    pub draft_span: Span,
    /// Who says them in the source.
    pub speaker: Option<String>,
    /// The speaker's role there.
    pub role: Option<String>,
    /// `direct`, `mixed` or `indirect` if the source attributes them.
    pub kind: Option<FindingKind>,
    /// The words that attribute them.
    pub cue: Option<String>,
    /// Whether the source says that they were not said.
    pub negated: bool,
    /// How sure it is that they are attributed, between 0 and 1, in hundredths; `None` if
    /// the source says them in its own voice.
    pub confidence: Option<f64>,
}
