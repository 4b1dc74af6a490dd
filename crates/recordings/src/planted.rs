//! Evidence with secrets planted in every text that it has: what the tests of
//! all that leaves the page look for.
//!
//! [`TEXTS`] names the texts of the evidence; a test holds it to the schema, so
//! that a new one cannot be forgotten here.

use why1006_evidence::{
    App, Event, EventKind, Evidence, Problem, ProblemKind, Said, lint,
    network::{Cell, HttpVersion, Mirror, PassedOver, Transport, Unusable},
};

/// Every text that evidence can hold, by the names of the schema.
pub const TEXTS: &[&str] = &[
    "App.origin",
    "Cell.host",
    "Engine.name",
    "Event.name",
    "Event.reason",
    "Evidence.build",
    "Mirror.added",
    "Mirror.changed",
    "Mirror.removed",
    "PageContext.origin",
    "PassedOver.host",
    "Problem.part",
    "Said.build",
    "Said.cause",
    "Said.owner",
    "Said.verdict",
    "Target.host",
    "Target.protocols",
    "Target.url",
];

/// The evidence with `secret` in every text but names of hosts, wherever a secret of its
/// kind can stand. It should look like a token: among words nothing else is one.
pub fn secrets(evidence: &Evidence, secret: &str) -> Evidence {
    let s = secret;
    let page = |host: &str| format!("https://{s}:{s}@{host}/{s}/;v={s}?{s}&a={s}&token={s}#{s}");
    let sentence = format!(
        "no {s} ({s}), token: \"{s}\", Bearer {s}, {s}@mail.example at {}",
        page("b.example")
    );
    let mut e = evidence.clone();
    e.build = format!("0.1.0 {s}");
    e.target.url = format!("wss{}", &page(&e.target.host)["https".len()..]);
    e.target.protocols = vec!["mqtt".into(), s.into(), format!("bearer.{s}")];
    let mut problems = Vec::new();
    for (at, kind) in ProblemKind::ALL.iter().enumerate() {
        // A fatal one makes another verdict; and a run holds 64 at the most.
        if !kind.is_fatal() || evidence.target.fatal().next().is_some() {
            let part = if at % 2 == 0 { s.to_owned() } else { sentence.clone() };
            problems.push(Problem { kind: *kind, part });
            problems.push(Problem { kind: *kind, part: page("c.example") });
        }
    }
    problems.append(&mut e.target.problems);
    e.target.problems = problems;
    e.target.app = Some(App {
        origin: page("d.example"),
        ..evidence.target.app.clone().unwrap_or_else(|| lint::app("https://d.example"))
    });
    e.circumstances.page.origin = page("e.example");
    e.circumstances.engine.name = format!("Chrome {s} on {s}");
    let events = e.observations.iter_mut().flat_map(|o| &mut o.events);
    for event in events.chain(&mut e.page_events) {
        let Event { kind, name, reason, .. } = event;
        // A name is what an engine says; that of an opening is the server's.
        if *kind == EventKind::Open && name.is_some() {
            *name = Some(s.to_owned());
        }
        *reason = match reason.take() {
            Some(reason) => Some(format!("{reason} {sentence}")),
            None => Some(sentence.clone()),
        };
    }
    let list = || vec![s.to_owned(), "via".to_owned(), format!("x-{s}")];
    let mirror = Mirror {
        version: HttpVersion::Http11,
        tls: None,
        added: list(),
        removed: list(),
        changed: list(),
    };
    e.network.push(Cell { mirror: Some(mirror), ..cell() });
    e.said = Some(Said {
        build: sentence.clone(),
        verdict: s.to_owned(),
        cause: Some(s.to_owned()),
        owner: s.to_owned(),
    });
    e
}

/// A cell that says nothing.
fn cell() -> Cell {
    Cell::new(Transport::Other, false, 80, 0.0)
}

/// The evidence with an internal host, whose name has `label` in it, wherever the
/// name of a host can stand.
pub fn hosts(evidence: &Evidence, label: &str) -> Evidence {
    let host = format!("{label}.corp");
    let mut e = evidence.clone();
    e.target.host.clone_from(&host);
    e.target.url = format!("wss://{host}:8443/ws?a=1");
    e.target
        .problems
        .push(Problem { kind: ProblemKind::HttpScheme, part: format!("https://{host}/") });
    e.target.problems.push(Problem { kind: ProblemKind::Other, part: format!("{host} is odd") });
    let app = e.target.app.clone().unwrap_or_else(|| lint::app(""));
    e.target.app = Some(App { origin: format!("https://app.{host}"), ..app });
    e.circumstances.page.origin = format!("https://why.{host}:8000");
    e.network.push(Cell { host: format!("other.{host}"), ..cell() });
    let over = PassedOver { host: format!("why.{host}:8443"), why: Unusable::Unreachable };
    e.circumstances.passed_over.push(over);
    let events = e.observations.iter_mut().flat_map(|o| &mut o.events);
    for event in events.chain(&mut e.page_events) {
        let said =
            format!("no route to {host}:80 (see http://wiki.{host}/x), {}", host.to_uppercase());
        event.reason = Some(match event.reason.take() {
            Some(reason) => format!("{reason} {said}"),
            None => said,
        });
    }
    e
}

/// Whether six characters in a row of a secret stand in a text, in any case.
pub fn survives(secret: &str, text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let secret = secret.to_ascii_lowercase();
    secret
        .as_bytes()
        .windows(6.min(secret.len()))
        .any(|part| std::str::from_utf8(part).is_ok_and(|part| text.contains(part)))
}
