//! Ids that no two records of a run share.

use super::seen::Seen;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;

/// The ids given out so far, as their hashes. If two different ids share a hash,
/// one of them is renamed without need, which does no harm.
#[derive(Debug, Default)]
pub(super) struct Ids {
    seen: Seen,
}

impl Ids {
    /// An id that no record has yet, and the wanted one if that was taken.
    ///
    /// # Errors
    /// If what was seen cannot be written or read.
    pub(super) fn unique(&mut self, wanted: String) -> io::Result<(String, Option<String>)> {
        if self.seen.insert(hash(&wanted))? {
            return Ok((wanted, None));
        }
        for count in 2.. {
            let id = format!("{wanted}~{count}");
            if self.seen.insert(hash(&id))? {
                return Ok((id, Some(wanted)));
            }
        }
        unreachable!("there are more numbers than records")
    }

    /// Whether a file gives this id to a second record; `file` is the number of the
    /// file.
    ///
    /// # Errors
    /// If what was seen cannot be written or read.
    pub(super) fn is_repeated(&mut self, file: usize, id: &str) -> io::Result<bool> {
        Ok(!self.seen.insert(hash(&(file, id)))?)
    }
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_apart() {
        let mut ids = Ids::default();
        let given: Vec<_> = ["a", "b", "a", "a~2", "a", "b"]
            .iter()
            .map(|id| ids.unique((*id).to_owned()).unwrap().0)
            .collect();
        assert_eq!(given, ["a", "b", "a~2", "a~2~2", "a~3", "b~2"]);
    }
}
