//! HTML: a file is a page, and its text is the main text of the page: a line for
//! each paragraph, with blank lines between them. Offsets count in that text, not
//! in the page.
//!
//! `limits.rs` refuses what would hurt a parser, `facts.rs` reads what the page says about
//! itself (`linked_data.rs` in JSON-LD), `asides.rs` takes out what is no part of the
//! article, and `preparation.rs` mends what the search for the main text stumbles over.
//! `whole_text.rs` compares what was found with the body in JSON-LD.

mod asides;
mod facts;
mod limits;
mod linked_data;
mod preparation;
mod whole_text;

use super::cutter::{Cutter, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::markup;
use super::raw_record::RawRecord;
use crate::corpus::MainText;
use crate::fields::{Field, Fields};
use facts::Facts;
use regex::Regex;
use std::io::BufRead;
use std::sync::LazyLock;
use trafilatura::dom::Document;

#[derive(Debug)]
pub(crate) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        let first = first.trim_ascii_start();
        let starts = |tag: &str| {
            first.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
        };
        starts("<!doctype html") || starts("<html")
    }

    fn replaces(&self, named: &str) -> bool {
        named == "text"
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        out.whole(file)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        page(record.into_bytes(), None, context)
    }
}

/// The article of a page; `declared` is the encoding that was sent along with it.
///
/// # Errors
/// If it cannot be decoded, is too deep or too large for a parser, or has no
/// article.
pub(super) fn page(
    bytes: Vec<u8>,
    declared: Option<&str>,
    context: &RecordContext<'_>,
) -> Result<Draft, Problem> {
    let own = markup::declared_encoding(&bytes);
    let declared = context.corpus.encoding.as_deref().or(declared).or(own.as_deref());
    let page = decoded(bytes, declared)?;
    limits::refuse(&page, context.options.deepest)?;
    let draft = match context.corpus.main_text {
        MainText::Thorough => thorough(&page)?,
        MainText::Fast => fast(&page).unwrap_or_default(),
    };
    if draft.text.is_empty() { Err("no article is found on the page".into()) } else { Ok(draft) }
}

/// A part of a page, for those who know where its parts stand.
///
/// # Errors
/// If it is too deep or too large for a parser.
pub(super) fn parsed(part: &str, context: &RecordContext<'_>) -> Result<Document, Problem> {
    limits::refuse(part, context.options.deepest)?;
    Ok(Document::parse(part))
}

/// The most bytes of what a page shows to those who have not paid: some 250 words. Chosen by
/// hand.
const LONGEST_STUB: usize = 1_500;

/// The article of a page, found by `trafilatura`.
///
/// # Errors
/// If there are only links to articles.
fn thorough(page: &str) -> Result<Draft, Problem> {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        // A date in the text is not the date of the page.
        .with_html_date_mode(trafilatura::HtmlDateMode::Fast);
    let mut page = Document::parse(page);
    let facts = Facts::of(&page);
    if facts.is_list(&page) {
        return Err("a list of articles, and no article itself".into());
    }
    asides::remove(&mut page, &facts.linked.about_authors);
    preparation::prepare(&mut page);
    let Ok(found) = trafilatura::extract_document(page, &options) else { return Ok(Draft::default()) };
    let known = found.metadata;
    let mut fields = Fields::default();
    fields.set(Field::Title, known.title);
    fields.set(Field::Author, known.author);
    // Some sites give an address as their name.
    let named = [known.sitename, known.hostname].into_iter().find(|name| !name.contains("://"));
    fields.set(Field::Outlet, named.unwrap_or_default());
    fields.set(Field::Url, known.url);
    fields.set(Field::Date, known.date.map(|date| date.to_string()).unwrap_or_default());
    fields.set(Field::Section, known.categories.into_iter().next().unwrap_or_default());
    let mut draft =
        Draft { text: words(&found.content_html), fields: facts.fields(fields), ..Draft::default() };
    if facts.dates_differ() {
        draft.doubts.push("the page gives other dates of publication, too");
    }
    if let Some(body) = &facts.linked.body {
        whole_text::compare(&mut draft, body);
    }
    if facts.linked.is_paid && draft.text.len() <= LONGEST_STUB {
        draft.doubts.push("the page says that reading it costs money, so this may be only its beginning");
    }
    Ok(draft)
}

