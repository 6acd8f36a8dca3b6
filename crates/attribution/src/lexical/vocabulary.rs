//! What the word lists say of a word, compiled for one lookup a word.

use crate::lexical::classes::Is;
use crate::lexical::hash::word_hash;
use crate::lexical::inflection::{Form, ing, past, third};
use crate::lexical::takes::Takes;
use lexicon::Lexicon;
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
}

fn act_of(entry: &lexicon::Entry) -> Act {
    [Act::Writing, Act::Evidence, Act::Attitude]
        .into_iter()
        .find(|a| entry.is(a.name()))
        .unwrap_or(Act::Speech)
}

impl Vocabulary {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut all = Self {
            known: FxHashMap::default(),
            verbs: Vec::new(),
            phrases: Vec::new(),
            set_phrases: Vec::new(),
        };
        #[rustfmt::skip]
        let classes: &[(&str, &[(&str, Is)])] = &[
            ("function_words", &[
                ("article", Is::ARTICLE), ("number", Is::NUMBER), ("quantity", Is::QUANTITY),
                ("pointing", Is::POINTING), ("possessive", Is::POSSESSIVE), ("subject", Is::SUBJECT),
                ("object", Is::OBJECT), ("reflexive", Is::REFLEXIVE), ("preposition", Is::PREPOSITION), ("of", Is::OF), ("to", Is::TO), ("by", Is::BY), ("coordinator", Is::COORDINATOR),
                ("subordinator", Is::SUBORDINATOR), ("that", Is::THAT), ("wh", Is::WH), ("relative", Is::RELATIVE),
                ("be", Is::BE), ("have", Is::HAVE), ("do", Is::DO), ("modal", Is::MODAL),
                ("negation", Is::NEGATION), ("adverb", Is::ADVERB),
            ]),
            ("time_words", &[
                ("day", Is::DAY), ("month", Is::MONTH), ("part", Is::PART), ("unit", Is::UNIT), ("fixed", Is::FIXED),
            ]),
            ("media", &[
                ("writing", Is::MEDIUM), ("speech", Is::MEDIUM), ("occasion", Is::MEDIUM), ("audience", Is::AUDIENCE),
            ]),
            ("cue_nouns", &[("that", Is::CUE_NOUN), ("is", Is::CUE_NOUN), ("colon", Is::CUE_NOUN)]),
            ("cue_adjectives", &[("attitude", Is::CUE_ADJECTIVE)]),
            ("silence", &[("silence", Is::SILENCE)]),
            ("works", &[("work", Is::WORK)]),
            ("headings", &[("heading", Is::HEADING)]),
            ("common_verbs", &[("past", Is::VERB), ("present", Is::VERB)]),
        ];
        for (list, classes) in classes {
            for entry in lexicon.list(list) {
                let known = all.known.entry(entry.phrase.to_lowercase().into()).or_default();
                for (class, is) in *classes {
                    if entry.is(class) {
                        known.is |= *is;
                    }
                }
            }
        }
        for (list, is) in [
            ("role_nouns", Is::PERSON),
            ("group_nouns", Is::GROUP),
            ("kinship", Is::KIN),
            ("organisation_nouns", Is::ORGANIZATION),
            ("document_nouns", Is::DOCUMENT),
            ("titles", Is::TITLE),
        ] {
            for entry in lexicon.list(list) {
                // Capitals in the other lists make names, which the text's own
                // capitals show: “AS” would make every “as” a company.
                let name = entry.phrase.starts_with(char::is_uppercase);
                if entry.phrase.contains(' ') || name && is != Is::TITLE {
                    continue;
                }
                let lower = entry.phrase.to_lowercase();
                for word in [third(&lower), format!("{lower}."), lower] {
                    all.known.entry(word.into()).or_default().is |= is;
                }
            }
        }
        for entry in lexicon.list("reporting_verbs") {
            all.add_verb(entry);
        }
        for entry in lexicon.list("cue_phrases") {
            let words: Vec<_> = entry.phrase.split(' ').map(str::to_owned).collect();
            let known = all.known.entry(words[0].as_str().into()).or_default();
            known.phrases.push((all.phrases.len() as u16, true));
            all.phrases.push(Phrase { words, act: act_of(entry) });
        }
        for entry in lexicon.list("set_phrases") {
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

    fn add_verb(&mut self, entry: &lexicon::Entry) {
        let mut words = entry.phrase.split(' ');
        let head = words.next().unwrap_or_default();
        let verb = self.verbs.len() as u16;
        self.verbs.push(Verb {
            name: word_hash(&entry.phrase),
            rest: words.map(str::to_owned).collect(),
            act: act_of(entry),
            takes: Takes::from_entry(entry),
        });
        let past = entry.value("past").unwrap_or_else(|| past(head));
        let third = entry.value("s").unwrap_or_else(|| third(head));
        let ing = entry.value("ing").unwrap_or_else(|| ing(head));
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
}
