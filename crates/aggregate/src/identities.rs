//! When two speakers of different articles are one.
//!
//! One name is one person, unless what articles say they are differs *and* the
//! articles have no names in common: then they are namesakes. Two names are one
//! person if one can stand for the other (initials, short forms, another order,
//! another spelling) *and* something else speaks for it: a role, or names that
//! the articles share. A wrong join puts words into somebody's mouth; a missing
//! one costs a second line.

use crate::fields::{Fields, put_number, put_text};
use crate::fold::{fold, is_capitalised, is_part, stands_for, words};
use crate::gist::{Gists, Stem};
use records::Article;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;
use std::io;

/// How many names of an article, or of all articles of one speaker, are kept.
const SURROUNDINGS: usize = 32;
const SAMPLE: usize = 256;

/// Names in common that speak for one speaker.
const ENOUGH: usize = 2;

/// Lines of fewer words are captions, bylines and headings.
const MIN_LINE: usize = 8;

/// The names in an article, as hashes: capitalised words, and its outlet. Some
/// only start a sentence, but these seldom agree.
pub(crate) fn surroundings(gists: &Gists, article: &Article<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut folded = String::new();
    for line in article.text.lines().filter(|line| line.split_whitespace().nth(MIN_LINE - 1).is_some()) {
        for word in line.split_whitespace() {
            if is_capitalised(word) {
                folded.clear();
                words(word.trim_end_matches("’s").trim_end_matches("'s"), &mut folded);
                if folded.len() >= 3 && gists.may_name(&folded) {
                    found.push(hash(&folded));
                }
            }
        }
        if found.len() >= 4 * SURROUNDINGS {
            break;
        }
    }
    found.extend(article.outlet.as_deref().map(|outlet| hash(&fold(outlet))));
    found.sort_unstable();
    found.dedup();
    found.truncate(SURROUNDINGS);
    found
}

pub(crate) fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

/// What tells one speaker from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) kind: u8,
    /// The folded name, without titles.
    pub(crate) name: String,
    /// Words of the roles that carry meaning.
    roles: FxHashSet<Stem>,
    /// The smallest hashes of the names around.
    around: Vec<u32>,
    /// Whether the user says who this is.
    pub(crate) pinned: bool,
}

impl Profile {
    pub(crate) fn new(kind: u8, name: &str, pinned: bool) -> Self {
        Self { kind, name: name.to_owned(), pinned, ..Self::default() }
    }

    /// Takes in what one article says.
    pub(crate) fn add(&mut self, roles: impl IntoIterator<Item = Stem>, around: &[u32]) {
        self.roles.extend(roles);
        self.around.extend_from_slice(around);
        self.around.sort_unstable();
        self.around.dedup();
        self.around.truncate(SAMPLE);
    }

    /// How much speaks for what an article says being of this speaker; `None`
    /// when it must be somebody else.
    pub(crate) fn fits(&self, roles: &[Stem], around: &[u32]) -> Option<usize> {
        let shared = around.iter().filter(|hash| self.around.binary_search(hash).is_ok()).count();
        let role = roles.iter().filter(|stem| self.roles.contains(stem)).count();
        let known = |roles: bool, around: &[u32]| roles && around.len() > ENOUGH;
        let differ = known(!roles.is_empty(), around)
            && known(!self.roles.is_empty(), &self.around)
            && role == 0
            && shared < ENOUGH;
        (!differ).then_some(shared + 4 * role)
    }

