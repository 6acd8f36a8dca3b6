//! A line of `attributions.jsonl`.

use crate::offsets::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One quote or claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution<'a> {
    /// `ARTICLE#N`, where N counts from 1 in the order of the text.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// The article's id.
    #[serde(borrow)]
    pub article: Cow<'a, str>,
    /// The name of the corpus.
    #[serde(borrow)]
    pub corpus: Cow<'a, str>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(with = "crate::names::kind")]
    pub kind: text::Kind,
    /// `speech`, `writing`, `evidence` or `attitude`.
    #[serde(with = "crate::names::act")]
    pub act: text::Act,
    /// What was said.
    #[serde(borrow)]
    pub content: Passage<'a>,
    /// The words that attribute it.
    #[serde(borrow)]
    pub cue: Option<Passage<'a>>,
    /// The words that mention whoever said it.
    #[serde(borrow)]
    pub source: Option<Passage<'a>>,
    /// Who said it.
    #[serde(borrow)]
    pub speaker: Option<SpeakerRef<'a>>,
    /// The words for whoever it was said to.
    #[serde(borrow)]
    pub addressee: Option<Passage<'a>>,
    /// The words for what it was said through, such as an interview.
    #[serde(borrow)]
    pub medium: Option<Passage<'a>>,
    /// When it was said.
    #[serde(borrow)]
    pub when: Option<When<'a>>,
    /// Whether the text says that it was *not* said.
    pub negated: bool,
    /// Whether it is part of what another attribution reports.
    #[serde(default)]
    pub nested: bool,
    /// The id of the innermost such attribution.
    #[serde(borrow, default)]
    pub parent: Option<Cow<'a, str>>,
    /// The paragraph in which the content starts, as an index into the
    /// article's paragraphs.
    pub paragraph: usize,
    /// The sentence in which the content starts.
    pub sentence: Sentence,
    /// How sure the program is, between 0 and 1, in hundredths.
    pub confidence: f64,
    /// The name of the rule that found it, or of the model.
    #[serde(borrow)]
    pub found_by: Cow<'a, str>,
}

/// Words of an article, and where they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage<'a> {
    /// The words; those of several spans are joined with a space.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Where they are, in the order of the text.
    pub spans: Vec<Span>,
}

/// Who an attribution's source is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRef<'a> {
    /// `ARTICLE/sN`: the Nth speaker of the article, counted from 1.
    #[serde(borrow)]
    pub r#ref: Cow<'a, str>,
    /// The fullest name that the article gives, or a description.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// `person`, `organization`, `group`, `document` or `unnamed`.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// Their role, as the article gives it.
    pub role: Option<Cow<'a, str>>,
    /// What linked the source to the speaker.
    #[serde(with = "crate::names::resolved_by")]
    pub resolved_by: text::ResolvedBy,
    /// How sure that link is, between 0 and 1. A link that builds on other links is
    /// less sure than they are.
    pub confidence: f64,
    /// The `id` of their line in `speakers.jsonl`; `None` if they have none, or as long
    /// as the run has not come to its end.
    #[serde(borrow, default)]
    pub id: Option<Cow<'a, str>>,
    /// The `name` in that line.
    #[serde(borrow, default)]
    pub canonical_name: Option<Cow<'a, str>>,
    /// What an authority file says of them on the article's day.
    #[serde(default)]
    pub authority: Option<AuthorityRow>,
    /// Where an authority file leaves open who is meant, the ids of all.
    #[serde(default)]
    pub candidates: Vec<String>,
    /// `she`, `he` or `they`: by what most [`References`] are.
    #[serde(default)]
    pub referred_to_as: Option<Pronoun>,
    /// By which pronouns and titles the article refers to them; `None` if by none.
    #[serde(default)]
    pub references: Option<References>,
    /// Of a document, who made it, if the article says so.
    #[serde(borrow, default)]
    pub by: Option<Maker<'a>>,
}

/// Who made a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker<'a> {
    /// As the `ref` of a speaker, if they speak in the article themselves.
    #[serde(borrow)]
    pub r#ref: Option<Cow<'a, str>>,
    /// As the `name` of a speaker.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// As the `type` of a speaker.
    #[serde(with = "crate::names::speaker_type")]
    pub r#type: text::SpeakerType,
    /// As the `id` of a speaker.
    #[serde(borrow)]
    pub id: Option<Cow<'a, str>>,
}

/// How often somebody is referred to by which pronoun, or by a title that goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// She, Ms, Dame.
    pub she: usize,
    /// He, Mr, Sir.
    pub he: usize,
    /// They, of one person.
    pub they: usize,
}

/// The pronoun by which somebody is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pronoun {
    /// She.
    She,
    /// He.
    He,
    /// They.
    They,
}

impl Pronoun {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }
}

impl References {
    /// The pronoun of more than half of the references; `None` if there is none.
    pub fn pronoun(self) -> Option<Pronoun> {
        let all = self.she + self.he + self.they;
        let counts = [(self.she, Pronoun::She), (self.he, Pronoun::He), (self.they, Pronoun::They)];
        counts.into_iter().find(|&(count, _)| 2 * count > all).map(|(_, pronoun)| pronoun)
    }

    /// `None` if there are none.
    pub fn some(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

impl std::ops::AddAssign for References {
    fn add_assign(&mut self, other: Self) {
        self.she += other.she;
        self.he += other.he;
        self.they += other.they;
    }
}

/// The columns of an authority file that are known of somebody, but for the id.
pub type AuthorityRow = serde_json::Map<String, serde_json::Value>;

/// When something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When<'a> {
    /// The words of the text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Where they are.
    pub spans: Vec<Span>,
    /// The day that they mean, reckoned from the article's date.
    pub date: Option<Date>,
}

/// A sentence of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its number among the article's sentences, from 0.
    pub index: usize,
    /// Where it is in the text.
    pub span: Span,
}
