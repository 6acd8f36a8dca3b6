//! Documents, and who speaks through them: “the report by the Union”, “her statement”.

use super::confidence;
use super::context::Context;
use super::descriptions::{Description, owned_by};
use super::discourse::Discourse;
use super::document_names::{
    named_after, named_elsewhere, printed_in, published_in, with_full_names, with_name,
};
use super::link::{Link, Referent};
use super::makers::{made_before, made_now};
use super::phrase::{Phrase, is_participle, is_restricted};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::head_noun;
use crate::words::traits::{Traits, Uses};
use std::ops::Range;
use text::{Span, SpeakerType};

/// “released yesterday | by”, “sent out | by”
const BY_WITHIN: usize = 3;
/// “released late last month | by”
const DATED_WITHIN: usize = 6;
/// A lead names a document vaguely in one of so many sentences.
const LEAD: usize = 3;
/// How many tokens after it the same document is named, and how long a vague name is.
const NAMED_AFTER_LEAD: usize = 150;
const VAGUE: usize = 4;
/// “the second report” is compared with documents before it, a longer description only as
/// a whole.
const REPEATED: usize = 3;

/// The tokens that mean whoever issued the document which a phrase describes: “the
/// Union” in “the report by the Union”.
pub(super) fn issuer(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let Range { start, end: core_end } = phrase.core();
    let issued = page.is(phrase.head(), Traits::ISSUED);
    // Not “last week's report”.
    let possessive =
        |&i: &usize| page.is_possessive(i) && !ctx.mentions.inside_name(i) && !is_time(page, i - 1);
    if issued && let Some(possessive) = (start + 1..core_end).rev().find(possessive) {
        return Some(start..possessive);
    }
    if issued && page.is(start, Traits::POSSESSIVE) {
        return Some(start..start + 1);
    }
    if let Some(issuer) = released_by(ctx, phrase) {
        return Some(issuer);
    }
    if let Some(issuer) = after_participle(ctx, phrase) {
        return Some(issuer);
    }
    let first = (core_end..phrase.piece_end).find(|&i| matches!(page.word(i), "by" | "from"))?;
    let by = (first..phrase.piece_end).find(|&i| page.word(i) == "by").unwrap_or(first);
    // “by the Ledger | in early March”
    let name = by + 1 + usize::from(page.is(by + 1, Traits::DEFINITE));
    let end = ctx.mentions.starting_at(name, name + 1).map(|m| m.tokens.1);
    let end = end.filter(|&end| page.is(end, Traits::PREPOSITION) && page.word(end) != "of");
    // Not “a paper seen by the Dispatch”.
    let by_it = by == core_end || page.is(by - 1, Traits::DOCUMENT | Traits::CALENDAR);
    (issued && by_it && !is_restricted(page, core_end..first))
        .then_some(by + 1..end.unwrap_or(phrase.tokens.end))
}

/// “a survey | Osei | released today”
fn released_by(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let name = ctx.mentions.starting_at(phrase.core_end, phrase.piece_end)?;
    ctx.page.is(name.tokens.1, Traits::ISSUING).then_some(phrase.core_end..name.tokens.1)
}

/// “a count kept | by the Bureau”, “a report, published yesterday | by the Ledger”
fn after_participle(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let issuing = |&i: &usize| page.is(i, Traits::ISSUING);
    let in_piece = (phrase.core_end..phrase.piece_end).find(issuing);
    let behind = || Some(phrase.piece_end + 1).filter(|&at| page.is(at - 1, Traits::COMMA)).filter(issuing);
    let participle = in_piece.or_else(behind)?;
    let limit = if participle < phrase.piece_end { phrase.piece_end } else { phrase.tokens.end };
    // “released | late last month | by”
    let when = |i: &usize| is_time(page, *i) || page.is(*i, Traits::PREPOSITION) || is_part_of_time(page, *i);
    let dated =
        (participle + 1..limit.min(participle + DATED_WITHIN)).find(|i| page.word(*i) == "by" || !when(i));
    let dated = dated.filter(|&by| page.word(by) == "by");
    let near = || (participle + 1..limit.min(participle + BY_WITHIN)).find(|&i| page.word(i) == "by");
    let by = dated.or_else(near)?;
    if is_restricted(page, phrase.core_end..participle) {
        return None;
    }
    // Not “by the Bureau | early on Monday”.
    let dated = (by + 2..limit).find(|&i| is_time(page, i)).unwrap_or(limit);
    let name = (by + 1..dated).rev().find(|&i| !page.is(i, Traits::SMALL) && !is_part_of_time(page, i))?;
    Some(by + 1..name + 1)
}

