//! Those who share one name, told apart.
//!
//! Each note goes to the bearer of the name whom it fits best. One that fits
//! nobody, by role and by the names around, makes a new bearer, and so does one with
//! another id in the user's files. What is kept of each is small, however many notes
//! there are.

use super::key::{NameKey, type_code};
use super::notes::SpeakerNote;
use super::profile::Profile;
use super::proper::Vote;
use crate::storage::{put_number, put_optional, put_text};
use crate::wording::{Gender, NameWords};
use records::Namesake;
use std::cmp::Reverse;
use std::io;
use text::SpeakerType;

/// How many bearers of one name are listed with each of them. In a hundred million
/// articles, one name has thousands.
const LISTED: usize = 20;

/// A name, and those who bear it.
#[derive(Debug)]
pub(crate) struct SharedName {
    /// The key of the notes, without the rank.
    pub(crate) key: Vec<u8>,
    pub(crate) kind: SpeakerType,
    /// How many notes there are.
    pub(super) notes: u64,
    /// The name, or the identity that the user gives.
    pub(super) name: String,
    /// Whom the titles before a single name fit.
    gender: Option<Gender>,
    /// Whether the user says who this is.
    pub(super) pinned: bool,
    /// How many of the notes say that it is a proper name, and how many that it is
    /// not.
    proper: u64,
    common: u64,
    bearers: Vec<Bearer>,
}

/// One of those who bear the name.
#[derive(Debug)]
struct Bearer {
    profile: Profile,
    /// Who this is, if the user's files say so of a note.
    id: Option<String>,
    notes: u64,
    /// The first speaker within an article.
    r#ref: Earliest,
    /// The first role.
    role: Option<Earliest>,
}

/// A value, and the note where it was seen first: notes come by rank and only then
/// by article.
#[derive(Debug)]
struct Earliest {
    article: Vec<u8>,
    /// The place among the speakers of the article.
    place: u64,
    value: String,
}

impl Earliest {
    fn new(note: &SpeakerNote<'_>, value: &str) -> Self {
        Self { article: note.article.to_owned(), place: note.place, value: value.to_owned() }
    }

    fn is_before(&self, note: &SpeakerNote<'_>) -> bool {
        (&*self.article, self.place) < (note.article, note.place)
    }
}

impl SharedName {
    /// A name without notes. `key` is without the rank.
    pub(crate) fn new(key: &[u8]) -> Self {
        let NameKey { kind, name, gender, pinned } = NameKey::read(key);
        Self {
            key: key.to_owned(),
            kind,
            notes: 0,
            name: String::from_utf8_lossy(name).into_owned(),
            gender,
            pinned,
            proper: 0,
            common: 0,
            bearers: Vec::new(),
        }
    }

    /// Takes in a note; returns the number of the bearer that it is about. Notes
    /// with a role have to come first, and otherwise they come in the order of
    /// their articles.
    pub(crate) fn add(&mut self, note: &SpeakerNote<'_>) -> usize {
        self.notes += 1;
        self.proper += u64::from(note.vote == Vote::Proper);
        self.common += u64::from(note.vote == Vote::Common);
        let fits = |(number, bearer): (usize, &Bearer)| {
            let fit = match (note.id, &bearer.id) {
                _ if self.pinned => 0,
                (Some(id), Some(known)) if id == known => usize::MAX,
                (Some(_), Some(_)) => return None,
                _ => bearer.profile.fits(&note.role_stems, &note.around)?,
            };
            Some((fit, number))
        };
        // `max_by_key` takes the last of equals, so the first bearer has to be last.
        let best = self.bearers.iter().enumerate().rev().filter_map(fits).max_by_key(|&(fit, _)| fit);
        let number = best.map_or(self.bearers.len(), |(_, number)| number);
        if number == self.bearers.len() {
            self.bearers.push(Bearer {
                profile: Profile::new(self.kind, &self.name, self.gender, self.pinned),
                id: None,
                notes: 0,
                r#ref: Earliest::new(note, note.r#ref),
                role: None,
            });
        }
        self.bearers[number].add(note);
        number
    }

    /// Whether this is a proper name: for all but people, and those whom the user knows,
    /// the articles vote.
    pub(super) fn is_proper(&self, words: &NameWords) -> bool {
        match self.kind {
            _ if self.bearers.iter().any(|bearer| bearer.id.is_some()) => true,
            // "Several Democrats said" is nobody's name, "House Republicans" is.
            SpeakerType::Person if words.are_people(&self.name) => self.proper > self.common,
            SpeakerType::Person => !words.is_role_somewhere(&self.name),
            // "Corporations said" may be any.
            SpeakerType::Organization if words.are_bodies(&self.name) => self.proper > self.common,
            SpeakerType::Organization => self.proper >= self.common,
            SpeakerType::Group | SpeakerType::Document => self.proper > self.common,
            SpeakerType::Unnamed => false,
        }
    }

    /// Appends what is kept of the name: the code of its type, the name, how many notes it
    /// has, how many profiles (none if it is no proper name), each profile with who that is
    /// if the user says so, and the bearers with what tells them apart as JSON.
    pub(crate) fn put(&self, words: &NameWords, to: &mut Vec<u8>) -> io::Result<()> {
        to.push(type_code(self.kind));
        put_text(to, &self.name);
        put_number(to, self.notes);
        let bearers = if self.is_proper(words) { &self.bearers[..] } else { &[] };
        put_number(to, bearers.len() as u64);
        for bearer in bearers {
            bearer.profile.put(to);
            put_optional(to, bearer.id.as_deref());
        }
        Ok(serde_json::to_writer(to, &self.namesakes())?)
    }

    /// What tells the bearers apart, for each of them by number; nothing if there is only
    /// one. Of very many, those that are quoted in most articles.
    fn namesakes(&self) -> Vec<(usize, Namesake)> {
        if self.bearers.len() < 2 {
            return Vec::new();
        }
        let mut most: Vec<usize> = (0..self.bearers.len()).collect();
        most.sort_by_key(|&number| Reverse(self.bearers[number].notes));
        most.truncate(LISTED);
        most.sort_unstable();
        most.into_iter().map(|number| (number, self.bearers[number].namesake())).collect()
    }
}

impl Bearer {
    fn add(&mut self, note: &SpeakerNote<'_>) {
        self.notes += 1;
        if self.id.is_none() {
            self.id = note.id.map(str::to_owned);
        }
        self.profile.add(&note.role_stems, &note.around, &note.beside);
        if !self.r#ref.is_before(note) {
            self.r#ref = Earliest::new(note, note.r#ref);
        }
        if let Some(role) = note.role
            && self.role.as_ref().is_none_or(|first| !first.is_before(note))
        {
            self.role = Some(Earliest::new(note, role));
        }
    }

    fn namesake(&self) -> Namesake {
        Namesake { r#ref: self.r#ref.value.clone(), role: self.role.as_ref().map(|role| role.value.clone()) }
    }
}
