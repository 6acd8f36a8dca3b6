//! Who is known by a description: “a police spokesman”, “her doctor”.

use super::context::Context;
use super::link::Referent;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::{head_noun, opens_sentence};
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{Span, SpeakerType};

/// How many descriptions by one noun are compared with another by it, the latest first:
/// enough for the witnesses of one story.
const COMPARED: usize = 8;

/// How many descriptions by any noun are looked at: those of a long article, so that a text of
/// nothing but descriptions stays linear.
const LATEST: usize = 100;

/// Somebody known only by a description.
#[derive(Clone, Debug)]
pub(super) struct Description {
    /// As the output has it: “a police spokesman”, “Ines Vidal's doctor”.
    pub(super) name: String,
    pub(super) kind: SpeakerType,
    /// Of the noun at its head.
    pub(super) traits: Traits,
    /// Where the article describes them.
    pub(super) mention: Span,
    /// Whom it turned out to mean.
    pub(super) referent: Option<Referent>,
    /// Who made it, if it is a document.
    pub(super) maker: Option<Referent>,
}

/// All descriptions used so far, each once.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    list: Vec<Description>,
    /// By their names in small letters, without an article.
    by_text: FxHashMap<String, usize>,
    /// By the noun at their heads, the latest last.
    by_head: FxHashMap<u64, Vec<usize>>,
}

impl Descriptions {
    /// A description, by its index.
    pub(super) fn get(&self, described: usize) -> &Description {
        &self.list[described]
    }

    /// A description, by its index.
    pub(super) fn get_mut(&mut self, described: usize) -> &mut Description {
        &mut self.list[described]
    }

    /// The index of somebody described by a name, who may be known by it already.
    pub(super) fn describe(
        &mut self,
        name: String,
        kind: SpeakerType,
        traits: Traits,
        mention: Span,
    ) -> usize {
        let key = name.to_lowercase();
        let key = ["the ", "a ", "an "].iter().find_map(|article| key.strip_prefix(article)).unwrap_or(&key);
        if let Some(&known) = self.by_text.get(key) {
            return known;
        }
        self.by_text.insert(key.to_owned(), self.list.len());
        self.push(Description { name, kind, traits, mention, referent: None, maker: None })
    }

    /// The index of somebody described in the article's own words, by some tokens; there
    /// must be at least one.
    pub(super) fn describe_tokens(
        &mut self,
        ctx: &Context,
        tokens: Range<usize>,
        kind: SpeakerType,
        traits: Traits,
    ) -> usize {
        let page = ctx.page;
        let tokens = tokens.start..end_of_words(page, &tokens);
        let span = page.extent(tokens.clone());
        let mut name = page.plain(span);
        let first = page.traits(tokens.start);
        if first.any(Traits::CAPITAL)
            && (!is_proper(ctx, &tokens) || first.any(Traits::SMALL.without(Traits::CALENDAR)))
        {
            let mut chars = name.chars();
            if let Some(first) = chars.next() {
                name = first.to_lowercase().chain(chars).collect();
            }
        }
        let described = self.describe(name, kind, traits, span);
        self.note_head(page, head_noun(page, &tokens), described);
        described
    }

    /// The index of somebody described by some tokens, whose kind follows from the noun
    /// `head`.
    pub(super) fn describe_noun(&mut self, ctx: &Context, tokens: Range<usize>, head: usize) -> usize {
        let traits = ctx.page.traits(head);
        self.describe_tokens(ctx, tokens, kind_of_noun(traits), traits)
    }

    /// Adds a description that is found by its noun alone.
    pub(super) fn add(&mut self, page: &Page, description: Description, head: usize) -> usize {
        let described = self.push(description);
        self.note_head(page, head, described);
        described
    }

    fn push(&mut self, description: Description) -> usize {
        self.list.push(description);
        self.list.len() - 1
    }

    /// Makes somebody described findable by the noun at a token.
    pub(super) fn note_head(&mut self, page: &Page, head: usize, described: usize) {
        let known = self.by_head.entry(hash(page.word(head))).or_default();
        if known.last() != Some(&described) {
            known.push(described);
        }
    }

