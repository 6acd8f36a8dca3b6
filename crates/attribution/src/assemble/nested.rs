//! What is attributed inside of quotations: “He said to me, ‘Madam, the bridge is shut,’
//! and left,” she said.

use super::spans;
use super::state::Assembly;
use crate::finding::Finding;
use crate::origin::{NESTED, Origin, Rule};
use crate::reading::Reading;
use text::{Attribution, Kind, Span};

impl Assembly<'_> {
    /// Adds what was found inside of a quotation, if that is attributed itself. What only
    /// the rules found must be in marks of its own.
    pub(super) fn add_inside(&mut self, reading: &Reading) {
        let Reading { folded, findings, .. } = reading;
        let quotation = reading.within.map(|at| folded.quotations[at].inner).unwrap_or_default();
        let attributed = |outer: &Attribution| outer.content.iter().any(|piece| piece.contains(quotation));
        if !self.attributions[self.first..].iter().any(attributed) {
            return;
        }
        for finding in findings.iter().filter(|finding| !finding.introduces) {
            let attribution = spans::attribution(&self.vocabulary.calendar, self.article, folded, finding);
            if self.nests {
                self.attributions.push(attribution);
            } else if attribution.kind == Kind::Direct && self.is_by_quotation(reading, finding) {
                self.attributions.push(Attribution {
                    confidence: attribution.confidence * NESTED,
                    found_by: Rule::NestedQuotation.name(),
                    ..attribution
                });
            }
        }
    }

    /// Adds what was found in a paragraph that is a quotation without marks, the attribution
    /// added last: a block quotation, an embedded post.
    pub(super) fn add_inside_of_last(&mut self, Reading { folded, findings, .. }: &Reading) {
        let Some(outer) = self.attributions.last().filter(|_| self.nests).cloned() else { return };
        for finding in findings.iter().filter(|finding| !finding.introduces && !finding.cue.is_empty()) {
            let attribution = spans::attribution(&self.vocabulary.calendar, self.article, folded, finding);
            let is_inside = |span: &Span| outer.content.iter().any(|piece| piece.contains(*span));
            if attribution.content.iter().chain(&attribution.cue).all(is_inside) {
                self.attributions.push(attribution);
            }
        }
    }

    /// Whether a rule found a quotation beside a verb of speech.
    fn is_by_quotation(&self, Reading { folded, .. }: &Reading, finding: &Finding) -> bool {
        let verb = finding.cue.first().and_then(|cue| folded.elements[cue.start].verb);
        let named = verb.is_some_and(|(verb, _)| self.vocabulary.verbs[verb as usize].takes.only_names());
        let beside = matches!(finding.origin, Origin::Rule(Rule::QuotationBefore | Rule::QuotationAfter));
        beside && !named
    }
}
