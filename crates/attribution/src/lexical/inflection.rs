//! The forms of English verbs, and how regular ones are made. Irregular and doubled
//! forms are given in the word lists (`past=`, `pp=`, `s=`, `ing=`).

/// The form of a verb. Most verbs have the same form for past and past participle,
/// which then counts as [`Form::Past`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// say
    Base,
    /// says
    Third,
    /// said
    Past,
    /// written, where it differs from the past
    Participle,
    /// saying
    Ing,
}

fn ends_in_y(verb: &str) -> bool {
    verb.ends_with('y')
        && !verb.ends_with("ay")
        && !verb.ends_with("ey")
        && !verb.ends_with("oy")
        && !verb.ends_with("uy")
}

/// walked, denied, moved
pub(crate) fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if ends_in_y(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ed")
    }
}

/// walks, denies, catches; for nouns, the regular plural.
pub(crate) fn third(verb: &str) -> String {
    if ends_in_y(verb) {
        format!("{}ies", &verb[..verb.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| verb.ends_with(e)) {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    }
}

/// walking, moving, agreeing
pub(crate) fn ing(verb: &str) -> String {
    if verb.ends_with('e') && !verb.ends_with("ee") {
        format!("{}ing", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ing")
    }
}
