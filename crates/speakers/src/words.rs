//! What the word lists say about single words, compiled for one look-up a word.

use lexicon::{ClassTable, Entry, Lexicon, Reads};
use rustc_hash::FxHashMap;
use std::hash::Hasher;

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
        /// Holds a digit at its start.
        const NUMBER = 1 << 3;
        /// `'s`.
        const CLITIC = 1 << 4;
        /// `,`
        const COMMA = 1 << 5;
        /// `(` or `[`
        const OPEN = 1 << 6;
        /// `)` or `]`
        const CLOSE = 1 << 7;
        const DASH = 1 << 8;
        const QUOTE = 1 << 9;
        /// Any other mark.
        const MARK = 1 << 10;
        // Small words.
        const DEFINITE = 1 << 11;
        const INDEFINITE = 1 << 12;
        const POSSESSIVE = 1 << 13;
        const PRONOUN = 1 << 14;
        const FIRST = 1 << 15;
        const SECOND = 1 << 16;
        const RELATIVE = 1 << 17;
        const PREPOSITION = 1 << 18;
        const CONJUNCTION = 1 << 19;
        const AUXILIARY = 1 << 20;
        const ADVERB = 1 << 21;
        const CALENDAR = 1 << 22;
        /// “published by” names who issued it, “seen by” does not.
        const ISSUING = 1 << 23;
        /// British, Kenyans.
        const DEMONYM = 1 << 24;
        // Several.
        const PLURAL = 1 << 25;
        // Gender, of titles, names, kin and roles.
        const MALE = 1 << 26;
        const FEMALE = 1 << 27;
        // Before names.
        const HONORIFIC = 1 << 28;
        const NOBLE = 1 << 29;
        const OFFICE = 1 << 30;
        const COURT = 1 << 31;
        const MODIFIER = 1 << 32;
        const GIVEN = 1 << 33;
        const PARTICLE = 1 << 34;
        // Nouns.
        const ROLE = 1 << 35;
        /// What reporters call somebody already named, for variety.
        const VARIED = 1 << 36;
        const KIN = 1 << 37;
        const GROUP = 1 << 38;
        const OFFICIALS = 1 << 39;
        const DOCUMENT = 1 << 40;
        /// A document that somebody issues.
        const ISSUED = 1 << 41;
        /// A statement, a letter, a post.
        const MESSAGE = 1 << 42;
        /// A body, in small letters.
        const BODY = 1 << 43;
        /// "the company": may mean any body of its kind.
        const GENERIC = 1 << 44;
        /// Part of a body's name.
        const NAMES_BODY = 1 << 45;
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

        /// The kinds of bodies.
        const KINDS = Self::COMPANY.bits() | Self::AUTHORITY.bits() | Self::FORCE.bits()
            | Self::MEDIA.bits() | Self::SCHOOL.bits() | Self::HEALTH.bits() | Self::JUDICIARY.bits()
            | Self::UNION.bits() | Self::CLUB.bits() | Self::PARTY.bits();
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
}

#[rustfmt::skip]
const FUNCTION_WORDS: ClassTable<Traits> = ClassTable { list: "function_words", meanings: &[
    ("definite", Traits::DEFINITE), ("indefinite", Traits::INDEFINITE), ("possessive", Traits::POSSESSIVE),
    ("pronoun", Traits::PRONOUN), ("first", Traits::FIRST), ("second", Traits::SECOND),
    ("plural", Traits::PLURAL), ("gender=m", Traits::MALE), ("gender=f", Traits::FEMALE),
    ("clause", Traits::RELATIVE), ("preposition", Traits::PREPOSITION), ("after-noun", Traits::PREPOSITION),
    ("issuing", Traits::ISSUING), ("coordinator", Traits::CONJUNCTION), ("be", Traits::AUXILIARY),
    ("have", Traits::AUXILIARY), ("do", Traits::AUXILIARY), ("modal", Traits::AUXILIARY),
    ("particle", Traits::empty()),
    ("copula", Traits::AUXILIARY), ("no-name", Traits::ADVERB),
] };

const DEMONYMS: ClassTable<Traits> =
    ClassTable { list: "demonyms", meanings: &[("demonym", Traits::DEMONYM)] };

