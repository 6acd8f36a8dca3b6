//! What the word lists say about single words, compiled for one look-up a word.

use super::keys::{LONGEST, hash, hash_all, key};
use super::offices::{OFFICE_HOLDERS, OfficeHolder, office_holders};
use super::traits::{Tells, Traits, Uses};
use lexicon::{ClassTable, Entry, Lexicon, Reads};
use rustc_hash::{FxHashMap, FxHashSet};

#[rustfmt::skip]
const FUNCTION_WORDS: ClassTable<Traits> = ClassTable { list: "function_words", meanings: &[
    ("definite", Traits::DEFINITE), ("indefinite", Traits::INDEFINITE), ("possessive", Traits::POSSESSIVE),
    ("pronoun", Traits::PRONOUN), ("first", Traits::FIRST), ("second", Traits::SECOND),
    ("plural", Traits::PLURAL), ("gender=m", Traits::MALE), ("gender=f", Traits::FEMALE),
    ("clause", Traits::RELATIVE), ("preposition", Traits::PREPOSITION), ("after-noun", Traits::PREPOSITION),
    ("issuing", Traits::ISSUING), ("coordinator", Traits::CONJUNCTION), ("be", Traits::AUXILIARY),
    ("have", Traits::AUXILIARY), ("do", Traits::AUXILIARY), ("modal", Traits::AUXILIARY),
    ("particle", Traits::empty()),
    ("copula", Traits::AUXILIARY), ("no-name", Traits::ADVERB), ("repeats", Traits::REPEATS),
    ("nameless", Traits::NAMELESS),
] };

/// What some of these words do in phrases about documents and people without a name.
#[rustfmt::skip]
const USES: ClassTable<Uses> = ClassTable { list: "function_words", meanings: &[
    ("refuses", Uses::REFUSES), ("naming", Uses::NAMING), ("further", Uses::FURTHER), ("seen", Uses::SEEN),
    ("participle", Uses::PARTICIPLE),
] };

/// Verbs after which whoever spoke last says more.
const CUES: ClassTable<Uses> =
    ClassTable { list: "reporting_verbs", meanings: &[("goes-on", Uses::GOES_ON)] };

/// Words that have a capital only because of where they are.
const COMMON_WORDS: ClassTable<Uses> =
    ClassTable { list: "common_words", meanings: &[("common", Uses::COMMON)] };

const COMMON_VERBS: ClassTable<Uses> = ClassTable { list: "common_verbs", meanings: &[("verb", Uses::VERB)] };

/// Of numbers only how others print them matters: two is 2.
const NUMBERS: ClassTable<()> = ClassTable { list: "numbers", meanings: &[("digits=", ())] };

const DEMONYMS: ClassTable<Traits> =
    ClassTable { list: "demonyms", meanings: &[("demonym", Traits::DEMONYM), ("of=", Traits::empty())] };

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

const PARTICLES: ClassTable<Traits> = ClassTable {
    list: "name_particles",
    meanings: &[("inside", Traits::PARTICLE), ("after", Traits::AFTER_NAME)],
};

#[rustfmt::skip]
const PLACES: ClassTable<Traits> = ClassTable { list: "places", meanings: &[
    ("country", Traits::PLACE.union(Traits::COUNTRY)), ("region", Traits::PLACE), ("town", Traits::PLACE),
    ("of=", Traits::empty()),
] };

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
    ("same=", Traits::empty()), ("any", Traits::empty()), ("result", Traits::empty()),
] };

/// Which document one by such a noun may be, besides one by the same noun.
#[rustfmt::skip]
const SAME_DOCUMENTS: ClassTable<Uses> = ClassTable { list: "document_nouns", meanings: &[
    ("any", Uses::ANY_DOCUMENT), ("result", Uses::RESULT),
] };

#[rustfmt::skip]
const BODIES: ClassTable<Traits> = ClassTable { list: "organisation_nouns", meanings: &[
    ("name", Traits::NAMES_BODY),
    ("legal", Traits::LEGAL.union(Traits::NAMES_BODY).union(Traits::COMPANY)),
    ("generic", Traits::GENERIC), ("company", Traits::COMPANY), ("authority", Traits::AUTHORITY),
    ("force", Traits::FORCE), ("media", Traits::MEDIA), ("school", Traits::SCHOOL),
    ("health", Traits::HEALTH), ("court", Traits::JUDICIARY), ("union", Traits::UNION),
    ("club", Traits::CLUB), ("party", Traits::PARTY), ("itself", Traits::empty()),
    ("titular", Traits::empty()), ("place", Traits::empty()), ("town", Traits::empty()), ("print", Traits::PRINT),
    ("broadcast", Traits::BROADCAST),
] };

