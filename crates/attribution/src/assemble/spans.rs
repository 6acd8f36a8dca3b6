//! From elements of a paragraph to spans of the article.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::origin::Rule;
use crate::paragraph::element::SMALL_BEFORE_VERB;
use crate::paragraph::folded::FoldedParagraph;
use crate::phrases::dates;
use crate::phrases::names_in_marks::is_name_in_marks;
use lexicon::Calendar;
use std::ops::Range;
use text::{Article, Attribution, Kind, Span};

/// The words inside a quotation's marks.
pub(crate) fn quotation(folded: &FoldedParagraph, at: usize) -> Span {
    folded.quotations[folded.elements[at].quotation as usize].inner
}

/// From the first element of a range to its last.
pub(crate) fn span(folded: &FoldedParagraph, range: &Range<usize>) -> Span {
    match &folded.elements[range.clone()] {
        [] => Span::default(),
        [only] => only.span,
        [first, .., last] => Span::new(first.span.start, last.span.end),
    }
}

/// The attribution that a finding amounts to. A piece of content that is nothing but
/// quotations loses their marks.
pub(crate) fn attribution(
    calendar: &Calendar,
    article: &Article,
    folded: &FoldedParagraph,
    finding: &Finding,
) -> Attribution {
    let elements = &folded.elements;
    let mut content = Vec::new();
    let (mut quoted, mut plain) = (false, false);
    for range in &finding.content {
        if elements[range.clone()].iter().all(|element| element.is(Is::QUOTATION | Is::MARK)) {
            quoted = true;
            let quotations = range.clone().filter(|&at| elements[at].is(Is::QUOTATION));
            content.extend(quotations.map(|at| quotation(folded, at)));
        } else {
            plain = true;
            let words = |at: usize| elements[at].is(Is::QUOTATION) && !is_name_in_marks(elements, at);
            quoted |= range.clone().any(words);
            content.push(span(folded, range));
        }
    }
    let kind = match (quoted, plain) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    };
    let one = |range: &Option<Range<usize>>| {
        range.as_ref().filter(|range| !range.is_empty()).map(|range| span(folded, range))
    };
    let without_clitic = |range: &Option<Range<usize>>| {
        let range = range.as_ref().filter(|range| !range.is_empty())?;
        Some(before_clitic(&article.text, folded, range))
    };
    let when = one(&finding.details.when);
    let first = finding.content.first().or(finding.cue.first());
    Attribution {
        kind,
        act: finding.act,
        content,
        cue: finding.cue.iter().map(|range| span(folded, range)).collect(),
        source: without_clitic(&finding.source).into_iter().collect(),
        addressee: without_clitic(&finding.details.addressee),
        medium: one(&finding.details.medium),
        when,
        date: when.and_then(|when| dates::resolve(calendar, when.of(&article.text), article.metadata.date)),
        negated: finding.negated,
        continues: false,
        confidence: finding.confidence,
        found_by: finding.origin.name(),
        sentence: first.map_or(0, |range| elements[range.start].sentence as usize),
    }
}

/// The span of a noun phrase without the clitic at its end: “the mayor | ’s claim”, but “Mabel's
/// said”; and “We | ’re”, which is one word.
fn before_clitic(text: &str, folded: &FoldedParagraph, range: &Range<usize>) -> Span {
    let elements = &folded.elements[range.clone()];
    let of_a_noun = folded.elements.get(range.end).is_some_and(|next| {
        let finite = matches!(next.verb, Some((_, Form::Past | Form::Third)));
        !finite && !next.is(SMALL_BEFORE_VERB | Is::MARK | Is::PREPOSITION | Is::COORDINATOR | Is::LY)
    });
    let own = elements.iter().rposition(|element| !(of_a_noun && element.is(Is::CLITIC)));
    let last = &elements[own.unwrap_or(elements.len() - 1)];
    let word = last.word(text);
    let clitic = word.rfind(['\'', '’']).filter(|&at| at > 0 && !word.ends_with('t'));
    let end = match clitic.filter(|_| last.is(Is::AUXILIARY)) {
        Some(clitic) => last.span.start + clitic,
        None => last.span.end,
    };
    Span::new(elements[0].span.start, end)
}

/// A direct quotation without a cue, attributed by where it is.
pub(crate) fn uncued(
    act: text::Act,
    content: Span,
    source: Span,
    rule: Rule,
    sentence: usize,
) -> Attribution {
    Attribution {
        confidence: rule.confidence(),
        found_by: rule.name(),
        sentence,
        ..Attribution::uncued(act, vec![content], vec![source])
    }
}
