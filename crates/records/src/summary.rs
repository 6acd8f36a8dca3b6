//! `summary.json` and `summary.csv`: who is quoted and how, in each corpus.
//!
//! All counts are as printed: a quote that ten outlets print counts ten times.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `summary.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The corpora, by name.
    pub corpora: Vec<CorpusSummary>,
}

/// Who is quoted in one corpus, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CorpusSummary {
    /// The name of the corpus.
    pub corpus: String,
    /// The day of its first article.
    pub first_date: Option<Date>,
    /// The day of its last one.
    pub last_date: Option<Date>,
    /// All of it.
    pub total: Figures,
    /// Each outlet, and the articles without one; those with most quotes and
    /// claims come first.
    pub outlets: Vec<OutletSummary>,
    /// Each month in order, and last the articles without a date.
    pub months: Vec<MonthSummary>,
}

/// One outlet in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutletSummary {
    /// The outlet; nothing for the articles without one.
    pub outlet: Option<String>,
    /// What it printed.
    #[serde(flatten)]
    pub figures: Figures,
}

/// One month in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MonthSummary {
    /// The month, as in `2031-04`; nothing for the articles without a date.
    pub month: Option<String>,
    /// What was printed in it.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How much is quoted in some articles, how, and from whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Articles, those without quotes or claims included.
    pub articles: u64,
    /// Quotes and claims.
    pub attributions: u64,
    /// Of those that say what was said or written (`speech` and `writing`), how
    /// many have no word of it in quotation marks.
    pub indirect_speech: Share,
    /// Of those whose speaker is known, how many come from one without a name
    /// ("a police spokesman").
    pub unnamed_sources: Share,
    /// Those quoted most.
    pub speakers: Vec<Quoted>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// The one by the other, from 0 to 1, in ten-thousandths; nothing where
    /// there are none.
    pub share: Option<f64>,
}

impl Share {
    /// So many of so many.
    pub fn new(count: u64, of: u64) -> Self {
        let share = (of > 0).then(|| (count as f64 / of as f64 * 1e4).round() / 1e4);
        Self { count, of, share }
    }
}

/// How much somebody is quoted in some articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The name, as in `speakers.jsonl`.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// The first of their `refs` in these articles.
    pub r#ref: String,
    /// Their quotes and claims in these articles.
    pub attributions: u64,
    /// In how many of these articles they are quoted.
    pub articles: u64,
}

/// A row of `summary.csv`: how many quotes and claims are alike in all of this.
/// There are no rows for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryRow {
    /// The name of the corpus.
    pub corpus: String,
    /// The outlet; empty where it is not known.
    pub outlet: Option<String>,
    /// The month, as in `2031-04`; empty where it is not known.
    pub month: Option<String>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(with = "crate::names::kind")]
    pub kind: text::Kind,
    /// `speech`, `writing`, `evidence` or `attitude`.
    #[serde(with = "crate::names::act")]
    pub act: text::Act,
    /// From what kind of source.
    pub source: SourceType,
    /// How many.
    pub attributions: u64,
}

impl SummaryRow {
    /// The head of the table.
    pub const COLUMNS: [&str; 7] = ["corpus", "outlet", "month", "kind", "act", "source", "attributions"];
}

/// What kind of source something comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceType {
    /// A person with a name.
    Person,
    /// An organization.
    Organization,
    /// A group.
    Group,
    /// A document.
    Document,
    /// Somebody without a name ("a police spokesman").
    Unnamed,
    /// Somebody is mentioned, but who that is was left open ("he").
    Unresolved,
    /// Nobody is mentioned.
    Nobody,
}

impl SourceType {
    /// The kind of source of an attribution.
    pub fn of(attribution: &crate::Attribution<'_>) -> Self {
        use text::SpeakerType;
        match &attribution.speaker {
            Some(speaker) => match speaker.r#type {
                SpeakerType::Person => Self::Person,
                SpeakerType::Organization => Self::Organization,
                SpeakerType::Group => Self::Group,
                SpeakerType::Document => Self::Document,
                SpeakerType::Unnamed => Self::Unnamed,
            },
            None if attribution.source.is_some() => Self::Unresolved,
            None => Self::Nobody,
        }
    }
}
