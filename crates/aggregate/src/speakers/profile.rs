//! What is known of one speaker, to tell whether another is the same.
//!
//! One name is one speaker, unless articles give different roles *and* have no
//! names in common: then they speak of namesakes. Two names are one speaker if
//! one can stand for the other *and* something else speaks for it: a role, or
//! names that the articles share, rare ones more than common ones. A wrong join
//! puts words into somebody's mouth; a missing one costs a second line.

use super::key::{type_code, type_of};
use super::known::{Known, WHOLE, name_hash, of_role};
use super::name_fit::NameMatch;
use super::name_match;
use super::person_name::surname;
use super::spelling::skeleton;
use crate::storage::{Fields, put_number, put_numbers, put_text};
use crate::wording::{Gender, NameWords, Stem, Vocabulary, fold};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::io;
use text::SpeakerType;

/// How many names around a speaker are kept over all articles: those with the
/// smallest hashes. With 4 bytes each, a profile stays around a kilobyte.
const MAX_AROUND: usize = 256;

/// How many names of others, who speak beside this one and have a word of the name
/// in common, are kept.
pub(super) const MAX_BESIDE: usize = 16;

/// How many names around have to be shared to speak for one speaker by
/// themselves. One may be chance: both articles mention the capital.
const ENOUGH: usize = 2;

/// How many shared names a shared word of a role is worth. Chosen by hand: a role
/// says more of who somebody is than the names that happen to be around.
const ROLE_WEIGHT: usize = 4;

/// From how many words of roles on they tell two speakers apart, if none is shared.
const ENOUGH_ROLES: usize = 2;

/// How many words with a meaning of their own a role has, at most; more are a clause.
const MAX_ROLE: usize = 8;

/// What has to speak for it that two are one, by how well the names match, in
/// [`WHOLE`]s: a shared name that is in no other article is 0.7 of one. Chosen by
/// reading joins over corpora of different sizes.
const FOR_TOLD_APART: u64 = 3 * WHOLE;
pub(super) const FOR_SAME: u64 = WHOLE * 3 / 8;
const FOR_MAYBE: u64 = WHOLE / 2;
pub(super) const FOR_SINGLE: u64 = WHOLE;
pub(super) const FOR_UNLIKELY: u64 = 2 * WHOLE;

/// Whom an article gives another role is taken for somebody else at first, unless this share
/// of the names around is around both, in percent.
const ALIKE: usize = 50;

/// Somebody in this many times as many articles as another of the name is far better known.
const FAR_MORE: u64 = 50;

/// The share of what is around the other, in percent, for [`Profile::surroundings_agree`].
/// Chosen by reading joins.
const AGREE: u64 = 30;

/// How many others of a name may be expected, in thousandths, where the rare name
/// alone says enough.
const RARE_FOR_SAME: u64 = 100;
const RARE_FOR_MAYBE: u64 = 20;

/// Two speak beside each other, and so are two, if they do in this share of the
/// articles of the one in fewer articles: one in so many. Now and then one
/// person is taken for two.
const BESIDE: u64 = 8;

/// Words of at most this many bytes may be missing in an organization's acronym,
/// and do not say which organization it is: "of", "and", "the".
const SMALL_WORD: usize = 3;

// What kind of feature a feature is. These texts are hashed, and which hashes are
// the smallest decides which features count, so the output depends on them.
const WORD_AND_INITIAL: &str = "p";
const WHOLE_NAME: &str = "w";
const GIVEN_AND_SURNAME: &str = "g";
const FORM_AND_SURNAME: &str = "f";
const ORGANIZATION_WORD: &str = "o";
const SAME_WORDS: &str = "b";

/// Two, since one that many have makes no candidates.
const ACRONYM: [&str; 2] = ["a", "A"];

