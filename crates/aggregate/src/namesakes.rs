//! Those of one name, told apart.
//!
//! One note after the other goes to whom it fits best; nobody's roles and
//! surroundings fit only one of a new kind. What is kept of each is small, however
//! many notes there are.

use crate::identities::Profile;
use crate::speakers::{Note, PIN, Print, kind_of};
use records::Namesake;
use std::cmp::Reverse;
use text::SpeakerType;

/// How many of one name are told of at each of them. In a hundred million articles
/// there are thousands of one name.
const LISTED: usize = 20;

/// A name, and who has it.
#[derive(Debug)]
pub(crate) struct Name {
    /// The type and the folded name, or whom the user says it is.
    pub(crate) key: Vec<u8>,
    /// The type.
    pub(crate) kind: u8,
    /// How many notes there are.
    pub(crate) notes: u64,
    name: String,
    pinned: bool,
    /// How many of the notes say that it is a proper name, or that it is none.
    proper: u64,
    common: u64,
    apart: Vec<One>,
}

/// One of those with the name.
#[derive(Debug)]
struct One {
    profile: Profile,
    notes: u64,
    /// The first note by place, and the first with a role.
    first: First,
    role: Option<First>,
}

/// The first of several values: where it stands, and the value.
#[derive(Debug)]
struct First(Vec<u8>, u64, String);

impl First {
    fn new(note: &Note<'_>, value: &str) -> Self {
        Self(note.article.to_owned(), note.place, value.to_owned())
    }

    fn is_before(&self, note: &Note<'_>) -> bool {
        (&*self.0, self.1) < (note.article, note.place)
    }
}

impl Name {
    pub(crate) fn new(key: &[u8]) -> Self {
        let pinned = key[0] == PIN;
        let name = &key[if pinned { 2 } else { 1 }..];
        Self {
            key: key.to_owned(),
            kind: key[usize::from(pinned)],
            notes: 0,
            name: String::from_utf8_lossy(name).into_owned(),
            pinned,
            proper: 0,
            common: 0,
            apart: Vec::new(),
        }
    }

    /// Takes in a note; returns the number of the one of whom it is. Those with a
    /// role have to come first, and then they come in the order of their articles.
    pub(crate) fn add(&mut self, note: &Note<'_>) -> usize {
        self.notes += 1;
        self.proper += u64::from(note.print == Print::Proper as u8);
        self.common += u64::from(note.print == Print::Common as u8);
        let fits = |(number, one): (usize, &One)| {
            let fit = if self.pinned { 0 } else { one.profile.fits(&note.role_stems, &note.around)? };
            Some((fit, number))
        };
        // The first of those that fit alike is taken: they come backwards.
        let best = self.apart.iter().enumerate().rev().filter_map(fits).max_by_key(|&(fit, _)| fit);
        let number = best.map_or(self.apart.len(), |(_, number)| number);
        if number == self.apart.len() {
            self.apart.push(One {
                profile: Profile::new(self.kind, &self.name, self.pinned),
                notes: 0,
                first: First::new(note, note.r#ref),
                role: None,
            });
        }
        let one = &mut self.apart[number];
        one.notes += 1;
        one.profile.add(note.role_stems.iter().copied(), &note.around);
        if !one.first.is_before(note) {
            one.first = First::new(note, note.r#ref);
        }
        if let Some(role) = note.role
            && one.role.as_ref().is_none_or(|first| !first.is_before(note))
        {
            one.role = Some(First::new(note, role));
        }
        number
    }

    /// Whether it names somebody: of organizations, groups and documents all
    /// articles vote, since the start of a sentence tells nothing.
    pub(crate) fn is_proper(&self) -> bool {
        match kind_of(&[self.kind]) {
            SpeakerType::Person => true,
            SpeakerType::Organization => self.proper >= self.common,
            SpeakerType::Group | SpeakerType::Document => self.proper > self.common,
            SpeakerType::Unnamed => false,
        }
    }

    pub(crate) fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.apart.iter().map(|one| &one.profile)
    }

    /// What tells those of one name apart, for each of them; nothing for one alone.
    /// Of very many, those that are quoted in most articles.
    pub(crate) fn namesakes(&self) -> Vec<Namesake> {
        if self.apart.len() < 2 {
            return Vec::new();
        }
        let mut most: Vec<usize> = (0..self.apart.len()).collect();
        most.sort_by_key(|&number| Reverse(self.apart[number].notes));
        most.truncate(LISTED);
        most.sort_unstable();
        let role = |one: &One| one.role.as_ref().map(|First(_, _, role)| role.clone());
        let namesake = |one: &One| Namesake { r#ref: one.first.2.clone(), role: role(one) };
        most.into_iter().map(|number| namesake(&self.apart[number])).collect()
    }
}
