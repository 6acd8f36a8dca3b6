//! When two names, or two contents, are the same apart from how they are
//! printed.

use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::FxHashSet;
use text::SpeakerType;
use unicode_normalization::char::decompose_compatible;

/// Appends the words of `text` to `folded`, a single space between them, and
/// returns how many there are.
///
/// What is printed in different ways becomes the same: case, white space, quotation marks,
/// dashes and all other punctuation, apostrophes, accents however they are
/// encoded, letters that stand for two ("ß", "ﬁ"). Signs that carry meaning
/// ("%", "$") stay.
pub(crate) fn words(text: &str, folded: &mut String) -> usize {
    let mut words = Words { folded, count: 0, within: false };
    for c in text.chars() {
        if c.is_ascii() {
            words.ascii(c);
        } else if is_break(c) {
            words.within = false;
        } else if !is_silent(c) {
            decompose_compatible(c, |part| words.any(part));
        }
    }
    words.count
}

struct Words<'a> {
    folded: &'a mut String,
    count: usize,
    /// Whether the next letter goes on with a word.
    within: bool,
}

impl Words<'_> {
    fn ascii(&mut self, c: char) {
        match c {
            'a'..='z' | '0'..='9' | '%' | '$' | '+' => self.push(c),
            'A'..='Z' => self.push(c.to_ascii_lowercase()),
            '&' => {
                self.within = false;
                "and".chars().for_each(|c| self.push(c));
                self.within = false;
            }
            // Don't is one word however it is printed.
            '\'' | '`' => {}
            _ => self.within = false,
        }
    }

    /// A part of a character that may itself be of any kind: the "..." of "…".
    fn any(&mut self, c: char) {
        match c {
            c if c.is_ascii() => self.ascii(c),
            // Accents: some outlets print them, others do not.
            '\u{300}'..='\u{36F}' => {}
            'ø' | 'Ø' => self.push('o'),
            'đ' | 'Đ' => self.push('d'),
            'ł' | 'Ł' => self.push('l'),
            'ı' => self.push('i'),
            'ß' | 'ẞ' => "ss".chars().for_each(|c| self.push(c)),
            'æ' | 'Æ' => "ae".chars().for_each(|c| self.push(c)),
            'œ' | 'Œ' => "oe".chars().for_each(|c| self.push(c)),
            c => c.to_lowercase().for_each(|c| self.push(c)),
        }
    }

    fn push(&mut self, c: char) {
        if !self.within {
            if !self.folded.is_empty() {
                self.folded.push(' ');
            }
            self.count += 1;
            self.within = true;
        }
        self.folded.push(c);
    }
}

/// Marks and spaces outside ASCII that part words.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '«' | '»' | '¡' | '¿' | '·' | '‐'..='‗' | '“'..='‧' | '‹' | '›' | '、'..='〟')
}

/// Characters outside ASCII that are part of no spelling: apostrophes and what
/// has no width.
fn is_silent(c: char) -> bool {
    matches!(c, '‘' | '’' | '‛' | 'ʼ' | 'ʻ' | '´' | '′' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

const LEGAL_FORMS: ClassTable<()> = ClassTable { list: "organisation_nouns", meanings: &[("legal", ())] };

pub(crate) const READS: [&dyn Reads; 1] = [&LEGAL_FORMS];

/// Compares the names of speakers.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    titles: FxHashSet<String>,
    given_names: FxHashSet<String>,
    legal_forms: FxHashSet<String>,
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
        let longest_title = titles.iter().map(|title| title.split(' ').count()).max().unwrap_or(0);
        let legal_forms = listed(LEGAL_FORMS.list, &|entry| entry.is("legal"));
        Self { titles, given_names, legal_forms, longest_title }
    }

    /// What all ways to print one name have in common, apart from its type:
    /// no article, no title before a person's full name, no legal form after an
    /// organization's. Empty when there is not a word in it.
    pub(crate) fn key(&self, name: &str, kind: SpeakerType) -> String {
        let folded = fold(name);
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
                while words.len() > 1 && self.legal_forms.contains(words[words.len() - 1]) {
                    words.pop();
                }
            }
            SpeakerType::Group | SpeakerType::Document | SpeakerType::Unnamed => {}
        }
        join_initials(&words)
    }

    /// The titles with which a name starts: "Judge" of "Judge Benavides".
    pub(crate) fn titles_of(&self, name: &str) -> String {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let titles = words[..words.len() - 1].iter().take_while(|word| self.titles.contains(**word));
        titles.copied().collect::<Vec<_>>().join(" ")
    }

    /// How many words at the start are titles, two words of a name left alone:
    /// Dean is a title in "Dean Aylin Demir" and a name in "Dean Okafor".
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

    /// A short form by which an article speaks of somebody, cut out of the words
    /// of a source: "Funes" of "Mr. Funes, who resigned in May", "SPB" of "the
    /// SPB". Nothing when what is left does not look like a name.
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
        (named && (1..=3).contains(&count)).then_some(short)
    }
}

