//! The records of crawlers and news services, as they come, without a `corpus.toml`.

use corpus::{Input, Options, Reader};

/// The text of each article, in JSON.
const TEXT: &str = "The ferry stays, said Åse Lund.\\n\\n“It floats,” she said.";

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

const ALL: &str = "Ferry stays / Harbour Post / 2031-05-04 / Åse Lund";

#[test]
fn crawlers() {
    check(
        "fundus.json",
        r#"[{"title": "Ferry stays", "plaintext": "TEXT", "authors": ["Åse Lund"], "publishing_date": "2031-05-04 08:00:00+00:00", "publisher": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "fundus.json",
        r#"[{"title": "Ferry stays", "body": {"summary": ["Short."], "sections": [{"headline": [], "paragraphs": ["The ferry stays, said Åse Lund."]}, {"headline": [], "paragraphs": ["“It floats,” she said."]}]}, "authors": ["Åse Lund"], "publishing_date": "2031-05-04", "publisher": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "newspaper4k.json",
        r#"[{"url": "https://post.example/ferry", "title": "Ferry stays", "text": "TEXT", "authors": ["Åse Lund"], "publish_date": "2031-05-04T08:00:00", "meta_site_name": "Harbour Post"}]"#,
        ALL,
    );
    check(
        "news-please.json",
        r#"{"authors": ["Åse Lund"], "date_download": "2031-06-06", "date_modify": "2031-05-05", "date_publish": "2031-05-04 08:00:00", "maintext": "TEXT", "source_domain": "post.example", "text": null, "title": "Ferry stays"}"#,
        "Ferry stays / post.example / 2031-05-04 / Åse Lund",
    );
    check(
        "trafilatura.json",
        r#"{"title": "Ferry stays", "author": "Åse Lund; Tom Byrd", "date": "2031-05-04", "raw_text": "x", "text": "TEXT", "filedate": "2031-06-01", "source": "https://post.example/ferry", "source-hostname": "Harbour Post", "id": null}"#,
        "Ferry stays / Harbour Post / 2031-05-04 / Åse Lund, Tom Byrd",
    );
    check(
        "paragraphs.json",
        r#"[{"title": "Ferry stays", "paragraphs": ["The ferry stays, said Åse Lund.", "“It floats,” she said."]}]"#,
        "Ferry stays / - / - / -",
    );
}

#[test]
fn services() {
    check(
        "media-cloud.csv",
        "stories_id,publish_date,title,url,media_name,story_text\n1,2031-05-04 08:00:00,Ferry stays,https://p.example,Harbour Post,\"The ferry stays, said Åse Lund.\n\n“It floats,” she said.\"\n",
        "Ferry stays / Harbour Post / 2031-05-04 / -",
    );
    check(
        "guardian.json",
        r#"{"response": {"status": "ok", "results": [{"id": "a/b", "sectionName": "News", "webPublicationDate": "2031-05-04T08:00:00Z", "webTitle": "Ferry stays", "webUrl": "https://p.example", "fields": {"headline": "Ferry stays", "byline": "Åse Lund", "publication": "Harbour Post", "body": "<p>The ferry stays, said &Aring;se Lund.</p><p>“It floats,” she said.</p>"}}]}}"#,
        ALL,
    );
    check(
        "times.json",
        r#"{"response": {"docs": [{"headline": {"main": "Ferry stays", "kicker": null}, "pub_date": "2031-05-04T08:00:00+0000", "byline": {"original": "Åse Lund", "person": []}, "source": "Harbour Post", "lead_paragraph": "TEXT"}]}}"#,
        ALL,
    );
    check(
        "mongo.json",
        r#"{"_id": {"$oid": "5b"}, "outlet": "Harbour Post", "title": "Ferry stays", "body": "TEXT", "authors": ["Åse Lund"], "publishedAt": {"$date": "2031-05-04T08:00:00Z"}}"#,
        ALL,
    );
    check(
        "gdelt.jsonl",
        r#"{"title": "Ferry stays", "seendate": "20310504T080000Z", "domain": "post.example", "content": "TEXT"}"#,
        "Ferry stays / post.example / 2031-05-04 / -",
    );
}

#[test]
fn feeds() {
    let html = "&lt;p&gt;The ferry stays, said &amp;Aring;se Lund.&lt;/p&gt;&lt;p&gt;“It floats,” she said.&lt;/p&gt;";
    check(
        "feed.xml",
        &format!(
            "<?xml version=\"1.0\"?><rss><channel><title>Harbour Post</title><item><title>Ferry stays</title>\
             <link>https://p.example</link><pubDate>Sun, 04 May 2031 08:00:00 GMT</pubDate><dc:creator>By Åse Lund\
             </dc:creator><description>Short.</description><content:encoded>{html}</content:encoded></item></channel></rss>"
        ),
        ALL,
    );
    check(
        "feed.atom",
        &format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Post</title><entry><title>Ferry stays</title>\
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
    let head = "From: Harbour Post <news@p.example>\nSubject: =?utf-8?q?Ferry_stays?=\nDate: Sun, 4 May 2031 08:00:00 +0000\n\
                MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n";
    let message = format!("{head}<p>The ferry stays, said Åse Lund.</p><p>“It floats,” she said.</p>\n");
    let plain = "Subject: Two\nContent-Type: text/plain; charset=utf-8\n\nIt sank.\n\n>From here on.\n";
    let expected = "Ferry stays / Harbour Post / 2031-05-04 / -";
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

#[test]
fn web_archives() {
    let page =
        format!("<html><body><article><p>{}</p></article></body></html>", "The ferry stays. ".repeat(30));
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut zlib, page.as_bytes()).unwrap();
    let zlib = zlib.finish().unwrap();
    // With the header of zlib, without it and its checksum, and unpacked.
    let bodies = [&zlib[..], &zlib[2..zlib.len() - 4], page.as_bytes()];
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate\r\n\r\n";
    let mut file: Vec<u8> = bodies
        .iter()
        .flat_map(|body| warc("response", "application/http; msgtype=response", &[&head[..], body].concat()))
        .collect();
    file.extend(warc("revisit", "application/http; msgtype=response", b"HTTP/1.1 304 Not Modified\r\n\r\n"));
    file.extend(warc("conversion", "text/plain", "The ferry stays.\n".as_bytes()));
    let input = Input::of_bytes("CC-NEWS-20310504080000-00123.warc.wet", file, &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let articles: Vec<_> = input.records().map(|record| reader.article(record).unwrap()).collect();
    let numbers = [1, 2, 3, 5].map(|n| format!("CC-NEWS-20310504080000-00123.warc:{n}"));
    assert_eq!(articles.iter().map(|article| article.id.clone()).collect::<Vec<_>>(), numbers);
    assert!(articles.iter().all(|article| article.text.starts_with("The ferry stays.")));
    assert!(articles.iter().all(|article| article.metadata.url.as_deref() == Some("https://p.example/")));
}

#[test]
fn html_in_fields() {
    check(
        "html.csv",
        "title,text\nFerry &amp; more <i>stays</i>,<p>The ferry stays<br/></p><p>said.</p>\n"
            .replace(
                "The ferry stays<br/></p><p>said.",
                "The ferry stays&#44; said Åse Lund.</p><p>“It floats&#44;” she said.",
            )
            .as_str(),
        "Ferry & more stays / - / - / -",
    );
}
