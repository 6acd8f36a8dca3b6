//! The threads.

use std::num::NonZeroUsize;

/// The threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start {jobs} threads: {cause}")]
pub struct ThreadsError {
    jobs: NonZeroUsize,
    cause: rayon::ThreadPoolBuildError,
}

/// A pool of `jobs` threads.
///
/// # Errors
/// If the system refuses so many.
pub(crate) fn pool(jobs: NonZeroUsize) -> Result<rayon::ThreadPool, ThreadsError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .thread_name(|number| format!("worker {number}"))
        .build()
        .map_err(|cause| ThreadsError { jobs, cause })
}
