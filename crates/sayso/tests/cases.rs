//! The marked cases in `attribution/tests/cases/` (their README says how to read them):
//! every text is detected and its marks compared with what was found, once by the rules
//! alone and once with the model that `sayso` uses when nothing else is asked.
//!
//! Not every hard case is solved. Those that are not are listed for each detector in
//! `known-misses/` beside them, with what came out instead and why it is left. The test
//! fails when a case breaks, when one goes wrong in another way, and when a listed
//! case comes right, so that every gain and loss shows in review.
//! `UPDATE_MISSES=1 cargo test -p sayso --test cases` writes the lists anew and
//! keeps the reasons; a new miss gets the reason `?`, which the test refuses until
//! somebody has written a better one. `MISSES_REPORT=FILE` writes all misses in full.

use sayso::{Lexicon, ModelChoice, Pipeline};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use text::{Article, Paragraph, Role, Span};

/// One attribution as texts, for comparison: part name → its pieces.
type Parts = BTreeMap<String, Vec<String>>;

/// A text with marks, taken apart.
struct Case {
    text: String,
    expected: Vec<Parts>,
}

#[test]
fn the_rules_alone() {
    check("rules", &ModelChoice::RulesOnly);
}

#[test]
fn the_default_model() {
    check("fast", &ModelChoice::default());
}

/// Compares what a model misses with the list of its known misses.
#[track_caller]
fn check(name: &str, model: &ModelChoice) {
    let pipeline = Pipeline::new(&Lexicon::embedded(), model.load().unwrap());
    let (mut misses, mut report, mut total) = (Vec::new(), String::new(), 0);
    for (phenomenon, cases) in files() {
        for case in cases {
            total += 1;
            let found = detect(&pipeline, &case.text, phenomenon == "headlines");
            if comparable(&case.expected) != comparable(&found) {
                let start: String = case.text.chars().take(60).collect::<String>().replace('\n', " ");
                let outcome = outcome(&case.expected, &found);
                misses.push(Miss { phenomenon: phenomenon.clone(), start, outcome });
                let (expected, found) = (render(&case.expected), render(&found));
                let text = case.text;
                let _ = writeln!(report, "\n== {phenomenon}\n{text}\n  expected\n{expected}  found\n{found}");
            }
        }
    }
    if let Some(path) = std::env::var_os("MISSES_REPORT") {
        std::fs::write(PathBuf::from(path).with_extension(name), &report).unwrap();
    }
    compare_with_list(&folder().join(format!("known-misses/{name}.tsv")), &misses, total, &report);
}

/// A case that is not detected as marked, and how it came out.
struct Miss {
    /// The file of the case.
    phenomenon: String,
    /// How its text begins, by which the list and its reader know it.
    start: String,
    /// What came out, in short.
    outcome: String,
}

impl Miss {
    /// Its line in the list, without the reason.
    fn line(&self) -> String {
        format!("{}\t{}\t{}", self.phenomenon, self.start, self.outcome)
    }
}

/// The head of a list of known misses.
const HEAD: &str = "# phenomenon\ttext\twhat came out (differs, lacks, adds)\twhy it is left\n";

/// Fails if the misses differ from those that are listed, or one has no reason.
#[track_caller]
fn compare_with_list(list: &Path, misses: &[Miss], total: usize, report: &str) {
    let reasons = |listed: &str| -> Vec<(String, String)> {
        let lines = listed.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.rsplit_once('\t')).map(|(l, r)| (l.to_owned(), r.to_owned())).collect()
    };
    let mut known = reasons(&std::fs::read_to_string(list).unwrap_or_default());
    if std::env::var_os("UPDATE_MISSES").is_some() {
        let mut lines = HEAD.to_owned();
        for miss in misses {
            let case = [&miss.phenomenon, &miss.start];
            let same_case = |(line, _): &&(String, String)| line.split('\t').take(2).eq(case);
            let reason = known.iter().find(same_case).map_or("?", |(_, reason)| reason);
            let _ = writeln!(lines, "{}\t{reason}", miss.line());
        }
        std::fs::write(list, &lines).unwrap();
        known = reasons(&lines);
    }
    let lines: Vec<String> = misses.iter().map(Miss::line).collect();
    let new: Vec<&String> = lines.iter().filter(|line| !known.iter().any(|(k, _)| k == *line)).collect();
    let gone: Vec<&String> = known.iter().map(|(k, _)| k).filter(|k| !lines.contains(k)).collect();
    let unexplained: Vec<&String> =
        known.iter().filter(|(_, reason)| reason.trim() == "?").map(|(k, _)| k).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "of {total} cases, these broke or went wrong in another way: {new:#?}\n\
         these are listed in {} but came right or went wrong in another way: {gone:#?}\n{report}",
        list.display()
    );
    assert!(unexplained.is_empty(), "say in {} why these are left: {unexplained:#?}", list.display());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../attribution/tests")
}