/// What tells one speaker from another.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) kind: SpeakerType,
    /// The folded name, without titles.
    pub(super) name: String,
    /// Whom the titles before a single name fit.
    pub(super) gender: Option<Gender>,
    /// Whether the user says who this is.
    pub(super) pinned: bool,
    /// In how many articles the speaker is.
    pub(super) articles: u64,
    /// Words of the roles that carry meaning.
    roles: FxHashSet<Stem>,
    /// The smallest hashes of the names around, sorted.
    around: Vec<u32>,
    /// Hashes of the names of others who speak beside this one, and in how many
    /// articles; only names that share a word with this one.
    beside: Vec<(u32, u32)>,
}

impl Profile {
    pub(super) fn new(kind: SpeakerType, name: &str, gender: Option<Gender>, pinned: bool) -> Self {
        let (roles, around, beside) = (FxHashSet::default(), Vec::new(), Vec::new());
        Self { kind, name: name.to_owned(), gender, pinned, articles: 0, roles, around, beside }
    }

    /// Takes in what one article says.
    pub(super) fn add(&mut self, roles: &[Stem], around: &[u32], beside: &[u32]) {
        self.articles += 1;
        self.roles.extend(roles);
        self.add_around(around);
        beside.iter().for_each(|&name| self.add_beside(name, 1));
    }

