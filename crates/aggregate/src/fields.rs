//! How notes are laid out in bytes while they are sorted. Nothing of it is ever
//! read by another run.

use jiff::civil::Date;
use std::io;

/// Appends a number; small ones take one byte.
pub(crate) fn put_number(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Appends a text with its length.
pub(crate) fn put_text(to: &mut Vec<u8>, text: &str) {
    put_number(to, text.len() as u64);
    to.extend_from_slice(text.as_bytes());
}

/// Appends a text that may be missing, which is not the same as empty.
pub(crate) fn put_optional(to: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => {
            to.push(1);
            put_text(to, text);
        }
        None => to.push(0),
    }
}

/// Appends a date in four bytes that sort as dates do, a missing one last.
pub(crate) fn put_date(to: &mut Vec<u8>, date: Option<Date>) {
    match date {
        Some(date) => {
            // Years run from -9999.
            let year = (i32::from(date.year()) + 10_000) as u16;
            to.extend_from_slice(&year.to_be_bytes());
            to.extend_from_slice(&[date.month() as u8, date.day() as u8]);
        }
        None => to.extend_from_slice(&[0xFF; 4]),
    }
}

/// Appends a number in eight bytes that sort as numbers do.
pub(crate) fn put_ordinal(to: &mut Vec<u8>, number: u64) {
    to.extend_from_slice(&number.to_be_bytes());
}

/// Appends a text in bytes that sort as texts do. It has no NUL, or loses it.
pub(crate) fn put_sortable(to: &mut Vec<u8>, text: &str) {
    to.extend(text.bytes().filter(|&byte| byte != 0));
    to.push(0);
}

/// Takes the fields off the front of bytes, in the order in which they were put.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn bytes(&mut self, count: usize) -> io::Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> io::Result<u8> {
        Ok(self.bytes(1)?[0])
    }

    pub(crate) fn number(&mut self) -> io::Result<u64> {
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

    pub(crate) fn text(&mut self) -> io::Result<&'a str> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| damaged())
    }

    pub(crate) fn optional(&mut self) -> io::Result<Option<&'a str>> {
        Ok(match self.byte()? {
            0 => None,
            _ => Some(self.text()?),
        })
    }

    pub(crate) fn date(&mut self) -> io::Result<Option<Date>> {
        let &[high, low, month, day] = self.bytes(4)? else { return Err(damaged()) };
        if [high, low, month, day] == [0xFF; 4] {
            return Ok(None);
        }
        let year = i32::from(u16::from_be_bytes([high, low])) - 10_000;
        Date::new(year as i16, month as i8, day as i8).map(Some).map_err(|_| damaged())
    }

    pub(crate) fn sortable(&mut self) -> io::Result<&'a [u8]> {
        let end = self.0.iter().position(|&byte| byte == 0).ok_or_else(damaged)?;
        let text = self.bytes(end)?;
        self.byte()?;
        Ok(text)
    }

    pub(crate) fn ordinal(&mut self) -> io::Result<u64> {
        let bytes = self.bytes(8)?.try_into().map_err(|_| damaged())?;
        Ok(u64::from_be_bytes(bytes))
    }
}

/// Bytes on disk are not what was written there.
pub(crate) fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file is damaged")
}

/// Keys with their values, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frames {
    bytes: Vec<u8>,
    /// Where each key and each value ends.
    ends: Vec<(usize, usize)>,
}

impl Frames {
    /// Appends a key, and the value that `put` writes.
    pub(crate) fn push(&mut self, key: &[u8], put: impl FnOnce(&mut Vec<u8>)) {
        self.bytes.extend_from_slice(key);
        let value = self.bytes.len();
        put(&mut self.bytes);
        self.ends.push((value, self.bytes.len()));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |&(value, end)| {
            let frame = (&self.bytes[start..value], &self.bytes[value..end]);
            start = end;
            frame
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_put_comes_back() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let dates = [Some(Date::MIN), Some(date(2017, 6, 4)), Some(Date::MAX), None];
        numbers.iter().for_each(|&n| put_number(&mut bytes, n));
        dates.iter().for_each(|&d| put_date(&mut bytes, d));
        put_text(&mut bytes, "Åse");
        put_optional(&mut bytes, None);
        put_optional(&mut bytes, Some(""));
        put_ordinal(&mut bytes, 7);

        let mut fields = Fields(&bytes);
        assert_eq!(numbers.map(|_| fields.number().unwrap()), numbers);
        assert_eq!(dates.map(|_| fields.date().unwrap()), dates);
        assert_eq!(fields.text().unwrap(), "Åse");
        assert_eq!(fields.optional().unwrap(), None);
        assert_eq!(fields.optional().unwrap(), Some(""));
        assert_eq!(fields.ordinal().unwrap(), 7);
        assert!(fields.0.is_empty());
        assert!(fields.number().is_err() && fields.text().is_err());
        assert!(Fields(&[0xFF; 11]).number().is_err());
        assert!(Fields(&[2, 0xC3, 0x28]).text().is_err());
    }

    #[test]
    fn dates_and_ordinals_sort_as_bytes() {
        let put = |date| {
            let mut bytes = Vec::new();
            put_date(&mut bytes, date);
            bytes
        };
        let dates = [Some(Date::MIN), Some(date(-1, 12, 31)), Some(date(2017, 6, 4)), Some(Date::MAX), None];
        assert!(dates.map(put).is_sorted());
    }
}
