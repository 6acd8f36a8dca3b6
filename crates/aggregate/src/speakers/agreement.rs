//! Which of the profiles whose names can stand for each other are one speaker.
//!
//! A profile joins a speaker only if its name matches *all* names that the speaker
//! has, so that nothing chains: "John B. Okafor" and "John C. Okafor" are never one,
//! whatever lies between them. And it joins only if nearly all who could be meant
//! are that one speaker: "John Okafor" stays alone beside the two.

use super::known::Known;
use super::name_fit::NameMatch;
use super::profile::{FOR_UNLIKELY, Profile};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The share of the articles, in percent, that one speaker must have of all who
/// could be meant. Chosen by hand: a wrong name is worse than a second line.
pub(super) const NEARLY_ALL: u64 = 90;

/// How many times as much must speak for one as for another, that the other cannot
/// be meant. Chosen by hand.
pub(super) const LEAD: u64 = 4;

/// If there are this many times as many articles with a name as with all rivals, the
/// rivals do not make it ambiguous. Chosen by hand.
const FEW: u64 = 50;

/// How many profiles are compared each with each. Names that may stand for so many
/// others tell nobody; the rest of them stay apart.
const MOST: usize = 4096;

/// One of those that are compared.
pub(super) struct Candidate {
    /// Where the profile is, and others of the same name but another type.
    places: Vec<u64>,
    profile: Profile,
}

impl Candidate {
    pub(super) fn new(place: u64, profile: Profile) -> Self {
        Self { places: vec![place], profile }
    }
}

/// Some of the candidates, who are one speaker.
struct Joined {
    /// Everything that is known of the speaker.
    profile: Profile,
    members: Vec<usize>,
}

/// Joins candidates, which come in the order of their places. Returns, for each
/// that is joined, its place and that of the first with whom it is one speaker.
pub(super) fn settle(candidates: Vec<Candidate>, known: &Known<'_>) -> Vec<(u64, u64)> {
    let mut candidates = by_name(candidates, known);
    let rest = candidates.split_off(candidates.len().min(MOST));
    let mut groups = Vec::new();
    let matches = Matches::new(&candidates, known);
    // Those who may be several others come last.
    let (ambiguous, clear): (Vec<usize>, Vec<usize>) =
        (0..candidates.len()).partition(|&one| matches.is_ambiguous(one, &candidates));
    let mut joined = in_rounds(clear, NameMatch::Unlikely, &candidates, &matches, known);
    joined.extend(in_rounds(ambiguous, NameMatch::Equal, &candidates, &matches, known));
    let mut add_group = |places: Vec<u64>| {
        if let (Some(first), true) = (places.iter().copied().min(), places.len() > 1) {
            groups.extend(places.into_iter().map(|place| (place, first)));
        }
    };
    for speaker in joined {
        add_group(speaker.members.iter().flat_map(|&one| candidates[one].places.clone()).collect());
    }
    rest.into_iter().for_each(|one| add_group(one.places));
    groups
}

/// Candidates in the order in which they are joined: those in most articles first. Those of
/// one name are one, as far as enough speaks for it. The type is what it is in most articles:
/// what one article takes for a company, others take for a person.
fn by_name(mut candidates: Vec<Candidate>, known: &Known<'_>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (Reverse(candidate.profile.articles), candidate.places[0]));
    let mut kept: Vec<Candidate> = Vec::new();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for candidate in candidates {
        let same = by_name.entry(candidate.profile.name.clone()).or_default();
        let is_one = |&at: &usize| {
            let (first, other) = (&kept[at].profile, &candidate.profile);
            first.compare_names(other, known) == NameMatch::Equal
                && (first.kind != other.kind || other.is_same_as(first, NameMatch::Equal, known))
        };
        let score = |&at: &usize| (kept[at].profile.score(&candidate.profile, known), Reverse(at));
        if let Some(at) = same.iter().copied().filter(is_one).max_by_key(score) {
            kept[at].profile.merge(&candidate.profile);
            kept[at].places.extend(candidate.places);
        } else {
            same.push(kept.len());
            kept.push(candidate);
        }
    }
    kept
}

