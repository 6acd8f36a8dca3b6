//! The steps of aggregation over Arrow tables, for Spark.

use crate::stream::{capsule, reader};
use aggregate::Observer;
use aggregate::steps::{self, Cell, Column};
use arrow_array::builder::{BinaryBuilder, Int64Builder, ListBuilder};
use arrow_array::{Array, ArrayRef, BinaryArray, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use sayso::Lexicon;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A batch of the output is closed when it has this many bytes, far below the 2 GiB that
/// its offsets can count. A single row may be as long as the line of one speaker.
const BYTES_IN_BATCH: usize = 64 << 20;

/// What takes notes, built once for all tasks of a process.
static OBSERVER: LazyLock<Observer> = LazyLock::new(|| Observer::new(&Lexicon::embedded()));

/// A step of aggregation.
#[pyclass(frozen, module = "sayso._core")]
pub(crate) struct Step {
    step: Mutex<Box<dyn steps::Step>>,
    schema: SchemaRef,
}

#[pymethods]
impl Step {
    /// `folder` takes temporary files.
    #[new]
    fn new(name: &str, folder: PathBuf) -> PyResult<Self> {
        let step = steps::step(name, &OBSERVER, &folder)
            .ok_or_else(|| PyValueError::new_err(format!("there is no step “{name}”")))?;
        let fields = step.columns().iter().map(|&column| match column {
            Column::Bytes(name) => Field::new(name, DataType::Binary, true),
            Column::Number(name) => Field::new(name, DataType::Int64, true),
            Column::Numbers(name) => {
                Field::new_list(name, Field::new_list_field(DataType::Int64, true), true)
            }
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        Ok(Self { step: Mutex::new(step), schema })
    }

    /// What the rows of a table make.
    fn push(&self, py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Rows> {
        let batches = reader(table)?;
        self.rows(py, move |step, rows| {
            for batch in batches {
                let batch = batch.map_err(io::Error::other)?;
                let columns: Vec<Cells> =
                    batch.columns().iter().map(Cells::new).collect::<io::Result<_>>()?;
                let mut row = Vec::with_capacity(columns.len());
                for number in 0..batch.num_rows() {
                    row.clear();
                    row.extend(columns.iter().map(|column| column.at(number)));
                    step.push(&row, rows)?;
                }
            }
            Ok(())
        })
    }

    /// What the end of the rows makes.
    fn finish(&self, py: Python<'_>) -> PyResult<Rows> {
        self.rows(py, |step, rows| step.finish(rows))
    }
}

impl Step {
    fn rows(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut dyn steps::Step, steps::Rows<'_>) -> io::Result<()> + Send,
    ) -> PyResult<Rows> {
        let work = || {
            let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
            let mut output = Output::new(&self.schema);
            work(&mut **step, &mut |row| output.push(row))?;
            output.finish()
        };
        let batches = py.detach(work).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput => PyTypeError::new_err(error.to_string()),
            io::ErrorKind::InvalidData => PyValueError::new_err(error.to_string()),
            _ => PyRuntimeError::new_err(error.to_string()),
        })?;
        Ok(Rows { schema: Arc::clone(&self.schema), batches })
    }
}

/// The cells of a column.
enum Cells<'a> {
    Bytes(&'a BinaryArray),
    Texts(&'a StringArray),
    Numbers(&'a Int64Array),
}

impl<'a> Cells<'a> {
    fn new(column: &'a ArrayRef) -> io::Result<Self> {
        let column = column.as_any();
        let bytes = column.downcast_ref().map(Self::Bytes);
        let texts = || column.downcast_ref().map(Self::Texts);
        let numbers = || column.downcast_ref().map(Self::Numbers);
        let problem = "a column is neither binary nor a text nor a number of 64 bits";
        bytes
            .or_else(texts)
            .or_else(numbers)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, problem))
    }

    fn at(&self, row: usize) -> Cell<'a> {
        match self {
            Self::Bytes(column) if column.is_valid(row) => Cell::Bytes(column.value(row)),
            Self::Texts(column) if column.is_valid(row) => Cell::Bytes(column.value(row).as_bytes()),
            Self::Numbers(column) if column.is_valid(row) => Cell::Number(column.value(row)),
            _ => Cell::Null,
        }
    }
}

/// Rows that become batches.
struct Output {
    schema: SchemaRef,
    columns: Vec<Builder>,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

enum Builder {
    Bytes(BinaryBuilder),
    Number(Int64Builder),
    Numbers(ListBuilder<Int64Builder>),
}

impl Output {
    fn new(schema: &SchemaRef) -> Self {
        let builder = |field: &Arc<Field>| match field.data_type() {
            DataType::Binary => Builder::Bytes(BinaryBuilder::new()),
            DataType::Int64 => Builder::Number(Int64Builder::new()),
            _ => Builder::Numbers(ListBuilder::new(Int64Builder::new())),
        };
        let columns = schema.fields().iter().map(builder).collect();
        Self { schema: Arc::clone(schema), columns, bytes: 0, batches: Vec::new() }
    }

    fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        for (cell, column) in row.iter().zip(&mut self.columns) {
            self.bytes += size_of::<i64>();
            match (column, *cell) {
                (Builder::Bytes(column), Cell::Bytes(bytes)) => {
                    self.bytes += bytes.len();
                    column.append_value(bytes);
                }
                (Builder::Number(column), Cell::Number(number)) => column.append_value(number),
                (Builder::Numbers(column), Cell::Numbers(numbers)) => {
                    self.bytes += size_of_val(numbers);
                    column.values().append_slice(numbers);
                    column.append(true);
                }
                (Builder::Bytes(column), _) => column.append_null(),
                (Builder::Number(column), _) => column.append_null(),
                (Builder::Numbers(column), _) => column.append_null(),
            }
        }
        if self.bytes >= BYTES_IN_BATCH { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> io::Result<()> {
        self.bytes = 0;
        let columns = self.columns.iter_mut().map(|column| -> ArrayRef {
            match column {
                Builder::Bytes(column) => Arc::new(column.finish()),
                Builder::Number(column) => Arc::new(column.finish()),
                Builder::Numbers(column) => Arc::new(column.finish()),
            }
        });
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns.collect());
        self.batches.push(batch.map_err(io::Error::other)?);
        Ok(())
    }

    fn finish(mut self) -> io::Result<Vec<RecordBatch>> {
        if self.bytes > 0 {
            self.close()?;
        }
        Ok(self.batches)
    }
}

/// The rows that a step makes, as an Arrow table.
#[pyclass(frozen, module = "sayso._core")]
pub(crate) struct Rows {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Rows {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // By the interface, whoever asks for another schema must take what it gets.
        let _ = requested_schema;
        capsule(py, &self.batches, Arc::clone(&self.schema))
    }
}
