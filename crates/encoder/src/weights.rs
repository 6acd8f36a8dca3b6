//! The file of the weights: safetensors, written by `training/export.py`.
//!
//! Matrices are signed bytes with a scale for each row (`NAME.weight`,
//! `NAME.scale`); small tensors have 32-bit numbers.

use crate::dimensions::{HEAD_WIDTH, LANES, Size};
use safetensors::{Dtype, SafeTensors};
use std::borrow::Cow;

/// Why some bytes cannot be used as weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsError(String);

impl std::fmt::Display for WeightsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WeightsError {}

/// A file that comes with the program. The large one is in parts since the package registry
/// takes no package of more than 10 MB; joining them takes some milliseconds.
pub(crate) fn embedded(size: Size) -> Cow<'static, [u8]> {
    match size {
        Size::Small => Cow::Borrowed(include_bytes!("../model/small.safetensors")),
        Size::Large => Cow::Owned([weights_1::PART, weights_2::PART, weights_3::PART].concat()),
    }
}

/// Whether rows of this width can be divided into heads of attention, and both halves of a
/// recurrence into blocks of [`LANES`].
///
/// # Errors
/// If they cannot.
pub(crate) fn check_width(width: usize) -> Result<(), WeightsError> {
    const { assert!(HEAD_WIDTH == 2 * LANES) };
    if width > 0 && width.is_multiple_of(HEAD_WIDTH) {
        return Ok(());
    }
    Err(WeightsError(format!("a width of {width} is no multiple of {HEAD_WIDTH}")))
}

/// A file of weights, whose tensors are read by name.
pub(crate) struct Weights<'b>(SafeTensors<'b>);

impl<'b> Weights<'b> {
    pub(crate) fn read(bytes: &'b [u8]) -> Result<Self, WeightsError> {
        SafeTensors::deserialize(bytes)
            .map(Self)
            .map_err(|error| WeightsError(format!("these are no weights in safetensors: {error}")))
    }

    /// Whether there is such a tensor.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.tensor(name).is_ok()
    }

    /// The rows and columns of a matrix.
    ///
    /// # Errors
    /// If there is no such matrix.
    pub(crate) fn shape(&self, name: &str) -> Result<[usize; 2], WeightsError> {
        let shape = self.0.tensor(name).ok().and_then(|tensor| tensor.shape().try_into().ok());
        shape.ok_or_else(|| WeightsError(format!("the weights lack a matrix {name}")))
    }

    /// A matrix of bytes, row by row.
    ///
    /// # Errors
    /// If it is missing or has another type or shape.
    pub(crate) fn bytes(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<i8>, WeightsError> {
        let data = self.tensor(name, Dtype::I8, &[rows, columns])?;
        Ok(data.iter().map(|&byte| byte as i8).collect())
    }

    /// 32-bit numbers of a shape, row by row.
    ///
    /// # Errors
    /// If they are missing or have another type or shape.
    pub(crate) fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let data = self.tensor(name, Dtype::F32, shape)?;
        let (numbers, _) = data.as_chunks::<4>();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn tensor(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&'b [u8], WeightsError> {
        let tensor =
            self.0.tensor(name).map_err(|error| WeightsError(format!("the weights lack {name}: {error}")))?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            return Err(WeightsError(format!(
                "{name} is {:?} of the shape {:?} instead of {dtype:?} of {shape:?}",
                tensor.dtype(),
                tensor.shape()
            )));
        }
        Ok(tensor.data())
    }
}
