//! Whether two versions are of one quote or claim.
//!
//! Words are counted by what carries meaning (see `wording/gist.rs`); a share is
//! one of the words of the shorter version unless said otherwise. All thresholds
//! were chosen by hand on the development half of
//! `crates/evaluation/tests/across`. Each balances the same two mistakes: versions
//! that are not joined, and quotes of different events that are.

use super::notes::MIN_STEMS;
use super::statement::Statement;
use super::voice::VoiceMatch;
use crate::wording::{Stem, is_name, is_negation, is_number, plain};
use jiff::civil::Date;

/// The least share of words in common of any two versions that agree: no demand
/// below asks for less. Most candidates have less, and are rejected before words
/// are compared in order, which takes longest.
const LEAST_SHARE: f64 = 0.6;

/// What two speakers must have in common to be quoting each other: nearly all, in
/// the same order, of something long enough not to be a set phrase.
const DIFFERENT: Demand = Demand { words: 6, share: 0.85 };

/// What must be in common where a speaker is unknown.
const UNKNOWN: Demand = Demand { words: 4, share: 0.75 };

/// What quotes of one speaker must have in common, in the same order.
const SAME_IN_ORDER: Demand = Demand { words: 2, share: 0.6 };

/// What is also enough for them in any order.
const SAME_IN_ANY_ORDER: Demand = Demand { words: 3, share: 0.75 };

/// The share of words that claims of one speaker must have in common.
const SAME_CLAIM: f64 = 0.65;

/// Claims of one speaker with fewer words are more often about something else, and
/// must also be about as long and of the same week.
const SHORT_CLAIM: usize = 4;

/// The share of the words of the *longer* version that such claims must have in
/// common.
const SHORT_CLAIM_OF_LONGER: f64 = 0.25;

/// How many days may lie between such claims.
const SHORT_CLAIM_DAYS: i32 = 7;

/// How many days may lie between two claims. Words alone do not say which event a
/// claim is about.
const CLAIM_DAYS: i32 = 30;

/// Where more than this share of the words of the *longer* claim is in common, a
/// negation that only one of them has denies what the other says. With less, it
/// may belong to something that the other leaves out.
const DENIED: f64 = 0.5;

/// How many words must be in common, and which share that must be.
struct Demand {
    words: usize,
    share: f64,
}

impl Demand {
    /// Whether the number of words and the share are both enough.
    fn is_met(&self, words: usize, share: f64) -> bool {
        words >= self.words && share >= self.share
    }
}

/// Whether both say one thing, or one says a part of the other.
pub(super) fn agree(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    let (one_words, other_words) = (one.words(), other.words());
    let shorter = one_words.len().min(other_words.len());
    let longer = one_words.len().max(other_words.len());
    let common = common_words(&one_words, &other_words);
    if share(common, shorter) < LEAST_SHARE {
        return false;
    }
    let in_order = common_subsequence(&one_words, &other_words);
    let telling = common_words(&without_shared_names(one, other, &one_words), &other_words);
    if telling < MIN_STEMS {
        return false;
    }
    let overlap = Overlap {
        shorter,
        common,
        telling,
        share: share(common, shorter),
        share_in_order: share(in_order, shorter),
        share_of_longer: share(common, longer),
        in_order,
        figures_differ: figures_differ(&one_words, &other_words),
    };
    let speakers = one.voice.compare(&other.voice);
    if one.quoted && other.quoted {
        quotes_agree(&overlap, speakers)
    } else {
        let days = days_between(one.date, other.date);
        let negations_differ = is_negated(&one.gist) != is_negated(&other.gist);
        claims_agree(&overlap, speakers, days, negations_differ)
    }
}

/// How much two versions have in common.
struct Overlap {
    /// How many words the shorter version has.
    shorter: usize,
    /// How many words both have.
    common: usize,
    /// How many of them are not names: "Mr. Funes" and "Mrs. Funes" have nothing in
    /// common.
    telling: usize,
    /// How many words they have in the same order.
    in_order: usize,
    /// `common` as a share of the shorter version.
    share: f64,
    /// `in_order` as a share of the shorter version.
    share_in_order: f64,
    /// `common` as a share of the longer version.
    share_of_longer: f64,
    /// Whether both give figures, and none in common.
    figures_differ: bool,
}

