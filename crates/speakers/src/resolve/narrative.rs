//! People and bodies that the article's own words describe before a pronoun: “A police
//! officer closed the bridge. He said …”

use super::anaphor::{Anaphor, AntecedentKind};
use super::context::Context;
use super::discourse::Discourse;
use super::weights;
use crate::people::mentions::Mention;
use crate::words::page::Page;
use crate::words::phrases::phrase_start;
use crate::words::traits::{Tells, Traits};
use std::ops::Range;

/// How many tokens after the comma are searched for a name in apposition: “a fisherman,
/// Dara Okafor”.
const APPOSED_WITHIN: usize = 3;

/// The first noun after a preposition is among so many tokens: “by the very old Harbour Board”.
const BEFORE_NOUN: usize = 5;

/// How many tokens after its noun a description may have its verb: “the first witness at
/// the trial was …”.
const VERB_WITHIN: usize = 5;

/// Somebody described in the narrative.
pub(super) struct NarrativeCandidate {
    /// The description up to its noun; for *it* and *they* with what follows it: “a report by
    /// the board”.
    pub(super) phrase: Range<usize>,
    /// Who holds that role, if only one person does, as an index of `People::entities`.
    pub(super) known: Option<usize>,
    pub(super) sentence: usize,
    pub(super) place: Place,
    /// It is in what the anaphor is said to have said.
    pub(super) in_content: bool,
    pub(super) score: i32,
}

/// Where in its sentence somebody is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Other,
    /// After a preposition, or before “'s”.
    Oblique,
}

impl Place {
    /// Where somebody is named.
    pub(super) fn of(mention: &Mention) -> Self {
        match (mention.subject, mention.oblique) {
            (true, _) => Place::Subject,
            (false, true) => Place::Oblique,
            (false, false) => Place::Other,
        }
    }
}

/// The likeliest of those described before an anaphor; the latest sentence comes first,
/// and the first of several with the same score counts.
pub(super) fn best(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor) -> Option<NarrativeCandidate> {
    let all = all(ctx, discourse, anaphor).into_iter();
    all.reduce(|best, other| if other.score > best.score { other } else { best })
}

/// All who are described before an anaphor, the latest sentence first.
pub(super) fn all(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor) -> Vec<NarrativeCandidate> {
    let page = ctx.page;
    let mut all = Vec::new();
    let mut steps = 0;
    for index in (0..=anaphor.sentence.min(page.sentences.len().saturating_sub(1))).rev() {
        let away = ctx.narrated_since(index, anaphor.narrated_before);
        if away > weights::NARRATIVE_REACH || steps > weights::NARRATIVE_TOKENS {
            break;
        }
        let sentence = page.sentences[index].tokens.clone();
        let end = sentence.end.min(anaphor.token);
        // Nobody of this sentence has been its subject yet.
        let mut first = true;
        let mut quoted = false;
        for at in sentence.start.max(end.saturating_sub(weights::NARRATIVE_SENTENCE))..end {
            steps += 1;
            if page.is(at, Traits::QUOTE) {
                quoted = !quoted;
            }
            if !is_noun(page, anaphor, at) || (quoted && !anaphor.inside_quote) {
                continue;
            }
            let Some((phrase, known)) = description(ctx, discourse, anaphor, &sentence, at) else { continue };
            let governed =
                phrase.start > sentence.start && page.is(phrase.start.wrapping_sub(1), Traits::PREPOSITION);
            let place = match (governed || page.is_possessive(at + 1), first) {
                (true, _) => Place::Oblique,
                (false, true) => Place::Subject,
                (false, false) => Place::Other,
            };
            first = false;
            let here = index == anaphor.sentence;
            let span = page.span(phrase.start);
            let in_content = ctx.attributions[anaphor.attribution].content.iter().any(|c| c.contains(span));
            let score = weights::DESCRIBED
                + weights::PER_SENTENCE * away as i32
                + match place {
                    Place::Oblique => weights::OBLIQUE,
                    Place::Subject if here => weights::SUBJECT + weights::SUBJECT_OF_SENTENCE,
                    Place::Subject => weights::SUBJECT,
                    Place::Other => 0,
                }
                + if in_content { weights::IN_OWN_CONTENT } else { 0 };
            all.push(NarrativeCandidate { phrase, known, sentence: index, place, in_content, score });
        }
    }
    all
}

