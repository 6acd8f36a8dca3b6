//! Decisions as gold annotations: for `sayso train`, `sayso eval`, and everything
//! else that reads brat or JSONL.
//!
//! Only articles that somebody has read whole are gold. In the others an unmarked
//! quote may simply not have been seen yet, and training on them would teach a
//! model to miss it.

use crate::decisions::Quote;
use crate::error::Error;
use crate::review::Review;
use crate::reviewed::ReviewedArticle;
use crate::units::Units;
use evaluation::{Gold, Labelled};
use records::{Offsets, Span};
use serde::Serialize;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What [`export`] wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Articles that somebody read whole.
    pub articles: usize,
    /// The quotes and claims in these.
    pub attributions: usize,
    /// Articles that have decisions but that nobody has read whole; they are left
    /// out.
    pub unfinished: usize,
}

/// The gold made of the decisions about an output folder; and how many articles
/// have decisions but are left out because nobody has read them whole.
///
/// # Errors
/// If the folder or its decisions cannot be read.
pub fn gold(output: &Path) -> Result<(Vec<Gold>, usize), Error> {
    let review = Review::whole(output)?;
    let (mut gold, mut unfinished) = (Vec::new(), 0);
    for id in review.decided_ids() {
        let article = review.article(&id, Offsets::Byte)?;
        if article.read.is_some() {
            gold.push(of_article(article));
        } else if article.decided().0 > 0 {
            unfinished += 1;
        }
    }
    Ok((gold, unfinished))
}

/// The gold of an article whose offsets count bytes.
fn of_article(article: ReviewedArticle) -> Gold {
    let right = article.quotes.iter().filter(|quote| quote.status.is_right());
    let mut attributions: Vec<Labelled> = right.map(|quote| labelled(&quote.now)).collect();
    attributions.sort_by(|a, b| a.content.cmp(&b.content));
    Gold { id: article.id, text: article.text, attributions, ..Gold::default() }
}

/// Converts a quote whose offsets count bytes.
pub(crate) fn labelled(quote: &Quote) -> Labelled {
    let spans = |spans: &[Span]| spans.iter().map(|&(start, end)| text::Span::new(start, end)).collect();
    Labelled {
        content: spans(&quote.content),
        cue: spans(&quote.cue),
        source: spans(&quote.source),
        speaker: quote.speaker.clone(),
        ..Labelled::default()
    }
}

/// A line of `gold.jsonl`.
#[derive(Serialize)]
struct GoldLine<'a> {
    id: &'a str,
    text: &'a str,
    attributions: Vec<GoldQuote<'a>>,
}

#[derive(Serialize)]
struct GoldQuote<'a> {
    content: Vec<Span>,
    cue: Vec<Span>,
    source: Vec<Span>,
    speaker: Option<&'a str>,
}

/// Writes the gold of the output folder `output` into the folder `into`:
/// `gold.jsonl`, and in `brat/` a pair of files for each article. Without a single article
/// that was read whole, nothing is written.
///
/// # Errors
/// If `output` cannot be read or `into` cannot be written.
pub fn export(output: &Path, into: &Path) -> Result<Exported, Error> {
    let (gold, unfinished) = gold(output)?;
    if gold.is_empty() {
        return Ok(Exported { unfinished, ..Exported::default() });
    }
    let brat = into.join("brat");
    fs::create_dir_all(&brat).map_err(|e| Error::new(&brat, e))?;
    let mut exported = Exported { articles: gold.len(), attributions: 0, unfinished };
    let (mut lines, mut names) = (Vec::new(), HashSet::new());
    for article in &gold {
        exported.attributions += article.attributions.len();
        let units = Units::new(&article.text);
        let points = |spans: &[text::Span]| -> Vec<Span> {
            let bytes: Vec<Span> = spans.iter().map(|span| (span.start, span.end)).collect();
            units.spans(&bytes, Offsets::Byte, Offsets::CodePoint).unwrap_or_default()
        };
        let quotes: Vec<GoldQuote<'_>> = article
            .attributions
            .iter()
            .map(|quote| GoldQuote {
                content: points(&quote.content),
                cue: points(&quote.cue),
                source: points(&quote.source),
                speaker: quote.speaker.as_deref(),
            })
            .collect();
        let annotations = annotations(&quotes, &article.text);
        let line = GoldLine { id: &article.id, text: &article.text, attributions: quotes };
        serde_json::to_writer(&mut lines, &line).map_err(|e| Error::new(into, std::io::Error::from(e)))?;
        lines.push(b'\n');
        let name = file_name(&article.id, &mut names);
        for (ending, contents) in [("txt", &article.text), ("ann", &annotations)] {
            let path = brat.join(format!("{name}.{ending}"));
            fs::write(&path, contents).map_err(|e| Error::new(&path, e))?;
        }
    }
    let path = into.join("gold.jsonl");
    fs::write(&path, lines).map_err(|e| Error::new(&path, e))?;
    Ok(exported)
}

/// The quotes of an article in brat's stand-off format, as PolNeAR has them.
fn annotations(quotes: &[GoldQuote<'_>], text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (mut spans, mut events, mut number) = (String::new(), String::new(), 0);
    for (index, quote) in quotes.iter().enumerate() {
        let mut span = |kind: &str, places: &[Span]| {
            number += 1;
            let offsets: Vec<String> = places.iter().map(|(start, end)| format!("{start} {end}")).collect();
            let words: Vec<String> =
                places.iter().map(|&(start, end)| letters[start..end].iter().collect()).collect();
            // A line break or tab would end the line or the field.
            let words = words.join(" ").replace(['\n', '\r', '\t'], " ");
            let _ = writeln!(spans, "T{number}\t{kind} {}\t{words}", offsets.join(";"));
            format!("T{number}")
        };
        let trigger = if quote.cue.is_empty() { &quote.content } else { &quote.cue };
        let mut event = format!("E{}\tAttribution:{}", index + 1, span("Attribution", trigger));
        for (kind, places) in [("Source", &quote.source), ("Cue", &quote.cue), ("Content", &quote.content)] {
            if !places.is_empty() {
                let _ = write!(event, " {kind}:{}", span(kind, places));
            }
        }
        events.push_str(&event);
        events.push('\n');
    }
    spans + &events
}

/// How many characters of an id become part of a file name: few enough for every
/// system, whose limit is 255 bytes.
const LONGEST_NAME: usize = 80;

/// Turns an id into a file name that leads into no other folder and that no other
/// article has.
fn file_name(id: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = id.chars().map(plain).take(LONGEST_NAME).collect();
    let name = name.trim_start_matches(['.', '-']).to_owned();
    let name = if name.is_empty() { "article".to_owned() } else { name };
    let mut unique = name.clone();
    let mut number = 1;
    // On some systems, A and a are the same name.
    while !taken.insert(unique.to_lowercase()) {
        number += 1;
        unique = format!("{name}~{number}");
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_in_the_folder() {
        let mut taken = HashSet::new();
        let mut name = |id| file_name(id, &mut taken);
        let names = ["../../etc/passwd", "desk/a", "desk:a", "Desk-A", "", "."].map(&mut name);
        assert_eq!(names, ["etc-passwd", "desk-a", "desk-a~2", "Desk-A~3", "article", "article~2"]);
    }
}
