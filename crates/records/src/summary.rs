//! `summary.json` and `summary.csv`: who is quoted and how, in each corpus.
//!
//! All counts are as printed: a quote that ten outlets print counts ten times.

use crate::attribution::{Attribution, Pronoun};
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
    /// Of those by a person with a name, how many are by whom.
    #[serde(default)]
    pub referred_to_as: ReferredToAs,
    /// The speakers quoted most.
    pub speakers: Vec<Quoted>,
}

/// How many quotes and claims of people are by those to whom articles refer as *she*, *he*
/// and *they*, by pronouns or titles in any of the articles of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReferredToAs {
    /// She.
    pub she: Share,
    /// He.
    pub he: Share,
    /// They.
    pub they: Share,
    /// No article says.
    pub unknown: Share,
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

/// A row of `speakers.csv`: how much a speaker is quoted by an outlet in a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// As in `speakers.jsonl`.
    pub id: String,
    /// As in `speakers.jsonl`.
    pub name: String,
    /// As in `speakers.jsonl`.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// As in `speakers.jsonl`.
    pub referred_to_as: Option<Pronoun>,
    /// The name of the corpus.
    pub corpus: String,
    /// The outlet; empty if it is not known.
    pub outlet: Option<String>,
    /// The month, as in `2031-04`; empty if it is not known.
    pub month: Option<String>,
    /// Articles that quote them.
    pub articles: u64,
    /// Their quotes and claims.
    pub attributions: u64,
    /// Those in quotation marks.
    pub direct: u64,
    /// Those partly in quotation marks.
    pub mixed: u64,
    /// Those in the articles' own words.
    pub indirect: u64,
    /// Words in quotation marks.
    pub quoted_words: u64,
    /// Where in the articles they begin on average, from 0 (the top) to 1, in thousandths.
    pub mean_position: f64,
    /// The same without copies of articles that are counted in this row or another one.
    pub independent_articles: u64,
    /// The same for quotes and claims.
    pub independent_attributions: u64,
    /// The same for those in quotation marks.
    pub independent_direct: u64,
    /// The same for those partly in quotation marks.
    pub independent_mixed: u64,
    /// The same for those in the articles' own words.
    pub independent_indirect: u64,
    /// The same for words in quotation marks.
    pub independent_quoted_words: u64,
}

impl SpeakerRow {
    /// The header of the table.
    pub const COLUMNS: [&str; 20] = [
        "id",
        "name",
        "type",
        "referred_to_as",
        "corpus",
        "outlet",
        "month",
        "articles",
        "attributions",
        "direct",
        "mixed",
        "indirect",
        "quoted_words",
        "mean_position",
        "independent_articles",
        "independent_attributions",
        "independent_direct",
        "independent_mixed",
        "independent_indirect",
        "independent_quoted_words",
    ];
}

impl Default for SpeakerRow {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            r#type: text::SpeakerType::Unnamed,
            referred_to_as: None,
            corpus: String::new(),
            outlet: None,
            month: None,
            articles: 0,
            attributions: 0,
            direct: 0,
            mixed: 0,
            indirect: 0,
            quoted_words: 0,
            mean_position: 0.0,
            independent_articles: 0,
            independent_attributions: 0,
            independent_direct: 0,
            independent_mixed: 0,
            independent_indirect: 0,
            independent_quoted_words: 0,
        }
    }
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
