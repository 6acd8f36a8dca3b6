//! What one article says of one speaker, noted and read back.

use super::key;
use super::known::{name_hash, of_role};
use super::profile::{MAX_BESIDE, role_stems};
use super::proper::{Vote, vote};
use super::surroundings::{hash, surroundings};
use crate::authority::{Authority, Known};
use crate::storage::{
    Fields, Pairs, put_date, put_number, put_numbers, put_optional, put_ordinal, put_sortable, put_text,
    put_texts,
};
use crate::wording::{Stem, Vocabulary, fold, without_article};
use jiff::civil::Date;
use records::{Article, Attribution, References, SpeakerCounts, SpeakerRef};
use rustc_hash::FxHashMap;
use std::io;
use text::{Act, Kind, ResolvedBy, SpeakerType};

/// How many others that speak in the same article are noted with a speaker. It
/// bounds the notes of articles that quote very many.
const COMPANIONS: usize = 12;

/// Words of at most this many letters without meaning may be acronyms.
const MAX_ACRONYM: usize = 3;

/// Positions in articles are noted in parts of this: finer than anybody reads.
pub(super) const POSITION: u64 = 10_000;

/// Marks that open a quotation inside a content, and those that close it.
const MARKS: [char; 3] = ['“', '‘', '"'];
const CLOSING: [char; 3] = ['”', '’', '"'];

/// Notes the speakers of an article by name; returns how many of them have none.
/// `things` takes what of the article is counted over the corpus ([`Rarity`](super::Rarity)).
pub(crate) fn note(
    vocabulary: &Vocabulary,
    authority: &Authority,
    article: &Article<'_>,
    attributions: &[Attribution<'_>],
    notes: &mut Pairs,
    things: &mut Vec<u32>,
) -> u64 {
    let speakers = SpeakerInArticle::all(vocabulary, article, attributions);
    let around = surroundings(&vocabulary.gists, article);
    let keys: Vec<String> =
        speakers.iter().map(|one| vocabulary.names.key(&one.speaker.name, one.speaker.r#type)).collect();
    things.extend(&around);
    let by_word = by_word(&keys);
    let mut unnamed = 0;
    for (place, one) in speakers.iter().enumerate() {
        let (speaker, kind) = (one.speaker, one.speaker.r#type);
        let name = &*keys[place];
        // "MORE" is what a scraper left of a link, and "Who" asks, but the WHO is a body.
        let letters = || without_article(&speaker.name).chars().filter(|c| c.is_alphanumeric());
        let is_acronym = letters().count() <= MAX_ACRONYM && !letters().any(char::is_lowercase);
        let says_nothing = !is_acronym && vocabulary.gists.is_small(name);
        // "Okafor and Brekke" together are no third speaker.
        let is_joint = name.contains(" and ");
        let is_nobody = match kind {
            SpeakerType::Group => is_joint || vocabulary.name_words.is_crowd(name),
            SpeakerType::Organization => vocabulary.name_words.is_demonym(name),
            SpeakerType::Person | SpeakerType::Document | SpeakerType::Unnamed => false,
        };
        if kind == SpeakerType::Unnamed || name.is_empty() || says_nothing || is_nobody {
            unnamed += 1;
            continue;
        }
        let mut roles = role_stems(vocabulary, speaker.role.as_deref().unwrap_or_default());
        roles.extend(role_stems(vocabulary, &vocabulary.names.titles_of(&speaker.name)));
        // That a name occurs beside itself says nothing.
        let own: Vec<u32> = fold(&speaker.name).split(' ').map(hash).collect();
        let around: Vec<u32> = around.iter().copied().filter(|hash| !own.contains(hash)).collect();
        let others = speakers.iter().filter(|other| other.may_be_named() && !std::ptr::eq(*other, one));
        let companions: Vec<&str> = others.take(COMPANIONS).map(|other| &*other.speaker.name).collect();

        things.extend(roles.iter().map(|&stem| of_role(stem)));
        let single = kind == SpeakerType::Person && !name.contains(' ');
        let gender = vocabulary.names.gender_of_titles(&speaker.name).filter(|_| single);
        let beside: Vec<u32> = beside(name, &keys, &by_word).map(name_hash).collect();
        let known = authority.look_up(vocabulary, article, speaker);
        let identity = known.id.as_deref().filter(|_| known.firm);
        let key = key::of_note(kind, name, gender, identity, !roles.is_empty());
        notes.push(&key, |to| {
            one.put(place, article, to);
            to.push(u8::from(vocabulary.names.is_glued(&speaker.name, kind)));
            put_texts(to, companions.into_iter());
            let Known { id, row, candidates, .. } = &known;
            put_optional(to, id.as_deref());
            put_optional(to, row.as_deref());
            put_texts(to, candidates.iter().map(String::as_str));
            [&roles, &around, &beside].into_iter().for_each(|numbers| put_numbers(to, numbers));
        });
    }
    things.sort_unstable();
    things.dedup();
    unnamed
}

/// The words of a name that are long enough to tell something.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(' ').filter(|word| word.len() > 1)
}

/// Which of the names have a word, in their order.
fn by_word(names: &[String]) -> FxHashMap<&str, Vec<usize>> {
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, name) in names.iter().enumerate() {
        for word in words(name) {
            by_word.entry(word).or_default().push(place);
        }
    }
    by_word
}

/// The names that differ from one, but have a word in common with it: no more of them than
/// are kept of a speaker.
fn beside<'n>(
    name: &str,
    names: &'n [String],
    by_word: &FxHashMap<&str, Vec<usize>>,
) -> impl Iterator<Item = &'n str> {
    let sharing = words(name).filter_map(|word| by_word.get(word));
    let mut places: Vec<usize> = sharing.flat_map(|places| places.iter().take(MAX_BESIDE)).copied().collect();
    places.sort_unstable();
    places.dedup();
    places.retain(|&place| names[place] != name);
    places.into_iter().take(MAX_BESIDE).map(|place| &*names[place])
}

