//! Who the sources of one article are.

use crate::span::Span;

/// The speakers of one article, and to whom each attribution belongs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// The speakers, in order of their first attribution.
    pub speakers: Vec<Speaker>,
    /// One entry for each attribution, in the same order; `None` if nobody can be
    /// named.
    pub resolutions: Vec<Option<Resolution>>,
}

/// Somebody or something that says something in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name in the article, without titles ("Shao Zhonglin"); for those
    /// without a name a description ("a police spokesman").
    pub name: String,
    /// What it is.
    pub kind: SpeakerType,
    /// Their role in the words of the article: "former assistant secretary-general
    /// of …".
    pub role: Option<String>,
    /// The fullest mention of the speaker in the text.
    pub mention: Option<Span>,
    /// By which pronouns and titles the article refers to them, if they are a person.
    pub references: References,
    /// Of a document, who made it, if the article says so.
    pub by: Option<Maker>,
}

/// Who made a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// As that of a speaker.
    pub name: String,
    /// What they are.
    pub kind: SpeakerType,
    /// If they speak in the article themselves, who of `Speakers::speakers` they are.
    pub speaker: Option<usize>,
}

/// How often somebody is referred to by which pronoun, or by a title that goes with it:
/// *Mrs* with *she*, *Sir* with *he*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// She, Ms, Dame.
    pub she: usize,
    /// He, Mr, Sir.
    pub he: usize,
    /// They, of one person.
    pub they: usize,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerType {
    /// A person with a name.
    Person,
    /// A company, authority, paper or other body.
    Organization,
    /// Several people or bodies together: residents, critics, aid agencies.
    Group,
    /// A report, data, a label; its name says who issued it, where that is known.
    Document,
    /// People without a name: a source, officials, a police spokesman.
    Unnamed,
}

/// How the source of one attribution leads to a speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// Who, as an index into `Speakers::speakers`.
    pub speaker: usize,
    /// What linked the source to the speaker.
    pub by: ResolvedBy,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// What linked a source to its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResolvedBy {
    /// The source has the name.
    Name,
    /// A surname (or one part of a name) of somebody named in full elsewhere.
    Surname,
    /// An acronym or short form of an organisation.
    Acronym,
    /// he, she, they, it, I, we.
    Pronoun,
    /// "the company", "the former minister"; or a speaker who has no name.
    Description,
    /// No source of its own: the speaker before continues.
    Continuation,
}

impl SpeakerType {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerType::Person => "person",
            SpeakerType::Organization => "organization",
            SpeakerType::Group => "group",
            SpeakerType::Document => "document",
            SpeakerType::Unnamed => "unnamed",
        }
    }
}

impl ResolvedBy {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            ResolvedBy::Name => "name",
            ResolvedBy::Surname => "surname",
            ResolvedBy::Acronym => "acronym",
            ResolvedBy::Pronoun => "pronoun",
            ResolvedBy::Description => "description",
            ResolvedBy::Continuation => "continuation",
        }
    }
}
