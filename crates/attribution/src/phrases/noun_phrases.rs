//! Noun phrases without a parser: where the words that name somebody begin and
//! end, seen from the verb beside them.
//!
//! Going left from a verb finds its subject (`Shao Zhonglin, former assistant
//! secretary-general of the association, | told`); going right finds an
//! inverted subject, an addressee or what follows “according to”. Both stop at
//! whatever a noun phrase cannot hold. Known misses: subjects with a clause
//! inside that has no relative pronoun (“the man police arrested said”).

use crate::lexical::classes::Is;
use crate::lexical::inflection::Form;
use crate::lexical::takes::Takes;
use crate::paragraph::element::Element;
use std::ops::Range;

/// Elements of one line.
pub(crate) type Words<'a> = &'a [Element];

/// Whether an element can be the verb of a clause.
pub(crate) fn is_finite(e: Words, at: usize) -> bool {
    let word = &e[at];
    // “Don Fell”, “the United States”, “in late May”
    if word.is(Is::CAPITAL)
        && at > 0
        && (word.is(Is::MONTH) || !word.is(Is::AUXILIARY) && e[at - 1].is_name())
    {
        return false;
    }
    if word.is(Is::AUXILIARY | Is::VERB) {
        // “the say”, “a need”: nouns.
        return word.is(Is::AUXILIARY)
            || at == 0
            || !e[at - 1].is(Is::ARTICLE | Is::POSSESSIVE | Is::PREPOSITION);
    }
    if let Some((_, form)) = word.verb {
        let noun =
            at > 0 && e[at - 1].is(Is::ARTICLE | Is::POSSESSIVE | Is::PREPOSITION | Is::CLITIC | Is::NUMBER);
        return form == Form::Past && !participle(e, at)
            || form == Form::Third && !noun && !word.is(Is::CUE_NOUN);
    }
    word.is(Is::ED) && !word.is(Is::CAPITAL) && !participle(e, at)
}

/// Whether a word in -ed here describes a noun: before a noun, or after one and
/// before a preposition (“a statement issued by the company”).
fn participle(e: Words, at: usize) -> bool {
    let before_noun = at > 0
        && e[at - 1].is(Is::DETERMINER | Is::CLITIC | Is::PREPOSITION | Is::COORDINATOR | Is::LY)
        && e.get(at + 1)
            .is_some_and(|n| !n.is(Is::MARK | Is::PREPOSITION | Is::THAT | Is::DETERMINER | Is::PRONOUN));
    let after_noun = at > 0
        && !e[at - 1].is(Is::PRONOUN | Is::AUXILIARY | Is::MARK | Is::RELATIVE | Is::ADVERB)
        && e[at].is(Is::ED)
        && e.get(at + 1).is_some_and(|n| n.is(Is::PREPOSITION) && !n.is(Is::SUBORDINATOR | Is::TO))
        && !e[at - 1].is(Is::CAPITAL);
    before_noun || after_noun
}

/// Whether there is the verb of a clause among these elements.
pub(crate) fn has_finite(e: Words, range: Range<usize>) -> bool {
    range.into_iter().any(|at| is_finite(e, at))
}

/// Whether a quotation at `at`, after a verb that names, is nothing but the name
/// of something: a group called “Save the Harbour”, but what the mayor called “a
/// barn”.
pub(crate) fn names_something(e: Words, at: usize, takes: Takes) -> bool {
    let past = at > 0 && matches!(e[at - 1].verb, Some((_, Form::Past | Form::Participle)));
    past && takes.only_names()
        && e.get(at).is_some_and(|w| w.is(Is::QUOTATION))
        && !e[at.saturating_sub(7)..at].iter().any(|w| w.is(Is::WH))
}

/// A nickname or a title of a work: Eddie “Two Coats” Lomax.
pub(crate) fn is_name_in_marks(e: Words, at: usize) -> bool {
    at > 0 && e[at - 1].is(Is::CAPITAL) && e.get(at + 1).is_some_and(|w| w.is(Is::CAPITAL))
}

