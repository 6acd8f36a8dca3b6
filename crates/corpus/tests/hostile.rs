//! Hostile or damaged input: each file gives one complaint or a good article, and
//! the files beside it are read.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use std::fs;
use std::io::{Cursor, Write};

const GOOD: &str = "“It floats,” said Åse Lund, the mayor of Sandholm.";

/// Reads a file between two good ones. Returns the ids of its articles, and the
/// complaints.
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let read = read_by("", name, bytes);
    if name.ends_with(".html") {
        assert_eq!(read_by("main_text = \"fast\"", name, bytes), read);
    }
    read
}

/// The same with these settings.
fn read_by(settings: &str, name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("corpus.toml"), settings).unwrap();
    for (name, bytes) in [("a.txt", GOOD.as_bytes()), (name, bytes), ("z.txt", GOOD.as_bytes())] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let input = Input::find(&[folder.path().to_owned()], &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut complaints: Vec<_> = input.skipped().iter().map(ToString::to_string).collect();
    let mut articles = Vec::new();
    for record in input.records() {
        match reader.article(record) {
            Ok(article) => articles.push(article.id),
            Err(skipped) => complaints.push(skipped.to_string()),
        }
    }
    assert_eq!((articles.remove(0), articles.pop()), ("a".to_owned(), Some("z".to_owned())));
    let root = format!("{}/", folder.path().display());
    (articles, complaints.into_iter().map(|c| c.replace(&root, "")).collect())
}

#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>, complaint: &str) {
    let (articles, complaints) = read(name, bytes.as_ref());
    assert_eq!((articles.len(), complaints.len()), (0, 1), "{name}: {articles:?} {complaints:?}");
    assert!(complaints[0].contains(complaint), "{complaints:?}");
}

#[track_caller]
fn good(name: &str, bytes: impl AsRef<[u8]>, ids: &[&str]) {
    let (articles, complaints) = read(name, bytes.as_ref());
    assert_eq!(articles, ids, "{complaints:?}");
    assert_eq!(complaints, [""; 0]);
}

fn gz(bytes: &[u8], times: usize) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    (0..times).for_each(|_| packed.write_all(bytes).unwrap());
    packed.finish().unwrap()
}

fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// A tar archive with names that no tool would write.
fn tar(files: &[(&str, tar::EntryType)]) -> Vec<u8> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, kind) in files {
        let body = if kind.is_file() { GOOD } else { "" };
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        header.set_size(body.len() as u64);
        header.set_cksum();
        packed.append(&header, body.as_bytes()).unwrap();
    }
    packed.into_inner().unwrap()
}

fn lines(count: usize) -> Vec<u8> {
    (0..count)
        .flat_map(|n| format!("{{\"id\": \"n{n}\", \"text\": \"{n} {GOOD}\"}}\n").into_bytes())
        .collect()
}

#[test]
fn bombs() {
    refused("m.jsonl.gz", gz(&[0; 1 << 20], 100), "expands to more than 200 times its size");
    refused("m.txt.gz", gz(&[b'\n'; 1 << 20], 100), "over the limit");
    let bomb = || vec![b' '; 80 << 20];
    let archive = zip(&[("1.txt", GOOD.into()), ("2.jsonl", bomb()), ("3.txt", GOOD.into())]);
    let (articles, complaints) = read("m.zip", &archive);
    assert_eq!(articles, ["m/1", "m/3"]);
    assert!(complaints.len() == 1 && complaints[0].contains("m.zip/2.jsonl: "), "{complaints:?}");
}

