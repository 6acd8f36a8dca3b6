//! The program measured by what people decided: how much of what it found is right,
//! and how much of what is there it found, with 95 % confidence intervals.
//!
//! Precision is that of the quotes that were decided. Recall needs somebody who has
//! looked for missing quotes, so it is that of the articles that were read whole. A
//! quote counts as right by the rule of `sayso eval`: its content and the right one
//! share at least half of the words of either, and so do the sources.

use crate::error::Error;
use crate::gold::labelled;
use crate::review::Review;
use crate::reviewed::{ReviewedArticle, ReviewedQuote};
use evaluation::{Gold, KindCounts, Labelled, Predictions};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// The thresholds of confidence for which figures are given. Most confidences are
/// high, so they lie closer together towards 1.
const THRESHOLDS: [f64; 5] = [0.5, 0.7, 0.8, 0.9, 0.95];

/// Precision and recall by what people decided.
#[derive(Clone, Debug, Serialize)]
pub struct Assessment {
    /// How many of the program's quotes were decided.
    pub decided: usize,
    /// How many of these were rejected.
    pub rejected: usize,
    /// How many quotes people added.
    pub added: usize,
    /// How many articles have decisions.
    pub articles: usize,
    /// How many of these somebody has read whole.
    pub read: usize,
    /// How many speakers were right, of the decided quotes that are right and have a
    /// speaker.
    pub speakers: Rate,
    /// The figures of all quotes, of each kind, and of those with at least a certain
    /// confidence.
    pub figures: Vec<Figures>,
    /// How the decided quotes differ from all, if they do.
    pub bias: Option<Bias>,
}

/// The decided quotes are no fair sample of all: those who begin with the least sure ones
/// find many mistakes, and the output is better than that.
#[derive(Clone, Debug, Serialize)]
pub struct Bias {
    /// The mean confidence of the decided quotes.
    pub decided: f64,
    /// The mean confidence of all quotes.
    pub all: f64,
    /// Content precision, and precision of content and source, where each decided quote
    /// counts for as many of all as are about as sure; `None` if of some no quote is
    /// decided.
    pub weighted: Option<[Estimate; 2]>,
}

/// A share, and between which values the true one lies with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The share, from 0 to 1.
    pub share: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// The figures of some of the quotes.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Which quotes: `all`, a kind, or a threshold such as `≥ 0.9`.
    pub of: String,
    /// Contents that are right, of those found.
    pub content_precision: Rate,
    /// Contents that were found, of those that are there.
    pub content_recall: Rate,
    /// The same as `content_precision`, for content and source together.
    pub precision: Rate,
    /// The same as `content_recall`, for content and source together.
    pub recall: Rate,
}

/// A share of a sample (`count` of `of`), and between which values the true share
/// lies with 95 % confidence (Wilson's interval).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rate {
    /// How many of the sample.
    pub count: usize,
    /// The size of the sample.
    pub of: usize,
    /// The lower end of the interval, from 0 to 1.
    pub low: f64,
    /// The upper end of the interval, from 0 to 1.
    pub high: f64,
}

impl Rate {
    /// `count` of `of`. Of an empty sample, the true share may be anything.
    pub fn new(count: usize, of: usize) -> Self {
        if of == 0 {
            return Self { high: 1.0, ..Self::default() };
        }
        let (n, p) = (of as f64, count as f64 / of as f64);
        let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        Self { count, of, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
    }

    fn cell(self) -> String {
        if self.of == 0 {
            return format!("{:^26}", "–");
        }
        let percent = |share: f64| format!("{:.1}", share * 100.0);
        let share = percent(self.count as f64 / self.of as f64);
        let counts = format!("{}/{}", self.count, self.of);
        format!("{share:>5}  {:>5}–{:<5} {counts:<8}", percent(self.low), percent(self.high))
    }
}

/// This quantile of the normal distribution leaves 2.5 % on either side.
const Z: f64 = 1.959_963_985;

/// From how many standard errors on the mean confidence of the decided quotes is not that of
/// a fair sample, and from which difference on that matters.
const BIAS: f64 = 3.0;
const DIFFERENCE: f64 = 0.02;

/// Measures the program by the decisions about an output folder.
///
/// # Errors
/// If the folder or its decisions cannot be read.
pub fn assess(output: &Path) -> Result<Assessment, Error> {
    let review = Review::whole(output)?;
    let articles = review.decided_articles()?;
    let mut assessment = Assessment::of(&articles);
    let quotes = articles.iter().flat_map(|article| &article.quotes);
    let decided = quotes.filter(|quote| quote.was.is_some() && quote.status.is_decided());
    let decided: Vec<f64> = decided.filter_map(|quote| Some(quote.found.as_ref()?.confidence)).collect();
    assessment.bias = Bias::of(&decided, &review.confidences(), &assessment.figures);
    Ok(assessment)
}

impl Bias {
    /// Of the confidences of the decided quotes and of all; `figures` has the precision from
    /// each threshold on.
    fn of(decided: &[f64], all: &[f64], figures: &[Figures]) -> Option<Self> {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (ours, theirs) = (mean(decided), mean(all));
        let variance = all.iter().map(|value| (value - theirs).powi(2)).sum::<f64>() / all.len() as f64;
        let error = (variance / decided.len() as f64).sqrt();
        let differs = (ours - theirs).abs() > (BIAS * error).max(DIFFERENCE);
        let weighted = [|f: &Figures| f.content_precision, |f: &Figures| f.precision];
        let weighted =
            weighted.map(|rate| Estimate::weighted(&figures.iter().map(rate).collect::<Vec<_>>(), all));
        let weighted = match weighted {
            [Some(content), Some(whole)] => Some([content, whole]),
            _ => None,
        };
        differs.then_some(Self { decided: ours, all: theirs, weighted })
    }

