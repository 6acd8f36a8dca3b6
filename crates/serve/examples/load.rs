//! Asks a running `sayso serve` as many callers would, and tells how long they waited.
//!
//! ```sh
//! sayso serve &
//! cargo run --release -p sayso-serve --example load -- article.txt 300 200
//! ```
//!
//! sends the article for 300 seconds over 64 connections, 200 times a second in all, each
//! caller at even distances; without the last number each sends again as soon as it is
//! answered. A wait begins when the request was due, so that one who was late because the
//! answer before was late counts in full.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

/// Callers, each with a connection of its own.
const CALLERS: u32 = 64;

const ADDRESS: &str = "http://127.0.0.1:7118";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, seconds, rate @ ..] = &arguments[..] else {
        println!("usage: load ARTICLE SECONDS [REQUESTS_PER_SECOND]");
        return;
    };
    let article = std::fs::read_to_string(file).expect("the article can be read");
    let seconds = Duration::from_secs(seconds.parse().expect("seconds are a number"));
    let rate: Option<f64> = rate.first().map(|rate| rate.parse().expect("the rate is a number"));
    let start = Instant::now();
    let ((mut waits, mut errors), memory) = std::thread::scope(|scope| {
        let article = &article;
        let callers: Vec<_> = (0..CALLERS)
            .map(|number| {
                let every = rate.map(|rate| Duration::from_secs_f64(f64::from(CALLERS) / rate));
                let offset = every.unwrap_or_default() * number / CALLERS;
                scope.spawn(move || call(article, start + offset, every, start + seconds))
            })
            .collect();
        let memory = scope.spawn(move || memory(start + seconds));
        let all = callers.into_iter().map(|caller| caller.join().unwrap());
        let sum = all.fold((Vec::new(), Vec::new()), |mut sum, (waits, errors)| {
            sum.0.extend(waits);
            sum.1.extend(errors);
            sum
        });
        (sum, memory.join().unwrap())
    });
    waits.sort_unstable();
    let share = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("{} bytes, {} answers, {} errors", article.len(), waits.len(), errors.len());
    println!("{:.0} answers a second", waits.len() as f64 / start.elapsed().as_secs_f64());
    println!("p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms", share(0.5), share(0.99), share(1.0));
    let mib: Vec<u64> = memory.iter().map(|bytes| bytes >> 20).collect();
    let (half, end) = (mib.get(mib.len() / 2), mib.last());
    println!(
        "memory in MiB: first {:?}, half-way {half:?}, last {end:?}, most {:?}",
        mib.first(),
        mib.iter().max()
    );
    errors.sort();
    errors.dedup();
    println!("{errors:#?}");
}

/// Calls until the end: how long each answer took, and what went wrong.
fn call(
    article: &str,
    start: Instant,
    every: Option<Duration>,
    end: Instant,
) -> (Vec<Duration>, Vec<String>) {
    let agent = ureq::agent();
    let (mut waits, mut errors) = (Vec::new(), Vec::new());
    let mut due = start;
    while due < end {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let request = agent.post(format!("{ADDRESS}/extract")).header("Content-Type", "text/plain");
        match request.send(article).and_then(|mut answer| answer.body_mut().read_to_vec()) {
            Ok(_) => waits.push(due.elapsed()),
            Err(error) => errors.push(error.to_string()),
        }
        due = every.map_or_else(Instant::now, |every| due + every);
    }
    (waits, errors)
}

/// The server's memory in bytes, each second.
fn memory(end: Instant) -> Vec<u64> {
    let mut memory = Vec::new();
    while Instant::now() < end {
        let metrics =
            ureq::get(format!("{ADDRESS}/metrics")).call().unwrap().body_mut().read_to_string().unwrap();
        let line = metrics.lines().find_map(|line| line.strip_prefix("process_resident_memory_bytes "));
        memory.extend(line.and_then(|bytes| bytes.parse::<u64>().ok()));
        std::thread::sleep(Duration::from_secs(1));
    }
    memory
}
