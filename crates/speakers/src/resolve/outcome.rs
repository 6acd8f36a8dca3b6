//! What came of it: names, kinds and the list of speakers.

use super::{Resolving, Target};
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use text::{Resolution, Speaker, SpeakerType, Speakers};

impl Resolving<'_> {
    pub(super) fn is_person(&self, entity: usize) -> bool {
        let own = &self.people.entities[entity];
        own.kind == EntityKind::Person || (own.kind == EntityKind::Unknown && own.traits.any(Traits::GENDER))
    }

    /// Who somebody described turned out to be.
    pub(super) fn settled(&self, mut target: Target) -> Target {
        for _ in 0..4 {
            match target {
                Target::Described(d) => match self.described[d].is {
                    Some(is) => target = is,
                    None => return target,
                },
                Target::Named(_) => return target,
            }
        }
        target
    }

    pub(super) fn name_of(&self, target: Target) -> String {
        match self.settled(target) {
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                let single = !own.name.of(self.page.text).contains(char::is_whitespace);
                clean(if single && own.keeps_title { own.titled } else { own.name }.of(self.page.text))
            }
            Target::Described(described) => self.described[described].name.clone(),
        }
    }

    pub(super) fn kind_of(&self, target: Target) -> SpeakerType {
        match self.settled(target) {
            Target::Described(described) => self.described[described].kind,
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                match own.kind {
                    EntityKind::Person => SpeakerType::Person,
                    EntityKind::Body => SpeakerType::Organization,
                    EntityKind::Unknown
                        if own.traits.any(Traits::GENDER) || self.people.words(entity).len() > 1 =>
                    {
                        SpeakerType::Person
                    }
                    EntityKind::Unknown => SpeakerType::Organization,
                }
            }
        }
    }

    /// The result: speakers in order of their first attribution.
    pub(super) fn speakers(self) -> Speakers {
        let mut speakers = Vec::new();
        let mut index: FxHashMap<Target, usize> = FxHashMap::default();
        let mut resolutions = Vec::with_capacity(self.results.len());
        for found in &self.results {
            resolutions.push(found.map(|found| {
                let target = self.settled(found.target);
                let speaker = *index.entry(target).or_insert_with(|| {
                    speakers.push(self.speaker(target));
                    speakers.len() - 1
                });
                Resolution { speaker, by: found.by, confidence: found.confidence }
            }));
        }
        Speakers { speakers, resolutions }
    }

    pub(super) fn speaker(&self, target: Target) -> Speaker {
        let (role, mention) = match target {
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                (own.role.map(|r| clean(r.of(self.page.text))), own.name)
            }
            Target::Described(described) => (None, self.described[described].mention),
        };
        Speaker { name: self.name_of(target), kind: self.kind_of(target), role, mention: Some(mention) }
    }
}

/// What a description by this head describes.
pub(super) fn kind_of(head: Traits) -> SpeakerType {
    if head.any(Traits::DOCUMENT) {
        SpeakerType::Document
    } else if head.any(Traits::FORCE) {
        SpeakerType::Organization
    } else if head.any(Traits::GROUP) && !head.any(Traits::OFFICIALS) {
        SpeakerType::Group
    } else if head.any(Traits::ROLE | Traits::KIN | Traits::OFFICIALS) {
        SpeakerType::Unnamed
    } else if head.any(Traits::BODY | Traits::NAMES_BODY) {
        SpeakerType::Organization
    } else {
        SpeakerType::Unnamed
    }
}

/// White space as single spaces.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean
}
