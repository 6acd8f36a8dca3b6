//! Bundles of 500 articles in the forms of news databases: all are found with all fields,
//! and where a hundred are damaged, the others are as before.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use std::collections::BTreeMap;

const ARTICLES: usize = 500;

/// What an article must be read as.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    title: String,
    outlet: String,
    date: String,
    author: String,
    section: Option<String>,
    text: String,
}

fn known(n: usize) -> Known {
    let month = 1 + n % 12;
    Known {
        title: format!("Ferry number {n} stays"),
        outlet: ["Harbour Post", "The Delta Echo", "Brekke Times (Brekke)"][n % 3].to_owned(),
        date: format!("2031-{month:02}-{:02}", 1 + n % 28),
        author: format!("{} Lund", ["Åse", "Tunde", "Mia"][n % 3]),
        section: Some("News".to_owned()),
        text: format!(
            "Ferry number {n} stays\n\nThe harbour office bought boat {n} in March, after two dry winters.\n\n\
             “It floats,” said Sunniva Dahl, the mayor.\n\nNote: she was speaking of boat {n}."
        ),
    }
}

/// The date of an article as `May 4, 2031` and as `4 May 2031`.
fn dates(n: usize) -> (String, String) {
    let date = jiff::civil::date(2031, (1 + n % 12) as i8, (1 + n % 28) as i8);
    (date.strftime("%B %-d, %Y").to_string(), date.strftime("%-d %B %Y").to_string())
}

/// One article in one form.
type Form = fn(usize) -> String;

/// Takes away what of an article a form does not have.
type Lacks = fn(&mut Known);

fn body(n: usize) -> String {
    known(n).text.split_once("\n\n").unwrap().1.to_owned()
}

fn nexis_text(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).0, body(n));
    format!(
        "                  {n} of {ARTICLES} DOCUMENTS\n\n\n            {outlet}\n\n        {date} Tuesday\n        \
         Late Edition\n\n{title}\n\nBYLINE: By {author}, Staff Writer\n\nSECTION: News; Pg. A{n}\n\nLENGTH: 52 words\n\n\
         DATELINE: BREKKE\n\n{body}\n\nLOAD-DATE: January 1, 2032\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\
         \x20       Copyright 2031 {outlet}\n             All Rights Reserved\n\n"
    )
}

fn nexis_uni(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).0, body(n));
    format!(
        "{title}\n\n{outlet}\n\n{date} Tuesday\n\nCopyright 2031 {outlet} All Rights Reserved\n\nSection: News; Pg. 4\n\n\
         Length: 52 words\n\nByline: {author}\n\nBody\n\n{body}\n\nClassification\n\nLanguage: ENGLISH\n\n\
         Subject: FERRIES (90%)\n\nLoad-Date: January 1, 2032\n\nEnd of Document\n\n"
    )
}

fn factiva_coded(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).1, body(n));
    let (lead, rest) = body.split_once("\n\n").unwrap();
    format!(
        "SE  News\nHD  {title}\nBY  By {author}\nWC  52 words\nPD  {date}\nSN  {outlet}\nSC  HARBPO\nLA  English\n\
         CY  Copyright 2031 {outlet}\n\nLP\n{lead}\n\nTD\n{rest}\n\nNS  gferry : Ferries\nAN  Document HARBPO0020310504{n:06}\n\n"
    )
}

fn factiva_plain(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).1, body(n));
    format!(
        "{title}\n\nBy {author}\n52 words\n{date}\n12:01\n{outlet}\nHARBPO\nEnglish\nCopyright 2031 {outlet}\n\n{body}\n\n\
         Document HARBPO0020310504{n:06}\n\n"
    )
}

/// An article of the page that Factiva saves, in the form for reading.
fn factiva_page(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).1, paragraphs(n));
    format!(
        "{}<div class=\"article enArticle\">\n<div id=\"hd\"><b><span class='enHeadline'>{title}</span></b>\n</div>\
         <div class=\"author\">By {author}</div><div>52 words</div><div>{date}</div><div>12:01</div><div>{outlet}</div>\
         <div>HARBPO</div><div>English</div><div>Copyright 2031 {outlet}</div>\n\n{body}\n\
         <p>Document HARBPO0020310504{n:06}</p></div>\n",
        page_head(n)
    )
}

