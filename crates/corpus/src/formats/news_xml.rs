//! NITF and NewsML-G2: the XML of news agencies. A file is one news item, or a
//! NewsML-G2 message of many.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::markup;
use super::raw_record::RawRecord;
use crate::fields::{Field, Fields};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct NewsXml;

impl Format for NewsXml {
    fn name(&self) -> &'static str {
        "news-xml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml", "nitf", "newsml"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let Some(bytes) = out.all(file)? else { return Ok(()) };
        let items = items(&bytes);
        if items.len() < 2 {
            return out.put(None, Ok(RawRecord::Bytes(bytes)));
        }
        for (number, item) in (1..).zip(items) {
            out.put(Some(RecordPlace { unit: "item", number }), Ok(RawRecord::Bytes(item.to_vec())))?;
        }
        if is_closed(&bytes) { Ok(()) } else { Err(Stop::Failed(CUT.to_owned())) }
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let bytes = record.into_bytes();
        let closed = is_closed(&bytes);
        let declared = markup::declared_encoding(&bytes);
        let xml = decoded(bytes, context.corpus.encoding.as_deref().or(declared.as_deref()))?;
        let draft = read(&xml, context.options.deepest)?;
        if closed { Ok(draft) } else { Err(CUT.into()) }
    }
}

/// What to say of a file that was cut.
const CUT: &str = "the file ends in the middle: its outermost element is not closed";

/// How many bytes at the end of a file are searched for the end of its outermost element;
/// comments may follow it.
const TAIL: usize = 4096;

/// Whether the outermost element of a file is closed; also if there is none, or if the
/// bytes are no ASCII.
fn is_closed(xml: &[u8]) -> bool {
    let begins = |at: &usize| xml.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let Some(root) = memchr::memchr_iter(b'<', xml).find(begins) else { return true };
    let length =
        xml[root..].iter().take_while(|b| !(b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))).count();
    let end = [b"</", &xml[root + 1..root + length]].concat();
    memmem::rfind(&xml[xml.len().saturating_sub(TAIL).max(root)..], &end).is_some()
        || !xml[root..].is_ascii() && xml.contains(&0)
}

/// The items of a NewsML-G2 message.
fn items(message: &[u8]) -> Vec<&[u8]> {
    let mut items = Vec::new();
    let mut rest = message;
    while let Some(start) = memmem::find(rest, b"<newsItem") {
        rest = &rest[start..];
        let Some(end) = memmem::find(rest, b"</newsItem>") else { break };
        let (item, after) = rest.split_at(end + b"</newsItem>".len());
        items.push(item);
        rest = after;
    }
    items
}

/// What the text of an element is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ElementText {
    Field(Field),
    /// A paragraph, heading or list item of the article.
    Paragraph,
}

/// What the text of an element is; `None` if nothing is read from it. `path` has the
/// names of the elements around it and its own, without prefixes.
fn text_of_element(path: &[String], element: &BytesStart<'_>) -> Option<ElementText> {
    let within = |name: &str| path.iter().any(|p| p == name);
    let name = path.last()?.as_str();
    let body = within("body.content") || within("inlineXML") || within("body") && !within("body.head");
    let field = match name {
        "p" | "hl2" | "li" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "pre" | "td" | "th" if body => {
            return (!within("media") && !within("figure")).then_some(ElementText::Paragraph);
        }
        "hl1" | "headline" => Field::Title,
        "hl2" | "subheadline" if within("hedline") => Field::Subtitle,
        "title" if within("head") && !within("contentSet") => Field::Title,
        "byline" | "by" if within("body.head") || within("contentMeta") => Field::Author,
        "name" if within("creator") => Field::Author,
        "distributor" => Field::Outlet,
        "name" if within("infoSource") || within("provider") => Field::Outlet,
        "versionCreated" | "firstCreated" | "contentCreated" | "story.date" => Field::Date,
        "subject" if attribute(element, "type").is_some_and(|kind| kind.contains("section")) => {
            Field::Section
        }
        _ => return None,
    };
    Some(ElementText::Field(field))
}

