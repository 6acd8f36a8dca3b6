//! What type a speaker is in the output, once it is known who it is.
//!
//! While sources are resolved, what matters is who may be meant by “they” or “it”, and a
//! crowd without a name is as good as a spokesman. Readers count types: here the noun at
//! the head of a description decides, and of a name that may be a body's its last word.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Referent;
use crate::people::name::EntityKind;
use crate::words::page::Page;
use crate::words::phrases::{opens_sentence, phrase_end};
use crate::words::traits::{Tells, Traits};
use std::ops::Range;
use text::{References, SpeakerType};

/// The type of a settled referent, to whom the article refers like that.
pub(super) fn speaker_type(
    ctx: &Context,
    discourse: &Discourse,
    referent: Referent,
    references: References,
) -> SpeakerType {
    let kind = discourse.kind_of(referent);
    match discourse.settled(referent) {
        Referent::Described(d) => {
            let description = discourse.descriptions.get(d);
            let tokens = ctx.page.tokens_in(description.mention);
            let informed = |i: usize| ctx.page.tells(i).contains(Tells::INFORMED);
            match kind {
                // “three people familiar with the talks”
                SpeakerType::Group if tokens.clone().any(informed) => SpeakerType::Unnamed,
                SpeakerType::Unnamed
                    if !description.traits.any(Traits::FIRST) && !tokens.clone().any(informed) =>
                {
                    of_phrase(ctx.page, tokens)
                }
                _ => kind,
            }
        }
        Referent::Named(entity) => {
            let own = discourse.entity(entity);
            let name = ctx.page.tokens_in(own.name);
            match own.kind {
                EntityKind::Person => kind,
                // “Okafor … he said”
                EntityKind::Unknown if references.he + references.she > 0 => SpeakerType::Person,
                _ => of_name(ctx.page, name, own.kind).unwrap_or(kind),
            }
        }
    }
}

/// What the last word of a name tells that is no person's for certain.
fn of_name(page: &Page, name: Range<usize>, kind: EntityKind) -> Option<SpeakerType> {
    let last = name.end.checked_sub(1).filter(|&last| name.contains(&last))?;
    let (traits, tells) = (page.traits(last), page.tells(last));
    let several = name.len() > 1;
    if several && tells.contains(Tells::DOCUMENT_NAME) {
        return Some(SpeakerType::Document);
    }
    if kind == EntityKind::Body || traits.any(Traits::FORCE) {
        return None;
    }
    // “Environmentalists”, “Kenyans”, but “United Harbour Workers” are a union.
    let people = match several {
        false => traits.any(Traits::GROUP) || traits.any(Traits::ROLE) && traits.any(Traits::PLURAL),
        true => traits.any(Traits::OFFICIALS) || tells.contains(Tells::CROWD),
    };
    if people || traits.any(Traits::DEMONYM) && page.word(last).ends_with('s') {
        return Some(SpeakerType::Group);
    }
    // “Senate GOP”, but not “Cole III”, nor “ANA COLE”.
    let acronym = traits.any(Traits::ACRONYM)
        && !page.is(name.start, Traits::ACRONYM)
        && !page.word(last).bytes().all(|b| b"IVX".contains(&b));
    let body = several && (acronym || tells.contains(Tells::BODY_NAME));
    body.then_some(SpeakerType::Organization)
}

/// What a description that names nobody describes.
fn of_phrase(page: &Page, tokens: Range<usize>) -> SpeakerType {
    if tokens.is_empty() {
        return SpeakerType::Unnamed;
    }
    let end = core_end(page, tokens.clone());
    let noun = head(page, tokens.start..end);
    let after = |word: &str| (page.word(end) == word && end + 1 < tokens.end).then(|| end + 1..tokens.end);
    if let Some(other) = after("and").or_else(|| after("or")) {
        // “House and Senate leaders”, “the ministry or its officials”
        let (own, other) = (of_core(page, noun, None), of_phrase(page, other));
        return if own == SpeakerType::Group { own } else { other };
    }
    of_core(page, noun, after("of"))
}

