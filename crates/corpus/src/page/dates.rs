//! Dates and times as newspapers and databases print them, found in text.
//! `article/record_dates.rs` reads the date fields of records.

use jiff::civil::{Date, Time};
use lexicon::{Calendar, Lexicon};

/// The years in which an article can have been printed: no newspaper is older than the
/// 17th century. Other numbers of four digits are no years.
const YEARS: std::ops::Range<i16> = 1600..2200;

/// A leap year, in which 29 February is a day.
const LEAP_YEAR: i16 = 2000;

/// Numbers of more digits are no part of a date in text.
const MOST_DIGITS: usize = 4;

/// Finds dates and times.
#[derive(Debug)]
pub(crate) struct Dates {
    calendar: Calendar,
}

/// A date, time or weekday in a text, and its bytes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FoundDate {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) when: DateOrTime,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DateOrTime {
    Date(Date),
    Time(Time),
    /// A day without a year, or a date that may be read two ways (05/06/2017).
    Unclear,
    Weekday,
}

impl DateOrTime {
    pub(crate) fn date(self) -> Option<Date> {
        if let Self::Date(date) = self { Some(date) } else { None }
    }

    pub(crate) fn time(self) -> Option<Time> {
        if let Self::Time(time) = self { Some(time) } else { None }
    }
}

/// A part of the text: digits, letters or a single mark.
struct DateToken<'a> {
    text: &'a str,
    start: usize,
    /// The value of up to four digits.
    number: Option<i16>,
}

impl DateToken<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its value, if it is a number and has this many digits.
    fn digits(&self, count: std::ops::RangeInclusive<usize>) -> Option<i16> {
        self.number.filter(|_| count.contains(&self.text.len()))
    }
}

impl Dates {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Self { calendar: Calendar::new(lexicon) }
    }

    /// All dates, times and weekdays, in order, none overlapping.
    pub(crate) fn find(&self, text: &str) -> Vec<FoundDate> {
        let tokens = tokens(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.at(&tokens[at..]) {
                Some((when, count)) => {
                    let (start, end) = (tokens[at].start, tokens[at + count - 1].end());
                    found.push(FoundDate { start, end, when });
                    at += count;
                }
                None => at += 1,
            }
        }
        found
    }

    /// What begins with the first token, and how many tokens it has.
    fn at(&self, tokens: &[DateToken]) -> Option<(DateOrTime, usize)> {
        let first = &tokens[0];
        if first.number.is_some() {
            return numeric(tokens).or_else(|| time(tokens)).or_else(|| self.day_first(tokens));
        }
        if !first.text.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        if self.calendar.weekday(&first.text.to_ascii_lowercase()).is_some() {
            // “Sun” may be half of a newspaper's name.
            let full = first.text.to_ascii_lowercase().ends_with("day");
            let dated = |next: &DateToken| {
                next.number.is_some() || [",", "."].contains(&next.text) || self.month(next).is_some()
            };
            let sure = full || tokens.get(1).is_some_and(dated);
            return sure.then_some((DateOrTime::Weekday, 1));
        }
        self.month_first(tokens)
    }

    /// The month that a token names, with a capital.
    fn month(&self, token: &DateToken) -> Option<i8> {
        let capital = token.text.starts_with(|c: char| c.is_ascii_uppercase());
        self.calendar.month(&token.text.to_ascii_lowercase()).filter(|_| capital)
    }

    /// `June 5, 2017`, `Nov. 18`, `March 3rd`.
    fn month_first(&self, tokens: &[DateToken]) -> Option<(DateOrTime, usize)> {
        let month = self.month(&tokens[0])?;
        let mut at = 1;
        at += usize::from(is(tokens, at, "."));
        let day = tokens.get(at)?.digits(1..=2)?;
        at += 1;
        at += usize::from(ordinal(tokens, at));
        with_year(tokens, at, month, day)
    }

    /// `5 June 2017`, `5th of June, 2017`, `05-Jun-2017`.
    fn day_first(&self, tokens: &[DateToken]) -> Option<(DateOrTime, usize)> {
        let day = tokens[0].digits(1..=2)?;
        let mut at = 1;
        at += usize::from(ordinal(tokens, at));
        at += usize::from(is(tokens, at, "of") || is(tokens, at, "-"));
        let month = self.month(tokens.get(at)?)?;
        at += 1;
        at += usize::from(is(tokens, at, ".") || is(tokens, at, "-"));
        with_year(tokens, at, month, day)
    }
}

/// Whether an article can have been printed on this day.
pub(crate) fn plausible(date: &Date) -> bool {
    YEARS.contains(&date.year())
}

/// The day and month with the year that follows at `at`, perhaps after a comma; without
/// one the date is unclear.
fn with_year(tokens: &[DateToken], at: usize, month: i8, day: i16) -> Option<(DateOrTime, usize)> {
    let day = i8::try_from(day).ok()?;
    let comma = usize::from(is(tokens, at, ","));
    let year = tokens.get(at + comma).and_then(|token| token.digits(4..=4));
    let date = year.and_then(|year| Date::new(year, month, day).ok()).filter(plausible);
    if let Some(date) = date {
        return Some((DateOrTime::Date(date), at + comma + 1));
    }
    Date::new(LEAP_YEAR, month, day).ok().map(|_| (DateOrTime::Unclear, at))
}

