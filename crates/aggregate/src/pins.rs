//! What the user knows about who is who.

use crate::Error;
use crate::fold::fold;
use records::{Article, SpeakerRef};
use rustc_hash::FxHashMap;
use std::path::Path;

/// Names that the user has given an identity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pins(FxHashMap<String, Vec<Pin>>);

#[derive(Clone, Debug)]
struct Pin {
    identity: String,
    /// Folded words that the role, the outlet or the article's id must hold.
    only: Option<String>,
}

impl Pins {
    /// Reads lines of `NAME`, `IDENTITY` and maybe `ONLY WHERE`, parted by tabs.
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
                let problem = "not NAME, IDENTITY and maybe a condition, parted by tabs";
                return Err(Error::pins(path, Some(index + 1), problem));
            };
            if fold(name).is_empty() || fold(identity).is_empty() {
                return Err(Error::pins(path, Some(index + 1), "a name without a word in it"));
            }
            let only = fields.get(2).map(|only| fold(only)).filter(|only| !only.is_empty());
            pins.0.entry(fold(name)).or_default().push(Pin { identity: identity.to_owned(), only });
        }
        Ok(pins)
    }

    /// Who a speaker is, if the user says so: the first line that applies.
    pub(crate) fn of(&self, article: &Article<'_>, speaker: &SpeakerRef<'_>) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        let pins = self.0.get(&fold(&speaker.name))?;
        let places = [speaker.role.as_deref(), article.outlet.as_deref(), Some(&*article.id)];
        let places: Vec<String> = places.into_iter().flatten().map(fold).collect();
        let applies =
            |pin: &&Pin| pin.only.as_ref().is_none_or(|only| places.iter().any(|p| p.contains(only)));
        pins.iter().find(applies).map(|pin| &*pin.identity)
    }
}
