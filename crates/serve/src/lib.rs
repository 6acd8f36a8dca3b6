//! A small HTTP service: articles go in, their quotes and claims come out as JSON.
//!
//! [`Server`] listens, and answers `POST /extract` with the records that
//! `sayso extract` would have written, and `POST /verify` with those of `sayso verify`;
//! [`Settings`] are its limits.
//!
//! ```
//! use sayso::{Lexicon, ModelChoice, Pipeline};
//! use serve::{Server, Settings};
//! use std::sync::atomic::{AtomicBool, Ordering};
//! use verify::Verifier;
//!
//! let lexicon = Lexicon::embedded();
//! let pipeline = Pipeline::new(&lexicon, ModelChoice::RulesOnly.load()?);
//! let verifier = Verifier::new(&lexicon);
//! let server = Server::bind(&pipeline, verifier, Settings { port: 0, ..Settings::default() })?;
//! let address = server.address();
//! let stop = AtomicBool::new(false);
//! std::thread::scope(|scope| {
//!     scope.spawn(|| server.run(&stop));
//!     let health = ureq::get(format!("{address}health")).call().unwrap().body_mut().read_to_string();
//!     stop.store(true, Ordering::Relaxed);
//!     assert!(health.unwrap().contains("\"status\":\"ok\""));
//! });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A request passes through `connections` (how many there may be, and for how long),
//! `routes` (who may ask what), `callers` (how much at once), `body` (how much of it) and
//! `queue`, where it waits for one of the threads that work; `extraction` or `comparison` makes its answer. Whatever goes wrong is a
//! `problem` that says what to do. `page/` is a page to try it, `openapi.json` its
//! description for programs.

mod body;
mod callers;
mod comparison;
mod connections;
mod error;
mod extraction;
mod metrics;
mod problem;
mod queue;
mod routes;
mod server;
mod settings;

pub use callers::ProxyHeader;
pub use error::Error;
pub use ipnet::IpNet;
pub use server::Server;
pub use settings::Settings;