#[test]
fn depth() {
    for (name, start, tag) in [
        ("m.html", "<html><body>", "<div>"),
        ("m.html", "<html>", "<b>"),
        ("m.xml", "<nitf><body.content>", "<p>"),
    ] {
        refused(name, format!("{start}{}{GOOD}", tag.repeat(100_000)), "nested more than 400 deep");
    }
    refused("m.jsonl", format!("{{\"x\": {}", "[".repeat(100_000)), "recursion limit");
    refused("m.json", "{\"x\": ".repeat(100_000), "recursion limit");
    refused("m.json", "[".repeat(100_000), "no article in it");
    let mut inner = GOOD.as_bytes().to_vec();
    (0..9).for_each(|_| inner = gz(&inner, 1));
    refused("m.txt.gz", inner, "too deep");
}

#[test]
fn names_in_archives() {
    let file = tar::EntryType::Regular;
    let archive = tar(&[("../../x.txt", file), ("/etc/y.txt", file), ("./.git/config.txt", file)]);
    good("m.tar", &archive, &["m/x", "m/etc/y"]);
    good("m.zip", zip(&[("../x.txt", GOOD.into()), ("..\\y.txt", GOOD.into())]), &["m/x", "m/y"]);
    refused(
        "m.tar",
        tar(&[("link.txt", tar::EntryType::Symlink)]),
        "m.tar/link.txt: neither a file nor a folder",
    );
    refused("m.tar", tar(&[("null.txt", tar::EntryType::Char)]), "neither a file nor a folder");
    refused("m.zip", zip(&[("photo.jpg", vec![0xff, 0xd8])]), "m.zip/photo.jpg: no reader for .jpg");
}

#[test]
fn truncated() {
    let whole = gz(&lines(1000), 1);
    let (articles, complaints) = read("m.jsonl.gz", &whole[..whole.len() / 2]);
    assert!((10..990).contains(&articles.len()), "{}", articles.len());
    assert!(complaints.len() == 1 && complaints[0].contains(", line "), "{complaints:?}");
    let whole = ruzstd::encoding::compress_to_vec(&*lines(9000), ruzstd::encoding::CompressionLevel::Fastest);
    let (articles, complaints) = read("m.jsonl.zst", &whole[..whole.len() / 2]);
    assert!((10..8990).contains(&articles.len()), "{}", articles.len());
    assert!(complaints.len() == 1 && complaints[0].contains(", line "), "{complaints:?}");
    let whole = tar(&[("1.txt", tar::EntryType::Regular), ("2.txt", tar::EntryType::Regular)]);
    let (articles, complaints) = read("m.tar", &whole[..512 + 512 + 512 + 20]);
    assert_eq!((articles.len(), complaints.len()), (1, 1), "{complaints:?}");
    refused("m.zip", &zip(&[("1.txt", GOOD.into())])[..50], "cannot be read");
    refused("m.warc", "WARC/1.0\r\nContent-Length: 100\r\n\r\nshort", "ends in the middle of record 1");
}

#[test]
fn names_that_err() {
    refused("m.zip", GOOD, "cannot be read");
    refused("m.tar", GOOD, "cannot be read");
    refused("m.json", GOOD, "not valid JSON");
    refused("m.csv", GOOD, "no column is the text");
    refused("m.xml", GOOD, "neither NITF nor NewsML-G2");
    refused("m.warc", GOOD, "cannot be read");
    refused("m.html", [0, 159, 146, 150], "not text");
    let gibberish: Vec<u8> = (1..=255).cycle().take(4000).collect();
    refused("m.xml", &gibberish, "neither UTF-8 nor any other encoding");
    refused("m.gz", [&[0x1f, 0x8b, 8, 0], &*gibberish].concat(), "cannot be read");
    refused("m.zst", [&[0x28, 0xb5, 0x2f, 0xfd], &*gibberish].concat(), "cannot be read");
    good("m.txt.gz", GOOD, &["m"]);
}