/// Where the words before a preposition or a clause end. They are more than one phrase in “a
/// Clarion/Ledger poll” and “a recently | released study”.
fn core_end(page: &Page, tokens: Range<usize>) -> usize {
    let mut end = phrase_end(page, tokens.start, tokens.end).max(tokens.start + 1);
    while end < tokens.end {
        let participle = page.word(end).ends_with("ed") && !page.is(end - 1, Traits::NOUN);
        if page.word(end) != "/" && !participle {
            break;
        }
        end = phrase_end(page, end + 1, tokens.end).max(end + 1);
    }
    end
}

/// What a noun describes with what follows its “of”.
fn of_core(page: &Page, noun: usize, of: Option<Range<usize>>) -> SpeakerType {
    let one = page.word(noun).eq_ignore_ascii_case("one");
    // “a host of lawmakers”, but “the host”
    let quantity =
        page.tells(noun).contains(Tells::QUANTITY) && (of.is_some() || !page.is(noun, Traits::ROLE));
    let number = page.is(noun, Traits::NUMBER) || page.words.number(page.word(noun)).is_some();
    if !(quantity || number || one) {
        // “the Department of Harbours inspector general”
        let office = of.filter(|of| page.is(noun, Traits::CAPITAL) && page.is(of.start, Traits::CAPITAL));
        let office = office.map(|of| head(page, of.start..phrase_end(page, of.start, of.end)));
        return of_noun(page, office.filter(|&at| page.is(at, Traits::ROLE)).unwrap_or(noun));
    }
    match of.map(|of| of_phrase(page, of)) {
        // “one of the reports”, “a number of studies”
        Some(SpeakerType::Document) => SpeakerType::Document,
        _ if one => SpeakerType::Unnamed,
        // “half of the ministry”
        Some(SpeakerType::Organization) => SpeakerType::Organization,
        _ => SpeakerType::Group,
    }
}

/// The noun that says what the core of a phrase describes: “police | Thursday”, “sources |
/// familiar”, “school | counselors”.
fn head(page: &Page, core: Range<usize>) -> usize {
    let last = core.end - 1;
    let people = Traits::ROLE | Traits::KIN | Traits::GROUP | Traits::DOCUMENT | Traits::FORCE;
    if page.is(last, Traits::NOUN) || !page.tells(last).is_empty() || is_plural(page, last) {
        return last;
    }
    core.rev().find(|&i| page.is(i, people) || !page.tells(i).is_empty()).unwrap_or(last)
}

/// What a noun describes.
fn of_noun(page: &Page, noun: usize) -> SpeakerType {
    let (traits, tells) = (page.traits(noun), page.tells(noun));
    let singular = page.word(noun).strip_suffix('s').unwrap_or_default();
    if traits.any(Traits::DOCUMENT)
        || tells.contains(Tells::DOCUMENT)
        || page.words.look_up(singular).any(Traits::DOCUMENT)
    {
        SpeakerType::Document
    } else if tells.contains(Tells::SOURCE) {
        SpeakerType::Unnamed
    } else if traits.any(Traits::FORCE) {
        SpeakerType::Organization
    } else if tells.contains(Tells::CROWD) || traits.any(Traits::GROUP) || is_plural(page, noun) {
        SpeakerType::Group
    } else if traits.any(Traits::BODY | Traits::NAMES_BODY) && !traits.any(Traits::ROLE | Traits::KIN) {
        SpeakerType::Organization
    } else {
        SpeakerType::Unnamed
    }
}

/// Whether a noun means several, by the lists or, unknown, by its end: “defenders”.
fn is_plural(page: &Page, noun: usize) -> bool {
    let word = page.word(noun);
    let ends = word.ends_with('s') && !["ss", "us", "is", "news"].iter().any(|end| word.ends_with(end));
    let traits = page.traits(noun);
    let proper = traits.any(Traits::CAPITAL) && !opens_sentence(page, noun);
    let unknown = traits.any(Traits::WORD) && !proper && !traits.any(Traits::SMALL | Traits::NOUN);
    traits.any(Traits::NOUN) && traits.any(Traits::PLURAL) || unknown && ends
}
