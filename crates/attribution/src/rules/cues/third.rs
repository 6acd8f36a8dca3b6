//! Verbs in the third form: “she says”. Many are plural nouns as well (“the claims”,
//! “her reports”), and then need a subject that is surely somebody.

use crate::lexical::classes::Is;
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::cues::verb_group::VerbGroup;

pub(super) fn cue(group: &VerbGroup) -> Option<Cue> {
    if group.follows_determiner() || group.previous().is_some_and(|p| p.is(Is::TO)) {
        return None;
    }
    let subject = group.subject();
    let singular = subject.as_ref().is_some_and(|subject| {
        let last = &group.words[subject.end - 1];
        (last.is(Is::SUBJECT | Is::RELATIVE | Is::HUMAN | Is::ORGANIZATION | Is::DOCUMENT) || last.is_name())
            && (!last.is(Is::PLURAL) || last.is(Is::CAPITAL))
    });
    (singular || !group.may_be_noun() || group.follows_quotation()).then(|| group.cue(Use::Finite, subject))
}
