//! The steps in which the lines of a text become paragraphs with roles.

use super::line::{PageLine, SHORT};
use super::lists::PageLists;
use super::shape::has_blank_line;
use super::{head, headings, link_lists, tail};
use text::{Metadata, Paragraph, Role, Span};

/// The paragraphs of a text with their roles, in order, trimmed and without the empty
/// ones. Adds to `metadata` what the text says and it does not know yet.
pub(crate) fn paragraphs(lists: &PageLists, text: &str, metadata: &mut Metadata) -> Vec<Paragraph> {
    let spans = text::paragraphs(text);
    let mut folded = String::new();
    let mut lines: Vec<PageLine> =
        spans.iter().map(|span| PageLine::new(span.of(text), &lists.boilerplate, &mut folded)).collect();
    for (line, pair) in lines.iter_mut().skip(1).zip(spans.windows(2)) {
        line.gap = line.text.len() <= SHORT && has_blank_line(&text[pair[0].end..pair[1].start]);
    }
    link_lists::mark(&mut lines);
    head::mark(lists, &mut lines, metadata);
    tail::mark(lists, &mut lines, metadata);
    headings::mark(&mut lines);
    split_datelines(lists, text, &spans, &lines, metadata)
}

/// The paragraphs that the lines are. A dateline is one of its own, and the rest of
/// its line another: otherwise it would become part of the first quotation.
fn split_datelines(
    lists: &PageLists,
    text: &str,
    spans: &[Span],
    lines: &[PageLine],
    metadata: &mut Metadata,
) -> Vec<Paragraph> {
    let mut paragraphs = Vec::with_capacity(lines.len() + 1);
    let mut first = true;
    for (&span, line) in spans.iter().zip(lines) {
        let role = line.role.unwrap_or(match line.look.is_boilerplate() {
            true => Role::Boilerplate,
            false => Role::Body,
        });
        if role != Role::Body {
            paragraphs.push(Paragraph { span, role });
            continue;
        }
        let dateline = lists.datelines.at_start(line.text, first, &lists.dates);
        first = false;
        let Some(dateline) = dateline else {
            paragraphs.push(Paragraph { span, role });
            continue;
        };
        metadata.date = metadata.date.or(dateline.date);
        let split = span.start + dateline.length;
        let rest = Span::new(split, span.end).trim(text);
        paragraphs.push(Paragraph { span: Span::new(span.start, split).trim(text), role: Role::Dateline });
        if !rest.is_empty() {
            paragraphs.push(Paragraph { span: rest, role });
        }
    }
    paragraphs
}
