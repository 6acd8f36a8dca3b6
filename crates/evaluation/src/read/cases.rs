//! Gold in the form of the detector's marked cases: short texts with their
//! attributions marked in them.
//!
//! ```text
//! # A comment; “# negated: 1” says which attributions are denied.
//! “{content 1: We will appeal,}” {cue 1: said} {source 1: Zofia Nkemelu, the minister}.
//!
//! ---
//!
//! The next case.
//! ```
//!
//! The README beside the cases explains the marks.

use crate::annotations::{Gold, Labelled};
use crate::error::{Error, Problem};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use text::Span;

/// The line between two cases.
const SEPARATOR: &str = "\n---\n";

/// The files of a folder that hold marked cases, in the order of their names;
/// none if they are something else.
///
/// # Errors
/// If the folder or a file cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::new(folder, None, e))? {
        let path = entry.map_err(|e| Error::new(folder, None, e))?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            if path.with_extension("ann").exists() {
                return Ok(Vec::new());
            }
            let marked = std::fs::read_to_string(&path).map_err(|e| Error::new(&path, None, e))?;
            files.push((path, marked));
        }
    }
    files.retain(|(_, marked)| marked.contains("{content ") || marked.contains(SEPARATOR));
    files.sort();
    Ok(files)
}

/// The cases of such files. The id of a case is its file and its number there,
/// as in `headlines 3`.
///
/// # Errors
/// If a mark is not closed.
pub(crate) fn gold(files: &[(PathBuf, String)]) -> Result<Vec<Gold>, Error> {
    let mut gold = Vec::new();
    for (path, marked) in files {
        let phenomenon = path.file_stem().unwrap_or_default().to_string_lossy();
        for (index, case) in marked.split(SEPARATOR).enumerate() {
            let id = format!("{phenomenon} {}", index + 1);
            gold.push(parse(id, case).map_err(|problem| Error::new(path, None, problem))?);
        }
    }
    Ok(gold)
}

/// A mark that has begun: its part, the attribution that it belongs to, and the
/// byte where it begins.
struct Open<'a> {
    part: &'a str,
    number: u32,
    start: usize,
}

fn parse(id: String, case: &str) -> Result<Gold, Problem> {
    let mut rest = case.trim();
    let mut labelled: BTreeMap<u32, Labelled> = BTreeMap::new();
    let mut negated = Vec::new();
    while let Some(comment) = rest.strip_prefix('#') {
        let (comment, after) = comment.split_once('\n').unwrap_or((comment, ""));
        if let Some(numbers) = comment.trim().strip_prefix("negated:") {
            negated.extend(numbers.split([' ', ',']).filter_map(|number| number.parse::<u32>().ok()));
        }
        rest = after.trim_start();
    }
    let (mut text, mut open) = (String::new(), Vec::new());
    while let Some(next) = rest.chars().next() {
        if let Some((part, number, after)) = mark(rest) {
            open.push(Open { part, number, start: text.len() });
            rest = after;
            continue;
        }
        rest = &rest[next.len_utf8()..];
        if next == '}'
            && let Some(Open { part, number, start }) = open.pop()
        {
            labelled.entry(number).or_default().add(part, Span::new(start, text.len()), &text);
            continue;
        }
        text.push(next);
    }
    if !open.is_empty() {
        return Err(Problem::Marked("a mark without “}”"));
    }
    for (number, one) in &mut labelled {
        one.negated = Some(negated.contains(number));
    }
    Ok(Gold { id, text, attributions: labelled.into_values().collect(), ..Gold::default() })
}

/// The part and the number of the mark that begins here, and what follows.
fn mark(rest: &str) -> Option<(&str, u32, &str)> {
    let (head, after) = rest.strip_prefix('{')?.split_once(": ")?;
    let (part, number) = head.split_once(' ')?;
    Some((part, number.parse().ok()?, after))
}

impl Labelled {
    /// Adds a marked piece of one part. An unknown part is of no use here.
    fn add(&mut self, part: &str, span: Span, text: &str) {
        let label = || Some(Some(span.of(text).to_owned()));
        match part {
            "content" => self.content.push(span),
            "cue" => self.cue.push(span),
            "source" => self.source.push(span),
            "to" => self.addressee = label(),
            "by" => self.medium = label(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_pieces_and_in_each_other() {
        let case = "# negated: 2\n“{content 1: No,}” {source 1: {source 2: she}} {cue 1: told} {to 1: us}, \
                    “{content 1: never},” and {cue 2: denied} {content 2: the plan {x}}.";
        let gold = parse("case 1".into(), case).unwrap();
        assert_eq!(gold.text, "“No,” she told us, “never,” and denied the plan {x}.");
        let texts = |spans: &[Span]| spans.iter().map(|span| span.of(&gold.text)).collect::<Vec<_>>();
        let [told, denied] = &gold.attributions[..] else { panic!("{:?}", gold.attributions) };
        assert_eq!(texts(&told.content), ["No,", "never"]);
        assert_eq!((texts(&told.source), texts(&denied.source)), (vec!["she"], vec!["she"]));
        assert_eq!(told.addressee, Some(Some("us".to_owned())));
        assert_eq!((told.negated, denied.negated), (Some(false), Some(true)));
        assert!(parse("case 2".into(), "“{content 1: No,” she said.").is_err());
    }
}
