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
