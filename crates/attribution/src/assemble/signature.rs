//! Signatures: a line that says whose the quotation or the embedded post before it is.

use super::spans;
use super::state::ParagraphBefore;
use crate::origin::Rule;
use crate::phrases::dates;
use crate::structures::signature::signature;
use lexicon::Calendar;
use std::ops::Range;
use text::{Act, Article, Attribution, Span};

/// Adds what a paragraph attributes if it is a signature, or ends in one: an
/// embedded post, or the quotation in the paragraph before. Tells whether it did.
pub(super) fn add(
    calendar: &Calendar,
    article: &Article,
    here: ParagraphBefore,
    before: Option<ParagraphBefore>,
    all: &mut Vec<Attribution>,
) -> bool {
    let text = article.text.as_str();
    let Some(signature) = signature(here.span.of(text)) else { return false };
    let part = |range: &Range<usize>| Span::new(here.span.start + range.start, here.span.start + range.end);
    let of = if signature.start > 0 { Some(here) } else { before };
    let Some(ParagraphBefore { span, sentence, first, .. }) = of else { return false };
    let end = if signature.start > 0 { here.span.start + signature.start } else { span.end };
    let mut content = Span::new(span.start, end).trim(text);
    if signature.account {
        // Links at the end are no words.
        while let Some((rest, last)) = content.of(text).rsplit_once(char::is_whitespace)
            && (last.starts_with("http") || last.starts_with("pic.twitter.com"))
        {
            content = Span::new(content.start, content.start + rest.len()).trim(text);
        }
    }
    let quoted = content.of(text);
    let inner = quoted.trim_start_matches(['“', '"', '«']).trim_end_matches(['”', '"', '»']);
    if inner.len() + 2 <= quoted.len() && !inner.contains(['“', '”', '"', '«', '»']) {
        let start = content.start + quoted.len() - quoted.trim_start_matches(['“', '"', '«']).len();
        content = Span::new(start, start + inner.len()).trim(text);
    } else if !signature.account {
        return false;
    }
    // What introduces it, or a cue beside it, says more.
    let cued = all[first..].iter().any(|a| !a.cue.is_empty() && (!signature.account || a.content == [span]));
    let taken = all[..first].last().is_some_and(|a| a.extent().end > span.start);
    if cued || taken || content.is_empty() {
        return false;
    }
    all.truncate(first);
    let when = signature.when.as_ref().map(part);
    let act = if signature.account { Act::Writing } else { Act::Speech };
    let source = part(&signature.source);
    all.push(Attribution {
        when,
        date: when.and_then(|when| dates::resolve(calendar, when.of(text), article.metadata.date)),
        ..spans::uncued(act, content, source, Rule::Signature, sentence)
    });
    true
}