    /// Whether two speakers are one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        if self.kind != other.kind || self.pinned || other.pinned || self.name == other.name {
            // Those of one name have been told apart already.
            return false;
        }
        let (shared, role) = (self.shared(other), !self.roles.is_disjoint(&other.roles));
        let stands = match self.kind {
            b'p' => person_stands(&self.name, &other.name),
            b'o' => body_stands(&self.name, &other.name),
            _ => Stands::No,
        };
        match stands {
            Stands::No => false,
            Stands::Same => shared > 0 || role,
            Stands::Maybe => shared >= ENOUGH || role && shared > 0,
            // Two surnames alone would be one name.
            Stands::Barely => false,
        }
    }

    /// Whether there is only one word to a person's name.
    pub(crate) fn is_single(&self) -> bool {
        self.kind == b'p' && !self.name.contains(' ')
    }

    /// How much speaks for the one with a single name being the other; `None` if
    /// not enough.
    pub(crate) fn may_be(&self, other: &Self) -> Option<usize> {
        let (shared, role) = (self.shared(other), !self.roles.is_disjoint(&other.roles));
        let known = self.kind == other.kind
            && !self.pinned
            && !other.pinned
            && person_stands(&self.name, &other.name) == Stands::Barely
            && (shared >= ENOUGH || role && shared > 0);
        known.then_some(shared + if role { 4 } else { 0 })
    }

    /// How many of the names around both have.
    fn shared(&self, other: &Self) -> usize {
        self.around.iter().filter(|hash| other.around.binary_search(hash).is_ok()).count()
    }

    /// What names that can stand for each other have in common.
    pub(crate) fn features(&self, features: &mut Vec<u64>) {
        features.clear();
        if self.pinned {
            return;
        }
        let mut push = |kind: &str, word: &str| {
            let mut hasher = FxHasher::default();
            hasher.write(kind.as_bytes());
            hasher.write(word.as_bytes());
            features.push(hasher.finish());
        };
        let words: Vec<&str> = self.name.split(' ').collect();
        let (first, last) = (words[0], words[words.len() - 1]);
        let initial = |word: &str| word.chars().next().unwrap_or('-');
        match self.kind {
            b'p' if words.len() > 1 => {
                // Any word may be the surname: "Hector Quiroga Paz", "Kang Dae-hyun".
                for word in words.iter().filter(|word| word.len() > 1) {
                    push("p", &format!("{} {}", skeleton(word), initial(first)));
                    push("p", &format!("{} {}", skeleton(word), initial(last)));
                    push("s", &skeleton(word));
                }
            }
            b'p' => push("s", &skeleton(first)),
            b'o' => {
                words.iter().filter(|word| word.len() > 3).for_each(|word| push("o", word));
                if words.len() == 1 {
                    push("a", first);
                } else {
                    let letters = |all: bool| -> String {
                        let counts = |word: &&&str| all || word.len() > 3;
                        words.iter().filter(counts).map(|word| initial(word)).collect()
                    };
                    push("a", &letters(true));
                    push("a", &letters(false));
                }
            }
            _ => {}
        }
        features.sort_unstable();
        features.dedup();
    }

    pub(crate) fn put(&self, to: &mut Vec<u8>) {
        to.push(self.kind);
        to.push(u8::from(self.pinned));
        put_text(to, &self.name);
        let mut roles: Vec<_> = self.roles.iter().copied().collect();
        roles.sort_unstable();
        for numbers in [&roles, &self.around] {
            put_number(to, numbers.len() as u64);
            numbers.iter().for_each(|&n| put_number(to, u64::from(n)));
        }
    }

    pub(crate) fn read(bytes: &[u8]) -> io::Result<Self> {
        let mut fields = Fields(bytes);
        let (kind, pinned, name) = (fields.byte()?, fields.byte()? != 0, fields.text()?.to_owned());
        let mut numbers =
            || (0..fields.number()?).map(|_| Ok(fields.number()? as u32)).collect::<io::Result<Vec<u32>>>();
        let roles = numbers()?.into_iter().collect();
        Ok(Self { kind, name, roles, around: numbers()?, pinned })
    }
}

/// The stems of a role.
pub(crate) fn role_stems(gists: &Gists, role: &str) -> Vec<Stem> {
    let folded = fold(role);
    // "Former mayor" and "former striker" have nothing in common.
    gists.of(&folded).filter(|stem| !gists.is_vague(*stem)).collect()
}

/// How well one name can stand for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    No,
    /// Surname alone, or a given name alone.
    Barely,
    /// Initials, short forms, another spelling.
    Maybe,
    /// The same words in another order, or more of them.
    Same,
}

