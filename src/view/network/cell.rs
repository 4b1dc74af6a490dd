//! What one cell rests on.

use leptos::prelude::*;
use why1006_evidence::network::{Cell, HttpVersion, Outcome, Payload};
use why1006_report::bytes;

use super::table::about;
use crate::{
    view::el::{Kid, classed, el, kids, p},
    words,
};

pub(super) fn rests_on(cell: &Cell) -> AnyView {
    let mut facts: Vec<AnyView> = Vec::new();
    let mut fact = |name: &str, value: String| {
        facts.push(el("dt", &[], kids![name]));
        facts.push(el("dd", &[], kids![value]));
    };
    let is_run = !matches!(cell.outcome, Outcome::NotPossible | Outcome::NotRun);
    if is_run {
        fact("Time", [&ms(cell.begun), " to ", &ms(cell.ended)].concat());
    }
    if let Some(status) = cell.status {
        fact("HTTP status", status.to_string());
    }
    if let Some(code) = cell.code {
        fact("Close code", code.to_string());
    }
    if let (Some(came), Some(wanted)) = (cell.chunks, cell.wanted) {
        fact("Parts that came", [&came.to_string(), " of ", &wanted.to_string()].concat());
    }
    if let Some(first) = cell.first {
        fact("The first after", ms(first));
    }
    if let Some(spread) = cell.spread {
        fact("From first to last", ms(spread));
    }
    if let Some(largest) = cell.largest {
        fact("Longest message that came back", bytes(largest));
    }
    if let Some(payload) = &cell.payload {
        fact("The message that did not", describe(payload));
    }
    if let Some(mirror) = &cell.mirror {
        if mirror.version != HttpVersion::Other {
            fact("Arrived as", ["HTTP/", mirror.version.as_str()].concat());
        }
        for (name, list) in [
            ("Headers added", &mirror.added),
            ("Headers taken away", &mirror.removed),
            ("Headers changed", &mirror.changed),
        ] {
            if !list.is_empty() {
                fact(name, list.join(", "));
            }
        }
    }
    if cell.compressed {
        fact("Compression", "permessage-deflate".to_owned());
    }
    let disturbed =
        cell.disturbed.then(|| classed("p", "hint", kids![words::note("network-disturbed")]));
    kids![
        p(kids![about(cell.transport), " ", words::outcome(cell.outcome.as_str(), "about")]),
        disturbed,
        classed("dl", "facts", facts),
    ]
    .kid()
}

fn ms(ms: f64) -> String {
    [&ms.round().to_string(), " ms"].concat()
}

fn describe(payload: &Payload) -> String {
    let kind = if payload.binary { "bytes" } else { "text" };
    let alike = if payload.compressible { ", all alike" } else { ", random" };
    [&bytes(payload.size), " of ", kind, alike].concat()
}
