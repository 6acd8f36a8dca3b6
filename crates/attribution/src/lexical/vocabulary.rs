//! What the word lists say of a word, compiled for one lookup a word.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::hash::word_hash;
use crate::lexical::takes::Takes;
use lexicon::{Calendar, ClassTable, Entry, Lexicon, Reads};
use rustc_hash::FxHashMap;
use text::Act;

/// A verb of reporting.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// A number for its first form, the same whichever list it is in.
    pub(crate) name: u32,
    /// What follows its first word: `["out"]` in "point out".
    pub(crate) rest: Vec<String>,
    pub(crate) act: Act,
    pub(crate) takes: Takes,
}

/// All that is known of one spelling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) is: Is,
    /// The verbs it may be a form of, longest phrase first.
    pub(crate) verbs: Vec<(u16, Form)>,
    /// For nouns and adjectives that report: what their owner or subject does.
    act: Option<Act>,
    /// `cue_phrases.tsv` and `set_phrases.tsv` entries that begin with it.
    phrases: Vec<(u16, bool)>,
}

/// A phrase such as "according to".
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<String>,
    pub(crate) act: Act,
}

/// All word lists that the detector needs.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    known: FxHashMap<Box<str>, Known>,
    pub(crate) verbs: Vec<Verb>,
    pub(crate) phrases: Vec<Phrase>,
    set_phrases: Vec<Vec<String>>,
    pub(crate) calendar: Calendar,
}

/// The lists whose classes are looked up word by word.
#[rustfmt::skip]
static WORDS: [ClassTable<Is>; 6] = [
    ClassTable { list: "function_words", meanings: &[
        ("article", Is::ARTICLE), ("number", Is::NUMBER), ("quantity", Is::QUANTITY),
        ("pointing", Is::POINTING), ("possessive", Is::POSSESSIVE), ("subject", Is::SUBJECT),
        ("object", Is::OBJECT), ("reflexive", Is::REFLEXIVE), ("preposition", Is::PREPOSITION),
        ("of", Is::OF), ("to", Is::TO), ("by", Is::BY), ("coordinator", Is::COORDINATOR),
        ("subordinator", Is::SUBORDINATOR), ("that", Is::THAT), ("wh", Is::WH), ("relative", Is::RELATIVE),
        ("be", Is::BE), ("have", Is::HAVE), ("do", Is::DO), ("modal", Is::MODAL),
        ("negation", Is::NEGATION), ("adverb", Is::ADVERB),
        ("first", Is::TALK), ("second", Is::TALK), ("before-words", Is::BEFORE_WORDS),
    ] },
    ClassTable { list: "media", meanings: &[("medium", Is::MEDIUM), ("audience", Is::AUDIENCE)] },
    ClassTable { list: "silence", meanings: &[("silence", Is::SILENCE)] },
    ClassTable { list: "works", meanings: &[("work", Is::WORK)] },
    ClassTable { list: "headings", meanings: &[("heading", Is::HEADING)] },
    ClassTable { list: "common_verbs", meanings: &[("verb", Is::VERB)] },
];

#[rustfmt::skip]
const CALENDAR: ClassTable<Is> = ClassTable { list: "calendar", meanings: &[
    ("weekday=", Is::DAY), ("month=", Is::MONTH), ("part", Is::PART), ("hour", Is::PART), ("unit", Is::UNIT),
    ("season", Is::UNIT), ("day=", Is::FIXED), ("short", Is::empty()),
] };

/// The nouns of these lists count in singular and plural, whatever their classes.
const NOUNS: [(&str, Is); 6] = [
    ("role_nouns", Is::PERSON),
    ("group_nouns", Is::GROUP),
    ("kinship", Is::KIN),
    ("organisation_nouns", Is::ORGANIZATION),
    ("document_nouns", Is::DOCUMENT),
    ("titles", Is::TITLE),
];

/// What may precede or follow a verb, and its irregular forms.
#[rustfmt::skip]
const VERBS: ClassTable<Takes> = ClassTable { list: "reporting_verbs", meanings: &[
    ("quote", Takes::QUOTE), ("post", Takes::POST), ("bare", Takes::BARE), ("that", Takes::THAT),
    ("wh", Takes::WH), ("to", Takes::TO), ("tell", Takes::TELL), ("toinf", Takes::TOINF), ("np", Takes::NP),
    ("of", Takes::OF), ("as", Takes::AS), ("name", Takes::NAME), ("passive-that", Takes::PASSIVE_THAT),
    ("neg", Takes::NEG), ("noun", Takes::NOUN), ("seems", Takes::SEEMS), ("told", Takes::TOLD),
    ("past=", Takes::empty()), ("pp=", Takes::empty()), ("s=", Takes::empty()), ("ing=", Takes::empty()),
] };

const SET_PHRASES: ClassTable<()> = ClassTable { list: "set_phrases", meanings: &[("phrase", ())] };

