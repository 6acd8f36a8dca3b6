//! What single words of names are: given names and their forms, places, kinds of
//! bodies.

use super::fold::fold;
use super::gender::Gender;
use super::gist::{Stem, word_stem};
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::{FxHashMap, FxHashSet};

const GIVEN_NAMES: ClassTable<Option<Gender>> = ClassTable {
    list: "given_names",
    meanings: &[("m", Some(Gender::Man)), ("f", Some(Gender::Woman)), ("both", None)],
};
const SHORT_FORMS: ClassTable<()> = ClassTable { list: "short_forms", meanings: &[("forms=", ())] };

/// Lists of words that say where a body is, not which body it is.
const WHERE: [&str; 2] = ["places", "demonyms"];

pub(super) const READS: [&dyn Reads; 2] = [&GIVEN_NAMES, &SHORT_FORMS];

/// Folded words that names are made of.
#[derive(Clone, Debug)]
pub(crate) struct NameWords {
    /// Given names, with whose they nearly always are.
    given: FxHashMap<String, Option<Gender>>,
    /// Of a form of a given name, the numbers of the names that it is a form of.
    forms: FxHashMap<String, Vec<usize>>,
    places: FxHashSet<String>,
    countries: FxHashSet<String>,
    /// "Kenyan", "kenyans".
    demonyms: FxHashSet<String>,
    /// "De", "van": never the first word of a full name.
    particles: FxHashSet<String>,
    /// Titles that are no given names: "president", but not "dean".
    titles: FxHashSet<String>,
    /// "Democrats": several people.
    groups: FxHashSet<String>,
    /// "Democrat": what somebody is.
    roles: FxHashSet<String>,
    /// "Company", "agency", "Ltd": what may be said of any body of its kind.
    bodies: FxHashSet<String>,
    /// "House", "ministry": what is said of a body that governs.
    authorities: FxHashSet<String>,
    /// "Company", "Foods", "News": what is said of a company or a newspaper.
    firms: FxHashSet<String>,
    /// Stems of words for what people do: "captain", "senator".
    occupations: FxHashSet<Stem>,
    /// News agencies: "Bloomberg".
    agencies: FxHashSet<String>,
}

