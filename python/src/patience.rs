//! Waiting for Rust without holding up Python: other threads run, Ctrl-C works, and
//! somebody is told how far it has come.

use frame::Progress;
use pyo3::prelude::*;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often Python gets to look: often enough to feel at once.
const LOOK: Duration = Duration::from_millis(100);

/// Work on no more bytes than this is done sooner than Python would look, whatever the
/// model, and a thread of its own would cost as much as a short text.
const SOON: usize = 4 << 10;

/// Does `work`, which is about so many `bytes` of articles if that is known, while Python
/// goes on: on a thread of its own, unless it is done soon. `tell` is called now and
/// then, and at the end, with the number of rows that are done. If it raises an
/// exception, or a signal does, `progress` stops the work, and the exception is raised.
///
/// # Errors
/// The exception.
pub(crate) fn patiently<T: Send>(
    py: Python<'_>,
    progress: &Progress,
    tell: Option<&Bound<'_, PyAny>>,
    bytes: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    let tell = tell.map(|tell| tell.clone().unbind());
    let look = |py: Python<'_>| {
        py.check_signals()?;
        tell.as_ref().map_or(Ok(()), |tell| tell.call1(py, (progress.rows(),)).map(|_| ()))
    };
    if bytes.is_some_and(|bytes| bytes <= SOON) {
        let result = py.detach(work);
        return look(py).map(|()| result);
    }
    py.detach(|| {
        std::thread::scope(|scope| {
            let (ready, done) = channel::<()>();
            let working = scope.spawn(move || {
                // Dropped at the end, also by a panic: that is the message.
                let _ready = ready;
                work()
            });
            let mut looked = Ok(());
            while looked.is_ok() && done.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                looked = Python::attach(look);
            }
            if looked.is_err() {
                progress.stop();
            }
            let result = working.join().unwrap_or_else(|panic| resume_unwind(panic));
            looked.and_then(|()| Python::attach(look)).map(|()| result)
        })
    })
}
