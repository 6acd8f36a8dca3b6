//! How English words are inflected by rule.

/// The plural of a noun: residents, parties, coaches, firemen.
///
/// ```
/// assert_eq!(lexicon::plural("spokeswoman"), "spokeswomen");
/// assert_eq!(lexicon::plural("envoy"), "envoys");
/// assert_eq!(lexicon::plural("boss"), "bosses");
/// ```
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix("man") {
        Some(stem) => format!("{stem}men"),
        None => with_s(noun),
    }
}

/// A word with an *s* after it, spelt as it has to be: the third form of a verb
/// (says, denies, confesses) and the plural of most nouns.
pub fn with_s(word: &str) -> String {
    if let Some(stem) = before_y(word) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// The past of a regular verb: announced, denied, added. Doubled consonants
/// (admitted) are up to the list.
pub fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if let Some(stem) = before_y(verb) {
        format!("{stem}ied")
    } else {
        format!("{verb}ed")
    }
}

/// The *-ing* form of a verb: announcing, agreeing, denying. Doubled consonants
/// are up to the list.
pub fn ing(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

/// What comes before a *y* that becomes *ie*: that of “deny”, but not of “say”.
fn before_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
}
