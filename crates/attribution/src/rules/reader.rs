//! The rules over a whole paragraph: which sentences they read, and in which order.

use crate::finding::{Finding, RejectedCue};
use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::Words;
use crate::paragraph::folded::{FoldedParagraph, most_reports};
use crate::rules::by_cues;
use crate::rules::cues::cue::Cue;
use crate::rules::sentence::FoldedSentence;
use crate::rules::{adjectives, colon, cues, nouns};
use crate::structures::{dash, name_and_colon};
use std::ops::Range;
use text::Role;

/// Applies the rules to one paragraph after the other; owns the scratch space.
#[derive(Debug)]
pub(crate) struct RuleReader<'d> {
    vocabulary: &'d Vocabulary,
    cues: Vec<Cue>,
    /// Whether claims inside of claims are looked for.
    nested: bool,
    /// The cues that came to nothing, if somebody wants to know.
    pub(crate) rejected: Option<Vec<RejectedCue>>,
}

impl<'d> RuleReader<'d> {
    pub(crate) fn new(vocabulary: &'d Vocabulary, nested: bool) -> Self {
        Self { vocabulary, cues: Vec::new(), nested, rejected: None }
    }

    /// Adds what the rules find in a paragraph. A quotation and the sentence after it
    /// may become one sentence on the way. When there are as many as there may be, the rest
    /// is not read.
    pub(crate) fn read(
        &mut self,
        text: &str,
        role: Role,
        folded: &mut FoldedParagraph,
        findings: &mut Vec<Finding>,
    ) {
        if let Some(found) = dash::find(&folded.elements, &folded.sentences) {
            findings.push(found);
            return;
        }
        let mut n = 0;
        let most = most_reports(folded.elements.len());
        while n < folded.sentences.len() && findings.len() < most {
            let rejected = self.rejected.as_ref().map_or(0, Vec::len);
            self.sentence(text, role, folded, n, findings);
            if !self.joined(text, role, folded, n, rejected, findings) {
                n += 1;
            }
        }
    }

    /// Adds what verbs and phrases report in what is folded now: inside a quotation.
    pub(crate) fn read_inside(&mut self, text: &str, folded: &FoldedParagraph, findings: &mut Vec<Finding>) {
        let most = most_reports(folded.elements.len());
        for (n, range) in folded.sentences.iter().enumerate() {
            if findings.len() >= most {
                break;
            }
            let end = without_stop(&folded.elements, range);
            let before = findings.len();
            cues::find(self.vocabulary, text, &folded.elements, &(range.start..end), false, &mut self.cues);
            let sentence = self.folded_sentence(text, folded, range.clone(), end, false);
            by_cues::find(&sentence, findings);
            if self.nested {
                by_cues::find_nested(&sentence, before, findings);
            }
            findings[before..].iter_mut().for_each(|found| found.sentence = n);
        }
    }

    fn folded_sentence<'a>(
        &'a self,
        text: &'a str,
        folded: &'a FoldedParagraph,
        range: Range<usize>,
        end: usize,
        headline: bool,
    ) -> FoldedSentence<'a> {
        FoldedSentence {
            text,
            words: &folded.elements,
            vocabulary: self.vocabulary,
            quotations: &folded.quotations,
            range,
            end,
            cues: &self.cues,
            headline,
        }
    }

    /// Adds what the rules find in sentence `n`.
    fn sentence(
        &mut self,
        text: &str,
        role: Role,
        folded: &FoldedParagraph,
        n: usize,
        findings: &mut Vec<Finding>,
    ) {
        let elements = &folded.elements;
        let range = folded.sentences[n].clone();
        let end = without_stop(elements, &range);
        let headline = role == Role::Title;
        cues::find(self.vocabulary, text, elements, &(range.start..end), headline, &mut self.cues);
        let before = findings.len();
        if let Some(found) = name_and_colon::find(elements, &range, headline) {
            findings.push(found);
        } else {
            let sentence = self.folded_sentence(text, folded, range, end, headline);
            by_cues::find(&sentence, findings);
            nouns::find(&sentence, before, findings);
            adjectives::find(&sentence, before, findings);
            colon::find(&sentence, before, findings);
            if self.nested {
                by_cues::find_nested(&sentence, before, findings);
            }
            let rejected: Vec<RejectedCue> = match &self.rejected {
                Some(_) => by_cues::rejected(&sentence, &findings[before..]).collect(),
                None => Vec::new(),
            };
            self.rejected.iter_mut().for_each(|all| all.extend_from_slice(&rejected));
        }
        for found in &mut findings[before..] {
            found.sentence = n;
        }
    }

    /// Joins sentence `n`, whose cues found nothing to report, to the sentence before if
    /// that is a quotation that ends in a mark which also ends sentences and the two
    /// together attribute: “We won!” Ito's brother, a baker, shouted to the crowd.
    /// What was rejected in sentence `n` begins at `rejected`.
    fn joined(
        &mut self,
        text: &str,
        role: Role,
        folded: &mut FoldedParagraph,
        n: usize,
        rejected: usize,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let reported = |sentence: usize| findings.iter().any(|found| found.sentence == sentence);
        if n == 0 || self.cues.is_empty() || reported(n) || reported(n - 1) {
            return false;
        }
        let (quotation, sentence) = (folded.sentences[n - 1].clone(), folded.sentences[n].clone());
        let &[element] = &folded.elements[quotation.clone()] else { return false };
        if !element.is(Is::QUOTATION) {
            return false;
        }
        let inner = folded.quotations[element.quotation as usize].inner;
        if !inner.of(text).trim_end_matches(['’', '\'', '”', '"']).ends_with(['!', '?']) {
            return false;
        }
        let rejected_before = self.rejected.as_ref().map_or(0, Vec::len);
        let before = findings.len();
        folded.sentences.splice(n - 1..=n, [quotation.start..sentence.end]);
        self.sentence(text, role, folded, n - 1, findings);
        let attributed = findings[before..].iter().any(|found| found.content.contains(&quotation));
        if !attributed {
            findings.truncate(before);
            folded.sentences.splice(n - 1..n, [quotation, sentence]);
        }
        // The cues that were rejected in one of the two readings.
        if let Some(all) = &mut self.rejected {
            all.drain(if attributed { rejected..rejected_before } else { rejected_before..all.len() });
        }
        attributed
    }
}

/// The end of a sentence without its final stop.
fn without_stop(words: Words, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start && words[end - 1].is(Is::STOP | Is::QUESTION) {
        end -= 1;
    }
    end
}