/// `2017-06-05`, `2017/6/5`, `2017年6月5日`, `25/12/2017`, `05.06.2017`.
fn numeric(tokens: &[DateToken]) -> Option<(DateOrTime, usize)> {
    let [a, p, b, q, c, ..] = tokens else { return None };
    let together = tokens[..4].iter().zip(&tokens[1..5]).all(|(left, right)| left.end() == right.start);
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
        let count = if chinese && is(tokens, 5, "日") { 6 } else { 5 };
        return date(year, b, c_number).map(|d| (DateOrTime::Date(d), count));
    }
    let a = a.digits(1..=2)?;
    c.digits(4..=4).filter(|_| p.text == q.text)?;
    let (day_first, month_first) = (date(c_number, b, a), date(c_number, a, b));
    let when = match (p.text, day_first, month_first) {
        (".", Some(date), _) => DateOrTime::Date(date),
        ("-" | "/", Some(one), Some(other)) if one != other => DateOrTime::Unclear,
        ("-" | "/", Some(date), _) | ("-" | "/", None, Some(date)) => DateOrTime::Date(date),
        _ => return None,
    };
    Some((when, 5))
}

/// `09:15`, `09:15:30.123Z`, `4 p.m.`, `3.15pm`, `12:01 +0100`.
fn time(tokens: &[DateToken]) -> Option<(DateOrTime, usize)> {
    let hour = tokens[0].digits(1..=2)?;
    let touching = |at: usize| tokens.get(at).is_some_and(|token| token.start == tokens[at - 1].end());
    let part = |at: usize, mark: &str| {
        let value = tokens.get(at + 1)?.digits(2..=2)?;
        (is(tokens, at, mark) && touching(at) && touching(at + 1)).then_some(value)
    };
    let colon = part(1, ":");
    let minute = colon.or_else(|| part(1, "."));
    let mut at = if minute.is_some() { 3 } else { 1 };
    let second = colon.and_then(|_| part(3, ":"));
    if second.is_some() {
        at = 5;
        if is(tokens, at, ".")
            && touching(at)
            && tokens.get(at + 1).is_some_and(|token| token.text.as_bytes()[0].is_ascii_digit())
        {
            at += 2;
        }
    }
    let hour = match half_day(tokens, at) {
        Some((after_noon, length)) => {
            at += length;
            (1..=12).contains(&hour).then(|| hour % 12 + if after_noon { 12 } else { 0 })?
        }
        // “3.15” may be anything.
        None if colon.is_none() => return None,
        None => hour,
    };
    // “Z” or “+0100”: the distance from UTC is skipped.
    if is(tokens, at, "Z") && touching(at) {
        at += 1;
    } else if is(tokens, at, "+") && tokens.get(at + 1).is_some_and(|token| token.digits(2..=4).is_some()) {
        at += 2;
        if is(tokens, at, ":") && touching(at) {
            at = (at + 2).min(tokens.len());
        }
    }
    let small = |n: i16| i8::try_from(n).ok();
    let time = Time::new(small(hour)?, small(minute.unwrap_or(0))?, small(second.unwrap_or(0))?, 0).ok()?;
    Some((DateOrTime::Time(time), at))
}

/// Whether `a.m.` or `p.m.` is at `at`, the latter being `true`, and how many tokens it
/// has.
fn half_day(tokens: &[DateToken], at: usize) -> Option<(bool, usize)> {
    let half = tokens.get(at)?.text.to_ascii_lowercase();
    match half.as_str() {
        "am" | "pm" => Some((half == "pm", 1)),
        "a" | "p" if is(tokens, at + 1, ".") && is(tokens, at + 2, "m") => {
            Some((half == "p", 3 + usize::from(is(tokens, at + 3, "."))))
        }
        _ => None,
    }
}

/// Whether the token at `at` is this text.
fn is(tokens: &[DateToken], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.text == text)
}

/// Whether the token at `at` makes an ordinal of the number before it: `3rd`.
fn ordinal(tokens: &[DateToken], at: usize) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|o| is(tokens, at, o)) && tokens[at].start == tokens[at - 1].end()
}

/// The parts of a text, without its white space.
fn tokens(text: &str) -> Vec<DateToken<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
        let length = match class(first) {
            (false, false) => first.len_utf8(),
            kind => text[start..].find(|c| class(c) != kind).unwrap_or(text.len() - start),
        };
        if !first.is_whitespace() {
            let token = &text[start..start + length];
            let number = if token.len() <= MOST_DIGITS { token.parse().ok() } else { None };
            tokens.push(DateToken { text: token, start, number });
        }
        start += length;
    }
    tokens
}
