//! What the word lists say about single words, compiled for one look-up a word.

use super::keys::{LONGEST, hash, key};
use super::traits::Traits;
use lexicon::{Entry, Lexicon};
use rustc_hash::FxHashMap;

/// The compiled lists.
#[derive(Debug)]
pub(crate) struct Words {
    /// By [`key`]. A capitalised key holds what only the capitalised word can be, a
    /// key in small letters what the word is in any case.
    traits: FxHashMap<u64, Traits>,
    /// Another word for the same role: `capt` → `captain`, `coaches` → `coach`.
    nouns: FxHashMap<u64, u64>,
}

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
