//! When one folded name of a person can stand for another.

use super::name_fit::NameMatch::{self, Equal, Generation, Maybe, No, Same, Unlikely};
use super::spelling::{differ_by_a_letter, spelt_alike};
use crate::wording::NameWords;

/// Marks of generations: father and son have the same name otherwise.
const GENERATIONS: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "junior"];

/// Initials that are printed together: "J.K.", "H.W.".
const MAX_INITIALS: usize = 2;

/// Given names that begin alike are compared from this many bytes: "Jo" and "Al"
/// begin too many names.
const MIN_SHORT_FORM: usize = 3;

/// Words that are no surname by themselves are shorter: "de", "la", "al".
pub(super) const MIN_SURNAME: usize = 3;

/// The parts of a name of at least two words.
struct PersonName<'a> {
    /// As it is written, without a mark of the generation.
    words: Vec<&'a str>,
    generation: Option<&'a str>,
}

impl<'a> PersonName<'a> {
    fn new(name: &'a str) -> Self {
        let mut words: Vec<&str> = name.split(' ').collect();
        let mut generation = None;
        while words.len() > 1 && GENERATIONS.contains(&words[words.len() - 1]) {
            generation = words.pop();
        }
        Self { words, generation }
    }

    fn first(&self) -> &'a str {
        self.words[0]
    }

    fn surname(&self) -> &'a str {
        self.words[self.words.len() - 1]
    }

    /// Between the first word and the last.
    fn middle(&self) -> &[&'a str] {
        &self.words[1..self.words.len() - 1]
    }
}

/// The surname of a folded name: its last word that is no mark of a generation.
pub(super) fn surname(name: &str) -> &str {
    let is_surname = |word: &&str| !GENERATIONS.contains(word);
    name.rsplit(' ').find(is_surname).unwrap_or(name)
}

/// Compares the names of two people, both of several words; their order makes no
/// difference.
pub(super) fn compare(one: &str, other: &str, words: &NameWords) -> NameMatch {
    if one == other {
        return Equal;
    }
    let (one, other) = (PersonName::new(one), PersonName::new(other));
    // "Senate Democrats" of this state are not those of another.
    let are_groups = words.is_group(one.surname()) || words.is_group(other.surname());
    if one.words.len() < 2 || other.words.len() < 2 || are_groups {
        return No;
    }
    let fit = names_fit(&one, &other, words);
    match (one.generation, other.generation) {
        (None, None) => fit,
        (Some(one), Some(other)) if one == other => fit,
        // "Joseph Okafor Jr." may be Joseph Okafor, or his son.
        (Some(_), None) | (None, Some(_)) => fit.min(Generation),
        (Some(_), Some(_)) => No,
    }
}

fn names_fit(one: &PersonName<'_>, other: &PersonName<'_>, words: &NameWords) -> NameMatch {
    let fit = if one.surname() == other.surname() {
        match given_names_fit(one.first(), other.first(), words) {
            No => is_end_of(one, other),
            Maybe if lacks_second_initial(one, other) || lacks_second_initial(other, one) => No,
            fit if middles_fit(one.middle(), other.middle()) => fit,
            _ => No,
        }
    } else if one.first() == other.first() && one.first().len() > 1 {
        surnames_fit(one, other, words)
    } else {
        No
    };
    if fit == No && are_rotated(one, other, words) { Same } else { fit }
}

/// Whether one given name can stand for another: "J", "Liz", "Funmi", "Nikolay".
fn given_names_fit(one: &str, other: &str, words: &NameWords) -> NameMatch {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if one == other {
        Same
    } else if are_initials(short) && long.starts_with(&short[..1]) && !words.is_given(short)
        || words.are_forms_of_one(one, other)
        // "Dan" and "Daniel", but not "Carl" and "Carla".
        || short.len() >= MIN_SHORT_FORM
            && long.starts_with(short)
            && !differ(words.gender_of(short), words.gender_of(long))
    {
        Maybe
    } else if (spelt_alike(one, other) || differ_by_a_letter(one, other))
        // Maria is no spelling of Mario.
        && !differ(words.gender_of(one), words.gender_of(other))
    {
        Unlikely
    } else {
        No
    }
}

/// "J. D. Okafor" is not Joan Okafor, of whom no second name is known.
fn lacks_second_initial(initials: &PersonName<'_>, other: &PersonName<'_>) -> bool {
    let first = initials.first().len();
    (first == MAX_INITIALS || first == 1 && !initials.middle().is_empty()) && other.middle().is_empty()
}

