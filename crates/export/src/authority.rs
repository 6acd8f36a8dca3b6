//! Which columns of authority files a run has: those of its `speakers.jsonl`.

use crate::error::Error;
use records::{Results, Speaker};
use std::collections::BTreeSet;
use std::path::Path;

/// Begins the names of these columns in tables.
const PREFIX: &str = "authority_";

/// The columns of authority files in a run, by name.
#[derive(Debug, Default)]
pub(crate) struct AuthorityColumns {
    /// Their names in `speaker.authority`.
    pub(crate) names: Vec<String>,
    /// Their names in tables.
    pub(crate) titles: Vec<String>,
}

impl AuthorityColumns {
    /// The columns in an output folder; none where there is no `speakers.jsonl`.
    ///
    /// # Errors
    /// If that cannot be read.
    pub(crate) fn of_run(output: &Path) -> Result<Self, Error> {
        let mut names = BTreeSet::new();
        Results::each_line(&output.join("speakers.jsonl"), |speaker: Speaker| {
            names.extend(speaker.authority.into_iter().flatten().map(|(name, _)| name));
        })?;
        let names: Vec<String> = names.into_iter().collect();
        let titles = names.iter().map(|name| format!("{PREFIX}{name}")).collect();
        Ok(Self { names, titles })
    }
}