/// Which names such a body may have.
const NAMES_OF_BODIES: ClassTable<Uses> = ClassTable {
    list: "organisation_nouns",
    meanings: &[
        ("itself", Uses::ITSELF),
        ("titular", Uses::TITULAR),
        ("place", Uses::PLACE),
        ("town", Uses::PLACE.union(Uses::TOWN)),
    ],
};

#[rustfmt::skip]
const SPEAKER_NOUNS: ClassTable<Tells> = ClassTable { list: "speaker_nouns", meanings: &[
    ("quantity", Tells::QUANTITY), ("crowd", Tells::CROWD), ("source", Tells::SOURCE),
    ("document", Tells::DOCUMENT), ("document-name", Tells::DOCUMENT_NAME),
    ("body-name", Tells::BODY_NAME), ("informed", Tells::INFORMED), ("same=", Tells::empty()),
] };

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let tables: [&dyn Reads; 21] = [
        &FUNCTION_WORDS,
        &USES,
        &CUES,
        &COMMON_WORDS,
        &COMMON_VERBS,
        &NUMBERS,
        &DEMONYMS,
        &CALENDAR,
        &TITLES,
        &GIVEN_NAMES,
        &PARTICLES,
        &PLACES,
        &ROLES,
        &KINSHIP,
        &GROUPS,
        &DOCUMENTS,
        &SAME_DOCUMENTS,
        &BODIES,
        &NAMES_OF_BODIES,
        &SPEAKER_NOUNS,
        &OFFICE_HOLDERS,
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
    /// What else a document is called: `survey` → `poll`, both as [`hash`] makes them.
    documents: FxHashMap<u64, u64>,
    /// Places by [`hash_all`] of their words.
    places: FxHashMap<u64, Traits>,
    /// The words of the region that a short form stands for: `Nev` → `nevada`.
    regions: FxHashMap<u64, Vec<u64>>,
    /// Those regions, by [`hash_all`] of their words.
    region_names: FxHashSet<u64>,
    /// The country of a people: `kenyan` → `kenya`, both as [`hash`] makes them.
    countries: FxHashMap<u64, u64>,
    /// By [`hash`], as are the numbers.
    uses: FxHashMap<u64, Uses>,
    tells: FxHashMap<u64, Tells>,
    numbers: FxHashMap<u64, usize>,
    pub(crate) office_holders: Vec<OfficeHolder>,
}

