//! Each fuzz target begins with seeds (`fuzz/seeds/`), and those of the readers are read: a
//! seed that no reader understands leads a fuzzer nowhere.
#![allow(clippy::print_stdout, missing_docs)]

use corpus::{Input, Options, Reader};
use std::fs;
use std::path::Path;

/// The name that a target gives to its input: `fuzz::read("a.docx", bytes)`.
fn file_name(target: &str) -> Option<&str> {
    target.split_once("fuzz::read(\"")?.1.split('"').next()
}

#[test]
fn seeds_are_read() {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz"));
    let Ok(targets) = fs::read_dir(fuzz.join("fuzz_targets")) else {
        return println!("skipped: there is no {}", fuzz.display());
    };
    let options = Options { any_language: true, ..Options::default() };
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut readers = 0;
    for target in targets.map(|entry| entry.unwrap().path()) {
        let seeds = fs::read_dir(fuzz.join("seeds").join(target.file_stem().unwrap()));
        let seeds = seeds.unwrap_or_else(|error| panic!("{}: no seeds: {error}", target.display()));
        let source = fs::read_to_string(&target).unwrap();
        // A bundle is more than its seed: the target puts one in front.
        let Some(name) = file_name(&source).filter(|_| !target.ends_with("bundle.rs")) else { continue };
        if name.ends_with(".parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        for seed in seeds.map(|entry| entry.unwrap().path()) {
            let input = Input::of_bytes(name, fs::read(&seed).unwrap(), &options);
            let read: Vec<_> = input.records().map(|record| reader.article(record)).collect();
            assert!(!read.is_empty() && read.iter().all(Result::is_ok), "{}: {read:?}", seed.display());
        }
        readers += 1;
    }
    assert!(readers > 15, "only {readers} targets read files");
}
