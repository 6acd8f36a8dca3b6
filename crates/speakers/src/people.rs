//! Everybody whom the article names: which names are the same one's, what the
//! article calls them, and where they are mentioned.

use crate::names::{self, Kind, Name};
use crate::roles::Roles;
use crate::slots::{Slots, put, slots};
use crate::words::keys::{hash, hash_all};
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::Span;

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The fullest name, without titles.
    pub(crate) name: Span,
    /// The fullest name with its title.
    pub(crate) titled: Span,
    /// Title that must stay when only one word of the name is known.
    pub(crate) keeps_title: bool,
    pub(crate) kind: Kind,
    /// Gender, kinds of bodies.
    pub(crate) traits: Traits,
    /// What the article says they are.
    pub(crate) role: Option<Span>,
    /// How old, where the article says so.
    pub(crate) age: Option<u8>,
    /// How often the article names them.
    pub(crate) mentions: u32,
    /// Named with “the”: more than a town.
    pub(crate) definite: bool,
    /// The words of the name in `People::words`.
    words: Range<usize>,
    /// Named by title and surname, or only in a headline, so far.
    provisional: bool,
    /// The last mention, as an index of `People::mentions`.
    last: usize,
}

/// One naming of an entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    /// The first token, and the one after the last.
    pub(crate) tokens: (usize, usize),
    /// With its titles.
    pub(crate) start: usize,
    pub(crate) sentence: usize,
    pub(crate) entity: usize,
    /// Stands in the place of a subject.
    pub(crate) subject: bool,
    /// Stands after a preposition, or possesses something.
    pub(crate) oblique: bool,
    /// Stands inside a direct quotation.
    pub(crate) quoted: bool,
}

/// Whether a word of a name is an initial: “T.”.
fn is_initial(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b'.'])
}

/// How a single word leads to a name, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    /// A surname, a single name or an acronym.
    Last,
    /// A given name, a family name in front, or the short form of a body.
    First,
    /// One of several surnames.
    Middle,
}

/// Everybody named in one article.
pub(crate) struct People {
    pub(crate) entities: Vec<Entity>,
    pub(crate) mentions: Vec<Mention>,
    words: Vec<u64>,
    by_name: FxHashMap<u64, u32>,
    by_part: FxHashMap<(Part, u64), Slots>,
    pub(crate) roles: Roles,
}

impl People {
    /// Reads the whole article. `quotes` are the direct contents, sorted.
    pub(crate) fn new(page: &Page, quotes: &[Span]) -> Self {
        let mut people = Self {
            entities: Vec::new(),
            mentions: Vec::new(),
            words: Vec::new(),
            by_name: FxHashMap::default(),
            by_part: FxHashMap::default(),
            roles: Roles::default(),
        };
        let mut found = Vec::new();
        let mut quote = 0;
        let mut quoted_until = 0;
        for (index, sentence) in page.sentences.iter().enumerate() {
            if page.is_headline(sentence) && in_title_case(page, sentence.tokens.clone()) {
                continue;
            }
            found.clear();
            names::find(page, sentence.tokens.clone(), &mut found);
            let mut first = true;
            for (at, name) in found.iter().enumerate() {
                let start = page.span(name.titled.start).start;
                while quotes.get(quote).is_some_and(|q| q.start <= start) {
                    quoted_until = quoted_until.max(quotes[quote].end);
                    quote += 1;
                }
                // A line that is nothing but a name signs a text or a picture.
                let line = name.titled == sentence.tokens;
                // So is a name in marks of its own a title: “Fog Signals”.
                let title = page.is(name.titled.start.wrapping_sub(1), Traits::QUOTE)
                    && page.is(name.titled.end, Traits::QUOTE);
                let quoted = line || title || start < quoted_until;
                let Some(entity) = people.enter(page, name, page.is_headline(sentence)) else { continue };
                let oblique = page.is_possessive(name.tokens.end)
                    || (name.titled.start > sentence.tokens.start
                        && is_after_preposition(page, name.titled.start, sentence.tokens.start));
                people.mentions.push(Mention {
                    tokens: (name.tokens.start, name.tokens.end),
                    start: name.titled.start,
                    sentence: index,
                    entity,
                    subject: first
                        && !oblique
                        && !quoted
                        && opens_clause(page, name.titled.start, sentence.tokens.start),
                    oblique,
                    quoted,
                });
                first &= quoted || oblique;
                let own = &mut people.entities[entity];
                own.mentions += 1;
                own.definite |=
                    name.tokens.len() > 1 && page.is(name.titled.start.wrapping_sub(1), Traits::DEFINITE);
                people.entities[entity].last = people.mentions.len() - 1;
                let next = found.get(at + 1).map_or(sentence.tokens.end, |n| n.titled.start);
                people.describe(page, name, entity, sentence.tokens.clone(), next);
            }
        }
        people
    }

