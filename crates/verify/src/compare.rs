//! Which passages of the sources a claim goes back to.

use crate::align::{Pair, align};
use crate::claim::{Claim, FOUND};
use crate::qualifiers::Qualifiers;
use crate::reading::Reading;
use crate::search::{Passage, passages};
use aggregate::{VoiceMatch, Word};
use records::FindingKind;
use std::cmp::Reverse;
use std::ops::Range;
use text::{Kind, Speaker, SpeakerType};

/// How many passages are aligned with a claim, those with most words in common: among
/// them is each article that prints the quote.
const ALIGNED: usize = 6;

// Which of two passages is taken that have nearly as much of a claim, in shares of the
// claim. A quote by another speaker has to fit a little better; a fact that some article
// states by itself is no opinion. The first counts most.
const SAME_VOICE: f64 = 0.08;
const OTHER_VOICE: f64 = -0.02;
const OWN_VOICE: f64 = 0.05;

/// A draft goes back to a source that has this share of its pairs of words. Articles by
/// others about the same event have up to 0.2, rarely 0.3.
const RELATED: f64 = 0.35;

// How much of a word is found: the word itself, another form, grammar in its place.
const EXACT: f64 = 1.0;
const FORM: f64 = 0.8;
const GRAMMAR: f64 = 0.5;

/// Words in any order say less than in the same one.
const REORDERED: f64 = 0.1;

/// From so many telling words on, their order need not be the same.
const ENOUGH_TELLING: usize = 3;

/// How much some words count for: those that tell twice.
pub(crate) fn weight(words: &[Word]) -> f64 {
    words.iter().map(|word| if word.class.is_telling() { 2.0 } else { 1.0 }).sum()
}

/// Words in common are in a row if there are so many, each near to the next on both sides.
const ROW: usize = 3;
const NEAR: usize = 2;

/// A passage with so many times the words of its part of the claim is no passage, but words
/// here and there.
const SCATTERED: usize = 2;

/// So many telling words beside a claim are in common if it stands in the same place.
const FRAME_TELLING: usize = 2;

/// A name has at most so many words: “Rep. Ada Lund”.
pub(crate) const LONGEST_NAME: usize = 4;

/// The same with who that is: “the Ohra district judge Ada Lund, who heard the case”.
const LONGEST_PERSON: usize = 12;

/// The words in common that are in a row with others.
pub(crate) fn in_rows(pairs: &[Pair]) -> impl Iterator<Item = &Pair> {
    let near = |one: &Pair, next: &Pair| next.0 - one.0 <= NEAR && next.1 - one.1 <= NEAR;
    pairs.chunk_by(near).filter(|row| row.len() >= ROW).flatten()
}

/// A part of a claim, and the part of a source that it goes back to.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Which words of the claim.
    pub(crate) claim: Range<usize>,
    /// Which of the sources.
    pub(crate) source: usize,
    /// Words that belong together: in the claim, and in the source.
    pub(crate) pairs: Vec<Pair>,
    /// Which attribution of the source has them.
    pub(crate) attribution: Option<usize>,
    /// How much of its words the source has, from 0 to 1.
    pub(crate) likeness: f64,
    /// How much it has in the same order.
    pub(crate) in_order: f64,
}

impl Piece {
    /// The words of the source from the first in common to the last.
    pub(crate) fn range(&self) -> Range<usize> {
        match (self.pairs.first(), self.pairs.last()) {
            (Some(first), Some(last)) => first.1..last.1 + 1,
            _ => 0..0,
        }
    }

    /// Whether what it has in common stands far apart in the source.
    pub(crate) fn is_scattered(&self) -> bool {
        self.range().len() > SCATTERED * self.claim.len()
    }

    /// Whether other words of the source are between those in common.
    pub(crate) fn has_gap(&self) -> bool {
        self.pairs.windows(2).any(|pair| pair[1].1 - pair[0].1 > NEAR)
    }
}