/// Whether one folded name is an acronym of another: "fao" of "food and
/// agriculture organisation", small words counted or not.
pub(crate) fn stands_for(acronym: &str, name: &str) -> bool {
    let is_small =
        |word: &str| matches!(word, "and" | "of" | "for" | "the" | "in" | "on" | "to" | "de" | "la");
    let initials = |all: bool| -> String {
        name.split(' ').filter(|word| all || !is_small(word)).filter_map(|word| word.chars().next()).collect()
    };
    (2..=8).contains(&acronym.len())
        && name.contains(' ')
        && !acronym.contains(' ')
        && (initials(false) == acronym || initials(true) == acronym)
}

/// Whether all words of one folded name stand side by side in another.
pub(crate) fn is_part(part: &str, name: &str) -> bool {
    let Some(at) = name.find(part) else { return false };
    let end = at + part.len();
    !part.is_empty()
        && (at == 0 || name.as_bytes()[at - 1] == b' ')
        && (end == name.len() || name.as_bytes()[end] == b' ')
}

/// The words of a text as one string.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    words(text, &mut folded);
    folded
}

/// "Port Authority" of "the Port Authority".
pub(crate) fn without_article(name: &str) -> &str {
    match name.split_once(char::is_whitespace) {
        Some((first, rest)) if ["the", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a)) => {
            rest.trim_start()
        }
        _ => name,
    }
}

/// "J. K. Rowe" and "J.K. Rowe" are one name, "U.S." and "US" one country.
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

/// Whether a word is printed like a name: "Funes", "eBay", "3M". Letters of
/// scripts without case count as capitals.
pub(crate) fn is_capitalised(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_different_prints() {
        let prints = [
            (
                "“We don’t know – yet,” she said…",
                "\"We don't know -- yet\" she said...",
                "we dont know yet she said",
            ),
            ("Élodie  Nguyễn\u{a0}Văn", "E\u{301}lodie Nguye\u{302}\u{303}n Va\u{306}n", "elodie nguyen van"),
            ("Straße, Ærø & Łódź", "STRASSE AERO AND LODZ", "strasse aero and lodz"),
            ("a soft\u{ad}ware ﬁx", "A software fix!", "a software fix"),
            ("3.7% of $5", "3,7% OF $5;", "3 7% of $5"),
            ("Иван Йовков", "иван йовков", "иван иовков"),
            ("¿Qué? «Nada», dijo", "que nada dijo", "que nada dijo"),
            ("", " \u{200b}… ", ""),
        ];
        for (one, other, folded) in prints {
            assert_eq!(fold(one), folded, "{one}");
            assert_eq!(fold(other), folded, "{other}");
        }
    }

    #[test]
    fn words_are_counted() {
        for (text, count) in [("", 0), (" — ", 0), ("Yes.", 1), ("I don’t know", 3), ("Tom&Jerry", 3)] {
            let mut folded = String::new();
            assert_eq!(words(text, &mut folded), count, "{text}");
            assert_eq!(folded.split_whitespace().count(), count, "{text}");
        }
    }

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
