//! Parquet, read back by the library's own reader of rows.
#![cfg(feature = "parquet")]
#![allow(missing_docs)]

use parquet::file::reader::{FileReader, SerializedFileReader};

const ARTICLE: &str = r#"{"id":"a","corpus":"c","path":"a.txt","title":null,"subtitle":null,"outlet":"Herald","date":"2031-04-05","time":"08:15:00","author":null,"editor":null,"section":null,"url":null,"counts":{"sentences":1,"attributions":2,"direct":2,"indirect":0,"mixed":0,"words":9},"text_sha256":"00","offsets":"byte","paragraphs":[{"span":[0,44],"role":"body"}],"text":"“Ja,” said Åse, “and no.” “Hm.”"}"#;

const FIRST: &str = r#"{"id":"a#1","article":"a","corpus":"c","kind":"direct","act":"speech","content":{"text":"Ja, and no.","spans":[[3,6],[24,31]]},"cue":{"text":"said","spans":[[10,14]]},"source":{"text":"Åse","spans":[[15,19]]},"speaker":{"ref":"a/s1","name":"Åse","type":"person","role":null,"resolved_by":"name","confidence":0.9},"addressee":null,"medium":null,"when":null,"negated":false,"paragraph":0,"sentence":{"index":0,"span":[0,34]},"confidence":0.97,"found_by":"r"}"#;

const SECOND: &str = r#"{"id":"a#2","article":"a","corpus":"c","kind":"direct","act":"speech","content":{"text":"Hm.","spans":[[38,41]]},"cue":null,"source":null,"speaker":null,"addressee":null,"medium":null,"when":null,"negated":true,"paragraph":0,"sentence":{"index":1,"span":[35,44]},"confidence":0.5,"found_by":"r"}"#;

#[test]
fn rows_come_back() {
    let folder = tempfile::tempdir().unwrap();

    std::fs::write(folder.path().join("articles.jsonl"), format!("{ARTICLE}\n")).unwrap();
    std::fs::write(folder.path().join("attributions.jsonl"), format!("{FIRST}\n{SECOND}\n")).unwrap();
    let target = folder.path().join("tables");
    let exported = export::export(folder.path(), export::format("parquet").unwrap(), &target).unwrap();
    assert_eq!((exported.articles, exported.attributions, exported.left_out), (1, 2, 0));
    let rows = |name: &str| -> Vec<String> {
        let reader = SerializedFileReader::new(std::fs::File::open(target.join(name)).unwrap()).unwrap();
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect()
    };
    let attributions = rows("attributions.parquet");
    assert_eq!(attributions.len(), 2);
    for part in
        ["content: \"Ja, and no.\"", "date: 2031-04-05", "negated: false", "role: null", "speaker: \"Åse\""]
    {
        assert!(attributions[0].contains(part), "{part}: {}", attributions[0]);
    }
    // Bytes became code points.
    for part in [
        "content_spans: [{start: 1, end: 4}, {start: 17, end: 24}]",
        "cue_spans: [{start: 6, end: 10}]",
        "sentence: \"“Ja,” said Åse, “and no.”\"",
    ] {
        assert!(attributions[0].contains(part), "{part}: {}", attributions[0]);
    }
    for part in
        ["cue: null", "cue_spans: []", "source_spans: []", "negated: true", "speaker_confidence: null"]
    {
        assert!(attributions[1].contains(part), "{part}: {}", attributions[1]);
    }
    let articles = rows("articles.parquet");
    for part in ["time: \"08:15:00\"", "attributions: 2", "text: \"“Ja,” said Åse, “and no.” “Hm.”\""]
    {
        assert!(articles[0].contains(part), "{part}: {}", articles[0]);
    }
}
