//! Lines of `speakers.jsonl` and `clusters.jsonl`: what only the whole run
//! knows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One speaker across the whole run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The most frequent full form of the name.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// Other forms of the name in the articles, the most frequent first.
    pub aliases: Vec<String>,
    /// What articles say they are, each with the number of articles.
    pub roles: Vec<Counted>,
    /// How much they are quoted.
    pub counts: SpeakerCounts,
    /// In how many articles.
    pub articles: usize,
    /// Which outlets quote them, each with the number of articles.
    pub outlets: Vec<Counted>,
    /// The day of the first article that quotes them.
    pub first_date: Option<Date>,
    /// The day of the last one.
    pub last_date: Option<Date>,
    /// The speakers within articles that it joins (`ARTICLE/sN`), in the order
    /// of the articles.
    pub refs: Vec<String>,
}

/// How often somebody is quoted, in all and by kind and act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerCounts {
    /// All quotes and claims.
    pub attributions: usize,
    /// Those that stand in quotation marks.
    pub direct: usize,
    /// Those in the articles' own words.
    pub indirect: usize,
    /// Those partly in quotation marks.
    pub mixed: usize,
    /// Said.
    pub speech: usize,
    /// Wrote.
    pub writing: usize,
    /// Showed.
    pub evidence: usize,
    /// Believed or wanted.
    pub attitude: usize,
}

/// A value and how often it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The value.
    pub value: String,
    /// How often.
    pub count: usize,
}

/// One quote or claim as it travels through different articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// The id of the first member.
    pub id: String,
    /// The longest version.
    pub text: String,
    /// In how many articles it stands.
    pub articles: usize,
    /// The outlets that carry it, each with the number of members.
    pub outlets: Vec<Counted>,
    /// Where it was seen first.
    pub first: First,
    /// To whom it is attributed, each with the number of members.
    pub speakers: Vec<Counted>,
    /// Its members, by date and then in the order of the input; those without a
    /// date come last.
    pub members: Vec<Member>,
}

/// Where a quote or claim was seen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The day.
    pub date: Option<Date>,
    /// The article.
    pub article: String,
}

/// One attribution in a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id in `attributions.jsonl`.
    pub attribution: String,
    /// The article's id.
    pub article: String,
    /// The article's outlet.
    pub outlet: Option<String>,
    /// The article's day of publication.
    pub date: Option<Date>,
    /// The speaker's name in that article.
    pub speaker: Option<String>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(with = "crate::names::kind")]
    pub kind: text::Kind,
}
