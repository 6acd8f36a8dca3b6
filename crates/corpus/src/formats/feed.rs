//! RSS and Atom: every item of a feed is an article, with as much of its text as the feed
//! has.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::raw_record::RawRecord;
use super::{markup, names, values};
use crate::fields::{Field, Fields};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Feed;

/// How many bytes of a file are looked at to recognise a feed.
const HEAD: usize = 2048;

impl Format for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        let head = &first[..first.len().min(HEAD)];
        let atom = memmem::find(head, b"<feed").is_some() && memmem::find(head, b"/Atom").is_some();
        atom || [&b"<rss"[..], b"<rdf:RDF"].iter().any(|root| memmem::find(head, root).is_some())
    }

    fn replaces(&self, named: &str) -> bool {
        matches!(named, "text" | "news-xml")
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let Some(bytes) = out.all(file)? else { return Ok(()) };
        // What comes before the first item names the feed.
        let Some((head, _)) = next_item(&bytes) else {
            return Err(Stop::Failed("a feed without items".to_owned()));
        };
        let head = &bytes[..head.start];
        let mut rest = &bytes[head.len()..];
        let mut number = 0;
        while let Some((item, name)) = next_item(rest) {
            number += 1;
            let place = Some(RecordPlace { unit: "item", number });
            let Some(end) = memmem::find(&rest[item.start..], format!("</{name}>").as_bytes()) else {
                return Err(Stop::Failed("the file ends in the middle of an item".to_owned()));
            };
            let end = item.start + end + name.len() + "</>".len();
            // The item comes first: what it says counts.
            let record = [&rest[item.start..end], head].concat();
            out.put(place, Ok(RawRecord::Bytes(record)))?;
            rest = &rest[end..];
        }
        let closed =
            [&b"</rss>"[..], b"</feed>", b"</rdf:RDF>"].iter().any(|end| memmem::rfind(rest, end).is_some());
        if closed {
            Ok(())
        } else {
            Err(Stop::Failed("the file ends in the middle: the feed is not closed".to_owned()))
        }
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let bytes = record.into_bytes();
        let declared = markup::declared_encoding(&bytes);
        let xml = decoded(bytes, context.corpus.encoding.as_deref().or(declared.as_deref()))?;
        read(&xml, context)
    }
}

/// Where the next item begins, and what its element is called.
fn next_item(bytes: &[u8]) -> Option<(std::ops::Range<usize>, &'static str)> {
    let starts = ["item", "entry"].into_iter().filter_map(|name| {
        let mut found = memmem::find_iter(bytes, name.as_bytes());
        let is_tag = |&at: &usize| {
            at > 0
                && bytes[at - 1] == b'<'
                && bytes.get(at + name.len()).is_some_and(|b| b.is_ascii_whitespace() || *b == b'>')
        };
        found.find(is_tag).map(|at| (at - 1..at + name.len(), name))
    });
    starts.min_by_key(|(at, _)| at.start)
}

/// What the text of an element is; the fuller of two texts counts.
fn field_of(name: &str, parent: &str, in_item: bool) -> Option<Field> {
    let field = match (name, parent) {
        ("encoded" | "content" | "description" | "summary", _) if in_item => Field::Text,
        ("title", "item" | "entry") => Field::Title,
        ("title", "channel" | "feed") if !in_item => Field::Outlet,
        ("pubDate" | "published" | "date", _) if in_item => Field::Date,
        ("updated", "entry") => Field::Modified,
        ("creator", _) | ("name", "author") if in_item => Field::Author,
        ("category", _) if in_item => Field::Section,
        ("link", "item") => Field::Url,
        _ => return None,
    };
    Some(field)
}

fn read(xml: &str, context: &RecordContext<'_>) -> Result<Draft, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let (mut path, mut fields) = (Vec::new(), Fields::default());
    let (mut texts, mut authors) = (Vec::new(), Vec::new());
    let mut gathered: Option<(usize, Field, String)> = None;
    // Elements in the text of an item are words of HTML.
    let mut item_ended = false;
    loop {
        let event = reader.read_event().map_err(|error| format!("not valid XML: {error}"))?;
        match event {
            Event::Start(element) => {
                path.push(element.local_name().as_ref().to_owned());
                if path.len() > context.options.deepest {
                    return Err(
                        format!("elements are nested more than {} deep", context.options.deepest).into()
                    );
                }
                match &mut gathered {
                    Some((_, _, text)) => *text += &format!("<{}>", path[path.len() - 1]),
                    None => {
                        let parent = path.iter().rev().nth(1).map_or("", String::as_str);
                        let field = field_of(&path[path.len() - 1], parent, !item_ended);
                        gathered = field.map(|field| (path.len(), field, String::new()));
                    }
                }
            }
            Event::Empty(element) => match &mut gathered {
                Some((_, _, text)) => text.push_str("<br>"),
                None => link(&element, !item_ended, &mut fields),
            },
            Event::End(_) => {
                let depth = path.len();
                let name = path.pop().unwrap_or_default();
                item_ended |= matches!(name.as_str(), "item" | "entry");
                match gathered.take_if(|(start, ..)| *start >= depth) {
                    Some((_, Field::Text, text)) => texts.push(text),
                    Some((_, Field::Author, name)) => authors.push(name),
                    Some((_, field, value)) if !fields.has(field) => fields.set(field, markup::plain(&value)),
                    Some(_) => {}
                    None => {
                        if let Some((_, _, text)) = &mut gathered {
                            *text += &format!("</{name}>");
                        }
                    }
                }
            }
            Event::Text(words) => gathered.iter_mut().for_each(|(_, _, text)| text.push_str(&words)),
            Event::CData(words) => gathered.iter_mut().for_each(|(_, _, text)| text.push_str(&words)),
            Event::GeneralRef(name) => {
                gathered.iter_mut().for_each(|(_, _, text)| text.push_str(&markup::reference(&name)))
            }
            Event::Eof => break,
            _ => {}
        }
    }
    fields.set(Field::Author, names::people(authors.iter().map(String::as_str)).join(", "));
    let text = texts.into_iter().max_by_key(String::len).ok_or("the item has no text")?;
    values::with_words(Draft { text, fields, ..Draft::default() }, context)
}

/// The address in `<link rel="alternate" href="…"/>`.
fn link(element: &BytesStart<'_>, in_item: bool, fields: &mut Fields) {
    let attribute = |name: &str| {
        element.try_get_attribute(name).ok().flatten().map(|found| found.value.trim().to_owned())
    };
    let alternate = attribute("rel").is_none_or(|rel| rel == "alternate");
    if in_item && element.local_name().as_ref() == "link" && alternate && !fields.has(Field::Url) {
        fields.set(Field::Url, attribute("href").unwrap_or_default());
    }
}
