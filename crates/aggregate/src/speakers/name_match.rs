//! How well names can stand for each other.

use super::known::Known;
use super::name_fit::NameMatch;
use super::person_name;
use crate::wording::{NameWords, is_acronym_of, is_part};
use text::SpeakerType;

/// Words between the words of a name, which say nothing by themselves.
const SMALL_WORDS: [&str; 5] = ["of", "for", "the", "in", "s"];

/// Makes two bodies of one: "Arborline and Skelwater".
const AND: &str = "and";

/// An acronym of this many letters seldom stands for something else that is in the
/// news as well, if there is only one name in the corpus that it fits.
const CLEAR_ACRONYM: usize = 3;

/// Compares two folded names; their order makes no difference.
pub(super) fn compare(
    (kind, one): (SpeakerType, &str),
    (other_kind, other): (SpeakerType, &str),
    known: &Known<'_>,
) -> NameMatch {
    use SpeakerType::{Group, Organization, Person};
    match (kind, other_kind) {
        (Person, Person) => person_name::compare(one, other, known.words),
        (Organization, Organization) => match bodies(one, other, known.words) {
            // "The Okafor company" may be that of anybody called Okafor.
            NameMatch::Maybe | NameMatch::Unlikely
                if known.is_surname(one) && is_part(one, other)
                    || known.is_surname(other) && is_part(other, one) =>
            {
                NameMatch::No
            }
            fit => fit,
        },
        // One article takes for a person what others take for a company.
        (Person, Organization) | (Organization, Person) if one == other && one.contains(' ') => {
            NameMatch::Equal
        }
        (Organization | Group, Organization | Group) if one == other => NameMatch::Equal,
        (one_kind, other_kind) if one_kind == other_kind && one == other => NameMatch::Equal,
        _ => NameMatch::No,
    }
}

/// Compares the names of two organizations.
fn bodies(one: &str, other: &str, words: &NameWords) -> NameMatch {
    if one == other {
        return NameMatch::Equal;
    }
    if is_acronym_of(one, other) || is_acronym_of(other, one) {
        return if one.len().min(other.len()) >= CLEAR_ACRONYM { NameMatch::Same } else { NameMatch::Maybe };
    }
    let (one, other) = (content_words(one), content_words(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.is_empty() || one.contains(&AND) || other.contains(&AND) {
        return NameMatch::No;
    }
    let mut rest = long.clone();
    for word in short {
        match rest.iter().position(|other| other == word) {
            Some(at) => _ = rest.remove(at),
            None => return NameMatch::No,
        }
    }
    if rest.is_empty() {
        // "The Department of Ports" and "the Ports Department", but not "the
        // University of Miami" and "Miami University".
        return if short.iter().any(|word| is_of_the_state(word)) { NameMatch::Same } else { NameMatch::No };
    }
    // A single word is too little, unless it is a company's: "Hallim" and
    // "Hallim Electronics", but not "Iran" and "Iran Air", "House" and "House committee".
    match short[..] {
        [single] if words.is_place(single) || words.is_body(single) => NameMatch::No,
        [_] if rest.iter().all(|word| words.is_firm(word) && words.is_body(word)) => NameMatch::Maybe,
        [_] if rest.iter().all(|word| words.is_firm(word)) => NameMatch::Unlikely,
        // There is a Judiciary Committee of the Senate, and one of the House.
        [_, _, ..] if !short.contains(&long[0]) && words.is_authority(long[0]) => NameMatch::No,
        // The State Department is that of the United States, and not of Florida.
        [_, _, ..] if rest.iter().all(|word| words.is_body(word) || words.is_country(word)) => {
            NameMatch::Maybe
        }
        _ => NameMatch::No,
    }
}

/// Bodies whose name is printed both ways: "the Ministry of Ports".
fn is_of_the_state(word: &str) -> bool {
    ["department", "ministry", "bureau", "office", "agency"].contains(&word)
}

fn content_words(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !SMALL_WORDS.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Vocabulary;
    use lexicon::Lexicon;

    #[test]
    fn bodies_that_stand_for_each_other() {
        use NameMatch::{Maybe, No, Same, Unlikely};
        let words = Vocabulary::new(&Lexicon::embedded()).name_words;
        for (one, other, expected) in [
            ("frb", "federal rivers bureau", Same),
            ("rb", "rivers bureau", Maybe),
            ("moa", "ministry of agriculture", Same),
            ("hallim", "hallim corporation", Maybe),
            ("hallim", "hallim electronics", Unlikely),
            ("ports department", "department of ports", Same),
            ("department of ports", "us department of ports", Maybe),
            ("department of ports", "florida department of ports", No),
            ("rivers committee", "senate rivers committee", No),
            ("rivers committee", "house rivers committee", No),
            ("university of kilwa", "kilwa university", No),
            ("rivers bureau", "federal rivers board", No),
            ("iran", "iran air", No),
            ("arborline", "arborline and skelwater", No),
            ("kilwa post", "post", No),
            ("house", "house committee", No),
        ] {
            assert_eq!(bodies(one, other, &words), expected, "{one}, {other}");
            assert_eq!(bodies(other, one, &words), expected, "{other}, {one}");
        }
    }
}
