//! Runs as the engines would report them, built from the notation of the
//! measurements.

mod rows;

use std::sync::LazyLock;

use self::rows::ROWS;
use why1006_diagnosis::CauseId;
use why1006_evidence::{
    Circumstances, End, Engine, EngineFamily, Event, EventKind, Evidence, Observation, PageContext,
    PageScheme, Place, Probe, Scheme, Target, VERSION, circumstances::PermissionState,
    host::HostClass, path::PathShape,
};

/// One cell of the table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The scenario, and whose column this is.
    pub(crate) name: String,
    /// What is true of the server; empty if it works.
    pub(crate) truth: Vec<CauseId>,
    /// Scheme of the address.
    pub(crate) scheme: Scheme,
    /// Which engine reported it.
    pub(crate) engine: EngineFamily,
    /// What it reported.
    pub(crate) cell: String,
}

/// Every cell that was measured.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(read);
    &ROWS
}

fn read() -> Vec<Row> {
    use EngineFamily::{Chromium, Firefox, WebKit};
    let mut rows = Vec::new();
    for line in ROWS.lines().filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [name, truth, scheme, cells @ ..] = &columns[..] else { panic!("{line}") };
        assert_eq!(cells.len(), 3, "{line}");
        let truth: Vec<CauseId> = match *truth {
            "works" => Vec::new(),
            ids => ids.split(',').map(|id| CauseId::parse(id).expect(id)).collect(),
        };
        for (engine, cell) in [Chromium, Firefox, WebKit].into_iter().zip(cells) {
            if *cell != "-" {
                rows.push(Row {
                    name: format!("{name} in {engine}: {scheme} {cell}"),
                    // What opens and stays open has no cause.
                    truth: if is_fine(cell) { Vec::new() } else { truth.clone() },
                    scheme: Scheme::from_tag(scheme).expect(line),
                    engine,
                    cell: cell.to_string(),
                });
            }
        }
    }
    rows
}

fn is_fine(cell: &str) -> bool {
    cell.starts_with("ok") || cell == "O silent"
}

impl Row {
    /// Whether the connection opens and stays open.
    pub(crate) fn works(&self) -> bool {
        is_fine(&self.cell)
    }

    /// The run as the page would record it.
    pub(crate) fn run(&self, setting: Setting) -> Evidence {
        let (socket, http) = self.cell.split_once(" · ").unwrap_or((&self.cell, "RE"));
        let (path, root) = http.split_once('/').unwrap_or((http, http));
        let mut observations = vec![socket_seen(socket, Place::Target)];
        for (place, seen) in [(Place::Target, path), (Place::Root, root)] {
            observations.push(fetch_seen(Probe::FetchNoCors, place, seen));
        }
        let readable = if path.starts_with('T') { "T" } else { "X" };
        observations.push(fetch_seen(Probe::FetchCors, Place::Target, readable));
        if let Some((socket, http)) = setting.reference {
            observations.push(socket_seen(socket, Place::Reference));
            observations.push(fetch_seen(Probe::FetchCors, Place::Reference, http));
        }
        // One probe after the other, as far as the rules can tell.
        let mut now = 2.0;
        for o in &mut observations {
            let begun = now;
            o.events.iter_mut().for_each(|e| e.at += begun);
            now += o.ended + 1.0;
            (o.begun, o.ended) = (begun, now - 1.0);
        }
        let mut evidence = empty(self.engine, self.scheme, &setting);
        evidence.observations = observations;
        evidence.elapsed = now;
        evidence
    }
}

/// Where a run is made.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// How the page was loaded.
    pub(crate) page: PageScheme,
    /// What kind of place its host is.
    pub(crate) page_class: HostClass,
    /// What kind of place the target's host is.
    pub(crate) target_class: HostClass,
    /// The host is an address.
    pub(crate) literal: bool,
    /// The engine's own name is kept from the rules.
    pub(crate) unknown: bool,
    /// Permission for local addresses.
    pub(crate) local: Option<PermissionState>,
    /// What the reference's socket and web request give, in the table's words.
    pub(crate) reference: Option<(&'static str, &'static str)>,
}

impl Setting {
    /// A hosted https page, a public target, a reference that works.
    pub(crate) fn hosted() -> Setting {
        Setting {
            page: PageScheme::Https,
            page_class: HostClass::Public,
            target_class: HostClass::Public,
            literal: false,
            unknown: false,
            local: None,
            reference: Some(("ok", "R")),
        }
    }

    /// The page served from this machine over http, as after a first clone.
    pub(crate) fn at_home() -> Setting {
        let hosted = Setting::hosted();
        Setting { page: PageScheme::Http, page_class: HostClass::Loopback, ..hosted }
    }
}

