//! Attributions per second: taking notes on them (with one thread), and joining
//! them in memory and on disk.

#![allow(missing_docs)]

use aggregate::{Aggregator, Notes, Observer, Settings};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lexicon::Lexicon;
use records::{ArticleRecords, Offsets};
use std::hint::black_box;
use text::{
    Act, Article, Attribution, Document, Metadata, References, Resolution, ResolvedBy, Sentence, Span,
    Speaker, SpeakerType, Speakers,
};

const ARTICLES: usize = 5_000;

/// How many attributions each article has.
const EACH: usize = 20;

/// Names that differ from the start, as names do.
fn name(number: usize) -> String {
    let syllables = ["Ma", "Lu", "Ki", "Ro", "Sa", "Ne", "Ti", "Jo", "Va", "Du"];
    let name = |mut n: usize| -> String {
        let mut name = String::new();
        for _ in 0..4 {
            name.push_str(syllables[n % 10]);
            n /= 10;
        }
        name[..1].to_owned() + &name[1..].to_lowercase()
    };
    format!("{} {}", name(number), name(number * 37))
}

/// An article with some quotes and speakers that other articles have as well.
fn article(number: usize) -> (Article, Document, Vec<Attribution>, Speakers) {
    let mut text = String::new();
    let (mut document, mut attributions, mut speakers) =
        (Document::default(), Vec::new(), Speakers::default());
    for i in 0..EACH {
        let n = number * EACH + i;
        let subject = if i % 10 == 0 { n % 9_973 } else { n };
        let content = format!(
            "the pumps of district {subject} can’t keep up with the autumn rain, and the dykes north of Hill {} need work before spring",
            subject % 50
        );
        let start = text.len();
        let name = name((n * 7919) % 20_011);
        text.push_str(&format!("“{content},” said {name}.\n"));
        let at = |words: &str| Span::new(start, start + words.len());
        let words = Span::new(start + 3, start + 3 + content.len());
        attributions.push(Attribution {
            cue: vec![at("said")],
            sentence: i,
            ..Attribution::uncued(Act::Speech, vec![words], vec![at(&name)])
        });
        let (kind, role) = (SpeakerType::Person, Some("district engineer".to_owned()));
        speakers.speakers.push(Speaker {
            name,
            kind,
            role,
            mention: None,
            references: References::default(),
            by: None,
        });
        speakers.resolutions.push(Some(Resolution { speaker: i, by: ResolvedBy::Name, confidence: 1.0 }));
        let span = Span::new(start, text.len() - 1);
        document.sentences.push(Sentence { span, paragraph: i, tokens: 0..0 });
    }
    let outlet = Some(format!("Outlet {}", number % 40));
    let metadata = Metadata { outlet, date: "2031-05-06".parse().ok(), ..Metadata::default() };
    let id = format!("wire/{number:06}");
    (Article { id, text, metadata, ..Article::default() }, document, attributions, speakers)
}

fn aggregate(c: &mut Criterion) {
    let observer = Observer::new(&Lexicon::embedded());
    let found: Vec<_> = (0..ARTICLES).map(article).collect();
    let records: Vec<_> = found
        .iter()
        .map(|(article, document, attributions, speakers)| {
            ArticleRecords::new(article, document, attributions, speakers, Offsets::CodePoint)
        })
        .collect();
    let notes = || -> Vec<Notes> {
        let one = |records: &ArticleRecords| observer.notes(&records.article, &records.attributions);
        records.iter().map(one).collect()
    };
    let mut group = c.benchmark_group("aggregate");
    group.throughput(Throughput::Elements((ARTICLES * EACH) as u64)).sample_size(10);
    group.bench_function("notes", |b| b.iter(|| black_box(notes())));
    let notes = notes();
    for (name, memory) in [("join in memory", 1 << 30), ("join with 1 MiB", 1 << 20)] {
        group.bench_function(name, |b| {
            b.iter_batched(
                || tempfile::tempdir().expect("a temporary folder"),
                |folder| {
                    let mut aggregator =
                        Aggregator::new(&observer, folder.path(), Settings { memory, ..Settings::default() });
                    notes.iter().try_for_each(|notes| aggregator.add(notes)).expect("room on disk");
                    let (summary, _) = aggregator.finish().expect("room on disk");
                    assert!(summary.clusters > 0 && summary.speakers > 0);
                    folder
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, aggregate);
criterion_main!(benches);
