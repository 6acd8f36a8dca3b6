//! How antecedents are scored: all weights, windows and thresholds in one table.
//!
//! A score begins with what the candidate did (it was named, quoted or described),
//! loses for each sentence of narrative in between, and gains or loses by its position
//! and by how well it fits. All values are points on one scale, so a weight of 3 is
//! worth one sentence. They were chosen by hand on the development sets. The score is one of the
//! things that the [`ranker`](super::ranker) weighs.

// Where to look.

/// How many mentions back antecedents are looked for: some three paragraphs of dense
/// news, and enough for all sentences in [`REACH`].
pub(super) const MENTIONS: usize = 60;
/// How many resolved sources back antecedents are looked for.
pub(super) const UTTERANCES: usize = 20;
/// How many sentences of narrative back antecedents are looked for. From the fifth on a
/// candidate would have lost all that a subject or speaker starts with.
pub(super) const REACH: u32 = 5;
/// The same for people who are only described in the narrative, which nobody takes up
/// again later.
pub(super) const NARRATIVE_REACH: u32 = 2;
/// How many tokens of narrative are read for descriptions, in all and of one sentence
/// (its last ones). Newspaper sentences are shorter; tables that look like one are not.
pub(super) const NARRATIVE_TOKENS: usize = 400;
pub(super) const NARRATIVE_SENTENCE: usize = 300;

// What a candidate starts with.

/// Its words were resolved to a speaker: who spoke tends to speak on.
pub(super) const SPOKE: i32 = 16;
/// It is named.
pub(super) const NAMED: i32 = 12;
/// It is described in the narrative: “A police officer closed the bridge.”
pub(super) const DESCRIBED: i32 = 11;

// What it gains and loses by its position.

/// For each sentence of narrative in between.
pub(super) const PER_SENTENCE: i32 = -3;
/// It was a subject.
pub(super) const SUBJECT: i32 = 3;
/// It was a subject in the sentence of the pronoun.
pub(super) const SUBJECT_OF_SENTENCE: i32 = 4;
/// It was governed by a preposition, or possessed something.
pub(super) const OBLIQUE: i32 = -2;
/// It is named in what the pronoun is said to have said: in “The dam would hold, she
/// said” a claim about the dam.
pub(super) const IN_OWN_CONTENT: i32 = -6;
/// It was the last to speak.
pub(super) const SPOKE_LAST: i32 = 1;
/// Somebody else has become the subject since it spoke.
pub(super) const SUPERSEDED: i32 = -3;
/// It is named [`OFTEN`] or more times in the article: what the article is about.
pub(super) const NAMED_OFTEN: i32 = 1;
/// See [`NAMED_OFTEN`].
pub(super) const OFTEN: u32 = 3;
/// A single name for *they*.
pub(super) const NAME_FOR_THEY: i32 = -3;

// How well it fits.

/// Its gender is known to be that of the pronoun.
pub(super) const GENDER_AGREES: i32 = 2;
/// *he* or *she* for a person of unknown gender.
pub(super) const GENDER_UNKNOWN: i32 = 0;
/// *he* or *she* for a name that may not be a person's but has that gender: “Dan, who
/// left … He”.
pub(super) const MAYBE_PERSON_OF_GENDER: i32 = -1;
/// *he* or *she* for a name of several words that may not be a person's.
pub(super) const MAYBE_PERSON: i32 = -3;
/// *he* or *she* for a single word that may not be a person's name, but a town's.
pub(super) const MAYBE_PERSON_ONE_WORD: i32 = -4;
/// *he* or *she* for a description that may not be a person's: “the bench”.
pub(super) const DESCRIBED_MAYBE_PERSON: i32 = -6;
/// *it* for a single word that may not be a body's name.
pub(super) const MAYBE_BODY_ONE_WORD: i32 = 0;
/// *it* or *they* for another name that may not be a body's.
pub(super) const MAYBE_BODY: i32 = -2;
/// *it* for a body.
pub(super) const IT_BODY: i32 = 2;
/// *it* for a document.
pub(super) const IT_DOCUMENT: i32 = 0;
/// *it* for a description without a noun of the lists: “the taxi rank … its message”.
pub(super) const IT_DESCRIBED: i32 = -1;
/// *they* for a group, or for a plural.
pub(super) const THEY_SEVERAL: i32 = 3;
/// *they* for a body.
pub(super) const THEY_BODY: i32 = 0;
/// *they* for a single person without a name.
pub(super) const THEY_ONE: i32 = -8;
