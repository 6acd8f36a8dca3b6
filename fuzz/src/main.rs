//! All targets in one program, since each would be linked with all models; the variable
//! `FUZZ_TARGET` names one. `run` builds it, and runs them one after another.

#![no_main]

mod reviewing;

use std::borrow::Cow;
use std::sync::LazyLock;

type Target = fn(&[u8]);

/// The targets; each has seeds in `seeds/`.
const TARGETS: [(&str, Target); 29] = [
    ("bundle", bundle),
    ("checkpoint", fuzz::checkpoint::resume),
    ("corpus_toml", |bytes| fuzz::read_by(&lossy(bytes), "a.txt", QUOTE.as_bytes())),
    ("csv", |bytes| fuzz::read("a.csv", bytes)),
    ("decisions", reviewing::decisions),
    ("detector", |bytes| fuzz::detect(&lossy(bytes))),
    ("docx", |bytes| fuzz::read("a.docx", bytes)),
    ("feed", |bytes| fuzz::read("a.rss", bytes)),
    ("gzip", |bytes| fuzz::read("a.jsonl.gz", bytes)),
    ("html", |bytes| fuzz::read("a.html", bytes)),
    ("html_fast", |bytes| fuzz::read_by("main_text = \"fast\"", "a.html", bytes)),
    ("json", |bytes| fuzz::read("a.json", bytes)),
    ("jsonl", |bytes| fuzz::read("a.jsonl", bytes)),
    ("lexicon", fuzz::learned::lexicon),
    ("mail", |bytes| fuzz::read("a.mbox", bytes)),
    ("markdown", |bytes| fuzz::read("a.md", bytes)),
    ("model", fuzz::learned::model),
    ("news_xml", |bytes| fuzz::read("a.xml", bytes)),
    ("odt", |bytes| fuzz::read("a.odt", bytes)),
    ("parquet", |bytes| quietly(|| fuzz::read("a.parquet", bytes))),
    ("review_request", reviewing::request),
    ("rtf", |bytes| fuzz::read("a.rtf", bytes)),
    ("splitter", |bytes| fuzz::split(&lossy(bytes))),
    ("tar", |bytes| fuzz::read("a.tar", bytes)),
    ("text", |bytes| fuzz::read("a.txt", bytes)),
    ("warc", |bytes| fuzz::read("a.warc", bytes)),
    ("weights", fuzz::learned::weights),
    ("zip", |bytes| fuzz::read("a.zip", bytes)),
    ("zstd", |bytes| fuzz::read("a.jsonl.zst", bytes)),
];

const QUOTE: &str = "“It floats,” said Åse Lund.";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static NAMED: LazyLock<Target> = LazyLock::new(|| {
        let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
        let named = TARGETS.iter().find(|(target, _)| *target == name);
        named.unwrap_or_else(|| panic!("FUZZ_TARGET names no target: {name:?}")).1
    });
    NAMED(bytes);
});

fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The exports of news databases, which their content tells: the first byte chooses one.
fn bundle(bytes: &[u8]) {
    const HEADS: [&str; 6] = [
        "1 of 2 DOCUMENTS\n\nPost\n\nMay 4, 2031\n\nStays\n\nLENGTH: 9 words\n\n",
        "Stays\n\nPost\n\nMay 4, 2031\n\nBody\n\nIt floats.\n\nEnd of Document\n\n",
        "HD  Stays\nPD  4 May 2031\nSN  Post\nLP\nIt floats.\nAN  Document POST000020310504\n",
        "______________________________\nDocument 1 of 2\nFull text: It floats.\nPublication title: Post\n",
        "<html><div class='article enArticle'><span class='enHeadline'>Stays</span><div>9 words</div>\
         <div>4 May 2031</div><div>Post</div><p>It floats.</p>",
        "<html><article><header><span class='DocPublicationName'>Post</span><div class='titreArticle'>Stays</div></header>\
         <div class='DocText'>It floats.</div></article>",
    ];
    let Some((first, rest)) = bytes.split_first() else { return };
    let head = HEADS[usize::from(*first) % HEADS.len()];
    fuzz::read("a.txt", &[head.as_bytes(), rest].concat());
}

/// A library may panic on damaged files, which the reader catches and tells.
fn quietly(read: impl FnOnce()) {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
    read();
}
