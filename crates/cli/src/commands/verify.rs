//! `sayso verify`: compares drafts with their sources.

use crate::arguments::{JobsArguments, LexiconArguments, ModelArguments, any_language};
use crate::outcome::{self, Outcome};
use crate::run_summary::print_skipped;
use crate::style::{self, paint};
use crate::verdicts::Findings;
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget};
use sayso::corpus::Skipped;
use sayso::records::{self, JsonlWriter};
use sayso::{CheckedDraft, Settings, SkippedKind, Verification, Verified};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use verify::DraftPage;

/// Is that what they said? Compare drafts with their sources.
///
/// Says of each quotation and claim in a draft whether a source has it, said by that
/// person, in those words; and of what the draft states in its own voice, whether a source
/// only has it as what somebody says. Differences are marked by colours on a terminal and
/// by {braces} elsewhere.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso verify draft.txt --against interviews/ press-releases/
  sayso verify draft.html --against archive/ --index archive.index     fast from the second time on
  sayso verify drafts/ --against output/ --json > verify.jsonl

Exit codes: 0 everything is found; 2 everything, but some input was skipped; 3 something is not
found as the draft has it; 1 nothing could be done.")]
pub(crate) struct Arguments {
    /// Files and folders with drafts, or - for JSONL on standard input.
    #[arg(required = true, value_name = "DRAFT")]
    drafts: Vec<PathBuf>,

    /// What was really said: files, folders, or results of sayso extract.
    #[arg(long, required = true, num_args = 1.., value_name = "SOURCE")]
    against: Vec<PathBuf>,

    /// A folder for an index of the sources. The next run uses it again, and reads only
    /// what has changed.
    #[arg(long, value_name = "FOLDER")]
    index: Option<PathBuf>,

    /// Show all findings with their sources, not only those that need a look.
    #[arg(long)]
    all: bool,

    /// Print the findings as lines of JSON.
    #[arg(long, conflicts_with = "all")]
    json: bool,

    /// Also write the findings as lines of JSON to a file, such as verify.jsonl.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write a page to read in a browser, with everything in one file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Open that page [default for --report: a temporary file].
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    jobs: JobsArguments,

    #[command(flatten)]
    lexicon: LexiconArguments,

    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if arguments.index.is_some() && arguments.against.iter().any(|path| path.as_os_str() == "-") {
        bail!("standard input cannot be kept in an index: leave --index out");
    }
    let verification = verification(arguments);
    let mut writer = arguments.output.as_deref().map(JsonlWriter::create).transpose()?;
    let mut out = anstream::stdout().lock();
    let mut findings = Findings::new(arguments.all);
    let (mut used, mut skipped, mut pages) = (0, 0, Vec::new());
    let with_page = arguments.open || arguments.report.is_some();
    let bar = progress_bar();
    let verified = sayso::verify(
        &verification,
        |read, total| {
            bar.set_length(total);
            bar.set_position(read);
            Ok(())
        },
        |draft| {
            bar.finish_and_clear();
            match draft {
                Ok(draft) => {
                    used += 1;
                    let shown = findings.add(&draft);
                    let lines = lines(&draft)?;
                    if let Some(writer) = &mut writer {
                        writer.write_lines(&lines)?;
                    }
                    if with_page {
                        let (path, text) = (draft.article.path.clone(), draft.article.text.clone());
                        pages.push(DraftPage { path, text, findings: draft.findings.clone() });
                    }
                    out.write_all(if arguments.json { &lines } else { shown.as_bytes() })?;
                }
                Err(reason) => {
                    skipped += 1;
                    warn(&reason);
                }
            }
            anyhow::Ok(())
        },
    )?;
    bar.finish_and_clear();
    if verified.sources == 0 {
        warn_of_sources(&verified);
        bail!("there is nothing to compare with in {}", names(&arguments.against));
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    if with_page {
        write_page(arguments, &pages)?;
    }
    out.flush().context("cannot write to standard output")?;
    drop(out);
    warn_of_sources(&verified);
    let whole = outcome::outcome(used, skipped, &arguments.drafts)?;
    if whole == Outcome::NothingDone {
        bail!("no draft could be read in {}", names(&arguments.drafts));
    }
    if !arguments.json {
        let _ = writeln!(anstream::stderr(), "{}", findings.summary(verified.sources));
    }
    Ok(match whole {
        _ if findings.wrong() > 0 => Outcome::NotFound,
        _ if !verified.skipped.is_empty() => Outcome::SomeSkipped,
        whole => whole,
    })
}

/// What is compared with what, by these arguments.
fn verification(arguments: &Arguments) -> Verification {
    Verification {
        settings: Settings {
            input: arguments.drafts.clone(),
            jobs: arguments.jobs.get(),
            lexicon: arguments.lexicon.lexicon.clone(),
            model: arguments.model.choice(),
            convention: arguments.model.convention(),
            reading: any_language(),
            ..Settings::default()
        },
        sources: arguments.against.clone(),
        no_sources: (arguments.output.iter())
            .flat_map(|file| [file.clone(), JsonlWriter::part_of(file)])
            .chain(arguments.report.clone())
            .collect(),
        index: arguments.index.clone(),
    }
}

/// Writes the page, and opens it if that is wanted.
fn write_page(arguments: &Arguments, pages: &[DraftPage]) -> anyhow::Result<()> {
    let file = match &arguments.report {
        Some(file) => file.clone(),
        None => tempfile::Builder::new().prefix("sayso-verify-").suffix(".html").tempfile()?.keep()?.1,
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::write(&file, verify::page(pages)).with_context(|| file.display().to_string())?;
    if arguments.open {
        // If no browser opens, the page is there all the same.
        let _ = open::that_detached(&file);
        let _ = writeln!(anstream::stderr(), "{}", file.display());
    }
    Ok(())
}

/// The findings of a draft as lines of JSON.
fn lines(draft: &CheckedDraft) -> anyhow::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for finding in &draft.findings {
        serde_json::to_writer(&mut lines, finding)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| Path::display(path).to_string()).collect::<Vec<_>>().join(", ")
}

fn progress_bar() -> ProgressBar {
    let hidden = !std::io::stderr().is_terminal();
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    ProgressBar::with_draw_target(Some(0), target).with_message("reading the sources")
}

fn warn(skipped: impl std::fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{} {skipped}", paint(style::WARNING, "skipped:"));
}

/// Prints what of the sources was not used.
fn warn_of_sources(verified: &Verified) {
    let mut kinds = Vec::new();
    for records::Skipped { path, place, reason } in verified.skipped.iter().cloned() {
        SkippedKind::count(&mut kinds, Skipped { path: path.into(), place, reason });
    }
    let all = verified.skipped.len() as u64;
    let _ = print_skipped(&mut anstream::stderr().lock(), &kinds, all, None);
}
