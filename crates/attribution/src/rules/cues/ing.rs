//! Verbs in -ing: “was saying” has a subject, “…, adding that” borrows one, and “the
//! old saying” is a noun.

use crate::lexical::classes::Is;
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::cues::verb_group::VerbGroup;

pub(super) fn cue(group: &VerbGroup) -> Option<Cue> {
    if group.ends_in_be() {
        return Some(group.cue(Use::Finite, group.subject()));
    }
    let noun = group.previous().is_some_and(|p| p.is(Is::ARTICLE | Is::POSSESSIVE | Is::CLITIC))
        || follows_article_and_plain_word(group);
    (!noun).then(|| group.cue(Use::Participle, None))
}

/// “the old saying”: an article and a word that no list knows.
fn follows_article_and_plain_word(group: &VerbGroup) -> bool {
    group.at >= group.sentence.start + 2
        && group.words[group.at - 2].is(Is::ARTICLE)
        && (group.words[group.at - 1].is & !(Is::LY | Is::ED)).is_empty()
}
