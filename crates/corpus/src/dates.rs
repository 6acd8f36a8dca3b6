//! Dates and times as newspapers and databases print them.

use crate::Corpus;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;
use lexicon::{Calendar, Lexicon};

/// Finds dates and times.
#[derive(Debug)]
pub(crate) struct Dates {
    calendar: Calendar,
}

/// Something found in a text, and its bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) what: When,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum When {
    Date(Date),
    Time(Time),
    /// A day without a year, or a date that may be read two ways (05/06/2017).
    Unclear,
    Weekday,
}

/// A piece of the text: digits, letters or a single mark.
struct Piece<'a> {
    text: &'a str,
    start: usize,
    /// The value of at most four digits.
    number: Option<i16>,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its value, if it has so many digits.
    fn digits(&self, count: std::ops::RangeInclusive<usize>) -> Option<i16> {
        self.number.filter(|_| count.contains(&self.text.len()))
    }
}

impl Dates {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Self { calendar: Calendar::new(lexicon) }
    }

    /// The date and time that a field of a record holds, read in the formats of its
    /// corpus if it has some, and in its time zone if it says which moment it was.
    pub(crate) fn of_record(&self, value: &str, corpus: &Corpus) -> (Option<Date>, Option<Time>) {
        let value = value.trim();
        let formats = corpus.date_formats.iter();
        if let Some(parsed) = formats.filter_map(|format| BrokenDownTime::parse(format, value).ok()).next() {
            let there = corpus.zone.as_ref().zip(parsed.to_timestamp().ok());
            let (date, time) = match there {
                Some((zone, moment)) => {
                    (Some(zone.to_datetime(moment).date()), Some(zone.to_datetime(moment).time()))
                }
                None => (parsed.to_date().ok(), parsed.hour().and_then(|_| parsed.to_time().ok())),
            };
            return (date.filter(plausible), time);
        }
        if let Some(zone) = &corpus.zone
            && let Some(moment) = moment(value)
        {
            let there = zone.to_datetime(moment);
            return (Some(there.date()).filter(plausible), Some(there.time()));
        }
        self.of_field(value)
    }

    /// The date and time that a field of a record holds: any of the forms that
    /// are found in text, or seconds or milliseconds since 1970 (then in UTC).
    pub(crate) fn of_field(&self, value: &str) -> (Option<Date>, Option<Time>) {
        let value = value.trim();
        if value.bytes().all(|b| b.is_ascii_digit()) {
            if let (8, Ok(number)) = (value.len(), value.parse::<i32>()) {
                let date =
                    Date::new((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8);
                return (date.ok().filter(plausible), None);
            }
            let moment = moment(value).map(|t| Offset::UTC.to_datetime(t));
            return (moment.as_ref().map(|m| m.date()), moment.map(|m| m.time()));
        }
        // 20170605T091500Z
        if value.as_bytes().get(8) == Some(&b'T')
            && let Some(Ok(both)) = value.get(..15).map(str::parse::<DateTime>)
        {
            return (Some(both.date()).filter(plausible), Some(both.time()));
        }
        let found = self.find(value);
        let date = found.iter().find_map(|f| if let When::Date(date) = f.what { Some(date) } else { None });
        let time = found.iter().find_map(|f| if let When::Time(time) = f.what { Some(time) } else { None });
        (date, time)
    }

    /// All dates, times and weekdays, in order, none overlapping.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let pieces = pieces(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            match self.at(&pieces[at..]) {
                Some((what, count)) => {
                    let (start, end) = (pieces[at].start, pieces[at + count - 1].end());
                    found.push(Found { start, end, what });
                    at += count;
                }
                None => at += 1,
            }
        }
        found
    }

    fn at(&self, pieces: &[Piece]) -> Option<(When, usize)> {
        let first = &pieces[0];
        if first.number.is_some() {
            return numeric(pieces).or_else(|| time(pieces)).or_else(|| self.day_first(pieces));
        }
        if !first.text.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        if self.calendar.weekday(&first.text.to_ascii_lowercase()).is_some() {
            // “Sun” may be half of a paper's name.
            let full = first.text.to_ascii_lowercase().ends_with("day");
            let dated =
                |p: &Piece| p.number.is_some() || [",", "."].contains(&p.text) || self.month(p).is_some();
            let sure = full || pieces.get(1).is_some_and(dated);
            return sure.then_some((When::Weekday, 1));
        }
        self.month_first(pieces)
    }

    fn month(&self, piece: &Piece) -> Option<i8> {
        let capital = piece.text.starts_with(|c: char| c.is_ascii_uppercase());
        self.calendar.month(&piece.text.to_ascii_lowercase()).filter(|_| capital)
    }

    /// `June 5, 2017`, `Nov. 18`, `March 3rd`.
    fn month_first(&self, pieces: &[Piece]) -> Option<(When, usize)> {
        let month = self.month(&pieces[0])?;
        let mut at = 1;
        at += usize::from(is(pieces, at, "."));
        let day = pieces.get(at)?.digits(1..=2)?;
        at += 1;
        at += usize::from(ordinal(pieces, at));
        with_year(pieces, at, month, day)
    }

    /// `5 June 2017`, `5th of June, 2017`, `05-Jun-2017`.
    fn day_first(&self, pieces: &[Piece]) -> Option<(When, usize)> {
        let day = pieces[0].digits(1..=2)?;
        let mut at = 1;
        at += usize::from(ordinal(pieces, at));
        at += usize::from(is(pieces, at, "of") || is(pieces, at, "-"));
        let month = self.month(pieces.get(at)?)?;
        at += 1;
        at += usize::from(is(pieces, at, ".") || is(pieces, at, "-"));
        with_year(pieces, at, month, day)
    }
}

