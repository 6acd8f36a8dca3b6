//! On annotated news: what the program finds there is the prediction, the annotation the
//! truth.

use crate::{Article, Corpus, Draws, Plan};
use estimate::Place;
use evaluation::{Gold, Labelled, Predictions};
use sayso::{Lexicon, ModelChoice, Pipeline, corpus::Record};
use std::path::Path;
use text::SpeakerType;

/// What the shares are about.
#[derive(Clone)]
struct Quote {
    unnamed: Option<bool>,
    indirect: bool,
    is_him: bool,
}

/// A gold line, as far as `evaluation` does not know it.
#[derive(serde::Deserialize)]
struct Line {
    attributions: Vec<Named>,
}

#[derive(serde::Deserialize)]
struct Named {
    named: Option<bool>,
}

/// Whom the speaker's share is about: the one who is quoted most in this gold.
const HIM: &str = "Trump";

fn is_him(speaker: Option<&str>) -> bool {
    speaker.is_some_and(|name| name.split(' ').next_back() == Some(HIM))
}

fn right(gold: &Labelled, named: &Named) -> Quote {
    Quote {
        unnamed: gold.speaker.as_ref().map(|_| named.named == Some(false)),
        indirect: gold.kind.as_deref() == Some("indirect"),
        is_him: is_him(gold.speaker.as_deref()),
    }
}

/// How sure the program is of a quote, how it found it, and how it is right.
type Found = (f64, Quote, Option<Quote>);

/// What was found in each article, and what was missed.
type Judged = Vec<(Vec<Found>, Vec<Quote>)>;

fn judged(path: &Path) -> Judged {
    let gold = evaluation::gold(path).unwrap();
    let lines = std::fs::read_to_string(path).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Line>(line).unwrap());
    let pipeline = Pipeline::new(&Lexicon::embedded(), ModelChoice::Fast.load().unwrap());
    let mut worker = pipeline.worker();
    let mut article = |(gold, line): (&Gold, Line)| {
        let article = pipeline.read(Record::of_text(&gold.id, &gold.text)).unwrap();
        let analysis = worker.analyse(&article);
        let found: Vec<_> = analysis
            .with_speakers()
            .map(|(quote, speaker)| {
                let found = Quote {
                    unnamed: speaker.map(|speaker| speaker.kind == SpeakerType::Unnamed),
                    indirect: quote.kind == text::Kind::Indirect,
                    is_him: is_him(speaker.map(|speaker| &*speaker.name)),
                };
                let labelled = Labelled::new(quote, None, &gold.text);
                (f64::from(quote.confidence), found, labelled)
            })
            .collect();
        let attributions = found.iter().map(|(.., labelled)| labelled.clone()).collect();
        let pairs = evaluation::pairs(gold, &Predictions { id: gold.id.clone(), attributions });
        let truth = |at: usize| right(&gold.attributions[at], &line.attributions[at]);
        let partner = |at: usize| pairs.iter().find(|pair| pair.0 == at).map(|pair| truth(pair.1));
        let missed = (0..gold.attributions.len()).filter(|at| pairs.iter().all(|pair| pair.1 != *at));
        let missed = missed.map(truth).collect();
        let found = found.into_iter().enumerate();
        (found.map(|(at, (confidence, found, _))| (confidence, found, partner(at))).collect(), missed)
    };
    gold.iter().zip(lines).map(&mut article).collect()
}

/// Where a quote belongs in a share.
type PlaceOf = fn(&Quote) -> Place;

fn corpus(judged: &Judged, place: PlaceOf) -> Corpus {
    let articles = judged.iter().map(|(found, missed)| Article {
        found: found
            .iter()
            .map(|(confidence, found, right)| {
                (*confidence, place(found), right.as_ref().map_or(Place::Outside, place))
            })
            .collect(),
        missed: missed.iter().map(place).collect(),
    });
    Corpus { articles: articles.collect() }
}

fn part(is: bool) -> Place {
    if is { Place::Part } else { Place::Rest }
}

#[test]
#[allow(clippy::print_stdout, reason = "a test that skips itself says so, and the figures are for reading")]
fn of_a_thousand_intervals_about_950_hold_the_truth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/news/train.jsonl");
    if !path.is_file() {
        println!("skipped: there is no {}", path.display());
        return;
    }
    let judged = judged(&path);
    let shares: [(&str, PlaceOf); 3] = [
        ("unnamed sources", |quote| quote.unnamed.map_or(Place::Outside, part)),
        ("indirect speech", |quote| part(quote.indirect)),
        ("one speaker", |quote| quote.unnamed.map_or(Place::Outside, |_| part(quote.is_him))),
    ];
    for (name, place) in shares {
        let corpus = corpus(&judged, place);
        for plan in [
            Plan { quotes: 100, unsure: 0, articles: 0 },
            Plan { quotes: 300, unsure: 0, articles: 0 },
            Plan { quotes: 100, unsure: 200, articles: 0 },
            Plan { quotes: 200, unsure: 0, articles: 30 },
        ] {
            let draws = corpus.draws(&plan);
            let Draws { held, points, mean, truth } = &draws;
            println!(
                "{name}: {} + {} quotes, {} articles: {held} of 1,000, ± {points:.1}; {mean:.4}, truth {truth:.4}",
                plan.quotes, plan.unsure, plan.articles
            );
            // Other models find other things, and 1,000 samples tell it to two points.
            draws.check(name, 915..=985);
        }
    }
}
