//! One line of a JSONL file → its fields.

use crate::Corpus;
use crate::fields::{Field, is_called, usual_names};
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A record's fields, to be taken out one by one.
pub(crate) struct Fields<'a> {
    map: Map<String, Value>,
    corpus: &'a Corpus,
}

impl<'a> Fields<'a> {
    /// Parses one line; the error says what is wrong and in which column
    /// (counted in bytes, from 1).
    pub(crate) fn parse(line: &str, corpus: &'a Corpus) -> Result<Self, String> {
        match serde_json::from_str(line) {
            Ok(Value::Object(map)) => Ok(Self { map, corpus }),
            Ok(_) => Err("valid JSON, but no object with named fields".to_owned()),
            Err(error) => {
                let column = error.column();
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                Err(format!("not valid JSON at column {column}: {message}"))
            }
        }
    }

    /// What the record has for a field, if it has anything: the corpus's own
    /// name for it first, then the usual names.
    pub(crate) fn take(&mut self, field: Field) -> Option<String> {
        if let Some(own) = self.corpus.fields.get(&field) {
            // A key may itself have stops in it, so the whole name comes first.
            if let Some(value) = self.map.get_mut(own) {
                return flat(value.take(), field);
            }
            let mut steps = own.split('.');
            let first = self.map.get_mut(steps.next()?)?;
            let value = steps.try_fold(first, |value, step| value.get_mut(step))?;
            return flat(value.take(), field);
        }
        usual_names(field).iter().find_map(|usual| {
            let key = self.map.keys().find(|key| is_called(key, usual))?.clone();
            flat(self.map.get_mut(&key)?.take(), field)
        })
    }
}

/// A value as a text. Lists (of authors, of paragraphs) are joined; of an object
/// (`{"id": null, "name": "Delta Times"}`) its name counts.
fn flat(value: Value, field: Field) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.into_iter().filter_map(|item| flat(item, field)).collect();
            items.join(if field == Field::Text { "\n\n" } else { ", " })
        }
        Value::Object(mut map) => {
            let name = ["name", "title", "text"].into_iter().find(|name| map.contains_key(*name))?;
            return flat(map.remove(name)?, field);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The id that a line gives itself, found without building the rest. The thread
/// that reads the files calls this, so that ids are settled in input order.
/// `None` too if the line is broken: that is told when it is parsed in full.
pub(crate) fn own_id(line: &[u8], corpus: &Corpus) -> Option<String> {
    let mut best = Best { corpus, rank: usize::MAX, id: None };
    // The best name ends the search by an error of its own, so a broken rest of
    // the line goes unseen here.
    let _ = serde_json::Deserializer::from_slice(line).deserialize_map(&mut best);
    let id = best.id?.trim().to_owned();
    (!id.is_empty()).then_some(id)
}

struct Best<'a> {
    corpus: &'a Corpus,
    rank: usize,
    id: Option<String>,
}

impl<'de> Visitor<'de> for &mut Best<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let rank = match self.corpus.fields.get(&Field::Id) {
                Some(own) => (*own == key).then_some(0),
                None => usual_names(Field::Id).iter().position(|usual| is_called(&key, usual)),
            };
            match rank {
                Some(rank) if rank < self.rank => {
                    if let Some(id) = flat(map.next_value()?, Field::Id) {
                        (self.rank, self.id) = (rank, Some(id));
                    }
                    if self.rank == 0 {
                        return Err(serde::de::Error::custom("found"));
                    }
                }
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}
