//! An article to be exported: its offsets count code points, whatever those of the
//! run counted, unless they shall stay as they are.

use crate::error::Error;
use records::{ArticleRecords, Attribution, Offsets, Passage, Span};
use std::ops::Deref;

/// An article and its attributions, all offsets in one unit: code points, unless it is
/// [as it is](Self::as_it_is).
#[derive(Debug)]
pub(crate) struct Article<'a> {
    records: ArticleRecords<'a>,
    /// The byte at which each unit starts, and the end of the text; empty if all are
    /// one byte long.
    starts: Vec<usize>,
}

/// [`Article::starts`] of a text. Both UTF-16 units of a pair start where it does.
fn starts(text: &str, unit: Offsets) -> Vec<usize> {
    let units = |c: char| if unit == Offsets::Utf16 { c.len_utf16() } else { 1 };
    match unit == Offsets::Byte || text.is_ascii() {
        true => Vec::new(),
        false => text
            .char_indices()
            .flat_map(|(byte, c)| std::iter::repeat_n(byte, units(c)))
            .chain([text.len()])
            .collect(),
    }
}

/// A part of an attribution that is a passage of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributionPart<'p> {
    /// What it is: `content`, `cue`, `source`, `addressee`, `medium`, `when`.
    pub(crate) name: &'static str,
    /// Its spans, in code points. Never empty.
    pub(crate) spans: &'p [Span],
}

impl<'a> Deref for Article<'a> {
    type Target = ArticleRecords<'a>;

    fn deref(&self) -> &Self::Target {
        &self.records
    }
}

impl<'a> Article<'a> {
    /// Converts the offsets of the records of an article to code points.
    ///
    /// # Errors
    /// If one of them is not on the border of a character of the text.
    pub(crate) fn new(records: ArticleRecords<'a>) -> Result<Self, Error> {
        let starts = starts(&records.article.text, Offsets::CodePoint);
        let mut article = Self { records, starts };
        article.convert()?;
        Ok(article)
    }

    /// Leaves the offsets as they are, whatever they count.
    pub(crate) fn as_it_is(records: ArticleRecords<'a>) -> Self {
        let starts = starts(&records.article.text, records.article.offsets);
        Self { records, starts }
    }

    /// Replaces all offsets in the records.
    fn convert(&mut self) -> Result<(), Error> {
        let ArticleRecords { article, attributions } = &mut self.records;
        // The offset that the run wrote for each code point; empty if it is the same.
        let written: Vec<usize> = match article.offsets {
            Offsets::CodePoint => Vec::new(),
            Offsets::Byte => self.starts.clone(),
            Offsets::Utf16 if self.starts.is_empty() => Vec::new(),
            Offsets::Utf16 => {
                let mut units = 0;
                let ends = article.text.chars().map(|c| {
                    units += c.len_utf16();
                    units
                });
                [0].into_iter().chain(ends).collect()
            }
        };
        let count = self.starts.len().checked_sub(1).unwrap_or(article.text.len());
        let point = |offset: usize, id: &str| {
            let found = match written.is_empty() {
                true => Some(offset).filter(|&offset| offset <= count),
                false => written.binary_search(&offset).ok(),
            };
            found.ok_or_else(|| Error::Offset { id: id.to_owned(), offset })
        };
        let span = |(start, end): &mut Span, id: &str| {
            (*start, *end) = (point(*start, id)?, point(*end, id)?);
            if *start > *end { Err(Error::Offset { id: id.to_owned(), offset: *end }) } else { Ok(()) }
        };
        for paragraph in &mut article.paragraphs {
            span(&mut paragraph.span, &article.id)?;
        }
        for attribution in attributions {
            let Attribution { id, content, cue, source, addressee, medium, when, sentence, .. } = attribution;
            let passages =
                [Some(content), cue.as_mut(), source.as_mut(), addressee.as_mut(), medium.as_mut()];
            let spans = passages.into_iter().flatten().flat_map(|passage| &mut passage.spans);
            let spans = spans.chain(when.iter_mut().flat_map(|when| &mut when.spans));
            spans.chain([&mut sentence.span]).try_for_each(|s| span(s, id))?;
        }
        article.offsets = Offsets::CodePoint;
        Ok(())
    }

    /// The byte at which a code point starts; for the number of code points the end
    /// of the text.
    pub(crate) fn byte(&self, point: usize) -> usize {
        if self.starts.is_empty() { point } else { self.starts[point] }
    }

    /// How many code points the text has.
    pub(crate) fn points(&self) -> usize {
        self.starts.len().checked_sub(1).unwrap_or(self.article.text.len())
    }

    /// The words of a span.
    pub(crate) fn words(&self, (start, end): Span) -> &str {
        &self.article.text[self.byte(start)..self.byte(end)]
    }

    /// The pieces of a span that are on one line each, without the line breaks and
    /// never empty, for formats that consist of lines. A line break is whatever some
    /// tool may take for one.
    pub(crate) fn lines(&self, (start, end): Span) -> Vec<Span> {
        let mut pieces = Vec::new();
        let mut from = start;
        for (at, c) in (start..).zip(self.words((start, end)).chars()) {
            if matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                pieces.extend((from < at).then_some((from, at)));
                from = at + 1;
            }
        }
        pieces.extend((from < end).then_some((from, end)));
        pieces
    }
}

/// A text with `\r\n` as a space and `\n`, and any other `\r` as `\n`, for tools that stumble
/// over it. It keeps its length.
pub(crate) fn without_returns(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n")
}

/// The parts of an attribution, the content first.
pub(crate) fn parts<'p>(attribution: &'p Attribution<'_>) -> Vec<AttributionPart<'p>> {
    let when = attribution.when.as_ref().map(|when| &when.spans);
    let spans = |passage: &'p Option<Passage<'_>>| passage.as_ref().map(|passage| &passage.spans);
    let parts = [
        ("content", Some(&attribution.content.spans)),
        ("cue", spans(&attribution.cue)),
        ("source", spans(&attribution.source)),
        ("addressee", spans(&attribution.addressee)),
        ("medium", spans(&attribution.medium)),
        ("when", when),
    ];
    let present = parts.into_iter().filter_map(|(name, spans)| Some(AttributionPart { name, spans: spans? }));
    present.filter(|part| !part.spans.is_empty()).collect()
}

/// The names of all parts, in the order of [`parts`].
pub(crate) const PARTS: [&str; 6] = ["content", "cue", "source", "addressee", "medium", "when"];
