//! The pieces of a sentence between commas, and which of them belong to the noun
//! before them: “Ito, a farmer, said …”.

use crate::lexical::classes::Is;
use crate::paragraph::element::{Element, Words};
use crate::phrases::clauses::has_finite;
use crate::phrases::heads::head;
use crate::phrases::names_in_marks::{is_designation, is_name_in_marks};
use std::ops::Range;

/// The most words of a piece that is taken for a noun phrase; longer ones are mostly
/// clauses whose verb is in no list. Chosen by hand.
const LONGEST_NOUN_PIECE: usize = 12;

/// The most words of an age or a place on a list: “81”, “68, of Fell Lane”.
const LONGEST_NUMBER: usize = 3;

/// The most bytes of a name's suffix: Jr., M.D.
const LONGEST_SUFFIX: usize = 4;

/// The start of the piece between commas that ends before `end`, not before `floor`.
pub(super) fn piece_start(words: Words, end: usize, floor: usize) -> usize {
    let mut at = end;
    let mut depth = 0;
    while at > floor {
        let word = &words[at - 1];
        if word.is(Is::CLOSE) {
            depth += 1;
        } else if word.is(Is::OPEN) && depth > 0 {
            depth -= 1;
        } else if depth == 0
            && word.is(Is::COMMA | Is::CLAUSE_END | Is::QUOTATION)
            && !(word.is(Is::QUOTATION) && (is_name_in_marks(words, at - 1) || is_designation(words, at - 1)))
        {
            break;
        }
        at -= 1;
    }
    at
}

/// The end of the piece between commas that starts at `first`, at `ceiling` at the
/// latest.
pub(crate) fn piece_end(words: Words, first: usize, ceiling: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().take(ceiling).skip(first) {
        if word.is(Is::OPEN) {
            depth += 1;
        } else if word.is(Is::CLOSE) {
            if depth == 0 {
                return at;
            }
            depth -= 1;
        } else if depth == 0 && word.is(Is::COMMA | Is::CLAUSE_END | Is::DASH | Is::QUOTATION) {
            return at;
        }
    }
    ceiling
}

/// Whether a piece between commas adds to the noun before it: “a lawyer”, “who
/// chairs it”, “81”, “of No. 9”, “speaking in Rome”.
pub(crate) fn is_apposition(words: Words, piece: Range<usize>) -> bool {
    let Some(first) = words[..piece.end].get(piece.start) else { return false };
    if first.is(Is::RELATIVE) {
        return true;
    }
    if first.is(Is::PREPOSITION) && piece.len() > 2 {
        // “with two breaks for the interpreter”, “like most of her neighbours”
        return words[piece.start + 1..piece.end].iter().all(|w| !w.is(Is::AUXILIARY));
    }
    if first.is(Is::DIGIT | Is::NUMBER) && piece.len() <= LONGEST_NUMBER {
        return true;
    }
    // “reached by telephone”, “seen by the Herald”
    let second = words[..piece.end].get(piece.start + 1);
    if second.is_some_and(|w| w.is(Is::BY) || first.is(Is::ED) && w.is(Is::PREPOSITION))
        && !first.is(Is::MARK | Is::PREPOSITION | Is::AUXILIARY)
        && !has_finite(words, piece.start + 1..piece.end)
    {
        return true;
    }
    if is_main_clause(words, piece.clone()) {
        return false;
    }
    if first.is(Is::CAPITAL) {
        // Jr., M.D., R-Ky.
        return piece.len() == 1 && (first.span.len() <= LONGEST_SUFFIX || first.is(Is::TITLE))
            || first.is(Is::HUMAN) && piece.len() > 1
            || says_what_somebody_is(words, piece);
    }
    first.is(Is::ARTICLE | Is::POSSESSIVE | Is::QUANTITY | Is::HUMAN | Is::ING | Is::ED | Is::LY)
        || is_bare_noun_phrase(words, piece)
}

/// Whether a piece says for whom the one named right before it works: Ida Berg, “Merle Lines'
/// head of ships”.
fn says_what_somebody_is(words: Words, piece: Range<usize>) -> bool {
    let name = |word: &&Element| word.is_name();
    let owner = words[piece.clone()].iter().take_while(name).count();
    let before = &words[..piece.start.saturating_sub(1)];
    let named = before.iter().rev().take_while(name).count();
    // Not “In Merle, Berg's head of ships”.
    let governed = before.iter().rev().nth(named).is_some_and(|word| word.is(Is::PREPOSITION));
    let role = &words[piece][owner..];
    named > 0
        && !governed
        && role.first().is_some_and(|word| word.is(Is::CLITIC))
        && head(role).any(|word| word.is(Is::HUMAN))
}

/// Whether a piece is a clause of its own, neither relative nor a that-clause.
pub(super) fn is_main_clause(words: Words, piece: Range<usize>) -> bool {
    has_finite(words, piece.clone()) && !words[piece].iter().any(|w| w.is(Is::RELATIVE | Is::THAT))
}

/// Whether a piece may be a noun phrase without an article: “spokesman for the
/// union”.
fn is_bare_noun_phrase(words: Words, piece: Range<usize>) -> bool {
    !words[piece.start].is(Is::MARK
        | Is::COORDINATOR
        | Is::SUBORDINATOR
        | Is::THAT
        | Is::WH
        | Is::PRONOUN
        | Is::ADVERB
        | Is::TIME)
        && words[piece].iter().any(|w| w.is(Is::HUMAN | Is::ORGANIZATION | Is::PREPOSITION))
}

/// Whether a piece is nothing but a noun phrase.
pub(super) fn is_noun_phrase(words: Words, piece: Range<usize>) -> bool {
    !piece.is_empty()
        && piece.len() <= LONGEST_NOUN_PIECE
        && !has_finite(words, piece.clone())
        && !words[piece.start].is(Is::PREPOSITION
            | Is::SUBORDINATOR
            | Is::COORDINATOR
            | Is::ADVERB
            | Is::THAT
            | Is::WH
            | Is::TIME
            | Is::MARK)
        && !words[piece.end - 1].is(Is::PREPOSITION | Is::ADVERB)
}
