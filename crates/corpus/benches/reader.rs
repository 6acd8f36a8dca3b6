//! Bytes per second of making articles of records, and of reading the files, each on
//! one thread: on an invented page, and on news if there is any.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;

const PAGE: &str = "Home > News > Transport\n\nFerry union votes to strike\n\nBy Mireille Tanoh\n\
    The Harbour Post | Published 14 August 2023 at 6:05 p.m.\n\nShare this article\n\n";
const BODY: &str = "Crews on the night ferries to Saint Osk voted on Monday to stop work, their union \
    said, after months of talks with the operator that both sides described as fruitless.\n\n\
    “We sleep four hours and then we steer,” said Oluwadamilare Peters, a mate on the largest of them. \
    “Nobody would drive a bus like that.”\n\n“Nobody listens.”\n\n";

fn readers(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        let page = PAGE.to_owned() + &BODY.repeat(8) + "Related news\nBlue Line profits double\n© 2023";
        std::fs::write(folder.path().join(format!("{number}.txt")), page).unwrap();
    }
    let news = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold/polnear/train"));
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    for (name, path) in
        [("invented pages", folder.path()), ("news", news)].into_iter().filter(|s| s.1.exists())
    {
        let input = Input::find(&[path.to_owned()], &Options::default());
        let records: Vec<_> = input.records().collect();
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Bytes(input.bytes()));
        group.bench_function("article", |b| {
            b.iter(|| {
                for record in &records {
                    black_box(reader.article(record.clone())).ok();
                }
            });
        });
        group.bench_function("records", |b| b.iter(|| input.records().map(|r| r.size()).sum::<usize>()));
        group.finish();
    }
    compressed(c, &reader, news);
}

/// How fast the reading thread is with compressed JSON lines, in bytes that come out:
/// it must be faster than all threads together that look for quotes.
fn compressed(c: &mut Criterion, reader: &Reader, news: &Path) {
    let records = Input::find(&[news.to_owned()], &Options::default()).records();
    let mut texts: Vec<_> =
        records.filter_map(|r| reader.article(r).ok()).map(|article| article.text).collect();
    if texts.is_empty() {
        texts = (0..2000).map(|number| format!("{number} {PAGE}{}", BODY.repeat(8))).collect();
    }
    let lines: String =
        texts.iter().map(|text| serde_json::json!({ "text": text }).to_string() + "\n").collect();
    let folder = tempfile::tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(lines.as_bytes()).unwrap();
    let zst =
        ruzstd::encoding::compress_to_vec(lines.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let mut group = c.benchmark_group("compressed");
    group.throughput(Throughput::Bytes(lines.len() as u64));
    for (name, bytes) in [("news.jsonl.gz", gz.finish().unwrap()), ("news.jsonl.zst", zst)] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let input = Input::find(&[path], &Options::default());
        group.bench_function(name, |b| b.iter(|| input.records().map(|r| r.size()).sum::<usize>()));
    }
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
