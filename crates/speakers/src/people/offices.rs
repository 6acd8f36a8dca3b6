//! Offices that everybody knows: the president, of whom an article only says “Mr Obama”.

use super::name::EntityKind;
use super::registry::{NamePart, People};
use crate::words::offices::OfficeHolder;
use crate::words::page::Page;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Without a day, one holder must be named so many times as often as the next to be the one of
/// the article's time.
const CLEARLY: u32 = 2;

/// Gives known offices to those named in an article of a day, if that is known. An office that
/// the article itself gives to somebody whom it names as often is theirs.
pub(super) fn add(people: &mut People, page: &Page, day: Option<Date>) {
    let of_day = |holder: &&OfficeHolder| day.is_none_or(|day| holder.held_on(day));
    let holders = page.words.office_holders.iter().filter(of_day);
    let mut named: Vec<(u64, u32, usize)> = holders
        .filter_map(|holder| {
            let entity = entity_of(people, holder)?;
            Some((holder.office, people.entities[entity].mentions, entity))
        })
        .collect();
    named.sort_unstable_by_key(|&(office, mentions, entity)| (office, Reverse(mentions), entity));
    for of_office in named.chunk_by(|(one, ..), (other, ..)| one == other) {
        let (office, mentions, entity) = of_office[0];
        let clear = of_office.get(1).is_none_or(|&(_, next, _)| mentions >= CLEARLY * next);
        let rival = |other: usize| other != entity && people.entities[other].mentions >= mentions;
        if clear && !people.roles.holders_now(office).any(rival) {
            people.roles.add_office(entity, office);
            people.entities[entity].settle_kind(EntityKind::Person);
        }
    }
}

/// Who is named like an office holder, by the full name or the surname alone: of several the one
/// named most often.
fn entity_of(people: &People, holder: &OfficeHolder) -> Option<usize> {
    let [given, surname] = holder.name;
    let same = |entity: &usize| {
        let words = people.words(*entity);
        words.last() == Some(&surname) && (words.len() == 1 || words.first() == Some(&given))
    };
    let bearers = people.of_part(NamePart::Last, surname).filter(same);
    bearers.max_by_key(|&entity| people.entities[entity].mentions)
}
