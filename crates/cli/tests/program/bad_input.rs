//! Bad input: each kind gets a message that says where it is, everything else is
//! processed, and the exit code reports it.

use crate::{ARTICLE, Folder, sayso};
use std::io::Write;

/// A file that gives no article, and what is said about it.
struct Bad {
    file: &'static str,
    bytes: &'static [u8],
    place: Option<&'static str>,
    reason: &'static str,
}

const BAD: &[Bad] = &[
    Bad { file: "empty.txt", bytes: b"", place: None, reason: "empty" },
    Bad { file: "blank.txt", bytes: b" \r\n\t\n", place: None, reason: "white space" },
    Bad { file: "empty.jsonl", bytes: b"", place: None, reason: "empty" },
    Bad {
        file: "photo.txt",
        bytes: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        place: Some("byte"),
        reason: "not text",
    },
    Bad { file: "photo.jpg", bytes: b"\xff\xd8", place: None, reason: "no reader for .jpg" },
    Bad {
        file: "broken.jsonl",
        bytes: b"{\"id\": \"cut off\", \"text\": \"The li\n",
        place: Some("line 1"),
        reason: "JSON",
    },
    // One fault, told once.
    Bad {
        file: "cut.json",
        bytes: b"[{\"id\": \"cut off\", \"text\": \"The li",
        place: Some("record 1"),
        reason: "JSON",
    },
    Bad { file: "list.jsonl", bytes: b"[1, 2]\n", place: Some("line 1"), reason: "no object" },
    Bad {
        file: "textless.jsonl",
        bytes: b"\n{\"id\": \"a\", \"title\": \"Only a title\"}\n",
        place: Some("line 2"),
        reason: "no text",
    },
];

