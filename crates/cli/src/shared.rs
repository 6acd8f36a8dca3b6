//! What several commands have in common: arguments, and how input is counted.

use crate::Outcome;
use crate::style::{self, paint};
use anyhow::{Context, bail};
use sayso::corpus::{Options, Skipped};
use sayso::{Learned, Lexicon};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The user's own word lists.
#[derive(clap::Args)]
pub(crate) struct LexiconArguments {
    /// A folder with word lists of your own.
    ///
    /// Files there have the names and the columns of those in
    /// crates/lexicon/data; their entries add to the built-in ones and replace
    /// those of the same phrase, and the class `none` removes one.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) lexicon: Option<PathBuf>,
}

impl LexiconArguments {
    /// The built-in lists with the user's.
    pub(crate) fn load(&self) -> anyhow::Result<Lexicon> {
        let mut lexicon = Lexicon::embedded();
        if let Some(folder) = &self.lexicon {
            lexicon.extend_from(folder).context("--lexicon")?;
        }
        Ok(lexicon)
    }
}

/// What the user knows about who is who.
#[derive(clap::Args)]
pub(crate) struct IdentitiesArguments {
    /// A file that says who is who.
    ///
    /// Each line has a name, the identity that it stands for and, where that
    /// depends, words that the role, the outlet or the article's id must hold,
    /// parted by tabs. Names of one identity are one person, and the same name
    /// with two identities is two.
    #[arg(long, value_name = "FILE")]
    pub(crate) identities: Option<PathBuf>,
}

/// What was learned from gold.
#[derive(clap::Args)]
pub(crate) struct ModelArguments {
    /// What stands beside the rules: fast, balanced, accurate, or a model of your
    /// own that `sayso train` made [default: fast].
    ///
    /// "accurate" finds a good deal more of what is said without quotation marks,
    /// at some tens of kilobytes a second and core; "balanced" asks it only where
    /// "fast" is unsure. Both need a build with `--features accurate`.
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "rules_only")]
    model: Option<PathBuf>,

    /// Go by the rules alone, without any learned model.
    #[arg(long)]
    rules_only: bool,
}

impl ModelArguments {
    pub(crate) fn choice(&self) -> Learned {
        match &self.model {
            None if self.rules_only => Learned::Nothing,
            None => Learned::Fast,
            Some(path) => match path.to_str() {
                Some("fast") => Learned::Fast,
                Some("balanced") => Learned::Balanced,
                Some("accurate") => Learned::Accurate,
                _ => Learned::File(path.clone()),
            },
        }
    }
}

/// How many threads.
#[derive(clap::Args)]
pub(crate) struct JobsArguments {
    /// How many threads work [default: one for each core].
    ///
    /// The output is the same whatever the number.
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl JobsArguments {
    pub(crate) fn get(&self) -> NonZeroUsize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}

/// How commands read that a person points at an article: whatever it is in.
pub(crate) fn any_language() -> Options {
    Options { any_language: true, ..Options::default() }
}

/// Counts what was used and tells the user what was not.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    used: u64,
    skipped: u64,
}

impl Tally {
    pub(crate) fn used(&mut self) {
        self.used += 1;
    }

    pub(crate) fn skipped(&mut self, skipped: &Skipped) {
        self.skipped += 1;
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "{} {skipped}", paint(style::WARNING, "skipped:"));
    }

    pub(crate) fn outcome(&self, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
        outcome(self.used, self.skipped, paths)
    }
}

/// How a command ended that used and skipped that much of `paths`.
///
/// # Errors
/// If there was nothing to use or skip.
pub(crate) fn outcome(used: u64, skipped: u64, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    match (used, skipped) {
        (0, 0) => {
            let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
            bail!("there is no article in {}: no file of any format that sayso reads", paths.join(", "))
        }
        (0, _) => Ok(Outcome::NothingDone),
        (_, 0) => Ok(Outcome::Complete),
        _ => Ok(Outcome::SomeSkipped),
    }
}

/// `1 article`, `2,000 articles`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// 1234567 → 1,234,567.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, shown) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(grouped(number), shown);
        }
    }
}
