//! What the word lists say about single words, compiled for one look-up a word.

use lexicon::{Entry, Lexicon};
use rustc_hash::FxHashMap;
use std::hash::Hasher;
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
    /// Holds a digit at its start.
    NUMBER,
    /// `'s`.
    CLITIC,
    /// `,`
    COMMA,
    /// `(` or `[`
    OPEN,
    /// `)` or `]`
    CLOSE,
    DASH,
    QUOTE,
    /// Any other mark.
    MARK,
    // Small words.
    DEFINITE,
    INDEFINITE,
    POSSESSIVE,
    PRONOUN,
    FIRST,
    SECOND,
    THING,
    RELATIVE,
    PREPOSITION,
    CONJUNCTION,
    AUXILIARY,
    ADVERB,
    CALENDAR,
    /// “published by” names who issued it, “seen by” does not.
    ISSUING,
    /// British, Kenyans.
    DEMONYM,
    // Several.
    PLURAL,
    // Gender, of titles, names, kin and roles.
    MALE,
    FEMALE,
    // Before names.
    HONORIFIC,
    NOBLE,
    OFFICE,
    COURT,
    MODIFIER,
    GIVEN,
    PARTICLE,
    // Nouns.
    ROLE,
    /// What reporters call somebody already named, for variety.
    VARIED,
    KIN,
    GROUP,
    OFFICIALS,
    DOCUMENT,
    /// A document that somebody issues.
    ISSUED,
    /// A statement, a letter, a post.
    MESSAGE,
    /// A body, in small letters.
    BODY,
    /// "the company": may mean any body of its kind.
    GENERIC,
    /// Part of a body's name.
    NAMES_BODY,
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
        for entry in lexicon.list("small_words") {
            words.add(&entry.phrase.to_lowercase(), small_word(entry));
        }
        for entry in lexicon.list("titles") {
            words.title(entry);
        }
        for entry in lexicon.list("given_names") {
            let gender = match entry.classes.as_str() {
                "m" => Traits::MALE,
                "f" => Traits::FEMALE,
                _ => Traits::default(),
            };
            words.add(&entry.phrase, gender | Traits::GIVEN);
        }
        for entry in lexicon.list("name_particles") {
            words.add(&entry.phrase, Traits::PARTICLE);
        }
        for entry in lexicon.list("role_nouns") {
            let varied = entry.is("varied");
            let varied = if varied { Traits::VARIED } else { Traits::default() };
            words.add(&entry.phrase, Traits::ROLE | varied | gender(entry));
            words.plural(&entry.phrase, Traits::ROLE);
        }
        for entry in lexicon.list("kinship") {
            let plural = if entry.is("plural") { Traits::PLURAL } else { Traits::default() };
            words.add(&entry.phrase, Traits::KIN | plural | gender(entry));
        }
        for entry in lexicon.list("group_nouns") {
            let officials = if entry.is("officials") { Traits::OFFICIALS } else { Traits::default() };
            words.add(&entry.phrase, Traits::GROUP | Traits::PLURAL | officials);
        }
        for entry in lexicon.list("document_nouns") {
            let issued = entry.is("report") || entry.is("message");
            let issued = if issued { Traits::ISSUED } else { Traits::default() };
            let message = if entry.is("message") { Traits::MESSAGE } else { Traits::default() };
            words.add(&entry.phrase, Traits::DOCUMENT | issued | message);
        }
        for entry in lexicon.list("organisation_nouns") {
            words.body(entry);
        }
        words
    }

    fn add(&mut self, phrase: &str, traits: Traits) {
        // Only single words are looked up; of "police officer" the head decides.
        if !phrase.contains(' ') && phrase.len() <= LONGEST {
            *self.traits.entry(key(phrase.as_bytes())).or_default() |= traits;
        }
    }

    fn title(&mut self, entry: &Entry) {
        let mut traits = gender(entry);
        for (class, bit) in [
            ("honorific", Traits::HONORIFIC),
            ("noble", Traits::NOBLE),
            ("clergy", Traits::OFFICE),
            ("rank", Traits::OFFICE),
            ("office", Traits::OFFICE),
            ("court", Traits::COURT),
            ("modifier", Traits::MODIFIER),
        ] {
            if entry.is(class) {
                traits |= bit;
            }
        }
        self.add(&entry.phrase, traits);
        if let Some(noun) = entry.value("noun") {
            self.nouns.insert(hash(&entry.phrase), hash(&noun));
        }
        if traits.any(Traits::NOBLE | Traits::OFFICE) {
            // "the sheikh", "the archbishop": every such title is a role too.
            self.add(&entry.phrase.to_lowercase(), Traits::ROLE | gender(entry));
        }
    }

    fn plural(&mut self, singular: &str, traits: Traits) {
        let plural = if let Some(stem) = singular.strip_suffix("man") {
            format!("{stem}men")
        } else if let Some(stem) = singular.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
            format!("{stem}ies")
        } else if singular.ends_with("ch") || singular.ends_with("ss") || singular.ends_with('x') {
            format!("{singular}es")
        } else {
            format!("{singular}s")
        };
        self.nouns.insert(hash(&plural), hash(singular));
        self.add(&plural, traits | Traits::PLURAL);
    }

    fn body(&mut self, entry: &Entry) {
        let mut traits = Traits::default();
        for (class, bit) in [
            ("company", Traits::COMPANY),
            ("authority", Traits::AUTHORITY),
            ("force", Traits::FORCE),
            ("media", Traits::MEDIA),
            ("school", Traits::SCHOOL),
            ("health", Traits::HEALTH),
            ("court", Traits::JUDICIARY),
            ("union", Traits::UNION),
            ("club", Traits::CLUB),
            ("party", Traits::PARTY),
            ("generic", Traits::GENERIC),
        ] {
            if entry.is(class) {
                traits |= bit;
            }
        }
        if entry.is("legal") {
            traits |= Traits::LEGAL | Traits::NAMES_BODY | Traits::COMPANY;
        } else if entry.is("name") || entry.phrase.starts_with(char::is_uppercase) {
            traits |= Traits::NAMES_BODY;
        } else {
            traits |= Traits::BODY;
        }
        self.add(&entry.phrase, traits);
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

fn gender(entry: &Entry) -> Traits {
    match entry.value("gender").as_deref() {
        Some("m") => Traits::MALE,
        Some("f") => Traits::FEMALE,
        _ => Traits::default(),
    }
}

fn small_word(entry: &Entry) -> Traits {
    let mut traits = gender(entry);
    for class in entry.classes.split(' ') {
        traits |= match class {
            "definite" => Traits::DEFINITE,
            "indefinite" => Traits::INDEFINITE,
            "possessive" => Traits::POSSESSIVE,
            "pronoun" => Traits::PRONOUN,
            "first" => Traits::FIRST,
            "second" => Traits::SECOND,
            "thing" => Traits::THING,
            "plural" => Traits::PLURAL,
            "relative" => Traits::RELATIVE,
            "preposition" => Traits::PREPOSITION,
            "conjunction" => Traits::CONJUNCTION,
            "auxiliary" => Traits::AUXILIARY,
            "adverb" => Traits::ADVERB,
            "calendar" => Traits::CALENDAR,
            "issuing" => Traits::ISSUING,
            "demonym" => Traits::DEMONYM,
            _ => Traits::default(),
        };
    }
    traits
}
