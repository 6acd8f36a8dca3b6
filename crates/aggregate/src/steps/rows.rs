//! What steps take and make.

use std::fmt::Debug;
use std::io;

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Bytes, or a text in UTF-8.
    Bytes(&'a [u8]),
    /// A number. Those that have no sign keep their bits.
    Number(i64),
    /// Several numbers.
    Numbers(&'a [i64]),
    /// Nothing.
    Null,
}

/// The name of a column and what its cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// [`Cell::Bytes`].
    Bytes(&'static str),
    /// [`Cell::Number`].
    Number(&'static str),
    /// [`Cell::Numbers`].
    Numbers(&'static str),
}

/// Takes the rows that a step makes.
pub type Rows<'r> = &'r mut dyn FnMut(&[Cell<'_>]) -> io::Result<()>;

/// A step: rows in, rows out.
pub trait Step: Debug + Send {
    /// The columns of the rows that it makes.
    fn columns(&self) -> &'static [Column];

    /// Takes a row.
    ///
    /// # Errors
    /// If it is none that this step takes, or if something cannot be put on disk.
    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()>;

    /// Takes it that there are no more rows.
    ///
    /// # Errors
    /// As with [`push`](Self::push).
    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let _ = rows;
        Ok(())
    }
}

impl<'a> Cell<'a> {
    /// The bytes.
    pub(super) fn bytes(self) -> io::Result<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            other => Err(unexpected(other)),
        }
    }

    /// The number.
    pub(super) fn number(self) -> io::Result<i64> {
        match self {
            Self::Number(number) => Ok(number),
            other => Err(unexpected(other)),
        }
    }
}

fn unexpected(cell: Cell<'_>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("the step cannot use the cell {cell:?}"))
}

/// The cells of a row, of which there must be as many.
pub(super) fn cells<'c, const N: usize>(row: &[Cell<'c>]) -> io::Result<[Cell<'c>; N]> {
    row.try_into().map_err(|_| {
        let problem = format!("the step takes rows of {N} cells, not {}", row.len());
        io::Error::new(io::ErrorKind::InvalidInput, problem)
    })
}
