//! From a prediction for everything and the truth for a sample to a share with its
//! interval: prediction-powered inference.
//!
//! Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023 (“Prediction-powered inference”,
//! Science 382) take the mean of the predictions over everything and add the mean error of
//! the predictions over the sample. Angelopoulos, Duchi and Zrnic 2023 (“PPI++”) weigh
//! the predictions by how much they tell (*power tuning*), so that the interval is never
//! wider than that of the sample alone. Here this is done:
//!
//! - **in strata of confidence**, so that it does no harm if people reviewed more of what
//!   the program is less sure of;
//! - **for a ratio**, since what a share is a part of has to be estimated as well: false
//!   alarms do not count, nor does what was missed (linearised, as in Cochran, *Sampling
//!   Techniques*, 6.4);
//! - **with what was missed**, as found in the articles that somebody read whole, in
//!   proportion to what was found there;
//! - **for this corpus**: everything that was found is known, so that only the sample is
//!   left to chance, and less and less of it the more was reviewed;
//! - **by article**: mistakes in one article resemble each other, so the articles, and not
//!   the quotes, are taken to be independent.
//!
//! It assumes that what was reviewed in a stratum is like the rest of it. That is the case
//! if people decide a fair sample, or the least sure first as far as whole strata.

use crate::strata::{Place, Population, Stratum};
use rustc_hash::FxHashMap;

/// Quotes that must be reviewed at least: with fewer, intervals that rest on the normal
/// distribution mean nothing.
const LEAST_REVIEWED: usize = 30;

/// The same for each stratum, to estimate a variance at all.
const LEAST_IN_STRATUM: usize = 5;

/// Articles from which they must come.
const LEAST_ARTICLES: usize = 10;

/// Articles that must have been read whole before what was missed is estimated.
const LEAST_READ: usize = 10;

/// The quantile of the normal distribution that leaves 2.5 % on either side.
const Z: f64 = 1.959_963_985;

/// If hardly any mistake is among the reviewed quotes, that is also a matter of luck. So
/// this many more are assumed, much as Agresti and Coull do for proportions, of the size of
/// those that matter most. Chosen by what makes intervals hold the truth in 95 of 100 samples
/// (`tests/coverage`).
const ASSUMED_MISTAKES: f64 = 0.5;

/// The same for articles that were read whole. What was missed in these differs more.
const ASSUMED_ARTICLES: f64 = 3.0;

/// A quote that the program found and people decided.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed {
    /// A number of its article.
    pub article: usize,
    /// How sure the program is of it, from 0 to 1.
    pub confidence: f64,
    /// Where the program puts it.
    pub found: Place,
    /// Where it belongs.
    pub right: Place,
}

/// An article in which somebody has looked for what was missed.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its number.
    pub article: usize,
    /// How many quotes the program found in it.
    pub found: usize,
    /// Where those belong that it missed.
    pub missed: Vec<Place>,
}

/// What people decided.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The quotes that were found.
    pub reviewed: Vec<Reviewed>,
    /// The articles that were read whole.
    pub read: Vec<Read>,
}

/// A share, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The share among what was found, uncorrected.
    pub found: f64,
    /// The corrected share.
    pub share: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end of the 95 % interval.
    pub high: f64,
    /// Whether what was missed is included: enough articles were read whole.
    pub missed_included: bool,
    /// The weight of the predictions, from 0 (they tell nothing) to 1.
    pub weight: f64,
    /// Half of the width of the interval, before its ends were cut off at 0 and 1.
    #[serde(skip)]
    half_width: f64,
    /// How many quotes were found, reviewed; articles read whole.
    #[serde(skip)]
    sizes: (f64, f64, f64),
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TooFew {
    /// The sample is too small.
    #[error("{0} of the quotes that were found are reviewed; it takes {LEAST_REVIEWED} at least")]
    Reviewed(usize),
    /// The sample is from too few articles.
    #[error("the reviewed quotes are from {0} articles only; it takes {LEAST_ARTICLES} at least")]
    Articles(usize),
    /// The sample is not fair.
    #[error(
        "{percent} % of the quotes have a confidence from {from} to {to}, but only {reviewed} of these are reviewed: \
         decide some of the fair sample"
    )]
    Stratum {
        /// The lowest confidence.
        from: f64,
        /// The highest confidence.
        to: f64,
        /// How many quotes of all have it, in percent.
        percent: f64,
        /// How many of these are reviewed.
        reviewed: usize,
    },
    /// There is nothing that the share would be a part of.
    #[error("there is nothing that it would be a share of")]
    Nothing,
}

