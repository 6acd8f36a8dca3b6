//! Why the server does not start.

use crate::settings::Settings;
use std::io;
use std::net::SocketAddr;

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is taken, or none of this machine.
    #[error("cannot listen on {0}: {1}; another port may be free")]
    Listen(SocketAddr, io::Error),
    /// Others could reach it, and it has no token.
    #[error(
        "{0} can be reached by others, so it needs a token that callers must send \
         (`openssl rand -hex 16` makes one)"
    )]
    NoToken(SocketAddr),
    /// The token could be guessed.
    #[error(
        "the token must have at least {} visible ASCII characters (`openssl rand -hex 16` makes one)",
        Settings::SHORTEST_TOKEN
    )]
    WeakToken,
    /// The system refuses threads or sockets.
    #[error("cannot start the server: {0}")]
    Start(io::Error),
}
