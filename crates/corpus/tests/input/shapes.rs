//! The records of crawlers and news services, as they come, without a `corpus.toml`.

use corpus::{Input, Options, Reader};

/// The text of each article, in JSON.
const TEXT: &str = "The dam holds, said Åse Lund.\\n\\n“It is tired,” she said.";

/// Checks title, outlet, date, author and text of the one article in a file.
#[track_caller]
fn check(name: &str, file: &str, expected: &str) {
    let file = file.replace("TEXT", TEXT);
    let input = Input::of_bytes(name, file.into_bytes(), &Options::default());
    let article =
        Reader::new(&lexicon::Lexicon::embedded()).article(input.records().next().unwrap()).unwrap();
    let known = article.metadata;
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let date = text(known.date.map(|date| date.to_string()));
    let shown = [text(known.title), text(known.outlet), date, text(known.author)].join(" / ");
    assert_eq!(shown, expected, "{name}");
    assert_eq!(article.text, TEXT.replace("\\n", "\n"), "{name}");
}

const ALL: &str = "Dam holds / Harbour Post / 2031-05-04 / Åse Lund";

#[test]
fn crawlers() {
    check(
        "fundus.json",
        r#"[{"title": "Dam holds", "plaintext": "TEXT", "authors": ["Åse Lund"], "publishing_date": "2031-05-04 08:00:00+00:00", "publisher": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "fundus.json",
        r#"[{"title": "Dam holds", "body": {"summary": ["Short."], "sections": [{"headline": [], "paragraphs": ["The dam holds, said Åse Lund."]}, {"headline": [], "paragraphs": ["“It is tired,” she said."]}]}, "authors": ["Åse Lund"], "publishing_date": "2031-05-04", "publisher": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "newspaper4k.json",
        r#"[{"url": "https://post.example/ferry", "title": "Dam holds", "text": "TEXT", "authors": ["Åse Lund"], "publish_date": "2031-05-04T08:00:00", "meta_site_name": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "news-please.json",
        r#"{"authors": ["Åse Lund"], "date_download": "2031-06-06", "date_modify": "2031-05-05", "date_publish": "2031-05-04 08:00:00", "maintext": "TEXT", "source_domain": "post.example", "text": null, "title": "Dam holds"}"#,
        "Dam holds / post.example / 2031-05-04 / Åse Lund",
    );
    check(
        "trafilatura.json",
        r#"{"title": "Dam holds", "author": "Åse Lund; Jens Moe", "date": "2031-05-04", "raw_text": "x", "text": "TEXT", "filedate": "2031-06-01", "source": "https://post.example/ferry", "source-hostname": "Harbour Post", "id": null}"#,
        "Dam holds / Harbour Post / 2031-05-04 / Åse Lund, Jens Moe",
    );
    check(
        "paragraphs.json",
        r#"[{"title": "Dam holds", "paragraphs": ["The dam holds, said Åse Lund.", "“It is tired,” she said."]}]"#,
        "Dam holds / - / - / -",
    );
}

#[test]
fn services() {
    check(
        "media-cloud.csv",
        "stories_id,publish_date,title,url,media_name,story_text\n1,2031-05-04 08:00:00,Dam holds,https://p.example,Harbour Post,\"The dam holds, said Åse Lund.\n\n“It is tired,” she said.\"\n",
        "Dam holds / Harbour Post / 2031-05-04 / -",
    );
    check(
        "guardian.json",
        r#"{"response": {"status": "ok", "results": [{"id": "a/b", "sectionName": "News", "webPublicationDate": "2031-05-04T08:00:00Z", "webTitle": "Dam holds", "webUrl": "https://p.example", "fields": {"headline": "Dam holds", "byline": "Åse Lund", "publication": "Harbour Post", "body": "<p>The dam holds, said &Aring;se Lund.</p><p>“It is tired,” she said.</p>"}}]}}"#,
        ALL,
    );
    check(
        "times.json",
        r#"{"response": {"docs": [{"headline": {"main": "Dam holds", "kicker": null}, "pub_date": "2031-05-04T08:00:00+0000", "byline": {"original": "By Åse Lund", "person": []}, "source": "Harbour Post", "lead_paragraph": "TEXT"}]}}"#,
        ALL,
    );
    check(
        "mongo.json",
        r#"{"_id": {"$oid": "5b"}, "outlet": "Harbour Post", "title": "Dam holds", "body": "TEXT", "authors": ["Åse Lund"], "publishedAt": {"$date": "2031-05-04T08:00:00Z"}}"#,
        ALL,
    );
    check(
        "gdelt.jsonl",
        r#"{"title": "Dam holds", "seendate": "20310504T080000Z", "domain": "post.example", "content": "TEXT"}"#,
        "Dam holds / post.example / 2031-05-04 / -",
    );
}

