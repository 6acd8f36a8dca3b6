//! What the user knows about who is who: names that are *pinned* to an identity.

use crate::error::Error;
use crate::wording::fold;
use records::{Article, SpeakerRef};
use rustc_hash::FxHashMap;
use std::path::Path;

/// The lines of the user's file, by folded name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pins(FxHashMap<String, Vec<Pin>>);

#[derive(Clone, Debug)]
struct Pin {
    identity: String,
    /// Folded words that the role, the outlet or the article's id must contain for
    /// the line to apply.
    condition: Option<String>,
}

impl Pins {
    /// Reads lines of `NAME`, `IDENTITY` and maybe `CONDITION`, separated by tabs.
    /// Empty lines, and those that start with `#`, are skipped.
    ///
    /// # Errors
    /// If the file cannot be read or a line is not like that.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let text =
            std::fs::read_to_string(path).map_err(|cause| Error::pins(path, None, &cause.to_string()))?;
        let mut pins = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let (&[name, identity] | &[name, identity, _]) = &fields[..] else {
                let problem = "not NAME, IDENTITY and maybe a condition, separated by tabs";
                return Err(Error::pins(path, Some(index + 1), problem));
            };
            if fold(name).is_empty() || fold(identity).is_empty() {
                return Err(Error::pins(path, Some(index + 1), "a name without a word in it"));
            }
            let condition = fields.get(2).map(|words| fold(words)).filter(|words| !words.is_empty());
            pins.0.entry(fold(name)).or_default().push(Pin { identity: identity.to_owned(), condition });
        }
        Ok(pins)
    }

    /// Who a speaker is according to the first line that applies; `None` if there is
    /// no such line.
    pub(crate) fn identity_of(&self, article: &Article<'_>, speaker: &SpeakerRef<'_>) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        let pins = self.0.get(&fold(&speaker.name))?;
        let texts = [speaker.role.as_deref(), article.outlet.as_deref(), Some(&*article.id)];
        let texts: Vec<String> = texts.into_iter().flatten().map(fold).collect();
        let applies = |pin: &&Pin| {
            pin.condition.as_ref().is_none_or(|words| texts.iter().any(|text| text.contains(words)))
        };
        pins.iter().find(applies).map(|pin| &*pin.identity)
    }
}
