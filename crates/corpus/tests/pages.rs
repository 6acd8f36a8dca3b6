//! Whole pages, marked with what each of their lines is.
//!
//! The files in `pages/` start with the metadata that must be found (`# title: …`).
//! Then each line has a letter before it: `T` title, `H` heading, `B` body, `-`
//! boilerplate, `D` dateline; a line with `+` continues the line of the dateline
//! before it, as body.
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use text::{Article, Role};

fn letter(role: Role) -> char {
    match role {
        Role::Title => 'T',
        Role::Heading => 'H',
        Role::Body => 'B',
        Role::Dateline => 'D',
        Role::Boilerplate => '-',
    }
}

fn read(text: &str) -> Article {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("page.txt"), text).unwrap();
    let input = corpus::Input::find(&[folder.path().to_owned()], &corpus::Options::default());
    let reader = corpus::Reader::new(&lexicon::Lexicon::embedded());
    reader.article(input.records().next().unwrap()).unwrap()
}

/// The page in marked form, without blank lines.
fn marked(article: &Article) -> String {
    let mut marked = String::new();
    let known = &article.metadata;
    let fields = [
        ("title", known.title.clone()),
        ("subtitle", known.subtitle.clone()),
        ("outlet", known.outlet.clone()),
        ("date", known.date.map(|d| d.to_string())),
        ("time", known.time.map(|t| t.strftime("%H:%M").to_string())),
        ("author", known.author.clone()),
        ("editor", known.editor.clone()),
        ("section", known.section.clone()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(marked, "# {name}: {value}");
        }
    }
    let mut dateline = None;
    for paragraph in &article.paragraphs {
        let same_line = dateline.is_some_and(|end| {
            paragraph.role == Role::Body && !article.text[end..paragraph.span.start].contains('\n')
        });
        let mark = if same_line { '+' } else { letter(paragraph.role) };
        let _ = writeln!(marked, "{mark} {}", paragraph.span.of(&article.text));
        dateline = (paragraph.role == Role::Dateline).then_some(paragraph.span.end);
    }
    marked
}

/// The page itself.
fn plain(marked: &str) -> String {
    let mut plain = String::new();
    for line in marked.lines().filter(|l| !l.starts_with("# ")) {
        match line.split_once(' ') {
            Some(("+", rest)) => {
                plain.pop();
                let _ = writeln!(plain, " {rest}");
            }
            Some((_, rest)) => plain = plain + rest + "\n",
            None => plain.push('\n'),
        }
    }
    plain
}

#[test]
fn pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files: BTreeMap<_, _> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect();
    assert!(files.len() >= 8);
    let mut wrong = String::new();
    for (path, page) in &files {
        let expected: Vec<&str> = page.lines().filter(|l| !l.is_empty()).collect();
        for line_end in ["\n", "\r\n"] {
            let found = marked(&read(&plain(page).replace('\n', line_end)));
            if found.lines().ne(expected.iter().copied()) {
                let _ = writeln!(wrong, "== {}", path.display());
                let found: Vec<&str> = found.lines().collect();
                for line in found.iter().filter(|line| !expected.contains(line)) {
                    let _ = writeln!(wrong, "found  {line}");
                }
                for line in expected.iter().filter(|line| !found.contains(line)) {
                    let _ = writeln!(wrong, "missed {line}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
