//! From what differs to a verdict: the one place where it is decided.

use crate::claim::{Claim, FOUND, TELLING_ENOUGH, TELLING_OF_STATEMENT};
use crate::compare::{Comparison, LONGEST_NAME, Piece, in_rows, weight};
use crate::differences::{Difference, Differences, Omission};
use crate::names::{are_initials, is_named, names, speaks_for};
use crate::reading::Reading;
use aggregate::{VoiceMatch, Word, WordClass};
use records::{ChangeKind, FindingKind, SpeakersMatch, Verdict};
use std::ops::Range;

/// The same, in the source's order, for what somebody says who need not be the source's
/// speaker: common words are in every article.
const FOUND_ELSEWHERE: f64 = 0.8;

/// How many telling words that must have in a row with others: “this cycle” and “the war
/// in Vietnam” are anywhere.
const TELLING_ELSEWHERE: usize = 4;

/// The same of a claim without quotation marks: “politics stops at the water's edge” is a saying.
const TELLING_OF_CLAIM_ELSEWHERE: usize = 5;

/// A statement is an opinion if somebody says this much of what a source has of it: a word at
/// an end may be left out.
const SAID: f64 = 0.9;

/// A claim in the draft's own words follows the source's words if it has this much of
/// them beside a difference; then a word in the place of another is a change, and not a
/// paraphrase.
const FOLLOWS: f64 = 0.95;

/// With so many telling words, something is said; with fewer, somebody is named: “the end
/// result”, or “President Lund” in the place of “the president”.
const SAYS_SOMETHING: usize = 3;

/// What only resembles the source has so many of its telling words.
const TELLING_COMMON: usize = 2;

/// A negation turns a claim around if it stands in a difference of at most so many words;
/// in more, it negates something else.
const TURNED_AROUND: usize = 4;

/// What nobody says in the source is no part of a quotation, unless it has this much of it.
const SURELY: f64 = 0.95;

/// What interrupts a quotation, in words: “said the mayor of Ohra on Friday”.
const INTERRUPTION: usize = 8;

/// Reports of so many days may be of one speech.
const SAME_DAYS: i32 = 3;

/// What was made out about a claim.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) fine: bool,
    pub(crate) speakers: SpeakersMatch,
    pub(crate) likeness: f64,
}

/// Judges a claim by its pieces and what differs in each; `None` for a statement of the
/// draft that no source has as an opinion, and for “No” that its speaker does not say there.
pub(crate) fn judge(
    comparison: &Comparison<'_>,
    pieces: &[Piece],
    differences: &[Differences],
) -> Option<Judgement> {
    let claim = comparison.claim;
    let likeness = likeness(claim, pieces);
    let speakers = speakers(comparison, pieces);
    let verdict = match claim.kind {
        FindingKind::Statement => statement(comparison, pieces, likeness)?,
        _ if !is_found(comparison, pieces, likeness, speakers) => Verdict::NotFound,
        _ => {
            let facts = Facts { comparison, pieces, differences };
            facts.verdict(speakers)
        }
    };
    // “No,” is anywhere: of interest only where the same speaker says it, or denies it.
    let of_same = verdict != Verdict::NotFound && speakers == SpeakersMatch::Same;
    if !claim.says_something() && !of_same {
        return None;
    }
    let harmless_cut = verdict == Verdict::Cut
        && differences.iter().flat_map(|found| &found.left_out).all(|omission| omission.kind.is_none());
    let fine = matches!(verdict, Verdict::Verbatim | Verdict::Paraphrase) || harmless_cut;
    Some(Judgement { verdict, fine, speakers, likeness })
}