    /// The mention that starts at or covers a token.
    pub(crate) fn mention_at(&self, token: usize) -> Option<&Mention> {
        let after = self.mentions.partition_point(|m| m.start <= token);
        self.mentions[..after].last().filter(|m| token < m.tokens.1)
    }

    /// The mentions whose names lie inside some tokens, in order.
    pub(crate) fn mentions_in(&self, tokens: Range<usize>) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.tokens.0 < tokens.start);
        let end = self.mentions.partition_point(|m| m.tokens.0 < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// Who is named by just these words, small ones between them apart.
    pub(crate) fn named_exactly(&self, page: &Page, tokens: Range<usize>) -> Option<usize> {
        let own: Vec<u64> = tokens
            .filter(|&i| page.is(i, Traits::CAPITAL) && !page.is(i, Traits::DETERMINER))
            .map(|i| hash(page.word(i)))
            .collect();
        let entity = self.by_name.get(&hash_all(&own)).filter(|_| own.len() > 1)?;
        Some(*entity as usize)
    }

    /// The entity that a name means; `None` for a word that may be no name.
    pub(crate) fn enter(&mut self, page: &Page, name: &Name, headline: bool) -> Option<usize> {
        let start = self.words.len();
        for at in name.tokens.clone() {
            let traits = page.traits(at);
            let small = traits.any(Traits::PARTICLE) && at + 1 < name.tokens.end;
            let initial = page.word(at).trim_end_matches('.').len() == 1 && name.tokens.len() > 1;
            if traits.any(Traits::CAPITAL) && !small && !initial {
                self.words.push(hash(page.word(at)));
            }
        }
        if self.words.len() == start {
            self.words.push(hash(page.word(name.tokens.start)));
        }
        let words = start..self.words.len();
        let known = self.known(page, &words, name);
        let span = page.extent(name.tokens.clone());
        let titled = page.extent(name.titled.clone());
        if let Some(known) = known
            && name.kind != Kind::Person
            && self.entities[known].words != words
            && page.is(name.tokens.end - 1, Traits::ACRONYM)
            && words.len() > 1
        {
            // “California ISO” is known by its full name: “the ISO” leads there too.
            put(&mut self.by_part, (Part::Last, self.words[words.end - 1]), known as u32);
        }
        let Some(entity) = known else {
            if name.weak {
                self.words.truncate(start);
                return None;
            }
            let entity = self.entities.len();
            self.entities.push(Entity {
                name: span,
                titled,
                keeps_title: name.titled.start < name.tokens.start,
                // “T. Moreau”
                kind: match name.kind {
                    Kind::Unknown if is_initial(page.word(name.tokens.start)) => Kind::Person,
                    kind => kind,
                },
                traits: name.traits,
                role: None,
                age: None,
                mentions: 0,
                definite: false,
                words,
                provisional: headline,
                last: 0,
            });
            self.register(page, entity, name);
            return Some(entity);
        };
        let own = &mut self.entities[entity];
        if own.traits.only(Traits::GENDER).is_empty() {
            own.traits |= name.traits.only(Traits::GENDER);
        }
        if own.kind == Kind::Unknown {
            own.kind = name.kind;
            own.traits |= name.traits;
        }
        let before = own.words.len();
        if words.len() > before || (own.provisional && !headline && words.len() == before) {
            own.name = span;
            own.titled = titled;
            own.keeps_title = name.titled.start < name.tokens.start;
            own.provisional = headline;
            own.words = words.clone();
            if before == 1 && !name.traits.only(Traits::GENDER).is_empty() {
                own.traits = own.traits.without(Traits::GENDER) | name.traits.only(Traits::GENDER);
            }
            if words.len() > before {
                self.register(page, entity, name);
                return Some(entity);
            }
        } else if words.len() == before
            && words.len() == 1
            && !own.keeps_title
            && name.titled.start < name.tokens.start
        {
            own.titled = titled;
            own.keeps_title = true;
        }
        self.words.truncate(if self.entities[entity].words == words { words.end } else { start });
        Some(entity)
    }

    /// The entity known by these words.
    fn known(&self, page: &Page, words: &Range<usize>, name: &Name) -> Option<usize> {
        let own = &self.words[words.clone()];
        if let Some(&entity) = self.by_name.get(&hash_all(own)).filter(|_| !name.common) {
            let entity = entity as usize;
            if own.len() > 1 || (self.fits(page, entity, name) && self.entities[entity].words.len() == 1) {
                return Some(entity);
            }
        }
        if let &[word] = own {
            if name.common {
                // “King asked”, if there is a Gayle King.
                return slots(&self.by_part, (Part::Last, word))
                    .filter(|&e| self.entities[e].kind == Kind::Person)
                    .max_by_key(|&e| self.entities[e].last);
            }
            for part in [Part::Last, Part::First, Part::Middle] {
                let best = slots(&self.by_part, (part, word))
                    .filter(|&e| self.fits(page, e, name))
                    .max_by_key(|&e| self.entities[e].last);
                if best.is_some() {
                    return best;
                }
            }
            return None;
        }
        let (first, last) = (own[0], own[own.len() - 1]);
        // The same person with more or fewer names, or named by surname before.
        let by_last = slots(&self.by_part, (Part::Last, last)).filter(|&e| {
            let entity = &self.entities[e];
            let theirs = &self.words[entity.words.clone()];
            self.fits(page, e, name)
                && match theirs {
                    &[_] => entity.kind != Kind::Body && name.kind != Kind::Body,
                    _ => {
                        let (short, long) =
                            if theirs.len() < own.len() { (theirs, own) } else { (own, theirs) };
                        short[0] == long[0]
                            && short[short.len() - 1] == long[long.len() - 1]
                            && short.iter().all(|w| long.contains(w))
                    }
                }
        });
        if let Some(entity) = by_last.max_by_key(|&e| self.entities[e].last) {
            return Some(entity);
        }
        // “Shao said … Shao Zhonglin”, “Peter … Peter Otieno”.
        let alone = self.by_name.get(&hash_all(&[first])).map(|&e| e as usize);
        alone.filter(|&e| {
            let entity = &self.entities[e];
            entity.words.len() == 1
                && self.fits(page, e, name)
                && (entity.kind == Kind::Person && name.kind == Kind::Person || entity.provisional)
        })
    }

    /// Whether a name may be this entity's, as far as kind, gender and initials tell.
    fn fits(&self, page: &Page, entity: usize, name: &Name) -> bool {
        let entity = &self.entities[entity];
        // “T. Moreau” is not Camille Moreau.
        let (theirs, own) = (entity.name.of(page.text), page.extent(name.tokens.clone()).of(page.text));
        let apart = |initial: &str, full: &str| {
            let begins = |word: &str| word.starts_with(&initial[..1]);
            is_initial(initial) && full.contains(' ') && !full.split(' ').any(begins)
        };
        let first = |name| str::split(name, ' ').next().unwrap_or_default();
        if apart(first(own), theirs) || apart(first(theirs), own) {
            return false;
        }
        let contrary =
            matches!((entity.kind, name.kind), (Kind::Person, Kind::Body) | (Kind::Body, Kind::Person));
        // “Scott said” may be Bernice Scott's.
        let bare = name.tokens.len() == 1 && name.titled == name.tokens
            || entity.words.len() == 1 && !entity.keeps_title;
        let (a, b) = (entity.traits.only(Traits::GENDER), name.traits.only(Traits::GENDER));
        !contrary && (bare || a.is_empty() || b.is_empty() || a.any(b))
    }

    /// Makes an entity findable by its name and the parts of it.
    fn register(&mut self, page: &Page, entity: usize, name: &Name) {
        let id = entity as u32;
        let words = self.entities[entity].words.clone();
        let own: &[u64] = &self.words[words.clone()];
        self.by_name.entry(hash_all(own)).or_insert(id);
        let (first, last) = (own[0], own[own.len() - 1]);
        if own.len() == 1 {
            put(&mut self.by_part, (Part::Last, first), id);
            return;
        }
        if self.entities[entity].kind != Kind::Body {
            put(&mut self.by_part, (Part::Last, last), id);
            if !(name.attributive && name.kind == Kind::Unknown) {
                put(&mut self.by_part, (Part::First, first), id);
            }
            for &middle in &own[1..own.len() - 1] {
                put(&mut self.by_part, (Part::Middle, middle), id);
            }
        }
        if self.entities[entity].kind == Kind::Person {
            return;
        }
        if page.is(name.tokens.end - 1, Traits::ACRONYM) {
            // “the ISO” for “California ISO”.
            put(&mut self.by_part, (Part::Last, last), id);
        }
        // “SF” for SF Express, not “Leeds” for Leeds University.
        let short = !(name.attributive && name.kind == Kind::Unknown)
            && self.entities[entity]
                .traits
                .only(Traits::KINDS.without(Traits::COMPANY | Traits::UNION | Traits::CLUB))
                .is_empty();
        let known_alone = self.by_name.contains_key(&hash_all(&own[..1]));
        // “the UN” is not the UN Charter.
        let doubtful =
            self.entities[entity].kind == Kind::Unknown && page.is(name.tokens.start, Traits::ACRONYM);
        if short && own.len() <= 3 && !known_alone && !doubtful {
            put(&mut self.by_part, (Part::First, first), id);
            if own.len() == 3 {
                self.by_name.entry(hash_all(&own[..2])).or_insert(id);
            }
        }
        // HCSO for the Harris County Sheriff's Office.
        let mut initials = [0; 12];
        let mut length = 0;
        for at in name.tokens.clone() {
            let initial = page.word(at).as_bytes().first().copied().unwrap_or_default();
            if page.is(at, Traits::CAPITAL) && initial.is_ascii_uppercase() && length < initials.len() {
                initials[length] = initial;
                length += 1;
            }
        }
        for from in 0..2 {
            if let Ok(acronym) = std::str::from_utf8(&initials[from..length.max(from)])
                && acronym.len() >= 3
            {
                let acronym = hash(acronym);
                if from == 0 {
                    put(&mut self.by_part, (Part::Last, acronym), id);
                } else {
                    // “California ISO” for the California Independent System Operator.
                    self.by_name.entry(hash_all(&[first, acronym])).or_insert(id);
                }
            }
        }
    }

    /// Reads what stands around a name: age, acronym, apposition, what they are.
    fn describe(
        &mut self,
        page: &Page,
        name: &Name,
        entity: usize,
        sentence: Range<usize>,
        next_name: usize,
    ) {
        if page.is(name.tokens.start + 1, Traits::COMMA) && name.tokens.len() > 2 {
            // “Anne, Duchess of Merle”
            self.roles.add(page, entity, name.tokens.start + 2..name.tokens.start + 3);
        }
        for at in name.titled.start..name.tokens.start {
            if page.is(at, Traits::TITLE) {
                self.roles.add(page, entity, name.titled.start..at + 1);
            }
        }
        if name.titled.start < name.tokens.start
            && self.entities[entity].role.is_none()
            && !page.is(name.tokens.start.wrapping_sub(1), Traits::HONORIFIC | Traits::NOBLE)
        {
            self.entities[entity].role = Some(page.extent(name.titled.start..name.tokens.start));
        }
        // “the actor Jomo Kirui”, “her niece Aïssata”.
        let mut start = name.titled.start;
        while start > sentence.start
            && name.titled.start - start < 4
            && page.is(start.wrapping_sub(1), Traits::WORD)
            && !page.is(start.wrapping_sub(1), Traits::CAPITAL | Traits::SMALL)
            && (start < name.titled.start
                || (page.is(start - 1, Traits::ROLE | Traits::KIN | Traits::BODY | Traits::MODIFIER)
                    && !page.is(start - 1, Traits::PLURAL)))
        {
            start -= 1;
        }
        while start < name.titled.start
            && start > sentence.start
            && page.is(start.wrapping_sub(1), Traits::DEMONYM)
            && page.is(start.wrapping_sub(1), Traits::CAPITAL)
        {
            // “Republican presidential nominee Abel Crane”
            start -= 1;
        }
        if start < name.titled.start {
            self.be(page, entity, start..name.titled.start);
        } else if start > sentence.start + 1
            && page.is(start.wrapping_sub(1), Traits::COMMA)
            && page.is(start.wrapping_sub(2), Traits::NOUN)
        {
            // “its chairman, Lord Adeyemi”, “the commissioner for roads, Eteri …”.
            let floor = sentence.start.max(start.saturating_sub(10));
            if let Some(begin) = (floor..start - 1).rev().find(|&i| {
                page.is(i, Traits::DETERMINER) || page.is(i, Traits::COMMA | Traits::QUOTE | Traits::MARK)
            }) && page.is(begin, Traits::DETERMINER)
            {
                let ends_sentence_soon =
                    page.is(name.tokens.end, Traits::COMMA | Traits::MARK) || name.kind == Kind::Person;
                if ends_sentence_soon {
                    self.be(page, entity, begin..phrase_end(page, begin, start - 1));
                }
            }
        }
        let mut at = name.tokens.end;
        if page.is(at, Traits::OPEN)
            && page.is(at + 2, Traits::CLOSE)
            && page.is(at + 1, Traits::ACRONYM | Traits::CAPITAL)
        {
            put(&mut self.by_part, (Part::Last, hash(page.word(at + 1))), entity as u32);
            self.by_name.entry(hash_all(&[hash(page.word(at + 1))])).or_insert(entity as u32);
            if self.entities[entity].kind == Kind::Unknown && page.is(at + 1, Traits::ACRONYM) {
                self.entities[entity].kind = Kind::Body;
            }
            at += 3;
        } else if page.is(at, Traits::OPEN) {
            // “Dan (not his real name), a student”
            let close = (at..sentence.end.min(at + 10)).find(|&i| page.is(i, Traits::CLOSE));
            at = close.map_or(at, |close| close + 1);
        }
        if page.is(at, Traits::COMMA)
            && page.is(at + 1, Traits::NUMBER)
            && page.is(at + 2, Traits::COMMA | Traits::MARK | Traits::CLOSE)
            && let Ok(age) = page.word(at + 1).parse::<u8>()
        {
            self.person(entity);
            self.entities[entity].age = Some(age);
            at += 2;
        }
        if page.is(at, Traits::COMMA | Traits::DASH) && at + 1 < sentence.end {
            let end = phrase_end(page, at + 1, sentence.end);
            let begins = page.is(
                at + 1,
                Traits::DETERMINER | Traits::MODIFIER | Traits::ROLE | Traits::BODY | Traits::KIN,
            ) && !page.is(at + 1, Traits::FIRST | Traits::SECOND);
            if page.word(at + 1) == "who" {
                self.person(entity);
            } else if begins
                && end > at + 1
                && (page.is(end, Traits::COMMA | Traits::MARK | Traits::DASH)
                    || page.is(end, Traits::PREPOSITION | Traits::RELATIVE))
            {
                self.be(page, entity, at + 1..end);
            } else if page.is(at + 1, Traits::CAPITAL) && page.is(at + 2, Traits::CLITIC) && end > at + 3 {
                // “Tegnell, Sweden's state epidemiologist”.
                self.be(page, entity, at + 1..end);
            }
        } else if page.is(at, Traits::AUXILIARY) && page.is(at + 1, Traits::DETERMINER) {
            let end = phrase_end(page, at + 1, sentence.end);
            self.be(page, entity, at + 1..end);
        } else if at < next_name
            && page.is(at, Traits::ROLE)
            && page.is(at, Traits::PLURAL)
            && !page.is(at, Traits::CAPITAL)
            && name.kind == Kind::Person
        {
            // “Samuel Otieno coaches Lakeside Stars.”
            self.roles.add(page, entity, at..at + 1);
        }
    }

    /// The entity is what the tokens say: roles, kind and gender follow.
    fn be(&mut self, page: &Page, entity: usize, tokens: Range<usize>) {
        let head = tokens.end - 1;
        if !page.is(head, Traits::WORD) || page.is(head, Traits::SMALL) {
            return;
        }
        let traits = page.traits(head);
        let own = &mut self.entities[entity];
        if own.kind == Kind::Unknown {
            if traits.any(Traits::ROLE | Traits::KIN) && !traits.any(Traits::PLURAL) {
                own.kind = Kind::Person;
            } else if traits.any(Traits::BODY) {
                own.kind = Kind::Body;
            }
        }
        if own.kind == Kind::Body {
            own.traits |= traits.only(Traits::KINDS);
        } else if own.traits.only(Traits::GENDER).is_empty() && traits.any(Traits::ROLE | Traits::KIN) {
            own.traits |= traits.only(Traits::GENDER);
        }
        self.roles.add(page, entity, tokens);
    }

    fn person(&mut self, entity: usize) {
        if self.entities[entity].kind == Kind::Unknown {
            self.entities[entity].kind = Kind::Person;
        }
    }

    /// Everybody known by an entity's surname.
    pub(crate) fn of_surname(&self, entity: usize) -> Vec<usize> {
        let last = self.words(entity).last().copied().unwrap_or_default();
        slots(&self.by_part, (Part::Last, last)).collect()
    }

    /// The last mention of an entity before a token.
    pub(crate) fn last_before(&self, entity: usize, token: usize) -> Option<&Mention> {
        let end = self.mentions.partition_point(|m| m.start < token);
        self.mentions[end.saturating_sub(200)..end].iter().rev().find(|m| m.entity == entity)
    }

    /// How many words an entity's name has.
    pub(crate) fn words(&self, entity: usize) -> &[u64] {
        &self.words[self.entities[entity].words.clone()]
    }
}