/// A run that has seen nothing.
pub(crate) fn empty(engine: EngineFamily, scheme: Scheme, s: &Setting) -> Evidence {
    let major = match engine {
        EngineFamily::Chromium => 156,
        EngineFamily::Firefox => 153,
        _ => 26,
    };
    let family = if s.unknown { EngineFamily::Unknown } else { engine };
    Evidence {
        version: VERSION,
        build: "test".into(),
        target: Target {
            url: format!("{scheme}://app.test:20001/ws"),
            scheme: Some(scheme),
            host: "app.test".into(),
            host_class: s.target_class,
            literal: s.literal,
            port: 20_001,
            path_shape: PathShape::Plain,
            token_in_query: false,
            protocols: Vec::new(),
            problems: Vec::new(),
            app: None,
        },
        circumstances: Circumstances {
            engine: Engine { family, major, name: engine.to_string() },
            page: PageContext {
                scheme: s.page,
                origin: "https://why.test".into(),
                host_class: s.page_class,
                same_origin: false,
                by_snippet: false,
            },
            started_at: 1_795_384_800_000.0,
            utc_offset: 0,
            offline: false,
            hidden: false,
            earlier_failures: 0,
            local_network: s.local,
            loopback_network: s.local,
            // The http page of the first clone has no TLS beside it.
            reference_scheme: s.reference.map(|_| match s.page {
                PageScheme::Https => Scheme::Wss,
                _ => Scheme::Ws,
            }),
            clock_ahead: None,
            no_reference: None,
            passed_over: Vec::new(),
            network_alone: false,
        },
        observations: Vec::new(),
        page_events: Vec::new(),
        told: Vec::new(),
        network: Vec::new(),
        software: None,
        elapsed: 0.0,
        stopped: false,
        said: None,
    }
}

fn observation(probe: Probe, place: Place) -> Observation {
    Observation {
        probe,
        place,
        with_protocols: false,
        begun: 0.0,
        ended: 30.0,
        end: End::Settled,
        events: Vec::new(),
    }
}

/// A socket's events from a cell of the table.
pub(crate) fn socket_seen(cell: &str, place: Place) -> Observation {
    let mut o = observation(Probe::WebSocket, place);
    let mut now = 5.0;
    let mut add = |o: &mut Observation, event: Event| {
        now += 3.0;
        o.events.push(Event { at: now, ..event });
    };
    let event = |kind| Event::new(0.0, kind);
    let close = |code: u16, clean| Event {
        code: Some(code),
        clean: Some(clean),
        ..event(EventKind::Close)
    };
    if cell == "pending" {
        (o.end, o.ended) = (End::GaveUp, 5_000.0);
        return o;
    }
    for word in cell.split(' ') {
        match word {
            "ok" | "silent" => {
                if word == "ok" {
                    add(&mut o, event(EventKind::Open));
                    add(&mut o, event(EventKind::Message));
                }
                add(&mut o, Event { code: Some(1000), ..event(EventKind::Closing) });
                add(&mut o, close(1000, true));
            }
            "O" => add(&mut o, event(EventKind::Open)),
            "m" => add(&mut o, Event { size: Some(4), ..event(EventKind::Message) }),
            "deflate" => o.events[0].reason = Some("permessage-deflate".into()),
            "E" => add(&mut o, Event { state: Some(3), ..event(EventKind::Error) }),
            "late" => {}
            code => {
                let clean = code.ends_with('c');
                let code = code.trim_end_matches('c').parse().expect(cell);
                add(&mut o, close(code, clean));
            }
        }
    }
    if cell.starts_with("late") {
        o.events.iter_mut().for_each(|e| e.at += 3_100.0);
    }
    o.ended = o.events.last().map_or(0.0, |e| e.at) + 1.0;
    o
}

/// A web request's end from a cell of the table.
pub(crate) fn fetch_seen(probe: Probe, place: Place, cell: &str) -> Observation {
    let mut o = observation(probe, place);
    let event = match cell.as_bytes()[0] {
        b'R' => Event {
            name: Some(if probe == Probe::FetchCors { "cors" } else { "opaque" }.into()),
            status: (probe == Probe::FetchCors).then_some(200),
            ..Event::new(20.0, EventKind::Resolved)
        },
        b'X' => Event { name: Some("TypeError".into()), ..Event::new(20.0, EventKind::Rejected) },
        b'T' => {
            (o.end, o.ended) = (End::GaveUp, 4_000.0);
            return o;
        }
        _ => panic!("{cell}"),
    };
    o.events.push(event);
    o
}

/// Every setting that a row of the scheme is tried in.
pub(crate) fn settings(scheme: Scheme) -> Vec<Setting> {
    let mut all = Vec::new();
    for unknown in [false, true] {
        for reference in [Some(("ok", "R")), Some(("pending", "T")), Some(("E 1006", "X")), None] {
            for local in [None, Some(PermissionState::Prompt), Some(PermissionState::Denied)] {
                let base = Setting { unknown, reference, local, ..Setting::hosted() };
                if scheme == Scheme::Wss {
                    all.push(base.clone());
                } else {
                    all.push(Setting { page: PageScheme::Http, ..base.clone() });
                }
                let home = Setting::at_home();
                all.push(Setting { unknown, reference, local, ..home });
            }
        }
    }
    all
}
