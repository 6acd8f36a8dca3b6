//! JSON: objects in a list or one after the other, each an article; or one object
//! around a list of them, as news services answer.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use super::values;
use crate::corpus::Corpus;
use crate::fields::{Field, Fields, is_called};
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead};

#[derive(Debug)]
pub(crate) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let mut number = 0;
        let mut lists = 0;
        while let Some(value) = next_value(file, out.limit(), &mut lists)? {
            // Words instead of JSON: one complaint about the file, not one a word.
            if let Some(bytes) = value.as_deref().filter(|bytes| !bytes.starts_with(b"{")) {
                serde_json::from_slice::<IgnoredAny>(bytes)
                    .map_err(|error| Stop::Failed(format!("not valid JSON: {error}")))?;
            }
            let record = match value {
                Some(bytes) if number == 0 => match wrapped(&bytes, out.corpus()) {
                    Some(records) => {
                        for record in records {
                            number += 1;
                            let bytes = record.to_string().into_bytes();
                            out.put(
                                Some(RecordPlace { unit: "record", number }),
                                Ok(RawRecord::Bytes(bytes)),
                            )?;
                        }
                        continue;
                    }
                    None => Ok(RawRecord::Bytes(bytes)),
                },
                Some(bytes) => Ok(RawRecord::Bytes(bytes)),
                None => Err(out.too_long("a record", None)),
            };
            number += 1;
            out.put(Some(RecordPlace { unit: "record", number }), record)?;
        }
        match lists > 0 && number > 0 {
            true => Err(Stop::Failed("the file ends in the middle: its list is not closed".to_owned())),
            false => Ok(()),
        }
    }

    fn own_id(&self, record: &RawRecord, corpus: &Corpus) -> Option<String> {
        own_id(record, corpus)
    }

    fn values(&self, record: &RawRecord) -> Vec<(String, String)> {
        values_of(record)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let record = decoded(record.into_bytes(), context.corpus.encoding.as_deref())?;
        draft(&record, context)
    }
}

/// The next object of a file, without the brackets and commas of a list around
/// it, whose number `lists` counts; `Some(None)` if it is longer than the limit, and `None` at the end. Anything
/// else that is there is returned up to the next comma or object, for the parser
/// to complain about.
fn next_value(
    file: &mut dyn BufRead,
    limit: usize,
    lists: &mut usize,
) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut bytes = Vec::new();
    let (mut over, mut depth, mut string, mut escape) = (false, 0usize, false, false);
    loop {
        let buffer = file.fill_buf()?;
        if buffer.is_empty() {
            // Of an object that is cut short its parser tells that the file ends there.
            if depth > 0 {
                *lists = 0;
            }
            return Ok((!bytes.is_empty() || over).then_some((!over).then_some(bytes)));
        }
        let mut used = 0;
        let mut start = 0;
        let mut whole = false;
        for &byte in buffer {
            used += 1;
            if string {
                (string, escape) = (escape || byte != b'"', !escape && byte == b'\\');
                continue;
            }
            match byte {
                b'"' => string = true,
                b'{' | b'[' if depth > 0 || byte == b'{' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                // The list around the records.
                b'[' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => {
                    whole = used - 1 > start || !bytes.is_empty() || over;
                    if whole {
                        used -= 1;
                        break;
                    }
                    match byte {
                        b'[' => *lists += 1,
                        b']' => *lists = lists.saturating_sub(1),
                        _ => {}
                    }
                    start = used;
                    continue;
                }
                _ => {}
            }
            if depth == 0 && byte == b'}' {
                whole = true;
                break;
            }
        }
        let piece = &buffer[start..used];
        over |= bytes.len() + piece.len() > limit;
        match over {
            true => bytes = Vec::new(),
            false => bytes.extend_from_slice(piece),
        }
        file.consume(used);
        if whole {
            return Ok(Some((!over).then_some(bytes)));
        }
    }
}

