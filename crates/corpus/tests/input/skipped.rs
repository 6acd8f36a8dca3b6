//! What is said about files and records that cannot be read.

use crate::folder::{folder, read};
use corpus::{Input, Options, Reader};
use std::fs;

#[track_caller]
fn check_skipped(name: &str, bytes: &[u8], articles: usize, expected: &[&str]) {
    let folder = folder(&[("a.txt", b"A. B."), (name, bytes), ("z.txt", b"Y. Z.")]);
    let (read, complaints) = read(folder.path(), &["."], &Options { largest: 1000, ..Options::default() });
    let complaints: Vec<_> = complaints.iter().map(|c| c.replace("./", "")).collect();
    assert_eq!(complaints, expected);
    assert_eq!(read.len(), articles + 2, "the other files are read");
}

#[test]
fn what_cannot_be_read() {
    check_skipped("m.txt", b"", 0, &["m.txt: the file is empty"]);
    check_skipped("m.txt", b" \r\n\n", 0, &["m.txt: nothing in it but white space"]);
    check_skipped("m.txt", b"\xef\xbb\xbf", 0, &["m.txt: the file is empty"]);
    check_skipped("m.txt", b"PK\x03\x04\0\0", 0, &["m.txt, byte 4: not text: there is a NUL byte"]);
    check_skipped("m.txt", &[b'a'; 1001], 0, &["m.txt: an article is over the limit of 1000 bytes"]);
    check_skipped(
        "m.pdf",
        b"%PDF",
        0,
        &["m.pdf: no reader for .pdf; save it as text or HTML first (`pdftotext FILE.pdf` may do)"],
    );
    check_skipped("m.xz", b"\xfd7z", 0, &["m.xz: no reader for .xz; unpack it first"]);
    check_skipped("m.png", b"PNG", 0, &["m.png: no reader for .png"]);
    check_skipped(
        "m",
        b"text",
        0,
        &["m: no reader for files without an extension; `format` in a corpus.toml may say what they are"],
    );
    check_skipped("m.jsonl", b"", 0, &["m.jsonl: the file is empty"]);
}

#[test]
fn what_cannot_be_read_in_a_line() {
    let line = |middle: &[u8]| [b"{\"text\": \"One.\"}\n", middle, b"\n\n{\"text\": \"Two.\"}"].concat();
    check_skipped("m.jsonl", &line(b""), 2, &[]);
    check_skipped(
        "m.jsonl",
        &line(b"{\"text\": \"One"),
        2,
        &["m.jsonl, line 2, column 13: not valid JSON: EOF while parsing a string"],
    );
    check_skipped(
        "m.jsonl",
        &line(b"[1]"),
        2,
        &["m.jsonl, line 2: valid JSON, but no object with named fields"],
    );
    check_skipped("m.jsonl", &line(b"{\"id\": 4}"), 2, &["m.jsonl, line 2: the record has no text"]);
    check_skipped("m.jsonl", &line(b"{\"text\": \" \\n\"}"), 2, &["m.jsonl, line 2: the record has no text"]);
    check_skipped(
        "m.jsonl",
        &line(b"\0\0\0"),
        2,
        &["m.jsonl, line 2, byte 0: not text: there is a NUL byte"],
    );
    check_skipped(
        "m.jsonl",
        &line(&[b'['; 2000]),
        2,
        &["m.jsonl, line 2: a line of 2001 bytes is over the limit of 1000 bytes"],
    );
    let deep = [b"{\"x\": ".as_slice(), &[b'['; 900]].concat();
    check_skipped(
        "m.jsonl",
        &line(&deep),
        2,
        &["m.jsonl, line 2, column 133: not valid JSON: recursion limit exceeded"],
    );
}

#[test]
fn missing_paths() {
    let folder = folder(&[("a.txt", b"A. B."), ("wire/dam.txt", b"C. D.")]);
    let paths = ["a.txt", "b.txt", "c", "wrie", "WIRE2/dam.txt", "wire/dam.text", "wire\\dam.txt"];
    let (articles, complaints) = read(folder.path(), &paths, &Options::default());
    assert_eq!(articles.len(), 1);
    let expected = [
        "WIRE2/dam.txt: no such file or folder",
        "b.txt: no such file or folder",
        "c: no such file or folder",
        "wire/dam.text: no such file or folder; is “wire/dam.txt” meant?",
        "wire\\dam.txt: no such file or folder; is “wire/dam.txt” meant?",
        "wrie: no such file or folder; is “wire” meant?",
    ];
    assert_eq!(complaints, expected);
}

/// Takes away the permission to read. The superuser may read everything; then the files
/// are removed after they were listed.
#[cfg(unix)]
#[test]
fn unreadable_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[("a.txt", b"A. B."), ("b.jsonl", b"{}"), ("c.txt", b"C. D.")]);
    let input = Input::find(&[folder.path().to_owned()], &Options::default());
    for name in ["a.txt", "b.jsonl"] {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::File::open(&path).is_ok() {
            fs::remove_file(&path).unwrap();
        }
    }
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let results: Vec<_> = input.records().map(|record| reader.article(record)).collect();
    assert_eq!(results.len(), 3);
    for result in &results[..2] {
        let complaint = result.as_ref().unwrap_err();
        assert!(complaint.reason.starts_with("cannot be read: "), "{complaint}");
    }
    assert_eq!(results[2].as_ref().unwrap().text, "C. D.");
}

/// A line over the limit is not held in memory: this one has 100 MB.
#[test]
fn a_line_of_100_megabytes() {
    use std::io::Write as _;
    let folder = folder(&[]);
    let mut file = std::io::BufWriter::new(fs::File::create(folder.path().join("m.jsonl")).unwrap());
    file.write_all(b"{\"text\": \"").unwrap();
    for _ in 0..100 {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    file.write_all(b"\"}\n{\"text\": \"Two.\"}\n").unwrap();
    file.into_inner().unwrap();
    let (articles, complaints) = read(folder.path(), &["m.jsonl"], &Options::default());
    assert_eq!(complaints, ["m.jsonl, line 1: a line of 104857613 bytes is over the limit of 8388608 bytes"]);
    assert_eq!((articles[0].text.as_str(), articles[0].id.as_str()), ("Two.", "m:2"));
}
