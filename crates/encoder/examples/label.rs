//! Labels what `sayso train GOLD --words FILE` wrote: one line of probabilities
//! for each paragraph, in the format of `training/train.py`. Prints the speed to
//! standard error.
//!
//! cargo run --release -p sayso-encoder --example label < dev.jsonl > dev.probabilities.jsonl

use encoder::{Convention, Encoder, LABELS, QuotePosition, Size, Word};
use std::io::{BufRead, Write};
use std::time::Instant;

#[derive(serde::Deserialize)]
struct ParagraphLine {
    article: String,
    words: Vec<String>,
    places: Vec<u8>,
}

/// How many digits after the point a probability has, as in `training/train.py`:
/// 1e4 for four.
const ROUNDING: f64 = 1e4;

fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * ROUNDING).round() / ROUNDING
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<ParagraphLine> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let start = Instant::now();
    let encoder = match std::env::args_os().nth(1) {
        Some(path) => Encoder::from_bytes(&std::fs::read(path)?)?,
        None => Encoder::embedded(Size::Large),
    };
    let ready = start.elapsed();
    let mut worker = encoder.worker();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (start, mut characters) = (Instant::now(), 0);
    for article in lines.chunk_by(|a, b| a.article == b.article) {
        let paragraphs: Vec<Vec<Word>> = article
            .iter()
            .map(|line| {
                let quote_positions = line.places.iter().map(|position| match position {
                    0 => QuotePosition::Outside,
                    1 => QuotePosition::Inside,
                    2 => QuotePosition::Opens,
                    _ => QuotePosition::Closes,
                });
                let words = line.words.iter().zip(quote_positions);
                words.map(|(text, quote_position)| Word { text, quote_position }).collect()
            })
            .collect();
        characters += article.iter().flat_map(|line| &line.words).map(|word| word.len() + 1).sum::<usize>();
        for labels in worker.labels(Convention::News, &paragraphs) {
            let rows: Vec<[f64; LABELS]> = labels.iter().map(|row| row.map(rounded)).collect();
            serde_json::to_writer(&mut out, &rows)?;
            writeln!(out)?;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{encoder:?}: ready after {ready:.0?}")?;
    writeln!(
        stderr,
        "{characters} characters in {seconds:.2} s: {:.1} KB/s",
        characters as f64 / seconds / 1e3
    )?;
    Ok(())
}