    /// What to tell people.
    fn words(&self) -> String {
        let than = if self.decided < self.all { "less" } else { "more" };
        let mut words = format!(
            "The decided quotes are {than} sure than all are ({:.0} % against {:.0} %), so their precision is not\n\
            that of the output. ",
            100.0 * self.decided,
            100.0 * self.all
        );
        match self.weighted {
            Some(estimates) => {
                let [content, whole] = estimates.map(|Estimate { share, low, high }| {
                    format!("{:.1} ({:.1}–{:.1})", 100.0 * share, 100.0 * low, 100.0 * high)
                });
                let _ = write!(
                    words,
                    "Weighted by confidence it is: content {content}, content and source {whole}."
                );
            }
            None => words += "Decide some of “a fair sample”, the first queue of the page.",
        }
        words
    }
}

impl Estimate {
    /// The mean of the rates of the bands of confidence, weighted by how many of `all` are
    /// in each. `from` has the rates of all quotes, of kinds, and last those from each of
    /// the thresholds on.
    fn weighted(from: &[Rate], all: &[f64]) -> Option<Self> {
        let first = from.len().checked_sub(THRESHOLDS.len())?;
        let least = [0.0].into_iter().chain(THRESHOLDS);
        let rates = from.first().into_iter().chain(&from[first..]).copied();
        let edges: Vec<(f64, Rate)> = least.zip(rates).collect();
        let (mut share, mut variance) = (0.0, 0.0);
        for (at, (least, rate)) in edges.iter().enumerate() {
            let (below, above) = edges.get(at + 1).map_or((f64::INFINITY, Rate::default()), |next| *next);
            let weight = all.iter().filter(|value| (*least..below).contains(*value)).count() as f64;
            let weight = weight / all.len() as f64;
            let (right, of) = ((rate.count - above.count) as f64, (rate.of - above.of) as f64);
            if weight > 0.0 && of == 0.0 {
                return None;
            }
            if of > 0.0 {
                share += weight * right / of;
                // One quote more of either outcome, so that a few that are all right do not
                // seem certain.
                let about = (right + 1.0) / (of + 2.0);
                variance += weight * weight * about * (1.0 - about) / of;
            }
        }
        let half = Z * variance.sqrt();
        Some(Self { share, low: (share - half).max(0.0), high: (share + half).min(1.0) })
    }
}

impl Assessment {
    /// The figures of these articles, whose offsets must count bytes.
    fn of(articles: &[ReviewedArticle]) -> Self {
        let quotes = || articles.iter().flat_map(|article| &article.quotes);
        let judged = |quote: &&ReviewedQuote| quote.was.is_some() && quote.status.is_decided();
        let named = || quotes().filter(judged).filter(|q| q.status.is_right() && q.now.speaker.is_some());
        let speaker =
            |quote: &&ReviewedQuote| quote.was.as_ref().is_some_and(|was| was.speaker == quote.now.speaker);
        let read: Vec<&ReviewedArticle> = articles.iter().filter(|article| article.read.is_some()).collect();
        let all: Vec<&ReviewedArticle> = articles.iter().collect();
        let mut figures = Vec::new();
        let (precise, complete) = (score(&all, 0.0), score(&read, 0.0));
        for (of, precise, complete) in [
            ("all", &precise.all, &complete.all),
            ("direct", &precise.direct, &complete.direct),
            ("mixed", &precise.mixed, &complete.mixed),
            ("indirect", &precise.indirect, &complete.indirect),
        ] {
            figures.push(Figures::new(of.to_owned(), precise, complete));
        }
        for least in THRESHOLDS {
            let (precise, complete) = (score(&all, least), score(&read, least));
            figures.push(Figures::new(format!("≥ {least}"), &precise.all, &complete.all));
        }
        Self {
            decided: quotes().filter(judged).count(),
            rejected: quotes().filter(judged).filter(|quote| !quote.status.is_right()).count(),
            added: quotes().filter(|quote| quote.was.is_none() && quote.status.is_right()).count(),
            articles: articles.len(),
            read: read.len(),
            speakers: Rate::new(named().filter(speaker).count(), named().count()),
            figures,
            bias: None,
        }
    }

    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut out = format!(
            "quotes decided {}, of these rejected {}; added {}\narticles {}, of these read whole {}\n",
            self.decided, self.rejected, self.added, self.articles, self.read
        );
        let _ = writeln!(out, "speaker right  {}", self.speakers.cell().trim_end());
        for (name, whole) in [("content", false), ("content and source", true)] {
            let head = format!("{:<26} {:<26}", "precision, 95 % interval", "recall, 95 % interval");
            let _ = write!(out, "\n{name}\n{:<9} {}", "", head.trim_end());
            for figures in &self.figures {
                let rates = match whole {
                    true => [figures.precision, figures.recall],
                    false => [figures.content_precision, figures.content_recall],
                };
                let [precision, recall] = rates.map(Rate::cell);
                let _ = write!(out, "\n{:<9} {}", figures.of, format!("{precision} {recall}").trim_end());
            }
            out.push('\n');
        }
        if let Some(bias) = &self.bias {
            let _ = writeln!(out, "\n{}", bias.words());
        }
        if self.read == 0 {
            out.push_str("\nRecall is measured in articles that were read whole (key d on the page), and there is none yet.");
        }
        out.trim_end().to_owned()
    }
}