/// The records in a list inside an object that is not a record itself. `None` if it
/// is a record, or holds no list.
fn wrapped(object: &[u8], corpus: &Corpus) -> Option<Vec<Value>> {
    // Most objects are articles, and say so early.
    let Ok(Value::Object(map)) = serde_json::from_slice(object) else { return None };
    if let Some(path) = &corpus.records {
        let value = path.split('.').try_fold(&Value::Object(map), |value, step| value.get(step)).cloned();
        return value.and_then(|value| if let Value::Array(list) = value { Some(list) } else { None });
    }
    if taken(&mut unwrapped(map.clone()), Field::Text, corpus).is_some() {
        return None;
    }
    let lists = |map: &Map<String, Value>| {
        let list =
            map.values().find(|v| v.as_array().is_some_and(|list| list.iter().any(Value::is_object)))?;
        list.as_array().cloned()
    };
    lists(&map).or_else(|| map.values().filter_map(Value::as_object).find_map(lists))
}

/// What a record in JSON says.
///
/// # Errors
/// If it is not valid JSON, no object, or has no text.
pub(crate) fn draft(record: &str, context: &RecordContext<'_>) -> Result<Draft, Problem> {
    let corpus = context.corpus;
    let mut map = unwrapped(parse(record)?);
    let text = taken(&mut map, Field::Text, corpus).ok_or("the record has no text")?;
    let mut fields = Fields::default();
    for field in Field::ALL {
        if let Some(value) = taken(&mut map, field, corpus) {
            fields.set(field, values::plain(field, value));
        }
    }
    values::with_words(Draft { text, fields, ..Draft::default() }, context)
}

/// Objects in which news services keep the fields of a record.
const INNER: [&str; 4] = ["fields", "_source", "article", "attributes"];

/// A record with the fields of such an object beside its own. Where both have a field, that
/// of the inner object counts: it is what a search asked for.
fn unwrapped(mut map: Map<String, Value>) -> Map<String, Value> {
    for name in INNER {
        if let Some(Value::Object(inner)) = map.get(name).cloned() {
            map.remove(name);
            map.extend(inner);
        }
    }
    map
}

/// The texts and numbers of a record with their paths (`media.name`).
pub(crate) fn values_of(record: &RawRecord) -> Vec<(String, String)> {
    let RawRecord::Bytes(bytes) = record else { return Vec::new() };
    let Ok(Value::Object(map)) = serde_json::from_slice(bytes) else { return Vec::new() };
    let mut values = Vec::new();
    add_values(Value::Object(unwrapped(map)), "", &mut values);
    values
}

fn add_values(value: Value, path: &str, values: &mut Vec<(String, String)>) {
    let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match value {
        Value::Object(map) => {
            map.into_iter().for_each(|(key, value)| add_values(value, &below(&key), values))
        }
        // Of a list of objects the first tells what they are.
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.into_iter().take(1).for_each(|item| add_values(item, &below("0"), values));
        }
        value => values.extend(flat(value, Field::Text).map(|text| (path.to_owned(), text))),
    }
}

/// Parses a record; the error says what is wrong and in which column (counted in
/// bytes, from 1).
fn parse(record: &str) -> Result<Map<String, Value>, Problem> {
    let parsed = match serde_json::from_str(record) {
        // Half of a surrogate pair, left by a program that cut a text in UTF-16.
        Err(error) if error.to_string().contains("surrogate") || error.to_string().contains("hex escape") => {
            serde_json::from_str(&without_half_pairs(record))
        }
        parsed => parsed,
    };
    match parsed {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err("valid JSON, but no object with named fields".into()),
        Err(error) => {
            let column = error.column();
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let place = Some(format!("column {column}"));
            Err(Problem { place, ..format!("not valid JSON: {message}").into() })
        }
    }
}

/// The bytes of a character by its number: `\ud800`.
const ESCAPE: usize = 6;