impl Words {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut words = Self {
            traits: FxHashMap::default(),
            nouns: FxHashMap::default(),
            documents: FxHashMap::default(),
            places: FxHashMap::default(),
            regions: FxHashMap::default(),
            region_names: FxHashSet::default(),
            countries: countries(lexicon).collect(),
            uses: USES.read(lexicon).map(|(entry, uses)| (hash(&entry.phrase), uses)).collect(),
            tells: FxHashMap::default(),
            numbers: numbers(lexicon).collect(),
            office_holders: office_holders(lexicon).collect(),
        };
        for (entry, uses) in CUES.read(lexicon).filter(|(_, uses)| !uses.is_empty()) {
            for form in forms(entry) {
                *words.uses.entry(hash(&form)).or_default() |= uses;
            }
        }
        for (entry, traits) in PLACES.read(lexicon) {
            match entry.value("of") {
                Some(region) => {
                    let region: Vec<u64> = region.split(' ').map(hash).collect();
                    words.region_names.insert(hash_all(&region));
                    words.regions.insert(hash(&entry.phrase), region);
                }
                None => {
                    words.places.insert(place(&entry.phrase), traits);
                }
            }
        }
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
            words.same_document(entry);
        }
        let tables = [&SAME_DOCUMENTS, &NAMES_OF_BODIES, &COMMON_WORDS, &COMMON_VERBS];
        for (entry, uses) in tables.iter().flat_map(|table| table.read(lexicon)) {
            *words.uses.entry(hash(&entry.phrase)).or_default() |= uses;
        }
        for (entry, traits) in BODIES.read(lexicon) {
            words.body(entry, traits);
        }
        for (entry, tells) in SPEAKER_NOUNS.read(lexicon) {
            words.tells.insert(hash(&entry.phrase), tells);
            if tells.contains(Tells::DOCUMENT) {
                words.tells.insert(hash(&lexicon::plural(&entry.phrase)), Tells::DOCUMENT);
                words.same_document(entry);
            }
        }
        words
    }

    fn add(&mut self, phrase: &str, traits: Traits) {
        // Only single words are looked up; of "police officer" the head decides.
        if !phrase.contains(' ') && phrase.len() <= LONGEST {
            *self.traits.entry(key(phrase.as_bytes())).or_default() |= traits;
        }
    }

    fn same_document(&mut self, entry: &Entry) {
        if let Some(same) = entry.value("same") {
            self.documents.insert(hash(&entry.phrase), hash(&same));
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

    /// What a word does in a phrase.
    pub(crate) fn uses(&self, word: &str) -> Uses {
        self.uses.get(&hash(word)).copied().unwrap_or_default()
    }

    /// What a noun tells of the type of a speaker.
    pub(crate) fn tells(&self, word: &str) -> Tells {
        self.tells.get(&hash(word)).copied().unwrap_or_default()
    }

    /// How many a word says there are: “two”.
    pub(crate) fn number(&self, word: &str) -> Option<usize> {
        self.numbers.get(&hash(word)).copied()
    }

    /// What is known about a place whose name has these words, as [`hash`] makes them.
    pub(crate) fn place(&self, words: &[u64]) -> Traits {
        self.places.get(&hash_all(words)).copied().unwrap_or_default()
    }

    /// The words of the region for which a word stands: those of “Nevada” for “Nev.”, or
    /// the word itself.
    pub(crate) fn region(&self, word: &str) -> Vec<u64> {
        let key = hash(word);
        self.regions.get(&key).cloned().unwrap_or_else(|| vec![key])
    }

    /// The country of whose people a word says that somebody is, or the word itself.
    pub(crate) fn country(&self, word: &str) -> u64 {
        let key = hash(word);
        self.countries.get(&key).copied().unwrap_or(key)
    }

    /// Whether some words, as [`hash`] makes them, name a region that has a short form.
    pub(crate) fn is_region(&self, words: &[u64]) -> bool {
        self.region_names.contains(&hash_all(words))
    }

    /// Whether a word is a short form of a region: “Nev.”.
    pub(crate) fn is_short_for_region(&self, word: &str) -> bool {
        self.regions.contains_key(&hash(word))
    }

    /// What documents by the noun with this [`hash`] are, whichever of several nouns that is.
    pub(crate) fn document(&self, noun: u64) -> u64 {
        self.documents.get(&noun).copied().unwrap_or(noun)
    }

    /// The role that a word speaks of, whatever its number or abbreviation.
    pub(crate) fn noun(&self, word: &str) -> u64 {
        let key = hash(word);
        self.nouns.get(&key).copied().unwrap_or(key)
    }
}

/// The forms of a verb's first word: go, goes, went, going.
fn forms(verb: &Entry) -> [String; 4] {
    let word = verb.phrase.split(' ').next().unwrap_or_default();
    let form = |key: &str, regular: fn(&str) -> String| verb.value(key).unwrap_or_else(|| regular(word));
    [word.to_owned(), form("s", lexicon::with_s), form("past", lexicon::past), form("ing", lexicon::ing)]
}

/// The numbers that are spelt out.
fn numbers(lexicon: &Lexicon) -> impl Iterator<Item = (u64, usize)> {
    let digits = |entry: &Entry| entry.value("digits")?.parse().ok();
    lexicon.list(NUMBERS.list).iter().filter_map(move |entry| Some((hash(&entry.phrase), digits(entry)?)))
}

/// Peoples and their countries.
fn countries(lexicon: &Lexicon) -> impl Iterator<Item = (u64, u64)> {
    let demonyms = lexicon.list(DEMONYMS.list).iter();
    demonyms.filter_map(|entry| Some((hash(&entry.phrase), hash(&entry.value("of")?))))
}

/// The key of a place's name: of its words with capitals, as names are read.
fn place(name: &str) -> u64 {
    let capitals = name.split(' ').filter(|word| word.starts_with(char::is_uppercase));
    hash_all(&capitals.map(hash).collect::<Vec<_>>())
}