/// “early”, “late”, “last” month
fn is_part_of_time(page: &Page, at: usize) -> bool {
    matches!(page.word(at), "early" | "earlier" | "late" | "last" | "this") || page.is(at, Traits::NUMBER)
}

/// “Monday”, “last | week”
fn is_time(page: &Page, at: usize) -> bool {
    page.is(at, Traits::CALENDAR)
        || matches!(page.word(at), "week" | "month" | "year" | "yesterday" | "today" | "tomorrow")
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
    let named = matches!(issuer.referent, Referent::Named(_));
    let issues = discourse.kind_of(issuer.referent) == SpeakerType::Organization
        || page.is(start, Traits::POSSESSIVE)
        || named
            && (page.is(phrase.head(), Traits::MESSAGE)
                || released_by(ctx, phrase).is_some()
                || after_participle(ctx, phrase).is_some());
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

/// Whether a word has its capital only at the start of a sentence: not “Friday”, not “CCTV”.
fn is_small(page: &Page, at: usize) -> bool {
    page.is(at, Traits::SMALL | Traits::DOCUMENT) && !page.is(at, Traits::CALENDAR | Traits::ACRONYM)
}

/// Words with a small letter, unless the token with which they begin is a name.
fn small(ctx: &Context, first: usize, words: String) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(letter) if is_small(ctx.page, first) => letter.to_lowercase().chain(chars).collect(),
        _ => words,
    }
}

