//! Every text of the evidence, and what kind of text it is.

use super::{
    hosts,
    keep::Kind,
    pieces::{Form, Pieces},
};
use crate::{Event, EventKind, Evidence, Problem, ProblemKind, network::Mirror, scan, tags};

tags! {
    /// A place in the evidence where text stands.
    pub enum Field {
        /// The tested address.
        Address = "address",
        /// The host of it.
        Host = "host",
        /// A subprotocol, offered or chosen.
        Protocol = "protocol",
        /// What is remarkable about the address.
        Problem = "problem",
        /// The app's page.
        App = "app",
        /// The page that ran the test.
        Page = "page",
        /// Browser or build.
        Browser = "browser",
        /// A comparison endpoint's host, or a header that it saw.
        Reference = "reference",
        /// A reason for closing, or extensions.
        Reason = "reason",
        /// The name of an exception, a type or a directive.
        Name = "name",
    }
}

/// Says what stands instead of a piece, which is secret if it has a kind; `None`
/// leaves it.
pub(super) type Fill<'f> = dyn FnMut(Field, Option<Kind>, &str) -> Option<String> + 'f;

/// Visits every text of the evidence in a fixed order, the host first.
pub(super) fn walk(e: &mut Evidence, fill: &mut Fill) {
    let hosts = hosts::named(e);
    let mut put = |field, form, text: &mut String| {
        let mut out = String::with_capacity(text.len());
        for (kind, piece) in Pieces::of(form, text, &hosts).list {
            match fill(field, kind, piece) {
                Some(other) => out.push_str(&other),
                None => out.push_str(piece),
            }
        }
        *text = out;
    };
    put(Field::Host, Form::Host, &mut e.target.host);
    put(Field::Address, Form::Address, &mut e.target.url);
    for protocol in &mut e.target.protocols {
        put(Field::Protocol, Form::Protocol, protocol);
    }
    for problem in &mut e.target.problems {
        put(Field::Problem, form(problem), &mut problem.part);
    }
    if let Some(app) = &mut e.target.app {
        put(Field::App, Form::Address, &mut app.origin);
    }
    put(Field::Page, Form::Address, &mut e.circumstances.page.origin);
    put(Field::Browser, Form::Words, &mut e.circumstances.engine.name);
    put(Field::Browser, Form::Words, &mut e.build);
    let events = e.observations.iter_mut().flat_map(|o| &mut o.events);
    for event in events.chain(&mut e.page_events) {
        let Event { kind, name, reason, .. } = event;
        if let Some(name) = name {
            match kind {
                EventKind::Open => put(Field::Protocol, Form::Protocol, name),
                _ => put(Field::Name, Form::Name, name),
            }
        }
        if let Some(reason) = reason {
            put(Field::Reason, Form::Words, reason);
        }
    }
    for over in &mut e.circumstances.passed_over {
        let (host, port) = scan::split_at(&over.host, scan::upto(&over.host, b":"));
        let (mut host, port) = (host.to_owned(), port.to_owned());
        put(Field::Reference, Form::Host, &mut host);
        over.host = host + &port;
    }
    for cell in &mut e.network {
        put(Field::Reference, Form::Host, &mut cell.host);
        for name in cell.mirror.iter_mut().flat_map(Mirror::names_mut) {
            put(Field::Reference, Form::Words, name);
        }
    }
    if let Some(said) = &mut e.said {
        put(Field::Browser, Form::Words, &mut said.build);
    }
}

/// What kind of text the part of a problem is.
fn form(problem: &Problem) -> Form {
    let part = &problem.part;
    match problem.kind {
        ProblemKind::BadProtocol => Form::Protocol,
        ProblemKind::NoAddress | ProblemKind::Space => Form::Typed,
        ProblemKind::BadPort if !part.bytes().all(|byte| byte.is_ascii_digit()) => Form::Typed,
        ProblemKind::BadApp
        | ProblemKind::BadHost
        | ProblemKind::HttpScheme
        | ProblemKind::Fragment => Form::Address,
        _ if scan::has(part, "//") || scan::has_any(part, b"?@") => Form::Address,
        _ => Form::Words,
    }
}
