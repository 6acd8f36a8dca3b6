//! The order in which the ways of resolving a source are tried.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Link;
use super::makers::note_maker;
use super::phrase::{Form, Phrase};
use super::{definite, described, dialogue, documents, named, names_together, pronouns, ranker, together};
use crate::words::traits::{Tells, Traits};
use std::ops::Range;

/// A way of resolving a phrase; `None` if it does not apply.
type Way = fn(&Context, &mut Discourse, &Phrase) -> Option<Link>;

/// For all phrases but single words: the first way that answers decides. Each leaves
/// less to guesswork than those after it.
const WAYS: [Way; 22] = [
    together::family,        // the Oseis (after Ama Osei and Ben Osei)
    named::before_links,     // MORE (after “Omar Ngozi OkaforBudget talks end”)
    described::apposition,   // a biologist (after “Leilani Kahale,”)
    together::joint,         // Osei and two council members
    names_together::list,    // Osei, Cole and Kvam
    names_together::apposed, // two growers, Ama Osei and Ben Cole
    described::in_office,    // the Bank of Merle's chief economist, Ben Cole
    named::whole_piece,      // Doctors for Clean Rivers
    named::place,            // the city of Merle
    named::name,             // Dr Leilani Kahale, a biologist
    named::with_kind,        // the Ledger newspaper
    described::apposed,      // its chairman, Lord Adeyemi
    described::called,       // a rebel who goes by the name Macario
    ranker::paper,           // the paper (after the Morning Ledger)
    document,                // the report by the Union, another statement
    ranker::owned,           // the bank's chairman
    owned,                   // her son, the bank's adviser
    definite::definite,      // the 71-year-old, the pair
    together::several,       // the senators (after Senators Osei and Cole)
    definite::only_holder,   // the mayor (after the mayor, Odalys Prat)
    definite::repeated,      // the witness (after a witness)
    ranker::described,       // the company, the mayor, a retired pilot
];

/// The ways that fit somebody who asked to have no name.
const NAMELESS_WAYS: [Way; 6] = [
    together::joint,
    named::whole_piece,
    named::name,
    described::called,
    definite::repeated,
    ranker::described,
];

/// Whom some tokens in the source of an attribution mean. `depth` is how many phrases
/// they lie in.
pub(super) fn resolve(
    ctx: &Context,
    discourse: &mut Discourse,
    tokens: Range<usize>,
    attribution: usize,
    depth: u8,
) -> Option<Link> {
    let phrase = &Phrase::read(ctx, tokens, attribution, depth)?;
    match phrase.form(ctx.page) {
        Form::Pronoun => match phrase.apposed_name(ctx) {
            Some(tokens) => resolve_inside(ctx, discourse, phrase, tokens),
            None => pronouns::pronoun(ctx, discourse, phrase.start(), attribution),
        },
        Form::Relative => described::relative(ctx, discourse, phrase.start()),
        Form::Label(label) => dialogue::label(ctx, discourse, &label, phrase.start()),
        Form::SomeOf => {
            together::including(ctx, discourse, phrase).or_else(|| {
                match together::apposed_to_some(ctx, phrase) {
                    Some(tokens) => resolve_inside(ctx, discourse, phrase, tokens),
                    None => together::some_of(ctx, discourse, phrase),
                }
            })
        }
        Form::OneOfThem => match together::apposed_to_some(ctx, phrase) {
            Some(tokens) => resolve_inside(ctx, discourse, phrase, tokens),
            None => together::one_of_them(ctx, discourse, phrase),
        },
        Form::NounPhrase if phrase.is_nameless(ctx.page) => {
            NAMELESS_WAYS.iter().find_map(|way| way(ctx, discourse, phrase))
        }
        Form::NounPhrase => WAYS.iter().find_map(|way| way(ctx, discourse, phrase)),
    }
}

/// Whom some tokens of a phrase mean.
fn resolve_inside(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    tokens: Range<usize>,
) -> Option<Link> {
    resolve(ctx, discourse, tokens, phrase.attribution, phrase.depth + 1)
}

/// A document: its issuer or owner, if the text names one.
fn document(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let head = phrase.head();
    // “the playbook”; “interviews with fishermen” are rather theirs.
    let called = || ctx.page.tells(head).contains(Tells::DOCUMENT) && documents::is_bare(ctx, phrase);
    if !ctx.page.is(head, Traits::DOCUMENT) && !called() {
        return None;
    }
    let issuer = documents::issuer(ctx, phrase);
    let issuer = issuer.and_then(|tokens| resolve_inside(ctx, discourse, phrase, tokens));
    if let Some(link) = issuer.and_then(|issuer| documents::issued(ctx, discourse, phrase, issuer)) {
        return Some(link);
    }
    let owned = match ctx.page.is(phrase.head(), Traits::ISSUED) {
        true => None,
        false => owned(ctx, discourse, phrase),
    };
    let link = owned.unwrap_or_else(|| documents::unsigned(ctx, discourse, phrase));
    note_maker(ctx, discourse, phrase, link.referent, issuer.map(|issuer| issuer.referent));
    Some(link)
}

/// Somebody's: “her son”, “the bank's adviser”, with the owner's name.
fn owned(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    if ctx.page.word(phrase.start()) == "whose" && phrase.tokens.len() > 1 {
        let owner = described::relative(ctx, discourse, phrase.start())?;
        return Some(described::owned_by_relative(ctx, discourse, phrase, owner));
    }
    if ctx.page.is(phrase.start(), Traits::POSSESSIVE) {
        return Some(described::possessed(ctx, discourse, phrase));
    }
    let possessive = phrase.possessive(ctx)?;
    // The words of a name say themselves whose it is; and “the attorney general's office” is
    // one, too.
    let office = ctx.page.is(phrase.head(), Traits::BODY) && ctx.page.is(possessive - 1, Traits::ROLE);
    let owner = match ctx.mentions.at(possessive - 1) {
        _ if office => None,
        Some(_) => None,
        None => resolve_inside(ctx, discourse, phrase, phrase.start()..possessive),
    };
    Some(described::owned(ctx, discourse, phrase, possessive, owner))
}