/// The end of a noun phrase without what a preposition or clause adds.
pub(crate) fn phrase_end(page: &Page, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit && at - start < 12 {
        let traits = page.traits(at);
        let small = traits.any(Traits::SMALL) && !traits.any(Traits::DETERMINER | Traits::ADVERB);
        let inside = traits.any(Traits::WORD | Traits::CLITIC) || page.is_plural_possessive(at);
        if at > start
            && (!inside
                || (small && !traits.any(Traits::CAPITAL))
                || (traits.any(Traits::DEFINITE | Traits::POSSESSIVE)))
        {
            break;
        }
        at += 1;
    }
    at
}

/// Whether most words of a headline have capitals: then they tell nothing.
fn in_title_case(page: &Page, tokens: Range<usize>) -> bool {
    let (mut words, mut capitals) = (0, 0);
    for at in tokens {
        let traits = page.traits(at);
        if traits.any(Traits::WORD) && !traits.any(Traits::SMALL | Traits::NUMBER) {
            words += 1;
            capitals += usize::from(traits.any(Traits::CAPITAL));
        }
    }
    words > 2 && capitals * 10 > words * 7
}

/// Whether no verb stands before what starts at a token, as far as one can see:
/// in “closed the Lantern Street bridge” one does.
fn opens_clause(page: &Page, token: usize, floor: usize) -> bool {
    let mut at = token;
    while at > floor && page.is(at - 1, Traits::ROLE | Traits::KIN | Traits::BODY | Traits::MODIFIER) {
        at -= 1;
    }
    if at > floor && page.is(at - 1, Traits::DETERMINER) {
        at -= 1;
    }
    if at <= floor {
        return true;
    }
    if page.is(at - 1, Traits::COMMA) {
        // “On Thursday, Ana Cole …”, not “her mother, Ana Cole”.
        let opening =
            Traits::PREPOSITION | Traits::ADVERB | Traits::CALENDAR | Traits::RELATIVE | Traits::CONJUNCTION;
        return page.is(floor, opening | Traits::NUMBER | Traits::QUOTE);
    }
    !page.is(at - 1, Traits::WORD) || page.is(at - 1, Traits::SMALL | Traits::CAPITAL)
}

/// Whether a preposition governs what starts at a token.
fn is_after_preposition(page: &Page, token: usize, floor: usize) -> bool {
    let mut at = token;
    while at > floor && token - at < 3 {
        at -= 1;
        if page.is(at, Traits::PREPOSITION) {
            // “according to Osei”, “says Osei of the plan” make Osei no less a subject.
            return !(page.word(at) == "to"
                && page.word(at.wrapping_sub(1)).eq_ignore_ascii_case("according"));
        }
        if !page.is(at, Traits::DETERMINER | Traits::CONJUNCTION) {
            return false;
        }
    }
    false
}
