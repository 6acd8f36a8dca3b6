//! Offices that everybody knows: the president, of whom an article only says “Mr Obama”.

use super::name::EntityKind;
use super::registry::{NamePart, People};
use crate::words::keys::hash;
use crate::words::offices::{Office, OfficeHolder};
use crate::words::page::Page;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Without a day, one of two presidents must be named so many times as often as the other to be
/// the one of the article's time.
const CLEARLY: u32 = 2;

/// What those are of whose office is of no other country or state.
const PRESIDENTIAL: &str = "presidential";

/// Gives known offices and parties to those named in an article of a day, if that is known. “The
/// president” without a country is one person, and rather whoever the article itself gives that
/// office, if it names them as often.
pub(super) fn add(people: &mut People, page: &Page, day: Option<Date>) {
    let mut only: Vec<(u64, u32, usize)> = Vec::new();
    for holder in &page.words.office_holders {
        let Some(entity) = entity_of(people, holder) else { continue };
        let now = |office: &&Office| day.is_none_or(|day| office.held_on(day));
        for office in holder.offices.iter().filter(now) {
            if holder.of.is_empty() && !office.is_of_party {
                only.push((office.noun, people.entities[entity].mentions, entity));
            } else {
                let party = holder.party.iter().flat_map(|party| adjectives(party));
                let of = holder.of.iter().copied().chain(party.map(|adjective| hash(adjective)));
                people.roles.add_office(entity, office.noun, of.collect());
            }
        }
        let before = |office: &&Office| day.is_some_and(|day| office.was_held_before(day));
        for office in
            holder.offices.iter().filter(|office| office.is_highest && !office.is_of_party).filter(before)
        {
            people.roles.add_former_office(entity, office.noun, holder.of.clone());
        }
        if let Some(party) = &holder.party {
            // A president is no “House Republican”.
            let of = if holder.of.is_empty() { vec![hash(PRESIDENTIAL)] } else { holder.of.clone() };
            people.roles.add_party(entity, party, of);
        }
    }
    only.sort_unstable_by_key(|&(office, mentions, entity)| (office, Reverse(mentions), entity));
    for of_office in only.chunk_by(|(one, ..), (other, ..)| one == other) {
        let (office, mentions, entity) = of_office[0];
        let clear = of_office.get(1).is_none_or(|&(_, next, _)| mentions >= CLEARLY * next);
        let rival = |other: usize| other != entity && people.entities[other].mentions >= mentions;
        if clear && !people.roles.holders_now(office).any(rival) {
            people.roles.add_office(entity, office, Vec::new());
            people.entities[entity].settle_kind(EntityKind::Person);
        }
    }
}

/// What one of a party is called before a noun: “the Democratic senator”.
fn adjectives(party: &str) -> &'static [&'static str] {
    match party {
        "democrat" => &["democratic"],
        "republican" => &["republican", "GOP"],
        _ => &[],
    }
}

/// Who is named like an office holder, by the full name or, of the highest offices, the surname
/// alone: of several the one named most often.
fn entity_of(people: &People, holder: &OfficeHolder) -> Option<usize> {
    let [given, surname] = holder.name;
    let highest = holder.offices.iter().any(|office| office.is_highest);
    let same = |entity: &usize| {
        let words = people.words(*entity);
        let full = words.len() > 1 && words.first() == Some(&given);
        words.last() == Some(&surname) && (full || highest && words.len() == 1)
    };
    let bearers = people.of_part(NamePart::Last, surname).filter(same);
    bearers.max_by_key(|&entity| people.entities[entity].mentions)
}