/// Joins candidates, and then what was joined, until nothing changes. `least` is how
/// well names have to match.
fn in_rounds(
    candidates: Vec<usize>,
    least: NameMatch,
    all: &[Candidate],
    matches: &Matches,
    known: &Known<'_>,
) -> Vec<Joined> {
    let alone = |one: usize| Joined { profile: all[one].profile.clone(), members: vec![one] };
    let mut joined: Vec<Joined> = candidates.into_iter().map(alone).collect();
    loop {
        let before = joined.len();
        joined.sort_by_key(|speaker| (Reverse(speaker.profile.articles), speaker.members[0]));
        let mut next: Vec<Joined> = Vec::new();
        for speaker in joined {
            match same_speaker(&speaker, least, &next, matches, known) {
                Some(at) => {
                    next[at].profile.merge(&speaker.profile);
                    next[at].members.extend(speaker.members);
                }
                None => next.push(speaker),
            }
        }
        joined = next;
        if joined.len() == before {
            return joined;
        }
    }
}

/// The one of the speakers that another is: it has nearly all articles of all who
/// may be meant, and something else speaks for it.
fn same_speaker(
    one: &Joined,
    least: NameMatch,
    speakers: &[Joined],
    matches: &Matches,
    known: &Known<'_>,
) -> Option<usize> {
    let worst = |other: &Joined| {
        let pairs = one.members.iter().flat_map(|&one| other.members.iter().map(move |&other| (one, other)));
        pairs.map(|(one, other)| matches.get(one, other)).min()
    };
    let possible: Vec<(usize, NameMatch, u64)> = (speakers.iter().enumerate())
        .filter_map(|(at, speaker)| Some((at, worst(speaker)?, speaker.profile.articles)))
        .filter(|&(_, names, _)| names >= least)
        .collect();
    let all: u64 = possible.iter().map(|&(.., articles)| articles).sum();
    let &(at, names, articles) = possible.iter().max_by_key(|&&(at, _, articles)| (articles, Reverse(at)))?;
    if articles * 100 >= all * NEARLY_ALL {
        return one.profile.is_same_as(&speakers[at].profile, names, known).then_some(at);
    }
    // Of namesakes, the one for whom much more speaks than for any other.
    let mut scored: Vec<(u64, usize)> = (possible.iter().filter(|&&(_, names, _)| names >= NameMatch::Same))
        .map(|&(at, ..)| (one.profile.score(&speakers[at].profile, known), at))
        .collect();
    scored.sort_unstable_by_key(|&(score, at)| (Reverse(score), at));
    match scored[..] {
        [(most, at), (second, _), ..] => (most >= FOR_UNLIKELY && most > second * LEAD).then_some(at),
        _ => None,
    }
}

/// How well the names of candidates match, each with each.
struct Matches {
    count: usize,
    all: Vec<NameMatch>,
}

impl Matches {
    fn new(candidates: &[Candidate], known: &Known<'_>) -> Self {
        let count = candidates.len();
        let mut all = vec![NameMatch::No; count * count];
        for one in 0..count {
            for other in 0..one {
                let names = candidates[one].profile.compare_names(&candidates[other].profile, known);
                all[one * count + other] = names;
                all[other * count + one] = names;
            }
        }
        Self { count, all }
    }

    fn get(&self, one: usize, other: usize) -> NameMatch {
        self.all[one * self.count + other]
    }

    /// Whether the name may be that of several others, of whom none has nearly all
    /// articles.
    fn is_ambiguous(&self, one: usize, candidates: &[Candidate]) -> bool {
        let articles = |other: &usize| candidates[*other].profile.articles;
        // Another spelling is no rival of a name that matches better.
        let may_be = |other: &usize| {
            *other != one && (NameMatch::Maybe..=NameMatch::Same).contains(&self.get(one, *other))
        };
        // The one in most articles comes first.
        let Some(most) = (0..self.count).find(may_be) else { return false };
        let is_rival = |other: &usize| *other != most && self.get(most, *other) == NameMatch::No;
        let all: u64 = (0..self.count).filter(may_be).map(|other| articles(&other)).sum();
        let rivals: u64 = (0..self.count).filter(may_be).filter(is_rival).map(|other| articles(&other)).sum();
        let own = articles(&one);
        rivals * 100 > all * (100 - NEARLY_ALL) && rivals * FEW > own
    }
}