fn person_stands(one: &str, other: &str) -> Stands {
    let (a, b): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if let [single] = short[..] {
        let known = single.len() > 2 && (long[long.len() - 1] == single || long[0] == single);
        return if known { Stands::Barely } else { Stands::No };
    }
    // Father and son.
    let generation = |words: &[&str]| ["jr", "sr", "ii", "iii"].iter().position(|mark| words.contains(mark));
    if generation(&a) != generation(&b) {
        return Stands::No;
    }
    let rotated = |words: &[&str]| -> Vec<String> {
        (0..words.len()).map(|n| [&words[n..], &words[..n]].concat().concat()).collect()
    };
    if rotated(short).iter().any(|one| *one == long.concat())
        || short[0].len() > 1 && short.iter().all(|word| long.contains(word))
    {
        return Stands::Same;
    }
    let (first, last) = (short[0], short[short.len() - 1]);
    let surname = long[1..].iter().any(|word| spelt_alike(word, last));
    let given = given_alike(first, long[0]);
    if surname && given { Stands::Maybe } else { Stands::No }
}

/// Whether one given name can stand for another: "J", "Liz", "Funmi", "Nikolay".
fn given_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.starts_with(short) && short.len() != 2
        || spelt_alike(one, other)
        || SHORT_FORMS.iter().any(|(full, forms)| {
            let known = |name: &str| name == *full || forms.contains(&name);
            known(one) && known(other)
        })
}

/// Given names whose short forms are not their beginnings.
const SHORT_FORMS: [(&str, &[&str]); 24] = [
    ("alexander", &["alex", "sandy", "sasha", "oleksandr", "aleksandr", "alejandro"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("catherine", &["kate", "cathy", "katherine", "kathy"]),
    ("charles", &["charlie", "chuck"]),
    ("deborah", &["debbie"]),
    ("edward", &["ed", "ted", "eddie", "ned"]),
    ("elizabeth", &["liz", "beth", "betty", "lizzie", "eliza"]),
    ("henry", &["harry", "hank"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("jennifer", &["jenny", "jen"]),
    ("john", &["jack", "johnny", "jon"]),
    ("joseph", &["joe", "joey"]),
    ("margaret", &["maggie", "meg", "peggy", "margot"]),
    ("michael", &["mike", "mick", "mickey"]),
    ("patricia", &["pat", "trish", "patty"]),
    ("patrick", &["paddy", "pat"]),
    ("richard", &["dick", "rick", "rich"]),
    ("robert", &["bob", "bobby", "rob"]),
    ("stephen", &["steve", "steven"]),
    ("susan", &["sue", "susie"]),
    ("theodore", &["ted", "teddy"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["bill", "billy", "will", "liam"]),
];

/// Whether two words spell one name: their consonants agree, and little else
/// differs.
fn spelt_alike(one: &str, other: &str) -> bool {
    one == other
        || one.len() >= 4 && other.len() >= 4 && skeleton(one) == skeleton(other) && distance(one, other) <= 3
}

/// What is left of a name when what differs between spellings goes: vowels but
/// for the first letter, h, doubled letters.
fn skeleton(word: &str) -> String {
    let mut found = String::new();
    for (at, c) in word.chars().enumerate() {
        let c = match c {
            'c' | 'q' => 'k',
            'z' => 's',
            'w' => 'v',
            'j' if at > 0 => 'y',
            c => c,
        };
        let silent = at > 0 && matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
        if !silent && !found.ends_with(c) {
            found.push(c);
        }
    }
    found
}

/// How many letters to insert, remove or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &b) in other.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != b)).min(up + 1).min(row[j] + 1);
            diagonal = up;
        }
    }
    row[other.len()]
}

fn body_stands(one: &str, other: &str) -> Stands {
    if stands_for(one, other) || stands_for(other, one) {
        Stands::Same
    } else if is_part(one, other) || is_part(other, one) {
        Stands::Maybe
    } else {
        Stands::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_for_each_other() {
        use Stands::{Barely, Maybe, No, Same};
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
            assert_eq!(person_stands(one, other), expected, "{one}, {other}");
            assert_eq!(person_stands(other, one), expected, "{other}, {one}");
        }
        for (one, other, expected) in [
            ("frb", "federal rivers bureau", Same),
            ("moa", "ministry of agriculture", Same),
            ("hallim", "hallim electronics", Maybe),
            ("rivers bureau", "federal rivers board", No),
            ("hal", "hallim electronics", No),
        ] {
            assert_eq!(body_stands(one, other), expected, "{one}, {other}");
        }
    }
}
