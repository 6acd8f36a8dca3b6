//! Mail: a message in a file (`.eml`), or many, one after the other (`.mbox`). The subject is
//! the title, the sender the outlet; of a message in HTML its words are read.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::format::{Draft, Format, Problem, RecordContext};
use super::lines::{RawLine, RawLines};
use super::raw_record::RawRecord;
use super::values;
use crate::corpus::Corpus;
use crate::fields::{Field, Fields};
use mail_parser::{MessageParser, PartType};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Mail;

/// What begins a message among others.
const FROM: &[u8] = b"From ";

impl Format for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mbox"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        [FROM, b"Return-Path: ", b"Received: ", b"Delivered-To: ", b"MIME-Version: "]
            .iter()
            .any(|start| first.starts_with(start))
            && memchr::memmem::find(first, b"\nSubject: ").is_some()
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        if !file.fill_buf()?.starts_with(FROM) {
            return out.whole(file);
        }
        let limit = out.limit();
        let mut lines = RawLines::new(file, limit);
        let (mut message, mut number, mut blank, mut too_long) = (Vec::new(), 0, true, false);
        loop {
            let line = lines.next()?;
            let begins =
                |line: &RawLine| blank && line.bytes.as_ref().is_some_and(|bytes| bytes.starts_with(FROM));
            if line.as_ref().is_none_or(begins) {
                let message = std::mem::take(&mut message);
                if too_long || !message.is_empty() {
                    number += 1;
                    let place = Some(RecordPlace { unit: "message", number });
                    let record = if too_long {
                        Err(out.too_long("a message", None))
                    } else {
                        Ok(RawRecord::Bytes(message))
                    };
                    out.put(place, record)?;
                }
                too_long = false;
                blank = false;
                if line.is_none() {
                    return Ok(());
                }
                continue;
            }
            let bytes = line.and_then(|line| line.bytes);
            blank = bytes.as_ref().is_some_and(|bytes| bytes.trim_ascii().is_empty());
            too_long |= bytes.as_ref().is_none_or(|bytes| message.len() + bytes.len() > limit);
            if too_long {
                message.clear();
            } else if let Some(bytes) = bytes {
                // A line of text that begins like a message has a mark before it.
                let marks = bytes.iter().take_while(|b| **b == b'>').count();
                let marked = marks > 0 && bytes[marks..].starts_with(FROM);
                message.extend_from_slice(&bytes[usize::from(marked)..]);
                message.push(b'\n');
            }
        }
    }

    fn own_id(&self, record: &RawRecord, _corpus: &Corpus) -> Option<String> {
        let RawRecord::Bytes(bytes) = record else { return None };
        MessageParser::new()
            .with_message_ids()
            .default_header_ignore()
            .parse_headers(&bytes[..])?
            .message_id()
            .map(str::to_owned)
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let bytes = record.into_bytes();
        let message = MessageParser::default().parse(&bytes).ok_or("not a message")?;
        let mut fields = Fields::default();
        fields.set(Field::Title, message.subject().unwrap_or_default());
        let sender = message.from().and_then(|from| from.first());
        fields.set(Field::Outlet, sender.and_then(|sender| sender.name()).unwrap_or_default());
        fields.set(Field::Date, message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default());
        let part = message.text_body.first().and_then(|&part| message.parts.get(part as usize));
        let text = match part.map(|part| &part.body) {
            Some(PartType::Text(text) | PartType::Html(text)) => text.to_string(),
            _ => return Err("a message without text".into()),
        };
        values::with_words(Draft { text, fields, ..Draft::default() }, context)
    }
}
