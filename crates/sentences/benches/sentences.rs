//! Bytes per second of the splitter alone and of sentences with their words.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sentences::Splitter;
use std::hint::black_box;
use std::path::Path;
use text::{Article, Paragraph, Role};

/// The texts of a folder and its subfolders, one after the other, repeated up to
/// `size` bytes; `None` if there are none.
fn sample(folder: &str, size: usize) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).ok()?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    let all: String =
        files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).map(|t| t + "\n\n").collect();
    (!all.is_empty()).then(|| all.repeat(size.div_ceil(all.len())))
}

fn benches(criterion: &mut Criterion) {
    let splitter = Splitter::new(&lexicon::Lexicon::embedded());
    for (name, folder, size) in
        [("corpus", "../../corpus", 1_000_000), ("polnear", "../../../shared/gold/polnear/train", 20_000_000)]
    {
        let Some(text) = sample(folder, size) else { continue };
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
        group.bench_function("split", |bencher| {
            let mut sentences = Vec::new();
            bencher.iter(|| {
                sentences.clear();
                splitter.split(black_box(&text), &mut sentences);
                sentences.len()
            });
        });
        let paragraphs =
            text::paragraphs(&text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
        let article = Article { text, paragraphs, ..Article::default() };
        group.bench_function("document", |bencher| {
            bencher.iter(|| splitter.document(black_box(&article)).tokens.len());
        });
    }
}

criterion_group!(all, benches);
criterion_main!(all);
