//! `sayso extract`: the main job, a folder of articles to a folder of results.

use crate::shared::{self, counted, grouped};
use crate::style::{self, paint};
use crate::{INTERRUPTED, Outcome};
use anyhow::Context;
use indicatif::{DecimalBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso::corpus::Options;
use sayso::records::Speaker;
use sayso::{Ending, Offsets, Settings, Summary};
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Extract quotes and claims from articles: who said what, and where it stands.
///
/// Reads plain text, web pages, JSONL, JSON, CSV, WARC and the XML of news
/// agencies, compressed or in archives, and writes a folder of JSONL files, which
/// sayso's README explains, and last of all run.json: where it stands, the folder
/// holds one whole run. What cannot be read is skipped and listed in skipped.jsonl.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso extract corpus/
  sayso extract monday.jsonl tuesday.jsonl --output monday-tuesday/ --jobs 8
  sayso extract corpus/ --offsets utf16      for JavaScript and Java tools
  find . -name '*.html' -mtime -1 | sayso extract --files-from -
  zcat wire.jsonl.gz | sayso extract - | jq -r .content.text")]
pub(crate) struct Arguments {
    /// Files, archives or folders of them; - for JSONL on standard input, whose
    /// attributions go to standard output unless there is --output.
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read the paths from this file, one a line; - for standard input.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,

    /// The folder for the results; those of an earlier run are replaced
    /// [default: output].
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    #[command(flatten)]
    jobs: shared::JobsArguments,

    /// What offsets count.
    #[arg(long, value_enum, default_value_t = OffsetsArgument::CodePoint)]
    offsets: OffsetsArgument,

    /// Leave out attributions of which sayso is less sure than this, from 0 to 1.
    #[arg(long, value_name = "C", default_value_t = 0.0, value_parser = confidence)]
    min_confidence: f32,

    #[command(flatten)]
    identities: shared::IdentitiesArguments,

    #[command(flatten)]
    lexicon: shared::LexiconArguments,

    #[command(flatten)]
    model: shared::ModelArguments,

    /// Skip any article of more bytes than this.
    #[arg(long, value_name = "BYTES", default_value_t = Options::default().largest)]
    max_article: usize,

    /// Read a compressed file no further that expands to more than N times its size.
    #[arg(long, value_name = "N", default_value_t = Options::default().expansion)]
    max_expansion: u64,

    /// Skip any page with elements nested deeper than this.
    #[arg(long, value_name = "N", default_value_t = Options::default().deepest)]
    max_depth: usize,

    /// Read articles in other languages, too.
    #[arg(long)]
    any_language: bool,

    /// Begin anew. Without it, a run that was stopped goes on, one that is finished
    /// is left as it is while program, settings and input stay the same, and only
    /// what changed of the input is gone through again.
    #[arg(long)]
    again: bool,

    /// No progress bar and no summary; only what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum OffsetsArgument {
    /// Unicode code points, as Python counts
    CodePoint,
    /// bytes of UTF-8, as Rust and Go count
    Byte,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
}

fn confidence(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let paths = paths(arguments)?;
    let settings = Settings {
        input: paths.clone(),
        output: arguments.output.clone().unwrap_or_else(|| "output".into()),
        jobs: arguments.jobs.get(),
        offsets: match arguments.offsets {
            OffsetsArgument::CodePoint => Offsets::CodePoint,
            OffsetsArgument::Byte => Offsets::Byte,
            OffsetsArgument::Utf16 => Offsets::Utf16,
        },
        min_confidence: arguments.min_confidence,
        lexicon: arguments.lexicon.lexicon.clone(),
        identities: arguments.identities.identities.clone(),
        learned: arguments.model.choice(),
        reading: Options {
            largest: arguments.max_article,
            expansion: arguments.max_expansion.max(1),
            deepest: arguments.max_depth,
            any_language: arguments.any_language,
        },
        again: arguments.again,
    };
    if arguments.output.is_none() && paths == [Path::new("-")] {
        return to_standard_output(&settings);
    }
    let stop = stop_flag();
    let bar = progress_bar(arguments.quiet);
    let summary = sayso::extract(&settings, &mut |step| {
        bar.set_length(step.total);
        bar.set_position(step.read);
        bar.set_message(rate(step.articles, bar.elapsed().as_secs_f64()));
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.finish_and_clear();
    let summary = summary?;
    let mut stderr = anstream::stderr().lock();
    if summary.ending == Ending::Interrupted {
        let articles = counted(summary.counts.articles, "article", "articles");
        writeln!(
            stderr,
            "{} after {articles}; the same command goes on from here",
            paint(style::WARNING, "stopped")
        )?;
        return Ok(Outcome::Interrupted);
    }
    if !arguments.quiet && summary.counts.articles > 0 {
        if summary.ending == Ending::Unchanged {
            let since = &summary.timings.started;
            writeln!(stderr, "nothing has changed since {since}, and this stands (--again does it anew):")?;
        }
        print_summary(&mut stderr, &summary, &settings.output)?;
    }
    print_skipped(&mut stderr, &summary, &settings.output)?;
    shared::outcome(summary.counts.articles, summary.counts.skipped, &paths)
}

/// The paths on the command line and in the file that it names.
fn paths(arguments: &Arguments) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = arguments.paths.clone();
    if let Some(file) = &arguments.files_from {
        let list = match file.to_str() {
            Some("-") => std::io::read_to_string(std::io::stdin()),
            _ => std::fs::read_to_string(file),
        };
        let list = list.with_context(|| format!("cannot read {}", file.display()))?;
        paths.extend(list.lines().filter(|line| !line.is_empty()).map(PathBuf::from));
    }
    Ok(paths)
}

/// Attributions as they are found.
fn to_standard_output(settings: &Settings) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut tally = shared::Tally::default();
    sayso::stream(settings, |found| match found {
        Ok(lines) => {
            tally.used();
            Ok(out.write_all(&lines)?)
        }
        Err(skipped) => {
            tally.skipped(&skipped);
            anyhow::Ok(())
        }
    })?;
    out.flush()?;
    tally.outcome(&settings.input)
}

/// Set when the user wants to stop (Ctrl-C); the second time ends the program.
fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Without them the program ends at once, and the run can go on all the same.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&stop));
        let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
    }
    stop
}

