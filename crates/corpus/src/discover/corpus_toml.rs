//! `corpus.toml`: what a folder says about the articles in it. Every line of it is
//! optional; `template.toml` shows and explains all of them.
//!
//! Anything else in the file is reported, never silently ignored.

use super::nearest::{KEYS_ALIKE, nearest};
use crate::corpus::{Corpus, MainText};
use crate::fields::Field;
use crate::formats::{self, FORMATS};
use crate::skipped::Skipped;
use globset::{Glob, GlobSet, GlobSetBuilder};
use jiff::Timestamp;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use regex::{Regex, RegexSet};
use std::path::Path;
use toml::{Table, Value};

/// The file that makes a folder a corpus.
pub(super) const FILE: &str = "corpus.toml";

/// Reads the `corpus.toml` of `folder`; `None` if it has none. Whatever is wrong in it
/// goes to `problems`, and the rest counts. `name` is the corpus's name if the file
/// gives none.
pub(super) fn read(folder: &Path, name: &str, problems: &mut Vec<Skipped>) -> Option<Corpus> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return None;
    }
    let mut corpus = Corpus::named(name.to_owned());
    let table = match std::fs::read_to_string(&path) {
        Err(error) => Err(Skipped::new(&path, format!("cannot be read: {error}"))),
        Ok(text) => {
            let table = text.parse::<Table>().map_err(|error| {
                let skipped = Skipped::new(&path, format!("not valid TOML: {}", one_line(error.message())));
                match error.span() {
                    Some(span) => skipped.at(format!("line {}", 1 + line_breaks(&text, span.start))),
                    None => skipped,
                }
            });
            corpus.source = text;
            table
        }
    };
    match table {
        Ok(table) => {
            let mut complaints = Vec::new();
            fill(&mut corpus, "", table, folder, &mut complaints);
            problems.extend(complaints.into_iter().map(|reason| Skipped::new(&path, reason)));
        }
        Err(problem) => problems.push(problem),
    }
    Some(corpus)
}

/// Takes the values of a table of the file (`""` is the file itself) into the corpus.
fn fill(corpus: &mut Corpus, table: &str, values: Table, folder: &Path, complaints: &mut Vec<String>) {
    let shown = |key: &str| if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
    for (key, value) in values {
        if table == "fields" {
            match (Field::of_name(&key), text(value)) {
                (Some(field), Ok(theirs)) => drop(corpus.fields.insert(field, theirs)),
                (Some(_), Err(wanted)) => complaints.push(format!("“{}” {wanted}", shown(&key))),
                (None, _) => complaints.push(unknown(&shown(&key), &key, &Field::ALL.map(Field::name))),
            }
            continue;
        }
        match (KEYS.iter().find(|(in_table, name, _)| *in_table == table && *name == key), value) {
            (Some((_, name, _)), Value::Table(inner)) if ["fields", "dates", "lines"].contains(name) => {
                fill(corpus, name, inner, folder, complaints);
            }
            (Some((_, _, take)), value) => {
                if let Err(wanted) = take(corpus, value, folder) {
                    complaints.push(format!("“{}” {wanted}", shown(&key)));
                }
            }
            (None, _) => {
                let known: Vec<_> = KEYS
                    .iter()
                    .filter(|(in_table, ..)| *in_table == table)
                    .map(|(_, name, _)| *name)
                    .collect();
                complaints.push(unknown(&shown(&key), &key, &known));
            }
        }
    }
}

/// Takes the value of a key into the corpus; the path is the corpus's folder. The
/// error says what the value must be.
type TakeValue = fn(&mut Corpus, Value, &Path) -> Result<(), String>;

