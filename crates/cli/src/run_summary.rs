//! What a person wants to know after `sayso extract`.

use crate::numbers::{counted, grouped};
use crate::style::{self, paint};
use indicatif::DecimalBytes;
use sayso::records::{self, Run, Share, Speaker};
use sayso::{ModelChoice, Settings, SkippedKind, Summary};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The time for which speed is computed if less has passed, in seconds.
const SHORTEST: f64 = 1e-3;

/// How many articles a second.
pub(crate) fn rate(articles: u64, seconds: f64) -> String {
    format!("{} articles/s", grouped((articles as f64 / seconds.max(SHORTEST)) as u64))
}

/// So short a run, in seconds, is worth making again with a slower model that finds more.
const A_SHORT_WAIT: f64 = 60.0;

/// What `--model accurate` reads in a second with one thread, in bytes, on a slow machine.
const ACCURATE_BYTES: f64 = 40_000.0;

const BETTER: &str = "--model accurate finds more, and would take less than a minute for these articles";

/// How many seconds the same run would take with `--model accurate`, about.
fn accurate_seconds(summary: &Summary, jobs: NonZeroUsize) -> f64 {
    summary.counts.bytes as f64 / (ACCURATE_BYTES * jobs.get() as f64)
}

/// Prints what a person wants to know after a run.
pub(crate) fn print_summary(
    out: &mut impl Write,
    summary: &Summary,
    settings: &Settings,
) -> std::io::Result<()> {
    let counts = &summary.counts;
    writeln!(
        out,
        "{} in {}",
        paint(style::FIGURE, counted(counts.attributions, "quote or claim", "quotes and claims")),
        paint(style::FIGURE, counted(counts.articles, "article", "articles")),
    )?;
    let mut line = |name: &str, text: String| {
        writeln!(out, "  {} {text}", paint(style::FAINT, format_args!("{name:<9}")))
    };
    let corpora = Corpora::read(&settings.output);
    if let Some(corpora) = &corpora {
        for (name, text) in corpora.articles(&settings.input) {
            line(name, text)?;
        }
    }
    let kinds = [(counts.direct, "direct"), (counts.mixed, "mixed"), (counts.indirect, "indirect")];
    line("kinds", kinds.map(|(count, kind)| format!("{} {kind}", grouped(count))).join(", "))?;
    let top: Vec<_> = summary.top_speakers.iter().take(TOP).map(quoted).collect();
    let known = format!("{} known by name", grouped(counts.speakers));
    let most = if top.is_empty() { String::new() } else { format!("; most quoted: {}", top.join(", ")) };
    line("speakers", known + &most)?;
    if let Some(unnamed) = corpora.and_then(|corpora| corpora.unnamed.share) {
        line(
            "unnamed",
            format!("{:.0} % of quotes and claims are by somebody without a name", 100.0 * unnamed),
        )?;
    }
    if counts.clusters > 0 {
        let repeated = counted(counts.clusters, "quote or claim is", "quotes and claims are");
        line("repeated", format!("{repeated} in several articles"))?;
    }
    if summary.unchanged > 0 {
        let unchanged = counted(summary.unchanged, "article is", "articles are");
        line("unchanged", format!("{unchanged} as before, and so are their quotes and claims"))?;
    }
    if let Some(Run { input, counts, .. }) = summary.replaced.as_ref().filter(|run| run.counts.articles > 0) {
        let lost = counted(counts.attributions, "quote or claim", "quotes and claims");
        line("replaced", format!("{lost} of {}; --output FOLDER keeps both", input.join(", ")))?;
    }
    if summary.renamed > 0 {
        let renamed = counted(summary.renamed, "article", "articles");
        line("renamed", format!("{renamed} with the id of an earlier one"))?;
    }
    if counts.skipped > 0 {
        let skipped = counted(counts.skipped, "file or record", "files and records");
        line("skipped", format!("{skipped}, listed in {}", settings.output.join("skipped.jsonl").display()))?;
    }
    let seconds = summary.timings.seconds;
    let read = format!("{} in {seconds:.2} s", DecimalBytes(counts.bytes));
    line(
        "speed",
        match seconds >= LONG_ENOUGH {
            true => {
                let bytes = DecimalBytes((counts.bytes as f64 / seconds) as u64);
                format!("{read}: {bytes}/s, {}", rate(counts.articles, seconds))
            }
            // Most of it was the start of the program.
            false => read,
        },
    )?;
    line("output", settings.output.join("attributions.jsonl").display().to_string())?;
    line("next", format!("sayso review {}", records::typed(&settings.output)))?;
    if settings.model == ModelChoice::Fast && accurate_seconds(summary, settings.jobs) < A_SHORT_WAIT {
        line("better", BETTER.to_owned())?;
    }
    Ok(())
}