/// Bytes, as they are known beforehand and articles are not.
fn progress_bar(quiet: bool) -> ProgressBar {
    let hidden = quiet || !std::io::stderr().is_terminal();
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template(
        "{bar:30.cyan/dim} {percent:>3}%  {decimal_bytes}/{decimal_total_bytes}  {decimal_bytes_per_sec}  {msg}  {eta} left",
    );
    let bar = ProgressBar::with_draw_target(Some(0), target);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn rate(articles: u64, seconds: f64) -> String {
    format!("{} articles/s", grouped((articles as f64 / seconds.max(1e-3)) as u64))
}

/// What a person wants to know after a run.
fn print_summary(out: &mut impl Write, summary: &Summary, output: &Path) -> std::io::Result<()> {
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
    let kinds = [(counts.direct, "direct"), (counts.mixed, "mixed"), (counts.indirect, "indirect")];
    line("kinds", kinds.map(|(count, kind)| format!("{} {kind}", grouped(count))).join(", "))?;
    let top: Vec<_> = summary.top_speakers.iter().take(TOP).map(quoted).collect();
    let known = format!("{} known by name", grouped(counts.speakers));
    line("speakers", [known].into_iter().chain(top).collect::<Vec<_>>().join(", "))?;
    line("repeated", format!("{} in several articles", counted(counts.clusters, "stands", "stand")))?;
    if summary.unchanged > 0 {
        let unchanged = counted(summary.unchanged, "article is", "articles are");
        line("unchanged", format!("{unchanged} as before, and what was found stands"))?;
    }
    if summary.renamed > 0 {
        let renamed = counted(summary.renamed, "article had the id", "articles had the ids");
        line("renamed", format!("{renamed} of another"))?;
    }
    let seconds = summary.timings.seconds.max(1e-3);
    let (bytes, rates) = (DecimalBytes(counts.bytes), DecimalBytes((counts.bytes as f64 / seconds) as u64));
    line("speed", format!("{bytes} in {seconds:.2} s: {rates}/s, {}", rate(counts.articles, seconds)))?;
    line("output", output.join("attributions.jsonl").display().to_string())
}

/// How many speakers are named.
const TOP: usize = 5;

fn quoted(speaker: &Speaker) -> String {
    format!("{} {}", speaker.name, paint(style::FAINT, grouped(speaker.counts.attributions as u64)))
}

/// What was not used, and why; the first few.
fn print_skipped(out: &mut impl Write, summary: &Summary, output: &Path) -> std::io::Result<()> {
    for skipped in &summary.first_skipped {
        writeln!(out, "{} {skipped}", paint(style::WARNING, "skipped:"))?;
    }
    let more = summary.counts.skipped - summary.first_skipped.len() as u64;
    if more > 0 {
        let list = output.join("skipped.jsonl");
        writeln!(
            out,
            "{} {} more; see {}",
            paint(style::WARNING, "skipped:"),
            grouped(more),
            list.display()
        )?;
    }
    Ok(())
}
