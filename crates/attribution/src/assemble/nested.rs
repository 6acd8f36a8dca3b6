//! Quotations inside quotations: “He said to me, ‘Madam, the bridge is shut,’ and
//! left,” she said. Only those in marks of their own, since what people say that
//! others say is theirs, not the article's.

use super::spans;
use crate::lexical::vocabulary::Vocabulary;
use crate::origin::{NESTED, Origin, Rule};
use crate::reading::Reading;
use crate::rules::reader::RuleReader;
use text::{Article, Attribution, Document, Kind};

/// How many quotations of one paragraph are searched for quotations inside; one with
/// hundreds of them is no news article.
const MOST_SEARCHED: usize = 100;

/// Adds the quotations that are attributed inside other quotations of a paragraph. The
/// paragraph is folded anew for it.
pub(super) fn add(
    rules: &mut RuleReader<'_>,
    vocabulary: &Vocabulary,
    article: &Article,
    document: &Document,
    reading: &mut Reading,
    attributions: &mut Vec<Attribution>,
) {
    let Reading { folded, sentences, findings, .. } = reading;
    let mut outers: Vec<usize> = folded.quotations.iter().filter_map(|inner| inner.parent).collect();
    outers.dedup();
    outers.retain(|&outer| folded.quotations[outer].parent.is_none());
    outers.truncate(MOST_SEARCHED);
    for outer in outers {
        folded.enter(vocabulary, &article.text, document, sentences.clone(), outer);
        findings.clear();
        rules.read_inside(&article.text, folded, findings);
        for finding in &*findings {
            let attribution = spans::attribution(&vocabulary.calendar, article, folded, finding);
            let verb = finding.cue.first().and_then(|cue| folded.elements[cue.start].verb);
            let named = verb.is_some_and(|(verb, _)| vocabulary.verbs[verb as usize].takes.only_names());
            let beside_quotation =
                matches!(finding.origin, Origin::Rule(Rule::QuotationBefore | Rule::QuotationAfter));
            if attribution.kind == Kind::Direct && beside_quotation && !named {
                attributions.push(Attribution {
                    confidence: attribution.confidence * NESTED,
                    found_by: Rule::NestedQuotation.name(),
                    ..attribution
                });
            }
        }
    }
}