/// The moment that a value means for certain: seconds or milliseconds since 1970,
/// or a date and time with its distance from UTC.
fn moment(value: &str) -> Option<Timestamp> {
    if value.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = match (value.len(), value.parse::<i64>()) {
            (9 | 10, Ok(seconds)) => seconds,
            (12 | 13, Ok(milliseconds)) => milliseconds / 1000,
            _ => return None,
        };
        return Timestamp::from_second(seconds).ok();
    }
    let of_mail = || jiff::fmt::rfc2822::parse(value).ok().map(|zoned| zoned.timestamp());
    value.parse().ok().or_else(of_mail)
}

fn plausible(date: &Date) -> bool {
    (1600..2200).contains(&date.year())
}

/// Looks for a year at `at`, after a comma perhaps.
fn with_year(pieces: &[Piece], at: usize, month: i8, day: i16) -> Option<(When, usize)> {
    let day = i8::try_from(day).ok()?;
    let comma = usize::from(is(pieces, at, ","));
    let year = pieces.get(at + comma).and_then(|p| p.digits(4..=4));
    let date = year.and_then(|year| Date::new(year, month, day).ok()).filter(plausible);
    if let Some(date) = date {
        return Some((When::Date(date), at + comma + 1));
    }
    // A leap year, so that 29 February is a day.
    Date::new(2000, month, day).ok().map(|_| (When::Unclear, at))
}

/// `2017-06-05`, `2017/6/5`, `2017年6月5日`, `25/12/2017`, `05.06.2017`.
fn numeric(pieces: &[Piece]) -> Option<(When, usize)> {
    let [a, p, b, q, c, ..] = pieces else { return None };
    let together = pieces[..4].iter().zip(&pieces[1..5]).all(|(left, right)| left.end() == right.start);
    if !together {
        return None;
    }
    let small = |n: i16| i8::try_from(n).ok();
    let date = |y, m, d| Date::new(y, small(m)?, small(d)?).ok().filter(plausible);
    let (b, c_number) = (b.digits(1..=2)?, c.number?);
    if let Some(year) = a.digits(4..=4) {
        let chinese = p.text == "年" && q.text == "月";
        let marked = p.text == q.text && ["-", "/", "."].contains(&p.text);
        c.digits(1..=2).filter(|_| chinese || marked)?;
        let count = if chinese && is(pieces, 5, "日") { 6 } else { 5 };
        return date(year, b, c_number).map(|d| (When::Date(d), count));
    }
    let a = a.digits(1..=2)?;
    c.digits(4..=4).filter(|_| p.text == q.text)?;
    let (day_first, month_first) = (date(c_number, b, a), date(c_number, a, b));
    let when = match (p.text, day_first, month_first) {
        (".", Some(date), _) => When::Date(date),
        ("-" | "/", Some(one), Some(other)) if one != other => When::Unclear,
        ("-" | "/", Some(date), _) | ("-" | "/", None, Some(date)) => When::Date(date),
        _ => return None,
    };
    Some((when, 5))
}

