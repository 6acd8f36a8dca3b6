//! Notes on the contents of an article.

use super::voice::Voice;
use crate::storage::{
    Fields, Pairs, damaged, put_date, put_number, put_optional, put_ordinal, put_sortable, put_text,
};
use crate::wording::{Stem, Vocabulary, is_name, is_negation, links};
use jiff::civil::Date;
use records::{Article, Attribution, Positions};
use sha2::{Digest, Sha256};
use std::io;
use std::ops::Range;
use text::Kind;

/// Contents of fewer words, such as "No comment at this time", are one version only
/// if one speaker says them, and in one month: slogans are said again. Other versions are
/// compared.
const STOCK_PHRASE: usize = 7;

/// The same of those with few words that carry meaning: "the media the enemy of the people".
const STOCK_PHRASE_OF_FEW: usize = 10;
const STOCK_STEMS: usize = 4;

/// Contents with fewer words that carry meaning are said by everybody, and not
/// compared at all.
pub(super) const MIN_STEMS: usize = 2;

/// Notes the contents of an article. The key is a hash of their folded words, so
/// those of one version follow each other.
pub(crate) fn note(
    vocabulary: &Vocabulary,
    article: &Article<'_>,
    attributions: &[Attribution<'_>],
    notes: &mut Pairs,
) {
    let (mut folded, mut gist) = (String::new(), Vec::new());
    let (mut inside, mut quoted, mut gaps) = (String::new(), Vec::new(), Vec::new());
    let links = links_of(article);
    for (place, attribution) in attributions.iter().enumerate() {
        let start = attribution.content.spans.first().map(|span| span.0);
        if start.is_some_and(|start| links.iter().any(|link| link.contains(&start))) {
            continue;
        }
        let content = &attribution.content.text;
        let words = vocabulary.gists.stems_of_printed(content, &mut gist, &mut folded);
        if gist.iter().filter(|&&stem| !is_negation(stem) && !is_name(stem)).count() < MIN_STEMS {
            continue;
        }
        quoted.clear();
        gaps.clear();
        if attribution.kind != Kind::Indirect {
            vocabulary.gists.gaps(&folded, &mut gaps);
        }
        if attribution.kind == Kind::Mixed {
            vocabulary.gists.stems_of_printed(&in_quotation_marks(content), &mut quoted, &mut inside);
        }
        let voice = Voice::new(vocabulary, attribution);
        let mut hash = Sha256::new();
        hash.update(&folded);
        let shortest = if gist.len() < STOCK_STEMS { STOCK_PHRASE_OF_FEW } else { STOCK_PHRASE };
        if words < shortest {
            hash.update([0, voice.kind as u8]);
            hash.update(voice.name.as_bytes());
            if let Some(date) = article.date.filter(|_| voice.is_named()) {
                hash.update([date.month() as u8]);
                hash.update(date.year().to_be_bytes());
            }
        }
        let key: [u8; 16] = hash.finalize().first_chunk().copied().unwrap_or_default();
        notes.push(&key, |to| {
            put_content(to, article, place, attribution);
            to.push(u8::from(attribution.negated));
            to.push(u8::from(vocabulary.gists.is_question(&folded)));
            voice.put(to);
            put_gist(to, &gist);
            put_gist(to, &quoted);
            put_bytes(to, &gaps);
        });
    }
}

/// Where links stand in the text of an article, in the unit of its offsets. What is in them is
/// nobody's words, though a sentence seems to say so.
fn links_of(article: &Article<'_>) -> Vec<Range<usize>> {
    let mut links = links(&article.text).peekable();
    if links.peek().is_none() {
        return Vec::new();
    }
    let positions = Positions::new(&article.text, article.offsets);
    links.map(|link| positions.at(link.start)..positions.at(link.end)).collect()
}

/// The words of a content between quotation marks.
fn in_quotation_marks(content: &str) -> String {
    let pieces = content.split(['“', '”', '"', '«', '»']).collect::<Vec<_>>();
    pieces.into_iter().skip(1).step_by(2).collect::<Vec<_>>().join(" ")
}

/// Appends what [`ContentNote::read`] reads. The date, the article and the place
/// come first, since the members of a cluster are sorted by them.
fn put_content(to: &mut Vec<u8>, article: &Article<'_>, place: usize, attribution: &Attribution<'_>) {
    put_date(to, article.date);
    put_sortable(to, &article.id);
    put_ordinal(to, place as u64);
    to.push(attribution.kind as u8);
    put_text(to, &attribution.id);
    put_text(to, &article.id);
    put_optional(to, article.outlet.as_deref());
    put_optional(to, attribution.speaker.as_ref().map(|speaker| &*speaker.name));
    put_text(to, &attribution.content.text);
}

/// One content of an article, read back.
#[derive(Debug)]
pub(super) struct ContentNote<'a> {
    pub(super) date: Option<Date>,
    pub(super) kind: Kind,
    pub(super) attribution: &'a str,
    pub(super) article: &'a str,
    pub(super) outlet: Option<&'a str>,
    pub(super) speaker: Option<&'a str>,
    pub(super) text: &'a str,
}

impl<'a> ContentNote<'a> {
    /// Reads a note up to its claim, its voice and its gist, which are left in `fields`.
    pub(super) fn read(fields: &mut Fields<'a>) -> io::Result<Self> {
        let date = fields.date()?;
        let (_sortable_article, _place) = (fields.sortable()?, fields.ordinal()?);
        // The fields of a struct are evaluated in the order in which they are written.
        Ok(Self {
            date,
            kind: read_kind(fields)?,
            attribution: fields.text()?,
            article: fields.text()?,
            outlet: fields.optional()?,
            speaker: fields.optional()?,
            text: fields.text()?,
        })
    }
}

fn read_kind(fields: &mut Fields<'_>) -> io::Result<Kind> {
    let byte = fields.byte()?;
    let kinds = [Kind::Direct, Kind::Mixed, Kind::Indirect];
    kinds.into_iter().find(|&kind| kind as u8 == byte).ok_or_else(damaged)
}

/// Appends how many stems a gist has, and the stems.
pub(super) fn put_gist(to: &mut Vec<u8>, gist: &[Stem]) {
    put_number(to, gist.len() as u64);
    gist.iter().for_each(|stem| to.extend_from_slice(&stem.to_be_bytes()));
}

/// Appends how many bytes there are, and the bytes.
pub(super) fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    put_number(to, bytes.len() as u64);
    to.extend_from_slice(bytes);
}

/// Takes bytes off the front of `fields`.
pub(super) fn read_bytes<'a>(fields: &mut Fields<'a>) -> io::Result<&'a [u8]> {
    let length = fields.number()? as usize;
    fields.bytes(length)
}

/// Takes a gist off the front of `fields`.
pub(super) fn read_gist(fields: &mut Fields<'_>) -> io::Result<Vec<Stem>> {
    const STEM: usize = size_of::<Stem>();
    let length = (fields.number()? as usize).checked_mul(STEM).ok_or_else(damaged)?;
    let stems = fields.bytes(length)?.as_chunks::<STEM>().0;
    Ok(stems.iter().map(|&bytes| Stem::from_be_bytes(bytes)).collect())
}
