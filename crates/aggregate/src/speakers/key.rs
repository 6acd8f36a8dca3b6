//! The keys by which notes on speakers are sorted.
//!
//! A key is the type of the speaker, the name without what varies in print, and a
//! rank: the notes of one name follow each other, those with a role first. After a
//! single name stands whether its titles are a woman's or a man's. Where the user
//! says who a speaker is, the key is a mark ([`PINNED`]), the type and the identity
//! instead of the name.

use crate::wording::Gender;
use text::SpeakerType;

/// Begins the keys of speakers with an identity from the user. It sorts before
/// the codes of all types.
const PINNED: u8 = 0;

/// Stands before the code of the gender.
const GENDER: u8 = 1;

/// How many bytes the rank at the end of a key takes: a NUL, so that names sort
/// before longer ones, and 0 for a note with a role or 1.
const RANK: usize = 2;

/// The byte that stands for a type.
pub(crate) fn type_code(kind: SpeakerType) -> u8 {
    match kind {
        SpeakerType::Person => b'p',
        SpeakerType::Organization => b'o',
        SpeakerType::Group => b'g',
        SpeakerType::Document => b'd',
        SpeakerType::Unnamed => b'u',
    }
}

/// The type that a byte stands for.
pub(super) fn type_of(code: u8) -> SpeakerType {
    match code {
        b'p' => SpeakerType::Person,
        b'o' => SpeakerType::Organization,
        b'g' => SpeakerType::Group,
        b'd' => SpeakerType::Document,
        _ => SpeakerType::Unnamed,
    }
}

/// The key of a note. `identity` is what the user says, if anything.
pub(super) fn of_note(
    kind: SpeakerType,
    name: &str,
    gender: Option<Gender>,
    identity: Option<&str>,
    has_role: bool,
) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() + RANK + 3);
    if identity.is_some() {
        key.push(PINNED);
    }
    key.push(type_code(kind));
    key.extend_from_slice(identity.unwrap_or(name).as_bytes());
    if identity.is_none() && gender.is_some() {
        key.extend([GENDER, Gender::code(gender)]);
    }
    key.extend([0, u8::from(!has_role)]);
    key
}

/// A key without its rank: equal for all notes of one name.
pub(crate) fn without_rank(key: &[u8]) -> &[u8] {
    &key[..key.len() - RANK]
}

/// What a key without its rank says.
pub(super) struct NameKey<'a> {
    pub(super) kind: SpeakerType,
    /// The name, or the identity.
    pub(super) name: &'a [u8],
    /// Whom the titles before a single name fit.
    pub(super) gender: Option<Gender>,
    /// Whether the user says who this is.
    pub(super) pinned: bool,
}

impl<'a> NameKey<'a> {
    pub(super) fn read(key: &'a [u8]) -> Self {
        let pinned = key[0] == PINNED;
        let code = usize::from(pinned);
        let (kind, name) = (type_of(key[code]), &key[code + 1..]);
        match *name {
            [ref name @ .., GENDER, gender] if !pinned => {
                Self { kind, name, gender: Gender::of_code(gender), pinned }
            }
            _ => Self { kind, name, gender: None, pinned },
        }
    }
}
