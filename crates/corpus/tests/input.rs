//! Which files are read, as what, and what is said about those that cannot be.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use std::fs;
use std::path::{Path, PathBuf};
use text::Article;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// The articles, and the complaints with paths as seen from `folder`.
fn read(folder: &Path, paths: &[&str], options: &Options) -> (Vec<Article>, Vec<String>) {
    let paths: Vec<PathBuf> = paths.iter().map(|p| folder.join(p)).collect();
    let input = Input::find(&paths, options);
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut complaints: Vec<_> = input.skipped().iter().map(ToString::to_string).collect();
    let mut articles = Vec::new();
    let mut last = 0;
    for record in input.records() {
        assert!(last <= record.read && record.read <= input.bytes());
        last = record.read;
        match reader.article(record) {
            Ok(article) => articles.push(article),
            Err(skipped) => complaints.push(skipped.to_string()),
        }
    }
    let root = format!("{}/", folder.display());
    (articles, complaints.into_iter().map(|c| c.replace(&root, "")).collect())
}

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
    let parquet = if cfg!(feature = "parquet") { ".parquet, " } else { "" };
    let reads = format!(
        "; .txt, .jsonl, .ndjson, .json, .csv, .tsv, .tab, {parquet}.html, .htm, .xhtml, .warc, .xml, .nitf, \
         .newsml are read, and these in .gz, .zst, .zip and .tar"
    );
    check_skipped("m.pdf", b"%PDF", 0, &[&format!("m.pdf: no reader for .pdf{reads}")]);
    check_skipped("m.xz", b"\xfd7z", 0, &[&format!("m.xz: no reader for .xz (unpack it first){reads}")]);
    check_skipped("m", b"text", 0, &[&format!("m: no reader for files without an extension{reads}")]);
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
        &["m.jsonl, line 2: not valid JSON at column 13: EOF while parsing a string"],
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
        &["m.jsonl, line 2: not valid JSON at column 133: recursion limit exceeded"],
    );
}

#[test]
fn missing_paths() {
    let folder = folder(&[("a.txt", b"A. B.")]);
    let (articles, complaints) = read(folder.path(), &["a.txt", "b.txt", "c"], &Options::default());
    assert_eq!(articles.len(), 1);
    assert_eq!(complaints, ["b.txt: no such file or folder", "c: no such file or folder"]);
}

/// Runs as anybody but the superuser, who may read everything, with permission
/// bits; for the superuser a file that is gone when its turn comes will do.
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

/// The limit holds for what is in memory, too: the long line is 100 MB.
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
    // A given file belongs to the folder that it lies in, and counts once.
    let (articles, _) =
        read(folder.path(), &["news/b/1.txt", "news/b", "news/b/../b/1.txt"], &Options::default());
    let shown: Vec<_> = articles.iter().map(|a| (a.corpus.as_str(), a.id.as_str())).collect();
    assert_eq!(shown, [("b", "1"), ("b", "2")]);
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

#[test]
fn what_is_wrong_in_a_corpus_toml_is_told() {
    for (toml, expected) in [
        ("name = \"x\"\n", &[][..]),
        ("outlett = \"X\"\n", &["corpus.toml: “outlett” is no setting of a corpus; is “outlet” meant?"]),
        ("[dates]\nq = 4\n", &["corpus.toml: “dates.q” is no setting of a corpus; there are formats, zone"]),
        ("outlet = 4\n", &["corpus.toml: “outlet” must be a text, not integer"]),
        ("name = ' '\n", &["corpus.toml: “name” must not be empty"]),
        ("fields = 4\n", &["corpus.toml: “fields” must be a table"]),
        (
            "format = \"pdf\"\n",
            &["corpus.toml: “format” must be one of text, jsonl, json, csv, parquet, html, warc, news-xml"],
        ),
        ("encoding = \"utf-9\"\n", &["corpus.toml: “encoding” must be the name of an encoding"]),
        ("main_text = \"quick\"\n", &["corpus.toml: “main_text” must be thorough or fast"]),
        (
            "quotation_marks = [\"~\", \"~\"]\n",
            &[
                "corpus.toml: “quotation_marks” must be two different texts, what opens and what closes a quotation",
            ],
        ),
        ("files = [\"a[\"]\n", &["corpus.toml: “files” has a wrong pattern: "]),
        ("lines.body = [\"(\"]\n", &["corpus.toml: “lines.body” has a wrong pattern: "]),
        ("lines.dateline = [\"(\"]\n", &["corpus.toml: “lines.dateline” has a wrong pattern: "]),
        (
            "dates.zone = \"Mars\"\n",
            &["corpus.toml: “dates.zone” must be a time zone, as in Europe/London or +08:00"],
        ),
        (
            "[fields]\ntitel = \"T\"\n",
            &["corpus.toml: “fields.titel” is no setting of a corpus; is “title” meant?"],
        ),
        ("name = \"x\"\n\nname\n", &["corpus.toml, line 3: not valid TOML: "]),
    ] {
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.txt", b"A. B.")]);
        let input = Input::find(&[folder.path().to_owned()], &Options::default());
        let told: Vec<_> = input
            .skipped()
            .iter()
            .map(|s| s.to_string().replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}");
        }
        assert_eq!(input.records().count(), 1);
    }
}

