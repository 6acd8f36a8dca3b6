//! The noun phrase that ends before a verb: its subject.
//!
//! `[Shao Zhonglin, former assistant secretary-general of the association,] told`.
//! Appositions belong to it; the comma that closes them does not.
//!
//! Known misses: subjects with a clause inside that has no relative pronoun (“the man
//! police arrested said”), and lists of three (“Neighbours, shopkeepers and the
//! postman said”).

use crate::lexical::classes::Is;
use crate::paragraph::element::{Element, Words};
use crate::phrases::appositions::{is_apposition, is_noun_phrase, piece_start};
use crate::phrases::clauses::{LONGEST_AND, has_finite, is_finite};
use crate::phrases::names_in_marks::is_short;
use std::ops::Range;

/// The most pieces between commas that a subject is followed back through: more than
/// “Ito, 58, a farmer, who …, of …,” has.
const MOST_APPOSITIONS: usize = 6;

/// The most words between a relative pronoun and the verb of its clause, as in “who
/// for many years had …”. Chosen by hand.
const RELATIVE_WINDOW: usize = 18;

/// The noun phrase that ends right before `end` and does not begin before `floor`:
/// the subject of a verb at `end`.
pub(crate) fn noun_phrase_before(words: Words, end: usize, floor: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let last = &words[end - 1];
    if last.is(Is::COMMA) {
        return before_comma(words, end - 1, floor);
    }
    if last.is(Is::CLOSE) {
        let open = (floor..end - 1).rev().find(|&at| words[at].is(Is::OPEN))?;
        let head = noun_phrase_before(words, open, floor)?;
        return Some(head.start..end);
    }
    if last.is(Is::DASH) {
        let open = (floor..end - 1).rev().find(|&at| words[at].is(Is::DASH))?;
        let head = noun_phrase_before(words, open, floor)?;
        return Some(head.start..end - 1);
    }
    if last.is(Is::MARK | Is::QUOTATION) {
        return None;
    }
    if last.is(Is::RELATIVE | Is::THAT) && end - 1 > floor {
        return noun_phrase_before(words, end - 1, floor);
    }
    let phrase = plain(words, end, floor)?;
    Some(explained_name(words, &phrase, floor).unwrap_or(phrase.start)..end)
}

/// Where the name begins that a phrase explains, without a comma at its end: “…,” Ida
/// Berg, a nurse at the clinic | said. At the beginning of a sentence a single word may be
/// something else: “Late, the mayor said.”
fn explained_name(words: Words, phrase: &Range<usize>, floor: usize) -> Option<usize> {
    let explains = words[phrase.start].is(Is::DETERMINER | Is::HUMAN);
    let comma =
        phrase.start.checked_sub(1).filter(|&at| explains && at > floor && words[at].is(Is::COMMA))?;
    let name = |word: &&Element| word.is_name() && !word.is(Is::TIME);
    let names = words[floor..comma].iter().rev().take_while(name).count();
    let start = comma - names;
    let whole = if start == floor { names > 1 } else { names > 0 && words[start - 1].is(Is::QUOTATION) };
    whole.then_some(start)
}

/// A noun phrase with the comma at `close` after it, through its appositions.
fn before_comma(words: Words, close: usize, floor: usize) -> Option<Range<usize>> {
    let mut end = close;
    for _ in 0..MOST_APPOSITIONS {
        let start = piece_start(words, end, floor);
        if start >= end {
            return None;
        }
        let after_comma = start > floor && words[start - 1].is(Is::COMMA);
        if after_comma && is_apposition(words, start..end) {
            end = start - 1;
            continue;
        }
        let mut head = plain(words, end, start)?;
        // “the mayor, Odalys Prat, said”: a name explains the noun before it.
        let name = |w: &Element| w.is_name() || w.is(Is::CLITIC | Is::PREPOSITION | Is::TITLE);
        if after_comma && head.start == start && words[start..end].iter().all(name) {
            let piece = piece_start(words, start - 1, floor);
            if let Some(noun) = explained_noun(words, piece, start - 1) {
                head.start = noun;
            }
        }
        return Some(head.start..close);
    }
    None
}

/// Where the noun begins that a following name explains: “the mayor”, “his niece”,
/// “officials in Broward County” before “Florida”.
fn explained_noun(words: Words, start: usize, end: usize) -> Option<usize> {
    let mut first = start;
    while first < end && words[first].is(Is::COORDINATOR | Is::ADVERB) {
        first += 1;
    }
    let noun = first..end;
    (is_noun_phrase(words, noun.clone())
        && (words[first].is(Is::ARTICLE | Is::POSSESSIVE | Is::QUANTITY | Is::NUMBER)
            || words[noun].iter().any(|w| w.is(Is::HUMAN | Is::CLITIC))))
    .then_some(first)
}

/// A noun phrase with no comma, bracket or dash at its end.
fn plain(words: Words, end: usize, floor: usize) -> Option<Range<usize>> {
    let last = &words[end - 1];
    if last.is(Is::SUBJECT) && !last.is(Is::DETERMINER) {
        return Some(end - 1..end);
    }
    // “as Montoya herself said”
    if last.is(Is::REFLEXIVE) && end - 1 > floor && !is_finite(words, end - 2) {
        return plain(words, end - 1, floor).map(|noun| noun.start..end);
    }
    if last.is(Is::PREPOSITION | Is::COORDINATOR | Is::THAT | Is::AUXILIARY | Is::MARK | Is::OBJECT)
        && !last.is(Is::POSSESSIVE)
    {
        return None;
    }
    let start = trim_front(words, plain_start(words, end, floor), end);
    let phrase = start..end;
    // “And Skelly”: a capital inside the sentence makes a name of it.
    let name = |at: usize| at > floor && words[at].is_name();
    let nominal = phrase
        .clone()
        .any(|at| !words[at].is(Is::PREPOSITION | Is::ADVERB | Is::MARK | Is::LY | Is::ARTICLE) || name(at));
    (start < end && nominal).then_some(phrase)
}

