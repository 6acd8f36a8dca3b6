//! “…, adding that the bridge is shut”: a participle whose subject is the source of
//! the attribution before it, or of the sentence; and “a statement saying that …”.
//!
//! Rule `Participle`; guarded by `indirect.txt`, `chains.txt` and `split.txt` in
//! `tests/cases/`.
//!
//! Known misses: “…, citing officials”, whose object is another source.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::origin::Rule;
use crate::phrases::details;
use crate::rules::complement::{Complement, complement};
use crate::rules::cues::cue::Cue;
use crate::rules::extent::{clause_end, from_quotation, object_end};
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::last_source;
use std::ops::Range;

/// What a participle attributes, after those `found` in the sentence before it.
pub(super) fn find(sentence: &FoldedSentence, cue: &Cue, found: &[Finding]) -> Option<Finding> {
    let previous = cue.group.checked_sub(1).filter(|&p| p >= sentence.range.start);
    let previous = previous.map(|p| &sentence.words[p]);
    let separated = previous.is_none_or(|w| w.is(Is::COMMA | Is::DASH | Is::QUOTATION | Is::COORDINATOR));
    let details = details::read(sentence.words, cue.words.end, sentence.end, cue.takes);
    let content = match complement(sentence, cue, &details) {
        Complement::Quotation(at) => from_quotation(sentence, at, cue),
        Complement::That(at) => vec![at..clause_end(sentence, at, cue)],
        Complement::Clause(at)
            if cue.takes.intersects(Takes::BARE | Takes::TELL | Takes::WH)
                && sentence.has_finite(at..sentence.end) =>
        {
            vec![at..clause_end(sentence, at, cue)]
        }
        Complement::Phrase(at) if separated => vec![at..object_end(sentence, at)],
        Complement::Infinitive(at) if separated => vec![at..clause_end(sentence, at, cue)],
        _ => return None,
    };
    let content: Vec<Range<usize>> = content.into_iter().filter(|c| !c.is_empty()).collect();
    if content.is_empty() {
        return None;
    }
    let inherited = last_source(found);
    let source = if separated {
        inherited.or_else(|| sentence.subject(cue.group))
    } else if previous.is_some_and(|w| w.is(Is::PREPOSITION)) {
        // “responded by saying”
        sentence.subject(cue.group).or(inherited)
    } else {
        // The noun right before it said it: “a statement saying that …”, “a man came
        // in saying …”.
        sentence.noun_phrase_before(cue.group).or(inherited)
    };
    Some(Finding {
        cue: vec![cue.words.clone()],
        source,
        details,
        act: cue.act,
        negated: cue.negated,
        ..Finding::of_rule(Rule::Participle, content)
    })
}