#[test]
fn what_a_corpus_toml_says() {
    let toml = "name = \"n\"\nexclude = [\"drafts/**\", \"*~.txt\"]\nfiles = \"*.t?t\"\n\
        encoding = \"iso-8859-2\"\n[lines]\nboilerplate = \"^Ad:\"\nbody = [\"^Share\"]\n";
    let folder = folder(&[
        ("corpus.toml", toml.as_bytes()),
        ("a.txt", b"A G\xb3\xf3wny b c.\n\nShare\n\nAd: A b c d e."),
        ("drafts/b.txt", b"B."),
        ("b~.txt", b"B."),
        ("b.jsonl", b"{\"text\": \"B.\"}"),
        ("deep/c.txt", b"C."),
    ]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "deep/c"]);
    let roles: Vec<_> = articles[0].paragraphs.iter().map(|p| p.role.name()).collect();
    assert_eq!(roles, ["body", "body", "boilerplate"]);
    assert!(articles[0].text.starts_with("A Główny"));
}

#[test]
fn datelines_of_a_corpus() {
    let toml = "[lines]\ndateline = ['^\\[[A-Z]+(, [^\\]]+)?\\]\\s*', '^[A-Z]+ >> ']\n";
    let text = "[OSLUND, 4 May 2031] The well is dry.\n\nOSS >> “It is dry,” said Ana Brill of [OSLUND].\n\n[OSLUND]";
    let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.txt", text.as_bytes())]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    let found: Vec<_> = articles[0]
        .paragraphs
        .iter()
        .map(|p| format!("{}: {}", p.role.name(), p.span.of(&articles[0].text)))
        .collect();
    assert_eq!(
        found,
        [
            "dateline: [OSLUND, 4 May 2031]",
            "body: The well is dry.",
            "dateline: OSS >>",
            "body: “It is dry,” said Ana Brill of [OSLUND].",
            "dateline: [OSLUND]",
        ]
    );
    assert_eq!(articles[0].metadata.date.unwrap().to_string(), "2031-05-04");
}

