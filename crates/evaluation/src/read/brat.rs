//! Gold in brat's stand-off format, as PolNeAR has it.
//!
//! `T` lines give spans (`T3<tab>Content 10 40;52 80<tab>words`), `E` lines tie
//! them together (`E1<tab>Attribution:T1 Source:T2 Cue:T4 Content:T3 Content2:T5`).
//! Roles may end with a number; the spans of one role are taken together, and
//! fragments with nothing but white space between them are joined. `Discard` spans
//! mark text that was not annotated. Events without a content and repeated events
//! are dropped. Other lines and roles are not read.

use super::offsets::Offsets;
use crate::annotations::{Gold, Labelled};
use crate::error::{Error, Problem};
use crate::words::characters::is_space;
use rustc_hash::FxHashMap;
use std::path::Path;
use text::Span;

/// Reads all pairs in a folder, in the order of their names.
pub(super) fn folder(folder: &Path) -> Result<Vec<Gold>, Error> {
    let at = |error| Error::new(folder, None, Problem::Io(error));
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at)? {
        let name = entry.map_err(at)?.file_name();
        if let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(".ann")) {
            names.push(stem.to_owned());
        }
    }
    if names.is_empty() {
        return Err(Error::new(folder, None, Problem::Nothing));
    }
    names.sort();
    names.into_iter().map(|name| pair(folder, name)).collect()
}

fn pair(folder: &Path, name: String) -> Result<Gold, Error> {
    let path = folder.join(format!("{name}.ann"));
    let text_name = format!("{name}.txt");
    let text_path = folder.join(&text_name);
    if !text_path.is_file() {
        return Err(Error::new(&path, None, Problem::Unpaired(text_name)));
    }
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|e| Error::new(path, None, e));
    parse(name, read(&text_path)?, &read(&path)?)
        .map_err(|(line, problem)| Error::new(&path, Some(line), problem))
}

/// A `T` line: its type and its spans, in the order of the line.
struct SpanLine<'a> {
    kind: &'a str,
    spans: Vec<Span>,
}

fn parse(id: String, text: String, annotations: &str) -> Result<Gold, (usize, Problem)> {
    let offsets = Offsets::new(&text);
    let mut span_lines: FxHashMap<&str, SpanLine> = FxHashMap::default();
    let mut events = Vec::new();
    for (index, line) in annotations.lines().enumerate() {
        let at = |problem| (index + 1, problem);
        let (name, rest) = line.split_once('\t').unwrap_or((line, ""));
        if is_name(name, 'T') {
            let span_line = span_line(name, rest, &offsets).map_err(at)?;
            if span_lines.insert(name, span_line).is_some() {
                return Err(at(Problem::Twice(name.to_owned())));
            }
        } else if is_name(name, 'E') {
            events.push((index + 1, rest));
        }
    }

    let mut attributions: Vec<Labelled> = Vec::new();
    for (line, event) in events {
        let found = attribution(event, &span_lines, &text).map_err(|problem| (line, problem))?;
        if !found.content.is_empty() && !attributions.contains(&found) {
            attributions.push(found);
        }
    }
    attributions.sort_by(|a, b| (&a.content, &a.cue).cmp(&(&b.content, &b.cue)));
    let discarded = span_lines.values().filter(|span_line| span_line.kind == "Discard");
    let mut ignore: Vec<Span> = discarded.flat_map(|span_line| span_line.spans.iter().copied()).collect();
    ignore.sort_unstable();
    Ok(Gold { id, text, attributions, ignore, must_not: Vec::new() })
}

/// Whether this is `T12` or the like.
fn is_name(name: &str, letter: char) -> bool {
    name.strip_prefix(letter).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads `Content 10 40;52 80<tab>words`.
fn span_line<'a>(name: &str, rest: &'a str, offsets: &Offsets) -> Result<SpanLine<'a>, Problem> {
    let type_and_offsets = rest.split('\t').next().unwrap_or_default();
    let unreadable = || Problem::Brat(format!("{name} wants a type and offsets, not {type_and_offsets:?}"));
    let (kind, ranges) = type_and_offsets.split_once(' ').ok_or_else(unreadable)?;
    let mut pairs = Vec::new();
    for range in ranges.split(';') {
        let mut numbers = range.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(start)), Some(Ok(end)), None) => pairs.push([start, end]),
            _ => return Err(unreadable()),
        }
    }
    Ok(SpanLine { kind, spans: offsets.spans(&pairs, || name.to_owned())? })
}

/// Reads `Attribution:T1 Source:T2 Cue:T4 Content:T3 Content2:T5`.
fn attribution(event: &str, span_lines: &FxHashMap<&str, SpanLine>, text: &str) -> Result<Labelled, Problem> {
    let mut found = Labelled::default();
    // The first is the event itself.
    for argument in event.split_whitespace().skip(1) {
        let (role, name) = argument
            .split_once(':')
            .ok_or_else(|| Problem::Brat(format!("an event wants ROLE:SPAN, not {argument:?}")))?;
        let part = match role.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase().as_str() {
            "content" => &mut found.content,
            "cue" => &mut found.cue,
            "source" => &mut found.source,
            _ => continue,
        };
        let span_line = span_lines.get(name).ok_or_else(|| Problem::UnknownSpan(name.to_owned()))?;
        part.extend(&span_line.spans);
    }
    for part in [&mut found.content, &mut found.cue, &mut found.source] {
        *part = joined(std::mem::take(part), text);
    }
    Ok(found)
}

/// Fragments in order, with those joined that touch or have only white space
/// between them.
fn joined(mut fragments: Vec<Span>, text: &str) -> Vec<Span> {
    fragments.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in fragments {
        match out.last_mut() {
            Some(last) if span.start <= last.end || text[last.end..span.start].chars().all(is_space) => {
                last.end = last.end.max(span.end);
            }
            _ => out.push(span),
        }
    }
    out
}
