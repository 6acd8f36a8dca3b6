//! Who says something, as far as it takes to tell whether somebody else is the
//! same.

use crate::storage::{Fields, damaged, put_text};
use crate::wording::{Vocabulary, is_acronym_of, is_part};
use records::Attribution;
use std::borrow::Cow;
use std::io;
use text::SpeakerType;

/// The speaker of a content.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    pub(super) kind: VoiceKind,
    /// The name without what varies in print; empty for nobody.
    pub(super) name: Cow<'a, str>,
}

/// What a speaker is. The values are part of the keys of short contents, and so of
/// what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VoiceKind {
    /// Nobody, or nobody by name.
    Unknown = 0,
    Person = 1,
    /// An organization, a group or a document.
    Body = 2,
}

/// Whether two speakers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoiceMatch {
    /// They are.
    Same,
    /// Of one of them it is not known who it is.
    Unknown,
    /// They are not.
    Different,
}

impl<'a> Voice<'a> {
    pub(super) fn new(vocabulary: &Vocabulary, attribution: &Attribution<'_>) -> Self {
        let speaker = attribution.speaker.as_ref();
        Self::of(vocabulary, speaker.map(|speaker| (&*speaker.name, speaker.r#type)))
    }

    /// The voice of a speaker with this name and type, or of nobody.
    pub fn of(vocabulary: &Vocabulary, speaker: Option<(&str, SpeakerType)>) -> Self {
        let Some((name, of)) = speaker else {
            return Self { kind: VoiceKind::Unknown, name: "".into() };
        };
        let key = vocabulary.names.key(name, of);
        let has_capitals = name.contains(char::is_uppercase);
        let kind = match of {
            SpeakerType::Person => VoiceKind::Person,
            SpeakerType::Organization => VoiceKind::Body,
            // “Senate Republicans” here and there are the same; “critics” and “polls” are not.
            SpeakerType::Group if !vocabulary.name_words.is_crowd(&key) && has_capitals => VoiceKind::Body,
            SpeakerType::Document if has_capitals => VoiceKind::Body,
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => VoiceKind::Unknown,
        };
        Self { kind, name: key.into() }
    }

    pub(super) fn put(&self, to: &mut Vec<u8>) {
        to.push(self.kind as u8);
        put_text(to, &self.name);
    }

    pub(super) fn read(fields: &mut Fields<'a>) -> io::Result<Self> {
        let kinds = [VoiceKind::Unknown, VoiceKind::Person, VoiceKind::Body];
        let byte = fields.byte()?;
        let kind = kinds.into_iter().find(|&kind| kind as u8 == byte).ok_or_else(damaged)?;
        Ok(Self { kind, name: fields.text()?.into() })
    }

    /// Whether it is known by name who it is.
    pub(super) fn is_named(&self) -> bool {
        self.kind != VoiceKind::Unknown
    }

    /// Whether another is the same speaker; the order makes no difference.
    pub fn compare(&self, other: &Self) -> VoiceMatch {
        if self.kind == VoiceKind::Unknown || other.kind == VoiceKind::Unknown {
            // "A police spokesman" here and there may or may not be one.
            let same = self.kind == other.kind && self.name == other.name && !self.name.is_empty();
            return if same { VoiceMatch::Same } else { VoiceMatch::Unknown };
        }
        let (one, other_name) = (&*self.name, &*other.name);
        let same = match (self.kind, other.kind) {
            (VoiceKind::Person, VoiceKind::Person) => share_surname(one, other_name),
            // A surname in an article that says no more of it is taken for a body.
            (VoiceKind::Person, _) => is_surname_of(other_name, one),
            (_, VoiceKind::Person) => is_surname_of(one, other_name),
            _ => {
                one == other_name
                    || is_acronym_of(one, other_name)
                    || is_acronym_of(other_name, one)
                    || is_part(one, other_name)
                    || is_part(other_name, one)
            }
        };
        if same { VoiceMatch::Same } else { VoiceMatch::Different }
    }
}

/// Whether a single name is the surname of a person's.
fn is_surname_of(single: &str, name: &str) -> bool {
    name.rsplit(' ').next() == Some(single)
}

/// Whether two people's names can be one person's: with the same surname; one of them in the
/// other, as in "hector quiroga" and "hector quiroga paz"; or turned around, as in "kang dae
/// hyun" and "daehyun kang". "Paul ryan" and "rand paul" cannot.
fn share_surname(one: &str, other: &str) -> bool {
    let has_all = |one: &str, other: &str| one.split(' ').all(|word| other.split(' ').any(|o| o == word));
    let letters = |given: &str| given.split(' ').collect::<String>();
    let turned = |one: &str, other: &str| match (one.split_once(' '), other.rsplit_once(' ')) {
        (Some((first, rest)), Some((start, last))) => first == last && letters(rest) == letters(start),
        _ => false,
    };
    one.rsplit(' ').next() == other.rsplit(' ').next()
        || has_all(one, other)
        || has_all(other, one)
        || turned(one, other)
        || turned(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_bodies() {
        let voice = |kind, name: &'static str| Voice { kind, name: name.into() };
        for (person, body, expected) in [
            ("ana ruiz", "ruiz", VoiceMatch::Same),
            ("ana ruiz", "ana", VoiceMatch::Different),
            ("ana ruiz", "ruiz shipping", VoiceMatch::Different),
        ] {
            let (person, body) = (voice(VoiceKind::Person, person), voice(VoiceKind::Body, body));
            assert_eq!(person.compare(&body), expected, "{person:?}, {body:?}");
            assert_eq!(body.compare(&person), expected, "{body:?}, {person:?}");
        }
    }

    #[test]
    fn surnames() {
        for (one, other, same) in [
            ("paul ryan", "ryan", true),
            ("paul ryan", "ana ryan", true),
            ("paul ryan", "rand paul", false),
            ("rand paul", "paul", true),
            ("kang dae hyun", "daehyun kang", true),
            ("kang dae hyun", "kang", true),
            ("hector quiroga paz", "hector quiroga", true),
            ("ruiz", "ode", false),
        ] {
            assert_eq!(share_surname(one, other), same, "{one}, {other}");
            assert_eq!(share_surname(other, one), same, "{other}, {one}");
        }
    }
}