/// How far a plain noun phrase that ends before `end` can reach back, with whatever
/// precedes the subject in its clause.
fn plain_start(words: Words, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor {
        let word = &words[at - 1];
        if word.is(Is::MARK) && !word.is(Is::CLOSE) || word.is(Is::THAT) {
            break;
        }
        if word.is(Is::CLOSE) {
            match (floor..at - 1).rev().find(|&open| words[open].is(Is::OPEN)) {
                Some(open) => at = open,
                None => break,
            }
            continue;
        }
        if word.is(Is::QUOTATION) {
            // A nickname, or a word in quotation marks inside the phrase.
            let inside = at < end
                && is_short(word)
                && at - 1 > floor
                && !words[at - 2].is(Is::MARK)
                && words[at - 2].is(Is::CAPITAL | Is::ARTICLE);
            if !inside {
                break;
            }
        } else if word.is(Is::SUBORDINATOR | Is::COORDINATOR | Is::WH) && !word.is(Is::PREPOSITION) {
            let joins = word.is(Is::COORDINATOR) && joins_nouns(words, at - 1, floor, end);
            let relative = word.is(Is::RELATIVE) && at - 1 > floor && at < end;
            if !joins && !relative {
                break;
            }
        } else if word.is(Is::SUBJECT) && !word.is(Is::DETERMINER) && at < end {
            break;
        } else if is_finite(words, at - 1) {
            match relative_before(words, at - 1, floor) {
                Some(relative) => {
                    at = relative;
                    continue;
                }
                None => break,
            }
        }
        at -= 1;
    }
    at
}

/// Whether an “and” before `end` joins two nouns rather than two clauses.
fn joins_nouns(words: Words, and: usize, floor: usize, end: usize) -> bool {
    if and == floor || and + 1 >= end || words[and].span.len() > LONGEST_AND {
        return false;
    }
    if words[and - 1].is(Is::COMMA) {
        return false;
    }
    let piece = piece_start(words, and, floor);
    let from = (piece..and)
        .rev()
        .find(|&at| words[at].is(Is::THAT | Is::SUBORDINATOR | Is::DASH))
        .map_or(piece, |at| at + 1);
    from < and && !has_finite(words, from..and) && !words[from].is(Is::PREPOSITION)
}

/// The relative pronoun of the clause that holds the verb at `verb`, if the noun
/// before it belongs to the same phrase.
fn relative_before(words: Words, verb: usize, floor: usize) -> Option<usize> {
    let mut at = verb;
    while at > floor && verb - at < RELATIVE_WINDOW {
        at -= 1;
        if words[at].is(Is::RELATIVE) {
            return (at > floor && !words[at - 1].is(Is::MARK | Is::QUOTATION)).then_some(at);
        }
        if words[at].is(Is::MARK | Is::QUOTATION | Is::THAT) || is_finite(words, at) {
            return None;
        }
    }
    None
}

/// Drops what precedes a subject at the beginning of a clause: adverbs, “and”, “on
/// Thursday”, “in May”.
fn trim_front(words: Words, mut start: usize, end: usize) -> usize {
    loop {
        if start + 1 >= end {
            return start;
        }
        let word = &words[start];
        if word.is(Is::COORDINATOR | Is::ADVERB | Is::CLITIC)
            || word.is(Is::LY) && !word.is(Is::HUMAN)
            || word.is(Is::NEGATION)
            || word.is(Is::TIME) && !word.is(Is::MONTH)
        {
            start += 1;
            continue;
        }
        if word.is(Is::PREPOSITION | Is::SUBORDINATOR) {
            start = after_adverbial(words, start, end);
            continue;
        }
        // “Last week the mayor …”, “This week she …”
        if words[start + 1].is(Is::UNIT | Is::PART)
            && start + 2 < end
            && word.is(Is::ADVERB | Is::POINTING | Is::QUANTITY)
        {
            start += 2;
            continue;
        }
        return start;
    }
}

/// Where the subject begins after “In May”, “On Thursday”, “At the hearing”.
fn after_adverbial(words: Words, start: usize, end: usize) -> usize {
    // The last determiner or pronoun that does not follow a preposition.
    let opens =
        |at: usize| words[at].is(Is::ARTICLE | Is::POSSESSIVE | Is::POINTING | Is::SUBJECT | Is::QUANTITY);
    let free = |at: usize| !words[at - 1].is(Is::PREPOSITION | Is::COORDINATOR | Is::DETERMINER | Is::ADVERB);
    if let Some(at) = (start + 2..end).rev().find(|&at| opens(at) && free(at)) {
        return at;
    }
    // After a time: “In 2015 Toma”, “On Thursday Cainiao”.
    if let Some(at) = (start + 1..end - 1).find(|&at| {
        words[at].is(Is::TIME | Is::PART | Is::UNIT | Is::DIGIT)
            && !words[at + 1].is(Is::TIME | Is::PART | Is::DIGIT)
    }) {
        return at + 1;
    }
    // A name at the end, not governed by a preposition.
    let mut name = end;
    while name > start + 1 && (words[name - 1].is_name() || words[name - 1].is(Is::CLITIC)) {
        name -= 1;
    }
    if name < end && name > start + 1 && !words[name - 1].is(Is::PREPOSITION | Is::ARTICLE) {
        return name;
    }
    start + 1
}
