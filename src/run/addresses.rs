//! Where each experiment goes, and what a run may ask in all.

use web_sys::Url;
use why1006_diagnosis::plan;
use why1006_evidence::{PageScheme, Place, Probe, Scheme, Target};

use crate::{
    config::{Config, page_scheme},
    network::places,
};

thread_local! {
    /// Made up once for each visit, so that no cache knows it.
    static NOWHERE: String = {
        let word = js_sys::Math::random().to_bits() % 100_000_000;
        ["why1006-", &word.to_string(), ".invalid"].concat()
    };
}

/// The http(s) address of the same host, port and path, and of its root.
pub fn http_addresses(url: &str) -> Option<(String, String)> {
    let path = address(Probe::FetchNoCors, Place::Target, url)?;
    Some((path, address(Probe::FetchNoCors, Place::Root, url)?))
}

/// The address of an experiment with the target `url`; none if there is none.
pub(super) fn address(probe: Probe, place: Place, url: &str) -> Option<String> {
    let parsed = Url::new(url).ok()?;
    let is_secure = (parsed.protocol() == "wss:") != (place == Place::OtherScheme);
    let scheme = match (probe, is_secure) {
        (Probe::WebSocket, true) => "wss:",
        (Probe::WebSocket, false) => "ws:",
        (_, true) => "https:",
        (_, false) => "http:",
    };
    if parsed.protocol() != scheme {
        parsed.set_protocol(scheme);
    }
    // `javascript:` and its kin, which may stand in a forged result, stay what
    // they are.
    if parsed.protocol() != scheme {
        return None;
    }
    match place {
        Place::OtherSpelling => parsed.set_hostname(plan::other_spelling(&parsed.hostname())?),
        Place::OtherPath => {
            let path = parsed.pathname();
            let other = match path.strip_suffix('/') {
                Some(shorter) => shorter.to_owned(),
                None => [&path, "/"].concat(),
            };
            parsed.set_pathname(&other);
        }
        _ => {}
    }
    if place == Place::Nowhere {
        return Some(NOWHERE.with(|name| [scheme, "//", name, "/"].concat()));
    }
    if probe == Probe::WebSocket {
        return Some(parsed.href());
    }
    let path = match place {
        Place::Root => "/".to_owned(),
        _ => [parsed.pathname(), parsed.search()].concat(),
    };
    Some([scheme, "//", &parsed.host(), &path].concat())
}

/// Everything that a run may request besides the page's own files, for the
/// user to read before the click. Which of it depends on what is seen. Where the
/// reference listens besides is known once the rest of the program `is_there`,
/// without which nothing is requested.
pub fn requests(target: &Target, config: &Config, is_there: bool) -> Vec<String> {
    let at = |probe, place| address(probe, place, &target.url);
    let mut list = vec![Some(target.url.clone())];
    list.push(at(Probe::FetchNoCors, Place::Target));
    list.push(at(Probe::FetchNoCors, Place::Root));
    list.push(at(Probe::WebSocket, Place::OtherPath));
    list.push(at(Probe::WebSocket, Place::OtherSpelling));
    list.push(at(Probe::WebSocket, Place::OtherScheme));
    list.push(at(Probe::FetchNoCors, Place::OtherScheme));
    // An https page may not ask for it in clear text.
    if page_scheme() == PageScheme::Http || target.scheme == Some(Scheme::Wss) {
        list.push(at(Probe::FetchNoCors, Place::Nowhere));
    }
    if let Some(reference) = config.reference_for(target.scheme).filter(|_| !is_there) {
        list.push(Some(reference.socket.clone()));
        list.push(Some(reference.http.clone()));
    }
    let mut list: Vec<String> = list.into_iter().flatten().collect();
    list.dedup();
    if is_there {
        // What the network carries is tried with the reference, at all its places.
        list.extend(places::requests(config));
    }
    list
}
