//! Takes connections and closes them: no more than there is room for, and none for ever.

use crate::callers::Peer;
use crate::metrics::Metrics;
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Most connections at once. Others wait until one is closed.
const MOST_CONNECTIONS: usize = 512;

/// How often it looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(50);

/// How long it waits when the system has no more sockets.
const NO_SOCKETS: Duration = Duration::from_millis(100);

/// How many times the patience a request may take in all: to arrive, to wait and be worked
/// on, to be sent, and one for what lies between.
const STEPS: u32 = 4;

/// Serves until `stop` is set, and then what has begun.
pub(crate) async fn serve(
    listener: std::net::TcpListener,
    router: Router,
    metrics: Arc<Metrics>,
    patience: Duration,
    stop: &AtomicBool,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut stopped = pin!(stopped(stop));
    loop {
        let taken = async {
            let seat = Arc::clone(&room).acquire_owned().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            taken = taken => taken,
            () = &mut stopped => break,
        };
        let Ok((stream, peer)) = accepted else {
            sleep(NO_SOCKETS).await;
            continue;
        };
        let (router, watcher, metrics) = (router.clone(), graceful.watcher(), Arc::clone(&metrics));
        tokio::spawn(async move {
            metrics.connections.fetch_add(1, Ordering::Relaxed);
            connection(stream, Peer(peer.ip()), router, watcher, patience).await;
            metrics.connections.fetch_sub(1, Ordering::Relaxed);
            drop(seat);
        });
    }
    drop(listener);
    let _ = timeout(patience, graceful.shutdown()).await;
    Ok(())
}

async fn stopped(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        sleep(LOOK).await;
    }
}

/// Serves the requests of one connection. What goes wrong with it is the caller's affair.
async fn connection(stream: TcpStream, peer: Peer, router: Router, watcher: Watcher, patience: Duration) {
    let _ = stream.set_nodelay(true);
    let begun = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&begun);
    let routes = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<_>| {
        request.extensions_mut().insert(peer);
        counted.fetch_add(1, Ordering::Relaxed);
        routes.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also how long a connection may be idle.
        .header_read_timeout(patience)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(watcher.watch(connection));
    loop {
        let before = begun.load(Ordering::Relaxed);
        tokio::select! {
            _ = &mut connection => return,
            // Since then it has neither ended nor begun another request: the caller does
            // not read its answer.
            () = sleep(patience * STEPS) => if begun.load(Ordering::Relaxed) == before { return },
        }
    }
}
