//! JSONL files: an object a line, and the gold texts to which they refer.

use crate::annotations::Gold;
use crate::error::{Error, Problem};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The objects of a JSONL file with their line numbers, from 1; empty lines are
/// skipped.
///
/// # Errors
/// If the file cannot be read or a line is no such object.
pub(crate) fn objects<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>, Error> {
    let contents = std::fs::read_to_string(path).map_err(|e| Error::new(path, None, e))?;
    contents
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| match serde_json::from_str(line) {
            Ok(object) => Ok((index + 1, object)),
            Err(error) => Err(Error::new(path, Some(index + 1), error)),
        })
        .collect()
}

/// The texts of a gold standard, by their ids.
pub(crate) struct GoldTexts<'a>(FxHashMap<&'a str, &'a str>);

impl<'a> GoldTexts<'a> {
    pub(crate) fn new(gold: &'a [Gold]) -> Self {
        gold.iter().map(|gold| (gold.id.as_str(), gold.text.as_str())).collect()
    }

    /// The text of this id.
    ///
    /// # Errors
    /// If there is none, or if `own`, the text that a prediction came with, differs.
    pub(crate) fn get(&self, id: &str, own: Option<&str>) -> Result<&'a str, Problem> {
        let gold = *self.0.get(id).ok_or_else(|| Problem::NotInGold(id.to_owned()))?;
        match own {
            Some(own) if own != gold => {
                let same = own.lines().zip(gold.lines()).take_while(|(a, b)| a == b).count();
                Err(Problem::OtherText(id.to_owned(), same + 1))
            }
            _ => Ok(gold),
        }
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for GoldTexts<'a> {
    /// From ids and texts.
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}
