//! The shares of an output folder, for people and for programs.

use crate::counted::Question;
use crate::inference::{Estimate, infer};
use crate::observed::{self, Error, Observed};
use records::Pronoun;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// What `sayso estimate` says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many of the program's quotes were decided.
    pub reviewed: usize,
    /// How many articles were read whole.
    pub articles_read: usize,
    /// Half of the width of the interval that people want, in percentage points.
    pub points: f64,
    /// The shares.
    pub shares: Vec<Row>,
    /// Lines of the files that cannot be used, and why.
    #[serde(skip)]
    pub problems: Vec<String>,
}

/// One share.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `unnamed_sources`, `indirect_speech`, `she`, `he`, or the name of a speaker.
    pub share: String,
    /// What there is to say about it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What there is to say about a share.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// An estimate.
    Estimate {
        /// The estimate.
        estimate: Estimate,
        /// How many more quotes to review for an interval of the wanted width, and how many
        /// more articles to read whole.
        more_quotes: usize,
        /// The articles.
        more_articles: usize,
    },
    /// There is none, and why.
    TooFew {
        /// Why.
        too_few: String,
    },
}

/// Estimates the shares of an output folder, with that of each of these speakers.
/// `points` is half of the width of the interval that people want, in percentage points.
///
/// # Errors
/// If the folder or its decisions cannot be read, or it is not clear who a speaker is.
pub fn shares(output: &Path, names: &[String], points: f64) -> Result<Report, Error> {
    let speakers = observed::speakers(output)?;
    let mut questions = vec![
        ("unnamed_sources".to_owned(), Question::UnnamedSources),
        ("indirect_speech".to_owned(), Question::IndirectSpeech),
        ("she".to_owned(), Question::ReferredToAs(Pronoun::She)),
        ("he".to_owned(), Question::ReferredToAs(Pronoun::He)),
    ];
    for name in names {
        let id = match speakers.ids(name).as_slice() {
            [] => return Err(Error::NoSpeaker(output.display().to_string(), name.clone())),
            [id] => (*id).to_owned(),
            ids => return Err(Error::SeveralSpeakers(name.clone(), ids.join(", "))),
        };
        questions.push((name.clone(), Question::Speaker(id)));
    }
    let (names, questions): (Vec<_>, Vec<_>) = questions.into_iter().unzip();
    let observed = Observed::read(output, &questions, speakers)?;
    let (reviewed, articles_read) = observed.decided();
    let shares = names.into_iter().zip(&questions).enumerate().map(|(number, (share, question))| {
        let (population, sample) = observed.of(number, question);
        let outcome = match infer(population, &sample) {
            Ok(estimate) => {
                let (more_quotes, more_articles) = estimate.more(points / 100.0);
                Outcome::Estimate { estimate, more_quotes, more_articles }
            }
            Err(too_few) => Outcome::TooFew { too_few: too_few.to_string() },
        };
        Row { share, outcome }
    });
    Ok(Report { reviewed, articles_read, points, shares: shares.collect(), problems: observed.problems })
}

impl Report {
    /// Whether there is an estimate for any share.
    pub fn says_something(&self) -> bool {
        self.shares.iter().any(|row| matches!(row.outcome, Outcome::Estimate { .. }))
    }

    /// Why there is no estimate, if it is the same of all shares.
    fn only_reason(&self) -> Option<&str> {
        let mut reasons = self.shares.iter().map(|row| match &row.outcome {
            Outcome::TooFew { too_few } => Some(too_few.as_str()),
            Outcome::Estimate { .. } => None,
        });
        let first = reasons.next()??;
        reasons.all(|reason| reason == Some(first)).then_some(first)
    }

    /// The shares as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut out =
            format!("quotes reviewed {}, articles read whole {}\n\n", self.reviewed, self.articles_read);
        if let Some(reason) = self.only_reason() {
            return out + reason;
        }
        let widest = self.shares.iter().map(|row| row.share.chars().count()).max().unwrap_or_default();
        let _ = writeln!(out, "{:widest$}  found  share  95 % interval  for ±{} points", "", self.points);
        let percent = |share: f64| format!("{:.1}", share * 100.0);
        for Row { share, outcome } in &self.shares {
            let name = share.replace('_', " ");
            let _ = match outcome {
                Outcome::Estimate { estimate, more_quotes, more_articles } => writeln!(
                    out,
                    "{name:widest$} {:>6} {:>6}  {:>13}  {}",
                    percent(estimate.found),
                    percent(estimate.share),
                    format!("{}–{}", percent(estimate.low), percent(estimate.high)),
                    more(*more_quotes, *more_articles),
                ),
                Outcome::TooFew { too_few } => writeln!(out, "{name:widest$}  {too_few}"),
            };
        }
        let all_there = |row: &Row| match &row.outcome {
            Outcome::Estimate { estimate, .. } => estimate.missed_included,
            Outcome::TooFew { .. } => true,
        };
        if !self.shares.iter().all(all_there) {
            out.push_str(
                "\nOf what was found; what was missed is not known until ten articles, best drawn at random, were read \
                 whole (key d on the page).",
            );
        }
        out.trim_end().to_owned()
    }
}

fn more(quotes: usize, articles: usize) -> String {
    match (quotes, articles) {
        (0, 0) => "reached".to_owned(),
        (quotes, 0) => format!("review {quotes} more"),
        (quotes, articles) => format!("review {quotes} more, read {articles} more articles"),
    }
}
