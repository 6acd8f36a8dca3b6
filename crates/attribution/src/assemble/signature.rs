//! Signatures: a line that says whose the quotation or the embedded post before it is.

use super::spans;
use super::state::ParagraphBefore;
use crate::origin::Rule;
use crate::phrases::dates;
use crate::structures::signature::signature;
use lexicon::Calendar;
use std::ops::Range;
use text::{Act, Article, Attribution, Span};

/// Adds what a paragraph, the last of these, attributes if it is a signature, or ends in
/// one: an embedded post, or the quotation in the paragraph before. Tells whether it did.
pub(super) fn add(
    calendar: &Calendar,
    article: &Article,
    paragraphs: &[ParagraphBefore],
    all: &mut Vec<Attribution>,
) -> bool {
    let text = article.text.as_str();
    let Some((here, earlier)) = paragraphs.split_last() else { return false };
    let Some(signature) = signature(here.span.of(text)) else { return false };
    let part = |range: &Range<usize>| Span::new(here.span.start + range.start, here.span.start + range.end);
    let source = part(&signature.source);
    let signs_before = signature.start == 0;
    let Some(signed) = paragraphs.len().checked_sub(1 + usize::from(signs_before)) else { return false };
    let Some(&ParagraphBefore { span, mut sentence, mut first, .. }) = paragraphs.get(signed) else {
        return false;
    };
    let end = if signs_before { span.end } else { here.span.start + signature.start };
    let mut content = Span::new(span.start, end).trim(text);
    if signature.account {
        content = without_links(text, content);
    }
    let mut latest = all[..first].iter_mut().rev().take(MOST_INSIDE_OF_RUN);
    if signature.bare && latest.any(|run| sign_run(text, run, span, source)) {
        return true;
    }
    let quoted = content.of(text);
    let inner = quoted.trim_start_matches(['“', '"', '«']).trim_end_matches(['”', '"', '»']);
    if inner.len() + 2 <= quoted.len() && !inner.contains(['“', '”', '"', '«', '»']) {
        let start = content.start + quoted.len() - quoted.trim_start_matches(['“', '"', '«']).len();
        content = Span::new(start, start + inner.len()).trim(text);
    } else if signature.bare || !signature.account && !is_known(text, source, span) {
        return false;
    }
    // What introduces it, or a cue beside it, says more.
    let holds_all =
        |a: &Attribution| 2 * a.content.iter().map(|piece| piece.len()).sum::<usize>() > content.len();
    let more = |a: &Attribution| if signature.account { a.content == [span] } else { holds_all(a) };
    let cued = all[first..].iter().any(|a| !a.cue.is_empty() && more(a));
    let taken = all[..first].last().is_some_and(|a| a.extent().end > span.start);
    if cued || taken || content.is_empty() {
        return false;
    }
    let mut pieces = vec![content];
    if signature.account {
        for before in earlier[..signed.min(earlier.len())].iter().rev() {
            let next = pieces[0];
            let announced = before.span.of(text).ends_with(':');
            if announced || next.start - before.span.end <= usual_gap(article) {
                break;
            }
            (sentence, first) = (before.sentence, before.first);
            pieces.insert(0, before.span);
        }
    }
    // Claims inside of it remain.
    let inside: Vec<Attribution> =
        all.drain(first..).filter(|a| !a.cue.is_empty() && a.content != pieces).collect();
    let when = signature.when.as_ref().map(part);
    let act = if signature.account { Act::Writing } else { Act::Speech };
    all.extend(inside);
    all.push(Attribution {
        when,
        date: when.and_then(|when| dates::resolve(calendar, when.of(text), article.metadata.date)),
        content: pieces,
        ..spans::uncued(act, content, source, Rule::Signature, sentence)
    });
    true
}

/// So many claims inside of a quotation over several paragraphs are passed over to find it.
const MOST_INSIDE_OF_RUN: usize = 20;

/// Makes a quotation over several paragraphs, the last of them `span`, that of whoever signs it;
/// tells whether it is one without a cue.
fn sign_run(text: &str, run: &mut Attribution, span: Span, source: Span) -> bool {
    let ends_here = run.content.last().is_some_and(|piece| {
        let rest = text[piece.end..span.end.max(piece.end)].trim_matches(['”', '"', '»']);
        piece.start >= span.start && rest.trim().is_empty()
    });
    let signs = ends_here && run.content.len() > 1 && run.cue.is_empty();
    if signs {
        run.source = vec![source];
        run.found_by = Rule::Signature.name();
    }
    signs
}

/// A post without the links at its end, which are no words.
fn without_links(text: &str, mut post: Span) -> Span {
    while let Some(word) = post.of(text).rfind(char::is_whitespace).map(|at| post.start + at + 1)
        && let last = &text[word..post.end]
        && let Some(link) = last.find("http").or_else(|| last.find("pic.twitter.com"))
    {
        post = Span::new(post.start, word + link).trim(text);
    }
    post
}

/// Whether who signs is named in the text outside of the signature and of what is signed:
/// then it is a pull quote without marks, and no byline.
fn is_known(text: &str, source: Span, signed: Span) -> bool {
    let name = source.of(text).split_once(',').map_or(source.of(text), |(name, _)| name);
    let Some((_, surname)) = name.rsplit_once(' ') else { return false };
    text[..signed.start].contains(surname) || text[source.end..].contains(surname)
}

/// The bytes between most paragraphs of an article. Those of an embedded post are farther
/// apart where its line breaks became paragraphs.
fn usual_gap(article: &Article) -> usize {
    let mut gaps: Vec<usize> = article
        .paragraphs
        .windows(2)
        .map(|pair| pair[1].span.start.saturating_sub(pair[0].span.end))
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}