/// The acts; an entry of a list of cues has one.
const ACTS: &[(&str, Act)] = &[
    (Act::Speech.name(), Act::Speech),
    (Act::Writing.name(), Act::Writing),
    (Act::Evidence.name(), Act::Evidence),
    (Act::Attitude.name(), Act::Attitude),
];

const VERB_ACTS: ClassTable<Act> = ClassTable { list: "reporting_verbs", meanings: ACTS };
const PHRASE_ACTS: ClassTable<Act> = ClassTable { list: "cue_phrases", meanings: ACTS };
const NOUN_ACTS: ClassTable<Act> = ClassTable { list: "cue_nouns", meanings: ACTS };
const ADJECTIVE_ACTS: ClassTable<Act> = ClassTable { list: "cue_adjectives", meanings: ACTS };

/// The classes of the word lists that the detector reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let others: [&dyn Reads; 8] = [
        Calendar::reads(),
        &CALENDAR,
        &VERBS,
        &SET_PHRASES,
        &VERB_ACTS,
        &PHRASE_ACTS,
        &NOUN_ACTS,
        &ADJECTIVE_ACTS,
    ];
    WORDS.iter().map(|list| list as &dyn Reads).chain(others)
}

/// The act of an entry; of a user's entry without one, speech.
fn act_of(acts: &ClassTable<Act>, entry: &Entry) -> Act {
    acts.all(entry).next().unwrap_or(Act::Speech)
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut all = Self {
            known: FxHashMap::default(),
            verbs: Vec::new(),
            phrases: Vec::new(),
            set_phrases: Vec::new(),
            calendar: Calendar::new(lexicon),
        };
        let words = WORDS.iter().flat_map(|list| list.read(lexicon));
        for (entry, is) in words.filter(|(_, is)| !is.is_empty()) {
            all.know(&entry.phrase).is |= is;
        }
        for (entry, is) in CALENDAR.read(lexicon).filter(|(_, is)| !is.is_empty()) {
            if entry.is("short") {
                all.know(&format!("{}.", entry.phrase)).is |= is;
                continue;
            }
            // “Sunday: Mass at ten.”
            let heading = if is.contains(Is::DAY) { Is::HEADING } else { Is::empty() };
            all.know(&entry.phrase).is |= is | heading;
        }
        for (acts, is) in [(NOUN_ACTS, Is::CUE_NOUN), (ADJECTIVE_ACTS, Is::CUE_ADJECTIVE)] {
            for entry in lexicon.list(acts.list) {
                let known = all.know(&entry.phrase);
                known.is |= is;
                known.act = Some(act_of(&acts, entry));
            }
        }
        for (list, is) in NOUNS {
            for entry in lexicon.list(list) {
                // Capitals in the other lists make names, which the text's own
                // capitals show: “AS” would make every “as” a company.
                let name = entry.phrase.starts_with(char::is_uppercase);
                if entry.phrase.contains(' ') || name && is != Is::TITLE {
                    continue;
                }
                let lower = entry.phrase.to_lowercase();
                // Not `lexicon::plural`: the shipped models have learned with “firemen”
                // as a word unknown to the lists, so it stays one until they are
                // trained anew.
                for word in [lexicon::with_s(&lower), format!("{lower}."), lower] {
                    all.known.entry(word.into()).or_default().is |= is;
                }
            }
        }
        for entry in lexicon.list(VERBS.list) {
            all.add_verb(entry);
        }
        for entry in lexicon.list(PHRASE_ACTS.list) {
            let words: Vec<_> = entry.phrase.split(' ').map(str::to_owned).collect();
            let known = all.known.entry(words[0].as_str().into()).or_default();
            known.phrases.push((all.phrases.len() as u16, true));
            all.phrases.push(Phrase { words, act: act_of(&PHRASE_ACTS, entry) });
        }
        for entry in lexicon.list(SET_PHRASES.list) {
            let words: Vec<_> = entry.phrase.split(' ').map(str::to_owned).collect();
            let known = all.known.entry(words[0].as_str().into()).or_default();
            known.phrases.push((all.set_phrases.len() as u16, false));
            all.set_phrases.push(words);
        }
        for known in all.known.values_mut() {
            let verbs = &all.verbs;
            known.verbs.sort_by_key(|(v, _)| std::cmp::Reverse(verbs[*v as usize].rest.len()));
        }
        all
    }

    fn know(&mut self, phrase: &str) -> &mut Known {
        self.known.entry(phrase.to_lowercase().into()).or_default()
    }

    fn add_verb(&mut self, entry: &Entry) {
        let mut words = entry.phrase.split(' ');
        let head = words.next().unwrap_or_default();
        let verb = self.verbs.len() as u16;
        self.verbs.push(Verb {
            name: word_hash(&entry.phrase),
            rest: words.map(str::to_owned).collect(),
            act: act_of(&VERB_ACTS, entry),
            takes: VERBS.of(entry),
        });
        let past = entry.value("past").unwrap_or_else(|| lexicon::past(head));
        let third = entry.value("s").unwrap_or_else(|| lexicon::with_s(head));
        let ing = entry.value("ing").unwrap_or_else(|| lexicon::ing(head));
        let participle = entry.value("pp");
        let mut forms = vec![(third, Form::Third), (ing, Form::Ing)];
        // “read” and “put” are read as the past, which asks less of the subject.
        if past != head {
            forms.push((head.to_owned(), Form::Base));
        }
        forms.push((past, Form::Past));
        forms.extend(participle.map(|p| (p, Form::Participle)));
        for (word, form) in forms {
            let known = self.known.entry(word.into()).or_default();
            known.is |= Is::CUE;
            if !known.verbs.contains(&(verb, form)) {
                known.verbs.push((verb, form));
            }
        }
    }

    /// What the lists say of a word in lower case.
    pub(crate) fn look_up(&self, lower: &str) -> Option<&Known> {
        self.known.get(lower)
    }

    /// The act of a noun or an adjective that reports, in any case; nothing of any
    /// other word.
    pub(crate) fn act_of_word(&self, word: &str) -> Option<Act> {
        self.look_up(&word.to_lowercase())?.act
    }

    /// How many words the longest phrase of this list takes that begins with
    /// `known`; `at(n)` gives the n-th word after it, in any case.
    pub(crate) fn set_phrase<'w>(&self, known: &Known, at: impl Fn(usize) -> Option<&'w str>) -> usize {
        let fits = |words: &[String]| {
            words[1..].iter().enumerate().all(|(n, w)| at(n + 1).is_some_and(|o| w == "*" || same(o, w)))
        };
        known
            .phrases
            .iter()
            .filter(|(_, cue)| !cue)
            .map(|(p, _)| &self.set_phrases[*p as usize])
            .filter(|words| fits(words))
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }

    /// The cue phrase that begins with `known`, by index.
    pub(crate) fn cue_phrase<'w>(&self, known: &Known, at: impl Fn(usize) -> Option<&'w str>) -> Option<u16> {
        let fits = |p: &u16| {
            let words = &self.phrases[*p as usize].words;
            words[1..].iter().enumerate().all(|(n, w)| at(n + 1).is_some_and(|o| same(o, w)))
        };
        known.phrases.iter().filter(|(_, cue)| *cue).map(|(p, _)| *p).find(fits)
    }
}

