//! Bytes of text per second: on gold attributions of real news where a checkout
//! has them beside it, and on an article with more names than any newspaper's.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sentences::Splitter;
use speakers::Resolver;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use text::{Act, Article, Attribution, Document, Kind, Paragraph, Role, Span};

fn article(text: String) -> Article {
    let paragraphs =
        text::paragraphs(&text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
    Article { text, paragraphs, ..Article::default() }
}

fn attribution(content: Vec<Span>, source: Vec<Span>, kind: Kind) -> Attribution {
    Attribution { kind, ..Attribution::uncued(Act::Speech, content, source) }
}

/// Real articles with their annotated sources.
fn gold() -> Vec<(Article, Vec<Attribution>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/polnear/train");
    let gold = evaluation::gold(&folder).unwrap_or_default();
    let with = |gold: evaluation::Gold| {
        let found = gold.attributions.into_iter().map(|a| {
            let kind = if a.kind.as_deref() == Some("direct") { Kind::Direct } else { Kind::Indirect };
            attribution(a.content, a.source, kind)
        });
        (found.collect::<Vec<_>>(), article(gold.text))
    };
    gold.into_iter().map(with).map(|(found, article)| (article, found)).collect()
}

/// One article of a hundred thousand people, each of whom says something.
fn crowd() -> Vec<(Article, Vec<Attribution>)> {
    let mut text = String::new();
    let mut found = Vec::new();
    for person in 0..100_000_u32 {
        let letter = |by: u32| char::from(b'a' + (person / by % 26) as u8);
        let start = text.len();
        let _ = write!(text, "Ana {}or{}el{}", letter(1).to_ascii_uppercase(), letter(26), letter(676));
        let source = Span::new(start, text.len());
        text.push_str(" said it rained. ");
        let content = Span::new(source.end + 6, text.len() - 2);
        found.push(attribution(vec![content], vec![source], Kind::Indirect));
        let start = text.len();
        text.push_str("She said it poured.\n");
        let content = Span::new(start + 9, text.len() - 2);
        found.push(attribution(vec![content], vec![Span::new(start, start + 3)], Kind::Indirect));
    }
    vec![(article(text), found)]
}

fn benches(criterion: &mut Criterion) {
    let lexicon = lexicon::Lexicon::embedded();
    let (splitter, resolver) = (Splitter::new(&lexicon), Resolver::new(&lexicon));
    for (name, articles) in [("polnear", gold()), ("crowd", crowd())] {
        if articles.is_empty() {
            continue;
        }
        let articles: Vec<(Article, Vec<Attribution>, Document)> = articles
            .into_iter()
            .map(|(article, found)| {
                let document = splitter.document(&article);
                (article, found, document)
            })
            .collect();
        let bytes = articles.iter().map(|(article, ..)| article.text.len() as u64).sum();
        let mut group = criterion.benchmark_group("resolve");
        group.throughput(Throughput::Bytes(bytes)).sample_size(10);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for (article, found, document) in &articles {
                    black_box(resolver.resolve(article, document, found));
                }
            });
        });
        group.finish();
    }
}

criterion_group!(all, benches);
criterion_main!(all);