/// One speaker of the article that is being noted.
#[derive(Debug)]
struct SpeakerInArticle<'a> {
    speaker: &'a SpeakerRef<'a>,
    vote: Vote,
    counts: SpeakerCounts,
    short_forms: Vec<&'a str>,
    /// As in [`SpeakerNote`].
    quoted_words: u64,
    positions: u64,
}

impl<'a> SpeakerInArticle<'a> {
    /// The speakers of all attributions, in the order of their first one.
    fn all(vocabulary: &Vocabulary, article: &Article<'_>, attributions: &'a [Attribution<'a>]) -> Vec<Self> {
        let mut speakers: Vec<Self> = Vec::new();
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for attribution in attributions {
            let Some(speaker) = &attribution.speaker else { continue };
            let place = *places.entry(&speaker.r#ref).or_insert(speakers.len());
            if place == speakers.len() {
                let (counts, short_forms) = (SpeakerCounts::default(), Vec::new());
                let vote = Vote::Unclear;
                speakers.push(Self { speaker, vote, counts, short_forms, quoted_words: 0, positions: 0 });
            }
            speakers[place].add(vocabulary, attribution, speaker);
            speakers[place].quoted_words += quoted_words(attribution);
            speakers[place].positions += position(article, attribution);
        }
        speakers
    }

    /// Takes in one of the speaker's attributions.
    fn add(&mut self, vocabulary: &Vocabulary, attribution: &'a Attribution<'a>, speaker: &SpeakerRef<'_>) {
        let counts = &mut self.counts;
        counts.attributions += 1;
        *match attribution.kind {
            Kind::Direct => &mut counts.direct,
            Kind::Indirect => &mut counts.indirect,
            Kind::Mixed => &mut counts.mixed,
        } += 1;
        *match attribution.act {
            Act::Speech => &mut counts.speech,
            Act::Writing => &mut counts.writing,
            Act::Evidence => &mut counts.evidence,
            Act::Attitude => &mut counts.attitude,
        } += 1;
        if self.vote == Vote::Unclear {
            self.vote = vote(&vocabulary.name_words, attribution, speaker);
        }
        if matches!(speaker.resolved_by, ResolvedBy::Surname | ResolvedBy::Acronym)
            && let Some(source) = &attribution.source
            && let Some(short) = vocabulary.names.short_form(&source.text)
            && !self.short_forms.contains(&short)
        {
            self.short_forms.push(short);
        }
    }

    /// Whether this may be somebody by name, which is what companions have to be.
    fn may_be_named(&self) -> bool {
        self.vote != Vote::Common && self.speaker.r#type != SpeakerType::Unnamed
    }

    /// Appends what [`SpeakerNote::read`] reads, up to the roles. The article's id
    /// comes first, since the notes of one name are sorted by it.
    fn put(&self, place: usize, article: &Article<'_>, to: &mut Vec<u8>) {
        put_sortable(to, &article.id);
        put_ordinal(to, place as u64);
        put_date(to, article.date);
        to.push(self.vote as u8);
        put_optional(to, article.outlet.as_deref());
        put_text(to, &article.corpus);
        put_text(to, &self.speaker.r#ref);
        put_text(to, &self.speaker.name);
        put_optional(to, self.speaker.role.as_deref());
        let mut counts = self.counts;
        each_count(&mut counts).into_iter().for_each(|count| put_number(to, *count as u64));
        put_texts(to, self.short_forms.iter().copied());
        let References { she, he, they } = self.speaker.references.unwrap_or_default();
        [she, he, they].into_iter().for_each(|count| put_number(to, count as u64));
        put_number(to, self.quoted_words);
        put_number(to, self.positions);
    }
}

/// How many words of a content are in quotation marks: all of a direct quotation, of others
/// those between marks.
fn quoted_words(attribution: &Attribution<'_>) -> u64 {
    let mut quoted = attribution.kind == Kind::Direct;
    let mut count = 0;
    for word in attribution.content.text.split_whitespace() {
        quoted |= attribution.kind == Kind::Mixed && word.trim_start_matches('(').starts_with(MARKS);
        count += u64::from(quoted && word.contains(char::is_alphanumeric));
        let ends = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '"').ends_with(CLOSING);
        quoted &= attribution.kind == Kind::Direct || !ends;
    }
    count
}

/// Where in the article's text a content begins, in parts of [`POSITION`].
fn position(article: &Article<'_>, attribution: &Attribution<'_>) -> u64 {
    let end = article.paragraphs.last().map_or(0, |paragraph| paragraph.span.1);
    let start = attribution.content.spans.first().map_or(0, |span| span.0);
    start as u64 * POSITION / end.max(start).max(1) as u64
}

/// All fields of the counts, in the order in which they are stored.
pub(super) fn each_count(counts: &mut SpeakerCounts) -> [&mut usize; 8] {
    let SpeakerCounts { attributions, direct, indirect, mixed, speech, writing, evidence, attitude } = counts;
    [attributions, direct, indirect, mixed, speech, writing, evidence, attitude]
}

/// What one article says of one speaker, read back.
#[derive(Debug)]
pub(crate) struct SpeakerNote<'a> {
    /// The article's id.
    pub(super) article: &'a [u8],
    /// The place among the speakers of the article.
    pub(super) place: u64,
    pub(super) date: Option<Date>,
    pub(super) vote: Vote,
    pub(super) outlet: Option<&'a str>,
    pub(super) corpus: &'a str,
    pub(super) r#ref: &'a str,
    pub(super) name: &'a str,
    pub(super) role: Option<&'a str>,
    pub(super) counts: SpeakerCounts,
    pub(super) short_forms: Vec<&'a str>,
    pub(super) references: References,
    /// Words in quotation marks.
    pub(super) quoted_words: u64,
    /// The sum of the positions of all quotes and claims, in parts of [`POSITION`].
    pub(super) positions: u64,
    /// Whether something is glued to the name.
    pub(super) is_glued: bool,
    /// Names of others that speak in the article.
    pub(super) companions: Vec<&'a str>,
    /// Who this is, if the user's files say so, and the columns of an authority file.
    pub(super) id: Option<&'a str>,
    pub(super) row: Option<&'a str>,
    /// Where an authority file leaves open who is meant, the ids of all.
    pub(super) candidates: Vec<&'a str>,
    /// All of this as it is stored.
    for_line: &'a [u8],
    /// The words of the role, and of titles before the name, that carry meaning.
    pub(super) role_stems: Vec<Stem>,
    /// Hashes of the names around.
    pub(super) around: Vec<u32>,
    /// Hashes of the names of others that share a word with this one.
    pub(super) beside: Vec<u32>,
    /// Where the article stands among all that were added.
    pub(super) position: u64,
}

impl<'a> SpeakerNote<'a> {
    pub(crate) fn read(value: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(value);
        // The fields of a struct are evaluated in the order in which they are written.
        Ok(Self {
            article: fields.sortable()?,
            place: fields.ordinal()?,
            date: fields.date()?,
            vote: Vote::from_byte(fields.byte()?)?,
            outlet: fields.optional()?,
            corpus: fields.text()?,
            r#ref: fields.text()?,
            name: fields.text()?,
            role: fields.optional()?,
            counts: read_counts(&mut fields)?,
            short_forms: fields.texts()?,
            references: References {
                she: fields.number()? as usize,
                he: fields.number()? as usize,
                they: fields.number()? as usize,
            },
            quoted_words: fields.number()?,
            positions: fields.number()?,
            is_glued: fields.byte()? != 0,
            companions: fields.texts()?,
            id: fields.optional()?,
            row: fields.optional()?,
            candidates: fields.texts()?,
            for_line: &value[..value.len() - fields.0.len()],
            role_stems: fields.numbers()?,
            around: fields.numbers()?,
            beside: fields.numbers()?,
            position: fields.ordinal()?,
        })
    }

    /// Appends the note without what only tells apart those who share a name, which is most
    /// of it: what a line is made of.
    pub(crate) fn put_for_line(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.for_line);
        // No role, nothing around, nobody beside.
        (0..3).for_each(|_| put_numbers(to, &[]));
        put_ordinal(to, self.position);
    }
}

fn read_counts(fields: &mut Fields<'_>) -> io::Result<SpeakerCounts> {
    let mut counts = SpeakerCounts::default();
    for count in each_count(&mut counts) {
        *count = fields.number()? as usize;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_a_name() {
        let names: Vec<String> =
            ["mia okoro", "okoro", "jens okoro", "mia b", "jon quist", "b"].map(Into::into).into();
        let found = |name| beside(name, &names, &by_word(&names)).collect::<Vec<_>>();
        assert_eq!(found("mia okoro"), ["okoro", "jens okoro", "mia b"]);
        assert_eq!(found("b"), [""; 0]);
        // However many share a word, no more of them are noted.
        let family: Vec<String> = (0..2_000).map(|n| format!("n{n} okoro")).collect();
        let words = by_word(&family);
        assert!(family.iter().all(|name| beside(name, &family, &words).count() <= MAX_BESIDE));
    }
}