    /// Who of the latest was last described so that something holds.
    pub(super) fn latest(&self, holds: impl Fn(&Description) -> bool) -> Option<usize> {
        let first = self.list.len().saturating_sub(LATEST);
        self.list[first..].iter().rposition(holds).map(|at| first + at)
    }

    /// Who was last described by the same noun, and by no other words than these.
    pub(super) fn latest_like(&self, page: &Page, phrase: Range<usize>) -> Option<usize> {
        let noun = hash(page.word(head_noun(page, &phrase)));
        let known = self.by_head.get(&noun)?;
        let start = page.span(phrase.start).start;
        let modifiers = |tokens: Range<usize>| {
            let informative = |i: &usize| page.is(*i, Traits::WORD) && !page.is(*i, Traits::SMALL);
            tokens.filter(informative).map(|i| hash(page.word(i))).filter(move |&w| w != noun)
        };
        known.iter().rev().take(COMPARED).copied().find(|&described| {
            let mention = self.list[described].mention;
            // “the Agrarian candidate” is not “the Unionist candidate”.
            let theirs: Vec<u64> = modifiers(page.tokens_in(mention)).collect();
            let fits = theirs.is_empty() || modifiers(phrase.clone()).all(|w| theirs.contains(&w));
            mention.end <= start && fits
        })
    }
}

/// The end of a description without words that only open what follows: “a growers' poll | this”,
/// “a resident | who”, “a poll | in which”; but “some of those”, “a source close to her”.
fn end_of_words(page: &Page, tokens: &Range<usize>) -> usize {
    let opens = |&at: &usize| {
        page.is(at, Traits::DEFINITE | Traits::POSSESSIVE | Traits::RELATIVE | Traits::CONJUNCTION)
            && !page.is(at, Traits::CAPITAL | Traits::NOUN)
    };
    let opening = (tokens.start + 1..tokens.end).rev().take_while(opens).count();
    let end = tokens.end - opening;
    if end - 1 == tokens.start || !page.is(end - 1, Traits::PREPOSITION) {
        return end;
    }
    let stands_alone = page.is(end, Traits::POSSESSIVE | Traits::PRONOUN)
        || page.is(end, Traits::RELATIVE) && page.word(end - 1) == "of"
        || matches!(page.word(end), "those" | "these");
    match opening {
        0 if page.is(end, Traits::RELATIVE) => end - 1,
        0 => end,
        _ if stands_alone => end + 1,
        _ => end - 1,
    }
}

/// Whether a description would have its capital anywhere: it opens with a name, or does
/// not open its sentence.
fn is_proper(ctx: &Context, tokens: &Range<usize>) -> bool {
    let page = ctx.page;
    let first = page.traits(tokens.start);
    let named = ctx.mentions.at(tokens.start).is_some() || first.any(Traits::ACRONYM | Traits::CALENDAR);
    let capitalised = tokens.clone().all(|i| page.is(i, Traits::CAPITAL | Traits::CONJUNCTION));
    named
        || page.is_place(tokens.start)
        || capitalised && tokens.len() > 1
        || first.any(Traits::DEMONYM)
        || tokens.len() == 1 && page.is_written_as_name(page.word(tokens.start))
        || !opens_sentence(page, tokens.start)
}

/// What a description describes, by the noun at its head.
pub(super) fn kind_of_noun(head: Traits) -> SpeakerType {
    if head.any(Traits::DOCUMENT) {
        SpeakerType::Document
    } else if head.any(Traits::FORCE) {
        SpeakerType::Organization
    } else if head.any(Traits::GROUP) && !head.any(Traits::OFFICIALS) {
        SpeakerType::Group
    } else if head.any(Traits::ROLE | Traits::KIN | Traits::OFFICIALS) {
        SpeakerType::Unnamed
    } else if head.any(Traits::BODY | Traits::NAMES_BODY) {
        SpeakerType::Organization
    } else {
        SpeakerType::Unnamed
    }
}

/// “Ines Vidal's doctor”, “Low Tide Films' statement”.
pub(super) fn owned_by(owner: &str, what: &str) -> String {
    let s = if owner.ends_with('s') { "" } else { "s" };
    format!("{owner}'{s} {what}")
}
