//! What somebody is, as the facts have it.

use crate::people::name::EntityKind;
use crate::resolve::discourse::Discourse;
use crate::resolve::link::Referent;
use crate::words::traits::Traits;
use text::SpeakerType;

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    /// A name that may be a person's, by its gender.
    MaybePerson,
    /// A name of several words.
    Name,
    /// A name of one word.
    Word,
    Body,
    Place,
    Country,
    /// Somebody without a name, by a noun of the lists.
    Unnamed,
    /// Somebody or something described in other words.
    Vague,
    Group,
    /// A body that is only described.
    Organization,
    Document,
    /// Several without a name.
    Plural,
    /// Somebody whom the narrative describes.
    Narrated,
    /// Whoever the source itself describes.
    OwnWords,
    /// Two who are named together.
    Pair,
}

impl Kind {
    /// What a referent is.
    pub(super) fn of(discourse: &Discourse, referent: Referent) -> Self {
        match referent {
            Referent::Named(index) => {
                let own = discourse.entity(index);
                match own.kind {
                    EntityKind::Person => Kind::Person,
                    EntityKind::Body => Kind::Body,
                    EntityKind::Unknown if own.traits.any(Traits::GENDER) => Kind::MaybePerson,
                    EntityKind::Unknown if own.traits.any(Traits::COUNTRY) => Kind::Country,
                    EntityKind::Unknown if own.traits.any(Traits::PLACE) => Kind::Place,
                    EntityKind::Unknown if discourse.people.has_one_word(index) => Kind::Word,
                    EntityKind::Unknown => Kind::Name,
                }
            }
            Referent::Described(d) => {
                let description = discourse.descriptions.get(d);
                match description.kind {
                    SpeakerType::Group => Kind::Group,
                    SpeakerType::Document => Kind::Document,
                    SpeakerType::Organization => Kind::Organization,
                    _ if description.traits.any(Traits::PLURAL) => Kind::Plural,
                    _ if description.traits.any(Traits::NOUN) => Kind::Unnamed,
                    _ => Kind::Vague,
                }
            }
        }
    }

    /// Surely or probably one human being.
    pub(super) fn is_human(self) -> bool {
        matches!(self, Kind::Person | Kind::MaybePerson | Kind::Unnamed)
    }

    /// Surely no single human being.
    pub(super) fn is_no_human(self) -> bool {
        use Kind::{Body, Country, Document, Group, Organization, Place, Plural};
        matches!(self, Body | Place | Country | Group | Organization | Document | Plural)
    }

    /// For facts that only tell persons, bodies and the described apart.
    pub(super) fn sort(self) -> usize {
        match self {
            Kind::Person | Kind::MaybePerson => 0,
            Kind::Name | Kind::Word | Kind::Body | Kind::Place | Kind::Country => 1,
            _ => 2,
        }
    }
}
