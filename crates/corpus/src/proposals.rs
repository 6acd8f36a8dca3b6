//! Under which names records may hold what nothing is read from: what a `corpus.toml` could
//! say.
//!
//! A value tells what it can be (a long text, a date, an address), its name what it is
//! likely to be. What is unlikely is not proposed: a person looks at each.

use crate::fields::{Field, is_called};
use std::collections::{BTreeMap, BTreeSet};

/// A field, and where the records of a corpus may hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What `corpus.toml` calls the field.
    pub field: &'static str,
    /// Where the records have it; a dot steps into an object.
    pub name: String,
    /// In how many of the records looked at it is, and how many these are.
    pub records: (usize, usize),
    /// The start of one value, on one line.
    pub example: String,
}

/// How many records are looked at: enough to see what their fields hold.
const RECORDS: usize = 100;

/// How many names are kept in mind; records with more hold tables, not articles.
const NAMES: usize = 500;

/// How many characters of a value are kept.
const KEPT: usize = 400;

/// How many characters of a value are shown.
const SHOWN: usize = 50;

/// From how many characters on a value may be an article, if it has enough words.
const LONG: usize = 100;
const WORDS: usize = 15;

/// What share of the values of a name must be of a kind, in percent: some are empty or odd.
const MOST_FIT: usize = 60;

/// How many times as long as the texts that are read others must be, to be the better ones.
const LONGER: usize = 2;

/// The fields for which names are proposed, and words in names that are likely to hold them.
const LIKELY: [(Field, &[&str]); 9] = [
    (Field::Text, &[]),
    (Field::Title, &["title", "headline", "heading", "head"]),
    (Field::Date, &["date", "published", "publication", "pubtime", "pub", "created", "printed", "day"]),
    (
        Field::Outlet,
        &["outlet", "source", "publisher", "publication", "newspaper", "paper", "media", "medium", "site"],
    ),
    (Field::Author, &["author", "authors", "byline", "writer", "journalist", "reporter"]),
    (Field::Subtitle, &["subtitle", "subheadline", "standfirst", "dek", "kicker"]),
    (Field::Section, &["section", "desk", "category", "rubric"]),
    (Field::Url, &["url", "link", "uri", "href", "permalink"]),
    (Field::Id, &["id", "key", "guid", "uuid", "nid"]),
];

/// Names within an object that stands for a value: `media.name`, `headline.main`.
const PARTS: [&str; 7] = ["name", "main", "value", "label", "full", "text", "0"];

/// What has been seen of the values of records.
#[derive(Debug, Default)]
pub(crate) struct Values {
    records: usize,
    by_name: BTreeMap<String, Seen>,
    /// All lengths of the texts that were read, in characters, and how many these are.
    read: (usize, usize),
}

/// The values under one name.
#[derive(Debug, Default)]
struct Seen {
    values: Vec<String>,
    characters: usize,
}

impl Values {
    /// Takes the values of a record, as long as more are needed.
    pub(crate) fn add(&mut self, values: Vec<(String, String)>) {
        if self.records == RECORDS || values.is_empty() {
            return;
        }
        self.records += 1;
        for (name, value) in values {
            let known = self.by_name.len() < NAMES || self.by_name.contains_key(&name);
            let value = value.trim();
            if known && !value.is_empty() {
                let seen = self.by_name.entry(name).or_default();
                seen.characters += value.chars().count();
                seen.values.push(value.chars().take(KEPT).collect());
            }
        }
    }

    /// Takes note of a text that was read.
    pub(crate) fn add_text(&mut self, text: &str) {
        self.read.0 += text.chars().count();
        self.read.1 += 1;
    }