/// Whether the pieces are where the claim comes from.
fn is_found(comparison: &Comparison<'_>, pieces: &[Piece], likeness: f64, speakers: SpeakersMatch) -> bool {
    let claim = comparison.claim;
    let same = speakers == SpeakersMatch::Same;
    let is_related = || pieces.iter().all(|piece| comparison.is_related(piece.source));
    let is_short = claim.telling() < SAYS_SOMETHING;
    // “Lund's approach to the harbour”
    let is_no_clause = claim.kind == FindingKind::Indirect && !claim.has_grammar();
    // “No” is not “There is no money”, and a threat “to ‘close’ the pier” not that it may close.
    let is_there = |piece: &Piece| match claim.kind {
        FindingKind::Direct => claim.says_something() || comparison.is_whole(piece),
        FindingKind::Mixed => comparison.is_quoted(piece) || is_related(),
        _ => true,
    };
    let enough = match likeness {
        ..FOUND => false,
        _ if is_short && !pieces.iter().all(is_there) => false,
        // A few common words far from each other are no passage.
        ..FOUND_ELSEWHERE => {
            let least = match claim.kind {
                FindingKind::Direct if !is_related() => TELLING_ELSEWHERE,
                FindingKind::Direct if !same => TELLING_COMMON,
                FindingKind::Indirect if !is_related() => TELLING_COMMON,
                _ => 0,
            };
            !pieces.iter().any(Piece::is_scattered) && telling_in_rows(claim, pieces) >= least
        }
        _ if is_short && claim.kind == FindingKind::Indirect => {
            (same || is_related()) && !pieces.iter().any(Piece::has_gap)
        }
        // “She was great” is not “It is great”, and “radical Democrats” are not “the Radical
        // Left, and the Democrats”.
        _ if is_short && claim.kind == FindingKind::Direct => {
            let has_words = claim.telling() > 1 || likeness >= SURELY;
            is_related() || has_words && !pieces.iter().any(Piece::is_scattered)
        }
        _ => !is_no_clause || same || is_related(),
    };
    let is_another = || speakers == SpeakersMatch::Different && is_another_saying(comparison, pieces);
    enough && (same || is_same_passage(comparison, pieces) && !is_another())
}

/// Whether pieces with few telling words only resemble the claim and are from other days than the
/// draft: “the mayor has full faith in the harbour master” is said of many mayors.
fn is_another_saying(comparison: &Comparison<'_>, pieces: &[Piece]) -> bool {
    let resembles = |piece: &Piece| piece.likeness < SURELY || piece.has_gap();
    let is_far = |piece: &Piece| {
        days_apart(comparison.draft, comparison.sources[piece.source]).is_some_and(|days| days > SAME_DAYS)
    };
    telling_in_rows(comparison.claim, pieces) < TELLING_ENOUGH
        && pieces.iter().any(|piece| resembles(piece) && is_far(piece))
}

/// How many days are between two articles, if that is known.
fn days_apart(one: &Reading<'_>, other: &Reading<'_>) -> Option<i32> {
    let date = |reading: &Reading<'_>| reading.article().metadata.date;
    Some((date(one)? - date(other)?).get_days().abs())
}

/// Whether what the pieces have in common with the claim is no chance, though it is not by
/// one speaker.
fn is_same_passage(comparison: &Comparison<'_>, pieces: &[Piece]) -> bool {
    let claim = comparison.claim;
    if claim.kind == FindingKind::Indirect && !is_one_passage(pieces) {
        return false;
    }
    let telling = telling_in_rows(claim, pieces);
    let in_order: f64 =
        pieces.iter().map(|piece| piece.in_order * weight(&claim.words[piece.claim.clone()])).sum();
    let is_related = pieces.iter().all(|piece| comparison.is_related(piece.source));
    match in_order >= FOUND_ELSEWHERE * weight(&claim.words) {
        true if claim.kind == FindingKind::Indirect => telling >= TELLING_OF_CLAIM_ELSEWHERE || is_related,
        true => telling >= TELLING_ELSEWHERE || is_related,
        false => {
            let is_there = || pieces.iter().all(|piece| comparison.is_in_its_place(piece));
            telling >= TELLING_ENOUGH || is_related && (claim.kind != FindingKind::Indirect || is_there())
        }
    }
}

/// Whether pieces follow each other in one source, whoever says which there.
fn is_one_passage(pieces: &[Piece]) -> bool {
    pieces.windows(2).all(|pair| {
        let (before, after) = (pair[0].range(), pair[1].range());
        pair[0].source == pair[1].source
            && before.start <= after.start
            && after.start.saturating_sub(before.end) <= INTERRUPTION
    })
}

/// How many telling words the pieces have in a row with others.
fn telling_in_rows(claim: &Claim, pieces: &[Piece]) -> usize {
    let in_rows = pieces.iter().flat_map(|piece| in_rows(&piece.pairs));
    in_rows.filter(|pair| claim.words[pair.0].class.is_telling()).count()
}