/// The description nearest to an anaphor in its own sentence.
pub(super) fn best_in_sentence(
    ctx: &Context,
    discourse: &Discourse,
    anaphor: &Anaphor,
) -> Option<Range<usize>> {
    // As if there were narrative in between, so that no sentence before is in reach.
    let anaphor = Anaphor {
        narrated_before: anaphor.narrated_before + weights::NARRATIVE_REACH,
        inside_quote: false,
        ..anaphor.clone()
    };
    best(ctx, discourse, &anaphor).map(|found| found.phrase)
}

/// Whether a token is the noun of a description of the right kind.
fn is_noun(page: &Page, anaphor: &Anaphor, at: usize) -> bool {
    let traits = page.traits(at);
    let plural = traits.any(Traits::PLURAL);
    // Not “another”, which is rather one of some people.
    let pronoun = page.is(anaphor.token, Traits::PRONOUN | Traits::POSSESSIVE);
    let fits = match anaphor.kind {
        AntecedentKind::Person => traits.any(Traits::ROLE | Traits::KIN) && !plural && anaphor.agrees(traits),
        AntecedentKind::Thing => {
            !plural && traits.any(Traits::BODY | if pronoun { Traits::DOCUMENT } else { Traits::empty() })
        }
        AntecedentKind::Several => {
            let human = plural && traits.any(Traits::GROUP | Traits::ROLE | Traits::KIN);
            let other = plural && traits.any(Traits::BODY | Traits::DOCUMENT);
            // “Republicans”
            let people = traits.any(Traits::DEMONYM) && page.word(at).ends_with('s');
            human || pronoun && (other || people)
        }
    };
    fits && !traits.any(Traits::SMALL)
        && !page.is(at + 1, Traits::ROLE | Traits::BODY | Traits::CAPITAL | Traits::GROUP)
}

/// The description with this noun, and who is known to be meant by it; `None` if it
/// describes nobody whom a pronoun may take up.
fn description(
    ctx: &Context,
    discourse: &Discourse,
    anaphor: &Anaphor,
    sentence: &Range<usize>,
    noun: usize,
) -> Option<(Range<usize>, Option<usize>)> {
    let page = ctx.page;
    let mut start = phrase_start(page, noun)?;
    let known = match anaphor.kind {
        AntecedentKind::Person => only_holder(ctx, discourse, start..noun + 1),
        AntecedentKind::Thing | AntecedentKind::Several => None,
    };
    // “the president's roots”: only if we know who is president.
    if page.is_possessive(noun + 1) && known.is_none() {
        return None;
    }
    if anaphor.kind == AntecedentKind::Thing && modifies_noun(page, noun) {
        return None;
    }
    let several = anaphor.kind == AntecedentKind::Several;
    if several && start >= sentence.start + 2 && page.word(start - 1) == "of" {
        // “some of the state's energy experts”, “a group of students”, “hundreds of growers”
        let some = start - 2;
        let quantity = page.tells(some).contains(Tells::QUANTITY);
        if quantity || page.is(some, Traits::INDEFINITE | Traits::NUMBER) {
            start = some;
        } else if let Some(whole) = phrase_start(page, some).filter(|&i| page.is(i, Traits::INDEFINITE)) {
            start = whole.max(sentence.start);
        }
    }
    let opens = start == sentence.start;
    let apposed = is_followed_by_name(ctx, noun)
        || start > sentence.start && page.is(start.wrapping_sub(1), Traits::COMMA | Traits::AUXILIARY);
    let bare = !several && !page.is(start, Traits::DETERMINER) && !opens;
    let own = page.is(start, Traits::FIRST | Traits::SECOND);
    // “growers and | drivers”, who are described together
    let joined = several
        && start >= sentence.start + 2
        && page.word(start - 1) == "and"
        && page.is(start - 2, Traits::PLURAL)
        && with_others(page, start - 1, noun + 1) > start - 1;
    // “the officer who she said …”
    let relative = anaphor.follows_relative(ctx) && noun + 3 >= anaphor.token;
    let end = match anaphor.kind {
        AntecedentKind::Person => noun + 1,
        AntecedentKind::Thing => with_maker(page, noun + 1, sentence.end.min(anaphor.token)),
        AntecedentKind::Several => {
            let limit = sentence.end.min(anaphor.token);
            with_place(page, with_others(page, noun + 1, limit), limit)
        }
    };
    (!apposed && !bare && !own && !relative && !joined).then_some((start..end, known))
}

