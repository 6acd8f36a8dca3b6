//! Puts the parts together: threads that work, one that talks to callers, and a queue
//! between them.

use crate::body::Memory;
use crate::callers::{Callers, Proxies};
use crate::connections;
use crate::error::Error;
use crate::metrics::Metrics;
use crate::queue::{queue, work};
use crate::routes::{Access, Service, router};
use crate::settings::Settings;
use guard::Hosts;
use sayso::Pipeline;
use sayso::corpus::Options;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use verify::Verifier;

/// A server that is already listening, and serves once it is run. The pipeline is shared
/// by its threads.
pub struct Server<'p> {
    pipeline: &'p Pipeline,
    verifier: Verifier,
    settings: Settings,
    listener: TcpListener,
    address: SocketAddr,
    access: Access,
}

impl<'p> Server<'p> {
    /// Listens where the settings say.
    ///
    /// # Errors
    /// If it cannot listen there, or others could reach it and it has no token, or one
    /// that can be guessed.
    pub fn bind(pipeline: &'p Pipeline, verifier: Verifier, settings: Settings) -> Result<Self, Error> {
        let wanted = SocketAddr::from((settings.host, settings.port));
        if settings.token.is_none() && !settings.host.is_loopback() {
            return Err(Error::NoToken(wanted));
        }
        if let Some(token) = &settings.token
            && (token.len() < Settings::SHORTEST_TOKEN || !token.bytes().all(|byte| byte.is_ascii_graphic()))
        {
            return Err(Error::WeakToken);
        }
        let failed = |cause| Error::Listen(wanted, cause);
        let listener = TcpListener::bind(wanted).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let access = match &settings.token {
            Some(token) => Access::Token(token.clone()),
            None => Access::Local(Hosts::of(address)),
        };
        Ok(Self { pipeline, verifier, settings, listener, address, access })
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until `stop` is set; then takes no more requests, answers those that it
    /// has, within the patience of the settings, and returns.
    ///
    /// # Errors
    /// If the system refuses threads or sockets.
    pub fn run(self, stop: &AtomicBool) -> Result<(), Error> {
        let Self { pipeline, verifier, settings, listener, access, .. } = self;
        let metrics = Arc::new(Metrics::default());
        let (queue, jobs) = queue(settings.queue);
        let reading =
            Options { largest: settings.largest, any_language: settings.any_language, ..Options::default() };
        let service = Service {
            access,
            callers: settings.per_caller.map(Callers::new),
            proxies: Proxies { trusted: settings.proxies, header: settings.proxy_header },
            memory: Memory::new(settings.largest),
            metrics: Arc::clone(&metrics),
            patience: settings.patience,
            queue,
            reading,
        };
        let (jobs, verifier, counters) = (&jobs, &verifier, &*Arc::clone(&metrics));
        // The queue ends with the service, which is dropped in here, and its end is that of
        // the threads.
        std::thread::scope(move |scope| {
            for number in 0..settings.jobs.get() {
                let thread = std::thread::Builder::new().name(format!("worker {number}"));
                thread
                    .spawn_scoped(scope, || work(pipeline, verifier, jobs, counters))
                    .map_err(Error::Start)?;
            }
            // One thread is enough to talk to callers: it only moves bytes.
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
            let served = connections::serve(listener, router(service), metrics, settings.patience, stop);
            runtime.block_on(served).map_err(Error::Start)
        })
    }
}
