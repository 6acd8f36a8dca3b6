//! Which fields of a record are read as what.

use crate::folder::{folder, read};
use corpus::Options;

/// Columns have the names that people read, whatever a table is encoded in.
#[test]
fn columns_with_accents() {
    let toml = "[fields]\ntext = \"Fließtext\"\ntitle = \"Überschrift\"";
    let table = "Überschrift;Fließtext\nFähre;„Ja“, sagte sie.\n";
    let windows = table.chars().map(|c| match c {
        '„' => 0x84,
        '“' => 0x93,
        c => u8::try_from(c).unwrap(),
    });
    for bytes in [table.as_bytes().to_vec(), windows.collect()] {
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.csv", &bytes)]);
        let (articles, complaints) = read(folder.path(), &["a.csv"], &Options::default());
        assert_eq!(complaints, [""; 0]);
        let shown = (articles[0].metadata.title.as_deref(), articles[0].text.as_str());
        assert_eq!(shown, (Some("Fähre"), "„Ja“, sagte sie."));
    }
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
    // What the record says counts more than what its text says.
    check(
        "",
        r#"{"text": "T\n\nBy Ann Bo\n\nA b c d.", "author": "Cy Do"}"#,
        "a:1|T\n\nBy Ann Bo\n\nA b c d.|-|-|Cy Do|-|-|-|-",
    );
}
