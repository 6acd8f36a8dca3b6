//! The one pass over an article that finds everybody in it.

use super::identity::enter;
use super::leading::without_leading;
use super::mentions::{Mention, Mentions};
use super::names::find;
use super::offices;
use super::registry::People;
use super::surroundings::{self, Naming};
use crate::words::page::Page;
use crate::words::phrases::{in_title_case, is_after_preposition, opens_clause};
use crate::words::traits::Traits;
use rustc_hash::FxHashSet;
use std::ops::Range;
use text::Span;

/// Reads the whole article. `quotes` are the contents of direct quotations, sorted, `lone` the
/// single words that name people, as [`hash`](crate::words::keys::hash) makes them.
pub(crate) fn read(page: &Page, quotes: &[Span], lone: &FxHashSet<u64>) -> (People, Mentions) {
    let mut people = People::default();
    let mut mentions = Mentions::default();
    let mut names = Vec::new();
    let mut quote = 0;
    let mut quoted_until = 0;
    for (index, sentence) in page.sentences.iter().enumerate() {
        let headline = page.is_headline(sentence);
        if headline && in_title_case(page, sentence.tokens.clone()) {
            continue;
        }
        names.clear();
        find(page, sentence.tokens.clone(), &mut names);
        // No name of this sentence has been its subject yet.
        let mut first = true;
        for at in 0..names.len() {
            let name = &without_leading(&people, page, names[at].clone()).known_lone(page, lone);
            let titled = &name.titled;
            let start = page.span(titled.start).start;
            while quotes.get(quote).is_some_and(|q| q.start <= start) {
                quoted_until = quoted_until.max(quotes[quote].end);
                quote += 1;
            }
            // A line that is nothing but a name signs a text or a picture.
            let line = *titled == sentence.tokens;
            // And a name in quotation marks of its own is a title: “Fog Signals”.
            let title =
                page.is(titled.start.wrapping_sub(1), Traits::QUOTE) && page.is(titled.end, Traits::QUOTE);
            let quoted = line || title || is_credit(page, &name.tokens) || start < quoted_until;
            let Some(entity) = enter(&mut people, page, name, headline) else { continue };
            let floor = sentence.tokens.start;
            // “including from Ama Osei, who …” and then “She …”
            let who = page.is(name.tokens.end, Traits::COMMA)
                && page.word(name.tokens.end + 1) == "who"
                && !people.entities[entity].is_place();
            let oblique = !who
                && (page.is_possessive(name.tokens.end)
                    || (titled.start > floor
                        && is_after_preposition(page, titled.start..name.tokens.end, floor)));
            let last = mentions.push(Mention {
                tokens: (name.tokens.start, name.tokens.end),
                start: titled.start,
                sentence: index,
                entity,
                subject: first
                    && !oblique
                    && !quoted
                    && opens_clause(page, titled.start..name.tokens.end, floor),
                oblique,
                quoted,
            });
            first &= quoted || oblique;
            let own = &mut people.entities[entity];
            own.mentions += 1;
            own.definite |= name.tokens.len() > 1 && page.is(titled.start.wrapping_sub(1), Traits::DEFINITE);
            (own.last, own.last_sentence) = (last, index);
            let next_name = names.get(at + 1).map_or(sentence.tokens.end, |n| n.titled.start);
            let naming = Naming { page, name, entity, sentence: sentence.tokens.clone(), next_name };
            surroundings::read(&mut people, &naming);
        }
    }
    offices::add(&mut people, page, page.day);
    (people, mentions)
}

/// Whether a name says who took a picture: “Ana Cole/AFP”, “Photo: Ana Cole”.
fn is_credit(page: &Page, name: &Range<usize>) -> bool {
    let before = page.word(name.start.wrapping_sub(1));
    let by = matches!(before, ":" | "by")
        && ["photo", "photos", "photograph", "picture", "pictures", "image", "credit"]
            .iter()
            .any(|what| page.word(name.start.wrapping_sub(2)).eq_ignore_ascii_case(what));
    let agency = before == "/" && page.is(name.start.wrapping_sub(2), Traits::CAPITAL);
    let slash = page.word(name.end) == "/" && page.is(name.end + 1, Traits::CAPITAL)
        || name.clone().any(|i| page.word(i).contains('/'));
    by || agency || slash
}