/// Whether a word of the text is this word of a list (which is in lower case).
pub(crate) fn same(word: &str, listed: &str) -> bool {
    word.eq_ignore_ascii_case(listed) || (!word.is_ascii() && word.to_lowercase().replace('’', "'") == listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections() {
        let vocabulary = Vocabulary::new(&Lexicon::embedded());
        let form = |word: &str| vocabulary.look_up(word).and_then(|k| k.verbs.first()).map(|v| v.1);
        for (word, expected) in [
            ("say", Form::Base),
            ("says", Form::Third),
            ("said", Form::Past),
            ("saying", Form::Ing),
            ("denies", Form::Third),
            ("denied", Form::Past),
            ("admitted", Form::Past),
            ("agreeing", Form::Ing),
            ("wrote", Form::Past),
            ("written", Form::Participle),
            ("confesses", Form::Third),
            ("quipping", Form::Ing),
        ] {
            assert_eq!(form(word), Some(expected), "{word}");
        }
    }

    /// An editor copies what the examples show; so they must show it.
    #[test]
    fn examples_use_their_entry() {
        let lexicon = Lexicon::embedded();
        let vocabulary = Vocabulary::new(&lexicon);
        for (number, entry) in lexicon.list(VERBS.list).iter().enumerate() {
            let words: Vec<String> = words_of(&entry.example);
            let used = (0..words.len()).any(|at| {
                let verbs = vocabulary.look_up(&words[at]).map_or(&[][..], |known| &known.verbs);
                verbs.iter().any(|(verb, _)| usize::from(*verb) == number)
                    && words[at + 1..].starts_with(&vocabulary.verbs[number].rest)
            });
            assert!(used, "reporting_verbs.tsv: “{}” is not in “{}”", entry.phrase, entry.example);
        }
        for list in [PHRASE_ACTS.list, NOUN_ACTS.list, ADJECTIVE_ACTS.list] {
            for entry in lexicon.list(list) {
                let (words, phrase) = (words_of(&entry.example), words_of(&entry.phrase));
                let used = words.windows(phrase.len()).any(|window| window == phrase);
                assert!(used, "{list}.tsv: “{}” is not in “{}”", entry.phrase, entry.example);
            }
        }
    }

    fn words_of(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    }
}
