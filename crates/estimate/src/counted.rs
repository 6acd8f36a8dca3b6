//! What belongs to which share. As the program found it, that is what `summary.json`
//! counts; as people decided it, what follows from their corrections.

use crate::strata::Place;
use records::{Pronoun, Speaker};
use rustc_hash::FxHashMap;
use text::SpeakerType;

/// What people can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// From speakers without a name, of those whose speaker is known.
    UnnamedSources,
    /// Without words in quotation marks, of what is spoken or written.
    IndirectSpeech,
    /// By people to whom articles refer so, of those by people with a name.
    ReferredToAs(Pronoun),
    /// By the speaker with this `id`, of those whose speaker is known.
    Speaker(String),
}

/// What the shares need to know of a quote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quote<'a> {
    /// Whether no word is in quotation marks.
    pub(crate) indirect: bool,
    /// Whether its act is `speech` or `writing`.
    pub(crate) speech: bool,
    /// `None` if nobody is named.
    pub(crate) speaker: Option<Source<'a>>,
}

/// Who says something.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'a> {
    Unnamed,
    /// Of persons, the `id` of their line in `speakers.jsonl`, if they have one.
    Person(Option<&'a str>),
    /// Of organizations, groups and documents as well.
    Body(Option<&'a str>),
}

impl<'a> Source<'a> {
    /// A speaker whose type has this name.
    pub(crate) fn of(kind: &str, id: Option<&'a str>) -> Self {
        if kind == SpeakerType::Unnamed.name() {
            Self::Unnamed
        } else if kind == SpeakerType::Person.name() {
            Self::Person(id)
        } else {
            Self::Body(id)
        }
    }

    fn id(self) -> Option<&'a str> {
        match self {
            Self::Unnamed => None,
            Self::Person(id) | Self::Body(id) => id,
        }
    }
}

/// What `speakers.jsonl` says of the speakers.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    pronouns: FxHashMap<String, Pronoun>,
    /// The ids of all who have a name, and what they are.
    by_name: FxHashMap<String, Vec<(String, SpeakerType)>>,
}

impl Speakers {
    pub(crate) fn add(&mut self, line: Speaker) {
        if let Some(pronoun) = line.referred_to_as {
            self.pronouns.insert(line.id.clone(), pronoun);
        }
        self.by_name.entry(line.id.clone()).or_default().push((line.id.clone(), line.r#type));
        self.by_name.entry(line.name).or_default().push((line.id, line.r#type));
    }

    /// The ids of all who have this name, or this id.
    pub(crate) fn ids(&self, name: &str) -> Vec<&str> {
        self.by_name.get(name).into_iter().flatten().map(|(id, _)| id.as_str()).collect()
    }

    /// The only speaker of this name.
    pub(crate) fn only(&self, name: &str) -> Option<Source<'_>> {
        match self.by_name.get(name)?.as_slice() {
            [(id, kind)] => Some(Source::of(kind.name(), Some(id))),
            _ => None,
        }
    }
}

impl Question {
    /// Where a quote belongs.
    pub(crate) fn place(&self, quote: &Quote<'_>, speakers: &Speakers) -> Place {
        let in_part = match (self, quote.speaker) {
            (Self::IndirectSpeech, _) => quote.speech.then_some(quote.indirect),
            (_, None) => None,
            (Self::UnnamedSources, Some(source)) => Some(matches!(source, Source::Unnamed)),
            (Self::Speaker(id), Some(source)) => Some(source.id() == Some(id)),
            (Self::ReferredToAs(pronoun), Some(Source::Person(Some(id)))) => {
                Some(speakers.pronouns.get(id) == Some(pronoun))
            }
            (Self::ReferredToAs(_), Some(_)) => None,
        };
        match in_part {
            None => Place::Outside,
            Some(false) => Place::Rest,
            Some(true) => Place::Part,
        }
    }
}