/// Estimates a share.
///
/// # Errors
/// If too few quotes were reviewed to say anything.
pub fn infer(population: &Population, sample: &Sample) -> Result<Estimate, TooFew> {
    if sample.reviewed.len() < LEAST_REVIEWED {
        return Err(TooFew::Reviewed(sample.reviewed.len()));
    }
    let layers = Layers::new(population, sample)?;
    let mut weight = 1.0;
    let mut share = layers.share(weight)?;
    // Weight and share depend on each other, but hardly.
    for _ in 0..2 {
        weight = layers.best_weight(share);
        share = layers.share(weight)?;
    }
    let half_width = layers.half_width(share, weight)?;
    let (low, high) = interval(share, half_width);
    let counts = population.counts();
    Ok(Estimate {
        found: counts.part / counts.whole.max(1.0),
        share: share.clamp(0.0, 1.0),
        low,
        high,
        missed_included: !layers.read.is_empty(),
        weight,
        half_width,
        sizes: (layers.quotes, sample.reviewed.len() as f64, layers.read.len() as f64),
    })
}

impl Estimate {
    /// How many more quotes to review and, in the same proportion as so far, articles to
    /// read whole, until the interval is this wide on either side.
    pub fn more(&self, half_width: f64) -> (usize, usize) {
        let (all, reviewed, read) = self.sizes;
        let narrower = (half_width / self.half_width).powi(2);
        if narrower >= 1.0 || all <= reviewed {
            return (0, 0);
        }
        // The variance goes with 1/reviewed - 1/all.
        let needed = 1.0 / (1.0 / all + (1.0 / reviewed - 1.0 / all) * narrower);
        let more = |now: f64| (now * (needed / reviewed - 1.0)).ceil() as usize;
        (more(reviewed), more(read))
    }
}

/// The sample beside everything.
struct Layers<'a> {
    /// How many quotes were found.
    quotes: f64,
    strata: Vec<Layer<'a>>,
    /// The articles that were read whole, if they are enough.
    read: &'a [Read],
    /// How many quotes were found in these.
    found_in_read: f64,
    /// How many articles anything was decided about.
    articles: usize,
}

/// A stratum and the reviewed quotes in it.
struct Layer<'a> {
    stratum: Stratum,
    reviewed: Vec<&'a Reviewed>,
}

impl<'a> Layers<'a> {
    fn new(population: &Population, sample: &'a Sample) -> Result<Self, TooFew> {
        let all = population.counts().quotes;
        let mut strata = Vec::new();
        for stratum in population.strata(sample.reviewed.len()) {
            let reviewed: Vec<_> = sample.reviewed.iter().filter(|r| stratum.has(r.confidence)).collect();
            if reviewed.len() < LEAST_IN_STRATUM {
                let (from, to) = (stratum.steps.0 as f64 / 100.0, stratum.steps.1 as f64 / 100.0);
                let percent = (stratum.counts.quotes / all * 100.0).round();
                return Err(TooFew::Stratum { from, to, percent, reviewed: reviewed.len() });
            }
            strata.push(Layer { stratum, reviewed });
        }
        let found_in_read: usize = sample.read.iter().map(|read| read.found).sum();
        let enough = sample.read.len() >= LEAST_READ && found_in_read > 0;
        let read = if enough { &sample.read[..] } else { &[] };
        let mut articles: Vec<_> = sample.reviewed.iter().map(|reviewed| reviewed.article).collect();
        articles.extend(read.iter().map(|read| read.article));
        articles.sort_unstable();
        articles.dedup();
        if articles.len() < LEAST_ARTICLES {
            return Err(TooFew::Articles(articles.len()));
        }
        Ok(Self { quotes: all, strata, read, found_in_read: found_in_read as f64, articles: articles.len() })
    }

    /// How many of what was missed there is, for each quote that was found, by what `count`
    /// says of each.
    fn missed(&self, count: impl Fn(Place) -> f64) -> f64 {
        let all: f64 = self.read.iter().flat_map(|read| &read.missed).map(|&place| count(place)).sum();
        if self.read.is_empty() { 0.0 } else { all / self.found_in_read }
    }

