//! Aligns the words of a claim with those of a passage.
//!
//! It is asymmetric: all of the claim has to be somewhere, and little of the passage. It
//! is the alignment of Gotoh 1982, “An improved algorithm for matching biological
//! sequences”, with free ends in the passage.

use aggregate::{Word, WordClass};

/// At most so many words of a claim are aligned at once, and at most so many of a passage
/// with them: time and memory grow with the product.
pub(crate) const LONGEST_CLAIM: usize = 256;
pub(crate) const LONGEST_PASSAGE: usize = 1024;

// What an alignment gains and loses. A word in common that says nothing is not worth a
// gap of its own, so that no “the” is matched sentences away.
const SAME_TELLING: i32 = 4;
const SAME_SMALL: i32 = 2;
const SAME_STEM: i32 = 3;
const BOTH_GRAMMAR: i32 = 1;
const REPLACED: i32 = -2;
const INSERTED: i32 = -1;
const GAP: i32 = -3;
/// A long gap is a little worse than a short one.
const GAP_WORDS: usize = 16;

/// A word of a claim and one of a passage that belong together, by their places.
pub(crate) type Pair = (usize, usize);

/// How well two words fit: equal, other forms of one word, or both grammar.
fn fit(claim: &Word, passage: &Word) -> Option<i32> {
    if claim.key == passage.key {
        return Some(if claim.class.is_telling() || claim.class == WordClass::Negation {
            SAME_TELLING
        } else {
            SAME_SMALL
        });
    }
    match (claim.stem, passage.stem) {
        (Some(one), Some(other)) if one == other => Some(SAME_STEM),
        (None, None) if claim.class == WordClass::Grammar && passage.class == WordClass::Grammar => {
            Some(BOTH_GRAMMAR)
        }
        _ => None,
    }
}

const NEVER: i32 = i32::MIN / 2;

/// Where the best value of a cell comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// The alignment starts here.
    Start,
    /// The two words before are aligned, or one stands in the place of the other.
    Match,
    /// The word of the claim before is in no place of the passage.
    Insert,
    /// Words of the passage before are left out.
    Gap,
}

/// The values of a cell: its last words aligned, the last of the claim inserted, the last
/// of the passage left out.
#[derive(Clone, Copy)]
struct Cell {
    matched: (i32, From),
    inserted: (i32, From),
    gap: (i32, From),
}

const EMPTY: Cell =
    Cell { matched: (NEVER, From::Start), inserted: (NEVER, From::Start), gap: (NEVER, From::Start) };

impl Cell {
    /// The best value, and where it comes from; of equals the first.
    fn best(self, gap: bool) -> (i32, From) {
        let mut best = (self.matched.0, From::Match);
        if self.inserted.0 > best.0 {
            best = (self.inserted.0, From::Insert);
        }
        if gap && self.gap.0 > best.0 {
            best = (self.gap.0, From::Gap);
        }
        best
    }
}

/// The words that belong together, by their places in both, in order. Each is the same
/// word, another form of it, or grammar on both sides. What is beyond [`LONGEST_CLAIM`]
/// and [`LONGEST_PASSAGE`] is aligned with nothing.
pub(crate) fn align(claim: &[Word], passage: &[Word]) -> Vec<Pair> {
    let claim = &claim[..claim.len().min(LONGEST_CLAIM)];
    let passage = &passage[..passage.len().min(LONGEST_PASSAGE)];
    let width = passage.len() + 1;
    let mut cells = vec![EMPTY; (claim.len() + 1) * width];
    for (i, word) in claim.iter().enumerate() {
        for j in 0..width {
            let before = i as i32 * INSERTED;
            let above = cells[i * width + j];
            let mut cell = EMPTY;
            let (value, from) = above.best(true);
            cell.inserted =
                if value > before { (value + INSERTED, from) } else { (before + INSERTED, From::Start) };
            if j > 0 {
                let gain = fit(word, &passage[j - 1]).unwrap_or(REPLACED);
                let (value, from) = cells[i * width + j - 1].best(true);
                cell.matched =
                    if value > before { (value + gain, from) } else { (before + gain, From::Start) };
                let left = cells[(i + 1) * width + j - 1];
                let (open, from) = left.best(false);
                let longer = left.gap.0 - i32::from(j.is_multiple_of(GAP_WORDS));
                cell.gap = if open + GAP >= longer { (open + GAP, from) } else { (longer, From::Gap) };
            }
            cells[(i + 1) * width + j] = cell;
        }
    }
    let mut pairs = trace(&cells, claim.len(), width);
    pairs.retain(|&(i, j)| fit(&claim[i], &passage[j]).is_some());
    without_strays(claim, &pairs)
}

