//! Whether a name is a proper name, as far as one article shows.
//!
//! A person's name always is. For organizations, groups and documents it shows in
//! capitals, but at the start of a sentence every word has one. So each article
//! casts a vote, and `namesakes.rs` counts them.

use crate::storage::damaged;
use crate::wording::{NameWords, fold, is_capitalised, without_article};
use records::{Attribution, SpeakerRef};
use std::io;
use text::SpeakerType;

/// Words of at most this many bytes may be in small letters inside a proper name:
/// "Ministry of Ports".
const SMALL_WORD: usize = 3;

/// How an article votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vote {
    /// It is a proper name.
    Proper,
    /// It is a description.
    Common,
    /// "Police said": it starts a sentence, so it may be either.
    Unclear,
}

impl Vote {
    pub(super) fn from_byte(byte: u8) -> io::Result<Self> {
        let votes = [Self::Proper, Self::Common, Self::Unclear];
        votes.into_iter().find(|&vote| vote as u8 == byte).ok_or_else(damaged)
    }
}

/// What one attribution says about the name of its speaker.
pub(super) fn vote(words: &NameWords, attribution: &Attribution<'_>, speaker: &SpeakerRef<'_>) -> Vote {
    let name = without_article(&speaker.name);
    // "A Northern Wire reporter" may be any of them.
    if name.len() < speaker.name.len() && speaker.name.starts_with(['a', 'A']) {
        return Vote::Common;
    }
    // “emails the campaign sent to Arborline” begin with a word of the text.
    let begins_small = name.split_whitespace().next().is_some_and(|word| !is_capitalised(word));
    if begins_small && name.len() == speaker.name.len() && speaker.r#type != SpeakerType::Person {
        return Vote::Common;
    }
    let first_word_tells = !starts_sentence(attribution, name);
    let tells = |&(place, word): &(usize, &str)| match place {
        0 => first_word_tells,
        _ => word.len() > SMALL_WORD || is_capitalised(word),
    };
    // "Okafor-led threats" name nobody.
    if speaker.r#type == SpeakerType::Organization && is_adjective(name) {
        return Vote::Common;
    }
    let mut capitals =
        name.split_whitespace().enumerate().filter(tells).map(|(_, word)| is_capitalised(word)).peekable();
    // "Boeing engineers" may be any, "the Boeing company" is one.
    let all = match speaker.r#type {
        SpeakerType::Group | SpeakerType::Document => true,
        SpeakerType::Person => words.are_people(&fold(name)),
        SpeakerType::Organization | SpeakerType::Unnamed => false,
    };
    if capitals.peek().is_none() || all && !first_word_tells {
        return Vote::Unclear;
    }
    let proper = if all { capitals.all(|capital| capital) } else { capitals.any(|capital| capital) };
    if proper { Vote::Proper } else { Vote::Common }
}

/// "Republican-led", "state-owned".
fn is_adjective(name: &str) -> bool {
    let participle = name.rsplit_once('-').map_or("", |(_, last)| last);
    participle.ends_with("ed") && !participle.contains(|c: char| !c.is_lowercase())
}

/// Whether the source starts with the name and a sentence with the source, maybe
/// after a quotation mark.
fn starts_sentence(attribution: &Attribution<'_>, name: &str) -> bool {
    attribution.source.as_ref().is_some_and(|source| {
        let start = attribution.sentence.span.0;
        source.text.starts_with(name) && source.spans.first().is_some_and(|span| span.0 <= start + 1)
    })
}
