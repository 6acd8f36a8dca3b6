//! `summary.json` and `summary.csv`: who is quoted and how, in each corpus.
//!
//! All counts are as printed: a quote that ten outlets print counts ten times.

use crate::attribution::Attribution;
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
    /// The day of its last article.
    pub last_date: Option<Date>,
    /// The figures of the whole corpus.
    pub total: Figures,
    /// The figures of each outlet, and of the articles without one; those with most
    /// quotes and claims come first.
    pub outlets: Vec<OutletSummary>,
    /// The figures of each month in order, and last those of the articles without a
    /// date.
    pub months: Vec<MonthSummary>,
}

/// One outlet in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutletSummary {
    /// The outlet; `None` for the articles without one.
    pub outlet: Option<String>,
    /// What it printed.
    #[serde(flatten)]
    pub figures: Figures,
}

/// One month in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MonthSummary {
    /// The month, as in `2031-04`; `None` for the articles without a date.
    pub month: Option<String>,
    /// What was printed in it.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How much is quoted in some articles, how, and from whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Articles, including those without quotes or claims.
    pub articles: u64,
    /// Quotes and claims.
    pub attributions: u64,
    /// Of those whose act is `speech` or `writing`, how many have no words in quotation
    /// marks.
    pub indirect_speech: Share,
    /// Of those whose speaker is known, how many come from a speaker without a name
    /// (“a police spokesman”).
    pub unnamed_sources: Share,
    /// The speakers quoted most.
    pub speakers: Vec<Quoted>,
}

/// `count` of `of`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The part.
    pub count: u64,
    /// The whole.
    pub of: u64,
    /// The part divided by the whole, from 0 to 1, rounded to ten-thousandths; `None`
    /// if the whole is 0.
    pub share: Option<f64>,
}

impl Share {
    /// `count` of `of`.
    pub fn new(count: u64, of: u64) -> Self {
        let share = (of > 0).then(|| (count as f64 / of as f64 * 1e4).round() / 1e4);
        Self { count, of, share }
    }
}

/// How much somebody is quoted in some articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The name that `speakers.jsonl` has.
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

/// A row of `summary.csv`: how many quotes and claims agree in all the other columns.
/// There is no row if there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryRow {
    /// The name of the corpus.
    pub corpus: String,
    /// The outlet; empty if it is not known.
    pub outlet: Option<String>,
    /// The month, as in `2031-04`; empty if it is not known.
    pub month: Option<String>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(with = "crate::names::kind")]
    pub kind: text::Kind,
    /// `speech`, `writing`, `evidence` or `attitude`.
    #[serde(with = "crate::names::act")]
    pub act: text::Act,
    /// What kind of source they have.
    pub source: SourceType,
    /// How many quotes and claims these are.
    pub attributions: u64,
}

impl SummaryRow {
    /// The header of the table.
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
    /// Somebody without a name (“a police spokesman”).
    Unnamed,
    /// Somebody is mentioned (“he”), but it was left open who that is.
    Unresolved,
    /// Nobody is mentioned.
    Nobody,
}

impl SourceType {
    /// The kind of source of an attribution.
    pub fn of(attribution: &Attribution<'_>) -> Self {
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