/// "J", "JK", but not "Mo".
fn are_initials(word: &str) -> bool {
    word.len() == 1 || word.len() == MAX_INITIALS && !word.ends_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// "Barack Hussein" and "Barack H.", but not "George W." and "George H. W.".
fn middles_fit(one: &[&str], other: &[&str]) -> bool {
    let (short, long) = (initials(one), initials(other));
    let fits = |(one, other): (&&str, &&str)| {
        one.starts_with(other) || other.starts_with(one) || spelt_alike(one, other)
    };
    short.iter().zip(&long).all(fits)
}

/// Middle names with initials by themselves.
fn initials<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut all = Vec::new();
    for word in words {
        if word.len() <= MAX_INITIALS && word.is_ascii() {
            all.extend((0..word.len()).map(|at| &word[at..=at]));
        } else {
            all.push(*word);
        }
    }
    all
}

/// "Willard Mitt Romney" and "Mitt Romney", "Lena De Graaf" and "De Graaf".
fn is_end_of(one: &PersonName<'_>, other: &PersonName<'_>) -> NameMatch {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if long.words[1..] == short.words { Maybe } else { No }
}

/// "Hector Quiroga" and "Hector Quiroga Paz"; "Ola Bergström" and "Ola Bergstrom".
fn surnames_fit(one: &PersonName<'_>, other: &PersonName<'_>, words: &NameWords) -> NameMatch {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    let surname = short.surname();
    let is_double = short.words.len() + 1 == long.words.len()
        && surname.len() >= MIN_SURNAME
        && long.middle().contains(&surname)
        && !words.is_given(surname);
    if is_double {
        return Maybe;
    }
    let alike = spelt_alike(surname, long.surname()) || differ_by_a_letter(surname, long.surname());
    if alike && middles_fit(one.middle(), other.middle()) { Unlikely } else { No }
}

/// "Kang Dae-hyun" and "Daehyun Kang", but not "Paul Ryan" and "Ryan Paul".
fn are_rotated(one: &PersonName<'_>, other: &PersonName<'_>, words: &NameWords) -> bool {
    let whole = other.words.concat();
    let length = one.words.iter().map(|word| word.len()).sum::<usize>();
    length == whole.len()
        && !(words.is_given(one.first()) && words.is_given(other.first()))
        && (0..one.words.len()).any(|n| [&one.words[n..], &one.words[..n]].concat().concat() == whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Vocabulary;
    use lexicon::Lexicon;

    #[test]
    fn names_that_stand_for_each_other() {
        let words = Vocabulary::new(&Lexicon::embedded()).name_words;
        for (one, other, expected) in [
            ("kang dae hyun", "daehyun kang", Same),
            ("hector quiroga", "hector quiroga paz", Maybe),
            ("luz otero", "luz maria otero", Same),
            ("luz m otero", "luz maria otero", Same),
            ("luz m otero", "luz r otero", No),
            ("luz m otero", "luz rm otero", No),
            ("maria luz otero", "luz otero", Maybe),
            ("hector quiroga", "hector quiroga of the union", No),
            ("lena de graaf", "de graaf", Maybe),
            ("jim brekke", "james brekke", Maybe),
            ("a haas", "annelie haas", Maybe),
            ("jk rowe", "joan katharine rowe", Maybe),
            ("jk rowe", "joan rowe", No),
            ("al rowe", "alma rowe", No),
            ("mo rowe", "mark rowe", No),
            ("ola berg", "ola berg jr", Generation),
            ("ola berg sr", "ola berg jr", No),
            ("mohammed al rashidi", "muhammad al rashidi", Unlikely),
            ("nikolai petrov", "nikolay petrov", Unlikely),
            ("lindsay thornton", "lindsey thornton", Unlikely),
            ("maria thornton", "mario thornton", No),
            ("benjamin tavares", "benjamin tavarez", Unlikely),
            ("funmi adeola", "funmilayo adeola", Maybe),
            ("camille moreau", "thierry moreau", No),
            ("carl moreau", "carla moreau", No),
            ("j moreau", "thierry moreau", No),
            ("maria santos", "maria lopez", No),
            ("kilwa democrats", "kilwa senate democrats", No),
            ("kilwa democrats", "kilwa democrat", No),
            ("paul thomas", "thomas paul", No),
            ("ola berg", "ola berg mike tran", No),
        ] {
            assert_eq!(compare(one, other, &words), expected, "{one}, {other}");
            assert_eq!(compare(other, one, &words), expected, "{other}, {one}");
        }
    }
}
