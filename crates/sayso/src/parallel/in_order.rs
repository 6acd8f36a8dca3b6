//! Work in parallel, results in the order of the input.
//!
//! A reading thread draws items, a pool of threads works on them, and the
//! caller's thread takes the results in the order in which the items were drawn.
//! The number of items drawn but not yet taken is bounded, so memory stays flat
//! however long the input is, even while one slow item holds up all later ones.

use rayon::iter::{ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{channel, sync_channel};

/// How many items may be in flight (drawn, but their results not yet taken) for
/// each thread. Chosen by hand: enough that the other threads rarely run dry
/// behind one slow item, few enough that memory stays small.
const IN_FLIGHT_PER_THREAD: usize = 4;

/// Applies `work` to each of `items` on the threads of `pool` and passes the
/// results to `take`, on the caller's thread and in the order of the items.
/// `worker` makes the state that a thread keeps from item to item.
///
/// # Errors
/// Stops at the first error of `take` and returns it.
///
/// # Panics
/// A panic in `work` is passed on to the caller.
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
    // One token for every item in flight: the reader puts it in, and waits while
    // the channel is full; it is taken out along with the result.
    let (enter, leave) = sync_channel::<()>(pool.current_num_threads() * IN_FLIGHT_PER_THREAD);
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
                        // Once `take` has failed, nobody receives any more.
                        let _ = hand_in.send((number, result));
                    },
                );
            });
            drop(hand_in);
        });
        // Moved in here, so that it is dropped before the scope waits for the
        // reader: that is what stops the reader.
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
    fn order_is_kept_and_the_number_in_flight_bounded() {
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
            // One more may have been drawn and be waiting for its token.
            assert!(most <= threads * IN_FLIGHT_PER_THREAD + 2, "{most} in flight with {threads} threads");
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
