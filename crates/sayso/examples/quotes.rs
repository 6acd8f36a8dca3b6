//! Prints who said what in a file, in whatever format sayso reads:
//!
//! ```sh
//! cargo run -p sayso --example quotes -- corpus/wire/2024-10-17-tarrow-bridge-closed.txt
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)]

use sayso::corpus::{Input, Options};
use sayso::text::joined;
use sayso::{Lexicon, ModelChoice, Pipeline};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: quotes FILE")?;
    let pipeline = Pipeline::new(&Lexicon::embedded(), ModelChoice::Fast.load()?);
    let mut worker = pipeline.worker();

    let input = Input::find(&[path.into()], &Options::default());
    for skipped in input.skipped() {
        eprintln!("skipped: {skipped}");
    }
    for record in input.records() {
        let article = match pipeline.read(record) {
            Ok(article) => article,
            Err(skipped) => {
                eprintln!("skipped: {skipped}");
                continue;
            }
        };
        println!("{}", article.id);
        for (quote, speaker) in worker.analyse(&article).with_speakers() {
            let name = speaker.map_or("?", |speaker| &*speaker.name);
            println!("  {name}: {} ({})", joined(&quote.content, &article.text), quote.kind.name());
        }
    }
    Ok(())
}
