//! Each fuzz target begins with seeds (`fuzz/seeds/`), and those of the readers are read: a
//! seed that no reader understands leads a fuzzer nowhere.
#![allow(clippy::print_stdout, missing_docs)]

use corpus::{Input, Options, Reader};
use std::fs;
use std::path::Path;

/// The targets in a source, and for each the name that it gives to its input:
/// `("docx", |bytes| fuzz::read("a.docx", bytes)),`.
fn targets(source: &str) -> Vec<(&str, Option<&str>)> {
    let lines = source.lines().filter_map(|line| line.strip_prefix("    (\"")?.split_once('"'));
    lines
        .map(|(target, rest)| {
            (target, rest.split_once("fuzz::read(\"").and_then(|(_, name)| name.split('"').next()))
        })
        .collect()
}

#[test]
fn seeds_are_read() {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz"));
    let Ok(source) = fs::read_to_string(fuzz.join("src/main.rs")) else {
        return println!("skipped: there is no {}", fuzz.display());
    };
    let options = Options { any_language: true, ..Options::default() };
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let targets = targets(&source);
    let mut with_seeds: Vec<_> =
        fs::read_dir(fuzz.join("seeds")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    with_seeds.sort();
    assert_eq!(with_seeds, targets.iter().map(|(target, _)| *target).collect::<Vec<_>>());
    let mut readers = 0;
    for (target, name) in targets {
        let Some(name) = name else { continue };
        if name.ends_with(".parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        for seed in fs::read_dir(fuzz.join("seeds").join(target)).unwrap().map(|entry| entry.unwrap().path())
        {
            let input = Input::of_bytes(name, fs::read(&seed).unwrap(), &options);
            let read: Vec<_> = input.records().map(|record| reader.article(record)).collect();
            assert!(!read.is_empty() && read.iter().all(Result::is_ok), "{}: {read:?}", seed.display());
        }
        readers += 1;
    }
    assert!(readers > 13, "only {readers} targets read files");
}
