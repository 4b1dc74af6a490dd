//! Evidence of any kind, sensible or not.

use proptest::{option, prelude::*, sample::select};
use why1006_evidence::{
    App, Asker, Circumstances, Clue, End, Engine, EngineFamily, Event, EventKind, Evidence,
    Observation, PageContext, PageScheme, Place, PolicySays, Probe, Problem, ProblemKind, Says,
    Scheme, Software, Target, Told, VERSION, Vantage, Way,
    circumstances::{NoReference, PermissionState},
    host::HostClass,
    path::PathShape,
};

use crate::network::any_cells;

fn one<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

/// Text as it stands in evidence, with things that look secret.
fn text() -> impl Strategy<Value = String> {
    let secret = "wss?://(me:pw@)?[a-z]{1,8}(/[a-zA-Z0-9]{0,24}){0,2}(\\?[a-z]{1,6}=[a-zA-Z0-9]{0,24})?(#x)?";
    prop_oneof![
        secret,
        "[a-z ]{0,10}(token=[A-Za-z0-9]{0,20})?",
        "\\PC{0,20}",
        Just("permessage-deflate; client_max_window_bits=15".to_owned()),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let name = prop_oneof![
        text(),
        one(&["SyntaxError", "SecurityError", "NS_ERROR_CONTENT_BLOCKED", "mqtt", "connect-src"])
            .prop_map(str::to_owned),
    ];
    let code = prop_oneof![
        any::<u16>(),
        one(&[1000_u16, 1001, 1005, 1006, 1008, 1009, 1011, 1012, 1015, 4401]),
    ];
    (
        (0.0..6_000.0_f64, one(EventKind::ALL), option::of(code), option::of(text())),
        (any::<Option<bool>>(), any::<Option<u16>>(), option::of(name)),
        (option::of(0_u16..600), any::<Option<u32>>(), any::<bool>(), option::of(one(Says::ALL))),
    )
        .prop_map(
            |((at, kind, code, reason), (clean, state, name), (status, size, hidden, says))| {
                Event { at, kind, code, reason, clean, state, name, status, size, hidden, says }
            },
        )
}

fn observation() -> impl Strategy<Value = Observation> {
    let events = prop::collection::vec(event(), 0..6);
    let kind = (one(Probe::ALL), one(Place::ALL), any::<bool>());
    (kind, 0.0..9_000.0_f64, 0.0..9_000.0_f64, one(End::ALL), events).prop_map(
        |((probe, place, with_protocols), begun, ended, end, events)| Observation {
            probe,
            place,
            with_protocols,
            begun,
            ended,
            end,
            events,
        },
    )
}

fn target() -> impl Strategy<Value = Target> {
    let problem = (one(ProblemKind::ALL), text()).prop_map(|(kind, part)| Problem { kind, part });
    let problems = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(problem, 0..3)];
    let policy = (option::of(one(PolicySays::ALL)), any::<bool>());
    let app = (text(), one(PageScheme::ALL), any::<bool>(), policy).prop_map(
        |(origin, scheme, here, (policy, upgrades))| App { origin, scheme, here, policy, upgrades },
    );
    let port = prop_oneof![any::<u16>(), one(&[25_u16, 80, 443, 4190, 8080])];
    (
        (text(), option::of(one(Scheme::ALL)), text(), one(HostClass::ALL)),
        (any::<bool>(), port, one(PathShape::ALL), any::<bool>()),
        (prop::collection::vec(text(), 0..3), problems, option::of(app)),
    )
        .prop_map(
            |(
                (url, scheme, host, host_class),
                (literal, port, path_shape, token_in_query),
                (protocols, problems, app),
            )| Target {
                url,
                scheme,
                host,
                host_class,
                literal,
                port,
                path_shape,
                token_in_query,
                protocols,
                problems,
                app,
            },
        )
}

fn circumstances() -> impl Strategy<Value = Circumstances> {
    let engine = (one(EngineFamily::ALL), one(&[0_u32, 60, 153, 156, 900]))
        .prop_map(|(family, major)| Engine { family, major, name: "any".into() });
    let page = (one(PageScheme::ALL), one(HostClass::ALL), any::<bool>(), any::<bool>()).prop_map(
        |(scheme, host_class, same_origin, by_snippet)| PageContext {
            scheme,
            origin: "https://why.test".into(),
            host_class,
            same_origin,
            by_snippet,
        },
    );
    let permission = || option::of(one(PermissionState::ALL));
    (
        (engine, page, any::<i32>(), 0..20_u32),
        (any::<bool>(), any::<bool>(), permission(), permission()),
        (
            option::of(one(Scheme::ALL)),
            option::of(one(NoReference::ALL)),
            option::of(-1e6..1e6_f64),
        ),
    )
        .prop_map(
            |(
                (engine, page, utc_offset, earlier_failures),
                (offline, hidden, local_network, loopback_network),
                (reference_scheme, no_reference, clock_ahead),
            )| Circumstances {
                engine,
                page,
                started_at: 0.0,
                utc_offset,
                offline,
                hidden,
                earlier_failures,
                local_network,
                loopback_network,
                reference_scheme,
                clock_ahead,
                no_reference,
                passed_over: Vec::new(),
                network_alone: false,
            },
        )
}

pub(crate) fn told() -> impl Strategy<Value = Told> {
    (
        (one(Way::ALL), one(Clue::ALL), option::of(any::<u16>())),
        (option::of(one(Asker::ALL)), option::of(one(Vantage::ALL)), option::of(0..4_u16)),
        prop_oneof![3 => Just(false), 1 => Just(true)],
    )
        .prop_map(|((way, clue, status), (asker, vantage, times), by_receiver)| Told {
            way,
            clue,
            status,
            asker,
            vantage,
            times,
            by_receiver,
        })
}

/// Evidence with any values anywhere.
pub(crate) fn evidence() -> impl Strategy<Value = Evidence> {
    (
        (target(), circumstances(), any::<bool>(), option::of(one(Software::ALL))),
        prop::collection::vec(observation(), 0..7),
        prop::collection::vec(event(), 0..3),
        (prop::collection::vec(told(), 0..4), any_cells()),
    )
        .prop_map(
            |(
                (target, circumstances, stopped, software),
                observations,
                page_events,
                (told, network),
            )| {
                Evidence {
                    version: VERSION,
                    build: "test".into(),
                    target,
                    circumstances,
                    observations,
                    page_events,
                    told,
                    network,
                    software,
                    elapsed: 9_000.0,
                    stopped,
                    said: None,
                }
            },
        )
}
