//! From each source to whom it means, in the order of the text.

mod definite;
mod described;
mod dialogue;
mod documents;
mod named;
mod outcome;
mod pronouns;
mod together;

use crate::people::mentions::Mentions;
use crate::people::registry::People;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{Attribution, ResolvedBy, Span, SpeakerType, Speakers};

/// Whom a source means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Target {
    /// Somebody named, in `People::entities`.
    Named(usize),
    /// Somebody without a name, in `Resolving::described`.
    Described(usize),
}

/// Somebody known by a description only.
#[derive(Clone, Debug)]
struct Described {
    name: String,
    kind: SpeakerType,
    traits: Traits,
    mention: Span,
    /// Who it turned out to be.
    is: Option<Target>,
}

/// What was found out about one source.
#[derive(Clone, Copy, Debug)]
struct Found {
    target: Target,
    by: ResolvedBy,
    confidence: f32,
}

impl Found {
    fn new(target: Target, by: ResolvedBy, confidence: f32) -> Option<Self> {
        Some(Self { target, by, confidence })
    }
}

/// A source that has been resolved, for the pronouns after it.
#[derive(Clone, Copy, Debug)]
struct Said {
    token: usize,
    sentence: usize,
    target: Target,
}

struct Resolving<'a> {
    page: &'a Page<'a>,
    people: People,
    mentions: Mentions,
    found: &'a [Attribution],
    results: Vec<Option<Found>>,
    /// The attribution in whose content each one's source stands.
    outer: Vec<Option<usize>>,
    /// Resolved sources in order of the text, those inside contents apart.
    said: Vec<Said>,
    said_inside: Vec<Said>,
    described: Vec<Described>,
    by_text: FxHashMap<String, usize>,
    /// Who talks in the transcript, once there is one.
    interview: Option<dialogue::Interview>,
    /// The last message that speaks for somebody, as an index of `described`.
    last_message: Option<usize>,
    /// Documents' titles by their nouns.
    titles: FxHashMap<u64, Span>,
    /// Descriptions by the noun at their head, latest last.
    by_head: FxHashMap<u64, Vec<usize>>,
    /// For each sentence, how many before it are not wholly quoted.
    told: Vec<u32>,
}

/// Mentions further back are not searched for whom a pronoun or description means.
const MENTIONS: usize = 60;

/// Resolves all sources of an article.
pub(crate) fn resolve(page: &Page, found: &[Attribution]) -> Speakers {
    let mut quotes: Vec<Span> = found
        .iter()
        .filter(|a| a.kind == text::Kind::Direct)
        .flat_map(|a| a.content.iter().copied())
        .collect();
    quotes.sort_unstable();
    let (people, mentions) = crate::people::reading::read(page, &quotes);
    let mut resolving = Resolving {
        page,
        people,
        mentions,
        found,
        results: vec![None; found.len()],
        outer: outer(found),
        said: Vec::with_capacity(found.len()),
        said_inside: Vec::new(),
        described: Vec::new(),
        by_text: FxHashMap::default(),
        interview: None,
        last_message: None,
        titles: documents::titles(page),
        by_head: FxHashMap::default(),
        told: told(page, &quotes),
    };
    resolving.run();
    resolving.speakers()
}

/// Where an attribution's source stands, or its content if it has none.
fn place(attribution: &Attribution) -> usize {
    match attribution.source.first() {
        Some(source) if !attribution.continues => source.start,
        _ => attribution.content.first().map_or(0, |c| c.start),
    }
}

/// For each attribution, the innermost other one in whose content it stands.
fn outer(found: &[Attribution]) -> Vec<Option<usize>> {
    let mut contents: Vec<(usize, std::cmp::Reverse<usize>, usize)> = found
        .iter()
        .enumerate()
        .flat_map(|(i, a)| a.content.iter().map(move |c| (c.start, std::cmp::Reverse(c.end), i)))
        .collect();
    contents.sort_unstable();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| place(&found[i]));
    let mut outer = vec![None; found.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    for i in order {
        let at = place(&found[i]);
        while next < contents.len() && contents[next].0 <= at {
            let (start, std::cmp::Reverse(end), owner) = contents[next];
            open.retain(|&(e, _)| e > start);
            // Contents do not lie in each other this deep, except in nonsense.
            if open.len() == 64 {
                open.remove(0);
            }
            open.push((end, owner));
            next += 1;
        }
        open.retain(|&(e, _)| e > at);
        let own = found[i].content.first().copied().unwrap_or_default();
        outer[i] = open.iter().rev().map(|&(_, owner)| owner).find(|&owner| {
            owner != i && found[owner].content.iter().any(|c| c.contains(own) && c.len() > own.len())
        });
    }
    outer
}

