//! From each source to whom it means, in the order of the text.

use crate::names::{Kind, Name};
use crate::page::Page;
use crate::people::{People, phrase_end};
use crate::words::{Traits, hash};
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{Attribution, Resolution, ResolvedBy, Span, Speaker, SpeakerType, Speakers};

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

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// he, she
    Person,
    /// it
    Thing,
    /// they
    Several,
}

struct Resolving<'a> {
    page: &'a Page<'a>,
    people: People,
    found: &'a [Attribution],
    results: Vec<Option<Found>>,
    /// The attribution in whose content each one's source stands.
    outer: Vec<Option<usize>>,
    /// Resolved sources in order of the text, those inside contents apart.
    said: Vec<Said>,
    said_inside: Vec<Said>,
    described: Vec<Described>,
    by_text: FxHashMap<String, usize>,
    by_head: FxHashMap<u64, usize>,
    /// For each sentence, how many before it are not wholly quoted.
    told: Vec<u32>,
}

/// Sentences further back are not searched for whom a pronoun means.
const REACH: u32 = 5;
/// A pronoun whose best antecedent scores less has none.
const SURE: i32 = 5;
/// Nor are mentions further back.
const MENTIONS: usize = 60;

/// Resolves all sources of an article.
pub(crate) fn resolve(page: &Page, found: &[Attribution]) -> Speakers {
    let mut quotes: Vec<Span> = found
        .iter()
        .filter(|a| a.kind == text::Kind::Direct)
        .flat_map(|a| a.content.iter().copied())
        .collect();
    quotes.sort_unstable();
    let mut resolving = Resolving {
        page,
        people: People::new(page, &quotes),
        found,
        results: vec![None; found.len()],
        outer: outer(found),
        said: Vec::with_capacity(found.len()),
        said_inside: Vec::new(),
        described: Vec::new(),
        by_text: FxHashMap::default(),
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
            let before = step.checked_sub(1).map(|s| order[s]);
            let Some(&source) = attribution.source.iter().max_by_key(|s| s.len()) else {
                if attribution.continues {
                    self.results[i] = before.and_then(|b| self.results[b]).map(|f| Found {
                        by: ResolvedBy::Continuation,
                        confidence: f.confidence * 0.9,
                        ..f
                    });
                }
                continue;
            };
            let known = by_source.get(&source).and_then(|&j| self.results[j]);
            let result = match known {
                Some(known) => Some(known),
                None => {
                    let tokens = self.page.tokens_in(source);
                    if tokens.is_empty() {
                        let name = source.of(self.page.text).trim();
                        (!name.is_empty())
                            .then(|| {
                                self.describe(
                                    name.to_owned(),
                                    SpeakerType::Unnamed,
                                    Traits::default(),
                                    source,
                                )
                            })
                            .flatten()
                    } else {
                        self.mention(tokens, i, 0)
                    }
                }
            };
            by_source.entry(source).or_insert(i);
            self.results[i] = result.map(|f| match attribution.continues {
                true => Found { by: ResolvedBy::Continuation, confidence: f.confidence * 0.9, ..f },
                false => f,
            });
            if let Some(found) = result {
                let place = place(attribution);
                let said = Said {
                    token: self.page.tokens_in(Span::new(place, self.page.text.len())).start,
                    sentence: self.page.sentence_at(place),
                    target: found.target,
                };
                if self.outer[i].is_some() { self.said_inside.push(said) } else { self.said.push(said) }
            }
        }
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
            if page.word(start).trim_end_matches('.') == "A" {
                // “Q: … A: …”
                let person =
                    self.people.mentions_in(0..start).iter().rev().find(|m| self.is_person(m.entity));
                return person
                    .and_then(|m| Found::new(Target::Named(m.entity), ResolvedBy::Continuation, 0.5));
            }
            if page.word(start).trim_end_matches('.') == "Q" {
                return None;
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
        if let Some(joint) = self.joint(&tokens, &s0, core, of, depth) {
            return Some(joint);
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
        self.people.mention_at(token).is_some_and(|m| m.tokens.0 < token && token + 1 < m.tokens.1)
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

    /// A name at the end of some tokens, up to `segment` if a name goes that far.
    fn name(&mut self, core: Range<usize>, segment: usize) -> Option<Found> {
        let page = self.page;
        let last = core.end - 1;
        let mention = self.people.mention_at(last).copied().filter(|m| m.tokens.1 <= segment.max(core.end));
        if let Some(mention) = mention
            && mention.tokens.0 >= core.start
        {
            let entity = self.elder_or_younger(mention.start, mention.entity);
            return self.named(entity, mention.tokens.1 - mention.tokens.0);
        }
        if !page.is(last, Traits::CAPITAL) || page.is(last, Traits::PRONOUN | Traits::CALENDAR) {
            // “Acting Attorney for the District of Aldmoor Joshua Levy”
            let title_only = core.clone().all(|i| page.is(i, Traits::CAPITAL));
            return if title_only { self.name_in_tail(&core, segment) } else { None };
        }
        let traits = page.traits(last);
        let alone = core.len() == 1 || !page.is(last.wrapping_sub(1), Traits::CAPITAL);
        if traits.any(Traits::NOUN | Traits::TITLE)
            && !traits.any(Traits::GIVEN | Traits::ACRONYM)
            && (alone || traits.any(Traits::ROLE | Traits::TITLE))
        {
            return self.name_in_tail(&core, segment);
        }
        let mut first = last;
        while first > core.start
            && page.is(first.wrapping_sub(1), Traits::CAPITAL)
            && !page.is(first.wrapping_sub(1), Traits::SMALL)
        {
            first -= 1;
        }
        let kind = if traits.any(Traits::NAMES_BODY) { Kind::Body } else { Kind::Unknown };
        let name = Name {
            titled: first..core.end,
            tokens: first..core.end,
            kind,
            traits: traits.only(Traits::KINDS),
            weak: false,
            common: false,
            attributive: false,
        };
        let entity = self.people.enter(page, &name, false)?;
        self.named(entity, core.end - first)
    }

    /// “the elder Otieno”: the one who was named first.
    fn elder_or_younger(&self, start: usize, entity: usize) -> usize {
        let page = self.page;
        let word = page.word(start.wrapping_sub(1));
        let named: Vec<usize> = match word {
            "elder" | "older" | "younger" => self.people.of_surname(entity),
            _ => Vec::new(),
        };
        let chosen = if word == "younger" { named.iter().max() } else { named.iter().min() };
        chosen.copied().unwrap_or(entity)
    }

    /// A person's name after a title with “for …” or “of …”.
    fn name_in_tail(&mut self, core: &Range<usize>, segment: usize) -> Option<Found> {
        let page = self.page;
        if core.end >= segment || !page.is(core.end.wrapping_sub(1), Traits::TITLE | Traits::ROLE) {
            return None;
        }
        let mention = self.people.mention_at(segment - 1).copied()?;
        if mention.tokens.0 <= core.end || mention.tokens.1 != segment {
            return None;
        }
        let given = (mention.tokens.0..mention.tokens.1 - 1).find(|&i| page.is(i, Traits::GIVEN))?;
        if given == mention.tokens.0 {
            return (self.is_person(mention.entity)
                && !page.is(given.wrapping_sub(1), Traits::PREPOSITION | Traits::DETERMINER))
            .then_some(())
            .and_then(|()| self.named(mention.entity, mention.tokens.1 - mention.tokens.0));
        }
        let name = Name {
            titled: given..segment,
            tokens: given..segment,
            kind: Kind::Person,
            traits: page.traits(given).only(Traits::GENDER),
            weak: false,
            common: false,
            attributive: false,
        };
        let entity = self.people.enter(page, &name, false)?;
        self.people.add_role(page, entity, core.clone());
        self.named(entity, segment - given)
    }

    /// A found entity, by a mention of some tokens.
    fn named(&self, entity: usize, tokens: usize) -> Option<Found> {
        let whole = &self.people.entities[entity];
        let (by, confidence) = if tokens >= self.people.words(entity).len() {
            (ResolvedBy::Name, 0.95)
        } else if whole.kind == Kind::Body {
            (ResolvedBy::Acronym, 0.85)
        } else {
            (ResolvedBy::Surname, 0.9)
        };
        Found::new(Target::Named(entity), by, confidence)
    }

    /// What an apposition after the name says.
    fn note_role(&mut self, entity: usize, tokens: &Range<usize>, segment: usize) {
        let page = self.page;
        let own = &mut self.people.entities[entity];
        let mut start = segment + 1;
        if page.is(start, Traits::NUMBER) && page.is(start + 1, Traits::COMMA) {
            start += 2;
        }
        if start >= tokens.end
            || !page.is(segment, Traits::COMMA)
            || page.is(start, Traits::RELATIVE | Traits::NUMBER)
        {
            return;
        }
        if page.is(start, Traits::DEFINITE | Traits::INDEFINITE) {
            start += 1;
        }
        let end = (start..tokens.end)
            .find(|&i| {
                page.is(i, Traits::COMMA | Traits::DASH)
                    || (page.is(i, Traits::RELATIVE) && !page.is(i, Traits::CAPITAL))
            })
            .unwrap_or(tokens.end);
        let verb = page.word(start).ends_with("ing") && end == start + 1;
        let noun =
            (start..end).any(|i| page.is(i, Traits::WORD) && !page.is(i, Traits::CAPITAL | Traits::SMALL));
        if start < end && noun && !verb && !page.is(start, Traits::PREPOSITION) {
            let better = own.role.is_none_or(|r| r.len() < page.extent(start..end).len());
            if better {
                own.role = Some(page.extent(start..end));
            }
        }
    }

    /// Several speakers together: “Osei and two council members”.
    fn joint(
        &mut self,
        tokens: &Range<usize>,
        s0: &Range<usize>,
        core: usize,
        of: usize,
        depth: u8,
    ) -> Option<Found> {
        let page = self.page;
        let and = (s0.start + 1..core.min(s0.end.saturating_sub(1)))
            .find(|&i| page.word(i) == "and" && !self.inside_name(i));
        if let Some(and) = and {
            let left = self.people.mention_at(and - 1).copied();
            let right =
                self.people.mentions_in(and + 1..tokens.end).first().copied().filter(|m| m.start == and + 1);
            let Some(left) = left else {
                // “India and Pakistan”, but “founder and owner Ines Vidal”.
                let apart = right.is_some() || page.is(and + 1, Traits::DETERMINER);
                return if apart {
                    self.describe_tokens(s0.clone(), SpeakerType::Group, Traits::PLURAL)
                } else {
                    None
                };
            };
            if right.is_some_and(|r| r.entity == left.entity) {
                return None;
            }
            let first = self.name_of(Target::Named(left.entity));
            let second = match right {
                Some(right) => self.name_of(Target::Named(right.entity)),
                None => clean(page.extent(and + 1..tokens.end).of(page.text)),
            };
            let _ = (of, depth);
            return self.describe(
                format!("{first} and {second}"),
                SpeakerType::Group,
                Traits::PLURAL,
                page.extent(tokens.clone()),
            );
        }
        // “growers, packers and drivers”
        let list = page.is(s0.end, Traits::COMMA) && page.is(core.wrapping_sub(1), Traits::PLURAL);
        if list
            && page.is(tokens.end.wrapping_sub(1), Traits::PLURAL)
            && (s0.end..tokens.end).any(|i| page.word(i) == "and")
        {
            return self.describe_tokens(tokens.clone(), SpeakerType::Group, Traits::PLURAL);
        }
        None
    }

    /// “One, a teacher, …”, “another”, “others”.
    fn one_of(&mut self, tokens: &Range<usize>, segment: usize, of: usize, depth: u8) -> Option<Found> {
        let page = self.page;
        let word = page.word(tokens.start).to_ascii_lowercase();
        if segment + 1 < tokens.end
            && page.is(segment, Traits::COMMA)
            && !page.is(segment + 1, Traits::RELATIVE)
        {
            return self.mention(segment + 1..tokens.end, of, depth + 1);
        }
        let plural = !matches!(word.as_str(), "one" | "another");
        // “One academic told … Others reported …”
        let last = self.said.last().map(|s| s.target);
        let single = last
            .filter(|t| matches!(t, Target::Described(d) if !self.described[*d].traits.any(Traits::PLURAL)));
        let near = self.unnamed_near(Wanted::Several, tokens.start);
        let near = near.filter(
            |t| matches!(t, Target::Described(d) if self.described[*d].name.ends_with(['s', 'e', 'n'])),
        );
        let whose = match single.filter(|_| word == "others" || word == "another").or(near) {
            Some(whose) => whose,
            None => {
                self.antecedent(Wanted::Several, Traits::default(), tokens.start, of).map(|a| a.0).or(last)?
            }
        };
        let Target::Described(whose) = whose else {
            return self.describe_tokens(
                tokens.start..tokens.start + 1,
                SpeakerType::Unnamed,
                Traits::default(),
            );
        };
        let whose = &self.described[whose];
        let counts = [
            "a", "an", "the", "some", "other", "one", "two", "three", "four", "five", "many", "several",
            "both",
        ];
        let mut noun = whose.name.as_str();
        while let Some((first, rest)) = noun.split_once(' ')
            && counts.contains(&first)
        {
            noun = rest;
        }
        let word = if word == "others" { "other" } else { word.as_str() };
        let ending = match (plural, whose.traits.any(Traits::PLURAL)) {
            (true, false) => "s",
            (false, true) if !noun.contains(' ') => {
                noun = noun.strip_suffix('s').unwrap_or(noun);
                ""
            }
            _ => "",
        };
        let name = format!("{word} {noun}{ending}");
        let (kind, traits) = if plural {
            (SpeakerType::Group, Traits::PLURAL)
        } else {
            (SpeakerType::Unnamed, Traits::default())
        };
        self.describe(name, kind, traits, page.extent(tokens.start..tokens.start + 1))
    }

    /// Somebody described: “its chairman, Lord Adeyemi”, “the company”, “a police spokesman”.
    fn description(
        &mut self,
        tokens: &Range<usize>,
        s0: Range<usize>,
        core: usize,
        of: usize,
        depth: u8,
    ) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let head = core - 1;
        let traits = page.traits(head);
        if let Some(found) = self.apposed(tokens, &s0, core, traits) {
            return Some(found);
        }
        // “a rebel who goes by the name Macario”
        for mention in self.people.mentions_in(s0.clone()).to_vec() {
            let before = mention.start.wrapping_sub(1);
            if mention.start > start + 1
                && matches!(page.word(before), "named" | "called" | "name" | "nicknamed")
                && traits.any(Traits::ROLE | Traits::KIN)
            {
                return self.named(mention.entity, 9);
            }
        }
        let short = core == s0.end && core - start == 2 && page.is(start, Traits::DEFINITE);
        if short
            && traits.any(Traits::DOCUMENT)
            && traits.any(Traits::BODY)
            && !self.by_head.contains_key(&hash(page.word(head)))
        {
            // “The paper said”, after the Morning Ledger.
            if let Some(entity) = self.body(start, traits, page.word(head)) {
                return Found::new(Target::Named(entity), ResolvedBy::Description, 0.6);
            }
        }
        if traits.any(Traits::DOCUMENT) {
            return self.document(tokens, s0, core, of, depth);
        }
        if page.is(start, Traits::POSSESSIVE) {
            return self.possessed(s0, core, of);
        }
        if let Some(possessive) = (start + 1..core).find(|&i| page.is_possessive(i) && !self.inside_name(i)) {
            let named = self.people.mention_at(possessive - 1).is_some();
            if !named
                && let Some(found) = self.mention(start..possessive, of, depth + 1)
                && let Target::Named(owner) = found.target
            {
                let name = format!(
                    "{} {}",
                    possessive_of(&self.name_of(Target::Named(owner))),
                    clean(page.extent(possessive + 1..s0.end).of(page.text))
                );
                return self.describe(name, kind_of(traits), traits, page.extent(s0));
            }
            return self.describe_tokens(s0, kind_of(traits), traits);
        }
        let bare_title = page.is(start, Traits::CAPITAL)
            && !page.is(start, Traits::DETERMINER)
            && traits.any(Traits::TITLE)
            && core - start <= 2;
        if (page.is(start, Traits::DEFINITE) || bare_title)
            && let Some(found) = self.definite(&s0, core, s0.end == tokens.end, of)
        {
            return Some(found);
        }
        self.describe_tokens(s0, kind_of(traits), traits)
    }

    /// The name in apposition to a description: “the mayor, Odalys Prat”.
    fn apposed(
        &mut self,
        tokens: &Range<usize>,
        s0: &Range<usize>,
        core: usize,
        head: Traits,
    ) -> Option<Found> {
        let page = self.page;
        let mut next = s0.end + 1;
        while next < tokens.end && matches!(page.word(next), "known" | "as" | "named" | "called") {
            next += 1;
        }
        if next >= tokens.end || !page.is(s0.end, Traits::COMMA | Traits::DASH) {
            return None;
        }
        let mention = self
            .people
            .mentions_in(next..tokens.end)
            .first()
            .copied()
            .filter(|m| m.start <= next + 1 && (m.start == next || page.is(next, Traits::DEFINITE)));
        let Some(mention) = mention else {
            // A single word that the scan took for no name: “One company, Orsted, …”.
            return None;
        };
        let person = self.is_person(mention.entity);
        let place = page.is(s0.end.wrapping_sub(1), Traits::CAPITAL) && !person;
        let several = head.any(Traits::PLURAL) && person;
        if place || several {
            return None;
        }
        if !person && core < s0.end && head.any(Traits::ROLE | Traits::KIN) && !head.any(Traits::PLURAL) {
            // “a spokesman for the sponsor, Lagomar”
            let kind = self.people.entities[mention.entity].kind;
            let stands_for = matches!(page.word(core), "for" | "from" | "at")
                && self.people.words(mention.entity).len() == 1;
            let body = kind == Kind::Body || stands_for;
            if body {
                return self.describe_tokens(s0.start..mention.tokens.1, kind_of(head), head);
            }
        }
        let entity = mention.entity;
        if person || head.any(Traits::ROLE | Traits::BODY | Traits::KIN) {
            let own = &mut self.people.entities[entity];
            if own.kind == Kind::Unknown {
                own.kind = if head.any(Traits::BODY) { Kind::Body } else { Kind::Person };
            }
            if own.role.is_none() {
                let from = s0.start + usize::from(page.is(s0.start, Traits::DETERMINER));
                if from < s0.end {
                    own.role = Some(page.extent(from..s0.end));
                }
            }
        }
        self.named(entity, mention.tokens.1 - mention.tokens.0)
    }

    /// A document: its issuer if the text names one.
    fn document(
        &mut self,
        tokens: &Range<usize>,
        s0: Range<usize>,
        core: usize,
        of: usize,
        depth: u8,
    ) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let head = core - 1;
        let traits = page.traits(head);
        let issued = traits.any(Traits::ISSUED);
        let mut issuer = None;
        if let Some(possessive) =
            (start + 1..core).rev().find(|&i| page.is_possessive(i) && !self.inside_name(i))
        {
            issuer = Some(start..possessive);
        } else if page.is(start, Traits::POSSESSIVE) {
            issuer = Some(start..start + 1);
        } else if let Some(by) = (core..s0.end).find(|&i| matches!(page.word(i), "by" | "from")) {
            let restrictive =
                (core..by).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen");
            let by = (by..s0.end).find(|&i| page.word(i) == "by").unwrap_or(by);
            // Not “a paper seen by the Dispatch”.
            let issued = by == core || page.is(by - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR);
            if issued && !restrictive {
                issuer = Some(by + 1..tokens.end);
            }
        }
        if let Some(issuer) = issuer.filter(|_| issued)
            && let Some(found) = self.mention(issuer, of, depth + 1)
            && (self.kind_of(found.target) == SpeakerType::Organization
                || page.is(start, Traits::POSSESSIVE)
                || (traits.any(Traits::MESSAGE) && self.kind_of(found.target) != SpeakerType::Document))
        {
            let head = hash(page.word(head));
            let known = self.by_head.get(&head).copied().filter(|&d| {
                page.is(start, Traits::DEFINITE)
                    && self.described[d].kind == SpeakerType::Document
                    && self.described[d].is.is_none()
            });
            if let Some(known) = known {
                // “a report said … The report by the Union said …”
                self.described[known].is = Some(found.target);
            } else {
                let stand_in = self.described.len();
                self.described.push(Described {
                    name: clean(page.extent(s0.clone()).of(page.text)),
                    kind: SpeakerType::Document,
                    traits,
                    mention: page.extent(s0),
                    is: Some(found.target),
                });
                self.by_head.insert(head, stand_in);
            }
            return Found::new(found.target, ResolvedBy::Description, found.confidence * 0.9);
        }
        let end = (core..s0.end).find(|&i| page.is(i, Traits::RELATIVE | Traits::PRONOUN)).unwrap_or(s0.end);
        let definite = page.is(start, Traits::DEFINITE) && core - start <= 3;
        if definite && let Some(&known) = self.by_head.get(&hash(page.word(head))) {
            return Found::new(self.settled(Target::Described(known)), ResolvedBy::Description, 0.7);
        }
        self.describe_tokens(start..end, SpeakerType::Document, traits)
    }

    /// “her son”, “its finance director”, “my father”.
    fn possessed(&mut self, s0: Range<usize>, core: usize, of: usize) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let traits = page.traits(core.wrapping_sub(1));
        if !traits.any(Traits::KIN) && !page.is(start, Traits::GENDER) && core > start + 1 {
            // “its chairman”, when the chairman has been named.
            let known = self
                .people
                .in_role(page, start + 1..core)
                .max_by_key(|&e| self.people.last_before(e, start).map(|m| m.start));
            if let Some(known) = known.filter(|_| !traits.any(Traits::PLURAL)) {
                return Found::new(Target::Named(known), ResolvedBy::Description, 0.6);
            }
        }
        let whole = page.extent(s0.clone());
        let Some(owner) = self.pronoun(start, of) else {
            return self.describe_tokens(s0, kind_of(traits), traits);
        };
        let rest = clean(page.extent(start + 1..s0.end.max(start + 2)).of(page.text));
        let name = format!("{} {rest}", possessive_of(&self.name_of(owner.target)));
        let mut found = self.describe(name, kind_of(traits), traits, whole)?;
        found.confidence *= owner.confidence;
        Some(found)
    }

    /// “the company”, “the former minister”, “the 71-year-old”, “the pair”.
    fn definite(&mut self, s0: &Range<usize>, core: usize, whole: bool, of: usize) -> Option<Found> {
        let page = self.page;
        let start = s0.start;
        let head = core - 1;
        let traits = page.traits(head);
        let word = page.word(head);
        let by = ResolvedBy::Description;
        let short = core == s0.end;
        if word.ends_with("-year-old") {
            let age: Option<u8> = word.split('-').next().and_then(|a| a.parse().ok());
            let recent = self.people.mentions_in(0..start);
            let recent = &recent[recent.len().saturating_sub(MENTIONS)..];
            let aged = recent
                .iter()
                .rev()
                .find(|m| age.is_some() && self.people.entities[m.entity].age == age)
                .map(|m| m.entity);
            if let Some(entity) = aged {
                return Found::new(Target::Named(entity), by, 0.9);
            }
            // Nobody whose age is known to be another.
            let (target, confidence) = self.antecedent(Wanted::Person, Traits::default(), start, of)?;
            let other = |e: usize| self.people.entities[e].age.is_some();
            if !matches!(target, Target::Named(e) if other(e)) {
                return Found::new(target, by, confidence * 0.7);
            }
            let recent = self.people.mentions_in(0..start);
            let recent = &recent[recent.len().saturating_sub(20)..];
            let person =
                recent.iter().rev().find(|m| !m.quoted && self.is_person(m.entity) && !other(m.entity));
            return person.map(|m| m.entity).and_then(|e| Found::new(Target::Named(e), by, 0.6));
        }
        if matches!(word, "pair" | "couple" | "duo" | "two") && short {
            return self.pair(start);
        }
        if short && !traits.any(Traits::PLURAL) {
            let tokens = start..core;
            let mut best: Option<(bool, usize, usize)> = None;
            for entity in self.people.in_role(page, tokens) {
                // The latest before, or the next after: the headline comes first.
                let before = self.people.last_before(entity, start).map(|m| m.start);
                let key = (before.is_some(), before.unwrap_or(0), entity);
                best = best.max(Some(key));
            }
            let rival = self.by_head.get(&hash(word)).copied().filter(|&d| self.described[d].is.is_none());
            if let Some((before, at, entity)) = best
                && rival.is_none_or(|d| page.tokens_in(self.described[d].mention).start < at)
            {
                return Found::new(Target::Named(entity), by, if before { 0.8 } else { 0.6 });
            }
        }
        if core - start <= 3
            && let Some(&known) = self.by_head.get(&hash(word))
            && self.described[known].mention.end <= page.span(start).start
        {
            return Found::new(self.settled(Target::Described(known)), by, 0.7);
        }
        if traits.any(Traits::BODY) && !traits.any(Traits::PLURAL) && short {
            if let Some(entity) = self.body(start, traits, word) {
                let own = &mut self.people.entities[entity];
                if own.kind == Kind::Unknown {
                    own.kind = Kind::Body;
                }
                return Found::new(Target::Named(entity), by, 0.6);
            }
            return self.fuller(start, head);
        }
        let former = page.word(start + 1) == "former" && core - start > 2;
        let varied = (traits.any(Traits::VARIED) || former) && !traits.any(Traits::PLURAL) && short && whole;
        if varied {
            let person = self.antecedent(Wanted::Person, traits.only(Traits::GENDER), start, of);
            let (target, confidence) = person.filter(|(t, _)| matches!(t, Target::Named(_)))?;
            return Found::new(target, by, confidence * 0.6);
        }
        None
    }

    /// The body that “the company”, “the hospital” or “the paper” means.
    fn body(&self, before: usize, traits: Traits, word: &str) -> Option<usize> {
        let kinds = traits.only(Traits::KINDS);
        let noun = hash(word);
        let generic = traits.any(Traits::GENERIC) && traits.any(Traits::COMPANY);
        let mentions = self.people.mentions_in(0..before);
        let here = self.page.sentence_at(self.page.span(before).start);
        let mut best: Option<(i32, usize)> = None;
        for mention in mentions.iter().rev().take(4 * MENTIONS) {
            let entity = &self.people.entities[mention.entity];
            if entity.kind == Kind::Person {
                continue;
            }
            let theirs = entity.traits.only(Traits::KINDS);
            let same_noun = self.people.words(mention.entity).contains(&noun);
            let fits = same_noun
                || (generic && (theirs.any(Traits::COMPANY) || (theirs.is_empty() && entity.mentions > 1)))
                || (traits.any(Traits::GENERIC | Traits::MEDIA) && !generic && theirs.any(kinds));
            if !fits {
                continue;
            }
            let away = (here - mention.sentence.min(here)) as i32;
            let mut score = -3 * away.min(12) + (entity.mentions as f32).log2() as i32 * 2;
            score += if mention.subject { 3 } else { 0 } + if same_noun { 6 } else { 0 };
            score -= if mention.oblique { 2 } else { 0 };
            score += if entity.kind == Kind::Body { 2 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, mention.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// “the ministry” for “the finance ministry” before it.
    fn fuller(&mut self, before: usize, head: usize) -> Option<Found> {
        let page = self.page;
        let noun = page.word(head);
        for at in (before.saturating_sub(300)..before).rev() {
            if page.word(at) == noun && !page.is(at.wrapping_sub(1), Traits::DETERMINER) {
                let start = self.phrase_start(at)?;
                if page.is(start, Traits::DETERMINER) {
                    let traits = page.traits(at);
                    return self.describe_tokens(start..at + 1, kind_of(traits), traits);
                }
            }
        }
        None
    }

    /// “the pair”: the two people named last.
    fn pair(&mut self, before: usize) -> Option<Found> {
        let mentions = self.people.mentions_in(0..before);
        let people: Vec<_> = mentions
            .iter()
            .rev()
            .take(MENTIONS)
            .filter(|m| self.people.entities[m.entity].kind != Kind::Body)
            .collect();
        let together = people.windows(2).find(|w| {
            // Latest first: “Harry and Meghan” are w[1] and w[0].
            w[0].entity != w[1].entity
                && w[0].start == w[1].tokens.1 + 1
                && self.page.word(w[1].tokens.1) == "and"
        });
        let (a, b) = match together {
            Some(w) => (w[1].entity, w[0].entity),
            None => {
                let b = people.first()?.entity;
                (people.iter().find(|m| m.entity != b)?.entity, b)
            }
        };
        let name = format!("{} and {}", self.name_of(Target::Named(a)), self.name_of(Target::Named(b)));
        self.describe(name, SpeakerType::Group, Traits::PLURAL, self.people.entities[a].name)
    }

    /// Whom a pronoun means.
    fn pronoun(&mut self, token: usize, of: usize) -> Option<Found> {
        let page = self.page;
        let traits = page.traits(token);
        if traits.any(Traits::FIRST) {
            if let Some(outer) = self.outer[of] {
                let found = self.results[outer]?;
                return Found::new(found.target, ResolvedBy::Pronoun, found.confidence * 0.9);
            }
            if matches!(page.word(token), "I" | "me" | "my" | "My") {
                return self.describe(
                    "the reporter".to_owned(),
                    SpeakerType::Unnamed,
                    Traits::FIRST,
                    page.span(token),
                );
            }
            return None;
        }
        if traits.any(Traits::SECOND) {
            return None;
        }
        let wanted = if traits.any(Traits::GENDER) {
            Wanted::Person
        } else if traits.any(Traits::PLURAL) {
            Wanted::Several
        } else {
            Wanted::Thing
        };
        let gender = traits.only(Traits::GENDER);
        let (target, confidence) = self.antecedent(wanted, gender, token, of)?;
        if wanted == Wanted::Person
            && let Target::Named(entity) = target
        {
            let own = &mut self.people.entities[entity];
            own.kind = Kind::Person;
            if own.traits.only(Traits::GENDER).is_empty() && confidence > 0.6 {
                own.traits |= gender;
            }
        }
        Found::new(target, ResolvedBy::Pronoun, confidence)
    }

    /// The likeliest antecedent before a token.
    fn antecedent(
        &mut self,
        wanted: Wanted,
        gender: Traits,
        token: usize,
        of: usize,
    ) -> Option<(Target, f32)> {
        let page = self.page;
        let sentence = page.sentence_at(page.span(token).start).min(self.told.len().saturating_sub(1));
        let here = self.told.get(sentence).copied().unwrap_or(0);
        let inside = self.outer[of];
        let inside_quote = inside.is_some_and(|o| self.found[o].kind == text::Kind::Direct);
        let excluded = inside.filter(|_| inside_quote).and_then(|o| self.results[o]).map(|f| f.target);
        let contents = &self.found[of].content;
        // “The dam would hold, she said”: what is claimed about the dam.
        let own = |token: usize| contents.iter().any(|c| c.contains(page.span(token)));
        let newest = mentions_newest(&self.people, token, |m| {
            m.subject
                && !m.quoted
                && !own(m.start)
                && self.fit(Target::Named(m.entity), wanted, gender).is_some_and(|f| f >= 0)
        });
        let mut scores: Vec<(Target, i32)> = Vec::new();
        let mut count = |target: Target, score: i32| {
            if Some(target) == excluded {
                return;
            }
            match scores.iter_mut().find(|(t, _)| *t == target) {
                Some((_, best)) => *best = (*best).max(score),
                None => scores.push((target, score)),
            }
        };
        let mentions = self.people.mentions_in(0..token);
        for mention in mentions.iter().rev().take(MENTIONS) {
            let away = here.saturating_sub(self.told[mention.sentence]);
            if away > REACH {
                break;
            }
            if mention.quoted && !inside_quote {
                continue;
            }
            let Some(fit) = self.fit(Target::Named(mention.entity), wanted, gender) else { continue };
            let entity = &self.people.entities[mention.entity];
            let plural = wanted == Wanted::Several;
            let mut score = 12 - 3 * away as i32 + fit;
            score += if mention.subject { 3 } else { 0 };
            score -= if mention.oblique { 2 } else { 0 } + if plural { 3 } else { 0 };
            score += i32::from(entity.mentions > 2);
            if mention.sentence == sentence {
                score += match (own(mention.start), mention.subject) {
                    (true, _) => -6,
                    (false, true) => 4,
                    (false, false) => 0,
                };
            }
            count(Target::Named(mention.entity), score);
        }
        let lists: [&[Said]; 2] = [&self.said, if inside.is_some() { &self.said_inside } else { &[] }];
        for list in lists {
            let end = list.partition_point(|s| s.token < token);
            for (back, said) in list[..end].iter().rev().take(20).enumerate() {
                let away = here.saturating_sub(self.told.get(said.sentence).copied().unwrap_or(here));
                if away > REACH {
                    break;
                }
                let Some(fit) = self.fit(said.target, wanted, gender) else { continue };
                // Somebody else has become the subject since.
                let passed = newest.is_some_and(|(start, entity)| {
                    start > said.token && said.target != Target::Named(entity)
                });
                let passed = if passed { 3 } else { 0 };
                count(said.target, 16 - 3 * away as i32 + fit + i32::from(back == 0) - passed);
            }
        }
        let best = scores.iter().copied().max_by_key(|&(_, score)| score);
        let second =
            best.and_then(|(target, _)| scores.iter().filter(|(t, _)| *t != target).map(|&(_, s)| s).max());
        let unnamed = self.unnamed(wanted, gender, token, sentence, here, inside_quote);
        if let Some((phrase, score)) = unnamed
            && score >= SURE
            && best.is_none_or(|(_, s)| score > s)
        {
            let head = phrase.end - 1;
            let traits = page.traits(head);
            let found = self.describe_tokens(phrase, kind_of(traits), traits)?;
            return Some((found.target, 0.5));
        }
        let (target, score) = best.filter(|&(_, score)| score >= SURE)?;
        let margin = (score - second.unwrap_or(0)).clamp(0, 8) as f32 / 8.0;
        let height = score.clamp(0, 18) as f32 / 18.0;
        Some((target, 0.4 + 0.25 * margin + 0.25 * height))
    }

    /// How well a target fits a pronoun; `None` if it cannot.
    fn fit(&self, target: Target, wanted: Wanted, gender: Traits) -> Option<i32> {
        let (kind, traits) = match target {
            Target::Named(index) => {
                let entity = &self.people.entities[index];
                let kind = match entity.kind {
                    Kind::Person => SpeakerType::Person,
                    Kind::Body => SpeakerType::Organization,
                    Kind::Unknown => {
                        let single = self.people.words(index).len() == 1;
                        let doubt = match wanted {
                            Wanted::Person if single => -4,
                            Wanted::Person => -3,
                            Wanted::Thing if entity.traits.any(Traits::GENDER) => return None,
                            Wanted::Thing if single => 0,
                            _ => -2,
                        };
                        return Some(doubt);
                    }
                };
                (kind, entity.traits)
            }
            Target::Described(described) => {
                (self.described[described].kind, self.described[described].traits)
            }
        };
        match (wanted, kind) {
            // Who knows whether “the bench” is a person?
            (Wanted::Person, SpeakerType::Unnamed) if !traits.any(Traits::NOUN) => Some(-6),
            (Wanted::Person, SpeakerType::Person | SpeakerType::Unnamed) => {
                let known = traits.only(Traits::GENDER);
                if traits.any(Traits::PLURAL | Traits::FIRST)
                    || (!known.is_empty() && !gender.is_empty() && !known.any(gender))
                {
                    None
                } else {
                    Some(if known.is_empty() { 0 } else { 2 })
                }
            }
            (Wanted::Thing, SpeakerType::Organization) => Some(2),
            (Wanted::Thing, SpeakerType::Document) => Some(0),
            // “the taxi rank … its message”
            (Wanted::Thing, SpeakerType::Unnamed) if !traits.any(Traits::NOUN | Traits::FIRST) => Some(-1),
            (Wanted::Several, SpeakerType::Group) => Some(3),
            (Wanted::Several, SpeakerType::Unnamed) => Some(if traits.any(Traits::PLURAL) { 3 } else { -8 }),
            (Wanted::Several, SpeakerType::Organization) => Some(0),
            _ => None,
        }
    }

    /// The nearest description in the same sentence.
    fn unnamed_near(&mut self, wanted: Wanted, token: usize) -> Option<Target> {
        let sentence =
            self.page.sentence_at(self.page.span(token).start).min(self.told.len().saturating_sub(1));
        let here = *self.told.get(sentence)?;
        let (phrase, _) = self.unnamed(wanted, Traits::default(), token, sentence, here + 2, false)?;
        let head = self.page.traits(phrase.end - 1);
        self.describe_tokens(phrase, kind_of(head), head).map(|f| f.target)
    }

    /// Somebody described in the narrative: “A police officer closed the bridge. He said …”
    fn unnamed(
        &self,
        wanted: Wanted,
        gender: Traits,
        token: usize,
        sentence: usize,
        here: u32,
        inside_quote: bool,
    ) -> Option<(Range<usize>, i32)> {
        let page = self.page;
        let mut best: Option<(Range<usize>, i32)> = None;
        let mut steps = 0;
        for index in (0..=sentence.min(page.sentences.len().saturating_sub(1))).rev() {
            let away = here.saturating_sub(self.told[index]);
            if away > 2 || steps > 400 {
                break;
            }
            let whole = page.sentences[index].tokens.clone();
            let mut first = true;
            let mut quoted = false;
            let end = whole.end.min(token);
            for at in whole.start.max(end.saturating_sub(300))..end {
                steps += 1;
                let traits = page.traits(at);
                if traits.any(Traits::QUOTE) {
                    quoted = !quoted;
                }
                let fits = match wanted {
                    Wanted::Person => {
                        traits.any(Traits::ROLE | Traits::KIN)
                            && !traits.any(Traits::PLURAL)
                            && (traits.only(Traits::GENDER).is_empty()
                                || gender.is_empty()
                                || traits.any(gender))
                    }
                    Wanted::Thing => traits.any(Traits::BODY) && !traits.any(Traits::PLURAL),
                    Wanted::Several => {
                        traits.any(Traits::GROUP | Traits::ROLE | Traits::KIN) && traits.any(Traits::PLURAL)
                    }
                };
                if !fits
                    || (quoted && !inside_quote)
                    || traits.any(Traits::SMALL)
                    || page.is(
                        at + 1,
                        Traits::ROLE | Traits::BODY | Traits::CAPITAL | Traits::CLITIC | Traits::GROUP,
                    )
                    || page.is_plural_possessive(at + 1)
                {
                    continue;
                }
                let Some(start) = self.phrase_start(at) else { continue };
                let before = start.wrapping_sub(1);
                let named = page.is(at + 1, Traits::COMMA)
                    && self.people.mentions_in(at + 2..at + 5).first().is_some_and(|m| m.start == at + 2);
                let apposed =
                    named || start > whole.start && page.is(before, Traits::COMMA | Traits::AUXILIARY);
                if apposed
                    || (wanted != Wanted::Several
                        && !page.is(start, Traits::DETERMINER)
                        && start != whole.start)
                    || page.is(start, Traits::FIRST | Traits::SECOND)
                {
                    continue;
                }
                let oblique = start > whole.start && page.is(before, Traits::PREPOSITION);
                let end =
                    if page.word(at + 1) == "of" { phrase_end(page, at + 2, whole.end) } else { at + 1 };
                let mut score = 11 - 3 * away as i32;
                score += if first && !oblique { 3 } else { 0 };
                score += if first && !oblique && index == sentence { 4 } else { 0 };
                score -= if oblique { 2 } else { 0 };
                first = false;
                if best.as_ref().is_none_or(|(_, s)| score > *s) {
                    best = Some((start..end.min(at + 1), score));
                }
            }
        }
        best
    }

    /// Where the noun phrase with this head starts.
    fn phrase_start(&self, head: usize) -> Option<usize> {
        let page = self.page;
        let mut at = head;
        while at > 0 && head - at < 7 {
            let before = page.traits(at.wrapping_sub(1));
            if before.any(Traits::DETERMINER) {
                // “wrote that students …”
                let that = page.word(at - 1) == "that" && page.is(head, Traits::PLURAL);
                return Some(if that { at } else { at - 1 });
            }
            if !before.any(Traits::WORD | Traits::CLITIC) || before.any(Traits::SMALL) {
                return Some(at);
            }
            if page.sentences.get(page.sentence_at(page.span(at).start)).is_some_and(|s| s.tokens.start == at)
            {
                return Some(at);
            }
            at -= 1;
        }
        if page.is(head, Traits::PLURAL) { Some(head) } else { None }
    }

    /// Whether a token has its capital perhaps only from its place.
    fn opens_sentence(&self, token: usize) -> bool {
        let page = self.page;
        let sentence = page.sentences.get(page.sentence_at(page.span(token).start));
        sentence.is_none_or(|s| s.tokens.start == token)
            || !page.is(token.wrapping_sub(1), Traits::WORD | Traits::COMMA)
    }

    /// Whom “who” or “which” goes on about: what stands right before.
    fn relative(&mut self, token: usize) -> Option<Found> {
        let page = self.page;
        let last = token.checked_sub(1 + usize::from(page.is(token.wrapping_sub(1), Traits::COMMA)))?;
        if let Some(mention) = self.people.mention_at(last).copied() {
            return self.named(mention.entity, mention.tokens.1 - mention.tokens.0);
        }
        if !page.is(last, Traits::NOUN) {
            return None;
        }
        let start = self.phrase_start(last)?;
        self.mention_of_noun(start..last + 1)
    }

    fn mention_of_noun(&mut self, phrase: Range<usize>) -> Option<Found> {
        let traits = self.page.traits(phrase.end - 1);
        self.describe_tokens(phrase, kind_of(traits), traits)
    }

    /// A description by the article's own words.
    fn describe_tokens(&mut self, tokens: Range<usize>, kind: SpeakerType, traits: Traits) -> Option<Found> {
        let page = self.page;
        let span = page.extent(tokens.clone());
        let mut name = clean(span.of(page.text));
        let first = page.traits(tokens.start);
        let named = self.people.mention_at(tokens.start).is_some() || first.any(Traits::ACRONYM);
        let all = tokens.clone().all(|i| page.is(i, Traits::CAPITAL | Traits::CONJUNCTION));
        let proper = named
            || all && tokens.len() > 1
            || first.any(Traits::DEMONYM)
            || !self.opens_sentence(tokens.start);
        if first.any(Traits::CAPITAL) && (!proper || first.any(Traits::SMALL)) {
            let mut chars = name.chars();
            if let Some(first) = chars.next() {
                name = first.to_lowercase().chain(chars).collect();
            }
        }
        let head = phrase_end(page, tokens.start, tokens.end).max(tokens.start + 1) - 1;
        let head = (tokens.start..=head).rev().find(|&i| page.is(i, Traits::NOUN)).unwrap_or(head);
        let found = self.describe(name, kind, traits, span)?;
        if let Target::Described(described) = found.target {
            self.by_head.insert(hash(page.word(head)), described);
        }
        Some(found)
    }

    fn describe(&mut self, name: String, kind: SpeakerType, traits: Traits, mention: Span) -> Option<Found> {
        let key = name.to_lowercase();
        let key = ["the ", "a ", "an "].iter().find_map(|article| key.strip_prefix(article)).unwrap_or(&key);
        let described = match self.by_text.get(key) {
            Some(&known) => known,
            None => {
                self.described.push(Described { name, kind, traits, mention, is: None });
                self.by_text.insert(key.to_owned(), self.described.len() - 1);
                self.described.len() - 1
            }
        };
        Found::new(Target::Described(described), ResolvedBy::Description, 0.75)
    }

    fn is_person(&self, entity: usize) -> bool {
        let own = &self.people.entities[entity];
        own.kind == Kind::Person || (own.kind == Kind::Unknown && own.traits.any(Traits::GENDER))
    }

    /// Who somebody described turned out to be.
    fn settled(&self, mut target: Target) -> Target {
        for _ in 0..4 {
            match target {
                Target::Described(d) => match self.described[d].is {
                    Some(is) => target = is,
                    None => return target,
                },
                Target::Named(_) => return target,
            }
        }
        target
    }

    fn name_of(&self, target: Target) -> String {
        match self.settled(target) {
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                let single = !own.name.of(self.page.text).contains(char::is_whitespace);
                clean(if single && own.keeps_title { own.titled } else { own.name }.of(self.page.text))
            }
            Target::Described(described) => self.described[described].name.clone(),
        }
    }

    fn kind_of(&self, target: Target) -> SpeakerType {
        match self.settled(target) {
            Target::Described(described) => self.described[described].kind,
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                match own.kind {
                    Kind::Person => SpeakerType::Person,
                    Kind::Body => SpeakerType::Organization,
                    Kind::Unknown
                        if own.traits.any(Traits::GENDER) || self.people.words(entity).len() > 1 =>
                    {
                        SpeakerType::Person
                    }
                    Kind::Unknown => SpeakerType::Organization,
                }
            }
        }
    }

    /// The result: speakers in order of their first attribution.
    fn speakers(self) -> Speakers {
        let mut speakers = Vec::new();
        let mut index: FxHashMap<Target, usize> = FxHashMap::default();
        let mut resolutions = Vec::with_capacity(self.results.len());
        for found in &self.results {
            resolutions.push(found.map(|found| {
                let target = self.settled(found.target);
                let speaker = *index.entry(target).or_insert_with(|| {
                    speakers.push(self.speaker(target));
                    speakers.len() - 1
                });
                Resolution { speaker, by: found.by, confidence: found.confidence }
            }));
        }
        Speakers { speakers, resolutions }
    }

    fn speaker(&self, target: Target) -> Speaker {
        let (role, mention) = match target {
            Target::Named(entity) => {
                let own = &self.people.entities[entity];
                (own.role.map(|r| clean(r.of(self.page.text))), own.name)
            }
            Target::Described(described) => (None, self.described[described].mention),
        };
        Speaker { name: self.name_of(target), kind: self.kind_of(target), role, mention: Some(mention) }
    }
}

/// The latest mention before a token that meets a condition: where, and whose.
fn mentions_newest(
    people: &People,
    token: usize,
    meets: impl Fn(&crate::people::Mention) -> bool,
) -> Option<(usize, usize)> {
    let mentions = people.mentions_in(0..token);
    mentions.iter().rev().take(MENTIONS).find(|m| meets(m)).map(|m| (m.start, m.entity))
}

/// What a description by this head describes.
fn kind_of(head: Traits) -> SpeakerType {
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

fn possessive_of(name: &str) -> String {
    format!("{name}'s")
}

/// White space as single spaces.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean
}
