//! Who is who and which quotes are one, across articles: B-cubed precision,
//! recall and F1 (Bagga and Baldwin 1998, "Algorithms for scoring coreference
//! chains").
//!
//! Gold is a folder of `.marked` files, one for each event that several outlets
//! report:
//!
//! ```text
//! == Coast Mail | 2031-03-04
//! Ferry delayed by goat
//! “{aduba goat|The goat would not move,}” said Ines Aduba.
//! ```
//!
//! A line of `==` begins an article with its outlet and date; the next is its
//! headline. `{SPEAKER QUOTE|…}` marks what somebody said: quotes of one speaker
//! with one label are versions of one quote, `-` is a speaker without a name or
//! a quote that stands alone.
//!
//! Only marks of which an extraction covers half are scored, so that the figures
//! are of what happens across articles; how many those are stands beside them.

use crate::error::{Error, Problem};
use crate::jsonl::read;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An article of the gold standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// `EVENT/N`, N from 1.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// The day, as in `2031-03-04`.
    pub date: String,
    /// The headline.
    pub title: String,
    /// The text below it, without the marks.
    pub text: String,
    #[serde(skip)]
    marks: Vec<Mark>,
}

/// Something said, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    speaker: Option<String>,
    quote: Option<String>,
    /// In code points.
    span: (usize, usize),
}

/// Whether a folder holds gold of this kind.
pub fn is_gold(path: &Path) -> bool {
    marked_files(path).is_ok_and(|files| !files.is_empty())
}

fn marked_files(folder: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "marked") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the articles of a folder of `.marked` files.
///
/// # Errors
/// If the folder or a file cannot be read, or a line in it is not well-formed.
pub fn gold(folder: &Path) -> Result<Vec<Article>, Error> {
    let mut articles = Vec::new();
    for path in marked_files(folder).map_err(|e| Error::new(folder, None, e))? {
        let event = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let contents = std::fs::read_to_string(&path).map_err(|e| Error::new(&path, None, e))?;
        let first = articles.len();
        let mut lines = contents.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            let wrong = |problem| Error::new(&path, Some(index + 1), Problem::Marked(problem));
            if let Some(head) = line.strip_prefix("== ") {
                let (outlet, date) = head.split_once(" | ").ok_or_else(|| wrong("no “OUTLET | DATE”"))?;
                articles.push(Article {
                    id: format!("{event}/{}", articles.len() - first + 1),
                    outlet: outlet.to_owned(),
                    date: date.to_owned(),
                    title: lines.next().map_or("", |(_, title)| title).to_owned(),
                    text: String::new(),
                    marks: Vec::new(),
                });
            } else {
                let article = articles[first..].last_mut().ok_or_else(|| wrong("no article begins above"))?;
                article.push_line(line).map_err(wrong)?;
            }
        }
    }
    Ok(articles)
}

impl Article {
    fn push_line(&mut self, line: &str) -> Result<(), &'static str> {
        let mut rest = line;
        while let Some((before, marked)) = rest.split_once('{') {
            self.text.push_str(before);
            let (labels, marked) = marked.split_once('|').ok_or("a mark without “|”")?;
            let (content, after) = marked.split_once('}').ok_or("a mark without “}”")?;
            let (speaker, quote) = labels.split_once(' ').ok_or("a mark without two labels")?;
            let known = |label: &str| (label != "-").then(|| label.to_owned());
            let start = self.text.chars().count();
            self.text.push_str(content);
            self.marks.push(Mark {
                speaker: known(speaker),
                quote: known(quote).map(|quote| format!("{speaker} {quote}")),
                span: (start, start + content.chars().count()),
            });
            rest = after;
        }
        self.text.push_str(rest);
        self.text.push('\n');
        Ok(())
    }
}

/// How well things that belong together were put together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BCubed {
    /// How many things were compared.
    pub items: usize,
    /// The mean share of what was put with a thing that belongs with it.
    pub precision: f64,
    /// The mean share of what belongs with a thing that was put with it.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// What was torn apart or mixed up.
    #[serde(skip)]
    mistakes: Vec<String>,
}

/// The figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Marks in the gold standard.
    pub marks: usize,
    /// Those that an extraction covers at least half of: these are scored.
    pub found: usize,
    /// Who is who, over the marks whose speaker has a name.
    pub speakers: BCubed,
    /// Which quotes are one.
    pub clusters: BCubed,
}

#[derive(Deserialize)]
struct Attribution {
    id: String,
    article: String,
    content: Content,
    speaker: Option<SpeakerRef>,
}

