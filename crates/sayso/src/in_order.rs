//! Work in parallel, results in the order of the input.
//!
//! A reading thread draws items, a pool of threads works on them, and the
//! caller's thread takes the results in the order in which the items came. The
//! number of items between drawing and taking is bounded, so memory stays flat
//! however many there are, even while one slow item holds up all behind it.

use rayon::iter::{ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{channel, sync_channel};

/// How many items may be under way for each thread: enough that no thread
/// waits while the results of a slow item are awaited.
const AHEAD: usize = 4;

/// Hands `take` what `work` makes of each of `items`, in their order, working
/// on `pool`. Every thread has its own state from `worker`.
///
/// Stops at the first error of `take` and returns it. A panic in `work` goes
/// through to the caller.
pub(crate) fn in_order<T, W, R, E>(
    pool: &rayon::ThreadPool,
    items: impl Iterator<Item = T> + Send,
    worker: impl Fn() -> W + Sync + Send,
    work: impl Fn(&mut W, T) -> R + Sync + Send,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    let (to_work, to_do) = channel::<(usize, T)>();
    let (hand_in, done) = channel();
    // One token for every item under way. The reader puts it in and waits
    // where there are too many; it is taken out when the result is.
    let (enter, leave) = sync_channel::<()>(pool.current_num_threads() * AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for numbered in items.enumerate() {
                if enter.send(()).is_err() || to_work.send(numbered).is_err() {
                    break;
                }
            }
        });
        scope.spawn(|| {
            pool.install(|| {
                to_do.into_iter().par_bridge().for_each_init(
                    || (worker(), hand_in.clone()),
                    |(worker, hand_in), (number, item)| {
                        let result = catch_unwind(AssertUnwindSafe(|| work(worker, item)));
                        // Nobody listens any more once `take` has failed.
                        let _ = hand_in.send((number, result));
                    },
                );
            });
            drop(hand_in);
        });
        // Moved in here, so that it is gone before the scope waits for the
        // reader: without it the reader stops.
        let leave = leave;
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, result) in done {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                take(result.unwrap_or_else(|panic| resume_unwind(panic)))?;
                let _ = leave.recv();
                next += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn order_is_kept_and_the_number_under_way_bounded() {
        for threads in [1, 2, 5] {
            let drawn = AtomicUsize::new(0);
            let (mut taken, mut most) = (Vec::new(), 0);
            let items = (0..500usize).inspect(|_| {
                drawn.fetch_add(1, Ordering::SeqCst);
            });
            let work = |_: &mut (), n: usize| {
                if n.is_multiple_of(97) {
                    std::thread::sleep(Duration::from_millis(3));
                }
                n * n
            };
            in_order(
                &pool(threads),
                items,
                || (),
                work,
                |square| {
                    most = most.max(drawn.load(Ordering::SeqCst) - taken.len());
                    taken.push(square);
                    Ok::<_, ()>(())
                },
            )
            .unwrap();
            assert_eq!(taken, (0..500).map(|n| n * n).collect::<Vec<_>>());
            // One more may have been drawn and wait for its token.
            assert!(most <= threads * AHEAD + 2, "{most} under way with {threads} threads");
        }
    }

    #[test]
    fn an_error_stops_an_endless_input() {
        let result = in_order(&pool(2), 0u64.., || (), |(), n| n, |n| if n == 100 { Err(n) } else { Ok(()) });
        assert_eq!(result, Err(100));
    }

    #[test]
    #[should_panic(expected = "at 70")]
    fn a_panic_comes_through_instead_of_hanging() {
        let _ = in_order(&pool(2), 0u64.., || (), |(), n| assert!(n != 70, "at {n}"), Ok::<_, ()>);
    }
}
