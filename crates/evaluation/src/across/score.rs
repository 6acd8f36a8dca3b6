//! Scores the output folder of a run against the marks of gold.

use super::b_cubed::{Assignment, BCubed, b_cubed};
use super::marked::{Mark, MarkedArticle};
use crate::error::Error;
use crate::read::objects::objects;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::path::Path;

/// The figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AcrossReport {
    /// Marks in the gold standard.
    pub marks: usize,
    /// Those of which an extraction covers at least half: these are scored.
    pub found: usize,
    /// Who is who, over the marks whose speaker has a name.
    pub speakers: BCubed,
    /// Which quotes are the same.
    pub clusters: BCubed,
}

/// A line of `attributions.jsonl`.
#[derive(Deserialize)]
struct AttributionLine {
    id: String,
    article: String,
    content: ContentObject,
    speaker: Option<SpeakerObject>,
}

#[derive(Deserialize)]
struct ContentObject {
    spans: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct SpeakerObject {
    r#ref: String,
}

/// A line of `speakers.jsonl`.
#[derive(Deserialize)]
struct SpeakerLine {
    refs: Vec<String>,
}

/// A line of `clusters.jsonl`.
#[derive(Deserialize)]
struct ClusterLine {
    members: Vec<MemberObject>,
}

#[derive(Deserialize)]
struct MemberObject {
    attribution: String,
}

/// What an output folder says.
struct Output {
    /// By the id of their article.
    attributions: FxHashMap<String, Vec<AttributionLine>>,
    /// The number of the line in which each speaker of an article is.
    speaker_lines: FxHashMap<String, usize>,
    /// The number of the line in which each attribution is.
    cluster_lines: FxHashMap<String, usize>,
}

/// Scores the output folder of a run over the articles, with offsets in code
/// points.
///
/// # Errors
/// If a file of the output is missing or malformed.
pub fn score(gold: &[MarkedArticle], output: &Path) -> Result<AcrossReport, Error> {
    let output = Output::read(output)?;
    let (mut marks, mut found) = (0, 0);
    let (mut speakers, mut clusters) = (Vec::new(), Vec::new());
    for article in gold {
        for (number, mark) in (1..).zip(&article.marks) {
            marks += 1;
            let Some(attribution) = output.attribution(&article.id, mark) else { continue };
            found += 1;
            let name = format!("{}#{number}", article.id);
            if let Some(speaker) = &mark.speaker {
                let put = output.speaker(attribution).unwrap_or_else(|| name.clone());
                speakers.push(Assignment { gold: speaker.clone(), put, name: name.clone() });
            }
            let put = output.cluster(attribution);
            let gold = mark.quote.clone().unwrap_or_else(|| name.clone());
            clusters.push(Assignment { gold, put, name });
        }
    }
    Ok(AcrossReport { marks, found, speakers: b_cubed(&speakers), clusters: b_cubed(&clusters) })
}

impl Output {
    fn read(folder: &Path) -> Result<Self, Error> {
        let mut attributions: FxHashMap<String, Vec<AttributionLine>> = FxHashMap::default();
        for (_, attribution) in objects::<AttributionLine>(&folder.join("attributions.jsonl"))? {
            attributions.entry(attribution.article.clone()).or_default().push(attribution);
        }
        let mut speaker_lines = FxHashMap::default();
        for (line, speaker) in objects::<SpeakerLine>(&folder.join("speakers.jsonl"))? {
            speaker_lines.extend(speaker.refs.into_iter().map(|r| (r, line)));
        }
        let mut cluster_lines = FxHashMap::default();
        for (line, cluster) in objects::<ClusterLine>(&folder.join("clusters.jsonl"))? {
            cluster_lines.extend(cluster.members.into_iter().map(|member| (member.attribution, line)));
        }
        Ok(Self { attributions, speaker_lines, cluster_lines })
    }

    /// The attribution that covers most of a mark, if it covers at least half. Of
    /// those that cover it alike, the shortest: a quote may be inside of a claim.
    fn attribution(&self, article: &str, mark: &Mark) -> Option<&AttributionLine> {
        let covered = |attribution: &AttributionLine| -> usize {
            let common =
                |&(start, end): &(usize, usize)| end.min(mark.span.1).saturating_sub(start.max(mark.span.0));
            attribution.content.spans.iter().map(common).sum()
        };
        let length = |attribution: &AttributionLine| -> usize {
            attribution.content.spans.iter().map(|span| span.1 - span.0).sum()
        };
        let best = self.attributions.get(article)?.iter().max_by_key(|a| (covered(a), Reverse(length(a))))?;
        (covered(best) * 2 >= mark.span.1 - mark.span.0).then_some(best)
    }

    /// The speaker of an attribution, the same for all articles in which it is.
    fn speaker(&self, attribution: &AttributionLine) -> Option<String> {
        let speaker = &attribution.speaker.as_ref()?.r#ref;
        Some(group(self.speaker_lines.get(speaker), speaker))
    }

    /// The cluster of an attribution; one without others is a cluster by itself.
    fn cluster(&self, attribution: &AttributionLine) -> String {
        group(self.cluster_lines.get(&attribution.id), &attribution.id)
    }
}

/// The name of a group: its line, or the only thing in it.
fn group(line: Option<&usize>, only: &str) -> String {
    line.map_or_else(|| only.to_owned(), |line| format!("line {line}"))
}

impl AcrossReport {
    /// The figures as a table for people, in percent.
    pub fn table(&self) -> String {
        let mut table = format!(
            "{} of {} marked quotes and claims found; of these, B-cubed in percent:\n\n{:<10}{:>7}{:>11}{:>8}{:>7}",
            self.found, self.marks, "", "items", "precision", "recall", "F1"
        );
        for (name, figures) in [("speakers", &self.speakers), ("clusters", &self.clusters)] {
            let [precision, recall, f1] =
                [figures.precision, figures.recall, figures.f1].map(|share| 100.0 * share);
            table += &format!("\n{name:<10}{:>7}{precision:>11.1}{recall:>8.1}{f1:>7.1}", figures.items);
        }
        table
    }

    /// What was torn apart or mixed up, with the marks of each part, as lines.
    pub fn mistakes(&self) -> impl Iterator<Item = String> {
        let lines = |name, figures: &BCubed| -> Vec<String> {
            figures.mistakes.iter().map(|line| format!("{name}: {line}")).collect()
        };
        lines("speakers", &self.speakers).into_iter().chain(lines("clusters", &self.clusters))
    }
}