/// The end of a description of a document with who made it: “a report | by the board”, “a report
/// | prepared by the board”.
fn with_maker(page: &Page, end: usize, limit: usize) -> usize {
    let by = end + usize::from(page.is(end, Traits::ISSUING));
    let made = page.is(end - 1, Traits::DOCUMENT) && matches!(page.word(by), "by" | "from" | "of");
    made.then(|| nouns_end(page, by + 1, limit)).flatten().unwrap_or(end)
}

/// The end of a description of several with where they are or to what they belong: “growers |
/// from Tarn”, “members | of the board”, but not “members | on Tuesday”.
fn with_place(page: &Page, end: usize, limit: usize) -> usize {
    let place = matches!(page.word(end), "of" | "from" | "in" | "on" | "at")
        && !page.is(end + 1, Traits::CALENDAR | Traits::NUMBER);
    place.then(|| nouns_end(page, end + 1, limit)).flatten().unwrap_or(end)
}

/// The end of a description of several with others beside them: “growers | and drivers”.
fn with_others(page: &Page, end: usize, limit: usize) -> usize {
    let other = end + 1;
    let plural = page.is(other, Traits::PLURAL) || page.word(other).ends_with('s');
    let joined = page.word(end) == "and"
        && other < limit
        && plural
        && !page.is(other, Traits::SMALL | Traits::CAPITAL)
        && !page.is(end - 1, Traits::CAPITAL)
        && !page.is(other + 1, Traits::CAPITAL | Traits::NOUN);
    if joined { other + 1 } else { end }
}

/// The end of the first nouns and names of a phrase: “the old Harbour Board | said”; `None` if
/// none come soon.
fn nouns_end(page: &Page, start: usize, limit: usize) -> Option<usize> {
    let noun = |&at: &usize| page.is(at, Traits::CAPITAL | Traits::NOUN) && !page.is(at, Traits::SMALL);
    let first = (start..limit.min(start + BEFORE_NOUN)).find(noun)?;
    let inside = (start..first).all(|at| page.is(at, Traits::WORD));
    inside.then(|| (first..limit).take_while(noun).last().map_or(first, |last| last + 1))
}

/// Whether a name follows a noun and a comma: then the name is what is taken up.
fn is_followed_by_name(ctx: &Context, noun: usize) -> bool {
    let next = noun + 2;
    ctx.page.is(noun + 1, Traits::COMMA) && ctx.mentions.starting_at(next, next + APPOSED_WITHIN).is_some()
        || is_named_by_verb(ctx, noun)
}

/// “The first witness at the trial was Ama Osei”: whether the verb “be” and a name come
/// soon after a noun.
fn is_named_by_verb(ctx: &Context, noun: usize) -> bool {
    let page = ctx.page;
    let verb = (noun + 1..noun + VERB_WITHIN).find(|&i| matches!(page.word(i), "is" | "was"));
    let here = page.sentence_of(noun);
    verb.is_some_and(|verb| {
        let name = ctx.mentions.within(verb + 1..verb + 1 + APPOSED_WITHIN);
        page.sentence_of(verb) == here && name.iter().any(|m| !m.oblique)
    })
}

/// Who “the president” is, if only one person named so far holds that role.
fn only_holder(ctx: &Context, discourse: &Discourse, phrase: Range<usize>) -> Option<usize> {
    let page = ctx.page;
    if !page.is(phrase.start, Traits::DEFINITE) {
        return None;
    }
    let holders = discourse.people.roles.holders(page, phrase.clone());
    let mut known = holders
        .into_iter()
        .map(|holder| holder.entity)
        .filter(|&entity| ctx.mentions.last_before(entity, phrase.start).is_some());
    let one = known.next()?;
    known.next().is_none().then_some(one)
}

/// “the average weekly benefit,”: whether the noun at a token only modifies the next.
fn modifies_noun(page: &Page, noun: usize) -> bool {
    let next = noun + 1;
    page.is(next, Traits::WORD)
        && !page.is(next, Traits::SMALL | Traits::CAPITAL)
        && page.is(next + 1, Traits::COMMA | Traits::AUXILIARY | Traits::MARK)
}
