//! Whom *he*, *she*, *it*, *they* and descriptions mean: all who may be meant are ranked by what is
//! known about them.
//!
//! For *it* and *they* nobody is a candidate as well, who is right if all others are wrong.
//!
//! A log-linear model: the [`weights`] of a candidate's [`facts`] add up to a score, and
//! the scores to probabilities. [`question`] finds the candidates, [`evidence`] and
//! [`description`] the facts. The weights are learned from gold, see
//! `model/README.md` of the crate.

mod description;
mod evidence;
pub(crate) mod facts;
mod kinds;
mod nouns;
mod question;
pub(crate) mod teacher;
pub(crate) mod weights;

use super::anaphor::{Anaphor, AntecedentKind};
use super::antecedents::{scores, subject_to_come};
use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::narrative;
use super::pairs;
use super::phrase::Phrase;
use crate::words::phrases::head_noun;
use crate::words::traits::{Traits, Uses};
use description::said;
use evidence::Evidences;
use facts::{Class, Evidence};
use question::{Candidate, Question};
use std::cmp::Reverse;
use teacher::Decision;

/// *He* or *she* is left open if nobody is at least so likely: of the links below that, on
/// held-out outlets, most are wrong.
const FLOOR: f32 = 0.3;
/// The same of *it* and *they*, where nobody is one of the candidates.
const FLOOR_FOR_THINGS: f32 = 0.25;
/// How many of those described are weighed for *it* and *they*.
const NARRATED: usize = 12;
/// How well somebody is described in the narrative who is known to hold that role.
const KNOWN_HOLDER: usize = 15;

/// Whom a pronoun means, and how sure that is.
pub(super) fn antecedent(
    ctx: &Context,
    discourse: &mut Discourse,
    anaphor: &Anaphor,
) -> Option<(Referent, f32)> {
    if let Some(subject) = subject_to_come(ctx, discourse, anaphor) {
        return Some((Referent::Named(subject), confidence::SUBJECT_TO_COME));
    }
    let class = match anaphor.kind {
        AntecedentKind::Person => Class::Gendered,
        AntecedentKind::Thing => Class::It,
        AntecedentKind::Several => Class::They,
    };
    let question =
        Question { class, anaphor, phrase: None, head: Traits::empty(), others: Vec::new(), nameless: false };
    let (candidate, likely) = choose(ctx, discourse, &question)?;
    if likely < if class == Class::Gendered { FLOOR } else { FLOOR_FOR_THINGS } {
        return None;
    }
    match candidate {
        Candidate::Known(referent) => Some((referent, likely)),
        Candidate::Narrated(phrase) => {
            let head = head_noun(ctx.page, &phrase);
            Some((discourse.describe_noun(ctx, phrase, head).referent, likely))
        }
        Candidate::Pair([first, second]) => {
            Some((pairs::describe(ctx, discourse, first, second).referent, likely))
        }
        Candidate::OwnWords => None,
    }
}

/// “The paper said”, after the Morning Ledger: a noun that may be a body or a document.
pub(super) fn paper(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let paper = phrase.is_short()
        && phrase.core().len() == 2
        && page.is(phrase.start(), Traits::DEFINITE)
        && head.any(Traits::DOCUMENT)
        && head.any(Traits::BODY);
    if !paper || discourse.descriptions.latest_like(page, phrase.core()).is_some() {
        return None;
    }
    somebody_known(ctx, discourse, phrase, Class::Body)
}

/// “Norway's prime minister”, if that is somebody known.
pub(super) fn owned(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let head = ctx.page.traits(phrase.head());
    let possessive = phrase.possessive(ctx)?;
    let one = head.any(Traits::ROLE | Traits::TITLE | Traits::BODY) && !head.any(Traits::PLURAL);
    if !one || ctx.mentions.at(possessive - 1).is_none() {
        return None;
    }
    somebody_known(ctx, discourse, phrase, Class::Owned)
}

/// Whom a description means: somebody with a name, somebody described before, or just
/// whom it describes. It always answers.
pub(super) fn described(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let (candidate, likely) = rank(ctx, discourse, phrase, nouns::class(ctx, phrase))?;
    let (tokens, head) = match candidate {
        Candidate::Known(referent) => return Some(Link::by_description(referent, likely)),
        Candidate::Narrated(fuller) => (fuller.clone(), fuller.end - 1),
        Candidate::Pair([first, second]) => {
            let link = pairs::describe(ctx, discourse, first, second);
            return Some(Link { confidence: likely, ..link });
        }
        Candidate::OwnWords => (phrase.with_included(ctx.page), phrase.head()),
    };
    Some(Link { confidence: likely, ..discourse.describe_noun(ctx, tokens, head) })
}

/// Whom a description means, if not just whom it describes.
fn somebody_known(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, class: Class) -> Option<Link> {
    match rank(ctx, discourse, phrase, class)? {
        (Candidate::Known(referent), likely) => Some(Link::by_description(referent, likely)),
        _ => None,
    }
}

