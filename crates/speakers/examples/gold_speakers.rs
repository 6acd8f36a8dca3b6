//! How many speakers are right when sources are: resolves the *gold* sources of
//! gold files and prints the share of right speakers, and the wrong ones.
//!
//!     cargo run --release -p sayso-speakers --example gold_speakers -- [--every] FILE.jsonl…
//!
//! `--every` prints the right ones too, and files without gold speakers.
#![allow(clippy::print_stdout)]

use evaluation::{Gold, Labelled, Predictions};
use std::path::Path;
use text::{Act, Attribution, Kind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lexicon = lexicon::Lexicon::embedded();
    let reader = corpus::Reader::new(&lexicon);
    let splitter = sentences::Splitter::new(&lexicon);
    let resolver = speakers::Resolver::new(&lexicon);
    let every = std::env::args().any(|a| a == "--every");
    for file in std::env::args().skip(1).filter(|a| a != "--every") {
        let (mut right, mut all) = (0, 0);
        for gold in evaluation::gold(Path::new(&file))? {
            let Ok(article) = reader.article(corpus::Record::of_text(&gold.id, &gold.text)) else { continue };
            let document = splitter.document(&article);
            let found = attributions(&gold);
            let result = resolver.resolve(&article, &document, &found);
            for (labelled, resolution) in gold.attributions.iter().zip(&result.resolutions) {
                let speaker = resolution.map(|r| &result.speakers[r.speaker]);
                let name = speaker.map(|s| s.name.as_str());
                if every {
                    let source = text::joined(&labelled.source, &gold.text);
                    println!("{}: {source:?} is {name:?}, {resolution:?}", gold.id);
                }
                let Some(wanted) = &labelled.speaker else { continue };
                all += 1;
                if same(&gold, labelled, name) {
                    right += 1;
                } else {
                    let source = text::joined(&labelled.source, &gold.text);
                    let by = resolution.map_or("", |r| r.by.name());
                    println!("{}: {source:?} is {name:?}, not {wanted:?} {by}", gold.id);
                }
            }
        }
        println!("{file}: {right} of {all}, {:.1} %\n", 100.0 * f64::from(right) / f64::from(all.max(1)));
    }
    Ok(())
}

/// Whether the name is the gold speaker's, as the scorer of records sees it.
fn same(gold: &Gold, labelled: &Labelled, name: Option<&str>) -> bool {
    let one = |speaker: Option<String>| vec![Labelled { speaker, ..labelled.clone() }];
    let gold = Gold { attributions: one(labelled.speaker.clone()), ..gold.clone() };
    let predictions = Predictions { id: gold.id.clone(), attributions: one(name.map(str::to_owned)) };
    evaluation::details(&[gold], &[predictions]).is_some_and(|d| d.speaker.part == 1)
}

/// The gold attributions as the detector would have found them: a quote with no
/// words of attribution carries the source of the one before.
fn attributions(gold: &Gold) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for labelled in &gold.attributions {
        let kind = match labelled.kind.as_deref() {
            Some("direct") => Kind::Direct,
            Some("mixed") => Kind::Mixed,
            _ => Kind::Indirect,
        };
        let mut source = labelled.source.clone();
        let mut continues = false;
        if labelled.cue.is_empty() && kind == Kind::Direct {
            let before = found.last().map(|a| a.source.clone()).unwrap_or_default();
            if source.is_empty() {
                source.clone_from(&before);
                continues = !source.is_empty();
            } else {
                continues = source == before;
            }
        }
        found.push(Attribution {
            kind,
            cue: labelled.cue.clone(),
            continues,
            ..Attribution::uncued(Act::Speech, labelled.content.clone(), source)
        });
    }
    found
}
