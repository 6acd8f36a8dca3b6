//! Bundles in HTML: a database saves a page with many articles, each an element of its own.
//! Each such database has a file: where its articles start, and what one says.

use super::{HEAD, NO_ARTICLE};
use crate::corpus::Corpus;
use crate::formats::cutter::{Cutter, RecordPlace, Stop};
use crate::formats::documents::DOCUMENT_LIMIT;
use crate::formats::encoding::decoded;
use crate::formats::format::{Draft, Format, Problem, RecordContext};
use crate::formats::markup;
use crate::formats::raw_record::RawRecord;
use std::io::{BufRead, Read};

/// The page in which one database delivers articles.
pub(in crate::formats) trait SavedPage: std::fmt::Debug + Sync {
    /// What `format` in `corpus.toml` calls it.
    fn name(&self) -> &'static str;

    /// Whether a page begins like one; it may end anywhere.
    fn begins(&self, page: &str) -> bool;

    /// Where its articles start, in bytes.
    fn starts(&self, page: &str) -> Vec<usize>;

    /// What one article says; `Ok(None)` if there is none in it.
    ///
    /// # Errors
    /// If it would hurt a parser.
    fn read(&self, article: &str, context: &RecordContext<'_>) -> Result<Option<Draft>, Problem>;

    /// The id that an article gives itself.
    fn own_id(&self, article: &str) -> Option<String>;
}

/// A page of articles in a file.
#[derive(Debug)]
pub(crate) struct PageBundle(pub(in crate::formats) &'static dyn SavedPage);

impl Format for PageBundle {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn begins(&self, first: &[u8]) -> bool {
        let first = String::from_utf8_lossy(&first[..first.len().min(HEAD)]);
        first.trim_start().starts_with('<') && self.0.begins(&first)
    }

    fn replaces(&self, named: &str) -> bool {
        matches!(named, "html" | "text")
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        let limit = DOCUMENT_LIMIT * out.limit();
        let mut bytes = Vec::new();
        (&mut *file).take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Stop::Failed(format!("a page of articles is over the limit of {limit} bytes")));
        }
        let own = markup::declared_encoding(&bytes);
        let declared = out.corpus().encoding.as_deref().or(own.as_deref());
        let page = decoded(bytes, declared).map_err(|problem| Stop::Failed(problem.reason))?;
        let starts = self.0.starts(&page);
        let ends = starts.iter().copied().skip(1).chain([page.len()]);
        for (number, (&start, end)) in (1..).zip(starts.iter().zip(ends)) {
            let record = match end - start > out.limit() {
                true => Err(out.too_long("an article", Some((end - start) as u64))),
                false => Ok(RawRecord::Bytes(page.as_bytes()[start..end].to_vec())),
            };
            out.put(Some(RecordPlace { unit: "article", number }), record)?;
        }
        Ok(())
    }

    fn own_id(&self, record: &RawRecord, _corpus: &Corpus) -> Option<String> {
        let RawRecord::Bytes(bytes) = record else { return None };
        self.0.own_id(&String::from_utf8_lossy(bytes))
    }

    fn draft(&self, record: RawRecord, context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let article = String::from_utf8(record.into_bytes()).map_err(|error| error.to_string())?;
        self.0.read(&article, context)?.ok_or_else(|| NO_ARTICLE.into())
    }
}
