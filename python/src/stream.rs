//! Tables that cross the border between Python and Rust without being copied: the
//! [Arrow PyCapsule interface](https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html).

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};
use std::ffi::CStr;

/// What the interface calls such a capsule.
const STREAM: &CStr = c"arrow_array_stream";

/// Some batches of a schema as such a capsule.
pub(crate) fn capsule<'py>(
    py: Python<'py>,
    batches: &[RecordBatch],
    schema: SchemaRef,
) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<Result<RecordBatch, ArrowError>> = batches.iter().cloned().map(Ok).collect();
    let reader = RecordBatchIterator::new(batches, schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// The table that a Python object offers.
///
/// # Errors
/// If it offers none.
pub(crate) fn reader(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = table.call_method0("__arrow_c_stream__")?;
    let capsule = capsule
        .cast::<PyCapsule>()
        .map_err(|_| PyTypeError::new_err("__arrow_c_stream__ gave no capsule"))?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: by the interface, a capsule of this name holds a valid stream. It is moved
    // out, and what is left in the capsule is marked as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Quotes and claims as an Arrow table, which any library reads that knows the Arrow
/// PyCapsule interface, as in `polars.DataFrame(attributions)` or
/// `pyarrow.table(attributions)`.
#[pyclass(frozen, module = "sayso")]
pub(crate) struct Attributions(pub(crate) Vec<RecordBatch>);

#[pymethods]
impl Attributions {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // By the interface, whoever asks for another schema must take what it gets.
        let _ = requested_schema;
        capsule(py, &self.0, frame::schema())
    }

    fn __len__(&self) -> usize {
        self.0.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<sayso.Attributions: {} quotes and claims>", self.__len__())
    }
}