/// Capitals that are no names, unless they are another word as well.
#[rustfmt::skip]
const CALENDAR: ClassTable<Traits> = ClassTable { list: "calendar", meanings: &[
    ("month=", Traits::CALENDAR), ("weekday=", Traits::CALENDAR), ("hour", Traits::CALENDAR),
    ("season", Traits::CALENDAR), ("holiday", Traits::CALENDAR), ("zone", Traits::CALENDAR),
    ("word", Traits::empty()),
] };

#[rustfmt::skip]
const TITLES: ClassTable<Traits> = ClassTable { list: "titles", meanings: &[
    ("honorific", Traits::HONORIFIC), ("noble", Traits::NOBLE), ("office", Traits::OFFICE),
    ("court", Traits::COURT), ("modifier", Traits::MODIFIER),
    ("gender=m", Traits::MALE), ("gender=f", Traits::FEMALE), ("noun=", Traits::empty()),
] };

const GIVEN_NAMES: ClassTable<Traits> = ClassTable {
    list: "given_names",
    meanings: &[("m", Traits::MALE), ("f", Traits::FEMALE), ("both", Traits::empty())],
};

const PARTICLES: ClassTable<Traits> =
    ClassTable { list: "name_particles", meanings: &[("inside", Traits::PARTICLE)] };

#[rustfmt::skip]
const ROLES: ClassTable<Traits> = ClassTable { list: "role_nouns", meanings: &[
    ("role", Traits::ROLE), ("varied", Traits::VARIED), ("gender=m", Traits::MALE), ("gender=f", Traits::FEMALE),
] };

#[rustfmt::skip]
const KINSHIP: ClassTable<Traits> = ClassTable { list: "kinship", meanings: &[
    ("gender=m", Traits::MALE), ("gender=f", Traits::FEMALE), ("both", Traits::empty()),
    ("plural", Traits::PLURAL),
] };

const GROUPS: ClassTable<Traits> = ClassTable {
    list: "group_nouns",
    meanings: &[("group", Traits::GROUP), ("officials", Traits::OFFICIALS)],
};

#[rustfmt::skip]
const DOCUMENTS: ClassTable<Traits> = ClassTable { list: "document_nouns", meanings: &[
    ("document", Traits::DOCUMENT), ("report", Traits::ISSUED),
    ("message", Traits::ISSUED.union(Traits::MESSAGE)),
] };

#[rustfmt::skip]
const BODIES: ClassTable<Traits> = ClassTable { list: "organisation_nouns", meanings: &[
    ("name", Traits::NAMES_BODY),
    ("legal", Traits::LEGAL.union(Traits::NAMES_BODY).union(Traits::COMPANY)),
    ("generic", Traits::GENERIC), ("company", Traits::COMPANY), ("authority", Traits::AUTHORITY),
    ("force", Traits::FORCE), ("media", Traits::MEDIA), ("school", Traits::SCHOOL),
    ("health", Traits::HEALTH), ("court", Traits::JUDICIARY), ("union", Traits::UNION),
    ("club", Traits::CLUB), ("party", Traits::PARTY),
] };

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let tables: [&dyn Reads; 11] = [
        &FUNCTION_WORDS,
        &DEMONYMS,
        &CALENDAR,
        &TITLES,
        &GIVEN_NAMES,
        &PARTICLES,
        &ROLES,
        &KINSHIP,
        &GROUPS,
        &DOCUMENTS,
        &BODIES,
    ];
    tables.into_iter()
}

/// The compiled lists.
#[derive(Debug)]
pub(crate) struct Words {
    /// By [`key`]. Capitalised words hold what only capitalised words can be,
    /// small words what a word is in any case.
    traits: FxHashMap<u64, Traits>,
    /// Another word for the same role: `capt` → `captain`, `coaches` → `coach`.
    nouns: FxHashMap<u64, u64>,
}

/// Longer words are in no list.
const LONGEST: usize = 32;

