//! What is no attribution by the convention of news, although it looks like one: what
//! somebody did *not* say, what things show that are no documents, and what only follows a
//! phrase of `set_phrases.tsv`.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::{SMALL_BEFORE_VERB, Words};
use crate::phrases::heads::source_kind;
use text::Act;

/// Whether a finding is one.
pub(crate) fn is_outside(vocabulary: &Vocabulary, text: &str, words: Words, finding: &Finding) -> bool {
    is_idiom(words, finding) || is_unsaid(vocabulary, text, words, finding) || is_seen(words, finding)
}

/// “She said goodbye to the crew”: what the cue is part of reports nothing.
fn is_idiom(words: Words, finding: &Finding) -> bool {
    let mut cue = finding.cue.iter().flat_map(|part| &words[part.clone()]).peekable();
    cue.peek().is_some() && cue.all(|word| word.is(Is::SET_PHRASE))
}

/// “did not say whether the man was armed”, “declined to say”: no denial, which says
/// something (“denied that …”, “never said that …”).
fn is_unsaid(vocabulary: &Vocabulary, text: &str, words: Words, finding: &Finding) -> bool {
    let Some(cue) = finding.cue.first().filter(|cue| finding.negated && !cue.is_empty()) else {
        return false;
    };
    let before = words[..cue.start].iter().rev().take_while(|word| word.is(SMALL_BEFORE_VERB));
    let mut negations =
        before.chain(&words[cue.clone()]).filter(|word| word.is(Is::NEGATION)).map(|word| word.word(text));
    let takes = |word: usize| words[word].verb.map(|(verb, _)| vocabulary.verbs[verb as usize].takes);
    let denial = cue.clone().find_map(takes).is_some_and(|takes| takes.contains(Takes::NEG | Takes::THAT));
    match negations.next() {
        Some(negation) => !negation.eq_ignore_ascii_case("never"),
        None => !denial,
    }
}

/// “The court was told that …”, “we're told that …”, “drivers are urged to …”: the subject says
/// nothing, but is who it was said to.
pub(crate) fn hears(vocabulary: &Vocabulary, words: Words, finding: &Finding) -> bool {
    let (Some(cue), Some(source)) = (finding.cue.first().filter(|cue| !cue.is_empty()), &finding.source)
    else {
        return false;
    };
    let tells = words[cue.end - 1].verb.is_some_and(|(verb, form)| {
        matches!(form, Form::Past | Form::Participle)
            && vocabulary.verbs[verb as usize].takes.intersects(Takes::TELL | Takes::TOLD)
    });
    // “We're” is one word.
    let subject = source.end - usize::from(words[source.clone()].last().is_some_and(|last| last.is(Is::BE)));
    let Some(between) = words.get(subject..cue.end - 1).filter(|_| tells) else { return false };
    let passive = between.iter().rev().find(|word| !word.is(Is::ADVERB | Is::NEGATION));
    passive.is_some_and(|word| word.is(Is::BE)) && between.iter().all(|word| word.is(SMALL_BEFORE_VERB))
}

/// “His face showed that he was tired”, “experience shows that …”: nobody says it; but “figures
/// that show …”, whatever the noun.
fn is_seen(words: Words, finding: &Finding) -> bool {
    let Some(source) = finding.source.clone().filter(|_| finding.act == Act::Evidence) else { return false };
    let relative = words.get(source.end).is_some_and(|word| word.is(Is::RELATIVE | Is::THAT));
    let source = &words[source];
    let stands_for = Is::RELATIVE | Is::THAT | Is::WH | Is::POINTING | Is::QUANTITY | Is::NUMBER | Is::DIGIT;
    !source.is_empty()
        && !relative
        && source_kind(source) == 0
        && !source.iter().any(|word| word.is(stands_for | Is::QUOTATION))
}
