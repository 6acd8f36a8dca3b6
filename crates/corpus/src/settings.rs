//! `corpus.toml`: what a folder says about the articles in it. Every line of it
//! is optional; `template.toml` shows and explains all of them.
//!
//! Whatever else stands in it is reported, never silently passed over.

use crate::Skipped;
use crate::fields::{FIELDS, Field};
use crate::format::{self, Format};
use globset::{Glob, GlobSet, GlobSetBuilder};
use jiff::tz::{Offset, TimeZone};
use regex::{Regex, RegexSet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The file that makes a folder a corpus.
pub(crate) const FILE: &str = "corpus.toml";

/// One corpus: a folder of articles that belong together.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Its name.
    pub name: String,
    /// The outlet of all articles that name none themselves.
    pub outlet: Option<String>,
    /// The language, as the corpus states it.
    pub language: Option<String>,
    /// A folder with word lists of its own.
    pub lexicon: Option<PathBuf>,
    /// The whole of its file.
    pub(crate) source: String,
    /// Our field → the field of its records.
    pub(crate) fields: BTreeMap<Field, String>,
    /// How its files hold their articles, if not as their names say.
    pub(crate) format: Option<&'static dyn Format>,
    /// The encoding of what is not UTF-8.
    pub(crate) encoding: Option<String>,
    /// How the main text of its pages is found.
    pub(crate) main_text: MainText,
    /// Where in a JSON file its list of records is.
    pub(crate) records: Option<String>,
    /// Which files belong to it; without it, all that can be read.
    files: Option<GlobSet>,
    /// Which do not.
    exclude: GlobSet,
    /// How its records print dates, as in `%d/%m/%Y`.
    pub(crate) date_formats: Vec<String>,
    /// Where its days begin.
    pub(crate) zone: Option<TimeZone>,
    /// How it opens and closes quotations, where that is its own way.
    pub(crate) quotation_marks: Option<[String; 2]>,
    /// Lines that are not the article, and lines that are, whatever they look like.
    pub(crate) boilerplate: RegexSet,
    pub(crate) body: RegexSet,
    /// What datelines look like at the start of a line.
    pub(crate) datelines: Vec<Regex>,
}

/// How the main text of pages is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MainText {
    /// With all that `trafilatura` knows of news pages.
    #[default]
    Thorough,
    /// As browsers do it for reading, in a quarter of the time.
    Fast,
}

/// Takes a value into the corpus; says what it must be if it is something else.
type Take = fn(&mut Corpus, Value, &Path) -> Result<(), String>;

/// The keys, the table that each stands in, and what becomes of their values.
const KEYS: [(&str, &str, Take); 19] = [
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
        let names = || format::FORMATS.map(|f| f.name()).join(", ");
        corpus.format = Some(format::of_name(&name).ok_or_else(|| format!("must be one of {}", names()))?);
        Ok(())
    }),
    ("", "encoding", |corpus, value, _| {
        let name = text(value)?;
        let known = encoding_rs::Encoding::for_label(name.as_bytes());
        known.ok_or("must be the name of an encoding, as in windows-1252")?;
        corpus.encoding = Some(name);
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
        Ok(())
    }),
    ("dates", "zone", |corpus, value, _| {
        corpus.zone = Some(zone(&text(value)?)?);
        Ok(())
    }),
    ("lines", "boilerplate", |corpus, value, _| {
        corpus.boilerplate = patterns(value)?;
        Ok(())
    }),
    ("lines", "body", |corpus, value, _| {
        corpus.body = patterns(value)?;
        Ok(())
    }),
    ("lines", "dateline", |corpus, value, _| {
        for pattern in texts(value)? {
            corpus.datelines.push(Regex::new(&pattern).map_err(|error| wrong_pattern(&error))?);
        }
        Ok(())
    }),
];

impl Corpus {
    /// A corpus about which nothing is known but its folder's name.
    pub(crate) fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Reads the `corpus.toml` of `folder`; `None` if it has none. What is
    /// wrong in it goes to `problems` and the rest counts.
    pub(crate) fn of_folder(folder: &Path, name: &str, problems: &mut Vec<Skipped>) -> Option<Self> {
        let path = folder.join(FILE);
        if !path.is_file() {
            return None;
        }
        let mut corpus = Self::named(name.to_owned());
        let table = match std::fs::read_to_string(&path) {
            Err(error) => Err(Skipped::new(&path, format!("cannot be read: {error}"))),
            Ok(text) => {
                let table = text.parse::<Table>().map_err(|error| {
                    let skipped =
                        Skipped::new(&path, format!("not valid TOML: {}", one_line(error.message())));
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
                corpus.fill("", table, folder, &mut complaints);
                problems.extend(complaints.into_iter().map(|reason| Skipped::new(&path, reason)));
            }
            Err(problem) => problems.push(problem),
        }
        Some(corpus)
    }

    /// Whether a file of this path inside the corpus belongs to it.
    pub(crate) fn has(&self, path: &str) -> bool {
        !self.excludes(path) && self.files.as_ref().is_none_or(|files| files.is_match(path))
    }

    /// Whether a file or an archive of this path has been ruled out.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }

    fn fill(&mut self, table: &str, values: Table, folder: &Path, complaints: &mut Vec<String>) {
        let shown = |key: &str| if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
        for (key, value) in values {
            if table == "fields" {
                match (FIELDS.iter().find(|f| f.1 == key), text(value)) {
                    (Some(field), Ok(theirs)) => drop(self.fields.insert(field.0, theirs)),
                    (Some(_), Err(wanted)) => complaints.push(format!("“{}” {wanted}", shown(&key))),
                    (None, _) => complaints.push(unknown(&shown(&key), &key, FIELDS.map(|f| f.1).to_vec())),
                }
                continue;
            }
            match (KEYS.iter().find(|k| k.0 == table && k.1 == key), value) {
                (Some((_, name, _)), Value::Table(inner)) if ["fields", "dates", "lines"].contains(name) => {
                    self.fill(name, inner, folder, complaints);
                }
                (Some((_, _, take)), value) => {
                    if let Err(wanted) = take(self, value, folder) {
                        complaints.push(format!("“{}” {wanted}", shown(&key)));
                    }
                }
                (None, _) => {
                    let known = KEYS.iter().filter(|k| k.0 == table).map(|k| k.1).collect();
                    complaints.push(unknown(&shown(&key), &key, known));
                }
            }
        }
    }
}

/// What to say of a key that is none.
fn unknown(shown: &str, key: &str, known: Vec<&'static str>) -> String {
    let nearest = known
        .iter()
        .map(|name| (strsim::jaro_winkler(key, name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|best| best.0 > 0.75);
    match nearest {
        Some((_, name)) => format!("“{shown}” is no setting of a corpus; is “{name}” meant?"),
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

/// A time zone by its name (`Europe/London`) or as hours (`+08:00`, `UTC`).
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

fn line_breaks(text: &str, before: usize) -> usize {
    text.bytes().take(before).filter(|&b| b == b'\n').count()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