/// Whether two speakers may be one although their names are not one’s: a document is somebody's,
/// and “Biden’s team” speaks for Joe Biden.
fn may_be_one(one: Option<&Speaker>, other: Option<&Speaker>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let is_document = |speaker: &Speaker| speaker.kind == SpeakerType::Document;
    let is_body = |speaker: &Speaker| speaker.kind == SpeakerType::Organization;
    let words = |speaker: &Speaker| -> Vec<String> {
        speaker.name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (ours, theirs) = (words(one), words(other));
    // “Lund's foundation”, “Lund's family and foundation”
    let is_part = |part: &[String], whole: &[String]| part.iter().all(|word| whole.contains(word));
    let is_name = |word: &&String| word.starts_with(char::is_uppercase);
    // “The company” may be any.
    let is_described = |words: &[String]| !words.iter().any(|word| is_name(&word));
    let shares_name = || ours.iter().filter(is_name).any(|word| theirs.contains(word));
    // “Lund and Cole”, “Cole, Lund and Okafor”
    let are_lists = || [&ours, &theirs].iter().all(|words| words.iter().any(|word| word == "and"));
    is_document(one)
        || is_document(other)
        || (one.kind != other.kind || are_lists()) && shares_name()
        || is_body(one)
            && is_body(other)
            && (is_part(&ours, &theirs)
                || is_part(&theirs, &ours)
                || is_described(&ours)
                || is_described(&theirs))
}

/// Whether a word is part of one with a hyphen, like “D-Vt.”, of what party and state somebody is.
fn is_hyphened(text: &str, word: &Word) -> bool {
    text[..word.span.start].ends_with('-') || text[word.span.end..].starts_with('-')
}

/// The words beside a passage in its sentences, of the draft and of the source.
struct Frame {
    ours: Vec<Word>,
    theirs: Vec<Word>,
}

/// A claim of a draft and the sources that it is looked for in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comparison<'a> {
    pub(crate) qualifiers: &'a Qualifiers,
    pub(crate) draft: &'a Reading<'a>,
    pub(crate) claim: &'a Claim,
    pub(crate) sources: &'a [&'a Reading<'a>],
}

