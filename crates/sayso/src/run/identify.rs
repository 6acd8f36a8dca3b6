//! Writes beside each quote or claim which line of `speakers.jsonl` its speaker is.
//!
//! Attributions are written as they are found; who is who across articles is known only
//! when all have been read. So at the end of a run they are read and written once more.

use crate::error::Error;
use crate::parallel::{Batches, in_order};
use aggregate::{Identities, Identity};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use records::{ArticleLines, Attribution, JsonlWriter, ReadError};
use std::borrow::Cow;
use std::collections::HashMap;

/// How many bytes of results a thread gets at once: enough that handing them over costs
/// nothing.
const BYTES_IN_BATCH: usize = 1 << 18;

/// How many lines of an article a thread gets at once: more than news articles have, so
/// that only those of very long ones are shared out.
const LINES_AT_ONCE: usize = 1_000;

/// Writes the attributions of `results` to `attributions`, each with its speaker's
/// identity, and the articles to `articles`, if that is wanted. The results come in the
/// order in which their notes were added to the aggregator.
///
/// # Errors
/// If the results cannot be read or written.
pub(super) fn identify(
    pool: &rayon::ThreadPool,
    results: impl Iterator<Item = Result<ArticleLines, ReadError>> + Send,
    mut identities: Identities,
    mut articles: Option<&mut JsonlWriter>,
    attributions: &mut JsonlWriter,
) -> Result<(), Error> {
    let identified = results.map(move |lines| {
        let lines = lines?;
        let identities = identities.of_article(&lines.id()?)?;
        Ok((lines, identities))
    });
    let size = |item: &Result<(ArticleLines, Vec<Identity>), Error>| match item {
        Ok((lines, _)) => lines.sizes()[1] as usize + 1,
        Err(_) => 1,
    };
    let with_articles = articles.is_some();
    in_order(
        pool,
        Batches::new(identified, BYTES_IN_BATCH, size),
        || (),
        |(), batch: Vec<_>| {
            let mut written = (Vec::new(), Vec::new());
            for item in batch {
                let (lines, identities) = item?;
                written.1.extend(write(&lines, &identities)?);
                if with_articles {
                    written.0.extend_from_slice(lines.article_line());
                }
            }
            Ok(written)
        },
        |batch: Result<_, Error>| {
            let (of_articles, of_attributions) = batch?;
            if let Some(articles) = &mut articles {
                articles.write_lines(&of_articles)?;
            }
            Ok(of_attributions.iter().try_for_each(|lines: &Vec<u8>| attributions.write_lines(lines))?)
        },
    )
}

/// The lines of an article's attributions, [`LINES_AT_ONCE`] together.
fn write(lines: &ArticleLines, identities: &[Identity]) -> Result<Vec<Vec<u8>>, Error> {
    // Backwards, so that of two the first counts.
    let by_ref: HashMap<&str, &Identity> =
        identities.iter().rev().map(|identity| (&*identity.r#ref, identity)).collect();
    let chunks: Vec<_> = lines.in_chunks(LINES_AT_ONCE).collect();
    let written = chunks.into_par_iter().map(|chunk| {
        let mut written = Vec::new();
        for attribution in chunk {
            write_line(attribution?, &by_ref, &mut written);
        }
        Ok(written)
    });
    written.collect()
}

/// Appends the line of an attribution, whose speaker's identity is found by its reference.
fn write_line<'a>(mut attribution: Attribution<'a>, by_ref: &HashMap<&str, &'a Identity>, to: &mut Vec<u8>) {
    if let Some(speaker) = &mut attribution.speaker {
        let own = by_ref.get(&*speaker.r#ref);
        speaker.id = own.map(|own| Cow::Borrowed(&*own.id));
        speaker.canonical_name = own.map(|own| Cow::Borrowed(&*own.name));
        let row = own.and_then(|own| own.authority.as_deref());
        speaker.authority = row.and_then(|row| serde_json::from_str(row).ok());
        if let Some(maker) = &mut speaker.by {
            let known = maker.r#ref.as_deref().and_then(|maker| by_ref.get(maker));
            maker.id = known.map(|known| Cow::Borrowed(&*known.id));
        }
        speaker.candidates = own.map(|own| own.candidates.clone()).unwrap_or_default();
    }
    attribution.write_line(to);
}