fn quotes_agree(overlap: &Overlap, speakers: VoiceMatch) -> bool {
    // One figure may be misheard in a quote that agrees in all else.
    if overlap.figures_differ && !DIFFERENT.is_met(overlap.shorter, overlap.share_in_order) {
        return false;
    }
    match speakers {
        VoiceMatch::Same => {
            SAME_IN_ORDER.is_met(overlap.in_order, overlap.share_in_order)
                || SAME_IN_ANY_ORDER.is_met(overlap.common, overlap.share)
        }
        VoiceMatch::Unknown => UNKNOWN.is_met(overlap.telling, overlap.share_in_order),
        VoiceMatch::Different => DIFFERENT.is_met(overlap.telling, overlap.share_in_order),
    }
}

/// A claim in other words has to be of the same days and figures and, if short,
/// about as long; and neither may deny what the other says.
fn claims_agree(overlap: &Overlap, speakers: VoiceMatch, days: i32, negations_differ: bool) -> bool {
    let denied = negations_differ && overlap.share_of_longer > DENIED;
    if days > CLAIM_DAYS || overlap.figures_differ || denied {
        return false;
    }
    match speakers {
        VoiceMatch::Same => {
            let short = overlap.shorter < SHORT_CLAIM;
            let near = overlap.share_of_longer >= SHORT_CLAIM_OF_LONGER && days <= SHORT_CLAIM_DAYS;
            overlap.share >= SAME_CLAIM && (!short || near)
        }
        VoiceMatch::Unknown => UNKNOWN.is_met(overlap.telling, overlap.share),
        VoiceMatch::Different => DIFFERENT.is_met(overlap.telling, overlap.share_in_order),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The words of one statement that are not printed as names in both.
fn without_shared_names(one: &Statement<'_>, other: &Statement<'_>, words: &[Stem]) -> Vec<Stem> {
    let is_name_in =
        |gist: &[Stem], word: Stem| gist.iter().any(|&stem| is_name(stem) && plain(stem) == word);
    let telling = |&word: &Stem| !(is_name_in(&one.gist, word) && is_name_in(&other.gist, word));
    words.iter().copied().filter(telling).collect()
}

/// Whether an odd number of negations is left: two of them make none.
fn is_negated(gist: &[Stem]) -> bool {
    gist.iter().filter(|&&stem| is_negation(stem)).count() % 2 == 1
}

/// How many words both have, each as often as it occurs in both.
fn common_words(one: &[Stem], other: &[Stem]) -> usize {
    let sorted = |words: &[Stem]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let (mut others, mut common) = (sorted(other).into_iter().peekable(), 0);
    for word in sorted(one) {
        while others.next_if(|&other| other < word).is_some() {}
        common += usize::from(others.next_if_eq(&word).is_some());
    }
    common
}

/// Whether both give figures, and none that the other gives.
fn figures_differ(one: &[Stem], other: &[Stem]) -> bool {
    let mut figures = one.iter().filter(|&&stem| is_number(stem)).peekable();
    figures.peek().is_some()
        && other.iter().any(|&stem| is_number(stem))
        && !figures.any(|figure| other.contains(figure))
}

/// How many days lie between two dates; none if one is unknown.
fn days_between(one: Option<Date>, other: Option<Date>) -> i32 {
    match (one, other) {
        (Some(one), Some(other)) => (other - one).get_days().abs(),
        _ => 0,
    }
}

/// The length of the longest common subsequence.
fn common_subsequence(one: &[Stem], other: &[Stem]) -> usize {
    /// Contents are short. Of the few that are not, the start has to do, since the
    /// time grows with the square of the length.
    const LONGEST: usize = 400;
    let (one, other) = (&one[..one.len().min(LONGEST)], &other[..other.len().min(LONGEST)]);
    let mut row = vec![0; other.len() + 1];
    for x in one {
        let mut diagonal = 0;
        for (j, y) in other.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    row[other.len()]
}
