//! `sayso corpus`: sets up a corpus, and shows how sayso understands it.

use crate::outcome::{Outcome, outcome};
use crate::style::{self, paint};
use anyhow::{Context, bail};
use sayso::Lexicon;
use sayso::corpus::{Input, Reader, Survey, TEMPLATE};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Set up a corpus: write its corpus.toml, or see how sayso understands it.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Look at the files of a folder and write a commented corpus.toml for them.
    ///
    /// All of its lines except the name are comments, to be changed as needed; it
    /// begins with what was seen in the files.
    New {
        /// The folder.
        path: PathBuf,
    },
    /// Show how sayso understands a corpus: three articles as they will be read,
    /// which fields are found, and what is skipped and why.
    Check {
        /// The folder or file.
        path: PathBuf,

        /// Look at no more articles than this.
        #[arg(long, value_name = "N", default_value_t = MOST_CHECKED)]
        articles: usize,
    },
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::New { path } => new(path),
        Command::Check { path, articles } => check(path, *articles),
    }
}

/// How many articles `corpus check` looks at unless told otherwise: a few seconds'
/// work, and enough to meet most of what is odd about a corpus.
const MOST_CHECKED: usize = 1000;

/// How many articles `corpus new` looks at: enough to see the formats and fields.
const MOST_SURVEYED: usize = 200;

/// How much of each sample article is shown, so that three of them fit on a screen.
const SHOWN_PARAGRAPHS: usize = 6;
const SHOWN_CHARACTERS: usize = 90;

/// How many reasons for skipping are listed, the most frequent first.
const SHOWN_REASONS: usize = 10;

fn survey(path: &Path, most: usize) -> Survey {
    let input = Input::find(&[path.to_owned()], &Default::default());
    Survey::of(&input, &Reader::new(&Lexicon::embedded()), most)
}

fn new(folder: &Path) -> anyhow::Result<Outcome> {
    let file = folder.join("corpus.toml");
    if !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    if file.exists() {
        bail!(
            "{} already exists; `sayso corpus check {}` shows its effect",
            file.display(),
            folder.display()
        );
    }
    let seen = survey(folder, MOST_SURVEYED);
    let mut text = String::new();
    for line in summary(&seen) {
        writeln!(text, "# {line}")?;
    }
    let name = folder.canonicalize().ok().and_then(|f| Some(f.file_name()?.to_string_lossy().into_owned()));
    let name = format!("{:?}", name.unwrap_or_else(|| "corpus".to_owned()));
    text += &TEMPLATE.replace("\"NAME\"", &name);
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{} is written; `sayso corpus check {}` shows its effect",
        file.display(),
        folder.display()
    )?;
    Ok(Outcome::Complete)
}

fn check(path: &Path, most: usize) -> anyhow::Result<Outcome> {
    let seen = survey(path, most);
    let mut out = anstream::stdout().lock();
    for article in &seen.samples {
        let known = &article.metadata;
        writeln!(out, "{}  {}", paint(style::HEADING, &article.id), paint(style::FAINT, &article.path))?;
        let when =
            known.date.map(|d| format!("{d}{}", known.time.map(|t| format!(" {t}")).unwrap_or_default()));
        let fields = [
            ("corpus", Some(article.corpus.clone())),
            ("title", known.title.clone()),
            ("outlet", known.outlet.clone()),
            ("date", when),
            ("author", known.author.clone()),
            ("section", known.section.clone()),
            ("url", known.url.clone()),
        ];
        for (name, value) in fields {
            let value = value.unwrap_or_else(|| paint(style::FAINT, "–"));
            writeln!(out, "  {} {value}", paint(style::FAINT, format_args!("{name:<9}")))?;
        }
        for paragraph in article.paragraphs.iter().take(SHOWN_PARAGRAPHS) {
            let line: String = paragraph.span.of(&article.text).chars().take(SHOWN_CHARACTERS).collect();
            writeln!(out, "  {:<11}  {line}", paragraph.role.name())?;
        }
        if let Some(more) = article.paragraphs.len().checked_sub(SHOWN_PARAGRAPHS).filter(|more| *more > 0) {
            writeln!(out, "  {}", paint(style::FAINT, format_args!("and {more} more paragraphs")))?;
        }
        writeln!(out)?;
    }
    for line in summary(&seen) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    outcome(seen.articles, seen.skipped, &[path.to_owned()])
}

/// What was seen, in lines for people.
fn summary(seen: &Survey) -> Vec<String> {
    let of_all = |count: u64| format!("{count} of {}", seen.articles);
    let end = if seen.all { "" } else { " (there are more)" };
    let mut lines = vec![format!("{} articles were looked at{end}.", seen.articles)];
    let listed = |counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(what, count)| format!("{what} {count}")).collect::<Vec<_>>().join(", ")
    };
    lines.push(format!("formats: {}", listed(&seen.formats)));
    if seen.articles > 0 {
        let found =
            seen.fields.iter().filter(|f| f.1 > 0).map(|(name, count)| format!("{name} {}", of_all(*count)));
        lines.push(format!("found: {}", found.collect::<Vec<_>>().join(", ")));
        let missing: Vec<_> = seen.fields.iter().filter(|f| f.1 == 0).map(|f| f.0).collect();
        if !missing.is_empty() {
            lines.push(format!("never found: {}", missing.join(", ")));
        }
    }
    if !seen.unused.is_empty() {
        lines.push(format!("fields of the records that are not used: {}", seen.unused.join(", ")));
    }
    if let Some((first, last)) = seen.dates {
        lines.push(format!("dates: {first} to {last}"));
    }
    for (doubt, (count, example)) in &seen.doubts {
        lines.push(format!("doubtful: {count} × {doubt}, as in {example}"));
    }
    lines.push(format!("skipped: {} of {}", seen.skipped, seen.articles + seen.skipped));
    let mut reasons: Vec<_> = seen.reasons.iter().collect();
    reasons.sort_by_key(|(reason, (count, _))| (std::cmp::Reverse(*count), (*reason).clone()));
    for (reason, (count, example)) in reasons.into_iter().take(SHOWN_REASONS) {
        lines.push(format!("  {count} × {reason}, as in {example}"));
    }
    lines
}
