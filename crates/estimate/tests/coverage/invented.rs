//! On invented numbers.

use crate::{Article, Chance, Corpus, Plan};
use estimate::Place;

/// A corpus in which a share of `part` is in the part. Less sure quotes are wrong more
/// often, and so are all of some articles.
fn corpus(part: f64, articles: usize) -> Corpus {
    let mut chance = Chance(4);
    let mut corpus = Corpus::default();
    for _ in 0..articles {
        let mut article = Article::default();
        let hard = if chance.next() < 0.2 { 2.5 } else { 0.7 };
        let lean = part * 2.0 * chance.next();
        for _ in 0..(chance.next() * 20.0) as usize + 1 {
            let mut place = || if chance.next() < lean { Place::Part } else { Place::Rest };
            let right = place();
            let other = place();
            if chance.next() < 0.15 * hard {
                article.missed.push(right);
                continue;
            }
            let confidence = 1.0 - 0.7 * chance.next().powi(2);
            let doubt = (1.0 - confidence) * hard;
            let wrong = chance.next();
            article.found.push(match () {
                () if wrong < 0.2 * doubt => (confidence, right, Place::Outside),
                () if wrong < 0.5 * doubt => (confidence, other, right),
                () => (confidence, right, right),
            });
        }
        corpus.articles.push(article);
    }
    corpus
}

#[track_caller]
fn check(part: f64, plan: &Plan) {
    corpus(part, 800).draws(plan).check(&part.to_string(), 930..=970);
}

#[test]
fn of_a_thousand_intervals_about_950_hold_the_truth() {
    for part in [0.45, 0.15, 0.03] {
        for plan in [
            Plan { quotes: 100, unsure: 0, articles: 0 },
            Plan { quotes: 400, unsure: 0, articles: 0 },
            Plan { quotes: 150, unsure: 150, articles: 0 },
            Plan { quotes: 200, unsure: 0, articles: 30 },
            Plan { quotes: 0, unsure: 0, articles: 60 },
        ] {
            check(part, &plan);
        }
    }
}
