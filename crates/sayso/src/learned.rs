//! Which learned model stands beside the rules.

use crate::Error;
use attribution::Model;
use std::path::PathBuf;

/// The choice of model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Learned {
    /// The one that comes with the program.
    #[default]
    Embedded,
    /// A file that `sayso train` wrote.
    File(PathBuf),
    /// None: the rules alone.
    Nothing,
}

impl Learned {
    /// The model, if one is wanted.
    ///
    /// # Errors
    /// If the file cannot be read or is no model of this version.
    pub fn load(&self) -> Result<Option<Model>, Error> {
        match self {
            Learned::Embedded => Ok(Some(Model::embedded())),
            Learned::Nothing => Ok(None),
            Learned::File(path) => {
                let refused =
                    |why: &dyn std::fmt::Display| Error::Model(format!("{}: {why}", path.display()));
                let bytes = std::fs::read(path).map_err(|e| refused(&e))?;
                Model::from_bytes(&bytes).map(Some).map_err(|e| refused(&e))
            }
        }
    }
}
