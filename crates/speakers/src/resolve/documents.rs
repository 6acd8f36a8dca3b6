//! Documents, and who speaks through them: “the report by the Union”, “her statement”.

use super::confidence;
use super::context::Context;
use super::descriptions::{Description, owned_by};
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::makers::{made_before, made_now};
use super::phrase::{Phrase, is_participle};
use crate::people::mentions::Mention;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::phrase_start;
use crate::words::traits::{Traits, Uses};
use std::ops::Range;
use text::{Span, SpeakerType};

/// How many tokens back a document's fuller description is looked for: some eight
/// paragraphs.
const NAMED_WITHIN: usize = 600;
/// How many tokens of titles a name may have before it, after “by”.
const NAME_WITHIN: usize = 4;
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
    // Not “last week's report”.
    let time = |i: usize| page.is(i, Traits::CALENDAR) || matches!(page.word(i), "week" | "month" | "year");
    let possessive = |&i: &usize| page.is_possessive(i) && !ctx.mentions.inside_name(i) && !time(i - 1);
    if let Some(possessive) = (start + 1..core_end).rev().find(possessive) {
        return Some(start..possessive);
    }
    if page.is(start, Traits::POSSESSIVE) {
        return Some(start..start + 1);
    }
    // “The report, released by the Ledger”
    let released = phrase.piece_end + 1;
    if page.is(phrase.piece_end, Traits::COMMA)
        && page.is(released, Traits::ISSUING)
        && page.word(released + 1) == "by"
    {
        let name = released + 2 + usize::from(page.is(released + 2, Traits::DEFINITE));
        let issuer = ctx.mentions.starting_at(name, phrase.tokens.end);
        return issuer.map(|issuer| released + 2..issuer.tokens.1);
    }
    let first = (core_end..phrase.piece_end).find(|&i| matches!(page.word(i), "by" | "from"))?;
    let restrictive =
        (core_end..first).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen");
    let by = (first..phrase.piece_end).find(|&i| page.word(i) == "by").unwrap_or(first);
    // Not “a paper seen by the Dispatch”.
    let issued = by == core_end || page.is(by - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR);
    (issued && !restrictive).then_some(by + 1..phrase.tokens.end)
}

/// A document whose issuer the phrase names: “Monaco's letter”, “a report by the Union”.
pub(super) fn issued(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    issuer: Link,
) -> Option<Link> {
    let page = ctx.page;
    let (start, core) = (phrase.start(), phrase.core());
    // “a paper by Ana Cole and others” says itself whose it is.
    let issues = discourse.kind_of(issuer.referent) == SpeakerType::Organization
        || page.is(start, Traits::POSSESSIVE)
        || page.is(phrase.head(), Traits::MESSAGE) && matches!(issuer.referent, Referent::Named(_));
    if !issues {
        return None;
    }
    let maker = discourse.maker_of(issuer.referent);
    let possessive =
        (start + 1..core.end).rev().find(|&i| page.is_possessive(i) && !ctx.mentions.inside_name(i));
    let own = possessive.map(|i| i + 1).or_else(|| page.is(start, Traits::POSSESSIVE).then_some(start + 1));
    let name = match own {
        Some(own) => owned_by(&discourse.name_of(page, maker), &page.plain(page.extent(own..core.end))),
        None => {
            let first = (core.end..phrase.piece_end).find(|&i| matches!(page.word(i), "by" | "from"));
            let words = page.plain(page.extent(core.clone()));
            let by = first.map_or("by", |i| page.word(i));
            format!("{} {by} {}", small(ctx, core.start, words), discourse.name_after_by(page, maker))
        }
    };
    let earlier = discourse.descriptions.latest_like(page, core.clone()).filter(|&d| {
        let description = discourse.descriptions.get(d);
        page.is(start, Traits::DEFINITE)
            && description.kind == SpeakerType::Document
            && description.referent.is_none()
    });
    let link = describe(ctx, discourse, name, phrase.piece(), phrase.head());
    if let Referent::Described(own) = link.referent {
        discourse.descriptions.get_mut(own).maker = Some(maker);
        // “a report said … The report by the Union said …”
        if let Some(earlier) = earlier.filter(|&earlier| earlier != own) {
            discourse.descriptions.get_mut(earlier).referent = Some(link.referent);
        }
    }
    Some(Link { confidence: issuer.confidence * confidence::ISSUER, ..link })
}

