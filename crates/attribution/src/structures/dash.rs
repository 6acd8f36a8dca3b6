//! A quotation, a dash, and nothing but a name until the end of the paragraph:
//! “It never closed.” — Doreen Maddox, 68, Fell Lane
//!
//! Rule `Dash`; guarded by `dash.txt` in `tests/cases/`.
//!
//! Known misses: a line without quotation marks before the dash, and “— so said the
//! winner”.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::Rule;
use crate::paragraph::element::Words;
use crate::phrases::clauses::has_finite;
use crate::phrases::details::Details;
use std::ops::Range;

/// The most elements of the name with age, place and office. Chosen by hand.
const LONGEST_NAME: usize = 25;

/// What a paragraph attributes if it has this shape.
pub(crate) fn find(words: Words, sentences: &[Range<usize>]) -> Option<Finding> {
    let end = sentences.last()?.end;
    let dash = (0..end).find(|&at| words[at].is(Is::DASH))?;
    let quoted = dash > 0 && words[..dash].iter().all(|w| w.is(Is::QUOTATION | Is::MARK));
    let mut last = end;
    while last > dash && words[last - 1].is(Is::STOP) {
        last -= 1;
    }
    let name = dash + 1..last;
    let named = words.get(dash + 1).is_some_and(|w| w.is(Is::CAPITAL))
        && name.len() <= LONGEST_NAME
        && !has_finite(words, name.clone());
    (quoted && named).then(|| {
        let content = (0..dash).filter(|&at| words[at].is(Is::QUOTATION)).map(|at| at..at + 1).collect();
        let details = Details::none(name.end);
        Finding { source: Some(name), details, ..Finding::of_rule(Rule::Dash, content) }
    })
}
