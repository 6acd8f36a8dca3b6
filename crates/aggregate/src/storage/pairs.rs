//! Pairs of a key and a value, held in memory.

/// Keys with their values, both plain bytes, in the order in which they were
/// pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs {
    bytes: Vec<u8>,
    /// Where in `bytes` each key and each value ends.
    ends: Vec<(usize, usize)>,
}

impl Pairs {
    /// Appends a key, and the value that `put` writes.
    pub(crate) fn push(&mut self, key: &[u8], put: impl FnOnce(&mut Vec<u8>)) {
        self.bytes.extend_from_slice(key);
        let key_end = self.bytes.len();
        put(&mut self.bytes);
        self.ends.push((key_end, self.bytes.len()));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |&(key_end, end)| {
            let pair = (&self.bytes[start..key_end], &self.bytes[key_end..end]);
            start = end;
            pair
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }
}