/// Describes a document that some tokens with this noun mention.
fn describe(
    ctx: &Context,
    discourse: &mut Discourse,
    name: String,
    tokens: Range<usize>,
    head: usize,
) -> Link {
    let page = ctx.page;
    let traits = page.traits(head);
    let link = discourse.describe(name, SpeakerType::Document, traits, page.extent(tokens));
    if let Referent::Described(described) = link.referent {
        discourse.descriptions.note_head(page, head, described);
        if traits.any(Traits::MESSAGE) {
            discourse.last_message = Some(described);
        }
    }
    link
}

/// Words with a small letter, unless the token with which they begin is a name.
fn small(ctx: &Context, first: usize, words: String) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(letter) if ctx.page.is(first, Traits::SMALL) => letter.to_lowercase().chain(chars).collect(),
        _ => words,
    }
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
    let title = ctx.document_titles.get(&hash(page.word(phrase.head()))).copied();
    let bare = is_bare(ctx, phrase);
    let fuller = if bare && title.is_none() { named_elsewhere(ctx, phrase) } else { None };
    // “a new study”, which says too little to be kept where a fuller description follows.
    let says_little = |d: usize| {
        let mention = page.tokens_in(discourse.descriptions.get(d).mention);
        mention.len() <= REPEATED && ctx.mentions.within(mention).is_empty()
    };
    if let Some(known) = known.filter(|&d| fuller.is_none() || !says_little(d)) {
        let referent = discourse.settled(Referent::Described(known));
        return Link::by_description(referent, confidence::SAME_DESCRIPTION);
    }
    if let Some(title) = title {
        return titled(ctx, discourse, phrase, title);
    }
    if let Some(fuller) = fuller {
        let name = with_full_names(ctx, discourse, fuller.clone());
        return describe(ctx, discourse, name, fuller, phrase.head());
    }
    let unnamed = ctx.mentions.within(phrase.piece()).is_empty();
    let made = made_now(ctx, discourse, phrase).filter(|_| unnamed);
    if let Some(maker) = made.or_else(|| if bare { made_before(ctx, discourse, phrase) } else { None }) {
        let name = made_by(page, phrase.head(), &discourse.name_after_by(page, maker));
        let link = describe(ctx, discourse, name, phrase.piece(), phrase.head());
        if let Referent::Described(own) = link.referent {
            discourse.descriptions.get_mut(own).maker = Some(maker);
        }
        return link;
    }
    // “the Tarn poll conducted in June” is the Tarn poll.
    let named = !ctx.mentions.within(phrase.core()).is_empty();
    let end = (phrase.core_end..phrase.piece_end)
        .find(|&i| {
            page.is(i, Traits::RELATIVE | Traits::PRONOUN)
                || i == phrase.core_end && (is_seen(page, i) || named && is_participle(page, i))
        })
        .unwrap_or(phrase.piece_end);
    let tokens = phrase.start()..published_in(ctx, end).unwrap_or(end);
    if named {
        let name = with_full_names(ctx, discourse, tokens.clone());
        return describe(ctx, discourse, small(ctx, tokens.start, name), tokens, phrase.head());
    }
    discourse.describe_tokens(ctx, tokens, SpeakerType::Document, head)
}

/// “a study | published in the Merle Journal of Diets”: the end of the name of the journal.
fn published_in(ctx: &Context, at: usize) -> Option<usize> {
    let page = ctx.page;
    let name = at + 2 + usize::from(page.is(at + 2, Traits::DEFINITE));
    let published = page.word(at) == "published" && page.word(at + 1) == "in";
    let journal = ctx.mentions.starting_at(name, name + 1)?;
    (published && !page.is_place(journal.tokens.0)).then_some(journal.tokens.1)
}

/// “the letter”, and “the 14-page letter” or “the new letter”, which say no more.
fn is_bare(ctx: &Context, phrase: &Phrase) -> bool {
    let page = ctx.page;
    let number = |i: usize| {
        page.is(i, Traits::NUMBER | Traits::CALENDAR | Traits::MARK | Traits::REPEATS)
            || page.word(i).contains('-')
    };
    phrase.is_short()
        && page.is(phrase.start(), Traits::DEFINITE)
        && (phrase.start() + 1..phrase.head()).all(number)
}

/// “letter by Ines Vidal”
fn made_by(page: &Page, noun: usize, maker: &str) -> String {
    format!("{} by {maker}", page.word(noun))
}