impl Words {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut words = Self { traits: FxHashMap::default(), nouns: FxHashMap::default() };
        for (entry, traits) in FUNCTION_WORDS.read(lexicon).chain(DEMONYMS.read(lexicon)) {
            // “Summing up the day, Judge Okafor said”
            let of_verbs = if entry.is("particle") { Traits::PREPOSITION } else { Traits::empty() };
            let traits = traits.without(of_verbs);
            words.add(&entry.phrase.to_lowercase(), traits);
        }
        for (entry, traits) in CALENDAR.read(lexicon).filter(|(entry, _)| !entry.is("word")) {
            words.add(&entry.phrase.to_lowercase(), traits);
        }
        for (entry, traits) in TITLES.read(lexicon) {
            words.title(entry, traits);
        }
        for (entry, gender) in GIVEN_NAMES.read(lexicon) {
            words.add(&entry.phrase, gender | Traits::GIVEN);
        }
        for (entry, traits) in PARTICLES.read(lexicon) {
            words.add(&entry.phrase, traits);
        }
        for (entry, traits) in ROLES.read(lexicon) {
            words.add(&entry.phrase, Traits::ROLE | traits);
            words.plural(&entry.phrase, Traits::ROLE);
        }
        for (entry, traits) in KINSHIP.read(lexicon) {
            words.add(&entry.phrase, Traits::KIN | traits);
        }
        for (entry, traits) in GROUPS.read(lexicon) {
            words.add(&entry.phrase, Traits::GROUP | Traits::PLURAL | traits);
        }
        for (entry, traits) in DOCUMENTS.read(lexicon) {
            words.add(&entry.phrase, Traits::DOCUMENT | traits);
        }
        for (entry, traits) in BODIES.read(lexicon) {
            words.body(entry, traits);
        }
        words
    }

    fn add(&mut self, phrase: &str, traits: Traits) {
        // Only single words are looked up; of "police officer" the head decides.
        if !phrase.contains(' ') && phrase.len() <= LONGEST {
            *self.traits.entry(key(phrase.as_bytes())).or_default() |= traits;
        }
    }

    fn title(&mut self, entry: &Entry, traits: Traits) {
        self.add(&entry.phrase, traits);
        if let Some(noun) = entry.value("noun") {
            self.nouns.insert(hash(&entry.phrase), hash(&noun));
        }
        if traits.any(Traits::NOBLE | Traits::OFFICE) {
            // "the sheikh", "the archbishop": every such title is a role too.
            self.add(&entry.phrase.to_lowercase(), Traits::ROLE | traits.only(Traits::GENDER));
        }
    }

    fn plural(&mut self, singular: &str, traits: Traits) {
        let plural = lexicon::plural(singular);
        self.nouns.insert(hash(&plural), hash(singular));
        self.add(&plural, traits | Traits::PLURAL);
    }

    fn body(&mut self, entry: &Entry, traits: Traits) {
        let named = traits.any(Traits::NAMES_BODY) || entry.phrase.starts_with(char::is_uppercase);
        self.add(&entry.phrase, traits | if named { Traits::NAMES_BODY } else { Traits::BODY });
    }

    /// What is known about a word.
    pub(crate) fn look_up(&self, word: &str) -> Traits {
        let bytes = word.as_bytes();
        let bytes = bytes.strip_suffix(b".").unwrap_or(bytes);
        if bytes.is_empty() || bytes.len() > LONGEST {
            return Traits::default();
        }
        let mut found = self.traits.get(&key(bytes)).copied().unwrap_or_default();
        if bytes[0].is_ascii_uppercase() {
            let mut small = [0; LONGEST];
            let small = &mut small[..bytes.len()];
            small.copy_from_slice(bytes);
            small.make_ascii_lowercase();
            found |= self.traits.get(&key(small)).copied().unwrap_or_default();
        }
        found
    }

    /// The role that a word speaks of, whatever its number or abbreviation.
    pub(crate) fn noun(&self, word: &str) -> u64 {
        let key = hash(word);
        self.nouns.get(&key).copied().unwrap_or(key)
    }
}

/// A word's key: itself if it is short, else 64 bits of it, which is enough to
/// tell ten thousand words from any other.
fn key(word: &[u8]) -> u64 {
    let mut key = 0_u64;
    for chunk in word.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        key = (key.rotate_left(23) ^ (key >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ u64::from_le_bytes(bytes);
    }
    key
}

/// A word's identity, apart from case and a final stop.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    let word = word.strip_suffix('.').unwrap_or(word);
    let mut buffer = [0; LONGEST];
    if word.is_ascii() && word.len() <= LONGEST {
        let small = &mut buffer[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        hasher.write(small);
    } else {
        hasher.write(word.to_lowercase().as_bytes());
    }
    hasher.finish()
}

/// The identity of several words in a row.
pub(crate) fn hash_all(words: &[u64]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for &word in words {
        hasher.write_u64(word);
    }
    hasher.finish()
}