    /// Names for the fields that `known` does not have; `is_date` knows dates.
    pub(crate) fn proposals(
        &self,
        known: impl Fn(Field) -> bool,
        is_date: impl Fn(&str) -> bool,
    ) -> Vec<Proposal> {
        let mut proposals: Vec<Proposal> = Vec::new();
        for (field, words) in LIKELY {
            // A text is never known, but it may be the wrong one.
            if known(field) || field != Field::Text && self.is_read(field) {
                continue;
            }
            let taken = |name: &str| proposals.iter().any(|proposal| proposal.name == name);
            let fits = |seen: &Seen| {
                let fitting = seen.values.iter().filter(|value| fits(field, value, &is_date)).count();
                100 * fitting >= MOST_FIT * seen.values.len() && (field != Field::Id || seen.differ())
            };
            let likely = self.by_name.iter().filter(|(name, seen)| !taken(name) && fits(seen));
            let ranked = likely.filter_map(|(name, seen)| {
                let rank = match field {
                    Field::Text => self.is_better_text(seen).then_some(seen.characters),
                    _ => rank(name, field, words),
                };
                Some((rank?, seen.values.len(), name, seen))
            });
            // Of equals the shorter name, which is less deep.
            let best = ranked.max_by_key(|(rank, count, name, _)| {
                (*rank, *count, std::cmp::Reverse((name.len(), (*name).clone())))
            });
            proposals.extend(best.map(|(_, count, name, seen)| Proposal {
                field: field.name(),
                name: name.clone(),
                records: (count, self.records),
                example: example(&seen.values[0]),
            }));
        }
        proposals
    }

    /// Whether a field is read from a name of its own. (If it is an object of which nothing is
    /// read, `source.media_name` may still be proposed.)
    fn is_read(&self, field: Field) -> bool {
        self.by_name.iter().any(|(name, seen)| {
            field.usual_names().iter().any(|usual| is_called(name, usual))
                && seen.values.iter().any(|value| field != Field::Outlet || !value.contains("://"))
        })
    }

    /// Whether values are much longer than the texts that are read, if any are.
    fn is_better_text(&self, seen: &Seen) -> bool {
        let (characters, texts) = self.read;
        characters * seen.values.len() * LONGER <= seen.characters * texts || texts == 0
    }
}

impl Seen {
    /// Whether all values differ, as ids do.
    fn differ(&self) -> bool {
        self.values.iter().collect::<BTreeSet<_>>().len() == self.values.len()
    }
}

/// Whether a value may be one of this field.
fn fits(field: Field, value: &str, is_date: &impl Fn(&str) -> bool) -> bool {
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    let words = value.split_whitespace().count();
    let is_name = value.contains(char::is_alphabetic) && !is_address && !is_date(value);
    match field {
        Field::Text => value.chars().count() >= LONG && words >= WORDS,
        Field::Title | Field::Subtitle => value.chars().count() < KEPT && words > 1 && is_name,
        Field::Date => is_date(value),
        Field::Url => is_address,
        Field::Id => words == 1 && !is_date(value),
        _ => words <= 12 && is_name,
    }
}

/// How likely a name is that of a field; `None` if it is not.
fn rank(name: &str, field: Field, likely: &[&str]) -> Option<usize> {
    let steps: Vec<_> = name.split('.').collect();
    let (last, outer) = steps.split_last()?;
    let squashed =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_usual = |usual: &&str| squashed(usual) == squashed(last);
    let is_likely = |step: &str| words_of(step).iter().any(|word| likely.contains(&word.as_str()));
    if PARTS.contains(&last.to_lowercase().as_str()) {
        outer.iter().any(|step| is_likely(step)).then_some(1)
    } else if field.usual_names().iter().any(is_usual) {
        Some(3)
    } else {
        is_likely(last).then_some(2)
    }
}

/// The words of a name: `webPublicationDate`, `media_name`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// The dates of records whose days and months cannot be told apart, as in `05/04/2031`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnclearDates {
    /// How many there are.
    pub count: u64,
    /// One of them.
    pub example: String,
    /// What `formats` in `corpus.toml` may say: one, if other dates tell, else two.
    pub formats: Vec<String>,
}

