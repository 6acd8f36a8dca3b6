//! What belongs to each cue, says a word tagger that has read the paragraph once
//! more for each: as candidates, and as a measure of all other candidates.

use crate::finding::Finding;
use crate::learned::candidates::Tagged;
use crate::learned::crf::COUNT;
use crate::learned::word_tagger::LABELS;
use crate::origin::{Mixture, Origin, Rule};
use crate::phrases::details::Details;
use std::ops::Range;

/// What the word tagger says belongs to a cue of the rules or of the tagger.

/// An element that is so likely a cue is asked about as one.
const POSSIBLE: f32 = 0.2;

/// What a word tagger says belongs to a cue.
#[derive(Debug)]
pub(crate) struct Given {
    /// The elements of the cue.
    pub(crate) cue: Range<usize>,
    /// How probable each label is for each word,
    pub(crate) words: Vec<[f32; LABELS]>,
    /// and for each element.
    pub(crate) elements: Vec<[f32; LABELS]>,
}

/// What a word tagger says of a paragraph beside the labels of its words; nothing,
/// if it was not asked.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The words that each element was folded from,
    pub(crate) words: Vec<Range<usize>>,
    /// and what belongs to each cue.
    pub(crate) given: Vec<Given>,
}

/// The cues that the rules or the tagger see, each once, and what else the tagger
/// holds possible.
pub(crate) fn cues(rules: &[Finding], best: &[u8], probabilities: &[[f32; COUNT]]) -> Vec<Range<usize>> {
    let of_rules = rules.iter().filter(|f| !f.is_settled()).flat_map(|f| f.cue.iter().cloned());
    let mut cues: Vec<Range<usize>> = Vec::new();
    cues.extend(of_rules.filter(|cue| !cue.is_empty()));
    cues.extend(runs_of(best.len(), |at| best[at] == 1));
    for run in runs_of(probabilities.len(), |at| probabilities[at][1] >= POSSIBLE) {
        if !cues.iter().any(|cue| cue.start < run.end && run.start < cue.end) {
            cues.push(run);
        }
    }
    cues.sort_by_key(|cue| (cue.start, cue.end));
    cues.dedup();
    cues
}

/// The runs of elements of which something holds.
fn runs_of(count: usize, holds: impl Fn(usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = (next..count).find(|&at| holds(at))?;
        next = (start..count).find(|&at| !holds(at)).unwrap_or(count);
        Some(start..next)
    })
}

impl Tagged<'_> {
    /// Adds what the word tagger says belongs to a cue, and mixtures with what others
    /// found for that cue.
    pub(crate) fn add_given(&self, given: &Given, all: &mut Vec<Finding>) {
        let likeliest = given
            .elements
            .iter()
            .map(|row| (0..COUNT).fold(0, |a, b| if row[b] > row[a] { b } else { a }) as u8);
        let runs = self.runs(likeliest);
        let home = self.line_of(given.cue.start);
        let mut content: Vec<Range<usize>> = Vec::new();
        for run in runs.iter().filter(|run| run.part == 4) {
            // A later sentence that is only quoted is joined later.
            if self.line_of(run.range.start) != home && self.is_quotation(&run.range) {
                continue;
            }
            match content.last_mut() {
                Some(last) if last.end == run.range.start => last.end = run.range.end,
                _ => content.push(run.range.clone()),
            }
        }
        if content.is_empty() || content.iter().any(|piece| self.reports_nothing(&given.cue, piece)) {
            return;
        }
        let sure = |range: &Range<usize>| {
            given.elements[range.clone()].iter().map(|row| row[2] + row[3]).sum::<f32>()
        };
        let sources = runs.iter().filter(|run| run.part == 2).map(|run| run.range.clone());
        let source = sources.max_by(|a, b| sure(a).total_cmp(&sure(b)));
        let of_cue = |f: &&Finding| f.origin.is_rule() && f.cue.first() == Some(&given.cue);
        let of_rules: Vec<Finding> = all.iter().filter(of_cue).cloned().collect();
        let own =
            Finding { content, source, origin: Origin::CueReading, ..self.beside(given, of_rules.last()) };
        let mut mixtures = vec![own.clone()];
        for rule in of_rules {
            mixtures.push(Finding {
                content: own.content.clone(),
                origin: Origin::Mixed(Mixture::Borders),
                ..rule.clone()
            });
            mixtures.push(Finding {
                source: own.source.clone(),
                origin: Origin::Mixed(Mixture::Source),
                ..rule
            });
        }
        for mut mixture in mixtures {
            mixture.sentence = self.line_of(mixture.content[0].start);
            let same = |f: &Finding| {
                f.content == mixture.content && f.cue == mixture.cue && f.source == mixture.source
            };
            if !all.iter().any(same) {
                all.push(mixture);
            }
        }
    }

    /// What is known of a cue beside content and source: what a rule found, or what
    /// the cue itself tells.
    fn beside(&self, given: &Given, rule: Option<&Finding>) -> Finding {
        rule.cloned().unwrap_or_else(|| Finding {
            content: Vec::new(),
            cue: vec![given.cue.clone()],
            source: None,
            details: Details::default(),
            act: self.act(&given.cue),
            negated: self.denies(&given.cue),
            origin: Origin::CueReading,
            confidence: 0.0,
            introduces: false,
            sentence: self.line_of(given.cue.start),
        })
    }

    /// How well a finding agrees with what the word tagger says belongs to its cue,
    /// in tenths: the content, the source, and that it is a cue at all.
    pub(crate) fn agreement(&self, found: &Finding) -> Option<[u32; 3]> {
        let cue = found.cue.first()?;
        let given = self.said.given.iter().find(|given| given.cue == *cue)?;
        // The words in both over the words in either, as far as they are known.
        let common = |ranges: &[Range<usize>], labels: [usize; 2]| {
            let chance = |word: usize| labels.iter().map(|&l| given.words[word][l]).sum::<f32>();
            let all: f32 = (0..given.words.len()).map(chance).sum();
            let words = ranges.iter().cloned().flatten().flat_map(|at| self.said.words[at].clone());
            let (mut inside, mut count) = (0.0, 0.0);
            for word in words {
                inside += chance(word);
                count += 1.0;
            }
            (inside + 1e-3) / (count + all - inside + 1e-3)
        };
        let source: Vec<Range<usize>> = found.source.iter().cloned().collect();
        let cue_words = self.said.words[cue.start].start..self.said.words[cue.end - 1].end;
        let is_cue = given.words[cue_words.clone()].iter().map(|row| row[1]).sum::<f32>()
            / cue_words.len().max(1) as f32;
        let source = if source.is_empty() {
            let any: f32 = given.words.iter().map(|row| row[2] + row[3]).sum();
            1.0 / (1.0 + any)
        } else {
            common(&source, [2, 3])
        };
        Some([common(&found.content, [4, 5]), source, is_cue].map(|share| (share * 10.0) as u32))
    }
}
