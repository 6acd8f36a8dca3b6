//! When two names are the same apart from how they are printed.

use super::fold::{fold, is_capitalised, without_article};
use super::gender::Gender;
use super::glued::unglued;
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::RangeInclusive;
use text::SpeakerType;

/// How many words a short form has at most: "Van der Berg".
const SHORT_FORM_WORDS: usize = 3;

/// How many letters an acronym has, in bytes: one letter may be anything, and
/// longer words are no acronyms.
const ACRONYM_LETTERS: RangeInclusive<usize> = 2..=8;

/// Words of a name that an acronym may leave out.
const SKIPPED_BY_ACRONYMS: [&str; 9] = ["and", "of", "for", "the", "in", "on", "to", "de", "la"];

const LEGAL_FORMS: ClassTable<()> = ClassTable { list: "organisation_nouns", meanings: &[("legal", ())] };

const GENDERED_TITLES: ClassTable<Gender> =
    ClassTable { list: "titles", meanings: &[("gender=m", Gender::Man), ("gender=f", Gender::Woman)] };

const TITLE_NOUNS: ClassTable<()> = ClassTable { list: "titles", meanings: &[("noun=", ())] };

pub(crate) const READS: [&dyn Reads; 3] = [&LEGAL_FORMS, &GENDERED_TITLES, &TITLE_NOUNS];

/// The words that names are compared without.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    titles: FxHashSet<String>,
    gendered_titles: FxHashMap<String, Gender>,
    /// What short titles are short for: "senator" by "sen".
    title_nouns: FxHashMap<String, String>,
    given_names: FxHashSet<String>,
    legal_forms: FxHashSet<String>,
    /// Words of quantity: "more".
    quantities: FxHashSet<String>,
    /// How many words the longest title has.
    longest_title: usize,
}

impl Names {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let listed = |list: &str, wanted: &dyn Fn(&lexicon::Entry) -> bool| {
            let entries = lexicon.list(list).iter().filter(|entry| wanted(entry));
            entries.map(|entry| fold(&entry.phrase)).collect::<FxHashSet<_>>()
        };
        let titles = listed("titles", &|_| true);
        let given_names = listed("given_names", &|_| true);
        let gendered_titles = (lexicon.list(GENDERED_TITLES.list).iter())
            .filter_map(|entry| Some((fold(&entry.phrase), GENDERED_TITLES.all(entry).next()?)))
            .collect();
        let title_nouns = (lexicon.list(TITLE_NOUNS.list).iter())
            .filter_map(|entry| Some((fold(&entry.phrase), fold(&entry.value("noun")?))))
            .collect();
        let longest_title = titles.iter().map(|title| title.split(' ').count()).max().unwrap_or(0);
        let legal_forms = listed(LEGAL_FORMS.list, &|entry| entry.is("legal"));
        let quantities = listed("function_words", &|entry| entry.is("quantity"));
        Self { titles, gendered_titles, title_nouns, given_names, legal_forms, quantities, longest_title }
    }

    /// What all ways to print one name have in common: its folded words without
    /// an article, titles before a person's full name, or a legal form after an
    /// organization's. Names of different types may have the same key. Empty if
    /// there is no word in the name.
    pub(crate) fn key(&self, name: &str, kind: SpeakerType) -> String {
        let name = self.without_link(name);
        let folded = match kind {
            SpeakerType::Person => fold(&unglued(name)),
            _ => fold(name),
        };
        let mut words: Vec<&str> = without_article(&folded).split(' ').collect();
        match kind {
            SpeakerType::Person => {
                words.drain(..self.titles_before(&words));
                if let [title, _] = words[..]
                    && self.titles.contains(title)
                    && !self.given_names.contains(title)
                {
                    words.remove(0);
                }
            }
            SpeakerType::Organization => {
                // "Funes Ltd" is not Funes.
                while words.len() > 2 && self.legal_forms.contains(words[words.len() - 1]) {
                    words.pop();
                }
            }
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => {}
        }
        join_initials(&words)
    }

    /// Whether a scraper left something at a name that does not belong to it.
    pub(crate) fn is_glued(&self, name: &str, kind: SpeakerType) -> bool {
        let rest = self.without_link(name);
        rest != name || kind == SpeakerType::Person && !unglued(rest).split(' ').eq(rest.split_whitespace())
    }

    /// A name without the link that a scraper left behind it: "Okafor" of "Okafor
    /// MORE".
    fn without_link<'a>(&self, name: &'a str) -> &'a str {
        match name.rsplit_once(' ') {
            Some((rest, link))
                if !link.contains(char::is_lowercase)
                    && rest.contains(char::is_lowercase)
                    && self.quantities.contains(&fold(link)) =>
            {
                rest
            }
            _ => name,
        }
    }

    /// The titles with which a name starts, folded: "judge" of "Judge Benavides".
    pub(crate) fn titles_of(&self, name: &str) -> String {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let titles = words[..words.len() - 1].iter().take_while(|word| self.titles.contains(**word));
        titles.copied().collect::<Vec<_>>().join(" ")
    }

    /// A folded role with its titles as the text speaks of them later: "harbour captain" for
    /// "harbour capt".
    pub(crate) fn with_title_nouns(&self, role: &str) -> String {
        let noun = |word| self.title_nouns.get(word).map_or(word, String::as_str);
        role.split(' ').map(noun).collect::<Vec<_>>().join(" ")
    }

    /// Of whom the titles before a name are said.
    pub(crate) fn gender_of_titles(&self, name: &str) -> Option<Gender> {
        self.titles_of(name).split(' ').find_map(|title| self.gendered_titles.get(title)).copied()
    }

    /// How many words at the start are titles. The last two words are left alone:
    /// "Dean" is a title in "Dean Aylin Demir" and a name in "Dean Okafor".
    fn titles_before(&self, words: &[&str]) -> usize {
        let mut start = 0;
        'titles: loop {
            let left = words.len() - start;
            for length in (1..=self.longest_title.min(left.saturating_sub(2))).rev() {
                if self.titles.contains(&words[start..start + length].join(" ")) {
                    start += length;
                    continue 'titles;
                }
            }
            return start;
        }
    }

    /// The short form by which an article calls somebody, cut out of the words of
    /// a source: "Funes" of "Mr. Funes, who resigned in May", "SPB" of "the SPB".
    /// `None` if what is left does not look like a name.
    pub(crate) fn short_form<'a>(&self, source: &'a str) -> Option<&'a str> {
        let source = source.split([',', '(', ';', ':', '—', '–']).next()?.trim();
        let mut short = without_article(source);
        while let Some((first, rest)) = short.split_once(' ')
            && self.titles.contains(&fold(first))
        {
            short = rest.trim_start();
        }
        let short = short.strip_suffix("'s").or_else(|| short.strip_suffix("’s")).unwrap_or(short);
        let mut count = 0;
        let named = short.split_whitespace().all(|word| {
            count += 1;
            is_capitalised(word) && !word.ends_with("'s") && !word.ends_with("’s")
        });
        (named && (1..=SHORT_FORM_WORDS).contains(&count)).then_some(short)
    }
}