/// A statement is of interest only if it is what a source has somebody say: all of it, also
/// that somebody else said something.
fn statement(comparison: &Comparison<'_>, pieces: &[Piece], likeness: f64) -> Option<Verdict> {
    let is_from_there = |piece: &Piece| {
        comparison.said(piece) >= SAID
            && (comparison.claim.telling() >= TELLING_OF_STATEMENT || comparison.is_related(piece.source))
    };
    let said = pieces.iter().all(is_from_there);
    let is_whole = comparison.claim.telling() >= TELLING_ENOUGH || !pieces.iter().any(Piece::has_gap);
    (likeness >= comparison.claim.least() && said && is_whole).then_some(Verdict::OpinionAsFact)
}

/// How much of the whole claim the pieces have.
fn likeness(claim: &Claim, pieces: &[Piece]) -> f64 {
    let found: f64 =
        pieces.iter().map(|piece| piece.likeness * weight(&claim.words[piece.claim.clone()])).sum();
    found / weight(&claim.words).max(1.0)
}

/// Whether all pieces are the draft's speaker's.
fn speakers(comparison: &Comparison<'_>, pieces: &[Piece]) -> SpeakersMatch {
    let voices = |piece: &Piece| match comparison.names_another(piece) {
        true => VoiceMatch::Different,
        false => comparison.voices(piece),
    };
    let all: Vec<VoiceMatch> = pieces.iter().map(voices).collect();
    if all.contains(&VoiceMatch::Different) {
        SpeakersMatch::Different
    } else if all.contains(&VoiceMatch::Unknown) || all.is_empty() {
        SpeakersMatch::Unknown
    } else {
        SpeakersMatch::Same
    }
}

/// What somebody denies according to one side only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Denial {
    /// What the other side has them say.
    OfIt,
    /// The opposite of that.
    OfOpposite,
}

/// What a verdict about a quotation or a claim rests on.
struct Facts<'a> {
    comparison: &'a Comparison<'a>,
    pieces: &'a [Piece],
    differences: &'a [Differences],
}

