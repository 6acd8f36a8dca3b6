//! The marked cases in `tests/cases/` (their README says how to read them):
//! every text is detected and its marks compared with what was found.
//!
//! Not every hard case is solved. Those that are not stand in `known-misses.txt`;
//! the test fails when a case breaks, and also when one of these comes right and
//! the list does not say so, so that each gain and loss shows in review.
//! `UPDATE_MISSES=1 cargo test -p sayso-attribution --test cases` writes the list anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use text::{Article, Paragraph, Role, Span};

/// One attribution as texts, for comparison: part name → its pieces.
type Parts = BTreeMap<String, Vec<String>>;

/// A text with marks, taken apart.
struct Case {
    text: String,
    expected: Vec<Parts>,
}

fn parse(marked: &str) -> Case {
    let mut negated: Vec<String> = Vec::new();
    let mut body = marked.trim();
    while let Some(rest) = body.strip_prefix('#') {
        let (comment, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if let Some(numbers) = comment.trim().strip_prefix("negated:") {
            negated.extend(numbers.split([' ', ',']).filter(|n| !n.is_empty()).map(str::to_owned));
        }
        body = after.trim_start();
    }
    let mut text = String::new();
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let mut pieces: Vec<(String, String, Span)> = Vec::new();
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        let mark = rest.strip_prefix('{').and_then(|r| r.split_once(": ")).and_then(|(head, after)| {
            let (part, number) = head.split_once(' ')?;
            number.chars().all(|c| c.is_ascii_digit()).then_some((part, number, after))
        });
        if let Some((part, number, after)) = mark {
            open.push((part.to_owned(), number.to_owned(), text.len()));
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '}'
            && let Some((part, number, start)) = open.pop()
        {
            pieces.push((number, part, Span::new(start, text.len())));
            continue;
        }
        text.push(c);
    }
    assert!(open.is_empty(), "unclosed mark in: {marked}");
    pieces.sort_by_key(|p| p.2);
    let mut by_number: BTreeMap<String, Parts> = BTreeMap::new();
    for (number, part, span) in pieces {
        by_number.entry(number).or_default().entry(part).or_default().push(span.of(&text).to_owned());
    }
    for number in negated {
        by_number.entry(number).or_default().insert("negated".to_owned(), vec!["yes".to_owned()]);
    }
    let mut expected: Vec<Parts> = by_number.into_values().collect();
    expected.sort();
    Case { text, expected }
}

fn detect(text: &str, headline: bool) -> Vec<Parts> {
    let lexicon = lexicon::Lexicon::embedded();
    let mut paragraphs: Vec<_> =
        text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
    if headline && let Some(first) = paragraphs.first_mut() {
        first.role = Role::Title;
    }
    let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
    let document = sentences::Splitter::new(&lexicon).document(&article);
    let detector = attribution::Detector::new(&lexicon);
    let mut found: Vec<Parts> = detector
        .worker()
        .detect(&article, &document)
        .iter()
        .map(|a| {
            let mut parts = Parts::new();
            for (part, spans) in [
                ("content", a.content.clone()),
                ("cue", a.cue.clone()),
                ("source", a.source.clone()),
                ("to", a.addressee.into_iter().collect()),
                ("by", a.medium.into_iter().collect()),
            ] {
                let texts: Vec<String> = spans.iter().map(|s| s.of(text).to_owned()).collect();
                if !texts.is_empty() {
                    parts.insert(part.to_owned(), texts);
                }
            }
            if a.negated {
                parts.insert("negated".to_owned(), vec!["yes".to_owned()]);
            }
            parts
        })
        .collect();
    found.sort();
    found
}

/// Compares what matters to a reader: addressees and media without articles.
fn same(expected: &[Parts], found: &[Parts]) -> bool {
    let fold = |all: &[Parts]| -> Vec<Parts> {
        let bare = |text: &String| {
            let lower = text.to_lowercase();
            let cut = ["the ", "a ", "an ", "his ", "her ", "its ", "their "]
                .iter()
                .find(|a| lower.starts_with(*a));
            lower[cut.map_or(0, |a| a.len())..].to_owned()
        };
        all.iter()
            .map(|parts| {
                let one = |(part, texts): (&String, &Vec<String>)| match part.as_str() {
                    "to" | "by" => (part.clone(), texts.iter().map(bare).collect()),
                    _ => (part.clone(), texts.clone()),
                };
                parts.iter().map(one).collect()
            })
            .collect()
    };
    fold(expected) == fold(found)
}

fn render(all: &[Parts]) -> String {
    let mut out = String::new();
    for parts in all {
        for (part, texts) in parts {
            let _ = write!(out, "    {part}: {}", texts.join(" | "));
        }
        out.push('\n');
    }
    out
}

#[test]
fn marked_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("cases")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let (mut misses, mut report, mut total) = (String::new(), String::new(), 0);
    for file in files {
        let phenomenon = file.file_stem().unwrap().to_string_lossy().into_owned();
        let all = std::fs::read_to_string(&file).unwrap();
        for (number, marked) in all.split("\n---\n").enumerate() {
            total += 1;
            let case = parse(marked);
            let found = detect(&case.text, phenomenon == "headlines");
            if !same(&case.expected, &found) {
                let start: String = case.text.chars().take(60).collect::<String>().replace('\n', " ");
                let _ = writeln!(misses, "{phenomenon} {}: {start}", number + 1);
                let _ = writeln!(
                    report,
                    "\n== {phenomenon} {}\n{}\n  expected\n{}  found\n{}",
                    number + 1,
                    case.text,
                    render(&case.expected),
                    render(&found)
                );
            }
        }
    }
    let list = folder.join("known-misses.txt");
    if std::env::var_os("UPDATE_MISSES").is_some() {
        std::fs::write(&list, &misses).unwrap();
    }
    if let Some(path) = std::env::var_os("MISSES_REPORT") {
        std::fs::write(path, &report).unwrap();
    }
    let known = std::fs::read_to_string(&list).unwrap_or_default();
    let new: Vec<&str> = misses.lines().filter(|m| !known.lines().any(|k| k == *m)).collect();
    let solved: Vec<&str> = known.lines().filter(|k| !misses.lines().any(|m| m == *k)).collect();
    assert!(
        new.is_empty() && solved.is_empty(),
        "of {total} cases, these broke: {new:#?}\nthese are listed in known-misses.txt but come right: {solved:#?}\n{report}"
    );
}
