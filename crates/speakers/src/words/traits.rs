//! What one word may be, as a set of bits.

use std::ops::{BitOr, BitOrAssign};

/// A set of the things a token may be. Shape and list membership share one
/// word, so that every later question about a token is a mask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u64);

macro_rules! traits {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),* }
        impl Traits {
            $($(#[$doc])* pub(crate) const $name: Traits = Traits(1 << Bit::$name as u64);)*
        }
    };
}

traits! {
    // Shape.
    /// Starts with a capital.
    CAPITAL,
    /// Two capitals or more and no small letter.
    ACRONYM,
    /// A word or a number.
    WORD,
    /// Starts with a digit.
    NUMBER,
    /// `'s`.
    CLITIC,
    /// `,`
    COMMA,
    /// `(` or `[`
    OPEN,
    /// `)` or `]`
    CLOSE,
    /// A dash of any kind.
    DASH,
    /// A quotation mark of any kind.
    QUOTE,
    /// Any other mark.
    MARK,
    // Small words.
    /// the, this
    DEFINITE,
    /// a, some, two
    INDEFINITE,
    /// her, its
    POSSESSIVE,
    /// she, they
    PRONOUN,
    /// I, our
    FIRST,
    /// you, your
    SECOND,
    /// it, its
    THING,
    /// who, which
    RELATIVE,
    PREPOSITION,
    CONJUNCTION,
    AUXILIARY,
    ADVERB,
    /// Days, months, seasons, feasts, time zones.
    CALENDAR,
    /// “published by” names who issued it, “seen by” does not.
    ISSUING,
    /// British, Kenyans.
    DEMONYM,
    // Number.
    /// Means several people or things.
    PLURAL,
    // Gender, of titles, names, kin and roles.
    MALE,
    FEMALE,
    // Before names.
    /// Mr, Dr
    HONORIFIC,
    /// Lord, Duchess
    NOBLE,
    /// Minister, Captain, Bishop
    OFFICE,
    /// Justice
    COURT,
    /// Deputy, Acting
    MODIFIER,
    /// A given name.
    GIVEN,
    /// van, al
    PARTICLE,
    // Nouns.
    /// A person by what they do: mayor, pilot.
    ROLE,
    /// What reporters call somebody already named, for variety.
    VARIED,
    /// mother, widow
    KIN,
    /// Several people: residents, critics.
    GROUP,
    /// Of groups, people in office or on duty: officials, prosecutors, police.
    OFFICIALS,
    /// report, letter
    DOCUMENT,
    /// A document that somebody issues.
    ISSUED,
    /// A statement, a letter, a post.
    MESSAGE,
    /// A body, in small letters: company, ministry.
    BODY,
    /// "the company": may mean any body of its kind.
    GENERIC,
    /// Part of a body's name.
    NAMES_BODY,
    /// A legal form: Ltd, Inc.
    LEGAL,
    // Kinds of bodies.
    COMPANY,
    AUTHORITY,
    FORCE,
    MEDIA,
    SCHOOL,
    HEALTH,
    JUDICIARY,
    UNION,
    CLUB,
    PARTY,
}

impl Traits {
    /// The kinds of bodies.
    pub(crate) const KINDS: Traits = Traits(
        Self::COMPANY.0
            | Self::AUTHORITY.0
            | Self::FORCE.0
            | Self::MEDIA.0
            | Self::SCHOOL.0
            | Self::HEALTH.0
            | Self::JUDICIARY.0
            | Self::UNION.0
            | Self::CLUB.0
            | Self::PARTY.0,
    );
    pub(crate) const GENDER: Traits = Traits(Self::MALE.0 | Self::FEMALE.0);
    pub(crate) const TITLE: Traits =
        Traits(Self::HONORIFIC.0 | Self::NOBLE.0 | Self::OFFICE.0 | Self::COURT.0);
    pub(crate) const NOUN: Traits =
        Traits(Self::ROLE.0 | Self::KIN.0 | Self::GROUP.0 | Self::DOCUMENT.0 | Self::BODY.0);
    pub(crate) const DETERMINER: Traits = Traits(Self::DEFINITE.0 | Self::INDEFINITE.0 | Self::POSSESSIVE.0);
    /// Words that neither belong to a name nor to a noun phrase's inside.
    pub(crate) const SMALL: Traits = Traits(
        Self::DETERMINER.0
            | Self::PRONOUN.0
            | Self::RELATIVE.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::AUXILIARY.0
            | Self::ADVERB.0
            | Self::CALENDAR.0,
    );

    /// Whether any of these applies.
    pub(crate) fn any(self, of: Traits) -> bool {
        self.0 & of.0 != 0
    }

    /// Those of these that apply.
    pub(crate) fn only(self, of: Traits) -> Traits {
        Traits(self.0 & of.0)
    }

    /// Without these.
    pub(crate) fn without(self, what: Traits) -> Traits {
        Traits(self.0 & !what.0)
    }

    /// Whether none applies.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Traits {
    type Output = Traits;
    fn bitor(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

impl BitOrAssign for Traits {
    fn bitor_assign(&mut self, other: Traits) {
        self.0 |= other.0;
    }
}