impl Comparison<'_> {
    /// The best place for some words of the claim, if any has so much of them. Who speaks is found
    /// out only in places where that may decide.
    pub(crate) fn best(&self, part: Range<usize>, least: f64) -> Option<Piece> {
        let words = &self.claim.words[part.clone()];
        let mut found: Vec<_> = (self.sources.iter().enumerate())
            .flat_map(|(number, source)| passages(words, source).into_iter().map(move |p| (number, p)))
            .collect();
        found.sort_by_key(|(number, passage)| (Reverse(passage.shared), *number, passage.words.start));
        found.truncate(ALIGNED);
        let aligned = |(source, passage): (usize, Passage)| {
            let offset = passage.words.start;
            let pairs = align(words, &self.sources[source].words[passage.words]);
            let pairs: Vec<_> = pairs.into_iter().map(|(i, j)| (i + part.start, j + offset)).collect();
            let likeness = |pairs: &[Pair]| self.likeness(part.clone(), source, pairs);
            if self.claim.kind == FindingKind::Direct {
                return (likeness(&pairs), source, pairs);
            }
            let together = self.sources[source].in_one_paragraph(&pairs);
            // Quotation marks may have what is said in two.
            let quoted = self.claim.kind == FindingKind::Mixed;
            let pairs = if quoted && likeness(together) < FOUND { &pairs[..] } else { together };
            (likeness(pairs), source, pairs.to_vec())
        };
        let mut found: Vec<_> = found.into_iter().map(aligned).collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        found.first().filter(|(most, ..)| *most >= least)?;
        let mut best: Option<(f64, Piece)> = None;
        for (likeness, source, pairs) in found {
            if best.as_ref().is_some_and(|(most, _)| likeness + SAME_VOICE < *most) {
                break;
            }
            let piece = self.piece(part.clone(), source, pairs);
            let score = piece.likeness + self.preference(&piece);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, piece));
            }
        }
        best.map(|(_, piece)| piece).filter(|piece| !piece.pairs.is_empty())
    }

    pub(crate) fn piece(&self, claim: Range<usize>, source: usize, pairs: Vec<Pair>) -> Piece {
        let likeness = self.likeness(claim.clone(), source, &pairs);
        let attribution = self.said_in(source, &pairs);
        let in_order = self.in_order(claim.clone(), source, &pairs);
        Piece { claim, source, pairs, attribution, likeness, in_order }
    }

    /// How much of some words of the claim is found: in its order or, where the draft
    /// uses its own words, in any.
    fn likeness(&self, part: Range<usize>, source: usize, pairs: &[Pair]) -> f64 {
        let in_order = self.in_order(part.clone(), source, pairs);
        let own_words = self.claim.places[part.clone()].iter().all(|place| !place.quoted);
        match (pairs.first(), pairs.last()) {
            (Some(first), Some(last)) if own_words && self.claim.kind != FindingKind::Statement => {
                in_order.max(self.in_any_order(part, source, first.1..last.1 + 1) - REORDERED)
            }
            _ => in_order,
        }
    }

    /// The share of the telling words that are somewhere in the sentences of a passage.
    fn in_any_order(&self, part: Range<usize>, source: usize, passage: Range<usize>) -> f64 {
        let reading = self.sources[source];
        let passage = &reading.words[reading.sentences_around(passage)];
        let telling: Vec<&Word> =
            self.claim.words[part].iter().filter(|word| word.class.is_telling()).collect();
        let found = telling.iter().filter(|word| passage.iter().any(|other| other.stem == word.stem)).count();
        if telling.len() < ENOUGH_TELLING { 0.0 } else { found as f64 / telling.len() as f64 }
    }

    /// How much of some words is aligned. Words that tell count twice.
    fn in_order(&self, part: Range<usize>, source: usize, pairs: &[Pair]) -> f64 {
        let found = |&(i, j): &Pair| {
            let (word, other) = (&self.claim.words[i], &self.sources[source].words[j]);
            let share = match word.key == other.key {
                true => EXACT,
                false if word.stem.is_some() => FORM,
                false => GRAMMAR,
            };
            share * weight(std::slice::from_ref(word))
        };
        pairs.iter().map(found).sum::<f64>() / weight(&self.claim.words[part]).max(1.0)
    }

    /// How much a place is to be preferred to others by who speaks there.
    fn preference(&self, piece: &Piece) -> f64 {
        match (self.claim.kind, piece.attribution) {
            (FindingKind::Statement, None) => OWN_VOICE,
            (FindingKind::Statement, _) => 0.0,
            _ => match self.voices(piece) {
                VoiceMatch::Same => SAME_VOICE,
                VoiceMatch::Unknown => 0.0,
                VoiceMatch::Different => OTHER_VOICE,
            },
        }
    }

    /// Whether the speakers on both sides are one.
    pub(crate) fn voices(&self, piece: &Piece) -> VoiceMatch {
        let (Some(here), Some(there)) = (self.claim.attribution, piece.attribution) else {
            return VoiceMatch::Unknown;
        };
        let source = self.sources[piece.source];
        match self.draft.said().voices[here].compare(&source.said().voices[there]) {
            VoiceMatch::Different
                if may_be_one(self.draft.said().speaker(here), source.said().speaker(there)) =>
            {
                VoiceMatch::Unknown
            }
            voices => voices,
        }
    }

    /// Whether the draft goes back to a source as a whole: whatever is in both is then from
    /// there, however short.
    pub(crate) fn is_related(&self, source: usize) -> bool {
        self.draft.shared_with(self.sources[source]) >= RELATED
    }

    /// Whether a piece is all that somebody says in the source.
    pub(crate) fn is_whole(&self, piece: &Piece) -> bool {
        let source = self.sources[piece.source];
        let (words, range) = (&source.words, piece.range());
        let said = piece.attribution.map(|number| &source.said().attributions[number].content);
        let is_said = |word: &Word| said.is_some_and(|said| said.iter().any(|part| part.contains(word.span)));
        let beside = [range.start.checked_sub(1), Some(range.end)];
        said.is_some() && !beside.into_iter().flatten().filter_map(|at| words.get(at)).any(is_said)
    }

    /// Whether a piece is in quotation marks in the source, at least in part.
    pub(crate) fn is_quoted(&self, piece: &Piece) -> bool {
        let source = self.sources[piece.source];
        let kind = piece.attribution.map(|number| source.said().attributions[number].kind);
        kind.is_some_and(|kind| kind != Kind::Indirect)
    }

    /// Whether the sentences around a piece have most of the telling words of the draft's
    /// sentences around the claim: then it is what became of that passage.
    pub(crate) fn is_in_its_place(&self, piece: &Piece) -> bool {
        let Frame { ours, theirs } = self.frame(piece);
        let telling: Vec<&Word> = ours.iter().filter(|word| word.class.is_telling()).collect();
        let found = telling.iter().filter(|word| theirs.iter().any(|other| other.stem == word.stem)).count();
        found >= FRAME_TELLING && 2 * found > telling.len()
    }

    /// Whether the draft names somebody else in the place of whom the source names beside
    /// the passage: “Lund said, according to Reuters”, with other names, is by others,
    /// whoever is found to speak.
    pub(crate) fn names_another(&self, piece: &Piece) -> bool {
        let Frame { ours, theirs } = self.frame(piece);
        let source = self.sources[piece.source];
        let is_named = |reading: &Reading, words: &[Word], longest: usize| {
            words.len() <= longest
                && words.iter().any(|word| {
                    let text = &reading.article().text;
                    let is_capital = word.span.of(text).starts_with(char::is_uppercase);
                    word.class.is_telling() && is_capital && !is_hyphened(text, word)
                })
        };
        let pairs = align(&ours, &theirs);
        let ends = pairs.iter().copied().chain([(ours.len(), theirs.len())]);
        let starts = [(0, 0)].into_iter().chain(pairs.iter().map(|pair| (pair.0 + 1, pair.1 + 1)));
        !pairs.is_empty()
            && starts.zip(ends).any(|(start, end)| {
                let (here, there) = (&ours[start.0..end.0], &theirs[start.1..end.1]);
                let is_known = |word: &Word| word.stem.is_some_and(|stem| source.has(stem));
                is_named(self.draft, here, LONGEST_NAME)
                    && is_named(source, there, LONGEST_PERSON)
                    && !here.iter().any(is_known)
            })
    }

    /// The words beside a piece in its sentences, on both sides.
    fn frame(&self, piece: &Piece) -> Frame {
        let around = |reading: &Reading, words: Range<usize>| -> Vec<Word> {
            let sentences = reading.sentences_around(words.clone());
            let beside = (sentences.start..words.start).chain(words.end..sentences.end);
            beside.map(|at| reading.words[at]).collect()
        };
        let place = |word: &Word| self.draft.words.partition_point(|w| w.span.start < word.span.start);
        let claim = &self.claim.words[piece.claim.clone()];
        let ours = match (claim.first(), claim.last()) {
            (Some(first), Some(last)) => around(self.draft, place(first)..place(last) + 1),
            _ => Vec::new(),
        };
        Frame { ours, theirs: around(self.sources[piece.source], piece.range()) }
    }

    /// The attribution of a source whose content has most of some words: of several, the
    /// one by the same speaker, then the shortest.
    fn said_in(&self, source: usize, pairs: &[Pair]) -> Option<usize> {
        let reading = self.sources[source];
        let (first, last) = (pairs.first()?, pairs.last()?);
        let span = reading.words[first.1].span.to(reading.words[last.1].span);
        let key = |number: usize| {
            let content = &reading.said().attributions[number].content;
            let is_in = |&&(_, j): &&Pair| content.iter().any(|c| c.contains(reading.words[j].span));
            let same = self.claim.attribution.is_some_and(|here| {
                self.draft.said().voices[here].compare(&reading.said().voices[number]) == VoiceMatch::Same
            });
            let length: usize = content.iter().map(|span| span.len()).sum();
            (pairs.iter().filter(is_in).count(), same, Reverse(length), Reverse(number))
        };
        let best = reading.attributions_at(span).into_iter().map(key).max()?;
        (best.0 * 2 > pairs.len()).then_some(best.3.0)
    }

    /// The share of what a piece says in the draft's own voice that the source's speaker says:
    /// of its telling words that nobody says in the draft.
    pub(crate) fn said(&self, piece: &Piece) -> f64 {
        let said_by = |reading: &Reading, number: usize, word: &Word| {
            let content = &reading.said().attributions[number].content;
            content.iter().any(|span| span.contains(word.span))
        };
        let source = self.sources[piece.source];
        let is_said = |at: usize| {
            let other = piece.pairs.iter().find(|pair| pair.0 == at).map(|pair| &source.words[pair.1]);
            other.zip(piece.attribution).is_some_and(|(word, number)| said_by(source, number, word))
        };
        let is_own = |word: &Word| {
            let over = self.draft.attributions_at(word.span);
            word.class.is_telling() && !over.into_iter().any(|number| said_by(self.draft, number, word))
        };
        let own: Vec<usize> = piece.claim.clone().filter(|&at| is_own(&self.claim.words[at])).collect();
        own.iter().filter(|&&at| is_said(at)).count() as f64 / own.len().max(1) as f64
    }
}
