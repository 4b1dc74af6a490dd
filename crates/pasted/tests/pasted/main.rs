//! Pastes as people make them, and as nobody would.

use why1006_evidence::{Scheme, Target, Told, host::HostClass, path::PathShape};
use why1006_pasted::{Context, Reading, Source, Why, read};

mod attribution;
mod bad;
mod consoles;
mod documented;
mod logs;
mod panels;
mod properties;
mod quoted;
mod recorded;
mod tabs;
mod terminal;

/// A target as the page makes it of a normalised address.
fn target(url: &str) -> Target {
    let (scheme, rest) = url.split_once("://").expect("a scheme");
    let scheme = Scheme::from_tag(scheme).expect("ws or wss");
    let authority = rest.split(['/', '?']).next().expect("one part");
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().expect("a port")),
        _ => (authority, scheme.default_port()),
    };
    Target {
        url: url.into(),
        scheme: Some(scheme),
        host: host.into(),
        host_class: HostClass::Public,
        literal: false,
        port,
        path_shape: PathShape::Plain,
        token_in_query: false,
        protocols: Vec::new(),
        problems: Vec::new(),
        app: None,
    }
}

/// A test of the target by a page of `https://why.example`.
fn context(target: &Target, source: Source) -> Context<'_> {
    Context { target, page_origin: "https://why.example", source }
}

fn here(text: &str, url: &str) -> Reading {
    read(text, &context(&target(url), Source::ThisPage))
}

/// What was told, without how often.
fn told(reading: &Reading) -> Vec<Told> {
    reading.understood.iter().map(|one| Told { times: None, ..one.told.clone() }).collect()
}

fn whys(reading: &Reading) -> Vec<Why> {
    reading.ignored.iter().map(|one| one.why).collect()
}
