//! NITF and NewsML-G2: the XML of news agencies. A file is one news item, or a
//! NewsML-G2 message of many.

use super::{About, Content, Draft, Format, Problem, decoded, markup};
use crate::fields::{Field, Fields};
use crate::records::{Cutter, Place, Stop};
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
            return out.put(None, Ok(Content::Bytes(bytes)));
        }
        for (number, item) in (1..).zip(items) {
            out.put(Some(Place { unit: "item", number }), Ok(Content::Bytes(item.to_vec())))?;
        }
        Ok(())
    }

    fn draft(&self, content: Content, about: &About<'_>) -> Result<Draft, Problem> {
        let bytes = content.into_bytes();
        let declared = markup::declared_encoding(&bytes);
        let xml = decoded(bytes, about.corpus.encoding.as_deref().or(declared.as_deref()))?;
        read(&xml, about.options.deepest)
    }
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

/// What an element's words are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Field(Field),
    /// A paragraph, heading or list item of the article.
    Paragraph,
}

/// What the words of an element are. `path` are the names of the elements around
/// it and its own, prefixes apart.
fn part(path: &[String], element: &BytesStart<'_>) -> Option<Part> {
    let within = |name: &str| path.iter().any(|p| p == name);
    let name = path.last()?.as_str();
    let body = within("body.content") || within("inlineXML") || within("body") && !within("body.head");
    let field = match name {
        "p" | "hl2" | "li" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "pre" | "td" | "th" if body => {
            return (!within("media") && !within("figure")).then_some(Part::Paragraph);
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
    Some(Part::Field(field))
}

/// What the attributes of an element say.
fn noted(path: &[String], element: &BytesStart<'_>, fields: &mut Fields) {
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

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn read(xml: &str, deepest: usize) -> Result<Draft, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut path: Vec<String> = Vec::new();
    let mut fields = Fields::default();
    let mut paragraphs: Vec<String> = Vec::new();
    // The element whose words are being gathered: its depth, what they are, and they.
    let mut open: Option<(usize, Part, String)> = None;
    let mut known = false;
    loop {
        let place = reader.buffer_position();
        let event = reader.read_event().map_err(|error| Problem {
            reason: format!("not valid XML: {error}"),
            place: Some(format!("byte {place}")),
        })?;
        match event {
            Event::Start(element) => {
                path.push(element.local_name().as_ref().to_owned());
                if path.len() > deepest {
                    return Err(format!("elements are nested more than {deepest} deep").into());
                }
                known |=
                    matches!(path[path.len() - 1].as_str(), "nitf" | "newsItem" | "NewsML" | "newsMessage");
                noted(&path, &element, &mut fields);
                if open.is_none() {
                    open = part(&path, &element).map(|part| (path.len(), part, String::new()));
                }
            }
            Event::Empty(element) => {
                path.push(element.local_name().as_ref().to_owned());
                noted(&path, &element, &mut fields);
                if let (Some((_, _, words)), Some("br")) = (&mut open, path.last().map(String::as_str)) {
                    words.push(' ');
                }
                path.pop();
            }
            Event::End(_) => {
                if let Some((depth, part, words)) = open.take() {
                    match part {
                        _ if depth < path.len() => open = Some((depth, part, words)),
                        Part::Paragraph => paragraphs.push(markup::folded(&words)),
                        Part::Field(field) if !fields.has(field) => {
                            let words = markup::folded(&words);
                            let by = |words: &str| words.strip_prefix("By ").map(str::to_owned);
                            let name = by(&words).filter(|_| field == Field::Author);
                            fields.set(field, name.unwrap_or(words));
                        }
                        Part::Field(_) => {}
                    }
                }
                path.pop();
            }
            Event::Text(text) => {
                if let Some((_, _, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some((_, _, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, _, words)) = &mut open {
                    words.push_str(&markup::reference(&name));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    match (known, paragraphs.is_empty()) {
        (false, _) => Err("XML, but neither NITF nor NewsML-G2".into()),
        (true, true) => Err("the news item has no text".into()),
        (true, false) => Ok(Draft { text: paragraphs.join("\n\n"), fields }),
    }
}
