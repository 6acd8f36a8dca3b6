//! Whether two versions are of one quote or claim.
//!
//! Words are counted by what carries meaning (see `wording/gist.rs`); a share is
//! one of the words of the shorter version unless said otherwise. All thresholds
//! were chosen by hand, on the development half of `crates/evaluation/tests/across` and
//! on clusters of real news that were read (`results/clusters`). Each balances the same two
//! mistakes: versions that are not joined, and quotes of different events that are.

use super::notes::MIN_STEMS;
use super::statement::{LONGEST, Statement, words};
use super::voice::VoiceMatch;
use crate::wording::{Stem, is_name, is_negation, is_number, plain};
use jiff::civil::Date;

/// The least share of words in common of any two versions that agree without a run: no demand
/// below asks for less. Most candidates have less, and are rejected before words
/// are compared in order, which takes longest.
const LEAST_SHARE: f64 = 0.6;

/// What two speakers must have in common to be quoting each other: nearly all, in
/// the same order, of something long enough not to be a set phrase.
const DIFFERENT: Demand = Demand { words: 6, share: 0.85, days: i32::MAX };

/// What must be in common where a speaker is unknown.
const UNKNOWN: Demand = Demand { words: 4, share: 0.75, days: 30 };

/// The same for claims.
const UNKNOWN_CLAIM: Demand = Demand { words: 5, share: 0.75, days: 30 };

/// What quotes of one speaker must have in common, in the same order: the less, the sooner
/// after each other they are printed. Politicians say "the fake news" each day.
const SAME_IN_ORDER: [Demand; 5] = [
    Demand { words: 2, share: 0.6, days: 2 },
    Demand { words: 3, share: 1.0, days: 7 },
    Demand { words: 4, share: 0.7, days: 14 },
    Demand { words: 5, share: 1.0, days: i32::MAX },
    Demand { words: 6, share: 0.75, days: i32::MAX },
];

/// What is also enough for them in any order.
const SAME_IN_ANY_ORDER: [Demand; 2] =
    [Demand { words: 3, share: 1.0, days: 2 }, Demand { words: 4, share: 0.75, days: 14 }];

/// What is also enough for them without another word in between, whatever the share: one
/// quotes half a sentence, the other two whole ones.
const SAME_RUN: [Demand; 2] =
    [Demand { words: 5, share: 0.0, days: 30 }, Demand { words: 8, share: 0.0, days: i32::MAX }];

/// What is also enough for them word by word, negations and words without meaning counted: the
/// fewer in a row, the fewer days.
const VERBATIM: [Verbatim; 4] = [
    Verbatim { words: 3, printed: 8, days: 3 },
    Verbatim { words: 4, printed: 7, days: 3 },
    Verbatim { words: 4, printed: 8, days: 14 },
    Verbatim { words: 5, printed: 9, days: i32::MAX },
];

/// What claims of one speaker must have in common. Longer ones may be in other words.
const SAME_CLAIM: Demand = Demand { words: 6, share: 0.65, days: 10 };

/// Shorter ones are more often about something else, and must also be about as long.
const SAME_SHORT_CLAIM: Demand = Demand { words: 2, share: 0.76, days: 7 };

/// The share of the words of the *longer* version that such claims must have in
/// common.
const SHORT_CLAIM_OF_LONGER: f64 = 0.35;

/// How many days may lie between two claims. Words alone do not say which event a
/// claim is about.
const CLAIM_DAYS: i32 = 30;

/// The share of the words of the *longer* version that claims of different speakers, or of
/// somebody unknown, must have in common: two who speak of one thing use its words, but
/// say something else about it.
const OTHERS_CLAIM_OF_LONGER: f64 = 0.7;

/// How many days are taken to lie between two articles of which one has no date. Most
/// that have words in common are of one month, but not of one week.
const UNKNOWN_DAYS: i32 = 10;

/// Two quotes without a name of their speaker are by one only if they are printed within
/// so many days: "authorities".
const UNNAMED_DAYS: i32 = 2;

/// Where more than this share of the words of the *longer* claim is in common, a
/// negation that only one of them has denies what the other says. With less, it
/// may belong to something that the other leaves out.
const DENIED: f64 = 0.5;

/// Of fewer words in common, a negation that the longer quote lacks says the opposite: *"never
/// a quid pro quo"*. In longer ones, it is a word that one of them left out.
const FRAGMENT: usize = 4;

/// Where a larger share of the words of the longer quote is in common, one that is negated
/// says the opposite, too.
const NEARLY_WHOLE: f64 = 0.8;

/// How many words must be in common, which share that must be, and how many days may lie
/// between.
struct Demand {
    words: usize,
    share: f64,
    days: i32,
}

impl Demand {
    /// Whether the number of words and the share are both enough.
    fn is_met(&self, words: usize, share: f64, days: i32) -> bool {
        words >= self.words && share >= self.share && days <= self.days
    }
}

