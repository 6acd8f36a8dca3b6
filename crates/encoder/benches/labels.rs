//! How fast paragraphs are labelled, and how long it takes to be ready.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoder::{Convention, Encoder, QuotePosition, Size, Word};

#[derive(serde::Deserialize)]
struct ParagraphLine {
    words: Vec<String>,
}

fn labels(c: &mut Criterion) {
    let input: Vec<ParagraphLine> = include_str!("../tests/paragraphs.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a paragraph"))
        .collect();
    let word = |text| Word { text, quote_position: QuotePosition::Outside };
    let paragraphs: Vec<Vec<Word>> = input
        .iter()
        .map(|paragraph| paragraph.words.iter().map(|text| word(text.as_str())).collect())
        .collect();
    let bytes: usize = input.iter().flat_map(|paragraph| &paragraph.words).map(|text| text.len() + 1).sum();
    let encoder = Encoder::embedded(Size::Large);
    let mut worker = encoder.worker();

    let mut group = c.benchmark_group("encoder");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("an article", |b| b.iter(|| worker.labels(Convention::News, &paragraphs)));
    group.bench_function("its paragraphs one by one", |b| {
        b.iter(|| {
            paragraphs
                .iter()
                .map(|p| worker.labels(Convention::News, std::slice::from_ref(p)).len())
                .sum::<usize>()
        });
    });
    group.finish();
    c.bench_function("encoder/ready", |b| b.iter(|| Encoder::embedded(Size::Large)));
}

criterion_group!(benches, labels);
criterion_main!(benches);
