//! Training the tagger, for those who ask for it.

use crate::detector::Detector;
use crate::learned::crf::{COUNT, Tagger};
use crate::learned::model::Model;
use crate::learned::ranker::Judge;
use crate::paragraph::marks::QuotePosition;
use text::{Article, Document, Span};

/// One gold attribution, in bytes of the article's text.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The content's pieces.
    pub content: Vec<Span>,
    /// The cue's pieces.
    pub cue: Vec<Span>,
    /// The source's pieces.
    pub source: Vec<Span>,
}

/// One paragraph: the features of each element and its label.
pub struct Sequence {
    /// Feature keys.
    pub features: Vec<Vec<u32>>,
    /// Labels, as indices.
    pub labels: Vec<u8>,
}

/// The words of one paragraph and their labels, for a tagger that is trained
/// elsewhere.
pub struct Words {
    /// The article's id.
    pub article: String,
    /// The paragraph, as an index into `Article::paragraphs`.
    pub paragraph: usize,
    /// The words and marks, as they are written.
    pub words: Vec<String>,
    /// Where each stands.
    pub places: Vec<QuotePosition>,
    /// Labels, as indices: outside; cue; source begins, goes on; content begins,
    /// goes on.
    pub labels: Vec<u8>,
    /// The labels of each cue's own attributions, all else being outside.
    pub by_cue: Vec<Vec<u8>>,
}

/// The words of all paragraphs from which a tagger may learn: those of the body
/// without a speaker's label, in the order of the examples.
pub fn words(detector: &Detector, examples: &[Example]) -> Vec<Words> {
    let mut worker = detector.worker();
    examples.iter().flat_map(|x| worker.words(&x.article, &x.document, &x.gold)).collect()
}

/// The label of each span, as an index. A span belongs to the part of an
/// attribution in which more than half of it lies; a cue counts before a source,
/// and a source before a content.
pub(crate) fn labels(spans: &[Span], gold: &[Gold]) -> Vec<u8> {
    let mut labels = vec![0; spans.len()];
    let mut mark = |pieces: &[Span], first: u8, rest: u8| {
        for piece in pieces {
            let mut begun = false;
            for (label, span) in labels.iter_mut().zip(spans) {
                let shared = span.end.min(piece.end).saturating_sub(span.start.max(piece.start));
                if shared * 2 > span.len() {
                    *label = if begun { rest } else { first };
                    begun = true;
                }
            }
        }
    };
    gold.iter().for_each(|g| mark(&g.content, 4, 5));
    gold.iter().for_each(|g| mark(&g.source, 2, 3));
    gold.iter().for_each(|g| mark(&g.cue, 1, 1));
    labels
}

/// The labels of each cue's own attributions; of cues that no span belongs to, none.
pub(crate) fn labels_by_cue(spans: &[Span], gold: &[Gold]) -> Vec<Vec<u8>> {
    let mut cues: Vec<&[Span]> = gold.iter().map(|g| g.cue.as_slice()).collect();
    cues.sort_unstable();
    cues.dedup();
    cues.into_iter()
        .map(|cue| {
            let own: Vec<Gold> = gold.iter().filter(|g| g.cue == cue).cloned().collect();
            labels(spans, &own)
        })
        .filter(|labels| labels.contains(&1))
        .collect()
}

/// One article to learn from.
pub struct Example {
    /// The article.
    pub article: Article,
    /// Its sentences and words.
    pub document: Document,
    /// Its gold attributions.
    pub gold: Vec<Gold>,
}

/// Trains a model. The judge learns from what the tagger says of articles that
/// it had not seen: the examples are parted into folds, and each fold is tagged
/// by a tagger trained on the others.
///
/// There are several detectors if word taggers stand beside the model, each of
/// which has been trained without some of the examples: of N detectors the Kth is
/// asked about the examples K, K + N, K + 2 N and so on.
///
/// `progress` is told what is being done.
///
/// # Panics
/// Without any detector.
pub fn train(
    detectors: &[Detector],
    examples: &[Example],
    s: &Settings,
    mut progress: impl FnMut(&str),
) -> Model {
    let mut workers: Vec<_> = detectors.iter().map(Detector::worker).collect();
    let sequences: Vec<Vec<Sequence>> =
        examples.iter().map(|x| workers[0].sequences(&x.article, &x.document, &x.gold)).collect();
    let mut judged = Vec::new();
    for fold in 0..s.folds {
        progress(&format!("tagger {} of {}", fold + 1, s.folds + 1));
        let others: Vec<&Sequence> = sequences
            .iter()
            .enumerate()
            .filter(|(at, _)| at % s.folds != fold)
            .flat_map(|(_, q)| q)
            .collect();
        let tagger = tagger(&others, s);
        for (number, example) in examples.iter().enumerate().skip(fold).step_by(s.folds) {
            let worker = &mut workers[number % detectors.len()];
            judged.extend(worker.judged(&example.article, &example.document, &example.gold, &tagger));
        }
    }
    progress(&format!("tagger {} of {}", s.folds + 1, s.folds + 1));
    let tagger = tagger(&sequences.iter().flatten().collect::<Vec<_>>(), s);
    progress("judge");
    Model { tagger, judge: judge(&judged, s) }
}

