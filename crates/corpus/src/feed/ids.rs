//! Ids that no two records of a run share.

use super::seen::Seen;
use crate::formats::RawRecord;
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
    /// The id of a record, the one that it gives itself (`own`) if it could not keep
    /// that, and the record, which may not repeat an id of its `file` (a number). A
    /// record without an id of its own gets the `other` one.
    ///
    /// # Errors
    /// If what was seen cannot be written or read.
    pub(super) fn settle(
        &mut self,
        file: usize,
        own: Option<String>,
        other: impl FnOnce() -> String,
        raw: Result<RawRecord, String>,
    ) -> io::Result<(String, Option<String>, Result<RawRecord, String>)> {
        let raw = match &own {
            Some(id) if self.is_repeated(file, id)? => {
                Err(format!("the id “{id}” is taken by an earlier article of the same file or table"))
            }
            _ => raw,
        };
        let wanted = own.unwrap_or_else(other);
        let (id, own_id) = match &raw {
            Ok(_) => self.unique(wanted)?,
            Err(_) => (wanted, None),
        };
        Ok((id, own_id, raw))
    }

    /// An id that no record has yet, and the wanted one if that was taken.
    ///
    /// # Errors
    /// If what was seen cannot be written or read.
    fn unique(&mut self, wanted: String) -> io::Result<(String, Option<String>)> {
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
    fn is_repeated(&mut self, file: usize, id: &str) -> io::Result<bool> {
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