#[test]
fn feeds() {
    let html = "&lt;p&gt;The dam holds, said &amp;Aring;se Lund.&lt;/p&gt;&lt;p&gt;“It is tired,” she said.&lt;/p&gt;";
    check(
        "feed.xml",
        &format!(
            "<?xml version=\"1.0\"?><rss><channel><title>Harbour Post</title><item><title>Dam holds</title>\
             <link>https://p.example</link><pubDate>Sun, 04 May 2031 08:00:00 GMT</pubDate><dc:creator>By Åse Lund\
             </dc:creator><description>Short.</description><content:encoded>{html}</content:encoded></item></channel></rss>"
        ),
        ALL,
    );
    check(
        "feed.atom",
        &format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Post</title><entry><title>Dam holds</title>\
             <link href=\"https://p.example\"/><published>2031-05-04T08:00:00Z</published><author><name>Åse Lund</name>\
             </author><content type=\"html\">{html}</content></entry></feed>"
        ),
        ALL,
    );
    let cut = "<rss><channel><item><description>One.</description></item><item><description>Two.";
    let input = Input::of_bytes("cut.rss", cut.as_bytes().to_vec(), &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let read: Vec<bool> = input.records().map(|record| reader.article(record).is_ok()).collect();
    assert_eq!(read, [true, false]);
}

#[test]
fn mail() {
    let head = "From: Harbour Post <news@p.example>\nSubject: =?utf-8?q?Dam_holds?=\nDate: Sun, 4 May 2031 08:00:00 +0000\n\
                MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n";
    let message = format!("{head}<p>The dam holds, said Åse Lund.</p><p>“It is tired,” she said.</p>\n");
    let plain = "Subject: Two\nContent-Type: text/plain; charset=utf-8\n\nIt sank.\n\n>From here on.\n";
    let expected = "Dam holds / Harbour Post / 2031-05-04 / -";
    check("one.eml", &message, expected);
    let many = format!("From a@b Sun May 4\n{}\nFrom c@d Mon May 5\n{plain}", message);
    check("many.mbox", &many, expected);
    let input = Input::of_bytes("many.mbox", many.into_bytes(), &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let texts: Vec<_> = input.records().map(|record| reader.article(record).unwrap().text).collect();
    assert_eq!((texts.len(), texts[1].trim_end()), (2, "It sank.\n\nFrom here on."));
}

/// A record of a web archive.
fn warc(kind: &str, of: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://p.example/\r\nContent-Type: {of}\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// The page of [`web_archives`] as Node's `zlib.brotliCompressSync` packs it.
const BROTLI: &[u8] = b"\x1b\xf5\x01\xe0\x1d\x87\x71\x2c\xb2\xbd\x95\x76\xa2\x0e\x23\x43\x83\x53\x3c\x54\x0d\xe2\x53\xd6\xc6\x29\x07\xac\x41\x2d\
                        \x0a\x29\xe9\xc2\x7e\x4f\x99\x49\x59\x44\xf6\x6b\x7b\x86\x69\x09\x05\xec\x5d\xc8\xcf\x18\x7d\x1b\xe6\x06\x55\xfb\x78\xfb\x07";

#[test]
fn web_archives() {
    let page =
        format!("<html><body><article><p>{}</p></article></body></html>", "The dam holds. ".repeat(30));
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut zlib, page.as_bytes()).unwrap();
    let zlib = zlib.finish().unwrap();
    let zstd =
        ruzstd::encoding::compress_to_vec(page.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let bodies = [
        ("deflate", &zlib[..]),
        // Without the header and the checksum of zlib, and unpacked.
        ("deflate", &zlib[2..zlib.len() - 4]),
        ("deflate", page.as_bytes()),
        ("zstd", &zstd),
        ("br", BROTLI),
    ];
    let mut file = Vec::new();
    for (packing, body) in bodies {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {packing}\r\n\r\n");
        let body = [head.as_bytes(), body].concat();
        file.extend(warc("response", "application/http; msgtype=response", &body));
    }
    file.extend(warc("revisit", "application/http; msgtype=response", b"HTTP/1.1 304 Not Modified\r\n\r\n"));
    file.extend(warc("conversion", "text/plain", "The dam holds.\n".as_bytes()));
    let input = Input::of_bytes("CC-NEWS-20310504080000-00123.warc.wet", file, &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let articles: Vec<_> = input.records().map(|record| reader.article(record).unwrap()).collect();
    let numbers = [1, 2, 3, 4, 5, 7].map(|n| format!("CC-NEWS-20310504080000-00123.warc:{n}"));
    assert_eq!(articles.iter().map(|article| article.id.clone()).collect::<Vec<_>>(), numbers);
    assert!(articles.iter().all(|article| article.text.starts_with("The dam holds.")));
    assert!(articles.iter().all(|article| article.metadata.url.as_deref() == Some("https://p.example/")));
}

#[test]
fn html_in_fields() {
    check(
        "html.csv",
        "title,text\nDam &amp; more <i>stays</i>,<p>The dam holds<br/></p><p>said.</p>\n"
            .replace(
                "The dam holds<br/></p><p>said.",
                "The dam holds&#44; said Åse Lund.</p><p>“It is tired&#44;” she said.",
            )
            .as_str(),
        "Dam & more stays / - / - / -",
    );
}
