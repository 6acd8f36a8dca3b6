//! The few entities to which a word may lead.

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// How many entities one word may lead to. More than four people of one surname are
/// rare even in a family's story, and the bound keeps an article of a hundred
/// thousand names linear.
const SLOTS: usize = 4;

/// Indexes of entities, the latest last, and how many of them are in use.
pub(crate) type Slots = ([u32; SLOTS], u8);

/// Adds an entity; when all slots are taken, the oldest entity gives way.
pub(crate) fn put<K: Hash + Eq>(map: &mut FxHashMap<K, Slots>, key: K, id: u32) {
    let (ids, count) = map.entry(key).or_default();
    let used = usize::from(*count);
    if ids[..used].contains(&id) {
        return;
    }
    if used == ids.len() {
        ids.rotate_left(1);
        ids[used - 1] = id;
    } else {
        ids[used] = id;
        *count += 1;
    }
}

/// The entities to which a key leads, the latest last.
pub(crate) fn slots<K: Hash + Eq>(
    map: &FxHashMap<K, Slots>,
    key: K,
) -> impl Iterator<Item = usize> + use<'_, K> {
    map.get(&key)
        .into_iter()
        .flat_map(|(ids, count)| ids[..usize::from(*count)].iter().map(|&id| id as usize))
}
