//! One article's attributions, as they come paragraph by paragraph.

use super::state::{Assembly, ParagraphBefore};
use super::{continuation, introduced, quoted_next, signature, spans, transcript};
use crate::finding::ByPlace;
use crate::lexical::classes::Is;
use crate::origin::{BLOCK_QUOTATION_AFTER_CLAIM, Rule};
use crate::paragraph::element::Words;
use crate::phrases::clauses::has_finite;
use crate::reading::Reading;
use std::ops::Range;
use text::{Act, Attribution, Kind, Span};

/// What items of a list begin with.
const BULLETS: [char; 6] = ['-', '–', '•', '*', '»', '·'];

impl Assembly<'_> {
    /// Adds the attributions of the next paragraph, or of the inside of a quotation in the
    /// paragraph added last.
    pub(crate) fn add(&mut self, reading: &Reading) {
        if reading.within.is_some() {
            self.add_inside(reading);
            return;
        }
        self.first = self.attributions.len();
        let (number, sentence) = (reading.number, reading.sentences.start);
        if reading.transcript {
            self.attributions.extend(transcript::turn(self.article, reading.paragraph, sentence));
            self.end_run(number);
            return;
        }
        let span = self.article.paragraphs[reading.paragraph].span;
        let paragraphs = &mut self.carry.paragraphs;
        if paragraphs.last().is_some_and(|before| before.number + 1 < number) {
            paragraphs.clear();
        }
        paragraphs.push(ParagraphBefore { number, span, sentence, first: self.first });
        if signature::add(&self.vocabulary.calendar, self.article, paragraphs, &mut self.attributions) {
            self.end_run(number);
            self.add_inside_of_last(reading);
            // A signature is nobody's post.
            self.carry.paragraphs.clear();
            return;
        }
        if self.sentences(reading) || reading.folded.sentences.is_empty() {
            return;
        }
        let open = reading.folded.quotations.iter().any(|quotation| !quotation.closed);
        let last = self.carry.last;
        self.carry.open =
            open && last.is_some_and(|(at, n)| n == number && at + 1 == self.attributions.len());
    }

    /// Adds what the sentences of a paragraph attribute. Tells whether the paragraph
    /// was a block quotation instead.
    fn sentences(&mut self, reading: &Reading) -> bool {
        let folded = &reading.folded;
        let by_place = ByPlace::new(&reading.findings);
        let quoted = self.carry.quoted_next.take();
        let mut findings = reading.findings.iter().peekable();
        for (n, range) in folded.sentences.iter().enumerate() {
            let silent = findings.peek().is_none_or(|finding| finding.sentence != n);
            let quotations = quotations(&folded.elements, range);
            let only_quotations = quotations.as_ref() == Some(range);
            if silent && let Some(quotations) = quotations {
                continuation::add(self, reading, &quotations, n == 0);
                continue;
            }
            if findings.peek().is_none_or(|finding| finding.sentence != n)
                && let Some(subject) = introduced::subject(&self.article.text, folded, range)
                    .or_else(|| introduced::announced(&self.article.text, folded, range))
            {
                self.carry.introduced = Some((subject, reading.number));
            }
            let mut introduced = false;
            while let Some(finding) = findings.next_if(|finding| finding.sentence == n) {
                let attribution =
                    spans::attribution(&self.vocabulary.calendar, self.article, folded, finding);
                if finding.introduces {
                    self.carry.introduction = Some(attribution);
                    introduced = true;
                } else if by_place.near(finding).any(|outer| finding.is_inside_of(outer)) {
                    // It is the outer claim that continues in the next sentence.
                    self.attributions.push(attribution);
                } else {
                    self.push(attribution, reading.number);
                }
            }
            if n == 0
                && !introduced
                && let Some(introduction) = self.carry.introduction.take()
                && (!introduction.continues || self.is_item(reading))
                && !only_quotations
                && folded.elements.first().is_some_and(|element| !element.is(Is::QUOTATION))
            {
                self.block_quotation(introduction, reading);
                return true;
            }
        }
        if let Some(quoted) = quoted
            && !self.is_item(reading)
            && quoted.may_be(&self.article.text, reading)
        {
            let block = Attribution {
                confidence: BLOCK_QUOTATION_AFTER_CLAIM,
                ..Attribution::uncued(Act::Speech, Vec::new(), vec![quoted.source])
            };
            self.block_quotation(block, reading);
            return true;
        }
        if self.carry.introduction.is_none() {
            self.carry.quoted_next = quoted_next::quoted_next(&self.article.text, reading);
        }
        false
    }

    /// Whether a paragraph is an item of a list.
    fn is_item(&self, reading: &Reading) -> bool {
        self.article.paragraphs[reading.paragraph].span.of(&self.article.text).starts_with(BULLETS)
    }

    /// A block quotation without marks: the paragraph after a colon. If that is an item of
    /// a list, so are those after it.
    fn block_quotation(&mut self, introduction: Attribution, reading: &Reading) {
        self.attributions.truncate(self.first);
        let span = self.article.paragraphs[reading.paragraph].span;
        let whole = span.of(&self.article.text);
        let item = whole.trim_start_matches(BULLETS).trim_start();
        let is_item = item.len() < whole.len();
        let block = Attribution {
            content: vec![Span::new(span.end - item.len(), span.end)],
            kind: if is_item { Kind::Indirect } else { Kind::Direct },
            sentence: reading.sentences.start,
            found_by: Rule::BlockQuotation.name(),
            ..introduction
        };
        let next = is_item.then(|| Attribution { cue: Vec::new(), continues: true, ..block.clone() });
        self.push(block, reading.number);
        self.add_inside_of_last(reading);
        self.carry.introduction = next;
        self.carry.open = false;
    }

    /// Nothing of paragraph `number` continues in the next.
    fn end_run(&mut self, number: usize) {
        self.carry.introduction = None;
        self.carry.quoted_next = None;
        self.carry.open = false;
        self.carry.last = self.attributions.len().checked_sub(1).map(|last| (last, number));
    }

    /// The attributions of the article, in the order of their contents; of those that
    /// begin together the longest first.
    pub(crate) fn finish(self) -> Vec<Attribution> {
        let (text, mut all) = (self.article.text.as_str(), self.attributions);
        // Marks with nothing between them: “” said Ito.
        for attribution in &mut all {
            attribution.content.retain(|span| span.of(text).contains(char::is_alphanumeric));
        }
        all.retain(|attribution| !attribution.content.is_empty());
        all.sort_by_key(|attribution| {
            let extent = attribution.extent();
            (extent.start, std::cmp::Reverse(extent.end))
        });
        all
    }
}

/// The part of a sentence that is nothing but quotations: the whole of it, or what follows
/// a topic and a colon (“On the dam: “It must go.””).
fn quotations(words: Words, sentence: &Range<usize>) -> Option<Range<usize>> {
    let colon = sentence.clone().find(|&at| words[at].is(Is::COLON | Is::QUOTATION))?;
    let topic = words[colon].is(Is::COLON)
        && words[sentence.start].is(Is::PREPOSITION)
        && !has_finite(words, sentence.start..colon);
    let start = if topic { colon + 1 } else { sentence.start };
    let quotations = &words[start..sentence.end];
    let only = quotations.iter().all(|word| word.is(Is::QUOTATION | Is::MARK));
    (only && quotations.iter().any(|word| word.is(Is::QUOTATION))).then_some(start..sentence.end)
}
