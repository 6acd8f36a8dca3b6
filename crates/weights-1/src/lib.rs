//! Part 1 of 3 of the weights that `encoder` embeds: the package registry takes no
//! package of more than 10 MB. The parts are joined in `encoder/src/weights.rs`; the
//! card is in `encoder/model/README.md`.

/// The bytes of this part.
pub const PART: &[u8] = include_bytes!("../tagger.safetensors");
