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
    /// What articles say they are, the most frequent first.
    pub roles: Vec<Role>,
    /// How much they are quoted.
    pub counts: SpeakerCounts,
    /// In how many articles.
    pub articles: usize,
    /// The same, where articles that are nearly identical count as one.
    pub independent: usize,
    /// Which outlets quote them, each with the number of articles.
    pub outlets: Vec<Counted>,
    /// The day of the first article that quotes them.
    pub first_date: Option<Date>,
    /// The day of the last one.
    pub last_date: Option<Date>,
    /// Who is quoted in the same articles most often, each with the number of
    /// articles.
    pub companions: Vec<Counted>,
    /// Others of the same name, who are somebody else since articles say they
    /// are something else, and have no other names in common. Of very many, the
    /// twenty that are quoted in most articles.
    pub namesakes: Vec<Namesake>,
    /// The speakers within articles that it joins (`ARTICLE/sN`), in the order
    /// of the articles.
    pub refs: Vec<String>,
}

impl Default for Speaker {
    fn default() -> Self {
        Self {
            name: String::new(),
            r#type: text::SpeakerType::Unnamed,
            aliases: Vec::new(),
            roles: Vec::new(),
            counts: SpeakerCounts::default(),
            articles: 0,
            independent: 0,
            outlets: Vec::new(),
            first_date: None,
            last_date: None,
            companions: Vec::new(),
            namesakes: Vec::new(),
            refs: Vec::new(),
        }
    }
}

/// What articles say somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role.
    pub value: String,
    /// In how many articles.
    pub count: usize,
    /// The day of the first of them.
    pub first_date: Option<Date>,
    /// The day of the last.
    pub last_date: Option<Date>,
}

/// Somebody else of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namesake {
    /// One of the speakers within articles that they are.
    pub r#ref: String,
    /// What articles say they are.
    pub role: Option<String>,
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
    /// The same, where articles that are nearly identical count as one.
    pub independent: usize,
    /// The outlets that carry it, each with the number of members.
    pub outlets: Vec<Counted>,
    /// Where it was seen first.
    pub first: First,
    /// To whom it is attributed, each with the number of members.
    pub speakers: Vec<Counted>,
    /// Its wordings, in the order in which they were first seen.
    pub versions: Vec<Version>,
    /// Its members, by date and then by the article's id; those without a date
    /// come last.
    pub members: Vec<Member>,
}

/// One wording of a quote or claim. Print makes none: case, marks, accents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The words.
    pub text: String,
    /// How many members have them.
    pub members: usize,
    /// Of a quote: which words differ from those of the longest one, where the
    /// two overlap.
    pub changes: Vec<Change>,
}

/// Words that differ between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// As the longest version has them; empty where it has none.
    pub from: String,
    /// As this version has them; empty where it has none.
    pub to: String,
}

/// A line of `copies.jsonl`: articles that are nearly identical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// The id of the first article.
    pub id: String,
    /// The outlets that printed it, each with the number of articles.
    pub outlets: Vec<Counted>,
    /// The articles, by date and then by id.
    pub articles: Vec<Copy>,
}

/// One of several articles that are nearly identical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The article's id.
    pub article: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its day of publication.
    pub date: Option<Date>,
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