/// `09:15`, `09:15:30.123Z`, `4 p.m.`, `3.15pm`, `12:01 +0100`.
fn time(pieces: &[Piece]) -> Option<(When, usize)> {
    let hour = pieces[0].digits(1..=2)?;
    let touching = |at: usize| pieces.get(at).is_some_and(|p| p.start == pieces[at - 1].end());
    let part = |at: usize, mark: &str| {
        let value = pieces.get(at + 1)?.digits(2..=2)?;
        (is(pieces, at, mark) && touching(at) && touching(at + 1)).then_some(value)
    };
    let colon = part(1, ":");
    let minute = colon.or_else(|| part(1, "."));
    let mut at = if minute.is_some() { 3 } else { 1 };
    let second = colon.and_then(|_| part(3, ":"));
    if second.is_some() {
        at = 5;
        if is(pieces, at, ".")
            && touching(at)
            && pieces.get(at + 1).is_some_and(|p| p.text.as_bytes()[0].is_ascii_digit())
        {
            at += 2;
        }
    }
    let half = pieces.get(at).map(|p| p.text.to_ascii_lowercase()).unwrap_or_default();
    let hour = match half.as_str() {
        "am" | "pm" => {
            at += 1;
            Some(half == "pm")
        }
        "a" | "p" if is(pieces, at + 1, ".") && is(pieces, at + 2, "m") => {
            at += 3 + usize::from(is(pieces, at + 3, "."));
            Some(half == "p")
        }
        _ => {
            colon?;
            None
        }
    }
    .map_or(Some(hour), |after_noon| {
        (1..=12).contains(&hour).then(|| hour % 12 + if after_noon { 12 } else { 0 })
    })?;
    if is(pieces, at, "Z") && touching(at) {
        at += 1;
    } else if is(pieces, at, "+") && pieces.get(at + 1).is_some_and(|p| p.digits(2..=4).is_some()) {
        at += 2;
        if is(pieces, at, ":") && touching(at) {
            at = (at + 2).min(pieces.len());
        }
    }
    let small = |n: i16| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute.unwrap_or(0))?, small(second.unwrap_or(0))?, 0).ok()?;
    Some((When::Time(time), at))
}

fn is(pieces: &[Piece], at: usize, text: &str) -> bool {
    pieces.get(at).is_some_and(|p| p.text == text)
}

fn ordinal(pieces: &[Piece], at: usize) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|o| is(pieces, at, o)) && pieces[at].start == pieces[at - 1].end()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
        let length = match class(first) {
            (false, false) => first.len_utf8(),
            kind => text[start..].find(|c| class(c) != kind).unwrap_or(text.len() - start),
        };
        if !first.is_whitespace() {
            let piece = &text[start..start + length];
            let number = if piece.len() <= 4 { piece.parse().ok() } else { None };
            pieces.push(Piece { text: piece, start, number });
        }
        start += length;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, date: &str, time: &str) {
        let found = Dates::new(&Lexicon::embedded()).of_field(text);
        let shown =
            (found.0.map_or("-".into(), |d| d.to_string()), found.1.map_or("-".into(), |t| t.to_string()));
        assert_eq!(shown, (date.to_owned(), time.to_owned()), "{text}");
    }

    #[test]
    fn forms() {
        for text in [
            "2017-06-05",
            "2017/6/5",
            "2017.06.05",
            "20170605",
            "2017年6月5日",
            "June 5, 2017",
            "Jun. 5th 2017",
            "5 June 2017",
            "the 5th of June, 2017",
            "05-Jun-2017",
            "Monday, June 5 2017",
            "05.06.2017",
        ] {
            check(text, "2017-06-05", "-");
        }
        for text in [
            "2017-06-05T09:15:00Z",
            "2017-06-05 09:15",
            "20170605T091500Z",
            "20170605T091500+0100",
            "2017-06-05 09:15Delta Times",
            "2017-06-05T09:15:00.123+02:00",
            "Mon, 05 Jun 2017 09:15:00 GMT",
            "5 June 2017, 9.15am",
            "9:15 a.m. EDT, June 5, 2017",
            "1496654100",
            "1496654100000",
        ] {
            check(text, "2017-06-05", "09:15:00");
        }
        check("25/12/2017 4 p.m.", "2017-12-25", "16:00:00");
        check("12/25/2017 12:05 am", "2017-12-25", "00:05:00");
        check("12/12/2017", "2017-12-12", "-");
    }

    #[test]
    fn what_is_unclear_is_not_guessed() {
        for text in [
            "05/06/2017",
            "March 3",
            "31 February 2017",
            "2017-13-40",
            "may 2017",
            "3.15",
            "",
            "99999999999999999999",
            "13 p.m.",
            "25:61",
            "1/2/3",
            "2017-06",
            "-",
            "日",
        ] {
            check(text, "-", "-");
        }
    }
}
