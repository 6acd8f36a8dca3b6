//! How fast each stage and the whole run are, in bytes of text per second on one
//! core: on the sample corpora, and on a larger corpus of real news if there is one
//! beside the checkout.
//!
//! ```sh
//! cargo bench --package sayso
//! cargo bench --package sayso -- attribution
//! ```

use attribution::Detector;
use corpus::{Input, Options, Record};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sayso::{Analysis, Lexicon, Offsets, Pipeline, Settings};
use sentences::Splitter;
use speakers::Resolver;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use text::Article;

/// The corpora to measure on: their names and folders. Missing ones are left out.
fn samples() -> Vec<(&'static str, PathBuf)> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let samples = [("samples", root.join("corpus")), ("polnear", root.join("../shared/gold/polnear/train"))];
    samples.into_iter().filter(|(_, path)| path.is_dir()).collect()
}

/// Measures one stage on every article of a sample.
fn each(criterion: &mut Criterion, stage: &str, sample: &Sample, mut run: impl FnMut(&Article, &Analysis)) {
    let mut group = criterion.benchmark_group(stage);
    group.sample_size(10).throughput(Throughput::Bytes(sample.bytes()));
    group.bench_function(BenchmarkId::from_parameter(sample.name), |bencher| {
        bencher.iter(|| sample.articles.iter().for_each(|(article, analysis)| run(article, analysis)));
    });
    group.finish();
}

struct Sample {
    name: &'static str,
    path: PathBuf,
    records: Vec<Record>,
    /// The articles, each with what the stages make of it.
    articles: Vec<(Article, Analysis)>,
}

impl Sample {
    fn read(name: &'static str, path: PathBuf, pipeline: &Pipeline) -> Self {
        let input = Input::find(std::slice::from_ref(&path), &Options::default());
        let records: Vec<_> = input.records().collect();
        let mut worker = pipeline.worker();
        let analysed = |article: Article| {
            let analysis = worker.analyse(&article);
            (article, analysis)
        };
        let read = records.iter().filter_map(|record| pipeline.read(record.clone()).ok());
        let articles = read.map(analysed).collect();
        Self { name, path, records, articles }
    }

    fn bytes(&self) -> u64 {
        self.articles.iter().map(|(article, _)| article.text.len() as u64).sum()
    }
}

fn stages(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded();
    let pipeline = Pipeline::new(&lexicon, sayso::Model::embedded().into());
    let (splitter, detector, resolver) =
        (Splitter::new(&lexicon), Detector::new(&lexicon), Resolver::new(&lexicon));
    for (name, path) in samples() {
        let sample = Sample::read(name, path, &pipeline);

        let mut group = criterion.benchmark_group("reader");
        group.sample_size(10).throughput(Throughput::Bytes(sample.bytes()));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            let read = |records: Vec<Record>| {
                records.into_iter().for_each(|record| drop(black_box(pipeline.read(record))));
            };
            bencher.iter_batched(|| sample.records.clone(), read, BatchSize::LargeInput);
        });
        group.finish();

        each(criterion, "sentences", &sample, |article, _| {
            black_box(splitter.document(article));
        });
        let mut worker = detector.worker();
        each(criterion, "attribution", &sample, |article, analysis| {
            black_box(worker.detect(article, &analysis.document));
        });
        each(criterion, "speakers", &sample, |article, analysis| {
            black_box(resolver.resolve(article, &analysis.document, &analysis.attributions));
        });
        each(criterion, "records", &sample, |article, analysis| {
            black_box(analysis.records(article, Offsets::CodePoint).lines());
        });

        // From files to files.
        let mut group = criterion.benchmark_group("extract");
        group.sample_size(10).throughput(Throughput::Bytes(sample.bytes()));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            let output = tempfile::tempdir().expect("there is room for the results");
            let settings = Settings {
                input: vec![sample.path.clone()],
                output: output.path().to_owned(),
                jobs: NonZeroUsize::MIN,
                again: true,
                ..Settings::default()
            };
            bencher.iter(|| {
                sayso::extract(&settings, &mut |_| ControlFlow::Continue(()))
                    .expect("the run comes to its end")
            });
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
