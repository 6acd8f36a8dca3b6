//! Which words of a line attribute something: verbs in a reporting form, and
//! phrases such as “according to”.

use crate::lexical::classes::Is;
use crate::lexical::inflection::Form;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::phrases::noun_phrases::{Words, before};
use std::ops::Range;
use text::Act;

/// How a cue is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// With a subject of its own: “she said”, “has argued”, “will tell”.
    Finite,
    /// “…, adding that”: somebody else's subject.
    Participle,
    /// “was told that”, “was quoted as saying”.
    Passive,
    /// “according to”.
    Phrase,
}

/// A candidate cue.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The words themselves, particles included.
    pub(crate) words: Range<usize>,
    /// Where its auxiliaries and adverbs begin.
    pub(crate) group: usize,
    pub(crate) used: Use,
    pub(crate) form: Form,
    pub(crate) takes: Takes,
    pub(crate) act: Act,
    pub(crate) negated: bool,
    /// The noun phrase before it, if there is one.
    pub(crate) subject: Option<Range<usize>>,
}

/// The candidate cues of a line, in order.
pub(crate) fn find(
    vocabulary: &Vocabulary,
    text: &str,
    e: Words,
    line: &Range<usize>,
    headline: bool,
    found: &mut Vec<Cue>,
) {
    found.clear();
    let mut at = line.start;
    while at < line.end {
        let word = &e[at];
        if let Some(phrase) = word.phrase {
            let end = at + usize::from(word.length);
            // “at least in the view of”
            let mut group = at;
            while group > line.start
                && (e[group - 1].is(Is::ADVERB)
                    || e[group - 1].word(text) == "least"
                    || e[group - 1].word(text) == "at" && group < at)
            {
                group -= 1;
            }
            found.push(Cue {
                words: at..end,
                group,
                used: Use::Phrase,
                form: Form::Base,
                takes: Takes::empty(),
                act: vocabulary.phrases[phrase as usize].act,
                negated: false,
                subject: None,
            });
            at = end;
            continue;
        }
        if let Some((verb, form)) = word.verb
            && let Some(cue) = verb_cue(vocabulary, text, e, line, at, verb, form, headline)
        {
            let cue = with_gerund(vocabulary, e, line, cue);
            at = cue.words.end;
            found.push(cue);
            continue;
        }
        at += 1;
    }
}

/// “recalled telling”, “remembered saying”: one cue, which takes what its
/// second verb takes.
fn with_gerund(vocabulary: &Vocabulary, e: Words, line: &Range<usize>, cue: Cue) -> Cue {
    match e[..line.end].get(cue.words.end).and_then(|w| w.verb) {
        Some((verb, Form::Ing)) if cue.used == Use::Finite || cue.takes.intersects(Takes::PASSIVE_THAT) => {
            let second = &vocabulary.verbs[verb as usize];
            let end = cue.words.end + 1 + second.rest.len();
            Cue {
                words: cue.words.start..end,
                takes: second.takes,
                act: second.act,
                used: Use::Finite,
                ..cue
            }
        }
        _ => cue,
    }
}

