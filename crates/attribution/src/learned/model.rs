//! The learned part as one file: the tagger and the judge.

use crate::learned::crf::Tagger;
use crate::learned::ranker::Judge;

/// The first bytes of a model file. The last one is the version of the format
/// and of the features; a model of another version would misread every word.
const MAGIC: &[u8; 8] = b"sayso\0\0\x01";

/// What was learned from gold annotations.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) tagger: Tagger,
    pub(crate) judge: Judge,
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
        Self::from_bytes(include_bytes!("../../model/polnear.model")).expect("the embedded model is whole")
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// If the bytes are no model, one of another version, or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let error = |why: &str| ModelError(why.to_owned());
        let name = &MAGIC[..7];
        let rest = bytes.strip_prefix(name).ok_or_else(|| error("this is not a sayso model"))?;
        let (version, rest) = rest.split_first().ok_or_else(|| error("the model file is cut short"))?;
        if *version != MAGIC[7] {
            return Err(ModelError(format!(
                "the model has version {version}, this program reads version {}: train it anew with `sayso train`",
                MAGIC[7]
            )));
        }
        let (length, rest) =
            rest.split_first_chunk::<4>().ok_or_else(|| error("the model file is cut short"))?;
        let length = u32::from_le_bytes(*length) as usize;
        if rest.len() < length || !(rest.len() - length).is_multiple_of(8) {
            return Err(error("the model file is cut short"));
        }
        let (tagger, judge) = rest.split_at(length);
        let weights = judge.chunks_exact(8).map(|row| {
            (
                u32::from_le_bytes([row[0], row[1], row[2], row[3]]),
                f32::from_le_bytes([row[4], row[5], row[6], row[7]]),
            )
        });
        Ok(Self { tagger: Tagger::from_bytes(tagger).map_err(ModelError)?, judge: Judge::new(weights) })
    }

    /// The model's file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let tagger = self.tagger.to_bytes();
        bytes.extend((tagger.len() as u32).to_le_bytes());
        bytes.extend(tagger);
        for (key, weight) in self.judge.rows() {
            bytes.extend(key.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
        }
        bytes
    }
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
        let bytes = include_bytes!("../../model/polnear.model");
        assert!(Model::embedded().to_bytes() == bytes, "writing the model changes it");
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = Model::embedded().to_bytes();
        refused(b"", "not a sayso model");
        refused(b"PK\x03\x04 something else", "not a sayso model");
        refused(&bytes[..bytes.len() / 2], "cut short");
        refused(&bytes[..10], "cut short");
        let mut other = bytes;
        other[7] = 200;
        refused(&other, "version 200");
    }
}
