//! WARC, the format of web archives such as CC-News: every response that holds a
//! page in HTML is an article, and so is every text that somebody made of a page
//! (`conversion`, in WET files). Other records (requests, pictures, metadata, pages
//! that had not changed) are ignored without a complaint.

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::html;
use super::raw_record::RawRecord;
use crate::fields::Field;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

#[derive(Debug)]
pub(crate) struct Warc;

/// The most bytes that a header may have. Real ones have a few hundred.
const LONGEST_HEADER: usize = 1 << 16;

/// How many bytes of Brotli are read at once.
const BROTLI_BUFFER: usize = 4096;

impl Format for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "wet"]
    }

    fn begins(&self, first: &[u8]) -> bool {
        first.starts_with(b"WARC/")
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let mut number = 0;
        while let Some(head) = header(file)? {
            number += 1;
            let place = Some(RecordPlace { unit: "record", number });
            if !head.starts_with(b"WARC/") {
                return Err(Stop::Failed(format!("record {number} does not begin with WARC/")));
            }
            let length = value(&head, "content-length").and_then(|v| v.parse::<u64>().ok());
            let Some(length) = length else {
                return Err(Stop::Failed(format!("record {number} does not say how long it is")));
            };
            let is = |name: &str, wanted: &str| {
                value(&head, name).is_some_and(|v| v.to_ascii_lowercase().starts_with(wanted))
            };
            let response = is("warc-type", "response") && is("content-type", "application/http");
            let wanted = response || is_text(&head);
            let held = if wanted { length.min(out.limit() as u64) } else { 0 };
            // The header comes along: `draft` reads the address from it.
            let mut bytes = if wanted { head } else { Vec::new() };
            let start = bytes.len();
            (&mut *file).take(held).read_to_end(&mut bytes)?;
            let got = (bytes.len() - start) as u64;
            let rest = io::copy(&mut (&mut *file).take(length - got), &mut io::sink())?;
            if got + rest < length {
                return Err(Stop::Failed(format!("the file ends in the middle of record {number}")));
            }
            if wanted && (!response || is_page(&bytes[start..])) {
                match length > held {
                    true => out.put(place, Err(out.too_long("a record", Some(length))))?,
                    false => out.put(place, Ok(RawRecord::Bytes(bytes)))?,
                }
            }
        }
        Ok(())
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let bytes = record.into_bytes();
        let (head, response) = split_header(&bytes).ok_or("no response")?;
        if is_text(head) {
            let text = decoded(response.to_vec(), context.corpus.encoding.as_deref())?;
            return Ok(with_url(head, Draft { text, ..Draft::default() }));
        }
        let (http, body) = split_header(response).ok_or("a response without a body")?;
        let body = unchunked(http, body);
        let body = unpacked(http, body, context.options.largest)?;
        let kind = value(http, "content-type").unwrap_or_default().to_ascii_lowercase();
        let charset = kind.split_once("charset=").map(|c| c.1.trim_matches(['"', '\'', ' ']).to_owned());
        Ok(with_url(head, html::page(body, charset.as_deref(), context)?))
    }
}

/// Whether a record is the text of a page.
fn is_text(head: &[u8]) -> bool {
    let is = |name: &str, wanted: &str| {
        value(head, name).is_some_and(|v| v.to_ascii_lowercase().starts_with(wanted))
    };
    is("warc-type", "conversion") && is("content-type", "text/plain")
}

/// An article with the address that its record has.
fn with_url(head: &[u8], mut draft: Draft) -> Draft {
    if let Some(url) = value(head, "warc-target-uri") {
        draft.fields.set(Field::Url, url.trim_matches(['<', '>']));
    }
    draft
}