/// The likeliest candidate for a description, and how likely it is.
fn rank(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, class: Class) -> Option<(Candidate, f32)> {
    let head = ctx.page.traits(phrase.head());
    let gender = head.only(Traits::GENDER);
    let anaphor = &Anaphor::new(ctx, AntecedentKind::Person, gender, phrase.start(), phrase.attribution);
    let others = discourse.people.roles.holders_of_others(ctx.page, phrase.core());
    choose(
        ctx,
        discourse,
        &Question {
            class,
            anaphor,
            phrase: Some(phrase),
            head,
            others,
            nameless: phrase.is_nameless(ctx.page),
        },
    )
}

/// The likeliest candidate, and how likely it is.
fn choose(ctx: &Context, discourse: &mut Discourse, question: &Question) -> Option<(Candidate, f32)> {
    let mut candidates = with_evidence(ctx, discourse, question);
    let scores: Vec<f32> = candidates.iter().map(|(_, e)| ctx.weights.score(question.class, e)).collect();
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
    // Of several with the same score the first.
    let best = (0..scores.len()).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
    let taken = teach(ctx, discourse, question, &candidates, best);
    Some((candidates.swap_remove(taken).0, (scores[taken] - highest).exp() / sum))
}

/// Shows a decision to whoever trains the ranker, and gives the candidate that is taken.
fn teach(
    ctx: &Context,
    discourse: &mut Discourse,
    question: &Question,
    candidates: &[(Candidate, Evidence)],
    best: usize,
) -> usize {
    let attribution = question.anaphor.attribution;
    let source = ctx.attributions[attribution].source.iter().max_by_key(|s| s.len());
    // The source itself, and not somebody in it: “her son”.
    let whole = match question.phrase {
        Some(phrase) => phrase.depth == 0,
        None => source.is_some_and(|s| ctx.page.span(question.anaphor.token) == *s),
    };
    let Some(teacher) = discourse.teacher.as_ref().filter(|_| whole) else { return best };
    let plain = |tokens| ctx.page.plain(ctx.page.extent(tokens));
    let name = |candidate: &Candidate| match (candidate, question.phrase) {
        (Candidate::Known(referent), _) => discourse.name_of(ctx.page, *referent),
        (Candidate::Narrated(tokens), _) => plain(tokens.clone()),
        (Candidate::Pair([first, second]), _) => {
            let name = |entity: usize| discourse.name_of(ctx.page, Referent::Named(entity));
            format!("{} and {}", name(*first), name(*second))
        }
        (Candidate::OwnWords, phrase) => phrase.map_or_else(String::new, |p| plain(p.piece())),
    };
    let mut right: Vec<bool> =
        candidates.iter().map(|(c, _)| (teacher.judge)(attribution, &name(c))).collect();
    // Nobody is right for a pronoun that means nobody else.
    if question.phrase.is_none() && !right.contains(&true) {
        for (right, (candidate, _)) in right.iter_mut().zip(candidates) {
            *right = matches!(candidate, Candidate::OwnWords);
        }
    }
    let first = right.iter().position(|right| *right).filter(|_| teacher.leads && !right[best]);
    let evidence = candidates.iter().map(|(_, e)| e.clone()).collect();
    let decision = Decision { attribution, class: question.class, evidence, right, best };
    if let Some(teacher) = discourse.teacher.as_mut() {
        teacher.decisions.push(decision);
    }
    first.unwrap_or(best)
}

/// Everybody who can be meant, and what is known about them.
fn with_evidence(ctx: &Context, discourse: &Discourse, question: &Question) -> Vec<(Candidate, Evidence)> {
    let seen = question.seen(ctx, discourse);
    let later = question.later(ctx, discourse, &seen);
    let spoke = question.spoke(discourse);
    let (phrase, pronoun) = (question.phrase, question.phrase.is_none());
    let singular = phrase.filter(|_| !question.head.any(Traits::PLURAL));
    let holders = singular.map(|p| discourse.people.roles.holders(ctx.page, p.core())).unwrap_or_default();
    let repeated = phrase.and_then(|p| discourse.descriptions.latest_like(ctx.page, p.piece()));
    let repeated = repeated.map(|d| discourse.settled(Referent::Described(d)));

    let mut known: Vec<Referent> = seen.iter().map(|s| Referent::Named(s.entity)).collect();
    let named = |referent: &Referent| pronoun || matches!(referent, Referent::Named(_));
    known
        .extend(spoke.iter().map(|s| s.referent).filter(|r| named(r) && question.may_be(ctx, discourse, *r)));
    known.extend(repeated);
    known.extend(later.iter().map(|&entity| Referent::Named(entity)));

    let mut counts: Vec<u32> = seen.iter().map(|s| discourse.entity(s.entity).mentions).collect();
    counts.sort_unstable_by_key(|&count| Reverse(count));
    let of_kind = |entity: &usize| !pronoun && nouns::is_of_kind(question.head, discourse.entity(*entity));
    let cue = ctx.attributions[question.anaphor.attribution].cue.iter();
    let mut cue = cue.flat_map(|&cue| ctx.page.tokens_in(cue));
    let evidences = Evidences {
        ctx,
        discourse,
        question,
        seen: &seen,
        later: &later,
        spoke: &spoke,
        counts,
        of_kind: seen.iter().map(|s| s.entity).filter(of_kind).collect(),
        scores: if pronoun { scores(ctx, discourse, question.anaphor) } else { Vec::new() },
        holders: &holders,
        noun_before: phrase.map_or(0, |p| nouns::used_before(ctx, p)),
        repeated,
        namings: question.namings(ctx),
        goes_on: cue.any(|at| ctx.page.uses(at).contains(Uses::GOES_ON)),
        said: if later.is_empty() { Vec::new() } else { said(ctx, question.anaphor.attribution) },
    };
    let candidates = candidates(ctx, discourse, question, known).into_iter();
    candidates.map(|(c, narrated)| (c.clone(), evidences.of(&c, narrated.as_ref()))).collect()
}

