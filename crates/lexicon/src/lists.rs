//! All word lists: those in `data/`, which are embedded, and what a user adds.

use crate::head::Head;
use crate::list::{self, Entry, Error};
use std::collections::BTreeMap;
use std::path::Path;

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        /// The embedded lists: name and text.
        const LISTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../data/", $name, ".tsv")))),*];
    };
}

// One line for each file in data/; a test sees to it that none is forgotten.
lists! {
    "abbreviations",
    "agencies",
    "boilerplate",
    "calendar",
    "common_verbs",
    "common_words",
    "cue_adjectives",
    "cue_nouns",
    "cue_phrases",
    "demonyms",
    "document_nouns",
    "function_words",
    "given_names",
    "group_nouns",
    "headings",
    "kinship",
    "media",
    "name_particles",
    "no_article",
    "numbers",
    "office_holders",
    "openers",
    "organisation_nouns",
    "places",
    "publication",
    "qualifiers",
    "reporting_verbs",
    "role_nouns",
    "set_phrases",
    "short_forms",
    "silence",
    "speaker_nouns",
    "titles",
    "vague_roles",
    "works",
}

/// All word lists.
#[derive(Clone, Debug)]
pub struct Lexicon {
    lists: BTreeMap<&'static str, List>,
}

#[derive(Clone, Debug)]
struct List {
    head: Head,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// The lists that come with the program.
    ///
    /// # Panics
    /// If an embedded list is malformed, which a test rules out.
    pub fn embedded() -> Self {
        let lists = LISTS.iter().map(|&(name, text)| {
            let head = Head::parse(text);
            let entries = list::parse(&format!("{name}.tsv"), text, &head);
            (name, List { head, entries: entries.expect("the embedded lists are well-formed") })
        });
        Self { lists: lists.collect() }
    }

    /// Adds the user's lists: every `NAME.tsv` in `folder` whose name is one of
    /// [`Lexicon::names`]. User lists need not be sorted.
    ///
    /// # Errors
    /// If the folder or a file cannot be read, a line is malformed, a class is
    /// unknown, or no list has the name of a file; the message names the file and
    /// the line.
    pub fn extend_from(&mut self, folder: &Path) -> Result<(), Error> {
        for (file, text) in list::files_in(folder)? {
            let name = file.strip_suffix(".tsv").unwrap_or(&file);
            let Some(own) = self.lists.get_mut(name) else {
                return Err(Error::unknown_list(folder, &file, self.lists.keys().copied()));
            };
            let shown = folder.join(&file);
            for entry in list::parse_unsorted(&shown.display().to_string(), &text, &own.head)? {
                own.entries.retain(|e| e.phrase != entry.phrase);
                if entry.classes != list::NONE {
                    own.entries.push(entry);
                }
            }
        }
        Ok(())
    }

    /// The entries of a list.
    ///
    /// # Panics
    /// If there is no list of that name; which lists a stage needs is fixed when
    /// it is written.
    pub fn list(&self, name: &str) -> &[Entry] {
        &self.named(name).entries
    }

    /// The classes that the head of a list declares, in its order; `past=…` is
    /// one with a value.
    ///
    /// # Panics
    /// If there is no list of that name.
    pub fn classes(&self, name: &str) -> &[String] {
        self.named(name).head.classes()
    }

    /// The names of all lists, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.lists.keys().copied()
    }

    fn named(&self, name: &str) -> &List {
        self.lists.get(name).unwrap_or_else(|| panic!("there is no word list called {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_embedded_and_well_formed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let mut files: Vec<_> = list::files_in(&folder).unwrap().into_iter().map(|f| f.0).collect();
        files.sort();
        let mut known: Vec<_> = LISTS.iter().map(|(n, _)| format!("{n}.tsv")).collect();
        known.sort();
        assert_eq!(files, known, "data/ and the list of lists in lists.rs differ");
        for (name, text) in LISTS {
            if let Err(error) = list::parse(&format!("{name}.tsv"), text, &Head::parse(text)) {
                panic!("{error}");
            }
        }
    }

    #[test]
    fn a_users_entries_replace_add_and_remove() {
        let folder = std::env::temp_dir().join(format!("sayso-lexicon-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("reporting_verbs.tsv");
        std::fs::write(&file, "tweetstorm\twriting\tX tweetstormed that …\nsay\tnone\t\n").unwrap();
        let mut lexicon = Lexicon::embedded();
        lexicon.extend_from(&folder).unwrap();
        let verbs = lexicon.list("reporting_verbs");
        assert!(verbs.iter().any(|e| e.phrase == "tweetstorm" && e.is("writing")));
        assert!(!verbs.iter().any(|e| e.phrase == "say"));

        std::fs::write(&file, "one column\n").unwrap();
        let error = lexicon.extend_from(&folder).unwrap_err().to_string();
        assert!(error.contains("reporting_verbs.tsv:1:"), "{error}");

        std::fs::write(&file, "# ours\nshriek\tspeech qoute\n").unwrap();
        let error = lexicon.extend_from(&folder).unwrap_err().to_string();
        assert!(
            error.contains("reporting_verbs.tsv:2: unknown class “qoute”; known are past=…, "),
            "{error}"
        );

        std::fs::write(folder.join("verbs.tsv"), "").unwrap();
        std::fs::remove_file(&file).unwrap();
        let error = lexicon.extend_from(&folder).unwrap_err().to_string();
        assert!(error.contains("verbs.tsv") && error.contains("reporting_verbs"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
