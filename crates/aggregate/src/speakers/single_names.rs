//! Whose a name of one word is: of those who bear it, the one who is nearly always
//! meant, or nobody.

use super::agreement::{LEAD, NEARLY_ALL};
use super::known::Known;
use super::person_name::{MIN_SURNAME, surname};
use super::profile::{FOR_SAME, FOR_SINGLE, FOR_UNLIKELY, Profile};
use crate::likeness::Groups;
use crate::storage::{Fields, Scratch, Share, Sorter, Spool, put_ordinal};
use crate::wording::Gender;
use std::cmp::Reverse;
use std::io;
use text::SpeakerType;

/// In how many times as many articles somebody must be who is called by a given
/// name alone: everybody has one.
const GIVEN_LEAD: u64 = 10;

/// The same, if much else speaks for it.
const GIVEN_LEAD_IF_SHARED: u64 = 3;

/// In how many times as many articles a person must be as the "company" of the
/// same name.
const COMPANY_LEAD: u64 = 10;

/// The same, if much else speaks for it.
const COMPANY_LEAD_IF_SHARED: u64 = 3;

/// Who has no known given name, and is in this many times fewer articles than
/// another of the surname, was hardly meant.
const FEW: u64 = 20;

/// Of how many bearers what is known of them is read: those in most articles.
const READ: usize = 16;

/// The memory is divided between what is sorted by word and what is found.
const WORDS: Share = Share(1, 2);
const FOUND: Share = Share(1, 4);

/// Sorts those who bear a word in their name before those who have no other name.
const BEARER: u8 = 0;
const SINGLE: u8 = 1;

/// Somebody with the word in the full name.
struct Bearer {
    group: u64,
    articles: u64,
    /// Where the profile in most articles is.
    place: u64,
    most: u64,
    /// Whose the given name nearly always is.
    gender: Option<Gender>,
    is_surname: bool,
    /// Whether the name begins with a known given name.
    is_named: bool,
}

/// Somebody, or something, with no other name.
struct Single {
    place: u64,
    profile: Profile,
}

/// Finds whose single names are. `profiles` are all profiles, `groups` says which
/// full names are one speaker.
pub(super) struct SingleNames<'a> {
    pub(super) profiles: &'a Spool,
    pub(super) groups: &'a Groups,
    pub(super) known: &'a Known<'a>,
}

