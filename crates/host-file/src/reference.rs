//! Where references stand.

use why1006_evidence::{ask::MAX_ADDRESS, record::Json, scan};

use crate::{
    Kind, fault,
    reader::{Reader, item},
};

/// The most references that are read.
const MAX_REFERENCES: usize = 8;

/// The most further origins of one reference.
const MAX_ALSO: usize = 8;

/// Where one reference stands. Addresses may be relative to the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePlace {
    /// The field that says so, like `references[0]`.
    pub field: String,
    /// Its WebSocket.
    pub socket: String,
    /// Its plain answer.
    pub http: String,
    /// Further origins of the same server, with the same paths.
    pub also: Vec<String>,
    /// The origin of the endpoint that speaks WebSocket over HTTP/2 (RFC 8441).
    pub http2: Option<String>,
}

/// `reference` first, then `references` in their order.
pub(crate) fn read<J: Json>(json: &J, reader: &mut Reader) -> Vec<ReferencePlace> {
    let mut found = Vec::new();
    if let Some(one) = json.get("reference") {
        found.extend(place(&one, "reference".to_owned(), reader));
    }
    let items = reader.items(json, "", "references", MAX_REFERENCES);
    for (at, one) in items.iter().enumerate() {
        found.extend(place(one, item("references", at), reader));
    }
    found
}

fn place<J: Json>(json: &J, field: String, reader: &mut Reader) -> Option<ReferencePlace> {
    if !reader.object(json, &field, &["socket", "http", "also", "http2"]) {
        return None;
    }
    let mut needed = |name| {
        if json.get(name).is_none() {
            reader.fault(&field, name, Kind::Missing, "");
        }
        reader.address(json, &field, name, MAX_ADDRESS)
    };
    let (socket, http) = (needed("socket"), needed("http"));
    let also = also(json, &field, reader);
    let http2 = reader.address(json, &field, "http2", MAX_ADDRESS).and_then(|text| {
        let is_secure = fault::has_host(&text, &["https://"]) && is_origin(&text);
        if !is_secure {
            reader.fault(&field, "http2", Kind::SecureOrigin, &text);
        }
        is_secure.then(|| bare(&text).to_owned())
    });
    Some(ReferencePlace { socket: socket?, http: http?, also, http2, field })
}

fn also<J: Json>(json: &J, field: &str, reader: &mut Reader) -> Vec<String> {
    let items = reader.items(json, field, "also", MAX_ALSO);
    let mut origins = Vec::new();
    for (at, found) in items.iter().enumerate() {
        let text = found.text().unwrap_or_default();
        if fault::has_host(&text, &["https://", "http://"]) && is_origin(&text) {
            origins.push(bare(&text).to_owned());
        } else {
            reader.fault(field, &item("also", at), Kind::Origin, &text);
        }
    }
    origins
}

/// Nothing behind host and port but a slash, nothing before them.
fn is_origin(text: &str) -> bool {
    let authority = scan::split_once(text, "//").map_or("", |(_, rest)| bare(rest));
    text.len() <= MAX_ADDRESS && !scan::has_any(authority, b"/?#\\@ ")
}

/// Without the slash.
fn bare(text: &str) -> &str {
    text.strip_suffix('/').unwrap_or(text)
}