/// Trains the logistic regression.
fn judge(examples: &[(Vec<u32>, bool)], s: &Settings) -> Judge {
    let s = Settings { alpha: s.judge_alpha, l1: s.judge_l1, l2: s.judge_l2, ..*s };
    let mut weights: std::collections::BTreeMap<u32, Weight> = std::collections::BTreeMap::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::default();
    for _ in 0..s.judge_epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (features, right) = &examples[at];
            let sum: f32 = features.iter().filter_map(|f| weights.get(f)).map(|w| w.value(&s)).sum();
            let gradient = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*right));
            for feature in features {
                let weight = weights.entry(*feature).or_default();
                let value = weight.value(&s);
                weight.update(gradient, value, &s);
            }
        }
    }
    Judge::new(weights.into_iter().map(|(key, weight)| (key, weight.value(&s))))
}

/// Whether a candidate is what gold says: contents that share at least half of
/// their text inside `held`, and sources that do, or of which one ends inside
/// the other.
pub(crate) fn is_right(content: &[Span], source: &[Span], gold: &Gold, held: Span) -> bool {
    let clipped: Vec<Span> = gold
        .content
        .iter()
        .filter(|s| s.overlaps(held))
        .map(|s| Span::new(s.start.max(held.start), s.end.min(held.end)))
        .collect();
    if jaccard(content, &clipped) < 0.5 {
        return false;
    }
    match (source.last(), gold.source.last()) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let ends_in = |end: usize, spans: &[Span]| spans.iter().any(|s| s.start < end && end <= s.end);
            jaccard(source, &gold.source) >= 0.5 || ends_in(a.end, &gold.source) || ends_in(b.end, source)
        }
        _ => false,
    }
}

fn jaccard(a: &[Span], b: &[Span]) -> f32 {
    let size = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<usize>();
    let both: usize = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    both as f32 / (size(a) + size(b) - both).max(1) as f32
}

/// A small generator of numbers that look random and are always the same.
struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }
}

impl Random {
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
    }
}

/// How the tagger is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often the whole training set is seen.
    pub epochs: usize,
    /// Features seen in fewer elements are left out.
    pub least: u32,
    /// The learning rate.
    pub alpha: f32,
    /// The strength of the L1 penalty, which keeps the model small.
    pub l1: f32,
    /// The strength of the L2 penalty.
    pub l2: f32,
    /// Into how many folds the articles are parted to train the judge.
    pub folds: usize,
    /// The same for the judge.
    pub judge_epochs: usize,
    /// The judge's learning rate.
    pub judge_alpha: f32,
    /// The judge's L1 penalty.
    pub judge_l1: f32,
    /// The judge's L2 penalty.
    pub judge_l2: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 4,
            least: 3,
            alpha: 0.1,
            l1: 2.0,
            l2: 2.0,
            folds: 5,
            judge_epochs: 5,
            judge_alpha: 0.05,
            judge_l1: 0.5,
            judge_l2: 2.0,
        }
    }
}

/// One weight under FTRL-Proximal (McMahan et al. 2013): the sum of its
/// adjusted gradients and the sum of their squares.
#[derive(Clone, Copy, Default)]
struct Weight {
    z: f32,
    n: f32,
}

impl Weight {
    fn value(self, s: &Settings) -> f32 {
        if self.z.abs() <= s.l1 {
            return 0.0;
        }
        -(self.z - self.z.signum() * s.l1) / ((1.0 + self.n.sqrt()) / s.alpha + s.l2)
    }

    fn update(&mut self, gradient: f32, value: f32, s: &Settings) {
        let n = self.n + gradient * gradient;
        self.z += gradient - (n.sqrt() - self.n.sqrt()) / s.alpha * value;
        self.n = n;
    }
}

