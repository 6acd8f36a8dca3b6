//! Drafts and their sources, with what must be found.

use sayso::records::Finding;
use sayso::{Error, Settings, Verification, verify};
use std::path::Path;

/// The lines of a case that begin with a mark, without it.
fn lines<'a>(case: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    case.lines().filter_map(move |line| line.strip_prefix(mark)?.strip_prefix(' '))
}

/// A finding as the cases have it.
fn shown(finding: &Finding) -> String {
    let mut kinds: Vec<&str> = finding.changes.iter().map(|change| change.kind.name()).collect();
    kinds.extend(finding.left_out.iter().map(|it| it.kind.map_or("left out", |kind| kind.name())));
    kinds.dedup();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    format!("{}{}{kinds}", if finding.fine { "+" } else { "" }, finding.verdict.name())
}

/// What is found in the drafts of a folder.
fn findings(folder: &Path, index: Option<&str>) -> (Vec<Finding>, sayso::Verified) {
    let verification = Verification {
        settings: Settings { input: vec![folder.join("draft.txt")], ..Settings::default() },
        sources: vec![folder.join("sources")],
        no_sources: Vec::new(),
        index: index.map(|name| folder.join(name)),
    };
    let mut found = Vec::new();
    let verified = verify(
        &verification,
        |_, _| Ok(()),
        |draft| {
            found.extend(draft.expect("the draft is a text").findings);
            Ok::<_, Error>(())
        },
    );
    (found, verified.expect("the folder can be written"))
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    let all = include_str!("cases.txt").split("\n## ").skip(1);
    for case in all {
        let name = case.lines().next().unwrap_or_default();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sources")).unwrap();
        let text = |mark| lines(case, mark).collect::<Vec<_>>().join("\n\n") + "\n";
        std::fs::write(folder.path().join("sources/source.txt"), text("S")).unwrap();
        std::fs::write(folder.path().join("draft.txt"), text("D")).unwrap();
        let (findings, _) = findings(folder.path(), None);
        let found: Vec<String> = findings.iter().map(shown).collect();
        let expected: Vec<&str> = lines(case, "=").collect();
        if found != expected {
            wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
        for finding in &findings {
            check_spans(folder.path(), finding);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Spans count code points of the texts.
#[track_caller]
fn check_spans(folder: &Path, finding: &Finding) {
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (draft, source) = (text("draft.txt"), text("sources/source.txt"));
    let at = |text: &str, (start, end): (usize, usize)| {
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    let spans: Vec<String> = finding.spans.iter().map(|&span| at(&draft, span)).collect();
    assert_eq!(spans.join(" "), finding.text);
    for passage in &finding.passages {
        assert_eq!(at(&source, passage.span), passage.text);
        assert_eq!(at(&source, passage.context_span), passage.context);
    }
    for change in &finding.changes {
        assert_eq!(change.draft_span.map_or(String::new(), |span| at(&draft, span)), change.draft);
        assert_eq!(change.source_span.map_or(String::new(), |span| at(&source, span)), change.source);
    }
    for left_out in &finding.left_out {
        assert_eq!(at(&source, left_out.span), left_out.text);
    }
}

#[test]
fn an_index_is_kept_and_follows_the_sources() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).unwrap();
    std::fs::write(folder.path().join("draft.txt"), "“The tunnel leaks every winter,” said Ada Lund.\n")
        .unwrap();
    let check = |expected: &str, articles: u64, skipped: usize| {
        for index in [Some("index"), Some("index"), None] {
            let (findings, verified) = findings(folder.path(), index);
            assert_eq!(findings.iter().map(shown).collect::<Vec<_>>(), [expected]);
            assert_eq!((verified.sources, verified.skipped.len()), (articles, skipped));
        }
    };
    std::fs::write(sources.join("a.txt"), "“The harvest is late,” said Omar Okafor.\n").unwrap();
    check("not found", 1, 0);
    std::fs::write(sources.join("b.txt"), "“The tunnel leaks every winter,” said Ada Lund.\n").unwrap();
    check("+verbatim", 2, 0);
    std::fs::write(sources.join("b.txt"), "“The tunnel leaks every summer and winter,” said Ada Lund.\n")
        .unwrap();
    check("changed (other)", 2, 0);
    std::fs::write(sources.join("c.jsonl"), "{\n").unwrap();
    check("changed (other)", 2, 1);
    std::fs::remove_file(sources.join("b.txt")).unwrap();
    check("not found", 1, 1);
    // A damaged index is made anew.
    for entry in std::fs::read_dir(folder.path().join("index")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "sources") {
            std::fs::write(path, "nothing of the kind").unwrap();
        }
    }
    check("not found", 1, 1);
}
