//! The page that Factiva saves: many articles, each an element of its own. Its lines are those
//! of the text that Factiva [saves](super::factiva), with or without codes.
//!
//! ```text
//! <div class="article enArticle">
//!   <span class='enHeadline'>Dam holds</span>      or      <tr><td><b>HD</b></td><td>Dam holds</td></tr>
//!   <div>52 words</div><div>4 May 2024</div>               <tr><td><b>WC</b></td><td>52 words</td></tr>
//!   <p class="articleParagraph enarticleParagraph">The council …</p>
//!   <p>Document HARBPO0020240504</p>
//! </div>
//! ```

use super::factiva::Factiva;
use super::{Bundle, HEAD};
use crate::corpus::Corpus;
use crate::formats::cutter::{Cutter, RecordPlace, Stop};
use crate::formats::documents::DOCUMENT_LIMIT;
use crate::formats::encoding::decoded;
use crate::formats::format::{Draft, Format, Problem, RecordContext};
use crate::formats::html;
use crate::formats::markup;
use crate::formats::raw_record::RawRecord;
use std::io::{BufRead, Read};

#[derive(Debug)]
pub(crate) struct FactivaPage;

impl Format for FactivaPage {
    fn name(&self) -> &'static str {
        "factiva-html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn begins(&self, first: &[u8]) -> bool {
        let first = String::from_utf8_lossy(&first[..first.len().min(HEAD)]);
        first.trim_start().starts_with('<') && starts(&first).next().is_some() && has_headline(&first)
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
        let ends = starts(&page).skip(1).chain([page.len()]);
        for (number, (start, end)) in (1..).zip(starts(&page).zip(ends)) {
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
        Factiva.own_id(&lines(&String::from_utf8_lossy(bytes)))
    }

    fn draft(&self, record: RawRecord, _context: &RecordContext<'_>) -> Result<Draft, Problem> {
        let article = String::from_utf8(record.into_bytes()).map_err(|error| error.to_string())?;
        super::draft(&Factiva, &lines(&article))
    }
}

/// Where the articles of a page start, in bytes: `<div class="article enArticle">`.
fn starts(page: &str) -> impl Iterator<Item = usize> {
    page.match_indices("class=").filter_map(|(at, class)| {
        let value = page[at + class.len()..].strip_prefix(['"', '\''])?;
        let rest = value.strip_prefix("article")?;
        let tag = page[..at].rfind('<')?;
        (rest.starts_with([' ', '"', '\'']) && page[tag..].starts_with("<div ")).then_some(tag)
    })
}

/// The most letters of the language before `Headline`.
const LONGEST_LANGUAGE: usize = 4;

/// Whether a headline is marked as Factiva does: `class='enHeadline'`.
fn has_headline(page: &str) -> bool {
    page.match_indices("Headline").any(|(at, headline)| {
        let before = page[..at].trim_end_matches(|c: char| c.is_ascii_lowercase());
        let language = at - before.len();
        (2..=LONGEST_LANGUAGE).contains(&language)
            && before.ends_with(['"', '\''])
            && page[at + headline.len()..].starts_with(['"', '\''])
    })
}

/// The lines of an article. A code and what it says are cells of a row, and lines of their
/// own here.
fn lines(article: &str) -> String {
    html::words(&article.replace("</td>", "</p>"))
}
