//! One article's attributions, as they come paragraph by paragraph.

use super::state::{Assembly, ParagraphBefore};
use super::{continuation, introduced, signature, spans, transcript};
use crate::lexical::classes::Is;
use crate::origin::Rule;
use crate::reading::Reading;
use text::{Attribution, Kind};

impl Assembly<'_> {
    /// Adds the attributions of the next paragraph, or of the inside of a quotation in the
    /// paragraph added last; `decided` tells whether a model had a say.
    pub(crate) fn add(&mut self, reading: &Reading, decided: bool) {
        if reading.within.is_some() {
            self.add_inside(reading, decided);
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
        let here = ParagraphBefore { number, span, sentence, first: self.first };
        let before = self.carry.before.replace(here).filter(|before| before.number + 1 == number);
        if signature::add(&self.vocabulary.calendar, self.article, here, before, &mut self.attributions) {
            self.end_run(number);
            // A signature is nobody's post.
            self.carry.before = None;
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
        let mut findings = reading.findings.iter().peekable();
        for (n, range) in folded.sentences.iter().enumerate() {
            let elements = &folded.elements[range.clone()];
            let only_quotations = elements.iter().all(|element| element.is(Is::QUOTATION | Is::MARK))
                && elements.iter().any(|element| element.is(Is::QUOTATION));
            if only_quotations && findings.peek().is_none_or(|finding| finding.sentence != n) {
                continuation::add(self, reading, range, n == 0);
                continue;
            }
            if findings.peek().is_none_or(|finding| finding.sentence != n)
                && let Some(subject) = introduced::subject(folded, range)
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
                } else if reading.findings.iter().any(|outer| finding.is_inside_of(outer)) {
                    // It is the outer claim that continues in the next sentence.
                    self.attributions.push(attribution);
                } else {
                    self.push(attribution, reading.number);
                }
            }
            if n == 0
                && !introduced
                && let Some(introduction) = self.carry.introduction.take()
                && !only_quotations
                && folded.elements.first().is_some_and(|element| !element.is(Is::QUOTATION))
            {
                self.block_quotation(introduction, reading);
                return true;
            }
        }
        false
    }

    /// A block quotation without marks: the paragraph after a colon.
    fn block_quotation(&mut self, introduction: Attribution, reading: &Reading) {
        self.attributions.truncate(self.first);
        let block = Attribution {
            content: vec![self.article.paragraphs[reading.paragraph].span],
            kind: Kind::Direct,
            sentence: reading.sentences.start,
            found_by: Rule::BlockQuotation.name(),
            ..introduction
        };
        self.push(block, reading.number);
        self.carry.open = false;
    }

    /// Nothing of paragraph `number` continues in the next.
    fn end_run(&mut self, number: usize) {
        self.carry.introduction = None;
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
