//! Parquet, in programs that are built with it: the columns of Hugging Face's
//! cc_news without any mapping; compressed, in an archive, and damaged.
#![cfg(feature = "parquet")]
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::{Arc, LazyLock};

const COLUMNS: [&str; 7] = ["title", "text", "domain", "date", "description", "url", "image_url"];

const ROWS: [[&str; 7]; 3] = [
    [
        "Ferry returns",
        "“It floats,” said Åse Lund.",
        "herald.example",
        "2017-07-01 08:15:00",
        "D",
        "https://herald.example/1",
        "I",
    ],
    ["Nothing", "", "herald.example", "", "", "", ""],
    [
        "Well dry",
        "“It is dry,” said Ana Brill.",
        "herald.example",
        "2017-07-02 00:00:00",
        "D",
        "https://herald.example/2",
        "I",
    ],
];

/// The rows as a file, each in a row group of its own, so that there are several.
fn file(columns: [&str; 7], compression: Compression) -> Vec<u8> {
    let field = |name: &str| {
        let field = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(Some(LogicalType::String));
        Arc::new(field.build().unwrap())
    };
    let schema = Type::group_type_builder("schema").with_fields(columns.map(field).to_vec()).build().unwrap();
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties)).unwrap();
    for row in ROWS {
        let mut group = writer.next_row_group().unwrap();
        for cell in row {
            let mut column = group.next_column().unwrap().unwrap();
            let there = i16::from(!cell.is_empty());
            let values: Vec<_> = Some(ByteArray::from(cell)).filter(|_| there == 1).into_iter().collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&[there]), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

/// What is read from a file of this name: what is known about each article, and the
/// words of each complaint.
fn read(name: &str, bytes: Vec<u8>) -> Vec<String> {
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&lexicon::Lexicon::embedded()));
    let records = Input::of_bytes(name, bytes, &Options::default()).records();
    let shown = records.map(|record| match READER.article(record) {
        Ok(article) => {
            let known = article.metadata;
            let date = known.date.map(|date| date.to_string());
            let known = [known.title, known.outlet, date, known.url].map(Option::unwrap_or_default);
            format!("{} {}: {}", article.id, known.join(" "), article.text)
        }
        Err(skipped) => skipped.to_string(),
    });
    shown.collect()
}

fn expected(name: &str, stem: &str) -> [String; 3] {
    [
        format!(
            "{stem}:1 Ferry returns herald.example 2017-07-01 https://herald.example/1: “It floats,” said Åse Lund."
        ),
        format!("{name}, row 2: the row has no text"),
        format!(
            "{stem}:3 Well dry herald.example 2017-07-02 https://herald.example/2: “It is dry,” said Ana Brill."
        ),
    ]
}

#[test]
fn cc_news_needs_no_mapping() {
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default())]
    {
        let bytes = file(COLUMNS, compression);
        assert_eq!(read("news.parquet", bytes.clone()), expected("news.parquet", "news"));
        // Known by its first bytes, too.
        assert_eq!(read("news", bytes), expected("news", "news"));
    }
}

#[test]
fn wrapped() {
    let bytes = file(COLUMNS, Compression::SNAPPY);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&bytes).unwrap();
    assert_eq!(read("a.parquet.gz", packed.finish().unwrap()), expected("a.parquet.gz", "a"));
    let mut packed = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    packed.append_data(&mut header, "b.parquet", &*bytes).unwrap();
    assert_eq!(read("a.tar", packed.into_inner().unwrap()), expected("a.tar/b.parquet", "a/b"));
}

#[test]
fn damaged() {
    let bytes = file(COLUMNS, Compression::SNAPPY);
    #[track_caller]
    fn refused(bytes: &[u8], complaint: &str) {
        let read = read("a.parquet", bytes.to_vec());
        assert!(read.last().unwrap().contains(complaint), "{read:?}");
    }
    refused(&bytes[..bytes.len() / 2], "cannot be read");
    refused(b"The ferry sails.", "cannot be read");
    refused(b"PAR1", "cannot be read");
    refused(b"", "empty");
    // In an unknown field at its end, a list of two thousand million booleans: nothing hangs.
    let list = [0xF9, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0];
    refused(&[&b"PAR1"[..], &list, &[8, 0, 0, 0], b"PAR1"].concat(), "what it says of itself is damaged");
    let odd = ["a", "b", "c", "d", "e", "f", "g"];
    refused(&file(odd, Compression::SNAPPY), "no column is the text; there are a, b, c, d, e, f, g");
    // Whichever byte is wrong, there is a complaint or an article, and no panic.
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x5a;
        assert!(!read("a.parquet", wrong).is_empty());
    }
}