/// From so many seconds on a run tells how fast longer ones are.
const LONG_ENOUGH: f64 = 1.0;

/// What `summary.json` says of all corpora together.
struct Corpora {
    outlets: usize,
    days: Option<String>,
    /// Articles without a day.
    undated: u64,
    unnamed: Share,
}

impl Corpora {
    /// `None` if the file is not there or cannot be read.
    fn read(output: &Path) -> Option<Self> {
        let file = std::fs::read(output.join("summary.json")).ok()?;
        let records::Summary { corpora } = serde_json::from_slice(&file).ok()?;
        let mut outlets: Vec<_> =
            corpora.iter().flat_map(|c| &c.outlets).filter_map(|o| o.outlet.as_deref()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let first = corpora.iter().filter_map(|c| c.first_date).min();
        let last = corpora.iter().filter_map(|c| c.last_date).max();
        let days = first.zip(last).map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        });
        let unnamed = |part: fn(&Share) -> u64| corpora.iter().map(|c| part(&c.total.unnamed_sources)).sum();
        let unnamed = Share::new(unnamed(|share| share.count), unnamed(|share| share.of));
        let undated = corpora.iter().flat_map(|c| &c.months).filter(|month| month.month.is_none());
        let undated = undated.map(|month| month.figures.articles).sum();
        Some(Self { outlets: outlets.len(), days, undated, unnamed })
    }

    /// Where the articles are from, and when, and how many tell no day; in lines.
    fn articles(&self, input: &[PathBuf]) -> Vec<(&'static str, String)> {
        let input = input.first().filter(|path| path.as_os_str() != "-");
        let check =
            input.map(|path| format!(": sayso corpus check {}", records::typed(path))).unwrap_or_default();
        let outlets = (self.outlets > 0).then(|| counted(self.outlets as u64, "outlet", "outlets"));
        let known: Vec<_> = outlets.into_iter().chain(self.days.clone()).collect();
        if known.is_empty() {
            return vec![("articles", format!("no outlet and no day known{check}"))];
        }
        let mut lines = vec![("articles", known.join(", "))];
        if self.undated > 0 {
            let undated = counted(self.undated, "article", "articles");
            lines.push(("undated", format!("{undated} without a day that was understood{check}")));
        }
        lines
    }
}

/// How many of the speakers quoted most are named: as many as fit on a line.
const TOP: usize = 5;

fn quoted(speaker: &Speaker) -> String {
    format!("{} {}", speaker.name, paint(style::FAINT, grouped(speaker.counts.attributions as u64)))
}

/// Prints what was not used, and why, once for each kind of reason. `all` says how much that
/// is, `output` the folder whose `skipped.jsonl` has each of it, if there is one.
pub(crate) fn print_skipped(
    out: &mut impl Write,
    kinds: &[SkippedKind],
    all: u64,
    output: Option<&Path>,
) -> std::io::Result<()> {
    let mut more = all;
    for SkippedKind { first, count } in kinds {
        more -= count;
        let others = match count - 1 {
            0 => String::new(),
            others => format!(" (and {} more)", grouped(others)),
        };
        writeln!(out, "{} {first}{others}", paint(style::WARNING, "skipped:"))?;
    }
    if more > 0 {
        let list = output.map(|output| output.join("skipped.jsonl"));
        let list = list.map(|list| format!("; see {}", list.display())).unwrap_or_default();
        let skipped = paint(style::WARNING, "skipped:");
        writeln!(out, "{skipped} {} more for other reasons{list}", grouped(more))?;
    }
    Ok(())
}
