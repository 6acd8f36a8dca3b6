//! The date fields of records: in the formats and the time zone of the corpus, as
//! timestamps, or in any form that is found in text.

use crate::corpus::Corpus;
use crate::page::{Dates, plausible};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;

/// The date and time that a field of a record holds, read in the formats of its corpus
/// if it has some, and in the time zone of the corpus if the value is a moment. What
/// is unclear (`05/06/2017`) is not guessed.
pub(super) fn read(value: &str, corpus: &Corpus, dates: &Dates) -> (Option<Date>, Option<Time>) {
    let value = value.trim();
    let mut formats = corpus.date_formats.iter();
    if let Some(parsed) = formats.find_map(|format| BrokenDownTime::parse(format, value).ok()) {
        let (date, time) = match corpus.zone.as_ref().zip(parsed.to_timestamp().ok()) {
            Some((zone, moment)) => {
                let there = zone.to_datetime(moment);
                (Some(there.date()), Some(there.time()))
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
    read_any(value, dates)
}

/// The date and time in a value of any of the forms that are found in text, of eight
/// digits, or of seconds or milliseconds since 1970 (then in UTC).
fn read_any(value: &str, dates: &Dates) -> (Option<Date>, Option<Time>) {
    if value.bytes().all(|b| b.is_ascii_digit()) {
        // 20170605
        if let (8, Ok(number)) = (value.len(), value.parse::<i32>()) {
            let date = Date::new((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8);
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
    let found = dates.find(value);
    (found.iter().find_map(|f| f.when.date()), found.iter().find_map(|f| f.when.time()))
}

/// The moment that a value means for certain: seconds (9 or 10 digits, from 1973 on) or
/// milliseconds since 1970, or a date and time with its distance from UTC.
fn moment(value: &str) -> Option<Timestamp> {
    if value.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = match (value.len(), value.parse::<i64>()) {
            (9 | 10, Ok(seconds)) => seconds,
            (12 | 13, Ok(milliseconds)) => milliseconds / 1000,
            _ => return None,
        };
        return Timestamp::from_second(seconds).ok();
    }
    let as_in_mail = || jiff::fmt::rfc2822::parse(value).ok().map(|zoned| zoned.timestamp());
    value.parse().ok().or_else(as_in_mail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lexicon::Lexicon;

    #[track_caller]
    fn check(text: &str, date: &str, time: &str) {
        let found = read(text, &Corpus::default(), &Dates::new(&Lexicon::embedded()));
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
