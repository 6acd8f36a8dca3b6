//! Which day “Sunday”, “yesterday” or “June 5” is, seen from the article's date.

use jiff::{Span, civil::Date};
use lexicon::Calendar;

/// The day that a phrase of time means in an article of this date. A weekday is
/// the last one before (or on) that date, as newspapers use it; `None` for
/// anything longer or vaguer than a day.
pub(crate) fn resolve(calendar: &Calendar, phrase: &str, published: Option<Date>) -> Option<Date> {
    let published = published?;
    let lower = phrase.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let back = |days: i64| -> Option<Date> { published.checked_sub(Span::new().days(days)).ok() };
    if lower.contains("week") || lower.contains("year") || lower.contains("next") {
        return None;
    }
    let mut month = None;
    let mut day: Option<i8> = None;
    let mut year: Option<i16> = None;
    for word in words.by_ref() {
        if let Some(day) = calendar.day(word) {
            return back(-i64::from(day));
        }
        if let Some(weekday) = calendar.weekday(word) {
            let days = (published.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
            return back(days.into());
        }
        if let Some(number) = calendar.month(word) {
            month = Some(number);
        } else if let Ok(number) = word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>() {
            if (1..=31).contains(&number) {
                day = Some(number as i8);
            } else if (1800..=2200).contains(&number) {
                year = Some(number);
            }
        }
    }
    let (month, day) = (month?, day?);
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let same_year = Date::new(published.year(), month, day).ok()?;
    // A day later in the year than the article was last year's.
    if same_year > published { Date::new(published.year() - 1, month, day).ok() } else { Some(same_year) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_around_a_monday() {
        let calendar = Calendar::new(&lexicon::Lexicon::embedded());
        let resolve = |phrase, published| super::resolve(&calendar, phrase, published);
        let monday = Date::new(2017, 6, 5).ok();
        for (phrase, expected) in [
            ("Sunday", Some("2017-06-04")),
            ("late Thursday", Some("2017-06-01")),
            ("on Monday", Some("2017-06-05")),
            ("yesterday", Some("2017-06-04")),
            ("on June 2", Some("2017-06-02")),
            ("on June 20", Some("2016-06-20")),
            ("on 3 May 2015", Some("2015-05-03")),
            ("last week", None),
            ("in May", None),
        ] {
            assert_eq!(resolve(phrase, monday).map(|d| d.to_string()).as_deref(), expected, "{phrase}");
        }
        assert_eq!(resolve("Sunday", None), None);
    }
}