impl UnclearDates {
    /// Of the dates of a corpus; `is_date` knows those that are clear.
    pub(crate) fn of(dates: &[String], is_date: impl Fn(&str) -> bool) -> Option<Self> {
        let numbers = |date: &str| -> Option<(u32, u32, char)> {
            let mark = ['/', '-', '.'].into_iter().find(|mark| date.contains(*mark))?;
            let mut parts = date.split(mark).map(str::parse);
            Some((parts.next()?.ok()?, parts.next()?.ok()?, mark))
        };
        let numeric = || dates.iter().filter(|date| is_numeric_date(date));
        let unclear: Vec<_> = numeric().filter(|date| !is_date(date)).collect();
        let example = *unclear.first()?;
        let (.., mark) = numbers(example)?;
        let alike = || numeric().filter_map(|date| numbers(date)).filter(|(.., other)| *other == mark);
        let is_first = |format: &&str| match *format {
            "%d" => alike().all(|(_, second, _)| second <= MONTHS),
            _ => alike().all(|(first, ..)| first <= MONTHS),
        };
        let year = if example.rsplit(mark).next()?.len() > 2 { "%Y" } else { "%y" };
        let formats = ["%d", "%m"].iter().filter(|first| is_first(first)).map(|first| {
            let second = if *first == "%d" { "%m" } else { "%d" };
            format!("{first}{mark}{second}{mark}{year}")
        });
        let formats = formats.collect();
        Some(Self { count: unclear.len() as u64, example: example.clone(), formats })
    }
}

/// The months of a year: a larger number is a day.
const MONTHS: u32 = 12;

/// `05/04/2031`: a date, though it may be unclear which.
pub(crate) fn is_numeric_date(value: &str) -> bool {
    let parts: Vec<_> = value.split(['/', '.', '-']).collect();
    let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// The start of a value on one line.
fn example(value: &str) -> String {
    let line = value.split(|c: char| c.is_whitespace() || c.is_control());
    let line = line.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The harbour will stay open, officials said on Monday. “We will appeal,” said Ana \
        Ruiz, the mayor. She added that the costs had doubled, and that nobody had asked her.";

    /// What is proposed for records of these names and values.
    #[test]
    fn names_of_fields() {
        #[track_caller]
        fn check(values: &[(&str, &str)], expected: &str) {
            let mut seen = Values::default();
            for number in 0..3 {
                let value =
                    |v: &str| if v == STORY { v.to_owned() } else { v.replace('#', &number.to_string()) };
                seen.add(values.iter().map(|(name, v)| ((*name).to_owned(), value(v))).collect());
            }
            let proposals = seen.proposals(|_| false, is_numeric_date);
            let shown: Vec<_> = proposals.iter().map(|p| format!("{}={}", p.field, p.name)).collect();
            assert_eq!(shown.join(" "), expected);
        }
        check(
            &[("raw.story.full", STORY), ("heading_main", "Harbour no #"), ("meta.pubtime", "2031-04-0#")],
            "text=raw.story.full title=heading_main date=meta.pubtime",
        );
        // Of a long text and a longer one the longer; an address is no outlet.
        check(
            &[
                ("abstract", &STORY[..120]),
                ("x", STORY),
                ("paper", "https://x.example"),
                ("href", "https://y.example/#"),
            ],
            "text=x url=href",
        );
        // Names that are read anyway, and values that do not fit their names.
        check(&[("headline", "Harbour no #"), ("pubdate", "2031-04-0#"), ("heading", "5")], "");
        check(
            &[("media.media_name", "Herald"), ("media.media_id", "7"), ("nid", "9#")],
            "outlet=media.media_name id=nid",
        );
        check(&[("source.media_name", "Herald"), ("source.media_id", "7")], "outlet=source.media_name");
        check(
            &[("a.webPublicationDate", "2031-04-0#"), ("created", "2031-04-0#")],
            "date=a.webPublicationDate",
        );
    }

    #[test]
    fn days_and_months() {
        #[track_caller]
        fn check(dates: &[&str], expected: &[&str]) {
            let dates: Vec<_> = dates.iter().map(|&date| date.to_owned()).collect();
            let clear = |date: &str| !date.contains("05/04");
            let formats = UnclearDates::of(&dates, clear).map(|unclear| unclear.formats);
            assert_eq!(formats.unwrap_or_default(), expected);
        }
        check(&["05/04/2031", "25/04/2031"], &["%d/%m/%Y"]);
        check(&["05/04/31", "04/25/31"], &["%m/%d/%y"]);
        check(&["05/04/2031"], &["%d/%m/%Y", "%m/%d/%Y"]);
        check(&["2031-04-25", "April 3"], &[]);
    }
}
