//! How sure each way of resolving is, between 0 and 1.
//!
//! The values were chosen by hand and order the ways by how often they were right on
//! the development sets (docs/src/internals-speakers.md has the shares): names before
//! surnames before acronyms. Whoever needs probabilities should measure them anew; those
//! of the ranker are its own. A link that goes over another one
//! multiplies the other's confidence by a factor.

/// The whole name.
pub(super) const NAME: f32 = 0.95;
/// A surname, or another part of a person's name.
pub(super) const SURNAME: f32 = 0.9;
/// An acronym or another short form of a body's name.
pub(super) const ACRONYM: f32 = 0.85;

/// A description by which nobody else is known.
pub(super) const OWN_WORDS: f32 = 0.75;
/// “the 71-year-old”, where the article gives somebody that age.
pub(super) const AGE: f32 = 0.9;
/// “the younger man”, of two whose ages the article gives.
pub(super) const YOUNGER: f32 = 0.8;
/// “the mayor”, where only one has been introduced as such.
pub(super) const ROLE_BEFORE: f32 = 0.8;
/// “its chairman”, where somebody is a chairman.
pub(super) const ROLE_OF_BODY: f32 = 0.6;
/// The same description as before.
pub(super) const SAME_DESCRIPTION: f32 = 0.7;
/// The one who is named of “several growers, including Ama Osei”.
pub(super) const SOME_OF: f32 = 0.7;
/// “the 71-year-old” for the person named last whose age is not known.
pub(super) const AGE_UNKNOWN: f32 = 0.6;

/// “the 71-year-old”, followed like a pronoun: factor.
pub(super) const AGE_AS_PRONOUN: f32 = 0.7;
/// A document for whoever issued it: factor.
pub(super) const ISSUER: f32 = 0.9;
/// “I” for whoever speaks in the quotation around it: factor.
pub(super) const FIRST_PERSON: f32 = 0.9;
/// A quotation without a source of its own for the speaker before: factor.
pub(super) const CONTINUATION: f32 = 0.9;

/// “Although she said no, Ama Osei …”
pub(super) const SUBJECT_TO_COME: f32 = 0.8;

/// A quotation that answers another without words of attribution.
pub(super) const OTHER_SIDE: f32 = 0.6;
/// “A:” in a transcript.
pub(super) const ANSWERS: f32 = 0.7;
/// “Q:” in a transcript.
pub(super) const ASKS: f32 = 0.6;

/// From here on *he* or *she* tells the gender of whoever is meant.
pub(super) const TELLS_GENDER: f32 = 0.6;