/// The lines up to the next blank one, without the blank lines before them; `None`
/// at the end of the file.
fn header(file: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    loop {
        let start = head.len();
        let count = (&mut *file).take((LONGEST_HEADER - start) as u64).read_until(b'\n', &mut head)?;
        let blank = head[start..].trim_ascii().is_empty();
        match (count, blank, start) {
            (0, ..) if start == 0 => return Ok(None),
            (0, ..) => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a header does not end")),
            (_, true, 0) => head.clear(),
            (_, true, _) => return Ok(Some(head)),
            _ => {}
        }
    }
}

/// What a header says under a name.
fn value<'h>(head: &'h [u8], name: &str) -> Option<Cow<'h, str>> {
    head.split(|&b| b == b'\n').skip(1).find_map(|line| {
        let colon = memchr::memchr(b':', line)?;
        let found = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        found.then(|| String::from_utf8_lossy(line[colon + 1..].trim_ascii()))
    })
}

/// The header with which some bytes begin, and the rest; `None` if no blank line
/// ends the header.
fn split_header(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4);
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|at| at + 2);
    let at = [crlf, lf].into_iter().flatten().min()?;
    Some(bytes.split_at(at))
}

/// Whether a response holds a page that was found (status 2xx) and is HTML.
fn is_page(response: &[u8]) -> bool {
    let Some((http, _)) = split_header(response) else { return false };
    let status = http.split(|&b| b == b' ').nth(1).unwrap_or_default();
    let kind = value(http, "content-type").map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    status.starts_with(b"2") && (kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
}

/// A body without the lengths between its chunks, if it was sent in chunks.
fn unchunked<'b>(http: &[u8], body: &'b [u8]) -> Cow<'b, [u8]> {
    let chunked = value(http, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    if !chunked {
        return body.into();
    }
    let mut whole = Vec::new();
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let size = String::from_utf8_lossy(&rest[..end]).trim().to_owned();
        let size = size.split(';').next().unwrap_or_default().trim();
        // Some archives keep the header but take the lengths out.
        let Ok(size) = usize::from_str_radix(size, 16) else { break };
        let Some(chunk) = rest.get(end + 1..).and_then(|rest| rest.get(..size)) else { break };
        whole.extend_from_slice(chunk);
        rest = rest[end + 1 + size..].trim_ascii_start();
        if size == 0 {
            return whole.into();
        }
    }
    body.into()
}

/// A body decompressed, if it is compressed.
///
/// # Errors
/// If it is broken, or over the limit.
fn unpacked(http: &[u8], body: Cow<'_, [u8]>, limit: usize) -> Result<Vec<u8>, Problem> {
    let broken = |error: &dyn std::fmt::Display| format!("a body that cannot be unpacked: {error}");
    let packing = value(http, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    let gzip = body.starts_with(&[0x1f, 0x8b]);
    let packed: Box<dyn Read + '_> = match packing.as_str() {
        _ if gzip => Box::new(flate2::bufread::MultiGzDecoder::new(&*body)),
        // Some archives keep the header but unpack the body; some servers leave the header of
        // zlib out.
        _ if body.trim_ascii_start().starts_with(b"<") => return Ok(body.into_owned()),
        "deflate" if has_zlib_header(&body) => Box::new(flate2::bufread::ZlibDecoder::new(&*body)),
        "deflate" => Box::new(flate2::bufread::DeflateDecoder::new(&*body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(&*body, BROTLI_BUFFER)),
        "zstd" => Box::new(ruzstd::decoding::StreamingDecoder::new(&*body).map_err(|e| broken(&e))?),
        _ => return Ok(body.into_owned()),
    };
    let mut unpacked = Vec::new();
    packed.take(limit as u64 + 1).read_to_end(&mut unpacked).map_err(|e| broken(&e))?;
    match unpacked.len() > limit {
        true => Err(format!("a body over the limit of {limit} bytes").into()),
        false => Ok(unpacked),
    }
}

/// Whether some bytes begin with the header of zlib: its method is 8, and the two bytes are a
/// multiple of 31.
fn has_zlib_header(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}