#[derive(Deserialize)]
struct Content {
    spans: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct SpeakerRef {
    r#ref: String,
}

#[derive(Deserialize)]
struct Speaker {
    refs: Vec<String>,
}

#[derive(Deserialize)]
struct Cluster {
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    attribution: String,
}

/// Scores the output folder of a run over the articles, with offsets in code
/// points.
///
/// # Errors
/// If a file of the output is not there or is broken.
pub fn score(gold: &[Article], output: &Path) -> Result<Report, Error> {
    let mut found: FxHashMap<String, Vec<Attribution>> = FxHashMap::default();
    for (_, attribution) in read::<Attribution>(&output.join("attributions.jsonl"))? {
        found.entry(attribution.article.clone()).or_default().push(attribution);
    }
    let mut speaker_of = FxHashMap::default();
    for (line, speaker) in read::<Speaker>(&output.join("speakers.jsonl"))? {
        speaker_of.extend(speaker.refs.into_iter().map(|r| (r, line)));
    }
    let mut cluster_of = FxHashMap::default();
    for (line, cluster) in read::<Cluster>(&output.join("clusters.jsonl"))? {
        cluster_of.extend(cluster.members.into_iter().map(|member| (member.attribution, line)));
    }

    let (mut marks, mut matched) = (0, 0);
    let (mut speakers, mut clusters) = (Vec::new(), Vec::new());
    for article in gold {
        for (number, mark) in article.marks.iter().enumerate() {
            marks += 1;
            let covered = |a: &Attribution| -> usize {
                let common = |&(start, end): &(usize, usize)| {
                    end.min(mark.span.1).saturating_sub(start.max(mark.span.0))
                };
                a.content.spans.iter().map(common).sum()
            };
            let here = found.get(&article.id).map_or(&[][..], |found| found);
            // Of those that cover it alike, the shortest: quotes may lie in claims.
            let length = |a: &Attribution| a.content.spans.iter().map(|s| s.1 - s.0).sum::<usize>();
            let best = here.iter().max_by_key(|a| (covered(a), std::cmp::Reverse(length(a))));
            let Some(best) = best.filter(|a| covered(a) * 2 >= mark.span.1 - mark.span.0) else { continue };
            matched += 1;
            let name = format!("{}#{}", article.id, number + 1);
            if let Some(speaker) = &mark.speaker {
                let put = match &best.speaker {
                    Some(speaker) => match speaker_of.get(&speaker.r#ref) {
                        Some(line) => format!("line {line}"),
                        None => speaker.r#ref.clone(),
                    },
                    None => name.clone(),
                };
                speakers.push(Item { gold: speaker.clone(), put, name: name.clone() });
            }
            let put = match cluster_of.get(&best.id) {
                Some(line) => format!("line {line}"),
                None => best.id.clone(),
            };
            clusters.push(Item { gold: mark.quote.clone().unwrap_or_else(|| name.clone()), put, name });
        }
    }
    Ok(Report { marks, found: matched, speakers: b_cubed(&speakers), clusters: b_cubed(&clusters) })
}

/// A thing with where it belongs and where it was put.
struct Item {
    name: String,
    gold: String,
    put: String,
}

fn b_cubed(items: &[Item]) -> BCubed {
    let mut belong: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    let mut put: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for Item { name, gold, put: place } in items {
        belong.entry(gold).or_default().entry(place).or_default().push(name);
        put.entry(place).or_default().entry(gold).or_default().push(name);
    }
    // Each of the n things that are together in both has n companions in common.
    let mean = |groups: &BTreeMap<&str, BTreeMap<&str, Vec<&str>>>| {
        let mut sum = 0.0;
        for parts in groups.values() {
            let whole: usize = parts.values().map(Vec::len).sum();
            sum += parts.values().map(|part| (part.len() * part.len()) as f64).sum::<f64>() / whole as f64;
        }
        if items.is_empty() { 0.0 } else { sum / items.len() as f64 }
    };
    let (precision, recall) = (mean(&put), mean(&belong));
    let mut mistakes = Vec::new();
    for (verb, groups) in [("torn", &belong), ("mixed", &put)] {
        for (label, parts) in groups.iter().filter(|(_, parts)| parts.len() > 1) {
            let parts: BTreeSet<String> =
                parts.iter().map(|(other, names)| format!("{other} [{}]", names.join(" "))).collect();
            let parts: Vec<_> = parts.into_iter().collect();
            mistakes.push(format!("{verb} {label}: {}", parts.join(" | ")));
        }
    }
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    BCubed { items: items.len(), precision, recall, f1, mistakes }
}

impl Report {
    /// For people.
    pub fn table(&self) -> String {
        let mut table = format!(
            "{} of {} marked quotes and claims found; of these, B-cubed in percent:\n\n{:<10}{:>7}{:>11}{:>8}{:>7}",
            self.found, self.marks, "", "items", "precision", "recall", "F1"
        );
        for (name, part) in [("speakers", &self.speakers), ("clusters", &self.clusters)] {
            let percent = [part.precision, part.recall, part.f1].map(|share| 100.0 * share);
            table += &format!(
                "\n{name:<10}{:>7}{:>11.1}{:>8.1}{:>7.1}",
                part.items, percent[0], percent[1], percent[2]
            );
        }
        table
    }

    /// What was torn apart or mixed up, with the places of each part, as lines.
    pub fn mistakes(&self) -> impl Iterator<Item = String> {
        let lines = |name, part: &BCubed| -> Vec<String> {
            part.mistakes.iter().map(|line| format!("{name}: {line}")).collect()
        };
        lines("speakers", &self.speakers).into_iter().chain(lines("clusters", &self.clusters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word is a thing: where it belongs, then where it was put.
    #[track_caller]
    fn check(things: &str, expected: (f64, f64)) {
        let item = |thing: &str| Item {
            name: thing.to_owned(),
            gold: thing[..1].to_owned(),
            put: thing[1..].to_owned(),
        };
        let items: Vec<_> = things.split(' ').map(item).collect();
        let found = b_cubed(&items);
        assert!((found.precision - expected.0).abs() < 1e-9, "precision {}", found.precision);
        assert!((found.recall - expected.1).abs() < 1e-9, "recall {}", found.recall);
    }

    #[test]
    fn as_bagga_and_baldwin_count() {
        check("a1 a1 b2", (1.0, 1.0));
        check("a1 a2 b3", (1.0, 2.0 / 3.0));
        // Their example: 5, 2 and 5 things; the last two groups put together.
        check("a1 a1 a1 a1 a1 b2 b2 c2 c2 c2 c2 c2", (16.0 / 21.0, 1.0));
        // And the first with the last instead.
        check("a1 a1 a1 a1 a1 b2 b2 c1 c1 c1 c1 c1", (7.0 / 12.0, 1.0));
    }
}