impl Facts<'_> {
    /// What is worst decides.
    fn verdict(&self, speakers: SpeakersMatch) -> Verdict {
        let claim = self.comparison.claim;
        let alarms: Vec<&Difference> = self.alarms().collect();
        let left_out = || self.differences.iter().flat_map(|found| &found.left_out);
        let is_quoted = |change: &&Difference| self.is_quoted(change);
        let quoted = claim.places.iter().any(|place| place.quoted);
        // A few words that say less than a clause leave out much, but for what they depend on.
        let says_something = quoted || claim.telling() >= SAYS_SOMETHING;
        let changes_sense = |omission: &Omission| match omission.kind {
            // “To wait until …”
            Some(ChangeKind::Condition) => says_something || claim.has_grammar() || claim.telling() > 1,
            kind => says_something && kind.is_some(),
        };
        if self.pieces.iter().any(|piece| self.denial(piece) == Some(Denial::OfIt)) {
            Verdict::Contradicted
        } else if self.is_joined() {
            Verdict::Joined
        } else if alarms.iter().any(is_quoted) {
            Verdict::Changed
        } else if alarms.iter().any(|change| self.turns_around(change)) {
            Verdict::Negated
        } else if !alarms.is_empty() {
            Verdict::Changed
        } else if left_out().any(changes_sense) {
            Verdict::Cut
        } else if speakers == SpeakersMatch::Different {
            Verdict::OtherSpeaker
        } else if self.pieces.iter().any(|piece| self.is_unattributed(piece)) {
            Verdict::UnattributedThere
        } else if left_out().any(|omission| omission.quoted) {
            Verdict::Cut
        } else if self.differences.iter().any(|found| *found != Differences::default()) {
            Verdict::Paraphrase
        } else {
            Verdict::Verbatim
        }
    }

    /// Differences that matter.
    fn alarms(&self) -> impl Iterator<Item = &Difference> {
        let all = self.pieces.iter().zip(self.differences);
        all.flat_map(|(piece, found)| found.changes.iter().map(move |change| (piece, change)))
            .filter(|(piece, change)| {
                let is_same =
                    change.kind == ChangeKind::Negation && self.denial(piece) == Some(Denial::OfOpposite);
                self.is_quoted(change) || !is_same && self.matters(piece, change)
            })
            .map(|(_, change)| change)
    }

    /// Whether quotation marks vouch for the words that differ.
    fn is_quoted(&self, change: &Difference) -> bool {
        let places = &self.comparison.claim.places;
        match change.claim.is_empty() {
            false => places[change.claim.clone()].iter().any(|place| place.quoted),
            true => {
                let around = change.claim.start.saturating_sub(1)..(change.claim.start + 1).min(places.len());
                places[around].iter().all(|place| place.quoted)
            }
        }
    }

    /// Whether a difference in the draft's own words changes what is claimed.
    fn matters(&self, piece: &Piece, change: &Difference) -> bool {
        let claim = &self.comparison.claim.words[change.claim.clone()];
        let source = self.comparison.sources[piece.source];
        let replaced = &source.words[change.source.clone()];
        let of = |class| claim.iter().filter(move |word| word.class == class).filter_map(|word| word.stem);
        // “Lund” for “she” only says who is meant.
        let is_grammar = replaced.iter().all(|word| word.class == WordClass::Grammar);
        let is_small = is_grammar && self.telling(change.claim.clone()) < SAYS_SOMETHING;
        match change.kind {
            ChangeKind::Negation => is_brief(change),
            ChangeKind::Number => {
                let passage = &source.words[source.sentences_around(piece.range())];
                !self.leads_to_marks(replaced, WordClass::Number)
                    && of(WordClass::Number)
                        .any(|number| passage.iter().all(|word| word.stem != Some(number)))
            }
            ChangeKind::Name => {
                !is_small
                    && !self.leads_to_marks(replaced, WordClass::Name)
                    && of(WordClass::Name).any(|name| !source.has(name))
                    && !self.is_short_form(change, source)
            }
            // What the draft adds claims less.
            ChangeKind::Condition | ChangeKind::Hedge => {
                let qualifies = |words| self.comparison.qualifiers.have(words, change.kind);
                qualifies(replaced) && !qualifies(claim)
            }
            ChangeKind::Grammar => false,
            // Beside quotation marks, the draft's own words only lead to them.
            ChangeKind::Other => {
                self.comparison.claim.kind == FindingKind::Indirect
                    && !is_small
                    && self.follows(piece, change)
                    && (self.tells_more(piece, claim) || takes_the_place(claim, replaced))
            }
        }
    }

    /// Whether the draft adds a word of a class to its own words beside quotation marks: these
    /// may say who and what is meant.
    fn leads_to_marks(&self, replaced: &[Word], class: WordClass) -> bool {
        self.comparison.claim.kind == FindingKind::Mixed && replaced.iter().all(|word| word.class != class)
    }

    /// Whether some words of the claim have a telling one that the passage does not have, not even
    /// in another form or place: “forced entry” for “broke in”, but not “harbour closures” for “the
    /// closure of harbours”.
    fn tells_more(&self, piece: &Piece, claim: &[Word]) -> bool {
        let Comparison { claim: whole, sources, .. } = self.comparison;
        let theirs = &sources[piece.source].words;
        let is_taken =
            |at: usize| piece.pairs.iter().any(|&(i, j)| j == at && whole.words[i].key == theirs[j].key);
        let is_there = |word: &Word| piece.range().any(|at| theirs[at].stem == word.stem && !is_taken(at));
        claim.iter().any(|word| word.class.is_telling() && !is_there(word))
    }

    /// Whether the words beside a difference are the source's.
    fn follows(&self, piece: &Piece, change: &Difference) -> bool {
        let words = &self.comparison.claim.words;
        let all = weight(&words[piece.claim.clone()]);
        piece.in_order * all >= FOLLOWS * (all - weight(&words[change.claim.clone()]))
    }

    /// Whether one side has the initials of the other: “the EHA”, “the European Harbour
    /// Agency”.
    fn is_short_form(&self, change: &Difference, source: &Reading) -> bool {
        let Comparison { draft, claim, .. } = self.comparison;
        let here = text_of(&claim.words[change.claim.clone()], draft);
        // Of a name at an end of the passage, only some words are compared.
        let first = change.source.start.saturating_sub(LONGEST_NAME);
        (first..=change.source.start).any(|start| {
            let there = text_of(&source.words[start..change.source.end], source);
            are_initials(here, there) || are_initials(there, here)
        })
    }

    /// Whether a difference makes the opposite of a claim.
    fn turns_around(&self, change: &Difference) -> bool {
        // “…, so she could not scream” is an addition.
        let adds = change.source.is_empty() && self.telling(change.claim.clone()) > 0;
        change.kind == ChangeKind::Negation && is_brief(change) && !adds
    }

    /// How many words in a part of the claim are telling.
    fn telling(&self, part: Range<usize>) -> usize {
        self.comparison.claim.words[part].iter().filter(|word| word.class.is_telling()).count()
    }

    /// What one side denies, if the other does not deny, too: “denied having a role” is what “said
    /// she had no role” is.
    fn denial(&self, piece: &Piece) -> Option<Denial> {
        let Comparison { draft, claim, sources, .. } = self.comparison;
        let (here, there) = (claim.attribution?, piece.attribution?);
        let source = sources[piece.source];
        let negated = |reading: &Reading, number: usize| reading.said().attributions[number].negated;
        let says_no = |reading: &Reading, number: usize| {
            let content = &reading.said().attributions[number].content;
            let is_in = |word: &&Word| content.iter().any(|span| span.contains(word.span));
            let words: Vec<Word> = reading.words.iter().filter(is_in).copied().collect();
            self.comparison.qualifiers.have(&words, ChangeKind::Negation)
        };
        let other_says_no = match (negated(draft, here), negated(source, there)) {
            (true, false) => says_no(source, there),
            (false, true) => says_no(draft, here),
            _ => return None,
        };
        Some(if other_says_no { Denial::OfOpposite } else { Denial::OfIt })
    }

    /// Whether something in one pair of quotation marks comes from several places.
    fn is_joined(&self) -> bool {
        let places = &self.comparison.claim.places;
        self.pieces.windows(2).any(|pair| {
            let (before, after) = (&pair[0], &pair[1]);
            let at = after.claim.start;
            at > 0
                && places[at - 1].span == places[at].span
                && places[at - 1].quoted
                && places[at].quoted
                && [before, after].iter().all(|piece| piece.attribution.is_some() || piece.likeness >= SURELY)
                && !self.goes_on(before, after)
        })
    }

    /// Whether one piece may go on where another ends: in one quotation, in one that is
    /// interrupted (“…,” she said. “…”), behind an ellipsis that says so, or in reports of the
    /// same days by others.
    fn goes_on(&self, before: &Piece, after: &Piece) -> bool {
        let source = |piece: &Piece| self.comparison.sources[piece.source];
        let voice = |piece: &Piece| Some(&source(piece).said().voices[piece.attribution?]);
        let same = voice(before)
            .zip(voice(after))
            .is_some_and(|(one, other)| one.compare(other) == VoiceMatch::Same);
        if before.source == after.source {
            let in_order = before.range().start <= after.range().start;
            let interruption = after.range().start.saturating_sub(before.range().end);
            let is_short = interruption <= INTERRUPTION;
            let is_announced = self.comparison.claim.places[after.claim.start].after_ellipsis;
            return in_order
                && (interruption == 0
                    || before.attribution == after.attribution
                    || same && (is_short || is_announced));
        }
        let days = days_apart(source(before), source(after));
        same && days.is_some_and(|days| days <= SAME_DAYS)
    }

    /// Whether the draft names somebody for what the source has from nobody.
    fn is_unattributed(&self, piece: &Piece) -> bool {
        let Comparison { draft, claim, sources, .. } = self.comparison;
        let named = claim.attribution.and_then(|number| draft.said().speaker(number));
        let there = piece.attribution.and_then(|number| sources[piece.source].said().speaker(number));
        let source = sources[piece.source];
        let context = || source.context(piece.range()).of(&source.article().text);
        // “They said”, whoever they are
        let is_by_somebody = piece
            .attribution
            .is_some_and(|number| there.is_none() && !source.said().attributions[number].source.is_empty());
        named.is_some_and(|speaker| {
            is_named(speaker)
                && !is_by_somebody
                && !there.is_some_and(|there| is_named(there) || speaks_for(there, speaker))
                && self.comparison.voices(piece) != VoiceMatch::Same
                // “Lund's call for a ban on cars”
                && !(piece.attribution.is_none() && names(context(), speaker))
        })
    }
}

fn has_telling(words: &[Word]) -> bool {
    words.iter().any(|word| word.class.is_telling())
}

/// Whether a word without meaning of its own stands where the source has one that tells
/// something: “every” for “enough”, but not “she” for “the senator”.
fn takes_the_place(claim: &[Word], source: &[Word]) -> bool {
    claim.len() == source.len()
        && has_telling(source)
        && claim.iter().any(|word| word.class != WordClass::Grammar)
}

/// Whether a difference has few words on both sides.
fn is_brief(change: &Difference) -> bool {
    change.claim.len().max(change.source.len()) <= TURNED_AROUND
}

/// The text of some words.
fn text_of<'a>(words: &[Word], reading: &'a Reading) -> &'a str {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.to(last.span).of(&reading.article().text),
        _ => "",
    }
}