impl NameWords {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let given: FxHashMap<_, _> = (lexicon.list(GIVEN_NAMES.list).iter())
            .map(|entry| (fold(&entry.phrase), GIVEN_NAMES.all(entry).flatten().next()))
            .collect();
        let mut forms: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (number, entry) in lexicon.list(SHORT_FORMS.list).iter().enumerate() {
            let others = entry.value("forms").unwrap_or_default();
            for form in others.split(',').chain([&*entry.phrase]) {
                forms.entry(fold(form)).or_default().push(number);
            }
        }
        let places = WHERE.iter().flat_map(|list| lexicon.list(list)).map(|entry| fold(&entry.phrase));
        let countries = lexicon
            .list("places")
            .iter()
            .filter(|entry| entry.is("country"))
            .map(|entry| fold(&entry.phrase));
        let demonyms = lexicon.list("demonyms").iter().map(|entry| fold(&entry.phrase)).collect();
        let titles = lexicon.list("titles").iter().map(|entry| fold(&entry.phrase));
        let groups = lexicon.list("group_nouns").iter().map(|entry| fold(&entry.phrase)).collect();
        let roles: FxHashSet<_> =
            lexicon.list("role_nouns").iter().map(|entry| fold(&entry.phrase)).collect();
        let title_nouns = lexicon.list("titles").iter().filter_map(|entry| entry.value("noun"));
        let occupations = roles.iter().cloned().chain(title_nouns.map(|noun| fold(&noun)));
        let particles = lexicon
            .list("name_particles")
            .iter()
            .filter(|entry| entry.is("inside"))
            .map(|entry| fold(&entry.phrase));
        let authorities = (lexicon.list("organisation_nouns").iter())
            .filter(|entry| entry.is("authority"))
            .map(|entry| fold(&entry.phrase));
        let firms = (lexicon.list("organisation_nouns").iter())
            .filter(|entry| entry.is("legal") || entry.is("company") || entry.is("media"))
            .map(|entry| fold(&entry.phrase));
        let bodies = (lexicon.list("organisation_nouns").iter())
            .filter(|entry| entry.is("generic") || entry.is("legal"))
            .map(|entry| fold(&entry.phrase));
        Self {
            particles: particles.collect(),
            authorities: authorities.collect(),
            titles: titles.filter(|title| !given.contains_key(title)).collect(),
            given,
            forms,
            groups,
            occupations: occupations.map(|word| word_stem(&word)).collect(),
            roles,
            places: places.chain(["us".to_owned()]).collect(),
            demonyms,
            countries: countries.chain(["us".to_owned()]).collect(),
            bodies: bodies.collect(),
            firms: firms.collect(),
            agencies: lexicon.list("agencies").iter().map(|entry| fold(&entry.phrase)).collect(),
        }
    }

    /// Whether a word is a known given name.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        self.given.contains_key(word) || self.forms.contains_key(word)
    }

    /// Who nearly always bears a given name.
    pub(crate) fn gender_of(&self, given: &str) -> Option<Gender> {
        self.given.get(given).copied().flatten()
    }

    /// Whether both are forms of one given name: "liz" and "beth", "jim" and "james".
    pub(crate) fn are_forms_of_one(&self, one: &str, other: &str) -> bool {
        let forms = |word| self.forms.get(word).map_or(&[][..], Vec::as_slice);
        forms(one).iter().any(|name| forms(other).contains(name))
    }

    /// The names that a given name is a form of, as numbers.
    pub(crate) fn names_of_form(&self, given: &str) -> &[usize] {
        self.forms.get(given).map_or(&[], Vec::as_slice)
    }

    /// Whether a word, or words, name a country, a region or a people.
    pub(crate) fn is_place(&self, words: &str) -> bool {
        self.places.contains(words)
    }

    /// Whether a word says what somebody is: "Republican".
    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word)
    }

    /// Whether a word of a role says what somebody does.
    pub(crate) fn is_occupation(&self, stem: Stem) -> bool {
        self.occupations.contains(&stem)
    }

    /// Whether a word is a small one inside of names.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Whether a word is a title, and no given name.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether a word means several people.
    pub(crate) fn is_group(&self, word: &str) -> bool {
        self.groups.contains(word)
    }

    /// Whether words say what somebody is and where, and name nobody: "california democrat",
    /// "us defense secretaries". "Senate republicans" are a group, "daily caller" is a
    /// newspaper.
    pub(crate) fn is_role_somewhere(&self, name: &str) -> bool {
        let Some((rest, last)) = name.rsplit_once(' ') else { return false };
        let first = rest.split(' ').next().unwrap_or(rest);
        (self.roles.contains(last) || self.roles.contains(&singular(last)))
            && !self.is_group(last)
            && (self.is_place(rest)
                || self.is_place(first)
                || self.is_body(first) && !self.is_firm(first)
                || rest.split(' ').any(|word| self.authorities.contains(word)))
            && !name.split(' ').any(|word| self.is_given(word))
    }

    /// Whether a name says only what several are: "corporations", "agencies".
    pub(crate) fn are_bodies(&self, name: &str) -> bool {
        let singular = singular(name);
        singular != name && self.is_body(&singular)
    }

    /// Whether the last of several words means several people: "house republicans".
    pub(crate) fn are_people(&self, name: &str) -> bool {
        name.rsplit_once(' ').is_some_and(|(_, last)| self.is_group(last))
    }

    /// Whether a word is said of a people, and names nobody: "kenyan".
    pub(crate) fn is_demonym(&self, word: &str) -> bool {
        self.demonyms.contains(word)
    }

    /// Whether the name of a group says only what several people are: "kenyans", "talvik
    /// growers". Those of a house are a body: "senate republicans".
    pub(crate) fn is_crowd(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let people = self.is_group(last) || self.is_place(last) || self.roles.contains(&singular(last));
        people && !name.split(' ').next().is_some_and(|first| self.authorities.contains(first))
    }

    /// Whether a word is the name of a country.
    pub(crate) fn is_country(&self, word: &str) -> bool {
        self.countries.contains(word)
    }

    /// Whether a word says what kind of body something is, and not which.
    pub(crate) fn is_body(&self, word: &str) -> bool {
        self.bodies.contains(word)
    }

    /// Whether a name is a news agency's.
    pub(crate) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(name)
    }

    /// Whether a word is said of a body that governs: "senate".
    pub(crate) fn is_authority(&self, word: &str) -> bool {
        self.authorities.contains(word)
    }

    /// Whether a word says that something is a company or a newspaper.
    pub(crate) fn is_firm(&self, word: &str) -> bool {
        self.firms.contains(word)
    }
}

/// "Agency" of "agencies", or the word itself.
fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}
