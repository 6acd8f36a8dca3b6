//! What went wrong, for people to read: figures say whether something is better,
//! but only reading says what to do next.

use crate::annotations::{Gold, KINDS, Labelled, Predictions};
use crate::compare::{self, AttributionWords, Comparison, pair, same_source};
use crate::details::non_empty;
use crate::excerpts::{one_line, window};
use crate::names::same_speaker;
use rustc_hash::FxHashSet;
use std::fmt;
use std::str::FromStr;
use text::{Kind, joined};

/// What is wrong with an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Nothing was found where gold has one.
    Miss,
    /// Something was found where gold has none.
    FalseAlarm,
    /// Both have something there, but they share too little to match.
    Borders,
    /// The content matches, the source is wrong.
    Source,
    /// Content and source match, the speaker is wrong.
    Speaker,
    /// The content matches, but not exactly. Only `exact` counts that, so it is
    /// shown only on request.
    Inexact,
}

impl Category {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Category; 6] = [
        Category::Miss,
        Category::FalseAlarm,
        Category::Borders,
        Category::Source,
        Category::Speaker,
        Category::Inexact,
    ];

    /// The name used on the command line and in lists.
    pub fn name(self) -> &'static str {
        match self {
            Category::Miss => "miss",
            Category::FalseAlarm => "false-alarm",
            Category::Borders => "borders",
            Category::Source => "source",
            Category::Speaker => "speaker",
            Category::Inexact => "inexact",
        }
    }
}

impl FromStr for Category {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Category::ALL.into_iter().find(|category| category.name() == name).ok_or_else(|| {
            let names = Category::ALL.map(Category::name).join(", ");
            format!("{name:?} is none of {names}")
        })
    }
}

/// Which mistakes to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only of this category; `None` means all but [`Category::Inexact`].
    pub category: Option<Category>,
    /// Only of this kind: that of the gold attribution, or of the prediction
    /// where there is none.
    pub kind: Option<Kind>,
    /// How many to leave out, because they have been read before.
    pub skip: usize,
    /// How many to list.
    pub count: usize,
}

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake<'a> {
    /// What is wrong.
    pub category: Category,
    /// The kind of the gold attribution, or of the prediction where there is none.
    pub kind: Kind,
    /// The text it is in.
    pub document: &'a Gold,
    /// What should have been found.
    pub gold: Option<&'a Labelled>,
    /// What was found.
    pub found: Option<&'a Labelled>,
}

/// Some mistakes, by category, and the number of all. Print it with `{}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Errors<'a> {
    /// The chosen ones, grouped by category, in text order.
    pub listed: Vec<Mistake<'a>>,
    /// How many there are of each category and kind, listed or not.
    pub counts: Vec<(Category, Kind, usize)>,
}

/// Lists what went wrong.
///
/// When not all are wanted, those listed are spread over all texts as if drawn by
/// lot, but the same ones every time; with `skip` the next ones are listed, and none
/// comes twice.
///
/// # Panics
/// As [`score`](crate::score).
pub fn errors<'a>(gold: &'a [Gold], predictions: &'a [Predictions], wanted: &Wanted) -> Errors<'a> {
    let mut all: Vec<Mistake> = compare::each(gold, predictions).flat_map(mistakes).collect();
    all.retain(|mistake| match wanted.category {
        Some(category) => mistake.category == category,
        None => mistake.category != Category::Inexact,
    });
    all.retain(|mistake| wanted.kind.is_none_or(|kind| mistake.kind == kind));

    let count = |category, kind| all.iter().filter(|m| (m.category, m.kind) == (category, kind)).count();
    let counts = Category::ALL
        .into_iter()
        .flat_map(|category| KINDS.map(|kind| (category, kind, count(category, kind))))
        .filter(|&(.., count)| count > 0)
        .collect();

    let mut lots: Vec<(u64, usize)> = all.iter().enumerate().map(|(i, mistake)| (mistake.lot(), i)).collect();
    lots.sort_unstable();
    let mut drawn: Vec<usize> =
        lots.into_iter().skip(wanted.skip).take(wanted.count).map(|(_, i)| i).collect();
    drawn.sort_unstable_by_key(|&index| (all[index].category, index));
    Errors { listed: drawn.into_iter().map(|index| all[index].clone()).collect(), counts }
}

/// All mistakes in one text, in text order.
fn mistakes<'a>(mut text: Comparison<'a>) -> Vec<Mistake<'a>> {
    let ignored = text.ignored();
    text.drop_ignored(&ignored);
    let mut all = Vec::new();
    let mut add =
        |category, kind, gold: Option<&AttributionWords<'a>>, found: Option<&AttributionWords<'a>>| {
            let (gold, found) = (gold.map(|item| item.labelled), found.map(|item| item.labelled));
            all.push(Mistake { category, kind, document: text.document, gold, found });
        };

    let pairs = text.matches();
    for &(p, g) in &pairs {
        let (found, gold) = (&text.pred[p], &text.gold[g]);
        let speaker = non_empty(&gold.labelled.speaker);
        if !same_source(&found.source, &gold.source) {
            add(Category::Source, gold.kind, Some(gold), Some(found));
        } else if speaker.is_some_and(|name| !same_speaker(name, non_empty(&found.labelled.speaker))) {
            add(Category::Speaker, gold.kind, Some(gold), Some(found));
        }
        if found.boundaries != gold.boundaries {
            add(Category::Inexact, gold.kind, Some(gold), Some(found));
        }
    }

    // Contents without a partner may still share some words.
    let (matched_pred, matched_gold): (FxHashSet<_>, FxHashSet<_>) = pairs.into_iter().unzip();
    let found = left_over(&text.pred, &matched_pred);
    let gold = left_over(&text.gold, &matched_gold);
    let near = pair(&found, &gold, |item| &item.content, 0.0);
    for &(p, g) in &near {
        add(Category::Borders, gold[g].kind, Some(gold[g]), Some(found[p]));
    }
    let (near_pred, near_gold): (FxHashSet<_>, FxHashSet<_>) = near.into_iter().unzip();
    for item in left_over(&found, &near_pred) {
        add(Category::FalseAlarm, item.kind, None, Some(item));
    }
    for item in left_over(&gold, &near_gold) {
        add(Category::Miss, item.kind, Some(item), None);
    }
    all.sort_by_key(Mistake::content_start);
    all
}

