//! Markdown: a file is one article, and its text the words of its paragraphs, a line each. Of
//! what stands above it between `---` (YAML), title, date and author are read.

use super::cutter::{Cutter, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::markup::folded;
use super::raw_record::RawRecord;
use crate::fields::{Field, Fields, is_called};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        out.whole(file)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let source = decoded(record.into_bytes(), context.corpus.encoding.as_deref())?;
        Ok(read(&source))
    }
}

fn read(source: &str) -> Draft {
    let options =
        Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut draft = Draft::default();
    let (mut above, mut picture) = (false, 0_usize);
    let mut line = String::new();
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => above = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                metadata(&line, &mut draft.fields);
                line.clear();
                above = false;
            }
            Event::Start(Tag::Image { .. }) => picture += 1,
            Event::End(TagEnd::Image) => picture = picture.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if picture == 0 => line.push_str(&words),
            Event::SoftBreak => line.push(' '),
            Event::HardBreak if !above => line.push('\n'),
            Event::End(end) if end_of_line(end) => put(&mut line, &mut draft.text),
            _ => {}
        }
    }
    put(&mut line, &mut draft.text);
    draft
}

fn end_of_line(end: TagEnd) -> bool {
    let inside = matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::TableCell
    );
    !inside
}

/// Ends a paragraph.
fn put(line: &mut String, text: &mut String) {
    for line in line.lines().map(folded).filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&line);
    }
    line.clear();
}

/// Reads what stands above the text: `title: Dam holds`.
fn metadata(lines: &str, fields: &mut Fields) {
    for (key, value) in lines.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'', '[', ']']);
        let is_field = |field: &Field| field.usual_names().iter().any(|usual| is_called(key.trim(), usual));
        if let Some(field) = Field::ALL.into_iter().filter(|field| *field != Field::Text).find(is_field) {
            fields.set(field, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_markdown() {
        let draft = read(
            "---\ntitle: \"Dam holds\"\ndate: 2031-05-04\n---\n# The *ferry*\n\nIt **stays**,\nsaid [Åse](https://a.example).\n\n\
             > “It floats,” she said.\n\n- one\n- two ![a picture](b.png)\n",
        );
        assert_eq!(draft.text, "The ferry\n\nIt stays, said Åse.\n\n“It floats,” she said.\n\none\n\ntwo");
        let mut fields = draft.fields;
        assert_eq!(fields.take(Field::Title).as_deref(), Some("Dam holds"));
        assert_eq!(fields.take(Field::Date).as_deref(), Some("2031-05-04"));
    }
}