/// The same, in a table with codes.
fn factiva_table(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let date = dates(n).1;
    let body = paragraphs(n);
    let (lead, rest) = body.split_once('\n').unwrap();
    let title = format!("<span class='enHeadline'>{title}</span>");
    let number = format!("Document HARBPO0020310504{n:06}");
    let rows = [
        ("SE", "News"),
        ("HD", &title),
        ("BY", &format!("By {author}")),
        ("WC", "52 words"),
        ("PD", &date),
        ("SN", &outlet),
        ("SC", "HARBPO"),
        ("LA", "English"),
        ("CY", "Copyright 2031"),
        ("LP", lead),
        ("TD", rest),
        ("NS", "gferry : Ferries"),
        ("AN", &number),
    ];
    let row =
        |(code, value)| format!("<tr><td class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>\n");
    let table: String = rows.into_iter().map(row).collect();
    format!("{}<div id=\"a{n}\" class=\"article enArticle\"><table>{table}</table></div>\n", page_head(n))
}

/// An article of the page that Europresse saves.
fn europresse(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (date, body) = (dates(n).0, paragraphs(n));
    let day = known(n).date.replace('-', "");
    format!(
        "{}<article>\n<header>\n<div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">{outlet}, no. 4{n}\
         </span></div>\n<span class=\"DocHeader\">News, Tuesday, {date} 52 mots, p. A1</span>\n<div class=\"titreArticle\">\
         <p class=\"sm-margin-TopNews titreArticleVisu rdp__articletitle\">{title}</p></div>\n\
         <p class=\"sm-margin-bottomNews\">By {author}</p>\n</header>\n<section><div class=\"DocText clearfix\">\
         <div class=\"docOcurrContainer\">\n{body}\n</div></div></section>\n<footer>© 2031 {outlet}. Tous droits réservés.\
         \n<div class=\"publiC-lblNodoc\">news·{day}·HP·{n}</div></footer></article>\n",
        page_head(n)
    )
}

/// What a page begins with, before its first article.
fn page_head(n: usize) -> &'static str {
    match n {
        0 => "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Articles</title></head><body>\n",
        _ => "",
    }
}

/// The text of an article as elements of a page, a line each.
fn paragraphs(n: usize) -> String {
    let marked = |line: &str| format!("<p class=\"articleParagraph enarticleParagraph\">{line}</p>\n");
    body(n).split("\n\n").map(marked).collect()
}

fn proquest(n: usize) -> String {
    let Known { title, outlet, author, .. } = known(n);
    let (first, last) = author.split_once(' ').unwrap();
    let (date, body) = (dates(n).0, body(n));
    let row = "_".repeat(60);
    format!(
        "{row}\n\nDocument {n} of {ARTICLES}\n\n{title}\n\n\
         Author: {last}, {first}\n\nPublication info: {outlet} ; Brekke [Brekke]. {}: A1.\n\nFull text: {body}\n\n\
         Title: {title}\n\nPublication title: {outlet}\n\nSection: News\n\nPublication date: {date}\n\n\
         ProQuest document ID: 77{n:06}\n\n",
        dates(n).1
    )
}

/// Forms, and what of an article they do not have.
const FORMS: [(&str, Form, Lacks); 8] = [
    ("nexis", nexis_text, |_| {}),
    ("nexis uni", nexis_uni, |_| {}),
    ("factiva", factiva_coded, |_| {}),
    ("factiva, plain", factiva_plain, |known| known.section = None),
    ("proquest", proquest, |_| {}),
    ("factiva, page", factiva_page, |known| known.section = None),
    ("europresse", europresse, |_| {}),
    ("factiva, table", factiva_table, |_| {}),
];