/// How well the narrative describes a candidate before a pronoun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrated {
    score: usize,
    /// Where, if it is one of several that are described: its sentence, where in that, how many
    /// are nearer, and whether it is in what the pronoun says.
    place: Option<(usize, narrative::Place, usize, bool)>,
}

/// The candidates: those known, each once, those described in the narrative, and the
/// source's own words; with how well the narrative describes them.
fn candidates(
    ctx: &Context,
    discourse: &Discourse,
    question: &Question,
    known: Vec<Referent>,
) -> Vec<(Candidate, Option<Narrated>)> {
    // Whoever speaks in the quotation around a pronoun calls themselves “I”.
    let outer = question.anaphor.outer.filter(|_| question.phrase.is_none() && question.anaphor.inside_quote);
    let excluded = outer.and_then(|o| discourse.links[o]).map(|link| discourse.settled(link.referent));
    let mut referents: Vec<Referent> = Vec::new();
    for referent in known {
        if Some(referent) != excluded && !referents.contains(&referent) {
            referents.push(referent);
        }
    }
    let mut candidates: Vec<(Candidate, Option<Narrated>)> =
        referents.into_iter().map(|r| (Candidate::Known(r), None)).collect();
    match question.class {
        Class::Gendered => add_described(ctx, discourse, question, &mut candidates),
        Class::It | Class::They => {
            candidates.extend(described_before(ctx, discourse, question));
            if question.class == Class::They {
                candidates.extend(named_together(ctx, discourse, question));
            }
            candidates.push((Candidate::OwnWords, None));
        }
        _ => {}
    }
    if let Some(phrase) = question.phrase {
        let fuller = nouns::fuller(ctx, discourse, phrase);
        // “the Marsh administration … the administration”
        let the_same = fuller.is_some() && ctx.page.uses(phrase.head()).contains(Uses::ITSELF);
        candidates.extend(fuller.map(|fuller| (Candidate::Narrated(fuller), None)));
        candidates.extend((!the_same).then_some((Candidate::OwnWords, None)));
    }
    candidates
}

/// Adds whom the narrative describes best before *he* or *she*, or notes that somebody known is
/// described there.
fn add_described(
    ctx: &Context,
    discourse: &Discourse,
    question: &Question,
    candidates: &mut Vec<(Candidate, Option<Narrated>)>,
) {
    let Some(best) = narrative::best(ctx, discourse, question.anaphor) else { return };
    let narrated = |score| Some(Narrated { score, place: None });
    match best.known.map(Referent::Named) {
        None => candidates.push((Candidate::Narrated(best.phrase), narrated(half(best.score)))),
        Some(holder) => {
            let known = candidates.iter_mut().find(|c| matches!(c.0, Candidate::Known(r) if r == holder));
            if let Some((_, told)) = known {
                *told = narrated(KNOWN_HOLDER);
            }
        }
    }
}

/// Those whom the narrative describes before *it* or *they*.
fn described_before(
    ctx: &Context,
    discourse: &Discourse,
    question: &Question,
) -> impl Iterator<Item = (Candidate, Option<Narrated>)> {
    let all = narrative::all(ctx, discourse, question.anaphor).into_iter().take(NARRATED);
    all.enumerate().map(|(nearer, n)| {
        let place = Some((n.sentence, n.place, nearer, n.in_content));
        (Candidate::Narrated(n.phrase), Some(Narrated { score: half(n.score), place }))
    })
}

/// Those who are named together before *they*.
fn named_together(
    ctx: &Context,
    discourse: &Discourse,
    question: &Question,
) -> impl Iterator<Item = (Candidate, Option<Narrated>)> {
    let content = &ctx.attributions[question.anaphor.attribution].content;
    let pairs = pairs::before(ctx, discourse, question.anaphor.token).into_iter().take(NARRATED);
    pairs.enumerate().map(|(nearer, [first, second])| {
        let in_content = content.iter().any(|c| c.contains(ctx.page.span(first.start)));
        let place = Some((first.sentence, narrative::Place::of(&first), nearer, in_content));
        (Candidate::Pair([first.entity, second.entity]), Some(Narrated { score: 0, place }))
    })
}

/// Half of a score, for facts that have few values.
fn half(score: i32) -> usize {
    usize::try_from(score / 2).unwrap_or(0)
}
