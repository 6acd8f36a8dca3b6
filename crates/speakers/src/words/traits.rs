//! What one word may be, as a set of bits.

bitflags::bitflags! {
    /// A set of the things a token may be. Shape and list membership share one
    /// word, so that every later question about a token is a mask.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Traits: u64 {
        // Shape.
        /// Starts with a capital.
        const CAPITAL = 1 << 0;
        /// Two capitals or more and no small letter.
        const ACRONYM = 1 << 1;
        /// A word or a number.
        const WORD = 1 << 2;
        /// Starts with a digit.
        const NUMBER = 1 << 3;
        /// `'s`.
        const CLITIC = 1 << 4;
        /// `,`
        const COMMA = 1 << 5;
        /// `(` or `[`
        const OPEN = 1 << 6;
        /// `)` or `]`
        const CLOSE = 1 << 7;
        /// A dash of any kind.
        const DASH = 1 << 8;
        /// A quotation mark of any kind.
        const QUOTE = 1 << 9;
        /// Any other mark.
        const MARK = 1 << 10;
        // Small words.
        /// the, this
        const DEFINITE = 1 << 11;
        /// a, some, two
        const INDEFINITE = 1 << 12;
        /// her, its
        const POSSESSIVE = 1 << 13;
        /// she, they
        const PRONOUN = 1 << 14;
        /// I, our
        const FIRST = 1 << 15;
        /// you, your
        const SECOND = 1 << 16;
        /// who, which
        const RELATIVE = 1 << 17;
        const PREPOSITION = 1 << 18;
        const CONJUNCTION = 1 << 19;
        const AUXILIARY = 1 << 20;
        const ADVERB = 1 << 21;
        /// Days, months, seasons, feasts, time zones.
        const CALENDAR = 1 << 22;
        /// “published by” names who issued it, “seen by” does not.
        const ISSUING = 1 << 23;
        /// British, Kenyans.
        const DEMONYM = 1 << 24;
        /// new, same: does not say which one
        const REPEATS = 1 << 59;
        /// anonymity
        const NAMELESS = 1 << 60;
        // Several.
        /// Means several people or things.
        const PLURAL = 1 << 25;
        // Gender, of titles, names, kin and roles.
        const MALE = 1 << 26;
        const FEMALE = 1 << 27;
        // Before names.
        /// Mr, Dr
        const HONORIFIC = 1 << 28;
        /// Lord, Duchess
        const NOBLE = 1 << 29;
        /// Minister, Captain, Bishop
        const OFFICE = 1 << 30;
        /// Justice
        const COURT = 1 << 31;
        /// Deputy, Acting
        const MODIFIER = 1 << 32;
        /// A given name.
        const GIVEN = 1 << 33;
        /// van, al
        const PARTICLE = 1 << 34;
        /// MP, OBE
        const AFTER_NAME = 1 << 61;
        // Nouns.
        /// A person by what they do: mayor, pilot.
        const ROLE = 1 << 35;
        /// What reporters call somebody already named, for variety.
        const VARIED = 1 << 36;
        /// mother, widow
        const KIN = 1 << 37;
        /// Several people: residents, critics.
        const GROUP = 1 << 38;
        /// Of groups, people in office or on duty: officials, prosecutors, police.
        const OFFICIALS = 1 << 39;
        /// report, letter
        const DOCUMENT = 1 << 40;
        /// A document that somebody issues.
        const ISSUED = 1 << 41;
        /// A statement, a letter, a post.
        const MESSAGE = 1 << 42;
        /// A body, in small letters: company, ministry.
        const BODY = 1 << 43;
        /// "the company": may mean any body of its kind.
        const GENERIC = 1 << 44;
        /// Part of a body's name.
        const NAMES_BODY = 1 << 45;
        /// A legal form: Ltd, Inc.
        const LEGAL = 1 << 46;
        // Kinds of bodies.
        const COMPANY = 1 << 47;
        const AUTHORITY = 1 << 48;
        const FORCE = 1 << 49;
        const MEDIA = 1 << 50;
        const SCHOOL = 1 << 51;
        const HEALTH = 1 << 52;
        const JUDICIARY = 1 << 53;
        const UNION = 1 << 54;
        const CLUB = 1 << 55;
        const PARTY = 1 << 56;
        /// Of media, what is printed.
        const PRINT = 1 << 62;
        /// Of media, what is seen or heard.
        const BROADCAST = 1 << 63;
        // Places.
        /// A country, a region or a town.
        const PLACE = 1 << 57;
        /// Of places, a country, which may speak.
        const COUNTRY = 1 << 58;

        /// The kinds of bodies.
        const KINDS = Self::COMPANY.bits() | Self::AUTHORITY.bits() | Self::FORCE.bits()
            | Self::MEDIA.bits() | Self::SCHOOL.bits() | Self::HEALTH.bits() | Self::JUDICIARY.bits()
            | Self::UNION.bits() | Self::CLUB.bits() | Self::PARTY.bits();
        /// Of these, what only the public has.
        const PUBLIC = Self::AUTHORITY.bits() | Self::FORCE.bits() | Self::JUDICIARY.bits();
        const GENDER = Self::MALE.bits() | Self::FEMALE.bits();
        const TITLE = Self::HONORIFIC.bits() | Self::NOBLE.bits() | Self::OFFICE.bits() | Self::COURT.bits();
        const NOUN = Self::ROLE.bits() | Self::KIN.bits() | Self::GROUP.bits() | Self::DOCUMENT.bits()
            | Self::BODY.bits();
        const DETERMINER = Self::DEFINITE.bits() | Self::INDEFINITE.bits() | Self::POSSESSIVE.bits();
        /// Words that neither belong to a name nor to a noun phrase's inside.
        const SMALL = Self::DETERMINER.bits() | Self::PRONOUN.bits() | Self::RELATIVE.bits()
            | Self::PREPOSITION.bits() | Self::CONJUNCTION.bits() | Self::AUXILIARY.bits()
            | Self::ADVERB.bits() | Self::CALENDAR.bits();
    }
}

