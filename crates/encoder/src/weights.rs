//! The file of the weights: safetensors, written by `training/export.py`.
//!
//! Matrices are bytes with a scale a row (`NAME.weight`, `NAME.scale`); what is
//! small is 32-bit.

use safetensors::{Dtype, SafeTensors};

/// Why bytes are no weights that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsError(String);

impl std::fmt::Display for WeightsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WeightsError {}

/// A file of weights, whose tensors are asked for by name.
pub(crate) struct Weights<'b>(SafeTensors<'b>);

impl<'b> Weights<'b> {
    pub(crate) fn read(bytes: &'b [u8]) -> Result<Self, WeightsError> {
        SafeTensors::deserialize(bytes)
            .map(Self)
            .map_err(|error| WeightsError(format!("these are no weights in safetensors: {error}")))
    }

    /// A matrix of bytes, row by row.
    pub(crate) fn bytes(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<i8>, WeightsError> {
        let data = self.tensor(name, Dtype::I8, &[rows, columns])?;
        Ok(data.iter().map(|&byte| byte as i8).collect())
    }

    /// Numbers of that shape, the last dimension first.
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
