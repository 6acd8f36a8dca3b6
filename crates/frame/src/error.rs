//! Why a table cannot be extracted from.

use arrow_schema::ArrowError;
use sayso::ThreadsError;
use sayso::corpus::ColumnError;

/// Why a table cannot be extracted from. What is wrong with a single row is not an
/// error: the row is skipped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The columns do not fit; the message names them.
    #[error(transparent)]
    Columns(#[from] ColumnError),
    /// A column is of a type that holds no texts.
    #[error("the column “{column}” cannot be read as text: {cause}")]
    Type {
        /// Its name.
        column: String,
        /// What Arrow says.
        cause: ArrowError,
    },
    /// Whoever provides the table failed.
    #[error("the table cannot be read after row {row}: {cause}")]
    Input {
        /// How many rows came before.
        row: u64,
        /// What Arrow says.
        cause: ArrowError,
    },
    /// The result does not fit into a table.
    #[error("the result cannot be made: {0}")]
    Output(ArrowError),
    /// The threads could not be started.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
    /// It was [stopped](crate::Progress::stop).
    #[error("stopped")]
    Stopped,
}