/// How many words in a row must be the same: those that carry meaning, negations among them, and
/// all that are printed; and how many days may lie between.
struct Verbatim {
    words: usize,
    printed: usize,
    days: i32,
}

/// Whether both say one thing, or one says a part of the other.
pub(super) fn agree(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    let days = days_between(one.date, other.date);
    let mut speakers = one.voice.compare(&other.voice);
    if speakers == VoiceMatch::Same && !one.voice.is_named() && days > UNNAMED_DAYS {
        speakers = VoiceMatch::Unknown;
    }
    let quoted = one.quoted && other.quoted;
    if quoted && quotes_agree(one.quoted_gist(), other.quoted_gist(), speakers, days) {
        return true;
    }
    if quoted && speakers == VoiceMatch::Same && is_verbatim(one, other, days) {
        return true;
    }
    // What somebody quotes in part they report as well.
    let reported = !quoted || one.is_partly_quoted() || other.is_partly_quoted();
    let both_asked = one.quoted || other.quoted || one.question == other.question;
    reported && both_asked && claims_agree(one, other, speakers, days)
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
    /// `telling` as a share of the shorter version without the names that both have.
    share_telling: f64,
    /// `in_order` as a share of the shorter version.
    share_in_order: f64,
    /// `common` as a share of the longer version.
    share_of_longer: f64,
    /// Whether both give figures, and none in common.
    figures_differ: bool,
    /// The same of names.
    names_differ: bool,
}

impl Overlap {
    /// `None` if it is too little.
    fn of(one: &[Stem], other: &[Stem], least_share: f64) -> Option<Self> {
        let (one_words, other_words) = (words(one), words(other));
        let shorter = one_words.len().min(other_words.len());
        let longer = one_words.len().max(other_words.len());
        let common = common_words(&one_words, &other_words);
        if common < MIN_STEMS || share(common, shorter) < least_share {
            return None;
        }
        let telling = common_words(&without_shared_names(one, other, &one_words), &other_words);
        if telling < MIN_STEMS {
            return None;
        }
        let in_order = common_subsequence(&one_words, &other_words);
        Some(Self {
            shorter,
            common,
            telling,
            in_order,
            share: share(common, shorter),
            share_telling: share(telling, shorter - (common - telling)),
            share_in_order: share(in_order, shorter),
            share_of_longer: share(common, longer),
            figures_differ: figures_differ(&one_words, &other_words),
            names_differ: names_differ(one, other),
        })
    }
}

fn quotes_agree(one: &[Stem], other: &[Stem], speakers: VoiceMatch, days: i32) -> bool {
    let (least, same) = match speakers {
        VoiceMatch::Same => (LEAST_SHARE, true),
        VoiceMatch::Unknown => (UNKNOWN.share, false),
        VoiceMatch::Different => (DIFFERENT.share, false),
    };
    let Some(overlap) = Overlap::of(one, other, least) else {
        // A run may be a small part of both.
        return same && has_run(one, other, days);
    };
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let [shorter_negated, longer_negated] = [negated(shorter), negated(longer)];
    let opposite = overlap.in_order < FRAGMENT && !shorter_negated.is_empty() && longer_negated.is_empty()
        || overlap.share_of_longer > NEARLY_WHOLE
            && shorter_negated.is_empty() != longer_negated.is_empty()
            // “But it is not enough” may be left out.
            && shorter_negated.iter().chain(&longer_negated).any(|word| words(shorter).contains(word));
    if opposite {
        return false;
    }
    // One figure may be misheard in a quote that agrees in all else.
    if overlap.figures_differ && !DIFFERENT.is_met(overlap.shorter, overlap.share_in_order, days) {
        return false;
    }
    let in_order = |demand: &Demand| demand.is_met(overlap.in_order, overlap.share_in_order, days);
    let in_any_order = |demand: &Demand| demand.is_met(overlap.common, overlap.share, days);
    match speakers {
        VoiceMatch::Same => {
            SAME_IN_ORDER.iter().any(in_order)
                || SAME_IN_ANY_ORDER.iter().any(in_any_order)
                || has_run(one, other, days)
        }
        VoiceMatch::Unknown => UNKNOWN.is_met(overlap.telling, overlap.share_in_order, days),
        VoiceMatch::Different => DIFFERENT.is_met(overlap.telling, overlap.share_in_order, days),
    }
}

/// Whether words that both have follow each other in a run that is long enough.
fn has_run(one: &[Stem], other: &[Stem], days: i32) -> bool {
    let (one, other) = (words(one), words(other));
    let common = common_words(&one, &other);
    let possible = |demand: &&Demand| demand.is_met(common, 0.0, days);
    let least = SAME_RUN.iter().filter(possible).map(|demand| demand.words).min();
    least.is_some_and(|least| longest_run(&one, &other) >= least)
}

