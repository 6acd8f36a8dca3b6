//! Bundles: what news databases deliver when somebody saves the articles they found. Many
//! articles are in one file, each with lines that say what it is. A file of plain text is
//! recognised by its content, and so is the text of a [document](super::documents).
//!
//! Each database has a file: how its articles are parted, and what one says. Added to
//! [`BUNDLES`], a bundle is read from all formats that hold its text; those that are
//! [pages](pages) are in [`PAGES`].

mod europresse;
mod factiva;
mod factiva_page;
mod labelled;
mod nexis;
mod pages;
mod proquest;

pub(super) use pages::PageBundle;

use super::cutter::{Cutter, RecordPlace, Stop};
use super::encoding::decoded;
use super::format::{Draft, Format, Problem, RecordContext};
use super::lines::{RawLine, RawLines};
use super::raw_record::RawRecord;
use crate::corpus::Corpus;
use std::io::BufRead;

/// The form in which one database delivers articles.
pub(super) trait Bundle: std::fmt::Debug + Sync {
    /// What `format` in `corpus.toml` calls it.
    fn name(&self) -> &'static str;

    /// Whether a text begins like one; it may end anywhere.
    fn begins(&self, text: &str) -> bool;

    /// What a line is to the articles around it, without white space at its ends.
    fn line(&self, line: &str) -> LineKind;

    /// What one article says; `None` if there is none in these lines.
    fn read(&self, article: &str) -> Option<Draft>;

    /// The id that an article gives itself.
    fn own_id(&self, _article: &str) -> Option<String> {
        None
    }
}

/// What a line is to the articles around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// The first line of an article.
    First,
    /// A line above the text of an article: of the next, if this one has its text.
    Head,
    /// A line that begins the text of an article, or comes right before it.
    Body,
    /// The last line of an article.
    Last,
    /// Any other line.
    Other,
}

/// All bundles.
pub(super) static BUNDLES: [&dyn Bundle; 3] = [&nexis::Nexis, &factiva::Factiva, &proquest::ProQuest];

/// All pages of articles.
pub(super) static PAGES: [&dyn pages::SavedPage; 2] = [&factiva_page::FactivaPage, &europresse::Europresse];

/// Why there is nothing to read in a part of a bundle.
const NO_ARTICLE: &str = "there is no article between these lines";

/// The bundle that a text is.
pub(super) fn of_text(text: &str) -> Option<&'static dyn Bundle> {
    BUNDLES.iter().copied().find(|bundle| bundle.begins(text))
}

/// What one article of a bundle says.
///
/// # Errors
/// If there is none in these lines.
pub(super) fn draft(bundle: &dyn Bundle, text: &str) -> Result<Draft, Problem> {
    bundle.read(text).ok_or_else(|| NO_ARTICLE.into())
}

/// A bundle in a file of plain text.
#[derive(Debug)]
pub(crate) struct TextBundle(pub(super) &'static dyn Bundle);

/// How many bytes of a file are looked at to recognise a bundle.
const HEAD: usize = 1 << 15;

impl Format for TextBundle {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn begins(&self, first: &[u8]) -> bool {
        self.0.begins(&String::from_utf8_lossy(&first[..first.len().min(HEAD)]))
    }

    fn replaces(&self, named: &str) -> bool {
        named == "text"
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let mut lines = RawLines::new(file, out.limit());
        let mut parts = Parts::new(self.0, out);
        while let Some(RawLine { bytes, .. }) = lines.next()? {
            parts.line(bytes.as_deref())?;
        }
        parts.finish()
    }

    fn own_id(&self, record: &RawRecord, _corpus: &Corpus) -> Option<String> {
        let RawRecord::Bytes(bytes) = record else { return None };
        self.0.own_id(&String::from_utf8_lossy(bytes))
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        draft(self.0, &decoded(record.into_bytes(), context.corpus.encoding.as_deref())?)
    }
}

/// Cuts the lines of a bundle into articles.
pub(super) struct Parts<'c, 'f> {
    bundle: &'static dyn Bundle,
    out: &'c mut Cutter<'f>,
    article: Vec<u8>,
    /// Whether it has lines that are not blank, and the line that begins its text.
    has_text: bool,
    has_body: bool,
    too_long: bool,
    number: usize,
}

impl<'c, 'f> Parts<'c, 'f> {
    pub(super) fn new(bundle: &'static dyn Bundle, out: &'c mut Cutter<'f>) -> Self {
        let article = Vec::new();
        Self { bundle, out, article, has_text: false, has_body: false, too_long: false, number: 0 }
    }

    /// Takes the next line; `None` is one over the limit.
    ///
    /// # Errors
    /// If nobody wants any more records.
    pub(super) fn line(&mut self, line: Option<&[u8]>) -> Result<(), Stop> {
        let shown = String::from_utf8_lossy(line.unwrap_or_default());
        let kind = self.bundle.line(shown.trim());
        if kind == LineKind::First || kind == LineKind::Head && self.has_body {
            self.end()?;
        }
        // What ends an article may stand there twice.
        if kind == LineKind::Last && !self.has_text {
            return Ok(());
        }
        self.has_text |= !shown.trim().is_empty() && kind != LineKind::First;
        self.has_body |= kind == LineKind::Body;
        self.too_long |= line.is_none() || self.article.len() + shown.len() > self.out.limit();
        match self.too_long {
            true => self.article.clear(),
            false => {
                self.article.extend_from_slice(line.unwrap_or_default());
                self.article.push(b'\n');
            }
        }
        if kind == LineKind::Last { self.end() } else { Ok(()) }
    }

    /// Ends the article before. What has no text before the first or after the last is a
    /// cover or the small print.
    ///
    /// # Errors
    /// If nobody wants any more records.
    fn end(&mut self) -> Result<(), Stop> {
        let article = std::mem::take(&mut self.article);
        let too_long = std::mem::take(&mut self.too_long);
        let has_body = std::mem::take(&mut self.has_body);
        if !std::mem::take(&mut self.has_text) || !has_body && !too_long && self.number == 0 {
            return Ok(());
        }
        self.number += 1;
        let record = match too_long {
            true => Err(self.out.too_long("an article", None)),
            false => Ok(RawRecord::Bytes(article)),
        };
        self.out.put(Some(RecordPlace { unit: "article", number: self.number }), record)
    }

    /// Ends the last article.
    ///
    /// # Errors
    /// If nobody wants any more records.
    pub(super) fn finish(mut self) -> Result<(), Stop> {
        if self.has_body || self.too_long { self.end() } else { Ok(()) }
    }
}
