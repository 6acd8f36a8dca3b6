//! Work on many threads with results in the order of the input, whatever the
//! number of threads. Knows nothing of articles; `run` says what the work is.

mod batches;
mod in_order;
mod pool;

pub(crate) use batches::Batches;
pub(crate) use in_order::in_order;
pub use pool::ThreadsError;
pub(crate) use pool::pool;