/// The keys: the table that each is in, its name, and what becomes of its value.
const KEYS: [(&str, &str, TakeValue); 20] = [
    ("", "name", |corpus, value, _| {
        corpus.name = text(value)?;
        Ok(())
    }),
    ("", "outlet", |corpus, value, _| {
        corpus.outlet = Some(text(value)?);
        Ok(())
    }),
    ("", "language", |corpus, value, _| {
        corpus.language = Some(text(value)?);
        Ok(())
    }),
    ("", "format", |corpus, value, _| {
        let name = text(value)?;
        let names = || FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        let format = formats::of_name(&name).ok_or_else(|| format!("must be one of {}", names()))?;
        corpus.format = Some(format.name());
        Ok(())
    }),
    ("", "encoding", |corpus, value, _| {
        let name = text(value)?;
        let known = encoding_rs::Encoding::for_label(name.as_bytes());
        known.ok_or("must be the name of an encoding, as in windows-1252")?;
        corpus.encoding = Some(name);
        Ok(())
    }),
    ("", "markup", |corpus, value, _| {
        corpus.markup = Some(match &*text(value)? {
            "html" => true,
            "none" => false,
            _ => return Err("must be html or none".to_owned()),
        });
        Ok(())
    }),
    ("", "main_text", |corpus, value, _| {
        corpus.main_text = match &*text(value)? {
            "thorough" => MainText::Thorough,
            "fast" => MainText::Fast,
            _ => return Err("must be thorough or fast".to_owned()),
        };
        Ok(())
    }),
    ("", "quotation_marks", |corpus, value, _| {
        let marks = <[String; 2]>::try_from(texts(value)?).ok();
        let marks =
            marks.filter(|[one, other]| one != other && ![one, other].iter().any(|m| m.trim().is_empty()));
        let wanted = "must be two different texts, what opens and what closes a quotation";
        corpus.quotation_marks = Some(marks.ok_or(wanted)?);
        Ok(())
    }),
    ("", "records", |corpus, value, _| {
        corpus.records = Some(text(value)?);
        Ok(())
    }),
    ("", "files", |corpus, value, _| {
        corpus.files = Some(globs(value)?);
        Ok(())
    }),
    ("", "exclude", |corpus, value, _| {
        corpus.exclude = globs(value)?;
        Ok(())
    }),
    ("", "lexicon", |corpus, value, folder| {
        corpus.lexicon = Some(folder.join(text(value)?));
        Ok(())
    }),
    ("", "fields", |_, _, _| Err("must be a table".to_owned())),
    ("", "dates", |_, _, _| Err("must be a table".to_owned())),
    ("", "lines", |_, _, _| Err("must be a table".to_owned())),
    ("dates", "formats", |corpus, value, _| {
        corpus.date_formats = texts(value)?;
        corpus.date_formats.iter().try_for_each(|format| date_format(format))
    }),
    ("dates", "zone", |corpus, value, _| {
        corpus.zone = Some(zone(&text(value)?)?);
        Ok(())
    }),
    ("lines", "boilerplate", |corpus, value, _| {
        corpus.boilerplate = Some(patterns(value)?);
        Ok(())
    }),
    ("lines", "body", |corpus, value, _| {
        corpus.body = Some(patterns(value)?);
        Ok(())
    }),
    ("lines", "dateline", |corpus, value, _| {
        for pattern in texts(value)? {
            corpus.datelines.push(Regex::new(&pattern).map_err(|error| wrong_pattern(&error))?);
        }
        Ok(())
    }),
];

/// What to say of an unknown key.
fn unknown(shown: &str, key: &str, known: &[&str]) -> String {
    match nearest(key, known.iter(), KEYS_ALIKE) {
        Some(name) => format!("“{shown}” is no setting of a corpus; is “{name}” meant?"),
        None => format!("“{shown}” is no setting of a corpus; there are {}", known.join(", ")),
    }
}

fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text),
        Value::String(_) => Err("must not be empty".to_owned()),
        other => Err(format!("must be a text, not {}", other.type_str())),
    }
}

fn texts(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(text).collect(),
        one => Ok(vec![text(one).map_err(|_| "must be a text or a list of them".to_owned())?]),
    }
}

fn globs(value: Value) -> Result<GlobSet, String> {
    let mut globs = GlobSetBuilder::new();
    for pattern in texts(value)? {
        globs.add(Glob::new(&pattern).map_err(|error| format!("has a wrong pattern: {error}"))?);
    }
    globs.build().map_err(|error| format!("has a wrong pattern: {error}"))
}

fn patterns(value: Value) -> Result<RegexSet, String> {
    let patterns = texts(value)?;
    RegexSet::new(patterns).map_err(|error| wrong_pattern(&error))
}

fn wrong_pattern(error: &regex::Error) -> String {
    format!("has a wrong pattern: {}", one_line(&error.to_string()))
}

/// Whether a form of dates is one: `DD/MM/YYYY` says nothing to us, and `%d %b` leaves the year open.
fn date_format(format: &str) -> Result<(), String> {
    let moment = Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC);
    let parsed = strtime::format(format, &moment).and_then(|written| BrokenDownTime::parse(format, written));
    match parsed.is_ok_and(|parsed| parsed.to_date().is_ok() || parsed.to_timestamp().is_ok()) {
        true => Ok(()),
        false => Err(format!("must tell day, month and year, as “%d/%m/%Y” does; “{format}” does not")),
    }
}

/// A time zone by its name (`Europe/London`, `UTC`) or as hours (`+08:00`).
fn zone(name: &str) -> Result<TimeZone, String> {
    let hours = || {
        let (sign, rest) = match name.as_bytes().first()? {
            b'+' => (1, &name[1..]),
            b'-' => (-1, &name[1..]),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
        let seconds = hours.parse::<i32>().ok()?.checked_mul(3600)? + minutes.parse::<i32>().ok()? * 60;
        Offset::from_seconds(sign * seconds).ok().map(TimeZone::fixed)
    };
    let zone = if name == "UTC" { Some(TimeZone::UTC) } else { hours().or_else(|| TimeZone::get(name).ok()) };
    zone.ok_or_else(|| "must be a time zone, as in Europe/London or +08:00".to_owned())
}

/// How many line breaks there are before a byte.
fn line_breaks(text: &str, before: usize) -> usize {
    text.bytes().take(before).filter(|&b| b == b'\n').count()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