/// Whether one repeats the other word by word for long enough. Some of it may be outside of the
/// quotation marks: what is cited is often begun in the words of the article.
fn is_verbatim(one: &Statement<'_>, other: &Statement<'_>, days: i32) -> bool {
    let possible = |demand: &&Verbatim| days <= demand.days;
    let demands: Vec<_> = VERBATIM.iter().filter(possible).collect();
    let least = demands.iter().map(|demand| demand.words).min();
    if least.is_none_or(|least| common_words(&words(&one.gist), &words(&other.gist)) < least) {
        return false;
    }
    let (one, other) = (one.printed(), other.printed());
    let mut row = vec![(0, 0); other.len() + 1];
    for (x, gap) in one {
        for j in (0..other.len()).rev() {
            let (y, other_gap) = other[j];
            let (words, printed) = if gap == other_gap { row[j] } else { (0, 0) };
            let before = usize::from(gap.min(other_gap));
            let run = if x == y { (words + 1, printed + before + 1) } else { (0, 0) };
            row[j + 1] = run;
            if demands.iter().any(|demand| run.0 >= demand.words && run.1 >= demand.printed) {
                return true;
            }
        }
    }
    false
}

/// A claim in other words has to be of the same days and figures and, if short,
/// about as long; and neither may deny what the other says.
fn claims_agree(one: &Statement<'_>, other: &Statement<'_>, speakers: VoiceMatch, days: i32) -> bool {
    let Some(overlap) = Overlap::of(&one.gist, &other.gist, LEAST_SHARE) else { return false };
    let inside = is_negated(&one.gist) != is_negated(&other.gist);
    // "Denied that it was so" says what "said that it was not so" says.
    let denied = match one.denied != other.denied {
        true => !inside,
        false => inside && overlap.share_of_longer > DENIED,
    };
    if days > CLAIM_DAYS || overlap.figures_differ || overlap.names_differ || denied {
        return false;
    }
    let whole = overlap.share_of_longer >= OTHERS_CLAIM_OF_LONGER;
    match speakers {
        VoiceMatch::Same => {
            let share = overlap.share.min(overlap.share_telling);
            let as_long = overlap.share_of_longer >= SHORT_CLAIM_OF_LONGER;
            SAME_CLAIM.is_met(overlap.shorter, share, days)
                || as_long && SAME_SHORT_CLAIM.is_met(overlap.shorter, share, days)
        }
        VoiceMatch::Unknown => whole && UNKNOWN_CLAIM.is_met(overlap.telling, overlap.share, days),
        VoiceMatch::Different => whole && DIFFERENT.is_met(overlap.telling, overlap.share_in_order, days),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The words of one statement that are not printed as names in both.
fn without_shared_names(one: &[Stem], other: &[Stem], words: &[Stem]) -> Vec<Stem> {
    let is_name_in =
        |gist: &[Stem], word: Stem| gist.iter().any(|&stem| is_name(stem) && plain(stem) == word);
    let telling = |&word: &Stem| !(is_name_in(one, word) && is_name_in(other, word));
    words.iter().copied().filter(telling).collect()
}

/// Whether an odd number of negations is left: two of them make none.
fn is_negated(gist: &[Stem]) -> bool {
    gist.iter().filter(|&&stem| is_negation(stem)).count() % 2 == 1
}

/// The words that follow a negation.
fn negated(gist: &[Stem]) -> Vec<Stem> {
    let after = |pair: &[Stem]| (is_negation(pair[0]) && !is_negation(pair[1])).then(|| plain(pair[1]));
    gist.windows(2).filter_map(after).collect()
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

/// Whether both name somebody or something, and nothing that the other speaks of.
fn names_differ(one: &[Stem], other: &[Stem]) -> bool {
    let lacks = |one: &[Stem], other: &[Stem]| {
        let mut names = one.iter().filter(|&&stem| is_name(stem)).peekable();
        names.peek().is_some() && !names.any(|&name| other.iter().any(|&stem| plain(stem) == plain(name)))
    };
    lacks(one, other) && lacks(other, one)
}

/// How many days lie between two dates.
fn days_between(one: Option<Date>, other: Option<Date>) -> i32 {
    match (one, other) {
        (Some(one), Some(other)) => (other - one).get_days().abs(),
        _ => UNKNOWN_DAYS,
    }
}

/// The length of the longest sequence of words that both have without another in between.
fn longest_run(one: &[Stem], other: &[Stem]) -> usize {
    let (one, other) = (&one[..one.len().min(LONGEST)], &other[..other.len().min(LONGEST)]);
    let (mut row, mut longest) = (vec![0; other.len() + 1], 0);
    for x in one {
        for j in (0..other.len()).rev() {
            row[j + 1] = if *x == other[j] { row[j] + 1 } else { 0 };
            longest = longest.max(row[j + 1]);
        }
    }
    longest
}

/// The length of the longest common subsequence.
fn common_subsequence(one: &[Stem], other: &[Stem]) -> usize {
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
