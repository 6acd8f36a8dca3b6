//! The same articles in every format, encoding and archive give the same
//! attributions.

use crate::{Folder, read_records};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use std::path::Path;

/// An article: its id and its paragraphs.
type Article = (String, Vec<String>);

/// Twenty articles of the sample corpora, with one paragraph on each line.
fn articles() -> Vec<Article> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut texts: Vec<String> = read_records(&corpus.join("archive/articles.jsonl"))
        .iter()
        .map(|record| record["text"].as_str().unwrap().to_owned())
        .collect();
    let mut paths: Vec<_> =
        std::fs::read_dir(corpus.join("wire")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.extend(std::fs::read_dir(corpus.join("scraped")).unwrap().map(|entry| entry.unwrap().path()));
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    texts.extend(paths.iter().map(|path| std::fs::read_to_string(path).unwrap()));
    let paragraphs = |text: &String| {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        // Menus and the like are left out by the reader of web pages.
        lines.filter(|line| line.len() > 80 && line.ends_with(['.', '”', '"'])).collect::<Vec<_>>()
    };
    let articles: Vec<_> =
        texts.iter().map(paragraphs).filter(|article| article.len() >= 3).take(20).collect();
    assert_eq!(articles.len(), 20);
    (0..).zip(articles).map(|(number, article)| (format!("a{number:02}"), article)).collect()
}

fn text(article: &Article) -> String {
    article.1.join("\n\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn tagged(article: &Article, tag: &str) -> String {
    article.1.iter().map(|paragraph| format!("<{tag}>{}</{tag}>\n", escaped(paragraph))).collect()
}

fn html(article: &Article) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>T</title><style>p {{ color: red }}</style></head>\n\
         <body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n<article>\n{}</article>\n\
         <footer>© The Paper</footer></body></html>\n",
        tagged(article, "p")
    )
}

fn nitf(article: &Article) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nitf><head><docdata><doc-id id-string=\"{}\"/></docdata></head>\n\
         <body><body.head><hedline><hl1>T</hl1></hedline></body.head>\n<body.content>{}</body.content></body></nitf>\n",
        article.0,
        tagged(article, "p")
    )
}

fn newsml(articles: &[Article]) -> String {
    let items: String = articles
        .iter()
        .map(|article| {
            format!(
                "<newsItem guid=\"{}\"><contentMeta><headline>T</headline></contentMeta><contentSet><inlineXML>\
                 <html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title></head><body>{}</body></html>\
                 </inlineXML></contentSet></newsItem>\n",
                article.0,
                tagged(article, "p")
            )
        })
        .collect();
    format!("<?xml version=\"1.0\"?>\n<newsMessage><itemSet>{items}</itemSet></newsMessage>\n")
}

fn record(article: &Article) -> Value {
    json!({ "id": article.0, "text": text(article) })
}

fn jsonl(articles: &[Article]) -> String {
    articles.iter().map(|article| format!("{}\n", record(article))).collect()
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn csv(articles: &[Article], delimiter: &str) -> String {
    let row = |article: &Article| format!("{}{delimiter}{}\r\n", article.0, cell(&text(article)));
    format!("id{delimiter}text\r\n") + &articles.iter().map(row).collect::<String>()
}

/// Each article as a response, between records that are not articles.
fn warc(articles: &[Article], member: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let record = |kind: &str, of: &str, body: &str| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://paper.example/\r\nContent-Type: {of}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        member((head + body + "\r\n\r\n").as_bytes())
    };
    let mut all = record("warcinfo", "application/warc-fields", "software: none\r\n");
    for article in articles {
        let page = html(article);
        let response =
            |kind: &str, body: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        all.extend(record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"));
        all.extend(record("response", "application/http; msgtype=response", &response("image/png", "\u{1}")));
        all.extend(record("response", "application/http; msgtype=response", &response("text/html", &page)));
    }
    all
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        packed.append_data(&mut header, name, &**bytes).unwrap();
    }
    packed.into_inner().unwrap()
}

fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What was found, without the ids, which depend on where an article is.
fn found(folder: &Folder, input: &str) -> Vec<Value> {
    folder.extract(input, &format!("out/{input}"), &["--rules-only"]).expect(0);
    let mut records = folder.records(&format!("out/{input}/attributions.jsonl"));
    for record in &mut records {
        let of_article = record.as_object_mut().unwrap();
        of_article.remove("article");
        of_article.remove("corpus");
        of_article.remove("id");
        // The id of another attribution of the article, which begins with the article's.
        if let Some(Value::String(parent)) = of_article.get_mut("parent") {
            *parent = parent.rsplit('#').next().unwrap_or_default().to_owned();
        }
        if let Some(speaker) = of_article.get_mut("speaker").and_then(Value::as_object_mut) {
            speaker.remove("ref");
            speaker.remove("id");
            if let Some(maker) = speaker.get_mut("by").and_then(Value::as_object_mut) {
                maker.remove("ref");
                maker.remove("id");
            }
        }
    }
    records
}

#[test]
fn every_format_gives_the_same() {
    let folder = Folder::new();
    let articles = articles();
    let each = |extension: &str, file: &dyn Fn(&Article) -> Vec<u8>| -> Vec<(String, Vec<u8>)> {
        articles.iter().map(|article| (format!("{}.{extension}", article.0), file(article))).collect()
    };
    let texts = each("txt", &|article| text(article).into_bytes());
    let pages = each("html", &|article| html(article).into_bytes());
    let lines = jsonl(&articles).into_bytes();
    let list = Value::from_iter(articles.iter().map(record)).to_string();
    let one = |name: &str, bytes: Vec<u8>| vec![(name.to_owned(), bytes)];
    let two_members = [gz(&lines[..5000]), gz(&lines[5000..])].concat();
    let two_frames = [zst(&lines[..5000]), zst(&lines[5000..])].concat();
    let wide = one("a.jsonl", utf16(&jsonl(&articles)));
    let inputs = [
        ("text", texts.clone()),
        ("utf-16", each("txt", &|article| utf16(&text(article)))),
        ("html", pages.clone()),
        ("html-as-text", each("txt", &|article| html(article).into_bytes())),
        ("html-without-extension", {
            let bare = |(name, bytes): (String, Vec<u8>)| (name.replace(".html", ""), bytes);
            pages.clone().into_iter().map(bare).collect()
        }),
        ("nitf", each("xml", &|article| nitf(article).into_bytes())),
        ("newsml", one("a.xml", newsml(&articles).into_bytes())),
        ("jsonl", one("a.jsonl", lines.clone())),
        ("jsonl-utf-16", wide),
        ("json", one("a.json", list.clone().into_bytes())),
        (
            "json-wrapped",
            one(
                "a.json",
                json!({ "status": "ok", "articles": articles.iter().map(record).collect::<Value>() })
                    .to_string()
                    .into_bytes(),
            ),
        ),
        ("json-lines", one("a.json", lines.clone())),
        ("csv", one("a.csv", csv(&articles, ",").into_bytes())),
        ("csv-semicolons", one("a.csv", csv(&articles, ";").into_bytes())),
        ("tsv", one("a.tsv", csv(&articles, "\t").into_bytes())),
        ("warc", one("a.warc", warc(&articles, <[u8]>::to_vec))),
        ("warc-gz", one("a.warc.gz", warc(&articles, gz))),
        ("jsonl-gz", one("a.jsonl.gz", two_members)),
        ("jsonl-zst", one("a.jsonl.zst", two_frames)),
        ("gz-by-another-name", one("a.jsonl", gz(&lines))),
        ("not-compressed", one("a.jsonl.gz", lines.clone())),
        ("zip", one("a.zip", zip(&texts))),
        ("zip-of-jsonl-gz", one("a.zip", zip(&one("deep/a.jsonl.gz", gz(&lines))))),
        ("tar", one("a.tar", tar(&texts))),
        ("tar-gz", one("a.tar.gz", gz(&tar(&texts)))),
        ("tgz-of-html", one("a.tgz", gz(&tar(&pages)))),
        ("tar-zst", one("a.tar.zst", zst(&tar(&texts)))),
    ];
    let mut first = Vec::new();
    for (format, files) in inputs {
        for (name, bytes) in files {
            folder.write(&format!("{format}/{name}"), bytes);
        }
        let found = found(&folder, format);
        if first.is_empty() {
            first = found;
            assert!(first.len() > 100, "{}", first.len());
            continue;
        }
        assert_eq!(found.len(), first.len(), "{format}");
        for (found, first) in found.iter().zip(&first) {
            assert_eq!(found, first, "{format}");
        }
    }
}