#[test]
fn it_is_reported_and_the_rest_is_read() {
    for Bad { file, bytes, place, reason } in BAD {
        let folder = Folder::new();
        folder.write("in/good.txt", ARTICLE);
        let path = folder.write(&format!("in/{file}"), bytes);
        let ran = folder.extract("in", "out", &[]).expect(2).says(file).says(reason);
        assert!(place.is_none_or(|place| ran.stderr.contains(place)), "{file}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "standard output is for data");

        let skipped = folder.records("out/skipped.jsonl");
        assert_eq!(skipped.len(), 1, "{file}: {skipped:?}");
        assert_eq!(skipped[0]["path"], path.to_str().unwrap());
        let said = skipped[0]["place"].as_str();
        assert_eq!(said.is_some(), place.is_some(), "{file}: {skipped:?}");
        assert!(said.unwrap_or_default().contains(place.unwrap_or_default()), "{file}: {skipped:?}");
        assert!(skipped[0]["reason"].as_str().unwrap().contains(reason), "{file}: {skipped:?}");
        let articles = folder.records("out/articles.jsonl");
        assert_eq!(articles.len(), 1, "{file}");
        assert_eq!(articles[0]["id"], "good");
        assert_eq!(articles[0]["text"], ARTICLE);
    }
}

#[test]
fn with_nothing_else_to_read_the_run_has_failed() {
    for Bad { file, bytes, reason, .. } in BAD {
        let folder = Folder::new();
        folder.write(&format!("in/{file}"), bytes);
        folder.extract("in", "out", &[]).expect(1).says(file).says(reason);
    }
}

#[test]
fn the_lines_around_a_bad_one_are_read() {
    let folder = Folder::new();
    let text = |id: &str| format!("{ARTICLE}\nThat was {id}.");
    let line = |id: &str| format!("{}\n", serde_json::json!({ "id": id, "text": text(id) }));
    folder.write("in/wire.jsonl", [line("a"), "{\"id\": \"b\", \"te\n".into(), line("c")].concat());
    folder.extract("in", "out", &[]).expect(2).says("wire.jsonl, line 2");
    let articles = folder.records("out/articles.jsonl");
    assert_eq!(articles.iter().map(|a| a["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(
        folder.records("out/skipped.jsonl")[0]["place"].as_str().unwrap().split(',').next(),
        Some("line 2")
    );
}

/// An id that occurs twice in a file; a text that occurs twice.
#[test]
fn what_occurs_twice_is_read_once() {
    let folder = Folder::new();
    let line = |id: &str, text: &str| format!("{}\n", serde_json::json!({ "id": id, "text": text }));
    let shorter = ARTICLE.replace("tickets", "cards");
    folder.write("in/1.jsonl", [line("a", ARTICLE), line("a", &shorter), line("b", ARTICLE)].concat());
    folder.write("in/2.jsonl", line("a", &shorter));
    folder
        .extract("in", "out", &[])
        .expect(2)
        .says("line 2: the id “a” is taken by an earlier article")
        .says("same text");
    let ids: Vec<_> = folder.records("out/articles.jsonl").iter().map(|a| a["id"].clone()).collect();
    assert_eq!(ids, ["a", "a~2"]);
    assert_eq!(folder.records("out/skipped.jsonl").len(), 2);
}

#[test]
fn a_line_of_100_megabytes() {
    let folder = Folder::new();
    let good = serde_json::json!({ "id": "good", "text": ARTICLE }).to_string();
    let path = folder.write("in/long.jsonl", b"");
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    file.write_all(b"{\"id\": \"long\", \"text\": \"").unwrap();
    let words = b"and so on ".repeat(100_000);
    for _ in 0..100 {
        file.write_all(&words).unwrap();
    }
    file.write_all(b"\"}\n").unwrap();
    file.write_all(good.as_bytes()).unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
    folder.extract("in", "out", &[]).expect(2).says("long.jsonl, line 1").says("limit");
    assert_eq!(folder.records("out/articles.jsonl")[0]["id"], "good");
}

#[test]
fn the_limit_can_be_set() {
    let folder = Folder::new();
    folder.write("in/good.txt", ARTICLE);
    folder.write("in/long.txt", ARTICLE.repeat(3));
    let limit = (ARTICLE.len() * 2).to_string();
    folder.extract("in", "out", &["--max-article", &limit]).expect(2).says("long.txt").says(&limit);
    folder.extract("in", "out", &[]).expect(0);
}

#[test]
fn a_missing_path() {
    let folder = Folder::new();
    folder.write("in/good.txt", ARTICLE);
    let missing = folder.path("missing").into_os_string();
    let ran = folder.extract("in", "out", &[missing.to_str().unwrap()]).expect(2);
    ran.says("missing").says("no such file");
    assert_eq!(folder.records("out/articles.jsonl").len(), 1);

    let before = std::fs::read(folder.path("out/articles.jsonl")).unwrap();
    folder.extract("missing", "out", &[]).expect(1).says("no such file");
    let after = std::fs::read(folder.path("out/articles.jsonl")).unwrap();
    assert!(before == after, "a mistyped path must not cost the results there were");

    sayso(["sentences".into(), missing.clone()]).expect(1).says("no such file");
    sayso(["explain".into(), missing.clone()]).expect(1).says("no such file");
    sayso(["eval".into(), missing]).expect(1).says("missing");
}

#[test]
fn an_empty_folder() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    folder.extract("in", "out", &[]).expect(1).says("no article in");
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere() {
    let folder = Folder::new();
    folder.write("in/good.txt", ARTICLE);
    std::os::unix::fs::symlink("nowhere.txt", folder.path("in/link.txt")).unwrap();
    folder.extract("in", "out", &[]).expect(2).says("link.txt").says("cannot be read");
    assert_eq!(folder.records("out/articles.jsonl").len(), 1);
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "a test that checks nothing says so")]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("in/good.txt", ARTICLE);
    let path = folder.write("in/secret.txt", ARTICLE);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        return eprintln!("not checked: this user may read every file");
    }
    folder.extract("in", "out", &[]).expect(2).says("secret.txt").says("cannot be read");
    assert_eq!(folder.records("out/articles.jsonl").len(), 1);
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let folder = Folder::new();
    folder.write("in/good.txt", ARTICLE);
    folder.write("taken", "a file, not a folder");
    folder.extract("in", "taken", &[]).expect(1).says("error").says("taken");
    let ran = folder.extract("in", "taken/out", &[]).expect(1).says("cannot write").says("taken");
    assert_eq!(ran.stderr.matches("os error").count(), 1, "the cause, and once: {}", ran.stderr);
    assert_eq!(std::fs::read(folder.path("taken")).unwrap(), b"a file, not a folder");
}