/// The cases of each file, by the phenomenon that it shows.
fn files() -> Vec<(String, Vec<Case>)> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder().join("cases")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let cases = |file: PathBuf| {
        let phenomenon = file.file_stem().unwrap().to_string_lossy().into_owned();
        let all = std::fs::read_to_string(&file).unwrap();
        (phenomenon, all.split("\n---\n").map(parse).collect())
    };
    files.into_iter().map(cases).collect()
}

/// Takes the marks out of a case.
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
    let (text, pieces) = without_marks(body);
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

/// The text without its marks, and what they mark, in the order of the text: number,
/// part and place.
fn without_marks(marked: &str) -> (String, Vec<(String, String, Span)>) {
    let mut text = String::new();
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let mut pieces: Vec<(String, String, Span)> = Vec::new();
    let mut rest = marked;
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
    (text, pieces)
}

fn detect(pipeline: &Pipeline, text: &str, headline: bool) -> Vec<Parts> {
    let mut paragraphs: Vec<_> =
        text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
    if headline && let Some(first) = paragraphs.first_mut() {
        first.role = Role::Title;
    }
    let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
    let mut found: Vec<Parts> = pipeline
        .worker()
        .analyse(&article)
        .attributions
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

/// What matters to a reader: addressees and media without articles.
fn comparable(all: &[Parts]) -> Vec<Parts> {
    let bare = |text: &String| {
        let lower = text.to_lowercase();
        let cut =
            ["the ", "a ", "an ", "his ", "her ", "its ", "their "].iter().find(|a| lower.starts_with(*a));
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
}

/// How what was found differs from what was expected, in a line: parts that differ
/// between attributions with the same cue or content, attributions that are lacking,
/// attributions that nobody asked for.
fn outcome(expected: &[Parts], found: &[Parts]) -> String {
    let (expected, mut found) = (comparable(expected), comparable(found));
    let text = |parts: &Parts, part: &str| {
        let joined = parts.get(part).map(|pieces| pieces.join(" | ")).unwrap_or_default();
        let start: String = joined.chars().take(40).collect::<String>().replace('\n', " ");
        if start.len() < joined.len() { format!("“{start}…”") } else { format!("“{start}”") }
    };
    let brief = |parts: &Parts| {
        let part =
            ["cue", "content", "source"].into_iter().find(|p| parts.contains_key(*p)).unwrap_or("source");
        format!("{part} {}", text(parts, part))
    };
    let mut wrong = Vec::new();
    for one in expected {
        let alike = |other: &Parts| {
            2 * usize::from(one == *other)
                + usize::from(one.contains_key("cue") && one.get("cue") == other.get("cue"))
                + usize::from(one.get("content") == other.get("content"))
        };
        let likest = (0..found.len()).rev().max_by_key(|&at| alike(&found[at]));
        let Some(at) = likest.filter(|&at| alike(&found[at]) > 0) else {
            wrong.push(format!("lacks {}", brief(&one)));
            continue;
        };
        let other = found.remove(at);
        for part in ["content", "cue", "source", "to", "by", "negated"] {
            if one.get(part) != other.get(part) {
                wrong.push(format!("differs in {part}: {} for {}", text(&other, part), text(&one, part)));
            }
        }
    }
    wrong.extend(found.iter().map(|other| format!("adds {}", brief(other))));
    wrong.join("; ")
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