/// Adds what the attributes of an element say; what is known already stays.
fn read_attributes(path: &[String], element: &BytesStart<'_>, fields: &mut Fields) {
    let mut note = |field: Field, name: &str| {
        if let Some(value) = attribute(element, name)
            && !fields.has(field)
        {
            fields.set(field, value);
        }
    };
    match path.last().map(String::as_str) {
        Some("doc-id") => note(Field::Id, "id-string"),
        Some("newsItem") => note(Field::Id, "guid"),
        Some("date.issue" | "story.date") => note(Field::Date, "norm"),
        Some("pubdata") => {
            note(Field::Date, "date.publication");
            note(Field::Outlet, "name");
            note(Field::Section, "position.section");
            note(Field::Url, "ex-ref");
        }
        _ => {}
    }
}

/// The value of an attribute, if there is one that is not blank.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn read(xml: &str, deepest: usize) -> Result<Draft, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut item = NewsItem::default();
    loop {
        let place = reader.buffer_position();
        let event = reader.read_event().map_err(|error| Problem {
            reason: format!("not valid XML: {error}"),
            place: Some(format!("byte {place}")),
        })?;
        match event {
            Event::Start(element) => {
                item.start(&element);
                if item.path.len() > deepest {
                    return Err(format!("elements are nested more than {deepest} deep").into());
                }
            }
            Event::Empty(element) => item.empty(&element),
            Event::End(_) => item.end(),
            Event::Text(text) => item.text(&text),
            Event::CData(text) => item.text(&text),
            Event::GeneralRef(name) => item.text(&markup::reference(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    item.draft()
}

/// A news item, as far as it has been read.
#[derive(Default)]
struct NewsItem {
    /// The names of the open elements, without prefixes.
    path: Vec<String>,
    /// The element whose text is being gathered: its depth, what the text is, and
    /// the text. Elements inside it add to its text.
    gathered: Option<(usize, ElementText, String)>,
    fields: Fields,
    paragraphs: Vec<String>,
    /// Whether any element is one of NITF or NewsML-G2.
    known: bool,
}

impl NewsItem {
    fn start(&mut self, element: &BytesStart<'_>) {
        self.path.push(element.local_name().as_ref().to_owned());
        let name = self.path[self.path.len() - 1].as_str();
        self.known |= matches!(name, "nitf" | "newsItem" | "NewsML" | "newsMessage");
        read_attributes(&self.path, element, &mut self.fields);
        if self.gathered.is_none() {
            let text = text_of_element(&self.path, element);
            self.gathered = text.map(|text| (self.path.len(), text, String::new()));
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        self.path.push(element.local_name().as_ref().to_owned());
        read_attributes(&self.path, element, &mut self.fields);
        if self.path.last().is_some_and(|name| name == "br") {
            self.text(" ");
        }
        self.path.pop();
    }

    fn text(&mut self, text: &str) {
        if let Some((_, _, gathered)) = &mut self.gathered {
            gathered.push_str(text);
        }
    }

    fn end(&mut self) {
        let depth = self.path.len();
        self.path.pop();
        let Some((_, text, gathered)) = self.gathered.take_if(|(start, ..)| *start >= depth) else { return };
        match text {
            ElementText::Paragraph => self.paragraphs.push(markup::folded(&gathered)),
            ElementText::Field(field) if !self.fields.has(field) => {
                let value = markup::folded(&gathered);
                let name = value.strip_prefix("By ").filter(|_| field == Field::Author).map(str::to_owned);
                self.fields.set(field, name.unwrap_or(value));
            }
            ElementText::Field(_) => {}
        }
    }

    /// # Errors
    /// If it is no news item, or has no text.
    fn draft(mut self) -> Result<Draft, Problem> {
        self.paragraphs.retain(|paragraph| !paragraph.is_empty());
        match (self.known, self.paragraphs.is_empty()) {
            (false, _) => Err("XML, but neither NITF nor NewsML-G2".into()),
            (true, true) => Err("the news item has no text".into()),
            (true, false) => {
                Ok(Draft { text: self.paragraphs.join("\n\n"), fields: self.fields, ..Draft::default() })
            }
        }
    }
}
