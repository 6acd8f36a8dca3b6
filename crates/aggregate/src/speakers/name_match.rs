//! When one folded name can stand for another.

use super::short_forms::are_forms_of_one;
use super::spelling::spelt_alike;
use crate::wording::{is_acronym_of, is_part};

/// Single names of fewer bytes are initials, or too short to say whose they are.
const MIN_SINGLE: usize = 3;

/// Marks of generations: father and son have the same name otherwise.
pub(super) const GENERATIONS: [&str; 4] = ["jr", "sr", "ii", "iii"];

/// How well one name can stand for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameMatch {
    No,
    /// Only a surname, or only a given name.
    Barely,
    /// Initials, short forms, another spelling.
    Maybe,
    /// The same words in another order, or more of them.
    Same,
}

/// Compares the names of two people; their order makes no difference.
pub(super) fn person_names(one: &str, other: &str) -> NameMatch {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if let [single] = short[..] {
        let known = single.len() >= MIN_SINGLE && (long[long.len() - 1] == single || long[0] == single);
        return if known { NameMatch::Barely } else { NameMatch::No };
    }
    let generation = |words: &[&str]| GENERATIONS.iter().position(|mark| words.contains(mark));
    if generation(&one) != generation(&other) {
        return NameMatch::No;
    }
    // "Kang Dae-hyun" and "Daehyun Kang".
    let rotated = |words: &[&str]| -> Vec<String> {
        (0..words.len()).map(|n| [&words[n..], &words[..n]].concat().concat()).collect()
    };
    if rotated(short).contains(&long.concat())
        || short[0].len() > 1 && short.iter().all(|word| long.contains(word))
    {
        return NameMatch::Same;
    }
    let (first, last) = (short[0], short[short.len() - 1]);
    let surname = long[1..].iter().any(|word| spelt_alike(word, last));
    if surname && given_names_match(first, long[0]) { NameMatch::Maybe } else { NameMatch::No }
}

/// Whether one given name can stand for another: "J", "Liz", "Funmi", "Nikolay".
fn given_names_match(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // One letter is an initial and three may be a short form, but "Al" and "Jo"
    // begin too many names.
    long.starts_with(short) && short.len() != 2 || spelt_alike(one, other) || are_forms_of_one(one, other)
}

/// Compares the names of two organizations; their order makes no difference.
pub(super) fn organization_names(one: &str, other: &str) -> NameMatch {
    if is_acronym_of(one, other) || is_acronym_of(other, one) {
        NameMatch::Same
    } else if is_part(one, other) || is_part(other, one) {
        NameMatch::Maybe
    } else {
        NameMatch::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_for_each_other() {
        use NameMatch::{Barely, Maybe, No, Same};
        for (one, other, expected) in [
            ("kang dae hyun", "daehyun kang", Same),
            ("hector quiroga", "hector quiroga paz", Same),
            ("jim brekke", "james brekke", Maybe),
            ("a haas", "annelie haas", Maybe),
            ("mohammed al rashidi", "muhammad al rashidi", Maybe),
            ("nikolai petrov", "nikolay petrov", Maybe),
            ("funmi adeola", "funmilayo adeola", Maybe),
            ("otero", "luz otero", Barely),
            ("camille moreau", "thierry moreau", No),
            ("j moreau", "thierry moreau", No),
            ("maria santos", "maria lopez", No),
            ("lee", "ann lee cho", No),
            ("ola berg", "ola berg jr", No),
        ] {
            assert_eq!(person_names(one, other), expected, "{one}, {other}");
            assert_eq!(person_names(other, one), expected, "{other}, {one}");
        }
        for (one, other, expected) in [
            ("frb", "federal rivers bureau", Same),
            ("moa", "ministry of agriculture", Same),
            ("hallim", "hallim electronics", Maybe),
            ("rivers bureau", "federal rivers board", No),
            ("hal", "hallim electronics", No),
        ] {
            assert_eq!(organization_names(one, other), expected, "{one}, {other}");
        }
    }
}
