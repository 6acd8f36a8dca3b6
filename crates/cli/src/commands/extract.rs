//! `sayso extract`: the main job, from a folder of articles to a folder of results.

use crate::arguments::{IdentitiesArguments, JobsArguments, LexiconArguments, ModelArguments};
use crate::commands::export;
use crate::numbers::counted;
use crate::outcome::{Outcome, Tally, outcome, stop_flag};
use crate::run_summary::{print_skipped, print_summary, rate};
use crate::style::{self, paint};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso::corpus::{Options, Shard};
use sayso::records;
use sayso::{Ending, Offsets, Settings, SkippedKind};
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Extract quotes and claims from articles: who said what, and where.
///
/// Reads plain text, web pages, documents, JSON, CSV, Parquet, WARC, feeds, mail, the XML
/// of news agencies and the downloads of news databases, compressed or in archives, and
/// writes a folder of JSONL files, which sayso's documentation explains. The last file is run.json: if it is there, the
/// folder holds one whole run. What cannot be read is skipped and listed in
/// skipped.jsonl.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso extract corpus/
  sayso extract monday.jsonl tuesday.jsonl --output monday-tuesday/ --jobs 8
  sayso extract corpus/ --to csv             and a table for a spreadsheet
  sayso extract corpus/ --offsets utf16      for JavaScript and Java tools
  sayso extract corpus/ --shard 2/8 -o part-2/   on the second of eight machines
  find . -name '*.html' -mtime -1 | sayso extract --files-from -
  gunzip -c wire.jsonl.gz | sayso extract - | jq -r .content.text")]
pub(crate) struct Arguments {
    /// Files, archives or folders of them; - for JSONL on standard input, whose
    /// attributions go to standard output unless --output is given.
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read the paths from this file, one per line; - for standard input.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,

    /// The folder for the results; those of an earlier run are replaced
    /// [default: output].
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Then write the results in this format, too, as `sayso export` does
    /// (OUTPUT/attributions.csv and so on).
    #[arg(long, value_name = "FORMAT", value_parser = export::formats(), ignore_case = true)]
    to: Option<String>,

    #[command(flatten)]
    jobs: JobsArguments,

    /// What offsets count.
    #[arg(long, value_enum, default_value_t = OffsetsArgument::CodePoint)]
    offsets: OffsetsArgument,

    /// Leave out attributions with a lower confidence than this, from 0 to 1.
    #[arg(long, value_name = "C", default_value_t = 0.0, value_parser = confidence)]
    min_confidence: f32,

    #[command(flatten)]
    identities: IdentitiesArguments,

    #[command(flatten)]
    lexicon: LexiconArguments,

    #[command(flatten)]
    model: ModelArguments,

    /// Skip articles with more bytes than this.
    #[arg(long, value_name = "BYTES", default_value_t = Options::default().largest)]
    max_article: usize,

    /// Stop reading a compressed file that expands to more than N times its size.
    #[arg(long, value_name = "N", default_value_t = Options::default().expansion)]
    max_expansion: u64,

    /// Skip web pages whose elements are nested deeper than this.
    #[arg(long, value_name = "N", default_value_t = Options::default().deepest)]
    max_depth: usize,

    /// Read only one part of the files, as in 2/8, the second of eight: for several machines,
    /// whose results `sayso aggregate` joins. Each needs an --output of its own.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// Do not skip articles in other languages.
    #[arg(long)]
    any_language: bool,

    /// Start over. Otherwise a run that was stopped continues, a finished run is left
    /// as it is while program, settings and input are the same, and if some of the
    /// input has changed, only that is analysed again.
    #[arg(long)]
    again: bool,

    /// Print no progress bar and no summary, only what went wrong.
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
    let settings = settings(arguments, &paths);
    if arguments.output.is_none() && arguments.to.is_none() && paths == [Path::new("-")] {
        return to_standard_output(&settings);
    }
    let folder = &settings.output;
    if folder.exists() && !folder.is_dir() {
        bail!("--output {}: that is a file, and results need a folder", folder.display());
    }
    if paths.iter().any(|path| path.is_dir() && is_same(path, folder)) {
        bail!(
            "--output {}: the articles are there, and results need a folder of their own",
            folder.display()
        );
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
            "{} after {articles}; the same command continues from here",
            paint(style::WARNING, "stopped")
        )?;
        return Ok(Outcome::Interrupted);
    }
    let left = match summary.left_earlier {
        true => format!("; the earlier results in {} are as they were", folder.display()),
        false => String::new(),
    };
    // Of few files not every part has one; the first part tells if there is none at all.
    if (summary.counts.articles, summary.counts.skipped) == (0, 0)
        && let Some(Shard { number: number @ 2.., of }) = arguments.shard
    {
        if !arguments.quiet {
            writeln!(stderr, "no file is in part {number} of {of}{left}")?;
        }
        return Ok(Outcome::Complete);
    }
    if summary.counts.articles == 0
        && let [SkippedKind { first, count: 1 }] = &summary.skipped[..]
    {
        bail!("{first}{left}");
    }
    let list = (!summary.left_earlier).then_some(folder.as_path());
    print_skipped(&mut stderr, &summary.skipped, summary.counts.skipped, list)?;
    // Last, since it says what to do next.
    if !arguments.quiet && summary.counts.articles > 0 {
        if summary.ending == Ending::Unchanged {
            let since = &summary.timings.started;
            writeln!(
                stderr,
                "nothing has changed since {since}, so these results are still valid (--again starts over):"
            )?;
        }
        print_summary(&mut stderr, &summary, &settings)?;
    }
    drop(stderr);
    if let Some(format) = arguments.to.as_ref().filter(|_| summary.counts.articles > 0) {
        export::results(&settings.output, format, None, arguments.quiet)?;
    }
    told(outcome(summary.counts.articles, summary.counts.skipped, &paths)?, &paths)
        .map_err(|error| anyhow::anyhow!("{error}{left}"))
}

/// What the command line asks for.
fn settings(arguments: &Arguments, paths: &[PathBuf]) -> Settings {
    Settings {
        input: paths.to_vec(),
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
        authority: arguments.identities.authority.clone(),
        model: arguments.model.choice(),
        convention: arguments.model.convention(),
        reading: Options {
            largest: arguments.max_article,
            expansion: arguments.max_expansion.max(1),
            deepest: arguments.max_depth,
            any_language: arguments.any_language,
            shard: arguments.shard,
            textless: false,
        },
        again: arguments.again,
    }
}

/// Whether two paths lead to the same file or folder.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// How the command ended; if nothing was read, in words.
fn told(outcome: Outcome, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    if outcome == Outcome::NothingDone {
        let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        let hint = paths.iter().find(|path| *path != "-");
        let hint = hint.map(|path| records::typed(Path::new(path)));
        let hint = hint.map(|path| format!("; `sayso corpus check {path}` shows what is there"));
        bail!("no article could be read in {}{}", paths.join(", "), hint.unwrap_or_default());
    }
    Ok(outcome)
}

/// The paths on the command line and in the file of --files-from.
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

/// Prints attributions as they are found.
fn to_standard_output(settings: &Settings) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut tally = Tally::default();
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
    told(tally.outcome(&settings.input)?, &settings.input)
}

/// Shows progress in bytes, since the number of articles is not known beforehand.
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
