//! Which attributions are inside of what others say.

use crate::{Attribution, Span};
use std::cmp::Reverse;

/// How deep contents are followed into each other; only nonsense is deeper.
const DEEPEST: usize = 64;

/// For each attribution, the innermost other one in whose content it is, as an index;
/// none for what nobody else reports.
pub fn enclosing(attributions: &[Attribution]) -> Vec<Option<usize>> {
    let mut contents: Vec<(usize, Reverse<usize>, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(i, a)| a.content.iter().map(move |c| (c.start, Reverse(c.end), i)))
        .collect();
    contents.sort_unstable();
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&i| attributions[i].place());
    let mut outer = vec![None; attributions.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    for i in order {
        let at = attributions[i].place();
        while next < contents.len() && contents[next].0 <= at {
            let (start, Reverse(end), owner) = contents[next];
            open.retain(|&(end, _)| end > start);
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push((end, owner));
            next += 1;
        }
        open.retain(|&(end, _)| end > at);
        let own = attributions[i].content.first().copied().unwrap_or_default();
        outer[i] = open
            .iter()
            .rev()
            .map(|&(_, owner)| owner)
            .find(|&owner| owner != i && holds(&attributions[owner], own));
    }
    outer
}

/// Whether a content lies in one of an attribution's contents and is less than all of it.
fn holds(outer: &Attribution, content: Span) -> bool {
    outer.content.iter().any(|c| c.contains(content) && c.len() > content.len())
}
