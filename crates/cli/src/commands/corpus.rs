//! `sayso corpus`: sets up a corpus, and shows how sayso understands it.

use crate::numbers::counted;
use crate::outcome::{Outcome, outcome};
use crate::style::{self, paint};
use anyhow::{Context, bail};
use sayso::Lexicon;
use sayso::corpus::{Input, Options, Proposal, Reader, Survey, TEMPLATE, UnclearDates};
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
    /// It begins with what was seen in the files, and says where records with names of
    /// their own hold text, outlet, date and so on. All other lines except the name
    /// are comments, to be changed as needed.
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
const SHOWN_REASONS: usize = 20;

fn survey(path: &Path, most: usize) -> Survey {
    let options = Options { textless: true, ..Options::default() };
    let input = Input::find(&[path.to_owned()], &options);
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
    text += &filled_in(&seen).replace("\"NAME\"", &name);
    let named: Vec<_> = seen.proposals.iter().map(|proposal| proposal.field).collect();
    let named = match named.is_empty() {
        true => String::new(),
        false => format!(" and says where {} may be, to be checked", named.join(", ")),
    };
    let write =
        |text: &str| std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()));
    write(&text)?;
    if seen.unclear_dates.is_none() && !seen.proposals.is_empty() {
        // Only now are the dates read, if it has said where they are.
        write(&with_formats(text, &survey(folder, MOST_SURVEYED)))?;
    }
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{} is written{named}; `sayso corpus check {}` shows its effect",
        file.display(),
        folder.display()
    )?;
    Ok(Outcome::Complete)
}

/// The template with names for the fields that have not been found.
fn filled_in(seen: &Survey) -> String {
    let line = |line: &str| {
        let proposal = seen.proposals.iter().find(|p| line.starts_with(&format!("# {} = ", p.field)));
        proposal.map_or(line.to_owned(), |proposal| format!("{}  # {}", setting(proposal), proposal.example))
    };
    let in_fields = |(before, fields): (&str, &str)| {
        let (fields, after) = fields.split_once("\n\n").unwrap_or((fields, ""));
        let fields: Vec<_> = fields.lines().map(line).collect();
        format!("{before}[fields]\n{}\n\n{after}", fields.join("\n").trim_start())
    };
    let filled_in = TEMPLATE.split_once("[fields]\n").map_or(TEMPLATE.to_owned(), in_fields);
    with_formats(filled_in, seen)
}

/// The template with the way in which dates are printed, if there is but one that is likely.
fn with_formats(template: String, seen: &Survey) -> String {
    match seen.unclear_dates.as_ref().map(|dates| &dates.formats[..]) {
        Some([format]) => template.replace("# formats = [\"%d/%m/%Y\", \"%d %b %y\"]", &formats(format)),
        _ => template,
    }
}

/// The line of a `corpus.toml` that makes a proposal true.
fn setting(proposal: &Proposal) -> String {
    format!("{} = {}", proposal.field, quoted(&proposal.name))
}

/// The line of a `corpus.toml` that says how dates are printed.
fn formats(format: &str) -> String {
    format!("formats = [{}]", quoted(format))
}

/// A text as TOML has it, which is as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
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
    if seen.articles > 0 {
        lines.push(format!("formats: {}", listed(&seen.formats)));
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
    if seen.markup > 0 {
        lines.push(format!("read as HTML: the text of {}", of_all(seen.markup)));
    }
    if !seen.proposals.is_empty() {
        lines.push("a corpus.toml could say (`sayso corpus new` writes it):".to_owned());
        lines.push("  [fields]".to_owned());
        lines.extend(seen.proposals.iter().map(|proposal| {
            let (count, of) = proposal.records;
            format!("  {}  # in {count} of {of} records, as in “{}”", setting(proposal), proposal.example)
        }));
    }
    if let Some(UnclearDates { count, example, formats: likely }) = &seen.unclear_dates {
        let likely: Vec<_> = likely.iter().map(|format| formats(format)).collect();
        let likely = likely.join(" or ");
        lines.push(format!(
            "unclear which is the month: {}, as in {example}; under [dates], {likely}",
            counted(*count, "date", "dates")
        ));
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
    let more: u64 = reasons.iter().skip(SHOWN_REASONS).map(|(_, (count, _))| count).sum();
    for (reason, (count, example)) in reasons.into_iter().take(SHOWN_REASONS) {
        lines.push(format!("  {count} × {reason}, as in {example}"));
    }
    if more > 0 {
        lines.push(format!("  {more} × other reasons; the skipped.jsonl of `sayso extract` has all"));
    }
    lines
}
