//! Whether the intervals are honest: of 1,000 samples, the interval of about 950 must hold
//! the true share.

mod gold;
mod invented;

use estimate::{Estimate, Place, Population, Read, Reviewed, Sample, infer};

/// A corpus of which everything is known.
#[derive(Default)]
struct Corpus {
    articles: Vec<Article>,
}

#[derive(Default)]
struct Article {
    /// How sure the program is of a quote, where it puts it, and where it belongs.
    found: Vec<(f64, Place, Place)>,
    missed: Vec<Place>,
}

/// How people choose what they review.
struct Plan {
    /// Quotes drawn at random.
    quotes: usize,
    /// Of the quotes that are less sure than half of all, this many more.
    unsure: usize,
    /// Articles drawn at random that they read whole.
    articles: usize,
}

/// What became of 1,000 samples.
#[derive(Debug)]
struct Draws {
    /// Of how many in 1,000 the interval held the true share.
    held: usize,
    /// The mean of half the width of the intervals, in points.
    points: f64,
    /// The mean of the estimates, and the truth.
    mean: f64,
    truth: f64,
}

const DRAWS: usize = 1000;

impl Corpus {
    /// Without what was missed if `missed` is false.
    fn truth(&self, missed: bool) -> f64 {
        let places = self.articles.iter().flat_map(|article| {
            let missed = article.missed.iter().filter(move |_| missed);
            article.found.iter().map(|found| &found.2).chain(missed)
        });
        let (mut part, mut whole) = (0.0, 0.0);
        for place in places {
            part += f64::from(u8::from(*place == Place::Part));
            whole += f64::from(u8::from(*place != Place::Outside));
        }
        part / whole
    }

    fn population(&self) -> Population {
        let mut population = Population::default();
        for &(confidence, found, _) in self.articles.iter().flat_map(|article| &article.found) {
            population.add(confidence, found);
        }
        population
    }

    /// The places of all quotes, article by article, and of those less sure than half of all.
    fn places(&self) -> [Vec<(usize, usize)>; 2] {
        let in_article = |(number, article): (usize, &Article)| {
            (0..article.found.len()).map(move |place| (number, place)).collect::<Vec<_>>()
        };
        let all: Vec<_> = self.articles.iter().enumerate().flat_map(in_article).collect();
        let confidence = |&(article, place): &(usize, usize)| self.articles[article].found[place].0;
        let mut sure: Vec<f64> = all.iter().map(confidence).collect();
        sure.sort_unstable_by(f64::total_cmp);
        let unsure = all.iter().copied().filter(|place| confidence(place) < sure[sure.len() / 2]).collect();
        [all, unsure]
    }

    fn sample(&self, [all, unsure]: &[Vec<(usize, usize)>; 2], plan: &Plan, chance: &mut Chance) -> Sample {
        let mut sample = Sample::default();
        let read = chance.choose(self.articles.len(), plan.articles);
        let mut chosen: Vec<_> =
            chance.choose(all.len(), plan.quotes).into_iter().map(|at| all[at]).collect();
        chosen.extend(chance.choose(unsure.len(), plan.unsure).into_iter().map(|at| unsure[at]));
        for &article in &read {
            chosen.extend((0..self.articles[article].found.len()).map(|place| (article, place)));
        }
        chosen.sort_unstable();
        chosen.dedup();
        for (article, place) in chosen {
            let (confidence, found, right) = self.articles[article].found[place];
            sample.reviewed.push(Reviewed { article, confidence, found, right });
        }
        for article in read {
            let Article { found, missed } = &self.articles[article];
            sample.read.push(Read { article, found: found.len(), missed: missed.clone() });
        }
        sample
    }

    fn draws(&self, plan: &Plan) -> Draws {
        let mut chance = Chance(17);
        let (population, places) = (self.population(), self.places());
        let truth = self.truth(plan.articles > 0);
        let (mut held, mut points, mut mean) = (0, 0.0, 0.0);
        for _ in 0..DRAWS {
            let Estimate { share, low, high, .. } =
                infer(&population, &self.sample(&places, plan, &mut chance)).unwrap();
            held += usize::from((low..=high).contains(&truth));
            points += (high - low) / 2.0 * 100.0 / DRAWS as f64;
            mean += share / DRAWS as f64;
        }
        Draws { held, points, mean, truth }
    }
}

impl Draws {
    /// Whether the intervals are honest, and the estimates right on average. Of a share below
    /// a tenth, samples have too few mistakes to tell how many there are.
    #[track_caller]
    fn check(&self, name: &str, honest: std::ops::RangeInclusive<usize>) {
        let honest = if self.truth < 0.1 { 900..=995 } else { honest };
        assert!(honest.contains(&self.held), "{name}: {self:?}");
        assert!((self.mean - self.truth).abs() < self.points / 100.0 / 5.0, "{name}: {self:?}");
    }
}

/// Numbers as if by chance, the same in each run (SplitMix64).
struct Chance(u64);

impl Chance {
    /// From 0 up to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// `count` different numbers below `of`.
    fn choose(&mut self, of: usize, count: usize) -> Vec<usize> {
        let mut chosen = std::collections::BTreeSet::new();
        while chosen.len() < count.min(of) {
            chosen.insert((self.next() * of as f64) as usize);
        }
        chosen.into_iter().collect()
    }
}
