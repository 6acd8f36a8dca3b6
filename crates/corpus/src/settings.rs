//! `corpus.toml`: what a folder says about the articles in it.
//!
//! ```toml
//! name = "harbour-times"        # else the folder's name
//! outlet = "Harbour Times"      # for articles that name no outlet
//! language = "en"
//!
//! [fields]                      # where the records of JSONL files keep things,
//! text = "story"                # if not under one of the usual names
//! outlet = "paper.name"         # a dot steps into an object
//! ```
//!
//! Whatever else stands in it is reported, never silently passed over.

use crate::Skipped;
use crate::fields::{FIELDS, Field};
use std::collections::BTreeMap;
use std::path::Path;

/// The file that makes a folder a corpus.
pub(crate) const FILE: &str = "corpus.toml";

const KEYS: [&str; 4] = ["name", "outlet", "language", "fields"];

/// One corpus: a folder of articles that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// Its name.
    pub name: String,
    /// The outlet of all articles that name none themselves.
    pub outlet: Option<String>,
    /// The language, as the corpus states it.
    pub language: Option<String>,
    /// Our field → the field of its JSONL records.
    pub(crate) fields: BTreeMap<Field, String>,
}

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
            Ok(text) => text.parse::<toml::Table>().map_err(|error| {
                let skipped = Skipped::new(&path, format!("not valid TOML: {}", one_line(error.message())));
                match error.span() {
                    Some(span) => skipped.at(format!("line {}", 1 + line_breaks(&text, span.start))),
                    None => skipped,
                }
            }),
        };
        match table {
            Ok(table) => {
                let complaints = corpus.fill(table);
                problems.extend(complaints.into_iter().map(|reason| Skipped::new(&path, reason)));
            }
            Err(problem) => problems.push(problem),
        }
        Some(corpus)
    }

    fn fill(&mut self, table: toml::Table) -> Vec<String> {
        let mut complaints = Vec::new();
        for (key, value) in table {
            match (key.as_str(), value) {
                ("name", toml::Value::String(value)) if !value.trim().is_empty() => self.name = value,
                ("outlet", toml::Value::String(value)) => self.outlet = Some(value),
                ("language", toml::Value::String(value)) => self.language = Some(value),
                ("fields", toml::Value::Table(fields)) => {
                    for (ours, theirs) in fields {
                        let field = FIELDS.iter().find(|f| f.1 == ours);
                        match (field, theirs) {
                            (Some(field), toml::Value::String(theirs)) => {
                                self.fields.insert(field.0, theirs);
                            }
                            _ => complaints.push(format!(
                                "[fields] maps one of {} to the name of a field; “{ours}” is wrong",
                                FIELDS.map(|f| f.1).join(", ")
                            )),
                        }
                    }
                }
                (key, value) if KEYS.contains(&key) => {
                    let wanted = if key == "fields" { "a table" } else { "a text that is not empty" };
                    complaints.push(format!("“{key}” must be {wanted}, not {}", value.type_str()));
                }
                _ => complaints
                    .push(format!("“{key}” is no setting of a corpus; there are {}", KEYS.join(", "))),
            }
        }
        complaints
    }
}

fn line_breaks(text: &str, before: usize) -> usize {
    text.bytes().take(before).filter(|&b| b == b'\n').count()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