impl Figures {
    fn new(of: String, precise: &KindCounts, complete: &KindCounts) -> Self {
        Self {
            of,
            content_precision: Rate::new(precise.content.pred_ok, precise.content.pred),
            content_recall: Rate::new(complete.content.gold_ok, complete.content.gold),
            precision: Rate::new(precise.triple.pred_ok, precise.triple.pred),
            recall: Rate::new(complete.triple.gold_ok, complete.triple.gold),
        }
    }
}

/// Scores what the program found, as far as it was decided and has at least the
/// confidence `least`, against what people say is right.
fn score(articles: &[&ReviewedArticle], least: f64) -> evaluation::Report {
    let (mut gold, mut predictions) = (Vec::new(), Vec::new());
    for article in articles {
        let right = article.quotes.iter().filter(|quote| quote.status.is_right());
        gold.push(Gold {
            id: article.id.clone(),
            text: article.text.clone(),
            attributions: right.map(|quote| labelled(&quote.now)).collect(),
            ..Gold::default()
        });
        let decided = article.quotes.iter().filter(|quote| quote.status.is_decided());
        let sure =
            decided.filter(|quote| quote.found.as_ref().is_some_and(|found| found.confidence >= least));
        let found: Vec<Labelled> = sure.filter_map(|quote| quote.was.as_ref()).map(labelled).collect();
        predictions.push(Predictions { id: article.id.clone(), attributions: found });
    }
    evaluation::score(&gold, &predictions)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 100 quotes, 90 are sure; of the sure all decided ones are right, of the others half.
    #[test]
    fn what_is_no_fair_sample_is_weighted() {
        let all: Vec<f64> = (0..100).map(|n| if n < 90 { 0.97 } else { 0.4 }).collect();
        let rates = |sure: usize, unsure: usize| {
            let of = |right, of| Figures {
                of: String::new(),
                content_precision: Rate::new(right, of),
                content_recall: Rate::default(),
                precision: Rate::new(right, of),
                recall: Rate::default(),
            };
            let mut figures = vec![of(sure + unsure / 2, sure + unsure)];
            figures.extend((0..THRESHOLDS.len()).map(|_| of(sure, sure)));
            figures
        };
        let decided = |sure: usize, unsure: usize| [vec![0.97; sure], vec![0.4; unsure]].concat();
        let bias = Bias::of(&decided(10, 10), &all, &rates(10, 10)).unwrap();
        let [content, _] = bias.weighted.unwrap();
        assert!((content.share - 0.95).abs() < 1e-9 && content.low < 0.95 && content.high == 1.0, "{bias:?}");
        assert!(bias.words().contains("less sure than all are (69 % against 91 %)"), "{}", bias.words());
        assert!(Bias::of(&decided(0, 10), &all, &rates(0, 10)).unwrap().weighted.is_none());
        assert!(Bias::of(&decided(18, 2), &all, &rates(18, 2)).is_none(), "a fair sample");
        assert!(Bias::of(&[], &all, &rates(0, 0)).is_none());
    }

    #[test]
    fn intervals_are_those_of_wilson() {
        // Newcombe 1998, table I, method 3.
        for (count, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let rate = Rate::new(count, of);
            assert!((rate.low - low).abs() < 5e-5 && (rate.high - high).abs() < 5e-5, "{rate:?}");
        }
    }
}