/// Trains a linear-chain CRF on the sequences.
///
/// Sequences are seen in an order shuffled by a fixed seed, one after the other,
/// so that the same input gives the same model bit for bit.
fn tagger(sequences: &[&Sequence], s: &Settings) -> Tagger {
    let mut counts: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
    for key in sequences.iter().flat_map(|q| q.features.iter().flatten()) {
        *counts.entry(*key).or_default() += 1;
    }
    let mut keys: Vec<u32> = counts.iter().filter(|(_, c)| **c >= s.least).map(|(k, _)| *k).collect();
    keys.sort_unstable();
    drop(counts);
    let rows: rustc_hash::FxHashMap<u32, u32> =
        keys.iter().enumerate().map(|(row, key)| (*key, row as u32)).collect();
    let indexed: Vec<Vec<Vec<u32>>> = sequences
        .iter()
        .map(|q| q.features.iter().map(|f| f.iter().filter_map(|k| rows.get(k).copied()).collect()).collect())
        .collect();
    let mut weights = vec![[Weight::default(); COUNT]; keys.len()];
    let mut transitions = [[Weight::default(); COUNT]; COUNT];
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = Random::default();
    for _ in 0..s.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            step(&indexed[at], &sequences[at].labels, &mut weights, &mut transitions, s);
        }
    }
    let features: Vec<_> =
        keys.iter().zip(&weights).map(|(key, row)| (*key, row.map(|w| w.value(s)))).collect();
    Tagger::new(transitions.map(|row| row.map(|w| w.value(s))), &features)
}

/// One sequence: forward, backward, and the gradient of its log-likelihood.
fn step(
    features: &[Vec<u32>],
    labels: &[u8],
    weights: &mut [[Weight; COUNT]],
    transitions: &mut [[Weight; COUNT]; COUNT],
    s: &Settings,
) {
    let count = features.len();
    if count == 0 {
        return;
    }
    let moves = transitions.map(|row| row.map(|w| w.value(s)));
    let exp_moves = moves.map(|row| row.map(f32::exp));
    let scores: Vec<[f32; COUNT]> = features
        .iter()
        .map(|rows| {
            let mut sums = [0.0f32; COUNT];
            for &row in rows {
                for (sum, weight) in sums.iter_mut().zip(&weights[row as usize]) {
                    *sum += weight.value(s);
                }
            }
            let top = sums.iter().copied().fold(f32::MIN, f32::max);
            sums.map(|v| (v - top).exp())
        })
        .collect();
    let mut forward = vec![[0.0f32; COUNT]; count];
    let mut norms = vec![0.0f32; count];
    for at in 0..count {
        let mut row: [f32; COUNT] = if at == 0 {
            scores[0]
        } else {
            let before = forward[at - 1];
            std::array::from_fn(|to| {
                scores[at][to] * (0..COUNT).map(|f| before[f] * exp_moves[f][to]).sum::<f32>()
            })
        };
        norms[at] = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|v| *v /= norms[at]);
        forward[at] = row;
    }
    let mut backward = [1.0f32; COUNT];
    for at in (0..count).rev() {
        let truth = labels[at] as usize;
        let mut marginal: [f32; COUNT] = std::array::from_fn(|l| forward[at][l] * backward[l]);
        let sum: f32 = marginal.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        marginal.iter_mut().for_each(|v| *v /= sum);
        let gradient: [f32; COUNT] = std::array::from_fn(|l| marginal[l] - f32::from(u8::from(l == truth)));
        for &row in &features[at] {
            for (weight, g) in weights[row as usize].iter_mut().zip(gradient) {
                if g.abs() > 1e-4 {
                    let value = weight.value(s);
                    weight.update(g, value, s);
                }
            }
        }
        if at > 0 {
            let from_truth = labels[at - 1] as usize;
            let mut pair = [[0.0f32; COUNT]; COUNT];
            let mut total = 0.0;
            for from in 0..COUNT {
                for to in 0..COUNT {
                    pair[from][to] =
                        forward[at - 1][from] * exp_moves[from][to] * scores[at][to] * backward[to];
                    total += pair[from][to];
                }
            }
            for from in 0..COUNT {
                for to in 0..COUNT {
                    let observed = f32::from(u8::from(from == from_truth && to == truth));
                    let g = pair[from][to] / total.max(f32::MIN_POSITIVE) - observed;
                    let value = transitions[from][to].value(s);
                    transitions[from][to].update(g, value, s);
                }
            }
            let after = backward;
            backward = std::array::from_fn(|from| {
                (0..COUNT).map(|to| exp_moves[from][to] * scores[at][to] * after[to]).sum::<f32>() / norms[at]
            });
        }
    }
}