    /// The part and the whole, estimated with the predictions weighted.
    fn share(&self, weight: f64) -> Result<f64, TooFew> {
        let total = |count: fn(Place) -> f64, found: fn(&Stratum) -> f64| {
            let in_layer = |layer: &Layer<'_>| {
                let errors = layer.reviewed.iter().map(|r| count(r.right) - weight * count(r.found));
                weight * found(&layer.stratum) + layer.times() * errors.sum::<f64>()
            };
            self.strata.iter().map(in_layer).sum::<f64>() + self.quotes * self.missed(count)
        };
        let whole = self.whole(weight);
        let part = total(Place::part, |stratum| stratum.counts.part);
        if whole > 0.0 { Ok(part / whole) } else { Err(TooFew::Nothing) }
    }

    fn whole(&self, weight: f64) -> f64 {
        let in_layer = |layer: &Layer<'_>| {
            let errors = layer.reviewed.iter().map(|r| r.right.whole() - weight * r.found.whole());
            weight * layer.stratum.counts.whole + layer.times() * errors.sum::<f64>()
        };
        self.strata.iter().map(in_layer).sum::<f64>() + self.quotes * self.missed(Place::whole)
    }

    /// The weight of the predictions that makes the variance least.
    fn best_weight(&self, share: f64) -> f64 {
        let (mut together, mut alone) = (0.0, 0.0);
        for layer in &self.strata {
            let right = deviations(&layer.reviewed, |r| distance(r.right, share));
            let found = deviations(&layer.reviewed, |r| distance(r.found, share));
            let times = layer.times().powi(2);
            together += times * right.iter().zip(&found).map(|(a, b)| a * b).sum::<f64>();
            alone += times * found.iter().map(|b| b * b).sum::<f64>();
        }
        if alone > 0.0 { (together / alone).clamp(0.0, 1.0) } else { 1.0 }
    }

    /// Half of the width of the 95 % interval.
    fn half_width(&self, share: f64, weight: f64) -> Result<f64, TooFew> {
        // What each article adds to the deviation of the estimate.
        let mut by_article: FxHashMap<usize, f64> = FxHashMap::default();
        let mut assumed = 0.0;
        let largest = share.max(1.0 - share).powi(2);
        let (mut squares, mut sizes) = (largest.powi(2), largest);
        for layer in &self.strata {
            let error = |r: &Reviewed| distance(r.right, share) - weight * distance(r.found, share);
            let (reviewed, all) = (layer.reviewed.len() as f64, layer.stratum.counts.quotes);
            let left = (1.0 - reviewed / all).max(0.0);
            let scale = layer.times() * (left * reviewed / (reviewed - 1.0)).sqrt();
            for (r, deviation) in layer.reviewed.iter().zip(deviations(&layer.reviewed, error)) {
                *by_article.entry(r.article).or_default() += scale * deviation;
            }
            for r in layer.reviewed.iter().filter(|r| r.right != r.found) {
                (squares, sizes) = (squares + error(r).powi(4), sizes + error(r).powi(2));
            }
            assumed += ASSUMED_MISTAKES * layer.times().powi(2) * left * all / self.quotes;
        }
        let missed = self.missed(|place| distance(place, share));
        let scale = self.quotes / self.found_in_read
            * ((1.0 - self.found_in_read / self.quotes).max(0.0) * self.read.len() as f64
                / (self.read.len() as f64 - 1.0))
                .sqrt();
        let (mut of_squares, mut of_sizes) = (0.0, f64::MIN_POSITIVE);
        for read in self.read {
            let here: f64 = read.missed.iter().map(|&place| distance(place, share)).sum();
            let deviation = scale * (here - missed * read.found as f64);
            *by_article.entry(read.article).or_default() += deviation;
            (of_squares, of_sizes) = (of_squares + deviation.powi(4), of_sizes + deviation.powi(2));
        }
        let variance = by_article.values().map(|sum| sum * sum).sum::<f64>()
            + assumed * squares / sizes
            + ASSUMED_ARTICLES * of_squares / of_sizes;
        let freedom = self.articles.saturating_sub(self.strata.len()).max(1) as f64;
        let whole = self.whole(weight);
        if whole > 0.0 { Ok(quantile(freedom) * variance.sqrt() / whole) } else { Err(TooFew::Nothing) }
    }
}

impl Layer<'_> {
    /// How many quotes each reviewed one stands for.
    fn times(&self) -> f64 {
        self.stratum.counts.quotes / self.reviewed.len() as f64
    }
}

/// How far something of this place moves a share that would otherwise be right.
fn distance(place: Place, share: f64) -> f64 {
    place.part() - share * place.whole()
}

/// How far each is from the mean of all.
fn deviations(reviewed: &[&Reviewed], value: impl Fn(&Reviewed) -> f64) -> Vec<f64> {
    let values: Vec<f64> = reviewed.iter().map(|r| value(r)).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.into_iter().map(|value| value - mean).collect()
}

/// The ends of an interval. That of a small share reaches further up than down, as its
/// logarithmic odds are what is distributed evenly.
fn interval(share: f64, half_width: f64) -> (f64, f64) {
    let spread = share * (1.0 - share);
    if spread <= 0.0 || half_width > spread {
        // So little is known that its odds say nothing.
        return ((share - half_width).clamp(0.0, 1.0), (share + half_width).clamp(0.0, 1.0));
    }
    let odds = (share / (1.0 - share)).ln();
    let share_of = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    (share_of(odds - half_width / spread), share_of(odds + half_width / spread))
}

/// The quantile of Student's distribution that leaves 2.5 % on either side (Abramowitz and
/// Stegun 26.7.5, right to a thousandth from ten degrees of freedom on).
fn quantile(freedom: f64) -> f64 {
    let (z3, z5) = (Z.powi(3), Z.powi(5));
    Z + (z3 + Z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / (96.0 * freedom.powi(2))
        + (3.0 * Z.powi(7) + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / (384.0 * freedom.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (freedom, table) in [(10.0, 2.2281), (30.0, 2.0423), (1e9, 1.96)] {
            assert!((quantile(freedom) - table).abs() < 2e-3, "{freedom}");
        }
    }
}
