//! What was learned beside the word taggers as one file: a header in plain text, the
//! transitions and the ranker.
//!
//! ```text
//! sayso model
//! format 5
//! evidence 1
//! rules 3
//!
//! ```
//!
//! follows, in little-endian binary, the transitions of each convention (36 `f32`), and the
//! ranker's set of weights beside each word tagger, in the order of [`TaggerSize`]: the number
//! of its weights (`u32`), then a feature's key (`u32`) and its weight (`f32`) each. `head -4 my.model` tells what a model was made for.

use crate::convention::Convention;
use crate::learned::ranker::{Ranker, Weights};
use crate::learned::transitions::Transitions;

/// The first line of a model file.
const MAGIC: &str = "sayso model\n";

/// The versions that a model must agree with, by name, in the order of the header.
///
/// - `format`: how the file is laid out.
/// - `evidence`: what the ranker is told. It changes when a template in `evidence.rs`
///   does, or the order of the word classes; a test notices.
/// - `rules`: which rules and origins there are (`origin.rs`), since the ranker knows
///   them by number.
const VERSIONS: [(&str, u32); 3] = [("format", 5), ("evidence", 1), ("rules", 3)];

/// What was learned from gold annotations, beside a word tagger; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// By [`Convention`](crate::Convention).
    pub(crate) transitions: [Transitions; Convention::ALL.len()],
    pub(crate) ranker: Ranker,
}

/// Why a file is no model that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError(String);

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// The model that comes with the program; `model/README.md` is its card.
    ///
    /// # Panics
    /// If the embedded file is damaged or of another version, which a test rules out.
    pub fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../../model/sayso.model")).expect("the embedded model is whole")
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// If the bytes are no model, one that was made for other versions of the format,
    /// the evidence or the rules, or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let cut_short = || ModelError("the model file is cut short".to_owned());
        let mut rest = bytes
            .strip_prefix(MAGIC.as_bytes())
            .ok_or_else(|| ModelError("this is not a sayso model, or one of an old version".to_owned()))?;
        for (name, version) in VERSIONS {
            let end = rest.iter().position(|&byte| byte == b'\n').ok_or_else(cut_short)?;
            let line = String::from_utf8_lossy(&rest[..end]);
            if line != format!("{name} {version}") {
                return Err(ModelError(format!(
                    "the model was made for “{line}”, this program has “{name} {version}”: \
                     train it anew with `sayso train`"
                )));
            }
            rest = &rest[end + 1..];
        }
        let mut rest = rest.strip_prefix(b"\n").ok_or_else(cut_short)?;
        let (mut transitions, mut ranker): ([Transitions; Convention::ALL.len()], Ranker) =
            Default::default();
        for number in transitions.iter_mut().flat_map(|own| own.0.as_flattened_mut()) {
            let (bytes, after) = rest.split_first_chunk().ok_or_else(cut_short)?;
            (*number, rest) = (f32::from_le_bytes(*bytes), after);
        }
        for own in &mut ranker.0 {
            (*own, rest) = weights(rest).ok_or_else(cut_short)?;
        }
        if !rest.is_empty() {
            return Err(ModelError("the model file has bytes after its end".to_owned()));
        }
        Ok(Self { transitions, ranker })
    }

    /// The model's file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.as_bytes().to_vec();
        for (name, version) in VERSIONS {
            bytes.extend(format!("{name} {version}\n").bytes());
        }
        bytes.push(b'\n');
        let transitions = self.transitions.iter().flat_map(|own| own.0.as_flattened());
        bytes.extend(transitions.flat_map(|number| number.to_le_bytes()));
        for weights in &self.ranker.0 {
            let rows = weights.rows();
            bytes.extend((rows.len() as u32).to_le_bytes());
            for (key, weight) in rows {
                bytes.extend(key.to_le_bytes());
                bytes.extend(weight.to_le_bytes());
            }
        }
        bytes
    }
}

/// The bytes of one weight of the ranker: its key and its value.
const ROW: usize = 8;

/// A number at the start of some bytes, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    bytes.split_first_chunk::<4>().map(|(number, rest)| (u32::from_le_bytes(*number) as usize, rest))
}

/// A set of weights at the start of some bytes, and what follows it.
fn weights(bytes: &[u8]) -> Option<(Weights, &[u8])> {
    let (count, rest) = number(bytes)?;
    let (rows, rest) = rest.split_at_checked(count.checked_mul(ROW)?)?;
    let (rows, _) = rows.as_chunks::<ROW>();
    let rows = rows.iter().map(|&[k0, k1, k2, k3, w0, w1, w2, w3]| {
        (u32::from_le_bytes([k0, k1, k2, k3]), f32::from_le_bytes([w0, w1, w2, w3]))
    });
    Some((Weights::new(rows), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], why: &str) {
        let error = Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn the_embedded_model_reads_and_writes_itself() {
        let bytes = include_bytes!("../../model/sayso.model");
        assert!(Model::embedded().to_bytes() == bytes, "writing the model changes it");
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = Model::embedded().to_bytes();
        refused(b"", "not a sayso model");
        refused(b"PK\x03\x04 something else", "not a sayso model");
        refused(&bytes[..bytes.len() / 2], "cut short");
        refused(&bytes[..MAGIC.len() + 3], "cut short");
        for (name, version) in VERSIONS {
            let (ours, theirs) = (format!("{name} {version}\n"), format!("{name} 9\n"));
            let at = bytes.windows(ours.len()).position(|window| window == ours.as_bytes()).unwrap();
            let mut other = bytes.clone();
            other[at..at + ours.len()].copy_from_slice(theirs.as_bytes());
            refused(&other, &format!("“{name} 9”"));
        }
    }
}