impl SingleNames<'_> {
    /// The groups of single names.
    pub(super) fn resolve(&self, scratch: Scratch<'_>) -> io::Result<Groups> {
        let mut by_word = self.by_word(scratch.sorter(WORDS))?.finish()?;
        let mut found = scratch.sorter(FOUND);
        let (mut word, mut bearers, mut singles) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let next = by_word.next()?;
            let key = next.map(|(key, _)| &key[..key.len() - 9]);
            if key != Some(&word) {
                self.resolve_word(&word, &mut bearers, &singles, &mut found)?;
                bearers.clear();
                singles.clear();
            }
            let Some((key, value)) = next else { break };
            let (new_word, tail) = key.split_at(key.len() - 9);
            word.clear();
            word.extend_from_slice(new_word);
            let place = Fields(&tail[1..]).ordinal()?;
            if tail[0] == SINGLE {
                singles.push(place);
            } else {
                add_bearer(&mut bearers, place, &mut Fields(value))?;
            }
        }
        let mut groups = Groups::new(scratch.part(FOUND));
        let mut found = found.finish()?;
        while let Some((place, group)) = found.next()? {
            groups.push(Fields(place).ordinal()?, Fields(group).ordinal()?)?;
        }
        Ok(groups)
    }

    /// Everybody by the words that may stand for them. The key is the word, the tag
    /// and, of bearers, the group, of singles, the place.
    fn by_word(&self, mut by_word: Sorter) -> io::Result<Sorter> {
        let (mut records, mut groups) = (self.profiles.records(), self.groups.read());
        let (mut key, mut value) = (Vec::new(), Vec::new());
        while let Some((place, record)) = records.next()? {
            let group = groups.group_of(place)?;
            let profile = Profile::read(&mut Fields(record))?;
            let may_be_person = profile.kind == SpeakerType::Person || group.is_none();
            let mut push = |word: &str, tag: u8, number: u64, value: &[u8]| {
                key.clear();
                key.extend_from_slice(word.as_bytes());
                key.extend([0, tag]);
                put_ordinal(&mut key, number);
                by_word.push(&key, value)
            };
            if profile.pinned {
                continue;
            }
            if profile.is_single() {
                let kinds = [SpeakerType::Person, SpeakerType::Organization];
                // "The President" is nobody's name.
                let is_name = !self.known.words.is_title(&profile.name);
                if kinds.contains(&profile.kind) && may_be_person && is_name {
                    push(&profile.name, SINGLE, place, &[])?;
                }
            } else if profile.kind == SpeakerType::Person && !self.is_somewhere(&profile.name) {
                let (first, last) =
                    (profile.name.split(' ').next().unwrap_or_default(), surname(&profile.name));
                // "Funes Campaign" has nobody's given name.
                let given = Some((first, false)).filter(|_| self.known.words.is_given(first));
                for (word, is_surname) in given.into_iter().chain([(last, true)]) {
                    value.clear();
                    put_ordinal(&mut value, place);
                    put_ordinal(&mut value, profile.articles);
                    value.extend([
                        Gender::code(self.known.words.gender_of(first)),
                        u8::from(is_surname),
                        u8::from(self.known.words.is_given(first)),
                    ]);
                    push(word, BEARER, group.unwrap_or(place), &value)?;
                }
            }
        }
        Ok(by_word)
    }

    /// Finds whose the single names of one word are.
    fn resolve_word(
        &self,
        word: &[u8],
        bearers: &mut Vec<Bearer>,
        singles: &[u64],
        found: &mut Sorter,
    ) -> io::Result<()> {
        if singles.is_empty() {
            return Ok(());
        }
        let word = String::from_utf8_lossy(word.strip_suffix(&[0]).unwrap_or(word)).into_owned();
        bearers.sort_by_key(|bearer| (Reverse(bearer.articles), bearer.group));
        // "Team Funes" is nobody.
        let most = bearers.first().map_or(0, |bearer| bearer.articles);
        bearers.retain(|bearer| bearer.is_named || bearer.articles * FEW > most);
        let mut nobodies = Vec::new();
        for &place in singles {
            let single = Single { place, profile: self.profile(place)? };
            match self.bearer_of(&word, &single, bearers)? {
                Some(group) => found.push(&place.to_be_bytes(), &group.to_be_bytes())?,
                None if single.profile.kind == SpeakerType::Person => nobodies.push(single),
                None => {}
            }
        }
        // "Mr. Funes" is Funes, if there is one.
        let (plain, titled): (Vec<Single>, Vec<Single>) =
            nobodies.into_iter().partition(|single| single.profile.gender.is_none());
        if let ([one], [first, rest @ ..]) = (&plain[..], &titled[..])
            && rest.iter().all(|other| other.profile.gender == first.profile.gender)
        {
            for other in &titled {
                found.push(&other.place.to_be_bytes(), &one.place.to_be_bytes())?;
            }
        }
        Ok(())
    }

    /// The group of the one whose single name this is.
    fn bearer_of(&self, word: &str, single: &Single, bearers: &[Bearer]) -> io::Result<Option<u64>> {
        let gender = single.profile.gender;
        let fits = |bearer: &&Bearer| gender.is_none() || bearer.gender.is_none() || bearer.gender == gender;
        let possible: Vec<&Bearer> = bearers.iter().filter(fits).collect();
        let Some(&best) = possible.first() else { return Ok(None) };
        // "Tidewater Ohio" is nobody whom "Ohio" could mean; "Amy Ohio" is.
        if !best.is_named && self.known.words.is_place(word) {
            return Ok(None);
        }
        let is_nearly_all = |best: &Bearer, possible: &[&Bearer]| {
            let all: u64 = possible.iter().map(|bearer| bearer.articles).sum();
            best.articles * 100 >= all * NEARLY_ALL
        };
        if single.profile.kind != SpeakerType::Person {
            let times = best.articles / single.profile.articles.max(1);
            let bearer = self.profile(best.place)?;
            let is_known = times >= COMPANY_LEAD && bearer.is_in_many()
                || times >= COMPANY_LEAD_IF_SHARED
                    && bearer.score(&single.profile, self.known) >= FOR_UNLIKELY;
            let is_person = is_known
                && best.is_surname
                // The UN is nobody called Un.
                && word.len() >= MIN_SURNAME
                && is_nearly_all(best, &possible)
                && !self.known.words.is_place(word)
                && !self.known.words.is_body(word)
                && !self.known.words.is_agency(word);
            return Ok(is_person.then_some(best.group));
        }
        let mut scored = Vec::new();
        for &bearer in possible.iter().take(READ) {
            scored.push((self.profile(bearer.place)?.score(&single.profile, self.known), bearer));
        }
        if is_nearly_all(best, &possible) {
            let score = scored[0].0;
            let is_meant = match best.is_surname {
                // "Bloomberg reports" is the agency.
                true if self.known.words.is_agency(word) => score >= FOR_UNLIKELY,
                true => score >= FOR_SAME || self.is_in_many(best) || self.known.is_rare_surname(word),
                false => {
                    score >= FOR_UNLIKELY && best.articles >= GIVEN_LEAD_IF_SHARED * single.profile.articles
                        || score >= FOR_SINGLE && best.articles >= GIVEN_LEAD * single.profile.articles
                }
            };
            return Ok(is_meant.then_some(best.group));
        }
        // Those for whom much less speaks cannot be meant.
        let most = scored.iter().map(|&(score, _)| score).max().unwrap_or_default();
        if most < FOR_SINGLE {
            return Ok(None);
        }
        let mut likely: Vec<&Bearer> =
            scored.iter().filter(|&&(score, _)| score * LEAD > most).map(|&(_, bearer)| bearer).collect();
        likely.extend(possible.iter().skip(READ));
        let is_meant = likely[0].is_surname && is_nearly_all(likely[0], &likely);
        Ok(is_meant.then_some(likely[0].group))
    }

    /// "Kenyan Parliament" is nobody's full name.
    fn is_somewhere(&self, name: &str) -> bool {
        let words = self.known.words;
        name.split(' ').next().is_some_and(|first| words.is_place(first) && !words.is_given(first))
    }

    fn is_in_many(&self, bearer: &Bearer) -> bool {
        self.profile(bearer.place).is_ok_and(|profile| profile.is_in_many())
    }

    fn profile(&self, place: u64) -> io::Result<Profile> {
        let mut record = Vec::new();
        self.profiles.read(place, &mut record)?;
        Profile::read(&mut Fields(&record))
    }
}

/// Takes in a profile of somebody; those of one group follow each other.
fn add_bearer(bearers: &mut Vec<Bearer>, group: u64, fields: &mut Fields<'_>) -> io::Result<()> {
    let (place, articles) = (fields.ordinal()?, fields.ordinal()?);
    let gender = Gender::of_code(fields.byte()?);
    let (is_surname, is_named) = (fields.byte()? != 0, fields.byte()? != 0);
    match bearers.last_mut() {
        Some(last) if last.group == group => {
            last.articles += articles;
            last.is_surname |= is_surname;
            last.is_named |= is_named;
            if articles > last.most {
                (last.place, last.most, last.gender) = (place, articles, gender.or(last.gender));
            }
        }
        _ => bearers.push(Bearer { group, articles, place, most: articles, gender, is_surname, is_named }),
    }
    Ok(())
}