/// Whether one folded name is an acronym of another, with or without the small
/// words: "fao" of "food and agriculture organisation".
pub(crate) fn is_acronym_of(acronym: &str, name: &str) -> bool {
    let initials = |all: bool| -> String {
        let words = name.split(' ').filter(|word| all || !SKIPPED_BY_ACRONYMS.contains(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    ACRONYM_LETTERS.contains(&acronym.len())
        && name.contains(' ')
        && !acronym.contains(' ')
        && (initials(false) == acronym || initials(true) == acronym)
}

/// Whether all words of one folded name occur side by side in another.
pub(crate) fn is_part(part: &str, name: &str) -> bool {
    let Some(at) = name.find(part) else { return false };
    let end = at + part.len();
    !part.is_empty()
        && (at == 0 || name.as_bytes()[at - 1] == b' ')
        && (end == name.len() || name.as_bytes()[end] == b' ')
}

/// Joins words with spaces between them, but not between initials: "J. K. Rowe"
/// and "J.K. Rowe" are one name, "U.S." and "US" one country.
fn join_initials(words: &[&str]) -> String {
    let mut joined = String::new();
    let mut after_initial = false;
    for word in words {
        let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        let one_with_the_last = initial && after_initial;
        if !joined.is_empty() && !one_with_the_last {
            joined.push(' ');
        }
        joined.push_str(word);
        after_initial = initial;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_the_same() {
        use SpeakerType::{Group, Organization, Person};
        let names = Names::new(&Lexicon::embedded());
        let same: &[(SpeakerType, &[&str])] = &[
            (
                Person,
                &["Zeynep Arıkan", "ZEYNEP ARIKAN", "Dr. Zeynep Arikan", "Former President Zeynep Arıkan"],
            ),
            (Person, &["J. K. Mbeki", "J.K. Mbeki", "JK Mbeki", "Mr J.K. Mbeki"]),
            (Person, &["Omar Okafor", "Omar Okafor MORE", "Omar Okafor Omar Ngozi OkaforBudget"]),
            (Person, &["Siobhán O’Dwyer", "Siobhan O'Dwyer"]),
            (Organization, &["the Port Authority", "Port Authority", "The Port-Authority"]),
            (Organization, &["Skelwater Foods Ltd.", "Skelwater Foods", "SKELWATER FOODS LTD"]),
            (Organization, &["the U.S. Grain Board", "US Grain Board"]),
            (Group, &["the Greens", "Greens"]),
        ];
        for (kind, forms) in same {
            let keys: Vec<_> = forms.iter().map(|name| names.key(name, *kind)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} become {keys:?}");
        }
        let mut keys: Vec<_> = same.iter().map(|(kind, forms)| names.key(forms[0], *kind)).collect();
        keys.extend(["Dean Okafor", "Okafor"].map(|name| names.key(name, Person)));
        keys.push(names.key("Ltd", Organization));
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all, "different names have one key: {keys:?}");
    }

    #[test]
    fn short_forms() {
        let names = Names::new(&Lexicon::embedded());
        for (source, short) in [
            ("Mr. Funes, who resigned in May", Some("Funes")),
            ("the SPB", Some("SPB")),
            ("Okafor’s", Some("Okafor")),
            ("Adaeze Okafor", Some("Adaeze Okafor")),
            ("his lawyer Okafor", None),
            ("Okafor’s lawyer", None),
            ("she", None),
            ("eBay", Some("eBay")),
            ("", None),
        ] {
            assert_eq!(names.short_form(source), short, "{source}");
        }
    }
}
