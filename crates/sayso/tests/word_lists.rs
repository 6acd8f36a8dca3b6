//! The word lists and the code that reads them agree.

use sayso::Lexicon;
use std::collections::{BTreeMap, BTreeSet};

/// Every class that the head of a list declares is read by some stage, and every
/// class that a stage reads is declared.
#[test]
fn heads_declare_what_is_read() {
    let lexicon = Lexicon::embedded();
    let mut read: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let stages = corpus::reads()
        .chain(sentences::reads())
        .chain(attribution::reads())
        .chain(speakers::reads())
        .chain(aggregate::reads())
        .chain(verify::reads());
    for table in stages {
        // Code reads “past=”, a head declares “past=…”.
        let classes = table.classes().into_iter().map(|class| match class.ends_with('=') {
            true => format!("{class}…"),
            false => class.to_owned(),
        });
        read.entry(table.list()).or_default().extend(classes);
    }
    for list in lexicon.names() {
        let declared: BTreeSet<String> = lexicon.classes(list).iter().cloned().collect();
        let read = read.remove(list).unwrap_or_default();
        assert_eq!(
            declared, read,
            "{list}.tsv: on the left what its head declares, on the right what is read"
        );
    }
    assert!(read.is_empty(), "no such lists: {read:?}");
}

/// Each cue has one act.
#[test]
fn a_cue_has_one_act() {
    let lexicon = Lexicon::embedded();
    for list in ["reporting_verbs", "cue_phrases", "cue_nouns", "cue_adjectives"] {
        for entry in lexicon.list(list) {
            let acts =
                ["speech", "writing", "evidence", "attitude"].iter().filter(|act| entry.is(act)).count();
            assert_eq!(acts, 1, "{list}.tsv: “{}” has {acts} acts", entry.phrase);
        }
    }
}