#[allow(clippy::too_many_arguments)]
fn verb_cue(
    vocabulary: &Vocabulary,
    text: &str,
    e: Words,
    line: &Range<usize>,
    at: usize,
    verb: u16,
    form: Form,
    headline: bool,
) -> Option<Cue> {
    let entry = &vocabulary.verbs[verb as usize];
    // “United States”, “Stevie Wonder”; headlines may capitalise every word.
    if e[at].is(Is::CAPITAL) && at > line.start && !headline {
        return None;
    }
    let mut group = at;
    let mut auxiliaries = Is::empty();
    let mut negated = entry.takes.intersects(Takes::NEG);
    while group > line.start {
        let word = &e[group - 1];
        let adverb = word.is(Is::ADVERB | Is::NEGATION)
            || word.is(Is::LY) && !word.is(Is::HUMAN | Is::CAPITAL | Is::MEDIUM)
            || word.is(Is::CLITIC) && word.word(text).len() > 3
            // “has since admitted”
            || word.is(Is::SUBORDINATOR) && group > line.start + 1 && e[group - 2].is(Is::HAVE);
        if !(adverb || word.is(Is::AUXILIARY))
            || word.is(Is::SUBJECT) && !word.is(Is::AUXILIARY | Is::NEGATION)
        {
            break;
        }
        auxiliaries |= word.is & Is::AUXILIARY;
        negated |= word.is(Is::NEGATION);
        group -= 1;
        if word.is(Is::AUXILIARY) && e[group].span.of(text).contains(['\'', '’']) && !word.is(Is::NEGATION)
        {
            break;
        }
    }
    let previous = (at > line.start).then(|| &e[at - 1]);
    let last_auxiliary = (group..at).rev().find(|&i| e[i].is(Is::AUXILIARY)).map(|i| e[i].is);
    let next = e[..line.end].get(at + entry.rest.len() + 1);
    let cue = |used, subject| Cue {
        words: at..at + entry.rest.len() + 1,
        group,
        used,
        form,
        takes: entry.takes,
        act: entry.act,
        negated,
        subject,
    };
    let subject = || {
        let mut end = group;
        // “Trump on Monday said”
        while end > line.start + 1 && e[end - 1].is(Is::TIME | Is::PART) {
            end -= 1;
        }
        if end < group && end > line.start + 1 && e[end - 1].is(Is::PREPOSITION) {
            end -= 1;
        }
        before(e, end, line.start).or_else(|| before(e, group, line.start))
    };
    let noun_before = previous.is_some_and(|p| {
        p.is(Is::ARTICLE
            | Is::POSSESSIVE
            | Is::POINTING
            | Is::NUMBER
            | Is::QUANTITY
            | Is::PREPOSITION
            | Is::CLITIC)
            && !p.is(Is::SUBJECT)
    });
    match form {
        Form::Ing => {
            if last_auxiliary.is_some_and(|a| a.intersects(Is::BE)) {
                return Some(cue(Use::Finite, subject()));
            }
            let noun = previous.is_some_and(|p| p.is(Is::ARTICLE | Is::POSSESSIVE | Is::CLITIC))
                // “the old saying”
                || at >= line.start + 2 && e[at - 2].is(Is::ARTICLE) && e[at - 1].is & !(Is::LY | Is::ED) == Is::empty();
            if noun {
                return None;
            }
            Some(cue(Use::Participle, None))
        }
        Form::Base => {
            if previous.is_some_and(|p| p.is(Is::TO)) {
                // “prompted the board to reply, “…””: whoever stands before the “to”.
                let after = |n: usize| e[..line.end].get(at + entry.rest.len() + n);
                let quoted = next.is_some_and(|n| n.is(Is::QUOTATION))
                    || next.is_some_and(|n| n.is(Is::COMMA | Is::COLON))
                        && after(2).is_some_and(|n| n.is(Is::QUOTATION));
                if quoted && entry.takes.intersects(Takes::QUOTE) {
                    let somebody = |w: &crate::paragraph::element::Element| {
                        w.is(Is::HUMAN | Is::ORGANIZATION) || w.is_name()
                    };
                    let subject = before(e, at - 1, line.start).filter(|s| e[s.clone()].iter().any(somebody));
                    if subject.is_some() {
                        return Some(Cue { group: at - 1, ..cue(Use::Finite, subject) });
                    }
                }
                // “went on to say”: the subject of “went”.
                let on = at.checked_sub(2).filter(|&i| i > line.start && e[i].word(text) == "on")?;
                let subject = before(e, on - 1, line.start)?;
                let mut cue = cue(Use::Finite, Some(subject));
                cue.group = on - 1;
                return Some(cue);
            }
            if auxiliaries.intersects(Is::MODAL | Is::DO) {
                return Some(cue(Use::Finite, subject()));
            }
            // “the two write”
            let pair = previous.is_some_and(|p| p.is(Is::NUMBER))
                && at >= line.start + 2
                && e[at - 2].is(Is::ARTICLE)
                && next.is_none_or(|n| n.is(Is::MARK | Is::THAT | Is::QUOTATION));
            if noun_before && !pair || auxiliaries.intersects(Is::BE | Is::HAVE) {
                return None;
            }
            let subject = subject()?;
            let last = &e[subject.end - 1];
            let plural = last.is(Is::SUBJECT
                | Is::PLURAL
                | Is::GROUP
                | Is::QUANTITY
                | Is::NUMBER
                | Is::RELATIVE
                | Is::DIGIT);
            let many = e[subject.clone()].iter().any(|w| w.is(Is::PLURAL | Is::GROUP | Is::COORDINATOR))
                || e[subject.start].is(Is::DOCUMENT);
            let plural = plural || last.is_name() && e[subject.clone()].iter().any(|w| w.is(Is::COORDINATOR));
            // Many of these words are nouns as well: “a claim”, “the report”.
            let noun =
                entry.takes.intersects(Takes::NOUN) || e[at].is(Is::CUE_NOUN | Is::MEDIUM | Is::DOCUMENT);
            let that = next.is_some_and(|n| n.is(Is::THAT));
            (plural || many && (!noun || that)).then(|| cue(Use::Finite, Some(subject)))
        }
        Form::Third => {
            if noun_before || previous.is_some_and(|p| p.is(Is::TO)) {
                return None;
            }
            let noun =
                entry.takes.intersects(Takes::NOUN) || e[at].is(Is::CUE_NOUN | Is::MEDIUM | Is::DOCUMENT);
            let subject = subject();
            let singular = subject.as_ref().is_some_and(|s| {
                let last = &e[s.end - 1];
                (last.is(Is::SUBJECT | Is::RELATIVE | Is::HUMAN | Is::ORGANIZATION | Is::DOCUMENT)
                    || last.is_name())
                    && (!last.is(Is::PLURAL) || last.is(Is::CAPITAL))
            });
            if noun && !singular {
                return None;
            }
            Some(cue(Use::Finite, subject))
        }
        Form::Participle if last_auxiliary.is_none() => None,
        Form::Past | Form::Participle => {
            if last_auxiliary.is_some_and(|a| a.intersects(Is::BE)) {
                return Some(cue(Use::Passive, subject()));
            }
            // “seven in ten said that”, not “two reported cases”
            let counted = previous.is_some_and(|p| {
                p.is(Is::QUANTITY)
                    || p.is(Is::NUMBER)
                        && next.is_some_and(|n| {
                            n.is(Is::THAT | Is::SUBJECT | Is::COMMA | Is::COLON | Is::QUOTATION)
                        })
            });
            if noun_before && !counted && auxiliaries.is_empty() {
                return None;
            }
            // “a plan announced by the company”
            if next.is_some_and(|n| n.is(Is::BY))
                && auxiliaries.is_empty()
                && !entry.takes.intersects(Takes::BARE)
            {
                return None;
            }
            Some(cue(Use::Finite, subject()))
        }
    }
}
