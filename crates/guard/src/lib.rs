//! What keeps other pages and other people away from a server on somebody's machine:
//! the rules that `review` and `serve` share.
//!
//! [`Hosts`] knows by which names a server on the loopback interface may be called, and
//! refuses what some other page makes the browser ask; [`protect`] tells the browser what
//! the server's own page may do; [`same`] compares secrets.
//!
//! ```
//! use guard::Hosts;
//! use axum::http::{HeaderMap, header};
//!
//! let hosts = Hosts::of(([127, 0, 0, 1], 7117).into());
//! let mut headers = HeaderMap::new();
//! headers.insert(header::HOST, "localhost:7117".parse().unwrap());
//! assert_eq!(hosts.refusal(&headers, false), None);
//! headers.insert(header::ORIGIN, "http://elsewhere.example".parse().unwrap());
//! assert_eq!(hosts.refusal(&headers, false), Some("the request comes from another page"));
//! ```

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::net::SocketAddr;

/// What a page may do: run its own scripts, ask its own server, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The names by which a server on the loopback interface may be called: its address, and
/// `localhost`, each with its port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts([String; 2]);

impl Hosts {
    /// For a server that listens here.
    pub fn of(address: SocketAddr) -> Self {
        Self([address.to_string(), format!("localhost:{}", address.port())])
    }

    /// Its address with its port.
    pub fn address(&self) -> &str {
        &self.0[0]
    }

    /// Why a request with these headers is refused: somebody else's page may be behind it.
    /// A link to a page may come from anywhere (`linked`); all else is for the server's
    /// own page, and for programs, to ask.
    pub fn refusal(&self, headers: &HeaderMap, linked: bool) -> Option<&'static str> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let own = |host: &str| self.0.iter().any(|known| known == host);
        // Any other name for this machine may belong to somebody who makes browsers ask
        // here (DNS rebinding).
        if !text("host").is_some_and(own) {
            return Some("this server answers to its own address and to localhost only");
        }
        if text("origin").is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(own)) {
            return Some("the request comes from another page");
        }
        let from = text("sec-fetch-site").unwrap_or("none");
        if !linked && from != "same-origin" && from != "none" {
            return Some("the request comes from another page");
        }
        None
    }
}

/// Tells the browser that a page may run and load nothing but the server's own files, and
/// that nobody else may frame, read or keep it.
pub fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Compares in a time that does not tell how much of `a` was right.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_the_same_is_the_same() {
        for (a, b, equal) in
            [("", "", true), ("abc", "abc", true), ("abc", "abd", false), ("abc", "ab", false)]
        {
            assert_eq!(same(a, b), equal, "{a} {b}");
        }
    }
}
