//! What the targets do. How to run them: `fuzz/README.md`.

pub mod checkpoint;
pub mod learned;

use corpus::{Input, Options, Reader};
use lexicon::Lexicon;
use sayso::{Model, Pipeline};
use std::sync::LazyLock;
use text::Span;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Lexicon::embedded()));

// Shared by threads, though a pipeline does not go from one to another.
static RULES: LazyLock<&Pipeline> = LazyLock::new(|| pipeline(None));

static LEARNED: LazyLock<&Pipeline> = LazyLock::new(|| pipeline(Some(Model::embedded())));

fn pipeline(model: Option<Model>) -> &'static Pipeline {
    Box::leak(Box::new(Pipeline::new(&Lexicon::embedded(), model.map(Into::into).unwrap_or_default())))
}

/// Reads a file of this name with whatever is in it. It gives articles whose
/// paragraphs lie in their texts, or complaints; a fault, of which a run makes a
/// complaint, is a finding here.
pub fn read(name: &str, bytes: &[u8]) {
    check(&Input::of_bytes(name, bytes.to_vec(), &options()));
}

/// The same in a corpus with these settings.
pub fn read_by(settings: &str, name: &str, bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("sayso-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("corpus.toml"), settings).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    check(&Input::find(std::slice::from_ref(&folder), &options()));
    std::fs::remove_dir_all(folder).unwrap();
}

fn options() -> Options {
    Options { largest: 1 << 20, any_language: true, ..Options::default() }
}

fn check(input: &Input) {
    for record in input.records() {
        match READER.article(record) {
            Ok(article) => {
                let mut end = 0;
                for paragraph in &article.paragraphs {
                    let Span { start, .. } = paragraph.span;
                    assert!(start >= end && article.text.get(start..paragraph.span.end).is_some());
                    end = paragraph.span.end;
                }
            }
            Err(skipped) => assert!(!skipped.reason.contains("a fault in sayso"), "{skipped}"),
        }
    }
}

/// Splits a text: the sentences lie in it, in order, apart from each other.
pub fn split(text: &str) {
    let mut end = 0;
    for sentence in RULES.sentences(text) {
        assert!(sentence.start >= end && sentence.end > sentence.start, "{sentence:?} after {end}");
        assert!(text.get(sentence.start..sentence.end).is_some_and(|words| words.trim() == words));
        end = sentence.end;
    }
}

/// Sends a text through all stages, by the rules and with the model, to the records.
pub fn detect(text: &str) {
    for pipeline in [*RULES, *LEARNED] {
        let Ok(article) = READER.article(corpus::Record::of_text("a", text)) else { return };
        let analysis = pipeline.worker().analyse(&article);
        for found in &analysis.attributions {
            assert!(!found.content.is_empty());
        }
        for offsets in [sayso::Offsets::CodePoint, sayso::Offsets::Byte, sayso::Offsets::Utf16] {
            analysis.records(&article, offsets).lines();
        }
    }
}