/// “the Quellbrook poll”, “a poll by the Quellbrook Institute” for “the poll”: the tokens of
/// the last description by the same noun that has a name in it, or of the next.
fn named_elsewhere(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let noun = page.word(phrase.head());
    let floor = phrase.start().saturating_sub(NAMED_WITHIN);
    let same = |at: &usize| page.word(*at) == noun;
    let before = (floor..phrase.start()).rev().filter(same).find_map(|at| with_name(ctx, at));
    before.or_else(|| {
        let after = phrase.tokens.end..phrase.tokens.end + NAMED_WITHIN;
        after.filter(same).find_map(|at| with_name(ctx, at))
    })
}

/// Some tokens, with the full names of the bodies in them.
fn with_full_names(ctx: &Context, discourse: &Discourse, tokens: Range<usize>) -> String {
    let page = ctx.page;
    let body = |m: &&Mention| !discourse.entity(m.entity).is_person() && m.tokens.1 <= tokens.end;
    let Some(body) = ctx.mentions.within(tokens.clone()).iter().find(body) else {
        return page.plain(page.extent(tokens));
    };
    let mut words = Vec::new();
    if tokens.start < body.tokens.0 {
        words.push(page.plain(page.extent(tokens.start..body.tokens.0)));
    }
    words.push(discourse.name_of(page, Referent::Named(body.entity)));
    if body.tokens.1 < tokens.end {
        words.push(page.plain(page.extent(body.tokens.1..tokens.end)));
    }
    words.join(" ").replace(" 's", "'s").replace(" ’s", "’s")
}

/// The tokens of the description with the noun at a token, if it has a name in it.
fn with_name(ctx: &Context, at: usize) -> Option<Range<usize>> {
    let page = ctx.page;
    let begin = phrase_start(page, at)?;
    let first = begin + usize::from(page.is(begin, Traits::DETERMINER));
    let named =
        |i: usize| ctx.mentions.at(i).is_some_and(|m| m.start >= first && m.tokens.1 <= at && !m.quoted);
    // Not “the Tarn poll results”, nor a headline.
    let part = page.is(at + 1, Traits::CLITIC | Traits::NOUN.without(Traits::DOCUMENT));
    let headline = page.sentences.get(page.sentence_of(at)).is_some_and(|s| page.is_headline(s));
    let whole = first > begin || named(first);
    if part || headline {
        return None;
    }
    if (first..at).any(named) && whole {
        return Some(first..at + 1);
    }
    // “a poll by the Quellbrook Institute”, “a lawsuit filed by Ines Vidal”
    let issuing = usize::from(page.is(at + 1, Traits::ISSUING));
    let by = at + 1 + issuing;
    if !(page.word(by) == "by" || issuing == 0 && page.word(by) == "from") {
        return None;
    }
    let name = by + 1 + usize::from(page.is(by + 1, Traits::DEFINITE));
    let mention = ctx.mentions.starting_at(name, name + NAME_WITHIN)?;
    Some(first..mention.tokens.1)
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

/// “a memo | seen by the Ledger”, “an audit | released Monday”
fn is_seen(page: &Page, at: usize) -> bool {
    page.uses(at).contains(Uses::SEEN) && !(page.is(at, Traits::ISSUING) && page.word(at + 1) == "by")
}

/// “another statement”, “a second statement”
fn is_further(page: &Page, start: usize) -> bool {
    (start..start + 2).any(|i| page.uses(i).contains(Uses::FURTHER))
}

/// Notes that what somebody said something through speaks for them from now on: “said in
/// a statement … The statement added …”
pub(super) fn note_medium(ctx: &Context, discourse: &mut Discourse, medium: Span, referent: Referent) {
    let page = ctx.page;
    let tokens = page.tokens_in(medium);
    let head = tokens.clone().rev().find(|&i| page.is(i, Traits::WORD));
    // “the report says in its summary”: a report issues nothing.
    if discourse.kind_of(referent) == SpeakerType::Document {
        return;
    }
    if let Some(head) = head.filter(|&head| page.is(head, Traits::ISSUED)) {
        note_document(ctx, discourse, tokens, head, referent);
    }
}

/// Notes a document that somebody issues.
fn note_document(
    ctx: &Context,
    discourse: &mut Discourse,
    tokens: Range<usize>,
    head: usize,
    issuer: Referent,
) {
    let page = ctx.page;
    let description = Description {
        name: made_by(page, head, &discourse.name_after_by(page, issuer)),
        kind: SpeakerType::Document,
        traits: page.traits(head),
        mention: page.extent(tokens),
        referent: None,
        maker: Some(issuer),
    };
    let document = discourse.descriptions.add(page, description, head);
    if page.is(head, Traits::MESSAGE) {
        discourse.last_message = Some(document);
    }
}