/// The items whose index is not among `taken`.
fn left_over<'b, T>(items: &'b [T], taken: &FxHashSet<usize>) -> Vec<&'b T> {
    items.iter().enumerate().filter(|(index, _)| !taken.contains(index)).map(|(_, item)| item).collect()
}

impl Mistake<'_> {
    fn content_start(&self) -> Option<usize> {
        let content = self.gold.or(self.found).map(|a| &a.content)?;
        content.iter().map(|span| span.start).min()
    }

    /// A number that looks random but is always the same for the same mistake.
    fn lot(&self) -> u64 {
        // FNV-1a with its 64-bit constants.
        let start = self.content_start().unwrap_or_default().to_le_bytes();
        let bytes = self.document.id.bytes().chain(self.category.name().bytes()).chain(start);
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }
}

impl fmt::Display for Mistake<'_> {
    /// Three or four lines: where, the passage with the gold content in `⟦⟧` and
    /// the found one in `⟨⟩`, and the other parts of both.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let text = &self.document.text;
        let start = self.content_start().unwrap_or_default();
        let line = text[..start].matches('\n').count() + 1;
        writeln!(out, "{}:{line} ({}, {})", self.document.id, self.category.name(), self.kind.name())?;
        writeln!(out, "    {}", self.passage())?;
        if let Some(gold) = self.gold {
            writeln!(out, "    gold   {}", parts(gold, text))?;
        }
        if let Some(found) = self.found {
            writeln!(out, "    found  {}", parts(found, text))?;
        }
        Ok(())
    }
}

impl Mistake<'_> {
    /// The contents in their context, marked. Text far from all parts of the
    /// attribution is left out.
    fn passage(&self) -> String {
        let text = &self.document.text;
        let mut marks = Vec::new();
        let mut windows = Vec::new();
        // Where both begin or end, the marks of gold are outside.
        for (side, open, close, depth) in [(self.gold, '⟦', '⟧', 0), (self.found, '⟨', '⟩', 1)] {
            let Some(side) = side else { continue };
            windows.extend(side.parts().map(|span| window(text, span, CONTEXT)));
            for span in &side.content {
                marks.push((span.start, 1, depth, open));
                marks.push((span.end, 0, -depth, close));
            }
        }
        marks.sort_unstable();
        windows.sort_unstable();

        let mut shown = String::new();
        let mut at = 0;
        let mut marks = marks.into_iter().peekable();
        for window in windows {
            if window.end <= at {
                continue;
            }
            if window.start > at {
                shown.push_str(if shown.is_empty() { "…" } else { " … " });
                at = window.start;
            }
            while let Some((offset, .., mark)) = marks.next_if(|&(offset, ..)| offset <= window.end) {
                shown.push_str(&one_line(&text[at..offset]));
                shown.push(mark);
                at = offset;
            }
            shown.push_str(&one_line(&text[at..window.end]));
            at = window.end;
        }
        shown.push_str(if at < text.len() { "…" } else { "" });
        shown
    }
}

/// How many characters are shown around each part of a mistake: about a line of a
/// terminal before and after it.
const CONTEXT: usize = 60;

/// The cue, source, speaker and rule of an attribution on one line.
fn parts(labelled: &Labelled, text: &str) -> String {
    let mut parts = Vec::new();
    let mut part = |name: &str, value: &str| {
        let value = if value.is_empty() { "–".to_owned() } else { one_line(value) };
        parts.push(format!("{name} {value}"));
    };
    part("cue", &joined(&labelled.cue, text));
    part("source", &joined(&labelled.source, text));
    if let Some(speaker) = &labelled.speaker {
        part("speaker", speaker);
    }
    if let Some(rule) = &labelled.found_by {
        part("by", rule);
    }
    parts.join(" · ")
}

impl fmt::Display for Errors<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for group in self.listed.chunk_by(|a, b| a.category == b.category) {
            let category = group[0].category;
            let count = |wanted: Kind| {
                let mut counts = self.counts.iter().filter(|c| (c.0, c.1) == (category, wanted));
                counts.next().map(|&(_, kind, count)| format!("{count} {}", kind.name()))
            };
            let all: usize = self.counts.iter().filter(|c| c.0 == category).map(|c| c.2).sum();
            let kinds: Vec<_> = KINDS.into_iter().filter_map(count).collect();
            writeln!(out, "── {}: {} of {all} ({})\n", category.name(), group.len(), kinds.join(", "))?;
            for mistake in group {
                writeln!(out, "{mistake}")?;
            }
        }
        Ok(())
    }
}
