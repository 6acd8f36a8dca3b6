//! The few entities to which a word may lead.

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Indexes of entities, latest last, and how many there are.
pub(crate) type Slots = ([u32; 4], u8);

/// Adds an entity; the oldest of many gives way.
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

/// The entities to which a key leads.
pub(crate) fn slots<K: Hash + Eq>(
    map: &FxHashMap<K, Slots>,
    key: K,
) -> impl Iterator<Item = usize> + use<'_, K> {
    map.get(&key).into_iter().flat_map(|(ids, count)| ids[..usize::from(*count)].iter().map(|&e| e as usize))
}
