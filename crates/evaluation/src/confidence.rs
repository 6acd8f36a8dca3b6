//! Whether `confidence` means what it says: of the attributions given 0.8, about
//! 80 % ought to be right.

use crate::annotations::{Gold, Predictions};
use crate::compare::{self, same_source};
use crate::ratios::{harmonic, ratio};
use std::fmt::Write;

/// The number of equally wide bins over which the expected calibration error is
/// taken; ten are usual since Guo et al. 2017.
const BINS: usize = 10;

/// The least confidences at which precision and recall are given: steps that people
/// may choose as a threshold. Few predictions are below 0.3.
const CURVE: [f32; 8] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Predictions by their confidence, summed over all texts. A prediction is right if
/// its content matches one of gold (content@0.5) with the same source.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Confidence {
    /// The expected calibration error: the mean distance between the confidence and
    /// the share that is right, over ten bins weighted by their predictions.
    pub calibration_error: f64,
    /// What remains at each least confidence.
    pub curve: Vec<ConfidencePoint>,
}

/// The figures of the attributions with at least this confidence.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct ConfidencePoint {
    /// The least confidence.
    pub least: f32,
    /// How many predictions remain.
    pub pred: usize,
    /// The share of them that is right, content and source.
    pub precision: f64,
    /// The share of gold found with its source.
    pub recall: f64,
}

/// Compares the confidence of predictions with how often they are right; `None`
/// when no prediction has one.
pub fn confidence(gold: &[Gold], predictions: &[Predictions]) -> Option<Confidence> {
    // Confidence, and whether the prediction is right.
    let mut judged: Vec<(f32, bool)> = Vec::new();
    let mut all_gold = 0;
    for mut text in compare::each(gold, predictions) {
        text.drop_ignored(&text.ignored());
        all_gold += text.gold.len();
        let mut right = vec![false; text.pred.len()];
        for (p, g) in text.matches() {
            right[p] = same_source(&text.pred[p].source, &text.gold[g].source);
        }
        let predicted = text.pred.iter().zip(right);
        judged.extend(predicted.filter_map(|(item, right)| Some((item.labelled.confidence?, right))));
    }
    if judged.is_empty() {
        return None;
    }
    // The sums of confidences and of right predictions.
    let mut bins = [(0.0, 0.0); BINS];
    for &(confidence, right) in &judged {
        let bin = &mut bins[((confidence * BINS as f32) as usize).min(BINS - 1)];
        *bin = (bin.0 + f64::from(confidence), bin.1 + f64::from(u8::from(right)));
    }
    let point = |least| {
        let kept = judged.iter().filter(|j| j.0 >= least);
        let right = kept.clone().filter(|j| j.1).count();
        let pred = kept.count();
        ConfidencePoint { least, pred, precision: ratio(right, pred), recall: ratio(right, all_gold) }
    };
    Some(Confidence {
        calibration_error: bins.iter().map(|(confidence, right)| (confidence - right).abs()).sum::<f64>()
            / judged.len() as f64,
        curve: CURVE.into_iter().map(point).collect(),
    })
}

impl Confidence {
    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut out =
            format!("expected calibration error {:.3}\nleast  pred  triple P/R/F1", self.calibration_error);
        for point in &self.curve {
            let f1 = harmonic(point.precision, point.recall);
            let [p, r, f] = [point.precision, point.recall, f1].map(|v| v * 100.0);
            let _ = write!(out, "\n{:<5.1} {:5}  {p:5.1} {r:5.1} {f:5.1}", point.least, point.pred);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::Labelled;
    use text::Span;

    #[test]
    fn confidence_against_right() {
        let text = "one two three four";
        let one = |start, end, confidence| Labelled {
            content: vec![Span::new(start, end)],
            confidence,
            ..Labelled::default()
        };
        let gold = [Gold {
            id: "a".into(),
            text: text.into(),
            attributions: vec![one(0, 3, None), one(4, 7, None)],
            ..Gold::default()
        }];
        let found = vec![one(0, 3, Some(0.75)), one(8, 13, Some(0.75)), one(14, 18, Some(0.25))];
        let predictions = [Predictions { id: "a".into(), attributions: found }];
        let figures = confidence(&gold, &predictions).unwrap();
        // 0.75 against 1 of 2, twice; 0.25 against none, once
        assert!((figures.calibration_error - 0.75 / 3.0).abs() < 1e-6, "{figures:?}");
        let at = |least: f32| figures.curve.iter().find(|p| p.least == least).unwrap();
        assert_eq!((at(0.0).pred, at(0.5).pred, at(0.8).pred), (3, 2, 0));
        assert_eq!((at(0.5).precision, at(0.5).recall), (0.5, 0.5));
        assert_eq!(confidence(&gold, &[]), None);
    }
}
