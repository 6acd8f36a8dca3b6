//! How many speakers are right when sources are: resolves the *gold* sources of
//! gold files and prints the share of right speakers, and the wrong ones.
//!
//!     cargo run --release -p sayso-speakers --example gold_speakers -- [--every] FILE.jsonl…
//!
//! `--every` prints the right ones too, and files without gold speakers.
#![allow(clippy::print_stdout)]

#[path = "gold_attributions/mod.rs"]
mod gold_attributions;

use gold_attributions::{lessons, same};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let resolver = speakers::Resolver::new(&lexicon::Lexicon::embedded());
    let every = std::env::args().any(|a| a == "--every");
    for file in std::env::args().skip(1).filter(|a| a != "--every") {
        let (mut right, mut all) = (0, 0);
        for lesson in lessons(&file)? {
            let gold = &lesson.gold;
            let result = resolver.resolve(&lesson.article, &lesson.document, &lesson.found);
            for (labelled, resolution) in gold.attributions.iter().zip(&result.resolutions) {
                let name = resolution.map(|r| result.speakers[r.speaker].name.as_str());
                let source = text::joined(&labelled.source, &gold.text);
                if every {
                    println!("{} ({}): {source:?} is {name:?}, {resolution:?}", gold.id, lesson.outlet);
                }
                let Some(wanted) = &labelled.speaker else { continue };
                all += 1;
                if same(labelled, name) {
                    right += 1;
                } else {
                    let by = resolution.map_or("", |r| r.by.name());
                    println!("{}: {source:?} is {name:?}, not {wanted:?} {by}", gold.id);
                }
            }
        }
        println!("{file}: {right} of {all}, {:.1} %\n", 100.0 * f64::from(right) / f64::from(all.max(1)));
    }
    Ok(())
}
