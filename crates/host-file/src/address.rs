//! The addresses that visitors are to test.

use why1006_evidence::{
    ask::{self, AskKind, MAX_ADDRESS},
    lint,
    record::Json,
    scan,
};

use crate::{
    Kind, MAX_NAME, fault,
    reader::{Reader, item},
};

/// The most addresses that are offered.
pub const MAX_ADDRESSES: usize = 50;

/// The most subprotocols of one address.
const MAX_PROTOCOLS: usize = 16;

/// The longest subprotocol, in characters.
const MAX_PROTOCOL: usize = 200;

/// An address to test, with its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// The field that says so, like `addresses[0]`.
    pub field: String,
    /// A `ws:` or `wss:` address.
    pub url: String,
    /// What people call it.
    pub name: Option<String>,
    /// The subprotocols to offer, in order.
    pub protocols: Vec<String>,
    /// The page where the app runs.
    pub app: Option<String>,
}

pub(crate) fn read<J: Json>(json: &J, reader: &mut Reader) -> Vec<Address> {
    let items = reader.items(json, "", "addresses", MAX_ADDRESSES);
    let places = items.iter().enumerate().map(|(at, found)| (item("addresses", at), found));
    places.filter_map(|(place, found)| one(found, place, reader)).collect()
}

fn one<J: Json>(json: &J, field: String, reader: &mut Reader) -> Option<Address> {
    if !reader.object(json, &field, &["url", "name", "protocols", "app"]) {
        return None;
    }
    let url = url(json, &field, reader);
    let name = reader.words(json, &field, "name", MAX_NAME);
    let protocols = protocols(json, &field, reader);
    let app = app(json, &field, reader);
    Some(Address { url: url?, field, name, protocols, app })
}

fn url<J: Json>(json: &J, place: &str, reader: &mut Reader) -> Option<String> {
    if json.get("url").is_none() {
        reader.fault(place, "url", Kind::Missing, "");
    }
    let text = reader.address(json, place, "url", MAX_ADDRESS)?;
    let asked = ask::understand(&text);
    let is_whole = asked.kind == AskKind::Address
        && asked.problems.iter().all(|problem| !problem.kind.is_fatal())
        && asked.address == text
        && has_port(&text)
        && fault::has_host(&text, &["ws://", "wss://"]);
    if !is_whole {
        reader.fault(place, "url", Kind::Socket, &text);
        return None;
    }
    Some(asked.address)
}

/// Whether the port, if there is one, is a number that a port can have.
fn has_port(address: &str) -> bool {
    let authority = scan::split_once(address, "//").map_or("", |(_, rest)| scan::head(rest, b"/?"));
    match scan::cut_last(authority, b":]") {
        Some((_, port)) if !port.is_empty() => {
            scan::number(port, 10).is_some_and(|port| port <= 0xffff)
        }
        _ => true,
    }
}

fn protocols<J: Json>(json: &J, place: &str, reader: &mut Reader) -> Vec<String> {
    let items = reader.items(json, place, "protocols", MAX_PROTOCOLS);
    let mut names: Vec<String> = Vec::new();
    for (at, found) in items.iter().enumerate() {
        let name = found.text().unwrap_or_default();
        names.push(name.trim().to_owned());
        let is_long = name.chars().nth(MAX_PROTOCOL).is_some();
        if is_long || lint::bad_protocol(&names).is_some() {
            reader.fault(place, &item("protocols", at), Kind::Protocol, &name);
            names.pop();
        }
    }
    names
}

fn app<J: Json>(json: &J, place: &str, reader: &mut Reader) -> Option<String> {
    let text = reader.address(json, place, "app", MAX_ADDRESS)?;
    if !fault::has_host(&text, &["https://", "http://"]) {
        reader.fault(place, "app", Kind::App, &text);
        return None;
    }
    Some(text)
}
