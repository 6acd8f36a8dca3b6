//! How labels follow each other: what makes the labels of a paragraph agree.
//!
//! A word tagger labels each word by itself. Here its probabilities are the emissions of a
//! hidden Markov model (a hybrid; Bourlard and Morgan 1994) whose transitions are counted in
//! gold: how much likelier a label is behind another one than elsewhere.

use crate::learned::label::{Label, LabelRow};
use crate::learned::tagged::Labelling;

/// No label is less probable than this: no word tagger is that sure.
const LEAST: f32 = 1e-3;

/// The power to which a word tagger's probabilities are raised when articles are read. While
/// the ranker learns they stay as they are: of the gold the taggers have learned their
/// teachers' labels, so that they are surer there than on other texts. With 1 `fast` has 0.2
/// to 0.4 less content F1 on all development sets, `accurate` 0.6 to 1.
pub(crate) const SURER: f32 = 2.0;

/// The logarithms of how much likelier each label (column) is behind each label (row) than
/// elsewhere; by default no likelier.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transitions(pub(crate) [LabelRow; Label::COUNT]);

impl Transitions {
    /// Counts in sequences of labels.
    #[cfg(feature = "train")]
    pub(crate) fn counted<'l>(sequences: impl IntoIterator<Item = &'l [Label]>) -> Self {
        let (mut pairs, mut single) = ([[0u32; Label::COUNT]; Label::COUNT], [0u32; Label::COUNT]);
        for labels in sequences {
            labels.iter().for_each(|label| single[label.column()] += 1);
            labels.windows(2).for_each(|pair| pairs[pair[0].column()][pair[1].column()] += 1);
        }
        let all: u32 = single.iter().sum();
        Self(std::array::from_fn(|from| {
            let behind: u32 = pairs[from].iter().sum();
            std::array::from_fn(|to| {
                // Half of a count more for each, since what was not seen is not impossible.
                let there = (pairs[from][to] as f32 + 0.5) / (behind as f32 + 0.5 * Label::COUNT as f32);
                let elsewhere = (single[to] as f32 + 0.5) / (all as f32 + 0.5 * Label::COUNT as f32);
                (there / elsewhere).ln()
            })
        }))
    }

    /// The labels of a sequence of elements, given how probable each is for each of them by
    /// itself, to be raised to this `power`.
    pub(crate) fn label(&self, rows: impl Iterator<Item = LabelRow>, power: f32) -> Labelling {
        let rows: Vec<LabelRow> = rows.map(|row| row.map(|p| p.max(LEAST).powf(power))).collect();
        Labelling { best: self.best(&rows), probabilities: self.probabilities(rows) }
    }

    /// The probability of each label of each element, by forward-backward.
    fn probabilities(&self, rows: Vec<LabelRow>) -> Vec<LabelRow> {
        let moves = self.0.map(|row| row.map(f32::exp));
        let normal = |row: LabelRow| {
            let sum: f32 = row.iter().sum();
            row.map(|x| x / sum)
        };
        let mut forward: Vec<LabelRow> = Vec::with_capacity(rows.len());
        for row in &rows {
            forward.push(normal(match forward.last() {
                None => *row,
                Some(before) => std::array::from_fn(|to| {
                    row[to] * (0..Label::COUNT).map(|from| before[from] * moves[from][to]).sum::<f32>()
                }),
            }));
        }
        let mut backward = [1.0; Label::COUNT];
        for (row, of_element) in rows.iter().zip(&mut forward).rev() {
            *of_element = normal(std::array::from_fn(|label| of_element[label] * backward[label]));
            backward = normal(std::array::from_fn(|from| {
                (0..Label::COUNT).map(|to| moves[from][to] * row[to] * backward[to]).sum()
            }));
        }
        forward
    }

    /// The most probable sequence of labels, by Viterbi.
    fn best(&self, rows: &[LabelRow]) -> Vec<Label> {
        let highest = |scores: LabelRow| {
            let best =
                (1..Label::COUNT).fold(0, |best, at| if scores[at] > scores[best] { at } else { best });
            (best, scores[best])
        };
        let mut back: Vec<[usize; Label::COUNT]> = Vec::with_capacity(rows.len());
        let mut score: Option<LabelRow> = None;
        for row in rows {
            let emitted = row.map(f32::ln);
            let mut from = [0; Label::COUNT];
            score = Some(match score {
                None => emitted,
                Some(before) => std::array::from_fn(|to| {
                    let (best, score) = highest(std::array::from_fn(|at| before[at] + self.0[at][to]));
                    from[to] = best;
                    score + emitted[to]
                }),
            });
            back.push(from);
        }
        let mut label = score.map_or(0, |score| highest(score).0);
        let mut labels = vec![Label::Outside; rows.len()];
        for (at, from) in back.iter().enumerate().rev() {
            labels[at] = Label::ALL[label];
            label = from[label];
        }
        labels
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;
    use Label::{ContentBegins, ContentContinues, Cue, Outside, SourceBegins, SourceContinues};

    const SURE: f32 = 0.98;

    /// A row with one label more probable than the others.
    fn row(label: Label, probability: f32) -> LabelRow {
        let mut row = [(1.0 - probability) / (Label::COUNT - 1) as f32; Label::COUNT];
        row[label.column()] = probability;
        row
    }

    #[test]
    fn without_transitions_each_element_is_labelled_by_itself() {
        let rows = [row(Outside, SURE), row(ContentContinues, 0.4), row(Outside, SURE)];
        let Labelling { probabilities, best } = Transitions::default().label(rows.into_iter(), 1.0);
        assert_eq!(best, [Outside, ContentContinues, Outside]);
        for (found, row) in probabilities.iter().flatten().zip(rows.iter().flatten()) {
            assert!((found - row).abs() < 1e-3, "{found} instead of {row}");
        }
        assert!(Transitions::default().label(std::iter::empty(), 1.0).best.is_empty());
    }

    #[test]
    fn labels_follow_each_other_as_they_did() {
        let after = [Outside, ContentBegins, ContentContinues, ContentContinues, Outside];
        let before = [SourceBegins, SourceContinues, Cue, ContentBegins, ContentContinues, Outside, Outside];
        let transitions = Transitions::counted([after.as_slice(), &before].repeat(50));
        // What is torn is mended.
        let rows =
            [Outside, ContentBegins, Outside, ContentContinues].into_iter().zip([SURE, 0.5, 0.4, SURE]);
        let rows = rows.map(|(label, probability)| row(label, probability));
        let Labelling { probabilities, best } = transitions.label(rows, 1.0);
        assert_eq!(best, [Outside, ContentBegins, ContentContinues, ContentContinues]);
        assert!(probabilities[2][ContentContinues.column()] > 0.5);
    }
}
