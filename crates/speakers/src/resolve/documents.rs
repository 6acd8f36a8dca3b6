//! Documents, and who speaks through them: “the report by the Union”, “her statement”.

use super::confidence;
use super::context::Context;
use super::descriptions::Description;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::phrase::Phrase;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::phrase_start;
use crate::words::traits::Traits;
use std::ops::Range;
use text::{Span, SpeakerType};

/// How many tokens back a document's fuller description is looked for: some eight
/// paragraphs.
const NAMED_WITHIN: usize = 600;
/// “the second report” is compared with documents before it, a longer description only as
/// a whole.
const REPEATED: usize = 3;

/// The tokens that mean whoever issued the document which a phrase describes: “the
/// Union” in “the report by the Union”.
pub(super) fn issuer(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let Range { start, end: core_end } = phrase.core();
    if !page.is(phrase.head(), Traits::ISSUED) {
        return None;
    }
    let possessive = |&i: &usize| page.is_possessive(i) && !ctx.mentions.inside_name(i);
    if let Some(possessive) = (start + 1..core_end).rev().find(possessive) {
        return Some(start..possessive);
    }
    if page.is(start, Traits::POSSESSIVE) {
        return Some(start..start + 1);
    }
    let first = (core_end..phrase.piece_end).find(|&i| matches!(page.word(i), "by" | "from"))?;
    let restrictive =
        (core_end..first).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen");
    let by = (first..phrase.piece_end).find(|&i| page.word(i) == "by").unwrap_or(first);
    // Not “a paper seen by the Dispatch”.
    let issued = by == core_end || page.is(by - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR);
    (issued && !restrictive).then_some(by + 1..phrase.tokens.end)
}

/// Links a document to its issuer, if that is somebody who issues such documents.
pub(super) fn issued_by(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    issuer: Link,
) -> Option<Link> {
    let page = ctx.page;
    let start = phrase.start();
    let message = page.is(phrase.head(), Traits::MESSAGE);
    let issues = discourse.kind_of(issuer.referent) == SpeakerType::Organization
        || page.is(start, Traits::POSSESSIVE)
        || (message && speaks(discourse, issuer.referent));
    if !issues {
        return None;
    }
    let unsigned = discourse.descriptions.latest_like(page, phrase.core()).filter(|&d| {
        let description = discourse.descriptions.get(d);
        page.is(start, Traits::DEFINITE)
            && description.kind == SpeakerType::Document
            && description.referent.is_none()
    });
    match unsigned {
        // “a report said … The report by the Union said …”
        Some(unsigned) => {
            discourse.descriptions.get_mut(unsigned).referent = Some(issuer.referent);
        }
        None => note_document(ctx, discourse, phrase.piece(), phrase.head(), issuer.referent),
    }
    Some(Link::by_description(issuer.referent, issuer.confidence * confidence::ISSUER))
}

/// A document whose issuer is not named: the same as before, or one with a title, or one
/// described in the article's own words.
pub(super) fn unsigned(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Link {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let known = if phrase.core().len() <= REPEATED && page.is(phrase.start(), Traits::DEFINITE) {
        discourse.descriptions.latest_like(page, phrase.core())
    } else if head.any(Traits::MESSAGE) && is_further(page, phrase.start()) {
        // “another release” is by whoever made the statement before.
        discourse.last_message
    } else {
        None
    };
    if let Some(known) = known {
        let referent = discourse.settled(Referent::Described(known));
        return Link::by_description(referent, confidence::SAME_DESCRIPTION);
    }
    if let Some(&title) = ctx.document_titles.get(&hash(page.word(phrase.head()))) {
        return titled(ctx, discourse, phrase, title);
    }
    if let Some(fuller) = named_before(ctx, phrase) {
        return discourse.describe_tokens(ctx, fuller, SpeakerType::Document, head);
    }
    let end = (phrase.core_end..phrase.piece_end)
        .find(|&i| page.is(i, Traits::RELATIVE | Traits::PRONOUN))
        .unwrap_or(phrase.piece_end);
    discourse.describe_tokens(ctx, phrase.start()..end, SpeakerType::Document, head)
}

/// “the Quellbrook poll” for “the poll”: the tokens of the last description by the same
/// noun that has a name in it.
fn named_before(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    if !phrase.is_short() || phrase.core().len() != 2 || !page.is(phrase.start(), Traits::DEFINITE) {
        return None;
    }
    let noun = page.word(phrase.head());
    let floor = phrase.start().saturating_sub(NAMED_WITHIN);
    (floor..phrase.start()).rev().filter(|&at| page.word(at) == noun).find_map(|at| {
        let begin = phrase_start(page, at)?;
        let first = begin + usize::from(page.is(begin, Traits::DETERMINER));
        let named =
            |i: usize| ctx.mentions.at(i).is_some_and(|m| m.start >= first && m.tokens.1 <= at && !m.quoted);
        // Not “the Tarn poll results”, nor a headline.
        let part = page.is(at + 1, Traits::CLITIC | Traits::NOUN.without(Traits::DOCUMENT));
        let headline = page.sentences.get(page.sentence_of(at)).is_some_and(|s| page.is_headline(s));
        let whole = first > begin || named(first);
        ((first..at).any(named) && !part && !headline && whole).then_some(first..at + 1)
    })
}

/// “the paper”, which the article gives a title elsewhere.
fn titled(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, title: Span) -> Link {
    let page = ctx.page;
    let name = page.plain(title);
    let name = if name.contains('“') { name + "”" } else { name + "\"" };
    let link = discourse.describe(name, SpeakerType::Document, page.traits(phrase.head()), title);
    if let Referent::Described(described) = link.referent {
        discourse.descriptions.get_mut(described).mention = page.extent(phrase.piece());
        discourse.descriptions.note_head(page, phrase.head(), described);
    }
    link
}

/// Whether a referent can be taken for somebody at all.
fn speaks(discourse: &Discourse, referent: Referent) -> bool {
    match referent {
        Referent::Named(_) => true,
        Referent::Described(d) => {
            let description = discourse.descriptions.get(d);
            description.kind != SpeakerType::Document && description.traits.any(Traits::NOUN | Traits::FIRST)
        }
    }
}

/// “another statement”, “a second statement”
fn is_further(page: &Page, start: usize) -> bool {
    let further = ["another", "second", "third", "further", "later", "separate", "subsequent"];
    (start..start + 2).any(|i| further.iter().any(|f| page.word(i).eq_ignore_ascii_case(f)))
}

/// Notes that what somebody said something through speaks for them from now on: “said in
/// a statement … The statement added …”
pub(super) fn note_medium(ctx: &Context, discourse: &mut Discourse, medium: Span, referent: Referent) {
    let page = ctx.page;
    let tokens = page.tokens_in(medium);
    let head = tokens.clone().rev().find(|&i| page.is(i, Traits::WORD));
    if let Some(head) = head.filter(|&head| page.is(head, Traits::ISSUED)) {
        note_document(ctx, discourse, tokens, head, referent);
    }
}

/// Notes a document that speaks for somebody.
fn note_document(
    ctx: &Context,
    discourse: &mut Discourse,
    tokens: Range<usize>,
    head: usize,
    issuer: Referent,
) {
    let page = ctx.page;
    let mention = page.extent(tokens);
    let description = Description {
        name: page.plain(mention),
        kind: SpeakerType::Document,
        traits: page.traits(head),
        mention,
        referent: Some(issuer),
        maker: None,
    };
    let document = discourse.descriptions.add(page, description, head);
    if page.is(head, Traits::MESSAGE) {
        discourse.last_message = Some(document);
    }
}
