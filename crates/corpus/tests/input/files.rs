//! Which files are read, in which order, and with which ids.

use crate::folder::{folder, read};
use corpus::{Input, Options};

#[test]
fn ids_corpora_and_order() {
    let folder = folder(&[
        ("news/b/2.txt", b"Two."),
        ("news/b/1.txt", b"One."),
        ("news/README.md", b"About"),
        ("news/LICENSE", b"MIT"),
        ("news/.hidden.txt", b"No."),
        ("news/.git/x.txt", b"No."),
        ("news/b/1.ann", b"T1"),
        ("news/wire/corpus.toml", b"name = \"northern-wire\"\noutlet = \"Northern Wire\"\nlanguage = \"en\""),
        ("news/wire/deep/3.TXT", b"Three."),
        (
            "news/wire/4.ndjson",
            b"{\"id\": 17, \"text\": \"Four.\", \"source\": \"Delta Times\"}\n{\"body\": \"Five.\"}",
        ),
    ]);
    let (articles, complaints) = read(folder.path(), &["news"], &Options::default());
    assert_eq!(complaints, [""; 0]);
    let shown: Vec<_> = articles
        .iter()
        .map(|a| {
            let outlet = a.metadata.outlet.as_deref().unwrap_or("-");
            format!(
                "{} {} {} {outlet}",
                a.corpus,
                a.id,
                a.path.replace(&format!("{}/", folder.path().display()), "")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "news b/1 news/b/1.txt -",
            "news b/2 news/b/2.txt -",
            "northern-wire 17 news/wire/4.ndjson:1 Delta Times",
            "northern-wire 4:2 news/wire/4.ndjson:2 Northern Wire",
            "northern-wire deep/3 news/wire/deep/3.TXT Northern Wire",
        ]
    );
    // A file given as a path belongs to its folder, and counts once.
    let (articles, _) =
        read(folder.path(), &["news/b/1.txt", "news/b", "news/b/../b/1.txt"], &Options::default());
    let shown: Vec<_> = articles.iter().map(|a| (a.corpus.as_str(), a.id.as_str())).collect();
    assert_eq!(shown, [("b", "1"), ("b", "2")]);
}

/// What systems, office programs and browsers put beside articles is neither read nor told.
#[test]
fn what_lies_beside_articles() {
    let body = "<p>The ferry sails again in May, the company said on Tuesday.</p>".repeat(5);
    let page = format!("<!doctype html><title>Ferry</title><article><h1>Ferry</h1>{body}</article>");
    let folder = folder(&[
        ("news/Ferry.html", page.as_bytes()),
        ("news/Ferry_files/script.js", b"go()"),
        ("news/Ferry_files/frame.html", page.as_bytes()),
        ("news/other_files/a.txt", b"A. B."),
        ("news/Thumbs.db", b"\xd0\xcf"),
        ("news/desktop.ini", b"[x]"),
        ("news/~$ferry.docx", b"Ana"),
    ]);
    let (articles, complaints) = read(folder.path(), &["news"], &Options::default());
    assert_eq!(complaints, [""; 0]);
    let ids: Vec<_> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["Ferry", "other_files/a"]);
}

#[test]
fn no_two_articles_have_one_id() {
    let folder = folder(&[
        ("one/a.txt", b"A. B."),
        ("two/a.txt", b"C. D."),
        ("two/b.jsonl", b"{\"text\": \"E.\", \"id\": \"a\"}\n{\"id\": \"b\", \"text\": \"F.\"}"),
    ]);
    let input = Input::find(&["two", "one"].map(|p| folder.path().join(p)), &Options::default());
    let ids: Vec<_> = input.records().map(|r| (r.id.clone(), r.own_id.clone())).collect();
    let renamed = Some("a".to_owned());
    assert_eq!(
        ids,
        [
            ("a".to_owned(), None),
            ("a~2".to_owned(), renamed.clone()),
            ("a~3".to_owned(), renamed),
            ("b".to_owned(), None)
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_circle() {
    let folder = folder(&[("a/1.txt", b"One.")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a/1.txt"), folder.path().join("a/2.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("a/3.txt")).unwrap();
    let (articles, complaints) = read(folder.path(), &["a"], &Options::default());
    assert_eq!(articles.len(), 1);
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert!(complaints[0].starts_with("a/3.txt: cannot be read: "), "{complaints:?}");
}

/// A byte order mark is dropped; every other byte stays, line breaks included.
#[test]
fn the_text_is_the_files_own() {
    let folder = folder(&[("a.txt", "\u{feff}“A,”\r\n\r\n\tb.\u{2028} \n".as_bytes())]);
    let (articles, _) = read(folder.path(), &["a.txt"], &Options::default());
    assert_eq!(articles[0].text, "“A,”\r\n\r\n\tb.\u{2028} \n");
}