/// The same, found the way browsers do it for their reading mode.
fn fast(page: &str) -> Option<Draft> {
    let found = libreadability::extract(page, None).ok()?;
    let mut fields = Fields::default();
    fields.set(Field::Title, found.title);
    fields.set(Field::Author, found.byline);
    fields.set(Field::Outlet, found.site_name);
    fields.set(Field::Date, found.published_time);
    fields.set(Field::Url, address(page).unwrap_or_default());
    Some(Draft { text: words(&found.content), fields, ..Draft::default() })
}

/// Where a page says that it stands, if that is a whole address: in `<link rel="canonical">` or
/// `og:url`. The text is searched, since a second tree would take as long as the first.
fn address(page: &str) -> Option<String> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        let tag = r#"(?i)<(?:link\s[^<>]*\brel=["']?canonical\b|meta\s[^<>]*\b(?:property|name)=["']?og:url\b)[^<>]*>"#;
        Regex::new(tag).expect("a valid pattern")
    });
    static VALUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\s(?:href|content)=["']?(https?://[^"'\s<>]+)"#).expect("a valid pattern")
    });
    let address = |tag: regex::Match| Some(VALUE.captures(tag.as_str())?[1].to_owned());
    let head = page.find("</head").map_or(page, |end| &page[..end]);
    TAG.find_iter(head).find_map(address).map(|address| markup::dereferenced(&address))
}

/// The words of HTML: a line for each paragraph, with blank lines between them.
pub(super) fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut line = String::new();
    let mut end = |line: &mut String| {
        let words = markup::folded(line);
        if !words.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&words);
        }
        line.clear();
    };
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        line.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.find(if rest.starts_with('<') { '>' } else { ';' }) {
            Some(length) if rest.starts_with('<') || length <= 1 + markup::LONGEST_REFERENCE => length,
            _ => {
                line.push_str(&rest[..1]);
                rest = &rest[1..];
                continue;
            }
        };
        let inside = &rest[1..length];
        rest = &rest[length + 1..];
        if html.as_bytes()[html.len() - rest.len() - length - 1] == b'&' {
            line.push_str(&markup::reference(inside));
            continue;
        }
        let name = inside.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        match &*name.to_ascii_lowercase() {
            // What is in it are no words; the next tag, whose `<` may be code, ends the line.
            "script" | "style" if !inside.starts_with('/') => {
                rest = rest.find("</").map_or("", |end| &rest[end..]);
            }
            "a" | "abbr" | "b" | "cite" | "code" | "del" | "em" | "font" | "i" | "ins" | "kbd" | "mark"
            | "q" | "s" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "time" | "tt" | "u"
            | "var" => {}
            "td" | "th" => line.push(' '),
            _ => end(&mut line),
        }
    }
    line.push_str(rest);
    end(&mut line);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_html() {
        let html = "<div><h2>The  plan</h2><p>“<b>No</b>,” she\nsaid &amp; left &lt;there&gt;&nbsp;.<br/>Two</p>\
            <ul><li>a &copy b</li></ul> loose <table><tr><td>1</td><td>2</td></tr></table> 1 &#8220; & x</div>";
        assert_eq!(
            words(html),
            "The plan\n\n“No,” she said & left <there> .\n\nTwo\n\na &copy b\n\nloose\n\n1 2\n\n1 “ & x"
        );
        assert_eq!(words("< & ; &"), "< & ; &");
        assert_eq!(words(""), "");
    }
}
