//! Arguments that several commands have.

use anyhow::Context;
use sayso::corpus::Options;
use sayso::{Convention, Lexicon, LoadedModel, ModelChoice};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The user's own word lists.
#[derive(clap::Args)]
pub(crate) struct LexiconArguments {
    /// A folder with word lists of your own.
    ///
    /// Files in it have the same names and columns as sayso's own, which its packages have
    /// in the folder word-lists and its repository in crates/lexicon/data. Their entries add
    /// to the built-in ones and replace those of the same phrase; the class `none` removes a
    /// phrase.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) lexicon: Option<PathBuf>,
}

impl LexiconArguments {
    /// The built-in lists, extended by the user's.
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
    /// Each line has a name, the identity that it refers to and, if that depends on
    /// the article, words that the role, the outlet or the article's id must contain,
    /// separated by tabs. Names with the same identity are one person; a name with
    /// two identities is two people.
    #[arg(long, value_name = "FILE")]
    pub(crate) identities: Option<PathBuf>,

    /// A table of people and bodies with their ids; may be given several times.
    ///
    /// CSV or TSV, with the columns id and name, if you like aliases (separated by |),
    /// type (person, organization, …), from and to (days), and any others, such as party
    /// or gender. Speakers with one of the names, in articles of those days, get the id as
    /// speaker.id and the columns as speaker.authority. Where several are meant, who it is
    /// stays open, and speaker.candidates has the ids of all.
    #[arg(long, value_name = "FILE")]
    pub(crate) authority: Vec<PathBuf>,
}

/// Which model works beside the rules.
#[derive(clap::Args)]
pub(crate) struct ModelArguments {
    /// The model that works beside the rules: fast, accurate, or the file of a model that
    /// you made with `sayso train` [default: fast].
    ///
    /// “accurate” finds more of what is said without quotation marks, but reads only some
    /// tens of kilobytes of text a second on each core.
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "rules_only", value_parser = model)]
    model: Option<ModelChoice>,

    /// What the model takes for an attribution: what is said, written or shown by a
    /// document, as in the news; or, as PolNeAR has it, what is believed or wanted as
    /// much, but nothing inside of another content.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = ConventionName::News, hide_possible_values = true)]
    convention: ConventionName,

    /// Go by the rules alone, without any model.
    #[arg(long)]
    rules_only: bool,
}

/// [`Convention`] on the command line.
#[derive(Clone, Copy, clap::ValueEnum)]
enum ConventionName {
    News,
    Polnear,
}

impl ModelArguments {
    /// The model, ready to read.
    pub(crate) fn load(&self) -> Result<LoadedModel, sayso::Error> {
        Ok(self.choice().load()?.with_convention(self.convention()))
    }

    pub(crate) fn convention(&self) -> Convention {
        match self.convention {
            ConventionName::News => Convention::News,
            ConventionName::Polnear => Convention::Polnear,
        }
    }

    pub(crate) fn choice(&self) -> ModelChoice {
        match &self.model {
            None if self.rules_only => ModelChoice::RulesOnly,
            None => ModelChoice::Fast,
            Some(choice) => choice.clone(),
        }
    }
}

/// Models with names.
const MODELS: [(&str, ModelChoice); 2] = [("fast", ModelChoice::Fast), ("accurate", ModelChoice::Accurate)];

/// A model by its name or its file.
fn model(text: &str) -> Result<ModelChoice, String> {
    if let Some((_, choice)) = MODELS.iter().find(|(name, _)| *name == text) {
        return Ok(choice.clone());
    }
    if Path::new(text).exists() {
        return Ok(ModelChoice::File(text.into()));
    }
    let near = MODELS.iter().find(|(name, _)| strsim::jaro_winkler(name, text) > LIKE_ENOUGH);
    let names = MODELS.map(|(name, _)| name).join(" and ");
    let hint = near.map_or(format!("the models are {names}"), |(name, _)| format!("did you mean {name}?"));
    Err(format!("there is neither a model nor a file of that name; {hint}"))
}

/// From here on, from 0 to 1, a name is likely to be meant by another.
const LIKE_ENOUGH: f64 = 0.8;

/// How many threads.
#[derive(clap::Args)]
pub(crate) struct JobsArguments {
    /// How many threads work [default: one for each core].
    ///
    /// The output does not depend on it.
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    jobs: Option<NonZeroUsize>,
}

fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "not a number from 1 on".to_owned())
}

impl JobsArguments {
    pub(crate) fn get(&self) -> NonZeroUsize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}

/// Where a file goes that the user wants at `path`: if that is a folder, or is written like
/// one (`tables/`), into it under its usual name.
pub(crate) fn file_at(path: &Path, usual_name: &str) -> PathBuf {
    let is_folder = path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator);
    if is_folder { path.join(usual_name) } else { path.to_owned() }
}

/// How to read an article that somebody points at: in whatever language it is.
pub(crate) fn any_language() -> Options {
    Options { any_language: true, ..Options::default() }
}