/// The start of the comma-separated piece that ends before `end`.
fn piece_start(e: Words, end: usize, floor: usize) -> usize {
    let mut at = end;
    let mut depth = 0;
    while at > floor {
        let word = &e[at - 1];
        if word.is(Is::CLOSE) {
            depth += 1;
        } else if word.is(Is::OPEN) && depth > 0 {
            depth -= 1;
        } else if depth == 0
            && word.is(Is::COMMA | Is::CLAUSE_END | Is::QUOTATION)
            && !(word.is(Is::QUOTATION) && is_name_in_marks(e, at - 1))
        {
            break;
        }
        at -= 1;
    }
    at
}

/// Whether a piece between commas adds to the noun before it: “a lawyer”, “who
/// chairs it”, “81”, “of No. 9”, “speaking in Rome”.
pub(crate) fn is_apposition(e: Words, piece: Range<usize>) -> bool {
    let Some(first) = e[..piece.end].get(piece.start) else { return false };
    if first.is(Is::RELATIVE) {
        return true;
    }
    if first.is(Is::PREPOSITION) && piece.len() > 2 {
        // “with two breaks for the interpreter”, “like most of her neighbours”
        return e[piece.start + 1..piece.end].iter().all(|w| !w.is(Is::AUXILIARY));
    }
    if first.is(Is::DIGIT | Is::NUMBER) && piece.len() <= 3 {
        return true;
    }
    // “reached by telephone”, “seen by the Herald”
    let second = e[..piece.end].get(piece.start + 1);
    if second.is_some_and(|w| w.is(Is::BY) || first.is(Is::ED) && w.is(Is::PREPOSITION))
        && !first.is(Is::MARK | Is::PREPOSITION | Is::AUXILIARY)
        && !has_finite(e, piece.start + 1..piece.end)
    {
        return true;
    }
    if has_finite(e, piece.clone()) && !e[piece.clone()].iter().any(|w| w.is(Is::RELATIVE | Is::THAT)) {
        return false;
    }
    if first.is(Is::CAPITAL) {
        // Jr., M.D., R-Ky.
        return piece.len() == 1 && (first.span.len() <= 4 || first.is(Is::TITLE))
            || first.is(Is::HUMAN) && piece.len() > 1;
    }
    first.is(Is::ARTICLE | Is::POSSESSIVE | Is::QUANTITY | Is::HUMAN | Is::ING | Is::ED | Is::LY)
        || is_lower_noun_phrase(e, piece)
}

fn is_lower_noun_phrase(e: Words, piece: Range<usize>) -> bool {
    !e[piece.start].is(Is::MARK
        | Is::COORDINATOR
        | Is::SUBORDINATOR
        | Is::THAT
        | Is::WH
        | Is::PRONOUN
        | Is::ADVERB
        | Is::TIME)
        && e[piece].iter().any(|w| w.is(Is::HUMAN | Is::ORGANIZATION) || w.is(Is::PREPOSITION))
}

/// Whether a piece is nothing but a noun phrase.
fn is_noun_phrase(e: Words, piece: Range<usize>) -> bool {
    !piece.is_empty()
        && piece.len() <= 12
        && !has_finite(e, piece.clone())
        && !e[piece.start].is(Is::PREPOSITION
            | Is::SUBORDINATOR
            | Is::COORDINATOR
            | Is::ADVERB
            | Is::THAT
            | Is::WH)
        && !e[piece.start].is(Is::TIME | Is::MARK)
        && !e[piece.end - 1].is(Is::PREPOSITION | Is::ADVERB)
}

