//! What the names of speakers tell: whether they have one, and for whom they speak.

use text::{Speaker, SpeakerType};

/// Whether a text has the last name of a speaker.
pub(crate) fn names(text: &str, speaker: &Speaker) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let last = speaker.name.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    last.starts_with(char::is_uppercase) && words.any(|word| word == last)
}

/// Whether a text has nothing but the initials of the capitalised words of another.
pub(crate) fn are_initials(short: &str, long: &str) -> bool {
    let capitalised = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_owned).collect()
    };
    let initials: String = capitalised(long).iter().filter_map(|word| word.chars().next()).collect();
    initials.chars().count() > 1 && capitalised(short) == [initials]
}

/// Whether who has no name speaks for a body, “Harbour Board executives”, or a document is
/// somebody's: “a statement by Lund”.
pub(crate) fn speaks_for(there: &Speaker, speaker: &Speaker) -> bool {
    let is_body = speaker.kind == SpeakerType::Organization;
    (is_body || there.kind == SpeakerType::Document) && names(&there.name, speaker)
}

/// Whether a speaker has a name, as “the leaders” have none. A document is somebody's, and does
/// not say whose.
pub(crate) fn is_named(speaker: &Speaker) -> bool {
    match speaker.kind {
        SpeakerType::Unnamed | SpeakerType::Document => false,
        SpeakerType::Group => speaker.name.contains(char::is_uppercase),
        _ => true,
    }
}