/// The articles of a file, by their titles.
fn read(name: &str, file: impl Into<Vec<u8>>) -> BTreeMap<String, Known> {
    let input = Input::of_bytes(name, file.into(), &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let articles = input.records().filter_map(|record| reader.article(record).ok());
    let known = articles.map(|article| {
        let known = article.metadata;
        let lines: Vec<&str> = article.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Known {
            title: known.title.unwrap_or_default(),
            outlet: known.outlet.unwrap_or_default(),
            date: known.date.map(|date| date.to_string()).unwrap_or_default(),
            author: known.author.unwrap_or_default(),
            section: known.section,
            text: lines.join("\n\n"),
        }
    });
    known.map(|known| (known.title.clone(), known)).collect()
}

#[test]
fn all_articles_are_found() {
    for (name, form, lacks) in FORMS {
        let found = read("bundle.txt", (0..ARTICLES).map(form).collect::<String>());
        for n in 0..ARTICLES {
            let mut expected = known(n);
            lacks(&mut expected);
            assert_eq!(found.get(&expected.title), Some(&expected), "{name}");
        }
        assert_eq!(found.len(), ARTICLES, "{name}");
    }
}

/// A text as RTF, and as the DOCX and ODT that word processors write.
fn rtf(text: &str) -> Vec<u8> {
    let character = |c: char| match c {
        '\\' | '{' | '}' => format!("\\{c}"),
        c if c.is_ascii() => c.to_string(),
        c => c.encode_utf16(&mut [0; 2]).iter().map(|&unit| format!("\\u{}?", unit as i16)).collect(),
    };
    let lines = text.lines().map(|line| line.chars().map(character).collect::<String>());
    let body: String =
        lines.filter(|line| !line.is_empty()).map(|line| format!("\\pard {line}\\par\n")).collect();
    format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{body}}}").into_bytes()
}

fn zipped(file: &str, xml: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(file, zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn docx(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.is_empty());
    let body: String = lines.map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    zipped("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"))
}

fn odt(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.is_empty());
    let body: String = lines.map(|line| format!("<text:p>{line}</text:p>")).collect();
    zipped("content.xml", &format!("<o><office:text>{body}</office:text></o>"))
}

#[test]
fn documents_hold_bundles() {
    for (name, form, lacks) in FORMS.into_iter().skip(1).take(3) {
        let text: String = (0..ARTICLES).map(form).collect();
        for (file, document) in [("b.rtf", rtf(&text)), ("b.docx", docx(&text)), ("b.odt", odt(&text))] {
            let found = read(file, document);
            for n in 0..ARTICLES {
                let mut expected = known(n);
                lacks(&mut expected);
                assert_eq!(found.get(&expected.title), Some(&expected), "{name} in {file}");
            }
        }
    }
    let found =
        read("one.docx", docx("A plain document.\n“It floats,” said Sunniva Dahl, the mayor of Brekke."));
    assert_eq!(found.len(), 1);
}

/// An article that is damaged in one of four ways.
fn damaged(article: &str, way: usize) -> String {
    let lines: Vec<&str> = article.lines().collect();
    let labels = |line: &&&str| line.contains(':') || line.starts_with("WC") || line.starts_with("SN");
    match way % 4 {
        // Without its labels, its dates, its text; with noise in its middle.
        0 => lines.iter().filter(|line| !labels(line)).map(|line| format!("{line}\n")).collect(),
        1 => article.replace("2031", "20x1"),
        2 => lines.iter().filter(|line| !line.contains(" boat ")).map(|line| format!("{line}\n")).collect(),
        _ => article.replace(" Tuesday", " \u{1}\u{7f} ~~~ : : \t\t "),
    }
}

#[test]
fn damage_stays_where_it_is() {
    for (name, form, lacks) in FORMS {
        let is_damaged = |n: usize| n % 5 == 2;
        let file = (0..ARTICLES).map(|n| if is_damaged(n) { damaged(&form(n), n / 5) } else { form(n) });
        let found = read("bundle.txt", file.collect::<String>());
        for n in (0..ARTICLES).filter(|n| !is_damaged(*n)) {
            let mut expected = known(n);
            lacks(&mut expected);
            assert_eq!(found.get(&expected.title), Some(&expected), "{name}");
        }
    }
}