/// A document whose issuer is not named: the same as before, or one with a title, or one
/// described in the article's own words.
pub(super) fn unsigned(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Link {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let noun = page.word(phrase.head());
    let known = if phrase.core().len() <= REPEATED && page.is(phrase.start(), Traits::DEFINITE) {
        discourse.descriptions.latest_like(page, phrase.core())
    } else if head.any(Traits::MESSAGE) && is_further(page, phrase.start()) {
        // “another release” is by whoever made the statement before.
        discourse.last_message
    } else {
        None
    };
    let title = ctx.document_titles.get(&hash(noun)).copied();
    let bare = is_bare(ctx, phrase);
    // “the playbook”, of “the company's sales playbooks”
    let nouns = [hash(noun), hash(&lexicon::plural(noun))];
    let by_noun = |at: usize| nouns.contains(&page.identity(at));
    let fuller = if title.is_some() {
        None
    } else if bare {
        named_elsewhere(ctx, phrase, by_noun)
    } else if is_vague(ctx, phrase) {
        named_after(ctx, phrase, NAMED_AFTER_LEAD, by_noun)
    } else {
        None
    };
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
    let unnamed = ctx.mentions.within(phrase.piece()).iter().all(|m| discourse.entity(m.entity).is_place());
    let made = || made_now(ctx, discourse, phrase).filter(|_| unnamed);
    let made = made().or_else(|| made_before(ctx, discourse, phrase, by_noun).filter(|_| bare));
    let (fuller, made) = if bare && fuller.is_none() && made.is_none() {
        if let Some(known) = called_otherwise(ctx, discourse, phrase) {
            return Link::by_description(known, confidence::SAME_DESCRIPTION);
        }
        let kind = page.words.document(hash(noun));
        let by_another = |at: usize| page.words.document(page.identity(at)) == kind;
        (named_elsewhere(ctx, phrase, by_another), made_before(ctx, discourse, phrase, by_another))
    } else {
        (fuller, made)
    };
    if let Some(fuller) = fuller {
        let name = with_full_names(ctx, discourse, fuller.clone());
        return describe(ctx, discourse, name, fuller, phrase.head());
    }
    if let Some((maker, noun)) = made {
        let name = made_by(page, noun, &discourse.name_after_by(page, maker));
        let link = describe(ctx, discourse, name, phrase.piece(), phrase.head());
        if let Referent::Described(own) = link.referent {
            discourse.descriptions.get_mut(own).maker = Some(maker);
        }
        return link;
    }
    in_own_words(ctx, discourse, phrase)
}

/// A document described in the article's own words, as far as they say which it is.
fn in_own_words(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Link {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    if let Some((outlet, end)) = printed_in(ctx, phrase) {
        let name = page.plain(page.extent(outlet.clone()));
        let words = page.plain(page.extent(phrase.core()));
        let name = format!("{} {name}", small(ctx, phrase.start(), words));
        return describe(ctx, discourse, name, phrase.start()..end, phrase.head());
    }
    // “the Tarn poll conducted in June” is the Tarn poll.
    let named = !ctx.mentions.within(phrase.core()).is_empty();
    // “a lawsuit | seeking damages”, but not “book publishing giant …”
    let determined = page.is(phrase.start(), Traits::DETERMINER);
    let about = |i: usize| {
        is_seen(page, i) || determined && page.word(i).ends_with("ing") || named && is_participle(page, i)
    };
    // “an e-mail | this week”, “a poll | Monday”
    let dated = |i: usize| is_time(page, i) || page.is(i, Traits::DEFINITE) && is_time(page, i + 1);
    let ends = |i: usize| {
        page.is(i, Traits::RELATIVE | Traits::PRONOUN) || i == phrase.core_end && (about(i) || dated(i))
    };
    let end = (phrase.core_end..phrase.piece_end).find(|&i| ends(i)).unwrap_or(phrase.piece_end);
    // “an analysis by the Ledger | in early March”
    let issuer = issuer(ctx, phrase).map(|issuer| issuer.end).filter(|&by| by > phrase.core_end);
    let end = end.min(issuer.unwrap_or(end));
    let tokens = phrase.start()..published_in(ctx, end).unwrap_or(end);
    if named {
        let tokens = with_name(ctx, phrase.head()).unwrap_or(tokens);
        let name = with_full_names(ctx, discourse, tokens.clone());
        return describe(ctx, discourse, small(ctx, tokens.start, name), tokens, phrase.head());
    }
    discourse.describe_tokens(ctx, tokens, SpeakerType::Document, head)
}

/// “the survey” for the poll, “the results” of one, “the document” for the last one.
fn called_otherwise(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Referent> {
    let page = ctx.page;
    let uses = page.uses(phrase.head());
    let kind = page.words.document(page.identity(phrase.head()));
    let shown = ["poll", "study"].map(|noun| page.words.document(hash(noun)));
    let means = |theirs: u64| {
        uses.contains(Uses::ANY_DOCUMENT)
            || theirs == kind
            || uses.contains(Uses::RESULT) && shown.contains(&theirs)
    };
    let start = page.span(phrase.start()).start;
    let known = discourse.descriptions.latest(|known| {
        let mention = page.tokens_in(known.mention);
        known.kind == SpeakerType::Document
            && known.mention.end <= start
            && !mention.is_empty()
            && means(page.words.document(page.identity(head_noun(page, &mention))))
    })?;
    Some(discourse.settled(Referent::Described(known)))
}

/// “a new study”, in the first sentences: the article names it later.
fn is_vague(ctx: &Context, phrase: &Phrase) -> bool {
    let page = ctx.page;
    page.is(phrase.start(), Traits::INDEFINITE)
        && !page.is(phrase.head(), Traits::MESSAGE | Traits::PLURAL)
        && phrase.core().len() <= VAGUE
        && page.sentence_of(phrase.start()) < LEAD
        && ctx.mentions.within(phrase.piece()).is_empty()
}

/// “the letter”, and “the 14-page letter”, “the new letter” or “Friday's letter”, which say
/// no more.
pub(super) fn is_bare(ctx: &Context, phrase: &Phrase) -> bool {
    let page = ctx.page;
    let number = |i: usize| {
        page.is(i, Traits::NUMBER | Traits::MARK | Traits::REPEATS)
            || is_time(page, i)
            || page.is_possessive(i) && is_time(page, i - 1)
            || page.word(i).contains('-')
    };
    phrase.is_short()
        && (page.is(phrase.start(), Traits::DEFINITE) || is_time(page, phrase.start()))
        && (phrase.start() + 1..phrase.head()).all(number)
}

/// “letter by Ines Vidal”
fn made_by(page: &Page, noun: usize, maker: &str) -> String {
    format!("{} by {maker}", page.word(noun))
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
