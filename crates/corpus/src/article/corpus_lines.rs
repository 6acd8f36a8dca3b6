//! What a corpus says about its lines, in `[lines]` of `corpus.toml`.

use crate::corpus::Corpus;
use crate::page::Dates;
use regex::RegexSet;
use text::{Metadata, Paragraph, Role, Span};

/// Changes the roles of lines that the corpus knows, and splits off the datelines that
/// only this corpus has. Their date goes to `metadata` if it has none.
pub(super) fn apply(
    corpus: &Corpus,
    text: &str,
    paragraphs: &mut Vec<Paragraph>,
    metadata: &mut Metadata,
    dates: &Dates,
) {
    let has = |patterns: &Option<RegexSet>, line: &str| {
        patterns.as_ref().is_some_and(|patterns| patterns.is_match(line))
    };
    for paragraph in paragraphs.iter_mut() {
        let line = paragraph.span.of(text);
        if has(&corpus.boilerplate, line) {
            paragraph.role = Role::Boilerplate;
        } else if paragraph.role == Role::Boilerplate && has(&corpus.body, line) {
            paragraph.role = Role::Body;
        }
    }
    if corpus.datelines.is_empty() {
        return;
    }
    for paragraph in std::mem::take(paragraphs) {
        let Paragraph { span, role } = paragraph;
        let Some(length) = dateline(corpus, span.of(text)).filter(|_| role == Role::Body) else {
            paragraphs.push(paragraph);
            continue;
        };
        let dateline = Span::new(span.start, span.start + length).trim(text);
        let date = dates.find(dateline.of(text)).into_iter().find_map(|found| found.when.date());
        metadata.date = metadata.date.or(date);
        let rest = Span::new(span.start + length, span.end).trim(text);
        let parts = [(dateline, Role::Dateline), (rest, role)].into_iter();
        let parts = parts.filter(|(span, _)| !span.is_empty());
        paragraphs.extend(parts.map(|(span, role)| Paragraph { span, role }));
    }
}

/// The bytes of the dateline with which a line starts; the longest, if several patterns
/// match.
fn dateline(corpus: &Corpus, line: &str) -> Option<usize> {
    let found = corpus.datelines.iter().filter_map(|pattern| pattern.find(line));
    found.filter(|found| found.start() == 0 && !found.is_empty()).map(|found| found.end()).max()
}