/// The same JSON with the replacement character U+FFFD for each half of a
/// surrogate pair (`\ud800`) that lacks the other half.
fn without_half_pairs(json: &str) -> String {
    let escape = |at: usize| -> Option<u16> {
        let digits = json.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        mended.push_str(&json[at..at + found]);
        at += found;
        let length = match (escape(at), escape(at + ESCAPE)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 2 * ESCAPE,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str("\\ufffd");
                at += ESCAPE;
                continue;
            }
            (Some(_), _) => ESCAPE,
            // Any other escape: the backslash and what it escapes.
            (None, _) => 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&json[at..at + length]);
        at += length;
    }
    mended.push_str(&json[at..]);
    mended
}

/// Takes a field out of a record, if it has it: under the corpus's own name for
/// it, or without one under the usual names.
fn taken(map: &mut Map<String, Value>, field: Field, corpus: &Corpus) -> Option<String> {
    if let Some(own) = corpus.fields.get(&field) {
        // A key may itself contain dots, so the whole name is tried first.
        if let Some(value) = map.get_mut(own) {
            return flat(value.take(), field);
        }
        let mut steps = own.split('.');
        let first = map.get_mut(steps.next()?)?;
        let value = steps.try_fold(first, |value, step| match value {
            Value::Array(list) => list.get_mut(step.parse::<usize>().ok()?),
            value => value.get_mut(step),
        })?;
        return flat(value.take(), field);
    }
    field.usual_names().iter().find_map(|usual| {
        let key = map.keys().find(|key| is_called(key, usual))?.clone();
        let value = map.get_mut(&key)?;
        let text = flat(value.clone(), field).filter(|text| values::fits(field, text))?;
        value.take();
        Some(text)
    })
}

/// In an object that stands for a value, what has the value, the likeliest first: names, the
/// types of MongoDB, the parts of headlines and bylines; and what of a text has its words.
const VALUES: [&str; 8] = ["name", "title", "text", "$date", "$oid", "$numberLong", "main", "original"];
const WORDS: [&str; 8] =
    ["text", "plaintext", "sections", "headline", "paragraphs", "content", "value", "html"];

/// A value as a text; `None` if it is empty. Lists (of authors, of paragraphs) are
/// joined; of an object (`{"id": null, "name": "Delta Times"}`) the name counts.
fn flat(value: Value, field: Field) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.into_iter().filter_map(|item| flat(item, field)).collect();
            items.join(if field == Field::Text { "\n\n" } else { ", " })
        }
        Value::Object(mut map) if field == Field::Text => {
            let words = WORDS.iter().filter_map(|name| flat(map.remove(*name)?, field));
            words.collect::<Vec<_>>().join("\n\n")
        }
        Value::Object(mut map) => {
            let name = VALUES.into_iter().find(|name| map.contains_key(*name))?;
            return flat(map.remove(name)?, field);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The id that a record gives itself, found without parsing the rest of it. The
/// reading thread calls this, so that ids are settled in input order. `None` also
/// if the record is broken: that is reported when it is parsed in full.
pub(crate) fn own_id(record: &RawRecord, corpus: &Corpus) -> Option<String> {
    let RawRecord::Bytes(line) = record else { return None };
    if corpus.fields.get(&Field::Id).is_some_and(|own| own.contains('.')) {
        return taken(&mut parse(std::str::from_utf8(line).ok()?).ok()?, Field::Id, corpus);
    }
    let mut best = BestId { corpus, rank: usize::MAX, id: None };
    // The best name ends the search with an error of its own, so a broken rest of
    // the record goes unnoticed here.
    let _ = serde_json::Deserializer::from_slice(line).deserialize_map(&mut best);
    let id = best.id?.trim().to_owned();
    (!id.is_empty()).then_some(id)
}

/// The id of a record under the likeliest of its names.
struct BestId<'a> {
    corpus: &'a Corpus,
    /// The place of its name among the usual names; smaller is better.
    rank: usize,
    id: Option<String>,
}

impl<'de> Visitor<'de> for &mut BestId<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let rank = match self.corpus.fields.get(&Field::Id) {
                Some(own) => (*own == key).then_some(0),
                None => Field::Id.usual_names().iter().position(|usual| is_called(&key, usual)),
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
