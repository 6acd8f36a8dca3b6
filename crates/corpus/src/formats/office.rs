//! The text of DOCX and ODT, which are XML in a zip file: their paragraphs, a line each.

use super::markup;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// What the elements of a document are, by their names without prefixes.
struct Elements {
    /// The file inside of the zip file that has the text.
    file: &'static str,
    /// Where the text is; `None` if it is anywhere.
    text: Option<&'static str>,
    paragraphs: &'static [&'static str],
    tabs: &'static str,
    breaks: &'static [&'static str],
    /// Elements whose insides are not read: notes, and what was deleted.
    hidden: &'static [&'static str],
}

const DOCX: Elements = Elements {
    file: "word/document.xml",
    text: Some("t"),
    paragraphs: &["p"],
    tabs: "tab",
    breaks: &["br", "cr"],
    hidden: &["del", "instrText"],
};

const ODT: Elements = Elements {
    file: "content.xml",
    text: None,
    paragraphs: &["p", "h"],
    tabs: "tab",
    breaks: &["line-break"],
    hidden: &["annotation", "note", "tracked-changes", "automatic-styles", "font-face-decls"],
};

/// The text of a DOCX document, of which at most `limit` bytes are unpacked.
///
/// # Errors
/// If it is none, or is larger.
pub(super) fn docx(bytes: &[u8], limit: usize) -> Result<String, String> {
    text(&DOCX, bytes, limit)
}

/// The same of an ODT document.
///
/// # Errors
/// If it is none, or is larger.
pub(super) fn odt(bytes: &[u8], limit: usize) -> Result<String, String> {
    text(&ODT, bytes, limit)
}

fn text(elements: &Elements, bytes: &[u8], limit: usize) -> Result<String, String> {
    let cannot = |error: zip::result::ZipError| format!("cannot be read: {error}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(cannot)?;
    let file = archive.by_name(elements.file).map_err(cannot)?;
    let mut xml = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut xml).map_err(|error| format!("cannot be read: {error}"))?;
    if xml.len() > limit {
        return Err(format!("a document is over the limit of {limit} bytes"));
    }
    let xml = String::from_utf8(xml).map_err(|_| format!("{} is not UTF-8", elements.file))?;
    read(elements, &xml)
}

fn read(elements: &Elements, xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let (mut hidden, mut depth, mut shown) = (None, 0_usize, 0_usize);
    loop {
        let event =
            reader.read_event().map_err(|error| format!("not valid XML in {}: {error}", elements.file))?;
        match event {
            Event::Start(element) => {
                depth += 1;
                let name = element.local_name();
                let name: &str = name.as_ref();
                if elements.hidden.contains(&name) {
                    hidden = hidden.or(Some(depth));
                }
                shown += usize::from(elements.text.unwrap_or("text") == name);
            }
            Event::End(element) => {
                let name = element.local_name();
                let name: &str = name.as_ref();
                if hidden == Some(depth) {
                    hidden = None;
                }
                shown = shown.saturating_sub(usize::from(elements.text.unwrap_or("text") == name));
                depth = depth.saturating_sub(1);
                if hidden.is_none() && elements.paragraphs.contains(&name) {
                    text.push('\n');
                }
            }
            Event::Empty(element) if hidden.is_none() => {
                let name = element.local_name();
                let name: &str = name.as_ref();
                match name {
                    _ if elements.breaks.contains(&name) || elements.paragraphs.contains(&name) => {
                        text.push('\n')
                    }
                    _ if name == elements.tabs => text.push('\t'),
                    "s" => text.push(' '),
                    _ => {}
                }
            }
            Event::Text(words) if hidden.is_none() && shown > 0 => text.push_str(&words),
            Event::CData(words) if hidden.is_none() && shown > 0 => text.push_str(&words),
            Event::GeneralRef(name) if hidden.is_none() && shown > 0 => {
                text.push_str(&markup::reference(&name))
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match depth {
        0 => Ok(text),
        _ => Err(format!("{} ends in the middle", elements.file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_documents() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>“It floats,” </w:t><w:tab/><w:t>said &amp; left</w:t></w:r>\
            <w:del><w:t>no</w:t></w:del></w:p><w:p/><w:p><w:t>Yes.</w:t></w:p></w:body></w:document>";
        assert_eq!(read(&DOCX, xml).unwrap(), "“It floats,” \tsaid & left\n\nYes.\n");
        let xml = "<d><office:text><text:h>Ferry</text:h><text:p>It<text:s/>floats.<text:note>no</text:note>\
            <text:line-break/>Yes.</text:p></office:text></d>";
        assert_eq!(read(&ODT, xml).unwrap(), "Ferry\nIt floats.\nYes.\n");
        assert!(read(&ODT, "<d><text:p>It").is_err() && read(&ODT, "<d><").is_err());
    }
}
