//! Splits the texts of a gold file and prints the sentences in code points, as
//! `gold/sentences/score.py` reads them:
//!
//!     cargo run --release -p sayso-sentences --example split -- gum-dev.jsonl > predicted.jsonl

use std::io::{BufRead, Write};

#[derive(serde::Deserialize)]
struct Item {
    id: serde_json::Value,
    text: String,
}

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("usage: split GOLD.jsonl"))?;
    let splitter = sentences::Splitter::new(&lexicon::Lexicon::embedded());
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let item: Item = serde_json::from_str(&line?)?;
        let mut spans = Vec::new();
        splitter.split(&item.text, &mut spans);
        let points = text::CodePoints::new(&item.text);
        let spans: Vec<_> = spans.iter().map(|&s| points.span(s)).collect();
        writeln!(out, "{}", serde_json::json!({"id": item.id, "spans": spans}))?;
    }
    out.flush()
}
