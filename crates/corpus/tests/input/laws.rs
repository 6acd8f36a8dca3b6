//! What holds whatever is in the files.

use crate::folder::folder;
use corpus::{Input, Options, Reader};
use std::fs;

/// What odd texts are made of, each chosen for a way to go wrong.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "“", "”", "\"", " ", "\n", "\n\n", "\r\n", "\r", "\t", "Related", "Related news\n", "LONDON",
    " (AP) ", "—", "--", " - ", "By ", "Editor: ", "2017-06-05", "June 5", "5 June 2017", "09:15",
    "p.m.", "|", "•", "©", "é", "日", "2017年6月5日", "\u{200b}", "\u{a0}", "İ", "ſ", "ß", "(", ")",
    ":", ".", "Åse Lund", "said", "A", "z", "1", "\u{feff}", "🎭", "Photo: ", "Share", "Print",
    "News", "\\", "{\"text\": \"", "\"}", "\0", "Most popular", "Updated ", "ABC", "e\u{301}", "ǅ",
    "ŉ",
];

/// Whatever the bytes, nothing panics, and paragraphs are in order, inside the text,
/// trimmed and not empty.
#[test]
fn laws() {
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
                text.extend_from_slice(PIECES[next(PIECES.len())].as_bytes());
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

/// Files of the formats with the most rules, short but with all their parts.
const SEEDS: &[(&str, &str)] = &[
    (
        "nexis.txt",
        "  1 of 2 DOCUMENTS\n\n  Post\n\n  May 4, 2031 Monday\n\nStays\n\nBYLINE: Åse Lund\n\nLENGTH: 9 words\n\n It floats.\n\nLOAD-DATE: May 5, 2031\n",
    ),
    (
        "uni.txt",
        "Stays\n\nPost\n\nMay 4, 2031\n\nLength: 9 words\n\nBody\n\n“It floats.”\n\nClassification\n\nLoad-Date: May 5, 2031\n\nEnd of Document\n",
    ),
    (
        "coded.txt",
        "HD  Stays\nPD  4 May 2031\nSN  Post\n\nLP\nIt floats.\n\nTD\nYes.\n\nAN  Document POST000020310504\n",
    ),
    (
        "plain.txt",
        "Stays\nBy Åse Lund\n9 words\n4 May 2031\nPost\nEnglish\nCopyright 2031\n\nIt floats.\n\nDocument POST000020310504\n",
    ),
    (
        "proquest.txt",
        "____________________________________\nDocument 1 of 1\n\nStays\n\nAuthor: Lund, Åse\n\nPublication info: Post ; B [B]. 04 May 2031: A1.\n\nFull text: It floats.\n\nPublication date: May 4, 2031\n",
    ),
    (
        "factiva.html",
        "<html><div class='article enArticle'><span class='enHeadline'>Stays</span><div>9 words</div><div>4 May 2031</div><div>Post</div>\n<p>It floats.</p><p>Document POST000020310504</p></div></html>",
    ),
    (
        "a.rtf",
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}}\\uc1\\u8220?It\\'e9 {\\*\\x y}{\\pict\\bin2 }}}\\par\\u-10179?\\u-8192? floats.}",
    ),
    (
        "a.rss",
        "<rss><channel><title>Post</title><item><title>Stays</title><description>&lt;p&gt;It floats.&lt;/p&gt;</description></item></channel></rss>",
    ),
    (
        "a.mbox",
        "From a Sun\nFrom: A <a@b>\nSubject: =?utf-8?q?S?=\nContent-Type: text/html\n\n<p>It floats.</p>\n\nFrom b Mon\n\nYes.\n",
    ),
    ("a.md", "---\ntitle: S\n---\n# It *floats*\n\n> Yes, [x](y).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("a.csv", "id;text\n1;\"It \"\"floats\"\";\nYes\"\n2;No\n"),
    (
        "a.json",
        "{\"response\": {\"docs\": [{\"headline\": {\"main\": \"S\"}, \"fields\": {\"body\": \"<p>It &amp; floats</p>\"}, \"date\": {\"$date\": 1}}]}}",
    ),
    (
        "a.html",
        "<html><head><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"S\",\"author\":{\"@id\":\"#a\"},\"articleBody\":\"It floats.\"}</script></head><body><svg><path/></svg><div class=b>Loose text that is long enough to count as one.<p>It floats, said the mayor of the town on a Monday in May, when the boats were out.</p></div><div class=b><p>It floats, said the mayor of the town on a Monday in May, when the boats were out.</p></div><blockquote>Yes<footer>A</footer></blockquote></body></html>",
    ),
    (
        "a.warc",
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nIt floats.\r\n\r\n",
    ),
    (
        "a.xml",
        "<newsMessage><newsItem><inlineXML><p>It floats.</p></inlineXML></newsItem><newsItem><p>Yes</p></newsItem></newsMessage>",
    ),
];

/// Whatever is damaged in a file, nothing panics.
#[test]
fn damaged_files() {
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for (name, seed) in SEEDS {
        let mut articles = 0;
        for round in 0..400 {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..next(4).min(round) {
                let (from, length) = (next(bytes.len()), next(12));
                let piece: Vec<u8> = bytes.iter().skip(from).take(length).copied().collect();
                match next(4) {
                    0 if !bytes.is_empty() => bytes[from] = next(256) as u8,
                    1 => drop(bytes.drain(from..(from + length).min(bytes.len()))),
                    2 => drop(bytes.splice(from..from, piece)),
                    _ => bytes.truncate(from.max(4)),
                }
            }
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            for record in Input::of_bytes(name, bytes, &Options::default()).records() {
                match reader.article(record) {
                    Ok(_) => articles += 1,
                    Err(skipped) => assert!(!skipped.reason.contains("fault"), "{skipped}: {shown:?}"),
                }
            }
        }
        assert!(articles > 100, "{name}: {articles}");
    }
}
