//! Where a probe of a run went. The evidence names the place, not its address.

use reqwest::Url;
use serde_json::Value;
use why1006_evidence::{Evidence, Observation, Place, Probe, Scheme};

use crate::{Error, Result};

/// The reference endpoint of a page, by the rules of the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its WebSocket.
    pub socket: String,
    /// Its http(s) address.
    pub http: String,
}

impl Reference {
    /// What `why1006.json` says to a page at `base`; `secure` asks for the one
    /// over TLS, which an http page finds at its https copy. `None` without one.
    pub fn read(config: &Value, base: &str, secure: bool) -> Option<Reference> {
        let at = |base: &str| {
            let base = Url::parse(base).ok()?;
            let http = base.join(config["reference"]["http"].as_str()?).ok()?;
            let mut socket = base.join(config["reference"]["socket"].as_str()?).ok()?;
            let scheme = if matches!(socket.scheme(), "https" | "wss") { "wss" } else { "ws" };
            socket.set_scheme(scheme).ok()?;
            let is_wanted = secure == (scheme == "wss");
            is_wanted.then(|| Reference { socket: socket.into(), http: http.into() })
        };
        at(base).or_else(|| at(config["https_page"].as_str()?))
    }
}

/// The address of `observation`, which is one of `evidence`.
///
/// # Errors
/// A line that names the place whose address cannot be derived.
pub(super) fn of(
    observation: &Observation,
    evidence: &Evidence,
    reference: Option<&Reference>,
) -> Result<String> {
    let place = observation.place;
    let is_socket = observation.probe == Probe::WebSocket;
    if place == Place::Nowhere {
        // Another name than the page's: the first may be remembered.
        let scheme = if evidence.target.scheme == Some(Scheme::Wss) { "https" } else { "http" };
        return Ok(format!("{scheme}://why1006-{}.invalid/", nanoseconds()));
    }
    if place == Place::Reference {
        let reference = reference.ok_or_else(|| Error::new("the page's host has no reference"))?;
        let address = if is_socket { &reference.socket } else { &reference.http };
        return Ok(address.clone());
    }
    if place == Place::Target && is_socket {
        return Ok(evidence.target.url.clone());
    }
    let earlier = evidence.observations.iter().filter(|o| {
        o.place == place && o.probe == observation.probe && o.begun < observation.begun
    });
    let variant = Url::parse(&evidence.target.url).ok().and_then(|url| match place {
        Place::Target => Some(url),
        Place::Root => root(url),
        Place::OtherScheme => other_scheme(url),
        Place::OtherSpelling => other_spelling(url, earlier.count()),
        Place::OtherPath => other_path(url),
        Place::Nowhere | Place::Reference | Place::Other => None,
    });
    let address = variant.and_then(|url| if is_socket { Some(url) } else { http_twin(url) });
    address
        .map(String::from)
        .ok_or_else(|| Error::new(format!("nobody knows the address of `{place}` here")))
}

fn nanoseconds() -> u128 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |since| since.as_nanos())
}

fn root(mut url: Url) -> Option<Url> {
    url.set_path("/");
    url.set_query(None);
    Some(url)
}

fn other_scheme(mut url: Url) -> Option<Url> {
    let scheme = if url.scheme() == "wss" { "ws" } else { "wss" };
    url.set_scheme(scheme).ok()?;
    Some(url)
}

/// The names of loopback in turn, without the target's own.
fn other_spelling(mut url: Url, number: usize) -> Option<Url> {
    let own = url.host_str()?.to_owned();
    let names = ["127.0.0.1", "localhost", "[::1]"];
    let name = names.into_iter().filter(|name| *name != own).cycle().nth(number)?;
    url.set_host(Some(name)).ok()?;
    Some(url)
}

/// With an end slash in place of none, or the reverse.
fn other_path(mut url: Url) -> Option<Url> {
    let path = url.path();
    let other = match path.strip_suffix('/') {
        Some("") => return None,
        Some(shorter) => shorter.to_owned(),
        None => format!("{path}/"),
    };
    url.set_path(&other);
    Some(url)
}

fn http_twin(mut url: Url) -> Option<Url> {
    url.set_scheme(if url.scheme() == "wss" { "https" } else { "http" }).ok()?;
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(url: &str, change: impl Fn(Url) -> Option<Url>) -> Option<String> {
        change(Url::parse(url).unwrap()).map(String::from)
    }

    #[test]
    fn variants_are_those_of_the_page() {
        let target = "wss://u:p@a.test/b?c=d";
        assert_eq!(changed(target, http_twin).unwrap(), "https://a.test/b?c=d");
        assert_eq!(changed("ws://a.test:81/b", root).unwrap(), "ws://a.test:81/");
        assert_eq!(changed("ws://a.test/b", other_scheme).unwrap(), "wss://a.test/b");
        assert_eq!(changed("ws://a.test:81/b", other_scheme).unwrap(), "wss://a.test:81/b");
        assert_eq!(changed("ws://a.test/b?c", other_path).unwrap(), "ws://a.test/b/?c");
        assert_eq!(changed("ws://a.test/b/", other_path).unwrap(), "ws://a.test/b");
        assert_eq!(changed("ws://a.test/", other_path), None);
    }

    #[test]
    fn spellings_come_in_turn() {
        let nth = |number| changed("ws://localhost:81/", |url| other_spelling(url, number));
        assert_eq!(nth(0).unwrap(), "ws://127.0.0.1:81/");
        assert_eq!(nth(1).unwrap(), "ws://[::1]:81/");
        let literal = changed("ws://127.0.0.1:81/", |url| other_spelling(url, 0));
        assert_eq!(literal.unwrap(), "ws://localhost:81/");
    }

    #[test]
    fn the_reference_over_tls_is_at_the_https_copy() {
        let config = json!({
            "reference": { "socket": "reference/socket", "http": "reference/http" },
            "https_page": "https://localhost:8443/",
        });
        let read = |secure| Reference::read(&config, "http://localhost:8006/", secure).unwrap();
        assert_eq!(read(false).socket, "ws://localhost:8006/reference/socket");
        assert_eq!(read(true).socket, "wss://localhost:8443/reference/socket");
        assert_eq!(read(true).http, "https://localhost:8443/reference/http");
        assert_eq!(Reference::read(&json!({}), "http://localhost/", false), None);
    }
}
