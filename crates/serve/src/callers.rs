//! Who asks, and how many requests of one caller are taken at once.

use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use ipnet::IpNet;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

/// The address at the other end of a connection, as the request carries it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The header in which proxies name whoever asked them. A proxy sets one and passes the other
/// on as the caller wrote it, so only one may be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`: what most proxies set.
    #[default]
    XForwardedFor,
    /// `Forwarded` of RFC 7239.
    Forwarded,
}

/// The proxies that are believed when they say who asked them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    pub(crate) trusted: Vec<IpNet>,
    pub(crate) header: ProxyHeader,
}

impl Proxies {
    /// Who asks. From the server outwards, each trusted proxy is believed about the one
    /// before it; anybody else is the caller, whatever the rest of the header claims.
    pub(crate) fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut caller = peer.to_canonical();
        let named = match self.header {
            ProxyHeader::XForwardedFor => forwarded_for(headers),
            ProxyHeader::Forwarded => forwarded(headers),
        };
        for before in named.into_iter().rev() {
            if !self.trusted.iter().any(|net| net.contains(&caller)) {
                break;
            }
            // It may also be hidden on purpose (“unknown”, “_gateway”): then the proxy is all
            // that is known.
            let Some(before) = before else { break };
            caller = before;
        }
        caller
    }
}

/// The addresses of `X-Forwarded-For`, nearest last.
fn forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let name = HeaderName::from_static("x-forwarded-for");
    let lines = headers.get_all(name).into_iter().map(|line| line.to_str().unwrap_or("?"));
    lines.flat_map(|line| line.split(',')).map(address).collect()
}

/// The addresses after `for=` in `Forwarded`, nearest last.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(header::FORWARDED).into_iter().map(|line| line.to_str().unwrap_or("?"));
    let element = |element: &str| {
        let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
        let mut nodes = pairs.filter(|(name, _)| name.eq_ignore_ascii_case("for"));
        address(nodes.next()?.1.trim_matches('"'))
    };
    lines.flat_map(|line| line.split(',')).map(element).collect()
}

/// An address as proxies write it: alone, with a port, in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let alone = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = alone.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// The bits of an IPv6 address that tell networks apart: who has one address has all that
/// differ in the others.
const NETWORK: u128 = !0 << 64;

/// How many requests each caller has here.
#[derive(Clone, Debug)]
pub(crate) struct Callers {
    most: usize,
    here: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A request of a caller, counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    callers: Callers,
    caller: IpAddr,
}

impl Callers {
    /// So many requests of each may be here at once.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, here: Arc::default() }
    }

    /// Counts one more, unless there are too many.
    pub(crate) fn turn(&self, caller: IpAddr) -> Result<Turn, Problem> {
        let caller = match caller {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
            IpAddr::V4(_) => caller,
        };
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let count = here.entry(caller).or_default();
        if *count >= self.most {
            let detail =
                format!("{count} of your requests are here already; wait for an answer before you send more");
            return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, detail));
        }
        *count += 1;
        Ok(Turn { callers: self.clone(), caller })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut here = self.callers.here.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = here.get_mut(&self.caller) {
            *count -= 1;
            if *count == 0 {
                here.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Callers, Proxies, ProxyHeader};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use std::net::IpAddr;

    /// A header, its lines, and who asks if the connection is from 10.0.0.1.
    const BEHIND_PROXIES: [(&str, &[&str], &str); 18] = [
        ("x-forwarded-for", &[], "10.0.0.1"),
        ("x-forwarded-for", &["203.0.113.7"], "203.0.113.7"),
        ("x-forwarded-for", &["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
        ("x-forwarded-for", &["203.0.113.7, 10.0.0.2"], "203.0.113.7"),
        ("x-forwarded-for", &["198.51.100.1", "203.0.113.7 ,10.0.0.2"], "203.0.113.7"),
        ("x-forwarded-for", &["203.0.113.7:5123"], "203.0.113.7"),
        ("x-forwarded-for", &["[2001:db8::7]:5123"], "2001:db8::7"),
        ("x-forwarded-for", &["2001:db8::7"], "2001:db8::7"),
        ("x-forwarded-for", &["::ffff:203.0.113.7"], "203.0.113.7"),
        ("x-forwarded-for", &["203.0.113.7, unknown"], "10.0.0.1"),
        ("x-forwarded-for", &["203.0.113.7, "], "10.0.0.1"),
        ("x-forwarded-for", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("forwarded", &["for=203.0.113.7"], "203.0.113.7"),
        ("forwarded", &["for=198.51.100.1, For=\"203.0.113.7:80\";proto=https;by=10.0.0.1"], "203.0.113.7"),
        ("forwarded", &["proto=https; for=\"[2001:db8::7]:5123\""], "2001:db8::7"),
        ("forwarded", &["for=203.0.113.7, for=_gateway"], "10.0.0.1"),
        ("forwarded", &["by=203.0.113.7"], "10.0.0.1"),
        ("forwarded", &["\u{e9};;=,="], "10.0.0.1"),
    ];

    fn caller(peer: &str, proxies: &Proxies, name: &str, lines: &[&str]) -> IpAddr {
        let mut headers = HeaderMap::new();
        for line in lines {
            let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
            headers.append(HeaderName::try_from(name).unwrap(), value);
        }
        proxies.caller(peer.parse().unwrap(), &headers)
    }

    #[test]
    fn only_trusted_proxies_say_who_asks() {
        for (name, lines, wanted) in BEHIND_PROXIES {
            let (header, other) = match name {
                "forwarded" => (ProxyHeader::Forwarded, ProxyHeader::XForwardedFor),
                _ => (ProxyHeader::XForwardedFor, ProxyHeader::Forwarded),
            };
            let trusted = Proxies { trusted: vec!["10.0.0.0/8".parse().unwrap()], header };
            assert_eq!(caller("10.0.0.1", &trusted, name, lines).to_string(), wanted, "{lines:?}");
            // The header means nothing from a stranger, from a proxy that nobody trusts, or if
            // the proxies say it in the other one.
            assert_eq!(caller("192.0.2.9", &trusted, name, lines).to_string(), "192.0.2.9", "{lines:?}");
            let none = Proxies { trusted: Vec::new(), header };
            assert_eq!(caller("10.0.0.1", &none, name, lines).to_string(), "10.0.0.1", "{lines:?}");
            let otherwise = Proxies { header: other, ..trusted };
            assert_eq!(caller("10.0.0.1", &otherwise, name, lines).to_string(), "10.0.0.1", "{lines:?}");
        }
    }

    #[test]
    fn each_caller_has_turns_of_its_own() {
        let callers = Callers::new(2);
        let turn = |address: &str| callers.turn(address.parse().unwrap());
        let first = turn("203.0.113.7").unwrap();
        let _second = turn("203.0.113.7").unwrap();
        assert!(turn("203.0.113.7").is_err());
        assert!(turn("203.0.113.8").is_ok());
        drop(first);
        assert!(turn("203.0.113.7").is_ok(), "what is answered does not count");
        let _held = [turn("2001:db8::1").unwrap(), turn("2001:db8::2").unwrap()];
        assert!(turn("2001:db8::3").is_err(), "one network");
        assert!(turn("2001:db8:0:1::3").is_ok());
        drop(_held);
        assert_eq!(callers.here.lock().unwrap().len(), 1, "nothing is kept of callers that are gone");
    }
}