bitflags::bitflags! {
    /// What a word does in phrases about documents and about people without a name, and as a cue. Few
    /// places ask, so that these are no traits of each token.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Uses: u16 {
        /// “not to be | named”
        const REFUSES = 1 << 0;
        /// “declined to give their | names”
        const NAMING = 1 << 1;
        /// “another | statement”
        const FURTHER = 1 << 2;
        /// “a memo | seen by …”
        const SEEN = 1 << 3;
        /// “a memo | sent to …”
        const PARTICIPLE = 1 << 4;
        /// “the document”
        const ANY_DOCUMENT = 1 << 5;
        /// “the results” of a poll
        const RESULT = 1 << 6;
        /// she | added
        const GOES_ON = 1 << 7;
        /// “the government”, which is no other body
        const ITSELF = 1 << 8;
        /// “the ministry”, whose name has the word in it
        const TITULAR = 1 << 9;
        /// “the city”, which is a place
        const PLACE = 1 << 10;
        /// An ordinary word, which is nobody's name.
        const COMMON = 1 << 11;
        /// “the city”, which is neither a country nor a region
        const TOWN = 1 << 12;
        /// take, took
        const VERB = 1 << 13;
    }
}

bitflags::bitflags! {
    /// What a noun tells of the type of a speaker, besides its traits. Asked only of
    /// speakers that are written.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Tells: u8 {
        /// “a | number | of lawmakers”
        const QUANTITY = 1 << 0;
        /// the left
        const CROWD = 1 << 1;
        /// officials, aides
        const SOURCE = 1 << 2;
        /// an excerpt
        const DOCUMENT = 1 << 3;
        /// “the Harbour | Act”
        const DOCUMENT_NAME = 1 << 4;
        /// “the Harbour | Patrol”
        const BODY_NAME = 1 << 5;
        /// “people | familiar | with the talks”
        const INFORMED = 1 << 6;
    }
}

impl Traits {
    /// Whether any of these applies.
    pub(crate) fn any(self, of: Traits) -> bool {
        self.intersects(of)
    }

    /// Those of these that apply.
    pub(crate) fn only(self, of: Traits) -> Traits {
        self.intersection(of)
    }

    /// Without these.
    pub(crate) fn without(self, what: Traits) -> Traits {
        self.difference(what)
    }

    /// Whether the one means public bodies alone and the other private ones alone, or the one what
    /// is printed and the other what is broadcast: “airline” and “Authority”, “newspaper” and “TV”.
    pub(crate) fn contradicts(self, other: Traits) -> bool {
        let private = Traits::KINDS.without(Traits::PUBLIC);
        let only = |kinds: Traits, of: Traits, not: Traits| kinds.any(of) && !kinds.any(not);
        let apart = |one: Traits, two: Traits| {
            only(self, one, two) && only(other, two, one) || only(self, two, one) && only(other, one, two)
        };
        apart(Traits::PUBLIC, private) || apart(Traits::PRINT, Traits::BROADCAST)
    }
}