fn told(page: &Page, quotes: &[Span]) -> Vec<u32> {
    let mut count = 0;
    let mut quote = 0;
    let mut until = 0;
    page.sentences
        .iter()
        .map(|s| {
            // The opening mark stands before the content.
            while quotes.get(quote).is_some_and(|q| q.start <= s.span.start + 4) {
                until = until.max(quotes[quote].end);
                quote += 1;
            }
            let now = count;
            if s.span.end > until + 4 {
                count += 1;
            }
            now
        })
        .collect()
}

impl Resolving<'_> {
    fn run(&mut self) {
        let found = self.found;
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (self.outer[i].is_some(), place(&found[i]), i));
        let mut by_source: FxHashMap<Span, usize> = FxHashMap::default();
        for (step, &i) in order.iter().enumerate() {
            let attribution = &found[i];
            let before = &order[..step];
            let turned = match attribution.continues && self.outer[i].is_none() {
                true => self.other_side(i, before),
                false => None,
            };
            if let Some(target) = turned {
                self.results[i] = Found::new(target, ResolvedBy::Continuation, 0.6);
                self.note_said(i, target);
                continue;
            }
            let goes_on = |before: usize| {
                attribution.source.is_empty()
                    || found[before].continues && found[before].source == attribution.source
            };
            let source = attribution.source.iter().max_by_key(|s| s.len()).copied();
            let result = match (before.last(), source) {
                // Whoever the quotation before has turned out to be.
                (Some(&before), _) if attribution.continues && goes_on(before) => self.results[before],
                (_, Some(source)) => {
                    let known = by_source.get(&source).and_then(|&j| self.results[j]);
                    by_source.entry(source).or_insert(i);
                    known.or_else(|| self.source(source, i))
                }
                (_, None) => None,
            };
            self.results[i] = result.map(|f| match attribution.continues {
                true => Found { by: ResolvedBy::Continuation, confidence: f.confidence * 0.9, ..f },
                false => f,
            });
            if let Some(found) = result {
                if let Some(medium) = attribution.medium {
                    self.note_medium(medium, found.target);
                }
                self.note_said(i, found.target);
            }
        }
    }

    /// Whom the source of an attribution means.
    fn source(&mut self, source: Span, of: usize) -> Option<Found> {
        let tokens = self.page.tokens_in(source);
        if !tokens.is_empty() {
            return self.mention(tokens, of, 0);
        }
        // In a dateline or a signature there are no tokens.
        let name = source.of(self.page.text).trim();
        if name.is_empty() {
            return None;
        }
        self.describe(name.to_owned(), SpeakerType::Unnamed, Traits::default(), source)
    }

    /// Notes who said something, for the pronouns after it.
    fn note_said(&mut self, i: usize, target: Target) {
        let place = place(&self.found[i]);
        let said = Said {
            token: self.page.tokens_in(Span::new(place, self.page.text.len())).start,
            sentence: self.page.sentence_at(place),
            target,
        };
        if self.outer[i].is_some() { self.said_inside.push(said) } else { self.said.push(said) }
    }

    /// Whom a mention means. `of` is the attribution it stands in.
    fn mention(&mut self, tokens: Range<usize>, of: usize, depth: u8) -> Option<Found> {
        let page = self.page;
        let tokens = self.trim(tokens);
        if tokens.is_empty() || depth > 3 {
            return None;
        }
        let start = tokens.start;
        let traits = page.traits(start);
        if tokens.len() == 1 {
            if traits.any(Traits::PRONOUN | Traits::POSSESSIVE) && !traits.any(Traits::ACRONYM) {
                return self.pronoun(start, of);
            }
            if matches!(page.word(start), "who" | "which" | "that") {
                return self.relative(start);
            }
            let label = page.word(start).trim_end_matches('.');
            if matches!(label, "Q" | "A") {
                return self.label(label, start);
            }
        }
        let segment = self.segment_end(&tokens);
        let s0 = start..segment;
        let one = matches!(
            page.word(start).to_ascii_lowercase().as_str(),
            "one"
                | "another"
                | "others"
                | "some"
                | "both"
                | "many"
                | "several"
                | "most"
                | "few"
                | "neither"
                | "all"
        );
        let stands_alone = s0.len() == 1 || page.is(start + 1, Traits::RELATIVE);
        if one && stands_alone {
            return self.one_of(&tokens, segment, of, depth);
        }
        if page.word(start).eq_ignore_ascii_case("one")
            && page.word(start + 1) == "of"
            && page.is(start + 2, Traits::PRONOUN)
        {
            let several = |s: &&Said| matches!(s.target, Target::Described(d) if self.described[d].traits.any(Traits::PLURAL));
            let of_whom = self.said.iter().rev().take(10).find(several)?.target;
            let name = self.name_of(of_whom);
            return self.describe(
                format!("one of {name}"),
                SpeakerType::Unnamed,
                Traits::default(),
                page.extent(s0),
            );
        }
        let core = self.core_end(&s0);
        if let Some(joint) = self.joint(&tokens, &s0, core) {
            return Some(joint);
        }
        if core < segment
            && page.is(core - 1, Traits::PLURAL)
            && page.is(segment - 1, Traits::CAPITAL)
            && let Some(entity) = self.people.named_exactly(page, s0.clone())
        {
            // “Doctors for Clean Rivers”
            return self.named(entity, segment - start);
        }
        if let Some(found) = self.name(start..core, segment) {
            if let Target::Named(entity) = found.target {
                self.note_role(entity, &tokens, segment);
            }
            return Some(found);
        }
        self.description(&tokens, s0, core, of, depth)
    }

    /// Without marks at its ends, “'s” after it and “herself”.
    fn trim(&self, mut tokens: Range<usize>) -> Range<usize> {
        let page = self.page;
        let marks = Traits::QUOTE | Traits::COMMA | Traits::MARK | Traits::DASH;
        while !tokens.is_empty() && page.is(tokens.start, marks | Traits::CLOSE | Traits::CONJUNCTION) {
            // “Parasite” director Bong Joon Ho
            tokens.start += 1;
        }
        while !tokens.is_empty() && page.is(tokens.end.wrapping_sub(1), marks | Traits::CLITIC) {
            tokens.end -= 1;
        }
        if tokens.len() > 1
            && matches!(
                page.word(tokens.end.wrapping_sub(1)),
                "himself" | "herself" | "itself" | "themselves"
            )
        {
            tokens.end -= 1;
        }
        tokens
    }

    /// The end of the first piece, before an apposition or a bracket.
    fn segment_end(&self, tokens: &Range<usize>) -> usize {
        (tokens.start + 1..tokens.end)
            .find(|&i| self.page.is(i, Traits::COMMA | Traits::DASH | Traits::OPEN) && !self.inside_name(i))
            .unwrap_or(tokens.end)
    }

    fn inside_name(&self, token: usize) -> bool {
        self.mentions.at(token).is_some_and(|m| m.tokens.0 < token && token + 1 < m.tokens.1)
    }

    /// The end of the words before a preposition or a clause.
    fn core_end(&self, s0: &Range<usize>) -> usize {
        let page = self.page;
        (s0.start + 1..s0.end)
            .find(|&i| {
                page.is(i, Traits::PREPOSITION | Traits::RELATIVE | Traits::AUXILIARY | Traits::PRONOUN)
                    && !self.inside_name(i)
                    && (!page.is(i, Traits::CAPITAL)
                        || page.is(i.wrapping_sub(1), Traits::WORD)
                            && !page.is(i.wrapping_sub(1), Traits::CAPITAL))
            })
            .unwrap_or(s0.end)
    }
}