/// The noun phrase that ends right before `end` and does not begin before
/// `floor`: the subject of a verb at `end`. Appositions belong to it; the comma
/// that closes them does not.
pub(crate) fn before(e: Words, end: usize, floor: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let last = &e[end - 1];
    if last.is(Is::COMMA) {
        return before_comma(e, end - 1, floor);
    }
    if last.is(Is::CLOSE) {
        let open = (floor..end - 1).rev().find(|&at| e[at].is(Is::OPEN))?;
        let head = before(e, open, floor)?;
        return Some(head.start..end);
    }
    if last.is(Is::DASH) {
        let open = (floor..end - 1).rev().find(|&at| e[at].is(Is::DASH))?;
        let head = before(e, open, floor)?;
        return Some(head.start..end - 1);
    }
    if last.is(Is::MARK | Is::QUOTATION) {
        return None;
    }
    if last.is(Is::RELATIVE | Is::THAT) && end - 1 > floor {
        return before(e, end - 1, floor).map(|r| r.start..r.end);
    }
    plain(e, end, floor)
}

fn before_comma(e: Words, close: usize, floor: usize) -> Option<Range<usize>> {
    let mut end = close;
    for _ in 0..6 {
        let start = piece_start(e, end, floor);
        if start >= end {
            return None;
        }
        let after_comma = start > floor && e[start - 1].is(Is::COMMA);
        if after_comma && is_apposition(e, start..end) {
            end = start - 1;
            continue;
        }
        let mut head = plain(e, end, start)?;
        // “the mayor, Odalys Prat, said”: a name explains the noun before it.
        if after_comma
            && head.start == start
            && e[start..end].iter().all(|w| w.is_name() || w.is(Is::CLITIC | Is::PREPOSITION | Is::TITLE))
        {
            let noun = piece_start(e, start - 1, floor);
            if let Some(outer) = before_plain_noun(e, noun, start - 1) {
                head.start = outer;
            }
        }
        return Some(head.start..close);
    }
    None
}

/// Where the noun begins that a following name explains: “the mayor”, “his
/// niece”, “officials in Broward County” before “Florida”.
fn before_plain_noun(e: Words, start: usize, end: usize) -> Option<usize> {
    let mut first = start;
    while first < end && e[first].is(Is::COORDINATOR | Is::ADVERB) {
        first += 1;
    }
    let noun = first..end;
    (is_noun_phrase(e, noun.clone())
        && (e[first].is(Is::ARTICLE | Is::POSSESSIVE | Is::QUANTITY | Is::NUMBER)
            || e[noun.clone()].iter().any(|w| w.is(Is::HUMAN))
            || e[noun].iter().any(|w| w.is(Is::CLITIC))))
    .then_some(first)
}

/// A noun phrase with no comma, bracket or dash at its end.
fn plain(e: Words, end: usize, floor: usize) -> Option<Range<usize>> {
    let last = &e[end - 1];
    if last.is(Is::SUBJECT) && !last.is(Is::DETERMINER) {
        return Some(end - 1..end);
    }
    // “as Montoya herself said”
    if last.is(Is::REFLEXIVE) && end - 1 > floor && !is_finite(e, end - 2) {
        return plain(e, end - 1, floor).map(|noun| noun.start..end);
    }
    if last.is(Is::PREPOSITION | Is::COORDINATOR | Is::THAT | Is::AUXILIARY | Is::MARK | Is::OBJECT)
        && !last.is(Is::POSSESSIVE)
    {
        return None;
    }
    let mut at = end;
    while at > floor {
        let word = &e[at - 1];
        if word.is(Is::MARK) && !word.is(Is::CLOSE) || word.is(Is::THAT) {
            break;
        }
        if word.is(Is::CLOSE) {
            match (floor..at - 1).rev().find(|&o| e[o].is(Is::OPEN)) {
                Some(open) => at = open,
                None => break,
            }
            continue;
        }
        if word.is(Is::QUOTATION) {
            // A nickname or a word in quotation marks stands inside the phrase.
            let inside = at < end
                && at - 1 > floor
                && !e[at - 2].is(Is::MARK)
                && e[at - 2].is(Is::CAPITAL | Is::ARTICLE);
            if !inside {
                break;
            }
        } else if word.is(Is::SUBORDINATOR | Is::COORDINATOR | Is::WH) && !word.is(Is::PREPOSITION) {
            if !(word.is(Is::COORDINATOR) && joins(e, at - 1, floor, end)) {
                if word.is(Is::RELATIVE) && at - 1 > floor && at < end {
                    at -= 1;
                    continue;
                }
                break;
            }
        } else if word.is(Is::SUBJECT) && !word.is(Is::DETERMINER) && at < end {
            break;
        } else if at <= end && is_finite(e, at - 1) {
            match relative_before(e, at - 1, floor) {
                Some(relative) => {
                    at = relative;
                    continue;
                }
                None => break,
            }
        }
        at -= 1;
    }
    let start = trim_front(e, at, end);
    let phrase = start..end;
    // “And Skelly”: a capital inside the sentence makes a name of it.
    let name = |i: usize| i > floor && e[i].is_name();
    let nominal = phrase
        .clone()
        .any(|i| !e[i].is(Is::PREPOSITION | Is::ADVERB | Is::MARK | Is::LY | Is::ARTICLE) || name(i));
    (start < end && nominal).then_some(phrase)
}

