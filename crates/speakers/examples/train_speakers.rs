//! Trains the ranker on gold files with speakers:
//!
//!     cargo run --release -p sayso-speakers --example train_speakers -- \
//!         [--test FILE.jsonl]… [--errors] [--output WEIGHTS.tsv] FILE.jsonl… CASES.txt
//!
//! Prints the share of right speakers when sources are right: cross-validated over outlets
//! on the files, and on each file to test. `--errors` prints the wrong ones of the former.
#![allow(clippy::print_stdout)]

#[path = "gold_attributions/mod.rs"]
mod gold_attributions;

use evaluation::Gold;
use gold_attributions::{Lesson, lessons, same};
use speakers::Resolver;
use speakers::train::{self, Example, Judge, Settings};
use std::collections::BTreeMap;

/// Into how many parts the outlets are divided.
const FOLDS: usize = 6;
/// So many times as much an invented article counts as a real one: it was written because
/// it is clear.
const WEIGHT: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut files, mut tests, mut output, mut show) = (Vec::new(), Vec::new(), None, false);
    let settings = Settings::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--test" => tests.extend(arguments.next()),
            "--output" => output = arguments.next(),
            "--errors" => show = true,
            _ => files.push(argument),
        }
    }
    let mut all = Vec::new();
    for file in &files {
        all.extend(lessons(file)?);
    }
    let mut outlets: Vec<String> = all.iter().map(|l| l.outlet.clone()).collect();
    outlets.sort();
    outlets.dedup();
    // What is invented, and has no outlet, is always learned from.
    let fold = |lesson: &Lesson| {
        let outlet = outlets.iter().position(|o| *o == lesson.outlet)?;
        (!lesson.outlet.is_empty()).then_some(outlet % FOLDS)
    };
    let mut counts = Counts::default();
    for held_out in 0..FOLDS {
        let weights = weights(&settings, all.iter().filter(|l| fold(l) != Some(held_out)));
        counts.add(&weights, all.iter().filter(|l| fold(l) == Some(held_out)), show);
    }
    counts.print("cross-validated");
    let weights = weights(&settings, all.iter());
    for test in &tests {
        let lessons = lessons(test)?;
        let mut counts = Counts::default();
        counts.add(&weights, lessons.iter(), false);
        counts.print(test);
    }
    if let Some(output) = output {
        std::fs::write(output, weights)?;
    }
    Ok(())
}

/// The weights learned from some articles: first with the right speakers before each
/// source, then with those that the ranker itself finds.
fn weights<'a>(settings: &Settings, lessons: impl Iterator<Item = &'a Lesson> + Clone) -> String {
    let mut weights = String::new();
    for leads in [true, false] {
        let resolver = train::with_weights(Resolver::new(&lexicon::Lexicon::embedded()), &weights);
        let examples: Vec<Example> = lessons
            .clone()
            .flat_map(|l| std::iter::repeat_n(l, if l.outlet.is_empty() { WEIGHT } else { 1 }))
            .flat_map(|l| {
                let own = (&l.article, &l.document, l.found.as_slice());
                let all = train::examples(&resolver, own, judge(&l.gold), leads).1;
                let asked = |e: &Example| l.gold.attributions[e.attribution()].speaker.is_some();
                all.into_iter().filter(asked).collect::<Vec<_>>()
            })
            .collect();
        weights = train::train(&examples.iter().collect::<Vec<_>>(), settings);
    }
    weights
}

/// Whether a name is that of the gold speaker of an attribution.
fn judge(gold: &Gold) -> Judge {
    let labelled = gold.attributions.clone();
    Box::new(move |attribution, name| same(&labelled[attribution], Some(name)))
}

#[derive(Default)]
struct Counts {
    right: usize,
    all: usize,
    /// By sort of source: how many, of how many a candidate is right, how many are right.
    sorts: BTreeMap<&'static str, [usize; 3]>,
}

impl Counts {
    fn add<'a>(&mut self, weights: &str, lessons: impl Iterator<Item = &'a Lesson>, show: bool) {
        let resolver = train::with_weights(Resolver::new(&lexicon::Lexicon::embedded()), weights);
        for lesson in lessons {
            let own = (&lesson.article, &lesson.document, lesson.found.as_slice());
            let (speakers, examples) = train::examples(&resolver, own, judge(&lesson.gold), false);
            for example in examples {
                let labelled = &lesson.gold.attributions[example.attribution()];
                if labelled.speaker.is_none() {
                    continue;
                }
                let (sort, possible, right) = example.outcome();
                let counts = self.sorts.entry(sort).or_default();
                counts[0] += 1;
                counts[1] += usize::from(possible);
                counts[2] += usize::from(right);
            }
            for (labelled, resolution) in lesson.gold.attributions.iter().zip(&speakers.resolutions) {
                let Some(wanted) = &labelled.speaker else { continue };
                let name = resolution.map(|r| speakers.speakers[r.speaker].name.as_str());
                self.all += 1;
                if same(labelled, name) {
                    self.right += 1;
                } else if show {
                    let source = text::joined(&labelled.source, &lesson.gold.text);
                    println!("{}: {source:?} is {name:?}, not {wanted:?}", lesson.gold.id);
                }
            }
        }
    }

    fn print(&self, what: &str) {
        let percent = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        println!("{what}: {} of {}, {:.2} %", self.right, self.all, percent(self.right, self.all));
        for (sort, [all, possible, right]) in &self.sorts {
            println!(
                "  {sort:12}{all:5}, a candidate right {:.1} %, right {:.1} %",
                percent(*possible, *all),
                percent(*right, *all)
            );
        }
    }
}
