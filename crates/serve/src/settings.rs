//! Where it listens, and its limits.

use crate::callers::ProxyHeader;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroUsize;
use std::time::Duration;

/// Where a server listens, whom it answers, and how much it takes.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on. Any but a loopback address demands a token.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// What callers must send as `Authorization: Bearer TOKEN`.
    pub token: Option<String>,
    /// How many threads work.
    pub jobs: NonZeroUsize,
    /// How many requests may wait for a thread; more are turned away with 503.
    pub queue: usize,
    /// How many requests of one caller, by its address, may be here at once, those that are
    /// worked on included; more are turned away with 429. `None` for any number.
    pub per_caller: Option<usize>,
    /// Proxies that say truthfully who asks. Without them, all that come through one proxy
    /// are one caller.
    pub proxies: Vec<IpNet>,
    /// Where these proxies say it.
    pub proxy_header: ProxyHeader,
    /// The longest body of a request, in bytes.
    pub largest: usize,
    /// How long each step of a request may take: to arrive, and to be answered.
    pub patience: Duration,
    /// Whether to read articles in any language.
    pub any_language: bool,
}

impl Settings {
    /// The port that it has by default.
    pub const PORT: u16 = 7118;

    /// Requests that may wait: at the speed of the default model and with articles of
    /// ordinary length, the last of them waits for less than a second.
    pub const QUEUE: usize = 256;

    /// 1 MiB, some two hundred articles. The default model reads that much in a second,
    /// the accurate one within [`PATIENCE`](Self::PATIENCE).
    pub const LARGEST: usize = 1 << 20;

    /// Fewest characters of a token, so that nobody guesses it.
    pub const SHORTEST_TOKEN: usize = 16;

    /// Half a minute.
    pub const PATIENCE: Duration = Duration::from_secs(30);
}

impl Default for Settings {
    /// For this machine alone, with a thread for each core.
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: Self::PORT,
            token: None,
            jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            queue: Self::QUEUE,
            per_caller: None,
            proxies: Vec::new(),
            proxy_header: ProxyHeader::default(),
            largest: Self::LARGEST,
            patience: Self::PATIENCE,
            any_language: false,
        }
    }
}