/// Whether an “and” before `end` joins two nouns rather than two clauses.
fn joins(e: Words, and: usize, floor: usize, end: usize) -> bool {
    if and == floor || and + 1 >= end || e[and].span.len() > 3 {
        return false;
    }
    if e[and - 1].is(Is::COMMA) {
        return false;
    }
    let piece = piece_start(e, and, floor);
    let from = (piece..and)
        .rev()
        .find(|&i| e[i].is(Is::THAT | Is::SUBORDINATOR | Is::DASH))
        .map_or(piece, |i| i + 1);
    from < and && !has_finite(e, from..and) && !e[from].is(Is::PREPOSITION)
}

/// The relative pronoun of the clause that holds the verb at `verb`, when the
/// noun before it goes on with the phrase.
fn relative_before(e: Words, verb: usize, floor: usize) -> Option<usize> {
    let mut at = verb;
    while at > floor && verb - at < 18 {
        at -= 1;
        if e[at].is(Is::RELATIVE) {
            return (at > floor && !e[at - 1].is(Is::MARK | Is::QUOTATION)).then_some(at);
        }
        if e[at].is(Is::MARK | Is::QUOTATION | Is::THAT) || is_finite(e, at) {
            return None;
        }
    }
    None
}

/// Drops what stands before a subject at the beginning of a clause: adverbs,
/// “and”, “on Thursday”, “in May”.
fn trim_front(e: Words, mut start: usize, end: usize) -> usize {
    loop {
        if start + 1 >= end {
            return start;
        }
        let word = &e[start];
        if word.is(Is::COORDINATOR | Is::ADVERB | Is::CLITIC)
            || word.is(Is::LY) && !word.is(Is::HUMAN)
            || word.is(Is::NEGATION)
            || word.is(Is::TIME) && !word.is(Is::MONTH)
        {
            start += 1;
            continue;
        }
        if word.is(Is::PREPOSITION | Is::SUBORDINATOR) {
            start = after_adverbial(e, start, end);
            continue;
        }
        // “Last week the mayor …”, “This week she …”
        if e[start + 1].is(Is::UNIT | Is::PART)
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
fn after_adverbial(e: Words, start: usize, end: usize) -> usize {
    // The last determiner or pronoun that does not follow a preposition.
    let opens = |i: usize| e[i].is(Is::ARTICLE | Is::POSSESSIVE | Is::POINTING | Is::SUBJECT | Is::QUANTITY);
    let free = |i: usize| !e[i - 1].is(Is::PREPOSITION | Is::COORDINATOR | Is::DETERMINER | Is::ADVERB);
    if let Some(at) = (start + 2..end).rev().find(|&i| opens(i) && free(i)) {
        return at;
    }
    // After a time: “In 2015 Toma”, “On Thursday Cainiao”.
    if let Some(at) = (start + 1..end - 1).find(|&i| {
        e[i].is(Is::TIME | Is::PART | Is::UNIT | Is::DIGIT) && !e[i + 1].is(Is::TIME | Is::PART | Is::DIGIT)
    }) {
        return at + 1;
    }
    // A name at the end, not governed by a preposition.
    let mut name = end;
    while name > start + 1 && (e[name - 1].is_name() || e[name - 1].is(Is::CLITIC)) {
        name -= 1;
    }
    if name < end && name > start + 1 && !e[name - 1].is(Is::PREPOSITION | Is::ARTICLE) {
        return name;
    }
    start + 1
}

/// How a noun phrase on the right may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// Somebody told: ends where the reported clause begins.
    Addressee,
    /// Whoever said it, after the verb: apposition included.
    Source,
    /// After “according to” at the head of a sentence: up to the comma that
    /// ends it.
    Fronted,
}

/// Where the noun phrase that starts at `start` ends, at `ceiling` at the
/// latest. Returns `start` if none begins there.
pub(crate) fn after(e: Words, start: usize, ceiling: usize, right: Right) -> usize {
    if start >= ceiling {
        return start;
    }
    let first = &e[start];
    let breaks = Is::MARK | Is::QUOTATION | Is::THAT | Is::AUXILIARY | Is::SUBORDINATOR | Is::COORDINATOR;
    if first.is(breaks) && !first.is(Is::DETERMINER) || first.is(Is::PREPOSITION) && !first.is(Is::DETERMINER)
    {
        return start;
    }
    if first.is(Is::WH) && !first.is(Is::RELATIVE) {
        return start;
    }
    let lone_pronoun = first.is(Is::PRONOUN)
        && !first.is(Is::DETERMINER)
        && e.get(start + 1)
            .is_none_or(|n| !n.is(Is::PREPOSITION) || n.is(Is::SUBORDINATOR) || right == Right::Addressee);
    let personal = first.is(Is::OBJECT)
        && (!first.is(Is::POSSESSIVE) || right == Right::Addressee)
        && e.get(start + 1).is_none_or(|n| {
            n.is(Is::MARK
                | Is::THAT
                | Is::WH
                | Is::PRONOUN
                | Is::DETERMINER
                | Is::PREPOSITION
                | Is::QUOTATION
                | Is::TIME)
        });
    if lone_pronoun || personal {
        return start + 1;
    }
    let mut relative = false;
    let mut named = false;
    let mut at = start;
    while at < ceiling {
        let word = &e[at];
        let next = e.get(at + 1).filter(|_| at + 1 < ceiling);
        if word.is(Is::OPEN) {
            match (at..ceiling).find(|&i| e[i].is(Is::CLOSE)) {
                Some(close) if at > start && right != Right::Addressee => {
                    at = close + 1;
                    continue;
                }
                _ => break,
            }
        }
        if word.is(Is::COMMA) {
            match apposition_end(e, at, ceiling, start, right) {
                Some(end) => {
                    at = end;
                    relative = false;
                    continue;
                }
                None => break,
            }
        }
        if word.is(Is::QUOTATION) {
            let nickname = at > start
                && e[at - 1].is(Is::CAPITAL | Is::ARTICLE | Is::PREPOSITION)
                && next.is_some_and(|n| n.is(Is::CAPITAL));
            if !nickname {
                break;
            }
        } else if word.is(Is::MARK) {
            break;
        }
        if at > start {
            if word.is(Is::RELATIVE) {
                relative = true;
            } else if word.is(Is::THAT) && !relative {
                break;
            }
            if !relative {
                if starts_detail(e, at, ceiling, named, right) {
                    break;
                }
                if word.is(Is::COORDINATOR) && !goes_on(e, at, ceiling) {
                    break;
                }
                let new_phrase =
                    word.is(Is::ARTICLE | Is::POINTING | Is::SUBJECT | Is::POSSESSIVE | Is::QUANTITY)
                        && !e[at - 1].is(Is::PREPOSITION
                            | Is::COORDINATOR
                            | Is::DETERMINER
                            | Is::COMMA
                            | Is::ADVERB)
                        && !word.is(Is::CLITIC);
                if new_phrase || word.is(Is::SUBJECT) && !word.is(Is::DETERMINER) {
                    break;
                }
                if is_finite(e, at) || word.is(Is::AUXILIARY) {
                    break;
                }
                if word.is(Is::WH) || word.is(Is::SUBORDINATOR) && !word.is(Is::PREPOSITION) {
                    break;
                }
                if right == Right::Addressee && (word.is(Is::TO) || new_subject(e, start, at)) {
                    break;
                }
            } else if word.is(Is::TIME) && right == Right::Addressee {
                break;
            }
        }
        named |= word.is_name() && !word.is(Is::TITLE) && (at > start || next.is_some_and(Element::is_name));
        at += 1;
    }
    // “said Ms Ito on”: nothing dangles.
    while at > start
        && e[at - 1].is(Is::PREPOSITION | Is::COORDINATOR | Is::COMMA | Is::ADVERB | Is::DASH)
        && !e[at - 1].is(Is::OBJECT)
    {
        at -= 1;
    }
    at
}

/// Whether a second noun phrase begins here, the subject of the clause that the
/// addressee is told: “told the Harbour Times | site managers had …”.
fn new_subject(e: Words, start: usize, at: usize) -> bool {
    let (word, last) = (&e[at], &e[at - 1]);
    if last.is(Is::PREPOSITION | Is::COORDINATOR | Is::DETERMINER | Is::CLITIC | Is::COMMA)
        || word.is(Is::PREPOSITION | Is::COORDINATOR | Is::CLITIC)
    {
        return false;
    }
    let determined = e[start].is(Is::ARTICLE | Is::POSSESSIVE) || e[start].is_name();
    // “his young Labour friends”: what stands right after a determiner describes
    let describes = at > start + 1 && e[at - 2].is(Is::ARTICLE | Is::POSSESSIVE);
    // a name after a common noun, a common noun after a name
    word.is_name()
        && !last.is(Is::CAPITAL)
        && (last.is(Is::PLURAL | Is::HUMAN) || at > start + 1 && !describes)
        || determined && last.is_name() && !word.is(Is::CAPITAL) && !word.is(Is::HUMAN | Is::ORGANIZATION)
}

/// Whether an “and” joins another noun rather than another clause.
fn goes_on(e: Words, and: usize, ceiling: usize) -> bool {
    if e[and].span.len() > 3 || and + 1 >= ceiling || e[and + 1].verb.is_some() {
        return false;
    }
    let stop = (and + 1..ceiling).find(|&i| e[i].is(Is::MARK | Is::QUOTATION)).unwrap_or(ceiling);
    !has_finite(e, and + 1..stop)
}

/// Whether the manner, time or place of saying begins here.
fn starts_detail(e: Words, at: usize, ceiling: usize, named: bool, right: Right) -> bool {
    let word = &e[at];
    if word.is(Is::DAY | Is::FIXED) {
        return !e[at - 1].is(Is::ARTICLE | Is::POSSESSIVE);
    }
    if word.is(Is::ADVERB) && !word.is(Is::PREPOSITION | Is::DETERMINER) {
        return right != Right::Fronted;
    }
    if word.is(Is::LY) && !word.is(Is::CAPITAL) && e.get(at + 1).is_none_or(|n| n.is(Is::MARK)) {
        return true;
    }
    if word.is(Is::ING) && word.verb.is_some() && !word.is(Is::CAPITAL) {
        // not “people familiar with her thinking”
        return !e[at - 1].is(Is::DETERMINER | Is::PREPOSITION | Is::CLITIC);
    }
    // “last week”, “this month”
    if e.get(at + 1).is_some_and(|n| n.is(Is::UNIT | Is::PART))
        && matches!(word.span.len(), 4 | 5)
        && word.is(Is::ADVERB | Is::POINTING | Is::QUANTITY)
    {
        return true;
    }
    if !word.is(Is::PREPOSITION | Is::SUBORDINATOR) {
        return false;
    }
    let stop = (at + 1 + 4).min(ceiling);
    let object = &e[at + 1..stop.max(at + 1).min(e.len())];
    if word.is(Is::SUBORDINATOR) {
        return true;
    }
    let governed =
        object.iter().position(|w| w.is(Is::PREPOSITION | Is::MARK)).map_or(object, |p| &object[..p]);
    let of = word.is(Is::OF);
    if governed.iter().any(|w| w.is(Is::TIME | Is::PART) || w.is(Is::MEDIUM)) && !of {
        return right != Right::Fronted || governed.iter().any(|w| w.is(Is::TIME));
    }
    named && right == Right::Source && !of
}

/// Whether a comma at `comma` leads to an apposition; gives its end (at the next
/// comma or where the phrase ends).
fn apposition_end(e: Words, comma: usize, ceiling: usize, start: usize, right: Right) -> Option<usize> {
    let first = comma + 1;
    if first >= ceiling || right == Right::Addressee {
        return None;
    }
    let end = piece_end(e, first, ceiling);
    let word = &e[first];
    if word.is(Is::COORDINATOR | Is::SUBORDINATOR | Is::THAT) || word.is(Is::ING) && word.verb.is_some() {
        return None;
    }
    let closes = |end: usize| end < e.len() && end < ceiling && e[end].is(Is::COMMA);
    match right {
        // “According to Ito, a farmer, it will rain”: only what is closed by
        // another comma belongs to the source.
        Right::Fronted => {
            let apposition = (word.is(Is::ARTICLE | Is::RELATIVE | Is::DIGIT)
                || word.is(Is::HUMAN) && !word.is(Is::CAPITAL))
                && closes(end)
                && (word.is(Is::RELATIVE) || !has_finite(e, first..end));
            let name = closes(end)
                && e[first..end].iter().all(|w| w.is_name() || w.is(Is::PREPOSITION))
                && !e[start].is(Is::CAPITAL);
            (apposition || name).then_some(end)
        }
        _ => {
            let relative = word.is(Is::RELATIVE);
            if relative {
                return Some(end);
            }
            if has_finite(e, first..end) && !e[first..end].iter().any(|w| w.is(Is::RELATIVE | Is::THAT)) {
                return None;
            }
            let names =
                e[first..end].iter().all(|w| w.is_name() || w.is(Is::PREPOSITION | Is::TITLE | Is::CLITIC));
            let common_head = !e[comma - 1].is(Is::CAPITAL) || e[start].is(Is::ARTICLE | Is::POSSESSIVE);
            if names && (common_head || end - first <= 2) {
                return Some(end);
            }
            if word.is(Is::PREPOSITION) && !word.is(Is::OF) {
                return None;
            }
            is_apposition(e, first..end).then(|| detail_start(e, first, end))
        }
    }
}

/// Where a detail cuts an apposition short: “a farmer, on Monday”.
fn detail_start(e: Words, first: usize, end: usize) -> usize {
    (first + 1..end)
        .find(|&at| {
            e[at].is(Is::DAY | Is::FIXED) && !e[at - 1].is(Is::DETERMINER)
                || e[at].is(Is::PREPOSITION) && e.get(at + 1).is_some_and(|n| n.is(Is::DAY))
        })
        .unwrap_or(end)
}

/// The end of the piece between commas that starts at `first`.
pub(crate) fn piece_end(e: Words, first: usize, ceiling: usize) -> usize {
    let mut depth = 0;
    for (at, word) in e.iter().enumerate().take(ceiling).skip(first) {
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