#[test]
fn quotation_marks_of_a_corpus() {
    let toml = b"quotation_marks = [\"<<\", \">>\"]\n";
    let folder =
        folder(&[("corpus.toml", toml), ("a.txt", "<<It is dry,>> said Åse Brill. 1 < 2.".as_bytes())]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    assert_eq!(articles[0].text, "“It is dry,” said Åse Brill. 1 < 2.");
}

#[test]
fn dates_of_a_corpus() {
    #[track_caller]
    fn check(toml: &str, date: &str, expected: &str) {
        let line = format!("{{\"text\": \"A.\", \"date\": \"{date}\"}}");
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.jsonl", line.as_bytes())]);
        let (articles, complaints) = read(folder.path(), &["."], &Options::default());
        assert_eq!(complaints, [""; 0]);
        let known = &articles[0].metadata;
        let time = known.time.map(|t| t.strftime(" %H:%M").to_string()).unwrap_or_default();
        assert_eq!(known.date.map(|d| d.to_string() + &time).unwrap_or_default(), expected);
    }
    check("", "05/06/2017", "");
    check("dates.formats = \"%d/%m/%Y\"", "05/06/2017", "2017-06-05");
    check("dates.formats = [\"%m/%d/%Y %H:%M\", \"%d %b %y\"]", "5 Jun 17", "2017-06-05");
    check("dates.formats = \"%d/%m/%Y\"", "June 5, 2017", "2017-06-05");
    check("", "2017-06-05T22:30:00Z", "2017-06-05 22:30");
    check("dates.zone = \"+08:00\"", "2017-06-05T22:30:00Z", "2017-06-06 06:30");
    check("dates.zone = \"-05:30\"", "1496654100", "2017-06-05 03:45");
    check("dates.zone = \"+08:00\"", "Mon, 05 Jun 2017 22:30:00 GMT", "2017-06-06 06:30");
    check("dates.zone = \"+08:00\"", "2017-06-05 22:30", "2017-06-05 22:30");
}

#[test]
fn the_fields_of_a_record() {
    #[track_caller]
    fn check(toml: &str, record: &str, expected: &str) {
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.jsonl", record.as_bytes())]);
        let (articles, complaints) = read(folder.path(), &["a.jsonl"], &Options::default());
        assert_eq!(complaints, [""; 0]);
        let a = &articles[0];
        let m = &a.metadata;
        let texts = [&m.title, &m.outlet, &m.author, &m.section, &m.url].map(|v| v.as_deref().unwrap_or("-"));
        let when =
            (m.date.map_or("-".into(), |d| d.to_string()), m.time.map_or("-".into(), |t| t.to_string()));
        assert_eq!(format!("{}|{}|{}|{}|{}", a.id, a.text, texts.join("|"), when.0, when.1), expected);
    }
    check(
        "",
        r#"{"Text": "A.", "headline": "T", "domain": "x.example", "publish-date": "June 5, 2017"}"#,
        "a:1|A.|T|x.example|-|-|-|2017-06-05|-",
    );
    check(
        "",
        r#"{"content": "", "body": "A.", "source": {"id": null, "name": "Delta Times"}, "authors": ["Ann Bo", {"name": "Cy Do"}], "publishedAt": "2017-06-05T09:15:00Z", "url": "https://x.example/1", "uuid": "u", "_id": 3}"#,
        "3|A.|-|Delta Times|Ann Bo, Cy Do|-|https://x.example/1|2017-06-05|09:15:00",
    );
    check(
        "",
        r#"{"body": ["A.", "B."], "timestamp": 1496654100, "section": "World"}"#,
        "a:1|A.\n\nB.|-|-|-|World|-|2017-06-05|09:15:00",
    );
    check(
        "[fields]\nid = \"key\"\ntext = \"story\"\noutlet = \"paper.name\"",
        r#"{"id": 1, "key": "k", "text": "No.", "story": "Yes.", "paper": {"name": "Delta Times"}}"#,
        "k|Yes.|-|Delta Times|-|-|-|-|-",
    );
    // The record's own word counts more than what its text says.
    check(
        "",
        r#"{"text": "T\n\nBy Ann Bo\n\nA b c d.", "author": "Cy Do"}"#,
        "a:1|T\n\nBy Ann Bo\n\nA b c d.|-|-|Cy Do|-|-|-|-",
    );
}

/// A byte order mark goes; every other byte stays, line ends included.
#[test]
fn the_text_is_the_files_own() {
    let folder = folder(&[("a.txt", "\u{feff}“A,”\r\n\r\n\tb.\u{2028} \n".as_bytes())]);
    let (articles, _) = read(folder.path(), &["a.txt"], &Options::default());
    assert_eq!(articles[0].text, "“A,”\r\n\r\n\tb.\u{2028} \n");
}

/// On whatever bytes: no panic, and paragraphs are in order, inside the text,
/// trimmed and not empty.
#[test]
fn laws() {
    let pieces = [
        "“",
        "”",
        "\"",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "Related",
        "Related news\n",
        "LONDON",
        " (AP) ",
        "—",
        "--",
        " - ",
        "By ",
        "Editor: ",
        "2017-06-05",
        "June 5",
        "5 June 2017",
        "09:15",
        "p.m.",
        "|",
        "•",
        "©",
        "é",
        "日",
        "2017年6月5日",
        "\u{200b}",
        "\u{a0}",
        "İ",
        "ſ",
        "ß",
        "(",
        ")",
        ":",
        ".",
        "Åse Lund",
        "said",
        "A",
        "z",
        "1",
        "\u{feff}",
        "🎭",
        "Photo: ",
        "Share",
        "Print",
        "News",
        "\\",
        "{\"text\": \"",
        "\"}",
        "\0",
        "Most popular",
        "Updated ",
        "ABC",
        "e\u{301}",
        "ǅ",
        "ŉ",
    ];
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let folder = folder(&[]);
    let mut read = 0;
    for round in 0..40 {
        let mut lines = Vec::new();
        for number in 0..50 {
            let mut text: Vec<u8> = Vec::new();
            for _ in 0..next(40) {
                text.extend_from_slice(pieces[next(pieces.len())].as_bytes());
            }
            if next(10) == 0 && !text.is_empty() {
                let at = next(text.len());
                text[at] = next(256) as u8;
            }
            fs::write(folder.path().join(format!("{number}.txt")), &text).unwrap();
            lines.extend_from_slice(&text);
            lines.push(b'\n');
        }
        fs::write(folder.path().join("lines.jsonl"), &lines).unwrap();
        let largest = [1 << 20, 30][round % 2];
        for record in
            Input::find(&[folder.path().to_owned()], &Options { largest, ..Options::default() }).records()
        {
            let Ok(article) = reader.article(record) else { continue };
            read += 1;
            let mut end = 0;
            for paragraph in &article.paragraphs {
                let words = paragraph.span.of(&article.text);
                assert!(!words.is_empty() && words.trim() == words, "{:?}", article.text);
                assert!(end <= paragraph.span.start, "{:?}", article.text);
                end = paragraph.span.end;
            }
        }
    }
    assert!(read > 500, "{read}");
}