#[test]
fn odd_text() {
    good("m.txt", "“".repeat(100_000), &["m"]);
    good("m.txt", "\"'".repeat(100_000), &["m"]);
    good("m.txt", format!("{GOOD}\r{GOOD}\r\n{GOOD}\n\r"), &["m"]);
    good("m.txt", format!("\u{202e}{GOOD}{}", "\u{200b}\u{200f}".repeat(50_000)), &["m"]);
    good("m.jsonl", r#"{"id": "h", "text": "\ud83d No, \udc00he said. \\ud800 \ud83d\ude00"}"#, &["h"]);
    good("m.jsonl", r#"{"id": "n", "text": "No,\u0000 he said."}"#, &["n"]);
    good("m.jsonl", r#"{"id": "d", "text": "One.", "text": "Two."}"#, &["d"]);
    refused("m.txt", "No,\0 he said.", "NUL");
    refused("m.csv", format!("id,text\n1,\"{}", "on and on\n".repeat(4 << 20)), "quotation mark left open");
    refused("m.csv", "when,where\n1,2\n3,4\n", "no column is the text; there are when, where");
    let (articles, complaints) = read("m.csv", b"id,text\n1,One, two.\n2,\"One, two.\"\n");
    assert_eq!((articles, complaints.len()), (vec!["2".to_owned()], 1));
}

/// What is missing is told where that can be known: each file has lost something after an
/// article that is read, and has one complaint.
#[test]
fn what_is_missing() {
    #[track_caller]
    fn check(name: &str, bytes: impl AsRef<[u8]>, articles: usize, reason: &str) {
        let (found, complaints) = read(name, bytes.as_ref());
        assert_eq!(found.len(), articles, "{complaints:?}");
        assert!(complaints.len() == 1 && complaints[0].contains(reason), "{complaints:?}");
    }
    let table = format!("id,text\n1,\"{GOOD}\"\n2,\"{GOOD} 5\"\" pipe\"\n3,\"{GOOD}\"\n");
    assert_eq!(read("m.csv", table.as_bytes()).0.len(), 3);
    check("m.csv", &table[..table.len() - 4], 2, "never closed");
    check("m.csv", format!("id,text\n1,\"{GOOD}\"\n2"), 1, "in the middle of this row");
    assert_eq!(read("m.csv", "id,text\n1,A 5\" pipe was laid on Monday.".as_bytes()).1.len(), 0);
    let item = format!("<newsItem><inlineXML><body><p>{GOOD}</p></body></inlineXML></newsItem>");
    check("m.xml", format!("<newsMessage>{item}{item}"), 2, "not closed");
    check("m.xml", format!("<nitf><body><body.content><p>{GOOD}</p>"), 0, "not closed");
    let archive = zip(&[("1.txt", GOOD.into()), ("2.txt", GOOD.into())]);
    let flipped = |from: &[u8], to: &[u8]| {
        let at = memchr::memmem::rfind(&archive, from).unwrap();
        [&archive[..at], to, &archive[at + from.len()..]].concat()
    };
    check("m.zip", flipped(b"2.txt", b".\x2etxt"), 1, "calls it");
    check("m.zip", flipped(b"\x02\x00\x02\x00", b"\x01\x00\x01\x00"), 1, "says that it has 1 files");
}

#[test]
fn deep_folders() {
    let folder = tempfile::tempdir().unwrap();
    let deep = (0..300).fold(folder.path().to_owned(), |path, _| path.join("d"));
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(folder.path().join("1.txt"), GOOD).unwrap();
    std::fs::write(deep.join("2.txt"), GOOD).unwrap();
    let input = Input::find(&[folder.path().to_owned()], &Options::default());
    assert_eq!((input.files(), input.skipped().len()), (1, 1));
}

/// What once kept a parser busy for minutes.
#[test]
fn much_of_one_thing() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    refused("m.html", format!("<html><body><div{attributes}>{GOOD}"), "attributes");
    refused("m.html", format!("<html>{}", "<p>".repeat(300_000)), "elements");
    good("m.html", format!("<html><body>{}", "<".repeat(100_000)), &["m"]);
    good("m.txt", "Home | News\n".repeat(100_000), &["m"]);
    good("m.txt", "x\n".repeat(100_000), &["m"]);
}
