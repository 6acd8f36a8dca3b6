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
        // This quantile of the normal distribution leaves 2.5 % on either side.
        const Z: f64 = 1.959_963_985;
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

/// Measures the program by the decisions about an output folder.
///
/// # Errors
/// If the folder or its decisions cannot be read.
pub fn assess(output: &Path) -> Result<Assessment, Error> {
    Ok(Assessment::of(&Review::whole(output)?.decided_articles()?))
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