    /// Takes in another profile of the same speaker.
    pub(super) fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        self.roles.extend(&other.roles);
        self.add_around(&other.around);
        other.beside.iter().for_each(|&(name, count)| self.add_beside(name, count));
    }

    fn add_around(&mut self, around: &[u32]) {
        self.around.extend_from_slice(around);
        self.around.sort_unstable();
        self.around.dedup();
        self.around.truncate(MAX_AROUND);
    }

    fn add_beside(&mut self, name: u32, count: u32) {
        if let Some((_, sum)) = self.beside.iter_mut().find(|(beside, _)| *beside == name) {
            *sum += count;
        } else if self.beside.len() < MAX_BESIDE {
            self.beside.push((name, count));
        }
    }

    /// How much speaks for it that what an article says is about this speaker;
    /// `None` if it must be about somebody else of the same name.
    pub(super) fn fits(&self, roles: &[Stem], around: &[u32]) -> Option<usize> {
        let shared = around.iter().filter(|hash| self.around.binary_search(hash).is_ok()).count();
        let role = roles.iter().filter(|stem| self.roles.contains(stem)).count();
        // Only where both say enough does it mean anything that they differ. Of one
        // who is in many articles, only names with small hashes are kept.
        let known = |no_roles: bool, around: usize| !no_roles && around > ENOUGH;
        let comparable = around.iter().filter(|hash| **hash <= self.last_kept()).count();
        // What stands beside the name of a body is seldom a role.
        let differ = self.kind == SpeakerType::Person
            && known(roles.is_empty(), comparable)
            && known(self.roles.is_empty(), self.around.len())
            && role == 0
            && (shared < ENOUGH || !self.is_single() && shared * 100 < comparable * ALIKE);
        (!differ).then_some(shared + ROLE_WEIGHT * role)
    }

    /// Names around with larger hashes may have been dropped.
    fn last_kept(&self) -> u32 {
        if self.is_in_many() { self.around[MAX_AROUND - 1] } else { u32::MAX }
    }

    /// Whether the speaker is in so many articles that names around were dropped.
    pub(super) fn is_in_many(&self) -> bool {
        self.around.len() == MAX_AROUND
    }

    /// How well the names match.
    pub(super) fn compare_names(&self, other: &Self, known: &Known<'_>) -> NameMatch {
        if self.pinned || other.pinned {
            return NameMatch::No;
        }
        name_match::compare((self.kind, &self.name), (other.kind, &other.name), known)
    }

    /// Whether enough speaks for it that two are one whose names match like that.
    pub(super) fn is_same_as(&self, other: &Self, names: NameMatch, known: &Known<'_>) -> bool {
        let is_person = self.kind == SpeakerType::Person;
        let score = self.score(other, known);
        let has_roles = |profile: &Self| profile.roles.len() >= ENOUGH_ROLES;
        let doing = |profile: &Self| profile.occupations(known.words).collect::<Vec<_>>();
        let strangers = is_person && known.exclude(&doing(self), &doing(other));
        let other_roles =
            strangers || has_roles(self) && has_roles(other) && self.roles.is_disjoint(&other.roles);
        let enough = |least: u64| score >= if other_roles { 2 * least } else { least };
        let is_rare = |most: u64| !other_roles && known.expected(&self.name, &other.name) <= most;
        match names {
            NameMatch::No => false,
            NameMatch::Unlikely => enough(FOR_UNLIKELY),
            // Father and son may be around the same things, but seldom are the same.
            NameMatch::Generation => {
                let same_role = !self.roles.is_disjoint(&other.roles);
                same_role
                    && (score >= FOR_MAYBE || self.surroundings_agree(other, known))
                    && !self.speaks_beside(other)
            }
            // Stephen Okafor the senator and Steve Okafor the coach.
            NameMatch::Maybe if other_roles => score >= FOR_UNLIKELY,
            NameMatch::Maybe => {
                enough(FOR_MAYBE)
                    || self.surroundings_agree(other, known)
                    || is_person && is_rare(RARE_FOR_MAYBE)
            }
            NameMatch::Same => {
                enough(FOR_SAME)
                    || self.surroundings_agree(other, known)
                    || is_person && is_rare(RARE_FOR_SAME)
            }
            NameMatch::Equal => {
                // Names may have become equal without the words around them.
                let told_apart =
                    !self.roles.is_empty() && !other.roles.is_empty() && self.roles.is_disjoint(&other.roles);
                !told_apart
                    || !strangers && (score >= FOR_SAME || self.has_far_more(other))
                    || score >= FOR_TOLD_APART
                    || self.surroundings_agree(other, known)
                    || is_person && known.expected(&self.name, &other.name) <= RARE_FOR_MAYBE
            }
        }
    }

    /// Whether one is in far more articles, so that another role in the other is only a way
    /// to speak of somebody known: "the predecessor".
    fn has_far_more(&self, other: &Self) -> bool {
        let (few, many) = (self.articles.min(other.articles), self.articles.max(other.articles));
        many >= FAR_MORE * few && self.shared_around(other).count() >= ENOUGH
    }

    /// Words of the roles that say what somebody does, in no order.
    pub(super) fn occupations(&self, words: &NameWords) -> impl Iterator<Item = Stem> {
        self.roles.iter().copied().filter(|&stem| words.is_occupation(stem))
    }

    /// How much speaks for it that two are one, in parts of [`WHOLE`].
    pub(super) fn score(&self, other: &Self, known: &Known<'_>) -> u64 {
        let roles = self.roles.intersection(&other.roles).map(|&stem| of_role(stem));
        known.rarity.weight(self.shared_around(other)) + ROLE_WEIGHT as u64 * known.rarity.weight(roles)
    }

    fn shared_around(&self, other: &Self) -> impl Iterator<Item = u32> {
        self.around.iter().copied().filter(|hash| other.around.binary_search(hash).is_ok())
    }

    /// Whether one is in many articles, and most of what is around the other is
    /// around the one as well, as far as that was kept. Much of it is common.
    fn surroundings_agree(&self, other: &Self, known: &Known<'_>) -> bool {
        let last = self.last_kept().min(other.last_kept());
        let comparable =
            |profile: &Self| known.rarity.weight(profile.around.iter().copied().filter(|hash| *hash <= last));
        let all = comparable(self).min(comparable(other));
        last < u32::MAX && known.rarity.weight(self.shared_around(other)) * 100 >= all * AGREE
    }

    /// Whether two often speak in the same articles, so that they are two.
    fn speaks_beside(&self, other: &Self) -> bool {
        let count = |one: &Self, other: &Self| {
            let name = name_hash(&other.name);
            one.beside.iter().find(|(beside, _)| *beside == name).map_or(0, |&(_, count)| u64::from(count))
        };
        let both = count(self, other).max(count(other, self));
        both * BESIDE > self.articles.min(other.articles)
    }

    /// Whether a name has only one word.
    pub(super) fn is_single(&self) -> bool {
        !self.name.contains(' ')
    }

    /// Whether a person's name has only one word.
    pub(super) fn is_single_person(&self) -> bool {
        self.kind == SpeakerType::Person && self.is_single()
    }

    /// Replaces `features` with what names that can stand for each other have in
    /// common.
    pub(super) fn features(&self, words: &NameWords, features: &mut Vec<u64>) {
        features.clear();
        if self.pinned || self.is_single_person() {
            return;
        }
        features.push(feature(WHOLE_NAME, &self.name));
        match self.kind {
            SpeakerType::Person => self.person_features(words, features),
            SpeakerType::Organization => self.organization_features(features),
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => {}
        }
        features.sort_unstable();
        features.dedup();
    }

    fn person_features(&self, words: &NameWords, features: &mut Vec<u64>) {
        let parts: Vec<&str> = self.name.split(' ').collect();
        let surname = surname(&self.name);
        let given = parts[0];
        features.push(feature(GIVEN_AND_SURNAME, &format!("{given} {surname}")));
        for form in words.names_of_form(given) {
            features.push(feature(FORM_AND_SURNAME, &format!("{form} {surname}")));
        }
        // Any word may be the surname: "Hector Quiroga Paz", "Kang Dae-hyun".
        for word in parts.iter().filter(|word| word.len() > 1) {
            let skeleton = skeleton(word);
            for given in [given, surname] {
                features.push(feature(WORD_AND_INITIAL, &format!("{skeleton} {}", initial(given))));
            }
        }
    }

    fn organization_features(&self, features: &mut Vec<u64>) {
        let words: Vec<&str> = self.name.split(' ').collect();
        let long = |word: &&&str| word.len() > SMALL_WORD;
        features.extend(words.iter().filter(long).map(|word| feature(ORGANIZATION_WORD, word)));
        // "The Department of Ports" and "the Ports Department".
        let mut sorted: Vec<&str> = words.iter().filter(long).copied().collect();
        sorted.sort_unstable();
        features.push(feature(SAME_WORDS, &sorted.concat()));
        let all: String = words.iter().map(|word| initial(word)).collect();
        let of_long: String = words.iter().filter(long).map(|word| initial(word)).collect();
        let acronyms = if let [acronym] = words[..] { vec![acronym] } else { vec![&*all, &*of_long] };
        for acronym in acronyms {
            features.extend(ACRONYM.map(|kind| feature(kind, acronym)));
        }
    }

    pub(super) fn put(&self, to: &mut Vec<u8>) {
        to.push(type_code(self.kind));
        to.push(u8::from(self.pinned));
        to.push(Gender::code(self.gender));
        put_text(to, &self.name);
        put_number(to, self.articles);
        let mut roles: Vec<_> = self.roles.iter().copied().collect();
        roles.sort_unstable();
        put_numbers(to, &roles);
        put_numbers(to, &self.around);
        let (names, counts): (Vec<u32>, Vec<u32>) = self.beside.iter().copied().unzip();
        put_numbers(to, &names);
        put_numbers(to, &counts);
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> io::Result<Self> {
        // The fields of a struct are evaluated in the order in which they are written.
        Ok(Self {
            kind: type_of(fields.byte()?),
            pinned: fields.byte()? != 0,
            gender: Gender::of_code(fields.byte()?),
            name: fields.text()?.to_owned(),
            articles: fields.number()?,
            roles: fields.numbers()?.into_iter().collect(),
            around: fields.numbers()?,
            beside: fields.numbers()?.into_iter().zip(fields.numbers()?).collect(),
        })
    }
}

fn feature(kind: &str, word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(kind.as_bytes());
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn initial(word: &str) -> char {
    word.chars().next().unwrap_or('-')
}

/// The stems of a role that say something about who has it: "former mayor" and
/// "former striker" have nothing in common, "Capt." and "captain" have.
pub(super) fn role_stems(vocabulary: &Vocabulary, role: &str) -> Vec<Stem> {
    let (gists, role) = (&vocabulary.gists, vocabulary.names.with_title_nouns(&fold(role)));
    let stems: Vec<Stem> = gists.stems_of_folded(&role).filter(|stem| !gists.is_vague(*stem)).collect();
    if stems.len() > MAX_ROLE { Vec::new() } else { stems }
}
