//! Thrift's compact protocol, as far as is needed to see that a structure ends.
//!
//! Parquet describes itself in this protocol. The library that reads Parquet
//! believes what a list says about its length, and goes through two thousand
//! million items of no bytes if a damaged one says so. Here an item takes at least
//! one byte, as in the [specification], so no structure takes longer than its
//! bytes.
//!
//! [specification]: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md

use std::io::{self, Read};

/// How deep structures may be nested. Those of Parquet are not half as deep.
const DEPTH: usize = 32;

/// Walks over a structure at the start of `bytes` that has at most `limit` of them.
/// Returns its length in bytes and the integer in its field `wanted`, if it has
/// one.
///
/// # Errors
/// If the bytes end before the structure does, or are no structure.
pub(super) fn structure(bytes: &mut impl Read, limit: u64, wanted: i64) -> io::Result<(u64, Option<i64>)> {
    let mut walk = Walk { left: limit, promised: limit, bytes };
    let mut found = None;
    walk.fields(DEPTH, &mut |walk, id, kind| match kind {
        4..=6 if id == wanted => walk.number().map(|number| found = Some(unzigzagged(number))),
        _ => walk.value(kind, DEPTH - 1),
    })?;
    Ok((limit - walk.left, found))
}

/// Decodes an integer from zigzag form, in which negative ones lie between the
/// others: 0, -1, 1, -2, …
fn unzigzagged(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

struct Walk<'a, R> {
    bytes: &'a mut R,
    left: u64,
    /// How many items lists may still have.
    promised: u64,
}

impl<R: Read> Walk<'_, R> {
    /// Hands each field of a structure to `each`: its number and its kind.
    fn fields(
        &mut self,
        depth: usize,
        each: &mut impl FnMut(&mut Self, i64, u8) -> io::Result<()>,
    ) -> io::Result<()> {
        if depth == 0 {
            return Err(damaged());
        }
        let mut id = 0;
        loop {
            let head = self.byte()?;
            let kind = head & 15;
            if kind == 0 {
                return Ok(());
            }
            id = match head >> 4 {
                0 => unzigzagged(self.number()?),
                step => id + i64::from(step),
            };
            each(self, id, kind)?;
        }
    }

    /// Skips a value of this kind.
    fn value(&mut self, kind: u8, depth: usize) -> io::Result<()> {
        match kind {
            // A boolean: its kind is its value.
            1 | 2 => Ok(()),
            // A byte.
            3 => self.skip(1),
            // Integers of 16, 32 and 64 bits.
            4..=6 => self.number().map(|_| ()),
            // A floating-point number.
            7 => self.skip(8),
            // Binary data, or a text.
            8 => {
                let length = self.number()?;
                self.skip(length)
            }
            // A list, or a set.
            9 | 10 => {
                let head = self.byte()?;
                let count = match head >> 4 {
                    15 => self.number()?,
                    count => u64::from(count),
                };
                self.items(count, &[head & 15], depth)
            }
            // A map.
            11 => match self.number()? {
                0 => Ok(()),
                count => {
                    let kinds = self.byte()?;
                    self.items(count, &[kinds >> 4, kinds & 15], depth)
                }
            },
            // A structure.
            12 => self.fields(depth, &mut |walk, _, kind| walk.value(kind, depth - 1)),
            // A UUID.
            13 => self.skip(16),
            _ => Err(damaged()),
        }
    }

    /// Skips `count` items, each of which has values of these kinds.
    fn items(&mut self, count: u64, kinds: &[u8], depth: usize) -> io::Result<()> {
        self.promised = self.promised.checked_sub(count).ok_or_else(damaged)?;
        let depth = depth.checked_sub(1).ok_or_else(damaged)?;
        (0..count).try_for_each(|_| kinds.iter().try_for_each(|&kind| self.value(kind, depth)))
    }

    /// Reads an unsigned integer, seven bits a byte.
    fn number(&mut self) -> io::Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(damaged())
    }

    fn byte(&mut self) -> io::Result<u8> {
        self.left = self.left.checked_sub(1).ok_or_else(damaged)?;
        let mut byte = [0];
        self.bytes.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn skip(&mut self, count: u64) -> io::Result<()> {
        self.left = self.left.checked_sub(count).ok_or_else(damaged)?;
        match io::copy(&mut self.bytes.take(count), &mut io::sink())? == count {
            true => Ok(()),
            false => Err(damaged()),
        }
    }
}

pub(super) fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "what it says of itself is damaged")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures() {
        let text = [0x18, 2, b'a', b'b'];
        // Fields 1 (text), 3 (number 5), then the end.
        let plain = [&text[..], &[0x25, 10, 0]].concat();
        // In field 1 a list of three booleans, of four numbers, a map, a structure.
        let booleans = [0x19, 0x31, 0x25, 10, 0];
        let numbers = [0x19, 0x45, 1, 2, 3, 4, 0];
        let map = [0x1B, 1, 0x85, 1, b'a', 7, 0];
        let nested = [0x1C, 0x15, 3, 0, 0x25, 1, 0];
        for (bytes, length, wanted) in [
            (&plain[..], 7, Some(5)),
            (&booleans, 5, Some(5)),
            (&numbers, 7, None),
            (&map, 7, None),
            (&nested, 7, Some(-1)),
        ] {
            let found = structure(&mut &*bytes, 100, 3).unwrap();
            assert_eq!(found, (length, wanted), "{bytes:?}");
            assert!(structure(&mut &*bytes, length - 1, 3).is_err(), "{bytes:?} cut");
        }
        // Lists of two thousand million booleans, and lists in lists without end.
        let booleans = [0x19, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0];
        let nested = [&[0x19][..], &[0x19; 100]].concat();
        for bytes in [&booleans[..], &nested, &[0x1C; 100], &[]] {
            assert!(structure(&mut &*bytes, 100, 3).is_err(), "{bytes:?}");
        }
    }
}
