//! Lines of `speakers.jsonl`, `clusters.jsonl` and `copies.jsonl`: what only the
//! whole run knows.

use crate::attribution::{AuthorityRow, Pronoun, References};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One speaker across the whole run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// That of the user's files, or else the first of the `refs`.
    #[serde(default)]
    pub id: String,
    /// The most frequent full form of the name.
    pub name: String,
    /// `person`, `organization`, `group` or `document`.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// Other forms of the name in the articles, the most frequent first.
    pub aliases: Vec<String>,
    /// What an authority file says of them.
    #[serde(default)]
    pub authority: Option<AuthorityRow>,
    /// Where an authority file leaves open who is meant, the ids of all.
    #[serde(default)]
    pub candidates: Vec<String>,
    /// `she`, `he` or `they`: by what most [`References`] in all articles are.
    #[serde(default)]
    pub referred_to_as: Option<Pronoun>,
    /// By which pronouns and titles articles refer to them; `None` if by none.
    #[serde(default)]
    pub references: Option<References>,
    /// Their roles, as articles give them, the most frequent first.
    pub roles: Vec<Role>,
    /// How much they are quoted.
    pub counts: SpeakerCounts,
    /// How many articles quote them.
    pub articles: usize,
    /// The same, with nearly identical articles counted as one.
    pub independent: usize,
    /// Which outlets quote them, each with the number of articles.
    pub outlets: Vec<Counted>,
    /// The day of the first article that quotes them.
    pub first_date: Option<Date>,
    /// The day of the last such article.
    pub last_date: Option<Date>,
    /// Who is most often quoted in the same articles, each with the number of these
    /// articles.
    pub companions: Vec<Counted>,
    /// Other speakers with the same name. Articles give them other roles, and they
    /// share no further name, so they are somebody else. At most the twenty that are
    /// quoted in most articles.
    pub namesakes: Vec<Namesake>,
    /// The speakers within articles (`ARTICLE/sN`) who are this speaker, in the order
    /// of the articles.
    pub refs: Vec<String>,
}

impl Default for Speaker {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            r#type: text::SpeakerType::Unnamed,
            aliases: Vec::new(),
            authority: None,
            candidates: Vec::new(),
            referred_to_as: None,
            references: None,
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

/// A role that articles give somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role.
    pub value: String,
    /// How many articles give it.
    pub count: usize,
    /// The day of the first such article.
    pub first_date: Option<Date>,
    /// The day of the last such article.
    pub last_date: Option<Date>,
}

/// Somebody else with the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namesake {
    /// One of the `refs` of that speaker.
    pub r#ref: String,
    /// Their role, as articles give it.
    pub role: Option<String>,
}

/// How often somebody is quoted, in all and by kind and act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerCounts {
    /// All quotes and claims.
    pub attributions: usize,
    /// Those in quotation marks.
    pub direct: usize,
    /// Those in the articles' own words.
    pub indirect: usize,
    /// Those partly in quotation marks.
    pub mixed: usize,
    /// Those that were said.
    pub speech: usize,
    /// Those that were written.
    pub writing: usize,
    /// Those that were shown, as by a study.
    pub evidence: usize,
    /// Those that were believed or wanted.
    pub attitude: usize,
}

/// A value and how often it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The value.
    pub value: String,
    /// How often it was seen.
    pub count: usize,
}

/// One quote or claim as it appears in different articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// The id of the first member.
    pub id: String,
    /// The longest version.
    pub text: String,
    /// How many articles have it.
    pub articles: usize,
    /// The same, with nearly identical articles counted as one.
    pub independent: usize,
    /// The outlets that carry it, each with the number of members.
    pub outlets: Vec<Counted>,
    /// Where it was first seen.
    pub first: First,
    /// To whom it is attributed, each with the number of members.
    pub speakers: Vec<Counted>,
    /// Its wordings, in the order in which they were first seen.
    pub versions: Vec<Version>,
    /// Its members, by date and then by the article's id; those without a date
    /// come last.
    pub members: Vec<Member>,
}

/// One wording of a quote or claim. Differences in case, punctuation or accents do
/// not make another wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The words.
    pub text: String,
    /// How many members have this wording.
    pub members: usize,
    /// For quotes only: the words that differ from the longest version, within the
    /// part that both versions have.
    pub changes: Vec<Change>,
}

/// Words that differ between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The words of the longest version; empty if this version added some.
    pub from: String,
    /// The words of this version; empty if it left some out.
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

/// Where a quote or claim was first seen.
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