/// How near, in words on both sides, another word in common must be to one that says
/// nothing by itself.
const COMPANY: usize = 3;

/// The pairs without those that are chance: small words with no other near.
fn without_strays(claim: &[Word], pairs: &[Pair]) -> Vec<Pair> {
    let near = |one: &Pair, next: &Pair| next.0 - one.0 <= COMPANY && next.1 - one.1 <= COMPANY;
    let has_company = |at: usize| {
        at > 0 && near(&pairs[at - 1], &pairs[at])
            || pairs.get(at + 1).is_some_and(|next| near(&pairs[at], next))
    };
    let stays = |&at: &usize| claim[pairs[at].0].class.is_telling() || claim.len() == 1 || has_company(at);
    (0..pairs.len()).filter(stays).map(|at| pairs[at]).collect()
}

/// Follows the best alignment back.
fn trace(cells: &[Cell], claim: usize, width: usize) -> Vec<Pair> {
    let last = |j: usize| cells[claim * width + j].best(false);
    let Some(end) = (0..width).rev().max_by_key(|&j| last(j).0) else { return Vec::new() };
    let (mut i, mut j, mut state) = (claim, end, last(end).1);
    let mut pairs = Vec::new();
    while i > 0 && state != From::Start {
        let cell = cells[i * width + j];
        match state {
            From::Match => {
                pairs.push((i - 1, j - 1));
                state = cell.matched.1;
                (i, j) = (i - 1, j - 1);
            }
            From::Insert => {
                state = cell.inserted.1;
                i -= 1;
            }
            From::Gap => {
                state = cell.gap.1;
                j -= 1;
            }
            From::Start => {}
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use aggregate::Vocabulary;
    use lexicon::Lexicon;
    use text::Span;

    /// The words in common, with a stroke where one side goes on elsewhere.
    #[track_caller]
    fn check(claim: &str, passage: &str, expected: &str) {
        let vocabulary = Vocabulary::new(&Lexicon::embedded());
        let words = |text: &str| vocabulary.words(text, Span::new(0, text.len()));
        let (a, b) = (words(claim), words(passage));
        let pairs = align(&a, &b);
        let mut found = String::new();
        for (n, &(i, j)) in pairs.iter().enumerate() {
            if n > 0 {
                found.push_str(if (pairs[n - 1].0 + 1, pairs[n - 1].1 + 1) == (i, j) { " " } else { " | " });
            }
            found.push_str(b[j].span.of(passage));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn words_that_belong_together() {
        check("the dam will hold", "He said: “The dam will hold.” It has.", "The dam will hold");
        check("the old dam will hold", "The dam will surely hold", "The | dam will | hold");
        check("the dam would hold", "The dam will hold", "The dam will hold");
        check("We closed it", "In May we are closing it in the old way", "are closing it");
        check("nobody of Ohra", "The dam", "");
        check("", "It is that", "");
        check("the dam", "", "");
    }

    #[test]
    fn a_small_word_far_away_is_not_matched() {
        check("the dam of Ohra will hold", "a dam will hold, and the Skel of course", "dam | will hold");
    }
}
