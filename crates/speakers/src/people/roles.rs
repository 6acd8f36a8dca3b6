//! Which roles the article gives to whom, and whom “the transport minister” can mean.

use super::slots::{Slots, put, slots};
use crate::words::keys::{hash, hash_all};
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many different modifiers of one role are kept: an article hardly ever uses more
/// for one person, and comparing stays cheap in nonsense.
const MODIFIERS: usize = 8;

/// The roles of everybody named in an article.
#[derive(Default)]
pub(crate) struct Roles {
    /// Who holds a role, by [`Role::noun`].
    by_noun: FxHashMap<u64, Slots>,
    /// By entity and noun.
    held: FxHashMap<(u32, u64), HeldRole>,
}

/// What the article says about somebody's role.
#[derive(Default)]
struct HeldRole {
    /// “transport” of the transport minister.
    modifiers: Vec<u64>,
    former: bool,
}

/// Somebody whom a role can mean.
pub(crate) struct Holder {
    pub(crate) entity: usize,
    /// Holds it at the time that the words say: now, or no longer (“former”).
    pub(crate) in_time: bool,
    /// Holds it in the same words, as far as both passages tell.
    pub(crate) exact: bool,
}

/// A role as some tokens name it.
struct Role {
    /// The noun, and a word before it that makes another role of it: a deputy mayor is
    /// no mayor.
    noun: u64,
    /// “transport” of the transport minister.
    modifiers: Vec<u64>,
    former: bool,
}

impl Role {
    /// The role with which some tokens end; there must be at least one.
    fn read(page: &Page, tokens: Range<usize>) -> Self {
        let head = tokens.end - 1;
        let word = page.word(head);
        // “writer/director”
        let mut noun = page.words.noun(word.rsplit('/').next().unwrap_or(word));
        let mut rest = tokens.start..head;
        if !rest.is_empty() && is_any(page, head - 1, &["deputy", "vice", "assistant", "prime"]) {
            rest.end -= 1;
            noun = hash_all(&[hash(page.word(head - 1)), noun]);
        }
        let informative = |&i: &usize| {
            page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL | Traits::NUMBER | Traits::MODIFIER)
        };
        Self {
            noun,
            former: rest.clone().any(|i| is_any(page, i, &["former", "ex"])),
            modifiers: rest.filter(informative).map(|i| page.words.country(page.word(i))).collect(),
        }
    }
}

impl Roles {
    /// Notes that somebody has an office that the article does not give them, with words that say
    /// of what.
    pub(super) fn add_office(&mut self, entity: usize, office: u64, modifiers: Vec<u64>) {
        self.add_role(entity, Role { noun: office, modifiers, former: false });
    }

    /// The same of an office that was theirs.
    pub(super) fn add_former_office(&mut self, entity: usize, office: u64, modifiers: Vec<u64>) {
        self.add_role(entity, Role { noun: office, modifiers, former: true });
    }

    /// Who has an office at present, without more words, by the article.
    pub(super) fn holders_now(&self, office: u64) -> impl Iterator<Item = usize> {
        let now = move |entity: &usize| {
            let held = self.held.get(&(*entity as u32, office));
            held.is_some_and(|held| !held.former && held.modifiers.is_empty())
        };
        slots(&self.by_noun, office).filter(now)
    }

    /// Notes that somebody has the role with which some tokens end; there must be one.
    pub(crate) fn add(&mut self, page: &Page, entity: usize, tokens: Range<usize>) {
        self.add_role(entity, Role::read(page, tokens));
    }

    /// Notes that somebody is of a party and from a region, given by their words.
    pub(super) fn add_party(&mut self, entity: usize, party: &str, region: Vec<u64>) {
        self.add_role(entity, Role { noun: hash(party), modifiers: region, former: false });
    }

    fn add_role(&mut self, entity: usize, role: Role) {
        put(&mut self.by_noun, role.noun, entity as u32);
        let held = self.held.entry((entity as u32, role.noun)).or_default();
        held.former |= role.former;
        for modifier in role.modifiers {
            if held.modifiers.len() < MODIFIERS && !held.modifiers.contains(&modifier) {
                held.modifiers.push(modifier);
            }
        }
    }

    /// Those whom the role with which some tokens end can mean; there must be one.
    pub(crate) fn holders(&self, page: &Page, tokens: Range<usize>) -> Vec<Holder> {
        let role = Role::read(page, tokens.clone());
        let holders: Vec<(usize, &HeldRole)> = slots(&self.by_noun, role.noun)
            .filter_map(|entity| Some((entity, self.held.get(&(entity as u32, role.noun))?)))
            .collect();
        let shares = |held: &HeldRole| role.modifiers.iter().any(|m| held.modifiers.contains(m));
        // “the Republican nominee” is not the Democratic nominee.
        let another = |held: &HeldRole| {
            let others = |m: &u64| holders.iter().any(|(_, h)| h.modifiers.contains(m));
            role.modifiers.iter().any(|m| !held.modifiers.contains(m) && others(m))
        };
        let exact = |held: &HeldRole| shares(held) && !another(held);
        let any_exact = holders.iter().any(|(_, held)| exact(held));
        let mut found: Vec<Holder> = holders
            .iter()
            .filter(|(_, held)| match any_exact {
                true => exact(held),
                // “the health minister” is not the finance minister.
                false => role.modifiers.is_empty() || held.modifiers.is_empty(),
            })
            .map(|&(entity, held)| Holder {
                entity,
                in_time: held.former == role.former,
                exact: any_exact || role.modifiers.is_empty() == held.modifiers.is_empty(),
            })
            .collect();
        let head = tokens.end - 1;
        if found.is_empty() && tokens.len() > 1 && is_any(page, head - 1, &["deputy"]) {
            // “the deputy mayor … the deputy, Hamza Qureshi”
            found.extend(slots(&self.by_noun, hash("deputy")).map(|entity| Holder {
                entity,
                in_time: true,
                exact: false,
            }));
        }
        found
    }

    /// Whether somebody holds the role with which some tokens end in the country, or for the
    /// body, that a word of it names.
    pub(crate) fn holds_of(&self, page: &Page, entity: usize, tokens: Range<usize>, owner: usize) -> bool {
        let held = self.held.get(&(entity as u32, Role::read(page, tokens).noun));
        held.is_some_and(|held| held.modifiers.contains(&page.words.country(page.word(owner))))
    }

    /// Those who hold a role by the same noun, but another one than the role with which
    /// some tokens end: the Unionist candidate, where they say “the Agrarian candidate”.
    pub(crate) fn holders_of_others(&self, page: &Page, tokens: Range<usize>) -> Vec<usize> {
        let role = Role::read(page, tokens.clone());
        let holders = self.holders(page, tokens);
        slots(&self.by_noun, role.noun).filter(|e| holders.iter().all(|h| h.entity != *e)).collect()
    }
}

/// Whether a token is one of these words, whatever its case.
fn is_any(page: &Page, at: usize, words: &[&str]) -> bool {
    words.iter().any(|w| page.word(at).eq_ignore_ascii_case(w))
}
