//! How values are laid out in bytes.

use super::temporary::damaged;
use jiff::civil::Date;
use std::io;

/// The date that is missing: it sorts after all others.
const NO_DATE: [u8; 4] = [0xFF; 4];

/// What is added to a year to make it positive: the calendar begins in -9999.
const YEAR_OFFSET: i32 = 10_000;

/// Appends a number in the base-128 form of LEB128: those below 128 take one
/// byte, the largest ten. Bytes in this form do not sort as the numbers do.
pub(crate) fn put_number(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Appends how many numbers there are, and the numbers.
pub(crate) fn put_numbers(to: &mut Vec<u8>, numbers: &[u32]) {
    put_number(to, numbers.len() as u64);
    numbers.iter().for_each(|&number| put_number(to, u64::from(number)));
}

/// Appends a text after its length in bytes.
pub(crate) fn put_text(to: &mut Vec<u8>, text: &str) {
    put_number(to, text.len() as u64);
    to.extend_from_slice(text.as_bytes());
}

/// Appends how many texts there are, and the texts.
pub(crate) fn put_texts<'a>(to: &mut Vec<u8>, texts: impl ExactSizeIterator<Item = &'a str>) {
    put_number(to, texts.len() as u64);
    texts.for_each(|text| put_text(to, text));
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
            let year = (i32::from(date.year()) + YEAR_OFFSET) as u16;
            to.extend_from_slice(&year.to_be_bytes());
            to.extend_from_slice(&[date.month() as u8, date.day() as u8]);
        }
        None => to.extend_from_slice(&NO_DATE),
    }
}

/// Appends a number in eight bytes that sort as numbers do.
pub(crate) fn put_ordinal(to: &mut Vec<u8>, number: u64) {
    to.extend_from_slice(&number.to_be_bytes());
}

/// Appends a number in eight bytes that sort with the largest number first.
pub(crate) fn put_descending(to: &mut Vec<u8>, number: u64) {
    put_ordinal(to, u64::MAX - number);
}

/// Two numbers as [`put_ordinal`] writes them.
pub(crate) fn ordinals(one: u64, other: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&one.to_be_bytes());
    bytes[8..].copy_from_slice(&other.to_be_bytes());
    bytes
}

/// Appends a text in bytes that sort as texts do. It ends with a NUL, so those
/// inside the text are left out.
pub(crate) fn put_sortable(to: &mut Vec<u8>, text: &str) {
    to.extend(text.bytes().filter(|&byte| byte != 0));
    to.push(0);
}

/// Takes fields off the front of bytes, in the order in which they were put.
/// Each method is the counterpart of the function that appends the field, and
/// fails if the bytes do not hold one.
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

    pub(crate) fn numbers(&mut self) -> io::Result<Vec<u32>> {
        let count = self.number()? as usize;
        // Each takes at least one byte, so damaged bytes cannot ask for all memory.
        let mut numbers = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            numbers.push(self.number()? as u32);
        }
        Ok(numbers)
    }

    pub(crate) fn text(&mut self) -> io::Result<&'a str> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| damaged())
    }

    pub(crate) fn texts(&mut self) -> io::Result<Vec<&'a str>> {
        (0..self.number()?).map(|_| self.text()).collect()
    }

    pub(crate) fn optional(&mut self) -> io::Result<Option<&'a str>> {
        Ok(match self.byte()? {
            0 => None,
            _ => Some(self.text()?),
        })
    }

    pub(crate) fn date(&mut self) -> io::Result<Option<Date>> {
        let &[high, low, month, day] = self.bytes(4)? else { return Err(damaged()) };
        if [high, low, month, day] == NO_DATE {
            return Ok(None);
        }
        let year = i32::from(u16::from_be_bytes([high, low])) - YEAR_OFFSET;
        Date::new(year as i16, month as i8, day as i8).map(Some).map_err(|_| damaged())
    }

    /// The text without its NUL.
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
        put_numbers(&mut bytes, &[5, u32::MAX]);
        put_texts(&mut bytes, ["a", ""].into_iter());

        let mut fields = Fields(&bytes);
        assert_eq!(numbers.map(|_| fields.number().unwrap()), numbers);
        assert_eq!(dates.map(|_| fields.date().unwrap()), dates);
        assert_eq!(fields.text().unwrap(), "Åse");
        assert_eq!(fields.optional().unwrap(), None);
        assert_eq!(fields.optional().unwrap(), Some(""));
        assert_eq!(fields.ordinal().unwrap(), 7);
        assert_eq!(fields.numbers().unwrap(), [5, u32::MAX]);
        assert_eq!(fields.texts().unwrap(), ["a", ""]);
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
