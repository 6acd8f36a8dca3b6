//! Relative links and their `#anchors` lead to something that exists.

use crate::{documents, name, root};
use std::collections::{BTreeSet, HashMap};

#[test]
fn links_lead_somewhere() {
    let book = root().join("docs/src");
    let mut anchors_of: HashMap<_, BTreeSet<String>> = HashMap::new();
    for (path, text) in documents() {
        anchors_of.insert(path, anchors(&text));
    }
    let mut broken = Vec::new();
    for (path, text) in documents() {
        for link in links(&text) {
            let mut complain = |why: &str| broken.push(format!("{}: {link} {why}", name(&path)));
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let folder = path.parent().expect("a file lies in a folder");
            let target = if file.is_empty() { Ok(path.clone()) } else { folder.join(file).canonicalize() };
            let Ok(target) = target else {
                complain("does not exist");
                continue;
            };
            if path.starts_with(&book) && !target.starts_with(&book) {
                complain("leads out of the book, where it breaks");
            }
            let there = |anchors: &BTreeSet<String>| anchors.contains(anchor);
            if !anchor.is_empty() && !anchors_of.get(&target).is_some_and(there) {
                complain("names no heading there");
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// mdBook shows only the chapters that SUMMARY.md lists.
#[test]
fn every_chapter_is_in_the_summary() {
    let book = root().join("docs/src");
    let summary = std::fs::read_to_string(book.join("SUMMARY.md")).unwrap();
    let listed = links(&summary);
    for (path, _) in documents().iter().filter(|(path, _)| path.parent() == Some(&book)) {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap();
        assert!(
            file == "SUMMARY.md" || listed.iter().any(|link| link == file),
            "{file} is not in SUMMARY.md"
        );
    }
}

/// The README is what one sees first, and is read to its end.
#[test]
fn the_readme_is_short() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150, "{} lines", readme.lines().count());
}

/// The lines of a document that are not in a code block, without `code`.
fn prose(text: &str) -> Vec<String> {
    let mut in_code = false;
    let mut prose = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            prose.push(line.split('`').step_by(2).collect::<Vec<_>>().join("`"));
        }
    }
    prose
}

/// Where the relative links and pictures of a document lead.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            let ends = line.split(opening).skip(1).filter_map(|rest| rest.split_once(closing));
            links.extend(ends.map(|(link, _)| link.to_owned()));
        }
    }
    links.retain(|link| !link.contains("://") && !link.starts_with("mailto:"));
    links
}

/// The anchors of a document's headings, made as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.trim_start().starts_with("```");
        let heading = line.trim_start_matches('#');
        if in_code || heading.len() == line.len() || !heading.starts_with(' ') {
            continue;
        }
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let anchor: String = heading.trim().chars().filter(kept).collect();
        let anchor = anchor.to_lowercase().replace(' ', "-");
        let numbered = (1..).map(|number| format!("{anchor}-{number}"));
        let free = [anchor.clone()].into_iter().chain(numbered).find(|one| !anchors.contains(one));
        anchors.extend(free);
    }
    anchors
}

#[test]
fn anchors_and_links() {
    let text = "# One & two\n## `code` here\n```\n# no heading\n[no](link)\n```\n## One & two\n\
                See [this](a.md#x), `[not](this)` and [that](https://example.org) ![](b.webp).\n";
    assert_eq!(anchors(text).into_iter().collect::<Vec<_>>(), ["code-here", "one--two", "one--two-1"]);
    assert_eq!(links(text), ["a.md#x", "b.webp"]);
}
