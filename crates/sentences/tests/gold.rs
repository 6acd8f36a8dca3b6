//! Boundary F1 on the gold files next to the repository, where they are there.

use sentences::Splitter;
use std::path::Path;
use text::{CodePoints, Span};

#[derive(serde::Deserialize)]
struct Item {
    text: String,
    spans: Vec<(usize, usize)>,
}

/// Boundary F1 in percent and the number of items with every sentence right,
/// counted as `score.py` does.
fn score(file: &Path) -> (f64, usize) {
    let splitter = Splitter::new(&lexicon::Lexicon::embedded());
    let (mut right, mut all, mut items) = (0, 0, 0);
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let item: Item = serde_json::from_str(line).unwrap();
        let points = CodePoints::new(&item.text);
        let mut found = Vec::new();
        splitter.split(&item.text, &mut found);
        let found: Vec<_> = found.iter().map(|&s| points.span(s)).collect();
        let bytes: Vec<_> = item.text.char_indices().map(|(at, _)| at).chain([item.text.len()]).collect();
        let gold: Vec<_> = item
            .spans
            .iter()
            .map(|&(start, end)| points.span(Span::new(bytes[start], bytes[end]).trim(&item.text)))
            .filter(|(start, end)| start < end)
            .collect();
        let ends = |spans: &[(usize, usize)]| -> std::collections::BTreeSet<usize> {
            spans.iter().rev().skip(1).map(|s| s.1).collect()
        };
        let (gold_ends, found_ends) = (ends(&gold), ends(&found));
        right += gold_ends.intersection(&found_ends).count();
        all += gold_ends.len() + found_ends.len();
        items += usize::from(gold == found);
    }
    (200.0 * right as f64 / all as f64, items)
}

#[test]
#[allow(clippy::print_stdout, reason = "a test that skips itself says so")]
fn gold_files_are_split_as_well_as_promised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/sentences");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    for (name, floor, items) in [
        ("golden-rules", 96.0, 50),
        ("news-hard-dev", 96.0, 33),
        ("gum-dev", 98.3, 0),
        ("ewt-dev", 92.3, 0),
        ("gum-news-train", 97.0, 0),
    ] {
        let (f1, right) = score(&folder.join(name).with_extension("jsonl"));
        assert!(
            f1 >= floor && right >= items,
            "{name}: F1 {f1:.2} (at least {floor}), {right} items (at least {items})"
        );
    }
}
